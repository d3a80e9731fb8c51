//! Why the relay refused. Exhaustive, so that a new reason breaks every place that must deal with it.

use minicbor::{Decode, Encode};
use thiserror::Error;

/// A reason for a refusal. The numbers are frozen: a device that was built earlier reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Error)]
#[cbor(index_only)]
pub enum ErrorCode {
    /// The message is none of this protocol, or the WebSocket was misused (a text message, one over the limit).
    #[n(0)]
    #[error("the relay could not read the message")]
    BadMessage,
    /// The device speaks another version than the relay; `Challenge` says which one the relay speaks.
    #[n(1)]
    #[error("the relay speaks another version of the protocol")]
    UnsupportedVersion,
    /// The signature is not the log's over this statement.
    #[n(2)]
    #[error("the signature does not open the log")]
    BadSignature,
    /// The proof answers the challenge of another connection.
    #[n(3)]
    #[error("the proof was made for another connection")]
    ReplayedChallenge,
    /// The proof was made for another host than the one the request names. If the device is right, a proxy in front of the
    /// relay changes the `Host` header.
    #[n(4)]
    #[error("the proof was made for another relay than the one that was asked")]
    WrongAudience,
    /// The log is not open on this connection.
    #[n(5)]
    #[error("the log is not open on this connection")]
    NotOpened,
    /// The log is open already; close it first to read it from another place.
    #[n(6)]
    #[error("the log is already open on this connection")]
    AlreadyOpen,
    /// The frame is longer than [`FRAME_MAX`](crate::FRAME_MAX).
    #[n(7)]
    #[error("the frame is longer than the relay takes")]
    FrameTooLarge,
    /// The frame has no bytes.
    #[n(8)]
    #[error("the frame is empty")]
    EmptyFrame,
    /// The log has no room for this frame.
    #[n(9)]
    #[error("the log is full")]
    QuotaFull,
    /// The log that was opened has been deleted or replaced since. Open it again to see what there is now.
    #[n(10)]
    #[error("the log has been deleted or replaced since it was opened")]
    Gone,
    /// As many logs are open on this connection as may be; close one first.
    #[n(11)]
    #[error("too many logs are open on this connection")]
    TooManyLogs,
    /// The store failed. With a request: whether the append took hold is not known; send it again later with the same
    /// token. Without one: the log is not open (any more) on this connection, and whether a deletion took hold is not
    /// known; open it again later.
    #[n(12)]
    #[error("the relay's store does not answer")]
    Unavailable,
    /// The relay is being stopped; connect again later. Every append that took hold has been answered.
    #[n(13)]
    #[error("the relay is shutting down")]
    ShuttingDown,
    /// The device took nothing in for too long while there was something for it.
    #[n(14)]
    #[error("the device takes in too slowly")]
    Slow,
    /// No log was opened in time, or the device did not answer a ping in time.
    #[n(15)]
    #[error("nothing was heard in time")]
    Idle,
    /// Too many pings, openings or refused requests in a short time.
    #[n(16)]
    #[error("too many requests in a short time")]
    Flood,
}

impl ErrorCode {
    /// Whether the relay closes the connection after this error.
    #[must_use]
    pub const fn closes(self) -> bool {
        match self {
            Self::BadMessage
            | Self::UnsupportedVersion
            | Self::BadSignature
            | Self::ReplayedChallenge
            | Self::WrongAudience
            | Self::ShuttingDown
            | Self::Slow
            | Self::Idle
            | Self::Flood => true,
            Self::NotOpened
            | Self::AlreadyOpen
            | Self::FrameTooLarge
            | Self::EmptyFrame
            | Self::QuotaFull
            | Self::Gone
            | Self::TooManyLogs
            | Self::Unavailable => false,
        }
    }

    /// Whether the same request may succeed later without the device changing anything: after a pause, connect or ask
    /// again. The others stay as they are until something else changes.
    #[must_use]
    pub const fn passes(self) -> bool {
        matches!(self, Self::Unavailable | Self::ShuttingDown | Self::Slow | Self::Idle | Self::Flood)
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorCode::*;

    /// A device of an earlier release shows the wrong reason if a number changes.
    #[test]
    fn the_numbers_are_frozen() {
        let all = [
            BadMessage,
            UnsupportedVersion,
            BadSignature,
            ReplayedChallenge,
            WrongAudience,
            NotOpened,
            AlreadyOpen,
            FrameTooLarge,
            EmptyFrame,
            QuotaFull,
            Gone,
            TooManyLogs,
            Unavailable,
            ShuttingDown,
            Slow,
            Idle,
            Flood,
        ];
        for (number, code) in all.into_iter().enumerate() {
            assert_eq!(minicbor::to_vec(code).unwrap(), vec![u8::try_from(number).unwrap()]);
        }
        assert!(minicbor::decode::<super::ErrorCode>(&[17]).is_err());
    }
}
