//! What stands on a rendezvous log (`circle`'s `invitation.rs` and `linking.rs`): bytes, and frames that somebody who holds
//! the link seals right, in any order.
//!
//! What is read is written and read as the same. A relationship begins with what was offered alone: an answer is taken
//! where it is sealed to the reader, its founding is signed by the one who committed to their keys and salt, and names the
//! reader's keys as they are. An honest answer to whoever joined first is taken.

#![no_main]

use arbitrary::Arbitrary;
use companion::circle::invitation::{Promise, founder};
use companion::circle::{Invitation, Join, Joining, Rendezvous, SealedTo, Standing, Welcome};
use companion::record::{Body, Device, Draft, Founder, Founding};
use fuzz::keys::{Counter, device};
use fuzz::said::Time;
use fuzz::sealed::sealed_to;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Meeting {
    frames: Vec<Frame>,
    now: Time,
    kept: Vec<u8>,
}

#[derive(Arbitrary, Debug)]
enum Frame {
    Bytes(Vec<u8>),
    Offer { expires: Time, commitment: [u8; 32], name: String },
    OwnOffer,
    Join { name: String, devices: Vec<(u8, Option<[u8; 32]>)>, salt: [u8; 32] },
    OwnJoin,
    Answer { to: u8, inside: Inside },
    Cancelled,
    Welcome { to: u8, inside: Vec<u8> },
}

#[derive(Arbitrary, Debug)]
enum Inside {
    Bytes(Vec<u8>),
    Founding { founding: Vec<u8>, salt: [u8; 32] },
    Signed { by: u8, own_name: bool, of_own_keys: bool, salt: [u8; 32], inner_salt: Option<[u8; 32]> },
}

/// More are not looked at: each is sealed to somebody, which takes long.
const MOST: usize = 8;
const ADDRESS: &str = "https://relay.example";

fuzz_target!(|meeting: Meeting| {
    let rng = &mut Counter::default();
    if let Some(invitation) = Invitation::from_bytes(&meeting.kept) {
        again(&invitation);
    }
    let now = meeting.now.millis();
    let invitation = Invitation::new(ADDRESS, ada(), now, rng);
    again(&invitation);
    let offered = [invitation.offer()];
    let promise = Joining::read(&offered).promise(rng).expect("an offer");
    let frames: Vec<Rendezvous> =
        meeting.frames.iter().take(MOST).filter_map(|frame| frame.said(&invitation, &promise, rng)).collect();
    for said in &frames {
        assert_eq!(Rendezvous::from_bytes(&said.to_bytes()).as_ref(), Some(said));
        if let Rendezvous::Welcome(sealed) = said {
            let _ = Welcome::open(sealed, device(2));
        }
    }
    let joining = Joining::read(&frames);
    let _ = (joining.standing(None, now), joining.promise(rng));
    if let Standing::Answered(answer) = joining.standing(Some(device(2).id()), now)
        && let Ok((founding, _)) = promise.open(&answer, device(2), &bo())
    {
        begins(founding.act().body());
    }
    answered(&invitation, &promise, joining.first(), rng);
});

fn ada() -> Founder {
    founder("Ada", &[device(0).device(), device(1).device()])
}

fn bo() -> Founder {
    founder("Bo", &[device(2).device()])
}

fn again(invitation: &Invitation) {
    let kept = invitation.to_bytes();
    let read = Invitation::from_bytes(&kept).expect("an invitation that was kept");
    assert_eq!(read.to_bytes(), kept);
    assert_eq!((read.offer(), read.link.to_text()), (invitation.offer(), invitation.link.to_text()));
}

/// With nobody but those who were offered.
fn begins(body: &Body) {
    let Body::Found(founding) = body else { panic!("a relationship without a founding") };
    assert_eq!(founding.people(), [ada(), bo()]);
}

