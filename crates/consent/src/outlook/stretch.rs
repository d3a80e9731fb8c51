//! One stretch of time in which nothing changes but the hours of the week: the verdict of every named area, worked out by the
//! parts of the line themselves.

use std::collections::BTreeMap;

use super::areas::Areas;
use super::clock::Clock;
use super::week::{Week, WeekAt, WeekShelf};
use crate::area::{Area, covering};
use crate::knowledge::{Agreement, Proposed};
use crate::line::{Asked, gives, limited};
use crate::person::Person;
use crate::power::Power;
use crate::verdict::Verdict;
use crate::version::Grant;
use crate::view::View;
use crate::witness::NextButHours;
use crate::zone::Zone;

/// What a named area and a power give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The same at any time.
    Always(Verdict),
    /// By the wall clock of this number.
    Week { clock: usize, week: WeekAt },
    /// By several wall clocks: so many parts from here on.
    Parts { from: usize, to: usize },
}

/// A week by one of several wall clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) clock: usize,
    pub(super) week: WeekAt,
    /// ⊓ over the parts of an agreement, ⊔ over agreements: whether this is its agreement's last.
    pub(super) is_last: bool,
}

/// All that stretches share.
#[derive(Default)]
pub(super) struct Shelves {
    pub(super) weeks: WeekShelf,
    pub(super) parts: Vec<Part>,
    pub(super) clocks: Vec<Clock>,
}

/// A week on a zone's wall clock; without a zone where it is the same at any time.
type Zoned = (Option<Zone>, Week);

/// Works a stretch out.
pub(super) struct Working<'k> {
    pub(super) view: View<'k>,
    pub(super) of: Person,
    pub(super) by: Person,
    pub(super) areas: &'k Areas,
    /// Those that are asked about.
    pub(super) powers: &'k [Power],
    pub(super) ahead: NextButHours,
}

/// A version's part: by area and power, what it gives; nothing where it gives `not-agreed`.
type Given = Vec<[Option<Week>; 3]>;

/// One version, by area and power.
struct VersionGives {
    /// Whose clock its hours go by; absent where it has none.
    zone: Option<Zone>,
    given: Given,
}

