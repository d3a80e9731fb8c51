//! Adding one act to what is known already: it must not take longer the more that is.

use std::time::{Duration, Instant};

use crate::life::Life;
use crate::measure::{Effort, Timing};
use crate::read::Decoded;
use crate::table::{Bound, Table};

/// How long making a state may take, and how long adding to it.
const PATIENCE: Duration = Duration::from_secs(20);
const ADDING: Duration = Duration::from_secs(2);

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table = Table::new("add", "adding one act to what is known");
    let sizes = effort.pick([50, 100, 200], [1_000, 10_000, 100_000]);
    let added = effort.pick(20, 1_000);
    let life = Life::of(sizes[2] + added)?;
    let decoded = Decoded::of(&life)?;
    let mut timings = Vec::new();
    for size in sizes {
        let state = decoded.fold(size, PATIENCE);
        if state.acts < size {
            table.note(format!(
                "{size} acts: folding was stopped after {} s, at {}",
                PATIENCE.as_secs(),
                state.acts
            ));
        }
        let (mut knowledge, mut took) = (state.knowledge, Vec::new());
        let start = Instant::now();
        for act in decoded.acts[state.acts..].iter().take(added).cloned() {
            let one = Instant::now();
            // Behind its past by the order of the history; refused or not, it costs what it costs.
            let _ = knowledge.add(act);
            took.push(one.elapsed());
            if start.elapsed() > ADDING {
                break;
            }
        }
        let mean = took.iter().sum::<Duration>() / took.len() as u32;
        timings.push(Timing::of(&format!("to {}", state.acts), 1, vec![mean]));
        let median = Timing::of("", 1, took.clone()).median / 1e3;
        table.note(format!(
            "to {}: the mean of {} acts is shown, their median is {median:.2} µs",
            state.acts,
            took.len()
        ));
    }
    table.group("one act", &timings);
    let growth = timings[2].each() / timings[0].each();
    table.goal("the largest state takes this many times the smallest", growth, Bound::AtMost(1.5));
    Ok(table)
}
