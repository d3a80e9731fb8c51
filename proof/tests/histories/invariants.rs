//! The invariants of `floor.md`, I1 to I7, of the engine over histories at random.

use std::collections::BTreeSet;

use consent::instant::{DAY, HOUR};
use consent::{ActId, Instant, LimitKind, Person, Says, Verdict, Version};
use proof::histories::{Asked, Command, Delivered, Dice, Made, World, areas, written};
use proof::naive::Naive;

use crate::ask::Asking;
use crate::run::{Case, hold};

fn engine_of_all(world: &World) -> Delivered {
    Delivered::of(world, &world.everything())
}

/// All devices know everything in the end, so that what is asked of all can be written down.
fn gathered(case: &Case) -> World {
    let mut world = case.world();
    world.gather();
    world
}

fn found(world: &World, why: &str, asked: Asked) -> Result<(), String> {
    Err(written(world, why, &[asked]))
}

#[test]
fn i1_the_same_acts_in_any_order_give_the_same_answer() {
    hold(100, 20, |case| {
        let world = gathered(case);
        let mut asking = Asking::of(case, &world);
        let known = world.everything();
        let one = Delivered::of(&world, &known);
        let other = Delivered::shuffled(&world, &known, asking.dice());
        if one.refused != other.refused {
            return Err(written(&world, "Another order, other refusals.", &[]));
        }
        for _ in 0..case.points {
            let asked = asking.point();
            let [one, other] =
                [&one, &other].map(|engine| engine.knowledge.answer(&asked.question, asked.at));
            if one != other {
                return found(&world, &format!("One order: {one:?}\nAnother: {other:?}"), asked);
            }
        }
        Ok(())
    });
}

/// A closing act on a device that knows what it knows.
fn closing(world: &World, dice: &mut Dice) -> Option<Says> {
    let versions = world.made.iter().filter(|made| matches!(made.told.says, Ok(Says::Propose(_))));
    let versions: Vec<ActId> = versions.map(|made| made.told.id).collect();
    let area = dice.one(&areas(world)).cloned()?;
    let version = dice.one(&versions).copied();
    let kind = *dice.one(&[LimitKind::Hard, LimitKind::Soft])?;
    let mut all = vec![Says::Limit(area.clone(), kind), Says::Slow, Says::Pause, Says::Stop];
    if let Some(version) = version {
        all.extend([Says::Withdraw(version, area), Says::End(version), Says::Close(version)]);
        all.push(Says::Retract(version));
    }
    dice.one(&all).cloned()
}

/// A device that may be far behind says something, by a clock that may be far off.
fn said(world: &World, dice: &mut Dice, says: Says) -> World {
    let mut after = world.clone();
    let off = dice.one(&[0, -1, 1, -DAY, DAY, -40 * DAY, 400 * DAY]).copied().unwrap_or(0);
    let on = *dice.one(&[0, 1, 2, 3, 4]).unwrap();
    after.say(on, world.now.plus(off), says);
    after.gather();
    after
}

#[test]
fn i2_a_closing_act_makes_nothing_more_open() {
    hold(100, 40, |case| {
        let world = case.world();
        let mut dice = case.dice();
        let Some(says) = closing(&world, &mut dice) else { return Ok(()) };
        let after = said(&world, &mut dice, says);
        let (before, later) = (engine_of_all(&world), engine_of_all(&after));
        for asked in Asking::of(case, &after).points(case.points) {
            let [was, is] =
                [&before, &later].map(|engine| engine.knowledge.verdict(&asked.question, asked.at));
            if is > was {
                return found(
                    &after,
                    &format!("{} before the last act, {} after it.", was.word(), is.word()),
                    asked,
                );
            }
        }
        Ok(())
    });
}

/// Whether some version in this direction has a standing signature of each person, by sets alone.
fn is_signed_by_both(acts: &[&Made], world: &World, asked: &Asked) -> bool {
    let versions = acts.iter().filter_map(|made| match &made.told.says {
        Ok(Says::Propose(version)) if is_asked(version, asked) => Some(made.told.id),
        _ => None,
    });
    let versions: Vec<ActId> = versions.collect();
    let stands = |made: &&&Made| {
        acts.iter().all(|end| match end.told.says {
            Ok(Says::End(ended)) if is_tied(acts, ended, &made.told.says) => {
                made.told.past.contains(&end.told.id)
            }
            _ => true,
        })
    };
    versions.iter().any(|version| {
        Person::BOTH.iter().all(|person| {
            let signed = acts.iter().filter(|made| made.told.says == Ok(Says::Sign(*version)));
            let own = signed.filter(|made| world.devices[made.device].person == *person);
            own.filter(|made| instant(acts, made) <= asked.at).any(|made| stands(&made))
        })
    })
}

