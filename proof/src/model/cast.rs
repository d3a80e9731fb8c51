//! Who is there: Ada with a phone and a laptop, Bo with one device; what they can say, and at which hours.

use consent::instant::HOUR;
use consent::{ActId, Area, Grant, Instant, LimitKind, Mode, Person, Power, Says, Version, Zone};
use record::{Device, DeviceId, DeviceKind, Founder, Founding, SigningKey};

/// How long a moment is, in minutes: an hour after it began it is still open, and by the next day it is over.
const MOMENT: u32 = 90;

/// Hours at which acts can be said. At the second a moment of the first is still open. At the third the lifts of the
/// first two have run out.
pub const HOURS: [i64; 3] = [0, 1, 26];

/// When the words must have been reviewed.
pub(super) const REVIEW: i64 = 200;

/// When the amendment starts: after the first hour, so that it waits, and before the last.
pub(super) const STARTS: i64 = 2;

/// So many hours after the first act of a history, which is at 2026-05-01, 0:00 UTC.
pub(super) fn hour(hours: i64) -> Instant {
    Instant::from_millis(1_777_593_600_000).plus(hours * HOUR)
}

/// A path that is known to be one.
pub(super) fn area(path: &str) -> Area {
    Area::parse(path).expect("a well-formed path")
}

/// One of the three devices. Ada gives, Bo holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum On {
    /// Ada's.
    Phone,
    /// Ada's other one.
    Laptop,
    /// Bo's only one.
    Bos,
}

impl On {
    /// All three.
    pub const ALL: [On; 3] = [On::Phone, On::Laptop, On::Bos];

    /// Whose it is.
    pub fn person(self) -> Person {
        match self {
            On::Phone | On::Laptop => Person::One,
            On::Bos => Person::Two,
        }
    }
}

/// The devices with their keys, which are fixed: the same act has the same name in every run.
pub(super) struct Cast {
    keys: [SigningKey; 3],
    devices: [DeviceId; 3],
}

impl Cast {
    pub(super) fn new() -> Cast {
        let keys = [1, 2, 3].map(|seed| SigningKey::from_seed(&[seed; 32]));
        let devices = [keys[0].device(), keys[1].device(), keys[2].device()];
        Cast { keys, devices }
    }

    pub(super) fn key(&self, on: On) -> &SigningKey {
        &self.keys[on as usize]
    }

    pub(super) fn device(&self, on: On) -> DeviceId {
        self.devices[on as usize]
    }

    pub(super) fn founding(&self) -> Founding {
        let device = |on: On| Device { id: self.device(on), seal: [on as u8; 32], kind: DeviceKind::Device };
        let founder = |name: &str, devices: Vec<Device>| Founder { name: name.to_owned(), devices };
        let ada = founder("Ada", vec![device(On::Phone), device(On::Laptop)]);
        Founding::new([7; 32], vec![ada, founder("Bo", vec![device(On::Bos)])]).expect("two people")
    }
}

/// What is talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Some of all: sign, end, withdraw, retract, limit, lift, stop, resume, open, close.
    Everything,
    /// Slow, pause, stop, resume, and moments.
    Signals,
    /// Sign, end, withdraw, retract.
    Words,
    /// Limits, hard and soft, one area inside another, and lifts.
    Limits,
}

impl About {
    /// All that can be said of these versions, which are of one agreement. What is refused, and to whom, is the engine's.
    pub(super) fn sayable(self, versions: &[ActId]) -> Vec<Says> {
        let first = versions.iter().copied().take(1);
        let moments = first.clone().flat_map(|version| [Says::Open(version, MOMENT), Says::Close(version)]);
        let back =
            first.flat_map(|version| [Says::End(version), Says::Withdraw(version, area("home/study"))]);
        // Of the last: of the amendment, where there is one.
        let back = back.chain(versions.last().map(|version| Says::Retract(*version)));
        let words = back.chain(versions.iter().map(|version| Says::Sign(*version)));
        let (home, study) = (area("home"), area("home/study"));
        let limits = [Says::Limit(home.clone(), LimitKind::Hard), Says::Lift(home.clone())];
        let signals = [Says::Stop, Says::Resume];
        match self {
            About::Everything => signals.into_iter().chain(limits).chain(words).chain(moments).collect(),
            About::Signals => signals.into_iter().chain([Says::Slow, Says::Pause]).chain(moments).collect(),
            About::Words => words.collect(),
            About::Limits => {
                let inside = [Says::Limit(study.clone(), LimitKind::Hard), Says::Lift(study)];
                limits.into_iter().chain(inside).chain([Says::Limit(home, LimitKind::Soft)]).collect()
            }
        }
    }
}

/// What Ada hands to Bo: a light area, a heavy one, and one that waits for a moment.
pub(super) fn words() -> Version {
    let evening = Grant { moments: true, ..grant("evening") };
    version(vec![grant("home"), grant("money"), evening])
}

/// Narrower in one area, wider in another, and not at once.
pub(super) fn amendment(replaces: Vec<ActId>) -> Version {
    let home = Grant { mode: Mode::AskFirst, ..grant("home") };
    Version { starts: Some(hour(STARTS)), replaces, ..version(vec![home, grant("evening")]) }
}

/// As wide as words can be.
pub(super) fn everything(replaces: Vec<ActId>) -> Version {
    Version { replaces, ..version(vec![grant("everything")]) }
}

fn version(grants: Vec<Grant>) -> Version {
    Version {
        giver: Person::One,
        holder: Person::Two,
        zone: Zone::parse("UTC").expect("a zone that every device knows"),
        grants,
        review_by: hour(REVIEW),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
    }
}

fn grant(path: &str) -> Grant {
    Grant {
        area: area(path),
        power: Power::Decide,
        mode: Mode::Freely,
        hours: None,
        moments: false,
        starts: None,
        ends: None,
    }
}
