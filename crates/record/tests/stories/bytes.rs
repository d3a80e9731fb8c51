//! Bytes that are not what a device signed, in the one form there is, never become an act.

use coset::HeaderBuilder;
use minicbor::Encoder;
use record::{
    ActId, Apart, Body, Cause, DeviceId, Founder, Founding, MAX_ACT_BYTES, MAX_HEADS, Malformed, Received,
    Verified, receive,
};

use crate::people::{ByHand, ada_ada_bo, device, enveloped, founding, key, says};

fn one_of_each() -> Vec<Vec<u8>> {
    let (ada, _, _) = ada_ada_bo();
    let founding = ada.record.in_order_of_arrival().next().unwrap().verified().bytes();
    let bodies = [Body::LetIn(device(9)), Body::LetOut(device(2).id), says("home/chores")];
    std::iter::once(founding).chain(bodies.map(|body| ByHand::next(&ada, body).signed(1))).collect()
}

fn malformed(bytes: &[u8]) -> Malformed {
    match receive(bytes) {
        Err(Apart { act, device: None, cause: Cause::Malformed(cause) }) if act == ActId::of(bytes) => cause,
        other => panic!("not malformed: {other:?}"),
    }
}

#[test]
fn an_act_is_the_same_written_by_hand_and_by_the_crate() {
    let (ada, _, _) = ada_ada_bo();
    for body in [Body::LetIn(device(9)), Body::LetOut(device(2).id), says("yes"), says("")] {
        let by_hand = ByHand::next(&ada, body.clone()).signed(1);
        let drafted = ada.draft(body).unwrap().sign(&ada.key).unwrap();
        assert_eq!(drafted.bytes(), by_hand);
        assert_eq!(drafted.size(), by_hand.len());
        assert_eq!(drafted.id(), ActId::of(&by_hand));
        assert_eq!(receive(&by_hand), Ok(drafted.clone()));
        assert_eq!(Verified::trusting_own_vault(&by_hand), Ok(drafted));
    }
}

#[test]
fn ones_own_vault_gives_back_what_was_put_there() {
    for bytes in one_of_each() {
        let put = receive(&bytes).unwrap();
        assert_eq!(Verified::trusting_own_vault(&bytes).as_ref(), Ok(&put));
        assert_eq!(put.bytes(), bytes);
        for cut in 0..bytes.len() {
            assert!(Verified::trusting_own_vault(&bytes[..cut]).is_err(), "{cut} of {}", bytes.len());
        }
    }
}

fn stays_out(bytes: &[u8], changes: &[u8]) {
    assert!(receive(bytes).is_ok());
    for at in 0..bytes.len() {
        for change in changes {
            let mut changed = bytes.to_vec();
            changed[at] ^= change;
            let result = receive(&changed);
            assert!(result.is_err(), "byte {at} changed by {change:#x}: {result:?}");
        }
    }
}

#[test]
fn no_single_changed_byte_is_verified() {
    let [found, let_in, let_out, says] = <[_; 4]>::try_from(one_of_each()).unwrap();
    // Every bit of each kind, and every byte of one.
    for bytes in [found, let_in, let_out] {
        stays_out(&bytes, &[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80]);
    }
    stays_out(&says, &(1..=255).collect::<Vec<_>>());
}

#[test]
fn nothing_shorter_or_longer_is_an_act() {
    for bytes in one_of_each() {
        for end in 0..bytes.len() {
            malformed(&bytes[..end]);
        }
        for more in [&[0][..], &[0xf6], &bytes] {
            malformed(&[&bytes[..], more].concat());
        }
    }
}

#[test]
fn an_act_signed_by_another_key_is_forged() {
    let (ada, _, _) = ada_ada_bo();
    let bytes = ByHand::next(&ada, says("yes")).signed(3);
    let apart = Apart { act: ActId::of(&bytes), device: Some(key(1).device()), cause: Cause::Forged };
    assert_eq!(receive(&bytes), Err(apart));
}

