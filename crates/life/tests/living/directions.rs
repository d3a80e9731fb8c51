//! Directions: within bounds and outside, asked and answered, at rest.

use crate::two::{ADA, BO, Two, area, daily, day, reply, reply_of, task};
use consent::{LimitKind, Power, Says, Verdict};
use life::says::{Kind, LifeSays, Reply};
use life::standing::Rest;
use life::{LifeRefusal, Stands};

#[test]
fn a_direction_within_bounds_is_there_until_it_is_done() {
    let (mut two, _) = Two::agreed();
    let id = two.directs("02 09:00", task(Kind::Task, Power::Decide));
    assert_eq!(two.stands(id, "02 10:00"), Stands::Live);
    assert_eq!(two.life.open().count(), 1);
    let done = two.lives(ADA, "02 11:00", reply(id, Reply::Done));
    assert_eq!(two.stands(id, "02 11:00"), Stands::Over);
    assert_eq!(two.life.open().count(), 0);
    // Ticked off by mistake.
    two.lives(ADA, "02 11:01", LifeSays::TakeBack(done));
    assert_eq!(two.stands(id, "02 11:01"), Stands::Live);
    assert_eq!(two.life.open().count(), 1);
}

#[test]
fn without_an_agreement_nothing_lands() {
    let mut two = Two::strangers();
    let id = two.directs("02 09:00", task(Kind::Task, Power::Guide));
    assert_eq!(two.stands(id, "02 10:00"), Stands::Outside(Verdict::NotAgreed));
    let bounds = two.bounds(id);
    assert!(bounds.is_misstated() && !bounds.is_within() && !bounds.was_known_within());
}

#[test]
fn a_power_that_was_not_given_is_outside() {
    let (mut two, _) = Two::agreed();
    let mut more = task(Kind::Rule, Power::Direct);
    more.area = area("play");
    let id = two.directs("02 09:00", more);
    assert_eq!(two.stands(id, "02 10:00"), Stands::Outside(Verdict::NotAgreed));
    let mut own = task(Kind::Task, Power::Guide);
    own.area = area("own/voice");
    let id = two.directs("02 09:01", own);
    assert_eq!(two.stands(id, "02 10:00"), Stands::Outside(Verdict::OffLimits));
}

/// ```text
/// ada  ── limit home (08:00, offline) ───────┐
/// bo   ── directs home (09:00, not knowing) ─┴─ both know
/// ```
#[test]
fn a_limit_that_its_author_could_not_know_keeps_a_direction_out_and_history_tells_both() {
    let (mut two, _) = Two::agreed();
    let before = two.all();
    two.says_knowing(ADA, "02 08:00", &before, Says::Limit(area("home"), LimitKind::Hard));
    let direction = LifeSays::Direct(Box::new(task(Kind::Task, Power::Decide)));
    let id = two.lives_knowing(BO, "02 09:00", &before, direction);
    let bounds = two.bounds(id);
    assert_eq!((bounds.could_know, bounds.all_known), (Verdict::Allowed, Verdict::OffLimits));
    assert!(bounds.was_known_within() && !bounds.is_within() && !bounds.is_misstated());
    assert_eq!(two.stands(id, "02 10:00"), Stands::Outside(Verdict::OffLimits));
}

/// ```text
/// bo   ── directs home (09:00, offline) ────┐
/// ada  ── limit home (10:00, not knowing) ──┴─ both know
/// ```
#[test]
fn a_limit_that_came_later_makes_nothing_wrong_that_was_right_and_counts_at_once() {
    let (mut two, _) = Two::agreed();
    let before = two.all();
    let direction = LifeSays::Direct(Box::new(task(Kind::Task, Power::Decide)));
    let id = two.lives_knowing(BO, "02 09:00", &before, direction);
    two.says_knowing(ADA, "02 10:00", &before, Says::Limit(area("home"), LimitKind::Hard));
    assert!(two.bounds(id).is_within());
    assert_eq!(two.stands(id, "02 10:01"), Stands::Rests(Rest::Verdict(Verdict::OffLimits)));
}

