//! One relationship on this device: its record, what the engine knows of it, and its keys.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use circle::{Carried, DeviceSecret, EpochId, Handout, Keyring, LogSecret};
use consent::{Knowledge, Person, Zone};
use negotiation::AgreementWords;
use record::{Body, Device, DeviceId, Record, RelationshipId};
use vault::{Store, Vault};

use crate::Error;
use crate::changes::Changes;
use crate::enclosing::{Carried as Page, Pages, Written, written_on};
use crate::fold::{Fold, person};
use crate::layout::{self, Circle, Outgoing, OutgoingKey};
use crate::randomness;
use crate::reading;
use crate::words::Words;
use crate::words::answer::{ActShown, Acts, Scene};

/// The most devices of one person that are handed an epoch. An epoch for more than some thousand would fit no frame, and
/// a partner who lets in ever more would silence the other.
const MAX_DEVICES: usize = 128;

/// A relationship, as this device has it.
pub struct CircleOfTwo {
    pub(crate) id: RelationshipId,
    pub(crate) relay: String,
    pub(crate) log: LogSecret,
    pub(crate) record: Record,
    pub(crate) fold: Fold,
    pub(crate) keyring: Keyring,
    /// The acts that the vault holds and that were not in the record when they were read: those that wait among them.
    apart: BTreeSet<record::ActId>,
    handouts: Vec<Vec<u8>>,
    makers: Vec<DeviceId>,
    acts_read: u64,
    handouts_read: u64,
    people: [String; 2],
    own: Person,
    /// What this device holds of pages.
    pub(crate) written: Arc<Pages>,
}

/// A relationship in a list.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Its name.
    pub id: RelationshipId,
    /// The two names, in the founding's order.
    pub people: [String; 2],
    /// Which one is oneself.
    pub own: Person,
    /// The words to compare.
    pub words: [&'static str; circle::compare::WORDS],
    /// How many acts it holds.
    pub acts: usize,
}

impl CircleOfTwo {
    pub(crate) fn of(id: RelationshipId, kept: &Circle) -> CircleOfTwo {
        CircleOfTwo {
            id,
            relay: kept.relay.clone(),
            log: LogSecret::from_bytes(kept.log),
            record: Record::of(id),
            fold: Fold::default(),
            keyring: Keyring::of(id),
            apart: BTreeSet::new(),
            handouts: Vec::new(),
            makers: Vec::new(),
            acts_read: 0,
            handouts_read: 0,
            people: [String::new(), String::new()],
            own: Person::One,
            written: Arc::default(),
        }
    }

    /// Reads what the vault holds beyond what was read before: the one way into memory.
    pub(crate) async fn read<S: Store>(
        &mut self,
        vault: &Vault<S>,
        own: &DeviceSecret,
    ) -> Result<usize, Error> {
        let run = layout::acts(self.id);
        let entries = vault.run_from(&run, self.acts_read).await?;
        let read = reading::read(&mut self.record, &mut self.fold, &entries);
        let read = read.map_err(|_| Error::Unreadable { what: run.clone() })?;
        self.acts_read = vault.run_length(&run);
        self.apart.extend(read.apart);
        self.read_founding(own.id());
        let handouts = layout::handouts(self.id);
        for bytes in vault.run_from(&handouts, self.handouts_read).await?.iter() {
            let handout: Handout = layout::decode(&handouts, bytes)?;
            // It was taken before it was stored.
            let _ = self.keyring.take(&handout, own, |_| true);
            self.handouts.push(bytes.to_vec());
            self.makers.push(handout.by());
        }
        self.handouts_read = vault.run_length(&handouts);
        Ok(read.added)
    }

    fn read_founding(&mut self, own: DeviceId) {
        let Some(founding) = self.record.founding() else { return };
        match founding.people() {
            [one, two] => self.people = [one.name.clone(), two.name.clone()],
            [own] => self.people = [own.name.clone(), String::new()],
            _ => {}
        }
        let speaks_for =
            self.record.members().find(|member| member.device.id == own).map(|member| member.person);
        if let Some(of) = speaks_for.or_else(|| founding.person_of(own)) {
            self.own = person(of);
        }
    }

    /// In a list.
    pub fn summary(&self) -> Summary {
        let words = self.record.founding().map(circle::compare::words).unwrap_or_default();
        Summary { id: self.id, people: self.people.clone(), own: self.own, words, acts: self.record.len() }
    }

