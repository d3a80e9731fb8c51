//! When a direction is for: from a day on, at a time, again and again, until a day.

use consent::{Instant, Zone};
use jiff::civil::DateTime;
use minicbor::{Decode, Encode};

use crate::day::Day;
use crate::rhythm::Rhythm;

/// Minutes of a day.
const DAY_MINUTES: u16 = 1440;

/// When something is for. Days and times are those of the wall clock in its zone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Timing {
    /// Where the wall clock is.
    #[n(0)]
    pub zone: Zone,
    /// The first day.
    #[n(1)]
    pub from: Day,
    /// Minutes of the day, 0 to 1439, where it is for a time of it.
    #[n(2)]
    pub at: Option<u16>,
    /// How often; once, or simply standing, where there is none.
    #[n(3)]
    pub rhythm: Option<Rhythm>,
    /// The last day.
    #[n(4)]
    pub until: Option<Day>,
}

impl Timing {
    /// From this day on, without more.
    pub fn from(zone: Zone, from: Day) -> Timing {
        Timing { zone, from, at: None, rhythm: None, until: None }
    }

    /// Whether its days and times are such.
    pub fn is_sound(&self) -> bool {
        self.at.is_none_or(|at| at < DAY_MINUTES) && self.until.is_none_or(|until| until >= self.from)
    }

    /// The day that it is there at this instant.
    pub fn day_of(&self, at: Instant) -> Day {
        Day::of(self.zone.local(at).date())
    }

    /// Whether it is for that day: on one that its rhythm names; without one, on any from the first to the last.
    pub fn is_for(&self, day: Day) -> bool {
        let is_within = day >= self.from && self.until.is_none_or(|until| day <= until);
        is_within && self.rhythm.is_none_or(|rhythm| rhythm.falls_on(self.from, day))
    }

    /// Whether its last day is past at this instant.
    pub fn is_over(&self, at: Instant) -> bool {
        self.until.is_some_and(|until| self.day_of(at) > until)
    }

    /// The days that it is for, from the first of these two to the second; no more than a year of them.
    pub fn days(&self, first: Day, last: Day) -> impl Iterator<Item = Day> {
        let ahead = first.until(last).clamp(-1, 366);
        (0..=ahead).map(move |days| first.plus(days)).filter(|day| self.is_for(*day))
    }

    /// When it begins on that day: at its time, or with the day.
    pub fn begins(&self, day: Day) -> Option<Instant> {
        let at = self.at.unwrap_or(0);
        let (hour, minute) = (i8::try_from(at.div_euclid(60)).ok()?, i8::try_from(at.rem_euclid(60)).ok()?);
        let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
        self.zone.instant(DateTime::from_parts(day.date(), time))
    }

    /// The first instant of that day.
    pub fn start_of(&self, day: Day) -> Option<Instant> {
        self.zone.start_of(day.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn timing() -> Timing {
        Timing::from(Zone::parse("Europe/Amsterdam").unwrap(), day("2026-03-02"))
    }

    #[test]
    fn what_has_no_rhythm_is_for_every_day_until_its_last() {
        let timing = Timing { until: Some(day("2026-03-04")), ..timing() };
        let days: Vec<Day> = timing.days(day("2026-02-27"), day("2026-03-31")).collect();
        assert_eq!(days, [day("2026-03-02"), day("2026-03-03"), day("2026-03-04")]);
        let at = |text: &str| timing.zone.time(text).unwrap();
        assert!(!timing.is_over(at("2026-03-04T23:59:59")));
        assert!(timing.is_over(at("2026-03-05T00:00:00")));
    }

    #[test]
    fn a_time_that_the_clock_skips_is_the_one_behind_the_gap() {
        let timing = Timing { at: Some(150), ..timing() };
        let begins = timing.begins(day("2026-03-29")).unwrap();
        assert_eq!(timing.zone.local(begins).to_string(), "2026-03-29T03:30:00");
        assert_eq!(timing.day_of(begins), day("2026-03-29"));
    }

    #[test]
    fn more_than_a_year_is_not_listed_at_once() {
        assert_eq!(timing().days(day("2026-03-02"), day("2999-01-01")).count(), 367);
        assert_eq!(timing().days(day("2026-03-02"), day("2026-03-01")).count(), 0);
    }

    #[test]
    fn days_that_run_backwards_and_times_beyond_the_day_are_not_sound() {
        assert!(timing().is_sound());
        assert!(!Timing { until: Some(day("2026-03-01")), ..timing() }.is_sound());
        assert!(!Timing { at: Some(1440), ..timing() }.is_sound());
    }
}