#[test]
fn every_no_makes_what_was_directed_before_rest() {
    let noes: [(Says, Verdict); 3] =
        [(Says::Pause, Verdict::Paused), (Says::Stop, Verdict::Paused), (Says::Slow, Verdict::AskFirst)];
    for (no, verdict) in noes {
        let (mut two, _) = Two::agreed();
        let id = two.directs("02 09:00", daily(Kind::Ritual));
        two.says(ADA, "02 10:00", no);
        assert_eq!(two.stands(id, "02 10:00"), Stands::Rests(Rest::Verdict(verdict)));
        two.says(ADA, "02 11:00", Says::Resume);
        if verdict == Verdict::AskFirst || two.knowledge.signals_at(crate::two::at("02 11:01")).is_empty() {
            assert_eq!(two.stands(id, "02 11:01"), Stands::Live);
        }
    }
    let (mut two, version) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    two.says(ADA, "02 10:00", Says::Withdraw(version, area("home")));
    assert_eq!(two.stands(id, "02 10:00"), Stands::Rests(Rest::Verdict(Verdict::NotAgreed)));
}

#[test]
fn what_is_asked_first_waits_for_a_yes_that_is_for_this_one_thing() {
    let (mut two, _) = Two::agreed();
    let mut asks = daily(Kind::Ritual);
    asks.area = area("rest/bedtime");
    let one = two.directs("02 09:00", asks.clone());
    assert_eq!(two.stands(one, "02 09:30"), Stands::Asks);
    assert!(!two.bounds(one).is_within());
    two.lives(ADA, "02 10:00", reply(one, Reply::Yes));
    assert_eq!(two.stands(one, "02 10:00"), Stands::Live);
    assert!(two.bounds(one).is_within());
    let other = two.directs("02 11:00", asks);
    assert_eq!(two.stands(other, "02 11:30"), Stands::Asks);
}

#[test]
fn a_yes_does_not_answer_what_came_after_it() {
    let (mut two, _) = Two::agreed();
    let mut asks = daily(Kind::Ritual);
    asks.area = area("rest/bedtime");
    let id = two.directs("02 09:00", asks);
    two.lives(ADA, "02 10:00", reply(id, Reply::Yes));
    two.limits("02 11:00", "rest", LimitKind::Soft);
    assert_eq!(two.stands(id, "02 12:00"), Stands::Rests(Rest::Verdict(Verdict::AskFirst)));
    two.lives(ADA, "02 13:00", reply(id, Reply::Yes));
    assert_eq!(two.stands(id, "02 13:00"), Stands::Live);
}

#[test]
fn a_no_stands_until_a_yes_that_has_seen_it() {
    for no in [Reply::No, Reply::NotNow, Reply::NotThis] {
        let (mut two, _) = Two::agreed();
        let id = two.directs("02 09:00", daily(Kind::Ritual));
        let before = two.all();
        two.lives_knowing(ADA, "02 10:00", &before, reply(id, no));
        assert_eq!(two.stands(id, "02 10:00"), Stands::Declined(no));
        two.lives(ADA, "02 11:00", reply(id, Reply::Yes));
        assert_eq!(two.stands(id, "02 11:00"), Stands::Live, "{no:?}");
    }
}

/// ```text
/// ada's phone   ── no (10:00) ──────────────┐
/// ada's laptop  ── yes (11:00, not knowing) ┴─ both know
/// ```
#[test]
fn a_yes_that_has_not_seen_the_no_does_not_answer_it() {
    let (mut two, _) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    let before = two.all();
    two.lives_knowing(ADA, "02 10:00", &before, reply(id, Reply::No));
    two.lives_on_the_laptop("02 11:00", &before, reply(id, Reply::Yes));
    assert_eq!(two.stands(id, "02 12:00"), Stands::Declined(Reply::No));
    let all = two.all();
    two.lives_on_the_laptop("02 13:00", &all, reply(id, Reply::Yes));
    assert_eq!(two.stands(id, "02 13:00"), Stands::Live);
}

/// ```text
/// ada  ── signs (08:00, offline) ──────────────┐
/// bo   ── directs (09:00, not knowing of it) ──┴─ both know
/// ```
#[test]
fn what_its_author_could_not_know_to_be_allowed_does_not_land() {
    let mut two = Two::strangers();
    let version = two.says(BO, "01 09:00", Says::Propose(Box::new(two.proposal())));
    two.says(BO, "01 09:01", Says::Sign(version));
    let before = two.all();
    two.says_knowing(ADA, "02 08:00", &before, Says::Sign(version));
    let direction = LifeSays::Direct(Box::new(task(Kind::Task, Power::Decide)));
    let id = two.lives_knowing(BO, "02 09:00", &before, direction);
    let bounds = two.bounds(id);
    assert_eq!((bounds.could_know, bounds.all_known), (Verdict::NotAgreed, Verdict::Allowed));
    assert_eq!(two.stands(id, "02 10:00"), Stands::Outside(Verdict::NotAgreed));
}

