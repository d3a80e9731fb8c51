//! XChaCha20-Poly1305 under keys derived with HKDF-SHA256, each for one purpose.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a nonce.
pub(crate) const NONCE: usize = 24;
/// Bytes of a tag.
pub(crate) const TAG: usize = 16;

/// A key for one purpose, from a secret. `purpose` is unique to it, everywhere.
pub(crate) fn derive(secret: &[u8], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes is within what HKDF can give, always.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(purpose.as_bytes(), key.as_mut_slice());
    key
}

/// The same, for one thing of many that the purpose has.
pub(crate) fn derive_for(secret: &[u8], purpose: &str, what: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // As above; all of these have the same length, so no two are the same bytes.
    let _ =
        Hkdf::<Sha256>::new(None, secret).expand_multi_info(&[purpose.as_bytes(), what], key.as_mut_slice());
    key
}

/// So many random bytes.
pub(crate) fn random<const N: usize>(rng: &mut impl CryptoRng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// Nonce and sealed bytes, bound to `place`.
pub(crate) fn seal(key: &[u8; 32], place: &[u8], plain: &[u8], rng: &mut impl CryptoRng) -> Vec<u8> {
    let nonce: [u8; NONCE] = random(rng);
    let payload = Payload { msg: plain, aad: place };
    // Only plaintexts of 256 GiB and more are refused.
    let sealed =
        XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    [nonce.as_slice(), &sealed].concat()
}

/// What [`seal`] sealed with this key for this place.
pub(crate) fn open(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let payload = Payload { msg: sealed, aad: place };
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Randomness for tests: never the same twice in a run, always the same between runs.
    pub(crate) struct Counter(pub(crate) u64);

    impl rand_core::TryRng for Counter {
        type Error = Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.try_next_u64().map(|number| (number >> 32) as u32)
        }
        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 += 1;
            let digest = <Sha256 as sha2::Digest>::digest(self.0.to_be_bytes());
            Ok(u64::from_be_bytes(digest[..8].try_into().unwrap()))
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            for chunk in bytes.chunks_mut(8) {
                let number = self.try_next_u64()?.to_be_bytes();
                chunk.copy_from_slice(&number[..chunk.len()]);
            }
            Ok(())
        }
    }

    impl rand_core::TryCryptoRng for Counter {}

    #[test]
    fn what_is_sealed_opens_with_its_key_in_its_place_and_unchanged() {
        let rng = &mut Counter(0);
        let key = derive(b"secret", "purpose");
        let sealed = seal(&key, b"place", b"words", rng);
        assert_eq!(open(&key, b"place", &sealed).unwrap().as_slice(), b"words");
        assert!(open(&derive(b"secret", "other"), b"place", &sealed).is_none());
        assert!(open(&key, b"other", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&key, b"place", &changed).is_none(), "byte {at}");
        }
        for length in 0..NONCE + TAG {
            assert!(open(&key, b"place", &sealed[..length]).is_none());
        }
    }
}
