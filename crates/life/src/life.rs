//! All that was said of daily life, and what answers what.
//!
//! Acts come as they come into the record: each behind its past; what is answered from them depends on the set of acts alone, and
//! lists are in the order of instants, then names: the same on every device. What closes (a no, something taken back, low capacity) counts as
//! soon as it is known; an answer that opens answers only the noes that it has seen.

use std::collections::{BTreeSet, HashMap};

use consent::{ActId, Instant, Knowledge, Line, Past, Person};
use rustc_hash::FxBuildHasher;

use crate::day::Day;
use crate::refusal::LifeRefusal;
use crate::says::{Answer, Direction, LifeSays, Reply, Switch};

/// An act as it arrives.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its name.
    pub id: ActId,
    /// Whose.
    pub by: Person,
    /// Its instant by the rule of the floor.
    pub at: Instant,
    /// Where it lies: which line, and after how many acts of it.
    pub place: (Line, u32),
    /// What it had seen.
    pub past: Past,
    /// What it says.
    pub says: LifeSays,
}

/// What the words of a version list, by the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who holds.
    pub holder: Person,
    /// How many consequences.
    pub consequences: u32,
    /// How many responsibilities of the holder's.
    pub responsibilities: u32,
}

/// What the acts of daily life stand on.
#[derive(Clone, Copy)]
pub struct World<'w> {
    /// What the engine knows.
    pub knowledge: &'w Knowledge,
    /// What the version of this name lists, where this past holds it.
    pub listed: &'w dyn Fn(ActId, &Past) -> Option<Listed>,
}

/// An act that was not refused.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The act.
    pub act: Act,
    /// What it opens does not count: its device was forked or let out.
    pub is_disowned: bool,
    /// What answers it, by instant and name.
    answers: Vec<usize>,
    /// What takes it back.
    taken: Vec<usize>,
}

impl Entry {
    /// Whether the other act is in this one's past.
    pub fn has_seen(&self, other: &Entry) -> bool {
        other.is_in(Some(&self.act.past))
    }

    /// Whether it is in that past; all that is known holds it.
    fn is_in(&self, past: Option<&Past>) -> bool {
        let (line, index) = self.act.place;
        past.is_none_or(|past| past.count(line) > index)
    }

    /// The direction that it is, if it is one.
    pub fn direction(&self) -> Option<&Direction> {
        match &self.act.says {
            LifeSays::Direct(direction) => Some(direction),
            _ => None,
        }
    }

    /// The answer that it is, if it is one.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.act.says {
            LifeSays::Answer(answer) => Some(answer),
            _ => None,
        }
    }
}

/// The acts of daily life that a device knows.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// In order of arrival.
    entries: Vec<Entry>,
    /// The same, by instant and name.
    timeline: Vec<usize>,
    by_id: HashMap<ActId, usize, FxBuildHasher>,
    /// Directions of which something may still come.
    open: BTreeSet<usize>,
    lows: Vec<usize>,
    switches: Vec<usize>,
    /// What gives points, and what spends them.
    points: Vec<usize>,
    /// Answers with words, in order of arrival: of most answers there are none.
    worded: Vec<usize>,
}

impl Life {
    /// Adds an act behind its past.
    ///
    /// # Errors
    /// The [`LifeRefusal`]; then it is not there.
    pub fn add(&mut self, act: Act, world: World<'_>) -> Result<(), LifeRefusal> {
        self.would_admit(act.by, act.at, &act.past, &act.says, world)?;
        let (place, says) = (self.entries.len(), act.says.clone());
        self.by_id.insert(act.id, place);
        self.entries.push(Entry { act, is_disowned: false, answers: Vec::new(), taken: Vec::new() });
        let mut timeline = std::mem::take(&mut self.timeline);
        self.put_in_time(&mut timeline, place);
        self.timeline = timeline;
        match &says {
            LifeSays::Direct(_) => {
                self.open.insert(place);
            }
            LifeSays::Answer(answer) => {
                self.answer(answer.to, place);
                self.worded.extend((!answer.words.is_empty()).then_some(place));
            }
            LifeSays::TakeBack(what) => {
                if let Some(entry) = self.get_mut(*what) {
                    entry.taken.push(place);
                }
            }
            LifeSays::LowCapacity(_) => self.lows.push(place),
            LifeSays::Points(_) => self.switches.push(place),
            LifeSays::Recognise(_) | LifeSays::Redeem(_) => self.points.push(place),
            LifeSays::Request(_)
            | LifeSays::Consequence(_)
            | LifeSays::Kept(_)
            | LifeSays::Reward(_)
            | LifeSays::Share(_) => {}
        }
        let touched = self.touched(&says);
        touched.into_iter().for_each(|direction| self.settle(direction));
        Ok(())
    }

