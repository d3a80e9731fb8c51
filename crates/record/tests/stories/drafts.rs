//! Drafting what every device will accept.

use record::{Body, DraftError, MAX_HEADS, Malformed, Person, Record, RelationshipId, SignError};

use crate::people::{Peer, acts, ada_ada_bo, device, founding, key, says};

#[test]
fn nothing_can_be_said_before_the_founding_act_is_here() {
    let empty = Record::of(RelationshipId([1; 32]));
    let draft = empty.draft(key(1).device(), Person::First, 0, says("hello"));
    assert_eq!(draft.unwrap_err(), DraftError::NotFounded);
}

#[test]
fn a_device_speaks_for_its_own_person() {
    let (ada, _, _) = ada_ada_bo();
    let draft = ada.record.draft(ada.key.device(), Person::Second, 0, says("yes"));
    assert_eq!(draft.unwrap_err(), DraftError::OtherPerson(ada.key.device()));
}

#[test]
fn a_draft_is_signed_by_its_own_device_alone() {
    let (ada, _, bo) = ada_ada_bo();
    let error = SignError { device: ada.key.device(), key: bo.key.device() };
    assert_eq!(ada.draft(says("yes")).unwrap().sign(&bo.key), Err(error));
}

#[test]
fn a_second_founding_cannot_be_drafted_into_a_record() {
    let (ada, _, _) = ada_ada_bo();
    let draft = ada.draft(Body::Found(founding()));
    assert_eq!(draft.unwrap_err(), DraftError::Malformed(Malformed::FoundingNotFirst));
    let stranger = record::Draft::founding(founding(), key(9).device(), 0);
    assert_eq!(stranger.unwrap_err(), Malformed::FoundingByStranger(key(9).device()));
}

#[test]
fn drafting_and_signing_leave_the_record_as_it_was() {
    let (mut ada, _, _) = ada_ada_bo();
    ada.says("a1");
    let before = ada.record.report();
    let _ = ada.draft(says("never stored")).unwrap().sign(&ada.key).unwrap();
    assert_eq!(ada.record.report(), before);
    assert_eq!(ada.draft(says("stored")).unwrap().act().seq(), 2);
}

// found ── b1 … b100: a hundred heads, as a device that forks a hundred times makes them
//     └─── a1
#[test]
fn with_too_many_heads_an_act_sees_its_own_and_as_many_as_fit() {
    let (mut ada, _, bo) = ada_ada_bo();
    let own = ada.says("a1");
    for n in 0..100 {
        let act = bo.draft(Body::Says(vec![n])).unwrap().sign(&bo.key).unwrap();
        ada.record.merge([act]);
    }
    assert_eq!(ada.record.heads().count(), 101);
    let first = ada.says("a2");
    assert!(ada.record.seen(first, own));
    assert_eq!(ada.record.get(first).unwrap().act().heads().len(), MAX_HEADS);
    let second = ada.says("a3");
    assert_eq!(ada.record.heads().collect::<Vec<_>>(), [second], "the next one sees the rest");
    assert_eq!(ada.record.get(second).unwrap().act().seq(), 3);
}

// The same hundred heads, and one more: Ada lets her tablet in. What its first act needs, and what letting it out needs,
// is in their past.
#[test]
fn with_too_many_heads_an_act_sees_what_it_cannot_stand_without() {
    let (mut ada, laptop, bo) = ada_ada_bo();
    for n in 0..100 {
        let act = bo.draft(Body::Says(vec![n])).unwrap().sign(&bo.key).unwrap();
        ada.record.merge([act]);
    }
    for n in 40..50 {
        let act = laptop.draft(Body::LetIn(device(n))).unwrap().sign(&laptop.key).unwrap();
        let let_in = act.id();
        ada.record.merge([act]);
        let first = ada.record.draft(device(n).id, Person::First, 0, says("hello")).unwrap();
        assert!(first.clock().saw(ada.record.place(let_in).unwrap()));
        let out = ada.draft(Body::LetOut(device(n).id)).unwrap();
        assert!(out.clock().saw(ada.record.place(let_in).unwrap()));
    }
}

// A device that itself forked into a hundred branches still finds a number that it never used.
#[test]
fn a_device_forked_beyond_the_heads_uses_no_number_twice_more() {
    let (mut ada, _, _) = ada_ada_bo();
    let before = ada.copy();
    ada.says("a1");
    let longest = ada.says("a2");
    for n in 0..100 {
        let act = before.draft(Body::Says(vec![n])).unwrap().sign(&before.key).unwrap();
        ada.record.merge([act]);
    }
    let forks = ada.record.forks().count();
    let next = ada.says("a3");
    assert!(ada.record.seen(next, longest));
    assert_eq!(ada.record.get(next).unwrap().act().seq(), 3);
    assert_eq!(ada.record.forks().count(), forks);
    let mut again = Peer::new(1, Person::First, ada.record.relationship());
    again.record.merge(acts(&ada.record).into_iter().rev());
    assert_eq!(again.record.report(), ada.record.report());
}
