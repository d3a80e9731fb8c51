//! What is kept apart: reported, and in nobody's past.

use record::{ActId, Apart, Body, Cause, Malformed, Record, Verified, receive};

use crate::people::{ByHand, Peer, acts, ada_ada_bo, device, key, says};

/// Merges the act into what Bo knows, and gives back why it is kept apart.
fn cause(act: &Verified) -> Option<Cause> {
    let (_, _, mut bo) = ada_ada_bo();
    let merged = bo.record.merge([act.clone()]);
    assert!(merged.added.is_empty() && bo.record.get(act.id()).is_none());
    let listed: Vec<_> = bo.record.apart().collect();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].act, listed[0].device), (act.id(), Some(act.act().device())));
    merged.apart.into_iter().next().map(|apart| apart.cause)
}

#[test]
fn an_act_of_another_relationship_is_kept_apart() {
    let (ada, _, _) = ada_ada_bo();
    let act = ByHand { relationship: Some([9; 32]), ..ByHand::next(&ada, says("yes")) }.verified(1);
    let other = record::RelationshipId([9; 32]);
    assert_eq!(cause(&act), Some(Cause::OtherRelationship(other)));
    let founding = record::Founding::new([8; 32], crate::people::founding().people().to_vec()).unwrap();
    let found = record::Draft::founding(founding, key(1).device(), 0).unwrap().sign(&key(1)).unwrap();
    assert_eq!(cause(&found), Some(Cause::OtherRelationship(found.id().into())));
}

#[test]
fn an_act_of_a_device_that_nobody_let_in_is_kept_apart() {
    let (ada, _, _) = ada_ada_bo();
    let act = ByHand { device: key(9).device(), seq: 0, ..ByHand::next(&ada, says("yes")) };
    assert_eq!(cause(&act.verified(9)), Some(Cause::UnknownDevice));
    let later = ByHand { seq: 5, ..act };
    assert_eq!(cause(&later.verified(9)), Some(Cause::UnknownDevice));
}

#[test]
fn a_device_speaks_only_once_its_letting_in_is_in_its_past() {
    // The letting-in is known, but the act has not seen it.
    let (mut ada, _, mut bo) = ada_ada_bo();
    let before = ada.record.heads().collect::<Vec<_>>();
    ada.does(Body::LetIn(device(9)));
    bo.hears(&ada.record);
    let act = ByHand { device: key(9).device(), seq: 0, heads: before, ..ByHand::next(&ada, says("")) };
    let merged = bo.record.merge([act.verified(9)]);
    assert_eq!(merged.apart[0].cause, Cause::UnknownDevice);
}

#[test]
fn an_act_follows_its_devices_last_act_in_its_past() {
    let (mut ada, laptop, mut bo) = ada_ada_bo();
    let before = ada.copy();
    let a1 = ada.says("a1");
    bo.hears(&ada.record);
    let mut bad = |act: ByHand, n, found, expected| {
        let merged = bo.record.merge([act.verified(n)]);
        assert_eq!(merged.apart[0].cause, Cause::BadSequence { found, expected });
    };
    // a1 is in its past, and 1 is taken; 3 leaves one out; the founding act was number 0.
    bad(ByHand { seq: 1, ..ByHand::next(&ada, says("")) }, 1, 1, 2);
    bad(ByHand { seq: 3, ..ByHand::next(&ada, says("")) }, 1, 3, 2);
    bad(ByHand { seq: 0, ..ByHand::next(&ada, says("")) }, 1, 0, 2);
    // It has not seen its own a1.
    bad(ByHand { seq: 2, ..ByHand::next(&before, says("")) }, 1, 2, 1);
    // A device's first act is number 0, also when others have spoken.
    bad(ByHand { seq: 1, heads: vec![a1], ..ByHand::next(&laptop, says("")) }, 2, 1, 0);
    bad(ByHand { seq: u64::MAX, ..ByHand::next(&ada, says("")) }, 1, u64::MAX, 2);
    assert_eq!(bo.record.forks().count(), 0, "what is kept apart proves nothing");
}

#[test]
fn a_head_in_the_past_of_another_is_not_a_head() {
    let (mut ada, _, _) = ada_ada_bo();
    let found = ActId::from(ada.record.relationship());
    let a1 = ada.says("a1");
    let mut heads = vec![found, a1];
    heads.sort();
    let act = ByHand { heads, ..ByHand::next(&ada, says("")) }.verified(1);
    assert_eq!(ada.record.merge([act]).apart[0].cause, Cause::NotAHead(found));
}

