//! The verdicts over a span of time, worked out beforehand: for whoever asks often, or about many instants.
//!
//! Between two instants at which anything else changes, a verdict depends on the nearest named area, the power and the wall
//! clock alone. So the span is cut into *stretches* at those instants, and in each every named area and power has a week of
//! verdicts, worked out by the parts of the line themselves. To ask is to find the area and to look at the clock: it reads
//! no act and allocates nothing. What is answered is what [`Knowledge`] itself answers, and of an instant outside the span it is
//! asked.

mod areas;
mod clock;
mod stretch;
mod week;

use std::collections::BTreeSet;

use crate::answer::{Answer, Question};
use crate::area::Area;
use crate::instant::Instant;
use crate::knowledge::Knowledge;
use crate::person::Person;
use crate::power::Power;
use crate::refusal::Refusal;
use crate::verdict::Verdict;
use crate::view::View;
use crate::witness::NextButHours;
use crate::zone::Zone;

use areas::{Areas, Node};
use clock::Clock;
use stretch::{Cell, Part, Shelves, Working};
use week::{WeekAt, Weeks};

/// What one person may exercise over the other's life, from an instant until before another.
#[derive(Clone, Debug)]
pub struct Outlook<'k> {
    knowledge: &'k Knowledge,
    of: Person,
    by: Person,
    to: Instant,
    areas: Areas,
    clocks: Vec<Clock>,
    weeks: Weeks,
    parts: Vec<Part>,
    /// When each stretch begins.
    begins: Vec<Instant>,
    /// Of each stretch, of each named area, of each power.
    cells: Vec<Cell>,
    /// Whether nothing but the hours changes any more after the last stretch has begun.
    is_settled: bool,
    /// Of each named area, those under it of which `except` can speak, sorted.
    under: Vec<Vec<Node>>,
}

impl Knowledge {
    /// Works out what `by` may exercise over `of`'s life, from `from` until before `to`. Takes as long as there are grants,
    /// named areas and instants in between at which anything but the hours changes.
    pub fn outlook(&self, of: Person, by: Person, from: Instant, to: Instant) -> Outlook<'_> {
        self.outlook_on((of, by), (from, to), Areas::of(self.named_areas()), &Power::ALL)
    }

    /// [`Outlook::runs`] of these areas, in their order, without working out what no one of them needs.
    pub fn runs(
        &self,
        (of, by): (Person, Person),
        power: Power,
        (from, to): (Instant, Instant),
        areas: &[Area],
    ) -> Vec<Vec<Run>> {
        let concerns = |named: &&Area| areas.iter().any(|area| named.covers(area));
        let named = Areas::of(self.named_areas().filter(concerns));
        let outlook = self.outlook_on((of, by), (from, to), named, &[power]);
        areas.iter().map(|area| outlook.runs(area.as_str(), power).unwrap_or_default()).collect()
    }

    /// `areas`: no other can be asked about; nor can another of the `powers`.
    fn outlook_on(
        &self,
        (of, by): (Person, Person),
        (from, to): (Instant, Instant),
        areas: Areas,
        powers: &[Power],
    ) -> Outlook<'_> {
        let zones = self.zones();
        let clocks = zones.into_iter().map(|zone| Clock::over(zone, from, to)).collect();
        let mut shelves = Shelves { clocks, ..Shelves::default() };
        let (mut begins, mut cells) = (Vec::new(), Vec::new());
        let mut next = Some(from).filter(|from| *from < to);
        let mut is_settled = false;
        while let Some(at) = next {
            let view = View::of_all(self, at);
            let mut working = Working { view, of, by, areas: &areas, powers, ahead: NextButHours::default() };
            cells.extend(working.cells(&mut shelves));
            begins.push(at);
            let ahead = working.ahead.0.0;
            is_settled = ahead.is_none();
            next = ahead.filter(|ahead| *ahead < to);
        }
        let under = areas.under(&self.exceptions(&areas));
        let Shelves { weeks, parts, clocks } = shelves;
        let weeks = weeks.weeks;
        Outlook { knowledge: self, of, by, to, areas, clocks, weeks, parts, begins, cells, is_settled, under }
    }

    /// All areas that a grant, a limit or a `withdraw` names.
    fn named_areas(&self) -> impl Iterator<Item = &Area> {
        let versions = self.agreements.iter().flat_map(|agreement| &agreement.versions);
        let granted = versions.flat_map(|version| version.grants_of.keys());
        self.closed_areas.iter().chain(granted)
    }

    fn zones(&self) -> Vec<&Zone> {
        let mut zones: Vec<&Zone> = Vec::new();
        for version in self.agreements.iter().flat_map(|agreement| &agreement.versions) {
            if !zones.contains(&&version.version.zone) {
                zones.push(&version.version.zone);
            }
        }
        zones
    }

    /// The named areas that a limit or a `withdraw` names, and the heavy ones.
    fn exceptions(&self, areas: &Areas) -> Vec<Node> {
        let heavy: BTreeSet<Area> = Area::heavy().collect();
        let is_one = |area: &Area| heavy.contains(area) || self.closed_areas.contains(area);
        let numbered = (0..).zip(&areas.named);
        numbered.filter(|(_, named)| is_one(&named.area)).map(|(number, _)| number).collect()
    }
}

/// A stretch of time over which a verdict stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// What holds in between.
    pub verdict: Verdict,
}

