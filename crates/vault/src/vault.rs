//! The sealing half: one vault, open, over any [`Store`]. Holds these rules: what it gives out is what was once
//! committed, whole and in order, or it says which part cannot be trusted; and two handles never write over each
//! other.
//!
//! It does not merge, retry or refresh by itself: what an act says may depend on what others have written, so its
//! maker looks again.

use crate::cost::Cost;
use crate::entropy::{Platform, Source, fresh};
use crate::error::{Error, Place};
use crate::header::{self, Header};
use crate::manifest::{self, HEADER, MANIFEST, Manifest, SHELF};
use crate::run::{Entries, Fault, Stored};
use crate::seal::{Keys, Kind, Secret, Spot, nonce_of};
use crate::store::{Batch, Store};
use crate::stretch::Stretch;
use crate::view::{self, View};
use crate::writing::Writing;
use zeroize::Zeroizing;

/// The longest name of a shelf or run, in bytes.
pub const MAX_NAME: usize = 255;
/// The longest key of a kept value, in bytes.
pub const MAX_KEY: usize = 1024;
/// The longest kept value or entry of a run, in bytes.
pub const MAX_VALUE: usize = 16 * 1024 * 1024;

/// How often opening starts anew because someone else changes the passphrase meanwhile.
const PATIENCE: usize = 4;

/// See [`Vault::mark`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark(manifest::Shelf);

/// An open vault: kept values on shelves, and runs that only grow.
///
/// A handle sees the vault as it was when it was opened or last [refreshed](Vault::refresh), plus its own commits.
/// What others commit meanwhile shows as [`changed`](Vault::changed), or as [`Error::Moved`] from a read that meets
/// their rows and from every commit.
pub struct Vault<S: Store> {
    pub(crate) store: S,
    pub(crate) keys: Keys,
    pub(crate) source: Source,
    pub(crate) view: View,
}

impl<S: Store> Vault<S> {
    /// Makes a new vault in an empty store, durable when this returns. Takes as long as `cost` says.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`] if the store holds anything, [`Error::NoMemory`], [`Error::Randomness`],
    /// [`Error::Busy`], [`Error::Store`].
    pub async fn create(store: S, passphrase: &impl Stretch, cost: Cost) -> Result<Self, Error> {
        Self::create_from(store, passphrase, cost, Box::new(Platform)).await
    }

    pub(crate) async fn create_from(
        store: S,
        passphrase: &impl Stretch,
        cost: Cost,
        mut source: Source,
    ) -> Result<Self, Error> {
        if !store.shelves().await?.is_empty() {
            return Err(Error::AlreadyThere);
        }
        let (id, vault_key) = (fresh(&mut source)?, Secret::fresh(&mut source)?);
        let header = Header::wrap(&vault_key, id, passphrase, cost, &mut source).await?.encode();
        let keys = Keys::derive(&vault_key, id);
        let manifest = Manifest::first(header::hash(&header));
        let sealed = keys.seal(&mut source, manifest::spot(), &[&manifest.encode()])?;
        let mut batch = Batch::default();
        batch.expect(SHELF, MANIFEST, None);
        batch.put(SHELF, HEADER, header);
        batch.put(SHELF, MANIFEST, sealed.clone());
        match store.commit(batch).await.map_err(Error::from) {
            Ok(()) => Ok(Self { store, keys, source, view: View::first(sealed, manifest) }),
            Err(Error::Moved) => Err(Error::AlreadyThere),
            Err(error) => Err(error),
        }
    }

    /// Opens the vault in this store. Takes as long as the header says, which is bounded. Reads header, manifest and
    /// kept shelves; runs are read, and found damaged, when they are asked for.
    ///
    /// A damaged kept shelf does not keep the vault shut: it is named whenever it is touched.
    ///
    /// # Errors
    /// [`Error::NoVault`], [`Error::WrongPassphrase`], [`Error::Damaged`] for storage, header or manifest,
    /// [`Error::Newer`], [`Error::Busy`], [`Error::NoMemory`], [`Error::Store`].
    pub async fn open(store: S, passphrase: &impl Stretch) -> Result<Self, Error> {
        for _ in 0..PATIENCE {
            let bytes = view::read_header(&store).await?;
            let header = Header::decode(&bytes)?;
            let keys = Keys::derive(&header.unwrap(passphrase).await?, header.id);
            let view = View::load(&store, &keys, None).await?;
            if view.manifest.header == header::hash(&bytes) {
                return Ok(Self { store, keys, source: Box::new(Platform), view });
            }
            if view::read_header(&store).await? == bytes {
                return Err(Error::Damaged { what: Place::Header });
            }
        }
        Err(Error::Busy)
    }

