//! How limits, signals and agreements stand, as a page shows them.

use consent::{
    ActId, AgreementStands, Both, CheckIn, LimitKind, LimitStands, Mode, Person, Power, Says, Signal,
    SignalStands, Version, VersionState,
};

use crate::story::{ADA, BO, Story, area, grant, hour, words};

const ZONE: &str = "Europe/Amsterdam";

fn at_home() -> Version {
    words(ZONE, vec![grant("home", Power::Decide, Mode::Freely)])
}

fn only(story: &Story, hours: i64) -> AgreementStands {
    let mut agreements = story.knowledge.agreements_at(hour(hours));
    assert_eq!(agreements.len(), 1);
    agreements.remove(0)
}

fn states(story: &Story, hours: i64) -> Vec<VersionState> {
    only(story, hours).versions.iter().map(|version| version.state).collect()
}

#[test]
fn a_limit_stands_until_a_day_after_its_own_first_lift() {
    let mut story = Story::new();
    let one = story.say(ADA, 1, Says::Limit(area("home"), LimitKind::Soft));
    let other = story.say(BO, 2, Says::Limit(area("home"), LimitKind::Hard));
    let money = story.say(BO, 3, Says::Limit(area("money"), LimitKind::Hard));
    let lift = story.say(ADA, 10, Says::Lift(area("home")));
    let again = story.say(ADA, 12, Says::Limit(area("home"), LimitKind::Hard));
    story.say(ADA, 14, Says::Lift(area("home")));
    let limit = |act: ActId, by: Person, since: i64, path: &str, kind: LimitKind, until: Option<i64>| {
        LimitStands { act, by, since: hour(since), area: area(path), kind, until: until.map(hour) }
    };
    let first = limit(one, ADA, 1, "home", LimitKind::Soft, Some(34));
    let second = limit(again, ADA, 12, "home", LimitKind::Hard, Some(38));
    let rest = [
        limit(other, BO, 2, "home", LimitKind::Hard, None),
        limit(money, BO, 3, "money", LimitKind::Hard, None),
    ];
    let all: Vec<LimitStands> = [first, second].into_iter().chain(rest).collect();
    assert_eq!(story.knowledge.limits_at(hour(15)), all);
    assert_eq!(story.knowledge.limits_at(hour(34)), all[1..]);
    assert_eq!(story.knowledge.limits_at(hour(38)), all[2..]);
    story.knowledge.disown(lift);
    let first = &story.knowledge.limits_at(hour(15))[0];
    assert_eq!(first.until, Some(hour(38)), "by the lift that still counts");
}

#[test]
fn a_signal_stands_until_those_have_resumed_whom_it_waits_for() {
    let mut story = Story::new();
    let stop = story.say(BO, 1, Says::Stop);
    let slow = story.say(ADA, 2, Says::Slow);
    let pause = story.say(BO, 0, Says::Pause);
    let stands = |act: ActId, by: Person, signal: Signal, since: i64, waits_for: &[Person]| SignalStands {
        act,
        by,
        signal,
        since: hour(since),
        waits_for: waits_for.to_vec(),
    };
    let all = vec![
        stands(stop, BO, Signal::Stop, 1, &[ADA, BO]),
        stands(pause, BO, Signal::Pause, 1, &[BO]),
        stands(slow, ADA, Signal::Slow, 2, &[ADA]),
    ];
    assert_eq!(story.knowledge.signals_at(hour(3)), all);
    story.say(ADA, 5, Says::Resume);
    assert_eq!(story.knowledge.signals_at(hour(4)), all);
    let left = vec![stands(stop, BO, Signal::Stop, 1, &[BO]), all[1].clone()];
    assert_eq!(story.knowledge.signals_at(hour(5)), left);
    story.say(BO, 6, Says::Resume);
    assert_eq!(story.knowledge.signals_at(hour(6)), vec![]);
}

#[test]
fn agreements_stand_in_the_order_of_their_proposals() {
    let mut story = Story::new();
    let later = story.say(BO, 10, Says::Propose(Box::new(at_home())));
    let other_way = Version { giver: BO, holder: ADA, ..at_home() };
    let earlier = story.say(ADA, 5, Says::Propose(Box::new(other_way)));
    let agreements = story.knowledge.agreements_at(hour(11));
    let told = agreements.iter().map(|agreement| (agreement.id, agreement.giver, agreement.holder));
    assert_eq!(told.collect::<Vec<_>>(), vec![(earlier, BO, ADA), (later, ADA, BO)]);
}

