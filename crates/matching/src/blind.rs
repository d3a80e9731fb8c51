//! What both sealed of an entry, times a secret number of one's own: what it hides is then 0, or any point.

use curve25519_dalek::traits::IsIdentity;

use crate::bit::{self, Sealed};
use crate::drawn::Draws;
use crate::equal::{Equal, PROOF};
use crate::party::{Pairing, Side};

/// Bytes: two points and a proof.
pub(crate) const BLINDED: usize = 64 + PROOF;

pub(crate) fn blind(
    pairing: &Pairing,
    side: Side,
    draws: &Draws,
    entry: usize,
    sum: &Sealed,
) -> [u8; BLINDED] {
    let (secret, nonce) = (draws.scalar("blind", entry), draws.scalar("blind nonce", entry));
    let (one, two) = (secret * sum.one, secret * sum.two);
    let equal = Equal { from: [&sum.one, &sum.two], to: [&one, &two] };
    let proof = equal.prove(pairing.hash("blind", side, entry), &secret, &nonce);
    let points = [one, two].map(|point| point.compress().to_bytes());
    let mut bytes = [0; BLINDED];
    let all = points.as_flattened().iter().chain(proof.as_flattened());
    bytes.iter_mut().zip(all).for_each(|(into, byte)| *into = *byte);
    bytes
}

/// Its points, where one number was taken for both, and not 0: that would leave the other's number alone.
pub(crate) fn checked(
    pairing: &Pairing,
    side: Side,
    entry: usize,
    sum: &Sealed,
    bytes: &[u8; BLINDED],
) -> Option<Sealed> {
    let [one, two, said, response] = parts(bytes)?;
    let blinded = Sealed { one: bit::point(one)?, two: bit::point(two)? };
    let equal = Equal { from: [&sum.one, &sum.two], to: [&blinded.one, &blinded.two] };
    (!blinded.one.is_identity() && equal.is_proven(pairing.hash("blind", side, entry), &[*said, *response]))
        .then_some(blinded)
}

fn parts(bytes: &[u8; BLINDED]) -> Option<&[[u8; 32]; 4]> {
    bytes.as_chunks::<32>().0.try_into().ok()
}
