//! A device's signing key. Never printed, never copied by accident, gone from memory when dropped.
//!
//! It signs acts and nothing else: the bytes that it signs begin with a domain of their own (`envelope.rs`), so that
//! no other use of the same key can be passed off as an act. Where the seed comes from is the caller's.

use std::fmt;

use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use crate::id::DeviceId;

/// The secret half of a device: an Ed25519 key (RFC 8032).
///
/// ```compile_fail
/// fn copied(key: &record::SigningKey) -> record::SigningKey { Clone::clone(key) }
/// ```
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of this seed: 32 secret random bytes, or what the recovery words derive.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed, to be stored sealed. It is wiped when it is dropped.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The device that it speaks for.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({:?})", self.device())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_back_its_seed_and_prints_its_device_alone() {
        let key = SigningKey::from_seed(&[0x5a; 32]);
        assert_eq!(*key.seed(), [0x5a; 32]);
        let printed = format!("{key:?}");
        assert_eq!(printed, format!("SigningKey({:?})", key.device()));
        assert!(!printed.contains("5a5a"));
    }
}
