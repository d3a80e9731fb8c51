//! The relay: carries sealed frames between the devices of people it knows nothing of.
//!
//! It keeps *logs*, each named by a public key, and lets whoever proves that key read, append and delete; see [`wire`] for what
//! is said. It knows no accounts, opens no frame, and keeps or logs no address and no name. If it loses everything, nothing
//! is lost: the devices hold the record.
//!
//! # Reading the code
//!
//! [`router`] takes a connection; a `Connection` is one task in one loop; it asks a [`Store`], whose promise is the relay's
//! promise; the `Hub` tells connections that a log has grown. [`SqliteStore`] is the store unless another is chosen.
//!
//! # What it does not do
//!
//! TLS, limits per address, and the sockets themselves are the concern of whoever serves the router.

mod config;
mod connection;
mod hub;
mod routes;
mod server;
mod store;
#[cfg(feature = "suite")]
pub mod suite;

pub use config::Config;
pub use routes::router;
pub use server::Relay;
pub use store::sqlite::{SqliteOpenError, SqliteStore};
pub use store::{Answer, Batch, Day, Entry, LogState, Page, PageSize, Placed, Store, StoreError};
