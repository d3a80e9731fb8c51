//! Who is in, and what a letting-out takes back.

use record::{ActId, Body, Cause, Disowned, DraftError, Person, Record};

use crate::people::{ByHand, Peer, acts, ada_ada_bo, device, key, says};

fn members(record: &Record, person: Person) -> Vec<u8> {
    let of = |id| (1..20).find(|n| key(*n).device() == id).unwrap();
    let mut members: Vec<_> = record
        .members()
        .filter(|member| member.person == person)
        .map(|member| of(member.device.id))
        .collect();
    members.sort_unstable();
    members
}

fn joins(n: u8, by: &mut Peer) -> (Peer, ActId) {
    let let_in = by.does(Body::LetIn(device(n)));
    let mut joined = Peer::new(n, by.person, by.record.relationship());
    joined.hears(&by.record);
    (joined, let_in)
}

#[test]
fn founders_are_in_from_the_beginning() {
    let (ada, _, _) = ada_ada_bo();
    assert_eq!(members(&ada.record, Person::First), [1, 2]);
    assert_eq!(members(&ada.record, Person::Second), [3]);
    let found = ActId::from(ada.record.relationship());
    assert!(ada.record.members().all(|member| member.let_in == found));
}

// found ── l1: phone lets tablet in ── t0 ── l2: tablet lets watch in ── w0
#[test]
fn a_device_that_was_let_in_speaks_and_lets_in() {
    let (mut phone, _, mut bo) = ada_ada_bo();
    let (mut tablet, let_in) = joins(9, &mut phone);
    let t0 = tablet.says("t0");
    let (mut watch, _) = joins(10, &mut tablet);
    let w0 = watch.says("w0");
    bo.hears(&watch.record);
    assert_eq!(members(&bo.record, Person::First), [1, 2, 9, 10]);
    assert_eq!(bo.record.author(t0), Some(Person::First));
    assert_eq!(bo.record.author(w0), Some(Person::First));
    assert_eq!(bo.record.member(device(9).id, Person::First).unwrap().let_in, let_in);
    assert_eq!(bo.record.member(device(9).id, Person::Second), None);
}

// found ── t1 ──── t2 ──────── t3        tablet: t3 was made after out had arrived
//           └─ out ──────────┘           phone lets tablet out, having seen t1 alone
#[test]
fn a_letting_out_takes_back_what_it_had_not_seen() {
    let (mut phone, mut tablet, mut bo) = ada_ada_bo();
    let t1 = tablet.says("t1");
    phone.hears(&tablet.record);
    let t2 = tablet.says("t2");
    let out = phone.does(Body::LetOut(tablet.key.device()));
    bo.hears(&tablet.record);
    assert_eq!(bo.record.disowned(t2), None);
    let merged = bo.hears(&phone.record);
    assert_eq!(merged.disowned, [t2]);
    tablet.hears(&phone.record);
    let t3 = tablet.says("t3");
    bo.hears(&tablet.record);
    assert_eq!(bo.record.disowned(t1), None);
    assert_eq!(bo.record.disowned(t2), Some(Disowned::LetOut(out)));
    assert_eq!(bo.record.disowned(t3), Some(Disowned::LetOut(out)));
    assert_eq!(bo.record.disowned(out), None);
    assert_eq!(members(&bo.record, Person::First), [1]);
    let outs: Vec<_> = bo.record.let_out().collect();
    assert_eq!(outs, [(tablet.key.device(), Person::First, out)]);
    let mut other_order = Record::of(phone.record.relationship());
    other_order.merge(acts(&phone.record));
    other_order.merge(acts(&tablet.record));
    assert_eq!(other_order.report(), bo.record.report());
}