#[test]
fn a_no_of_one_day_is_of_that_day() {
    let (mut two, _) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    two.lives(ADA, "03 10:00", reply_of(id, Reply::NotThis, day("03")));
    assert_eq!(two.stands(id, "03 10:00"), Stands::Live);
    let open = |two: &Two, of| {
        let (entry, of) = (two.life.get(id).unwrap(), day(of));
        let is_for = entry.direction().unwrap().timing.is_for(of);
        is_for && two.life.declined(entry, Some(of)).is_none() && two.life.done(entry, Some(of)).is_none()
    };
    assert!(open(&two, "02") && !open(&two, "03") && open(&two, "04") && !open(&two, "01"));
    two.lives(ADA, "04 10:00", reply_of(id, Reply::Done, day("04")));
    assert!(!open(&two, "04") && open(&two, "05"));
}

#[test]
fn the_holder_can_answer_nothing_in_the_givers_place() {
    let (mut two, _) = Two::agreed();
    let mut asks = task(Kind::Task, Power::Decide);
    asks.area = area("rest");
    let id = two.directs("02 09:00", asks);
    for answer in [Reply::Yes, Reply::Done, Reply::Seen, Reply::NotThis] {
        assert_eq!(two.tries(BO, "02 10:00", reply(id, answer)), Err(LifeRefusal::NotYours));
    }
    two.lives(BO, "02 10:00", reply(id, Reply::Word));
    assert_eq!(two.stands(id, "02 10:00"), Stands::Asks);
    assert_eq!(two.tries(ADA, "02 10:00", LifeSays::TakeBack(id)), Err(LifeRefusal::NotYours));
}

#[test]
fn in_low_capacity_directions_rest_whoever_declared_it() {
    for who in [ADA, BO] {
        let (mut two, _) = Two::agreed();
        let id = two.directs("02 09:00", daily(Kind::Ritual));
        let low = two.lives(who, "02 10:00", LifeSays::LowCapacity(None));
        assert_eq!(two.stands(id, "09 10:00"), Stands::Rests(Rest::LowCapacity(who)));
        two.lives(who, "10 10:00", LifeSays::TakeBack(low));
        assert_eq!(two.stands(id, "10 10:00"), Stands::Live);
        two.lives(who, "11 10:00", LifeSays::LowCapacity(Some(crate::two::at("12 10:00"))));
        assert_eq!(two.stands(id, "12 09:59"), Stands::Rests(Rest::LowCapacity(who)));
        assert_eq!(two.stands(id, "12 10:00"), Stands::Live);
    }
    let (mut two, _) = Two::agreed();
    let past = LifeSays::LowCapacity(Some(crate::two::at("02 09:00")));
    assert_eq!(two.tries(ADA, "02 09:00", past), Err(LifeRefusal::EndsBefore));
}

#[test]
fn a_question_rests_too_while_capacity_is_low() {
    let (mut two, _) = Two::agreed();
    let mut asks = task(Kind::Task, Power::Decide);
    asks.area = area("rest");
    let id = two.directs("02 09:00", asks);
    two.lives(ADA, "02 10:00", LifeSays::LowCapacity(None));
    assert_eq!(two.stands(id, "02 10:00"), Stands::Rests(Rest::LowCapacity(ADA)));
}

#[test]
fn what_a_disowned_device_opened_does_not_count_and_what_it_closed_does() {
    let (mut two, _) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    let low = two.lives(ADA, "02 10:00", LifeSays::LowCapacity(None));
    let back = two.lives(ADA, "02 11:00", LifeSays::TakeBack(low));
    two.life.disown(low);
    two.life.disown(back);
    // The low capacity stays, and what took it back is nothing.
    assert_eq!(two.stands(id, "02 12:00"), Stands::Rests(Rest::LowCapacity(ADA)));
    two.life.disown(id);
    assert_eq!(two.stands(id, "02 12:00"), Stands::Outside(Verdict::NotAgreed));
    let (mut two, _) = Two::agreed();
    let mut asks = task(Kind::Task, Power::Decide);
    asks.area = area("rest");
    let id = two.directs("02 09:00", asks);
    let yes = two.lives(ADA, "02 10:00", reply(id, Reply::Yes));
    two.life.disown(yes);
    assert_eq!(two.stands(id, "02 10:00"), Stands::Asks);
}

