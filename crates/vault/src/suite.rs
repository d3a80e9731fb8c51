//! The one suite of tests over every store, as a library: natively `cargo test` runs each case over `Sqlite` and
//! `InMemory`, in a browser a page calls [`run_all`] over `IndexedDb` and shows what comes back.
//!
//! A case answers `Err` with what it saw and never panics, so that a page can show all of them.

#[allow(clippy::indexing_slicing, reason = "the rows it changes are those it has just written")]
mod damage;
mod golden;
mod keeping;
mod running;
mod together;

use crate::store::{Batch, Row, Store, StoreError};
use crate::vault::Vault;
use crate::{Cost, Error, Passphrase, Place};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Makes the stores that a case runs over.
#[allow(async_fn_in_trait, reason = "as for Store")]
pub trait Stores {
    /// What is tested.
    type Store: Store;

    /// A handle on the rows of this name: the same name, the same rows; a new name, none. Where rows outlive the
    /// tests, as in a browser, the names of one round must be others than those of the last.
    ///
    /// # Errors
    /// What the platform says.
    async fn open(&self, name: &str) -> Result<Self::Store, StoreError>;
}

/// What a case answers.
pub type Outcome = Result<(), String>;

/// Names the cases once, for the page and for `cargo test` alike.
macro_rules! cases {
    ($($module:ident: $($case:ident)+;)+) => {
        /// The names of all cases, in the order in which they run.
        pub const CASES: &[&str] = &[$($(stringify!($case)),+),+];

        /// Runs one case; a name that is none is a failure.
        pub async fn run<F: Stores>(case: &str, stores: &F) -> Outcome {
            match case {
                $($(stringify!($case) => $module::$case(stores).await.map_err(|trouble| trouble.0),)+)+
                _ => Err(format!("there is no case {case}")),
            }
        }

        /// One `#[test]` for each case, over the stores that the expression makes.
        #[macro_export]
        macro_rules! test_every_case {
            ($stores:expr) => {
                $($(
                    #[test]
                    fn $case() {
                        let outcome = $crate::suite::ready($crate::suite::run(stringify!($case), &$stores));
                        assert_eq!(outcome, Ok(()));
                    }
                )+)+
            };
        }
    };
}

cases! {
    keeping:
        a_value_put_is_read_back
        a_removed_value_is_gone
        a_new_vault_is_empty
        values_and_entries_are_there_after_reopening
        a_shelf_lists_its_values_in_order
        a_megabyte_is_kept
        what_is_too_long_is_refused_and_nothing_written
        the_wrong_passphrase_does_not_open
        accents_composed_otherwise_open_the_same_vault
        a_changed_passphrase_opens_and_the_old_one_does_not
        a_vault_is_not_created_over_another
        an_erased_vault_leaves_nothing
        the_store_shows_no_name_key_or_value;
    running:
        entries_come_back_in_order_with_their_numbers
        ten_thousand_entries_settle_into_segments
        one_commit_may_append_many_entries
        entries_larger_than_a_segment_are_kept
        asking_beyond_the_end_is_an_error
        a_cleared_run_begins_anew;
    together:
        a_commit_is_all_or_nothing
        a_commit_that_fails_leaves_the_vault_as_before
        a_commit_that_happened_unheard_shows_as_moved
        the_slower_of_two_handles_is_told_moved_and_tries_again
        of_two_commits_under_way_at_once_one_is_told_moved
        a_handle_sees_what_another_committed
        a_read_that_meets_a_newer_row_says_moved
        of_two_creators_one_wins
        a_handle_on_an_erased_vault_finds_none;
    damage:
        every_byte_of_the_header_is_noticed
        every_row_notices_a_flipped_byte
        a_segment_notices_a_flipped_byte
        a_removed_row_is_noticed
        swapped_rows_are_noticed
        an_older_row_put_back_is_noticed
        an_entry_from_a_forked_past_is_noticed
        a_truncated_run_is_noticed
        a_doubled_row_is_noticed
        a_row_of_another_vault_is_noticed
        an_old_header_put_back_is_noticed
        a_newer_format_is_named
        a_header_that_asks_for_too_much_is_refused_at_once
        a_damaged_shelf_leaves_the_rest_usable_and_can_be_cleared;
    golden:
        the_frozen_vault_of_format_1_still_opens
        the_frozen_vault_is_written_the_same_today;
}

