//! What the relay needs of a store, and what it promises to devices because the store promises it here.
//!
//! A store is told everything it needs, the day included; it keeps no clock. [`SqliteStore`](crate::SqliteStore) is the
//! default; every other one stands under the same trait and passes the same stories ([`suite`](crate::suite)).

mod day;
pub(crate) mod sqlite;

use std::error::Error;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use thiserror::Error;
use wire::{Frame, Incarnation, LogId, Token};

pub use day::Day;

/// What a store's operation comes to, later.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// Keeps logs.
///
/// # The promise
///
/// * **Durable when answered.** When [`append`](Store::append) or [`delete`](Store::delete) has answered `Ok`, it holds after the process is
///   killed and after the machine loses power.
/// * **One order without gaps.** The frames of a log are numbered 0, 1, 2, … in one order for all readers, across any
///   number of writers. Entries of one batch keep their order.
/// * **Reading misses nothing.** A [`read`](Store::read) that begins after an append was answered sees it; a page holds every frame from where it
///   begins to where it ends.
/// * **A token is placed once.** As long as the log lives, an entry with a token that the log has is answered with the place
///   it already has, whatever its frame.
/// * **Deletion is complete.** After [`delete`](Store::delete) nothing of the log is left in what the store keeps, and its incarnation never
///   returns: incarnations are drawn at random.
/// * **A failed operation is all or nothing.** After an error it is unknown which; asking again with the same tokens is safe.
///
/// # What it need not do
///
/// Tell anyone that a log has grown, check who may do what, or bound how much is asked of it: the relay does. Dropping an
/// answer does not undo what was asked. Every operation but [`sweep`](Store::sweep) and [`check`](Store::check) names exactly one log, so that a store can be spread by
/// log over many machines.
pub trait Store: Send + Sync + 'static {
    /// What there is of a log, noting that it was wanted `today`. `None` when nobody has written to it; then nothing is
    /// kept.
    fn open(&self, log: LogId, today: Day) -> Answer<'_, Option<LogState>>;

    /// Puts a batch of entries at the end of a log, which begins to exist with its first one. Answers one [`Placed`] for each entry, in
    /// their order.
    fn append(&self, batch: Batch) -> Answer<'_, Vec<Placed>>;

    /// A page of a log from the sequence number `from` on (from the log's end when it lies above). `None` when there is no
    /// such log.
    fn read(&self, log: LogId, from: u64, size: PageSize) -> Answer<'_, Option<Page>>;

    /// Removes a log completely. `Ok` also when there is none.
    fn delete(&self, log: LogId) -> Answer<'_, ()>;

    /// Removes, as completely as [`delete`](Store::delete), logs that were last opened before a day: at most so many of them. Answers which.
    fn sweep(&self, before: Day, at_most: usize) -> Answer<'_, Vec<LogId>>;

    /// Whether the store can read and write.
    fn check(&self) -> Answer<'_, ()>;
}

/// What there is of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogState {
    /// Which life of the log this is.
    pub incarnation: Incarnation,
    /// The lowest sequence number that is kept.
    pub first: u64,
    /// The number that the next frame will have.
    pub next: u64,
    /// How much of its quota is used, in bytes as [`Entry::cost`] counts them.
    pub used: u64,
}

/// A frame on its way into a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The frame's own, drawn by the device.
    pub token: Token,
    /// The sealed bytes, within their limits.
    pub frame: Frame,
}

impl Entry {
    /// What an entry costs beside its frame, in bytes: number, token and a store's rows, so that a log of tiny frames does
    /// not take a hundred times its quota.
    pub const OVERHEAD: u64 = 64;

    /// What the entry takes of its log's quota, in bytes.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.frame.as_bytes().len() as u64 + Self::OVERHEAD
    }
}

/// Entries for one log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The log.
    pub log: LogId,
    /// The life of the log that they are meant for: into another, or when there is none, nothing is placed. `None`: into
    /// whatever there is, or a new one.
    pub expected: Option<Incarnation>,
    /// In the order in which they shall be numbered.
    pub entries: Vec<Entry>,
    /// How much the log may take in all, in bytes as [`Entry::cost`] counts them.
    pub quota: u64,
    /// Kept as the day on which the log was last wanted.
    pub today: Day,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// It is durable, at this place; now or since an earlier time.
    At {
        /// The life of the log that holds it.
        incarnation: Incarnation,
        /// Its sequence number.
        seq: u64,
    },
    /// The log has no room for it. A smaller one after it may still have been placed.
    QuotaFull,
    /// The log is not the one that was expected.
    Gone,
}

/// How much to read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// At most so many frames; at least 1.
    pub frames: usize,
    /// Stop before this many bytes of frames would be passed; one frame is always read.
    pub bytes: usize,
}

/// A run of frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The life of the log that they belong to.
    pub incarnation: Incarnation,
    /// The sequence number of the first.
    pub from: u64,
    /// The frames; none only when the log ends at `from`.
    pub frames: Vec<Frame>,
    /// The number that the log's next frame will have.
    pub next: u64,
}

impl Page {
    /// The sequence number after the last frame of the page.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.from + self.frames.len() as u64
    }
}

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// Something beneath it failed: the disk is full, a file is damaged, another machine does not answer.
    #[error("the store failed to {doing}")]
    Failed {
        /// What it was doing.
        doing: &'static str,
        /// What failed beneath.
        #[source]
        cause: Arc<dyn Error + Send + Sync>,
    },
    /// The store is closed, or its writer has ended.
    #[error("the store is closed and cannot {doing}")]
    Closed {
        /// What it was asked to do.
        doing: &'static str,
    },
}

impl StoreError {
    /// A failure of `doing` because of `cause`.
    pub fn failed(doing: &'static str, cause: impl Error + Send + Sync + 'static) -> StoreError {
        StoreError::Failed { doing, cause: Arc::new(cause) }
    }
}
