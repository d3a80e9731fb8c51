//! The signed, hash-linked acts of all devices of one relationship: who had seen what, merging, keeping bad ones apart.
//!
//! Holds rule 3 of `floor.md` ("a yes answers only the noes it has seen") by answering *seen* exactly, and I1 by
//! depending on the set of acts alone, never on the order in which they came. What an act says is opaque bytes here
//! ([`Body::Says`]); only membership (founding, letting a device in, letting one out) is read, because this crate is
//! its one source of truth. Whether an act's content is refused, and what a fork or a letting-out means for a
//! verdict, is decided above, from [`Record::disowned`].
//!
//! The way of an act: bytes → [`Received`] (form and limits) → [`Verified`] (signature) → [`Record::merge`]. On the
//! way out: [`Record::draft`] → the engine may refuse it → [`Draft::sign`] → the vault stores it → [`Record::merge`].
//!
//! No clock, no randomness, no I/O: instants, keys and salts are handed in.

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

mod act;
mod apart;
mod catching_up;
mod causality;
mod check;
mod disowned;
mod draft;
mod envelope;
mod founding;
mod id;
mod judge;
mod key;
mod membership;
mod record;
mod signature;
mod waiting;

pub use act::{Act, Body, FORMAT, MAX_HEADS};
pub use apart::{Apart, Cause, MAX_APART};
pub use catching_up::{Have, HaveTooLarge, MAX_HAVE};
pub use causality::{Clock, Place};
pub use check::{Report, verify_all};
pub use disowned::{Disowned, Fork};
pub use draft::{Draft, DraftError, SignError};
pub use envelope::{
    Forged, MAX_ACT_BYTES, Malformed, Received, TOGETHER, Verified, receive, receive_each, verify_each,
};
pub use founding::{
    Device, DeviceKind, Founder, Founding, FoundingError, MAX_FOUNDING_DEVICES, MAX_NAME_CHARS, Person,
};
pub use id::{ActId, DeviceId, IdFromHexError, RelationshipId};
pub use key::SigningKey;
pub use membership::Member;
pub use record::{Entry, Merged, Record};
pub use signature::is_signed;
pub use waiting::{MAX_WAITING, MAX_WAITING_BYTES};
