//! What opening a vault cannot do without, as bare library calls: reading rows with rusqlite, unsealing them with
//! chacha20poly1305, decoding acts with minicbor. Nothing is checked beyond what these calls check by themselves.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use consent::Says;
use minicbor::bytes::ByteSlice;
use minicbor::{Decode, Decoder};
use rusqlite::{Connection, params};
use std::time::Instant;

/// As many bytes as a segment of a vault holds.
const SEGMENT: usize = 256 * 1024;

const KEY: [u8; 32] = [7; 32];

/// A file of sealed segments.
pub(crate) struct Bare {
    connection: Connection,
    cipher: XChaCha20Poly1305,
    acts: usize,
}

/// An act's payload, as minicbor reads it.
#[derive(Decode)]
#[cbor(array)]
struct Payload<'b> {
    #[n(0)]
    _format: u64,
    #[b(1)]
    _relationship: Option<&'b ByteSlice>,
    #[b(2)]
    _device: &'b ByteSlice,
    #[n(3)]
    _seq: u64,
    #[b(4)]
    _heads: Vec<&'b ByteSlice>,
    #[n(5)]
    _instant: i64,
    #[b(6)]
    body: Body<'b>,
}

/// What an act says, undecoded; the founding is another.
#[derive(Decode)]
#[cbor(array)]
struct Body<'b> {
    #[n(0)]
    _kind: u8,
    #[b(1)]
    says: &'b ByteSlice,
}

impl Bare {
    /// Seals the acts and writes them, many in a segment.
    pub(crate) fn lay_down(path: &Path, acts: &[Vec<u8>]) -> anyhow::Result<()> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "CREATE TABLE rows (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT; BEGIN",
        )?;
        let cipher = XChaCha20Poly1305::new(&KEY.into());
        for (key, segment) in segments(acts).into_iter().enumerate() {
            let mut sealed = segment;
            cipher.encrypt_in_place(&nonce(key), b"", &mut sealed).ok().context("sealing")?;
            connection.execute("INSERT INTO rows VALUES (?1, ?2)", params![key as i64, sealed])?;
        }
        connection.execute_batch(&format!("PRAGMA user_version = {}; COMMIT", acts.len()))?;
        Ok(())
    }

    /// What was laid down there.
    pub(crate) fn at(path: &Path) -> anyhow::Result<Bare> {
        let connection = Connection::open(path)?;
        let acts: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        Ok(Bare { connection, cipher: XChaCha20Poly1305::new(&KEY.into()), acts: acts as usize })
    }

    /// How long reading, unsealing and decoding took.
    pub(crate) fn open(&self) -> anyhow::Result<[Duration; 3]> {
        let start = Instant::now();
        let mut query = self.connection.prepare("SELECT bytes FROM rows ORDER BY key")?;
        let mut rows = query.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<Result<Vec<_>, _>>()?;
        let read = start.elapsed();
        for (key, row) in rows.iter_mut().enumerate() {
            self.cipher.decrypt_in_place(&nonce(key), b"", row).ok().context("unsealing")?;
        }
        let unsealed = start.elapsed();
        let mut says = Vec::with_capacity(self.acts);
        rows.iter().try_for_each(|row| decode(row, &mut says))?;
        let decoded = start.elapsed();
        ensure!(says.len() + 1 == self.acts, "of {} acts, {} were decoded", self.acts, says.len());
        Ok([read, unsealed - read, decoded - unsealed])
    }
}

fn segments(acts: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut segments = vec![Vec::new()];
    for act in acts {
        if segments.last().is_some_and(|last: &Vec<u8>| last.len() + act.len() > SEGMENT) {
            segments.push(Vec::new());
        }
        segments.last_mut().into_iter().for_each(|last| last.extend_from_slice(act));
    }
    segments
}

fn nonce(key: usize) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..8].copy_from_slice(&(key as u64).to_be_bytes());
    nonce.into()
}

/// Decodes what every act of a segment says, all but the founding.
fn decode(segment: &[u8], says: &mut Vec<Says>) -> anyhow::Result<()> {
    let mut decoder = Decoder::new(segment);
    while decoder.position() < segment.len() {
        // A COSE_Sign1: tag, protected header, unprotected header, payload, signature.
        decoder.tag()?;
        decoder.array()?;
        decoder.bytes()?;
        decoder.skip()?;
        let payload = decoder.bytes()?;
        decoder.bytes()?;
        // The founding has another body, and is the only act that says nothing.
        if let Ok(payload) = minicbor::decode::<Payload<'_>>(payload) {
            says.push(minicbor::decode(payload.body.says)?);
        }
    }
    Ok(())
}
