//! A history as it lies on a disk, for each contender in its own form, and what each makes of it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use companion::{Fold, reading};
use record::{Record, RelationshipId, Verified};
use vault::suite::ready;
use vault::{Entries, Passphrase, Sqlite, Vault};

use crate::bare::Bare;
use crate::life::Life;
use crate::lists::{Form, Lists};
use crate::read::Decoded;

const RUN: &str = "acts";
const VAULT: &str = "open.vault";
const BARE: &str = "bare.sqlite";
const RELATIONSHIP: &str = "relationship";

/// Lays a history down. The peers' entries are these bytes.
pub(crate) fn lay_down(folder: &Path, life: &Life, entries: &[Vec<u8>]) -> anyhow::Result<()> {
    let bytes: Vec<Vec<u8>> = life.acts.iter().map(Verified::bytes).collect();
    let acts: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    ready(::opening::fill(Sqlite::open(&folder.join(VAULT))?, &acts))?;
    fs::write(folder.join(RELATIONSHIP), life.relationship.0)?;
    Bare::lay_down(&folder.join(BARE), &bytes)?;
    Lists::of(entries)?.lay_down(folder)
}

fn entries(folder: &Path) -> anyhow::Result<Entries> {
    ready(async {
        let vault = Vault::open(Sqlite::open(&folder.join(VAULT))?, &Passphrase::new("figures")).await?;
        Ok(vault.run(RUN).await?)
    })
}

fn relationship(folder: &Path) -> anyhow::Result<RelationshipId> {
    let bytes = fs::read(folder.join(RELATIONSHIP))?;
    Ok(RelationshipId(bytes.try_into().ok().context("the name of a relationship")?))
}

/// Opens the vault as a device does (`companion::reading`): reading and unsealing, all.
pub(crate) fn ours(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    let relationship = relationship(folder)?;
    let start = Instant::now();
    let entries = entries(folder)?;
    let unsealed = start.elapsed();
    let (mut record, mut fold) = (Record::of(relationship), Fold::default());
    let read = reading::read(&mut record, &mut fold, &entries)?;
    let all = start.elapsed();
    ensure!(read.added == entries.len(), "the vault gave back fewer acts than went in");
    Ok(vec![unsealed, all])
}

/// The steps of it, one behind the other: decoding, merging, folding.
pub(crate) fn steps(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    let (relationship, entries) = (relationship(folder)?, entries(folder)?);
    let start = Instant::now();
    let acts = entries.iter().map(Verified::trusting_own_vault).collect::<Result<Vec<_>, _>>()?;
    let decoded = start.elapsed();
    let (mut record, mut fold) = (Record::of(relationship), Fold::default());
    let merged = record.merge(acts);
    let after_merging = start.elapsed();
    fold.take(&record, &merged);
    Ok(vec![decoded, after_merging - decoded, start.elapsed() - after_merging])
}

/// Folds what was decoded and merged before.
pub(crate) fn fold(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    let acts = entries(folder)?.iter().map(Verified::trusting_own_vault).collect::<Result<Vec<_>, _>>()?;
    let decoded = Decoded::of(&Life { relationship: relationship(folder)?, acts })?;
    Ok(vec![decoded.fold(decoded.acts.len(), Duration::MAX).took])
}

/// The bare calls: reading rows, unsealing, decoding.
pub(crate) fn bare(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    Ok(Bare::at(&folder.join(BARE))?.open()?.to_vec())
}

pub(crate) fn loro_snapshot(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    Lists::load_loro(folder, Form::Snapshot).map(|took| vec![took])
}

pub(crate) fn loro_updates(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    Lists::load_loro(folder, Form::Updates).map(|took| vec![took])
}

pub(crate) fn automerge(folder: &Path) -> anyhow::Result<Vec<Duration>> {
    Lists::load_automerge(folder).map(|took| vec![took])
}
