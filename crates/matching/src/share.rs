//! A person's share of the key under which answers are sealed.

use std::fmt;

use curve25519_dalek::{RistrettoPoint, Scalar};
use minicbor::{Decode, Encode};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::drawn::Draws;
use crate::hash::Hash;
use crate::{Side, bit};

/// What all that one person draws follows from: 32 random bytes, for one list answered once. It is never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    /// From the operating system's randomness.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Seed {
        Seed(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The secret behind the share.
    pub(crate) fn key(&self) -> Scalar {
        Draws::of(self, &[0; 32]).scalar("share", 0)
    }

    /// The share, bound to where it is used (`context`) and to whose it is.
    #[must_use]
    pub fn share(&self, context: &[u8], side: Side) -> Share {
        let key = self.key();
        let said = Hash::of("share").part(context).number(side.index()).bytes();
        let nonce = Draws::of(self, &said).scalar("share nonce", 0);
        let point = RistrettoPoint::mul_base(&key);
        let challenge = challenge(context, side, &point, &RistrettoPoint::mul_base(&nonce));
        let (key_bytes, response) = (point.compress().to_bytes(), nonce + challenge * key);
        Share { key: key_bytes, challenge: challenge.to_bytes(), response: response.to_bytes() }
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// A share, with the proof that its key is known (Schnorr). 96 bytes and a little.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Share {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    key: [u8; 32],
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    challenge: [u8; 32],
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    response: [u8; 32],
}

impl Share {
    /// Its point, where whoever made it for this place and person knows its key.
    pub(crate) fn checked(&self, context: &[u8], side: Side) -> Option<RistrettoPoint> {
        let point = bit::point(&self.key)?;
        let (said, response) = (bit::scalar(&self.challenge)?, bit::scalar(&self.response)?);
        let nonce = RistrettoPoint::vartime_double_scalar_mul_basepoint(&-said, &point, &response);
        (challenge(context, side, &point, &nonce) == said).then_some(point)
    }

    pub(crate) fn key(&self) -> &[u8; 32] {
        &self.key
    }
}

fn challenge(context: &[u8], side: Side, key: &RistrettoPoint, nonce: &RistrettoPoint) -> Scalar {
    Hash::of("share proof").part(context).number(side.index()).points([key, nonce]).scalar()
}