#[test]
fn a_key_that_anyone_can_sign_for_signs_nothing() {
    // The neutral point as key and as R, with s = 0: the equation holds for every message.
    let (ada, _, _) = ada_ada_bo();
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let act = ByHand { device: DeviceId(neutral), ..ByHand::next(&ada, says("yes")) };
    let mut bytes = act.signed(1);
    let signature = bytes.len() - 64;
    bytes[signature..].fill(0);
    bytes[signature] = 1;
    assert!(matches!(receive(&bytes), Err(Apart { cause: Cause::Forged, .. })));
    let not_a_point = ByHand { device: DeviceId([2; 32]), ..act };
    assert!(matches!(receive(&not_a_point.signed(1)), Err(Apart { cause: Cause::Forged, .. })));
}

#[test]
fn an_s_that_is_not_reduced_is_forged() {
    // s and s + l sign the same: two names for one act.
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let (ada, _, _) = ada_ada_bo();
    let mut bytes = ByHand::next(&ada, says("yes")).signed(1);
    let s = bytes.len() - 32;
    let mut carry = 0;
    for (byte, l) in bytes[s..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(l) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    assert!(matches!(receive(&bytes), Err(Apart { cause: Cause::Forged, .. })));
}

#[test]
fn only_the_algorithm_may_stand_in_the_headers() {
    let (ada, _, _) = ada_ada_bo();
    let payload = ByHand::next(&ada, says("yes")).payload();
    let plain = HeaderBuilder::new;
    let kid = || HeaderBuilder::new().key_id(b"Ada".to_vec());
    assert!(receive(&enveloped(payload.clone(), plain(), plain(), 1)).is_ok());
    assert_eq!(malformed(&enveloped(payload.clone(), kid(), plain(), 1)), Malformed::Protected);
    assert_eq!(malformed(&enveloped(payload.clone(), plain(), kid(), 1)), Malformed::Unprotected);
    let mut other_algorithm = enveloped(payload, plain(), plain(), 1);
    assert_eq!(other_algorithm[..6], [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27]);
    other_algorithm[5] = 0x26; // ES256
    assert_eq!(malformed(&other_algorithm), Malformed::Protected);
}

#[test]
fn an_envelope_without_its_tag_its_payload_or_a_whole_signature_is_malformed() {
    let bytes = one_of_each().pop().unwrap();
    assert!(matches!(malformed(&bytes[1..]), Malformed::Envelope(_)));
    let payload = &bytes[6..bytes.len() - 66];
    let detached = [&bytes[..7], &[0xf6], &bytes[bytes.len() - 66..]].concat();
    assert_eq!(payload[0], 0xa0, "the unprotected header comes first");
    assert_eq!(malformed(&detached), Malformed::NoPayload);
    let mut short = bytes[..bytes.len() - 66].to_vec();
    short.extend([0x58, 63]);
    short.extend([0; 63]);
    assert_eq!(malformed(&short), Malformed::SignatureLength(63));
}

#[test]
fn an_envelope_has_one_form() {
    let bytes = one_of_each().pop().unwrap();
    let rest = &bytes[2..];
    // A tag of two bytes; an array of indefinite length; a header of indefinite length.
    malformed(&[&[0xd8, 0x12, 0x84], rest].concat());
    malformed(&[&[0xd2, 0x9f], rest, &[0xff]].concat());
    let empty_map = bytes.iter().position(|byte| *byte == 0xa0).unwrap();
    assert_eq!(empty_map, 6);
    malformed(&[&bytes[..6], &[0xbf, 0xff], &bytes[7..]].concat());
    // A protected header of the same meaning in more bytes: {1: -8} with the -8 in two bytes.
    malformed(&[&[0xd2, 0x84, 0x44, 0xa1, 0x01, 0x38, 0x07], &bytes[6..]].concat());
}

/// A payload in other bytes of the same meaning, well signed.
fn signed_payload(write: impl FnOnce(&mut Encoder<Vec<u8>>)) -> Vec<u8> {
    let mut e = Encoder::new(Vec::new());
    write(&mut e);
    enveloped(e.into_writer(), HeaderBuilder::new(), HeaderBuilder::new(), 1)
}

#[test]
fn a_payload_has_one_form() {
    let (ada, _, _) = ada_ada_bo();
    let act = ByHand { heads: vec![ActId([5; 32])], seq: 3, ..ByHand::next(&ada, says("yes")) };
    let payload = act.payload();
    let signed = |payload: Vec<u8>| enveloped(payload, HeaderBuilder::new(), HeaderBuilder::new(), 1);
    assert!(receive(&signed(payload.clone())).is_ok());
    assert_eq!(payload[0], 0x87);
    let indefinite = [&[0x9f], &payload[1..], &[0xff]].concat();
    assert_eq!(malformed(&signed(indefinite)), Malformed::NotDeterministic);
    let longer_integer = [&payload[..1], &[0x18, 1], &payload[2..]].concat();
    assert_eq!(malformed(&signed(longer_integer)), Malformed::NotDeterministic);
    let trailing = [&payload[..], &[0xf6]].concat();
    assert_eq!(malformed(&signed(trailing)), Malformed::NotDeterministic);
    let one_more_field = [&[0x88], &payload[1..], &[0xf6]].concat();
    assert_eq!(malformed(&signed(one_more_field)), Malformed::NotDeterministic);
    let one_less = [&[0x86], &payload[1..]].concat();
    assert!(matches!(malformed(&signed(one_less)), Malformed::Payload(_)));
    assert!(matches!(malformed(&signed(Vec::new())), Malformed::Payload(_)));
    let map = signed_payload(|e| {
        e.map(1).unwrap().u8(0).unwrap().u8(1).unwrap();
    });
    assert!(matches!(malformed(&map), Malformed::Payload(_)));
    let deep = signed(vec![0x81; 60_000]);
    assert!(matches!(malformed(&deep), Malformed::Payload(_)));
    assert!(matches!(malformed(&vec![0x81; 60_000]), Malformed::Envelope(_)));
}

#[test]
fn an_act_of_a_newer_format_is_named_as_such() {
    let (ada, _, _) = ada_ada_bo();
    let newer = ByHand { format: 2, ..ByHand::next(&ada, says("yes")) };
    assert_eq!(malformed(&newer.signed(1)), Malformed::Format(2));
    let strange = signed_payload(|e| {
        e.array(2).unwrap().u64(3).unwrap().str("whatever came").unwrap();
    });
    assert_eq!(malformed(&strange), Malformed::Format(3));
}

#[test]
fn an_act_is_at_most_64_kib() {
    let (ada, _, _) = ada_ada_bo();
    let of = |n| ByHand::next(&ada, Body::Says(vec![1; n]));
    let more = of(60_000).signed(1).len() - 60_000;
    let most = MAX_ACT_BYTES - more;
    let largest = of(most).signed(1);
    assert_eq!(largest.len(), MAX_ACT_BYTES);
    assert!(receive(&largest).is_ok());
    assert!(ada.draft(Body::Says(vec![1; most])).is_ok());
    assert_eq!(malformed(&of(most + 1).signed(1)), Malformed::TooLarge(MAX_ACT_BYTES + 1));
    let refused = ada.draft(Body::Says(vec![1; most + 1])).unwrap_err();
    assert_eq!(refused, Malformed::TooLarge(MAX_ACT_BYTES + 1).into());
}

#[test]
fn heads_ascend_and_are_not_too_many() {
    let (ada, _, _) = ada_ada_bo();
    let act = ByHand::next(&ada, says("yes"));
    let with = |heads: Vec<ActId>| ByHand { heads, ..act.clone() }.signed(1);
    let ids = |n: u8| (0..n).map(|n| ActId([n; 32])).collect::<Vec<_>>();
    assert!(receive(&with(ids(MAX_HEADS as u8))).is_ok());
    assert_eq!(malformed(&with(ids(65))), Malformed::TooManyHeads(65));
    assert_eq!(malformed(&with(vec![ActId([2; 32]), ActId([1; 32])])), Malformed::HeadsOrder);
    assert_eq!(malformed(&with(vec![ActId([2; 32]); 2])), Malformed::HeadsOrder);
    assert_eq!(malformed(&with(vec![])), Malformed::NoHeads);
    let homeless = ByHand { relationship: None, ..act };
    assert_eq!(malformed(&homeless.signed(1)), Malformed::NoRelationship);
}

#[test]
fn a_founding_is_the_first_act_of_a_device_that_it_names() {
    let first = ByHand {
        format: 1,
        relationship: None,
        device: key(1).device(),
        seq: 0,
        heads: vec![],
        instant: 0,
        body: Body::Found(founding()),
    };
    assert!(receive(&first.signed(1)).is_ok());
    let later = ByHand { seq: 1, ..first.clone() };
    assert_eq!(malformed(&later.signed(1)), Malformed::FoundingNotFirst);
    let inside = ByHand { relationship: Some([1; 32]), ..first.clone() };
    assert_eq!(malformed(&inside.signed(1)), Malformed::FoundingNotFirst);
    let behind = ByHand { heads: vec![ActId([1; 32])], ..first.clone() };
    assert_eq!(malformed(&behind.signed(1)), Malformed::FoundingNotFirst);
    let stranger = ByHand { device: key(9).device(), ..first };
    assert_eq!(malformed(&stranger.signed(9)), Malformed::FoundingByStranger(key(9).device()));
}

#[test]
fn a_founding_from_outside_keeps_the_limits() {
    // Written by hand: two devices of the same name.
    let twice = signed_payload(|e| {
        e.array(7).unwrap().u8(1).unwrap().null().unwrap().bytes(&key(1).device().0).unwrap().u8(0).unwrap();
        e.array(0).unwrap().u8(0).unwrap().array(2).unwrap().u8(0).unwrap();
        e.array(2).unwrap().bytes(&[7; 32]).unwrap().array(1).unwrap();
        e.array(2).unwrap().str("Ada").unwrap().array(2).unwrap();
        for _ in 0..2 {
            e.array(3).unwrap().bytes(&key(1).device().0).unwrap().bytes(&[1; 32]).unwrap().u8(0).unwrap();
        }
    });
    assert!(matches!(malformed(&twice), Malformed::Payload(cause) if cause.contains("named twice")));
    let people = vec![Founder { name: "Ada".into(), devices: vec![device(1), device(1)] }];
    assert!(Founding::new([7; 32], people).is_err());
}

#[test]
fn each_of_many_is_verified_as_if_it_were_alone() {
    let (ada, _, _) = ada_ada_bo();
    let good: Vec<_> = (0..20).map(|n| ByHand::next(&ada, Body::Says(vec![n])).signed(1)).collect();
    let mut all: Vec<_> = good.iter().map(|bytes| Received::read(bytes).unwrap()).collect();
    let forged = ByHand::next(&ada, says("yes")).signed(2);
    all.insert(7, Received::read(&forged).unwrap());
    let results = record::verify_each(all);
    let bad: Vec<_> = results.iter().enumerate().filter(|(_, result)| result.is_err()).collect();
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].0, 7);
    assert_eq!(results.into_iter().flatten().map(|act| act.bytes()).collect::<Vec<_>>(), good);
}

