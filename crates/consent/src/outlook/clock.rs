//! A wall clock over a span of time, with its changes worked out beforehand.

use crate::instant::{Instant, MINUTE};
use crate::zone::{A_MONDAY, WEEK, Zone, minute_of_week};

/// How far a zone's wall clock is ahead of Monday 0:00, from each of its changes on.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    pub(super) zone: Zone,
    /// From when, and how many milliseconds it is past UTC then, counted from a Monday.
    changes: Vec<(Instant, i64)>,
}

impl Clock {
    /// Over this span.
    pub(super) fn over(zone: &Zone, from: Instant, to: Instant) -> Clock {
        let mut changes = vec![(from, zone.offset(from).saturating_sub(A_MONDAY))];
        let mut at = from;
        while let Some(change) = zone.next_clock_change(at).filter(|change| *change < to) {
            changes.push((change, zone.offset(change).saturating_sub(A_MONDAY)));
            at = change;
        }
        Clock { zone: zone.clone(), changes }
    }

    /// Milliseconds past Monday 0:00.
    fn time_of_week(&self, at: Instant) -> i64 {
        let begun = self.changes.partition_point(|(from, _)| *from <= at).saturating_sub(1);
        let begun = self.changes.get(begun);
        at.millis().saturating_add(begun.map_or(0, |(_, past)| *past)).rem_euclid(WEEK)
    }

    /// Whole minutes past Monday 0:00: 0 to 10079.
    pub(super) fn minute(&self, at: Instant) -> u16 {
        minute_of_week(self.time_of_week(at))
    }

    /// The instant so many whole minutes after the one that `at` lies in, or the clock's next change if that is earlier.
    pub(super) fn ahead(&self, at: Instant, minutes: u16) -> Instant {
        let since_minute = self.time_of_week(at).rem_euclid(MINUTE);
        let edge = at.plus(i64::from(minutes).saturating_mul(MINUTE).saturating_sub(since_minute));
        let change = self.changes.iter().map(|(from, _)| *from).find(|from| *from > at);
        change.map_or(edge, |change| change.min(edge))
    }
}
