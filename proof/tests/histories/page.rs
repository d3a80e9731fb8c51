//! The engine answers as the page does: what is refused, verdict, `except`, `until`.

use std::collections::{BTreeMap, BTreeSet};

use consent::ActId;
use proof::histories::{Asked, Delivered, Done, World, written};
use proof::naive::Naive;
use rehearsal::{Rehearsal, play};

use crate::ask::Asking;
use crate::run::{Case, hold};

/// What a device knows, by both readings; read when it is first asked.
#[derive(Default)]
struct Devices(BTreeMap<usize, (Naive, Delivered)>);

impl Devices {
    fn get(&mut self, world: &World, device: usize) -> &(Naive, Delivered) {
        let known = &world.devices[device].known;
        self.0.entry(device).or_insert_with(|| (Naive::of(&world.told(known)), Delivered::of(world, known)))
    }
}

/// Half of the time all devices meet in the end.
fn played(case: &Case) -> World {
    let mut world = case.world();
    if case.seed.is_multiple_of(2) {
        world.gather();
    }
    world
}

/// What each device knows, to the engine.
fn engines(world: &World) -> Vec<Delivered> {
    world.devices.iter().map(|device| Delivered::of(world, &device.known)).collect()
}

fn answers_as_the_page(
    case: &Case,
    differs: impl Fn(&Naive, &Delivered, &Asked) -> Option<String>,
) -> Result<(), String> {
    let world = played(case);
    let mut devices = Devices::default();
    // The naive reading takes its time over long histories: there are many of them, so few points of each are enough.
    let points = (case.points * 40 / world.made.len().max(40)).max(1);
    for asked in Asking::of(case, &world).points(points) {
        let (naive, engine) = devices.get(&world, asked.device);
        if let Some(why) = differs(naive, engine, &asked) {
            return Err(written(&world, &why, &[asked]));
        }
    }
    Ok(())
}

#[test]
fn the_same_acts_are_refused() {
    hold(100, 0, |case| {
        let world = case.world();
        let all = world.everything();
        let naive = Naive::of(&world.told(&all));
        let refused: BTreeSet<ActId> = all.iter().copied().filter(|id| naive.is_refused(*id)).collect();
        let engine = Delivered::of(&world, &all).refused;
        let Some(other) = refused.symmetric_difference(&engine).next() else { return Ok(()) };
        let at = world.made.iter().position(|made| made.told.id == *other).unwrap_or_default();
        let acts = world.steps.iter().zip(1..).filter(|(step, _)| matches!(step.done, Done::Act(_)));
        let step = acts.map(|(_, number)| number).nth(at).unwrap_or(0);
        Err(written(&world, &format!("Step {step} is refused by one reading alone."), &[]))
    });
}

#[test]
fn the_verdict_is_the_same() {
    hold(100, 40, |case| {
        answers_as_the_page(case, |naive, engine, Asked { question, at, .. }| {
            let (page, comes) = (naive.verdict(question, *at), engine.knowledge.verdict(question, *at));
            (page != comes).then(|| format!("The engine says {}.", comes.word()))
        })
    });
}

#[test]
fn what_comes_with_the_verdict_is_the_same() {
    hold(25, 5, |case| {
        answers_as_the_page(case, |naive, engine, Asked { question, at, .. }| {
            let comes = engine.knowledge.answer(question, *at);
            let same = naive.verdict(question, *at) == comes.verdict
                && naive.except(question, *at) == comes.except
                && naive.until(question, *at) == comes.until;
            (!same).then(|| {
                format!(
                    "The engine says {}, until {:?}, except {:?}.",
                    comes.verdict.word(),
                    comes.until,
                    comes.except
                )
            })
        })
    });
}

/// `until` of both readings jumps from one instant to the next at which they think that anything could change. Here it
/// is the instants of this test, and some that nothing has to do with.
#[test]
fn no_verdict_changes_before_its_until() {
    hold(100, 12, |case| {
        let world = played(case);
        let engines = engines(&world);
        let mut asking = Asking::of(case, &world);
        for _ in 0..case.points {
            let asked = asking.point();
            let (knowledge, question) = (&engines[asked.device].knowledge, &asked.question);
            let answer = knowledge.answer(question, asked.at);
            let until = answer.until.unwrap_or(asked.at.plus_days(800));
            let mut probes: Vec<_> = asking.instants().to_vec();
            probes.extend([1, 1_800_000, 61_234_567].map(|by| asked.at.plus(by)));
            let within = probes.into_iter().filter(|at| (asked.at..until).contains(at));
            let changed = within.into_iter().find(|at| knowledge.verdict(question, *at) != answer.verdict);
            let stays =
                answer.until.is_some_and(|until| knowledge.verdict(question, until) == answer.verdict);
            if changed.is_some() || stays {
                let why = format!("The engine says until {:?}; it changes at {changed:?}.", answer.until);
                return Err(written(&world, &why, &[asked]));
            }
        }
        Ok(())
    });
}

/// An outlook is worked out beforehand, over any span; what it answers within and outside is what the knowledge answers.
#[test]
fn an_outlook_answers_as_the_knowledge_does() {
    hold(60, 12, |case| {
        let world = played(case);
        let engines = engines(&world);
        let mut asking = Asking::of(case, &world);
        for _ in 0..case.points {
            let asked = asking.point();
            let (knowledge, question) = (&engines[asked.device].knowledge, &asked.question);
            let days = |roll: u64| i64::try_from(roll % 40).unwrap_or(0) - 8;
            let (from, to) = (asking.dice().roll(), asking.dice().roll());
            let (from, to) = (asked.at.plus_days(-days(from)), asked.at.plus_days(days(to)).plus(1));
            let outlook = knowledge.outlook(question.of, question.by, from, to);
            for at in std::iter::once(asked.at).chain((0..6).map(|_| asking.point().at)) {
                let (area, power) = (question.area.as_str(), question.power);
                let same = outlook.answer(area, power, at) == Ok(knowledge.answer(question, at))
                    && outlook.verdict(area, power, at) == Ok(knowledge.verdict(question, at));
                if !same {
                    let (device, question) = (asked.device, question.clone());
                    let why = format!("An outlook from {from:?} to {to:?} answers otherwise.");
                    return Err(written(&world, &why, &[Asked { device, at, question }]));
                }
            }
        }
        Ok(())
    });
}

/// What is printed when something is found can be put among the rehearsals as it is.
#[test]
fn a_written_history_is_a_rehearsal_that_holds() {
    hold(4, 1, |case| {
        let world = played(case);
        let text = written(&world, "A history.", &Asking::of(case, &world).points(case.points));
        let rehearsal = Rehearsal::read(text.as_bytes()).map_err(|mistake| format!("# {mistake}\n{text}"))?;
        let played = play(&rehearsal);
        let mut outcomes = rehearsal.steps.iter().zip(&played.outcomes);
        match outcomes.find(|(step, outcome)| !outcome.holds(step)) {
            Some((step, outcome)) => Err(format!("# line {}: {outcome:?}\n{text}", step.line)),
            None => Ok(()),
        }
    });
}
