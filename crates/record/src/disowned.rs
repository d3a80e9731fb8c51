//! Whose openings no longer count: forked devices, devices let out, and devices that only such ones let in.
//!
//! Holds (`floor.md`, rule 2; architecture, *Record* and *People and devices*): what a forked device made at or after
//! the fork, and what a device let out made that the letting-out had not seen, opens nothing; what it closes counts.
//! Which of the two an act does is for the floors above; here it is *disowned*, with the cause, and stays in the record.
//!
//! An act is disowned, of all the acts that stand in the record, exactly if
//! - its device made two acts with one sequence number not above its own; or
//! - an act lets its device out, as the same person's, and has not seen it; or
//! - every letting-in of its device that it has seen is itself disowned.
//!
//! Each clause only ever becomes true as acts come, so no act is ever owned again, and the order of arrival does not
//! matter. Letting out and forking are never disowned: they close.

use std::collections::BTreeMap;

use crate::act::Body;
use crate::causality::as_usize;
use crate::founding::Person;
use crate::id::{ActId, DeviceId};
use crate::membership::{Known, LetOut};
use crate::record::{Entry, Record};

/// Why what an act opens does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disowned {
    /// Its device made two acts with this sequence number, which is not above its own.
    Forked {
        /// The lowest such number.
        seq: u64,
    },
    /// This act let its device out, and had not seen it. The least of their names, where there are several.
    LetOut(ActId),
    /// This act let its device in, and is disowned, as are all others that did. The least of their names.
    LetIn(ActId),
}

/// Proof of a forked device: acts that it signed with one sequence number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The device.
    pub device: DeviceId,
    /// The sequence number.
    pub seq: u64,
    /// The acts, two or more, ascending.
    pub acts: Vec<ActId>,
}

/// Every device that forked, with all acts of each sequence number that it used more than once, ascending.
#[derive(Debug, Default)]
pub(crate) struct Forks(BTreeMap<DeviceId, BTreeMap<u64, Vec<ActId>>>);

impl Forks {
    /// Notes that these acts of the device have one sequence number.
    fn note(&mut self, device: DeviceId, seq: u64, of_one_number: impl Iterator<Item = ActId>) {
        let acts = self.0.entry(device).or_default().entry(seq).or_default();
        for act in of_one_number {
            if let Err(at) = acts.binary_search(&act) {
                acts.insert(at, act);
            }
        }
    }

    /// The lowest sequence number that the device used twice.
    fn forked_at(&self, device: DeviceId) -> Option<u64> {
        self.0.get(&device)?.first_key_value().map(|(seq, _)| *seq)
    }
}

impl Record {
    /// Whether what this act opens does not count, and why. `None` also for an act that is not here.
    #[must_use]
    pub fn disowned(&self, id: ActId) -> Option<Disowned> {
        let entry = self.get(id).filter(|entry| entry.disowned)?;
        let (device, person) = (entry.act().device(), entry.person());
        if let Some(seq) = self.forked_before(entry) {
            return Some(Disowned::Forked { seq });
        }
        let outs = self.membership.let_outs(device, person).filter(|out| !out.past.saw(entry.place()));
        if let Some(out) = outs.map(|out| out.id).min() {
            return Some(Disowned::LetOut(out));
        }
        let ins = self.membership.let_ins(device, person).filter(|ins| entry.clock().saw(ins.place));
        ins.map(|ins| ins.id).min().map(Disowned::LetIn)
    }

    /// Whether its device has forked at or before this act.
    #[must_use]
    pub fn after_fork(&self, id: ActId) -> bool {
        self.get(id).is_some_and(|entry| self.forked_before(entry).is_some())
    }

    /// Every proof of a forked device, by device and sequence number.
    pub fn forks(&self) -> impl Iterator<Item = Fork> {
        self.forks.0.iter().flat_map(|(device, forks)| {
            let fork =
                |(seq, acts): (&u64, &Vec<ActId>)| Fork { device: *device, seq: *seq, acts: acts.clone() };
            forks.iter().map(fork)
        })
    }

    fn forked_before(&self, entry: &Entry) -> Option<u64> {
        self.forks.forked_at(entry.act().device()).filter(|seq| *seq <= entry.act().seq())
    }

