//! Windows: hours of a week on the wall clock (`floor.md`, "Areas and powers").
//!
//! A [`Window`] is what people wrote; [`Hours`] is the same as stretches of a week, in minutes from Monday 0:00,
//! which is what a question is held against. Neither knows a time zone: see [`crate::zone`].

use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};

use crate::refusal::Refusal;

/// Minutes of a day.
pub(crate) const DAY_MINUTES: u16 = 1440;
/// Minutes of a week.
pub(crate) const WEEK_MINUTES: u16 = 10_080;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Weekday::Mon => "mon",
            Weekday::Tue => "tue",
            Weekday::Wed => "wed",
            Weekday::Thu => "thu",
            Weekday::Fri => "fri",
            Weekday::Sat => "sat",
            Weekday::Sun => "sun",
        }
    }

    /// Reads the word that files use.
    ///
    /// # Errors
    /// [`Refusal::NoSuchDay`] with the word that is none.
    pub fn parse(word: &str) -> Result<Weekday, Refusal> {
        let found = Weekday::ALL.into_iter().find(|day| day.word() == word);
        found.ok_or_else(|| Refusal::NoSuchDay { found: word.to_owned() })
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A set of weekdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days(u8);

impl Days {
    /// All seven: what a window means that names none.
    pub const ALL: Days = Days(0b111_1111);

    /// Exactly these.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Days {
        Days(days.into_iter().fold(0, |bits, day| bits | day.bit()))
    }

    /// Whether the day is one of them.
    pub fn has(self, day: Weekday) -> bool {
        self.0 & day.bit() != 0
    }

    /// Those that are in it, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.has(*day))
    }
}

/// `{ days, from, to }`: with `from < to` it is [from, to) on each named day; with `from > to` it runs over
/// midnight and belongs to the day on which it begins. Times are minutes of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    days: Days,
    from: u16,
    to: u16,
}

impl Window {
    /// A window from and to these minutes of the day: `from` 0 to 1439, `to` 0 to 1440.
    ///
    /// # Errors
    /// [`Refusal::EmptyWindow`] where both are the same, [`Refusal::NoSuchTime`] where one is beyond the day.
    pub fn new(days: Days, from: u16, to: u16) -> Result<Window, Refusal> {
        if from >= DAY_MINUTES || to > DAY_MINUTES {
            return Err(Refusal::NoSuchTime { found: clock(from.max(to)) });
        }
        if from == to {
            return Err(Refusal::EmptyWindow { at: clock(from) });
        }
        Ok(Window { days, from, to })
    }

    /// A window between two wall-clock times as files write them: `HH:MM`, `to` also `24:00`.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTime`] and [`Refusal::EmptyWindow`].
    pub fn parse(days: Days, from: &str, to: &str) -> Result<Window, Refusal> {
        Window::new(days, time_of_day(from)?, minutes(to, DAY_MINUTES)?)
    }

    /// The days on which it begins.
    pub fn days(self) -> Days {
        self.days
    }

    /// When it begins, as `HH:MM`.
    pub fn from(self) -> String {
        clock(self.from)
    }

    /// When it ends, as `HH:MM`; `24:00` is the end of the day.
    pub fn to(self) -> String {
        clock(self.to)
    }

    /// Minutes from its beginning to its end on a day without a clock change: 1 to 1440.
    fn length(self) -> u16 {
        let past_midnight = if self.from < self.to { 0 } else { DAY_MINUTES };
        self.to.saturating_add(past_midnight).saturating_sub(self.from)
    }
}

/// A time of day as files and people write it, `HH:MM`, in minutes from midnight.
///
/// # Errors
/// [`Refusal::NoSuchTime`].
pub fn time_of_day(text: &str) -> Result<u16, Refusal> {
    minutes(text, DAY_MINUTES.saturating_sub(1))
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn minutes(text: &str, most: u16) -> Result<u16, Refusal> {
    let two_digits = |part: &str| match part.as_bytes() {
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => part.parse::<u16>().ok(),
        _ => None,
    };
    text.split_once(':')
        .and_then(|(hour, minute)| Some((two_digits(hour)?, two_digits(minute)?)))
        .filter(|(_, minute)| *minute < 60)
        .map(|(hour, minute)| hour.saturating_mul(60).saturating_add(minute))
        .filter(|minutes| *minutes <= most)
        .ok_or_else(|| Refusal::NoSuchTime { found: text.chars().take(40).collect() })
}

/// The stretches of a week that a list of windows covers, in minutes from Monday 0:00: sorted, apart, [from, to).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hours(Vec<(u16, u16)>);

impl Hours {
    pub(crate) fn of(windows: &[Window]) -> Hours {
        let mut stretches: Vec<(u16, u16)> =
            windows.iter().flat_map(|window| stretches_of(*window)).collect();
        stretches.sort_unstable();
        let mut apart: Vec<(u16, u16)> = Vec::with_capacity(stretches.len());
        for (from, to) in stretches {
            match apart.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => apart.push((from, to)),
            }
        }
        Hours(apart)
    }

    /// Each, in order.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (u16, u16)> {
        self.0.iter().copied()
    }

    /// Whether this minute of the week is in one of them.
    pub(crate) fn has(&self, minute: u16) -> bool {
        let begun = self.0.partition_point(|(from, _)| *from <= minute);
        begun.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|(_, to)| minute < *to)
    }

    /// Minutes from this minute of the week to the first one after it at which a stretch begins or ends, with the
    /// clock left alone; 1 to 10080. Absent where there is no stretch.
    pub(crate) fn next_change(&self, minute: u16) -> Option<u16> {
        let edges = self.0.iter().flat_map(|(from, to)| [*from, *to]);
        let ahead = |edge: u16| {
            let edge = edge % WEEK_MINUTES;
            let wrap = if edge > minute { 0 } else { WEEK_MINUTES };
            edge.saturating_add(wrap).saturating_sub(minute)
        };
        edges.map(ahead).min()
    }
}

