//! Frames of a relationship's log (`circle`'s `log.rs`, `carried.rs`, `epoch.rs`): bytes that the relay made up, and what
//! a dishonest partner seals right.
//!
//! Bytes that nobody sealed, and sealed ones of which a bit was turned, are not read. What is sealed has one of few sizes
//! and comes out as it went in. An epoch is taken where its maker is in, signed it, and the share is its secret; nothing else
//! is held afterwards. Acts come out in their order.

#![no_main]

use arbitrary::Arbitrary;
use companion::circle::log::{CARRIES, SIZES};
use companion::circle::{Carried, Handout, HandoutError, Keyring, LogSecret, Taken};
use companion::record::RelationshipId;
use fuzz::keys::{Counter, device};
use fuzz::sealed::{Handed, epoch_id};
use libfuzzer_sys::fuzz_target;

const RELATIONSHIP: [u8; 32] = [5; 32];

#[derive(Arbitrary, Debug)]
struct Log {
    made_up: Vec<u8>,
    turned: Option<(u32, u8)>,
    pieces: Vec<Piece>,
}

#[derive(Arbitrary, Debug)]
enum Piece {
    Bytes(Vec<u8>),
    Handouts(Vec<Hands>),
    Acts(Vec<Vec<u8>>),
    ActBytes(Vec<u8>),
}

#[derive(Arbitrary, Debug)]
struct Hands {
    epoch: u8,
    number: u32,
    by: u8,
    signer: u8,
    shares: Vec<(u8, Option<Vec<u8>>)>,
}

/// More are not looked at: each is sealed to somebody, which takes long.
const MOST: usize = 4;

fuzz_target!(|log: Log| {
    let rng = &mut Counter::default();
    let secret = LogSecret::from_bytes([4; 32]);
    assert!(secret.unframe(&log.made_up).is_err());
    let mut keyring = Keyring::of(RelationshipId(RELATIONSHIP));
    for piece in log.pieces.iter().take(MOST) {
        match piece {
            Piece::Bytes(bytes) => carried(&secret, bytes, log.turned, rng),
            Piece::Handouts(all) => handed_out(all, &mut keyring, &secret, rng),
            Piece::Acts(acts) => acts_come_out(acts, &keyring, rng),
            Piece::ActBytes(plain) => {
                let sealed = keyring.seal(epoch_id(&[0; 32]), plain, rng);
                let opened = sealed.and_then(|it| Carried::open_acts(&keyring, epoch_id(&[0; 32]), &it));
                assert!(opened.is_none_or(|acts| acts.len() <= plain.len()));
            }
        }
    }
});

fn carried(log: &LogSecret, bytes: &[u8], turned: Option<(u32, u8)>, rng: &mut Counter) {
    let Some(mut frame) = log.frame(bytes, rng) else {
        assert!(bytes.len() > CARRIES);
        return;
    };
    assert!(SIZES.contains(&frame.len()));
    assert_eq!(log.unframe(&frame).as_deref(), Ok(bytes));
    if let Some((at, bits)) = turned.filter(|(_, bits)| *bits != 0) {
        let at = at as usize % frame.len();
        frame[at] ^= bits;
        assert!(log.unframe(&frame).is_err());
    }
    if let Some(read) = Carried::from_bytes(bytes) {
        assert_eq!(Carried::from_bytes(&read.to_bytes()), Some(read));
    }
}

/// Devices 0 to 2 are in; the one that reads is device 0.
fn handed_out(all: &[Hands], keyring: &mut Keyring, log: &LogSecret, rng: &mut Counter) {
    let mut handouts = Vec::new();
    for hands in all.iter().take(MOST) {
        let handed = Handed {
            relationship: RELATIONSHIP,
            secret: [hands.epoch % 2; 32],
            number: hands.number,
            by: device(hands.by),
            signer: device(hands.signer),
            shares: hands
                .shares
                .iter()
                .take(MOST)
                .map(|(to, it)| (device(*to).device(), it.clone()))
                .collect(),
        };
        let handout: Handout = minicbor::decode(&handed.bytes(rng)).expect("a handout as it is written");
        taken(&handout, &handed, keyring);
        handouts.push(handout);
    }
    let read = Carried::handouts(&handouts)
        .iter()
        .flat_map(|carried| {
            let frame = log.frame(&carried.to_bytes(), rng).expect("handouts are cut to fit");
            match Carried::from_bytes(&log.unframe(&frame).expect("sealed here")) {
                Some(Carried::Handouts(read)) => read,
                other => panic!("handouts came out as {other:?}"),
            }
        })
        .collect::<Vec<_>>();
    assert_eq!(read, handouts);
}

fn taken(handout: &Handout, handed: &Handed<'_>, keyring: &mut Keyring) {
    let (own, id) = (device(0), epoch_id(&handed.secret));
    let held = keyring.holds(id);
    let in_now = [0, 1, 2].map(|number| device(number).id());
    let is_in = in_now.contains(&handed.by.id());
    let is_signed = handed.by.id() == handed.signer.id();
    let share = handed.shares.iter().find(|(to, _)| to.id == own.id());
    let is_right = share.is_some_and(|(_, it)| it.as_ref().is_none_or(|it| *it == handed.secret));
    match keyring.take(handout, own, |maker| in_now.contains(&maker)) {
        Ok(Taken::Yes) => assert!(is_in && is_signed && (held || is_right) && keyring.holds(id)),
        Ok(Taken::NotForThisDevice) => assert!(is_in && is_signed && share.is_none() && !held),
        Err(HandoutError::Stranger(_)) => assert!(!is_in),
        Err(HandoutError::Forged(_)) => assert!(!is_signed),
        Err(HandoutError::WrongSecret(_)) => assert!(!is_right),
    }
    assert_eq!(keyring.holds(id), held || (is_in && is_signed && is_right));
}

fn acts_come_out(acts: &[Vec<u8>], keyring: &Keyring, rng: &mut Counter) {
    let epoch = epoch_id(&[0; 32]);
    let Some(sealed) = Carried::acts(keyring, epoch, acts, rng) else {
        assert!(!keyring.holds(epoch) && !acts.is_empty());
        return;
    };
    let came = sealed.iter().flat_map(|carried| match Carried::from_bytes(&carried.to_bytes()) {
        Some(Carried::Acts { epoch, sealed }) => {
            Carried::open_acts(keyring, epoch, &sealed).expect("sealed here")
        }
        other => panic!("acts came out as {other:?}"),
    });
    assert_eq!(came.collect::<Vec<_>>(), acts);
}
