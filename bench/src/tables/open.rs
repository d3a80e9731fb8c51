//! Opening a vault natively, Argon2id apart (its cheapest form, some microseconds): reading, unsealing, decoding, merging
//! and folding, against the bare library calls for the same bytes and against loro.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use companion::{Fold, reading};
use record::{Record, Verified};
use vault::{Cost, Passphrase, Sqlite, Vault};

use crate::bare::Bare;
use crate::life::Life;
use crate::lists::{Form, Lists};
use crate::measure::{Effort, Timing, timed};
use crate::table::{Bound, Table};

const RUN: &str = "acts";
/// What an opening takes, step by step.
#[derive(Default)]
struct Steps {
    read: Vec<Duration>,
    decode: Vec<Duration>,
    merge: Vec<Duration>,
    fold: Vec<Duration>,
    all: Vec<Duration>,
}

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table = Table::new("open", "opening a vault natively, Argon2id apart");
    let sizes = effort.pick([50, 100, 200], [1_000, 10_000, 100_000]);
    for size in sizes {
        let rounds = effort.pick(2, if size > 10_000 { 3 } else { 7 });
        let timings = of_size(&mut table, &Life::of(size)?, rounds)?;
        table.group(&format!("{size} acts"), &timings);
        if size == sizes[2] {
            goals(&mut table, &timings);
        }
    }
    Ok(table)
}

fn of_size(table: &mut Table, life: &Life, rounds: usize) -> anyhow::Result<Vec<Timing>> {
    let size = life.acts.len();
    let bytes: Vec<Vec<u8>> = life.acts.iter().map(Verified::bytes).collect();
    let lists = Lists::of(&bytes)?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("open.vault");
    vault::suite::ready(fill(&path, &bytes))?;
    let bare = Bare::of(&folder.path().join("bare.sqlite"), &bytes)?;
    let (mut steps, mut calls, mut loro) = (Steps::default(), [const { Vec::new() }; 4], Vec::new());
    for _ in 0..rounds {
        vault::suite::ready(open(&path, life, &mut steps))?;
        let [read, unseal, decode] = bare.open()?;
        let each = [read + unseal + decode, read, unseal, decode];
        calls.iter_mut().zip(each).for_each(|(all, one)| all.push(one));
        loro.push(timed(|| lists.read_loro(Form::Snapshot)));
    }
    let whole: usize = bytes.iter().map(Vec::len).sum();
    table.note(format!("{size} acts: {} bytes an act", whole / size));
    let [bare, read, unseal, decode] = calls;
    let loro = Timing::of("loro, from a snapshot", size, loro);
    let ours = [
        Timing::of("ours, all", size, steps.all),
        Timing::of("ours: read and unseal", size, steps.read),
        Timing::of("ours: decode, alone", size, steps.decode),
        Timing::of("ours: merge, alone", size, steps.merge),
        Timing::of("ours: fold, alone", size, steps.fold),
    ];
    let bare = [
        Timing::of("bare calls, all", size, bare),
        Timing::of("bare: read rows", size, read),
        Timing::of("bare: unseal", size, unseal),
        Timing::of("bare: decode", size, decode),
    ];
    Ok(ours.into_iter().chain(bare).chain([loro]).collect())
}

fn goals(table: &mut Table, timings: &[Timing]) {
    let [ours, .., bare, _, _, _, loro] = timings else { return };
    table.goal("ours takes this many times the bare calls", ours.each() / bare.each(), Bound::AtMost(2.0));
    table.goal("ours takes this many times loro", ours.each() / loro.each(), Bound::AtMost(1.0));
}

async fn fill(path: &Path, acts: &[Vec<u8>]) -> anyhow::Result<()> {
    let mut vault =
        Vault::create(Sqlite::open(path)?, &Passphrase::new("figures"), Cost::worthless()).await?;
    for commit in acts.chunks(1_000) {
        let mut writing = vault.write();
        commit.iter().for_each(|act| _ = writing.append(RUN, act));
        writing.commit().await?;
    }
    Ok(())
}

/// Opens it as a device does (`companion::reading`); then does its steps once more, one behind the other.
async fn open(path: &Path, life: &Life, steps: &mut Steps) -> anyhow::Result<()> {
    let start = Instant::now();
    let vault = Vault::open(Sqlite::open(path)?, &Passphrase::new("figures")).await?;
    let entries = vault.run(RUN).await?;
    steps.read.push(start.elapsed());
    let (mut record, mut fold) = (Record::of(life.relationship), Fold::default());
    let read = reading::read(&mut record, &mut fold, &entries)?;
    steps.all.push(start.elapsed());
    ensure!(read.added == life.acts.len(), "the vault gave back fewer acts than went in");
    drop((record, fold));

    let start = Instant::now();
    let acts = entries.iter().map(Verified::trusting_own_vault).collect::<Result<Vec<_>, _>>()?;
    let decoded = start.elapsed();
    let (mut record, mut fold) = (Record::of(life.relationship), Fold::default());
    let merged = record.merge(acts);
    let after_merging = start.elapsed();
    fold.take(&record, &merged);
    steps.decode.push(decoded);
    steps.merge.push(after_merging - decoded);
    steps.fold.push(start.elapsed() - after_merging);
    Ok(())
}
