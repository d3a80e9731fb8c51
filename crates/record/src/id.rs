//! The names of acts, devices and relationships: 32 bytes each, of their own type each.
//!
//! Written for people as 64 lower-case hex digits, short in `Debug`; in CBOR as a byte string of 32.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use minicbor::bytes::{ByteArray, ByteSlice};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use sha2::{Digest, Sha256};

/// A text that is not 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not 64 lower-case hex digits")]
pub struct IdFromHexError(pub String);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub [u8; 32]);

        /// By its first eight bytes, which tell names apart as well as all of them do.
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.write_u64(self.0.first_chunk().map_or(0, |first| u64::from_le_bytes(*first)));
            }
        }

        impl $name {
            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}(", stringify!($name))?;
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str("…)")
            }
        }

        impl FromStr for $name {
            type Err = IdFromHexError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                from_hex(text).map(Self).ok_or_else(|| IdFromHexError(text.to_owned()))
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.encode(<&ByteSlice>::from(self.0.as_slice()))?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                d.decode::<ByteArray<32>>().map(|bytes| Self(*bytes))
            }
        }
    };
}

id! {
    /// The name of an act: SHA-256 over its whole `COSE_Sign1` bytes, signature included.
    ActId
}

id! {
    /// The name of a device: the 32 bytes of its Ed25519 verifying key (RFC 8032).
    DeviceId
}

id! {
    /// The name of a relationship: the [`ActId`] of its founding act.
    RelationshipId
}

impl ActId {
    /// The name of the act with these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl From<ActId> for RelationshipId {
    fn from(founding: ActId) -> Self {
        Self(founding.0)
    }
}

impl From<RelationshipId> for ActId {
    fn from(relationship: RelationshipId) -> Self {
        Self(relationship.0)
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let from = at.checked_mul(2)?;
        *byte = u8::from_str_radix(text.get(from..from.checked_add(2)?)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes_and_nothing_else() {
        let id = ActId::of(b"Ada");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(format!("{id:?}").len(), "ActId(00000000…)".len());
        for wrong in ["", "00", &id.to_string().to_uppercase(), &format!("+{}", &id.to_string()[1..])] {
            assert_eq!(wrong.parse::<ActId>(), Err(IdFromHexError(wrong.to_owned())));
        }
    }
}
