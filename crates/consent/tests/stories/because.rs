//! Why a verdict is so: every part of the line that is as closed as the verdict itself, and no other.

use consent::{
    Area, CheckIn, Grant, GrantSays, Instant, LimitKind, Mode, Person, Power, Question, Reason, Refusal,
    Says, Verdict, Version, Weekday,
};

use crate::story::{ADA, BO, Story, area, grant, hour, window, within, words};

const ZONE: &str = "Europe/Amsterdam";

fn told_at(story: &Story, path: &str, at: Instant) -> (Verdict, Vec<Reason>) {
    let question = Question { of: ADA, by: BO, area: area(path), power: Power::Decide };
    let answer = story.knowledge.answer(&question, at);
    (answer.verdict, answer.because)
}

fn told(story: &Story, path: &str, hours: i64) -> (Verdict, Vec<Reason>) {
    told_at(story, path, hour(hours))
}

fn freely(path: &str) -> Grant {
    grant(path, Power::Decide, Mode::Freely)
}

fn asking(path: &str) -> Grant {
    grant(path, Power::Decide, Mode::AskFirst)
}

fn gives(version: consent::ActId, grant: usize, mode: Mode) -> Reason {
    Reason::Grant { version, grant, says: GrantSays::Gives(mode) }
}

#[test]
fn ones_own_is_so_by_the_floor() {
    let mut story = Story::new();
    assert_eq!(told(&story, "own/voice", 0), (Verdict::OffLimits, vec![Reason::Floor]));
    let limit = story.say(ADA, 0, Says::Limit(area("own"), LimitKind::Hard));
    story.say(BO, 0, Says::Limit(Area::everything(), LimitKind::Hard));
    let both = vec![Reason::Floor, Reason::Limit { act: limit }];
    assert_eq!(told(&story, "own/voice", 0), (Verdict::OffLimits, both));
}

#[test]
fn of_limits_the_most_closed_are_told() {
    let mut story = Story::new();
    let version = story.agree(-100, words(ZONE, vec![freely("home"), freely("garden")]));
    assert_eq!(told(&story, "home", 0), (Verdict::Allowed, vec![gives(version, 0, Mode::Freely)]));
    let soft = Reason::Limit { act: story.say(ADA, 0, Says::Limit(Area::everything(), LimitKind::Soft)) };
    let hard = Reason::Limit { act: story.say(BO, 1, Says::Limit(area("home"), LimitKind::Hard)) };
    let other = Reason::Limit { act: story.say(ADA, 2, Says::Limit(area("home/desk"), LimitKind::Hard)) };
    story.say(ADA, 3, Says::Limit(area("home/bed"), LimitKind::Soft));
    assert_eq!(told(&story, "home", 4), (Verdict::OffLimits, vec![hard.clone()]));
    assert_eq!(told(&story, "home/bed", 4), (Verdict::OffLimits, vec![hard.clone()]));
    assert_eq!(told(&story, "home/desk", 4), (Verdict::OffLimits, vec![hard, other]));
    assert_eq!(told(&story, "garden", 4), (Verdict::AskFirst, vec![soft]));
}

#[test]
fn of_signals_the_most_closed_are_told_beside_all_that_is_as_closed() {
    let mut story = Story::new();
    let version = story.agree(-100, words(ZONE, vec![freely("home"), asking("garden")]));
    let slow = Reason::Signal { act: story.say(ADA, 0, Says::Slow) };
    assert_eq!(told(&story, "home", 0), (Verdict::AskFirst, vec![slow.clone()]));
    let asks = gives(version, 1, Mode::AskFirst);
    assert_eq!(told(&story, "garden", 0), (Verdict::AskFirst, vec![slow.clone(), asks]));
    let limit = Reason::Limit { act: story.say(BO, 1, Says::Limit(area("home"), LimitKind::Soft)) };
    assert_eq!(told(&story, "home", 1), (Verdict::AskFirst, vec![limit, slow]));
    let pause = Reason::Signal { act: story.say(BO, 2, Says::Pause) };
    assert_eq!(told(&story, "home", 2), (Verdict::Paused, vec![pause.clone()]));
    let stop = Reason::Signal { act: story.say(ADA, 3, Says::Stop) };
    assert_eq!(told(&story, "home", 3), (Verdict::Paused, vec![pause, stop]));
    assert_eq!(told(&story, "cellar", 3), (Verdict::NotAgreed, vec![Reason::NoGrant { version }]));
}

