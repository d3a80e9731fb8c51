//! What an act says (`floor.md`, "Acts"), and its form in bytes.

use std::fmt;

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

use crate::area::Area;
use crate::instant::Instant;
use crate::refusal::Refusal;
use crate::version::Version;

/// The name of an act: 32 bytes that no other act has (the record uses the SHA-256 of the signed bytes).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct ActId(#[n(0)] ByteArray<32>);

impl ActId {
    /// The act of this name.
    pub fn new(name: [u8; 32]) -> ActId {
        ActId(ByteArray::from(name))
    }

    /// The name.
    pub fn bytes(&self) -> [u8; 32] {
        *self.0
    }
}

impl fmt::Debug for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Whether a limit forbids or asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum LimitKind {
    /// Never.
    #[n(0)]
    Hard,
    /// Ask first.
    #[n(1)]
    Soft,
}

impl LimitKind {
    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            LimitKind::Hard => "hard",
            LimitKind::Soft => "soft",
        }
    }

    /// The kind that is written so, if any is.
    pub fn from_word(word: &str) -> Option<LimitKind> {
        [LimitKind::Hard, LimitKind::Soft].into_iter().find(|kind| kind.word() == word)
    }
}

/// What an act says. Versions are named by the act that proposed them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Says {
    /// These words, for both to sign.
    #[n(0)]
    Propose(#[n(0)] Box<Version>),
    /// Yes to a version.
    #[n(1)]
    Sign(#[n(0)] ActId),
    /// Power over an area is taken back, or handed back.
    #[n(2)]
    Withdraw(#[n(0)] ActId, #[n(1)] Area),
    /// An agreement is over, all of it.
    #[n(3)]
    End(#[n(0)] ActId),
    /// No, or: ask me, in an area.
    #[n(4)]
    Limit(#[n(0)] Area, #[n(1)] LimitKind),
    /// One's own limits on exactly this area go, a day later.
    #[n(5)]
    Lift(#[n(0)] Area),
    /// Yellow.
    #[n(6)]
    Slow,
    /// Equals now.
    #[n(7)]
    Pause,
    /// Red.
    #[n(8)]
    Stop,
    /// One's own answer to the signals one has seen.
    #[n(9)]
    Resume,
    /// A moment begins, for so many minutes.
    #[n(10)]
    Open(#[n(0)] ActId, #[n(1)] u32),
    /// An agreement's moments end.
    #[n(11)]
    Close(#[n(0)] ActId),
    /// It still works and still feels right; look again by then.
    #[n(12)]
    Review(#[n(0)] ActId, #[n(1)] Instant),
    /// A check-in has happened.
    #[n(13)]
    CheckIn,
    /// A version is off the table: whoever proposed it takes it back, or the other says no to it.
    #[n(14)]
    Retract(#[n(0)] ActId),
}

impl Says {
    /// Reads what [`Says::to_bytes`] wrote, and nothing else.
    ///
    /// # Errors
    /// [`Refusal::NotUnderstood`] for anything else, a newer Troth's acts among it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Says, Refusal> {
        match Says::read(bytes)? {
            (says, []) => Ok(says),
            _ => Err(Refusal::NotUnderstood),
        }
    }

    /// Reads what an act says to the engine, and leaves the bytes behind it: words between the two people, which no
    /// engine reads. A no counts whatever stands behind it.
    ///
    /// # Errors
    /// [`Refusal::NotUnderstood`] where the bytes do not begin with what [`Says::to_bytes`] writes.
    pub fn read(bytes: &[u8]) -> Result<(Says, &[u8]), Refusal> {
        let mut decoder = minicbor::Decoder::new(bytes);
        let says = decoder.decode().map_err(|_| Refusal::NotUnderstood)?;
        Ok((says, bytes.get(decoder.position()..).unwrap_or_default()))
    }

    /// Deterministic CBOR (RFC 8949, 4.2.1): an array of the kind's number and an array of what it carries.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Whether this is one of the acts that open, which count only from their instant on
    /// (`floor.md`, "Who, where, when"). The others close and count as soon as they are known; a `propose` does
    /// neither.
    pub fn opens(&self) -> bool {
        match self {
            Says::Sign(_)
            | Says::Resume
            | Says::Lift(_)
            | Says::Open(..)
            | Says::Review(..)
            | Says::CheckIn => true,
            Says::Propose(_)
            | Says::Withdraw(..)
            | Says::End(_)
            | Says::Limit(..)
            | Says::Slow
            | Says::Pause
            | Says::Stop
            | Says::Close(_)
            | Says::Retract(_) => false,
        }
    }

    /// The word that files and the command line use.
    pub fn word(&self) -> &'static str {
        match self {
            Says::Propose(_) => "propose",
            Says::Sign(_) => "sign",
            Says::Withdraw(..) => "withdraw",
            Says::End(_) => "end",
            Says::Limit(..) => "limit",
            Says::Lift(_) => "lift",
            Says::Slow => "slow",
            Says::Pause => "pause",
            Says::Stop => "stop",
            Says::Resume => "resume",
            Says::Open(..) => "open",
            Says::Close(_) => "close",
            Says::Review(..) => "review",
            Says::CheckIn => "check-in",
            Says::Retract(_) => "retract",
        }
    }
}