    /// Wraps the vault key anew: from the moment this returns, only `new` opens the vault. Copies of the store that
    /// were made before still open with `old`. Takes as long as the header and `cost` say, together.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] if `old` does not open the vault, [`Error::Moved`], and those of [`Vault::open`].
    pub async fn change_passphrase(
        &mut self,
        old: &impl Stretch,
        new: &impl Stretch,
        cost: Cost,
    ) -> Result<(), Error> {
        let before = Header::decode(&view::read_header(&self.store).await?)?;
        let vault_key = before.unwrap(old).await?;
        let header = Header::wrap(&vault_key, before.id, new, cost, &mut self.source).await?.encode();
        let mut writing = self.write();
        writing.replace_header(header);
        writing.commit().await.map(|_| ())
    }

    /// Begins to collect what is to be committed together.
    pub fn write(&mut self) -> Writing<'_, S> {
        Writing::new(self)
    }

    /// Counts the commits that led to what this handle has read.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.view.manifest.generation
    }

    /// Whether anyone else has committed since: reads one small row.
    ///
    /// # Errors
    /// [`Error::NoVault`] if the vault was erased meanwhile, [`Error::Busy`], [`Error::Store`].
    pub async fn changed(&self) -> Result<bool, Error> {
        view::is_moved(&self.store, &self.view.sealed).await
    }

    /// Sees what others have committed: reads the manifest, and of the kept shelves only those that have changed.
    /// Answers the [generation](Vault::generation).
    ///
    /// # Errors
    /// [`Error::NoVault`] if the vault was erased meanwhile, [`Error::Damaged`], [`Error::Busy`], [`Error::Store`].
    pub async fn refresh(&mut self) -> Result<u64, Error> {
        self.view = View::load(&self.store, &self.keys, Some(&self.view)).await?;
        Ok(self.generation())
    }

    /// The value kept under this key.
    ///
    /// # Errors
    /// [`Error::Damaged`] for the value or its shelf, [`Error::Moved`], [`Error::Busy`], [`Error::Store`].
    pub async fn get(&self, shelf: &str, key: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let blind = self.keys.blind_key(shelf, key);
        let Some(nonce) = self.view.index(shelf)?.get(blind.as_slice()) else { return Ok(None) };
        let row = self.store.read(&self.keys.blind_shelf(Kind::Kept, shelf), &blind).await?;
        let row = row.filter(|row| nonce_of(row).as_ref() == Some(nonce));
        match row.and_then(|row| self.open_kept(shelf, &blind, row)) {
            Some((found, value)) if found == key => Ok(Some(value)),
            _ => Err(self.explain(Place::Kept { shelf: shelf.to_owned(), key: key.to_vec() }).await),
        }
    }

    /// Everything kept on a shelf, in the order of the keys' bytes.
    ///
    /// # Errors
    /// Those of [`Vault::get`].
    pub async fn kept(&self, shelf: &str) -> Result<Vec<(Vec<u8>, Zeroizing<Vec<u8>>)>, Error> {
        let index = self.view.index(shelf)?;
        let rows = self.store.scan(&self.keys.blind_shelf(Kind::Kept, shelf), &[]).await?;
        let same = rows.len() == index.len()
            && rows.iter().all(|row| nonce_of(&row.bytes).as_ref() == index.get(&row.key));
        let opened = rows.into_iter().map(|row| self.open_kept(shelf, &row.key, row.bytes));
        match opened.collect::<Option<Vec<_>>>().filter(|_| same) {
            Some(mut values) => {
                values.sort_by(|(one, _), (other, _)| one.cmp(other));
                Ok(values)
            }
            None => Err(self.explain(Place::Shelf { shelf: shelf.to_owned() }).await),
        }
    }

    /// All entries of a run; none if nothing was ever appended to it.
    ///
    /// # Errors
    /// [`Error::Damaged`] for the run or a part of it, [`Error::Moved`], [`Error::Busy`], [`Error::Store`].
    pub async fn run(&self, run: &str) -> Result<Entries, Error> {
        self.run_from(run, 0).await
    }

    /// The entries of a run from number `index` on. Quick for the newest ones, which are in the tail. For older ones
    /// all rows are fetched, to see that none is missing, but only those asked for are opened.
    ///
    /// # Errors
    /// [`Error::Beyond`] if the run is shorter than `index`, and those of [`Vault::run`].
    pub async fn run_from(&self, name: &str, index: u64) -> Result<Entries, Error> {
        let none = manifest::Run::default();
        let run = self.view.manifest.runs.get(name).unwrap_or(&none);
        if index > run.length {
            return Err(Error::Beyond { run: name.to_owned(), index, length: run.length });
        }
        let from = if index < run.tail_start { 0 } else { run.tail_start };
        let stored = self.stored(name, run, from).await?;
        match stored.open(index) {
            Ok(entries) => Ok(entries),
            Err(Fault::Run) => Err(self.explain(Place::Run { run: name.to_owned() }).await),
            Err(Fault::Row(from)) => Err(self.explain(Place::Entries { run: name.to_owned(), from }).await),
        }
    }

    /// How many entries a run has.
    #[must_use]
    pub fn run_length(&self, run: &str) -> u64 {
        self.view.manifest.runs.get(run).map_or(0, |run| run.length)
    }

    /// What tells the contents of a shelf from any that it had before; nothing of an empty one. Reads nothing.
    #[must_use]
    pub fn mark(&self, shelf: &str) -> Option<Mark> {
        self.view.manifest.shelves.get(shelf).cloned().map(Mark)
    }

    /// The names of all runs that have an entry, in order.
    pub fn runs(&self) -> impl Iterator<Item = &str> {
        self.view.manifest.runs.keys().map(String::as_str)
    }

    /// The names of all shelves that keep a value, in order.
    pub fn shelves(&self) -> impl Iterator<Item = &str> {
        self.view.manifest.shelves.keys().map(String::as_str)
    }

    /// Reads everything, and names every part that cannot be trusted. None: the vault is whole.
    ///
    /// # Errors
    /// [`Error::Moved`] if someone writes meanwhile, and those of [`Vault::open`].
    pub async fn check(&self) -> Result<Vec<Place>, Error> {
        if self.changed().await? {
            return Err(Error::Moved);
        }
        let mut places = Vec::new();
        note(self.check_vault_shelf().await, &mut places)?;
        let mut known = vec![SHELF.to_owned()];
        for shelf in self.shelves() {
            known.push(self.keys.blind_shelf(Kind::Kept, shelf));
            note(self.kept(shelf).await, &mut places)?;
        }
        for run in self.runs() {
            known.push(self.keys.blind_shelf(Kind::Run, run));
            note(self.run(run).await, &mut places)?;
        }
        let stray = self.store.shelves().await?.into_iter().filter(|shelf| !known.contains(shelf));
        places.extend(stray.map(|rows| Place::Stray { rows }));
        Ok(places)
    }

    /// Removes the vault with everything in it. Other handles on it find [`Error::NoVault`] from then on.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Store`].
    pub async fn erase(self) -> Result<(), Error> {
        Ok(self.store.erase().await?)
    }

    /// The rows of a run from entry `from` on: 0, or the tail's first.
    pub(crate) async fn stored<'a>(
        &'a self,
        name: &'a str,
        run: &'a manifest::Run,
        from: u64,
    ) -> Result<Stored<'a>, Error> {
        let rows = self.store.scan(&self.keys.blind_shelf(Kind::Run, name), &from.to_be_bytes()).await?;
        Ok(Stored { keys: &self.keys, name, run, from, rows })
    }

    pub(crate) async fn explain(&self, what: Place) -> Error {
        self.view.explain(&self.store, what).await
    }

    /// Whether the header is the manifest's, and nothing stands beside the two.
    async fn check_vault_shelf(&self) -> Result<(), Error> {
        let header = view::read_header(&self.store).await?;
        if header::hash(&header) != self.view.manifest.header {
            return Err(self.explain(Place::Header).await);
        }
        match self.store.scan(SHELF, &[]).await?.len() {
            2 => Ok(()),
            _ => Err(Error::Damaged { what: Place::Stray { rows: SHELF.to_owned() } }),
        }
    }

    /// A kept row is `length of the key (4) ‖ key ‖ value`.
    fn open_kept(&self, shelf: &str, blind: &[u8], row: Vec<u8>) -> Option<(Vec<u8>, Zeroizing<Vec<u8>>)> {
        let mut plain = self.keys.open(Spot { kind: Kind::Kept, shelf, key: blind }, row)?;
        let (length, rest) = plain.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let key = rest.get(..length)?.to_vec();
        plain.drain(..4 + length);
        Some((key, plain))
    }
}

/// Collects the place that an error names; any other error ends the checking.
fn note<T>(result: Result<T, Error>, places: &mut Vec<Place>) -> Result<(), Error> {
    match result {
        Ok(_) => Ok(()),
        Err(Error::Damaged { what }) => {
            places.push(what);
            Ok(())
        }
        Err(error) => Err(error),
    }
}
