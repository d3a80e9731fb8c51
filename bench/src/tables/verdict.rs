//! One verdict, from a path, a power and an instant: ours, the hand-written floor, and four policy engines.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::ensure;
use consent::Verdict;

use crate::allocations;
use crate::biscuit::Biscuit;
use crate::casbin::Casbin;
use crate::cedar::Cedar;
use crate::floor::Floor;
use crate::measure::{Contender, Effort, Timing, interleaved, timed};
use crate::ours::{Ours, knowing, parsed};
use crate::regorus::Regorus;
use crate::table::{Bound, Table, time};
use crate::work::{Asked, Engine, Terms};

/// Slower ones than this, for each question, are asked fewer.
const SLOW: Duration = Duration::from_micros(50);

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table =
        Table::new("verdict", "one verdict, from a path, a power and an instant in Europe/Amsterdam");
    let (few, many) = effort.pick((50, 200), (10_000, 1_000_000));
    let rounds = effort.pick(2, 9);
    for (grants, limits, goal) in [(200, 50, 25.0), (20, 5, 10.0)] {
        let terms = Terms::new(grants, limits);
        let questions = terms.questions(few);
        let group = format!("{grants} grants, {limits} limits, {few} questions");
        let timings = side_by_side(&terms, &questions, rounds)?;
        table.group(&group, &timings);
        goals(&mut table, &group, &timings, goal);
    }
    let terms = Terms::new(200, 50);
    let questions = terms.questions(many);
    let group = format!("200 grants, 50 limits, {many} different questions");
    let timings = side_by_side(&terms, &questions, effort.pick(2, 3))?;
    table.group(&group, &timings);
    goals(&mut table, &group, &timings, 25.0);
    allocated(&mut table, &terms, &questions[..few])?;
    spread(&mut table, &terms, &questions[..few])?;
    table.note("peers slower than 50 µs are asked fewer questions, the first of the same");
    Ok(table)
}

fn side_by_side(terms: &Terms, questions: &[Asked], rounds: usize) -> anyhow::Result<Vec<Timing>> {
    let knowledge = knowing(terms)?;
    let (mut ours, mut floor) = (Ours::of(&knowledge), Floor::of(terms)?);
    let expected: Vec<Verdict> = questions.iter().map(|asked| floor.verdict(asked)).collect();
    let (mut regorus, mut cedar) = (Regorus::of(terms)?, Cedar::of(terms)?);
    let (mut casbin, mut biscuit) = (Casbin::of(terms)?, Biscuit::of(terms)?);
    let parsed = questions.iter().map(parsed).collect::<anyhow::Result<Vec<_>>>()?;
    let asked_parsed = || {
        for (question, asked) in parsed.iter().zip(questions) {
            black_box(Ours::of(&knowledge).ask_parsed(black_box(question), asked.at));
        }
    };
    let read_before = Contender {
        name: "ours, path read before".to_owned(),
        items: questions.len(),
        round: Box::new(move || timed(asked_parsed)),
    };
    let contenders = vec![
        asked("ours", &mut ours, questions, &expected),
        Ok(read_before),
        asked("floor, by hand", &mut floor, questions, &expected),
        asked("regorus", &mut regorus, questions, &expected),
        asked("cedar-policy", &mut cedar, questions, &expected),
        asked("biscuit-auth", &mut biscuit, questions, &expected),
        asked("casbin", &mut casbin, questions, &expected),
    ];
    Ok(interleaved(rounds, &mut all(contenders)?))
}

/// All of them, or what is wrong with each that does not agree.
fn all(contenders: Vec<anyhow::Result<Contender<'_>>>) -> anyhow::Result<Vec<Contender<'_>>> {
    let mut wrong = Vec::new();
    let agreeing =
        contenders.into_iter().filter_map(|one| one.map_err(|error| wrong.push(error.to_string())).ok());
    let agreeing = agreeing.collect();
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    Ok(agreeing)
}

/// A contender, once it has given the same answers to all the questions that it is measured on.
fn asked<'a, E: Engine>(
    name: &str,
    engine: &'a mut E,
    questions: &'a [Asked],
    expected: &[Verdict],
) -> anyhow::Result<Contender<'a>> {
    let start = Instant::now();
    let probe = questions.len().min(50);
    questions[..probe].iter().for_each(|asked| _ = black_box(engine.verdict(asked)));
    let is_slow = start.elapsed() > SLOW * probe as u32;
    let questions = if is_slow { &questions[..questions.len().min(1_000)] } else { questions };
    for (asked, expected) in questions.iter().zip(expected) {
        let found = engine.verdict(asked);
        ensure!(
            found == *expected,
            "{name} says {} and the floor {} to {} over {} at {}",
            found.word(),
            expected.word(),
            asked.power.word(),
            asked.path,
            asked.at
        );
    }
    let round =
        move || timed(|| questions.iter().for_each(|asked| _ = black_box(engine.verdict(black_box(asked)))));
    Ok(Contender { name: name.to_owned(), items: questions.len(), round: Box::new(round) })
}

fn goals(table: &mut Table, group: &str, timings: &[Timing], times: f64) {
    let [ours, _, floor, peers @ ..] = timings else { return };
    let Some(fastest) = peers.iter().min_by(|one, other| one.each().total_cmp(&other.each())) else { return };
    let what = format!("{group}: the fastest peer, {}, takes this many times ours", fastest.name);
    table.goal(&what, fastest.each() / ours.each(), Bound::AtLeast(times));
    let what = format!("{group}: ours takes this many times the floor of {}", time(floor.each()));
    table.goal(&what, ours.each() / floor.each(), Bound::AtMost(2.0));
}

fn allocated(table: &mut Table, terms: &Terms, questions: &[Asked]) -> anyhow::Result<()> {
    let knowledge = knowing(terms)?;
    let ours = Ours::of(&knowledge);
    let read = questions.iter().map(parsed).collect::<anyhow::Result<Vec<_>>>()?;
    let verdicts = allocations::count(|| {
        for (question, asked) in read.iter().zip(questions) {
            black_box(ours.ask_parsed(question, asked.at));
        }
    });
    let all = allocations::count(|| {
        for asked in questions {
            black_box(ours.ask(&asked.path, asked.power, asked.at));
        }
    });
    let each = |count: u64| count as f64 / questions.len() as f64;
    table.goal("allocations in a verdict, counted", each(verdicts), Bound::AtMost(0.0));
    table.note(format!("allocations with reading the path: {:.2} a question", each(all)));
    Ok(())
}

/// So that nobody takes questions that all have one answer for a measurement.
fn spread(table: &mut Table, terms: &Terms, questions: &[Asked]) -> anyhow::Result<()> {
    let mut floor = Floor::of(terms)?;
    let verdicts: Vec<Verdict> = questions.iter().map(|asked| floor.verdict(asked)).collect();
    let share = |verdict| verdicts.iter().filter(|found| **found == verdict).count() * 100 / verdicts.len();
    let shares = Verdict::ALL.map(|verdict| format!("{} {} %", verdict.word(), share(verdict)));
    table.note(format!("the answers: {}", shares.join(", ")));
    Ok(())
}