#[test]
fn what_nobody_proposed_is_told_before_a_pause() {
    let mut story = Story::new();
    story.say(ADA, 0, Says::Pause);
    let other_way = Version { giver: BO, holder: ADA, ..words(ZONE, vec![freely("home")]) };
    story.agree(1, other_way);
    assert_eq!(told(&story, "home", 2), (Verdict::NotAgreed, vec![Reason::NoAgreement]));
}

#[test]
fn nobody_is_given_power_over_themselves() {
    let mut story = Story::new();
    story.agree(-100, words(ZONE, vec![freely("home")]));
    let other_way = Version { giver: BO, holder: ADA, ..words(ZONE, vec![freely("home")]) };
    story.agree(-99, other_way);
    for person in Person::BOTH {
        let question = Question { of: person, by: person, area: area("home"), power: Power::Guide };
        let answer = story.knowledge.answer(&question, hour(0));
        assert_eq!((answer.verdict, answer.because), (Verdict::NotAgreed, vec![Reason::NoAgreement]));
    }
}

#[test]
fn who_has_not_signed_is_told() {
    let mut story = Story::new();
    let version = story.say(BO, 0, Says::Propose(Box::new(words(ZONE, vec![freely("home")]))));
    let unsigned = |by: Person| Reason::Unsigned { version, by };
    assert_eq!(told(&story, "home", 1), (Verdict::NotAgreed, vec![unsigned(ADA), unsigned(BO)]));
    story.say(ADA, 2, Says::Sign(version));
    assert_eq!(told(&story, "home", 3), (Verdict::NotAgreed, vec![unsigned(BO)]));
    story.say(BO, 5, Says::Sign(version));
    assert_eq!(told(&story, "home", 4), (Verdict::NotAgreed, vec![unsigned(BO)]));
    assert_eq!(told(&story, "home", 5), (Verdict::Allowed, vec![gives(version, 0, Mode::Freely)]));
}

/// An `end` is told until both have signed again, whoever was first to.
#[test]
fn an_end_is_told_until_both_have_signed_again() {
    let mut story = Story::new();
    let version = story.agree(-100, words(ZONE, vec![freely("home")]));
    let unsigned = |by: Person| Reason::Unsigned { version, by };
    let ended = Reason::Ended { act: story.say(BO, 0, Says::End(version)) };
    let all = vec![ended.clone(), unsigned(ADA), unsigned(BO)];
    assert_eq!(told(&story, "home", 1), (Verdict::NotAgreed, all));
    story.say(ADA, 2, Says::Sign(version));
    assert_eq!(told(&story, "home", 3), (Verdict::NotAgreed, vec![ended, unsigned(BO)]));
    story.say(BO, 4, Says::Sign(version));
    assert_eq!(told(&story, "home", 5), (Verdict::Allowed, vec![gives(version, 0, Mode::Freely)]));
    let again = Reason::Ended { act: story.say(ADA, 6, Says::End(version)) };
    let all = vec![again, unsigned(ADA), unsigned(BO)];
    assert_eq!(told(&story, "home", 7), (Verdict::NotAgreed, all));
}

