//! What comes from the log of a relationship: from frames to changes to the vault.
//!
//! Nothing is taken into memory here: epochs and acts are there once the vault has them. A frame that cannot be read yet
//! is kept and tried again whenever something came that may open it: its epoch may be handed out behind it, or by a
//! device whose letting-in has just come. What is in it may be a no, and nobody sends it a second time.

use std::collections::{BTreeMap, BTreeSet};

use circle::{Carried, DeviceSecret, Handout, HandoutError, Keyring, Taken};
use record::{ActId, Apart, DeviceId, RelationshipId, Verified};
use vault::Store;

use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox, readers};
use crate::layout;
use crate::session::Event;
use crate::{Error, randomness};

/// The most pieces of evidence that are kept of things that came and were no act.
const MAX_EVIDENCE: u64 = 1000;
/// The most bytes of acts that are collected before they are verified: 1 MiB, and one act.
const MAX_COLLECTED: usize = 1024 * 1024;
/// The most frames of a relationship that are kept unread, and the most bytes of them: 8 MiB.
const MAX_UNREAD: (usize, usize) = (512, 8 * 1024 * 1024);

/// The most handouts that are taken from the other person's devices, and from those that were let out. A handout is made
/// where somebody is let in or out; each that is taken is handed on and kept for good.
const MAX_HANDOUTS: usize = 512;

/// Frames that cannot be read yet, by [`layout::unread_key`].
pub(crate) type Unread = BTreeMap<Vec<u8>, Vec<u8>>;

/// What was made of a frame.
enum Made {
    Read,
    /// Under an epoch that is not held, or handed out by a device that is not in: so far.
    NotYet,
    /// Changed on its way, or a newer Troth's.
    Never,
}

/// What one step makes of frames, beside what the circle holds already.
struct Arriving<'c> {
    circle: &'c CircleOfTwo,
    own: &'c DeviceSecret,
    known: BTreeMap<DeviceId, (record::Person, bool)>,
    /// How many handouts there are, by whose device and whether it is in.
    taken: BTreeMap<(record::Person, bool), usize>,
    keyring: Keyring,
    handouts: BTreeSet<Vec<u8>>,
    /// What was carried as acts and is not held, to be read and verified together: no more than [`record::TOGETHER`], and
    /// their bytes.
    acts: Vec<Vec<u8>>,
    bytes: usize,
    seen: BTreeSet<ActId>,
    evidence: u64,
    changes: Changes,
}