#[test]
fn what_its_author_takes_back_is_gone() {
    let (mut two, _) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    two.lives(BO, "02 10:00", LifeSays::TakeBack(id));
    assert_eq!(two.stands(id, "02 10:00"), Stands::TakenBack);
    assert_eq!(two.life.open().count(), 0);
    assert_eq!(two.tries(ADA, "02 11:00", reply(id, Reply::Seen)), Err(LifeRefusal::Gone));
    assert_eq!(two.tries(BO, "02 11:00", LifeSays::TakeBack(id)), Err(LifeRefusal::Gone));
}

#[test]
fn after_its_last_day_it_is_over() {
    let (mut two, _) = Two::agreed();
    let mut ritual = daily(Kind::Ritual);
    ritual.timing.until = Some(day("05"));
    let id = two.directs("02 09:00", ritual);
    assert_eq!(two.stands(id, "05 23:59"), Stands::Live);
    assert_eq!(two.stands(id, "06 00:00"), Stands::Over);
}

#[test]
fn what_stands_or_returns_needs_the_power_to_direct_or_is_a_suggestion() {
    let (mut two, _) = Two::agreed();
    let of = |kind, power| LifeSays::Direct(Box::new(task(kind, power)));
    let refused = Err(LifeRefusal::StandsNeedsDirect);
    assert_eq!(two.tries(BO, "02 09:00", of(Kind::Rule, Power::Decide)), refused);
    let mut returns = daily(Kind::Task);
    returns.power = Power::Decide;
    assert_eq!(two.tries(BO, "02 09:00", LifeSays::Direct(Box::new(returns))), refused);
    for (kind, power) in
        [(Kind::Rule, Power::Guide), (Kind::Task, Power::Decide), (Kind::Rule, Power::Direct)]
    {
        two.lives(BO, "02 09:00", of(kind, power));
    }
}

#[test]
fn words_are_there_and_not_endless() {
    let (mut two, _) = Two::agreed();
    let of = |says: &str, note: &str| {
        let mut direction = task(Kind::Task, Power::Decide);
        (direction.says, direction.note) = (says.to_owned(), note.to_owned());
        LifeSays::Direct(Box::new(direction))
    };
    assert_eq!(two.tries(BO, "02 09:00", of(" \n", "")), Err(LifeRefusal::Blank));
    assert_eq!(two.tries(BO, "02 09:00", of(&"é".repeat(1001), "")), Err(LifeRefusal::TooLong));
    assert_eq!(two.tries(BO, "02 09:00", of("a", &"é".repeat(10_001))), Err(LifeRefusal::TooLong));
    let id = two.lives(BO, "02 09:00", of(&"é".repeat(1000), &"é".repeat(10_000)));
    let empty =
        LifeSays::Answer(life::says::Answer { to: id, reply: Reply::Word, day: None, words: " ".to_owned() });
    assert_eq!(two.tries(ADA, "02 09:00", empty), Err(LifeRefusal::Blank));
}

#[test]
fn days_are_answered_that_a_direction_is_for() {
    let (mut two, _) = Two::agreed();
    let daily = two.directs("02 09:00", daily(Kind::Ritual));
    let once = two.directs("02 09:00", task(Kind::Task, Power::Decide));
    let refused = Err(LifeRefusal::NotAnAnswer);
    assert_eq!(two.tries(ADA, "02 10:00", reply_of(daily, Reply::Done, day("01"))), refused);
    assert_eq!(two.tries(ADA, "02 10:00", reply(daily, Reply::Done)), refused);
    assert_eq!(two.tries(ADA, "02 10:00", reply_of(once, Reply::Done, day("02"))), refused);
    two.lives(ADA, "02 10:00", reply_of(daily, Reply::Partly, day("02")));
}

#[test]
fn what_was_not_heard_yet_cannot_be_answered() {
    let (mut two, _) = Two::agreed();
    let before = two.all();
    let id = two.directs("02 09:00", task(Kind::Task, Power::Decide));
    let listed = |_: consent::ActId, _: &consent::Past| None;
    let world = life::World { knowledge: &two.knowledge, listed: &listed };
    let answer = reply(id, Reply::Done);
    let admitted = two.life.would_admit(ADA, crate::two::at("02 10:00"), &before, &answer, world);
    assert_eq!(admitted, Err(LifeRefusal::Unknown));
}
