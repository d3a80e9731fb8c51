//! The answer to a question: the verdict, and what comes with it (`floor.md`, "What comes with the verdict").

use std::collections::BTreeSet;

use crate::area::{Area, under};
use crate::instant::Instant;
use crate::knowledge::Knowledge;
use crate::person::Person;
use crate::power::Power;
use crate::verdict::Verdict;
use crate::view::View;
use crate::witness::{Next, Nobody, Reason, Reasons};

/// May `by` exercise this power over this area of `of`'s life?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The giver asked about.
    pub of: Person,
    /// The holder asked about.
    pub by: Person,
    /// Where.
    pub area: Area,
    /// What.
    pub power: Power,
}

/// The verdict with its reasons, its exceptions and how long it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub verdict: Verdict,
    /// Every part of the line that is as closed as the verdict itself, in the order of the line.
    pub because: Vec<Reason>,
    /// Areas strictly under the asked one whose own verdict is more closed, sorted; looked for among the areas that a
    /// limit or a withdrawal names and the heavy ones.
    pub except: Vec<Area>,
    /// The first instant after the asked one at which the verdict would be another if nobody said anything more.
    pub until: Option<Instant>,
}

impl Knowledge {
    /// The verdict alone.
    pub fn verdict(&self, question: &Question, at: Instant) -> Verdict {
        View::of_all(self, at).verdict(question, &mut Nobody)
    }

    /// The verdict with all that comes with it.
    pub fn answer(&self, question: &Question, at: Instant) -> Answer {
        let (verdict, because) = self.because(question, at);
        let except = self.except(question, at, verdict);
        Answer { verdict, because, except, until: self.until(question, at, verdict) }
    }

    /// The verdict with its reasons.
    pub fn because(&self, question: &Question, at: Instant) -> (Verdict, Vec<Reason>) {
        View::of_all(self, at).because(question)
    }

    fn except(&self, question: &Question, at: Instant, verdict: Verdict) -> Vec<Area> {
        let closed = under(&self.closed_areas, &question.area);
        let is_under = |area: &Area| *area != question.area && question.area.covers(area);
        let heavy = Area::heavy().filter(is_under);
        let mut areas: BTreeSet<Area> = closed.cloned().chain(heavy).collect();
        areas.retain(|area| {
            let narrower = Question { area: area.clone(), ..question.clone() };
            self.verdict(&narrower, at) < verdict
        });
        areas.into_iter().collect()
    }

    /// Goes from one instant at which anything could change to the next. There are finitely many: windows are of
    /// interest only while a version is current and has not lapsed.
    pub(crate) fn until(&self, question: &Question, at: Instant, verdict: Verdict) -> Option<Instant> {
        let mut at = at;
        loop {
            let mut next = Next::default();
            if View::of_all(self, at).verdict(question, &mut next) != verdict {
                return Some(at);
            }
            at = next.0?;
        }
    }
}

impl View<'_> {
    /// The verdict with its reasons.
    pub(crate) fn because(&self, question: &Question) -> (Verdict, Vec<Reason>) {
        let mut reasons = Reasons::default();
        let verdict = self.verdict(question, &mut reasons);
        let mut because = reasons.0;
        because.sort();
        because.dedup();
        (verdict, because)
    }
}
