//! Words that stand behind what an act says to the engine ([`Says::read`]), in the same signed bytes, and that no engine reads: an
//! agreement's, a limit's, a check-in's. Words that cannot be read change no verdict.

use minicbor::{Decode, Encode};

use crate::act::Says;

/// Words that this version of Troth cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Words that stand behind what an act says.
pub trait Beside: Default + PartialEq + Encode<()> + for<'b> Decode<'b, ()> {
    /// The act's bytes: what it says to the engine, then these words, where there are any.
    fn behind(&self, says: &Says) -> Vec<u8> {
        let mut bytes = says.to_bytes();
        if *self != Self::default() {
            // Encoding into a `Vec` has no error to give.
            bytes.extend(minicbor::to_vec(self).unwrap_or_default());
        }
        bytes
    }

    /// Reads the bytes behind what an act says; none are no words.
    ///
    /// # Errors
    /// [`Unreadable`] where they are anything else, or more.
    fn read(rest: &[u8]) -> Result<Self, Unreadable> {
        if rest.is_empty() {
            return Ok(Self::default());
        }
        let mut decoder = minicbor::Decoder::new(rest);
        match decoder.decode() {
            Ok(words) if decoder.position() == rest.len() => Ok(words),
            _ => Err(Unreadable),
        }
    }
}
