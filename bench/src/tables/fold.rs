//! Folding acts into what the engine knows against two libraries of shared documents that read as many entries of the
//! same bytes. Theirs says nothing about who may what; ours has answered for each act whether it is refused.

use std::time::Duration;

use crate::alone;
use crate::life::Life;
use crate::measure::{Effort, Timing};
use crate::opening::lay_down;
use crate::read::Decoded;
use crate::table::{Bound, Table};

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table =
        Table::new("fold", "folding acts, already decoded, into the state from which questions are answered");
    let sizes = effort.pick([50, 100, 200], [1_000, 10_000, 100_000]);
    let mut life = Life::of(sizes[2])?;
    let decoded = Decoded::of(&life)?;
    let refused = decoded.fold(sizes[2], Duration::MAX).refused;
    table.note(format!("{refused} of {} acts say nothing or were refused", sizes[2]));
    let all = life.acts.clone();
    for size in sizes {
        let rounds = effort.pick(2, if size > 10_000 { 7 } else { 15 });
        life.acts = all[..size].to_vec();
        let timings = side_by_side(&life, &decoded.bytes[..size], rounds)?;
        table.group(&format!("{size} acts"), &timings);
        let [ours, snapshot, updates, automerge] = &timings[..] else { continue };
        if size < sizes[2] {
            continue;
        }
        let loro = snapshot.each().min(updates.each());
        table.goal(
            &format!("{size} acts: loro takes this many times ours"),
            loro / ours.each(),
            Bound::AtLeast(2.0),
        );
        let automerge = automerge.each() / ours.each();
        table.goal(
            &format!("{size} acts: automerge takes this many times ours"),
            automerge,
            Bound::AtLeast(5.0),
        );
    }
    let bytes: usize = decoded.bytes.iter().map(Vec::len).sum();
    table.note(format!(
        "an act is {} bytes on average, an entry of the peers the same ones",
        bytes / decoded.bytes.len()
    ));
    Ok(table)
}

fn side_by_side(life: &Life, entries: &[Vec<u8>], rounds: usize) -> anyhow::Result<Vec<Timing>> {
    let folder = tempfile::tempdir()?;
    lay_down(folder.path(), life, entries)?;
    let contenders = [
        ("fold", "ours"),
        ("snapshot", "loro, from a snapshot"),
        ("updates", "loro, from updates"),
        ("automerge", "automerge"),
    ];
    let mut took = [const { Vec::new() }; 4];
    for _ in 0..rounds {
        for ((work, _), took) in contenders.iter().zip(&mut took) {
            took.extend(alone::took(work, folder.path())?);
        }
    }
    let size = life.acts.len();
    Ok(contenders.into_iter().zip(took).map(|((_, name), took)| Timing::of(name, size, took)).collect())
}
