//! Everything that reaches a device from outside, at once (`companion`): Ada's device is the real one; the relay makes up
//! what it likes, and Bo, who is honest until the relationship has begun, knows all its secrets and seals what he likes.
//!
//! Nothing that comes is an error of Ada's device, or keeps her from saying stop. What it has read is there when it is
//! opened again, and its answers are the same.
//!
//! Ada's keys are drawn by the platform once a process; what an input does depends on their order at most.

#![no_main]

use std::cell::OnceCell;

use arbitrary::Arbitrary;
use companion::circle::invitation::founder;
use companion::circle::{Joining, Link, LogSecret, Promise, Rendezvous};
use companion::consent::{Instant, Says, Zone};
use companion::record::{Body, Founder, Person, Record, RelationshipId, Verified, receive};
use companion::vault::{Cost, InMemory};
use companion::wire::{ErrorCode, Frame, Incarnation, LogId, Nonce, ToDevice, ToRelay, VERSION};
use companion::{Beginning, Companion, MeetingShown, Session};
use fuzz::act::{Payload, signed};
use fuzz::keys::{Counter, device};
use fuzz::ready;
use fuzz::said::{Time, Word};
use fuzz::sealed::{Handed, epoch_id};
use fuzz::stored::{Known, copy};
use libfuzzer_sys::fuzz_target;

const ADDRESS: &str = "https://relay.example";

#[derive(Arbitrary, Debug)]
struct Story {
    events: Vec<Event>,
}

#[derive(Arbitrary, Debug)]
enum Event {
    Heard(Vec<u8>),
    Challenge(u8),
    Opened { elsewhere: bool, incarnation: Option<u8>, first: u64, next: u64 },
    Frames { elsewhere: bool, incarnation: u8, from: u8, frames: Vec<Sealed> },
    CaughtUp { elsewhere: bool },
    Appended { request: u8, incarnation: u8, seq: u64 },
    Deleted { elsewhere: bool },
    Refused { code: u8, request: Option<u8>, elsewhere: Option<bool> },
    Speaks,
    Says(Word),
    Again,
}

#[derive(Arbitrary, Debug)]
enum Sealed {
    Bytes(Vec<u8>),
    Carried(Vec<u8>),
    Handout { epoch: u8, number: u8, by: u8, to_ada: bool, instead: Option<Vec<u8>> },
    Acts { epoch: u8, acts: Vec<Sent> },
    ActBytes { epoch: u8, plain: Vec<u8> },
}

#[derive(Arbitrary, Debug)]
enum Sent {
    Bytes(Vec<u8>),
    Drafted { device: u8, clock: Time, does: Does },
    Signed { device: u8, seq: u8, heads: Vec<u8>, clock: Time, does: Does },
}

#[derive(Arbitrary, Debug)]
enum Does {
    Says(Word),
    SaysBytes(Vec<u8>),
    LetIn(u8),
    LetOut(u8),
    LetAdaOut,
}

/// More are not looked at: what takes long finds less.
const MOST: usize = 12;

/// Ada's device after she and Bo have met, and all that Bo knows.
struct Met {
    rows: InMemory,
    relationship: RelationshipId,
    founding: Verified,
    log: LogSecret,
}

thread_local! {
    static MET: OnceCell<Met> = const { OnceCell::new() };
}

fuzz_target!(|story: Story| {
    MET.with(|met| play(met.get_or_init(meet), &story));
});

fn now() -> Instant {
    Time::Day(0).instant()
}

fn heard(ada: &mut Companion<InMemory>, session: &mut Session, message: ToDevice) {
    ready(ada.hear(session, message, now())).expect("what the relay says is no error");
}

fn play(met: &Met, story: &Story) {
    let rows = copy(&met.rows);
    let mut ada = ready(Companion::open(rows.clone(), &Known)).expect("Ada's vault");
    let mut session = Session::new(ADDRESS).expect("an address");
    let mut record = Record::of(met.relationship);
    record.merge([met.founding.clone()]);
    let mut bo = Bo { met, record, sent: vec![met.founding.clone()], rng: Counter::default() };
    for event in story.events.iter().take(MOST) {
        match event {
            Event::Speaks => drop(ada.speak(&mut session, now())),
            Event::Says(word) => _ = ready(ada.say(met.relationship, &word.says(&bo.named()), now())),
            Event::Again => session = Session::new(ADDRESS).expect("an address"),
            other => {
                let message = other.message(&mut bo);
                // Over the wire, as it would come.
                if let Some(message) = message.and_then(|it| ToDevice::decode(&it.encode()).ok()) {
                    heard(&mut ada, &mut session, message);
                }
            }
        }
    }
    stays(ada, &rows, met.relationship);
}

