//! What the stories are played with: a relay, browsers, and a device on the command line, each ended when it is dropped.
//!
//! Nothing here sleeps to let something happen: what is awaited is asked for until it is so or time is up.

pub mod browser;
pub mod cli;
pub mod couple;
pub mod files;
pub mod relay;
pub mod search;
pub mod trial;

use std::path::PathBuf;
use std::time::Duration;

/// How long anything that a person would wait for may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The `troth` that is tried: `TROTH_BIN`, with the page inside, or the debug build beside this test.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn troth() -> PathBuf {
    let found = std::env::var_os("TROTH_BIN").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/debug/troth")),
        PathBuf::from,
    );
    assert!(found.exists(), "{} is not there; `cargo xtask test` builds it", found.display());
    found
}
