//! The picture of a week against what it is worth: a verdict for each area at each instant at which any of them changes.

use std::collections::BTreeSet;
use std::hint::black_box;

use anyhow::ensure;
use companion::negotiation::week::{self, Asked};
use consent::{Area, Instant, Knowledge, Person, Power};

use crate::measure::{Contender, Effort, interleaved, timed};
use crate::ours::{Ours, knowing};
use crate::table::{Bound, Table};
use crate::work::{DAY, MADE, Terms};

/// As many areas as a page shows.
const AREAS: usize = 60;
/// The most that the picture may take, in nanoseconds.
const GOAL: f64 = 30e6;

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table = Table::new("week", "the picture of a week against the bare verdicts in it");
    for (grants, limits) in [(200, 50), (20, 5)] {
        let terms = Terms::new(grants, limits);
        let knowledge = knowing(&terms)?;
        let areas = areas(&terms)?;
        let asked = asked();
        let instants = instants(&knowledge, &asked, &areas);
        let ours = &Ours::of(&knowledge);
        for row in week::picture(&knowledge, &asked, &areas) {
            for run in row.runs {
                let verdict = ours.ask(row.area.as_str(), asked.power, run.from.millis());
                ensure!(verdict == run.verdict, "{} at {} is not its verdict", row.area, run.from.millis());
            }
        }
        let items = areas.len() * instants.len();
        let picture = || black_box(week::picture(&knowledge, black_box(&asked), &areas));
        let bare = || {
            for area in &areas {
                for at in &instants {
                    black_box(ours.ask(area.as_str(), asked.power, at.millis()));
                }
            }
        };
        let contenders = &mut [
            Contender { name: "verdicts".to_owned(), items, round: Box::new(|| timed(bare)) },
            Contender { name: "picture".to_owned(), items, round: Box::new(|| timed(picture)) },
        ];
        let timings = interleaved(effort.pick(2, 25), contenders);
        let group =
            format!("{grants} grants, {limits} limits, {} areas, {} instants", areas.len(), instants.len());
        table.group(&group, &timings);
        let ratio = timings[1].each() / timings[0].each();
        let takes = format!("{group}: the picture takes this many times its verdicts");
        table.goal(&takes, ratio, Bound::AtMost(1.5));
        let millis = timings[1].median / 1e6;
        table.goal(&format!("{group}: milliseconds"), millis, Bound::AtMost(GOAL / 1e6));
    }
    Ok(table)
}

/// What Bo may decide in Ada's life, in a week of the year.
fn asked() -> Asked {
    let from = Instant::from_millis(MADE + 100 * DAY);
    Asked { of: Person::One, by: Person::Two, power: Power::Decide, from, to: from.plus(7 * DAY) }
}

/// Of those that the terms name, as many as a page shows.
fn areas(terms: &Terms) -> anyhow::Result<Vec<Area>> {
    let named: BTreeSet<&str> = terms.named().collect();
    Ok(named.into_iter().take(AREAS).map(Area::parse).collect::<Result<_, _>>()?)
}

/// When any of the areas' verdicts changes.
fn instants(knowledge: &Knowledge, asked: &Asked, areas: &[Area]) -> Vec<Instant> {
    let runs = week::picture(knowledge, asked, areas).into_iter().flat_map(|row| row.runs);
    runs.map(|run| run.from).collect::<BTreeSet<Instant>>().into_iter().collect()
}
