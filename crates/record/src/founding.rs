//! Who begins a relationship: one or two people, and their devices.
//!
//! Holds "a device belongs to one person" (`floor.md`, *Who, where, when*) for the founders: no device twice. Every
//! [`Founding`] in memory has passed these limits, however it was made. Who joins later is in `membership.rs`.

use std::collections::BTreeSet;

use minicbor::{Decode, Decoder, Encode, decode};
use sha2::{Digest, Sha256};

use crate::act::written;
use crate::id::DeviceId;

/// The longest name of a person, in characters (Unicode scalar values).
pub const MAX_NAME_CHARS: usize = 64;

/// The most devices that one founder can begin with.
pub const MAX_FOUNDING_DEVICES: usize = 8;

const COMPARE_DOMAIN: &[u8] = b"troth/compare/1\0";

/// One of the one or two people of a record, in the order of its founding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// Founder 0.
    First,
    /// Founder 1. A private record has none.
    Second,
}

impl Person {
    /// Both, in order.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// 0 or 1: the place in [`Founding::people`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// What a device is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum DeviceKind {
    /// A phone, a computer, a browser.
    #[n(0)]
    Device,
    /// The recovery words: a device that is kept on paper.
    #[n(1)]
    Paper,
}

/// A device's public half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Device {
    /// Its Ed25519 verifying key, which is its name.
    #[n(0)]
    pub id: DeviceId,
    /// Its X25519 public key, to which others seal (HPKE, RFC 9180). Opaque here.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub seal: [u8; 32],
    /// What it is made of.
    #[n(2)]
    pub kind: DeviceKind,
}

/// One of the people who begin.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Founder {
    /// What they are called: 1 to [`MAX_NAME_CHARS`] characters, no control characters.
    #[n(0)]
    pub name: String,
    /// Their first devices: 1 to [`MAX_FOUNDING_DEVICES`].
    #[n(1)]
    pub devices: Vec<Device>,
}

/// The first act of a record: who is in it. One person makes it a private record, two a relationship.
#[derive(Debug, Clone, PartialEq, Eq, Encode)]
#[cbor(array)]
pub struct Founding {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    salt: [u8; 32],
    #[n(1)]
    people: Vec<Founder>,
}

/// Why people cannot begin a record like this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoundingError {
    /// Not one or two people.
    #[error("a record has one or two people, this one has {0}")]
    People(usize),
    /// A name of no or too many characters.
    #[error("the name `{0}` does not have 1 to {MAX_NAME_CHARS} characters")]
    NameLength(String),
    /// A name with a control character (Unicode category Cc).
    #[error("the name {0:?} holds a control character")]
    NameControl(String),
    /// No or too many devices.
    #[error("`{name}` does not have 1 to {MAX_FOUNDING_DEVICES} devices, but {devices}")]
    Devices {
        /// Whose.
        name: String,
        /// How many.
        devices: usize,
    },
    /// A device that is named twice.
    #[error("device {0} is named twice")]
    DeviceTwice(DeviceId),
}

impl Founding {
    /// A founding by these people. `salt` is 32 random bytes, handed in.
    ///
    /// Where the founding is compared aloud ([`Founding::to_compare`]), the salt must be fixed before whoever fixes
    /// it has seen the other's keys (commit, then reveal), or they could choose it so that short words collide.
    ///
    /// # Errors
    ///
    /// Where a limit named in [`FoundingError`] is broken.
    pub fn new(salt: [u8; 32], people: Vec<Founder>) -> Result<Self, FoundingError> {
        if people.is_empty() || people.len() > Person::BOTH.len() {
            return Err(FoundingError::People(people.len()));
        }
        let mut devices = BTreeSet::new();
        for founder in &people {
            founder.check()?;
            for device in &founder.devices {
                if !devices.insert(device.id) {
                    return Err(FoundingError::DeviceTwice(device.id));
                }
            }
        }
        Ok(Self { salt, people })
    }

    /// The 32 random bytes that make two foundings by the same devices different.
    #[must_use]
    pub const fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    /// The one or two founders; [`Person::index`] is their place.
    #[must_use]
    pub fn people(&self) -> &[Founder] {
        &self.people
    }

    /// Whether two people are in it (a relationship) or one (a private record).
    #[must_use]
    pub fn has(&self, person: Person) -> bool {
        self.people.len() > person.index()
    }

    /// Every founding device with its person, in order.
    pub fn devices(&self) -> impl Iterator<Item = (Person, &Device)> {
        Person::BOTH
            .into_iter()
            .zip(&self.people)
            .flat_map(|(person, founder)| founder.devices.iter().map(move |device| (person, device)))
    }

    /// Whose device this is, if a founder's.
    #[must_use]
    pub fn person_of(&self, device: DeviceId) -> Option<Person> {
        self.devices().find(|(_, named)| named.id == device).map(|(person, _)| person)
    }

