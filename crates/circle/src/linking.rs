//! How one's own new device comes in: it shows a code, an older device of the same person reads it.
//!
//! ```text
//!   the new device: draws keys and a secret ─ ─ shows a code with both (public keys alone) ─ ─► an older device
//!   reads the log that follows from the secret  ◄─ Welcome, sealed to those keys ─  lets it in, in every record
//! ```
//!
//! The keys come straight from the new device's screen, so nobody can put others in their place; whoever copies the code
//! learns public keys and can read nothing. They could place a welcome of their own, to a circle that is none: so the new
//! device shows the words to compare of each relationship it was welcomed to.

use base64ct::{Base64UrlUnpadded, Encoding};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use record::{Device, DeviceId, DeviceKind, RelationshipId};
use zeroize::{Zeroize, Zeroizing};

use crate::epoch::Handout;
use crate::invitation::{LinkError, check};
use crate::keys::{DeviceSecret, SealedTo};
use crate::log::LogSecret;
use crate::sealing::{derive, random};

const PREFIX: &str = "troth-device:";
const FORM: u8 = 1;
const PURPOSE: &str = "troth/linking/1";

/// What a new device shows: its public keys, and where it waits.
#[derive(Clone)]
pub struct DeviceCode {
    device: Device,
    secret: Zeroizing<[u8; 16]>,
}

/// One relationship that a new device is welcomed to.
#[derive(Clone, Encode, Decode)]
pub struct Welcomed {
    /// Its name.
    #[n(0)]
    pub relationship: RelationshipId,
    /// Where its relay is.
    #[n(1)]
    pub relay: String,
    /// The secret of its log.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub log: [u8; 32],
    /// The founding act, as it was signed.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub founding: Vec<u8>,
    /// Epochs that there were, handed to the new device; further ones are in the log.
    #[n(4)]
    pub handouts: Vec<Handout>,
}

impl Drop for Welcomed {
    fn drop(&mut self) {
        self.log.zeroize();
    }
}

/// What an older device tells a new one.
#[derive(Clone, Encode, Decode)]
pub struct Welcome {
    /// What their person is called.
    #[n(0)]
    pub name: String,
    /// The recovery words, as others see them.
    #[n(1)]
    pub paper: Device,
    /// The relationships there are.
    #[n(2)]
    pub relationships: Vec<Welcomed>,
}

impl DeviceCode {
    /// The code of a new device.
    pub fn draw(device: Device, rng: &mut impl CryptoRng) -> DeviceCode {
        DeviceCode { device, secret: Zeroizing::new(random(rng)) }
    }

    /// The new device's public half.
    pub fn device(&self) -> Device {
        self.device
    }

    /// The log at which it waits.
    pub fn log(&self) -> LogSecret {
        LogSecret::from_bytes(*derive(self.secret.as_slice(), "troth/linking/log/1"))
    }

    /// As text, to be shown or copied.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(vec![FORM]);
        bytes.extend_from_slice(&self.device.id.0);
        bytes.extend_from_slice(&self.device.seal);
        bytes.extend_from_slice(self.secret.as_slice());
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        Zeroizing::new(format!("{PREFIX}{}", Base64UrlUnpadded::encode_string(&bytes)))
    }

    /// Reads a code as a person pasted it.
    ///
    /// # Errors
    /// A [`LinkError`].
    pub fn parse(text: &str) -> Result<DeviceCode, LinkError> {
        let coded = text.trim().strip_prefix(PREFIX).ok_or(LinkError::NotALink)?;
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(coded).map_err(|_| LinkError::NotWhole)?);
        let (form, rest) = bytes.split_first().ok_or(LinkError::NotWhole)?;
        if *form != FORM {
            return Err(LinkError::Newer(*form));
        }
        let (id, rest) = rest.split_first_chunk::<32>().ok_or(LinkError::NotWhole)?;
        let (seal, rest) = rest.split_first_chunk::<32>().ok_or(LinkError::NotWhole)?;
        let (secret, checked) = rest.split_first_chunk::<16>().ok_or(LinkError::NotWhole)?;
        let checked_bytes = bytes.get(..bytes.len().saturating_sub(2)).unwrap_or_default();
        if checked != check(checked_bytes) {
            return Err(LinkError::NotWhole);
        }
        let device = Device { id: DeviceId(*id), seal: *seal, kind: DeviceKind::Device };
        Ok(DeviceCode { device, secret: Zeroizing::new(*secret) })
    }

    /// Seals a welcome to the new device; absent where its keys are none.
    pub fn welcome(&self, welcome: &Welcome, rng: &mut impl CryptoRng) -> Option<SealedTo> {
        // Encoding into a `Vec` has no error to give.
        let plain = Zeroizing::new(minicbor::to_vec(welcome).unwrap_or_default());
        SealedTo::seal(&self.device, PURPOSE, &self.device.id.0, &plain, rng)
    }
}

impl Welcome {
    /// Opens what an older device sealed to this one.
    pub fn open(sealed: &SealedTo, own: &DeviceSecret) -> Option<Welcome> {
        minicbor::decode(&own.open(sealed, PURPOSE, &own.id().0)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Seed;
    use crate::sealing::tests::Counter;

    #[test]
    fn a_code_is_read_as_it_was_shown_and_not_otherwise() {
        let rng = &mut Counter(0);
        let new = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let code = DeviceCode::draw(new.device(), rng);
        let text = code.to_text();
        let read = DeviceCode::parse(&format!(" {}\n", *text)).unwrap();
        assert_eq!(read.device(), new.device());
        assert_eq!(read.log().id(), code.log().id());
        assert_eq!(DeviceCode::parse(&text[..text.len() - 1]).err(), Some(LinkError::NotWhole));
        assert_eq!(DeviceCode::parse("https://x/#join=AQ").err(), Some(LinkError::NotALink));
    }

    #[test]
    fn only_the_new_device_opens_its_welcome() {
        let rng = &mut Counter(0);
        let new = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let other = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let welcome = Welcome { name: "Ada".to_owned(), paper: other.device(), relationships: Vec::new() };
        let sealed = DeviceCode::draw(new.device(), rng).welcome(&welcome, rng).unwrap();
        assert_eq!(Welcome::open(&sealed, &new).unwrap().name, "Ada");
        assert!(Welcome::open(&sealed, &other).is_none());
    }
}
