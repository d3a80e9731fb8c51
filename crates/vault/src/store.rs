//! The blind half: rows of bytes on a disk or in a browser, and one promise about writing them.
//!
//! A store knows shelves, keys and bytes; what they mean, whether they are whole and who may read them is the
//! business of [`crate::Vault`]. It holds one rule: a [`Batch`] happens entirely or not at all. It does not
//! encrypt, does not check, and never looks into a row.

use std::error::Error as Cause;

/// Where sealed rows are kept.
///
/// # What an implementation promises, and the vault builds on
///
/// - **All or nothing.** [`commit`](Store::commit) applies every change of a batch, in its order, or none.
/// - **Durable when it returns.** After `Ok`, the batch survives the end of the process and, as far as the
///   platform lets one ask for it, the loss of power (`synchronous=FULL`, `durability: "strict"`).
/// - **What a crash leaves.** The rows after some batch that was committed, never rows in between. A batch whose
///   `commit` did not return may be there or not; its [`Expected`] row tells.
/// - **Compare and set.** If the batch expects a row and the stored one differs, nothing is written and the answer
///   is [`StoreError::Moved`]. Comparing and writing are one step, also against other processes and other tabs.
/// - **What others see.** Each `read` and each `scan` sees the rows after one whole batch, the newest one that was
///   committed before it began, whoever committed it. Two calls may see two different ones.
/// - **Order.** `scan` answers in ascending order of the keys' bytes.
///
/// It does not promise to notice bytes that changed on the disk, nor to keep shelves and keys secret.
///
/// Futures need not be `Send`: in a browser they cannot be.
#[allow(async_fn_in_trait, reason = "no caller of this workspace needs the futures to be Send")]
pub trait Store {
    /// The bytes of one row, if it is there.
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// All rows of a shelf whose key is `from` or comes after it, in order. An empty `from` is before every key.
    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError>;

    /// The names of all shelves that hold at least one row, in order.
    async fn shelves(&self) -> Result<Vec<String>, StoreError>;

    /// Applies the batch: see the promises above.
    async fn commit(&self, batch: Batch) -> Result<(), StoreError>;

    /// Removes every row and, where there is one, the file. Other handles on the same rows find nothing from then on.
    /// What the medium itself keeps of overwritten blocks is out of reach.
    async fn erase(self) -> Result<(), StoreError>;
}

/// One row as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Unique within its shelf.
    pub key: Vec<u8>,
    /// What was put there.
    pub bytes: Vec<u8>,
}

/// What a store applies in one step.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    expected: Option<Expected>,
    changes: Vec<Change>,
}

/// The row that must be as it was last read, or the batch must not happen.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Short, printable ASCII.
    pub shelf: String,
    /// Unique within the shelf.
    pub key: Vec<u8>,
    /// `None`: the row must not be there.
    pub bytes: Option<Vec<u8>>,
}

/// One step of a batch.
#[derive(Clone, Debug)]
pub enum Change {
    /// Removes every row of the shelf.
    Clear {
        /// Short, printable ASCII.
        shelf: String,
    },
    /// Removes the row if it is there.
    Remove {
        /// Short, printable ASCII.
        shelf: String,
        /// Unique within the shelf.
        key: Vec<u8>,
    },
    /// Writes the row, over what was there.
    Put {
        /// Short, printable ASCII.
        shelf: String,
        /// Unique within the shelf.
        key: Vec<u8>,
        /// What the row holds from then on.
        bytes: Vec<u8>,
    },
}

impl Batch {
    /// Makes the batch depend on one row: `None` says that it must not be there.
    pub fn expect(&mut self, shelf: &str, key: &[u8], bytes: Option<Vec<u8>>) {
        self.expected = Some(Expected { shelf: shelf.to_owned(), key: key.to_vec(), bytes });
    }

    /// Removes every row of a shelf.
    pub fn clear(&mut self, shelf: &str) {
        self.changes.push(Change::Clear { shelf: shelf.to_owned() });
    }

    /// Removes a row if it is there.
    pub fn remove(&mut self, shelf: &str, key: &[u8]) {
        self.changes.push(Change::Remove { shelf: shelf.to_owned(), key: key.to_vec() });
    }

    /// Writes a row, over what was there.
    pub fn put(&mut self, shelf: &str, key: &[u8], bytes: Vec<u8>) {
        self.changes.push(Change::Put { shelf: shelf.to_owned(), key: key.to_vec(), bytes });
    }

    /// The row that must be as it was, if the batch depends on one.
    #[must_use]
    pub fn expected(&self) -> Option<&Expected> {
        self.expected.as_ref()
    }

    /// What to do, in this order.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The expected row is not what the batch expects: someone else has written. Nothing was changed.
    #[error("the expected row has changed in the store")]
    Moved,
    /// Another process or tab holds the store and did not let go in time. Nothing was changed; trying again helps.
    #[error("the store is held by another process or tab")]
    Busy,
    /// The store's own structure (not a row's contents) is broken, or it is not a store of ours.
    #[error("the store cannot be trusted: {cause}")]
    Damaged {
        /// What the platform says.
        cause: String,
    },
    /// Anything else: no space, no permission, a disk that fails.
    #[error("could not {doing}: {cause}")]
    Failed {
        /// What was being done, as in "could not …".
        doing: String,
        /// What the platform says.
        #[source]
        cause: Box<dyn Cause + Send + Sync>,
    },
}
