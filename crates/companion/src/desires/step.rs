//! The steps by which two devices find what both are open to: each follows from the record and from what was finished here.

use consent::{ActId, Instant};
use matching::Wrong;
use matching::errand::{Both, Errand, Of, Step};
use negotiation::desires::{self, DesireSays, Entry, Found, Pair, Stage};
use record::RelationshipId;
use vault::Store;

use super::said::{Finish, Spoken};
use super::{Finished, key, side};
use crate::begin::Companion;
use crate::changes::Changes;
use crate::circle_of_two::CircleOfTwo;
use crate::{Error, layout};

/// What is said with what an errand answers.
enum Then {
    Step(Stage),
    Found(Vec<Entry>),
}

/// A step that is to be taken.
struct Next {
    mine: ActId,
    pair: Pair,
    then: Then,
    /// None where nothing is on both lists.
    errand: Option<Errand>,
}

/// A step that this device can take: its errand is run wherever nothing has to stand still meanwhile.
pub struct DesireStep {
    next: Next,
    finished: Finished,
}

impl DesireStep {
    /// What is to be run for it; nothing, where there is nothing to work out.
    #[must_use]
    pub fn errand(&self) -> Option<&Errand> {
        self.next.errand.as_ref()
    }
}

impl<S: Store> Companion<S> {
    /// Takes all steps that can be taken now, here and at once; how many were.
    ///
    /// # Errors
    /// Those of an act. To be called again whenever something came.
    pub async fn match_desires(
        &mut self,
        relationship: RelationshipId,
        now: Instant,
    ) -> Result<usize, Error> {
        let (mut taken, mut last) = (0_usize, None);
        while let Some(step) = self.desire_step(relationship).await? {
            // A step that does not come to count is not taken again and again.
            if last.replace(step.next.name()) == Some(step.next.name()) {
                break;
            }
            let answer = step.errand().map_or(Ok(Vec::new()), Errand::run);
            taken = taken.saturating_add(usize::from(answer.is_ok()));
            self.take_desire_step(relationship, &step, answer, now).await?;
        }
        Ok(taken)
    }

    /// The next step that can be taken now.
    ///
    /// # Errors
    /// [`Error::NoRelationship`]; the vault's.
    pub async fn desire_step(&mut self, relationship: RelationshipId) -> Result<Option<DesireStep>, Error> {
        if self.circle(relationship)?.fold.desires.is_empty() {
            return Ok(None);
        }
        let finished = self.finished(relationship).await?;
        let circle = self.circle(relationship)?;
        if !circle.would_count(self.own.id()) {
            return Ok(None);
        }
        let spoken = circle.spoken();
        let next = |(id, finished): (ActId, Finished)| {
            let mine = spoken.finish(id).filter(|mine| mine.device == self.own.id() && !finished.is_stuck)?;
            Some(DesireStep { next: circle.next_of(&spoken, mine, &finished)?, finished })
        };
        Ok(finished.into_iter().find_map(next))
    }

    /// Takes a step with what its errand was answered. One that no longer fits, as another tab has taken it, is left.
    /// Where what the other's device sent is wrong, this list goes no further.
    ///
    /// # Errors
    /// Those of an act; [`Error::NoMatcher`] where the errand could not be read.
    pub async fn take_desire_step(
        &mut self,
        relationship: RelationshipId,
        step: &DesireStep,
        answer: Result<Vec<u8>, Wrong>,
        now: Instant,
    ) -> Result<(), Error> {
        let DesireStep { next, finished } = step;
        match answer {
            Ok(answer) => self.say_step(relationship, next, finished, &answer, now).await,
            Err(Wrong::Errand) => Err(Error::NoMatcher),
            Err(_) => self.get_stuck(relationship, next, finished).await,
        }
    }

