//! What was worked out for a set of acts, so that it is worked out once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::known::Known;

/// How many sets are remembered that only a few steps need.
const RECENT: usize = 256;

/// Remembers short histories for good, and the longest, which are most of all, for a while.
pub(super) struct Memory<T> {
    up_to: usize,
    for_good: Mutex<HashMap<Known, Arc<T>>>,
    recent: Mutex<HashMap<Known, Arc<T>>>,
}

impl<T> Memory<T> {
    /// For good: histories of at most so many acts.
    pub(super) fn up_to(acts: usize) -> Memory<T> {
        Memory { up_to: acts, for_good: Mutex::default(), recent: Mutex::default() }
    }

    pub(super) fn get(&self, known: &Known, work_out: impl FnOnce() -> T) -> Arc<T> {
        let is_short = known.said().count() <= self.up_to;
        let kept = if is_short { &self.for_good } else { &self.recent };
        let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().get(known) {
            return found.clone();
        }
        let found = Arc::new(work_out());
        let mut kept = lock();
        if !is_short && kept.len() >= RECENT {
            kept.clear();
        }
        kept.entry(known.clone()).or_insert(found).clone()
    }
}
