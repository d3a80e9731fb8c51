//! One commit and no half of it; two handles and nothing lost.
//!
//! ```text
//!   a: read 3 ── commit 4 ────────────────────────► 4
//!   b: read 3 ────────────── commit? Moved ── refresh 4 ── commit 5
//! ```

use super::{Case, Stores, Trouble, create, ensure, ensure_err, furnish, open, passphrase, rows};
use crate::store::{Batch, Row, Store, StoreError};
use crate::{Cost, Error, Vault};
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

/// A store whose commits fail when told to.
struct Failing<S> {
    store: S,
    next: Cell<Next>,
}

#[derive(Clone, Copy)]
enum Next {
    Works,
    FailsBefore,
    FailsAfter,
}

impl<S: Store> Store for Failing<S> {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.read(shelf, key).await
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        self.store.scan(shelf, from).await
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        self.store.shelves().await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let failed = || StoreError::Failed { doing: "write".into(), cause: "the disk is full".into() };
        match self.next.replace(Next::Works) {
            Next::Works => self.store.commit(batch).await,
            Next::FailsBefore => Err(failed()),
            Next::FailsAfter => self.store.commit(batch).await.and(Err(failed())),
        }
    }

    async fn erase(self) -> Result<(), StoreError> {
        self.store.erase().await
    }
}

async fn failing<F: Stores>(stores: &F, name: &str) -> Result<Vault<Failing<F::Store>>, Trouble> {
    let store = Failing { store: stores.open(name).await?, next: Cell::new(Next::Works) };
    Ok(Vault::create(store, &passphrase(), Cost::worthless()).await?)
}

async fn write_all<S: Store>(vault: &mut Vault<S>, word: &[u8]) -> Result<u64, Error> {
    let mut writing = vault.write();
    writing.append("acts", word);
    writing.put("keys", b"newest", word);
    writing.put("outbox", word, word);
    writing.commit().await
}

/// Act, key and outbox say the same.
async fn agree<S: Store>(vault: &Vault<S>, words: &[&[u8]]) -> Case {
    ensure!(vault.run("acts").await?.iter().eq(words.iter().copied()), "the acts are {words:?}");
    let newest = vault.get("keys", b"newest").await?;
    ensure!(newest.as_deref().map(Vec::as_slice) == words.last().copied(), "the key is the last act's");
    ensure!(vault.kept("outbox").await?.len() == words.len(), "as many in the outbox");
    ensure!(vault.check().await?.is_empty(), "and all is whole");
    Ok(())
}

pub(super) async fn a_commit_is_all_or_nothing<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "all").await?;
    write_all(&mut vault, b"one").await?;
    let mut dropped = vault.write();
    dropped.append("acts", b"never");
    dropped.put("keys", b"newest", b"never");
    drop(dropped);
    agree(&vault, &[b"one"]).await?;
    let generation = vault.generation();
    ensure!(vault.write().commit().await? == generation, "nothing collected, nothing written");
    agree(&open(stores, "all").await?, &[b"one"]).await
}

pub(super) async fn a_commit_that_fails_leaves_the_vault_as_before<F: Stores>(stores: &F) -> Case {
    let mut vault = failing(stores, "before").await?;
    write_all(&mut vault, b"one").await?;
    for _ in 0..3 {
        vault.store.next.set(Next::FailsBefore);
        ensure_err!(write_all(&mut vault, b"two").await, Error::Store(_), "the store fails");
        ensure!(vault.generation() == 1 && !vault.changed().await?, "no commit happened");
        agree(&vault, &[b"one"]).await?;
        agree(&open(stores, "before").await?, &[b"one"]).await?;
    }
    write_all(&mut vault, b"three").await?;
    agree(&open(stores, "before").await?, &[b"one", b"three"]).await
}

pub(super) async fn a_commit_that_happened_unheard_shows_as_moved<F: Stores>(stores: &F) -> Case {
    let mut vault = failing(stores, "unheard").await?;
    write_all(&mut vault, b"one").await?;
    vault.store.next.set(Next::FailsAfter);
    ensure_err!(write_all(&mut vault, b"two").await, Error::Store(_), "the store says that it failed");
    ensure!(vault.generation() == 1 && vault.changed().await?, "but someone has written");
    ensure_err!(write_all(&mut vault, b"two").await, Error::Moved, "so nothing is written twice");
    vault.refresh().await?;
    agree(&vault, &[b"one", b"two"]).await
}

pub(super) async fn the_slower_of_two_handles_is_told_moved_and_tries_again<F: Stores>(stores: &F) -> Case {
    let mut one = create(stores, "two").await?;
    write_all(&mut one, b"one").await?;
    let mut other = open(stores, "two").await?;
    write_all(&mut one, b"two").await?;
    ensure!(other.changed().await?, "the other may know");
    ensure_err!(write_all(&mut other, b"three").await, Error::Moved, "and must not write over it");
    ensure!(other.refresh().await? == 2 && !other.changed().await?, "it looks again");
    ensure!(other.run_from("acts", 1).await?.iter().eq([b"two"]), "sees what came since");
    ensure!(write_all(&mut other, b"three").await? == 3, "and writes");
    ensure_err!(write_all(&mut one, b"four").await, Error::Moved, "now it is the first one's turn");
    one.refresh().await?;
    agree(&one, &[b"one", b"two", b"three"]).await
}

