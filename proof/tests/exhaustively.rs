//! Every history of a few acts holds I1 to I7; and each of them can be broken, and is then found broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::hash::Hash;

use consent::instant::HOUR;
use consent::{Area, Instant, Question, Refusal, Says, Verdict};
use proof::model::delivery::Deliveries;
use proof::model::{
    About, Bound, Clocks, Exhaustive, HOURS, Heard, I1, I2, I3, I4, I5, I6, I7, Reading, Said,
};
use proof::naive::{Naive, Told};
use stateright::{Checker, HasDiscoveries, Model};

fn bound(acts: usize, about: About, clocks: Clocks, hours: &[i64]) -> Bound {
    Bound { acts, about, clocks, hours: hours.to_vec() }
}

/// Every state holds every property, and they are not too few.
fn holds<M>(what: &str, model: M, least: usize)
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync,
    M::Action: Clone + Debug + PartialEq,
{
    let began = std::time::Instant::now();
    let checker = model.checker().threads(2).finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let (states, depth) = (checker.unique_state_count(), checker.max_depth());
    println!("{what}: {states} states, depth {depth}, {:.1} s", began.elapsed().as_secs_f64());
    checker.assert_properties();
    assert!(states >= least, "{states} states are fewer than {least}: what can no longer be said?");
}

#[test]
fn every_invariant_holds_after_three_acts() {
    let bound = bound(3, About::Everything, Clocks::Right, &[0, 26]);
    holds("three acts", Exhaustive::new(bound), 120_000);
}

#[test]
fn every_invariant_holds_whatever_the_clocks_say() {
    let bound = bound(2, About::Everything, Clocks::Any, &HOURS);
    holds("two acts by any clock", Exhaustive::new(bound), 8_000);
}

#[test]
fn every_invariant_holds_after_three_signals() {
    let bound = bound(3, About::Signals, Clocks::Right, &[0]);
    holds("three signals", Exhaustive::new(bound), 5_000);
}

#[test]
fn every_invariant_holds_after_three_limits() {
    let bound = bound(3, About::Limits, Clocks::Right, &[0]);
    holds("three limits", Exhaustive::new(bound), 5_000);
}

#[test]
fn every_invariant_holds_after_four_words() {
    let bound = bound(4, About::Words, Clocks::Right, &[0]);
    holds("four words", Exhaustive::new(bound), 80_000);
}

#[test]
fn every_delivery_leads_to_histories_that_are_checked() {
    let bound = bound(2, About::Everything, Clocks::Right, &HOURS);
    holds("deliveries of two acts", Deliveries::new(bound), 80_000);
}

/// The second reading of the page gives the engine's verdict, exceptions and end, in every state.
#[test]
fn two_readings_agree_after_two_acts() {
    let model = Exhaustive::new(bound(2, About::Everything, Clocks::Any, &[0, 26]));
    let mut asked = 0;
    for known in model.all() {
        let naive = Naive::of(&known.acts().map(|act| told(act)).collect::<Vec<Told>>());
        let engine = Heard::of(&known).knowledge;
        for (question, at) in model.questions() {
            let answer = engine.answer(question, at);
            assert_eq!(answer.verdict, naive.verdict(question, at), "{question:?} {at:?} {known:?}");
            assert_eq!(answer.except, naive.except(question, at), "{question:?} {at:?} {known:?}");
            assert_eq!(answer.until, naive.until(question, at), "{question:?} {at:?} {known:?}");
            asked += 1;
        }
    }
    println!("{asked} answers");
    assert!(asked > 10_000);
}

fn told(act: &Said) -> Told {
    let past = act.past.acts().map(|act| act.id()).collect();
    let says = act.says.clone().ok_or(Refusal::NotUnderstood);
    Told { id: act.id(), by: act.by(), clock: act.clock(), past, says }
}

/// The engine's verdict, and what somebody made of it who did not read the page well.
struct Misread(fn(&Heard, &Question, Instant, Verdict) -> Verdict);

impl Reading for Misread {
    fn verdict(&self, heard: &Heard, question: &Question, at: Instant) -> Verdict {
        self.0(heard, question, at, heard.knowledge.verdict(question, at))
    }
}

