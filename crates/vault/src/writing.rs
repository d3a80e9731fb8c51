//! What is to be committed together. Holds one rule: an act, the keys and the outbox are all there, or none is, in
//! the store and in memory.
//!
//! Nothing is sealed or sent before [`Writing::commit`]; a `Writing` that is dropped has changed nothing.

use crate::entropy::Source;
use crate::error::{Error, Place};
use crate::header::{self, HeaderHash};
use crate::manifest::{self, HEADER, Index, MANIFEST, Manifest, Run, SHELF, Shelf};
use crate::run::{self, Entries, Fault, Plain, SEGMENT, TAIL_ROWS, as_u64, cut};
use crate::seal::{Keys, Kind, Spot, nonce_of};
use crate::store::{Batch, Store};
use crate::vault::{MAX_KEY, MAX_NAME, MAX_VALUE, Vault};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

type Value = Zeroizing<Vec<u8>>;

/// Changes to one vault, collected to be committed as one. The last word on a key counts.
#[must_use = "nothing is written before it is committed"]
pub struct Writing<'v, S: Store> {
    vault: &'v mut Vault<S>,
    shelves: BTreeMap<String, ShelfChange>,
    runs: BTreeMap<String, RunChange>,
    header: Option<Vec<u8>>,
    too_large: Option<Error>,
}

#[derive(Default)]
struct ShelfChange {
    cleared: Option<Cleared>,
    values: BTreeMap<Vec<u8>, Option<Value>>,
}

#[derive(Default)]
struct RunChange {
    cleared: Option<Cleared>,
    entries: Vec<Value>,
}

/// Everything that was there goes first.
#[derive(Clone, Copy)]
struct Cleared;

impl<'v, S: Store> Writing<'v, S> {
    pub(crate) fn new(vault: &'v mut Vault<S>) -> Self {
        Self { vault, shelves: BTreeMap::new(), runs: BTreeMap::new(), header: None, too_large: None }
    }

    /// Keeps a value under a key, over what was there.
    pub fn put(&mut self, shelf: &str, key: &[u8], value: &[u8]) {
        self.measure("name", shelf.len(), MAX_NAME);
        self.measure("key", key.len(), MAX_KEY);
        self.measure("value", value.len(), MAX_VALUE);
        self.shelf(shelf).values.insert(key.to_vec(), Some(Zeroizing::new(value.to_vec())));
    }

    /// Removes what is kept under a key, if anything is.
    pub fn remove(&mut self, shelf: &str, key: &[u8]) {
        self.shelf(shelf).values.insert(key.to_vec(), None);
    }

    /// Removes everything from a shelf, also what was put there by this writing so far; also a damaged shelf.
    pub fn clear_shelf(&mut self, shelf: &str) {
        *self.shelf(shelf) = ShelfChange { cleared: Some(Cleared), values: BTreeMap::new() };
    }

    /// Appends an entry to a run, and answers the number it will have if this writing is committed.
    pub fn append(&mut self, run: &str, entry: &[u8]) -> u64 {
        self.measure("name", run.len(), MAX_NAME);
        self.measure("value", entry.len(), MAX_VALUE);
        let length = self.vault.run_length(run);
        let change = self.runs.entry(run.to_owned()).or_default();
        let before = if change.cleared.is_some() { 0 } else { length };
        let index = before + as_u64(change.entries.len());
        change.entries.push(Zeroizing::new(entry.to_vec()));
        index
    }

    /// Removes a whole run, also what was appended by this writing so far; also a damaged run. It begins anew at
    /// entry 0, which whoever follows it with `run_from` must learn from elsewhere.
    pub fn clear_run(&mut self, run: &str) {
        self.runs.insert(run.to_owned(), RunChange { cleared: Some(Cleared), entries: Vec::new() });
    }

