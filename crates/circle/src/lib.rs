//! Who is in, and how sealed words travel between their devices.
//!
//! Membership itself is in the record; here is what follows from it: which keys a device has ([`keys`], [`recovery`]),
//! how two people begin ([`invitation`], [`compare`]), under which secret acts travel ([`epoch`]), and what a frame on a
//! log looks like ([`log`], [`carried`]). Everything is a value: nothing here opens a socket, writes a file or asks a
//! clock, and randomness is handed in.
//!
//! # What the relay sees
//!
//! A log named by a public key and frames of few sizes that look random. A frame is sealed twice: with a key that
//! follows from the log's secret, so that not even its kind can be told, and, where it holds acts, with the secret of a
//! *key epoch*, which only the devices have that are in.
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

pub mod carried;
pub mod compare;
pub mod enclosed;
pub mod epoch;
pub mod invitation;
pub mod keys;
pub mod linking;
pub mod log;
pub mod recovery;
mod sealing;

pub use carried::Carried;
pub use epoch::{EpochId, Handout, HandoutError, Keyring, Taken};
pub use invitation::{
    Answer, Invitation, Invited, Join, Joining, Link, LinkError, Promise, Rendezvous, Standing,
};
pub use keys::{DeviceSecret, SealedTo, Seed};
pub use linking::{DeviceCode, Welcome, Welcomed};
pub use log::{FrameUnreadable, LogSecret};
pub use recovery::{RecoveryWords, WordsError};