    async fn say_step(
        &mut self,
        relationship: RelationshipId,
        next: &Next,
        finished: &Finished,
        answer: &[u8],
        now: Instant,
    ) -> Result<(), Error> {
        let says = match &next.then {
            Then::Step(stage) => DesireSays::Step(next.pair, *stage, answer.to_vec()),
            Then::Found(entries) => {
                let circle = self.circle(relationship)?;
                let found = circle.found(&circle.spoken(), next.mine, finished, entries, answer);
                DesireSays::Found(next.pair, found)
            }
        };
        let beside = |_: &CircleOfTwo, _: ActId, changes: &mut Changes| {
            let key = key(relationship, &next.mine.bytes());
            match next.then {
                Then::Found(_) => changes.remove(layout::FINISHED, &key),
                Then::Step(Stage::Opened) => {
                    let mut opened = finished.clone();
                    opened.opened = Some(next.pair);
                    changes.put(layout::FINISHED, &key, layout::encode(&opened));
                }
                Then::Step(Stage::Sealed | Stage::Blinded) => {}
            }
        };
        // Another tab may have taken the step meanwhile, or one that rules it out.
        let still = |circle: &CircleOfTwo, _: &consent::Past| {
            if circle.is_still(next, finished) { Ok(()) } else { Err(Error::NotFinished) }
        };
        match self.sign(relationship, &says.to_bytes(), now, &still, &beside).await {
            Ok(_) | Err(Error::NotFinished) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// What the other sent does not fit: it will not fit later, and is not looked at again.
    async fn get_stuck(
        &mut self,
        relationship: RelationshipId,
        next: &Next,
        finished: &Finished,
    ) -> Result<(), Error> {
        let mine = next.mine;
        let is_kept = self.finished(relationship).await?.contains_key(&mine);
        // It may have been another list of theirs that did not fit.
        if !is_kept || !self.circle(relationship)?.is_still(next, finished) {
            return Ok(());
        }
        let mut changes = Changes::default();
        let mut stuck = finished.clone();
        stuck.is_stuck = true;
        changes.put(layout::FINISHED, &key(relationship, &mine.bytes()), layout::encode(&stuck));
        self.keep(&changes).await
    }
}

impl Next {
    /// Names it among all steps.
    fn name(&self) -> (Pair, Option<Stage>) {
        match self.then {
            Then::Step(stage) => (self.pair, Some(stage)),
            Then::Found(_) => (self.pair, None),
        }
    }
}

impl CircleOfTwo {
    /// Whether what this device says now can come to count: it is in, and there is one of it.
    fn would_count(&self, device: record::DeviceId) -> bool {
        let person = crate::fold::record_person(self.own());
        let lines = self.record.lines().filter(|(other, _)| *other == device).count();
        lines <= 1 && self.record.member(device, person).is_some()
    }

    /// Whether a step is still the next one.
    fn is_still(&self, next: &Next, finished: &Finished) -> bool {
        let spoken = self.spoken();
        let now = spoken.finish(next.mine).and_then(|mine| self.next_of(&spoken, mine, finished));
        now.is_some_and(|now| now.name() == next.name())
    }

    /// The next step of this device with a list that it finished.
    fn next_of(&self, spoken: &Spoken, mine: &Finish, finished: &Finished) -> Option<Next> {
        let theirs = match finished.opened {
            Some(pair) => spoken.finish(pair.get(self.own().other()))?,
            None => spoken.theirs_for(mine)?,
        };
        let is_newest = spoken.newest(self.own()).is_some_and(|newest| newest.id == mine.id);
        let by_person =
            |mine, theirs| if self.own() == consent::Person::One { (mine, theirs) } else { (theirs, mine) };
        let (one, two) = by_person(mine, theirs);
        let pair = Pair { one: one.id, two: two.id };
        if spoken.has_found(self.own(), pair) {
            return None;
        }
        let entries = desires::common(&mine.list, &theirs.list);
        let said = |stage, finish| spoken.at(pair, stage, finish);
        let both = |stage| Some(Both(said(stage, one)?.to_vec(), said(stage, two)?.to_vec()));
        let has = |stage| said(stage, mine).is_some();
        let of = || self.over(pair, one, two, &entries);
        // A list that was taken back or finished anew goes no further than it has been opened.
        if !is_newest && !has(Stage::Opened) {
            return None;
        }
        let (then, step) = if entries.is_empty() {
            (Then::Found(entries), None)
        } else if !has(Stage::Sealed) {
            (Then::Step(Stage::Sealed), Some(Step::Seal(of()?, open(mine, finished, &entries))))
        } else if !has(Stage::Blinded) {
            (Then::Step(Stage::Blinded), Some(Step::Blind(of()?, both(Stage::Sealed)?)))
        } else if !has(Stage::Opened) {
            (Then::Step(Stage::Opened), Some(Step::Open(of()?, both(Stage::Sealed)?, both(Stage::Blinded)?)))
        } else {
            let (sealed, blinded) = (both(Stage::Sealed)?, both(Stage::Blinded)?);
            let step = Step::Find(of()?, sealed, blinded, both(Stage::Opened)?);
            (Then::Found(entries), Some(step))
        };
        let place = self.id.0.to_vec();
        let errand = step.map(|step| Errand { seed: finished.seed, side: side(self.own()), place, step });
        Some(Next { mine: mine.id, pair, then, errand })
    }

    /// Over what both work. Where a share cannot be read there is nothing to work on.
    fn over(&self, pair: Pair, one: &Finish, two: &Finish, entries: &[Entry]) -> Option<Of> {
        let share = |finish: &Finish| minicbor::decode(&finish.share).ok();
        let list = layout::encode(&(pair, entries));
        Some(Of { list, entries: entries.len(), shares: (share(one)?, share(two)?) })
    }

    /// What was found, with whether one is more than curious: the other learns it there, and nowhere else.
    fn found(
        &self,
        spoken: &Spoken,
        mine: ActId,
        finished: &Finished,
        entries: &[Entry],
        answer: &[u8],
    ) -> Vec<Found> {
        let Some(mine) = spoken.finish(mine) else { return Vec::new() };
        // Whatever came: what one said no to is not found.
        let is_open = |entry: &Entry| level(mine, finished, entry) >= 1;
        let found = entries.iter().zip(answer).filter(|(entry, found)| **found == 1 && is_open(entry));
        let warm = |entry: &Entry| level(mine, finished, entry) >= 2;
        found.map(|(entry, _)| Found { entry: entry.clone(), is_warm: warm(entry) }).collect()
    }
}

/// For each entry whether one is open to it.
fn open(mine: &Finish, finished: &Finished, entries: &[Entry]) -> Vec<u8> {
    entries.iter().map(|entry| u8::from(level(mine, finished, entry) >= 1)).collect()
}

fn level(mine: &Finish, finished: &Finished, entry: &Entry) -> u8 {
    let at = mine.list.iter().position(|other| other == entry);
    at.and_then(|at| finished.answers.get(at)).copied().unwrap_or(0)
}
