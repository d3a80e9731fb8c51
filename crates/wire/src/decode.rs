//! Bytes to messages and back. Strict: only the one form that this crate writes is read, nothing may follow it, and every
//! limit is checked. No bytes make it panic.

use minicbor::encode::Write;
use minicbor::{Decode, Decoder, Encode};
use thiserror::Error;

use crate::limits::{MESSAGE_MAX, PAGE_FRAMES_MAX, VERSION};
use crate::message::{ToDevice, ToRelay};

/// Why some bytes are no message.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// More than [`MESSAGE_MAX`] bytes.
    #[error("a message of {length} bytes is over the limit of {MESSAGE_MAX}")]
    TooLong {
        /// How many bytes it has.
        length: usize,
    },
    /// The first message of the other side begins with another version than [`VERSION`].
    #[error("the other side speaks version {found}, this one speaks {VERSION}")]
    Version {
        /// The version that it speaks.
        found: u16,
    },
    /// Not the CBOR of any message.
    #[error("not a message of this protocol")]
    Malformed(#[source] minicbor::decode::Error),
    /// A message, but not in its one deterministic form, or with something behind it.
    #[error("a message in another form than its own")]
    NotDeterministic,
    /// A run of frames that cannot be: none, too many, an empty or too long one, or numbers past the last.
    #[error("a run of {count} frames from {from} is outside of the limits")]
    Run {
        /// The sequence number of the first.
        from: u64,
        /// How many there are.
        count: usize,
    },
}

impl ToRelay {
    /// The message's bytes, for one binary WebSocket message.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads one binary WebSocket message. The frame of an `Append` may be outside of its limits
    /// ([`Frame::check`](crate::Frame::check)), so that the request can be answered by its number.
    ///
    /// # Errors
    ///
    /// When the bytes are not exactly one message.
    pub fn decode(bytes: &[u8]) -> Result<ToRelay, DecodeError> {
        decode(bytes)
    }
}

impl ToDevice {
    /// The message's bytes, for one binary WebSocket message.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads one binary WebSocket message.
    ///
    /// # Errors
    ///
    /// When the bytes are not exactly one message within its limits.
    pub fn decode(bytes: &[u8]) -> Result<ToDevice, DecodeError> {
        let message: ToDevice = decode(bytes)?;
        message.check_run()?;
        Ok(message)
    }

    fn check_run(&self) -> Result<(), DecodeError> {
        let ToDevice::Frames { from, frames, .. } = self else { return Ok(()) };
        let (from, count) = (*from, frames.len());
        let fits = (1..=PAGE_FRAMES_MAX).contains(&count)
            && u64::try_from(count).is_ok_and(|count| from.checked_add(count).is_some())
            && frames.iter().all(|frame| frame.check().is_ok());
        if fits { Ok(()) } else { Err(DecodeError::Run { from, count }) }
    }
}

fn encode<T: Encode<()>>(message: &T) -> Vec<u8> {
    // Writing to a Vec cannot fail, and no Encode of this crate has an error of its own.
    minicbor::to_vec(message).unwrap_or_default()
}

fn decode<'b, T: Decode<'b, ()> + Encode<()>>(bytes: &'b [u8]) -> Result<T, DecodeError> {
    let length = bytes.len();
    if length > MESSAGE_MAX {
        return Err(DecodeError::TooLong { length });
    }
    if let Some(found) = first_version(bytes).filter(|found| *found != VERSION) {
        return Err(DecodeError::Version { found });
    }
    let message: T = minicbor::decode(bytes).map_err(DecodeError::Malformed)?;
    let mut rest = Same(bytes);
    minicbor::encode(&message, &mut rest).map_err(|_| DecodeError::NotDeterministic)?;
    if rest.0.is_empty() { Ok(message) } else { Err(DecodeError::NotDeterministic) }
}

/// The version in a message that begins the conversation (`Challenge` or `Open`, number 0 each way). Read before anything
/// else of it, because the rest may have another shape in another version.
fn first_version(bytes: &[u8]) -> Option<u16> {
    let mut d = Decoder::new(bytes);
    d.array().ok()??;
    (d.u8().ok()? == 0).then(|| d.u16().ok())?
}

/// Takes what is written to it only as long as it is what these bytes say: the form that was read is the form that would
/// be written, without a second copy.
struct Same<'a>(&'a [u8]);

struct Differs;

impl Write for Same<'_> {
    type Error = Differs;

    fn write_all(&mut self, written: &[u8]) -> Result<(), Differs> {
        self.0 = self.0.strip_prefix(written).ok_or(Differs)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
