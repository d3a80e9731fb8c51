//! Challenges: SHA-512 (FIPS 180-4) over parts, each behind its length, so that no two sequences of parts give the same.

use curve25519_dalek::{RistrettoPoint, Scalar};
use sha2::{Digest, Sha512};

/// A challenge that is being put together.
#[derive(Clone)]
pub(crate) struct Hash(Sha512);

impl Hash {
    /// For one purpose.
    pub(crate) fn of(purpose: &str) -> Hash {
        Hash(Sha512::new()).part(b"troth/matching/1").part(purpose.as_bytes())
    }

    /// Takes a part in.
    pub(crate) fn part(mut self, bytes: &[u8]) -> Hash {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// Takes a number in.
    pub(crate) fn number(self, number: usize) -> Hash {
        self.part(&u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes())
    }

    /// Takes points in, as they are sent.
    pub(crate) fn points<'p>(self, points: impl IntoIterator<Item = &'p RistrettoPoint>) -> Hash {
        points.into_iter().fold(self, |hash, point| hash.part(point.compress().as_bytes()))
    }

    /// As a scalar: 512 bits, reduced.
    pub(crate) fn scalar(self) -> Scalar {
        Scalar::from_bytes_mod_order_wide(&self.0.finalize().into())
    }

    /// The first 32 bytes.
    pub(crate) fn bytes(self) -> [u8; 32] {
        let all: [u8; 64] = self.0.finalize().into();
        let mut first = [0; 32];
        first.iter_mut().zip(all).for_each(|(into, byte)| *into = byte);
        first
    }
}
