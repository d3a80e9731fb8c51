//! I1 to I7 of `floor.md`, "What must hold, whatever the acts", each over one set of acts.
//!
//! What a standing signature is, and when a no is answered, is said here in the page's words from the acts and their
//! pasts: nothing of the engine is asked for that.

use std::sync::Arc;

use consent::instant::HOUR;
use consent::{Answer, Instant, LimitKind, Person, Question, Says, Verdict};
use stateright::Property;

use super::Exhaustive;
use super::cast::{On, STARTS, everything, hour};
use super::heard::Heard;
use super::known::{Known, Said};

/// Two devices with the same acts give the same answer, `because`, `except` and `until` included.
pub const I1: &str = "I1: the same acts, the same answer";
/// Adding a closing act to K never makes any verdict at any T more open.
pub const I2: &str = "I2: what closes opens nothing";
/// Where no version has a standing signature of each person, nothing is more open than `not-agreed`.
pub const I3: &str = "I3: nothing without a signature of each";
/// No act by one person answers a no of the other.
pub const I4: &str = "I4: nobody answers the other's no";
/// With no further act, a verdict never opens except where both signed for that instant.
pub const I5: &str = "I5: time alone opens what both signed for";
/// `own/…` is `off-limits`, always.
pub const I6: &str = "I6: one's own is off limits";
/// A `propose` changes no verdict, whatever it names.
pub const I7: &str = "I7: a proposal changes nothing";

pub(super) fn invariants() -> Vec<Property<Exhaustive>> {
    let always = Property::<Exhaustive>::always;
    vec![
        always(I1, i1),
        always(I2, i2),
        always(I3, i3),
        always(I4, i4),
        always(I5, i5),
        always(I6, i6),
        always(I7, i7),
    ]
}

/// What three acts must be able to bring about, so that the invariants do not hold of nothing.
pub(super) fn reachable() -> Vec<Property<Exhaustive>> {
    vec![
        Property::sometimes("both answer a stop", |model: &Exhaustive, known| {
            model.is_open_after(known, "home", |says| *says == Says::Stop)
        }),
        Property::sometimes("a lift runs out", |model: &Exhaustive, known| {
            model.is_open_after(known, "home", |says| matches!(says, Says::Limit(..)))
        }),
        Property::sometimes("both sign again after an end", |model: &Exhaustive, known| {
            model.is_open_after(known, "home", |says| matches!(says, Says::End(_)))
        }),
        Property::sometimes("a moment begins anew after a close", |model: &Exhaustive, known| {
            model.is_open_after(known, "evening", |says| matches!(says, Says::Close(_)))
        }),
        Property::sometimes("what was taken back is signed again", |model: &Exhaustive, known| {
            model.is_open_after(known, "home/study", |says| matches!(says, Says::Withdraw(..)))
        }),
    ]
}

/// Every order of arrival in which each act stands behind its past, each act twice; and one backwards, so that all waits
/// for the founding act.
fn i1(model: &Exhaustive, known: &Known) -> bool {
    let expected = answers(model, &Heard::of(known));
    let is_same =
        |heard: Heard| heard.holds_all() && heard.refused.is_empty() && answers(model, &heard) == expected;
    let twice = |order: &Vec<Arc<Said>>| Heard::all(order.iter().flat_map(|act| [act, act]));
    known.orders().iter().all(|order| is_same(twice(order)))
        && is_same(Heard::all(known.in_order().iter().rev()))
}

fn answers(model: &Exhaustive, heard: &Heard) -> Vec<Answer> {
    model.questions().map(|(question, at)| model.reading.answer(heard, question, at)).collect()
}

/// Each act that closes and that no other has seen, added to all the others.
fn i2(model: &Exhaustive, known: &Known) -> bool {
    let mut closing = known.heads().filter(|act| act.says.as_ref().is_some_and(closes));
    closing.all(|act| {
        let without = model.verdicts(&known.without(act));
        model.verdicts(known).are_not_more_open_than(&without)
    })
}

fn closes(says: &Says) -> bool {
    match says {
        Says::Limit(..)
        | Says::Withdraw(..)
        | Says::End(_)
        | Says::Slow
        | Says::Pause
        | Says::Stop
        | Says::Close(_)
        | Says::Retract(_) => true,
        Says::Propose(_)
        | Says::Sign(_)
        | Says::Resume
        | Says::Lift(_)
        | Says::Open(..)
        | Says::Review(..)
        | Says::CheckIn => false,
    }
}

fn i3(model: &Exhaustive, known: &Known) -> bool {
    let versions: Vec<_> = proposals(known).map(|act| act.id()).collect();
    let signed = |version, at, person| {
        let signs = |act: &&Arc<Said>| act.says == Some(Says::Sign(version)) && act.by() == person;
        known.acts().filter(signs).any(|act| act.at <= at && stands(known, act))
    };
    let by_each = |version, at| Person::BOTH.into_iter().all(|person| signed(version, at, person));
    let verdicts = model.verdicts(known);
    model.asked.each(&verdicts).all(|(_, at, verdict)| {
        verdict <= Verdict::NotAgreed || versions.iter().any(|version| by_each(*version, at))
    })
}

/// All versions are of one agreement here, so every `end` is of it.
fn stands(known: &Known, signature: &Said) -> bool {
    let mut ends = known.acts().filter(|act| matches!(act.says, Some(Says::End(_))));
    ends.all(|end| signature.has_seen(end))
}

fn proposals(known: &Known) -> impl Iterator<Item = &Arc<Said>> {
    known.acts().filter(|act| matches!(act.says, Some(Says::Propose(_))))
}

