//! How often something returns: the part of RFC 5545's recurrence that two people use, on days of the calendar.
//!
//! A rhythm is written and read as an `RRULE`, so that calendars understand it. Read here are `FREQ` (`DAILY`, `WEEKLY`,
//! `MONTHLY`, `YEARLY`), `INTERVAL`, and `BYDAY`: weekdays with `WEEKLY`, one numbered weekday with `MONTHLY`. Where a month
//! lacks the day, it is left out, as the RFC says. When it ends stands beside it ([`crate::Timing`]). Weeks begin on Mondays.
//!
//! The crate for all of the RFC (`rrule`) is held against this in the tests, on days drawn at random.

use std::fmt;

use consent::{Days, Weekday};
use jiff::civil::Date;
use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};

use crate::day::Day;

/// The most that an interval may be: a year of days.
pub const LONGEST: u16 = 366;

/// How often something returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rhythm {
    every: Every,
    interval: u16,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Every {
    /// Days.
    Day,
    /// Weeks, on these weekdays.
    Week(Days),
    /// Months, on the day of the month on which it began.
    Month,
    /// Months, on the first (1) to fifth (5), or the last (-1), such weekday.
    MonthOn(i8, Weekday),
    /// Years, on the date on which it began.
    Year,
}

/// Not a rhythm that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a rhythm")]
pub struct NoRhythm;

impl Rhythm {
    /// Every so many of them.
    ///
    /// # Errors
    /// [`NoRhythm`] where the interval is 0 or more than [`LONGEST`], no weekday is named, or the number of one is none.
    pub fn new(every: Every, interval: u16) -> Result<Rhythm, NoRhythm> {
        let is_one = match every {
            Every::Week(days) => days.iter().next().is_some(),
            Every::MonthOn(number, _) => number == -1 || (1..=5).contains(&number),
            Every::Day | Every::Month | Every::Year => true,
        };
        let fits = is_one && (1..=LONGEST).contains(&interval);
        if fits { Ok(Rhythm { every, interval }) } else { Err(NoRhythm) }
    }

    /// What is counted.
    pub fn every(self) -> Every {
        self.every
    }

    /// Every how many.
    pub fn interval(self) -> u16 {
        self.interval
    }

    /// Whether it falls on that day, where it began on this one.
    pub fn falls_on(self, began: Day, day: Day) -> bool {
        if day < began {
            return false;
        }
        let (from, to) = (began.date(), day.date());
        let counted = |count: i32| count.rem_euclid(i32::from(self.interval)) == 0;
        match self.every {
            Every::Day => counted(began.until(day)),
            Every::Week(days) => days.has(weekday(to)) && counted(weeks(began, day)),
            Every::Month => from.day() == to.day() && counted(months(from, to)),
            Every::MonthOn(number, on) => is_numbered(number, on, to) && counted(months(from, to)),
            Every::Year => {
                (from.month(), from.day()) == (to.month(), to.day())
                    && counted(i32::from(to.year()).saturating_sub(i32::from(from.year())))
            }
        }
    }

    /// Reads an `RRULE` with nothing in it that is not read here.
    ///
    /// # Errors
    /// [`NoRhythm`].
    pub fn parse(text: &str) -> Result<Rhythm, NoRhythm> {
        let (mut freq, mut interval, mut by_day) = (None, None, None);
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or(NoRhythm)?;
            let place = match name {
                "FREQ" => &mut freq,
                "INTERVAL" => &mut interval,
                "BYDAY" => &mut by_day,
                _ => return Err(NoRhythm),
            };
            if place.replace(value).is_some() {
                return Err(NoRhythm);
            }
        }
        let interval = interval.map_or(Ok(1), str::parse).map_err(|_| NoRhythm)?;
        let every = match (freq, by_day) {
            (Some("DAILY"), None) => Every::Day,
            (Some("WEEKLY"), Some(days)) => Every::Week(parse_days(days)?),
            (Some("MONTHLY"), None) => Every::Month,
            (Some("MONTHLY"), Some(day)) => parse_numbered(day)?,
            (Some("YEARLY"), None) => Every::Year,
            _ => return Err(NoRhythm),
        };
        Rhythm::new(every, interval)
    }
}

/// As an `RRULE`.
impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let freq = match self.every {
            Every::Day => "DAILY",
            Every::Week(_) => "WEEKLY",
            Every::Month | Every::MonthOn(..) => "MONTHLY",
            Every::Year => "YEARLY",
        };
        write!(f, "FREQ={freq}")?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        match self.every {
            Every::Week(days) => {
                let days: Vec<&str> = days.iter().map(short).collect();
                write!(f, ";BYDAY={}", days.join(","))
            }
            Every::MonthOn(number, day) => write!(f, ";BYDAY={number}{}", short(day)),
            Every::Day | Every::Month | Every::Year => Ok(()),
        }
    }
}

/// The RFC's two letters.
fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

fn parse_day(text: &str) -> Result<Weekday, NoRhythm> {
    Weekday::ALL.into_iter().find(|day| short(*day) == text).ok_or(NoRhythm)
}

fn parse_days(text: &str) -> Result<Days, NoRhythm> {
    let days: Result<Vec<Weekday>, NoRhythm> = text.split(',').map(parse_day).collect();
    days.map(Days::of)
}

