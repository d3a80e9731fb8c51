//! Who is in: the one source of truth for which device speaks for which person.
//!
//! Holds: a device is let in by an older device of the same person, and out by any of them; the partner's devices can
//! do neither. What is asked *of a past* ([`Membership::claims`]) answers the same on every device for ever; what is
//! asked of all acts known (`Record::members`) changes as acts come.
//!
//! Both people could let the same key in at the same time. Then it is claimed by both, and speaks for the one whose
//! letting-in alone its first act had seen; what it may do as the other's is nothing.

use std::collections::BTreeMap;

use crate::causality::{Clock, Place};
use crate::founding::{Device, Founding, Person};
use crate::id::{ActId, DeviceId};

/// A device that is in now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Whose it is.
    pub person: Person,
    /// Its public half.
    pub device: Device,
    /// The act that let it in: the founding act for a founder's.
    pub let_in: ActId,
}

/// A letting-in that stands in the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LetIn {
    pub(crate) person: Person,
    pub(crate) device: Device,
    pub(crate) id: ActId,
    pub(crate) act: usize,
    pub(crate) place: Place,
}

/// A letting-out that stands in the record.
#[derive(Debug, Clone)]
pub(crate) struct LetOut {
    pub(crate) person: Person,
    pub(crate) id: ActId,
    pub(crate) past: Clock,
}

/// All that is known of one device. A founder's is let in by the founding act.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) let_ins: Vec<LetIn>,
    pub(crate) let_outs: Vec<LetOut>,
}

impl Known {
    /// By acts of this person.
    pub(crate) fn let_ins(&self, person: Person) -> impl Iterator<Item = &LetIn> {
        self.let_ins.iter().filter(move |let_in| let_in.person == person)
    }

    /// By acts of this person.
    pub(crate) fn let_outs(&self, person: Person) -> impl Iterator<Item = &LetOut> {
        self.let_outs.iter().filter(move |let_out| let_out.person == person)
    }
}

/// By whom a past says that a device was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claims {
    Nobody,
    One(Person),
    Both,
}

#[derive(Debug, Default)]
pub(crate) struct Membership {
    founding: Option<Founding>,
    devices: BTreeMap<DeviceId, Known>,
}

impl Membership {
    pub(crate) const fn founding(&self) -> Option<&Founding> {
        self.founding.as_ref()
    }

    pub(crate) fn found(&mut self, founding: &Founding, id: ActId, act: usize, place: Place) {
        for (person, device) in founding.devices() {
            self.let_in(LetIn { person, device: *device, id, act, place });
        }
        self.founding = Some(founding.clone());
    }

    pub(crate) fn let_in(&mut self, let_in: LetIn) {
        self.devices.entry(let_in.device.id).or_default().let_ins.push(let_in);
    }

    pub(crate) fn let_out(&mut self, device: DeviceId, let_out: LetOut) {
        self.devices.entry(device).or_default().let_outs.push(let_out);
    }

    pub(crate) fn devices(&self) -> impl Iterator<Item = (DeviceId, &Known)> {
        self.devices.iter().map(|(id, known)| (*id, known))
    }

    pub(crate) fn known(&self, device: DeviceId) -> Option<&Known> {
        self.devices.get(&device)
    }

    pub(crate) fn let_ins(&self, device: DeviceId, person: Person) -> impl Iterator<Item = &LetIn> {
        self.known(device).into_iter().flat_map(move |known| known.let_ins(person))
    }

    pub(crate) fn let_outs(&self, device: DeviceId, person: Person) -> impl Iterator<Item = &LetOut> {
        self.known(device).into_iter().flat_map(move |known| known.let_outs(person))
    }

    /// Who let this device in, as this past shows it.
    pub(crate) fn claims(&self, device: DeviceId, past: &Clock) -> Claims {
        let by = |person| self.let_ins(device, person).any(|let_in| past.saw(let_in.place));
        match (by(Person::First), by(Person::Second)) {
            (false, false) => Claims::Nobody,
            (true, false) => Claims::One(Person::First),
            (false, true) => Claims::One(Person::Second),
            (true, true) => Claims::Both,
        }
    }
}