    /// Whether it is a person's own record, and nobody else is in it.
    pub(crate) fn is_own(&self) -> bool {
        self.record.founding().is_some_and(|founding| !founding.has(record::Person::Second))
    }

    /// The two names.
    pub fn people(&self) -> &[String; 2] {
        &self.people
    }

    /// Which of the two one is.
    pub fn own(&self) -> Person {
        self.own
    }

    /// What stands on a page, where this device holds it.
    pub fn stands_on(&self, page: &Page) -> Option<&Written> {
        written_on(&self.written, page)
    }

    /// What the engine knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.fold.knowledge
    }

    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Acts that the rules refused, of the engine and of daily life: a device that breaks the rules made them.
    pub fn refused(&self) -> Vec<consent::ActId> {
        self.fold.refused.keys().chain(self.fold.refused_life.keys()).copied().collect()
    }

    /// For putting reasons and acts into words.
    pub fn scene<'s>(&'s self, words: &'s Words, zone: &'s Zone) -> Scene<'s> {
        Scene { words, zone, people: &self.people, acts: self }
    }

    /// The latest acts that the engine took, by their instants; no more than so many.
    pub fn lately(&self, most: usize) -> Vec<ActShown> {
        let newest = self.fold.timeline.iter().rev().filter_map(|(_, id)| self.record.get(*id));
        newest.filter_map(|entry| self.fold.shown(entry)).take(most).collect()
    }

    /// Whether the vault holds this act, in the record or waiting.
    pub(crate) fn holds(&self, act: record::ActId) -> bool {
        self.record.get(act).is_some() || self.apart.contains(&act)
    }

    /// Whether the vault holds this handout.
    pub(crate) fn has_handout(&self, bytes: &[u8]) -> bool {
        self.handouts.iter().any(|handout| handout == bytes)
    }

    /// All devices that are, or were, one of the two people's: whose, and whether they are in.
    pub(crate) fn ever_in(&self) -> BTreeMap<DeviceId, (record::Person, bool)> {
        let founders = self.record.founding().into_iter().flat_map(record::Founding::devices);
        let founders = founders.map(|(person, device)| (device.id, (person, false)));
        let out = self.record.let_out().map(|(out, person, _)| (out, (person, false)));
        let members = self.record.members().map(|member| (member.device.id, (member.person, true)));
        founders.chain(out).chain(members).collect()
    }

    /// Who has handed out, once for each handout that the vault holds.
    pub(crate) fn makers(&self) -> impl Iterator<Item = DeviceId> {
        self.makers.iter().copied()
    }

    /// The devices of one's own person that are in.
    pub(crate) fn ours(&self) -> Vec<Device> {
        let own = crate::fold::record_person(self.own);
        let ours = self.record.members().filter(|member| member.person == own);
        ours.take(MAX_DEVICES).map(|member| member.device).collect()
    }

    /// The epoch to write under for these devices, if there is one.
    fn epoch_for(&self, keyring: &Keyring, present: &[Device], own: &DeviceSecret) -> Option<EpochId> {
        let present = present.iter().map(|device| device.id).collect();
        let ours = self.ours().iter().map(|device| device.id).chain([own.id()]).collect();
        keyring.newest_for(&present, &ours)
    }

    /// Whether there is an epoch that exactly those hold who are in.
    pub(crate) fn has_epoch(&self, own: &DeviceSecret) -> bool {
        self.epoch_for(&self.keyring, &readers(&self.present(), own), own).is_some()
    }

    /// The devices that are in, no more of either person than [`MAX_DEVICES`].
    fn present(&self) -> Vec<Device> {
        let of = |person| self.record.members().filter(move |member| member.person == person);
        let each = record::Person::BOTH.into_iter().flat_map(|person| of(person).take(MAX_DEVICES));
        each.map(|member| member.device).collect()
    }

    /// Everything that puts these acts on their way, an epoch first where none fits those who are in.
    pub(crate) fn send(&self, acts: &[Vec<u8>], own: &DeviceSecret, outbox: &mut Outbox<'_>) {
        self.send_to(&self.present(), acts, own, outbox);
    }

    /// The same, for those devices: at the founding the record knows none yet.
    pub(crate) fn send_to(
        &self,
        present: &[Device],
        acts: &[Vec<u8>],
        own: &DeviceSecret,
        outbox: &mut Outbox<'_>,
    ) {
        let rng = &mut randomness();
        let present = readers(present, own);
        let mut begun = Keyring::of(self.id);
        let (keyring, epoch) = match self.epoch_for(&self.keyring, &present, own) {
            Some(epoch) => (&self.keyring, Some(epoch)),
            None => {
                let handout = self.keyring.begin(&present, own, rng);
                // One's own handout, just made.
                let _ = begun.take(&handout, own, |_| true);
                outbox.changes.append(layout::handouts(self.id), layout::encode(&handout));
                outbox.frame(&self.log, &Carried::Handout(handout).to_bytes());
                (&begun, self.epoch_for(&begun, &present, own))
            }
        };
        let sealed = epoch.and_then(|epoch| Carried::acts(keyring, epoch, acts, rng));
        for carried in sealed.into_iter().flatten() {
            outbox.frame(&self.log, &carried.to_bytes());
        }
    }

    /// Everything that this device holds, once more: for a relay that has lost the log.
    pub(crate) fn send_all(&self, own: &DeviceSecret, outbox: &mut Outbox<'_>) {
        if let Some(founding) = self.founding().filter(|_| self.is_own()) {
            outbox.frame(&self.log, &Carried::Founding(founding).to_bytes());
        }
        let handouts = self.handouts.iter();
        let handouts = handouts.filter_map(|bytes| layout::decode::<Handout>("handout", bytes).ok());
        outbox.handouts(&self.log, &handouts.collect::<Vec<_>>());
        let acts: Vec<Vec<u8>> =
            self.record.in_order_of_arrival().map(|entry| entry.verified().bytes()).collect();
        self.send(&acts, own, outbox);
    }

    /// An act of one's own, as the record would sign it next.
    pub(crate) fn draft(
        &self,
        own: DeviceId,
        instant: i64,
        body: Body,
    ) -> Result<record::Draft, record::DraftError> {
        self.record.draft(own, crate::fold::record_person(self.own), instant, body)
    }
}