// found ── t1            both of Ada's devices let the tablet out; one had seen t1, one had not
#[test]
fn of_two_lettings_out_the_one_that_saw_less_decides() {
    let (mut phone, mut laptop, _) = ada_ada_bo();
    let (mut tablet, _) = joins(9, &mut phone);
    laptop.hears(&phone.record);
    let t1 = tablet.says("t1");
    phone.hears(&tablet.record);
    phone.does(Body::LetOut(device(9).id));
    phone.hears(&laptop.record);
    assert_eq!(phone.record.disowned(t1), None);
    let blind = laptop.does(Body::LetOut(device(9).id));
    assert_eq!(phone.hears(&laptop.record).disowned, [t1]);
    assert_eq!(phone.record.disowned(t1), Some(Disowned::LetOut(blind)));
}

// tablet (stolen) lets thief in; phone lets tablet out without having seen it
#[test]
fn what_a_stolen_device_let_in_goes_out_with_it() {
    let (mut phone, mut tablet, mut bo) = ada_ada_bo();
    let (mut thief, let_in) = joins(9, &mut tablet);
    let (mut second, second_in) = joins(10, &mut thief);
    let said = second.says("yes");
    bo.hears(&second.record);
    assert_eq!(members(&bo.record, Person::First), [1, 2, 9, 10]);
    let out = phone.does(Body::LetOut(tablet.key.device()));
    let merged = bo.hears(&phone.record);
    assert_eq!(merged.disowned.len(), 3);
    assert_eq!(bo.record.disowned(let_in), Some(Disowned::LetOut(out)));
    assert_eq!(bo.record.disowned(second_in), Some(Disowned::LetIn(let_in)));
    assert_eq!(bo.record.disowned(said), Some(Disowned::LetIn(second_in)));
    assert_eq!(members(&bo.record, Person::First), [1]);
    // And in the other order: the words come last.
    let late = second.says("again");
    bo.hears(&second.record);
    assert_eq!(bo.record.disowned(late), Some(Disowned::LetIn(second_in)));
}

#[test]
fn a_device_vouched_for_by_another_too_stays() {
    let (mut phone, mut tablet, _) = ada_ada_bo();
    let by_tablet = tablet.does(Body::LetIn(device(9)));
    let by_phone = phone.does(Body::LetIn(device(9)));
    let mut joined = Peer::new(9, Person::First, phone.record.relationship());
    joined.hears(&phone.record);
    joined.hears(&tablet.record);
    let said = joined.says("hello");
    phone.does(Body::LetOut(tablet.key.device()));
    phone.hears(&joined.record);
    assert!(phone.record.disowned(by_tablet).is_some());
    assert_eq!(phone.record.disowned(said), None);
    let member = phone.record.member(device(9).id, Person::First).unwrap();
    assert_eq!(member.let_in, by_phone);
}

#[test]
fn a_device_can_let_itself_out_and_two_can_let_each_other_out() {
    let (mut phone, mut laptop, _) = ada_ada_bo();
    let one = phone.does(Body::LetOut(laptop.key.device()));
    let two = laptop.does(Body::LetOut(phone.key.device()));
    phone.hears(&laptop.record);
    laptop.hears(&phone.record);
    assert_eq!(phone.record.report(), laptop.record.report());
    assert_eq!(members(&phone.record, Person::First), [0_u8; 0]);
    assert_eq!(phone.record.disowned(one), Some(Disowned::LetOut(two)));
    let (_, _, mut bo) = ada_ada_bo();
    let own = bo.does(Body::LetOut(bo.key.device()));
    assert_eq!(bo.record.disowned(own), Some(Disowned::LetOut(own)));
    assert_eq!(members(&bo.record, Person::Second), [0_u8; 0]);
}

#[test]
fn nobody_lets_in_or_out_for_the_other() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let out = Body::LetOut(ada.key.device());
    let others = Cause::OthersDevice(ada.key.device());
    assert_eq!(bo.draft(out.clone()).unwrap_err(), DraftError::Apart(others.clone()));
    let act = ByHand::next(&bo, out).verified(3);
    let merged = ada.record.merge([act]);
    assert_eq!(merged.apart[0].cause, others);
    assert_eq!(members(&ada.record, Person::First), [1, 2]);
    let stranger = Cause::NoSuchDevice(device(9).id);
    assert_eq!(bo.draft(Body::LetOut(device(9).id)).unwrap_err(), DraftError::Apart(stranger));
    let lets_in = bo.does(Body::LetIn(device(9)));
    ada.hears(&bo.record);
    assert_eq!(ada.record.author(lets_in), Some(Person::Second));
    assert_eq!(members(&ada.record, Person::Second), [3, 9]);
}

