//! A run's entries in rows. Holds one rule: entries come back in the order they were appended, all or none.
//!
//! A row holds one or more consecutive entries under the number of the first (8 bytes, big-endian, so that a store's
//! order is theirs): `count (4) ‖ { length (4) ‖ bytes } …`, sealed. Every commit appends one row. When the rows at the
//! end hold [`SEGMENT`] bytes or are [`TAIL_ROWS`] in number, that commit rewrites them as settled segments
//! instead, which are never touched again: opening reads few large rows, not many small ones.

use crate::manifest::{Chain, Run};
use crate::seal::{Keys, Kind, Spot, nonce_of};
use crate::store::Row;
use zeroize::Zeroizing;

/// A tail of this many bytes of entries is settled, and a segment holds no more, but for one larger entry alone.
pub(crate) const SEGMENT: u64 = 256 * 1024;
/// A tail of this many rows is settled.
pub(crate) const TAIL_ROWS: u64 = 1024;
/// The largest row that is ever sealed, in bytes: far below the limits of cipher and stores.
pub(crate) const MAX_ROW: usize = 64 * 1024 * 1024;

/// Consecutive entries of a run, in order. They leave memory when this is dropped.
#[derive(Default)]
pub struct Entries {
    first: u64,
    length: usize,
    rows: Vec<Plain>,
    /// How many entries at the beginning of the first row are not asked for.
    skip: usize,
}

impl Entries {
    /// The number of the first entry, in the run's count from 0.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// How many entries these are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The first entry of each row that these came from.
    pub(crate) fn row_firsts(&self) -> impl Iterator<Item = u64> {
        self.rows.iter().map(|row| row.first)
    }

    /// The bytes of each, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.rows.iter().flat_map(|row| split(&row.bytes).1).skip(self.skip)
    }
}

/// Takes apart an opened row: how many entries it says it has, and those that can be read.
fn split(row: &[u8]) -> (u32, impl Iterator<Item = &[u8]>) {
    let (count, mut rest) = row.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
    let entries = std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (entry, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        rest = after;
        Some(entry)
    });
    (u32::from_be_bytes(*count), entries)
}

/// Whether an opened row holds exactly the entries it says, and as many as it should: at least one.
fn is_whole(row: &[u8], expected: u64) -> bool {
    let (count, entries) = split(row);
    let (mut seen, mut bytes) = (0_u64, 4_usize);
    for entry in entries {
        seen += 1;
        bytes += 4 + entry.len();
    }
    expected > 0 && u64::from(count) == expected && seen == expected && bytes == row.len()
}

/// What is written before an entry, and (as the count) before a row. Lengths are checked when entries are handed in.
pub(crate) fn prefix(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

/// A row in the clear, as it was read or is to be written.
pub(crate) struct Plain {
    pub(crate) first: u64,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

impl Plain {
    fn of(first: u64, entries: &[&[u8]]) -> Self {
        let length = 4 + entries.iter().map(|entry| 4 + entry.len()).sum::<usize>();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.extend_from_slice(&prefix(entries.len()));
        for entry in entries {
            bytes.extend_from_slice(&prefix(entry.len()));
            bytes.extend_from_slice(entry);
        }
        Self { first, bytes }
    }
}

/// Cuts entries into rows of at most [`SEGMENT`] bytes of entries each, or one entry.
pub(crate) fn cut(first: u64, entries: &[&[u8]]) -> Vec<Plain> {
    let mut rows = Vec::new();
    let (mut first, mut rest) = (first, entries);
    while !rest.is_empty() {
        let (row, after) = rest.split_at(fitting(rest));
        rows.push(Plain::of(first, row));
        first += as_u64(row.len());
        rest = after;
    }
    rows
}

/// How many of the entries fit into one segment: at least one.
fn fitting(entries: &[&[u8]]) -> usize {
    let mut bytes = 0;
    let over = entries.iter().position(|entry| {
        bytes += weight(entry);
        bytes > SEGMENT
    });
    over.unwrap_or(entries.len()).max(1).min(entries.len())
}

/// How many bytes an entry takes in a row.
pub(crate) fn weight(entry: &[u8]) -> u64 {
    4 + as_u64(entry.len())
}

pub(crate) fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Which rows of a run cannot be trusted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The one that begins here does not open.
    Row(u64),
    /// Rows are missing, doubled, old or foreign.
    Run,
}

/// The rows of a run from the beginning of its tail on, or all of them, as a store gave them.
pub(crate) struct Stored<'a> {
    pub(crate) keys: &'a Keys,
    pub(crate) name: &'a str,
    pub(crate) run: &'a Run,
    /// The first entry asked of the store: 0, or the tail's first.
    pub(crate) from: u64,
    pub(crate) rows: Vec<Row>,
}

