//! How often, as it is typed: `--every week --on mon,thu`, `--every "2 weeks" --on sun`, `--every month --on first-sun`,
//! or a recurrence by RFC 5545.

use companion::life::{Every, Rhythm};
use consent::{Days, Weekday};

/// Reads it; nothing where nothing was typed.
///
/// # Errors
/// What was typed and is none.
pub(crate) fn parse(every: Option<&str>, on: Option<&str>) -> Result<Option<Rhythm>, String> {
    let typed = || [every, on].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let Some(every) = every else {
        return if on.is_some() { Err(typed()) } else { Ok(None) };
    };
    if every.contains('=') {
        let is_alone = on.is_none();
        return Rhythm::parse(every).ok().filter(|_| is_alone).map(Some).ok_or_else(typed);
    }
    let (interval, unit) = match every.trim().split_once(' ') {
        Some((number, unit)) => (number.parse().map_err(|_| typed())?, unit.trim()),
        None => (1, every.trim()),
    };
    let every = match (unit.trim_end_matches('s'), on) {
        ("day", None) => Some(Every::Day),
        ("week", Some(days)) => weekdays(days).map(Every::Week),
        ("month", None) => Some(Every::Month),
        ("month", Some(day)) => numbered(day),
        ("year", None) => Some(Every::Year),
        _ => None,
    };
    every.and_then(|every| Rhythm::new(every, interval).ok()).map(Some).ok_or_else(typed)
}

fn weekdays(text: &str) -> Option<Days> {
    let days: Option<Vec<Weekday>> = text.split(',').map(|day| Weekday::parse(day.trim()).ok()).collect();
    days.map(Days::of)
}

/// `first-sun`, `last-fri`.
fn numbered(text: &str) -> Option<Every> {
    let (number, day) = text.split_once('-')?;
    let numbers = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", -1)];
    let (_, number) = numbers.into_iter().find(|(name, _)| *name == number)?;
    Some(Every::MonthOn(number, Weekday::parse(day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rhythm_is_typed_as_it_is_said() {
        let read = |every, on| parse(every, on).unwrap().map(|rhythm| rhythm.to_string());
        assert_eq!(read(None, None), None);
        assert_eq!(read(Some("day"), None).unwrap(), "FREQ=DAILY");
        assert_eq!(read(Some("3 days"), None).unwrap(), "FREQ=DAILY;INTERVAL=3");
        assert_eq!(read(Some("week"), Some("mon,thu")).unwrap(), "FREQ=WEEKLY;BYDAY=MO,TH");
        assert_eq!(read(Some("month"), Some("last-fri")).unwrap(), "FREQ=MONTHLY;BYDAY=-1FR");
        assert_eq!(read(Some("FREQ=YEARLY"), None).unwrap(), "FREQ=YEARLY");
        for (every, on) in [
            (None, Some("mon")),
            (Some("week"), None),
            (Some("week"), Some("monday")),
            (Some("0 days"), None),
            (Some("fortnight"), None),
            (Some("FREQ=DAILY"), Some("mon")),
            (Some("month"), Some("sixth-sun")),
        ] {
            assert!(parse(every, on).is_err(), "{every:?} {on:?}");
        }
    }
}
