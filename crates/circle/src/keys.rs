//! A device's two keys, from one seed: it signs with Ed25519 and is sealed to with X25519 (HPKE, RFC 9180).

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng,
};
use rand_core::CryptoRng;
use record::{Device, DeviceId, DeviceKind, SigningKey};
use zeroize::Zeroizing;

use crate::sealing::{derive, random};

/// 32 random bytes from which a device's keys follow. The recovery words are such a seed, written down.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// A new one.
    pub fn draw(rng: &mut impl CryptoRng) -> Seed {
        Seed(Zeroizing::new(random(rng)))
    }

    /// The seed of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Seed {
        Seed(Zeroizing::new(bytes))
    }

    /// Its bytes, to be stored sealed.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The secret half of a device.
pub struct DeviceSecret {
    sign: SigningKey,
    /// What `statement` is signed with: the same key as acts, for words that no act can be.
    sign_also: ed25519_dalek::SigningKey,
    open: <X25519HkdfSha256 as Kem>::PrivateKey,
    device: Device,
}

impl DeviceSecret {
    /// The keys that follow from a seed.
    pub fn of(seed: &Seed, kind: DeviceKind) -> DeviceSecret {
        let sign_seed = derive(seed.bytes(), "troth/device/sign/1");
        let sign = SigningKey::from_seed(&sign_seed);
        let sign_also = ed25519_dalek::SigningKey::from_bytes(&sign_seed);
        let open_seed = derive(seed.bytes(), "troth/device/seal/1");
        let (open, public) = X25519HkdfSha256::derive_keypair(open_seed.as_slice());
        let mut seal = [0; 32];
        public.write_exact(&mut seal);
        let device = Device { id: sign.device(), seal, kind };
        DeviceSecret { sign, sign_also, open, device }
    }

    /// The public half.
    pub fn device(&self) -> Device {
        self.device
    }

    /// Its name.
    pub fn id(&self) -> DeviceId {
        self.device.id
    }

    /// What acts are signed with.
    pub fn signing_key(&self) -> &SigningKey {
        &self.sign
    }

    /// Signs a statement of this crate. Each begins with a purpose of its own, and no act's signed bytes do
    /// (those begin with a CBOR array, RFC 9052, 4.4).
    pub(crate) fn sign(&self, statement: &[u8]) -> [u8; 64] {
        use ed25519_dalek::Signer;
        self.sign_also.sign(statement).to_bytes()
    }

    /// Opens what was sealed to this device for this purpose and place.
    pub(crate) fn open(&self, sealed: &SealedTo, purpose: &str, place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let key = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&sealed.key).ok()?;
        let open = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;
        let mode = OpModeR::Base;
        open(&mode, &self.open, &key, purpose.as_bytes(), &sealed.sealed, place).ok().map(Zeroizing::new)
    }
}

/// Bytes that one device can open (HPKE base mode).
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SealedTo {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    key: [u8; 32],
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

impl SealedTo {
    /// Seals to a device for this purpose and place; absent where its key is no key.
    pub(crate) fn seal(
        device: &Device,
        purpose: &str,
        place: &[u8],
        plain: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Option<SealedTo> {
        let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&device.seal).ok()?;
        let (encapped, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &to,
            purpose.as_bytes(),
            plain,
            place,
            rng,
        )
        .ok()?;
        let mut key = [0; 32];
        encapped.write_exact(&mut key);
        Some(SealedTo { key, sealed })
    }
}

/// Whether a device's key is one: it says so itself, and a point of small order is none (RFC 9180, 7.1.4).
pub fn can_be_sealed_to(device: &Device, rng: &mut impl CryptoRng) -> bool {
    SealedTo::seal(device, "troth/nothing/1", &[], &[], rng).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealing::tests::Counter;

    #[test]
    fn a_seed_gives_the_same_device_always() {
        let device = |byte| DeviceSecret::of(&Seed::from_bytes([byte; 32]), DeviceKind::Device).device();
        assert_eq!(device(1), device(1));
        assert_ne!(device(1).id, device(2).id);
        assert_ne!(device(1).seal, device(1).id.0);
        // Recovery words that are on paper give these keys for ever.
        assert_eq!(device(1).id.to_string(), include_str!("../tests/golden/device-of-ones.txt").trim());
    }

    #[test]
    fn nothing_is_sealed_to_a_key_that_is_none() {
        let rng = &mut Counter(0);
        let ada = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device).device();
        assert!(can_be_sealed_to(&ada, rng));
        for first in [0, 1] {
            let mut seal = [0; 32];
            seal[0] = first;
            assert!(!can_be_sealed_to(&Device { seal, ..ada }, rng));
        }
    }

    #[test]
    fn only_the_device_opens_what_is_sealed_to_it_and_only_in_its_place() {
        let rng = &mut Counter(0);
        let ada = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let bo = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let sealed = SealedTo::seal(&ada.device(), "purpose", b"place", b"words", rng).unwrap();
        assert_eq!(ada.open(&sealed, "purpose", b"place").unwrap().as_slice(), b"words");
        assert!(bo.open(&sealed, "purpose", b"place").is_none());
        assert!(ada.open(&sealed, "other", b"place").is_none());
        assert!(ada.open(&sealed, "purpose", b"other").is_none());
    }
}