/// The inviting side answers whoever came first, if their keys are good; and who is honest takes it.
fn answered(invitation: &Invitation, promise: &Promise, first: Option<&Join>, rng: &mut Counter) {
    let Some(join) = first else { return };
    let Ok(invited) = invitation.answer(join.clone(), device(0).signing_key(), 0, rng) else { return };
    let Body::Found(founding) = invited.founding.act().body() else { panic!("no founding") };
    assert_eq!(founding.people().last(), Some(&join.who));
    let Rendezvous::Join(own) = promise.join(bo()) else { panic!("no join") };
    let Rendezvous::Answer(answer) = &invited.answer else { panic!("no answer") };
    let opened = promise.open(answer, device(2), &bo());
    assert_eq!(opened.is_ok(), *join == own, "whoever joined, and nobody else, takes the answer");
}

impl Frame {
    fn said(&self, invitation: &Invitation, promise: &Promise, rng: &mut Counter) -> Option<Rendezvous> {
        Some(match self {
            Frame::Bytes(bytes) => return Rendezvous::from_bytes(bytes),
            Frame::Offer { expires, commitment, name } => {
                Rendezvous::Offer { expires: expires.millis(), commitment: *commitment, name: name.clone() }
            }
            Frame::OwnOffer => invitation.offer(),
            Frame::Join { name, devices, salt } => {
                let named = |(number, seal): &(u8, Option<[u8; 32]>)| {
                    let known = device(*number).device();
                    Device { seal: seal.unwrap_or(known.seal), ..known }
                };
                let devices: Vec<Device> = devices.iter().map(named).collect();
                Rendezvous::Join(Join { who: founder(name, &devices), salt: *salt })
            }
            Frame::OwnJoin => promise.join(bo()),
            Frame::Answer { to, inside } => {
                let to = device(*to).device();
                let plain = inside.bytes();
                let sealed = sealed_to(&to, "troth/invitation/answer/1", &to.id.0, &plain, rng);
                let mut bytes = vec![0x82, 0x02, 0x81, 0x82, 0x58, 0x20];
                bytes.extend_from_slice(&to.id.0);
                bytes.extend_from_slice(&sealed);
                Rendezvous::from_bytes(&bytes).expect("an answer as it is written")
            }
            Frame::Cancelled => Rendezvous::Cancelled,
            Frame::Welcome { to, inside } => {
                let to = device(*to).device();
                let sealed = sealed_to(&to, "troth/linking/1", &to.id.0, inside, rng);
                let sealed: SealedTo = minicbor::decode(&sealed).expect("sealed as it is written");
                Rendezvous::Welcome(sealed)
            }
        })
    }
}

impl Inside {
    fn bytes(&self) -> Vec<u8> {
        let (founding, salt) = match self {
            Inside::Bytes(bytes) => return bytes.clone(),
            Inside::Founding { founding, salt } => (founding.clone(), *salt),
            Inside::Signed { by, own_name, of_own_keys, salt, inner_salt } => {
                let inviting = if *own_name { ada() } else { founder("Eve", &[device(*by).device()]) };
                let invited = if *of_own_keys { bo() } else { founder("Bo", &[device(3).device()]) };
                let founding = Founding::new(inner_salt.unwrap_or(*salt), vec![inviting, invited]);
                let draft = founding.ok().and_then(|it| Draft::founding(it, device(*by).id(), 0).ok());
                let act = draft.and_then(|draft| draft.sign(device(*by).signing_key()).ok());
                (act.map_or(Vec::new(), |act| act.bytes()), *salt)
            }
        };
        let mut bytes = Vec::new();
        let mut cbor = minicbor::Encoder::new(&mut bytes);
        let written = (|| cbor.array(3)?.bytes(&founding)?.bytes(&[6; 32])?.bytes(&salt)?.ok())();
        written.map_err(|_: minicbor::encode::Error<std::convert::Infallible>| ()).expect("bytes in memory");
        bytes
    }
}
