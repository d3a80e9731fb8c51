#![doc = include_str!("format.md")]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod cost;
mod entropy;
mod error;
mod header;
mod in_memory;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod indexed_db;
mod manifest;
mod passphrase;
mod run;
mod seal;
#[cfg(not(target_arch = "wasm32"))]
mod sqlite;
pub mod store;
mod stretch;
#[cfg(feature = "suite")]
pub mod suite;
mod vault;
mod view;
mod writing;

pub use cost::Cost;
pub use error::{Error, Place};
pub use header::FORMAT;
pub use in_memory::InMemory;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use indexed_db::IndexedDb;
pub use passphrase::{Passphrase, SALT};
pub use run::Entries;
#[cfg(not(target_arch = "wasm32"))]
pub use sqlite::Sqlite;
pub use store::{Store, StoreError};
pub use stretch::{Stretch, Stretched, errand};
pub use vault::{MAX_KEY, MAX_NAME, MAX_VALUE, Mark, Vault};
pub use writing::Writing;