impl Working<'_> {
    /// The verdict of every named area and power, in their order: three of each area.
    pub(super) fn cells(&mut self, shelves: &mut Shelves) -> Vec<Cell> {
        let ceilings = self.ceilings();
        let asked = |agreement: &&Agreement| agreement.giver == self.of && agreement.holder == self.by;
        let agreements: Vec<&Agreement> = self.view.knowledge.agreements.iter().filter(asked).collect();
        let given: Vec<Vec<VersionGives>> = agreements.into_iter().map(|one| self.agreement(one)).collect();
        let mut cells = Vec::with_capacity(ceilings.len().saturating_mul(3));
        for (number, ceiling) in ceilings.into_iter().enumerate() {
            for power in Power::ALL {
                if !self.powers.contains(&power) {
                    cells.push(Cell::Always(Verdict::NotAgreed));
                    continue;
                }
                // Nothing agreed at all: what every agreement gives is at least as open.
                let nothing = vec![(None, Week::always(Verdict::NotAgreed.min(ceiling)))];
                let each = given.iter().map(|versions| meet(versions, number, power, ceiling));
                cells.push(shelves.cell(&join(each.chain([nothing]))));
            }
        }
        cells
    }

    /// floor ⊓ limits ⊓ signals, of every named area.
    fn ceilings(&mut self) -> Vec<Verdict> {
        let signals = self.view.signals(&mut self.ahead);
        let mut ceilings: Vec<Verdict> = Vec::with_capacity(self.areas.named.len());
        for named in &self.areas.named {
            let above = named.above.and_then(|above| ceilings.get(above as usize)).copied();
            let own = if named.is_own { Verdict::OffLimits } else { self.limit(&named.area) };
            ceilings.push(above.unwrap_or(signals).min(own));
        }
        ceilings
    }

    /// The limits on exactly this area.
    fn limit(&mut self, area: &Area) -> Verdict {
        let of_area = self.view.knowledge.limits.get(area);
        let live = of_area.into_iter().flat_map(|of_area| self.view.live_limits(of_area, &mut self.ahead));
        live.map(|(_, kind)| limited(*kind)).min().unwrap_or(Verdict::Allowed)
    }

    /// The agreement's versions that give anything: to be met, where any is current.
    fn agreement(&mut self, agreement: &Agreement) -> Vec<VersionGives> {
        let view = self.view;
        let current: Vec<_> = view.current(agreement, &mut self.ahead).collect();
        if current.is_empty() {
            return vec![self.still_to_come(agreement)];
        }
        let each = current.into_iter().map(|(at, proposed, since)| {
            self.version(&Asked { view: &view, agreement, at, proposed, since })
        });
        each.collect()
    }

    /// caps ⊓ ( ⊔ over grants ), of every named area and power.
    fn version(&mut self, asked: &Asked<'_>) -> VersionGives {
        let cap = asked.caps_everywhere(&mut self.ahead);
        let mut given = if cap == Verdict::NotAgreed { self.nothing() } else { self.grants(asked) };
        let withdrawn = self.withdrawn(asked.agreement, asked.proposed);
        for (of_area, is_withdrawn) in given.iter_mut().zip(withdrawn) {
            for week in of_area {
                *week = week.take().filter(|_| !is_withdrawn).map(|week| capped(&week, cap));
            }
        }
        VersionGives { zone: Some(asked.proposed.version.zone.clone()), given }
    }

    /// ⊔ over the grants that cover each area.
    fn grants(&mut self, asked: &Asked<'_>) -> Given {
        let areas = self.areas;
        let mut given: Given = Vec::with_capacity(areas.named.len());
        for named in &areas.named {
            let above = named.above.and_then(|above| areas.named.get(above as usize).map(|of| (above, of)));
            // In a heavy area a grant can wait that does not outside: there, those from above are worked out anew.
            let inherits = above.filter(|(_, of)| of.is_heavy == named.is_heavy);
            let inherited = inherits.and_then(|(above, _)| given.get(above as usize).cloned());
            let mut of_area = inherited.clone().unwrap_or_default();
            let own_alone = |area: &Area| inherited.is_none() || *area == named.area;
            let covering =
                covering(&asked.proposed.grants_of, &named.area).filter(|(area, _)| own_alone(area));
            for at in covering.flat_map(|(_, places)| places) {
                self.add_grant(asked, *at, named.is_heavy, &mut of_area);
            }
            given.push(of_area);
        }
        given
    }

    fn add_grant(&mut self, asked: &Asked<'_>, at: usize, heavy: bool, of_area: &mut [Option<Week>; 3]) {
        let Some(grant) = asked.proposed.version.grants.get(at) else { return };
        let week = self.grant(asked, at, grant, heavy);
        for (power, given) in Power::ALL.into_iter().zip(of_area) {
            if grant.power.includes(power) && self.powers.contains(&power) {
                *given =
                    Some(given.take().map_or_else(|| week.clone(), |before| before.with(&week, Ord::max)));
            }
        }
    }

    fn grant(&mut self, asked: &Asked<'_>, at: usize, grant: &Grant, heavy: bool) -> Week {
        let closed = asked.closed_whatever_the_hour(grant, heavy, &mut self.ahead);
        if closed.iter().any(Option::is_some) {
            return Week::always(Verdict::NotNow);
        }
        let hours = asked.proposed.hours.get(at).and_then(Option::as_ref);
        hours.map_or_else(|| Week::always(gives(grant.mode)), |hours| Week::within(hours, gives(grant.mode)))
    }

    /// With no current version: `not-now` where a sealed one that would cover it is still to come.
    fn still_to_come(&mut self, agreement: &Agreement) -> VersionGives {
        let mut given = self.nothing();
        for proposed in &agreement.versions {
            if self.view.starts_later(agreement, proposed, &mut self.ahead).is_none() {
                continue;
            }
            let withdrawn = self.withdrawn(agreement, proposed);
            for ((of_area, named), is_withdrawn) in given.iter_mut().zip(&self.areas.named).zip(withdrawn) {
                let covering = covering(&proposed.grants_of, &named.area).flat_map(|(_, places)| places);
                for grant in covering.filter_map(|at| proposed.version.grants.get(*at)) {
                    for power in
                        Power::ALL.into_iter().filter(|power| grant.power.includes(*power) && !is_withdrawn)
                    {
                        if let Some(week) = of_area.get_mut(power as usize) {
                            *week = Some(Week::always(Verdict::NotNow));
                        }
                    }
                }
            }
        }
        VersionGives { zone: None, given }
    }

    /// Of every named area, whether power there was taken or handed back and not given again.
    fn withdrawn(&mut self, agreement: &Agreement, proposed: &Proposed) -> Vec<bool> {
        let own: BTreeMap<&Area, ()> = Person::BOTH
            .into_iter()
            .flat_map(|by| {
                let signed = self.view.standing_signatures(agreement, proposed, by, &mut self.ahead);
                let view = self.view;
                let left = agreement
                    .withdrawals
                    .iter()
                    .filter(move |(_, row)| view.unanswered(row, by, &[&signed]).next().is_some());
                left.map(|(area, _)| (area, ())).collect::<Vec<_>>()
            })
            .collect();
        let mut withdrawn: Vec<bool> = Vec::with_capacity(self.areas.named.len());
        for named in &self.areas.named {
            let above = named.above.and_then(|above| withdrawn.get(above as usize)).copied().unwrap_or(false);
            withdrawn.push(above || own.contains_key(&named.area));
        }
        withdrawn
    }

    fn nothing(&self) -> Given {
        vec![Default::default(); self.areas.named.len()]
    }
}