    /// Draws what follows from the act that has just been put in, number `new`: every act that is disowned by it,
    /// itself included.
    pub(crate) fn disown_after(&mut self, new: usize) -> Vec<usize> {
        let mut found = self.note_fork(new);
        let Some(entry) = self.entries.get(new) else { return found };
        let person = entry.person();
        if self.must_disown(entry) {
            found.push(new);
        }
        if let Body::LetOut(out) = entry.act().body() {
            let newest = self.membership.let_outs(*out, person).filter(|one| one.id == entry.id());
            found.extend(newest.flat_map(|one| self.acts_unseen_by(*out, person, one)));
        }
        self.disown_all(found)
    }

    /// Notes it where the act's device has made another with its sequence number; if none was as low as this one, all acts of
    /// the device from here on.
    fn note_fork(&mut self, new: usize) -> Vec<usize> {
        let Some(entry) = self.entries.get(new) else { return Vec::new() };
        let (device, seq, id) = (entry.act().device(), entry.act().seq(), entry.id());
        let others = self.lines.of(device).others(entry.place().line, seq);
        let mut others = others.filter_map(|act| self.entries.get(act)).map(Entry::id).peekable();
        if others.peek().is_none() {
            return Vec::new();
        }
        let before = self.forks.forked_at(device);
        self.forks.note(device, seq, others.chain([id]));
        if before.is_some_and(|before| before <= seq) {
            Vec::new()
        } else {
            self.acts_from(device, seq).collect()
        }
    }

    /// Disowns these acts and, where one let a device in, what that device made on no other ground.
    fn disown_all(&mut self, mut todo: Vec<usize>) -> Vec<usize> {
        let mut disowned = Vec::new();
        while let Some(act) = todo.pop() {
            let Some(entry) = self.entries.get_mut(act).filter(|entry| !entry.disowned) else { continue };
            entry.disowned = true;
            disowned.push(act);
            let person = entry.person();
            if let Body::LetIn(device) = *entry.act().body() {
                todo.extend(self.acts_on_no_ground(device.id, person));
            }
        }
        disowned
    }

    /// The three clauses, for an act whose past has been drawn already.
    fn must_disown(&self, entry: &Entry) -> bool {
        let known = self.membership.known(entry.act().device());
        let mut outs = known.into_iter().flat_map(|known| known.let_outs(entry.person()));
        self.forked_before(entry).is_some()
            || outs.any(|out| !out.past.saw(entry.place()))
            || !self.has_ground(entry, known)
    }

    /// Whether a letting-in that is not disowned lies in the act's past. The founding act is its founders' ground.
    fn has_ground(&self, entry: &Entry, known: Option<&Known>) -> bool {
        let mut ins = known.into_iter().flat_map(|known| known.let_ins(entry.person()));
        let owned = |act: usize| self.entries.get(act).is_some_and(|let_in| !let_in.disowned);
        matches!(entry.act().body(), Body::Found(_))
            || ins.any(|ins| entry.clock().saw(ins.place) && owned(ins.act))
    }

    fn acts_of(&self, device: DeviceId, person: Person) -> impl Iterator<Item = usize> {
        let lines = self.lines.of(device).iter().filter(move |(_, line)| line.person == person);
        lines.flat_map(|(_, line)| line.acts.iter().copied())
    }

    fn acts_on_no_ground(&self, device: DeviceId, person: Person) -> Vec<usize> {
        let known = self.membership.known(device);
        let groundless =
            |act: &usize| self.entries.get(*act).is_some_and(|entry| !self.has_ground(entry, known));
        self.acts_of(device, person).filter(groundless).collect()
    }

    fn acts_from(&self, device: DeviceId, seq: u64) -> impl Iterator<Item = usize> {
        self.lines.of(device).iter().flat_map(move |(_, line)| {
            let before = usize::try_from(seq.saturating_sub(line.first_seq)).unwrap_or(usize::MAX);
            line.acts.iter().skip(before).copied()
        })
    }

    fn acts_unseen_by(&self, device: DeviceId, person: Person, out: &LetOut) -> impl Iterator<Item = usize> {
        let lines = self.lines.of(device).iter().filter(move |(_, line)| line.person == person);
        lines.flat_map(|(number, line)| line.acts.iter().skip(as_usize(out.past.count(number))).copied())
    }
}