#[test]
fn a_version_is_proposed_then_still_to_come_then_current_then_over() {
    let mut story = Story::new();
    let check_in = Some(CheckIn { every_days: 7, grace_days: 1 });
    let timed = Version { starts: Some(hour(20)), ends: Some(hour(40)), check_in, ..at_home() };
    let version = story.say(BO, 0, Says::Propose(Box::new(timed)));
    story.say(ADA, 1, Says::Sign(version));
    assert_eq!(states(&story, 2), vec![VersionState::Proposed]);
    let stands = &only(&story, 2).versions[0];
    assert_eq!((stands.id, stands.by, stands.proposed), (version, BO, hour(0)));
    assert_eq!(stands.signed, Both { one: Some(hour(1)), two: None });
    story.say(BO, 3, Says::Sign(version));
    assert_eq!(states(&story, 4), vec![VersionState::NotStarted]);
    let stands = &only(&story, 4).versions[0];
    assert_eq!((stands.review_due, stands.check_in_due), (None, Both::default()));
    assert_eq!(states(&story, 20), vec![VersionState::Current]);
    let stands = &only(&story, 20).versions[0];
    assert_eq!(stands.review_due, Some(hour(24 * 15)));
    assert_eq!(stands.check_in_due, Both::each(|_| Some(hour(20 + 24 * 8))));
    assert_eq!(states(&story, 40), vec![VersionState::Over]);
    assert_eq!(only(&story, 40).versions[0].review_due, None);
}

#[test]
fn a_replaced_version_stands_behind_the_newer_one() {
    let mut story = Story::new();
    let old = story.agree(0, at_home());
    let new = story.say(ADA, 5, Says::Propose(Box::new(Version { replaces: vec![old], ..at_home() })));
    assert_eq!(states(&story, 6), vec![VersionState::Current, VersionState::Proposed]);
    story.sign(7, new);
    assert_eq!(states(&story, 7), vec![VersionState::Replaced, VersionState::Current]);
}

#[test]
fn the_latest_moment_stands_until_it_is_over_or_closed() {
    let mut story = Story::new();
    let version = story.agree(0, at_home());
    assert_eq!(only(&story, 1).moment_until, None);
    story.say(ADA, 2, Says::Open(version, 240));
    story.say(ADA, 3, Says::Open(version, 60));
    assert_eq!(only(&story, 3).moment_until, Some(hour(6)));
    assert_eq!(only(&story, 6).moment_until, None);
    story.say(BO, 4, Says::Close(version));
    assert_eq!(only(&story, 5).moment_until, None);
}

#[test]
fn an_end_stands_until_both_have_signed_again() {
    let mut story = Story::new();
    let version = story.agree(0, at_home());
    let end = story.say(BO, 1, Says::End(version));
    assert_eq!((only(&story, 2).ended, states(&story, 2)), (vec![end], vec![VersionState::Ended]));
    story.say(ADA, 3, Says::Sign(version));
    assert_eq!(only(&story, 4).ended, vec![end]);
    story.say(BO, 5, Says::Sign(version));
    assert_eq!((only(&story, 6).ended, states(&story, 6)), (vec![], vec![VersionState::Current]));
}

/// ```text
/// Ada   one ── signs ── two ── signs two ── takes two back
///                                 └────────────────────── Bo signs two, not having seen that
/// ```
#[test]
fn what_is_taken_off_the_table_while_the_other_signs_stands_so_and_is_amended_next() {
    let mut story = Story::new();
    let one = story.agree(0, at_home());
    let two = story.say(ADA, 1, Says::Propose(Box::new(Version { replaces: vec![one], ..at_home() })));
    story.say(ADA, 2, Says::Sign(two));
    story.say(ADA, 3, Says::Retract(two));
    assert_eq!(states(&story, 3), vec![VersionState::Current, VersionState::Retracted]);
    let stands = only(&story, 3).versions[1].clone();
    assert_eq!((stands.retracted.one, stands.retracted.two), (Some(hour(3)), None));
    assert!(!stands.is_amended_next(), "Bo has not signed it");
    story.say_without(BO, 1, 4, Says::Sign(two));
    assert_eq!(states(&story, 5), vec![VersionState::Replaced, VersionState::Retracted]);
    assert!(only(&story, 5).versions[1].is_amended_next());
}

#[test]
fn what_was_taken_back_stands_until_its_own_person_signs_again() {
    let mut story = Story::new();
    let version = story.agree(0, at_home());
    story.say(ADA, 1, Says::Withdraw(version, area("home/desk")));
    story.say(BO, 2, Says::Withdraw(version, area("home")));
    let [ada, bo] = [(ADA, area("home/desk")), (BO, area("home"))];
    assert_eq!(only(&story, 3).withdrawn, vec![bo.clone(), ada]);
    story.say(ADA, 4, Says::Sign(version));
    assert_eq!(only(&story, 5).withdrawn, vec![bo]);
    story.say(BO, 6, Says::Sign(version));
    assert_eq!(only(&story, 7).withdrawn, vec![]);
}
