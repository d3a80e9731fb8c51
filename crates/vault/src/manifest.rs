//! What must be there: the row that is rewritten with every commit. Holds one rule: a row that is missing, doubled,
//! swapped, foreign or older than the newest of its place is noticed, because the manifest knows better.
//!
//! For every kept shelf it holds the number of rows and a digest over (key, nonce) of each, in the keys' order; for
//! every run its length and two chained digests over (first entry, nonce) of each row, one for the settled segments
//! and one for the tail behind them. A nonce is drawn anew whenever a row is written, so it stands for that writing;
//! that the rest of the row belongs to it is what the seal proves. Names are true ones here, and nowhere else.
//!
//! It does not notice that the whole store, manifest included, was put back to an earlier state: nothing that lies
//! on one device can.

use crate::header::{FORMAT, HeaderHash};
use crate::seal::{Kind, Nonce, Spot};
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The store's shelf on which header and manifest stand.
pub(crate) const SHELF: &str = "vault";
/// The header's key on that shelf.
pub(crate) const HEADER: &[u8] = b"header";
/// The manifest's key on that shelf.
pub(crate) const MANIFEST: &[u8] = b"manifest";

/// More commits, entries or bytes than there will ever be.
const MAX_COUNT: u64 = 1 << 62;

pub(crate) fn spot() -> Spot<'static> {
    Spot { kind: Kind::Manifest, shelf: SHELF, key: MANIFEST }
}

/// The whole of what must be there. CBOR, field numbers fixed.
#[derive(Clone, Debug, Encode, Decode, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The same as the header's, so that neither can be replaced alone.
    #[n(0)]
    version: u16,
    /// Counts the commits.
    #[n(1)]
    pub(crate) generation: u64,
    /// The header that belongs to this manifest, so that an old passphrase does not come back.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) header: HeaderHash,
    #[n(3)]
    pub(crate) shelves: BTreeMap<String, Shelf>,
    #[n(4)]
    pub(crate) runs: BTreeMap<String, Run>,
}

/// What must be on one shelf of kept values.
#[derive(Clone, Debug, Encode, Decode, PartialEq, Eq)]
pub(crate) struct Shelf {
    #[n(0)]
    pub(crate) count: u64,
    #[cbor(n(1), with = "minicbor::bytes")]
    digest: [u8; 32],
}

/// What must be in one run.
#[derive(Clone, Debug, Default, Encode, Decode, PartialEq, Eq)]
pub(crate) struct Run {
    /// Entries in all.
    #[n(0)]
    pub(crate) length: u64,
    /// The first entry behind the settled segments. The tail holds those from here on, in rows that are small still.
    #[n(1)]
    pub(crate) tail_start: u64,
    /// Rows in the tail.
    #[n(2)]
    pub(crate) tail_rows: u64,
    /// Bytes of all entries in the tail.
    #[n(3)]
    pub(crate) tail_bytes: u64,
    #[n(4)]
    pub(crate) settled: Chain,
    #[n(5)]
    pub(crate) tail: Chain,
}

/// A digest over rows, one after the other. Empty: 32 zero bytes.
#[derive(Clone, Copy, Debug, Default, Encode, Decode, PartialEq, Eq)]
#[cbor(transparent)]
pub(crate) struct Chain(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl Chain {
    /// Adds the row that begins with entry `first`.
    pub(crate) fn add(&mut self, first: u64, nonce: &Nonce) {
        let mut hash = Sha256::new_with_prefix(self.0);
        hash.update(first.to_be_bytes());
        hash.update(nonce);
        self.0 = hash.finalize().into();
    }
}

/// The rows of a kept shelf as they are in the store: blinded key and nonce of each.
pub(crate) type Index = BTreeMap<Vec<u8>, Nonce>;

impl Shelf {
    pub(crate) fn of(index: &Index) -> Self {
        let mut hash = Sha256::new();
        for (key, nonce) in index {
            hash.update(u64::try_from(key.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(key);
            hash.update(nonce);
        }
        Self { count: u64::try_from(index.len()).unwrap_or(u64::MAX), digest: hash.finalize().into() }
    }
}

impl Manifest {
    pub(crate) fn first(header: HeaderHash) -> Self {
        Self { version: FORMAT, generation: 0, header, shelves: BTreeMap::new(), runs: BTreeMap::new() }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a vector cannot fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// `None` if the bytes are not exactly one manifest of this format, or say what no vault can come to.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut decoder = minicbor::Decoder::new(bytes);
        let manifest: Self = decoder.decode().ok()?;
        let is_one = decoder.position() == bytes.len() && manifest.version == FORMAT;
        (is_one && manifest.is_possible()).then_some(manifest)
    }

    /// So that no sum of what it says goes beyond its type, no tail begins behind its run's end, and no run without entries is
    /// said to have rows: what is empty is not named.
    fn is_possible(&self) -> bool {
        let possible = |run: &Run| {
            run.tail_start <= run.length
                && (1..=MAX_COUNT).contains(&run.length)
                && run.tail_rows.max(run.tail_bytes) <= MAX_COUNT
        };
        self.generation <= MAX_COUNT && self.runs.values().all(possible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Manifest {
        let mut manifest = Manifest::first([7; 32]);
        manifest.shelves.insert("keys".into(), Shelf::of(&Index::from([(vec![1], [2; 24])])));
        manifest.runs.insert("acts".into(), Run { length: 3, ..Run::default() });
        manifest
    }

    #[test]
    fn a_manifest_reads_what_it_writes_and_nothing_longer_or_shorter() {
        let bytes = example().encode();
        assert_eq!(Manifest::decode(&bytes), Some(example()));
        assert_eq!(Manifest::decode(&[bytes.as_slice(), &[0]].concat()), None);
        assert_eq!(Manifest::decode(&bytes[..bytes.len() - 1]), None);
    }

    #[test]
    fn a_manifest_of_another_version_is_not_read() {
        let manifest = Manifest { version: FORMAT + 1, ..example() };
        assert_eq!(Manifest::decode(&manifest.encode()), None);
    }

    #[test]
    fn a_manifest_that_counts_beyond_reason_is_not_read() {
        let of = |change: fn(&mut Manifest, &mut Run)| {
            let (mut manifest, mut run) = (example(), Run { length: 3, ..Run::default() });
            change(&mut manifest, &mut run);
            manifest.runs.insert("acts".into(), run);
            Manifest::decode(&manifest.encode())
        };
        assert!(of(|_, run| run.tail_start = 3).is_some());
        assert_eq!(of(|_, run| run.tail_start = 4), None, "a tail behind the end");
        assert_eq!(of(|_, run| run.length = 0), None, "an empty run");
        assert_eq!(of(|_, run| run.length = u64::MAX), None);
        assert_eq!(of(|_, run| run.tail_rows = u64::MAX), None);
        assert_eq!(of(|_, run| run.tail_bytes = u64::MAX), None);
        assert_eq!(of(|manifest, _| manifest.generation = u64::MAX), None);
    }

    #[test]
    fn a_digest_tells_which_nonce_stands_at_which_key() {
        let rows = |a: u8, b: u8| Shelf::of(&Index::from([(vec![1], [a; 24]), (vec![2], [b; 24])]));
        assert_ne!(rows(8, 9), rows(9, 8));
        assert_eq!(rows(8, 9), rows(8, 9));
    }
}
