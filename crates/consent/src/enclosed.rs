//! Where something lies that stands outside of the acts: a page of a journal, a picture. An act is signed and kept for ever, so what
//! can be erased is not in it; it carries only the secret by which its contents are found and opened, how large they are, and what they
//! must hash to.
//! Nothing here reads them, and they change no verdict.

use core::fmt;

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

/// Contents outside of the act that names them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(map)]
pub struct Enclosure {
    #[n(0)]
    secret: ByteArray<32>,
    #[n(1)]
    hash: ByteArray<32>,
    #[n(2)]
    bytes: u32,
}

impl Enclosure {
    /// Contents that are found by this secret, 32 random bytes, have this SHA-256 and so many bytes.
    pub fn new(secret: [u8; 32], hash: [u8; 32], bytes: u32) -> Enclosure {
        Enclosure { secret: ByteArray::from(secret), hash: ByteArray::from(hash), bytes }
    }

    /// By which they are found and opened.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// What they hash to.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// How many bytes they have.
    pub fn bytes(&self) -> u32 {
        self.bytes
    }
}

/// The hash only: the secret is nobody's to print.
impl fmt::Debug for Enclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enclosure(")?;
        self.hash.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_and_does_not_print_its_secret() {
        let enclosure = Enclosure::new([0xab; 32], [0x01; 32], 9);
        let bytes = minicbor::to_vec(enclosure).unwrap();
        assert_eq!(minicbor::decode::<Enclosure>(&bytes).unwrap(), enclosure);
        assert_eq!(format!("{enclosure:?}"), "Enclosure(01010101)");
    }
}
