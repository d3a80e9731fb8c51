//! The record: a set of acts, closed under their pasts. Merging is union.
//!
//! Holds I1 of `floor.md`: everything it answers (but [`Place`] and the order of arrival, which are of this device
//! alone) depends on the set of acts and not on the order in which they came. Adding an act costs time in the number
//! of lines and the logarithm of the number of acts.
//!
//! It writes nothing: store an act in the vault first, then merge it, so that a failed store leaves memory as it was.
//!
//! A device that floods its partner can make others pay for each fork of its own with four bytes per later act. That
//! is not hindered here: a bound would depend on the order of arrival. It is shown: [`Record::forks`].

use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;

use crate::act::{Act, Body};
use crate::apart::{Apart, Cause, KeptApart, MAX_APART};
use crate::causality::{Clock, Line, Lines, Place};
use crate::disowned::Forks;
use crate::envelope::Verified;
use crate::founding::{Founding, Person};
use crate::id::{ActId, DeviceId, RelationshipId};
use crate::judge::Stands;
use crate::membership::{LetIn, LetOut, Member, Membership};
use crate::waiting::{MAX_WAITING, MAX_WAITING_BYTES, Waiting};

/// An act that stands in the record, with what its past says.
#[derive(Debug)]
pub struct Entry {
    verified: Verified,
    person: Person,
    place: Place,
    clock: Clock,
    pub(crate) height: u32,
    pub(crate) disowned: bool,
}

impl Entry {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> ActId {
        self.verified.id()
    }

    /// What it says.
    #[must_use]
    pub fn act(&self) -> &Act {
        self.verified.act()
    }

    /// The act with its signature, for whoever lacks it.
    #[must_use]
    pub const fn verified(&self) -> &Verified {
        &self.verified
    }

    /// Whose act it is.
    #[must_use]
    pub const fn person(&self) -> Person {
        self.person
    }

    /// Where it lies in this record on this device.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Its past.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether what it opens does not count; [`Record::disowned`] says why.
    #[must_use]
    pub const fn is_disowned(&self) -> bool {
        self.disowned
    }

    /// One more than the highest of its heads; 0 for the founding act. `(height, id)` is its place in causal order.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }
}

/// The acts that one names as its heads.
pub(crate) type Heads<'r> = SmallVec<[&'r Entry; 4]>;

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// The acts that went in, parents before children.
    pub added: Vec<ActId>,
    /// Acts that had gone in before this merge and are disowned by it, ascending. For those in `added`, ask
    /// [`Record::disowned`].
    pub disowned: Vec<ActId>,
    /// What was kept apart or let go. Acts that wait are in [`Record::apart`] alone.
    pub apart: Vec<Apart>,
}

/// All acts of one relationship that a device knows.
#[derive(Debug)]
pub struct Record {
    relationship: RelationshipId,
    /// In order of arrival, which is one in which parents come before children.
    pub(crate) entries: Vec<Entry>,
    by_id: HashMap<ActId, usize, FxBuildHasher>,
    heads: BTreeSet<ActId>,
    pub(crate) lines: Lines,
    pub(crate) membership: Membership,
    pub(crate) forks: Forks,
    waiting: Waiting,
    apart: KeptApart,
}

impl Record {
    /// A record of this relationship that knows no act yet, not even the founding one.
    #[must_use]
    pub fn of(relationship: RelationshipId) -> Self {
        let waiting = Waiting::new(MAX_WAITING, MAX_WAITING_BYTES);
        Self::bounded(relationship, waiting, KeptApart::new(MAX_APART))
    }

    /// Without bounds on what waits or is kept apart: for acts that are all at hand.
    pub(crate) fn unbounded(relationship: RelationshipId) -> Self {
        Self::bounded(relationship, Waiting::new(usize::MAX, usize::MAX), KeptApart::new(usize::MAX))
    }

    fn bounded(relationship: RelationshipId, waiting: Waiting, apart: KeptApart) -> Self {
        Self {
            relationship,
            entries: Vec::new(),
            by_id: HashMap::default(),
            heads: BTreeSet::new(),
            lines: Lines::default(),
            membership: Membership::default(),
            forks: Forks::default(),
            waiting,
            apart,
        }
    }

    /// Adds acts. The same acts in any order, split over any merges, more than once, give the same record.
    pub fn merge(&mut self, acts: impl IntoIterator<Item = Verified>) -> Merged {
        let mut merged = Merged::default();
        let known_before = self.entries.len();
        let mut flipped = Vec::new();
        let acts = acts.into_iter();
        self.make_room_for(acts.size_hint().0);
        for act in acts {
            let mut todo = self.admit(act, &mut merged, &mut flipped);
            while let Some(next) = todo.pop() {
                todo.extend(self.admit(next, &mut merged, &mut flipped));
            }
        }
        let earlier = flipped.into_iter().filter(|act| *act < known_before);
        merged.disowned = earlier.filter_map(|act| self.entries.get(act).map(Entry::id)).collect();
        merged.disowned.sort_unstable();
        merged
    }

