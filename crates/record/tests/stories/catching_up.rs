//! Devices repair each other when something was lost on the way.

use record::{ActId, Body, Have, MAX_HAVE, Record};

use crate::people::{Peer, ada_ada_bo, says};

/// One round: each sends what the other's summary lacks. Gives back how many acts travelled.
fn round(one: &mut Peer, two: &mut Peer) -> usize {
    let (to_two, to_one) = (one.record.lacking(&two.record.have()), two.record.lacking(&one.record.have()));
    let send = |from: &Peer, ids: &[ActId]| ids.iter().map(|id| from.act(*id)).collect::<Vec<_>>();
    let (for_two, for_one) = (send(one, &to_two), send(two, &to_one));
    two.record.merge(for_two);
    one.record.merge(for_one);
    to_two.len() + to_one.len()
}

fn same(one: &Record, two: &Record) -> bool {
    one.report() == two.report() && one.apart().count() == 0
}

// found ── a1 … a9        what of these reached Bo, nobody knows
//     └─── b1 … b9        and the other way round
#[test]
fn one_round_gives_each_what_it_lacks_and_no_more() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    for n in 0..9 {
        ada.says(&format!("a{n}"));
        bo.says(&format!("b{n}"));
    }
    assert!(ada.record.is_behind(&bo.record.have()));
    assert_eq!(round(&mut ada, &mut bo), 18);
    assert!(same(&ada.record, &bo.record));
    assert!(!ada.record.is_behind(&bo.record.have()));
    assert_eq!(round(&mut ada, &mut bo), 0);
}

#[test]
fn nothing_is_sent_to_who_has_all_and_everything_to_who_has_nothing() {
    let (mut ada, _, bo) = ada_ada_bo();
    let mut new = Record::of(ada.record.relationship());
    for n in 0..40 {
        ada.says(&format!("a{n}"));
    }
    assert_eq!(ada.record.lacking(&new.have()).len(), 41);
    assert_eq!(ada.record.lacking(&ada.record.have()), []);
    assert_eq!(bo.record.lacking(&ada.record.have()), []);
    let all: Vec<_> = ada.record.lacking(&new.have()).iter().map(|id| ada.act(*id)).collect();
    assert_eq!(new.merge(all).added.len(), 41, "in an order in which none waits");
    let other = Record::of(record::RelationshipId([0; 32]));
    assert_eq!(ada.record.lacking(&other.have()), []);
}

// found ── a1 ── a2 … a20        phone, known to Bo
//           └─── x2 … x20        backup, known to the laptop
#[test]
fn both_branches_of_a_fork_are_found() {
    let (mut phone, mut laptop, mut bo) = ada_ada_bo();
    phone.says("a1");
    let mut backup = phone.copy();
    for n in 2..=20 {
        phone.says(&format!("a{n}"));
        backup.says(&format!("x{n}"));
    }
    bo.hears(&phone.record);
    laptop.hears(&backup.record);
    let sent = round(&mut laptop, &mut bo);
    assert!((38..=2 * 38).contains(&sent), "{sent}");
    assert!(same(&laptop.record, &bo.record));
    assert_eq!(bo.record.forks().count(), 19);
}

// Ada is 5 acts ahead of the 1000 that both know, and Bo 300: neither knows the other's newest.
#[test]
fn at_most_about_twice_what_is_lacking_is_sent() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    for n in 0..1000 {
        ada.says(&format!("a{n}"));
    }
    bo.hears(&ada.record);
    let mut behind = ada.copy();
    for n in 0..300 {
        ada.says(&format!("later {n}"));
    }
    let sent = behind.record.lacking(&ada.record.have());
    assert!(sent.len() <= 300, "{} acts sent that are all known", sent.len());
    for n in 0..5 {
        bo.says(&format!("b{n}"));
    }
    let sent = ada.record.lacking(&bo.record.have());
    assert_eq!(sent.len(), 300);
    round(&mut ada, &mut bo);
    round(&mut behind, &mut bo);
    assert!(same(&ada.record, &bo.record) && same(&behind.record, &bo.record));
}

#[test]
fn a_summary_stays_small_and_still_never_leaves_anything_out() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    ada.says("a1");
    bo.hears(&ada.record);
    for n in 0..MAX_HAVE + 50 {
        let mut copy = Vec::new();
        copy.extend_from_slice(&(n as u64).to_be_bytes());
        let act = bo.draft(Body::Says(copy)).unwrap().sign(&bo.key).unwrap();
        ada.record.merge([act]);
    }
    let have = ada.record.have();
    assert_eq!(have.names().len(), MAX_HAVE);
    assert_eq!(have.acts(), (MAX_HAVE + 52) as u64);
    let bytes = minicbor::to_vec(&have).unwrap();
    assert_eq!(minicbor::decode::<Have>(&bytes).unwrap(), have);
    assert!(bytes.len() < 36 * 1024);
    let missing: Vec<_> = ada.record.lacking(&bo.record.have()).iter().map(|id| ada.act(*id)).collect();
    bo.record.merge(missing);
    assert!(same(&ada.record, &bo.record));
}

#[test]
fn a_summary_that_is_too_long_is_not_read() {
    let (ada, _, _) = ada_ada_bo();
    let mut e = minicbor::Encoder::new(Vec::new());
    e.array(3).unwrap().encode(ada.record.relationship()).unwrap().u8(1).unwrap();
    e.encode(vec![ActId([0; 32]); MAX_HAVE + 1]).unwrap();
    let error = minicbor::decode::<Have>(e.writer()).unwrap_err();
    assert!(error.to_string().contains("1025"), "{error}");
}

#[test]
fn a_lost_act_is_asked_for_by_name() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let lost = ada.says("lost");
    let kept = ada.does(says("kept"));
    bo.record.merge([ada.act(kept)]);
    assert_eq!(bo.record.missing().collect::<Vec<_>>(), [lost]);
    bo.record.merge([ada.act(lost)]);
    assert_eq!(bo.record.missing().count(), 0);
}