/// Runs every case, in order, and answers what each saw.
pub async fn run_all<F: Stores>(stores: &F) -> Vec<(&'static str, Outcome)> {
    let mut outcomes = Vec::new();
    for case in CASES {
        outcomes.push((*case, run(case, stores).await));
    }
    outcomes
}

/// The frozen vault of format 1, as `shelf key bytes` lines in hexadecimal, written from fixed bytes by today's code:
/// for `tests/stores.rs`, which compares and can write the file anew.
///
/// # Errors
/// What went wrong on the way.
pub async fn golden_lines() -> Result<String, String> {
    golden::lines().await.map_err(|trouble| trouble.0)
}

/// The output of a future over a store that never waits, as the native ones never do.
///
/// # Panics
/// If it does wait: then this is the wrong way to run it.
#[allow(clippy::panic, reason = "a test that hangs is worse")]
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("this store makes its caller wait"),
    }
}

/// Why a case failed.
struct Trouble(String);

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

type Case = Result<(), Trouble>;

/// Fails the case with what was expected.
macro_rules! ensure {
    ($condition:expr, $($what:tt)+) => {
        if !$condition {
            return Err($crate::suite::Trouble(format!($($what)+)));
        }
    };
}

/// Fails the case unless the result is an error that fits the pattern.
macro_rules! ensure_err {
    ($result:expr, $pattern:pat $(if $guard:expr)?, $($what:tt)+) => {
        match $result {
            Err($pattern) $(if $guard)? => {}
            Err(error) => return Err($crate::suite::Trouble(format!("{}: {error:?}", format!($($what)+)))),
            Ok(_) => return Err($crate::suite::Trouble(format!("{}: no error", format!($($what)+)))),
        }
    };
}

use {ensure, ensure_err};

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse battery staple")
}

async fn create<F: Stores>(stores: &F, name: &str) -> Result<Vault<F::Store>, Trouble> {
    Ok(Vault::create(stores.open(name).await?, &passphrase(), Cost::worthless()).await?)
}

async fn open<F: Stores>(stores: &F, name: &str) -> Result<Vault<F::Store>, Error> {
    Vault::open(stores.open(name).await?, &passphrase()).await
}

/// A vault with two runs and two shelves, both runs all tail.
async fn furnish<S: Store>(vault: &mut Vault<S>) -> Case {
    furnish_with(vault, &[7; 20]).await
}

/// The same, with one run settled in large segments.
async fn furnish_largely<S: Store>(vault: &mut Vault<S>) -> Case {
    furnish_with(vault, &[7; 120_000]).await
}

async fn furnish_with<S: Store>(vault: &mut Vault<S>, rest: &[u8]) -> Case {
    for round in 0_u32..3 {
        let mut writing = vault.write();
        for key in [b"one".as_slice(), b"two", b"three"] {
            writing.put("keys", key, &[key, &round.to_be_bytes()].concat());
        }
        writing.put("outbox", &round.to_be_bytes(), b"to be sent");
        writing.append("acts", &round.to_be_bytes());
        writing.append("private", &[round.to_be_bytes().as_slice(), rest].concat());
        writing.commit().await?;
    }
    Ok(())
}

/// Every row of a store, with its shelf.
async fn rows<S: Store>(store: &S) -> Result<Vec<(String, Row)>, Trouble> {
    let mut rows = Vec::new();
    for shelf in store.shelves().await? {
        for row in store.scan(&shelf, &[]).await? {
            rows.push((shelf.clone(), row));
        }
    }
    Ok(rows)
}

/// Puts one row as it is, past the vault.
async fn put_raw<S: Store>(store: &S, shelf: &str, key: &[u8], bytes: &[u8]) -> Case {
    let mut batch = Batch::default();
    batch.put(shelf, key, bytes.to_vec());
    Ok(store.commit(batch).await?)
}

/// The places that a vault, opened anew, calls damaged: or the one that keeps it from opening.
async fn damaged<F: Stores>(stores: &F, name: &str) -> Result<Vec<Place>, Trouble> {
    match open(stores, name).await {
        Ok(vault) => Ok(vault.check().await?),
        Err(Error::Damaged { what }) => Ok(vec![what]),
        Err(error) => Err(error.into()),
    }
}
