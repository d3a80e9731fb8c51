//! A verdict with `because`, `except` and `until` against the bare verdict.

use std::hint::black_box;

use anyhow::ensure;

use crate::measure::{Contender, Effort, interleaved, timed};
use crate::ours::{Ours, knowing, parsed};
use crate::table::{Bound, Table};
use crate::work::{Asked, Terms};

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table =
        Table::new("answer", "a verdict with `because`, `except` and `until` against the bare verdict");
    let count = effort.pick(20, 1_000);
    for (grants, limits) in [(200, 50), (20, 5)] {
        let terms = Terms::new(grants, limits);
        let (knowledge, asked) = (knowing(&terms)?, terms.questions(count));
        let ours = &Ours::of(&knowledge);
        for question in &asked {
            let (answer, verdict) =
                (ours.answer(question)?, ours.ask(&question.path, question.power, question.at));
            ensure!(answer.verdict == verdict, "the answer about {} is not its verdict", question.path);
            let plain = ours.ask_acts(&parsed(question)?, question.at);
            ensure!(plain == verdict, "the acts say otherwise about {}", question.path);
        }
        let bare = || {
            for question in &asked {
                let Asked { path, power, at } = black_box(question);
                black_box(ours.ask(path, *power, *at));
            }
        };
        let whole = || {
            for question in &asked {
                black_box(ours.answer(black_box(question)).ok());
            }
        };
        let contenders = &mut [
            Contender { name: "verdict".to_owned(), items: count, round: Box::new(|| timed(bare)) },
            Contender { name: "answer".to_owned(), items: count, round: Box::new(|| timed(whole)) },
        ];
        let timings = interleaved(effort.pick(2, 5), contenders);
        let group = format!("{grants} grants, {limits} limits");
        table.group(&group, &timings);
        let ratio = timings[1].each() / timings[0].each();
        table.goal(
            &format!("{group}: an answer takes this many times a verdict"),
            ratio,
            Bound::AtMost(20.0),
        );
    }
    Ok(table)
}
