//! Who had seen what.

use record::{ActId, Person, Record};

use crate::people::{Peer, acts, ada_ada_bo, says};

/// The order of all acts, and who saw whom, by name.
fn shape(record: &Record) -> (Vec<ActId>, Vec<bool>) {
    let order: Vec<_> = record.in_causal_order().map(record::Entry::id).collect();
    let seen = order.iter().flat_map(|x| order.iter().map(|y| record.seen(*x, *y))).collect();
    (order, seen)
}

// found ── a1 ─────── a2 ──┐
//     └─── b1 ──── b2 ─────┴─ b3
#[test]
fn an_act_has_seen_what_its_device_knew_and_nothing_else() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let found = ActId::from(ada.record.relationship());
    let (a1, b1, b2, a2) = (ada.says("a1"), bo.says("b1"), bo.says("b2"), ada.says("a2"));
    bo.hears(&ada.record);
    assert_eq!(bo.record.heads().collect::<Vec<_>>(), if a2 < b2 { [a2, b2] } else { [b2, a2] });
    let b3 = bo.says("b3");
    let record = &bo.record;
    for (x, sees) in [(a1, vec![found]), (b2, vec![found, b1]), (b3, vec![found, a1, a2, b1, b2])] {
        let seen = record.in_order_of_arrival().map(record::Entry::id).filter(|y| record.seen(x, *y));
        assert_eq!(seen.collect::<std::collections::BTreeSet<_>>(), sees.into_iter().collect(), "{x}");
    }
    assert!(!record.seen(b3, b3), "no act is in its own past");
    assert!(!record.seen(b3, ActId([0; 32])) && !record.seen(ActId([0; 32]), b3));
    assert_eq!(record.heads().collect::<Vec<_>>(), [b3]);
    assert_eq!(record.author(a1), Some(Person::First));
    assert_eq!(record.author(b1), Some(Person::Second));
}

// found ── a1 ── a2          Bo hears a2 first, then b1 which follows it, then the rest.
//                 └── b1
#[test]
fn acts_wait_for_their_parents_and_go_in_with_them() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let (a1, a2) = (ada.says("a1"), ada.says("a2"));
    bo.hears(&ada.record);
    let b1 = bo.says("b1");
    let mut late = Record::of(ada.record.relationship());
    assert_eq!(late.merge([bo.act(b1), bo.act(a2)]).added, []);
    assert_eq!(late.missing().collect::<Vec<_>>(), [a1]);
    assert_eq!(late.apart().count(), 2);
    assert_eq!(late.merge([bo.act(a1)]).added, []);
    assert_eq!(late.missing().collect::<Vec<_>>(), [ActId::from(ada.record.relationship())]);
    assert!(late.founding().is_none() && late.is_empty());
    let found = ActId::from(ada.record.relationship());
    assert_eq!(late.merge([ada.act(found)]).added, [found, a1, a2, b1]);
    assert_eq!(late.apart().count(), 0);
    assert_eq!(shape(&late), shape(&bo.record));
}

#[test]
fn a_replayed_act_changes_nothing() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    ada.says("a1");
    bo.hears(&ada.record);
    let before = bo.record.report();
    for _ in 0..2 {
        assert_eq!(bo.record.merge(acts(&ada.record)), record::Merged::default());
    }
    assert_eq!(bo.record.report(), before);
}

// found ── a1 ┐   ┌ a3        Each hears the other's between two of their own.
//     └─── b1 ┴─ b2
#[test]
fn two_records_with_the_same_acts_have_the_same_order() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    for round in 0..5 {
        ada.says(&format!("a{round}"));
        bo.says(&format!("b{round}"));
        let before = bo.copy();
        bo.hears(&ada.record);
        bo.says("and you?");
        ada.hears(&before.record);
    }
    ada.hears(&bo.record);
    bo.hears(&ada.record);
    assert_eq!(shape(&ada.record), shape(&bo.record));
    assert_eq!(ada.record.report().digest, bo.record.report().digest);
    let order = shape(&ada.record).0;
    for (at, x) in order.iter().enumerate() {
        assert!(order[at..].iter().all(|y| !ada.record.seen(*x, *y)), "{x} stands before what it saw");
    }
}

#[test]
fn a_place_counts_along_the_line_and_a_past_counts_each_line() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let (a1, a2) = (ada.says("a1"), ada.says("a2"));
    bo.hears(&ada.record);
    let b1 = bo.says("b1");
    let place = |peer: &Peer, id| peer.record.place(id).map(|place| (place.line, place.index));
    assert_eq!((place(&bo, a1), place(&bo, a2), place(&bo, b1)), (Some((0, 1)), Some((0, 2)), Some((1, 0))));
    assert_eq!(bo.record.clock(b1).unwrap().counts(), [3]);
    assert_eq!(bo.record.clock(a2).unwrap().counts(), [2]);
    let lines: Vec<_> = bo.record.lines().collect();
    assert_eq!(lines, [(ada.key.device(), Person::First), (bo.key.device(), Person::Second)]);
}

#[test]
fn a_new_arrival_is_at_the_end_of_the_order_of_arrival() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let a1 = ada.says("a1");
    let b1 = bo.says("b1");
    bo.hears(&ada.record);
    let arrived: Vec<_> = bo.record.in_order_of_arrival().skip(1).map(record::Entry::id).collect();
    assert_eq!(arrived, [b1, a1]);
}

#[test]
fn a_draft_has_the_past_and_the_place_that_the_act_will_have() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    ada.says("a1");
    bo.hears(&ada.record);
    for text in ["b1", "b2"] {
        let draft = bo.draft(says(text)).unwrap();
        let (clock, place, person) = (draft.clock().clone(), draft.place(), draft.person());
        let act = draft.sign(&bo.key).unwrap();
        let id = act.id();
        bo.record.merge([act]);
        let entry = bo.record.get(id).unwrap();
        assert_eq!((entry.clock(), entry.place(), entry.person()), (&clock, place, person));
    }
}
