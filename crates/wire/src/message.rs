//! The messages themselves. The numbers in `n(…)` are frozen; the golden bytes in the tests say who breaks otherwise.

use minicbor::{Decode, Encode};

use crate::audience::Audience;
use crate::code::ErrorCode;
use crate::frame::Frame;
use crate::name::{Incarnation, LogId, Nonce, Signature, Token};

/// From a device to the relay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum ToRelay {
    /// Opens a log on this connection. Made with [`Proof::open`](crate::Proof::open). Answered by `Opened`.
    #[n(0)]
    Open {
        /// [`VERSION`](crate::VERSION).
        #[n(0)]
        version: u16,
        /// The nonce of this connection's `Challenge`.
        #[n(1)]
        nonce: Nonce,
        /// The host that the device dialled.
        #[n(2)]
        audience: Audience,
        /// The log to open.
        #[n(3)]
        log: LogId,
        /// The first sequence number to read; 0 for all. Above the log's end it means the end.
        #[n(4)]
        from: u64,
        /// Over [`Proof::statement`](crate::Proof::statement), with the log's key.
        #[n(5)]
        signature: Signature,
    },
    /// Puts a frame at the end of a log. Answered by `Appended`, or by an `Error` with the same request number.
    #[n(1)]
    Append {
        /// Chosen by the device, to know the answer by.
        #[n(0)]
        request: u32,
        /// An open log.
        #[n(1)]
        log: LogId,
        /// The frame's own; the same when the frame is sent again.
        #[n(2)]
        token: Token,
        /// The sealed bytes.
        #[n(3)]
        frame: Frame,
    },
    /// Removes an open log and everything in it. Answered by `Deleted`, also when there was nothing.
    #[n(2)]
    Delete {
        /// An open log.
        #[n(0)]
        log: LogId,
    },
    /// Ends the reading of an open log on this connection. No answer.
    #[n(3)]
    Close {
        /// An open log.
        #[n(0)]
        log: LogId,
    },
}

/// From the relay to a device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum ToDevice {
    /// The first message on every connection.
    #[n(0)]
    Challenge {
        /// The version that the relay speaks.
        #[n(0)]
        version: u16,
        /// Drawn at random for this connection.
        #[n(1)]
        nonce: Nonce,
    },
    /// The log is open; its frames follow.
    #[n(1)]
    Opened {
        /// The log.
        #[n(0)]
        log: LogId,
        /// Which life of the log this is; `None` while nobody has written to it.
        #[n(1)]
        incarnation: Option<Incarnation>,
        /// The lowest sequence number that the relay holds.
        #[n(2)]
        first: u64,
        /// The number that the next frame will have.
        #[n(3)]
        next: u64,
        /// How many bytes the log still takes; each frame counts a little more than its length.
        #[n(4)]
        quota_left: u64,
    },
    /// A run of frames, 1 to [`PAGE_FRAMES_MAX`](crate::PAGE_FRAMES_MAX).
    #[n(2)]
    Frames {
        /// The log.
        #[n(0)]
        log: LogId,
        /// The life of the log that they belong to.
        #[n(1)]
        incarnation: Incarnation,
        /// The sequence number of the first of them; the others follow without a gap.
        #[n(2)]
        from: u64,
        /// The sealed bytes.
        #[n(3)]
        frames: Vec<Frame>,
    },
    /// Once for each opening: everything up to here has been told.
    #[n(3)]
    CaughtUp {
        /// The log.
        #[n(0)]
        log: LogId,
        /// The number that the next frame will have.
        #[n(1)]
        next: u64,
    },
    /// The frame is durable, at this place.
    #[n(4)]
    Appended {
        /// The request that it answers.
        #[n(0)]
        request: u32,
        /// The log.
        #[n(1)]
        log: LogId,
        /// The life of the log that took it.
        #[n(2)]
        incarnation: Incarnation,
        /// Its sequence number.
        #[n(3)]
        seq: u64,
    },
    /// The log is no more, by this connection's request or by another's. It is not open any more here.
    #[n(5)]
    Deleted {
        /// The log.
        #[n(0)]
        log: LogId,
    },
    /// A refusal.
    #[n(6)]
    Error {
        /// The reason.
        #[n(0)]
        code: ErrorCode,
        /// The append that was refused.
        #[n(1)]
        request: Option<u32>,
        /// The log that it was about.
        #[n(2)]
        log: Option<LogId>,
    },
}
