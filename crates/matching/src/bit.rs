//! An answer, sealed: ElGamal under the key that both share, with a proof that it is a no or a yes (Cramer, Damgård,
//! Schoenmakers 1994: one of two statements, without telling which).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::Identity;
use curve25519_dalek::{RistrettoPoint, Scalar};
use subtle::{Choice, ConditionallySelectable};

use crate::drawn::Draws;
use crate::party::{Pairing, Side};

/// Bytes: two points, two challenges, two responses.
pub(crate) const SEALED: usize = 192;

/// A pair that hides `b`: (rG, rQ + bG).
#[derive(Clone, Copy)]
pub(crate) struct Sealed {
    pub(crate) one: RistrettoPoint,
    pub(crate) two: RistrettoPoint,
}

impl Sealed {
    /// With the other's: hides the sum of both, less 2.
    pub(crate) fn with(&self, other: &Sealed) -> Sealed {
        let sum = self.plus(other);
        Sealed { one: sum.one, two: sum.two - G - G }
    }

    pub(crate) fn plus(&self, other: &Sealed) -> Sealed {
        Sealed { one: self.one + other.one, two: self.two + other.two }
    }

    /// What it hides is this, less what opens it.
    pub(crate) fn hides(&self) -> RistrettoPoint {
        self.two
    }
}

/// Both statements' commitments: the first for a no.
type Commitments = [RistrettoPoint; 4];

/// Seals a no or a yes. What is done and how long it takes is the same for both.
pub(crate) fn seal(pairing: &Pairing, side: Side, draws: &Draws, entry: usize, yes: bool) -> [u8; SEALED] {
    let yes = Choice::from(u8::from(yes));
    let draw = |purpose| draws.scalar(purpose, entry);
    let (r, nonce) = (draw("seal"), draw("seal nonce"));
    let (said_otherwise, other_response) = (draw("seal challenge"), draw("seal response"));
    let nothing = RistrettoPoint::identity();
    let one = RistrettoPoint::mul_base(&r);
    let two = r * pairing.key() + RistrettoPoint::conditional_select(&nothing, &G, yes);
    // What would be left of it if it hid the other of the two.
    let otherwise = two - RistrettoPoint::conditional_select(&G, &nothing, yes);
    let truly = [RistrettoPoint::mul_base(&nonce), nonce * pairing.key()];
    let feigned = [
        RistrettoPoint::mul_base(&other_response) - said_otherwise * one,
        other_response * pairing.key() - said_otherwise * otherwise,
    ];
    let ([a, b], [c, d]) = in_order(truly, feigned, yes);
    let said = challenge(pairing, side, entry, &Sealed { one, two }, &[a, b, c, d]) - said_otherwise;
    let response = nonce + said * r;
    let (no, yes) = in_order([said, response], [said_otherwise, other_response], yes);
    let points = [one, two].map(|point| point.compress().to_bytes());
    let ([of_no, no], [of_yes, yes]) = (no, yes);
    let scalars = [of_no, of_yes, no, yes].map(|scalar| scalar.to_bytes());
    let mut bytes = [0; SEALED];
    let all = points.iter().chain(&scalars).flatten();
    bytes.iter_mut().zip(all).for_each(|(into, byte)| *into = *byte);
    bytes
}

/// What belongs to a no before what belongs to a yes.
fn in_order<T: ConditionallySelectable>(truly: [T; 2], feigned: [T; 2], yes: Choice) -> ([T; 2], [T; 2]) {
    let ([one, two], [other_one, other_two]) = (truly, feigned);
    let select = |no: &T, otherwise: &T| T::conditional_select(no, otherwise, yes);
    (
        [select(&one, &other_one), select(&two, &other_two)],
        [select(&other_one, &one), select(&other_two, &two)],
    )
}

fn challenge(
    pairing: &Pairing,
    side: Side,
    entry: usize,
    sealed: &Sealed,
    commitments: &Commitments,
) -> Scalar {
    let hash = pairing.hash("seal", side, entry).points([&sealed.one, &sealed.two]);
    hash.points(commitments).scalar()
}

/// Its points.
pub(crate) fn read(bytes: &[u8; SEALED]) -> Option<Sealed> {
    let [one, two, ..] = parts(bytes)?;
    Some(Sealed { one: point(one)?, two: point(two)? })
}