    /// What the two compare aloud, in short words: SHA-256 over a domain tag, the deterministic CBOR (RFC 8949
    /// 4.2.1) of each person's devices, and the salt. Not over names, instant or signature: whoever signs last
    /// could try many of those until the words of two foundings agree.
    #[must_use]
    pub fn to_compare(&self) -> [u8; 32] {
        let devices: Vec<&[Device]> = self.people.iter().map(|founder| founder.devices.as_slice()).collect();
        let mut hash = Sha256::new();
        hash.update(COMPARE_DOMAIN);
        hash.update(written(&devices));
        hash.update(self.salt);
        hash.finalize().into()
    }
}

impl Founder {
    fn check(&self) -> Result<(), FoundingError> {
        if self.name.is_empty() || self.name.chars().count() > MAX_NAME_CHARS {
            return Err(FoundingError::NameLength(self.name.clone()));
        }
        if self.name.chars().any(char::is_control) {
            return Err(FoundingError::NameControl(self.name.clone()));
        }
        if self.devices.is_empty() || self.devices.len() > MAX_FOUNDING_DEVICES {
            return Err(FoundingError::Devices { name: self.name.clone(), devices: self.devices.len() });
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Founding {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        #[derive(Decode)]
        #[cbor(array)]
        struct Unchecked {
            #[n(0)]
            #[cbor(with = "minicbor::bytes")]
            salt: [u8; 32],
            #[n(1)]
            people: Vec<Founder>,
        }
        let Unchecked { salt, people } = d.decode_with(ctx)?;
        Self::new(salt, people).map_err(decode::Error::message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u8) -> Device {
        Device { id: DeviceId([n; 32]), seal: [n; 32], kind: DeviceKind::Device }
    }

    fn founder(name: &str, devices: impl IntoIterator<Item = u8>) -> Founder {
        Founder { name: name.into(), devices: devices.into_iter().map(device).collect() }
    }

    #[test]
    fn one_or_two_people_with_names_and_devices_may_begin() {
        let found = |people| Founding::new([0; 32], people);
        assert!(found(vec![founder("Ada", [1])]).is_ok());
        assert!(found(vec![founder("Ada", 1..=8), founder(&"ß".repeat(64), [9])]).is_ok());
        assert_eq!(found(vec![]), Err(FoundingError::People(0)));
        let three = vec![founder("Ada", [1]), founder("Bo", [2]), founder("Bo", [3])];
        assert_eq!(found(three), Err(FoundingError::People(3)));
        assert_eq!(found(vec![founder("", [1])]), Err(FoundingError::NameLength(String::new())));
        let long = "a".repeat(65);
        assert_eq!(found(vec![founder(&long, [1])]), Err(FoundingError::NameLength(long)));
        assert_eq!(found(vec![founder("A\nda", [1])]), Err(FoundingError::NameControl("A\nda".into())));
        let none = FoundingError::Devices { name: "Ada".into(), devices: 0 };
        assert_eq!(found(vec![founder("Ada", [])]), Err(none));
        let nine = FoundingError::Devices { name: "Ada".into(), devices: 9 };
        assert_eq!(found(vec![founder("Ada", 1..=9)]), Err(nine));
        let twice = FoundingError::DeviceTwice(DeviceId([1; 32]));
        assert_eq!(found(vec![founder("Ada", [1]), founder("Bo", [1])]), Err(twice));
    }

    #[test]
    fn a_founding_from_bytes_keeps_the_same_limits() {
        let good = Founding::new([7; 32], vec![founder("Ada", [1]), founder("Bo", [2])]).unwrap();
        assert_eq!(minicbor::decode::<Founding>(&written(&good)).unwrap(), good);
        let bad = Founding { salt: [7; 32], people: vec![founder("Ada", [1, 1])] };
        assert!(minicbor::decode::<Founding>(&written(&bad)).is_err());
    }

    #[test]
    fn what_is_compared_aloud_depends_on_keys_people_and_salt_and_not_on_names() {
        let of = |salt, people| Founding::new([salt; 32], people).unwrap().to_compare();
        let plain = of(7, vec![founder("Ada", [1]), founder("Bo", [2])]);
        assert_eq!(plain, of(7, vec![founder("Bo", [1]), founder("Ada", [2])]));
        assert_ne!(plain, of(8, vec![founder("Ada", [1]), founder("Bo", [2])]));
        assert_ne!(plain, of(7, vec![founder("Ada", [2]), founder("Bo", [1])]));
        assert_ne!(plain, of(7, vec![founder("Ada", [1, 2])]));
        let mut other_seal = founder("Bo", [2]);
        other_seal.devices[0].seal = [9; 32];
        assert_ne!(plain, of(7, vec![founder("Ada", [1]), other_seal]));
    }
}