#[test]
fn a_known_device_is_not_let_in_again_not_even_after_its_letting_out() {
    let (mut ada, laptop, mut bo) = ada_ada_bo();
    let known = |n| DraftError::Apart(Cause::DeviceKnown(device(n).id));
    for n in [1, 2, 3] {
        assert_eq!(ada.draft(Body::LetIn(device(n))).unwrap_err(), known(n));
    }
    ada.does(Body::LetIn(device(9)));
    ada.does(Body::LetOut(laptop.key.device()));
    bo.hears(&ada.record);
    for peer in [&ada, &bo] {
        assert_eq!(peer.draft(Body::LetIn(device(9))).unwrap_err(), known(9));
        assert_eq!(peer.draft(Body::LetIn(device(2))).unwrap_err(), known(2));
    }
}

// found ── la: Ada lets tablet in ─── t0: its first act sees la alone ── t1 sees all
//     └─── lb: Bo, without having seen la, claims the same key ────────┘
#[test]
fn a_key_that_the_other_claims_too_stays_with_whom_it_first_spoke_for() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let la = ada.does(Body::LetIn(device(9)));
    let lb = bo.does(Body::LetIn(device(9)));
    ada.hears(&bo.record);
    let mut tablet = Peer::new(9, Person::First, ada.record.relationship());
    tablet.hears(&ada.record);
    let (t0, t1) = (tablet.says("t0"), tablet.says("t1"));
    assert!(tablet.record.seen(t0, la) && !tablet.record.seen(t0, lb) && tablet.record.seen(t1, lb));
    assert_eq!(tablet.record.author(t0), Some(Person::First));
    assert_eq!(tablet.record.author(t1), Some(Person::First));
    // Bo can let out what he let in; Ada's tablet stays.
    bo.hears(&tablet.record);
    bo.does(Body::LetOut(device(9).id));
    bo.hears(&tablet.record);
    assert_eq!(bo.record.disowned(t1), None);
    assert_eq!(members(&bo.record, Person::First), [1, 2, 9]);
    assert_eq!(members(&bo.record, Person::Second), [3]);
    let as_bo = tablet.record.draft(device(9).id, Person::Second, 0, says("no"));
    assert_eq!(as_bo.unwrap_err(), DraftError::OtherPerson(device(9).id));
}

#[test]
fn a_first_act_that_has_seen_both_claims_speaks_for_nobody() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    ada.does(Body::LetIn(device(9)));
    bo.does(Body::LetIn(device(9)));
    ada.hears(&bo.record);
    let heads = ada.record.heads().collect();
    let act = ByHand { device: device(9).id, seq: 0, heads, ..ByHand::next(&ada, says("")) }.verified(9);
    assert_eq!(ada.record.merge([act]).apart[0].cause, Cause::ClaimedByBoth);
}

#[test]
fn a_private_record_has_one_person() {
    let mut people = crate::people::founding().people().to_vec();
    people.truncate(1);
    let founding = record::Founding::new([1; 32], people).unwrap();
    assert!(founding.has(Person::First) && !founding.has(Person::Second));
    let draft = record::Draft::founding(founding.clone(), key(1).device(), 0).unwrap();
    let act = draft.sign(&key(1)).unwrap();
    let mut record = Record::of(act.id().into());
    record.merge([act]);
    assert_eq!(record.founding(), Some(&founding));
    assert_eq!(members(&record, Person::Second), [0_u8; 0]);
    let stranger = record.draft(key(3).device(), Person::Second, 0, says("hello"));
    assert_eq!(stranger.unwrap_err(), DraftError::Apart(Cause::UnknownDevice));
}