fn is_asked(version: &Version, asked: &Asked) -> bool {
    (version.giver, version.holder) == (asked.question.of, asked.question.by)
}

/// Whether a signature is on a version of the agreement that is named.
fn is_tied(acts: &[&Made], named: ActId, signature: &Result<Says, consent::Refusal>) -> bool {
    let Ok(Says::Sign(signed)) = signature else { return false };
    let mut tied = BTreeSet::from([named]);
    loop {
        let before = tied.len();
        for made in acts {
            let Ok(Says::Propose(version)) = &made.told.says else { continue };
            let all: Vec<ActId> = version.replaces.iter().copied().chain([made.told.id]).collect();
            if all.iter().any(|id| tied.contains(id)) {
                tied.extend(all);
            }
        }
        if tied.len() == before {
            return tied.contains(signed);
        }
    }
}

/// An act's instant: its clock, but never before one of the same person in its past.
fn instant(acts: &[&Made], made: &Made) -> Instant {
    let own = acts.iter().filter(|other| other.told.by == made.told.by);
    let before = own.filter(|other| made.told.past.contains(&other.told.id)).map(|other| other.told.clock);
    before.fold(made.told.clock, Instant::max)
}

#[test]
fn i3_what_both_have_not_signed_is_not_agreed() {
    hold(50, 30, |case| {
        let world = gathered(case);
        let engine = engine_of_all(&world);
        let acts: Vec<&Made> =
            world.made.iter().filter(|made| !engine.refused.contains(&made.told.id)).collect();
        for asked in Asking::of(case, &world).points(case.points) {
            let verdict = engine.knowledge.verdict(&asked.question, asked.at);
            if verdict > Verdict::NotAgreed && !is_signed_by_both(&acts, &world, &asked) {
                return found(&world, &format!("{}, and nothing is signed by both.", verdict.word()), asked);
            }
        }
        Ok(())
    });
}

/// What one person says alone, on devices that know as much of the other's acts as has reached them.
fn alone(world: &World, person: Person, commands: &[Command]) -> World {
    let mut after = world.clone();
    after.play_alone(person, commands);
    after.gather();
    after
}

#[test]
fn i4_nobody_answers_a_no_of_the_other() {
    hold(100, 20, |case| {
        let world = case.world();
        let person = *case.dice().one(&Person::BOTH).unwrap();
        let after = alone(&world, person, &case.alone);
        let (before, later) = (engine_of_all(&world).knowledge, engine_of_all(&after).knowledge);
        for asked in Asking::of(case, &after).points(case.points) {
            let limits = later.limits_at(asked.at);
            let signals = later.signals_at(asked.at);
            let mut was = before.limits_at(asked.at).into_iter().filter(|limit| limit.by != person);
            let gone = was.any(|limit| !limits.contains(&limit));
            let mut was = before.signals_at(asked.at).into_iter();
            let waits = |act| was_waiting(&signals, act, person.other());
            let answered = was.any(|signal| signal.waits_for.contains(&person.other()) && !waits(signal.act));
            if gone || answered {
                return found(&after, "A no of the other is gone.", asked);
            }
        }
        Ok(())
    });
}

fn was_waiting(signals: &[consent::SignalStands], act: ActId, person: Person) -> bool {
    signals.iter().any(|signal| signal.act == act && signal.waits_for.contains(&person))
}

/// I4 for withdrawals and ends, and rule 2 as a whole: see `liar.rs`.
#[test]
fn i4_no_verdict_is_more_open_than_what_each_has_said_yes_to() {
    hold(100, 60, |case| {
        let world = gathered(case);
        let naive = Naive::of(&world.told(&world.everything()));
        let engine = engine_of_all(&world);
        for asked in Asking::of(case, &world).points(case.points) {
            let verdict = engine.knowledge.verdict(&asked.question, asked.at);
            let most = Person::BOTH.map(|person| naive.allowed_by(person, &asked.question, asked.at));
            if most.iter().any(|most| verdict > *most) {
                return found(&world, &format!("{verdict:?}, and they allow {most:?}."), asked);
            }
        }
        Ok(())
    });
}