    /// What this act opened does not count from now on. What it closed does.
    pub fn disown(&mut self, id: ActId) {
        let Some(place) = self.by_id.get(&id).copied() else { return };
        let Some(entry) = self.entries.get_mut(place) else { return };
        entry.is_disowned = true;
        let says = entry.act.says.clone();
        let touched = self.touched(&says);
        touched.into_iter().for_each(|direction| self.settle(direction));
    }

    fn get_mut(&mut self, id: ActId) -> Option<&mut Entry> {
        self.by_id.get(&id).copied().and_then(|place| self.entries.get_mut(place))
    }

    fn answer(&mut self, to: ActId, place: usize) {
        let Some(entry) = self.get_mut(to) else { return };
        let mut answers = std::mem::take(&mut entry.answers);
        self.put_in_time(&mut answers, place);
        if let Some(entry) = self.get_mut(to) {
            entry.answers = answers;
        }
    }

    /// Puts it among others by instant and name: nearly always behind them all.
    fn put_in_time(&self, others: &mut Vec<usize>, place: usize) {
        let key = |place: usize| self.entries.get(place).map(|entry| (entry.act.at, entry.act.id));
        let own = key(place);
        let at = match others.last() {
            Some(last) if key(*last) > own => others.partition_point(|other| key(*other) < own),
            _ => others.len(),
        };
        others.insert(at, place);
    }

    /// The direction of which more, or less, may come by this.
    fn touched(&self, says: &LifeSays) -> Option<usize> {
        let to = match says {
            LifeSays::Answer(answer) => answer.to,
            LifeSays::TakeBack(what) => match self.get(*what).map(|entry| &entry.act.says) {
                Some(LifeSays::Answer(answer)) => answer.to,
                _ => *what,
            },
            _ => return None,
        };
        self.by_id.get(&to).copied()
    }

    /// Notes whether something may still come of a direction.
    fn settle(&mut self, place: usize) {
        let Some(entry) = self.entries.get(place) else { return };
        let Some(direction) = entry.direction() else { return };
        let is_done = direction.is_once() && self.done(entry, None).is_some();
        // Whoever declined it can still say otherwise, and it is there again.
        if is_done || self.is_taken_back(entry) || self.declined(entry, None).is_some() {
            self.open.remove(&place);
        } else {
            self.open.insert(place);
        }
    }

    /// The act of this name.
    pub fn get(&self, id: ActId) -> Option<&Entry> {
        self.by_id.get(&id).and_then(|place| self.entries.get(*place))
    }

