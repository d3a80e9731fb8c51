//! Acts of one kind, line by line.
//!
//! Along a line pasts only grow and instants never go back, so what matters of a line is where it is cut, and every
//! question that the rules ask of many acts ("has any resume seen this stop?") is answered by the last of each line. So an
//! answer takes as long as there are lines, not as long as there are acts.

use crate::instant::Instant;
use crate::knowledge::{Known, Line, Past};
use crate::person::Person;
use crate::view::View;
use crate::witness::Witness;

/// Acts of one kind with what each carries; of each line that has any, in their order.
#[derive(Clone, Debug)]
pub(crate) struct Row<T = ()>(Vec<Vec<(Known, T)>>);

impl<T> Default for Row<T> {
    fn default() -> Row<T> {
        Row(Vec::new())
    }
}

impl<T> Row<T> {
    /// Adds the next act of its line.
    pub(crate) fn push(&mut self, act: Known, carries: T) {
        let of =
            self.0.iter_mut().find(|acts| acts.first().is_some_and(|(first, _)| first.line() == act.line()));
        match of {
            Some(acts) => acts.push((act, carries)),
            None => self.0.push(vec![(act, carries)]),
        }
    }

    /// Every act, line by line.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Known, T)> {
        self.0.iter().flatten()
    }

    /// The acts of each line that has any.
    fn lines(&self) -> impl Iterator<Item = &[(Known, T)]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// The same, of one person's lines.
    fn lines_by(&self, by: Person) -> impl Iterator<Item = &[(Known, T)]> {
        self.lines().filter(move |acts| acts.first().is_some_and(|(first, _)| first.by == by))
    }
}

/// Acts that answer others: the last of each line that counts. What one of them has seen is answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers<'r>(Vec<&'r Known>);

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
        let last = |acts| self.last_counting(self.known_of(acts), waits, w).map(|(act, _)| act);
        Answers(row.lines_by(by).filter_map(last).collect())
    }

    /// The known acts that not everybody who must has answered.
    pub(crate) fn unanswered<'r, T>(
        &self,
        row: &'r Row<T>,
        by: Person,
        answers: &[&Answers<'_>],
    ) -> impl Iterator<Item = &'r (Known, T)> + use<'r, T> {
        let rest = row.lines_by(by).map(|acts| {
            let seen = acts.first().map(|(first, _)| {
                answers.iter().map(|answers| answers.seen_of(first.line())).min().unwrap_or(0)
            });
            after(self.known_of(acts), |act| act.index() < seen.unwrap_or(0))
        });
        rest.collect::<Vec<_>>().into_iter().flatten()
    }

    /// Whether there is such an act in one of these rows, by anyone.
    pub(crate) fn any_unanswered<'r, T: 'r>(
        &self,
        rows: impl IntoIterator<Item = &'r Row<T>>,
        answers: &[&Answers<'_>],
    ) -> bool {
        let mut each = rows.into_iter().flat_map(|row| Person::BOTH.map(|by| (row, by)));
        each.any(|(row, by)| self.unanswered(row, by, answers).next().is_some())
    }

    /// Whether all known acts are in that past.
    pub(crate) fn all_seen<T>(&self, row: &Row<T>, past: &Past) -> bool {
        row.lines().all(|acts| self.known_of(acts).last().is_none_or(|(last, _)| last.is_in(past)))
    }

    /// The known acts of each line of this person.
    pub(crate) fn known_by<'r, T>(
        &self,
        row: &'r Row<T>,
        by: Person,
    ) -> impl Iterator<Item = &'r [(Known, T)]> {
        row.lines_by(by).map(|acts| self.known_of(acts))
    }

    /// The known acts that came after an instant, of every line.
    pub(crate) fn known_since<'r, T>(
        &self,
        row: &'r Row<T>,
        instant: Instant,
    ) -> impl Iterator<Item = &'r (Known, T)> {
        row.lines().flat_map(move |acts| after(self.known_of(acts), |act| act.at <= instant))
    }
}

/// The acts at the beginning of a line for which this is true; it is true for none behind them.
fn first<T>(acts: &[(Known, T)], is: impl Fn(&Known) -> bool) -> &[(Known, T)] {
    let count = acts.partition_point(|(act, _)| is(act));
    acts.get(..count).unwrap_or_default()
}

/// The acts behind those for which this is true.
pub(crate) fn after<T>(acts: &[(Known, T)], is: impl Fn(&Known) -> bool) -> &[(Known, T)] {
    let count = acts.partition_point(|(act, _)| is(act));
    acts.get(count..).unwrap_or_default()
}
