//! Acts of two people and whoever they let in, honest and not, merged into a record (`record`).
//!
//! ```text
//!   ada's view   ── draft ──┬── draft ── …         each honest device writes on what it has seen; the dishonest write what
//!   bo's view    ── draft ──┘     hostile ── …     they like over their own good signature
//! ```
//!
//! Merging is union: the same acts in another order, in other batches, some twice, give the same record, and so does
//! checking it anew from its bytes (I1 of `floor.md`). Who lacks acts is told exactly those that complete the record.

#![no_main]

use std::collections::BTreeSet;

use arbitrary::Arbitrary;
use companion::record::{
    ActId, Apart, Body, Cause, Draft, Entry, Founder, Founding, Person, Record, RelationshipId, Report,
    Verified, receive, verify_all,
};
use fuzz::act::{Payload, signed};
use fuzz::keys::device;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct History {
    events: Vec<Event>,
    order: Vec<u8>,
    batches: Vec<u8>,
    lost: u8,
}

#[derive(Arbitrary, Debug)]
enum Event {
    /// A device says something on top of all that one of the views has seen.
    Honest { view: bool, device: u8, second: bool, does: Does },
    /// A device signs what it likes.
    Hostile { device: u8, seq: u8, heads: Vec<u8>, elsewhere: bool, does: Does },
    /// One view learns an act.
    Learns { view: bool, act: u8 },
    /// One view learns all that there is.
    LearnsAll { view: bool },
    /// Some bytes that were no act came.
    Noise { view: bool, bytes: Vec<u8> },
}

#[derive(Arbitrary, Debug)]
enum Does {
    Says(u8),
    LetIn(u8),
    LetOut(u8),
    Found,
}

/// More are not looked at: what takes long finds less.
const MOST: usize = 40;

fuzz_target!(|history: History| {
    let mut acts = vec![founding()];
    let relationship: RelationshipId = acts[0].relationship();
    let mut views = [Record::of(relationship), Record::of(relationship)];
    for view in &mut views {
        view.merge(acts.clone());
    }
    for event in history.events.iter().take(MOST) {
        acts.extend(happens(event, &acts, &mut views));
    }
    let in_order = merged(relationship, &acts, &[1]);
    let mut shuffled = acts.clone();
    for (at, to) in history.order.iter().enumerate() {
        shuffled.swap(at % acts.len(), usize::from(*to) % acts.len());
    }
    shuffled.extend(acts.first().cloned());
    let otherwise = merged(relationship, &shuffled, &history.batches);
    same(&in_order, &otherwise);
    let anew = verify_all(relationship, acts.iter().map(Verified::bytes));
    assert_eq!(told(&anew), told(&in_order.report()));
    completes(&in_order, &acts, usize::from(history.lost));
});

fn founding() -> Verified {
    let of = |name: &str, numbers: &[u8]| Founder {
        name: name.to_owned(),
        devices: numbers.iter().map(|number| device(*number).device()).collect(),
    };
    let founding = Founding::new([7; 32], vec![of("Ada", &[0, 1]), of("Bo", &[2])]).expect("two people");
    let draft = Draft::founding(founding, device(0).id(), 0).expect("a founding");
    draft.sign(device(0).signing_key()).expect("its own key")
}