    /// Commits everything collected, durable when this returns, and answers the vault's new generation. With nothing
    /// collected, nothing is written.
    ///
    /// # Errors
    /// After any error the vault in memory is as before, and so is the store, except that after [`Error::Store`] the
    /// commit may have happened: then [`Vault::changed`] says so.
    ///
    /// [`Error::Moved`] if someone else has committed since this handle last looked: refresh, look, collect again.
    /// [`Error::TooLarge`], [`Error::Damaged`] for a shelf or a run's tail that this would have to build on,
    /// [`Error::Busy`], [`Error::Randomness`], [`Error::Store`].
    pub async fn commit(self) -> Result<u64, Error> {
        let Self { vault, shelves, runs, header, too_large } = self;
        if let Some(error) = too_large {
            return Err(error);
        }
        if shelves.is_empty() && runs.is_empty() && header.is_none() {
            return Ok(vault.generation());
        }
        let tails = read_tails(vault, &runs).await?;
        let draft = draft(vault, shelves, runs, tails, header)?;
        vault.store.commit(draft.batch).await?;
        vault.view.advance(draft.sealed, draft.manifest, draft.touched);
        Ok(vault.generation())
    }

    /// Replaces the vault's header together with the manifest that knows it.
    pub(crate) fn replace_header(&mut self, header: Vec<u8>) {
        self.header = Some(header);
    }

    fn shelf(&mut self, shelf: &str) -> &mut ShelfChange {
        self.shelves.entry(shelf.to_owned()).or_default()
    }

    /// Remembers the first thing that is too large; the commit says it, so that collecting stays simple.
    fn measure(&mut self, what: &'static str, bytes: usize, limit: usize) {
        if bytes > limit {
            self.too_large.get_or_insert(Error::TooLarge { what, bytes, limit });
        }
    }
}

/// The entries of every tail that this commit settles, by run.
type Tails = BTreeMap<String, Entries>;

async fn read_tails<S: Store>(vault: &Vault<S>, runs: &BTreeMap<String, RunChange>) -> Result<Tails, Error> {
    let mut tails = Tails::new();
    for (name, change) in runs {
        let before = match (vault.view.manifest.runs.get(name), change.cleared) {
            (Some(run), None) => run,
            _ => &Run::default(),
        };
        if !is_due(before, change) {
            continue;
        }
        let stored = vault.stored(name, before, before.tail_start).await?;
        let tail = match stored.open(before.tail_start) {
            Ok(tail) => tail,
            Err(Fault::Run) => return Err(vault.explain(Place::Run { run: name.clone() }).await),
            Err(Fault::Row(from)) => {
                return Err(vault.explain(Place::Entries { run: name.clone(), from }).await);
            }
        };
        tails.insert(name.clone(), tail);
    }
    Ok(tails)
}

/// Whether the tail, with what this commit appends, is large enough to be settled.
fn is_due(before: &Run, change: &RunChange) -> bool {
    let bytes: u64 = change.entries.iter().map(|entry| run::weight(entry)).sum();
    !change.entries.is_empty() && (before.tail_bytes + bytes >= SEGMENT || before.tail_rows + 1 >= TAIL_ROWS)
}

/// A commit, sealed and ready: what goes to the store, and what the view is afterwards.
struct Draft {
    batch: Batch,
    sealed: Vec<u8>,
    manifest: Manifest,
    touched: BTreeMap<String, Index>,
}

fn draft<S: Store>(
    vault: &mut Vault<S>,
    shelves: BTreeMap<String, ShelfChange>,
    runs: BTreeMap<String, RunChange>,
    mut tails: Tails,
    header: Option<Vec<u8>>,
) -> Result<Draft, Error> {
    let Vault { keys, source, view, .. } = vault;
    let mut press = Press { keys, source, batch: Batch::default() };
    press.batch.expect(SHELF, MANIFEST, Some(view.sealed.clone()));
    let mut manifest = view.manifest.clone();
    manifest.generation += 1;
    let mut touched = BTreeMap::new();
    for (name, change) in shelves {
        let before = if change.cleared.is_some() { Index::new() } else { view.index(&name)?.clone() };
        let index = press.shelf(&name, before, change)?;
        let known = (!index.is_empty()).then(|| Shelf::of(&index));
        replace(&mut manifest.shelves, &name, known);
        touched.insert(name, index);
    }
    for (name, change) in runs {
        let before = manifest.runs.get(&name).filter(|_| change.cleared.is_none()).cloned();
        let run = press.run(&name, before.unwrap_or_default(), &change, tails.remove(&name))?;
        replace(&mut manifest.runs, &name, Some(run).filter(|run| run.length > 0));
    }
    manifest.header = press.header(header, manifest.header);
    let sealed = press.keys.seal(press.source, manifest::spot(), &[&manifest.encode()])?;
    press.batch.put(SHELF, MANIFEST, sealed.clone());
    Ok(Draft { batch: press.batch, sealed, manifest, touched })
}

