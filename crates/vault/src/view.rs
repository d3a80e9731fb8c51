//! What a handle has read of its vault: one manifest, and the rows on its kept shelves. Holds one rule: it is the
//! state after one commit, not a mixture of two, whoever is writing meanwhile.
//!
//! It does not hold values, and does not read runs.

use crate::error::{Error, Place};
use crate::header::Header;
use crate::manifest::{self, HEADER, Index, MANIFEST, Manifest, SHELF, Shelf};
use crate::seal::{Keys, Kind, nonce_of};
use crate::store::Store;
use std::collections::BTreeMap;

/// How often reading starts anew because someone else wrote meanwhile.
const PATIENCE: usize = 32;

pub(crate) struct View {
    /// The manifest as it lies in the store. Its nonce makes it another one after every commit.
    pub(crate) sealed: Vec<u8>,
    pub(crate) manifest: Manifest,
    indexes: BTreeMap<String, Known>,
}

/// A kept shelf's rows, if they are the ones that the manifest says.
#[derive(Clone)]
enum Known {
    Whole(Index),
    Damaged,
}

impl View {
    pub(crate) fn first(sealed: Vec<u8>, manifest: Manifest) -> Self {
        Self { sealed, manifest, indexes: BTreeMap::new() }
    }

    /// Reads the manifest, and every shelf that is not known from `before`.
    pub(crate) async fn load<S: Store>(store: &S, keys: &Keys, before: Option<&Self>) -> Result<Self, Error> {
        for _ in 0..PATIENCE {
            let view = Self::load_once(store, keys, before).await?;
            let doubtful = view.indexes.values().any(|known| matches!(known, Known::Damaged));
            if !doubtful || !is_moved(store, &view.sealed).await? {
                return Ok(view);
            }
        }
        Err(Error::Busy)
    }

    async fn load_once<S: Store>(store: &S, keys: &Keys, before: Option<&Self>) -> Result<Self, Error> {
        let sealed = read_manifest(store).await?;
        let Some(manifest) = open_manifest(keys, &sealed) else { return Err(unreadable(store, keys).await) };
        let mut indexes = BTreeMap::new();
        for (name, shelf) in &manifest.shelves {
            let known = before.and_then(|before| before.unchanged(name, shelf));
            let known = match known {
                Some(index) => Known::Whole(index.clone()),
                None => read_index(store, keys, name, shelf).await?,
            };
            indexes.insert(name.clone(), known);
        }
        Ok(Self { sealed, manifest, indexes })
    }

    fn unchanged(&self, name: &str, shelf: &Shelf) -> Option<&Index> {
        match (self.manifest.shelves.get(name), self.indexes.get(name)) {
            (Some(before), Some(Known::Whole(index))) if before == shelf => Some(index),
            _ => None,
        }
    }

    /// The rows of a kept shelf: none if it has none.
    pub(crate) fn index(&self, shelf: &str) -> Result<&Index, Error> {
        static EMPTY: Index = Index::new();
        match self.indexes.get(shelf) {
            None => Ok(&EMPTY),
            Some(Known::Whole(index)) => Ok(index),
            Some(Known::Damaged) => Err(Error::Damaged { what: Place::Shelf { shelf: shelf.to_owned() } }),
        }
    }

    /// Makes this the view after a commit that has happened.
    pub(crate) fn advance(&mut self, sealed: Vec<u8>, manifest: Manifest, touched: BTreeMap<String, Index>) {
        self.sealed = sealed;
        self.manifest = manifest;
        for (shelf, index) in touched {
            self.indexes.insert(shelf, Known::Whole(index));
        }
        let shelves = &self.manifest.shelves;
        self.indexes.retain(|shelf, _| shelves.contains_key(shelf));
    }

    /// What to answer when rows are not as this view says: that it is old, or else what is damaged.
    pub(crate) async fn explain<S: Store>(&self, store: &S, what: Place) -> Error {
        match is_moved(store, &self.sealed).await {
            Ok(true) => Error::Moved,
            Ok(false) => Error::Damaged { what },
            Err(error) => error,
        }
    }
}

/// Whether the store's manifest is another than the one last read: someone has committed since.
pub(crate) async fn is_moved<S: Store>(store: &S, sealed: &[u8]) -> Result<bool, Error> {
    Ok(read_manifest(store).await? != sealed)
}

/// The header's bytes. A store with rows but without a header is not empty but damaged.
pub(crate) async fn read_header<S: Store>(store: &S) -> Result<Vec<u8>, Error> {
    match store.read(SHELF, HEADER).await? {
        Some(header) => Ok(header),
        None if store.shelves().await?.is_empty() => Err(Error::NoVault),
        None => Err(Error::Damaged { what: Place::Header }),
    }
}

async fn read_manifest<S: Store>(store: &S) -> Result<Vec<u8>, Error> {
    match store.read(SHELF, MANIFEST).await? {
        Some(manifest) => Ok(manifest),
        None if store.shelves().await?.is_empty() => Err(Error::NoVault),
        None => Err(Error::Damaged { what: Place::Manifest }),
    }
}

fn open_manifest(keys: &Keys, sealed: &[u8]) -> Option<Manifest> {
    Manifest::decode(&keys.open(manifest::spot(), sealed.to_vec())?)
}

/// Why a manifest does not open: it is damaged, or this is another vault by now.
async fn unreadable<S: Store>(store: &S, keys: &Keys) -> Error {
    let header = match read_header(store).await {
        Ok(header) => header,
        Err(error) => return error,
    };
    match Header::decode(&header) {
        Ok(header) if header.id != keys.id() => Error::NoVault,
        _ => Error::Damaged { what: Place::Manifest },
    }
}

async fn read_index<S: Store>(store: &S, keys: &Keys, name: &str, shelf: &Shelf) -> Result<Known, Error> {
    let rows = store.scan(&keys.blind_shelf(Kind::Kept, name), &[]).await?;
    let index = rows.into_iter().map(|row| Some((row.key, nonce_of(&row.bytes)?))).collect::<Option<Index>>();
    Ok(match index {
        Some(index) if Shelf::of(&index) == *shelf => Known::Whole(index),
        _ => Known::Damaged,
    })
}
