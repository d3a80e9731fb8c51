//! A vault's rows, written by its format alone (`vault`'s `format.md`), with known keys: so that anything can stand under
//! a seal that fits. And a passphrase that costs nothing.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use companion::vault::{Cost, Error, InMemory, SALT, Store, Stretch, Stretched, errand, store::Batch};
use hkdf::Hkdf;
use minicbor::Encoder;
use sha2::{Digest, Sha256};

use crate::keys::Counter;
use crate::ready;

const ID: [u8; 16] = [1; 16];
const VAULT_KEY: [u8; 32] = [2; 32];
const PASSPHRASE_KEY: [u8; 32] = [3; 32];
/// The shelf of header and manifest.
pub const SHELF: &str = "vault";

/// A passphrase whose key is known without Argon2id.
pub struct Known;

impl Stretch for Known {
    async fn stretch(&self, _: &[u8; SALT], cost: Cost) -> Result<Stretched, Error> {
        errand::key_of(&PASSPHRASE_KEY).ok_or(Error::NoMemory { kib: cost.memory_kib() })
    }
}

/// What a row is sealed as.
#[derive(Clone, Copy)]
pub enum Kind {
    Manifest = 1,
    Kept = 2,
    Run = 3,
}

/// Seals rows of the one vault that there is here.
pub struct Hand {
    rng: Counter,
    rows: [u8; 32],
    names: Hkdf<Sha256>,
}

impl Default for Hand {
    fn default() -> Self {
        let root = Hkdf::<Sha256>::new(Some(&ID), &VAULT_KEY);
        let expand = |purpose: &[u8]| {
            let mut key = [0; 32];
            root.expand(purpose, &mut key).expect("32 bytes");
            key
        };
        let (rows, names) = (expand(b"troth vault 1 rows"), expand(b"troth vault 1 names"));
        Self { rng: Counter::default(), rows, names: Hkdf::new(None, &names) }
    }
}

impl Hand {
    pub fn row(&mut self, kind: Kind, shelf: &str, key: &[u8], plain: &[u8]) -> Vec<u8> {
        let mut place = b"troth vault 1".to_vec();
        place.extend_from_slice(&ID);
        place.push(kind as u8);
        place.extend_from_slice(&(shelf.len() as u64).to_be_bytes());
        place.extend_from_slice(shelf.as_bytes());
        place.extend_from_slice(key);
        let nonce: [u8; 24] = self.rng.bytes();
        [nonce.as_slice(), &seal(&self.rows, &nonce, &place, plain)].concat()
    }

    /// The header, with any numbers for what the passphrase costs.
    pub fn header(&mut self, cost: [u32; 3]) -> Vec<u8> {
        let mut bytes = b"TROTHVLT\0\x01".to_vec();
        bytes.extend_from_slice(&ID);
        bytes.extend_from_slice(cost.map(u32::to_be_bytes).as_flattened());
        bytes.extend_from_slice(&self.rng.bytes::<16>());
        let nonce: [u8; 24] = self.rng.bytes();
        let wrapped = seal(&PASSPHRASE_KEY, &nonce, &bytes, &VAULT_KEY);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&wrapped);
        checked(&bytes)
    }

    pub fn blind_shelf(&self, kind: Kind, name: &str) -> String {
        self.blind(&[&[kind as u8], name.as_bytes()]).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn blind_key(&self, shelf: &str, key: &[u8]) -> [u8; 16] {
        self.blind(&[&[0], &(shelf.len() as u64).to_be_bytes(), shelf.as_bytes(), key])
    }

    fn blind(&self, parts: &[&[u8]]) -> [u8; 16] {
        let mut blind = [0; 16];
        self.names.expand_multi_info(parts, &mut blind).expect("16 bytes");
        blind
    }
}

fn seal(key: &[u8; 32], nonce: &[u8; 24], place: &[u8], plain: &[u8]) -> Vec<u8> {
    let payload = Payload { msg: plain, aad: place };
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(*nonce), payload);
    sealed.expect("few bytes")
}

/// With the checksum that a header ends with.
pub fn checked(bytes: &[u8]) -> Vec<u8> {
    [bytes, Sha256::digest(bytes).as_slice()].concat()
}

/// What a manifest says of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub length: u64,
    pub tail_start: u64,
    pub tail_rows: u64,
    pub tail_bytes: u64,
    pub settled: [u8; 32],
    pub tail: [u8; 32],
}

impl Run {
    /// Adds a row to the digest of those before the tail, or of the tail.
    pub fn add(&mut self, first: u64, row: &[u8]) {
        let chain = if first < self.tail_start { &mut self.settled } else { &mut self.tail };
        let mut hash = Sha256::new();
        hash.update(*chain);
        hash.update(first.to_be_bytes());
        hash.update(&row[..24]);
        *chain = hash.finalize().into();
    }
}

/// A manifest's bytes.
pub struct Manifest {
    pub version: u64,
    pub generation: u64,
    pub header: [u8; 32],
    pub shelves: BTreeMap<String, (u64, [u8; 32])>,
    pub runs: BTreeMap<String, Run>,
}

impl Manifest {
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut cbor = Encoder::new(&mut bytes);
        let written = (|| {
            cbor.array(5)?.u64(self.version)?.u64(self.generation)?.bytes(&self.header)?;
            cbor.map(self.shelves.len() as u64)?;
            for (name, (count, digest)) in &self.shelves {
                cbor.str(name)?.array(2)?.u64(*count)?.bytes(digest)?;
            }
            cbor.map(self.runs.len() as u64)?;
            for (name, run) in &self.runs {
                let Run { length, tail_start, tail_rows, tail_bytes, settled, tail } = run;
                cbor.str(name)?.array(6)?.u64(*length)?.u64(*tail_start)?.u64(*tail_rows)?;
                cbor.u64(*tail_bytes)?.bytes(settled)?.bytes(tail)?;
            }
            cbor.ok()
        })();
        written.expect("bytes in memory");
        bytes
    }
}

/// The digest over a kept shelf's rows, by their keys in the store.
pub fn digest(rows: &BTreeMap<Vec<u8>, Vec<u8>>) -> (u64, [u8; 32]) {
    let mut hash = Sha256::new();
    for (key, row) in rows {
        hash.update((key.len() as u64).to_be_bytes());
        hash.update(key);
        hash.update(&row[..24]);
    }
    (rows.len() as u64, hash.finalize().into())
}

/// A store of its own with the same rows.
pub fn copy(store: &InMemory) -> InMemory {
    let (copy, mut batch) = (InMemory::new(), Batch::default());
    for shelf in ready(store.shelves()).expect("in memory") {
        for row in ready(store.scan(&shelf, &[])).expect("in memory") {
            batch.put(&shelf, &row.key, row.bytes);
        }
    }
    ready(copy.commit(batch)).expect("in memory");
    copy
}
