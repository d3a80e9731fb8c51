//! What is measured of opening a vault, over any store and with any clock: natively and in a browser the same lines run.
//! Knows no store, no clock and no table.

pub mod lived;
mod week;

use anyhow::{Context, Result, ensure};
use companion::{Fold, reading};
use record::{Record, RelationshipId, Verified};
use vault::{Cost, Passphrase, Store, StoreError, Vault};

pub use week::week;

const RUN: &str = "acts";

/// What an opening takes, step by step, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// Opening the vault, Argon2id in its cheapest form, reading and unsealing its acts.
    pub read: f64,
    /// All that a device does until it can answer: after reading, acts are decoded, merged and folded.
    pub all: f64,
    /// Reading all rows, once more and alone.
    pub rows: f64,
    /// Decoding, the same.
    pub decode: f64,
    /// Merging, the same.
    pub merge: f64,
    /// Folding, the same.
    pub fold: f64,
}

impl Steps {
    /// The names of the steps, in the order in which a line has them.
    pub const NAMES: [&str; 6] =
        ["all", "read and unseal", "rows, alone", "decode, alone", "merge, alone", "fold, alone"];

    /// In the order of [`Steps::NAMES`].
    #[must_use]
    pub fn each(&self) -> [f64; 6] {
        [self.all, self.read, self.rows, self.decode, self.merge, self.fold]
    }

    /// As a line that [`Steps::from_line`] reads.
    #[must_use]
    pub fn to_line(&self) -> String {
        self.each().map(|step| step.to_string()).join(" ")
    }

    /// From a line of [`Steps::to_line`].
    ///
    /// # Errors
    /// Where it is none.
    pub fn from_line(line: &str) -> Result<Steps> {
        let numbers = line.split(' ').map(str::parse).collect::<Result<Vec<f64>, _>>();
        let Ok(&[all, read, rows, decode, merge, fold]) = numbers.as_deref() else {
            anyhow::bail!("`{line}` are not the steps of an opening");
        };
        Ok(Steps { read, all, rows, decode, merge, fold })
    }
}

/// Takes apart a file of acts: each behind its length, four bytes, big-endian.
///
/// # Errors
/// Where the file holds fewer.
pub fn first_acts(file: &[u8], count: usize) -> Result<Vec<&[u8]>> {
    let mut rest = file;
    let mut next = || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (act, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        rest = after;
        Some(act)
    };
    (0..count).map(|_| next()).collect::<Option<_>>().context("the file holds fewer acts than are asked for")
}

/// Makes a vault of these acts in an empty store, 1,000 a commit.
///
/// # Errors
/// What the vault says.
pub async fn fill(store: impl Store, acts: &[&[u8]]) -> Result<()> {
    let mut vault = Vault::create(store, &Passphrase::new("figures"), Cost::worthless()).await?;
    for commit in acts.chunks(1_000) {
        let mut writing = vault.write();
        commit.iter().for_each(|act| _ = writing.append(RUN, act));
        writing.commit().await?;
    }
    Ok(())
}

/// Opens it as a device does (`companion::reading`), by a clock of milliseconds; then does its steps once more, one behind
/// the other.
///
/// # Errors
/// What the vault says, and where it gives back another number of acts.
pub async fn open<S: Store>(
    store: impl AsyncFn() -> Result<S, StoreError>,
    count: usize,
    now: impl Fn() -> f64,
) -> Result<Steps> {
    let start = now();
    let vault = Vault::open(store().await?, &Passphrase::new("figures")).await?;
    let entries = vault.run(RUN).await?;
    let read = now() - start;
    let relationship = relationship(entries.iter().next())?;
    let (mut record, mut fold) = (Record::of(relationship), Fold::default());
    let taken = reading::read(&mut record, &mut fold, &entries)?;
    let all = now() - start;
    ensure!(taken.added == count, "{} acts came back, {count} went in", taken.added);
    drop((record, fold));

    let start = now();
    read_rows(&store().await?).await?;
    let rows = now() - start;
    let start = now();
    let acts = entries.iter().map(Verified::trusting_own_vault).collect::<Result<Vec<_>, _>>()?;
    let decoded = now();
    let (mut record, mut fold) = (Record::of(relationship), Fold::default());
    let merged = record.merge(acts);
    let after_merging = now();
    fold.take(&record, &merged);
    let (decode, merge) = (decoded - start, after_merging - decoded);
    Ok(Steps { read, all, rows, decode, merge, fold: now() - after_merging })
}

/// All rows there are, sealed as they lie.
async fn read_rows(store: &impl Store) -> Result<()> {
    for shelf in store.shelves().await? {
        store.scan(&shelf, &[]).await?;
    }
    Ok(())
}

/// The first act founds the relationship.
fn relationship(founding: Option<&[u8]>) -> Result<RelationshipId> {
    let founding = founding.context("the vault is empty")?;
    Ok(Verified::trusting_own_vault(founding)?.relationship())
}
