//! What one connection has open: for each log how far it has been told, and the appends that wait.

use std::collections::{BTreeMap, BTreeSet};

use wire::{Incarnation, LogId};

use crate::store::Entry;

/// The logs of one connection.
#[derive(Debug, Default)]
pub(crate) struct Logs {
    of: BTreeMap<LogId, OpenLog>,
    /// The log that was told of last: the others come before it.
    turn: Option<LogId>,
}

/// One log on one connection.
#[derive(Debug, Default)]
pub(crate) struct OpenLog {
    /// `None` after `Close` or `Deleted`, while appends that were sent before are not answered yet.
    pub(crate) reading: Option<Reading>,
    pub(crate) appending: Appending,
}

/// How far the device has been told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The number of the next frame to tell.
    pub(crate) cursor: u64,
    /// Whether there may be more to tell.
    pub(crate) more: More,
    /// Whether `CaughtUp` has been said.
    pub(crate) history: History,
}

/// Whether the store may hold more than was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum More {
    Perhaps,
    No,
}

/// Whether the device has been told all that there was when it opened the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum History {
    Telling,
    Told,
}

/// Appends to one log. One batch is with the store at a time, what comes meanwhile waits for the next: so the order in
/// which they were sent is the order in which they are numbered, with any store.
#[derive(Debug, Default)]
pub(crate) struct Appending {
    /// The life of the log that the device knows; appends go into no other.
    pub(crate) life: Option<Incarnation>,
    /// The requests whose batch is with the store.
    pub(crate) with_store: Vec<Waiting>,
    /// What goes into the next batch.
    pub(crate) next: Vec<(u32, Entry)>,
}

/// A request that waits for the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) request: u32,
    /// The length of its frame, in bytes.
    pub(crate) bytes: usize,
}

impl OpenLog {
    /// Whether appends are not answered yet.
    pub(crate) fn is_appending(&self) -> bool {
        !self.appending.with_store.is_empty() || !self.appending.next.is_empty()
    }
}

impl Logs {
    /// How many logs take room here.
    pub(crate) fn count(&self) -> usize {
        self.of.len()
    }

    /// How many are open to read.
    pub(crate) fn open(&self) -> usize {
        self.of.values().filter(|log| log.reading.is_some()).count()
    }

    /// Whether the device has the log open.
    pub(crate) fn is_open(&self, log: &LogId) -> bool {
        self.of.get(log).is_some_and(|log| log.reading.is_some())
    }

    pub(crate) fn get(&mut self, log: &LogId) -> Option<&mut OpenLog> {
        self.of.get_mut(log)
    }

    /// The log's entry, made when there is none.
    pub(crate) fn entry(&mut self, log: LogId) -> &mut OpenLog {
        self.of.entry(log).or_default()
    }

    /// Ends the reading of a log; forgets it when no append is left either.
    pub(crate) fn stop_reading(&mut self, log: &LogId) {
        if let Some(open) = self.of.get_mut(log) {
            open.reading = None;
        }
        self.forget_if_done(log);
    }

    /// Forgets a log that is neither read nor appended to.
    pub(crate) fn forget_if_done(&mut self, log: &LogId) {
        if self.of.get(log).is_some_and(|open| open.reading.is_none() && !open.is_appending()) {
            self.of.remove(log);
        }
    }

    /// Notes that there may be more to tell of these logs.
    pub(crate) fn grown(&mut self, logs: &BTreeSet<LogId>) {
        for log in logs {
            if let Some(reading) = self.of.get_mut(log).and_then(|open| open.reading.as_mut()) {
                reading.more = More::Perhaps;
            }
        }
    }

    /// The next log to tell of, each in its turn.
    pub(crate) fn next_to_tell(&mut self) -> Option<LogId> {
        let has_more = |open: &OpenLog| open.reading.is_some_and(|reading| reading.more == More::Perhaps);
        let after = |log: &LogId| self.turn.is_none_or(|turn| *log > turn);
        let waiting = || self.of.iter().filter(|(_, open)| has_more(open)).map(|(log, _)| *log);
        let next = waiting().find(after).or_else(|| waiting().next());
        self.turn = next.or(self.turn);
        next
    }

    /// Every log that is open to read.
    pub(crate) fn all_open(&self) -> impl Iterator<Item = LogId> {
        self.of.iter().filter(|(_, open)| open.reading.is_some()).map(|(log, _)| *log)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_more() -> Option<Reading> {
        Some(Reading { cursor: 0, more: More::Perhaps, history: History::Telling })
    }

    #[test]
    fn logs_with_more_to_tell_take_turns() {
        let mut logs = Logs::default();
        let [a, b, c] = [1, 2, 3].map(|byte| LogId([byte; 32]));
        for log in [a, b, c] {
            logs.entry(log).reading = with_more();
        }
        logs.entry(b).reading = Some(Reading { more: More::No, ..with_more().unwrap() });
        let turns: Vec<_> = (0..4).map(|_| logs.next_to_tell().unwrap()).collect();
        assert_eq!(turns, [a, c, a, c]);
        logs.grown(&BTreeSet::from([b]));
        assert_eq!(logs.next_to_tell(), Some(a));
        assert_eq!(logs.next_to_tell(), Some(b));
    }

    #[test]
    fn a_closed_log_stays_until_its_appends_are_answered() {
        let (mut logs, log) = (Logs::default(), LogId([1; 32]));
        logs.entry(log).reading = with_more();
        logs.entry(log).appending.with_store = vec![Waiting { request: 1, bytes: 2 }];
        logs.stop_reading(&log);
        assert!(!logs.is_open(&log));
        assert_eq!((logs.open(), logs.count()), (0, 1));
        logs.entry(log).appending.with_store.clear();
        logs.forget_if_done(&log);
        assert_eq!(logs.count(), 0);
    }
}
