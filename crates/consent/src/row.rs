//! Acts of one kind, line by line.
//!
//! Along a line pasts only grow and instants never go back, so what matters of a line is where it is cut, and every
//! question that the rules ask of many acts ("has any resume seen this stop?") is answered by the last of each line. So an
//! answer takes as long as there are lines, not as long as there are acts.

use smallvec::SmallVec;

use crate::instant::Instant;
use crate::knowledge::{Known, Line, Past};
use crate::person::Person;
use crate::view::View;
use crate::witness::Witness;

/// As many lines as most people's devices have; where there are more, what is noted of each costs an allocation.
const LINES: usize = 6;

/// Acts of one kind with what each carries; of each line that has any, in their order.
#[derive(Clone, Debug)]
pub(crate) struct Row<T = ()>(Vec<OfLine<T>>);

/// One line's acts of a kind. Whose line it is stands here, so that to pass it by no act need be read.
#[derive(Clone, Debug)]
struct OfLine<T> {
    line: Line,
    by: Person,
    acts: Vec<(Known, T)>,
}

impl<T> Default for Row<T> {
    fn default() -> Row<T> {
        Row(Vec::new())
    }
}

impl<T> Row<T> {
    /// Adds the next act of its line.
    pub(crate) fn push(&mut self, act: Known, carries: T) {
        match self.0.iter_mut().find(|of| of.line == act.line()) {
            Some(of) => of.acts.push((act, carries)),
            None => self.0.push(OfLine { line: act.line(), by: act.by, acts: vec![(act, carries)] }),
        }
    }

    /// Every act, line by line.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Known, T)> {
        self.0.iter().flat_map(|of| &of.acts)
    }

    /// The acts of each line of this person that has any.
    fn of(&self, by: Person) -> impl Iterator<Item = (Line, &[(Known, T)])> {
        let own = self.0.iter().filter(move |of| of.by == by);
        own.map(|of| (of.line, of.acts.as_slice()))
    }
}

/// Acts that answer others: the last of each line that counts. What one of them has seen is answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers<'r>(SmallVec<[&'r Known; LINES]>);

impl<'r> Answers<'r> {
    /// Whether one of them has seen the act.
    pub(crate) fn have_seen(&self, act: &Known) -> bool {
        self.0.iter().any(|answer| answer.has_seen(act))
    }

    /// How many acts of this line they have seen, together.
    fn seen_of(&self, line: Line) -> u32 {
        self.0.iter().map(|answer| answer.past().count(line)).max().unwrap_or(0)
    }

    /// Whether there are none.
    pub(crate) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The latest instant of theirs.
    pub(crate) fn latest(&self) -> Option<Instant> {
        self.0.iter().map(|answer| answer.at).max()
    }

    /// Those that hold.
    pub(crate) fn retain(mut self, holds: impl Fn(&Known) -> bool) -> Answers<'r> {
        self.0.retain(|answer| holds(answer));
        self
    }
}

impl View<'_> {
    /// Of one line's acts, those that are known.
    fn known_of<'r, T>(&self, acts: &'r [(Known, T)]) -> &'r [(Known, T)] {
        match self.past() {
            None => acts,
            Some(past) => first(acts, |act| act.is_in(past)),
        }
    }

    /// Of one line's known acts, the last that counts, so long after its instant.
    pub(crate) fn last_counting<'r, T, W: Witness>(
        &self,
        acts: &'r [(Known, T)],
        waits: i64,
        w: &mut W,
    ) -> Option<&'r (Known, T)> {
        let come = first(acts, |act| self.at >= act.at.plus(waits));
        if let Some((next, _)) = acts.get(come.len()) {
            w.ahead(next.at.plus(waits));
        }
        come.iter().rev().find(|(act, _)| !self.is_disowned(act))
    }

    /// The last act of each of this person's lines that counts, so long after its instant.
    pub(crate) fn answers<'r, T, W: Witness>(
        &self,
        row: &'r Row<T>,
        by: Person,
        waits: i64,
        w: &mut W,
    ) -> Answers<'r> {
        let last = |(_, acts)| self.last_counting(self.known_of(acts), waits, w).map(|(act, _)| act);
        Answers(row.of(by).filter_map(last).collect())
    }

    /// The known acts that not everybody who must has answered.
    pub(crate) fn unanswered<'r, T>(
        &self,
        row: &'r Row<T>,
        by: Person,
        answers: &[&Answers<'_>],
    ) -> impl Iterator<Item = &'r (Known, T)> + use<'r, T> {
        let rest = row.of(by).map(|(line, acts)| {
            let seen = answers.iter().map(|answers| answers.seen_of(line)).min().unwrap_or(0);
            after(self.known_of(acts), |act| act.index() < seen)
        });
        rest.collect::<SmallVec<[_; LINES]>>().into_iter().flatten()
    }

    /// Whether there is such an act, by anyone.
    pub(crate) fn any_unanswered<T>(&self, row: &Row<T>, answers: &[&Answers<'_>]) -> bool {
        Person::BOTH.into_iter().any(|by| self.unanswered(row, by, answers).next().is_some())
    }

    /// Whether all known acts are in that past.
    pub(crate) fn all_seen<T>(&self, row: &Row<T>, past: &Past) -> bool {
        row.0.iter().all(|of| self.known_of(&of.acts).last().is_none_or(|(last, _)| last.is_in(past)))
    }

    /// The known acts of each line of this person.
    pub(crate) fn known_by<'r, T>(
        &self,
        row: &'r Row<T>,
        by: Person,
    ) -> impl Iterator<Item = &'r [(Known, T)]> {
        row.of(by).map(|(_, acts)| self.known_of(acts))
    }

    /// The known acts that came after an instant, of every line.
    pub(crate) fn known_since<'r, T>(
        &self,
        row: &'r Row<T>,
        instant: Instant,
    ) -> impl Iterator<Item = &'r (Known, T)> {
        row.0.iter().flat_map(move |of| after(self.known_of(&of.acts), |act| act.at <= instant))
    }
}

/// The acts at the beginning of a line for which this is true; it is true for none behind them.
fn first<T>(acts: &[(Known, T)], is: impl Fn(&Known) -> bool) -> &[(Known, T)] {
    acts.get(..count(acts, is)).unwrap_or_default()
}

/// The acts behind those for which this is true.
pub(crate) fn after<T>(acts: &[(Known, T)], is: impl Fn(&Known) -> bool) -> &[(Known, T)] {
    acts.get(count(acts, is)..).unwrap_or_default()
}

/// For how many acts at the beginning this is true. Nearly always for all or for all but a few, so it is looked for from the
/// end, in steps that double.
fn count<T>(acts: &[(Known, T)], is: impl Fn(&Known) -> bool) -> usize {
    let (mut end, mut step) = (acts.len(), 1_usize);
    while end > 0 {
        let from = end.saturating_sub(step);
        if acts.get(from).is_some_and(|(act, _)| is(act)) {
            let between = acts.get(from..end).unwrap_or_default();
            return from.saturating_add(between.partition_point(|(act, _)| is(act)));
        }
        (end, step) = (from, step.saturating_mul(2));
    }
    0
}
