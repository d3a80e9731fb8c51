//! Whole milliseconds since 1970-01-01T00:00:00Z, handed in by whoever has a clock.

use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};

/// Twenty-four hours, in milliseconds. A day is this long wherever `floor.md` counts days.
pub const DAY: i64 = 86_400_000;
/// One hour, in milliseconds.
pub const HOUR: i64 = 3_600_000;
/// One minute, in milliseconds.
pub const MINUTE: i64 = 60_000;

/// A point in time, in milliseconds since the Unix epoch.
///
/// Kept within the years 0 to 9998: a clock beyond that is taken as the nearest instant inside, so that
/// a no with an absurd clock still counts and no sum of days leaves the range that calendars know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The earliest: 0000-01-01T00:00:00Z.
    pub const FIRST: Instant = Instant(-62_167_219_200_000);
    /// The latest: 9998-12-31T23:59:59.999Z.
    pub const LAST: Instant = Instant(253_370_764_799_999);

    /// The instant of so many milliseconds since the epoch, or the nearest that there is.
    pub fn from_millis(millis: i64) -> Instant {
        Instant(millis.clamp(Instant::FIRST.0, Instant::LAST.0))
    }

    /// Milliseconds since the epoch.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds later, or the latest instant that there is.
    #[must_use]
    pub fn plus(self, millis: i64) -> Instant {
        Instant::from_millis(self.0.saturating_add(millis))
    }

    /// So many days of 24 hours later, or the latest instant that there is.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Instant {
        self.plus(days.saturating_mul(DAY))
    }
}

impl<C> minicbor::Encode<C> for Instant {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i64(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Instant {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        d.i64().map(Instant::from_millis)
    }
}
