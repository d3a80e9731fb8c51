//! A frame: sealed bytes that only the devices can open. Nothing here looks inside.

use core::fmt;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::limits::FRAME_MAX;

/// Sealed bytes, 1 to [`FRAME_MAX`] of them.
///
/// A frame that was decoded may lie outside of these limits, so that the relay can answer the very request that carried
/// it; [`check`](Frame::check) says.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Frame(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);

/// Why some bytes are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// No byte at all.
    #[error("a frame needs at least one byte")]
    Empty,
    /// More than [`FRAME_MAX`] bytes.
    #[error("a frame of {length} bytes is over the limit of {FRAME_MAX}")]
    TooLarge {
        /// How many bytes it has.
        length: usize,
    },
}

impl Frame {
    /// Takes sealed bytes as a frame.
    ///
    /// # Errors
    ///
    /// When there are none, or more than [`FRAME_MAX`].
    pub fn new(sealed: Vec<u8>) -> Result<Frame, FrameError> {
        let frame = Frame(sealed);
        frame.check()?;
        Ok(frame)
    }

    /// Takes back what a store kept, which was checked on its way in.
    #[must_use]
    pub const fn stored(sealed: Vec<u8>) -> Frame {
        Frame(sealed)
    }

    /// Whether the frame is within its limits.
    ///
    /// # Errors
    ///
    /// When it is empty or longer than [`FRAME_MAX`].
    pub const fn check(&self) -> Result<(), FrameError> {
        match self.0.len() {
            0 => Err(FrameError::Empty),
            length if length > FRAME_MAX => Err(FrameError::TooLarge { length }),
            _ => Ok(()),
        }
    }

    /// The sealed bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The sealed bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// The length only: contents are nobody's.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_one_byte_to_the_limit() {
        assert_eq!(Frame::new(vec![]), Err(FrameError::Empty));
        assert!(Frame::new(vec![0]).is_ok());
        assert!(Frame::new(vec![0; FRAME_MAX]).is_ok());
        assert_eq!(Frame::new(vec![0; FRAME_MAX + 1]), Err(FrameError::TooLarge { length: FRAME_MAX + 1 }));
    }

    #[test]
    fn a_frame_shows_its_length_and_nothing_else() {
        assert_eq!(format!("{:?}", Frame::stored(vec![7; 3])), "Frame(3 bytes)");
    }
}