    /// Takes the memory for so many more acts at once.
    pub fn make_room_for(&mut self, acts: usize) {
        self.entries.reserve(acts);
        self.by_id.reserve(acts);
    }

    /// Remembers what [`crate::receive`] kept apart, so that it is reported with the rest, and what waits for it is
    /// kept apart too. Does nothing to an act that stands or waits, or that was only let go while it waited.
    pub fn keep_apart(&mut self, apart: Apart) -> Merged {
        let id = apart.act;
        let passes = matches!(apart.cause, Cause::Waiting(_) | Cause::Crowded);
        if passes || self.by_id.contains_key(&id) || self.waiting.has(id) {
            return Merged::default();
        }
        self.apart.keep(apart);
        let children = self.waiting.refused(id);
        self.merge(children)
    }

    /// Puts one act where it belongs, and gives back those that waited for it.
    fn admit(&mut self, act: Verified, merged: &mut Merged, flipped: &mut Vec<usize>) -> Vec<Verified> {
        let id = act.id();
        if self.by_id.contains_key(&id) || self.apart.has(id) || self.waiting.has(id) {
            return Vec::new();
        }
        match self.sort(&act) {
            Sorted::Stands(stands) => {
                merged.added.push(id);
                flipped.extend(self.put(act, stands));
                self.waiting.arrived(id)
            }
            Sorted::Waits(missing) => {
                let let_go = self.waiting.wait(act, missing);
                merged.apart.extend(let_go.iter().map(|act| apart(act, Cause::Crowded)));
                Vec::new()
            }
            Sorted::Apart(cause) => {
                let apart = apart(&act, cause);
                self.apart.keep(apart.clone());
                merged.apart.push(apart);
                self.waiting.refused(id)
            }
        }
    }

    fn sort(&self, act: &Verified) -> Sorted {
        if act.relationship() != self.relationship {
            return Sorted::Apart(Cause::OtherRelationship(act.relationship()));
        }
        let heads = act.act().heads();
        if let Some(head) = heads.iter().find(|head| self.apart.has(**head)) {
            return Sorted::Apart(Cause::OnApart(*head));
        }
        let known: Heads<'_> = heads.iter().filter_map(|head| self.get(*head)).collect();
        if known.len() < heads.len() {
            let missing = heads.iter().filter(|head| !self.by_id.contains_key(*head));
            return Sorted::Waits(missing.copied().collect());
        }
        self.judge(act.act(), &known).map_or_else(Sorted::Apart, Sorted::Stands)
    }

    /// Puts an act in, and gives back the acts that it disowned.
    fn put(&mut self, verified: Verified, stands: Stands) -> Vec<usize> {
        let Stands { person, past, place, height } = stands;
        let (id, number) = (verified.id(), self.entries.len());
        let (device, seq) = (verified.act().device(), verified.act().seq());
        for head in verified.act().heads() {
            self.heads.remove(head);
        }
        self.heads.insert(id);
        self.by_id.insert(id, number);
        self.lines.put(place, device, person, seq, number);
        self.entries.push(Entry { verified, person, place, clock: past, height, disowned: false });
        self.note_membership(number);
        self.disown_after(number)
    }

    fn note_membership(&mut self, number: usize) {
        let Some(entry) = self.entries.get(number) else { return };
        let (id, person, place) = (entry.id(), entry.person, entry.place);
        match entry.act().body() {
            Body::Found(founding) => self.membership.found(founding, id, number, place),
            Body::LetIn(device) => {
                self.membership.let_in(LetIn { person, device: *device, id, act: number, place });
            }
            Body::LetOut(device) => {
                self.membership.let_out(*device, LetOut { person, id, past: entry.clock.clone() });
            }
            Body::Says(_) => {}
        }
    }

    /// Which relationship.
    #[must_use]
    pub const fn relationship(&self) -> RelationshipId {
        self.relationship
    }

    /// Who began it, once the founding act is here.
    #[must_use]
    pub const fn founding(&self) -> Option<&Founding> {
        self.membership.founding()
    }

    /// How many acts stand in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing stands in it: the founding act has not come.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An act that stands in it.
    #[must_use]
    pub fn get(&self, id: ActId) -> Option<&Entry> {
        self.by_id.get(&id).and_then(|number| self.entries.get(*number))
    }

