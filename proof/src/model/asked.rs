//! What is asked in every state, and when.

use consent::instant::{HOUR, MINUTE};
use consent::{Area, Instant, Person, Power, Question, Verdict};

use super::cast::{HOURS, REVIEW, STARTS, area, hour};
use super::heard::Heard;
use super::reading::Reading;

/// Where Bo is asked about: what the words name, what can be limited and taken back in it, and what is one's own.
const AREAS: [&str; 7] = ["home", "home/study", "money", "evening", "everything", "own", "own/leaving"];

/// The hours at which a whole answer is asked for: `until` tells of those between. When the first acts are made, and when
/// the last.
pub(super) const ANSWERED: [i64; 2] = [0, 26];

/// All questions and instants of a state.
pub(super) struct Asked {
    pub(super) questions: Vec<Question>,
    /// Ascending. At, and a millisecond before, every instant at which anything that is said here can change a verdict.
    pub(super) instants: Vec<Instant>,
}

/// The verdicts of a state: for each question, at each instant.
#[derive(PartialEq)]
pub(super) struct Verdicts(Box<[Verdict]>);

impl Asked {
    pub(super) fn new() -> Asked {
        let by_bo = AREAS.map(|path| question(Person::One, area(path)));
        // Bo gives nothing: what Ada may do over Bo is nobody's words.
        let by_ada = question(Person::Two, area("home"));
        Asked { questions: by_bo.into_iter().chain([by_ada]).collect(), instants: instants() }
    }

    pub(super) fn verdicts(&self, reading: &dyn Reading, heard: &Heard) -> Verdicts {
        let each =
            self.questions.iter().flat_map(|question| self.instants.iter().map(move |at| (question, at)));
        Verdicts(each.map(|(question, at)| reading.verdict(heard, question, *at)).collect())
    }

    /// For each question, the verdicts from the first instant to the last.
    pub(super) fn in_time<'a>(
        &'a self,
        verdicts: &'a Verdicts,
    ) -> impl Iterator<Item = (&'a Question, impl Iterator<Item = (Instant, Verdict)> + Clone)> {
        let rows = self.questions.iter().zip(verdicts.0.chunks(self.instants.len()));
        rows.map(|(question, row)| (question, self.instants.iter().copied().zip(row.iter().copied())))
    }

    /// Every verdict with its question and its instant.
    pub(super) fn each<'a>(
        &'a self,
        verdicts: &'a Verdicts,
    ) -> impl Iterator<Item = (&'a Question, Instant, Verdict)> {
        let rows = self.in_time(verdicts);
        rows.flat_map(|(question, row)| row.map(move |(at, verdict)| (question, at, verdict)))
    }
}

impl Verdicts {
    /// Whether none of these is more open than the other's.
    pub(super) fn are_not_more_open_than(&self, others: &Verdicts) -> bool {
        self.0.iter().zip(&others.0).all(|(one, other)| one <= other)
    }
}

fn question(of: Person, area: Area) -> Question {
    Question { of, by: of.other(), area, power: Power::Decide }
}

fn instants() -> Vec<Instant> {
    let said = HOURS.map(hour);
    // A moment's end, a lift's day, a seal's three days.
    let after = [90 * MINUTE, 24 * HOUR, 72 * HOUR].into_iter();
    let after = after.flat_map(|after| said.map(|at| at.plus(after)));
    // The beginning and its seal's three days; the amendment's start; the review, and two weeks later.
    let fixed = [-2, -1, 71, STARTS, REVIEW, REVIEW + 14 * 24].map(hour);
    let exact = said.into_iter().chain(after).chain(fixed);
    let mut instants: Vec<Instant> = exact.flat_map(|at| [at.plus(-1), at]).collect();
    instants.sort();
    instants.dedup();
    instants
}
