//! A log's secret: the key that opens it at the relay, and the veil over every frame in it.
//!
//! A frame is a nonce and sealed bytes, padded to one of six sizes, so that neither the kind nor, within its size, the
//! length of what it carries can be told from it.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::sealing::{NONCE, TAG, derive, open, random, seal};

/// The sizes of frames, in bytes; the largest is the most that the relay takes.
pub const SIZES: [usize; 6] = [512, 2048, 8192, 32_768, 131_072, 262_144];
/// Bytes of a frame that are not what it carries: nonce, tag and the length.
pub(crate) const AROUND: usize = NONCE + TAG + 4;
/// The most bytes that a frame can carry.
pub const CARRIES: usize = SIZES[5] - AROUND;

/// 32 bytes that all devices of a log share.
#[derive(Clone)]
pub struct LogSecret(Zeroizing<[u8; 32]>);

/// A frame that this log's secret does not open: changed on its way, or never one of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a frame that is not of this log, or was changed")]
pub struct FrameUnreadable;

impl LogSecret {
    /// A new one.
    pub fn draw(rng: &mut impl CryptoRng) -> LogSecret {
        LogSecret(Zeroizing::new(random(rng)))
    }

    /// The secret of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> LogSecret {
        LogSecret(Zeroizing::new(bytes))
    }

    /// Its bytes, to be stored or sent sealed.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What the relay knows the log by.
    pub fn id(&self) -> wire::LogId {
        wire::LogId::of(&self.key())
    }

    /// Signs what opens the log on a connection.
    pub fn sign(&self, statement: &[u8]) -> wire::Signature {
        wire::Signature::by(&self.key(), statement)
    }

    fn key(&self) -> wire::SigningKey {
        wire::SigningKey::from_bytes(&derive(self.bytes(), "troth/log/open/1"))
    }

    /// Seals and pads; absent for more than [`CARRIES`] bytes.
    pub fn frame(&self, carried: &[u8], rng: &mut impl CryptoRng) -> Option<Vec<u8>> {
        let size = SIZES.into_iter().find(|size| size.saturating_sub(AROUND) >= carried.len())?;
        let length = u32::try_from(carried.len()).ok()?;
        let mut padded = Zeroizing::new(Vec::with_capacity(size));
        padded.extend_from_slice(&length.to_be_bytes());
        padded.extend_from_slice(carried);
        padded.resize(size.saturating_sub(NONCE).saturating_sub(TAG), 0);
        Some(seal(&derive(self.bytes(), "troth/log/veil/1"), &self.id().0, &padded, rng))
    }

    /// What [`LogSecret::frame`] was given.
    ///
    /// # Errors
    /// [`FrameUnreadable`].
    pub fn unframe(&self, frame: &[u8]) -> Result<Vec<u8>, FrameUnreadable> {
        let padded =
            open(&derive(self.bytes(), "troth/log/veil/1"), &self.id().0, frame).ok_or(FrameUnreadable)?;
        let (length, rest) = padded.split_first_chunk::<4>().ok_or(FrameUnreadable)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| FrameUnreadable)?;
        rest.get(..length).map(<[u8]>::to_vec).ok_or(FrameUnreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealing::tests::Counter;

    #[test]
    fn frames_have_one_of_few_sizes_and_carry_what_was_put_in() {
        let rng = &mut Counter(0);
        let log = LogSecret::draw(rng);
        for length in [0, 1, 468, 469, 2004, 2005, 100_000, CARRIES] {
            let carried = vec![7; length];
            let frame = log.frame(&carried, rng).unwrap();
            assert!(SIZES.contains(&frame.len()), "{length} gives {}", frame.len());
            assert_eq!(log.unframe(&frame), Ok(carried));
        }
        assert!(log.frame(&vec![7; CARRIES + 1], rng).is_none());
        assert_eq!(SIZES[5], wire::FRAME_MAX);
    }

    #[test]
    fn a_frame_of_another_log_or_a_changed_one_is_not_read() {
        let rng = &mut Counter(0);
        let (log, other) = (LogSecret::draw(rng), LogSecret::draw(rng));
        let frame = log.frame(b"words", rng).unwrap();
        assert_eq!(other.unframe(&frame), Err(FrameUnreadable));
        for at in [0, 24, 30, 511] {
            let mut changed = frame.clone();
            changed[at] ^= 0x80;
            assert_eq!(log.unframe(&changed), Err(FrameUnreadable), "byte {at}");
        }
        assert_eq!(log.unframe(&[]), Err(FrameUnreadable));
    }

    #[test]
    fn what_opens_a_log_at_the_relay_is_its_own_key() {
        let log = LogSecret::draw(&mut Counter(0));
        let audience = wire::Audience::new("relay.example").unwrap();
        let proof = wire::Proof::new(wire::Nonce([9; 32]), audience, log.id());
        assert_eq!(proof.verify(&log.sign(&proof.statement())), Ok(()));
    }
}
