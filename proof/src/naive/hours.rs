//! Windows: "tested on the wall clock: at T, the local weekday and time are in the window or not".

use consent::{Instant, Weekday, Window, Zone};
use jiff::Timestamp;
use jiff::civil;

/// A wall-clock time as a window writes it, `HH:MM`, in minutes of the day: 0 to 1440.
pub(super) fn minutes(time: &str) -> i64 {
    let digits = |part: &str| part.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    time.split(':').fold(0, |minutes, part| minutes * 60 + digits(part))
}

/// An [`Instant`] lies within what jiff can hold, so the epoch is never what comes back.
pub(super) fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What the wall clock of this zone shows.
pub(super) fn wall_clock(zone: &Zone, at: Instant) -> civil::DateTime {
    zone.time_zone().to_datetime(timestamp(at))
}

fn weekday(day: civil::Weekday) -> Weekday {
    match day {
        civil::Weekday::Monday => Weekday::Mon,
        civil::Weekday::Tuesday => Weekday::Tue,
        civil::Weekday::Wednesday => Weekday::Wed,
        civil::Weekday::Thursday => Weekday::Thu,
        civil::Weekday::Friday => Weekday::Fri,
        civil::Weekday::Saturday => Weekday::Sat,
        civil::Weekday::Sunday => Weekday::Sun,
    }
}

/// Whether the wall clock is in the window. A minute is in it whole, for both ends are whole minutes.
pub(super) fn is_in(window: Window, zone: &Zone, at: Instant) -> bool {
    let clock = wall_clock(zone, at);
    let today = weekday(clock.weekday());
    let yesterday = weekday(clock.weekday().previous());
    let now = i64::from(clock.hour()) * 60 + i64::from(clock.minute());
    let (from, to) = (minutes(&window.from()), minutes(&window.to()));
    let days = window.days();
    if from < to {
        days.has(today) && from <= now && now < to
    } else {
        // Over midnight: it belongs to the day on which it begins.
        (days.has(today) && from <= now) || (days.has(yesterday) && now < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::Days;

    fn at(text: &str) -> Instant {
        Instant::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn times_are_minutes_of_the_day() {
        assert_eq!([minutes("00:00"), minutes("09:05"), minutes("24:00")], [0, 545, 1440]);
    }

    #[test]
    fn a_window_over_midnight_belongs_to_the_day_on_which_it_begins() {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let window = Window::parse(Days::of([Weekday::Sun]), "22:00", "02:00").unwrap();
        // 2026-05-03 is a Sunday; the zone is two hours ahead.
        assert!(!is_in(window, &zone, at("2026-05-02T23:00:00Z")));
        assert!(!is_in(window, &zone, at("2026-05-03T19:59:59.999Z")));
        assert!(is_in(window, &zone, at("2026-05-03T20:00:00Z")));
        assert!(is_in(window, &zone, at("2026-05-03T23:59:59.999Z")));
        assert!(!is_in(window, &zone, at("2026-05-04T00:00:00Z")));
    }

    #[test]
    fn what_the_clock_shows_twice_is_in_the_window_twice() {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let window = Window::parse(Days::ALL, "02:00", "02:30").unwrap();
        let shown = ["2026-10-25T00:10:00Z", "2026-10-25T00:40:00Z", "2026-10-25T01:10:00Z"];
        assert_eq!(shown.map(|text| is_in(window, &zone, at(text))), [true, false, true]);
    }
}
