//! Opening a vault natively, Argon2id apart (its cheapest form, some microseconds): reading, unsealing, decoding, merging
//! and folding, against the bare library calls for the same bytes and against loro.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use record::Verified;
use vault::{Cost, Passphrase, Sqlite, Vault};

use crate::bare::Bare;
use crate::life::Life;
use crate::lists::{Form, Lists};
use crate::measure::{Effort, Timing, timed};
use crate::read::Opened;
use crate::table::{Bound, Table};

const RUN: &str = "acts";
/// How long the fold may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What an opening takes, step by step.
#[derive(Default)]
struct Steps {
    read: Vec<Duration>,
    decode: Vec<Duration>,
    merge: Vec<Duration>,
    fold: Vec<Duration>,
    but_fold: Vec<Duration>,
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
    let mut folded = size;
    for _ in 0..rounds {
        // What was not folded in time once is not tried again.
        let patience = if folded == size { PATIENCE } else { Duration::ZERO };
        folded = folded.min(vault::suite::ready(open(&path, life, patience, &mut steps))?.max(1));
        let [read, unseal, decode] = bare.open()?;
        let each = [read + unseal + decode, read, unseal, decode];
        calls.iter_mut().zip(each).for_each(|(all, one)| all.push(one));
        loro.push(timed(|| lists.read_loro(Form::Snapshot)));
    }
    let whole: usize = bytes.iter().map(Vec::len).sum();
    table.note(format!("{size} acts: {} bytes an act", whole / size));
    if steps.all.len() < rounds {
        table.note(format!(
            "{size} acts: folding was stopped after {} s, so \"all\" is not all",
            PATIENCE.as_secs()
        ));
    }
    let [bare, read, unseal, decode] = calls;
    let loro = Timing::of("loro, from a snapshot", size, loro);
    let ours = [
        Timing::of("ours, all", size, steps.all),
        Timing::of("ours, all but folding", size, steps.but_fold),
        Timing::of("ours: read and unseal", size, steps.read),
        Timing::of("ours: decode", size, steps.decode),
        Timing::of("ours: merge", size, steps.merge),
        Timing::of("ours: fold", size, steps.fold),
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

/// Opens it as a device does; how many acts were folded before the time was up.
async fn open(path: &Path, life: &Life, patience: Duration, steps: &mut Steps) -> anyhow::Result<usize> {
    let start = Instant::now();
    let vault = Vault::open(Sqlite::open(path)?, &Passphrase::new("figures")).await?;
    let entries = vault.run(RUN).await?;
    let read = start.elapsed();
    let acts = entries.iter().map(Verified::trusting_own_vault).collect::<Result<Vec<_>, _>>()?;
    let decoded = start.elapsed();
    let mut opened = Opened::merged(life.relationship, acts);
    let merged = start.elapsed();
    let folded = opened.fold(patience);
    let all = start.elapsed();
    ensure!(opened.record.len() == life.acts.len(), "the vault gave back fewer acts than went in");
    steps.read.push(read);
    steps.decode.push(decoded - read);
    steps.merge.push(merged - decoded);
    steps.but_fold.push(merged);
    if !patience.is_zero() {
        steps.fold.push(all - merged);
        steps.all.push(all);
    }
    Ok(folded)
}