// found ── bad ── c1 ── c2
#[test]
fn what_stands_on_an_act_kept_apart_is_kept_apart_in_any_order() {
    let (ada, _, _) = ada_ada_bo();
    let bad = ByHand { seq: 7, ..ByHand::next(&ada, says("bad")) }.verified(1);
    let c1 = ByHand { seq: 8, heads: vec![bad.id()], ..ByHand::next(&ada, says("c1")) }.verified(1);
    let c2 = ByHand { seq: 9, heads: vec![c1.id()], ..ByHand::next(&ada, says("c2")) }.verified(1);
    let mut lists = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
        let (_, _, mut bo) = ada_ada_bo();
        let acts = [bad.clone(), c1.clone(), c2.clone()];
        for at in order {
            bo.record.merge([acts[at].clone()]);
        }
        assert_eq!(bo.record.len(), 1);
        lists.push(bo.record.apart().collect::<Vec<_>>());
    }
    assert!(lists.iter().all(|list| *list == lists[0]));
    let causes: std::collections::BTreeMap<_, _> =
        lists[0].iter().map(|apart| (apart.act, apart.cause.clone())).collect();
    assert_eq!(causes[&bad.id()], Cause::BadSequence { found: 7, expected: 1 });
    assert_eq!(causes[&c1.id()], Cause::OnApart(bad.id()));
    assert_eq!(causes[&c2.id()], Cause::OnApart(c1.id()));
}

#[test]
fn malformed_and_forged_bytes_are_reported_with_the_rest() {
    let (ada, _, mut bo) = ada_ada_bo();
    let forged = ByHand::next(&ada, says("yes")).signed(3);
    let on_forged = ByHand { heads: vec![ActId::of(&forged)], ..ByHand::next(&ada, says("")) }.verified(1);
    bo.record.merge([on_forged.clone()]);
    assert!(bo.record.keep_apart(receive(b"noise").unwrap_err()).apart.is_empty());
    let merged = bo.record.keep_apart(receive(&forged).unwrap_err());
    assert_eq!(merged.apart[0].act, on_forged.id(), "it waited for the forged one");
    let listed: std::collections::BTreeMap<_, _> =
        bo.record.apart().map(|apart| (apart.act, apart.cause)).collect();
    assert_eq!(listed.len(), 3);
    assert!(matches!(listed[&ActId::of(b"noise")], Cause::Malformed(Malformed::Envelope(_))));
    assert_eq!(listed[&ActId::of(&forged)], Cause::Forged);
    let good = ActId::from(bo.record.relationship());
    bo.record.keep_apart(Apart { act: good, device: None, cause: Cause::Forged });
    assert_eq!(bo.record.apart().count(), 3, "what stands cannot be kept apart");
    assert!(bo.record.get(good).is_some());
}

fn orphan(ada: &Peer, n: u32, size: usize) -> Verified {
    let mut content = vec![0; size];
    content[..4].copy_from_slice(&n.to_be_bytes());
    ByHand { heads: vec![ActId([1; 32])], ..ByHand::next(ada, Body::Says(content)) }.verified(1)
}

#[test]
fn what_waits_is_bounded_in_bytes_and_the_oldest_goes_first() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let first = ada.says("a1");
    let then = ada.says("a2");
    bo.record.merge([ada.act(then)]);
    let many = u32::try_from(record::MAX_WAITING_BYTES / 60_000 + 1).unwrap();
    let merged = bo.record.merge((0..many).map(|n| orphan(&ada, n, 60_000)));
    assert_eq!(merged.apart[0], Apart { act: then, device: Some(key(1).device()), cause: Cause::Crowded });
    assert!(bo.record.apart().count() < many as usize);
    bo.record.keep_apart(merged.apart[0].clone());
    assert_eq!(bo.record.merge([ada.act(first), ada.act(then)]).added, [first, then], "it can be sent again");
}

#[test]
fn what_waits_is_bounded_in_number() {
    let (ada, _, mut bo) = ada_ada_bo();
    // Not verified one by one, so that the test is quick: the record cannot tell.
    let orphan = |n: u32| {
        let act = ByHand {
            heads: vec![ActId([1; 32])],
            ..ByHand::next(&ada, Body::Says(n.to_be_bytes().to_vec()))
        };
        Verified::trusting_own_vault(&act.signed(1)).unwrap()
    };
    let one_more = u32::try_from(record::MAX_WAITING + 1).unwrap();
    let merged = bo.record.merge((0..one_more).map(orphan));
    assert_eq!(merged.apart.iter().map(|apart| apart.act).collect::<Vec<_>>(), [orphan(0).id()]);
    assert_eq!(bo.record.apart().count(), record::MAX_WAITING);
}

#[test]
fn a_whole_record_is_checked_from_its_bytes_alone() {
    let (mut ada, mut laptop, mut bo) = ada_ada_bo();
    ada.says("a1");
    laptop.hears(&ada.record);
    laptop.says("l1");
    bo.hears(&laptop.record);
    bo.says("b1");
    let mut bytes: Vec<_> = acts(&bo.record).iter().map(Verified::bytes).collect();
    bytes.reverse();
    let relationship = bo.record.relationship();
    let report = record::verify_all(relationship, &bytes);
    assert!(report.is_whole());
    assert_eq!(report, bo.record.report());
    assert_eq!(report, bo.record.verify_all());
    let last = bytes[0].len() - 1;
    bytes[0][last] ^= 1;
    bytes[1].truncate(9);
    let report = record::verify_all(relationship, &bytes);
    assert_eq!((report.good, report.apart.len(), report.is_whole()), (2, 2, false));
    let without_founding = record::verify_all(relationship, &bytes[2..3]);
    assert!(matches!(&without_founding.apart[0].cause, Cause::Waiting(missing) if missing.len() == 1));
    assert_eq!(Record::of(relationship).verify_all().good, 0);
}