/// What the manifest says of one shelf or run from now on; nothing, if it is empty.
fn replace<T>(known: &mut BTreeMap<String, T>, name: &str, entry: Option<T>) {
    match entry {
        Some(entry) => _ = known.insert(name.to_owned(), entry),
        None => _ = known.remove(name),
    }
}

/// Seals rows into a batch.
struct Press<'a> {
    keys: &'a Keys,
    source: &'a mut Source,
    batch: Batch,
}

impl Press<'_> {
    /// Writes the changes of a kept shelf; answers its rows afterwards.
    fn shelf(&mut self, name: &str, mut index: Index, change: ShelfChange) -> Result<Index, Error> {
        let shelf = self.keys.blind_shelf(Kind::Kept, name);
        if index.is_empty() {
            // Also where nothing should be: rows that do not belong there must not come to belong.
            self.batch.clear(&shelf);
        }
        for (key, value) in change.values {
            let blind = self.keys.blind_key(name, &key);
            match value {
                Some(value) => {
                    let spot = Spot { kind: Kind::Kept, shelf: name, key: &blind };
                    let pieces: [&[u8]; 3] = [&run::prefix(key.len()), &key, &value];
                    let sealed = self.keys.seal(self.source, spot, &pieces)?;
                    index.insert(blind.to_vec(), nonce_of(&sealed).unwrap_or_default());
                    self.batch.put(&shelf, &blind, sealed);
                }
                None if index.remove(blind.as_slice()).is_some() => self.batch.remove(&shelf, &blind),
                None => {}
            }
        }
        Ok(index)
    }

    /// Writes what a run gains: as one row behind the tail, or, together with the tail, as settled segments.
    fn run(
        &mut self,
        name: &str,
        mut run: Run,
        change: &RunChange,
        tail: Option<Entries>,
    ) -> Result<Run, Error> {
        let shelf = self.keys.blind_shelf(Kind::Run, name);
        if run.length == 0 {
            self.batch.clear(&shelf);
        }
        let fresh = change.entries.iter().map(|entry| entry.as_slice());
        let first = run.length;
        run.length += as_u64(change.entries.len());
        let Some(tail) = tail else {
            for row in cut(first, &fresh.collect::<Vec<_>>()) {
                let nonce = self.row(&shelf, name, &row)?;
                run.tail.add(row.first, &nonce);
                run.tail_rows += 1;
                run.tail_bytes += as_u64(row.bytes.len());
            }
            return Ok(run);
        };
        for first in tail.row_firsts() {
            self.batch.remove(&shelf, &first.to_be_bytes());
        }
        for row in cut(run.tail_start, &tail.iter().chain(fresh).collect::<Vec<_>>()) {
            let nonce = self.row(&shelf, name, &row)?;
            run.settled.add(row.first, &nonce);
        }
        Ok(Run { length: run.length, tail_start: run.length, settled: run.settled, ..Run::default() })
    }

    fn row(&mut self, shelf: &str, name: &str, row: &Plain) -> Result<crate::seal::Nonce, Error> {
        let key = row.first.to_be_bytes();
        let sealed =
            self.keys.seal(self.source, Spot { kind: Kind::Run, shelf: name, key: &key }, &[&row.bytes])?;
        let nonce = nonce_of(&sealed).unwrap_or_default();
        self.batch.put(shelf, &key, sealed);
        Ok(nonce)
    }

    fn header(&mut self, header: Option<Vec<u8>>, before: HeaderHash) -> HeaderHash {
        let Some(header) = header else { return before };
        let hash = header::hash(&header);
        self.batch.put(SHELF, HEADER, header);
        hash
    }
}
