//! The names and numbers-used-once on the wire: fixed runs of bytes, each a type of its own so that none can stand in for
//! another. None of them is secret.

use core::fmt;

use minicbor::{Decode, Encode};

/// Defines a newtype over `N` bytes: CBOR byte string on the wire, hexadecimal when shown.
macro_rules! bytes_type {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; $length]);

        impl $name {
            /// How many bytes it has.
            pub const LENGTH: usize = $length;

            /// The bytes themselves.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        /// The first four bytes only: enough to tell two apart in a failed test.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "("))?;
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str("…)")
            }
        }
    };
}

bytes_type! {
    /// The name of a log: the Ed25519 public key (RFC 8032, 32 bytes) whose signature opens it.
    LogId, 32
}

bytes_type! {
    /// What the relay draws at random for each connection, so that no proof serves twice.
    Nonce, 32
}

bytes_type! {
    /// Drawn at random by the relay when a log begins to exist. The same log under another incarnation has lost its frames.
    Incarnation, 16
}

bytes_type! {
    /// Drawn at random by a device for each frame, kept with it until the append is answered, and sent again with it: the
    /// relay puts a frame with a token it knows nowhere twice.
    Token, 16
}

bytes_type! {
    /// An Ed25519 signature (RFC 8032).
    Signature, 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_its_bytes_and_debug_only_a_few() {
        let log = LogId([0xab; 32]);
        assert_eq!(log.to_string(), "ab".repeat(32));
        assert_eq!(format!("{log:?}"), "LogId(abababab…)");
    }

    #[test]
    fn a_name_of_another_length_is_refused() {
        let short = minicbor::to_vec(minicbor::bytes::ByteVec::from(vec![1; 31])).unwrap();
        assert!(minicbor::decode::<LogId>(&short).is_err());
    }
}