impl<'c> Arriving<'c> {
    /// `evidence`: how many pieces there are.
    fn at(circle: &'c CircleOfTwo, own: &'c DeviceSecret, evidence: u64) -> Arriving<'c> {
        let known = circle.ever_in();
        let mut taken = BTreeMap::new();
        for group in circle.makers().filter_map(|maker| known.get(&maker)) {
            let count: &mut usize = taken.entry(*group).or_default();
            *count = count.saturating_add(1);
        }
        Arriving {
            circle,
            own,
            known,
            taken,
            keyring: circle.keyring.clone(),
            handouts: BTreeSet::new(),
            acts: Vec::new(),
            bytes: 0,
            seen: BTreeSet::new(),
            evidence,
            changes: Changes::default(),
        }
    }

    fn carried(&mut self, bytes: &[u8]) -> Made {
        match Carried::from_bytes(bytes) {
            Some(Carried::Handout(handout)) => self.handout(&handout),
            Some(Carried::Handouts(handouts)) => self.handouts(&handouts),
            Some(Carried::Founding(founding)) => {
                self.collect(founding);
                Made::Read
            }
            Some(Carried::Acts { epoch, .. }) if !self.keyring.holds(epoch) => Made::NotYet,
            Some(Carried::Acts { epoch, sealed }) => {
                let Some(acts) = Carried::open_acts(&self.keyring, epoch, &sealed) else {
                    return Made::Never;
                };
                acts.into_iter().for_each(|act| self.collect(act));
                Made::Read
            }
            None => Made::Never,
        }
    }

    /// Each for itself; kept for later where one of them has to wait.
    fn handouts(&mut self, handouts: &[Handout]) -> Made {
        let mut made = Made::Read;
        for handout in handouts {
            match (self.handout(handout), &made) {
                (Made::NotYet, _) => made = Made::NotYet,
                (Made::Never, Made::Read) => made = Made::Never,
                _ => {}
            }
        }
        made
    }

    /// Whether more has been handed out than anybody needs to. Of one's own devices that are in, all is taken.
    fn is_too_many(&self, by: DeviceId) -> bool {
        let Some(group) = self.known.get(&by) else { return false };
        let is_ours = *group == (crate::fold::record_person(self.circle.own()), true);
        !is_ours && self.taken.get(group).is_some_and(|taken| *taken >= MAX_HANDOUTS)
    }

    fn handout(&mut self, handout: &Handout) -> Made {
        let bytes = layout::encode(handout);
        if self.circle.has_handout(&bytes) || self.handouts.contains(&bytes) {
            return Made::Read;
        }
        if self.is_too_many(handout.by()) {
            return Made::Never;
        }
        match self.keyring.take(handout, self.own, |device| self.known.contains_key(&device)) {
            Ok(Taken::Yes) => {
                if let Some(group) = self.known.get(&handout.by()) {
                    let count = self.taken.entry(*group).or_default();
                    *count = count.saturating_add(1);
                }
                self.changes.append(layout::handouts(self.circle.id), bytes.clone());
                self.handouts.insert(bytes);
                Made::Read
            }
            Ok(Taken::NotForThisDevice) => Made::Read,
            Err(HandoutError::Stranger(_)) => Made::NotYet,
            Err(HandoutError::Forged(_) | HandoutError::WrongSecret(_)) => Made::Never,
        }
    }

    /// What all of it changes.
    fn changes(mut self) -> Changes {
        self.take_acts();
        self.changes
    }

    /// What is held, or came in this step before, has been verified: it is not verified again for being sent again.
    fn collect(&mut self, act: Vec<u8>) {
        let id = ActId::of(&act);
        if self.circle.holds(id) || self.seen.contains(&id) {
            return;
        }
        self.bytes = self.bytes.saturating_add(act.len());
        self.acts.push(act);
        // A frame can hold very many that are none, so only so many wait at once.
        if self.acts.len() >= record::TOGETHER || self.bytes >= MAX_COLLECTED {
            self.take_acts();
        }
    }

    fn take_acts(&mut self) {
        let acts = std::mem::take(&mut self.acts);
        self.bytes = 0;
        for (received, bytes) in record::receive_each(&acts).into_iter().zip(acts) {
            self.act(received, bytes);
        }
    }

    fn act(&mut self, received: Result<Verified, Apart>, bytes: Vec<u8>) {
        match received {
            Ok(act) => {
                // Not held: that was asked before it was collected.
                if self.seen.insert(act.id()) {
                    self.changes.append(layout::acts(self.circle.id), bytes);
                }
            }
            Err(apart) => {
                if self.evidence < MAX_EVIDENCE && self.seen.insert(apart.act) {
                    self.evidence = self.evidence.saturating_add(1);
                    self.changes.append(layout::apart(self.circle.id), bytes);
                }
            }
        }
    }
}

