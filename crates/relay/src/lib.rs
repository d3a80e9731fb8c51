//! The server: carries sealed frames, blind to all of them.
mod store;
#[cfg(feature = "suite")]
pub mod suite;

pub use store::sqlite::{SqliteOpenError, SqliteStore};
pub use store::{Answer, Batch, Day, Entry, LogState, Page, PageSize, Placed, Store, StoreError};
