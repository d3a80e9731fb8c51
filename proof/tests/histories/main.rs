//! Histories at random, the engine held against the page: see `proof::histories`.
//!
//! `PROPTEST_CASES` says how many (256 by itself). What is found is printed as a rehearsal.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod ask;
mod invariants;
mod liar;
mod page;
mod run;
mod signed;