/// Ada's no can be said, and all is there when her device is opened again.
fn stays(mut ada: Companion<InMemory>, rows: &InMemory, relationship: RelationshipId) {
    ready(ada.say(relationship, &Says::Stop, now())).expect("a stop can always be said");
    let told = |ada: &Companion<InMemory>| {
        let circle = ada.circle(relationship).expect("the relationship");
        let acts: Vec<String> = circle.acts().map(|act| format!("{act:?}")).collect();
        let stands = circle.knowledge().signals_at(now());
        assert!(!stands.is_empty(), "a stop stands");
        let mut apart: Vec<_> = circle.record().apart().map(|apart| apart.act).collect();
        apart.sort_unstable();
        (acts, format!("{:?}", circle.record().report().digest), ada.unsent(), apart)
    };
    let before = told(&ada);
    let again = ready(Companion::open(rows.clone(), &Known)).expect("Ada's vault, still");
    assert_eq!(told(&again), before);
    let report = again.circle(relationship).expect("the relationship").record().verify_all();
    assert!(report.is_whole(), "what stands was checked before it was kept");
}

fn meet() -> Met {
    let rng = &mut Counter::default();
    let zone = Zone::parse("Europe/Amsterdam").expect("a zone");
    let beginning = Beginning { name: "Ada".to_owned(), relay: ADDRESS.to_owned(), zone };
    let rows = InMemory::new();
    let begun = ready(Companion::begin(rows.clone(), &Known, Cost::FLOOR, &beginning)).expect("Ada begins");
    let mut ada = begun.companion;
    let MeetingShown::Inviting { link, .. } = ready(ada.invite(now())).expect("Ada invites") else {
        panic!("no invitation");
    };
    let meeting = Link::parse(&link).expect("a link").log();
    let mut session = Session::new(ADDRESS).expect("an address");
    heard(&mut ada, &mut session, ToDevice::Challenge { version: VERSION, nonce: Nonce([1; 32]) });
    drop(ada.speak(&mut session, now()));
    heard(&mut ada, &mut session, opened(meeting.id(), 0));
    let offer = appended(&ada.speak(&mut session, now()), &meeting);
    let promise = Joining::read(&offer).promise(rng).expect("an offer");
    let join = meeting.frame(&promise.join(bo()).to_bytes(), rng).expect("few bytes");
    let offer = meeting.frame(&offer[0].to_bytes(), rng).expect("few bytes");
    let log = meeting.id();
    let frames = [offer, join].map(Frame::stored).to_vec();
    heard(
        &mut ada,
        &mut session,
        ToDevice::Frames { log, incarnation: Incarnation([1; 16]), from: 0, frames },
    );
    heard(&mut ada, &mut session, ToDevice::CaughtUp { log, next: 2 });
    let answer = appended(&ada.speak(&mut session, now()), &meeting);
    let (founding, log) = answer.iter().find_map(|said| welcomed(said, &promise)).expect("an answer");
    Met { rows, relationship: founding.relationship(), founding, log }
}

fn bo() -> Founder {
    founder("Bo", &[device(2).device()])
}

fn opened(log: LogId, next: u64) -> ToDevice {
    let incarnation = (next > 0).then_some(Incarnation([1; 16]));
    ToDevice::Opened { log, incarnation, first: 0, next, quota_left: 1 << 26 }
}

/// What was appended to the log at which they meet.
fn appended(messages: &[ToRelay], meeting: &LogSecret) -> Vec<Rendezvous> {
    let said = messages.iter().filter_map(|message| match message {
        ToRelay::Append { log, frame, .. } if *log == meeting.id() => {
            Rendezvous::from_bytes(&meeting.unframe(frame.as_bytes()).ok()?)
        }
        _ => None,
    });
    said.collect()
}

fn welcomed(said: &Rendezvous, promise: &Promise) -> Option<(Verified, LogSecret)> {
    match said {
        Rendezvous::Answer(answer) => promise.open(answer, device(2), &bo()).ok(),
        _ => None,
    }
}

/// The dishonest partner.
struct Bo<'m> {
    met: &'m Met,
    record: Record,
    sent: Vec<Verified>,
    rng: Counter,
}

impl Event {
    fn message(&self, bo: &mut Bo<'_>) -> Option<ToDevice> {
        let log = |elsewhere: bool| if elsewhere { LogId([8; 32]) } else { bo.met.log.id() };
        let life = |number: u8| Incarnation([number % 3; 16]);
        Some(match self {
            Event::Heard(bytes) => return ToDevice::decode(bytes).ok(),
            Event::Challenge(nonce) => ToDevice::Challenge { version: VERSION, nonce: Nonce([*nonce; 32]) },
            Event::Opened { elsewhere, incarnation, first, next } => ToDevice::Opened {
                log: log(*elsewhere),
                incarnation: incarnation.map(life),
                first: *first,
                next: *next,
                quota_left: 0,
            },
            Event::Frames { elsewhere, incarnation, from, frames } => {
                let (log, incarnation) = (log(*elsewhere), life(*incarnation));
                let frames = frames.iter().take(MOST).filter_map(|sealed| bo.frame(sealed));
                let frames = frames.map(Frame::stored).collect();
                ToDevice::Frames { log, incarnation, from: u64::from(*from), frames }
            }
            Event::CaughtUp { elsewhere } => ToDevice::CaughtUp { log: log(*elsewhere), next: 0 },
            Event::Appended { request, incarnation, seq } => ToDevice::Appended {
                request: u32::from(*request),
                log: log(false),
                incarnation: life(*incarnation),
                seq: *seq,
            },
            Event::Deleted { elsewhere } => ToDevice::Deleted { log: log(*elsewhere) },
            Event::Refused { code, request, elsewhere } => ToDevice::Error {
                code: minicbor::decode::<ErrorCode>(&[code % 17]).expect("a code"),
                request: request.map(u32::from),
                log: elsewhere.map(log),
            },
            Event::Speaks | Event::Says(_) | Event::Again => return None,
        })
    }
}

