//! The wall clock for those who know none: the minute of the week in the zone of the terms, by jiff.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::work::{MINUTE, ZONE};

/// Monday 1970-01-05T00:00:00, in milliseconds since the epoch.
pub(crate) const A_MONDAY: i64 = 345_600_000;
/// Milliseconds of a week.
pub(crate) const WEEK: i64 = 604_800_000;

pub(crate) struct Clock(TimeZone);

impl Clock {
    pub(crate) fn new() -> anyhow::Result<Clock> {
        Ok(Clock(TimeZone::get(ZONE)?))
    }

    /// Minutes past Monday 0:00, 0 to 10079.
    pub(crate) fn minute_of_week(&self, at: i64) -> u16 {
        let offset = self.0.to_offset(timestamp(at)).seconds();
        minute_of_week(at, i64::from(offset) * 1000)
    }

    pub(crate) fn zone(&self) -> &TimeZone {
        &self.0
    }
}

/// The same where the offset is known, in milliseconds.
pub(crate) fn minute_of_week(at: i64, offset: i64) -> u16 {
    ((at + offset - A_MONDAY).rem_euclid(WEEK) / MINUTE) as u16
}

pub(crate) fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or_default()
}
