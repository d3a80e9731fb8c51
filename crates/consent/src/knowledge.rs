//! What a device knows: a set of acts, who made them, and what each had seen (`floor.md`, "Who, where, when").
//!
//! Acts come in any order that puts each behind its past. Each gets its instant here (the device's clock, never
//! earlier than an act of the same person in its past), and is refused or not by its past and that instant alone, so
//! that every device agrees. What is refused takes its place in its line and is nothing else: it is in no past.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::act::{ActId, LimitKind, Says};
use crate::area::{Area, ByArea};
use crate::instant::{Instant, MINUTE};
use crate::person::Person;
use crate::refusal::Refusal;
use crate::row::Row;
use crate::version::Version;
use crate::view::View;
use crate::window::Hours;

/// A chain of acts of one device of one person, each the past of the next. A device has one; a forked one has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(usize);

/// What an act had seen: of each line, in the order in which lines were begun, how many of its acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past(Arc<[u32]>);

impl Past {
    /// The past that holds so many acts of each line; lines beyond the end: none.
    pub fn new(counts: impl Into<Arc<[u32]>>) -> Past {
        Past(counts.into())
    }

    /// How many acts it holds.
    pub fn acts(&self) -> u64 {
        self.0.iter().map(|count| u64::from(*count)).fold(0, u64::saturating_add)
    }

    /// How many acts of this line it holds.
    pub fn count(&self, line: Line) -> u32 {
        self.0.get(line.0).copied().unwrap_or(0)
    }
}

/// An act as it arrives.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its name.
    pub id: ActId,
    /// The line that it carries on.
    pub line: Line,
    /// What its device's clock said.
    pub clock: Instant,
    /// What it had seen, all earlier acts of its line among it.
    pub past: Past,
    /// What it says, or why that cannot be read.
    pub says: Result<Says, Refusal>,
}

/// The act does not follow from what is known: its line is unknown, or its past lacks acts of its line or holds acts
/// that have not been added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("act {0:?} is out of order: its past is not known yet, or it is not the next of its line")]
pub struct Misplaced(pub ActId);

/// An act that is known and was not refused.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) id: ActId,
    pub(crate) by: Person,
    /// Its instant by the rule of the floor, not its device's clock.
    pub(crate) at: Instant,
    line: Line,
    index: u32,
    past: Past,
}

impl Known {
    /// Whether the other act is in this one's past.
    pub(crate) fn has_seen(&self, other: &Known) -> bool {
        other.is_in(&self.past)
    }

    /// The line that it is on.
    pub(crate) fn line(&self) -> Line {
        self.line
    }

    /// Its place on the line, from 0.
    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    /// What it had seen.
    pub(crate) fn past(&self) -> &Past {
        &self.past
    }

    /// Whether this act is in that past.
    pub(crate) fn is_in(&self, past: &Past) -> bool {
        past.count(self.line) > self.index
    }
}

/// A signal of one person; `Ord` is from the lightest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// Yellow.
    Slow,
    /// Equals now.
    Pause,
    /// Red.
    Stop,
}

/// The limits that anybody set on one area, and the lifts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) set: Row<LimitKind>,
    pub(crate) lifts: Row,
}

/// Versions tied by `replaces`, with all that was said of them.
#[derive(Clone, Debug)]
pub(crate) struct Agreement {
    /// Its place among all.
    pub(crate) at: usize,
    pub(crate) giver: Person,
    pub(crate) holder: Person,
    /// Each behind those that it replaces.
    pub(crate) versions: Vec<Proposed>,
    pub(crate) withdrawals: ByArea<Row>,
    pub(crate) ends: Row,
    /// Every `withdraw` and `end`, whatever the area.
    pub(crate) takings: Row,
    pub(crate) closes: Row,
    /// With the next review's instant.
    pub(crate) reviews: Row<Instant>,
}

/// A version with its signatures.
#[derive(Clone, Debug)]
pub(crate) struct Proposed {
    pub(crate) act: Known,
    pub(crate) version: Version,
    /// Of each grant, in order.
    pub(crate) hours: Vec<Option<Hours>>,
    /// The places of the grants over each area.
    pub(crate) grants_of: ByArea<Vec<usize>>,
    /// Places in the agreement of the versions that it names, sorted.
    pub(crate) replaces: Vec<usize>,
    pub(crate) signatures: Row,
    pub(crate) retractions: Row,
}

/// A moment, as its `open` has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// Which agreement's.
    pub(crate) agreement: usize,
    /// Milliseconds.
    pub(crate) length: i64,
}

/// Where a version is kept: which agreement, which of its versions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) agreement: usize,
    pub(crate) version: usize,
}

