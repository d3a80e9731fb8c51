//! Opening a vault natively, Argon2id apart (its cheapest form, some microseconds): reading, unsealing, decoding, merging
//! and folding, against the bare library calls for the same bytes and against loro.

use record::Verified;

use crate::alone;
use crate::life::Life;
use crate::measure::{Effort, Timing};
use crate::opening::lay_down;
use crate::table::{Bound, Table};

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table = Table::new("open", "opening a vault natively, Argon2id apart");
    let sizes = effort.pick([50, 100, 200], [1_000, 10_000, 100_000]);
    for size in sizes {
        let rounds = effort.pick(2, if size > 10_000 { 7 } else { 15 });
        let timings = of_size(&mut table, &Life::of(size)?, rounds)?;
        table.group(&format!("{size} acts"), &timings);
        if size == sizes[2] {
            goals(&mut table, &timings);
        }
    }
    table.note(
        "each in a process of its own, in turns; ours decodes on a second thread while it merges and folds",
    );
    Ok(table)
}

fn of_size(table: &mut Table, life: &Life, rounds: usize) -> anyhow::Result<Vec<Timing>> {
    let size = life.acts.len();
    let bytes: Vec<Vec<u8>> = life.acts.iter().map(Verified::bytes).collect();
    let folder = tempfile::tempdir()?;
    lay_down(folder.path(), life, &bytes)?;
    let mut took = [const { Vec::new() }; 10];
    for _ in 0..rounds {
        let mut steps = Vec::new();
        for work in ["ours", "steps", "bare", "snapshot"] {
            steps.extend(alone::took(work, folder.path())?);
        }
        let [unsealed, all, decode, merge, fold, read, unseal, bare_decode, loro] = steps[..] else {
            anyhow::bail!("a contender left out a step");
        };
        let bare = read + unseal + bare_decode;
        let each = [all, unsealed, decode, merge, fold, bare, read, unseal, bare_decode, loro];
        took.iter_mut().zip(each).for_each(|(all, one)| all.push(one));
    }
    let whole: usize = bytes.iter().map(Vec::len).sum();
    table.note(format!("{size} acts: {} bytes an act", whole / size));
    let names = [
        "ours, all",
        "ours: read and unseal",
        "ours: decode, alone",
        "ours: merge, alone",
        "ours: fold, alone",
        "bare calls, all",
        "bare: read rows",
        "bare: unseal",
        "bare: decode",
        "loro, from a snapshot",
    ];
    Ok(names.into_iter().zip(took).map(|(name, took)| Timing::of(name, size, took)).collect())
}

fn goals(table: &mut Table, timings: &[Timing]) {
    let [ours, .., bare, _, _, _, loro] = timings else { return };
    table.goal("ours takes this many times the bare calls", ours.each() / bare.each(), Bound::AtMost(2.0));
    table.goal("ours takes this many times loro", ours.each() / loro.each(), Bound::AtMost(1.0));
}
