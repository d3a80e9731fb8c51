//! That two points were made of two others with one and the same secret (Chaum, Pedersen 1992).

use curve25519_dalek::{RistrettoPoint, Scalar};

use crate::bit;
use crate::hash::Hash;

/// Bytes: a challenge and a response.
pub(crate) const PROOF: usize = 64;

/// `to = secret · from`, twice.
pub(crate) struct Equal<'p> {
    pub(crate) from: [&'p RistrettoPoint; 2],
    pub(crate) to: [&'p RistrettoPoint; 2],
}

impl Equal<'_> {
    /// `hash`: what the proof is bound to. `nonce`: drawn for this alone.
    pub(crate) fn prove(&self, hash: Hash, secret: &Scalar, nonce: &Scalar) -> [[u8; 32]; 2] {
        let [one, two] = self.from;
        let said = self.challenge(hash, &(nonce * one), &(nonce * two));
        [said.to_bytes(), (nonce + said * secret).to_bytes()]
    }

    /// Whether it is so.
    pub(crate) fn is_proven(&self, hash: Hash, proof: &[[u8; 32]; 2]) -> bool {
        let [said, response] = proof;
        let (Some(said), Some(response)) = (bit::scalar(said), bit::scalar(response)) else { return false };
        let nonce =
            |from: &RistrettoPoint, to: &RistrettoPoint| bit::combined([response, -said], [*from, *to]);
        let ([from_one, from_two], [to_one, to_two]) = (self.from, self.to);
        self.challenge(hash, &nonce(from_one, to_one), &nonce(from_two, to_two)) == said
    }

    fn challenge(&self, hash: Hash, one: &RistrettoPoint, two: &RistrettoPoint) -> Scalar {
        hash.points(self.from).points(self.to).points([one, two]).scalar()
    }
}
