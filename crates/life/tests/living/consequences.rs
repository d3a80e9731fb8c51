//! Consequences, requests, recognition, responsibilities.

use crate::two::{ADA, BO, Two, area, daily, day, reply, reply_of, task};
use consent::{ActId, LimitKind, Power, Says};
use life::says::{Kept, Kind, LifeSays, Recognition, Reply, Request, Reward, Switch};
use life::{LifeRefusal, Stands};

/// A ritual of every day from the second on, and what would follow from its not being done on the third.
fn ritual() -> (Two, ActId, LifeSays) {
    let (mut two, version) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    let says = two.consequence(id, version, Some(day("03")));
    (two, id, says)
}

#[test]
fn a_consequence_is_from_the_signed_list_and_can_be_declined() {
    let (mut two, id, says) = ritual();
    let consequence = two.lives(BO, "04 09:00", says);
    two.lives(ADA, "04 10:00", reply(consequence, Reply::NotThis));
    let entry = two.life.get(consequence).unwrap();
    assert_eq!(two.life.declined(entry, None).map(|(_, reply)| reply), Some(Reply::NotThis));
    // And nothing follows from that.
    let more = two.consequence(consequence, ActId::new([0; 32]), None);
    assert_eq!(two.tries(BO, "04 11:00", more), Err(LifeRefusal::FollowsNoDirection));
    assert_eq!(two.stands(id, "04 11:00"), Stands::Live);
}

#[test]
fn nothing_follows_from_a_no() {
    for no in [Says::Stop, Says::Pause, Says::Slow, Says::Limit(area("play"), LimitKind::Soft)] {
        let (mut two, _, says) = ritual();
        two.says(ADA, "03 10:00", no.clone());
        assert_eq!(two.tries(BO, "04 09:00", says), Err(LifeRefusal::AfterANo), "{no:?}");
    }
    let (mut two, version) = Two::agreed();
    let id = two.directs("02 09:00", daily(Kind::Ritual));
    two.says(ADA, "03 10:00", Says::Withdraw(version, area("play")));
    let says = two.consequence(id, version, Some(day("03")));
    assert_eq!(two.tries(BO, "04 09:00", says), Err(LifeRefusal::AfterANo));
}

#[test]
fn nothing_follows_from_not_this() {
    let (mut two, id, says) = ritual();
    two.lives(ADA, "03 10:00", reply_of(id, Reply::NotThis, day("03")));
    assert_eq!(two.tries(BO, "04 09:00", says), Err(LifeRefusal::AfterANo));
    let (mut two, id, says) = ritual();
    two.lives(ADA, "03 10:00", reply(id, Reply::No));
    assert_eq!(two.tries(BO, "04 09:00", says), Err(LifeRefusal::AfterANo));
}

#[test]
fn a_no_of_before_that_day_is_past() {
    let (mut two, id, says) = ritual();
    two.says(ADA, "02 10:00", Says::Slow);
    two.says(ADA, "02 11:00", Says::Resume);
    two.lives(ADA, "02 12:00", reply_of(id, Reply::NotThis, day("02")));
    two.lives(BO, "04 09:00", says);
}

#[test]
fn nothing_follows_from_low_capacity_not_even_when_it_is_over() {
    let (mut two, _, says) = ritual();
    let low = two.lives(ADA, "02 20:00", LifeSays::LowCapacity(None));
    assert_eq!(two.tries(BO, "04 09:00", says.clone()), Err(LifeRefusal::AfterLowCapacity));
    two.lives(ADA, "03 06:00", LifeSays::TakeBack(low));
    // It was there on the morning of that day.
    assert_eq!(two.tries(BO, "04 09:00", says), Err(LifeRefusal::AfterLowCapacity));
    let (mut two, _, says) = ritual();
    two.lives(ADA, "02 20:00", LifeSays::LowCapacity(Some(crate::two::at("02 22:00"))));
    two.lives(BO, "04 09:00", says);
}

#[test]
fn nothing_follows_from_a_check_in_a_request_or_an_agreement() {
    let (mut two, version) = Two::agreed();
    let check_in = two.says(ADA, "02 09:00", Says::CheckIn);
    let request = LifeSays::Request(Request { says: "May I?".to_owned(), note: String::new(), area: None });
    let request = two.lives(ADA, "02 09:00", request);
    for follows in [check_in, request, version, ActId::new([99; 32])] {
        let says = two.consequence(follows, version, None);
        assert_eq!(two.tries(BO, "02 10:00", says), Err(LifeRefusal::FollowsNoDirection));
    }
}

#[test]
fn nothing_follows_from_what_was_outside_or_is_not_agreed_any_more() {
    let (mut two, version) = Two::agreed();
    let mut outside = task(Kind::Task, Power::Decide);
    outside.area = area("money");
    let id = two.directs("02 09:00", outside);
    let says = two.consequence(id, version, None);
    assert_eq!(two.tries(BO, "03 09:00", says), Err(LifeRefusal::OutOfBounds));
    // Asked, and not answered.
    let mut asks = task(Kind::Task, Power::Decide);
    asks.area = area("rest");
    let id = two.directs("03 09:00", asks);
    let says = two.consequence(id, version, None);
    assert_eq!(two.tries(BO, "04 09:00", says.clone()), Err(LifeRefusal::OutOfBounds));
    two.lives(ADA, "04 10:00", reply(id, Reply::Yes));
    two.lives(BO, "04 11:00", says);
    // Handed back by the holder himself: nobody holds that power now.
    let (mut two, id, says) = ritual();
    let version = two.knowledge.agreements_at(crate::two::at("03 09:00"))[0].id;
    two.says(BO, "03 10:00", Says::Withdraw(version, area("home")));
    assert_eq!(two.tries(BO, "04 09:00", says), Err(LifeRefusal::OutOfBounds));
    assert_eq!(two.life.get(id).map(|entry| entry.act.by), Some(BO));
}