    /// All acts, by instant and name.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.timeline.iter().filter_map(|place| self.entries.get(*place))
    }

    /// Directions of which something may still come: not taken back, not declined, not done once and for all. In order of arrival.
    pub fn open(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.open.iter().filter_map(|place| self.entries.get(*place))
    }

    /// The answers to something that were not taken back, by instant and name.
    pub fn answers<'l>(&'l self, to: &'l Entry) -> impl DoubleEndedIterator<Item = (&'l Entry, &'l Answer)> {
        self.answers_in(to, None)
    }

    /// The answers with words, to whatever, that were not taken back.
    pub fn worded(&self) -> impl Iterator<Item = &Answer> {
        let entries = self.worded.iter().filter_map(|place| self.entries.get(*place));
        entries.filter(|entry| !self.is_taken_back(entry)).filter_map(Entry::answer)
    }

    pub(crate) fn answers_in<'l>(
        &'l self,
        to: &'l Entry,
        past: Option<&'l Past>,
    ) -> impl DoubleEndedIterator<Item = (&'l Entry, &'l Answer)> {
        let answers = to.answers.iter().filter_map(|place| self.entries.get(*place));
        let left = answers.filter(move |entry| entry.is_in(past) && !self.is_taken_back_in(entry, past));
        left.filter_map(|entry| entry.answer().map(|answer| (entry, answer)))
    }

    /// Whether its author took it back.
    pub fn is_taken_back(&self, entry: &Entry) -> bool {
        self.is_taken_back_in(entry, None)
    }

    pub(crate) fn is_taken_back_in(&self, entry: &Entry, past: Option<&Past>) -> bool {
        // To take a no back opens.
        let is_closing = match &entry.act.says {
            LifeSays::LowCapacity(_) => true,
            LifeSays::Answer(answer) => answer.reply.is_no(),
            _ => false,
        };
        let taken = entry.taken.iter().filter_map(|place| self.entries.get(*place));
        let mut counting = taken.filter(|taken| taken.is_in(past) && !(is_closing && taken.is_disowned));
        counting.next().is_some()
    }

    /// The no to something by whoever it is for, of that day or of all of it, that no later answer of theirs has answered.
    pub fn declined(&self, to: &Entry, day: Option<Day>) -> Option<(&Entry, Reply)> {
        self.declined_in(to, day, None)
    }

    pub(crate) fn declined_in(
        &self,
        to: &Entry,
        day: Option<Day>,
        past: Option<&Past>,
    ) -> Option<(&Entry, Reply)> {
        let asked = to.act.by.other();
        let is_of = |answer: &Answer| answer.day.is_none() || answer.day == day;
        let answers = to.answers.iter().filter_map(|place| self.entries.get(*place));
        let answers: Vec<(&Entry, &Answer)> = answers
            .filter(|entry| entry.act.by == asked && entry.is_in(past) && !self.is_taken_back_in(entry, past))
            .filter_map(|entry| entry.answer().map(|answer| (entry, answer)))
            .filter(|(_, answer)| is_of(answer))
            .collect();
        let says_otherwise = |no: &Entry| {
            let opening = answers.iter().filter(|(entry, answer)| opens(answer.reply) && !entry.is_disowned);
            opening.into_iter().any(|(yes, _)| yes.has_seen(no))
        };
        let mut noes = answers.iter().filter(|(_, answer)| answer.reply.is_no());
        let no = noes.rfind(|(no, _)| !says_otherwise(no))?;
        // Its lifetime is that of the entries, not of the list of them.
        let entry = self.get(no.0.act.id)?;
        Some((entry, no.1.reply))
    }

    /// The yeses to something by whoever it is for, as far as no no stands against it.
    pub(crate) fn yeses<'l>(&'l self, to: &'l Entry, past: Option<&'l Past>) -> Vec<&'l Entry> {
        if self.declined_in(to, None, past).is_some() {
            return Vec::new();
        }
        let asked = to.act.by.other();
        let yes = self.answers_in(to, past).filter(move |(entry, answer)| {
            entry.act.by == asked && answer.reply == Reply::Yes && !entry.is_disowned
        });
        yes.map(|(entry, _)| entry).collect()
    }

    /// Whether it was done, in part, or not for that day: the last of these that was said.
    pub fn done(&self, to: &Entry, day: Option<Day>) -> Option<(&Entry, Reply)> {
        let asked = to.act.by.other();
        let answers = to.answers.iter().rev().filter_map(|place| self.entries.get(*place));
        let mut left =
            answers.filter(|entry| entry.act.by == asked && !self.is_taken_back(entry)).filter_map(|entry| {
                let answer = entry.answer()?;
                let says = matches!(answer.reply, Reply::Done | Reply::Partly) && answer.day == day;
                says.then_some((entry, answer.reply))
            });
        left.next()
    }

    /// Whether this person has low capacity at this instant, and until when; the latest, where it was said more than once.
    pub fn low_capacity(&self, of: Person, at: Instant) -> Option<Low> {
        self.lows_in(of, None)
            .filter(|low| low.is_at(at))
            .max_by_key(|low| (low.until.unwrap_or(Instant::LAST), low.act))
    }

    /// Every low capacity of this person's that the past holds and that was not taken back.
    pub(crate) fn lows_in<'l>(
        &'l self,
        of: Person,
        past: Option<&'l Past>,
    ) -> impl Iterator<Item = Low> + use<'l> {
        let lows = self.lows.iter().filter_map(|place| self.entries.get(*place));
        let own = lows.filter(move |entry| entry.act.by == of && entry.is_in(past));
        own.filter(move |entry| !self.is_taken_back_in(entry, past)).filter_map(Low::of)
    }

    /// Every low capacity of this person's that the past holds, those that were taken back among them, from when until when.
    pub(crate) fn ever_low(&self, of: Person, past: &Past) -> Vec<(Instant, Instant)> {
        let lows = self.lows.iter().filter_map(|place| self.entries.get(*place));
        let own = lows.filter(|entry| entry.act.by == of && entry.is_in(Some(past)));
        let span = |entry: &Entry| {
            let low = Low::of(entry)?;
            let taken = entry.taken.iter().filter_map(|place| self.entries.get(*place));
            let taken = taken.filter(|taken| taken.is_in(Some(past))).map(|taken| taken.act.at).min();
            let until = low.until.unwrap_or(Instant::LAST);
            Some((low.since, taken.map_or(until, |taken| taken.min(until))))
        };
        own.filter_map(span).collect()
    }

    /// Whether both like points.
    pub fn points_on(&self) -> bool {
        self.points_on_in(None)
    }

    pub(crate) fn points_on_in(&self, past: Option<&Past>) -> bool {
        Person::BOTH.into_iter().all(|person| self.switched_on(person, past))
    }

    /// Whether this person likes points: off, where one of their devices said so and none that had seen it said on.
    pub fn switched_on(&self, person: Person, past: Option<&Past>) -> bool {
        let own = self.switches.iter().filter_map(|place| self.entries.get(*place));
        let own: Vec<&Entry> = own.filter(|entry| entry.act.by == person && entry.is_in(past)).collect();
        let on = own.iter().filter(|entry| entry.act.says == LifeSays::Points(Switch::On));
        let on: Vec<&&Entry> = on.filter(|entry| !entry.is_disowned).collect();
        let mut off = own.iter().filter(|entry| entry.act.says == LifeSays::Points(Switch::Off));
        !on.is_empty() && off.all(|off| on.iter().any(|on| on.has_seen(off)))
    }

    /// How many points this person has: what was given, less what was spent.
    pub fn points(&self, of: Person) -> u32 {
        self.points_in(of, None)
    }

    pub(crate) fn points_in(&self, of: Person, past: Option<&Past>) -> u32 {
        let acts = self.points.iter().filter_map(|place| self.entries.get(*place));
        let acts = acts.filter(|entry| entry.is_in(past) && !self.is_taken_back_in(entry, past));
        let (mut given, mut spent) = (0_u32, 0_u32);
        for entry in acts {
            match &entry.act.says {
                LifeSays::Recognise(recognition) if entry.act.by != of && !entry.is_disowned => {
                    given = given.saturating_add(u32::from(recognition.points));
                }
                LifeSays::Redeem(reward) if entry.act.by == of => {
                    spent = spent.saturating_add(self.price(*reward).unwrap_or(0));
                }
                _ => {}
            }
        }
        given.saturating_sub(spent)
    }

    /// For how many points a reward can be had.
    pub(crate) fn price(&self, reward: ActId) -> Option<u32> {
        match &self.get(reward)?.act.says {
            LifeSays::Reward(reward) => Some(u32::from(reward.points)),
            _ => None,
        }
    }

    /// The act of this name, if the past holds it.
    pub(crate) fn in_past(&self, id: ActId, past: &Past) -> Option<&Entry> {
        self.get(id).filter(|entry| entry.is_in(Some(past)))
    }
}

/// Low capacity, as somebody declared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Low {
    /// The act.
    pub act: ActId,
    /// Since when.
    pub since: Instant,
    /// Until when; until it is taken back, where there is none.
    pub until: Option<Instant>,
}

impl Low {
    fn of(entry: &Entry) -> Option<Low> {
        match &entry.act.says {
            LifeSays::LowCapacity(until) => {
                Some(Low { act: entry.act.id, since: entry.act.at, until: *until })
            }
            _ => None,
        }
    }

    /// It closes, so it counts as soon as it is known.
    pub(crate) fn is_at(&self, at: Instant) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

/// Whether it says otherwise than a no before it.
fn opens(reply: Reply) -> bool {
    matches!(reply, Reply::Yes | Reply::Done | Reply::Partly)
}
