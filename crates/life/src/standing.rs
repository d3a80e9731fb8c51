//! How a direction stands, and whether it was within bounds.
//!
//! A direction is an exercise of power, so it is held against the floor: where it was made, by what its author could know; where it
//! arrives, by all that had been said by then; and at every moment that it is asked about, by what holds now. So a no takes effect on
//! what was directed before at once, and what somebody closed brings nothing back by itself.

use consent::{Instant, Knowledge, Past, Person, Question, Reason, Verdict};

use crate::admit::question;
use crate::life::{Entry, Life};
use crate::says::Reply;

/// What a direction was allowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// What its author's device answered when it was made, as it says itself.
    pub stated: Verdict,
    /// What its author could know then.
    pub could_know: Verdict,
    /// The same instant, with all that both now know to have been said by then.
    pub all_known: Verdict,
    /// Whether the giver was asked and said yes.
    pub is_answered: bool,
}

impl Bounds {
    /// The more closed of what could be known and what is known now.
    pub fn verdict(self) -> Verdict {
        self.could_know.min(self.all_known)
    }

    /// Whether it was within what both agreed.
    pub fn is_within(self) -> bool {
        is_within(self.verdict(), self.is_answered)
    }

    /// Whether it was, by what its author could know.
    pub fn was_known_within(self) -> bool {
        is_within(self.could_know, self.is_answered)
    }

    /// Whether its author's device said of it what it could not know.
    pub fn is_misstated(self) -> bool {
        self.stated != self.could_know
    }
}

fn is_within(verdict: Verdict, is_answered: bool) -> bool {
    match verdict {
        Verdict::Allowed => true,
        Verdict::AskFirst => is_answered,
        Verdict::OffLimits | Verdict::NotAgreed | Verdict::Paused | Verdict::NotNow => false,
    }
}

/// What comes of a direction now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It asks the giver: yes, no, not now.
    Asks,
    /// It is there.
    Live,
    /// It rests: nothing is asked, and nothing counts as missed.
    Rests(Rest),
    /// Outside of what both agreed, with the verdict that it met. Both are told; it comes to nothing.
    Outside(Verdict),
    /// The giver said no, not now, or not this.
    Declined(Reply),
    /// Its author took it back.
    TakenBack,
    /// It was done, or its last day is past.
    Over,
}

impl Stands {
    /// The word that JSON and tests use.
    pub fn word(self) -> &'static str {
        match self {
            Stands::Asks => "asks",
            Stands::Live => "live",
            Stands::Rests(_) => "rests",
            Stands::Outside(_) => "outside",
            Stands::Declined(_) => "declined",
            Stands::TakenBack => "taken-back",
            Stands::Over => "over",
        }
    }
}

/// Why a direction rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// This person has low capacity.
    LowCapacity(Person),
    /// What it stands on does not hold now.
    Verdict(Verdict),
}

impl Life {
    /// Whether a direction was within bounds. `known_then`: all that is known now to have been said by its instant, as a past;
    /// what had seen it is not in it.
    pub fn bounds(&self, entry: &Entry, known_then: &Past, knowledge: &Knowledge) -> Option<Bounds> {
        let direction = entry.direction()?;
        let question = question(entry.act.by, direction);
        let by = |past: &Past| knowledge.as_seen(past, &question, entry.act.at).0;
        Some(Bounds {
            stated: direction.verdict,
            could_know: by(&entry.act.past),
            all_known: by(known_then),
            is_answered: !self.yeses(entry, None).is_empty(),
        })
    }

    /// What comes of a direction at this instant; nothing of what is none.
    pub fn stands(
        &self,
        entry: &Entry,
        bounds: Bounds,
        knowledge: &Knowledge,
        now: Instant,
    ) -> Option<Stands> {
        let direction = entry.direction()?;
        if self.is_taken_back(entry) {
            return Some(Stands::TakenBack);
        }
        // What a device opened that was forked or let out does not count.
        if entry.is_disowned {
            return Some(Stands::Outside(Verdict::NotAgreed));
        }
        if bounds.verdict() < Verdict::AskFirst {
            return Some(Stands::Outside(bounds.verdict()));
        }
        if let Some((_, reply)) = self.declined(entry, None) {
            return Some(Stands::Declined(reply));
        }
        let is_done = direction.is_once() && self.done(entry, None).is_some();
        if is_done || direction.timing.is_over(now) {
            return Some(Stands::Over);
        }
        let question = question(entry.act.by, direction);
        let (verdict, because) = knowledge.because(&question, now);
        if verdict < Verdict::AskFirst {
            return Some(Stands::Rests(Rest::Verdict(verdict)));
        }
        let low = Person::BOTH.into_iter().find(|person| self.low_capacity(*person, now).is_some());
        if let Some(person) = low {
            return Some(Stands::Rests(Rest::LowCapacity(person)));
        }
        if !bounds.is_within() {
            return Some(Stands::Asks);
        }
        let is_live =
            verdict == Verdict::Allowed || self.is_asked_and_answered(entry, &question, &because, knowledge);
        Some(if is_live { Stands::Live } else { Stands::Rests(Rest::Verdict(verdict)) })
    }

    /// A yes is for that one thing, and answers what there was to ask for when it was given: a reason to ask that came later
    /// is not answered by it.
    fn is_asked_and_answered(
        &self,
        entry: &Entry,
        question: &Question,
        because: &[Reason],
        knowledge: &Knowledge,
    ) -> bool {
        self.yeses(entry, None).into_iter().any(|yes| {
            let (verdict, then) = knowledge.as_seen(&yes.act.past, question, yes.act.at);
            verdict == Verdict::AskFirst && because.iter().all(|reason| then.contains(reason))
        })
    }
}
