//! What the record holds of desires: who has finished which list, and how far the devices are.

use std::collections::BTreeSet;

use consent::{ActId, Area, Instant, Person};
use negotiation::desires::{self, DesireSays, Found, Pair, Stage};
use record::{Body, DeviceId, Entry};

use super::Stands;
use crate::circle_of_two::CircleOfTwo;
use crate::fold::{act_id, person};

/// A list that somebody finished.
pub(super) struct Finish {
    pub(super) id: ActId,
    pub(super) by: Person,
    pub(super) device: DeviceId,
    pub(super) share: Vec<u8>,
    pub(super) list: Vec<desires::Entry>,
    /// Somebody finished another list since, or took this one back.
    is_past: bool,
}

/// A step that a device took.
struct Step {
    device: DeviceId,
    pair: Pair,
    stage: Stage,
    bytes: Vec<u8>,
}

/// What a device found.
pub(super) struct FoundSaid {
    pub(super) by: Person,
    pub(super) at: Instant,
    pub(super) pair: Pair,
    pub(super) entries: Vec<Found>,
}

/// All of it, in the order in which it came to this device; of one device's, that is the order in which it was said.
#[derive(Default)]
pub(super) struct Spoken {
    offered: Vec<Area>,
    pub(super) finishes: Vec<Finish>,
    steps: Vec<Step>,
    pub(super) found: Vec<FoundSaid>,
}

impl CircleOfTwo {
    /// What a device that was let out, or forked, said of desires does not count: it would open. But that something was opened, or
    /// found, cannot be unsaid.
    pub(super) fn spoken(&self) -> Spoken {
        let mut spoken = Spoken::default();
        for id in &self.fold.desires {
            let Some(entry) = self.record.get(*id) else { continue };
            let Body::Says(bytes) = entry.act().body() else { continue };
            let Some(says) = DesireSays::from_bytes(bytes) else { continue };
            let cannot_be_unsaid =
                matches!(says, DesireSays::Found(..) | DesireSays::Step(_, Stage::Opened, _));
            if cannot_be_unsaid || !entry.is_disowned() {
                self.hear(&mut spoken, entry, says);
            }
        }
        self.outdate(&mut spoken.finishes);
        spoken
    }

    fn hear(&self, spoken: &mut Spoken, entry: &Entry, says: DesireSays) {
        let (id, by, device) = (act_id(entry.id()), person(entry.person()), entry.act().device());
        match says {
            DesireSays::Offer(area) => spoken.offered.push(area),
            DesireSays::Finish(share, list) => {
                // Of one device the later has seen the earlier.
                let before = spoken.finishes.iter_mut().filter(|before| before.device == device);
                before.for_each(|before| before.is_past = true);
                spoken.finishes.push(Finish { id, by, device, share, list, is_past: false });
            }
            DesireSays::Reconsider(finish) => {
                let of = |one: &&mut Finish| one.id == finish && one.by == by;
                if let Some(finish) = spoken.finishes.iter_mut().find(of) {
                    finish.is_past = true;
                }
            }
            DesireSays::Step(pair, stage, bytes) => spoken.steps.push(Step { device, pair, stage, bytes }),
            DesireSays::Found(pair, entries) => {
                spoken.found.push(FoundSaid { by, at: self.fold.instant(entry), pair, entries });
            }
        }
    }

    /// A person's list is past once they have finished another that had seen it. Of those that had not seen each other, that of
    /// the larger name stays: every device agrees.
    fn outdate(&self, finishes: &mut [Finish]) {
        let seen = |x: ActId, y: ActId| self.record.seen(record::ActId(x.bytes()), record::ActId(y.bytes()));
        for is_later in [&seen as &dyn Fn(ActId, ActId) -> bool, &|other: ActId, one: ActId| other > one] {
            let left = finishes.iter().filter(|finish| !finish.is_past);
            let left: Vec<(ActId, Person)> = left.map(|finish| (finish.id, finish.by)).collect();
            for finish in finishes.iter_mut().filter(|finish| !finish.is_past) {
                let later = |(other, by): &(ActId, Person)| {
                    *by == finish.by && *other != finish.id && is_later(*other, finish.id)
                };
                finish.is_past = left.iter().any(later);
            }
        }
    }
}

