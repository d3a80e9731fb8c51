//! A whole day: all that the relay keeps of when a log was wanted.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS: u64 = 24 * 60 * 60;

/// A day in UTC, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u32);

impl Day {
    /// The day that holds an instant. Before 1970 it is the first, after 11 million years the last.
    #[must_use]
    pub fn of(instant: SystemTime) -> Day {
        let seconds = instant.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Day(u32::try_from(seconds / SECONDS).unwrap_or(u32::MAX))
    }

    /// So many days earlier, not before the first.
    #[must_use]
    pub const fn earlier(self, days: u32) -> Day {
        Day(self.0.saturating_sub(days))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_day_turns_at_midnight_utc() {
        let day = |seconds| Day::of(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(day(0), Day(0));
        assert_eq!(day(SECONDS - 1), Day(0));
        assert_eq!(day(SECONDS), Day(1));
        assert_eq!(Day::of(UNIX_EPOCH - Duration::from_secs(1)), Day(0));
        assert_eq!(Day(3).earlier(5), Day(0));
    }
}
