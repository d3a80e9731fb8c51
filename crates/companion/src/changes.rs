//! What one step changes in the vault: collected as a value, committed as one transaction.

use vault::{Store, Vault};
use zeroize::Zeroizing;

/// Changes that belong together.
#[derive(Default)]
pub(crate) struct Changes(Vec<Change>);

enum Change {
    Put(&'static str, Vec<u8>, Zeroizing<Vec<u8>>),
    Remove(&'static str, Vec<u8>),
    Append(String, Vec<u8>),
    Clear(String),
}

impl Changes {
    pub(crate) fn put(&mut self, shelf: &'static str, key: &[u8], value: Vec<u8>) {
        self.0.push(Change::Put(shelf, key.to_vec(), Zeroizing::new(value)));
    }

    pub(crate) fn remove(&mut self, shelf: &'static str, key: &[u8]) {
        self.0.push(Change::Remove(shelf, key.to_vec()));
    }

    pub(crate) fn append(&mut self, run: String, entry: Vec<u8>) {
        self.0.push(Change::Append(run, entry));
    }

    /// Removes a whole run.
    pub(crate) fn clear(&mut self, run: String) {
        self.0.push(Change::Clear(run));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Commits all of them, or none. [`vault::Error::Moved`]: read what others wrote, and work the step out anew.
    pub(crate) async fn commit<S: Store>(&self, vault: &mut Vault<S>) -> Result<(), vault::Error> {
        if self.is_empty() {
            return Ok(());
        }
        let mut writing = vault.write();
        for change in &self.0 {
            match change {
                Change::Put(shelf, key, value) => writing.put(shelf, key, value),
                Change::Remove(shelf, key) => writing.remove(shelf, key),
                Change::Append(run, entry) => {
                    writing.append(run, entry);
                }
                Change::Clear(run) => writing.clear_run(run),
            }
        }
        writing.commit().await.map(|_| ())
    }
}