/// The same, where it is proven to hide a no or a yes.
pub(crate) fn checked(pairing: &Pairing, side: Side, entry: usize, bytes: &[u8; SEALED]) -> Option<Sealed> {
    let sealed = read(bytes)?;
    let [_, _, of_no, of_yes, no, yes] = parts(bytes)?;
    let (of_no, of_yes, no, yes) = (scalar(of_no)?, scalar(of_yes)?, scalar(no)?, scalar(yes)?);
    let of = |said: Scalar, response: Scalar, two: RistrettoPoint| {
        [
            RistrettoPoint::vartime_double_scalar_mul_basepoint(&-said, &sealed.one, &response),
            combined([response, -said], [*pairing.key(), two]),
        ]
    };
    let [a, b] = of(of_no, no, sealed.two);
    let [c, d] = of(of_yes, yes, sealed.two - G);
    (challenge(pairing, side, entry, &sealed, &[a, b, c, d]) == of_no + of_yes).then_some(sealed)
}

fn parts(bytes: &[u8; SEALED]) -> Option<&[[u8; 32]; 6]> {
    bytes.as_chunks::<32>().0.try_into().ok()
}

/// A sum of products of what is no secret.
pub(crate) fn combined(scalars: [Scalar; 2], points: [RistrettoPoint; 2]) -> RistrettoPoint {
    use curve25519_dalek::traits::VartimeMultiscalarMul;
    RistrettoPoint::vartime_multiscalar_mul(scalars, points)
}

/// A point as it was sent (RFC 9496, 4.3.1: only one form is taken).
pub(crate) fn point(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    CompressedRistretto(*bytes).decompress()
}

/// A scalar as it was sent, reduced.
pub(crate) fn scalar(bytes: &[u8; 32]) -> Option<Scalar> {
    Scalar::from_canonical_bytes(*bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Party, Seed};

    /// Were it accepted, two yeses of one person would open what the other said no to.
    #[test]
    fn only_a_no_or_a_yes_can_be_proven() {
        let seeds = [Seed::new([1; 32]), Seed::new([2; 32])];
        let shares = [seeds[0].share(b"here", Side::First), seeds[1].share(b"here", Side::Second)];
        let pairing = Pairing::new(b"here", b"list", 1, [&shares[0], &shares[1]]).unwrap();
        let bo = Party { pairing: &pairing, side: Side::Second, seed: &seeds[1] };
        for answer in [false, true] {
            let bytes: [u8; SEALED] = bo.seal(&[answer]).unwrap().try_into().unwrap();
            assert!(checked(&pairing, Side::Second, 0, &bytes).is_some());
            for more in [G, G + G, -G] {
                let mut forged = bytes;
                let two = read(&bytes).unwrap().two + more;
                forged[32..64].copy_from_slice(two.compress().as_bytes());
                assert!(checked(&pairing, Side::Second, 0, &forged).is_none());
            }
        }
    }

    /// What a yes and a no are sealed as does not tell them apart: neither their challenges nor their points stand out.
    #[test]
    fn a_no_has_the_form_of_a_yes() {
        let seeds = [Seed::new([1; 32]), Seed::new([2; 32])];
        let shares = [seeds[0].share(b"here", Side::First), seeds[1].share(b"here", Side::Second)];
        let pairing = Pairing::new(b"here", b"list", 1, [&shares[0], &shares[1]]).unwrap();
        let ada = Party { pairing: &pairing, side: Side::First, seed: &seeds[0] };
        let key = seeds[0].key() + seeds[1].key();
        for (answer, hidden) in [(false, RistrettoPoint::identity()), (true, G)] {
            let bytes: [u8; SEALED] = ada.seal(&[answer]).unwrap().try_into().unwrap();
            let sealed = read(&bytes).unwrap();
            // Only both keys together open it.
            assert_eq!(sealed.two - key * sealed.one, hidden);
            assert_ne!(sealed.two - seeds[0].key() * sealed.one, hidden);
            let [_, _, parts @ ..] = parts(&bytes).unwrap();
            let mut distinct = parts.to_vec();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(distinct.len(), 4);
        }
    }
}