impl<S: Store> Companion<S> {
    /// Takes frames in: of this life of the log, which has been read up to `end` then.
    pub(crate) async fn arrive(
        &mut self,
        relationship: RelationshipId,
        frames: &[Vec<u8>],
        incarnation: wire::Incarnation,
        end: u64,
    ) -> Result<Vec<Event>, Error> {
        let before = self.circle(relationship)?.record().len();
        let (mut never, mut kept) = (0_usize, Vec::new());
        let mut is_done = false;
        for _ in 0..PATIENCE {
            let mut changes;
            (changes, never, kept) = self.arriving(relationship, frames)?;
            let log = self.circle(relationship)?.log.id();
            let cursor = self.cursors.get(&log).copied().unwrap_or_default().after(incarnation, end, None);
            changes.put(layout::CURSORS, &log.0, layout::encode(&cursor));
            if self.commit(&changes).await? {
                is_done = true;
                break;
            }
        }
        if !is_done {
            return Err(Error::Crowded);
        }
        self.read_again(relationship).await?;
        self.hand_among(relationship).await?;
        self.sweep().await?;
        let began = self.begin_known().await?;
        let count = self.circle(relationship)?.record().len().saturating_sub(before);
        let acts = (count > 0).then_some(Event::Acts { relationship, count });
        let kept = kept.iter().filter(|key| self.unread.contains_key(*key)).count();
        let unread = never.saturating_add(kept);
        let unread = (unread > 0).then_some(Event::Unreadable { relationship, count: unread });
        Ok(began.into_iter().chain(acts).chain(unread).collect())
    }

    /// What frames change, how many will never be read, and the keys of those that are kept.
    fn arriving(
        &self,
        relationship: RelationshipId,
        frames: &[Vec<u8>],
    ) -> Result<(Changes, usize, Vec<Vec<u8>>), Error> {
        let circle = self.circle(relationship)?;
        let evidence = self.vault.run_length(&layout::apart(relationship));
        let mut arriving = Arriving::at(circle, &self.own, evidence);
        let (mut never, mut kept) = (0_usize, Vec::new());
        let of_it: Vec<&Vec<u8>> = self.unread_of(relationship).map(|(_, carried)| carried).collect();
        let mut room = MAX_UNREAD.0.saturating_sub(of_it.len());
        let mut bytes_room =
            of_it.iter().fold(MAX_UNREAD.1, |room, carried| room.saturating_sub(carried.len()));
        for frame in frames {
            let Ok(carried) = circle.log.unframe(frame) else {
                never = never.saturating_add(1);
                continue;
            };
            match arriving.carried(&carried) {
                Made::Read => {}
                Made::NotYet if room > 0 && carried.len() <= bytes_room => {
                    (room, bytes_room) = (room.saturating_sub(1), bytes_room.saturating_sub(carried.len()));
                    let key = layout::unread_key(relationship, &carried);
                    arriving.changes.put(layout::UNREAD, &key, carried);
                    kept.push(key);
                }
                Made::NotYet | Made::Never => never = never.saturating_add(1),
            }
        }
        Ok((arriving.changes(), never, kept))
    }

    fn unread_of(&self, relationship: RelationshipId) -> impl Iterator<Item = (&Vec<u8>, &Vec<u8>)> {
        self.unread.iter().filter(move |(key, _)| key.starts_with(&relationship.0))
    }

    /// Reads what was kept unread, as far as that can be done now. Each round reads at least one frame more.
    async fn read_again(&mut self, relationship: RelationshipId) -> Result<(), Error> {
        loop {
            let evidence = self.vault.run_length(&layout::apart(relationship));
            let mut arriving = Arriving::at(self.circle(relationship)?, &self.own, evidence);
            let mut done = Vec::new();
            for (key, carried) in self.unread_of(relationship) {
                if !matches!(arriving.carried(carried), Made::NotYet) {
                    done.push(key.clone());
                }
            }
            if done.is_empty() {
                return Ok(());
            }
            let mut changes = arriving.changes();
            done.iter().for_each(|key| changes.remove(layout::UNREAD, key));
            self.commit(&changes).await?;
        }
    }

    /// Hands epochs of the other person on among one's own devices: the other may have handed them something else, or
    /// have begun an epoch before hearing of a device that was let in.
    async fn hand_among(&mut self, relationship: RelationshipId) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let circle = self.circle(relationship)?;
            let ours = readers(&circle.ours(), &self.own);
            let handouts = circle.keyring.hand_among(&ours, &self.own, &mut randomness());
            if handouts.is_empty() {
                return Ok(());
            }
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            for handout in &handouts {
                outbox.changes.append(layout::handouts(relationship), layout::encode(handout));
            }
            outbox.handouts(&circle.log, &handouts);
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }
}
