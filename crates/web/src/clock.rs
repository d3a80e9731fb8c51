//! Wall-clock time: days as people and date fields write them. Holds no clock of its own; instants are handed in.

use companion::words::Words;
use consent::instant::MINUTE;
use consent::{Instant, Zone};
use jiff::ToSpan;
use jiff::civil::Date;

/// The minute of the day that the wall clock shows.
pub(crate) fn minute_of_day(at: Instant, zone: &Zone) -> u16 {
    let local = zone.local(at);
    let minutes = i16::from(local.hour()).saturating_mul(60).saturating_add(i16::from(local.minute()));
    u16::try_from(minutes).unwrap_or_default()
}

/// The local day of this instant: its first instant, and the next day's.
pub(crate) fn day_of(at: Instant, zone: &Zone) -> (Instant, Instant) {
    let today = zone.local(at).date();
    let start = zone.start_of(today).unwrap_or(at);
    let end = today.tomorrow().ok().and_then(|next| zone.start_of(next));
    (start, end.unwrap_or_else(|| start.plus_days(1)))
}

/// Hours and minutes, as `18:30`.
pub(crate) fn time(at: Instant, zone: &Zone) -> String {
    let local = zone.local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// The day of the week, in short.
pub(crate) fn weekday(words: &Words, at: Instant, zone: &Zone) -> String {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = usize::try_from(zone.local(at).weekday().to_monday_zero_offset()).ok();
    let name = day.and_then(|day| names.get(day)).copied().unwrap_or_default();
    words.say(&format!("weekday-{name}"), &[])
}

/// So many days later, as date fields write a day: `2026-04-09`.
pub(crate) fn date_in_days(at: Instant, zone: &Zone, days: i32) -> String {
    let date = zone.local(at).date().saturating_add(days.days());
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// The end of the day that a date field holds, in the zone; absent where it holds none.
pub(crate) fn end_of_date(text: &str, zone: &Zone) -> Option<Instant> {
    zone.start_of(date(text)?.tomorrow().ok()?)
}

/// The first instant of the day that a date field holds, in the zone; absent where it holds none.
pub(crate) fn start_of_date(text: &str, zone: &Zone) -> Option<Instant> {
    zone.start_of(date(text)?)
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// "Until when" as one says it: `midnight`, `18:30`, `tomorrow at 06:00`, a weekday within the week, or a date.
pub(crate) fn until(words: &Words, until: Instant, now: Instant, zone: &Zone) -> String {
    let (_, tomorrow) = day_of(now, zone);
    let (_, day_after) = day_of(tomorrow, zone);
    let at_time = [("time", time(until, zone).into())];
    if until == tomorrow {
        return words.say("until-midnight", &[]);
    }
    if until < tomorrow {
        return words.say("until-today", &at_time);
    }
    if until < day_after {
        return words.say("until-tomorrow", &at_time);
    }
    if until > now.plus_days(13) {
        return words.date(until, zone);
    }
    date_time(words, until, zone)
}

/// A day and a time, to the minute.
pub(crate) fn date_time(words: &Words, at: Instant, zone: &Zone) -> String {
    words.date_time(at.plus(-at.millis().rem_euclid(MINUTE)), zone)
}

/// "Since when" as one says it: a time today, or a day and a time.
pub(crate) fn since(words: &Words, since: Instant, now: Instant, zone: &Zone) -> String {
    let (today, _) = day_of(now, zone);
    if since >= today { time(since, zone) } else { date_time(words, since, zone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> Zone {
        Zone::parse("Europe/Amsterdam").unwrap()
    }

    fn at(text: &str) -> Instant {
        Instant::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_day_on_which_clocks_change_is_an_hour_shorter() {
        let (start, end) = day_of(at("2026-03-29T10:00:00Z"), &zone());
        assert_eq!((start, end), (at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")));
    }

    #[test]
    fn until_is_said_as_people_say_it() {
        let now = at("2026-04-01T18:40:00Z");
        let said = |text| crate::words::with(|words| until(words, at(text), now, &zone()));
        assert_eq!(said("2026-04-01T22:00:00Z"), "midnight");
        assert_eq!(said("2026-04-01T20:30:00Z"), "22:30");
        assert_eq!(said("2026-04-02T04:00:00Z"), "tomorrow at 06:00");
        assert_eq!(said("2026-04-09T04:00:00Z"), "Thu 9 Apr 2026, 06:00");
        assert_eq!(said("2026-07-02T04:00:00Z"), "2 Jul 2026");
    }

    #[test]
    fn a_date_field_means_the_whole_day() {
        assert_eq!(end_of_date("2026-04-09", &zone()), Some(at("2026-04-09T22:00:00Z")));
        for none in ["soon", "", "2026-02-30", "2026-04"] {
            assert_eq!(end_of_date(none, &zone()), None);
        }
        assert_eq!(date_in_days(at("2026-04-01T23:30:00Z"), &zone(), 90), "2026-07-01");
    }
}