/// Where the page lets a verdict open by itself: a window, a `starts`, a seal's 72 hours, the 24 hours of a lift; and,
/// which I5 does not name, the instant of an act that opens, whose clock was ahead of the one who asks.
fn may_open(made: &[(&Made, Instant)], at: Instant) -> bool {
    made.iter().any(|(made, instant)| match &made.told.says {
        Ok(Says::Propose(version)) => {
            let starts = version.grants.iter().map(|grant| grant.starts).chain([version.starts]);
            starts.flatten().any(|starts| starts == at) || has_edge(version, at)
        }
        Ok(Says::Sign(_)) => at == *instant || at == instant.plus(72 * HOUR),
        Ok(Says::Lift(_)) => at == instant.plus(DAY),
        Ok(Says::Resume | Says::Open(..) | Says::Review(..) | Says::CheckIn) => at == *instant,
        _ => false,
    })
}

/// Whether a window begins, or ends, or the clock on the wall is changed: windows are tested on the wall clock.
fn has_edge(version: &Version, at: Instant) -> bool {
    let wall = |at: Instant| {
        let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap();
        version.zone.time_zone().to_datetime(at)
    };
    let (now, before) = (wall(at), wall(at.plus(-1)));
    let is_minute = now.second() == 0 && now.subsec_nanosecond() == 0;
    let time = format!("{:02}:{:02}", now.hour(), now.minute());
    let of_grants = version.grants.iter().flat_map(|grant| grant.hours.iter().flatten());
    let mut edges = of_grants.flat_map(|window| [window.from(), window.to().replace("24:00", "00:00")]);
    let has_windows = version.grants.iter().any(|grant| grant.hours.is_some());
    let is_changed = before.checked_add(jiff::Span::new().milliseconds(1)).unwrap() != now;
    (is_minute && edges.any(|edge| edge == time)) || (is_changed && has_windows)
}

#[test]
fn i5_time_opens_only_what_both_signed_for_that_instant() {
    hold(100, 60, |case| {
        let world = gathered(case);
        let Delivered { knowledge, refused, .. } = engine_of_all(&world);
        let acts: Vec<&Made> = world.made.iter().filter(|made| !refused.contains(&made.told.id)).collect();
        let instants: Vec<(&Made, Instant)> = acts.iter().map(|made| (*made, instant(&acts, made))).collect();
        for asked in Asking::of(case, &world).points(case.points) {
            let [was, is] = [-1, 0].map(|by| knowledge.verdict(&asked.question, asked.at.plus(by)));
            if is > was && !may_open(&instants, asked.at) {
                return found(&world, &format!("{} a millisecond before.", was.word()), asked);
            }
        }
        Ok(())
    });
}

#[test]
fn i6_ones_own_is_off_limits_always() {
    hold(20, 30, |case| {
        let world = gathered(case);
        let knowledge = engine_of_all(&world).knowledge;
        for mut asked in Asking::of(case, &world).points(case.points) {
            let path = format!("own/{}", asked.question.area);
            for path in ["own", "own/leaving", path.as_str()] {
                let Ok(area) = consent::Area::parse(path) else { continue };
                asked.question.area = area;
                if knowledge.verdict(&asked.question, asked.at) != Verdict::OffLimits {
                    return found(&world, "One's own is not off limits.", asked);
                }
            }
        }
        Ok(())
    });
}

#[test]
fn i7_a_proposal_changes_nothing() {
    hold(100, 20, |case| {
        let world = case.world();
        let mut after = world.clone();
        for command in case.alone.iter().take(2) {
            after.propose(usize::from(command.on) % world.devices.len(), command);
        }
        after.gather();
        let [before, later] = [&world, &after].map(|world| engine_of_all(world).knowledge);
        for asked in Asking::of(case, &after).points(case.points) {
            let [mut was, is] = [&before, &later].map(|of| of.answer(&asked.question, asked.at));
            // Why nothing is agreed may be told by the draft that nobody signed.
            was.because.clone_from(&is.because);
            if was != is {
                return found(&after, &format!("Before the last proposals: {was:?}"), asked);
            }
        }
        Ok(())
    });
}
