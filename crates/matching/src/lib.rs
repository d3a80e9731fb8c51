//! Finds which entries of a list both people said yes to, and tells neither anything else.
//!
//! Holds: *whoever follows it and said no to an entry learns nothing about the other's answer there; whoever said yes learns
//! the other's, and the other then knows that yes*. A device that does not follow it is found out before anything is opened,
//! or learns what the answers that it sealed let it learn. `docs/sealed-matching.md` says why it is done so and what it costs.
//!
//! Both have a share of one key, so neither opens anything alone. Over ristretto255 (RFC 9496), for each entry:
//!
//! ```text
//! share    P = xG                       and that x is known                                        (Schnorr)
//! seal     (rG, rQ + bG), Q = P₁ + P₂   and that b is 0 or 1                                       (a choice of two)
//! blind    s·C, C = seal₁ + seal₂ − 2G  and that one s was taken: C hides 0 where both said yes    (equal logarithms)
//! open     x·D, D = blind₁ + blind₂     and that it was the x of the share                         (equal logarithms)
//! found    D − open₁ − open₂ = 0        exactly where both said yes; elsewhere a point that says nothing
//! ```
//!
//! Nothing here has a clock, a store or randomness of its own: all that is drawn follows from a [`Seed`] and from all that was
//! said before, so a step that is done twice says the same thing twice, and nothing is drawn for two purposes.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]
#![allow(clippy::arithmetic_side_effects, reason = "points and scalars: groups have no overflow")]

mod bit;
mod blind;
mod drawn;
mod equal;
pub mod errand;
mod hash;
mod open;
mod party;
mod share;
mod wrong;

pub use party::{Pairing, Party, Side, Two};
pub use share::{Seed, Share};
pub use wrong::Wrong;

/// The most entries of one list: what both seal of them fits into an act.
pub const MOST: usize = 320;

/// Bytes that each person sends for an entry: sealed, blinded, opened.
pub const BYTES_AN_ENTRY: usize = bit::SEALED + blind::BLINDED + open::OPENED;
