//! What a person types, and the key that comes of it. Holds one rule: what looks the same opens the same vault, and
//! every guess costs what the header says.
//!
//! It does not judge whether a passphrase is a good one.

use crate::cost::Cost;
use crate::error::Error;
use crate::seal::Secret;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

/// Length of the salt in bytes.
pub const SALT: usize = 16;

/// A passphrase in Unicode normalisation form NFKC, because phones and laptops compose accents differently and people
/// see no difference. It has no `Debug`, and leaves memory when it is dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what was typed. Nothing is trimmed: a space is a character like any other.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(Zeroizing::new(nfkc(typed)))
    }

    /// As it is stretched.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The key that wraps the vault key: Argon2id, version 0x13, over this passphrase and the salt.
    pub(crate) fn stretch_here(&self, salt: &[u8; SALT], cost: Cost) -> Result<Secret, Error> {
        let no_memory = || Error::NoMemory { kib: cost.memory_kib() };
        let params = Params::new(cost.memory_kib(), cost.passes(), cost.lanes(), Some(32));
        let params = params.map_err(|_| no_memory())?;
        let mut memory = Zeroizing::new(Vec::<Block>::new());
        memory.try_reserve_exact(params.block_count()).map_err(|_| no_memory())?;
        memory.resize(params.block_count(), Block::default());
        let mut key = Secret::zero();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(self.0.as_bytes(), salt, key.bytes_mut(), memory.as_mut_slice())
            .map_err(|_| no_memory())?;
        Ok(key)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn nfkc(typed: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    typed.nfkc().collect()
}

/// The browser has the tables already; carrying them once more would cost every visitor some 30 KB.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn nfkc(typed: &str) -> String {
    String::from(js_sys::JsString::from(typed).normalize("NFKC"))
}
