//! A day of the calendar, as people name it: the same day wherever it is read.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, Unit};
use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};

/// What days are counted from.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A day of the calendar, without a time zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of this date.
    pub fn of(date: Date) -> Day {
        Day(date)
    }

    /// The date.
    pub fn date(self) -> Date {
        self.0
    }

    /// The day that is written so: `2026-03-01`.
    pub fn parse(text: &str) -> Option<Day> {
        text.parse().ok().map(Day)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        EPOCH.until((Unit::Day, self.0)).map_or(0, |span| span.get_days())
    }

    /// The day so many days after 1970-01-01, within the years that calendars have.
    pub fn from_number(number: i32) -> Option<Day> {
        let days = Span::new().try_days(number).ok()?;
        EPOCH.checked_add(days).ok().map(Day)
    }

    /// So many days later, or earlier; the calendar's last or first day where there is none.
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        // More than there are days in the calendar, and less than a span can have.
        let days = days.clamp(-7_300_000, 7_300_000);
        Day(self.0.saturating_add(Span::new().try_days(days).unwrap_or_default()))
    }

    /// How many days later the other one is.
    pub fn until(self, other: Day) -> i32 {
        other.number().saturating_sub(self.number())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C> minicbor::Encode<C> for Day {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i32(self.number())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Day {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        Day::from_number(d.i32()?).ok_or_else(|| Error::message("a day beyond the calendar"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_number_and_its_date() {
        for (text, number) in [("1970-01-01", 0), ("1969-12-31", -1), ("2026-03-01", 20_513)] {
            let day = Day::parse(text).unwrap();
            assert_eq!((day.number(), Day::from_number(number)), (number, Some(day)), "{text}");
            assert_eq!(day.to_string(), text);
        }
        assert_eq!(Day::parse("2026-02-29"), None);
        assert_eq!(Day::from_number(i32::MAX), None);
    }

    #[test]
    fn no_sum_of_days_leaves_the_calendar() {
        let day = Day::parse("2026-03-01").unwrap();
        assert_eq!(day.plus(31).to_string(), "2026-04-01");
        assert_eq!(day.until(day.plus(-40)), -40);
        assert_eq!(day.plus(i32::MAX), Day(Date::MAX));
        assert_eq!(day.plus(i32::MIN), Day(Date::MIN));
    }

    #[test]
    fn a_day_keeps_its_bytes() {
        let day = Day::parse("2026-03-01").unwrap();
        let bytes = minicbor::to_vec(day).unwrap();
        assert_eq!(bytes, [0x19, 0x50, 0x21]);
        assert_eq!(minicbor::decode::<Day>(&bytes).unwrap(), day);
        assert!(minicbor::decode::<Day>(&minicbor::to_vec(i32::MAX).unwrap()).is_err());
    }
}
