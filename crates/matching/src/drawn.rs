//! What is drawn: HKDF-SHA512 (RFC 5869) of a seed, under all that was said before.

use curve25519_dalek::Scalar;
use hkdf::Hkdf;
use sha2::Sha512;
use zeroize::Zeroize;

use crate::share::Seed;

/// Draws for one step.
pub(crate) struct Draws(Hkdf<Sha512>);

impl Draws {
    /// `said`: a hash of all that this step answers. Whoever is answered otherwise gets nothing that was drawn before.
    pub(crate) fn of(seed: &Seed, said: &[u8; 32]) -> Draws {
        Draws(Hkdf::new(Some(said), seed.bytes()))
    }

    /// A scalar for one purpose and entry.
    pub(crate) fn scalar(&self, purpose: &str, entry: usize) -> Scalar {
        let entry = u64::try_from(entry).unwrap_or(u64::MAX).to_be_bytes();
        let mut wide = [0; 64];
        // 64 bytes are far below what HKDF gives.
        let _ = self.0.expand_multi_info(&[purpose.as_bytes(), b"/", &entry], &mut wide);
        let scalar = Scalar::from_bytes_mod_order_wide(&wide);
        wide.zeroize();
        scalar
    }
}