#[test]
fn what_is_still_to_come_is_told_with_what_stands_in_its_way() {
    let mut story = Story::new();
    let starts = Some(hour(50));
    let version = story.agree(-100, Version { starts, ..words(ZONE, vec![freely("home")]) });
    let not_started = Reason::NotStarted { version, starts: hour(50) };
    assert_eq!(told(&story, "home", 0), (Verdict::NotNow, vec![not_started.clone()]));
    let uncovered = vec![not_started.clone(), Reason::NoGrant { version }];
    assert_eq!(told(&story, "garden", 0), (Verdict::NotAgreed, uncovered));
    let act = story.say(ADA, 1, Says::Withdraw(version, area("home/desk")));
    let withdrawn = vec![not_started, Reason::Withdrawn { act, version }];
    assert_eq!(told(&story, "home/desk", 2), (Verdict::NotAgreed, withdrawn));
    assert_eq!(told(&story, "home", 50), (Verdict::Allowed, vec![gives(version, 0, Mode::Freely)]));
}

/// Nobody signs what is off the table; where somebody did at the same time, it says why nothing is agreed any more.
#[test]
fn what_is_off_the_table_is_told_and_not_signed() {
    let mut story = Story::new();
    let version = story.say(ADA, 0, Says::Propose(Box::new(words(ZONE, vec![freely("home")]))));
    story.say(ADA, 1, Says::Sign(version));
    let act = story.say(BO, 2, Says::Retract(version));
    let retracted = Reason::Retracted { act, version };
    let unsigned = Reason::Unsigned { version, by: BO };
    assert_eq!(told(&story, "home", 3), (Verdict::NotAgreed, vec![unsigned, retracted.clone()]));
    let past = story.knowledge.everything();
    for by in Person::BOTH {
        let signed = story.knowledge.would_admit(by, hour(4), &past, &Says::Sign(version));
        assert_eq!(signed, Err(Refusal::SignRetracted));
    }

    let mut story = Story::new();
    let starts = Some(hour(50));
    let version = Version { starts, ..words(ZONE, vec![freely("home")]) };
    let version = story.say(ADA, 0, Says::Propose(Box::new(version)));
    story.say(ADA, 1, Says::Sign(version));
    let act = story.say(ADA, 2, Says::Retract(version));
    story.say_without(BO, 1, 3, Says::Sign(version));
    let retracted = vec![Reason::Retracted { act, version }];
    assert_eq!(told(&story, "home", 4), (Verdict::NotAgreed, retracted.clone()));
    assert_eq!(told(&story, "home", 50), (Verdict::NotAgreed, retracted));
}

#[test]
fn what_is_over_and_what_was_taken_back_is_told() {
    let mut story = Story::new();
    let ends = Some(hour(50));
    let version = story.agree(-100, Version { ends, ..words(ZONE, vec![freely("home")]) });
    let one = story.say(ADA, 1, Says::Withdraw(version, area("home/desk")));
    let two = story.say(BO, 2, Says::Withdraw(version, area("home")));
    let [one, two] = [one, two].map(|act| Reason::Withdrawn { act, version });
    assert_eq!(told(&story, "home/desk", 3), (Verdict::NotAgreed, vec![one, two.clone()]));
    let over = Reason::Over { version, ends: hour(50) };
    assert_eq!(told(&story, "home", 50), (Verdict::NotAgreed, vec![over.clone(), two]));
    let no_grant = Reason::NoGrant { version };
    assert_eq!(told(&story, "garden", 50), (Verdict::NotAgreed, vec![over, no_grant]));
}

