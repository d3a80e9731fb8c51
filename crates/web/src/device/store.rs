//! Where the vault's rows lie: the browser's IndexedDB. The crate also compiles natively, for its tests; there the rows lie
//! in memory.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(super) use vault::InMemory as Rows;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(super) use vault::IndexedDb as Rows;
use vault::StoreError;

/// The database's name.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
const NAME: &str = "troth";

/// Opens them.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(super) async fn open() -> Result<Rows, StoreError> {
    Rows::open(NAME).await
}

/// Opens them.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[expect(clippy::unused_async, reason = "as in the browser")]
pub(super) async fn open() -> Result<Rows, StoreError> {
    Ok(Rows::new())
}
