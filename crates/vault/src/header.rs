//! The one row that can be read without a key: which format this is, what the passphrase costs, and the wrapped vault
//! key. Holds two rules: an accidental change is named before Argon2id runs, and nothing a header says is used
//! before it is within bounds.
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | `TROTHVLT` |
//! | 2 | format version, big-endian as all numbers here |
//! | 16 | the vault's id, drawn at random |
//! | 4, 4, 4 | Argon2id: memory in KiB, passes, lanes |
//! | 16 | salt |
//! | 24 | nonce |
//! | 48 | the vault key, sealed with XChaCha20-Poly1305; all bytes before the nonce are its associated data |
//! | 32 | SHA-256 of all bytes before it |
//!
//! Every later format begins with the same ten bytes and ends with such a checksum, so that an older Troth can say
//! that a vault is newer. The checksum is against accidents: whoever changes a header on purpose computes a new one.

use crate::cost::Cost;
use crate::entropy::{Source, fresh};
use crate::error::{Error, Place};
use crate::passphrase::SALT;
use crate::seal::{ID, NONCE, Nonce, Secret, TAG};
use crate::stretch::{Stretch, Stretched};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The format that this version writes, and the newest that it reads.
pub const FORMAT: u16 = 1;
const MAGIC: &[u8; 8] = b"TROTHVLT";
const WRAPPED: usize = 32;
const CHECKSUM: usize = 32;

/// SHA-256 of a whole header, by which the manifest knows it.
pub(crate) type HeaderHash = [u8; 32];

pub(crate) struct Header {
    pub(crate) id: [u8; ID],
    cost: Cost,
    salt: [u8; SALT],
    nonce: Nonce,
    wrapped: [u8; WRAPPED],
    tag: [u8; TAG],
}

impl Header {
    /// Wraps a vault key. This is where Argon2id runs.
    pub(crate) async fn wrap(
        vault_key: &Secret,
        id: [u8; ID],
        passphrase: &impl Stretch,
        cost: Cost,
        source: &mut Source,
    ) -> Result<Self, Error> {
        let (salt, nonce) = (fresh(source)?, fresh(source)?);
        let Stretched(key) = passphrase.stretch(&salt, cost).await?;
        let mut wrapped = Zeroizing::new(*vault_key.bytes());
        let tag = key.seal_in_place(&nonce, &associated(&id, cost, &salt), wrapped.as_mut_slice());
        let tag = tag.ok_or(Error::TooLarge { what: "key", bytes: WRAPPED, limit: WRAPPED })?;
        Ok(Self { id, cost, salt, nonce, wrapped: *wrapped, tag })
    }

    /// Unwraps the vault key. This is where Argon2id runs, in full, before anything is answered.
    pub(crate) async fn unwrap(&self, passphrase: &impl Stretch) -> Result<Secret, Error> {
        let Stretched(key) = passphrase.stretch(&self.salt, self.cost).await?;
        let mut vault_key = Secret::zero();
        vault_key.bytes_mut().copy_from_slice(&self.wrapped);
        let associated = associated(&self.id, self.cost, &self.salt);
        key.open_in_place(&self.nonce, &associated, vault_key.bytes_mut(), self.tag)
            .ok_or(Error::WrongPassphrase)?;
        Ok(vault_key)
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = associated(&self.id, self.cost, &self.salt);
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.wrapped);
        bytes.extend_from_slice(&self.tag);
        let checksum: [u8; CHECKSUM] = Sha256::digest(&bytes).into();
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// Reads a header: `Damaged` if it is not whole, `Newer` if it is but of a later format, and `Damaged` again if
    /// what it asks for is out of bounds.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Error> {
        let damaged = || Error::Damaged { what: Place::Header };
        let (body, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or_else(damaged)?;
        let body = body.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let (version, body) = body.split_first_chunk::<2>().ok_or_else(damaged)?;
        let whole = bytes.get(..bytes.len().saturating_sub(CHECKSUM)).ok_or_else(damaged)?;
        if Sha256::digest(whole).as_slice() != checksum {
            return Err(damaged());
        }
        match u16::from_be_bytes(*version) {
            FORMAT => Self::decode_body(body).ok_or_else(damaged),
            0 => Err(damaged()),
            version => Err(Error::Newer { version }),
        }
    }

    fn decode_body(body: &[u8]) -> Option<Self> {
        let (id, body) = body.split_first_chunk()?;
        let (memory, body) = body.split_first_chunk()?;
        let (passes, body) = body.split_first_chunk()?;
        let (lanes, body) = body.split_first_chunk()?;
        let (salt, body) = body.split_first_chunk()?;
        let (nonce, body) = body.split_first_chunk::<NONCE>()?;
        let (wrapped, body) = body.split_first_chunk()?;
        let [memory, passes, lanes] = [memory, passes, lanes].map(|number| u32::from_be_bytes(*number));
        Some(Self {
            id: *id,
            cost: Cost::from_header(memory, passes, lanes)?,
            salt: *salt,
            nonce: *nonce,
            wrapped: *wrapped,
            tag: body.try_into().ok()?,
        })
    }
}

fn associated(id: &[u8; ID], cost: Cost, salt: &[u8; SALT]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&FORMAT.to_be_bytes());
    bytes.extend_from_slice(id);
    for number in [cost.memory_kib(), cost.passes(), cost.lanes()] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes.extend_from_slice(salt);
    bytes
}

/// The name by which the manifest knows a header.
pub(crate) fn hash(header: &[u8]) -> HeaderHash {
    Sha256::digest(header).into()
}