impl Spoken {
    pub(super) fn offered(&self) -> impl Iterator<Item = Area> {
        self.offered.iter().cloned()
    }

    pub(super) fn finish(&self, id: ActId) -> Option<&Finish> {
        self.finishes.iter().find(|finish| finish.id == id)
    }

    /// The list that this person last finished, unless they took it back.
    pub(super) fn newest(&self, of: Person) -> Option<&Finish> {
        self.finishes.iter().find(|finish| finish.by == of && !finish.is_past)
    }

    /// The lists that their devices have opened, each against one of the other's.
    pub(super) fn opened(&self) -> BTreeSet<ActId> {
        let opened = self.finishes.iter().filter(|finish| self.opened_against(finish).is_some());
        opened.map(|finish| finish.id).collect()
    }

    fn opened_against(&self, finish: &Finish) -> Option<Pair> {
        let of = |step: &&Step| step.stage == Stage::Opened && step.device == finish.device;
        let mine = |pair: &Pair| pair.get(finish.by) == finish.id;
        self.steps.iter().filter(of).map(|step| step.pair).find(mine)
    }

    /// The other's list that this one is matched with: the one that it was opened against, and no other ever; before that,
    /// the other's newest, unless it was opened against another one.
    pub(super) fn theirs_for(&self, mine: &Finish) -> Option<&Finish> {
        if let Some(pair) = self.opened_against(mine) {
            return self.finish(pair.get(mine.by.other()));
        }
        let theirs = self.newest(mine.by.other())?;
        let is_free = |pair: Pair| pair.get(mine.by) == mine.id;
        self.opened_against(theirs).is_none_or(is_free).then_some(theirs)
    }

    /// What the device that finished this list first said at that stage.
    pub(super) fn at(&self, pair: Pair, stage: Stage, finish: &Finish) -> Option<&[u8]> {
        let of = |step: &&Step| step.pair == pair && step.stage == stage && step.device == finish.device;
        self.steps.iter().find(of).map(|step| step.bytes.as_slice())
    }

    /// Whether this person's devices found what both are open to in that pair.
    pub(super) fn has_found(&self, by: Person, pair: Pair) -> bool {
        self.found.iter().any(|found| found.by == by && found.pair == pair)
    }

    /// `stuck`: whether this device cannot go on with a list of its own.
    pub(super) fn stands(&self, device: DeviceId, own: Person, stuck: impl Fn(&ActId) -> bool) -> Stands {
        let is_done = |finish: &Finish| {
            let done = |found: &FoundSaid| found.by == own && found.pair.get(finish.by) == finish.id;
            self.found.iter().any(done)
        };
        let newest = |of| self.newest(of).filter(|finish| !is_done(finish));
        let (mine, theirs) = (newest(own), newest(own.other()));
        match (mine, theirs) {
            (None, None) => Stands::Open,
            (None, Some(theirs)) if self.opened_against(theirs).is_some() => Stands::Open,
            (None, Some(_)) => Stands::TheyFinished,
            (Some(mine), _) if mine.device == device && stuck(&mine.id) => Stands::Stuck,
            (Some(mine), _) => self.stands_with(mine, theirs, device),
        }
    }

    fn stands_with(&self, mine: &Finish, theirs: Option<&Finish>, device: DeviceId) -> Stands {
        if self.opened_against(mine).is_some() {
            let with = self.theirs_for(mine).map(|theirs| theirs.id);
            let goes_on = with.is_some() && with == theirs.map(|theirs| theirs.id);
            let theirs = goes_on.then_some(theirs).flatten();
            // One's own half is opened: theirs, too, or they can know what one cannot yet.
            return match theirs.map(|theirs| self.opened_against(theirs).is_some()) {
                Some(true) => working(mine, device),
                Some(false) => Stands::HalfOpen,
                None => Stands::Stuck,
            };
        }
        match self.theirs_for(mine) {
            Some(_) => working(mine, device),
            None => Stands::YouFinished,
        }
    }
}

fn working(mine: &Finish, device: DeviceId) -> Stands {
    if mine.device == device { Stands::Working } else { Stands::Elsewhere }
}
