//! A vault as it is read from a file (`vault`): rows that were never sealed, and rows that were sealed right with anything
//! inside, header and manifest among them.
//!
//! A vault that is written by its format alone opens, is whole, and gives out what was written. Of any other, whatever is
//! given out is consistent: a shelf with its values, a run with its entries; what cannot be trusted is named. What is
//! written afterwards is there when it is opened again, and what could be read before is still the same.

#![no_main]

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use companion::vault::{Error, InMemory, Store, Vault, store::Batch};
use fuzz::ready;
use fuzz::stored::{Hand, Kind, Known, Manifest, Run, SHELF, checked, digest};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

#[derive(Arbitrary, Debug)]
struct Rows {
    shelves: Vec<(u8, Vec<Kept>)>,
    runs: Vec<(u8, u8, Vec<Entries>)>,
    header: Header,
    manifest: Says,
    lies: Vec<(u8, Lie)>,
    strays: Vec<(String, Vec<u8>, Vec<u8>)>,
    asked: (u8, Vec<u8>, u64),
}

#[derive(Arbitrary, Debug)]
struct Kept {
    key: Vec<u8>,
    value: Vec<u8>,
    /// Instead of what the format says: these bytes under the seal, or on the disk.
    instead: Option<(bool, Vec<u8>)>,
}

#[derive(Arbitrary, Debug)]
struct Entries {
    entries: Vec<Vec<u8>>,
    instead: Option<(bool, Vec<u8>)>,
    /// Instead of the number that follows.
    first: Option<u64>,
}

#[derive(Arbitrary, Debug)]
enum Header {
    Right,
    Cost([u32; 3]),
    Bytes(Vec<u8>),
    Checked(Vec<u8>),
}

#[derive(Arbitrary, Debug)]
enum Says {
    Right,
    Version(u64, u64),
    Sealed(Vec<u8>),
    Bytes(Vec<u8>),
    Nothing,
}

/// What a manifest says wrongly of a run.
#[derive(Arbitrary, Debug)]
enum Lie {
    Length(u64),
    TailStart(u64),
    TailRows(u64),
    TailBytes(u64),
}

const NAMES: [&str; 3] = ["own", "acts/1", ""];

fn name(number: u8) -> &'static str {
    NAMES[usize::from(number) % NAMES.len()]
}

type Values = BTreeMap<&'static str, BTreeMap<Vec<u8>, Vec<u8>>>;
type Runs = BTreeMap<&'static str, Vec<Vec<u8>>>;

/// What should come out, if everything is as the format says.
struct Written {
    store: InMemory,
    values: Values,
    runs: Runs,
    is_right: bool,
}

