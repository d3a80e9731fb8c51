//! Daily life as it is looked at: directions with how they stand, and everything that was said, with its answers.

use std::collections::BTreeMap;

use consent::{ActId, AgreementStands, Instant, Past, Person, Reason, VersionState};
use life::life::{Entry, Low};
use life::says::{Answer, Direction};
use life::{Bounds, Day, Life, LifeSays, Reply, Stands};
use negotiation::AgreementWords;

use crate::circle_of_two::CircleOfTwo;

/// A direction, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectionStands {
    /// It, and what answers it.
    pub line: LifeLine,
    /// What it says.
    pub direction: Direction,
    /// What comes of it now.
    pub stands: Stands,
    /// Whether it was within bounds, and what its author could know.
    pub bounds: Bounds,
    /// Why it was not, by all that is known now.
    pub because: Vec<Reason>,
}

impl DirectionStands {
    /// Who is to follow it.
    pub fn giver(&self) -> Person {
        self.line.by.other()
    }

    /// Whether something is still to be said of it that day: a task, or what returns.
    pub fn is_open_on(&self, day: Day) -> bool {
        let is_asked = self.direction.is_once() || self.direction.is_done_by_day();
        is_asked && self.direction.timing.is_for(day) && self.on(day).is_none()
    }

    /// The last that was said of that day: done, in part, or not this; nothing once a yes came after it.
    pub fn on(&self, day: Day) -> Option<Reply> {
        let of = self.direction.is_done_by_day().then_some(day);
        let says = |answer: &&AnswerLine| {
            let Answer { reply, day, .. } = &answer.answer;
            let settles = matches!(reply, Reply::Done | Reply::Partly | Reply::Yes) || reply.is_no();
            answer.by == self.giver() && settles && (*day == of || day.is_none())
        };
        let last = self.line.answers.iter().rev().find(says).map(|answer| answer.answer.reply);
        last.filter(|reply| *reply != Reply::Yes)
    }
}

/// Something that was said of daily life.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeLine {
    /// The act.
    pub id: ActId,
    /// Whose.
    pub by: Person,
    /// When.
    pub at: Instant,
    /// What.
    pub says: LifeSays,
    /// Whether its author took it back.
    pub is_taken_back: bool,
    /// What was answered, and not taken back, by instant and name.
    pub answers: Vec<AnswerLine>,
    /// The no, or the yes, that stands.
    pub reply: Option<Reply>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerLine {
    /// The act.
    pub id: ActId,
    /// Whose.
    pub by: Person,
    /// When.
    pub at: Instant,
    /// What.
    pub answer: Answer,
}

/// A responsibility of somebody who holds, and the days on which it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Responsibility {
    /// In whose words it stands.
    pub version: ActId,
    /// Its place there.
    pub place: u32,
    /// Whose.
    pub holder: Person,
    /// It, with how often.
    pub of: negotiation::words::Responsibility,
    /// When it was marked as kept, the newest first, and by which act.
    pub kept: Vec<(Day, ActId)>,
}

/// A line of a list that both signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// In whose words it stands.
    pub version: ActId,
    /// Its place there.
    pub place: u32,
    /// What it says.
    pub says: String,
}

/// How points stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsStand {
    /// Who likes them. There are some where both do.
    pub on: consent::Both<bool>,
    /// How many each has.
    pub has: consent::Both<u32>,
}

impl CircleOfTwo {
    /// All that was said of daily life.
    pub fn life(&self) -> &Life {
        &self.fold.life
    }

    /// Directions of which something may still come, the newest first. Those whose last day is past are not looked at: over the years
    /// they are most.
    pub fn directions(&self, now: Instant) -> Vec<DirectionStands> {
        let is_over = |entry: &&Entry| entry.direction().is_some_and(|of| of.timing.is_over(now));
        let mut open: Vec<&Entry> = self.life().open().filter(|entry| !is_over(entry)).collect();
        open.sort_by_key(|entry| std::cmp::Reverse((entry.act.at, entry.act.id)));
        open.into_iter().filter_map(|entry| self.direction(entry, now)).collect()
    }

    /// Every direction that there was, the newest first.
    pub fn all_directions(&self, now: Instant) -> impl Iterator<Item = DirectionStands> {
        self.life().entries().rev().filter_map(move |entry| self.direction(entry, now))
    }

    /// One direction.
    pub fn direction_of(&self, id: ActId, now: Instant) -> Option<DirectionStands> {
        self.life().get(id).and_then(|entry| self.direction(entry, now))
    }

    fn direction(&self, entry: &Entry, now: Instant) -> Option<DirectionStands> {
        let direction = entry.direction()?;
        let known_then = self.known_then(entry)?;
        let life = self.life();
        let bounds = life.bounds(entry, &known_then, self.knowledge())?;
        let stands = life.stands(entry, bounds, self.knowledge(), now)?;
        let because =
            if bounds.is_within() { Vec::new() } else { self.why_outside(entry, direction, &known_then) };
        let (line, direction) = (self.life_line(entry), direction.clone());
        Some(DirectionStands { line, direction, stands, bounds, because })
    }