#[test]
fn what_comes_together_is_received_as_each_would_be_alone() {
    let (ada, _, _) = ada_ada_bo();
    let mut all: Vec<Vec<u8>> = (0..20).map(|n| ByHand::next(&ada, Body::Says(vec![n])).signed(1)).collect();
    all.insert(3, b"noise".to_vec());
    all.insert(9, ByHand::next(&ada, says("yes")).signed(2));
    all.push(Vec::new());
    let alone: Vec<_> = all.iter().map(|bytes| receive(bytes)).collect();
    assert_eq!(alone.iter().filter(|one| one.is_err()).count(), 3);
    assert_eq!(record::receive_each(&all), alone);
    assert_eq!(record::receive_each(Vec::<Vec<u8>>::new()), []);
}

#[test]
fn where_the_hundreds_are_cut_nothing_is_missed() {
    let (ada, _, _) = ada_ada_bo();
    let good: Vec<_> =
        (0..257_u16).map(|n| ByHand::next(&ada, Body::Says(n.to_be_bytes().to_vec())).signed(1)).collect();
    let forged = ByHand::next(&ada, says("yes")).signed(2);
    for (length, at) in [(255, 254), (256, 255), (257, 256), (257, 255)] {
        let mut all = good[..length].to_vec();
        all[at] = forged.clone();
        let received = all.iter().map(|bytes| Received::read(bytes).unwrap());
        let bad: Vec<_> = record::verify_each(received).iter().map(Result::is_err).collect();
        assert_eq!(bad.len(), length);
        assert!(bad.iter().enumerate().all(|(place, bad)| *bad == (place == at)), "{length}, {at}");
    }
}