impl Outlook<'_> {
    /// The verdicts about an area, one run after the other, over the whole span.
    ///
    /// # Errors
    /// [`Refusal::MalformedArea`].
    pub fn runs(&self, area: &str, power: Power) -> Result<Vec<Run>, Refusal> {
        let node = self.areas.find(area)?;
        let mut runs: Vec<Run> = Vec::new();
        for (stretch, begins) in self.begins.iter().enumerate() {
            let cell = self.cell(stretch, node, power);
            let end = self.begins.get(stretch.saturating_add(1)).copied().unwrap_or(self.to);
            let mut from = *begins;
            while from < end {
                let to = self.next_edge(cell, from).map_or(end, |edge| edge.min(end));
                let verdict = self.of_cell(cell, from);
                match runs.last_mut() {
                    Some(last) if last.verdict == verdict => last.to = to,
                    _ => runs.push(Run { from, to, verdict }),
                }
                from = to;
            }
        }
        Ok(runs)
    }

    /// The verdict alone: what [`Knowledge::verdict`] says.
    ///
    /// # Errors
    /// [`Refusal::MalformedArea`].
    pub fn verdict(&self, area: &str, power: Power, at: Instant) -> Result<Verdict, Refusal> {
        let node = self.areas.find(area)?;
        match self.stretch(at) {
            Some(stretch) => Ok(self.of_cell(self.cell(stretch, node, power), at)),
            None => Ok(self.knowledge.verdict(&self.question(Area::parse(area)?, power), at)),
        }
    }

    /// The verdict with all that comes with it: what [`Knowledge::answer`] says.
    ///
    /// # Errors
    /// [`Refusal::MalformedArea`].
    pub fn answer(&self, area: &str, power: Power, at: Instant) -> Result<Answer, Refusal> {
        let question = self.question(Area::parse(area)?, power);
        let node = self.areas.find(area)?;
        let Some(stretch) = self.stretch(at) else { return Ok(self.knowledge.answer(&question, at)) };
        let (verdict, because) = self.knowledge.because(&question, at);
        Ok(Answer {
            verdict,
            because,
            except: self.except(&question, (stretch, node), at, verdict),
            until: self.until(&question, (stretch, node), at, verdict),
        })
    }

    fn question(&self, area: Area, power: Power) -> Question {
        Question { of: self.of, by: self.by, area, power }
    }

    /// See [`Answer::except`].
    fn except(
        &self,
        question: &Question,
        (stretch, node): (usize, Node),
        at: Instant,
        verdict: Verdict,
    ) -> Vec<Area> {
        let under = self.under.get(node as usize).into_iter().flatten();
        let named = under.filter_map(|node| Some((*node, &self.areas.get(*node)?.area)));
        // What lies under the nearest named area need not lie under the asked one.
        let covered = named.filter(|(_, area)| *area != &question.area && question.area.covers(area));
        let is_closed = |node| self.of_cell(self.cell(stretch, node, question.power), at) < verdict;
        covered.filter(|(node, _)| is_closed(*node)).map(|(_, area)| area.clone()).collect()
    }

    /// See [`Answer::until`].
    fn until(
        &self,
        question: &Question,
        (stretch, node): (usize, Node),
        at: Instant,
        verdict: Verdict,
    ) -> Option<Instant> {
        let mut at = at;
        for stretch in stretch..self.begins.len() {
            let cell = self.cell(stretch, node, question.power);
            let end = self.begins.get(stretch.saturating_add(1)).copied().unwrap_or(self.to);
            while at < end {
                if self.of_cell(cell, at) != verdict {
                    return Some(at);
                }
                at = self.next_edge(cell, at).map_or(end, |edge| edge.min(end));
            }
        }
        let last = self.begins.len().checked_sub(1).map(|last| self.cell(last, node, question.power));
        if self.is_settled && matches!(last, Some(Cell::Always(_))) {
            return None;
        }
        self.knowledge.until(question, at, verdict)
    }

    /// The first instant after this one at which the hours of a cell may begin or end.
    fn next_edge(&self, cell: Cell, at: Instant) -> Option<Instant> {
        let edge = |clock: usize, week: WeekAt| {
            let clock = self.clocks.get(clock)?;
            Some(clock.ahead(at, self.weeks.next_edge(week, clock.minute(at))))
        };
        match cell {
            Cell::Always(_) => None,
            Cell::Week { clock, week } => edge(clock, week),
            Cell::Parts { from, to } => {
                let parts = self.parts.get(from..to).unwrap_or_default();
                parts.iter().filter_map(|part| edge(part.clock, part.week)).min()
            }
        }
    }

    /// Which stretch an instant is in.
    fn stretch(&self, at: Instant) -> Option<usize> {
        let begun = self.begins.partition_point(|begins| *begins <= at);
        begun.checked_sub(1).filter(|_| at < self.to)
    }

    fn cell(&self, stretch: usize, node: Node, power: Power) -> Cell {
        let area = stretch.saturating_mul(self.areas.named.len()).saturating_add(node as usize);
        let at = area.saturating_mul(Power::ALL.len()).saturating_add(power as usize);
        self.cells.get(at).copied().unwrap_or(Cell::Always(Verdict::NotAgreed))
    }

    fn of_cell(&self, cell: Cell, at: Instant) -> Verdict {
        match cell {
            Cell::Always(verdict) => verdict,
            Cell::Week { clock, week } => self.of_week(clock, week, at),
            Cell::Parts { from, to } => self.of_parts(self.parts.get(from..to).unwrap_or_default(), at),
        }
    }

    fn of_week(&self, clock: usize, week: WeekAt, at: Instant) -> Verdict {
        let minute = self.clocks.get(clock).map_or(0, |clock| clock.minute(at));
        self.weeks.verdict(week, minute)
    }

    fn of_parts(&self, parts: &[Part], at: Instant) -> Verdict {
        let (mut best, mut agreement) = (Verdict::OffLimits, Verdict::Allowed);
        for part in parts {
            agreement = agreement.min(self.of_week(part.clock, part.week, at));
            if part.is_last {
                best = best.max(agreement);
                agreement = Verdict::Allowed;
            }
        }
        best
    }
}