#[derive(Clone, Debug)]
struct LineState {
    person: Person,
    /// After each act of the line: the latest instant of it so far.
    latest: Vec<Instant>,
}

impl LineState {
    /// Whether it has at least so many acts.
    fn has(&self, count: u32) -> bool {
        usize::try_from(count).is_ok_and(|count| count <= self.latest.len())
    }
}

/// The acts that a device knows.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    lines: Vec<LineState>,
    pub(crate) limits: ByArea<Limits>,
    /// Each person's `slow` and `pause`, which that person answers.
    pub(crate) signals: Row<Signal>,
    /// Which both answer.
    pub(crate) stops: Row,
    pub(crate) resumes: Row,
    pub(crate) check_ins: Row,
    /// Of all agreements.
    pub(crate) opens: Row<Moment>,
    pub(crate) agreements: Vec<Agreement>,
    versions: HashMap<ActId, Place, FxBuildHasher>,
    /// Areas that a `limit` or a `withdraw` names.
    pub(crate) closed_areas: BTreeSet<Area>,
    disowned: BTreeSet<ActId>,
}

impl Knowledge {
    /// Nothing known yet.
    pub fn new() -> Knowledge {
        Knowledge::default()
    }

    /// Begins a line of one of this person's devices.
    pub fn begin_line(&mut self, person: Person) -> Line {
        self.lines.push(LineState { person, latest: Vec::new() });
        Line(self.lines.len().saturating_sub(1))
    }

    /// Adds an act behind its past, and says why it was refused if it was.
    ///
    /// # Errors
    /// [`Misplaced`] where its past is not known yet; then nothing has changed.
    pub fn add(&mut self, act: Act) -> Result<Option<Refusal>, Misplaced> {
        let Act { id, line, clock, past, says } = act;
        let Some((by, index)) = self.next_of(line, &past) else { return Err(Misplaced(id)) };
        let at = self.instant(by, clock, &past);
        let known = Known { id, by, at, line, index, past };
        let verdict = says.and_then(|says| {
            View::of_past(self, &known.past, known.at).admit(known.by, &says).map(|()| says)
        });
        let latest_before = self.latest_of_line(known.line);
        let latest = if verdict.is_ok() { known.at } else { latest_before };
        if let Some(line) = self.lines.get_mut(known.line.0) {
            line.latest.push(latest);
        }
        match verdict {
            Ok(says) => {
                self.keep(known, says);
                Ok(None)
            }
            Err(refusal) => Ok(Some(refusal)),
        }
    }

    /// The past of whoever has seen all that is known.
    pub fn everything(&self) -> Past {
        let counts = self.lines.iter().map(|line| u32::try_from(line.latest.len()).unwrap_or(u32::MAX));
        Past::new(counts.collect::<Vec<_>>())
    }

    /// Refuses what this person may not say with this past, at what their device's clock says.
    ///
    /// # Errors
    /// The [`Refusal`].
    pub fn would_admit(&self, by: Person, clock: Instant, past: &Past, says: &Says) -> Result<(), Refusal> {
        View::of_past(self, past, self.instant(by, clock, past)).admit(by, says)
    }

    /// The instant that an act of this person, clock and past has: never earlier than an act of theirs in its past.
    pub fn instant(&self, by: Person, clock: Instant, past: &Past) -> Instant {
        let lines = self.lines.iter().enumerate().filter(|(_, line)| line.person == by);
        let before = lines.filter_map(|(at, line)| {
            let last = usize::try_from(past.count(Line(at))).ok()?.checked_sub(1)?;
            line.latest.get(last).copied()
        });
        before.fold(clock, Instant::max)
    }

    /// What this act opened does not count from now on: its device was forked or let out. What it closed does.
    pub fn disown(&mut self, act: ActId) {
        self.disowned.insert(act);
    }

    pub(crate) fn is_disowned(&self, act: &Known) -> bool {
        !self.disowned.is_empty() && self.disowned.contains(&act.id)
    }

    pub(crate) fn place(&self, version: ActId) -> Option<Place> {
        self.versions.get(&version).copied()
    }

    pub(crate) fn agreement(&self, place: Place) -> Option<&Agreement> {
        self.agreements.get(place.agreement)
    }

    /// Whose the line is and the place of its next act, if an act with this past is that and all of the past is known.
    fn next_of(&self, line: Line, past: &Past) -> Option<(Person, u32)> {
        let own = self.lines.get(line.0)?;
        let index = past.count(line);
        let is_next = usize::try_from(index) == Ok(own.latest.len());
        let has = |at: usize, count| count == 0 || self.lines.get(at).is_some_and(|line| line.has(count));
        let is_known = past.0.iter().enumerate().all(|(at, count)| has(at, *count));
        (is_next && is_known).then_some((own.person, index))
    }

