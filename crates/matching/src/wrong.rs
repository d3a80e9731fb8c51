//! What can be wrong with what the other sent.

use crate::Side;

/// Why a step is not done. But for [`Wrong::Opening`], nothing was opened by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A list of none, of more than [`crate::MOST`], or answers to another number of entries.
    #[error("{entries} entries cannot be matched")]
    Entries {
        /// How many.
        entries: usize,
    },
    /// The share of a key is no point, or nothing proves that whoever sent it knows the key.
    #[error("the share of the {side} person proves nothing")]
    Share {
        /// Whose.
        side: Side,
    },
    /// What was sent has another length than the list asks for.
    #[error("{bytes} bytes came where the list asks for {expected}")]
    Length {
        /// How many came.
        bytes: usize,
        /// How many it would be.
        expected: usize,
    },
    /// What was sent for an entry is no point, or not proven to be what it has to be.
    #[error("what came for entry {entry} is not proven")]
    Entry {
        /// Counted from 0.
        entry: usize,
    },
    /// What was opened is not proven to be opened by the share.
    #[error("what was opened is not proven")]
    Opening,
    /// What the other sent does not fit; a worker found it so, and said no more.
    #[error("what was sent does not fit")]
    Sent,
    /// An errand that cannot be read.
    #[error("an errand cannot be read")]
    Errand,
}
