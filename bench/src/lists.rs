//! The peers of `fold` and `open`: documents with one list, an entry of bytes for each act. One peer wrote them in one
//! go, which is the quickest that they can be read.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use automerge::transaction::Transactable as _;
use automerge::{Automerge, ObjType, ROOT, ReadDoc as _, ScalarValue, ValueRef};
use loro::{ExportMode, LoroDoc, LoroValue};

const LIST: &str = "acts";
const AUTOMERGE: &str = "automerge";
const EXPECTED: &str = "expected";

/// A document of each kind with the same entries, as it would be stored.
pub(crate) struct Lists {
    pub(crate) loro_snapshot: Vec<u8>,
    pub(crate) loro_updates: Vec<u8>,
    pub(crate) automerge: Vec<u8>,
    count: usize,
    sum: u64,
}

/// Which of loro's two forms a document is in.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Snapshot,
    Updates,
}

impl Form {
    fn file(self) -> &'static str {
        match self {
            Form::Snapshot => "loro.snapshot",
            Form::Updates => "loro.updates",
        }
    }
}

impl Lists {
    /// Makes them.
    pub(crate) fn of(entries: &[Vec<u8>]) -> anyhow::Result<Lists> {
        let (loro_snapshot, loro_updates) = loro(entries)?;
        let sum = sum(entries.iter().map(Vec::as_slice));
        let lists =
            Lists { loro_snapshot, loro_updates, automerge: automerge(entries)?, count: entries.len(), sum };
        Ok(lists)
    }

    /// Writes them down, with what must come back.
    pub(crate) fn lay_down(&self, folder: &Path) -> anyhow::Result<()> {
        fs::write(folder.join(Form::Snapshot.file()), &self.loro_snapshot)?;
        fs::write(folder.join(Form::Updates.file()), &self.loro_updates)?;
        fs::write(folder.join(AUTOMERGE), &self.automerge)?;
        Ok(fs::write(folder.join(EXPECTED), format!("{} {}", self.count, self.sum))?)
    }

    /// How long loro took to import what was written down, and to read every entry of it.
    pub(crate) fn load_loro(folder: &Path, form: Form) -> anyhow::Result<Duration> {
        load(folder, form.file(), Lists::read_loro)
    }

    /// The same with automerge.
    pub(crate) fn load_automerge(folder: &Path) -> anyhow::Result<Duration> {
        load(folder, AUTOMERGE, Lists::read_automerge)
    }

    /// Imports into a fresh document and reads every entry: how many, and their bytes' sum.
    fn read_loro(bytes: &[u8]) -> anyhow::Result<(usize, u64)> {
        let doc = LoroDoc::new();
        doc.import(bytes)?;
        let LoroValue::List(entries) = doc.get_list(LIST).get_deep_value() else { return Ok((0, 0)) };
        let bytes = entries.iter().filter_map(|entry| match entry {
            LoroValue::Binary(bytes) => Some(bytes.as_slice()),
            _ => None,
        });
        Ok((entries.len(), sum(bytes)))
    }

    /// The same with automerge.
    fn read_automerge(bytes: &[u8]) -> anyhow::Result<(usize, u64)> {
        let doc = Automerge::load(bytes)?;
        let (_, list) = doc.get(ROOT, LIST)?.context("a document without its list")?;
        let mut count = 0;
        let bytes = doc.list_range(&list, ..).filter_map(|item| match item.value {
            ValueRef::Scalar(automerge::ScalarValueRef::Bytes(bytes)) => {
                count += 1;
                Some(u64::from(bytes.first().copied().unwrap_or(0)) + bytes.len() as u64)
            }
            _ => None,
        });
        let sum = bytes.sum();
        Ok((count, sum))
    }
}

/// Reads what lies in a file: how long that took, if the same came back as went in.
fn load(
    folder: &Path,
    file: &str,
    read: fn(&[u8]) -> anyhow::Result<(usize, u64)>,
) -> anyhow::Result<Duration> {
    let bytes = fs::read(folder.join(file))?;
    let start = Instant::now();
    let (count, sum) = read(&bytes)?;
    let took = start.elapsed();
    let expected = fs::read_to_string(folder.join(EXPECTED))?;
    ensure!(expected == format!("{count} {sum}"), "{file} gives back something else than went in");
    Ok(took)
}

/// Touches each entry: its length and its first byte.
fn sum<'a>(entries: impl Iterator<Item = &'a [u8]>) -> u64 {
    entries.map(|bytes| u64::from(bytes.first().copied().unwrap_or(0)) + bytes.len() as u64).sum()
}

fn loro(entries: &[Vec<u8>]) -> anyhow::Result<(Vec<u8>, Vec<u8>)> {
    let doc = LoroDoc::new();
    let list = doc.get_list(LIST);
    for entry in entries {
        list.push(entry.as_slice())?;
    }
    doc.commit();
    Ok((doc.export(ExportMode::Snapshot)?, doc.export(ExportMode::all_updates())?))
}

fn automerge(entries: &[Vec<u8>]) -> anyhow::Result<Vec<u8>> {
    let mut doc = Automerge::new();
    let mut writing = doc.transaction();
    let list = writing.put_object(ROOT, LIST, ObjType::List)?;
    for (at, entry) in entries.iter().enumerate() {
        writing.insert(&list, at, ScalarValue::Bytes(entry.clone()))?;
    }
    writing.commit();
    Ok(doc.save())
}
