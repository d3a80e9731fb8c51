//! The stories that every store must pass: [`Store`]'s promise, told as tests.
//!
//! [`stories!`](crate::stories) makes one `#[tokio::test]` of each, for one kind of store. A story gets a fresh [`Place`] and panics
//! where the promise is broken. Logs are drawn per story, so a place may be one database for all of them.

mod deleting;
mod placing;
mod reading;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::BoxFuture;
use wire::{Frame, Incarnation, LogId, Token};

pub use deleting::*;
pub use placing::*;
pub use reading::*;

use crate::{Batch, Day, Entry, Page, PageSize, Placed, Store};

/// Somewhere a store keeps what it keeps, beyond the life of a `Store` value.
pub trait Place: Send + Sync {
    /// Opens a store on what is there.
    fn open(&self) -> BoxFuture<'_, Arc<dyn Store>>;

    /// Every byte that is kept there, for looking for what should be gone; `None` when that cannot be looked at.
    fn bytes(&self) -> Option<Vec<u8>>;
}

/// Makes a test of each story. The argument is an expression that makes a fresh [`Place`](crate::suite::Place) for each of them.
#[macro_export]
macro_rules! stories {
    ($place:expr) => {
        $crate::stories! { $place =>
            an_unwritten_log_is_nothing
            frames_are_numbered_from_zero_in_the_order_of_their_batch
            an_answered_append_is_there_after_opening_again
            many_writers_make_one_order_without_gaps
            logs_do_not_see_each_other
            a_token_is_placed_once
            a_token_is_placed_once_within_one_batch
            a_token_is_remembered_after_opening_again
            a_token_counts_in_its_own_log_only
            a_full_log_takes_no_more
            a_full_log_still_answers_for_what_it_has
            the_first_frame_over_the_quota_makes_no_log
            an_append_into_another_life_of_the_log_is_gone
            the_longest_frame_comes_back_as_it_was
            an_empty_batch_changes_nothing
            reading_page_by_page_misses_nothing
            a_page_keeps_to_its_size_but_holds_one_frame
            reading_past_the_end_gives_the_end
            reading_while_writing_sees_a_beginning_of_the_log
            a_deleted_log_is_nothing
            a_deleted_log_leaves_no_byte
            a_log_written_after_its_deletion_is_another
            deleting_what_is_not_there_is_fine
            deletion_leaves_other_logs_alone
            logs_that_nobody_opened_are_swept
            opening_and_appending_keep_a_log
            a_sweep_takes_no_more_than_it_is_told
            a_working_store_says_so
        }
    };
    ($place:expr => $($story:ident)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let place = $place;
                $crate::suite::$story(&place).await;
            }
        )*
    };
}

/// The day on which stories happen unless they say otherwise.
const TODAY: Day = Day(20_000);

/// Room enough.
const QUOTA: u64 = 1 << 30;

/// Everything at once.
const ALL: PageSize = PageSize { frames: usize::MAX, bytes: usize::MAX };

/// Bytes that no other call in this process has returned, in no obvious pattern, and the same neither in another process.
fn unlike_any<const N: usize>() -> [u8; N] {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    let count = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes[..8].copy_from_slice(&count);
    bytes
}

fn a_log() -> LogId {
    LogId(unlike_any())
}

fn an_entry(frame: &[u8]) -> Entry {
    Entry {
        token: Token(unlike_any()),
        frame: Frame::new(frame.to_vec()).expect("a frame within its limits"),
    }
}

fn a_batch(log: LogId, entries: Vec<Entry>) -> Batch {
    Batch { log, expected: None, entries, quota: QUOTA, today: TODAY }
}

async fn append(store: &dyn Store, log: LogId, entries: Vec<Entry>) -> Vec<Placed> {
    store.append(a_batch(log, entries)).await.expect("the store appends")
}

async fn append_one(store: &dyn Store, log: LogId, frame: &[u8]) -> (Incarnation, u64) {
    match append(store, log, vec![an_entry(frame)]).await[..] {
        [Placed::At { incarnation, seq }] => (incarnation, seq),
        ref other => panic!("one frame came to {other:?}"),
    }
}

async fn page(store: &dyn Store, log: LogId, from: u64, size: PageSize) -> Page {
    store.read(log, from, size).await.expect("the store reads").expect("the log exists")
}

async fn frames(store: &dyn Store, log: LogId) -> Vec<Vec<u8>> {
    page(store, log, 0, ALL).await.frames.into_iter().map(Frame::into_bytes).collect()
}

async fn exists(store: &dyn Store, log: LogId) -> bool {
    store.read(log, 0, ALL).await.expect("the store reads").is_some()
}

fn seqs(placed: &[Placed]) -> Vec<Option<u64>> {
    placed.iter().map(|placed| if let Placed::At { seq, .. } = placed { Some(*seq) } else { None }).collect()
}