/// The checker finds that this reading breaks the invariant, by the fewest acts that do.
fn is_found(invariant: &'static str, misread: fn(&Heard, &Question, Instant, Verdict) -> Verdict) {
    let broken = (1..=3).find_map(|acts| {
        let bound = bound(acts, About::Everything, Clocks::Right, &[0, 26]);
        let model = Exhaustive::read_by(Box::new(Misread(misread)), bound);
        let enough = HasDiscoveries::AnyOf(BTreeSet::from([invariant]));
        model.checker().finish_when(enough).spawn_bfs().join().discovery(invariant)
    });
    println!("{invariant}: {:#?}", broken.expect("a counterexample").into_actions());
}

fn last(heard: &Heard, is_such: fn(&Says) -> bool) -> Option<&Said> {
    let such = heard.acts.iter().filter(|act| act.says.as_ref().is_some_and(is_such));
    such.max_by_key(|act| act.at).map(|act| &**act)
}

#[test]
fn i1_does_not_hold_where_a_stop_is_over_once_something_else_arrives() {
    is_found(I1, |heard, _, _, verdict| {
        let last = heard.acts.last().and_then(|act| act.says.as_ref());
        if verdict == Verdict::Paused && last != Some(&Says::Stop) { Verdict::Allowed } else { verdict }
    });
}

#[test]
fn i2_does_not_hold_where_a_second_stop_undoes_the_first() {
    is_found(I2, |heard, _, _, verdict| {
        let stops = heard.acts.iter().filter(|act| act.says == Some(Says::Stop)).count();
        if verdict == Verdict::Paused && stops % 2 == 0 { Verdict::Allowed } else { verdict }
    });
}

#[test]
fn i3_does_not_hold_where_one_signature_is_enough() {
    is_found(I3, |heard, _, _, verdict| {
        let signed = last(heard, |says| matches!(says, Says::Sign(_))).is_some();
        if verdict == Verdict::NotAgreed && signed { Verdict::Allowed } else { verdict }
    });
}

#[test]
fn i4_does_not_hold_where_either_resumes_for_both() {
    is_found(I4, |heard, _, at, verdict| {
        let resumed = last(heard, |says| *says == Says::Resume).is_some_and(|resume| resume.at <= at);
        if verdict == Verdict::Paused && resumed { Verdict::Allowed } else { verdict }
    });
}

#[test]
fn i4_does_not_hold_where_a_limit_is_forgotten() {
    is_found(I4, |heard, question, _, verdict| {
        let limited = last(heard, |says| matches!(says, Says::Limit(..))).is_some();
        if limited && !question.area.is_own() { verdict.max(Verdict::Paused) } else { verdict }
    });
}

/// The last writer wins: what the laptop closed without a word to the phone is lifted by the phone's later lift.
#[test]
fn i4_does_not_hold_where_the_last_of_limit_and_lift_wins() {
    is_found(I4, |heard, question, at, verdict| {
        let last = last(heard, |says| matches!(says, Says::Limit(..) | Says::Lift(_)));
        let lifted =
            last.is_some_and(|act| matches!(act.says, Some(Says::Lift(_))) && act.at.plus(24 * HOUR) <= at);
        if lifted && !question.area.is_own() { verdict.max(Verdict::NotAgreed) } else { verdict }
    });
}

#[test]
fn i5_does_not_hold_where_a_stop_wears_off() {
    is_found(I5, |heard, _, at, verdict| {
        let stop = last(heard, |says| *says == Says::Stop);
        let worn_off = stop.is_some_and(|stop| stop.at.plus(24 * HOUR) <= at);
        if verdict == Verdict::Paused && worn_off { Verdict::Allowed } else { verdict }
    });
}

#[test]
fn i6_does_not_hold_where_everything_covers_ones_own() {
    is_found(I6, |heard, question, at, verdict| {
        let everything = Question { area: Area::everything(), ..question.clone() };
        if question.area.is_own() { heard.knowledge.verdict(&everything, at) } else { verdict }
    });
}

#[test]
fn i7_does_not_hold_where_a_proposal_puts_out_of_force_what_it_replaces() {
    is_found(I7, |heard, _, at, verdict| {
        let agreements = heard.knowledge.agreements_at(at);
        let mut versions = agreements.iter().flat_map(|agreement| &agreement.versions);
        // The amendment that some histories begin with waits for its start.
        let is_out = versions.any(|of| of.version.starts.is_none() && !of.version.replaces.is_empty());
        if is_out { verdict.min(Verdict::NotAgreed) } else { verdict }
    });
}