impl Bo<'_> {
    fn named(&self) -> Vec<companion::consent::ActId> {
        self.sent.iter().map(|act| companion::consent::ActId::new(act.id().0)).collect()
    }

    fn secret(epoch: u8) -> [u8; 32] {
        [epoch % 2 + 1; 32]
    }

    fn handout(&mut self, epoch: u8, number: u32, by: u8, to_ada: bool, instead: Option<Vec<u8>>) -> Vec<u8> {
        let relationship = self.met.relationship.0;
        let (secret, maker) = (Self::secret(epoch), device(by));
        // Ada's public key is in the founding, and nowhere among the known devices.
        let Body::Found(founding) = self.met.founding.act().body() else { panic!("no founding") };
        let ada = founding.devices().find(|(person, _)| *person == Person::First).expect("Ada");
        let shares = if to_ada { vec![(*ada.1, instead)] } else { Vec::new() };
        let handed = Handed { relationship, secret, number, by: maker, signer: maker, shares };
        handed.bytes(&mut self.rng)
    }

    fn frame(&mut self, sealed: &Sealed) -> Option<Vec<u8>> {
        let carried = match sealed {
            Sealed::Bytes(bytes) => return Some(bytes.clone()),
            Sealed::Carried(bytes) => bytes.clone(),
            Sealed::Handout { epoch, number, by, to_ada, instead } => {
                let handout = self.handout(*epoch, u32::from(*number), *by, *to_ada, instead.clone());
                [[0x82, 0x00, 0x81].as_slice(), &handout].concat()
            }
            Sealed::Acts { epoch, acts } => {
                let acts: Vec<Vec<u8>> = acts.iter().take(MOST).filter_map(|sent| self.act(sent)).collect();
                let mut plain = Vec::new();
                let mut cbor = minicbor::Encoder::new(&mut plain);
                cbor.array(acts.len() as u64).expect("bytes in memory");
                for act in &acts {
                    cbor.bytes(act).expect("bytes in memory");
                }
                self.acts(*epoch, &plain)
            }
            Sealed::ActBytes { epoch, plain } => self.acts(*epoch, plain),
        };
        self.met.log.frame(&carried, &mut self.rng)
    }

    fn acts(&mut self, epoch: u8, plain: &[u8]) -> Vec<u8> {
        let secret = Self::secret(epoch);
        let sealed = fuzz::sealed::under_epoch(&secret, &self.met.relationship.0, plain, &mut self.rng);
        let id = minicbor::to_vec(epoch_id(&secret)).expect("bytes in memory");
        let mut carried = [[0x82, 0x01, 0x82].as_slice(), &id].concat();
        minicbor::Encoder::new(&mut carried).bytes(&sealed).expect("bytes in memory");
        carried
    }

    fn act(&mut self, sent: &Sent) -> Option<Vec<u8>> {
        let act = match sent {
            Sent::Bytes(bytes) => return Some(bytes.clone()),
            Sent::Drafted { device: by, clock, does } => {
                let body = self.body(does);
                let draft = self.record.draft(device(*by).id(), Person::Second, clock.millis(), body).ok()?;
                draft.sign(device(*by).signing_key()).ok()?
            }
            Sent::Signed { device: by, seq, heads, clock, does } => {
                let mut heads: Vec<[u8; 32]> =
                    heads.iter().map(|head| self.sent[usize::from(*head) % self.sent.len()].id().0).collect();
                heads.sort_unstable();
                heads.dedup();
                let payload = Payload {
                    format: 1,
                    relationship: Some(self.met.relationship.0),
                    device: device(*by).id().0,
                    seq: u64::from(*seq),
                    heads: &heads,
                    instant: clock.millis(),
                    body: &minicbor::to_vec(self.body(does)).expect("bytes in memory"),
                };
                receive(&signed(&payload.bytes(), device(*by))).ok()?
            }
        };
        self.record.merge([act.clone()]);
        self.sent.push(act.clone());
        Some(act.bytes())
    }

    fn body(&self, does: &Does) -> Body {
        match does {
            Does::Says(word) => Body::Says(word.says(&self.named()).to_bytes()),
            Does::SaysBytes(bytes) => Body::Says(bytes.clone()),
            Does::LetIn(number) => Body::LetIn(device(*number).device()),
            Does::LetOut(number) => Body::LetOut(device(*number).id()),
            Does::LetAdaOut => Body::LetOut(self.met.founding.act().device()),
        }
    }
}