    fn latest_of_line(&self, line: Line) -> Instant {
        let line = self.lines.get(line.0);
        line.and_then(|line| line.latest.last()).copied().unwrap_or(Instant::FIRST)
    }

    fn keep(&mut self, act: Known, says: Says) {
        match says {
            Says::Propose(version) => self.keep_proposal(act, *version),
            Says::Sign(version) => self.with_version(version, |proposed| proposed.signatures.push(act, ())),
            Says::Withdraw(version, area) => {
                self.note_closed(&area);
                self.with_agreement(version, |agreement| {
                    agreement.takings.push(act.clone(), ());
                    agreement.withdrawals.entry(area).or_default().push(act, ());
                });
            }
            Says::End(version) => self.with_agreement(version, |agreement| {
                agreement.takings.push(act.clone(), ());
                agreement.ends.push(act, ());
            }),
            Says::Limit(area, kind) => {
                self.note_closed(&area);
                self.limits.entry(area).or_default().set.push(act, kind);
            }
            Says::Lift(area) => self.limits.entry(area).or_default().lifts.push(act, ()),
            Says::Slow => self.signals.push(act, Signal::Slow),
            Says::Pause => self.signals.push(act, Signal::Pause),
            Says::Stop => self.stops.push(act, ()),
            Says::Resume => self.resumes.push(act, ()),
            Says::Open(version, minutes) => {
                if let Some(place) = self.place(version) {
                    let length = i64::from(minutes).saturating_mul(MINUTE);
                    self.opens.push(act, Moment { agreement: place.agreement, length });
                }
            }
            Says::Close(version) => self.with_agreement(version, |agreement| agreement.closes.push(act, ())),
            Says::Review(version, next) => {
                self.with_agreement(version, |agreement| agreement.reviews.push(act, next));
            }
            Says::CheckIn => self.check_ins.push(act, ()),
            Says::Retract(version) => {
                self.with_version(version, |proposed| proposed.retractions.push(act, ()));
            }
        }
    }

    fn note_closed(&mut self, area: &Area) {
        if !self.closed_areas.contains(area) {
            self.closed_areas.insert(area.clone());
        }
    }

    fn with_agreement(&mut self, version: ActId, keep: impl FnOnce(&mut Agreement)) {
        let place = self.place(version);
        if let Some(agreement) = place.and_then(|place| self.agreements.get_mut(place.agreement)) {
            keep(agreement);
        }
    }

    fn with_version(&mut self, version: ActId, keep: impl FnOnce(&mut Proposed)) {
        let place = self.place(version);
        let agreement = place.and_then(|place| self.agreements.get_mut(place.agreement));
        let proposed =
            place.zip(agreement).and_then(|(at, agreement)| agreement.versions.get_mut(at.version));
        if let Some(proposed) = proposed {
            keep(proposed);
        }
    }

    /// Keeps a version with the agreement that it amends, or begins one.
    fn keep_proposal(&mut self, act: Known, version: Version) {
        let replaced: Vec<Place> = version.replaces.iter().filter_map(|id| self.place(*id)).collect();
        let at = replaced.first().map_or(self.agreements.len(), |place| place.agreement);
        if at == self.agreements.len() {
            self.agreements.push(Agreement::between(at, version.giver, version.holder));
        }
        let Some(agreement) = self.agreements.get_mut(at) else { return };
        self.versions.insert(act.id, Place { agreement: at, version: agreement.versions.len() });
        agreement.propose(act, version, replaced.iter().map(|place| place.version).collect());
    }
}

impl Agreement {
    fn between(at: usize, giver: Person, holder: Person) -> Agreement {
        Agreement {
            at,
            giver,
            holder,
            versions: Vec::new(),
            withdrawals: ByArea::default(),
            ends: Row::default(),
            takings: Row::default(),
            closes: Row::default(),
            reviews: Row::default(),
        }
    }

    fn propose(&mut self, act: Known, version: Version, replaces: BTreeSet<usize>) {
        let hours = version.grants.iter().map(|grant| grant.hours.as_deref().map(Hours::of)).collect();
        let replaces = replaces.into_iter().collect();
        let mut grants_of: ByArea<Vec<usize>> = ByArea::default();
        for (at, grant) in version.grants.iter().enumerate() {
            grants_of.entry(grant.area.clone()).or_default().push(at);
        }
        let (signatures, retractions) = (Row::default(), Row::default());
        self.versions.push(Proposed { act, version, hours, grants_of, replaces, signatures, retractions });
    }
}
