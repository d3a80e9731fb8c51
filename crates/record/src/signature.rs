//! Whether signatures are their devices' own: Ed25519 (RFC 8032), alone or many together, with one answer.
//!
//! Holds: *an act that is verified among others is verified exactly if it would be alone*. Devices get the same act in
//! different company, and must not disagree about it for ever. So the equation is the one with the cofactor, which RFC 8032
//! (5.1.7) names first and ZIP 215 fixes for this very reason:
//!
//! ```text
//! [8][s]B = [8]R + [8][k]A        with k = SHA-512(R ‖ A ‖ message) and s below the group's order
//! ```
//!
//! Many such equations, each times a factor of its own, are summed and checked at once. What small-order parts in `R` or
//! `A` could do is gone by the cofactor; what is left fails unless 128-bit factors, drawn from a hash of all that is checked,
//! were guessed. (Without the cofactor a batch can accept what a single check refuses, one time in eight.)
//!
//! Other verifiers can refuse what this one accepts, where a key's owner made a signature for it: whoever checks an act outside
//! of Troth takes one that holds to ZIP 215, and refuses keys of small order.
//!
//! A key of small order is no key: anyone could sign for it. `s` must be reduced, and `R` is hashed as it was sent; so
//! nobody but the key's holder can give an act a second name.

#![allow(clippy::arithmetic_side_effects, reason = "points and scalars: groups have no overflow")]

use curve25519_dalek::EdwardsPoint;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use sha2::{Digest, Sha512};

use crate::id::DeviceId;

/// A device's public key, read.
pub(crate) struct Key {
    bytes: [u8; 32],
    point: EdwardsPoint,
}

impl Key {
    /// The key that the device is named by, if it is one that not everybody can sign for.
    pub(crate) fn of(device: DeviceId) -> Option<Key> {
        let point = CompressedEdwardsY(device.0).decompress()?;
        (!point.is_small_order()).then_some(Key { bytes: device.0, point })
    }
}

/// A signature on a message by a key, to be checked.
pub(crate) struct Claim<'k> {
    key: &'k Key,
    /// SHA-512 of all but `s`.
    digest: [u8; 64],
    point: EdwardsPoint,
    s: Scalar,
}

