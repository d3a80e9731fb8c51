//! What a device and the relay say to each other: every message, its bytes, and the proof that opens a log.
//!
//! A *log* is an append-only run of sealed frames, named by an Ed25519 public key ([`LogId`]). Whoever signs the
//! connection's challenge with that key may read, append to and delete the log. There are no accounts.
//!
//! # The conversation
//!
//! One message is one binary WebSocket message: deterministic CBOR, an array that begins with the message's number.
//!
//! ```text
//! relay  ─► device   Challenge { version, nonce }                              first, on every connection
//! device ─► relay    Open { version, nonce, audience, log, from, signature }   proves the log's key
//! relay  ─► device   Opened { log, incarnation, first, next, quota_left }
//! relay  ─► device   Frames { log, incarnation, from, frames } …               history, in pages
//! relay  ─► device   CaughtUp { log, next }                                    once: history has been told up to here
//! relay  ─► device   Frames …                                                  every new frame, one's own too
//! device ─► relay    Append { request, log, token, frame }
//! relay  ─► device   Appended { request, log, incarnation, seq }               only when it is durable
//! device ─► relay    Close { log }                                             no answer
//! device ─► relay    Delete { log }
//! relay  ─► device   Deleted { log }                                           to everyone who has it open
//! relay  ─► device   Error { code, request, log }
//! ```
//!
//! # What holds
//!
//! * A log begins to exist with its first frame. Opening a log that nobody wrote succeeds and is empty; it then has no
//!   incarnation.
//! * Sequence numbers begin at 0 and have no gaps. `Frames` of one opening follow each other exactly: each begins where the
//!   one before ended, and the first at the lower of `from` and `next`.
//! * The [`Incarnation`] is random and made when the log is. A device keeps it beside the number it has read up to; when the
//!   relay shows another, or a `next` below that number, the relay has lost or replaced the log and the device says
//!   everything again. An append is never put into another incarnation than the one that was opened: it is answered
//!   [`ErrorCode::Gone`].
//! * An `Append` that is sent again with the same [`Token`] is answered with the sequence number it already has, for as
//!   long as the log lives. So a device that lost an answer just repeats itself.
//! * Appends of one connection to one log are numbered in the order in which they were sent.
//! * A refusal ([`Error`](ToDevice::Error)) has changed nothing, except [`ErrorCode::Unavailable`], after which the device cannot know and
//!   asks again with the same token.
//! * The relay takes a bounded number of unanswered appends from a connection and reads on when some are answered. A device
//!   needs no limit of its own, but must go on reading while it writes.
//! * Codes for which [`ErrorCode::closes`] is true are the last message on the connection.
//! * After `Deleted` the log is not open any more on this connection. After `Close`, frames that were already under way may
//!   still arrive; a device drops what comes between its `Close` and the next `Opened`.
//!
//! # What this crate does not do
//!
//! It opens no socket, knows no clock, draws no random bytes and seals nothing: frames are opaque here. It compiles to
//! WebAssembly.
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

mod audience;
mod code;
mod decode;
mod frame;
mod limits;
mod message;
mod name;
mod proof;

pub use audience::{Audience, AudienceError};
pub use code::ErrorCode;
pub use decode::DecodeError;
pub use ed25519_dalek::SigningKey;
pub use frame::{Frame, FrameError};
pub use limits::{FRAME_MAX, MESSAGE_MAX, PAGE_FRAMES_MAX, VERSION};
pub use message::{ToDevice, ToRelay};
pub use name::{Incarnation, LogId, Nonce, Signature, Token};
pub use proof::{Proof, ProofError};
