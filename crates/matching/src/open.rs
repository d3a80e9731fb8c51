//! One's half of opening, for all entries with one proof.

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use curve25519_dalek::{RistrettoPoint, Scalar};

use crate::bit::Sealed;
use crate::drawn::Draws;
use crate::equal::Equal;
pub(crate) use crate::equal::PROOF;
use crate::hash::Hash;
use crate::party::{Pairing, Side};

/// Bytes of an entry; the proof stands behind all of them.
pub(crate) const OPENED: usize = 32;

pub(crate) fn open(pairing: &Pairing, side: Side, key: &Scalar, draws: &Draws, both: &[Sealed]) -> Vec<u8> {
    let share = RistrettoPoint::mul_base(key);
    let halves: Vec<RistrettoPoint> = both.iter().map(|sealed| key * sealed.one).collect();
    let (from, to) = together(pairing, side, both, &halves);
    let equal = Equal { from: [&G, &from], to: [&share, &to] };
    let proof = equal.prove(pairing.hash("open", side, 0), key, &draws.scalar("open nonce", 0));
    let points = halves.iter().map(|half| half.compress().to_bytes());
    points.chain(proof).flatten().collect()
}

pub(crate) fn is_proven(
    pairing: &Pairing,
    side: Side,
    share: &RistrettoPoint,
    both: &[Sealed],
    halves: &[RistrettoPoint],
    proof: &[u8],
) -> bool {
    let (from, to) = together(pairing, side, both, halves);
    let equal = Equal { from: [&G, &from], to: [share, &to] };
    let proof = proof.as_chunks::<32>().0.try_into();
    proof.is_ok_and(|proof: &[[u8; 32]; 2]| equal.is_proven(pairing.hash("open", side, 0), proof))
}

/// All entries as one, each times a factor that follows from all of them: whoever opens one of them with another key would
/// have to have guessed it.
fn together(
    pairing: &Pairing,
    side: Side,
    both: &[Sealed],
    halves: &[RistrettoPoint],
) -> (RistrettoPoint, RistrettoPoint) {
    let all = pairing.hash("open together", side, both.len());
    let all = all.points(both.iter().map(|sealed| &sealed.one)).points(halves).bytes();
    let factor = |entry| Hash::of("open factor").part(&all).number(entry).scalar();
    let factors: Vec<Scalar> = (0..both.len()).map(factor).collect();
    let from = both.iter().map(|sealed| sealed.one);
    (
        RistrettoPoint::vartime_multiscalar_mul(&factors, from),
        RistrettoPoint::vartime_multiscalar_mul(&factors, halves),
    )
}