fn parse_numbered(text: &str) -> Result<Every, NoRhythm> {
    let (number, day) = text.split_at_checked(text.len().saturating_sub(2)).ok_or(NoRhythm)?;
    Ok(Every::MonthOn(number.parse().map_err(|_| NoRhythm)?, parse_day(day)?))
}

fn weekday(date: Date) -> Weekday {
    let after_monday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    Weekday::ALL.get(after_monday).copied().unwrap_or(Weekday::Mon)
}

/// How many weeks, each from its Monday, the other day is later.
fn weeks(began: Day, day: Day) -> i32 {
    // 1970-01-01 was a Thursday.
    let week = |day: Day| day.number().saturating_add(3).div_euclid(7);
    week(day).saturating_sub(week(began))
}

/// How many months, each from its first, the other date is later.
fn months(from: Date, to: Date) -> i32 {
    let month =
        |date: Date| i32::from(date.year()).saturating_mul(12).saturating_add(i32::from(date.month()));
    month(to).saturating_sub(month(from))
}

/// Whether the date is the first to fifth, or last, such weekday of its month.
fn is_numbered(number: i8, on: Weekday, date: Date) -> bool {
    if weekday(date) != on {
        return false;
    }
    let before = date.day().saturating_sub(1).div_euclid(7).saturating_add(1);
    let is_last = date.day().saturating_add(7) > date.days_in_month();
    if number == -1 { is_last } else { before == number }
}

impl<C> minicbor::Encode<C> for Rhythm {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Rhythm {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        Rhythm::parse(d.str()?).map_err(|_| Error::message("a rhythm that this version does not know"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn falls(rule: &str, began: &str, until: &str) -> Vec<String> {
        let (rule, began, until) = (Rhythm::parse(rule).unwrap(), day(began), day(until));
        let days = (0..=began.until(until)).map(|number| began.plus(number));
        days.filter(|day| rule.falls_on(began, *day)).map(|day| day.to_string()).collect()
    }

    #[test]
    fn a_month_without_that_day_is_left_out() {
        let days = ["2026-01-31", "2026-03-31", "2026-05-31"];
        assert_eq!(falls("FREQ=MONTHLY", "2026-01-31", "2026-06-30"), days);
        assert_eq!(falls("FREQ=YEARLY", "2024-02-29", "2031-12-31"), ["2024-02-29", "2028-02-29"]);
    }

    #[test]
    fn every_second_week_counts_weeks_from_their_mondays() {
        // Wednesday; the Monday of that week is past, the next one is in a week that is left out.
        let days = ["2026-03-04", "2026-03-16", "2026-03-18"];
        assert_eq!(falls("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-03-04", "2026-03-20"), days);
    }

    #[test]
    fn the_first_and_the_last_sunday() {
        assert_eq!(falls("FREQ=MONTHLY;BYDAY=1SU", "2026-03-02", "2026-05-31"), ["2026-04-05", "2026-05-03"]);
        assert_eq!(
            falls("FREQ=MONTHLY;BYDAY=-1SU", "2026-03-02", "2026-04-30"),
            ["2026-03-29", "2026-04-26"]
        );
    }

    #[test]
    fn a_rhythm_is_written_as_it_is_read_and_nothing_else_is_read() {
        for rule in [
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=WEEKLY;BYDAY=MO,TH",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
            "FREQ=YEARLY",
        ] {
            assert_eq!(Rhythm::parse(rule).unwrap().to_string(), rule);
        }
        for none in [
            "",
            "DAILY",
            "FREQ=HOURLY",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=367",
            "FREQ=DAILY;COUNT=3",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=MONTHLY;BYDAY=6MO",
            "FREQ=MONTHLY;BYDAY=é",
            "FREQ=DAILY;BYDAY=MO",
        ] {
            assert_eq!(Rhythm::parse(none), Err(NoRhythm), "{none}");
        }
    }

    fn rhythms() -> impl Strategy<Value = Rhythm> {
        let weekday = || (0_usize..7).prop_map(|at| Weekday::ALL[at]);
        let week = prop::collection::vec(weekday(), 1..5).prop_map(|days| Every::Week(Days::of(days)));
        let number = prop_oneof![Just(-1_i8), 1_i8..=5];
        let every = prop_oneof![
            Just(Every::Day),
            week,
            Just(Every::Month),
            (number, weekday()).prop_map(|(number, day)| Every::MonthOn(number, day)),
            Just(Every::Year),
        ];
        (every, 1_u16..6).prop_map(|(every, interval)| Rhythm::new(every, interval).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        /// The same days as by the crate that reads all of the RFC.
        #[test]
        fn a_rhythm_falls_on_the_days_of_the_rfc(rhythm in rhythms(), start in 10_957_i32..32_000) {
            let began = Day::from_number(start).unwrap();
            let text = format!("DTSTART:{}T000000Z\nRRULE:{rhythm}", began.to_string().replace('-', ""));
            let all: rrule::RRuleSet = text.parse().unwrap();
            let theirs: Vec<String> =
                all.all(40).dates.iter().map(|date| date.format("%Y-%m-%d").to_string()).collect();
            let last = theirs.last().map_or(began, |last| day(last));
            let days = (0..=began.until(last)).map(|number| began.plus(number));
            let ours: Vec<String> =
                days.filter(|day| rhythm.falls_on(began, *day)).map(|day| day.to_string()).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
