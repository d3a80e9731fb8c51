//! Some years of life in a vault, as a device has them, and the bare opening of it: what the first page is held against.

use anyhow::{Context, Result};
use companion::consent::{Instant, Zone};
use companion::example::{self, Span};
use companion::words::Words;
use companion::{Fold, reading};
use record::{Record, RelationshipId, Verified};
use vault::{Cost, Passphrase, Store, Vault};

/// What it is opened with.
pub const PASSPHRASE: &str = "figures";

/// Makes a vault of so long a life, up to this instant.
///
/// # Errors
/// What the vault says.
pub async fn fill(store: impl Store, span: Span, now: Instant) -> Result<RelationshipId> {
    let mut words = Words::english(&[]);
    words.add(example::TEXTS);
    let zone = Zone::parse("Europe/Amsterdam").context("a zone")?;
    let (passphrase, cost) = (Passphrase::new(PASSPHRASE), Cost::worthless());
    let begun = example::begin_after(span, store, &passphrase, cost, &words, &zone, now, 1).await?;
    Ok(begun.1)
}

/// Reads, unseals, merges and folds all acts of a device, and nothing else; what came of it, record by record.
///
/// # Errors
/// What the vault says.
pub async fn bare(store: impl Store) -> Result<Vec<(Record, Fold)>> {
    let vault = Vault::open(store, &Passphrase::new(PASSPHRASE)).await?;
    let runs: Vec<String> = vault.runs().filter(|run| run.starts_with("acts/")).map(str::to_owned).collect();
    let mut records = Vec::new();
    for run in runs {
        let entries = vault.run(&run).await?;
        let founding = entries.iter().next().context("a run without a founding")?;
        let relationship = Verified::trusting_own_vault(founding)?.relationship();
        let (mut record, mut fold) = (Record::of(relationship), Fold::default());
        reading::read(&mut record, &mut fold, &entries)?;
        records.push((record, fold));
    }
    Ok(records)
}
