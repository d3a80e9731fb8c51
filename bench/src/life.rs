//! The acts of `fold`, `add`, `open` and `arrive`: some years of Ada with three devices and Bo with two, made once, the
//! same every time, by the record itself: drafted, signed, merged on five devices that hear of each other now and then.
//! Made so that the engine admits nearly all of them, without asking it: that it is slow must not show here.

use anyhow::Context;
use consent::{ActId, LimitKind, Says};
use record::{
    Body, Device, DeviceKind, Draft, Founder, Founding, Person, Record, RelationshipId, SigningKey, Verified,
};

use crate::episode::Agreed;
use crate::random::Random;
use crate::work::{MADE, MINUTE};

const DEVICES: [Person; 5] = [Person::First, Person::First, Person::First, Person::Second, Person::Second];

/// A history, in an order in which each act comes behind its past.
pub(crate) struct Life {
    pub(crate) relationship: RelationshipId,
    pub(crate) acts: Vec<Verified>,
}

impl Life {
    /// At least so many acts, then cut there.
    pub(crate) fn of(acts: usize) -> anyhow::Result<Life> {
        let mut living = Living::new()?;
        living.agree()?;
        while living.shared.len() < acts {
            living.episode()?;
        }
        living.shared.truncate(acts);
        Ok(Life { relationship: living.relationship, acts: living.shared })
    }
}

/// The history as it is made.
pub(crate) struct Living {
    pub(crate) random: Random,
    relationship: RelationshipId,
    /// What everybody can hear of.
    shared: Vec<Verified>,
    pub(crate) devices: Vec<OneDevice>,
    pub(crate) now: i64,
    pub(crate) agreed: Vec<Agreed>,
}

/// One device.
pub(crate) struct OneDevice {
    key: SigningKey,
    pub(crate) person: Person,
    record: Record,
    /// How much of what is shared it has heard.
    heard: usize,
    unsent: Vec<Verified>,
    /// Areas of limits that it has set and not lifted.
    pub(crate) limits: Vec<consent::Area>,
    /// How far its clock is off, in milliseconds.
    skew: i64,
}

impl Living {
    fn new() -> anyhow::Result<Living> {
        let found = Draft::founding(founding()?, key(0).device(), MADE)?.sign(&key(0))?;
        let relationship = found.relationship();
        let device = |(at, person): (usize, &Person)| {
            let mut record = Record::of(relationship);
            record.merge([found.clone()]);
            let skew = at as i64 * 7_000 - 14_000;
            let key = key(at);
            OneDevice { key, person: *person, record, heard: 1, unsent: Vec::new(), limits: Vec::new(), skew }
        };
        let devices = DEVICES.iter().enumerate().map(device).collect();
        let (random, shared) = (Random::new(3), vec![found.clone()]);
        Ok(Living { random, relationship, shared, devices, now: MADE, agreed: Vec::new() })
    }

    /// This device says something, some minutes later.
    pub(crate) fn say(&mut self, device: usize, says: &Says) -> anyhow::Result<ActId> {
        self.now += MINUTE * (1 + self.random.below(12) as i64);
        let now = self.now;
        let one = &mut self.devices[device];
        let body = Body::Says(says.to_bytes());
        let draft = one.record.draft(one.key.device(), one.person, now + one.skew, body);
        let act = draft.context("an act of the history cannot be drafted")?.sign(&one.key)?;
        let id = act.id();
        one.record.merge([act.clone()]);
        one.unsent.push(act);
        Ok(ActId::new(id.0))
    }

    /// This device tells what it has said, and hears what the others have told.
    pub(crate) fn sync(&mut self, device: usize) {
        let one = &mut self.devices[device];
        one.record.merge(self.shared[one.heard..].iter().cloned());
        self.shared.append(&mut one.unsent);
        one.heard = self.shared.len();
    }

    pub(crate) fn device_of(&mut self, person: Person) -> usize {
        let own: Vec<usize> = (0..DEVICES.len()).filter(|at| DEVICES[*at] == person).collect();
        *self.random.pick(&own)
    }
}

fn key(device: usize) -> SigningKey {
    SigningKey::from_seed(&[device as u8 + 1; 32])
}

fn founding() -> anyhow::Result<Founding> {
    let devices = |person| {
        let own = DEVICES.iter().enumerate().filter(move |(_, of)| **of == person);
        let device =
            |at: usize| Device { id: key(at).device(), seal: [at as u8; 32], kind: DeviceKind::Device };
        own.map(|(at, _)| device(at)).collect()
    };
    let ada = Founder { name: "Ada".to_owned(), devices: devices(Person::First) };
    let bo = Founder { name: "Bo".to_owned(), devices: devices(Person::Second) };
    Ok(Founding::new([7; 32], vec![ada, bo])?)
}

/// Whether a limit forbids: less often than it asks.
pub(crate) fn kind(random: &mut Random) -> LimitKind {
    if random.percent(30) { LimitKind::Hard } else { LimitKind::Soft }
}
