//! Rows that live as long as someone holds them: for tests, and for looking around without leaving a trace.
//!
//! Keeps the promises of [`Store`] but durability. Clones share the rows, as two connections to one file do.

use crate::store::{Batch, Change, Expected, Row, Store, StoreError};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Shelves = BTreeMap<String, BTreeMap<Vec<u8>, Vec<u8>>>;

/// A store in memory. Clones see the same rows.
#[derive(Clone, Default)]
pub struct InMemory {
    shelves: Arc<Mutex<Shelves>>,
}

impl InMemory {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Shelves> {
        // No step below can stop half-way, so rows are whole even if a thread that held them has panicked.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for InMemory {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.lock().get(shelf).and_then(|rows| rows.get(key)).cloned())
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        let shelves = self.lock();
        let rows = shelves.get(shelf).into_iter().flat_map(|rows| rows.range(from.to_vec()..));
        Ok(rows.map(|(key, bytes)| Row { key: key.clone(), bytes: bytes.clone() }).collect())
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        let shelves = self.lock();
        Ok(shelves.iter().filter(|(_, rows)| !rows.is_empty()).map(|(shelf, _)| shelf.clone()).collect())
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let mut shelves = self.lock();
        if let Some(Expected { shelf, key, bytes }) = batch.expected()
            && shelves.get(shelf).and_then(|rows| rows.get(key)) != bytes.as_ref()
        {
            return Err(StoreError::Moved);
        }
        for change in batch.changes() {
            apply(&mut shelves, change);
        }
        Ok(())
    }

    async fn erase(self) -> Result<(), StoreError> {
        self.lock().clear();
        Ok(())
    }
}

fn apply(shelves: &mut Shelves, change: &Change) {
    match change {
        Change::Clear { shelf } => {
            shelves.remove(shelf);
        }
        Change::Remove { shelf, key } => {
            if let Some(rows) = shelves.get_mut(shelf) {
                rows.remove(key);
            }
        }
        Change::Put { shelf, key, bytes } => {
            shelves.entry(shelf.clone()).or_default().insert(key.clone(), bytes.clone());
        }
    }
}
