//! Folding acts into what the engine knows against two libraries of shared documents that read as many entries of the
//! same bytes. Theirs says nothing about who may what; ours has answered for each act whether it is refused.

use std::time::Duration;

use crate::life::Life;
use crate::lists::{Form, Lists};
use crate::measure::{Effort, Timing, timed};
use crate::read::Decoded;
use crate::table::{Bound, Table};

/// How long a fold may take: whatever is not done then is reported as it stands.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table =
        Table::new("fold", "folding acts, already decoded, into the state from which questions are answered");
    let sizes = effort.pick([50, 100, 200], [1_000, 10_000, 100_000]);
    let life = Life::of(sizes[2])?;
    let decoded = Decoded::of(&life)?;
    for size in sizes {
        let rounds = effort.pick(2, if size > 10_000 { 3 } else { 7 });
        let timings = side_by_side(&mut table, &decoded, size, rounds)?;
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

fn side_by_side(
    table: &mut Table,
    decoded: &Decoded,
    size: usize,
    rounds: usize,
) -> anyhow::Result<Vec<Timing>> {
    let lists = Lists::of(&decoded.bytes[..size])?;
    let mut took = [const { Vec::new() }; 4];
    let (mut folded, mut refused, mut is_whole) = (0, 0, true);
    for _ in 0..rounds {
        if is_whole {
            let once = decoded.fold(size, PATIENCE);
            (folded, refused, is_whole) = (once.acts, once.refused, once.acts == size);
            took[0].push(once.took);
        }
        took[1].push(timed(|| lists.read_loro(Form::Snapshot)));
        took[2].push(timed(|| lists.read_loro(Form::Updates)));
        took[3].push(timed(|| lists.read_automerge()));
    }
    if !is_whole {
        table.note(format!("{size} acts: stopped after {} s with {folded} acts folded", PATIENCE.as_secs()));
    }
    table.note(format!("{size} acts: {refused} of {folded} say nothing or were refused"));
    let [ours, snapshot, updates, automerge] = took;
    Ok(vec![
        Timing::of("ours", folded, ours),
        Timing::of("loro, from a snapshot", size, snapshot),
        Timing::of("loro, from updates", size, updates),
        Timing::of("automerge", size, automerge),
    ])
}