#[test]
fn a_missed_review_and_missed_check_ins_are_told() {
    let mut story = Story::new();
    let check_in = Some(CheckIn { every_days: 10, grace_days: 4 });
    let grants = vec![freely("home"), asking("garden")];
    let version = story.agree(0, Version { check_in, ..words(ZONE, grants) });
    let due = hour(24 * 14);
    let missed = |by: Person| Reason::CheckInMissed { version, by, due };
    let both = vec![missed(ADA), missed(BO)];
    assert_eq!(told_at(&story, "home", due.plus(-1)).0, Verdict::Allowed);
    assert_eq!(told_at(&story, "home", due), (Verdict::AskFirst, both.clone()));
    let review = Reason::ReviewDue { version, due: hour(24 * 15) };
    let all: Vec<Reason> = [review.clone()].into_iter().chain(both).collect();
    assert_eq!(told(&story, "home", 24 * 15), (Verdict::AskFirst, all));
    story.say(BO, 24 * 13, Says::CheckIn);
    let all = vec![review, missed(ADA), gives(version, 1, Mode::AskFirst)];
    assert_eq!(told(&story, "garden", 24 * 15), (Verdict::AskFirst, all));
    let lapsed = Reason::Lapsed { version, due: hour(24 * 15) };
    assert_eq!(told(&story, "home", 24 * 29), (Verdict::NotAgreed, vec![lapsed]));
}

/// A grant tells all that keeps it closed; it is told alone where another is more open, and with all that are as open.
#[test]
fn a_grant_tells_all_that_closes_it() {
    let mut story = Story::new();
    let mornings = [window(&Weekday::ALL, "06:00", "07:00")];
    let closed = Grant { moments: true, starts: Some(hour(60)), ..within(&mornings, freely("money")) };
    let over = Grant { ends: Some(hour(-50)), ..freely("money") };
    let grants = vec![closed, over, freely("home"), asking("home/desk"), freely("home/desk"), freely("home")];
    let version = story.agree(0, words(ZONE, grants));
    let says = |grant: usize, says: GrantSays| Reason::Grant { version, grant, says };
    let waits = GrantSays::WaitsUntil(hour(72));
    let all = vec![
        says(0, GrantSays::NotBefore(hour(60))),
        says(0, GrantSays::OutsideHours),
        says(0, GrantSays::NoMoment),
        says(0, waits),
        says(1, GrantSays::NotAfter(hour(-50))),
        says(1, waits),
    ];
    assert_eq!(told(&story, "money", 1), (Verdict::NotNow, all));
    let open = [2, 4, 5].map(|grant| gives(version, grant, Mode::Freely)).to_vec();
    assert_eq!(told(&story, "home/desk", 1), (Verdict::Allowed, open));
    let rest = vec![says(0, GrantSays::OutsideHours), says(0, GrantSays::NoMoment)];
    let rest: Vec<Reason> = rest.into_iter().chain([says(1, GrantSays::NotAfter(hour(-50)))]).collect();
    assert_eq!(told(&story, "money", 72), (Verdict::NotNow, rest));
}

/// ```text
///   Bo    one ── both sign ──┬── narrow ── sign both
///   Ada                      └──── wide ── sign both
/// ```
#[test]
fn of_versions_the_most_closed_are_told_and_of_agreements_the_most_open() {
    let mut story = Story::new();
    let one = story.agree(-100, words(ZONE, vec![freely("home")]));
    let [narrow, wide] = [asking("home"), freely("home")]
        .map(|grant| Box::new(Version { replaces: vec![one], ..words(ZONE, vec![grant]) }));
    let narrow = story.say(BO, -90, Says::Propose(narrow));
    let wide = story.say_without(ADA, 1, -90, Says::Propose(wide));
    story.sign(-80, narrow);
    story.sign(-70, wide);
    let asks = gives(narrow, 0, Mode::AskFirst);
    assert_eq!(told(&story, "home", 0), (Verdict::AskFirst, vec![asks.clone()]));
    let other = story.agree(1, words(ZONE, vec![asking("home")]));
    let both = vec![asks, gives(other, 0, Mode::AskFirst)];
    assert_eq!(told(&story, "home", 2), (Verdict::AskFirst, both));
    let third = story.agree(3, words(ZONE, vec![freely("home")]));
    assert_eq!(told(&story, "home", 4), (Verdict::Allowed, vec![gives(third, 0, Mode::Freely)]));
}