fn happens(event: &Event, acts: &[Verified], views: &mut [Record; 2]) -> Option<Verified> {
    match event {
        Event::Honest { view, device: by, second, does } => {
            let view = &mut views[usize::from(*view)];
            let person = if *second { Person::Second } else { Person::First };
            let draft = view.draft(device(*by).id(), person, 0, does.body()?).ok()?;
            let act = draft.sign(device(*by).signing_key()).expect("its own key");
            // What a device drafts, every device takes.
            assert_eq!(view.merge([act.clone()]).added, [act.id()]);
            Some(act)
        }
        Event::Hostile { device: by, seq, heads, elsewhere, does } => {
            let heads: BTreeSet<[u8; 32]> =
                heads.iter().map(|head| acts[usize::from(*head) % acts.len()].id().0).collect();
            let heads: Vec<[u8; 32]> = heads.into_iter().collect();
            let relationship = if *elsewhere { [9; 32] } else { acts[0].relationship().0 };
            let body = minicbor::to_vec(does.body()?).expect("bytes in memory");
            let payload = Payload {
                format: 1,
                relationship: Some(relationship),
                device: device(*by).id().0,
                seq: u64::from(*seq),
                heads: &heads,
                instant: 0,
                body: &body,
            };
            receive(&signed(&payload.bytes(), device(*by))).ok()
        }
        Event::Learns { view, act } => {
            views[usize::from(*view)].merge([acts[usize::from(*act) % acts.len()].clone()]);
            None
        }
        Event::LearnsAll { view } => {
            views[usize::from(*view)].merge(acts.to_vec());
            None
        }
        Event::Noise { view, bytes } => {
            if let Err(apart) = receive(bytes) {
                views[usize::from(*view)].keep_apart(apart);
            }
            None
        }
    }
}

impl Does {
    fn body(&self) -> Option<Body> {
        match self {
            Does::Says(number) => Some(Body::Says(vec![*number])),
            Does::LetIn(number) => Some(Body::LetIn(device(*number).device())),
            Does::LetOut(number) => Some(Body::LetOut(device(*number).id())),
            Does::Found => None,
        }
    }
}

fn merged(relationship: RelationshipId, acts: &[Verified], batches: &[u8]) -> Record {
    let mut record = Record::of(relationship);
    let mut sizes = batches.iter().map(|size| usize::from(*size) % 8 + 1).chain([1]).cycle();
    let mut rest = acts;
    while !rest.is_empty() {
        let (batch, further) = rest.split_at(sizes.next().unwrap_or(1).min(rest.len()));
        record.merge(batch.iter().cloned());
        rest = further;
    }
    record
}

/// What a report says that does not depend on which of several good reasons was met first.
fn told(report: &Report) -> (Vec<ActId>, String) {
    let apart = report.apart.iter().map(|apart| apart.act).collect();
    let Report { good, digest, forks, disowned, .. } = report;
    (apart, format!("{good} {digest:?} {forks:?} {disowned:?}"))
}

fn same(one: &Record, other: &Record) {
    assert_eq!(told(&one.report()), told(&other.report()));
    let reasons = |record: &Record| record.apart().map(|apart| reason(&apart)).collect::<Vec<_>>();
    assert_eq!(reasons(one), reasons(other));
    assert_eq!(one.heads().collect::<Vec<_>>(), other.heads().collect::<Vec<_>>());
    assert_eq!(one.missing().collect::<Vec<_>>(), other.missing().collect::<Vec<_>>());
    let people = |record: &Record| format!("{:?}", record.members().collect::<Vec<_>>());
    assert_eq!(people(one), people(other));
    let out = |record: &Record| record.let_out().collect::<BTreeSet<_>>();
    assert_eq!(out(one), out(other));
    let ids: Vec<ActId> = one.in_causal_order().map(Entry::id).collect();
    for x in &ids {
        assert_eq!(one.author(*x), other.author(*x));
        assert_eq!(one.disowned(*x), other.disowned(*x));
        for y in &ids {
            assert_eq!(one.seen(*x, *y), other.seen(*x, *y));
        }
    }
}

/// Why an act is kept apart; where several of its heads are, either can be named.
fn reason(apart: &Apart) -> String {
    match &apart.cause {
        Cause::OnApart(_) => "on apart".to_owned(),
        cause => format!("{cause:?}"),
    }
}

/// Somebody who has only the first acts is told of all others, and of none that stand already.
fn completes(whole: &Record, acts: &[Verified], lost: usize) {
    let kept = &acts[..acts.len() - lost % acts.len()];
    let mut part = merged(whole.relationship(), kept, &[3]);
    let have = part.have();
    let lacking = whole.lacking(&have);
    assert!(lacking.len() >= whole.len() - part.len());
    part.merge(lacking.iter().filter_map(|id| whole.get(*id)).map(|entry| entry.verified().clone()));
    assert_eq!(part.report().digest, whole.report().digest);
    assert!(whole.lacking(&part.have()).is_empty() && !whole.is_behind(&part.have()));
}