impl Shelves {
    /// Keeps what an area and a power give.
    fn cell(&mut self, terms: &[Vec<Zoned>]) -> Cell {
        if let [agreement] = terms
            && let [(zone, week)] = agreement.as_slice()
        {
            return match week.one_verdict() {
                Some(verdict) => Cell::Always(verdict),
                None => self.week(zone.as_ref(), week),
            };
        }
        let from = self.parts.len();
        for agreement in terms {
            let last = agreement.len().saturating_sub(1);
            for (at, (zone, week)) in agreement.iter().enumerate() {
                let (clock, week) = self.placed(zone.as_ref(), week);
                self.parts.push(Part { clock, week, is_last: at == last });
            }
        }
        Cell::Parts { from, to: self.parts.len() }
    }

    fn week(&mut self, zone: Option<&Zone>, week: &Week) -> Cell {
        let (clock, week) = self.placed(zone, week);
        Cell::Week { clock, week }
    }

    fn placed(&mut self, zone: Option<&Zone>, week: &Week) -> (usize, WeekAt) {
        let clock = self.clocks.iter().position(|clock| zone.is_none_or(|zone| *zone == clock.zone));
        (clock.unwrap_or_default(), self.weeks.place(week.clone()))
    }
}

/// ⊓ over an agreement's versions, a week for each zone; capped.
fn meet(versions: &[VersionGives], area: usize, power: Power, ceiling: Verdict) -> Vec<Zoned> {
    let mut weeks: Vec<Zoned> = Vec::new();
    for version in versions {
        let week = version.given.get(area).and_then(|of_area| of_area.get(power as usize)?.as_ref());
        let week = week.map_or_else(|| Week::always(Verdict::NotAgreed), Week::clone);
        add(&mut weeks, zoned(version.zone.as_ref(), capped(&week, ceiling)), Ord::min);
    }
    weeks
}

/// ⊔ over agreements: those that go by one zone are one.
fn join(agreements: impl Iterator<Item = Vec<Zoned>>) -> Vec<Vec<Zoned>> {
    let mut ones: Vec<Zoned> = Vec::new();
    let mut several = Vec::new();
    for mut agreement in agreements {
        match agreement.pop() {
            Some(only) if agreement.is_empty() => add(&mut ones, only, Ord::max),
            Some(last) => {
                agreement.push(last);
                several.push(agreement);
            }
            None => {}
        }
    }
    several.extend(ones.into_iter().map(|one| vec![one]));
    several
}

/// Combines a week with the one that goes by the same clock, if there is one; one that is the same at any time with any.
fn add(weeks: &mut Vec<Zoned>, (zone, week): Zoned, combine: impl Fn(Verdict, Verdict) -> Verdict) {
    let fits = |other: &Option<Zone>| zone.is_none() || other.is_none() || zone == *other;
    match weeks.iter_mut().find(|(other, _)| fits(other)) {
        Some((other, before)) => {
            *before = before.with(&week, combine);
            *other = other.take().or(zone);
        }
        None => weeks.push((zone, week)),
    }
}

fn zoned(zone: Option<&Zone>, week: Week) -> Zoned {
    (zone.filter(|_| week.one_verdict().is_none()).cloned(), week)
}

fn capped(week: &Week, cap: Verdict) -> Week {
    week.with(&Week::always(cap), Ord::min)
}
