//! Devices whose secrets everybody here knows, and bytes that look random and are the same in every run.

use std::convert::Infallible;
use std::sync::LazyLock;

use companion::circle::{DeviceSecret, Seed};
use companion::record::DeviceKind;
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};

/// How many known devices there are.
pub const DEVICES: usize = 6;

static KNOWN: LazyLock<Vec<DeviceSecret>> = LazyLock::new(|| (0..DEVICES).map(secret).collect());

fn secret(number: usize) -> DeviceSecret {
    let kind = if number == 1 { DeviceKind::Paper } else { DeviceKind::Device };
    DeviceSecret::of(&Seed::from_bytes([number as u8 + 1; 32]), kind)
}

/// One of the known devices; any number names one. Ada's are 0 and 1 (paper), Bo's is 2.
pub fn device(number: u8) -> &'static DeviceSecret {
    &KNOWN[usize::from(number) % DEVICES]
}

/// That device's signature on any bytes.
pub fn sign(by: &DeviceSecret, bytes: &[u8]) -> [u8; 64] {
    SigningKey::from_bytes(&by.signing_key().seed()).sign(bytes).to_bytes()
}

/// SHA-256 of a counter: an input that failed once fails again.
#[derive(Default)]
pub struct Counter(u64);

impl Counter {
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        rand_core::Rng::fill_bytes(self, &mut bytes);
        bytes
    }
}

impl rand_core::TryRng for Counter {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 += 1;
        let digest = Sha256::digest(self.0.to_be_bytes());
        Ok(digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            let digest = Sha256::digest(self.0.to_be_bytes());
            chunk.iter_mut().zip(digest).for_each(|(byte, drawn)| *byte = drawn);
        }
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Counter {}
