//! What is sealed to one device (`circle`'s `keys.rs`: HPKE base mode, RFC 9180), with any words inside.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use companion::circle::{DeviceSecret, EpochId};
use companion::record::Device;
use hkdf::Hkdf;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeS, Serializable, single_shot_seal_with_rng};
use minicbor::Encoder;

use sha2::{Digest, Sha256};

use crate::keys::{Counter, sign};

/// The CBOR of a `SealedTo`.
pub fn sealed_to(device: &Device, purpose: &str, place: &[u8], plain: &[u8], rng: &mut Counter) -> Vec<u8> {
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&device.seal).expect("a known device's key");
    let seal = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;
    let (key, sealed) =
        seal(&OpModeS::Base, &to, purpose.as_bytes(), plain, place, rng).expect("a known device's key");
    let mut bytes = Vec::new();
    let mut cbor = Encoder::new(&mut bytes);
    let written = (|| cbor.array(2)?.bytes(&key.to_bytes())?.bytes(&sealed)?.ok())();
    written.expect("bytes in memory");
    bytes
}

/// A handout (`circle`'s `epoch.rs`) by its format alone: any secret, to anybody, signed by anybody.
pub struct Handed<'a> {
    pub relationship: [u8; 32],
    pub secret: [u8; 32],
    pub number: u32,
    pub by: &'a DeviceSecret,
    pub signer: &'a DeviceSecret,
    /// To whom, and what is sealed to them instead of the secret, if anything.
    pub shares: Vec<(Device, Option<Vec<u8>>)>,
}

impl Handed<'_> {
    /// Its CBOR.
    pub fn bytes(&self, rng: &mut Counter) -> Vec<u8> {
        let shares: Vec<Vec<u8>> = self.shares.iter().map(|share| self.share(share, rng)).collect();
        let statement = [b"troth/handout/1\0", self.relationship.as_slice(), &self.cbor(&shares, &[0; 64])];
        self.cbor(&shares, &sign(self.signer, &statement.concat()))
    }

    fn share(&self, (to, instead): &(Device, Option<Vec<u8>>), rng: &mut Counter) -> Vec<u8> {
        let number = self.number.to_be_bytes();
        let place = [self.relationship.as_slice(), &epoch(&self.secret), &number, &to.id.0].concat();
        let plain = instead.as_deref().unwrap_or(&self.secret);
        sealed_to(to, "troth/epoch/1", &place, plain, rng)
    }

    fn cbor(&self, shares: &[Vec<u8>], signature: &[u8; 64]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut cbor = Encoder::new(&mut bytes);
        let written = (|| {
            cbor.array(5)?.bytes(&epoch(&self.secret))?.u32(self.number)?.bytes(&self.by.id().0)?;
            cbor.array(shares.len() as u64)?;
            for ((to, _), share) in self.shares.iter().zip(shares) {
                cbor.array(2)?.bytes(&to.id.0)?.writer_mut().extend_from_slice(share);
            }
            cbor.bytes(signature)?.ok()
        })();
        written.expect("bytes in memory");
        bytes
    }
}

/// The name of the epoch with this secret.
pub fn epoch(secret: &[u8; 32]) -> [u8; 16] {
    let digest = Sha256::new().chain_update("troth/epoch/name/1").chain_update(secret).finalize();
    std::array::from_fn(|at| digest[at])
}

/// The same, as `circle` knows it.
pub fn epoch_id(secret: &[u8; 32]) -> EpochId {
    let mut bytes = vec![0x50];
    bytes.extend_from_slice(&epoch(secret));
    minicbor::decode(&bytes).expect("the name of an epoch")
}

/// Sealed under an epoch with this secret (`circle`'s `epoch.rs`), whoever holds it.
pub fn under_epoch(secret: &[u8; 32], relationship: &[u8; 32], plain: &[u8], rng: &mut Counter) -> Vec<u8> {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, secret).expand(b"troth/epoch/acts/1", &mut key).expect("32 bytes");
    let (nonce, place): ([u8; 24], _) = (rng.bytes(), [relationship.as_slice(), &epoch(secret)].concat());
    let sealed = XChaCha20Poly1305::new(&key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &place })
        .expect("few bytes");
    [nonce.as_slice(), &sealed].concat()
}
