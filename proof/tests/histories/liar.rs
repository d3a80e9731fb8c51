//! A liar among the two. What one of them can do alone is any acts, on devices of their own and on copies of these, by
//! any clock, claiming to have seen as little as they like; which is what devices do that have not met.
//!
//! What cannot be told from honesty is bounded: `docs/what-a-liar-can-do.md`.

use std::collections::BTreeSet;

use consent::{ActId, Person, Says, Verdict};
use proof::histories::{Asked, Command, Delivered, Dice, World, written};
use proof::naive::{Naive, Told};

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
fn forked(world: &World) -> BTreeSet<ActId> {
    let mut forked = BTreeSet::new();
    for (at, device) in world.devices.iter().enumerate() {
        let Some((original, behind)) = device.copy_of else { continue };
        let of_copy = || world.made.iter().filter(|made| made.device == at);
        let of_original = world.made.iter().filter(|made| made.device == original);
        let later = || of_original.clone().filter(|made| made.seen[original] as usize >= behind);
        if of_copy().next().is_some() && later().next().is_some() {
            forked.extend(of_copy().chain(later()).map(|made| made.told.id));
        }
    }
    forked
}

/// ```text
///   Ada ── …  all that was ever known  ──► asked
///   Bo  ── …  ──┬── any acts, any clocks ──► asked
///               └── on copies of his devices ──► asked
/// ```
#[test]
fn alone_nobody_opens_what_the_other_has_not_said_yes_to() {
    hold(150, 40, |case| {
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

/// The acts that are disowned: of a device of anybody's that is lost from some act on, and of the liar's copies.
fn disown(world: &World, engine: &mut Delivered, dice: &mut Dice) -> BTreeSet<ActId> {
    let lost = usize::try_from(dice.roll() % 5).unwrap();
    let from = dice.roll() % 20;
    let of_lost = world.made.iter().filter(|made| made.device == lost);
    let late = of_lost.filter(|made| u64::from(made.seen[lost]) >= from);
    let disowned: BTreeSet<ActId> = late.map(|made| made.told.id).chain(forked(world)).collect();
    disowned.iter().for_each(|id| engine.knowledge.disown(*id));
    disowned
}

/// The page with check-ins in the place of what the disowned acts open: an act that gives nothing still moves the
/// instants of what its person says after it. Nothing where other acts are refused for want of them.
fn without_openings(world: &World, engine: &Delivered, disowned: &BTreeSet<ActId>) -> Option<Naive> {
    let stand = world.made.iter().map(|made| &made.told).filter(|told| !engine.refused.contains(&told.id));
    let opens = |told: &Told| disowned.contains(&told.id) && told.says.as_ref().is_ok_and(Says::opens);
    let without = |told: &Told| {
        let says = if opens(told) { Ok(Says::CheckIn) } else { told.says.clone() };
        Told { says, ..told.clone() }
    };
    let naive = Naive::of(&stand.map(without).collect::<Vec<Told>>());
    let mut names = world.made.iter().map(|made| made.told.id);
    names.all(|id| !naive.is_refused(id)).then_some(naive)
}

/// A device that was lost, let out or copied only ever closes, and what it opened gives nothing.
#[test]
fn what_is_disowned_opens_nothing() {
    hold(150, 40, |case| {
        let mut dice = case.dice();
        let Lied { mut after, .. } = Lied::of(case, &mut dice);
        after.gather();
        let engine = Delivered::of(&after, &after.everything());
        let mut without = engine.clone();
        let disowned = disown(&after, &mut without, &mut dice);
        let page = without_openings(&after, &engine, &disowned);
        for asked in Asking::of(case, &after).points(case.points) {
            let Asked { question, at, .. } = &asked;
            let [was, is] = [&engine, &without].map(|engine| engine.knowledge.verdict(question, *at));
            let most = Person::BOTH.map(|person| {
                page.as_ref().map_or(Verdict::Allowed, |page| page.allowed_by(person, question, *at))
            });
            let opens = is > was && !waits_for_an_older_version(&after, &asked, was);
            if opens || most.iter().any(|most| is > *most) {
                let why =
                    format!("{is:?} without the disowned {disowned:?}; {was:?} with them, {most:?} allowed.");
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
        let mut again = Delivered::of(&after, &BTreeSet::new());
        for id in disown(&after, &mut once, &mut dice) {
            again.knowledge.disown(id);
        }
        for made in &after.made {
            again.add(made);
            let earlier = dice.one(&after.made).unwrap();
            again.add(earlier);
        }
        assert_eq!(once.refused, again.refused);
        for Asked { at, question, .. } in Asking::of(case, &after).points(case.points) {
            let answers = [&once, &again].map(|engine| engine.knowledge.answer(&question, at));
            if answers[0] != answers[1] {
                return Err(written(&after, &format!("Once and again: {answers:?}"), &[]));
            }
        }
        Ok(())
    });
}