    /// The reasons of the more closed of what could be known and what is known now.
    fn why_outside(&self, entry: &Entry, direction: &Direction, known_then: &Past) -> Vec<Reason> {
        let question = life::question(entry.act.by, direction);
        let by = |past: &Past| self.knowledge().as_seen(past, &question, entry.act.at);
        let (could_know, then) = (by(&entry.act.past), by(known_then));
        if then.0 <= could_know.0 { then.1 } else { could_know.1 }
    }

    /// What is known now to have been said by the instant of an act.
    fn known_then(&self, entry: &Entry) -> Option<Past> {
        let id = record::ActId(entry.act.id.bytes());
        let clock = self.record.known_then(id, |other| self.fold.instant(other) <= entry.act.at)?;
        Some(Past::new(clock.shared()))
    }

    /// All that was said of daily life and stands by itself, the newest first: answers stand with what they answer.
    pub fn lived(&self) -> impl Iterator<Item = LifeLine> {
        let stands_alone = |entry: &&Entry| entry.act.says.stands_alone();
        self.life().entries().rev().filter(stands_alone).map(|entry| self.life_line(entry))
    }

    pub(crate) fn life_line(&self, entry: &Entry) -> LifeLine {
        let life = self.life();
        let answers: Vec<AnswerLine> = life
            .answers(entry)
            .map(|(one, answer)| AnswerLine {
                id: one.act.id,
                by: one.act.by,
                at: one.act.at,
                answer: answer.clone(),
            })
            .collect();
        let no = life.declined(entry, None).map(|(_, reply)| reply);
        let said_yes = answers.iter().any(|line| line.by != entry.act.by && line.answer.reply == Reply::Yes);
        LifeLine {
            id: entry.act.id,
            by: entry.act.by,
            at: entry.act.at,
            says: entry.act.says.clone(),
            is_taken_back: life.is_taken_back(entry),
            reply: no.or_else(|| said_yes.then_some(Reply::Yes)),
            answers,
        }
    }

    /// Whether either has low capacity, and until when.
    pub fn low_capacity(&self, now: Instant) -> consent::Both<Option<Low>> {
        consent::Both::each(|person| self.life().low_capacity(person, now))
    }

    /// How points stand.
    pub fn points(&self) -> PointsStand {
        let life = self.life();
        PointsStand {
            on: consent::Both::each(|person| life.switched_on(person, None)),
            has: consent::Both::each(|person| life.points(person)),
        }
    }

    /// The responsibilities in what is in force, each with the days on which it was kept.
    pub fn responsibilities(&self, now: Instant) -> Vec<Responsibility> {
        let mut all = Vec::new();
        for (version, holder, words) in self.in_force(now) {
            for (place, of) in (0_u32..).zip(words.responsibilities) {
                let kept = self.kept(&of.says);
                all.push(Responsibility { version, place, holder, of, kept });
            }
        }
        all
    }

    /// What was kept in these words, in whichever version they stand: an amendment that leaves them as they are loses nothing.
    fn kept(&self, says: &str) -> Vec<(Day, ActId)> {
        let life = self.life();
        let mut listed: BTreeMap<ActId, AgreementWords> = BTreeMap::new();
        let mut kept = Vec::new();
        for entry in life.entries().rev().filter(|entry| !life.is_taken_back(entry)) {
            let LifeSays::Kept(mark) = &entry.act.says else { continue };
            let words =
                listed.entry(mark.version).or_insert_with(|| self.words_of(mark.version).unwrap_or_default());
            let place = usize::try_from(mark.place).ok();
            let of = place.and_then(|place| words.responsibilities.get(place));
            if of.is_some_and(|of| of.says == says) {
                kept.push((mark.day, entry.act.id));
            }
        }
        kept.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        kept
    }

    /// The consequences that both signed and that this person can choose from.
    pub fn consequences(&self, holder: Person, now: Instant) -> Vec<Listing> {
        let in_force = self.in_force(now).into_iter().filter(|(_, of, _)| *of == holder);
        in_force
            .flat_map(|(version, _, words)| {
                let lines = (0_u32..).zip(words.consequences);
                lines.map(move |(place, says)| Listing { version, place, says })
            })
            .collect()
    }

    /// The versions in force, who holds by them, and their words.
    fn in_force(&self, now: Instant) -> Vec<(ActId, Person, AgreementWords)> {
        let agreements = self.knowledge().agreements_at(now);
        let current = |agreement: AgreementStands| {
            let holder = agreement.holder;
            let versions = agreement.versions.into_iter();
            versions
                .filter(|version| version.state == VersionState::Current)
                .map(move |version| (version.id, holder))
        };
        let versions = agreements.into_iter().flat_map(current);
        versions.map(|(id, holder)| (id, holder, self.words_of(id).unwrap_or_default())).collect()
    }
}