impl Stored<'_> {
    /// The entries from `index` on, if the rows are exactly those that the manifest knows and each opens.
    pub(crate) fn open(self, index: u64) -> Result<Entries, Fault> {
        let firsts = self.rows.iter().map(first_of).collect::<Option<Vec<_>>>().ok_or(Fault::Run)?;
        if !self.is_known(&firsts) || firsts.first().unwrap_or(&self.run.length) != &self.from {
            return Err(self.fault(&firsts));
        }
        let Self { keys, name, run, rows, .. } = self;
        let nexts = firsts.iter().copied().skip(1).chain([run.length]);
        let mut entries = Entries { first: index, ..Entries::default() };
        let mut begin = index;
        for ((row, first), next) in rows.into_iter().zip(firsts.iter().copied()).zip(nexts) {
            if next <= index {
                continue;
            }
            let opened = keys.open(Spot { kind: Kind::Run, shelf: name, key: &row.key }, row.bytes);
            let opened = opened.filter(|opened| is_whole(opened, next.saturating_sub(first)));
            entries.rows.push(Plain { first, bytes: opened.ok_or(Fault::Row(first))? });
            begin = begin.min(first);
        }
        entries.skip = usize::try_from(index - begin).map_err(|_| Fault::Run)?;
        entries.length = usize::try_from(run.length.saturating_sub(index)).map_err(|_| Fault::Run)?;
        Ok(entries)
    }

    /// Whether first entries and nonces are the ones that the manifest has digested.
    fn is_known(&self, firsts: &[u64]) -> bool {
        let (mut settled, mut tail) = (Chain::default(), Chain::default());
        for (row, first) in self.rows.iter().zip(firsts) {
            let Some(nonce) = nonce_of(&row.bytes) else { return false };
            let chain = if *first < self.run.tail_start { &mut settled } else { &mut tail };
            chain.add(*first, &nonce);
        }
        // Rows asked for from the tail on say nothing about the settled ones.
        tail == self.run.tail && (settled == self.run.settled || self.from > 0)
    }

    /// Which row it is, if one of them does not open; otherwise the run as a whole.
    fn fault(&self, firsts: &[u64]) -> Fault {
        let opens = |row: &Row| {
            let spot = Spot { kind: Kind::Run, shelf: self.name, key: &row.key };
            self.keys.open(spot, row.bytes.clone()).is_some()
        };
        let broken = self.rows.iter().zip(firsts).find(|(row, _)| !opens(row));
        broken.map_or(Fault::Run, |(_, first)| Fault::Row(*first))
    }
}

fn first_of(row: &Row) -> Option<u64> {
    Some(u64::from_be_bytes(row.key.as_slice().try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_back_its_entries_and_is_not_whole_when_changed() {
        let row = Plain::of(5, &[b"one", b"", b"three"]).bytes;
        assert_eq!(split(&row).1.collect::<Vec<_>>(), [b"one".as_slice(), b"", b"three"]);
        assert!(is_whole(&row, 3));
        assert!(!is_whole(&row, 2) && !is_whole(&row[..row.len() - 1], 3) && !is_whole(&[], 0));
        assert!(!is_whole(&[row.as_slice(), &[0]].concat(), 3));
        assert!(
            !is_whole(&Plain::of(5, &[]).bytes, 0),
            "a row of no entries: the next would stand in its place"
        );
    }

    #[test]
    fn a_run_of_which_the_first_rows_are_not_there_is_not_given_out() {
        let keys = Keys::derive(&crate::seal::Secret::zero(), [1; 16]);
        let open = |run: &Run, from: u64| {
            Stored { keys: &keys, name: "acts", run, from, rows: Vec::new() }.open(from)
        };
        assert_eq!(open(&Run { length: 5, ..Run::default() }, 0).err(), Some(Fault::Run));
        assert_eq!(open(&Run { length: 5, tail_start: 3, ..Run::default() }, 3).err(), Some(Fault::Run));
        assert!(open(&Run { length: 5, tail_start: 5, ..Run::default() }, 5).is_ok());
    }

    #[test]
    fn entries_are_cut_into_segments_and_a_large_one_stands_alone() {
        let (small, large) = (vec![1; 100_000], vec![2; 300_000]);
        let cut = cut(7, &[&small, &small, &small, &large, &small]);
        assert_eq!(cut.iter().map(|row| row.first).collect::<Vec<_>>(), [7, 9, 10, 11]);
    }
}