impl Acts for CircleOfTwo {
    fn act(&self, id: consent::ActId) -> Option<Cow<'_, ActShown>> {
        let entry = self.record.get(record::ActId(id.bytes()))?;
        self.fold.shown(entry).map(Cow::Owned)
    }

    fn page(&self, page: &Page) -> Option<String> {
        self.stands_on(page).map(|written| written.words.clone())
    }

    fn consequence(&self, version: consent::ActId, place: u32) -> Option<String> {
        let words: AgreementWords = self.words_of(version).ok()?;
        words.consequences.get(usize::try_from(place).ok()?).cloned()
    }

    fn responsibility(&self, version: consent::ActId, place: u32) -> Option<String> {
        let words: AgreementWords = self.words_of(version).ok()?;
        words.responsibilities.get(usize::try_from(place).ok()?).map(|of| of.says.clone())
    }
}

/// Who can be handed an epoch: whoever is in and has a key that is one, so that no device can silence the others by
/// having none. And oneself: what a device says that was let out is still heard where it closes.
pub(crate) fn readers(present: &[Device], own: &DeviceSecret) -> Vec<Device> {
    let rng = &mut randomness();
    let others = present.iter().filter(|device| device.id != own.id());
    let others = others.filter(|device| circle::keys::can_be_sealed_to(device, rng));
    others.copied().chain([own.device()]).collect()
}

/// Collects frames for the relay, each with its place in the outbox.
pub(crate) struct Outbox<'c> {
    pub(crate) changes: &'c mut Changes,
    next: u64,
}

impl<'c> Outbox<'c> {
    /// `next`: a number that no frame in the outbox has.
    pub(crate) fn new(changes: &'c mut Changes, next: u64) -> Outbox<'c> {
        Outbox { changes, next }
    }

    /// Puts handouts on their way, many in a frame.
    pub(crate) fn handouts(&mut self, log: &LogSecret, handouts: &[Handout]) {
        for carried in Carried::handouts(handouts) {
            self.frame(log, &carried.to_bytes());
        }
    }

    /// Veils what is carried and puts it on its way. What is too large for a frame is not made above.
    pub(crate) fn frame(&mut self, log: &LogSecret, carried: &[u8]) {
        let rng = &mut randomness();
        let Some(frame) = log.frame(carried, rng) else { return };
        let mut token = [0; 16];
        rand_core::Rng::fill_bytes(rng, &mut token);
        let key = OutgoingKey { log: log.id(), number: self.next };
        self.next = self.next.saturating_add(1);
        let outgoing = Outgoing { token: wire::Token(token), frame };
        self.changes.put(layout::OUTBOX, &key.to_bytes(), layout::encode(&outgoing));
    }
}
