//! Who wants to know when a log grows. A hint says only *that* it has grown: whoever is told reads the store, from where it
//! had read up to. So a hint that comes twice, late or for nothing does no harm, many hints are one, and nothing here
//! grows with what is written.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use wire::LogId;

/// The open logs of one relay, and for each the connections that have it open.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    listeners: Mutex<HashMap<LogId, Vec<Arc<Inbox>>>>,
}

/// Where one connection finds its hints: each log once, however often it grew.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    grown: Mutex<BTreeSet<LogId>>,
    bell: Notify,
}

impl Hub {
    /// From now on `inbox` is told when `log` grows.
    pub(crate) fn listen(&self, log: LogId, inbox: &Arc<Inbox>) {
        lock(&self.listeners).entry(log).or_default().push(Arc::clone(inbox));
    }

    /// `inbox` is told no more of `log`.
    pub(crate) fn leave(&self, log: LogId, inbox: &Arc<Inbox>) {
        let mut listeners = lock(&self.listeners);
        if let Some(of_log) = listeners.get_mut(&log) {
            of_log.retain(|other| !Arc::ptr_eq(other, inbox));
            if of_log.is_empty() {
                listeners.remove(&log);
            }
        }
    }

    /// Tells everyone who listens that `log` has grown, or is no more.
    pub(crate) fn grown(&self, log: LogId) {
        if let Some(of_log) = lock(&self.listeners).get(&log) {
            of_log.iter().for_each(|inbox| inbox.put(log));
        }
    }

    /// Every log that is open somewhere.
    pub(crate) fn open(&self) -> Vec<LogId> {
        lock(&self.listeners).keys().copied().collect()
    }
}

impl Inbox {
    fn put(&self, log: LogId) {
        lock(&self.grown).insert(log);
        self.bell.notify_one();
    }

    /// Waits until there is a hint. Safe to drop and call again: no hint is lost.
    pub(crate) async fn wait(&self) {
        self.bell.notified().await;
    }

    /// Takes all hints there are.
    pub(crate) fn take(&self) -> BTreeSet<LogId> {
        std::mem::take(&mut lock(&self.grown))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: LogId = LogId([1; 32]);
    const OTHER: LogId = LogId([2; 32]);

    #[tokio::test]
    async fn many_hints_before_anyone_looks_are_one_of_each_log() {
        let (hub, inbox) = (Hub::default(), Arc::default());
        hub.listen(LOG, &inbox);
        hub.listen(OTHER, &inbox);
        for _ in 0..1000 {
            hub.grown(LOG);
            hub.grown(OTHER);
        }
        inbox.wait().await;
        assert_eq!(inbox.take(), BTreeSet::from([LOG, OTHER]));
        assert!(inbox.take().is_empty());
    }

    #[test]
    fn who_left_hears_nothing_and_leaves_nothing_behind() {
        let (hub, left, stays) = (Hub::default(), Arc::default(), Arc::default());
        hub.listen(LOG, &left);
        hub.listen(LOG, &stays);
        hub.leave(LOG, &left);
        hub.grown(LOG);
        assert!(left.take().is_empty());
        assert!(!stays.take().is_empty());
        hub.leave(LOG, &stays);
        assert!(hub.open().is_empty());
    }
}