impl<'k> Claim<'k> {
    /// `None` where the signature is one of no key and message: its `R` is no point, or its `s` is not reduced.
    pub(crate) fn of(key: &'k Key, message: &[u8], signature: &[u8; 64]) -> Option<Claim<'k>> {
        let (r, s) = signature.split_first_chunk::<32>()?;
        let s = Option::from(Scalar::from_canonical_bytes(s.try_into().ok()?))?;
        let point = CompressedEdwardsY(*r).decompress()?;
        let digest = Sha512::new().chain_update(r).chain_update(key.bytes).chain_update(message);
        Some(Claim { key, digest: digest.finalize().into(), point, s })
    }

    fn k(&self) -> Scalar {
        Scalar::from_bytes_mod_order_wide(&self.digest)
    }

    /// Whether it holds, checked alone.
    pub(crate) fn holds(&self) -> bool {
        let (k, minus_key) = (self.k(), -self.key.point);
        let r = EdwardsPoint::vartime_double_scalar_mul_basepoint(&k, &minus_key, &self.s);
        (self.point - r).is_small_order()
    }
}

/// Whether the device signed these bytes: an act's, or what a floor above has its devices sign.
pub fn is_signed(device: DeviceId, bytes: &[u8], signature: &[u8; 64]) -> bool {
    let key = Key::of(device);
    key.is_some_and(|key| Claim::of(&key, bytes, signature).is_some_and(|claim| claim.holds()))
}

/// Whether all of them hold, checked together: a third of the time that each alone takes.
pub(crate) fn all_hold(claims: &[&Claim<'_>]) -> bool {
    let factors = factors(claims);
    let mut of_base = Scalar::ZERO;
    // Of each key once, however much it signed.
    let mut of_keys: Vec<(&Key, Scalar)> = Vec::new();
    for (claim, factor) in claims.iter().zip(&factors) {
        of_base -= factor * claim.s;
        let part = factor * claim.k();
        match of_keys.iter_mut().find(|(key, _)| key.bytes == claim.key.bytes) {
            Some((_, sum)) => *sum += part,
            None => of_keys.push((claim.key, part)),
        }
    }
    let scalars = std::iter::once(of_base).chain(of_keys.iter().map(|(_, sum)| *sum)).chain(factors);
    let points = std::iter::once(ED25519_BASEPOINT_POINT)
        .chain(of_keys.iter().map(|(key, _)| key.point))
        .chain(claims.iter().map(|claim| claim.point));
    EdwardsPoint::vartime_multiscalar_mul(scalars, points).mul_by_cofactor().is_identity()
}

/// A factor of 128 bits for each, that nobody knows before all of them are settled: every one is drawn from all claims. (Were
/// each drawn from its own claim alone, claims could be chosen one by one until they cancel out.)
fn factors(claims: &[&Claim<'_>]) -> Vec<Scalar> {
    let mut all = Sha512::new_with_prefix(b"troth/together");
    for claim in claims {
        all.update(claim.digest);
        all.update(claim.s.as_bytes());
    }
    let all = all.finalize();
    let factor = |number: u64| {
        let drawn = Sha512::new_with_prefix(all).chain_update(number.to_be_bytes()).finalize();
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(drawn).for_each(|(byte, drawn)| *byte = drawn);
        Scalar::from(u128::from_le_bytes(bytes))
    };
    (0..).take(claims.len()).map(factor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::EIGHT_TORSION;
    use ed25519_zebra::{VerificationKey, VerificationKeyBytes};
    use proptest::prelude::*;

    const MESSAGE: &[u8] = b"may I";

    /// A signature by whoever has the key `a`, with small-order parts added to key and `R` as a liar would.
    fn signed(a: u64, key_part: EdwardsPoint, r: u64, r_part: EdwardsPoint) -> (DeviceId, [u8; 64]) {
        let (a, r) = (Scalar::from(a), Scalar::from(r));
        let key = (EdwardsPoint::mul_base(&a) + key_part).compress().to_bytes();
        let point = (EdwardsPoint::mul_base(&r) + r_part).compress().to_bytes();
        let k: [u8; 64] =
            Sha512::new().chain_update(point).chain_update(key).chain_update(MESSAGE).finalize().into();
        let s = r + Scalar::from_bytes_mod_order_wide(&k) * a;
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&point);
        signature[32..].copy_from_slice(s.as_bytes());
        (DeviceId(key), signature)
    }

    fn alone(device: DeviceId, signature: &[u8; 64]) -> bool {
        is_signed(device, MESSAGE, signature)
    }

    /// Among twenty good ones of another key.
    fn among_others(device: DeviceId, signature: &[u8; 64]) -> bool {
        let others: Vec<_> = (1..=20).map(|r| signed(77, EIGHT_TORSION[0], r, EIGHT_TORSION[0])).collect();
        let keys: Vec<_> = others.iter().map(|(device, _)| Key::of(*device).unwrap()).collect();
        let others =
            keys.iter().zip(&others).map(|(key, (_, other))| Claim::of(key, MESSAGE, other).unwrap());
        let Some(key) = Key::of(device) else { return false };
        let Some(claim) = Claim::of(&key, MESSAGE, signature) else { return false };
        let claims: Vec<_> = others.chain([claim]).collect();
        all_hold(&claims.iter().collect::<Vec<_>>())
    }

    /// What the Zcash Foundation's implementation of ZIP 215 says, which does not refuse keys of small order.
    fn by_zip_215(device: DeviceId, signature: &[u8; 64]) -> bool {
        let key = VerificationKey::try_from(VerificationKeyBytes::from(device.0));
        key.is_ok_and(|key| key.verify(&(*signature).into(), MESSAGE).is_ok())
    }

    #[test]
    fn small_order_parts_make_no_difference_between_alone_and_together() {
        for key_part in EIGHT_TORSION {
            for r_part in EIGHT_TORSION {
                let (device, signature) = signed(5, key_part, 9, r_part);
                assert!(alone(device, &signature) && among_others(device, &signature));
                assert!(by_zip_215(device, &signature));
                // And nothing else does.
                let (_, other) = signed(6, key_part, 9, r_part);
                assert!(!alone(device, &other) && !among_others(device, &other));
            }
        }
    }

    #[test]
    fn a_key_of_small_order_signs_nothing() {
        for key_part in EIGHT_TORSION {
            let (device, signature) = signed(0, key_part, 9, EIGHT_TORSION[0]);
            assert!(by_zip_215(device, &signature), "anyone can sign for it");
            assert!(!alone(device, &signature) && !among_others(device, &signature));
        }
    }

    #[test]
    fn one_that_does_not_hold_is_seen_wherever_it_stands() {
        let each: Vec<_> =
            (1..=40).map(|r| signed(r % 3 + 1, EIGHT_TORSION[0], r, EIGHT_TORSION[0])).collect();
        let keys: Vec<_> = each.iter().map(|(device, _)| Key::of(*device).unwrap()).collect();
        let claims = |forged: Option<usize>| {
            let message = |at| if forged == Some(at) { b"may I not" } else { MESSAGE };
            let signatures = keys.iter().zip(&each).map(|(key, (_, signature))| (key, signature));
            let claim = |(at, (key, signature))| Claim::of(key, message(at), signature).unwrap();
            signatures.enumerate().map(claim).collect::<Vec<_>>()
        };
        let hold = |claims: &[Claim<'_>]| all_hold(&claims.iter().collect::<Vec<_>>());
        assert!(hold(&claims(None)) && hold(&[]));
        for forged in 0..each.len() {
            assert!(!hold(&claims(Some(forged))), "{forged}");
        }
    }

    /// As many as are ever checked together, which is done another way than a few.
    #[test]
    fn among_very_many_one_that_does_not_hold_is_seen_too() {
        for keys in [1, 256] {
            let part = |r: u64| EIGHT_TORSION[(r % 8) as usize];
            let each: Vec<_> =
                (1..=256).map(|r| signed(r % keys + 1, part(r % keys), r, part(r / 3))).collect();
            let read: Vec<_> = each.iter().map(|(device, _)| Key::of(*device).unwrap()).collect();
            let hold = |forged: Option<usize>| {
                let message = |at| if forged == Some(at) { b"may I not" } else { MESSAGE };
                let signatures = read.iter().zip(&each).map(|(key, (_, signature))| (key, signature));
                let claim = |(at, (key, signature))| Claim::of(key, message(at), signature).unwrap();
                let claims: Vec<_> = signatures.enumerate().map(claim).collect();
                all_hold(&claims.iter().collect::<Vec<_>>())
            };
            assert!(hold(None));
            assert!([0, 128, 255].into_iter().all(|forged| !hold(Some(forged))));
        }
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_the_answer_is_that_of_zip_215(
            a in 1_u64.., r in 0_u64..,
            parts in (0_usize..8, 0_usize..8),
            flips in proptest::collection::vec((0_usize..96, 0_u8..8), 0..3),
        ) {
            let (DeviceId(mut key), mut signature) = signed(a, EIGHT_TORSION[parts.0], r, EIGHT_TORSION[parts.1]);
            for (byte, bit) in flips {
                match key.get_mut(byte) {
                    Some(byte) => *byte ^= 1 << bit,
                    None => signature[byte - 32] ^= 1 << bit,
                }
            }
            let device = DeviceId(key);
            let expected = by_zip_215(device, &signature) && Key::of(device).is_some();
            prop_assert_eq!(alone(device, &signature), expected);
            prop_assert_eq!(among_others(device, &signature), expected);
        }
    }
}
