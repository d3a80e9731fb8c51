//! One device, two acts with the same sequence number.

use record::{ActId, Disowned, Fork, Record};

use crate::people::{ByHand, ada_ada_bo, says};

fn sorted<const N: usize>(mut ids: [ActId; N]) -> Vec<ActId> {
    ids.sort();
    ids.to_vec()
}

// found ── a1 ── a2 ── a3        Ada's phone
//           └─── x2 ── x3        its backup, restored
#[test]
fn a_fork_is_proven_and_both_branches_stay() {
    let (mut phone, _, mut bo) = ada_ada_bo();
    let a1 = phone.says("a1");
    let mut backup = phone.copy();
    let (a2, a3) = (phone.says("a2"), phone.says("a3"));
    let (x2, x3) = (backup.says("x2"), backup.says("x3"));
    bo.hears(&phone.record);
    assert_eq!(bo.record.forks().count(), 0);
    let merged = bo.hears(&backup.record);
    assert_eq!(merged.added, [x2, x3]);
    assert_eq!(merged.disowned.len(), 2, "a2 and a3 had gone in before");
    let device = phone.key.device();
    let forks = [(2, sorted([a2, x2])), (3, sorted([a3, x3]))].map(|(seq, acts)| Fork { device, seq, acts });
    assert_eq!(bo.record.forks().collect::<Vec<_>>(), forks);
    for id in [a2, a3, x2, x3] {
        assert_eq!(bo.record.disowned(id), Some(Disowned::Forked { seq: 2 }));
        assert!(bo.record.after_fork(id));
    }
    assert_eq!(bo.record.disowned(a1), None);
    assert!(!bo.record.after_fork(a1));
    assert!(bo.record.seen(x3, x2) && bo.record.seen(x2, a1));
    assert!(!bo.record.seen(x3, a2) && !bo.record.seen(a3, x2));
    assert_eq!(bo.record.lines().len(), 2);
    assert_eq!(bo.record.member(device, phone.person).unwrap().device.id, device, "its person decides");
}

// found ── a1 ── a2 ── a3 ─┐
//           └─── x2 ───────┴─ a4        the phone has heard of its double
#[test]
fn a_forked_device_goes_on_after_the_longer_branch() {
    let (mut phone, _, _) = ada_ada_bo();
    phone.says("a1");
    let mut backup = phone.copy();
    let (a2, a3) = (phone.says("a2"), phone.says("a3"));
    let x2 = backup.says("x2");
    phone.hears(&backup.record);
    let a4 = phone.says("a4");
    assert_eq!(phone.record.get(a4).unwrap().act().seq(), 4);
    assert!([a2, a3, x2].iter().all(|before| phone.record.seen(a4, *before)));
    assert_eq!(phone.record.disowned(a4), Some(Disowned::Forked { seq: 2 }));
    let mut again = Record::of(phone.record.relationship());
    again.merge(backup.copy().record.in_order_of_arrival().map(|entry| entry.verified().clone()));
    again.merge(phone.record.in_order_of_arrival().map(|entry| entry.verified().clone()));
    assert_eq!(again.report(), phone.record.report());
}

// found ── a1 ── a2 ── a3
//    │      └─── x2            known first
//    └── y1                    proves that it forked earlier
#[test]
fn an_earlier_fork_disowns_more() {
    let (mut phone, _, mut bo) = ada_ada_bo();
    let mut older = phone.copy();
    let a1 = phone.says("a1");
    let mut backup = phone.copy();
    let (a2, a3) = (phone.says("a2"), phone.says("a3"));
    let x2 = backup.says("x2");
    bo.hears(&phone.record);
    bo.hears(&backup.record);
    assert_eq!(bo.record.disowned(a1), None);
    let y1 = older.says("y1");
    let merged = bo.hears(&older.record);
    assert_eq!(merged.disowned, [a1], "the others were disowned before");
    for id in [a1, a2, a3, x2, y1] {
        assert_eq!(bo.record.disowned(id), Some(Disowned::Forked { seq: 1 }));
    }
}

#[test]
fn the_same_words_signed_twice_differently_are_a_fork() {
    // Only the instant differs: a device that lost its memory of having signed.
    let (phone, _, mut bo) = ada_ada_bo();
    let one = ByHand::next(&phone, says("yes")).verified(1);
    let two = ByHand { instant: 0, ..ByHand::next(&phone, says("yes")) }.verified(1);
    bo.record.merge([one.clone(), two.clone()]);
    let fork = Fork { device: phone.key.device(), seq: 1, acts: sorted([one.id(), two.id()]) };
    assert_eq!(bo.record.forks().collect::<Vec<_>>(), [fork]);
}

// found ── l1: the phone lets tablet in (a forked phone: l1 and x1 have one number)
//    └──── x1            └── t0: the tablet speaks
#[test]
fn what_a_forked_device_let_in_opens_nothing() {
    let (mut phone, _, mut bo) = ada_ada_bo();
    let mut backup = phone.copy();
    let l1 = phone.does(record::Body::LetIn(crate::people::device(9)));
    let mut tablet = crate::people::Peer::new(9, phone.person, phone.record.relationship());
    tablet.hears(&phone.record);
    let t0 = tablet.says("t0");
    bo.hears(&tablet.record);
    assert_eq!(bo.record.disowned(t0), None);
    backup.says("x1");
    let merged = bo.hears(&backup.record);
    assert_eq!(merged.disowned.len(), 2);
    assert_eq!(bo.record.disowned(t0), Some(Disowned::LetIn(l1)));
    assert!(!bo.record.after_fork(t0));
    assert!(bo.record.member(tablet.key.device(), phone.person).is_none());
}