/// A window's stretches on each of its days; one that runs past Sunday's end goes on at Monday 0:00.
fn stretches_of(window: Window) -> impl Iterator<Item = (u16, u16)> {
    let on_day = move |day: Weekday| {
        let from = (day as u16).saturating_mul(DAY_MINUTES).saturating_add(window.from);
        let to = from.saturating_add(window.length());
        let next_week = to.saturating_sub(WEEK_MINUTES);
        [(from, to.min(WEEK_MINUTES)), (0, next_week)]
    };
    window.days.iter().flat_map(on_day).filter(|(from, to)| from < to)
}

impl<C> minicbor::Encode<C> for Window {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.array(3)?.u8(self.days.0)?.u16(self.from)?.u16(self.to)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Window {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        if d.array()? != Some(3) {
            return Err(Error::message("a window has three parts"));
        }
        let days = Days(d.u8()? & Days::ALL.0);
        Window::new(days, d.u16()?, d.u16()?).map_err(|_| Error::message("a window that cannot be"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(windows: &[(&[Weekday], &str, &str)]) -> Hours {
        let window = |(days, from, to): &(&[Weekday], &str, &str)| {
            Window::parse(Days::of(days.iter().copied()), from, to)
        };
        Hours::of(&windows.iter().map(|w| window(w).unwrap()).collect::<Vec<_>>())
    }

    const fn at(day: u16, hour: u16, minute: u16) -> u16 {
        day * DAY_MINUTES + hour * 60 + minute
    }

    #[test]
    fn times_are_hh_mm_and_only_an_end_may_be_24_00() {
        for (from, to) in [
            ("9:00", "10:00"),
            ("09:60", "10:00"),
            ("24:00", "10:00"),
            ("09:00", "24:01"),
            ("", ""),
            ("+9:00", "10:00"),
            ("9+:00", "10:00"),
        ] {
            assert!(
                matches!(Window::parse(Days::ALL, from, to), Err(Refusal::NoSuchTime { .. })),
                "{from} {to}"
            );
        }
        assert!(matches!(Window::parse(Days::ALL, "09:00", "09:00"), Err(Refusal::EmptyWindow { .. })));
        let window = Window::parse(Days::ALL, "06:00", "24:00").unwrap();
        assert_eq!((window.from(), window.to()), ("06:00".to_owned(), "24:00".to_owned()));
    }

    #[test]
    fn a_day_that_is_named_twice_is_one_of_them() {
        let days = Days::of([Weekday::Mon, Weekday::Fri, Weekday::Mon]);
        assert_eq!(days.iter().collect::<Vec<_>>(), vec![Weekday::Mon, Weekday::Fri]);
    }

    #[test]
    fn a_window_over_midnight_belongs_to_the_day_on_which_it_begins() {
        let friday = hours(&[(&[Weekday::Fri], "22:00", "02:00")]);
        assert!(!friday.has(at(4, 1, 0)) && !friday.has(at(4, 21, 59)));
        assert!(friday.has(at(4, 22, 0)) && friday.has(at(5, 1, 59)) && !friday.has(at(5, 2, 0)));
    }

    #[test]
    fn sunday_night_goes_on_into_monday() {
        let sunday = hours(&[(&[Weekday::Sun], "23:00", "01:00")]);
        assert!(sunday.has(at(6, 23, 0)) && sunday.has(at(0, 0, 59)) && !sunday.has(at(0, 1, 0)));
        assert_eq!(sunday.next_change(at(6, 23, 30)), Some(30));
        assert_eq!(sunday.next_change(at(0, 0, 0)), Some(60));
    }

    #[test]
    fn windows_that_touch_or_overlap_are_one_stretch() {
        let day = [Weekday::Mon];
        let joined = hours(&[(&day, "09:00", "12:00"), (&day, "12:00", "13:00"), (&day, "10:00", "11:00")]);
        assert_eq!(joined.0, vec![(at(0, 9, 0), at(0, 13, 0))]);
        assert_eq!(joined.next_change(at(0, 13, 0)), Some(WEEK_MINUTES - 240));
    }

    #[test]
    fn no_window_is_no_time() {
        let none = Hours::of(&[]);
        assert!(!none.has(0) && none.next_change(0).is_none());
    }
}