/// Runs both, a step of each in turn, and answers what each came to.
async fn both<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> Vec<T> {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(|context| {
        step(one.as_mut(), &mut first, context);
        step(other.as_mut(), &mut second, context);
        if first.is_some() && second.is_some() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    first.into_iter().chain(second).collect()
}

fn step<T>(future: Pin<&mut impl Future<Output = T>>, done: &mut Option<T>, context: &mut Context<'_>) {
    if done.is_none()
        && let Poll::Ready(output) = future.poll(context)
    {
        *done = Some(output);
    }
}

pub(super) async fn of_two_commits_under_way_at_once_one_is_told_moved<F: Stores>(stores: &F) -> Case {
    let mut one = create(stores, "at once").await?;
    let mut other = open(stores, "at once").await?;
    for round in 0_u64..10 {
        let word = round.to_be_bytes();
        let outcomes = both(write_all(&mut one, &word), write_all(&mut other, &word)).await;
        ensure!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() == 1, "one of them: {outcomes:?}");
        ensure!(
            outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Moved))),
            "and Moved: {outcomes:?}"
        );
        one.refresh().await?;
        other.refresh().await?;
        ensure!(one.run_length("acts") == round + 1 && other.generation() == round + 1, "one act a round");
    }
    let words = (0_u64..10).map(u64::to_be_bytes).collect::<Vec<_>>();
    agree(&one, &words.iter().map(<[u8; 8]>::as_slice).collect::<Vec<_>>()).await
}

pub(super) async fn a_handle_sees_what_another_committed<F: Stores>(stores: &F) -> Case {
    let mut writer = create(stores, "watch").await?;
    let mut watcher = open(stores, "watch").await?;
    let mut seen = 0;
    for number in 0_u64..40 {
        let mut writing = writer.write();
        // Large enough that tails are settled between two looks of the watcher.
        writing.append("acts", &[number.to_be_bytes().as_slice(), &[9; 40_000]].concat());
        writing.put("keys", b"newest", &number.to_be_bytes());
        writing.commit().await?;
        if number % 3 == 0 {
            ensure!(watcher.changed().await?, "a commit shows");
            watcher.refresh().await?;
            for entry in watcher.run_from("acts", seen).await?.iter() {
                ensure!(entry.starts_with(&seen.to_be_bytes()), "entry {seen} in its turn");
                seen += 1;
            }
            ensure!(seen == number + 1, "and none is missing");
            let newest = watcher.get("keys", b"newest").await?;
            ensure!(newest.is_some_and(|value| *value == number.to_be_bytes()), "the value too");
        }
        ensure!(!writer.changed().await?, "its own commits are no news to a writer");
    }
    Ok(())
}

pub(super) async fn a_read_that_meets_a_newer_row_says_moved<F: Stores>(stores: &F) -> Case {
    let mut one = create(stores, "newer row").await?;
    write_all(&mut one, b"one").await?;
    let mut other = open(stores, "newer row").await?;
    let mut writing = one.write();
    writing.put("keys", b"newest", b"two");
    writing.append("acts", &[2; 300_000]);
    writing.put("outbox", b"two", b"two");
    writing.commit().await?;
    ensure_err!(other.get("keys", b"newest").await.map(|_| ()), Error::Moved, "not an old and a new half");
    ensure_err!(other.kept("outbox").await.map(|_| ()), Error::Moved, "nor a longer shelf");
    ensure_err!(other.run("acts").await.map(|_| ()), Error::Moved, "nor a longer run");
    ensure_err!(other.check().await, Error::Moved, "and it is not called damage");
    other.refresh().await?;
    ensure!(other.check().await?.is_empty() && other.run_length("acts") == 2, "after a look all is well");
    Ok(())
}

/// A store in which another vault appears after the first look.
struct Late<S> {
    store: S,
    rival: Cell<Option<Vec<(String, Row)>>>,
}

impl<S: Store> Store for Late<S> {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.read(shelf, key).await
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        self.store.scan(shelf, from).await
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        self.store.shelves().await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let mut rival = Batch::default();
        for (shelf, row) in self.rival.take().unwrap_or_default() {
            rival.put(&shelf, &row.key, row.bytes);
        }
        self.store.commit(rival).await?;
        self.store.commit(batch).await
    }

    async fn erase(self) -> Result<(), StoreError> {
        self.store.erase().await
    }
}

pub(super) async fn of_two_creators_one_wins<F: Stores>(stores: &F) -> Case {
    let rival = create(stores, "rival").await?;
    let rival = rows(&rival.store).await?;
    let store = Late { store: stores.open("creators").await?, rival: Cell::new(Some(rival)) };
    let made = Vault::create(store, &passphrase(), Cost::worthless()).await;
    ensure_err!(made.map(|_| ()), Error::AlreadyThere, "the other was first");
    ensure!(open(stores, "creators").await?.check().await?.is_empty(), "and is whole");
    Ok(())
}

pub(super) async fn a_handle_on_an_erased_vault_finds_none<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "gone").await?;
    furnish(&mut vault).await?;
    let mut other = open(stores, "gone").await?;
    // As `erase` does first, in the store that other handles still hold.
    let mut batch = Batch::default();
    for shelf in vault.store.shelves().await? {
        batch.clear(&shelf);
    }
    vault.store.commit(batch).await?;
    ensure_err!(other.changed().await, Error::NoVault, "it was erased");
    ensure_err!(other.refresh().await, Error::NoVault, "it stays erased");
    ensure_err!(other.get("keys", b"one").await.map(|_| ()), Error::NoVault, "nothing is to be read");
    ensure_err!(write_all(&mut other, b"late").await, Error::Moved, "nothing is written into the void");
    create(stores, "gone").await?;
    ensure_err!(other.refresh().await, Error::NoVault, "another vault in its place is not this one");
    Ok(())
}