#[test]
fn only_the_holder_chooses_and_only_from_that_list() {
    let (mut two, id, says) = ritual();
    assert_eq!(two.tries(ADA, "04 09:00", says), Err(LifeRefusal::FollowsNoDirection));
    let version = two.knowledge.agreements_at(crate::two::at("03 09:00"))[0].id;
    let LifeSays::Consequence(mut beyond) = two.consequence(id, version, Some(day("03"))) else { panic!() };
    beyond.place = 2;
    assert_eq!(two.tries(BO, "04 09:00", LifeSays::Consequence(beyond)), Err(LifeRefusal::NotOnTheList));
    // A draft that nobody signed lists what it likes.
    let draft = two.says(BO, "04 09:01", Says::Propose(Box::new(two.proposal())));
    // Whatever it lists.
    two.listed.push((draft, life::Listed { holder: BO, consequences: 9, responsibilities: 0 }));
    let says = two.consequence(id, draft, Some(day("03")));
    assert_eq!(two.tries(BO, "04 09:02", says), Err(LifeRefusal::NotOnTheList));
    let version = two.consequence(id, version, None);
    assert_eq!(two.tries(BO, "04 09:03", version), Err(LifeRefusal::NotAnAnswer));
}

#[test]
fn a_request_is_answered_by_the_other() {
    let (mut two, _) = Two::agreed();
    let request = LifeSays::Request(Request { says: "May I?".to_owned(), note: String::new(), area: None });
    let id = two.lives(ADA, "02 09:00", request);
    assert_eq!(two.tries(ADA, "02 10:00", reply(id, Reply::Yes)), Err(LifeRefusal::NotYours));
    assert_eq!(two.tries(BO, "02 10:00", reply(id, Reply::Done)), Err(LifeRefusal::NotAnAnswer));
    two.lives(BO, "02 10:00", reply(id, Reply::NotNow));
    let entry = two.life.get(id).unwrap();
    assert_eq!(two.life.declined(entry, None).map(|(_, reply)| reply), Some(Reply::NotNow));
}

fn thanks(points: u16) -> LifeSays {
    LifeSays::Recognise(Recognition { says: "Thank you.".to_owned(), about: None, points })
}

#[test]
fn points_are_there_where_both_like_them_and_gone_where_one_does_not() {
    let (mut two, _) = Two::agreed();
    two.lives(BO, "02 09:00", thanks(0));
    assert_eq!(two.tries(BO, "02 09:01", thanks(5)), Err(LifeRefusal::PointsOff));
    two.lives(BO, "02 09:02", LifeSays::Points(Switch::On));
    assert_eq!(two.tries(BO, "02 09:03", thanks(5)), Err(LifeRefusal::PointsOff));
    two.lives(ADA, "02 09:04", LifeSays::Points(Switch::On));
    let given = two.lives(BO, "02 09:05", thanks(5));
    assert_eq!((two.life.points(ADA), two.life.points(BO)), (5, 0));
    // What was recognised stays so.
    assert_eq!(two.tries(BO, "02 09:06", LifeSays::TakeBack(given)), Err(LifeRefusal::Stays));
    let before = two.all();
    two.lives_knowing(ADA, "02 09:07", &before, LifeSays::Points(Switch::Off));
    assert!(!two.life.points_on());
    two.lives(ADA, "02 09:08", LifeSays::Points(Switch::On));
    assert!(two.life.points_on());
}

#[test]
fn a_reward_takes_the_points_that_one_has() {
    let (mut two, _) = Two::agreed();
    two.lives(BO, "02 09:00", LifeSays::Points(Switch::On));
    two.lives(ADA, "02 09:01", LifeSays::Points(Switch::On));
    let reward = LifeSays::Reward(Reward { says: "An evening of your choice.".to_owned(), points: 8 });
    let reward = two.lives(BO, "02 09:02", reward);
    two.lives(BO, "02 09:03", thanks(10));
    let redeemed = two.lives(ADA, "02 09:04", LifeSays::Redeem(reward));
    assert_eq!(two.life.points(ADA), 2);
    assert_eq!(two.tries(ADA, "02 09:05", LifeSays::Redeem(reward)), Err(LifeRefusal::TooFewPoints));
    two.lives(ADA, "02 09:06", LifeSays::TakeBack(redeemed));
    assert_eq!(two.life.points(ADA), 10);
}

#[test]
fn the_holder_marks_what_was_kept() {
    let (mut two, version) = Two::agreed();
    let kept = |place| LifeSays::Kept(Kept { version, place, day: day("02") });
    assert_eq!(two.tries(ADA, "02 09:00", kept(0)), Err(LifeRefusal::NoResponsibility));
    assert_eq!(two.tries(BO, "02 09:00", kept(1)), Err(LifeRefusal::NoResponsibility));
    let id = two.lives(BO, "02 09:00", kept(0));
    two.lives(BO, "02 10:00", LifeSays::TakeBack(id));
    assert!(two.life.is_taken_back(two.life.get(id).unwrap()));
    let unknown = LifeSays::Kept(Kept { version: ActId::new([9; 32]), place: 0, day: day("02") });
    assert_eq!(two.tries(BO, "02 11:00", unknown), Err(LifeRefusal::Unknown));
}
