//! Where the vault's rows lie: the browser's IndexedDB; or, to look around, nowhere but in memory. The crate also compiles
//! natively, for its tests; there all rows lie in memory.

use vault::store::{Batch, Row};
use vault::{InMemory, Store, StoreError};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use vault::InMemory as Database;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use vault::IndexedDb as Database;

/// The database's name.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
const NAME: &str = "troth";

/// The rows.
pub(crate) enum Rows {
    /// They stay.
    Kept(Database),
    /// They are gone with the page.
    Nowhere(InMemory),
}

/// Opens those that stay.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(super) async fn open() -> Result<Rows, StoreError> {
    Database::open(NAME).await.map(Rows::Kept)
}

/// Opens those that stay.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[expect(clippy::unused_async, reason = "as in the browser")]
pub(super) async fn open() -> Result<Rows, StoreError> {
    Ok(Rows::Kept(Database::new()))
}

#[cfg_attr(
    not(all(target_arch = "wasm32", target_os = "unknown")),
    allow(clippy::match_same_arms, reason = "natively both lie in memory")
)]
impl Store for Rows {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Rows::Kept(rows) => rows.read(shelf, key).await,
            Rows::Nowhere(rows) => rows.read(shelf, key).await,
        }
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        match self {
            Rows::Kept(rows) => rows.scan(shelf, from).await,
            Rows::Nowhere(rows) => rows.scan(shelf, from).await,
        }
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        match self {
            Rows::Kept(rows) => rows.shelves().await,
            Rows::Nowhere(rows) => rows.shelves().await,
        }
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        match self {
            Rows::Kept(rows) => rows.commit(batch).await,
            Rows::Nowhere(rows) => rows.commit(batch).await,
        }
    }

    async fn erase(self) -> Result<(), StoreError> {
        match self {
            Rows::Kept(rows) => rows.erase().await,
            Rows::Nowhere(rows) => rows.erase().await,
        }
    }
}