/// A no that its person has not answered, or, after a stop or an `end`, not each of the two, keeps what it covers closed.
fn i4(model: &Exhaustive, known: &Known) -> bool {
    let verdicts = model.verdicts(known);
    model.asked.each(&verdicts).all(|(question, at, verdict)| {
        let noes = known.acts().filter_map(|act| Some((act, most_open(act, question)?)));
        let mut unanswered = noes.filter(|(no, _)| !is_answered(known, no, at));
        unanswered.all(|(_, most)| verdict <= most)
    })
}

/// What the no leaves of the question while it is live; none for what is no no or says nothing of the question.
fn most_open(act: &Said, question: &Question) -> Option<Verdict> {
    match act.says.as_ref()? {
        Says::Limit(area, LimitKind::Hard) => area.covers(&question.area).then_some(Verdict::OffLimits),
        Says::Limit(area, LimitKind::Soft) => area.covers(&question.area).then_some(Verdict::AskFirst),
        Says::Withdraw(_, area) => area.covers(&question.area).then_some(Verdict::NotAgreed),
        Says::End(_) | Says::Retract(_) => Some(Verdict::NotAgreed),
        Says::Stop | Says::Pause => Some(Verdict::Paused),
        Says::Slow => Some(Verdict::AskFirst),
        _ => None,
    }
}

fn is_answered(known: &Known, no: &Said, at: Instant) -> bool {
    let by = |person, is_answer: fn(&Says, &Said) -> bool, waits| {
        let mut said = known.acts().filter(|act| act.by() == person && act.has_seen(no));
        said.any(|act| act.at.plus(waits) <= at && act.says.as_ref().is_some_and(|says| is_answer(says, no)))
    };
    let by_each = |is_answer| Person::BOTH.into_iter().all(|person| by(person, is_answer, 0));
    match no.says {
        Some(Says::Limit(..)) => by(no.by(), lifts, 24 * HOUR),
        Some(Says::Withdraw(..)) => by(no.by(), signs, 0),
        Some(Says::Slow | Says::Pause) => by(no.by(), resumes, 0),
        Some(Says::Stop) => by_each(resumes),
        Some(Says::End(_)) => by_each(signs),
        Some(Says::Retract(version)) => Person::BOTH.into_iter().all(|person| {
            let another = |says: &Says| matches!(says, Says::Sign(signed) if *signed != version);
            let mut own = known.acts().filter(|act| act.by() == person && act.at <= at);
            own.any(|act| act.says.as_ref().is_some_and(another))
        }),
        _ => true,
    }
}

fn signs(yes: &Says, _: &Said) -> bool {
    matches!(yes, Says::Sign(_))
}

fn resumes(yes: &Says, _: &Said) -> bool {
    *yes == Says::Resume
}

fn lifts(yes: &Says, no: &Said) -> bool {
    matches!((yes, &no.says), (Says::Lift(lifted), Some(Says::Limit(limited, _))) if lifted == limited)
}

/// As the page says it, and at the instant of an act that opens: where a clock is ahead, or the question is of the past,
/// that act counts only from then on.
fn i5(model: &Exhaustive, known: &Known) -> bool {
    let verdicts = model.verdicts(known);
    model.asked.in_time(&verdicts).all(|(question, row)| {
        let opens: Vec<Instant> = known.acts().flat_map(|act| opens_at(act, question)).collect();
        let mut steps = row.clone().zip(row.skip(1));
        steps.all(|((before, less), (after, more))| {
            more <= less || opens.iter().any(|at| before < *at && *at <= after)
        })
    })
}

/// The instants at which this act can open the question, if both signed for it.
fn opens_at(act: &Said, question: &Question) -> Vec<Instant> {
    match &act.says {
        Some(Says::Sign(_)) if question.area.is_heavy() => vec![act.at, act.at.plus(72 * HOUR)],
        Some(Says::Sign(_) | Says::Resume | Says::Open(..)) => vec![act.at],
        Some(Says::Lift(area)) if area.covers(&question.area) => vec![act.at.plus(24 * HOUR)],
        Some(Says::Propose(version)) => version.starts.into_iter().collect(),
        _ => Vec::new(),
    }
}

fn i6(model: &Exhaustive, known: &Known) -> bool {
    let verdicts = model.verdicts(known);
    let mut own = model.asked.each(&verdicts).filter(|(question, ..)| question.area.is_own());
    own.all(|(_, _, verdict)| verdict == Verdict::OffLimits)
}

/// Words for everything by somebody who knows all of this: of an agreement of their own, or in the place of what there is
/// where that is not refused.
fn i7(model: &Exhaustive, known: &Known) -> bool {
    let clock = known.acts().map(|act| act.at).fold(hour(STARTS), Instant::max);
    let replaces = [Vec::new(), known.versions().into_iter().take(1).collect()];
    replaces.into_iter().all(|replaces| {
        let mut heard = Heard::of(known);
        let words = Says::Propose(Box::new(everything(replaces)));
        let proposed = heard.suppose(&model.cast, On::Bos, clock, words);
        proposed.is_err() || model.asked.verdicts(&*model.reading, &heard) == *model.verdicts(known)
    })
}

impl Exhaustive {
    /// Whether such an act is known and the area is open all the same, some time after it.
    fn is_open_after(&self, known: &Known, area: &str, is_such: fn(&Says) -> bool) -> bool {
        let such = known.acts().filter(|act| act.says.as_ref().is_some_and(is_such));
        let Some(latest) = such.map(|act| act.at).max() else { return false };
        let verdicts = self.verdicts(known);
        self.asked.each(&verdicts).any(|(question, at, verdict)| {
            question.area.as_str() == area && at > latest && verdict == Verdict::Allowed
        })
    }
}
