//! A liar among the two. What one of them can do alone is any acts, on devices of their own and on copies of these, by
//! any clock, claiming to have seen as little as they like; which is what devices do that have not met.
//!
//! What cannot be told from honesty is bounded: `docs/what-a-liar-can-do.md`.

use consent::{Answer, Person, Says, Verdict};
use proof::histories::{Asked, Command, Delivered, Dice, World, written};
use proof::naive::Naive;

use crate::ask::Asking;
use crate::run::{Case, hold};

/// A history, what the liar then does alone, and who that is.
pub(crate) struct Lied {
    pub(crate) before: World,
    pub(crate) after: World,
    pub(crate) liar: Person,
}

/// By a clock that is mostly off.
fn lies(command: &Command) -> Command {
    Command { clock: 192 + command.clock / 4, ..*command }
}

impl Lied {
    /// Some liars know all, some only what has reached their devices; some have copies of a device.
    pub(crate) fn of(case: &Case, dice: &mut Dice) -> Lied {
        let mut before = case.world();
        let liar = *dice.one(&Person::BOTH).unwrap();
        if dice.roll().is_multiple_of(3) {
            before.gather();
        }
        let mut after = before.clone();
        for _ in 0..dice.roll() % 3 {
            fork(&mut after, liar, dice);
        }
        after.play_alone(liar, &case.alone.iter().map(lies).collect::<Vec<_>>());
        Lied { before, after, liar }
    }
}

fn fork(world: &mut World, liar: Person, dice: &mut Dice) {
    let own = world.devices.iter().enumerate().filter(|(_, device)| device.person == liar);
    let own: Vec<usize> = own.filter(|(_, device)| device.copy_of.is_none()).map(|(at, _)| at).collect();
    let Some(device) = dice.one(&own).copied() else { return };
    let acts = world.made.iter().filter(|made| made.device == device).count();
    let back = usize::try_from(dice.roll() % 4).unwrap();
    world.fork(device, acts.saturating_sub(back));
}

/// What the record disowns: the acts of a device, and of the copies of it, from the first fork on.
fn disown_forked(world: &World, engine: &mut Delivered) {
    for (at, device) in world.devices.iter().enumerate() {
        let Some((original, behind)) = device.copy_of else { continue };
        let forked = world.made.iter().any(|made| made.device == at)
            && world.made.iter().filter(|made| made.device == original).count() > behind;
        let of_both = |made: &&proof::histories::Made| {
            made.device == at
                || (made.device == original
                    && made.seen.get(original).is_some_and(|seen| *seen as usize >= behind))
        };
        for made in world.made.iter().filter(of_both).filter(|_| forked) {
            engine.knowledge.disown(made.told.id);
        }
    }
}

/// ```text
///   Ada ── …  all that was ever known  ──► asked
///   Bo  ── …  ──┬── any acts, any clocks ──► asked
///               └── on copies of his devices ──► asked
/// ```
#[test]
fn alone_nobody_opens_what_the_other_has_not_said_yes_to() {
    hold(200, 60, |case| {
        let mut dice = case.dice();
        let Lied { before, mut after, liar } = Lied::of(case, &mut dice);
        after.gather();
        let of_the_other = Naive::of(&before.told(&before.everything()));
        let engine = Delivered::of(&after, &after.everything());
        for asked in Asking::of(case, &after).points(case.points) {
            let verdict = engine.knowledge.verdict(&asked.question, asked.at);
            let most = of_the_other.allowed_by(liar.other(), &asked.question, asked.at);
            if verdict > most {
                let why = format!(
                    "{verdict:?}, where {:?} had left {most:?} before {liar:?} was alone.",
                    liar.other()
                );
                return Err(written(&after, &why, &[asked]));
            }
        }
        Ok(())
    });
}

/// The one place where the page opens by what is missing: an agreement was ended, both signed a version and, later, the
/// one that it replaced; then its grants over heavy areas wait again, from that later seal on. Without the later
/// signature they do not.
fn waits_for_an_older_version(world: &World, asked: &Asked, with: Verdict) -> bool {
    let was_ended = world.made.iter().any(|made| matches!(made.told.says, Ok(Says::End(_))));
    with == Verdict::NotNow && was_ended && asked.question.area.is_heavy()
}

/// A device that was lost, let out or copied only ever closes.
#[test]
fn what_is_disowned_opens_nothing() {
    hold(200, 60, |case| {
        let mut dice = case.dice();
        let Lied { mut after, liar, .. } = Lied::of(case, &mut dice);
        after.gather();
        let engine = Delivered::of(&after, &after.everything());
        let mut without = engine.clone();
        disown_forked(&after, &mut without);
        let lost = usize::try_from(dice.roll()).unwrap_or_default() % after.devices.len();
        let from = dice.roll() % 40;
        for made in after.made.iter().filter(|made| made.device == lost) {
            if made.seen.get(lost).is_some_and(|seen| u64::from(*seen) >= from) {
                without.knowledge.disown(made.told.id);
            }
        }
        for asked in Asking::of(case, &after).points(case.points) {
            let [with, without] =
                [&engine, &without].map(|engine| engine.knowledge.verdict(&asked.question, asked.at));
            if without > with && !waits_for_an_older_version(&after, &asked, with) {
                let name = &after.devices[lost].name;
                let why = format!(
                    "{without:?} once {name} is lost from its act {from} on, or a copy of a device of {liar:?} is known."
                );
                return Err(written(&after, &why, &[asked]));
            }
        }
        Ok(())
    });
}

/// Acts that come again, with what was disowned told before or after they came.
#[test]
fn what_comes_again_changes_nothing() {
    hold(50, 20, |case| {
        let mut dice = case.dice();
        let Lied { mut after, .. } = Lied::of(case, &mut dice);
        after.gather();
        let all = after.everything();
        let mut once = Delivered::of(&after, &all);
        disown_forked(&after, &mut once);
        let mut again = Delivered::of(&after, &Default::default());
        disown_forked(&after, &mut again);
        for made in &after.made {
            again.add(made);
            let earlier = dice.one(&after.made).unwrap();
            again.add(earlier);
        }
        again.refused.retain(|id| once.refused.contains(id));
        for Asked { at, question, .. } in Asking::of(case, &after).points(case.points) {
            let answers: [Answer; 2] = [&once, &again].map(|engine| engine.knowledge.answer(&question, at));
            if answers[0] != answers[1] {
                return Err(written(&after, &format!("Once and again: {answers:?}"), &[]));
            }
        }
        Ok(())
    });
}