fuzz_target!(|rows: Rows| {
    let written = write(&rows);
    let vault = match ready(Vault::open(written.store.clone(), &Known)) {
        Ok(vault) => vault,
        Err(error) => {
            assert!(!written.is_right, "{error}");
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let (shelf, key, index) = &rows.asked;
    let _ = (ready(vault.get(name(*shelf), key)), ready(vault.run_from(name(*shelf), *index)));
    let damaged = ready(vault.check()).expect("nobody else writes");
    let (values, runs) = read(&vault);
    if written.is_right {
        assert_eq!((values.clone(), runs.clone()), (written.values, written.runs));
        assert!(damaged.is_empty(), "{damaged:?}");
    }
    writes(vault, &written.store, &values, &runs);
});

fn write(rows: &Rows) -> Written {
    let (mut hand, mut batch) = (Hand::default(), Batch::default());
    let mut is_right = rows.strays.is_empty() && rows.lies.is_empty();
    let header = match &rows.header {
        Header::Right => hand.header([8, 1, 1]),
        Header::Cost(cost) => hand.header(*cost),
        Header::Bytes(bytes) => bytes.clone(),
        Header::Checked(bytes) => checked(bytes),
    };
    is_right &= matches!(rows.header, Header::Right);
    let mut manifest = Manifest {
        version: 1,
        generation: 7,
        header: Sha256::digest(&header).into(),
        shelves: BTreeMap::new(),
        runs: BTreeMap::new(),
    };
    let (mut values, mut runs) = (Values::new(), Runs::new());
    for (number, kept) in &rows.shelves {
        is_right &= shelf(name(*number), kept, &mut hand, &mut batch, &mut manifest, &mut values);
    }
    for (number, settled, all) in &rows.runs {
        is_right &= run(name(*number), *settled, all, &mut hand, &mut batch, &mut manifest, &mut runs);
    }
    for (number, lie) in &rows.lies {
        let Some(run) = manifest.runs.get_mut(name(*number)) else { continue };
        match lie {
            Lie::Length(length) => run.length = *length,
            Lie::TailStart(start) => run.tail_start = *start,
            Lie::TailRows(rows) => run.tail_rows = *rows,
            Lie::TailBytes(bytes) => run.tail_bytes = *bytes,
        }
    }
    batch.put(SHELF, b"header", header);
    is_right &= matches!(rows.manifest, Says::Right);
    if let Says::Version(version, generation) = rows.manifest {
        (manifest.version, manifest.generation) = (version, generation);
    }
    match &rows.manifest {
        Says::Right | Says::Version(..) => {
            batch.put(SHELF, b"manifest", hand.row(Kind::Manifest, SHELF, b"manifest", &manifest.bytes()));
        }
        Says::Sealed(plain) => {
            batch.put(SHELF, b"manifest", hand.row(Kind::Manifest, SHELF, b"manifest", plain));
        }
        Says::Bytes(bytes) => batch.put(SHELF, b"manifest", bytes.clone()),
        Says::Nothing => {}
    }
    for (shelf, key, bytes) in &rows.strays {
        batch.put(shelf, key, bytes.clone());
    }
    let store = InMemory::new();
    ready(store.commit(batch)).expect("in memory");
    Written { store, values, runs, is_right }
}

/// Puts a shelf's rows into the batch; whether they are all as the format says.
fn shelf(
    name: &'static str,
    kept: &[Kept],
    hand: &mut Hand,
    batch: &mut Batch,
    manifest: &mut Manifest,
    values: &mut Values,
) -> bool {
    if kept.is_empty() || values.contains_key(name) {
        return true;
    }
    let (mut rows, mut right) = (BTreeMap::new(), BTreeMap::new());
    let mut is_right = true;
    for Kept { key, value, instead } in kept {
        let blind = hand.blind_key(name, key);
        let plain = [(key.len() as u32).to_be_bytes().as_slice(), key, value].concat();
        let row = match instead {
            None => hand.row(Kind::Kept, name, &blind, &plain),
            Some((true, plain)) => hand.row(Kind::Kept, name, &blind, plain),
            Some((false, bytes)) => [[0; 24].as_slice(), bytes].concat(),
        };
        is_right &= instead.is_none();
        rows.insert(blind.to_vec(), row);
        right.insert(key.clone(), value.clone());
    }
    for (key, row) in &rows {
        batch.put(&hand.blind_shelf(Kind::Kept, name), key, row.clone());
    }
    manifest.shelves.insert(name.to_owned(), digest(&rows));
    values.insert(name, right);
    is_right
}

/// Puts a run's rows into the batch, the first of them settled; whether they are all as the format says.
fn run(
    name: &'static str,
    settled: u8,
    all: &[Entries],
    hand: &mut Hand,
    batch: &mut Batch,
    manifest: &mut Manifest,
    runs: &mut Runs,
) -> bool {
    if all.iter().all(|row| row.entries.is_empty()) || runs.contains_key(name) {
        return true;
    }
    let (mut rows, mut right) = (BTreeMap::new(), Vec::new());
    let (mut is_right, mut run) = (true, Run::default());
    for (number, Entries { entries, instead, first }) in all.iter().enumerate() {
        let next = right.len() as u64;
        let first = first.unwrap_or(next);
        let mut plain = (entries.len() as u32).to_be_bytes().to_vec();
        for entry in entries {
            plain.extend_from_slice(&(entry.len() as u32).to_be_bytes());
            plain.extend_from_slice(entry);
        }
        let key = first.to_be_bytes();
        let row = match instead {
            None => hand.row(Kind::Run, name, &key, &plain),
            Some((true, plain)) => hand.row(Kind::Run, name, &key, plain),
            Some((false, bytes)) => [[0; 24].as_slice(), bytes].concat(),
        };
        is_right &= instead.is_none() && first == next && !entries.is_empty();
        right.extend(entries.iter().cloned());
        if number < usize::from(settled % 4) {
            run.tail_start = right.len() as u64;
        } else {
            run.tail_rows += 1;
            run.tail_bytes += plain.len() as u64;
        }
        rows.insert(first, row);
    }
    run.length = right.len() as u64;
    for (first, row) in &rows {
        run.add(*first, row);
        batch.put(&hand.blind_shelf(Kind::Run, name), &first.to_be_bytes(), row.clone());
    }
    manifest.runs.insert(name.to_owned(), run);
    runs.insert(name, right);
    is_right
}

/// Everything that the vault gives out, by each of the ways in which it can be asked.
fn read(vault: &Vault<InMemory>) -> (Values, Runs) {
    let (mut values, mut runs) = (Values::new(), Runs::new());
    for name in NAMES {
        if let Ok(kept) = ready(vault.kept(name)) {
            for (key, value) in &kept {
                let found = ready(vault.get(name, key)).ok().flatten();
                assert_eq!(found.as_deref(), Some(&**value), "a value on a whole shelf");
            }
            let kept: BTreeMap<_, _> = kept.into_iter().map(|(key, value)| (key, value.to_vec())).collect();
            values.extend((!kept.is_empty()).then_some((name, kept)));
        }
        if let Ok(entries) = ready(vault.run(name)) {
            let all: Vec<Vec<u8>> = entries.iter().map(<[u8]>::to_vec).collect();
            assert_eq!((all.len(), all.len() as u64), (entries.len(), vault.run_length(name)));
            for index in 0..=all.len() {
                let rest = ready(vault.run_from(name, index as u64)).expect("a part of a whole run");
                assert_eq!(rest.iter().collect::<Vec<_>>(), all[index..]);
            }
            runs.extend((!all.is_empty()).then_some((name, all)));
        }
    }
    (values, runs)
}

/// One more value and one more entry, on a shelf and in a run that can be read or that are cleared first.
fn writes(mut vault: Vault<InMemory>, store: &InMemory, values: &Values, runs: &Runs) {
    let name = NAMES[0];
    let is_whole = (ready(vault.kept(name)).is_ok(), ready(vault.run(name)).is_ok());
    let mut writing = vault.write();
    if !is_whole.0 {
        writing.clear_shelf(name);
    }
    if !is_whole.1 {
        writing.clear_run(name);
    }
    writing.put(name, b"a key", b"a value");
    let number = writing.append(name, b"an entry");
    match ready(writing.commit()) {
        Ok(_) => {}
        Err(Error::Damaged { .. }) => return,
        Err(error) => panic!("nothing hinders a writing, but: {error}"),
    }
    let again = ready(Vault::open(store.clone(), &Known)).expect("a vault that was written to");
    let (mut expected, mut appended) = (values.clone(), runs.clone());
    expected.entry(name).or_default().insert(b"a key".to_vec(), b"a value".to_vec());
    appended.entry(name).or_default().push(b"an entry".to_vec());
    assert_eq!(number + 1, appended[name].len() as u64);
    assert_eq!(read(&again), (expected, appended));
}