    /// The acts in causal order: parents before children, the same on every device that has the same acts. Sorted at each
    /// call.
    pub fn in_causal_order(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_unstable_by_key(|entry| (entry.height, entry.id()));
        entries.into_iter()
    }

    /// The acts in the order in which they went in here: parents before children, grows at its end alone. Skip what
    /// is folded already.
    pub fn in_order_of_arrival(&self) -> impl ExactSizeIterator<Item = &Entry> + DoubleEndedIterator {
        self.entries.iter()
    }

    /// The acts that no other has seen, ascending.
    pub fn heads(&self) -> impl Iterator<Item = ActId> {
        self.heads.iter().copied()
    }

    /// Whether `y` is in the past of `x`. No act is in its own past; nothing is seen that is not here.
    #[must_use]
    pub fn seen(&self, x: ActId, y: ActId) -> bool {
        self.get(x).zip(self.get(y)).is_some_and(|(x, y)| x.clock.saw(y.place))
    }

    /// Whose act it is.
    #[must_use]
    pub fn author(&self, id: ActId) -> Option<Person> {
        self.get(id).map(Entry::person)
    }

    /// The past of an act.
    #[must_use]
    pub fn clock(&self, id: ActId) -> Option<&Clock> {
        self.get(id).map(Entry::clock)
    }

    /// What is known here that an act could have known and may not have: its own past, and of all that has not seen it what
    /// `is_before` holds of; with all that those had seen. `is_before` holds of the first acts of a line and of no later ones.
    #[must_use]
    pub fn known_then(&self, id: ActId, is_before: impl Fn(&Entry) -> bool) -> Option<Clock> {
        let of = self.get(id)?;
        let is_then = |number: &usize| {
            let entry = self.entries.get(*number);
            entry.is_some_and(|entry| entry.id() != id && !entry.clock.saw(of.place) && is_before(entry))
        };
        let last = |line: &Line| {
            let before = line.acts.partition_point(is_then);
            let number = line.acts.get(before.checked_sub(1)?)?;
            self.entries.get(*number).map(|entry| (&entry.clock, entry.place))
        };
        let others = self.lines.all().iter().filter_map(last);
        let heads = of.act().heads().iter().filter_map(|head| self.get(*head));
        let own = heads.map(|head| (&head.clock, head.place));
        Some(Clock::after(others.chain(own)))
    }

    /// Where an act lies.
    #[must_use]
    pub fn place(&self, id: ActId) -> Option<Place> {
        self.get(id).map(Entry::place)
    }

    /// The lines there are, by number: the device and the person of each. Grows at its end alone.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (DeviceId, Person)> {
        self.lines.all().iter().map(|Line { device, person, .. }| (*device, *person))
    }

    /// The devices that are in now, by device: let in by an act that is not disowned, and out by none. A forked
    /// device stays in until its person lets it out. Where several acts let one in, the one with the least name shows.
    pub fn members(&self) -> impl Iterator<Item = Member> {
        let each = self.membership.devices().flat_map(|(id, _)| Person::BOTH.map(|person| (id, person)));
        each.filter_map(|(id, person)| self.member(id, person))
    }

    /// Whether the device is in now as this person's, and what of it is known.
    #[must_use]
    pub fn member(&self, device: DeviceId, person: Person) -> Option<Member> {
        if self.membership.let_outs(device, person).next().is_some() {
            return None;
        }
        let owned = |act: usize| self.entries.get(act).is_some_and(|entry| !entry.disowned);
        let ins = self.membership.let_ins(device, person).filter(|ins| owned(ins.act));
        let first = ins.min_by_key(|ins| ins.id)?;
        Some(Member { person, device: first.device, let_in: first.id })
    }

    /// Every letting-out: device, whose, by which act. Several acts can let the same one out.
    pub fn let_out(&self) -> impl Iterator<Item = (DeviceId, Person, ActId)> {
        let devices = self.membership.devices();
        devices.flat_map(|(id, known)| known.let_outs.iter().map(move |out| (id, out.person, out.id)))
    }

    /// What is kept apart, and what waits for its parents, by act.
    pub fn apart(&self) -> impl Iterator<Item = Apart> {
        let waiting = self.waiting.all();
        let waiting =
            waiting.map(|(act, missing)| apart(act, Cause::Waiting(missing.iter().copied().collect())));
        self.apart.all().cloned().chain(waiting)
    }

    /// Acts that others name as seen and that are not here, not even waiting: what to ask for.
    pub fn missing(&self) -> impl Iterator<Item = ActId> {
        self.waiting.missing()
    }
}

enum Sorted {
    Stands(Stands),
    Waits(BTreeSet<ActId>),
    Apart(Cause),
}

fn apart(act: &Verified, cause: Cause) -> Apart {
    Apart { act: act.id(), device: Some(act.act().device()), cause }
}
