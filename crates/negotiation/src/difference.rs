//! What a proposal changes against what is in force: what it opens, what it closes, and which words are other words.
//!
//! Opening and closing are worked out from verdicts, not from text: the same week is asked twice, once with what is in force
//! and once as if both had signed the proposal, about every area that anybody named. So an hour that moves from one window to
//! another opens an hour and closes an hour, and a grant that another one covers anyway opens nothing.
//!
//! What only time does is left out of both sides alike, so that it cannot be taken for the proposal's doing: signals, reviews,
//! rhythms of check-ins, beginnings, ends, and the three days of heavy areas. Those are told as terms ([`Term`]), and a heavy
//! area by [`Change::waits`].

pub(crate) mod hours;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use consent::instant::{DAY, MINUTE};
use consent::{
    ActId, AgreementStands, Area, CheckIn, Grant, Instant, Knowledge, Outlook, Person, Power, Refusal, Run,
    Says, Verdict, Version, VersionState, Window, Zone,
};

use crate::suppose::Supposed;
use crate::week;
use crate::words::{AgreementWords, Rhythm};

pub use text::{Field, Mark, WordsChange};

/// Days after which nothing that was signed now still waits.
const SETTLED: i64 = 4;

/// All that a proposal changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// By area, each behind the one that it lies in.
    pub changes: Vec<Change>,
    /// Dates, rhythms, the zone.
    pub terms: Vec<Term>,
    /// The words.
    pub words: Vec<WordsChange>,
}

/// What changes in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where; what lies in it changes with it.
    pub area: Area,
    /// But not this, which lies in it and changes otherwise or not at all.
    pub except: Vec<Area>,
    /// What the holder may do there; the powers that change in the same way.
    pub powers: Vec<Power>,
    /// Whether it is so while a moment is open only.
    pub in_moments: bool,
    /// When more is open than is now.
    pub opens: Hours,
    /// When less is.
    pub closes: Hours,
    /// Minutes of the week that each verdict holds now.
    pub before: Minutes,
    /// The same, if both sign.
    pub after: Minutes,
    /// Whether what it opens waits three days after both have signed.
    pub waits: bool,
}

/// A part of a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// How many minutes of the week.
    pub minutes: i64,
    /// Which; none where it is the whole week, or no time at all.
    pub windows: Vec<Window>,
}

/// Minutes of a week by what may be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// Without asking.
    pub freely: i64,
    /// When asked first.
    pub asking: i64,
}

/// Something that only time does, and that the proposal says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Not in force before.
    Starts {
        /// Now.
        before: Option<Instant>,
        /// If both sign.
        after: Option<Instant>,
    },
    /// Not in force from then on.
    Ends {
        /// Now.
        before: Option<Instant>,
        /// If both sign.
        after: Option<Instant>,
    },
    /// When it must have been reviewed.
    Review {
        /// Now.
        before: Instant,
        /// If both sign.
        after: Instant,
    },
    /// The rhythm of check-ins.
    CheckIn {
        /// Now.
        before: Option<CheckIn>,
        /// If both sign.
        after: Option<CheckIn>,
    },
    /// The clock of its hours.
    Zone {
        /// Now.
        before: Zone,
        /// If both sign.
        after: Zone,
    },
    /// A power that begins or ends on a day of its own.
    Grant {
        /// The grant.
        grant: Grant,
    },
}

impl Change {
    /// Whether more is open at some time.
    pub fn opens_more(&self) -> bool {
        self.opens.minutes > 0
    }

    /// Whether less is open at some time.
    pub fn closes_more(&self) -> bool {
        self.closes.minutes > 0
    }
}

impl Difference {
    /// What this proposal changes against what is known, looked at from this instant.
    ///
    /// # Errors
    /// The [`Refusal`] that the proposal would meet.
    pub fn of(knowledge: &Knowledge, proposal: &Version, now: Instant) -> Result<Difference, Refusal> {
        // Refused as it stands: nobody could sign it, and there is nothing to compare.
        Supposed::of(knowledge, now).agree(proposal.clone())?;
        let sides = Sides::of(knowledge, proposal, now);
        let mut changes = sides.changes(Moments::AsTheyAre)?;
        for change in sides.changes(Moments::Open)? {
            let is_told = |told: &Change| told.area == change.area && told.powers == change.powers;
            let same = |told: &Change| told.opens == change.opens && told.closes == change.closes;
            if !changes.iter().any(|told| is_told(told) && same(told)) {
                changes.push(Change { in_moments: true, ..change });
            }
        }
        changes.sort_by(|a, b| a.area.cmp(&b.area).then(a.in_moments.cmp(&b.in_moments)));
        Ok(Difference { changes, terms: sides.terms(), words: Vec::new() })
    }

    /// The same, with the words: those of the version in force that it amends, and its own. `rhythm` puts one into words.
    #[must_use]
    pub fn with_words(
        self,
        before: &AgreementWords,
        after: &AgreementWords,
        rhythm: &dyn Fn(Rhythm) -> String,
    ) -> Difference {
        Difference { words: text::changes(before, after, rhythm), ..self }
    }

    /// Whether nothing changes.
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty() && self.terms.is_empty() && self.words.is_empty()
    }
}

/// How grants that hold only while a moment is open are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moments {
    /// As if none were open.
    AsTheyAre,
    /// As if one were open all the time.
    Open,
}

/// What is in force, and what would be.
struct Sides<'k> {
    knowledge: &'k Knowledge,
    proposal: &'k Version,
    /// When both would have signed.
    at: Instant,
    /// The agreement that the proposal amends.
    amended: InForce,
    /// The other agreements in this direction.
    others: Vec<InForce>,
    /// Every area that anything rests on: verdicts about any other are those of the nearest one around it.
    areas: BTreeSet<Area>,
}

/// An agreement's versions in force; several where two devices amended at the same time.
#[derive(Default)]
struct InForce {
    versions: Vec<(ActId, Version)>,
    withdrawn: Vec<(Person, Area)>,
}

impl<'k> Sides<'k> {
    fn of(knowledge: &'k Knowledge, proposal: &'k Version, now: Instant) -> Sides<'k> {
        let at = proposal.starts.map_or(now, |starts| starts.max(now));
        let (mut amended, mut others) = (InForce::default(), Vec::new());
        let agreements = knowledge.agreements_at(at).into_iter();
        let between = (proposal.giver, proposal.holder);
        for agreement in agreements.filter(|agreement| (agreement.giver, agreement.holder) == between) {
            let is_amended = agreement.versions.iter().any(|version| proposal.replaces.contains(&version.id));
            let in_force = InForce::of(agreement);
            if is_amended { amended = in_force } else { others.push(in_force) }
        }
        let areas = areas(knowledge, proposal, others.iter().chain([&amended]), at);
        Sides { knowledge, proposal, at, amended, others, areas }
    }

    fn changes(&self, moments: Moments) -> Result<Vec<Change>, Refusal> {
        let (before, after) = (self.before(moments)?, self.after(moments)?);
        let (from, to) = self.week();
        let (of, by) = (self.proposal.giver, self.proposal.holder);
        let before = before.knowledge().outlook(of, by, from, to);
        let after = after.knowledge().outlook(of, by, from, to);
        let mut changes = Vec::new();
        let mut weeks: BTreeMap<(Power, &Area), Week> = BTreeMap::new();
        for (area, power) in self.areas.iter().flat_map(|area| Power::ALL.map(|power| (area, power))) {
            let of = |outlook: &Outlook<'_>| outlook.runs(area.as_str(), power).map(what_may_be_done);
            weeks.insert((power, area), Week { before: of(&before)?, after: of(&after)? });
        }
        for area in &self.areas {
            let mut of_area: Vec<(Change, &Week)> = Vec::new();
            for power in Power::ALL {
                let Some(week) = weeks.get(&(power, area)) else { continue };
                let around = self.nearest_around(area).and_then(|around| weeks.get(&(power, around)));
                if week.is_same() || around == Some(week) {
                    continue;
                }
                if let Some((change, _)) = of_area.iter_mut().find(|(_, other)| *other == week) {
                    change.powers.push(power);
                    continue;
                }
                let is_other = |under: &&Area| weeks.get(&(power, under)).is_some_and(|other| other != week);
                let change = week.change(area, power, &self.proposal.zone);
                of_area.push((Change { except: self.under(area, is_other), ..change }, week));
            }
            changes.extend(of_area.into_iter().map(|(change, _)| change));
        }
        Ok(changes)
    }

    fn nearest_around(&self, area: &Area) -> Option<&Area> {
        let root = Area::everything();
        let root = (root.covers(area) && root != *area).then(|| self.areas.get(&root)).flatten();
        above(area).filter_map(|path| self.areas.get(path)).next().or(root)
    }

    /// The areas under this one that are so, but for those under another one that is.
    fn under(&self, area: &Area, is_so: impl Fn(&&Area) -> bool) -> Vec<Area> {
        let inside = if *area == Area::everything() { String::new() } else { format!("{area}/") };
        let under = self.areas.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded));
        let under = under.take_while(|under| under.as_str().starts_with(&inside));
        let mut found: BTreeSet<Area> = BTreeSet::new();
        for under in under.filter(|under| *under != area && area.covers(under)).filter(is_so) {
            if !above(under).any(|path| found.contains(path)) {
                found.insert(under.clone());
            }
        }
        found.into_iter().collect()
    }

    /// What is in force, as if it had been signed anew.
    fn before(&self, moments: Moments) -> Result<Supposed, Refusal> {
        let mut supposed = self.others(moments)?;
        let versions = self.amended.versions.iter().map(|(_, version)| version);
        self.sign_together(&mut supposed, versions, &self.amended.withdrawn, moments)?;
        Ok(supposed)
    }

    /// What would be in force. Whoever signs the proposal has seen what was withdrawn.
    fn after(&self, moments: Moments) -> Result<Supposed, Refusal> {
        let mut supposed = self.others(moments)?;
        let stay = self.amended.versions.iter().filter(|(id, _)| !self.proposal.replaces.contains(id));
        let versions = stay.map(|(_, version)| version).chain([self.proposal]);
        self.sign_together(&mut supposed, versions, &[], moments)?;
        Ok(supposed)
    }

    /// The limits of both, and the other agreements of this direction: they stay what they are.
    fn others(&self, moments: Moments) -> Result<Supposed, Refusal> {
        let mut supposed = Supposed::of(&Knowledge::new(), self.at);
        for limit in self.knowledge.limits_at(self.week().0) {
            supposed.say(limit.by, Says::Limit(limit.area, limit.kind))?;
        }
        for other in &self.others {
            let versions = other.versions.iter().map(|(_, version)| version);
            self.sign_together(&mut supposed, versions, &other.withdrawn, moments)?;
        }
        Ok(supposed)
    }

    /// Both sign these versions of one agreement, of which none replaces another; then areas are withdrawn.
    fn sign_together<'v>(
        &self,
        supposed: &mut Supposed,
        versions: impl Iterator<Item = &'v Version>,
        withdrawn: &[(Person, Area)],
        moments: Moments,
    ) -> Result<(), Refusal> {
        let mut first = None;
        let mut versions = versions.peekable();
        while let Some(version) = versions.next() {
            let lasting = self.lasting(version, moments);
            if first.is_none() {
                let id = supposed.agree(lasting.clone())?;
                first = Some(id);
                if versions.peek().is_none() {
                    break;
                }
            }
            supposed.agree(Version { replaces: first.into_iter().collect(), ..lasting })?;
        }
        for ((by, area), id) in withdrawn.iter().zip(std::iter::repeat(first)) {
            id.map(|id| supposed.say(*by, Says::Withdraw(id, area.clone()))).transpose()?;
        }
        Ok(())
    }

    /// The same powers at the same hours, without what only time does.
    fn lasting(&self, version: &Version, moments: Moments) -> Version {
        let grants = version.grants.iter().map(|grant| Grant {
            starts: None,
            ends: None,
            moments: grant.moments && moments == Moments::AsTheyAre,
            ..grant.clone()
        });
        Version {
            grants: grants.collect(),
            review_by: self.at.plus_days(366),
            starts: None,
            ends: None,
            check_in: None,
            replaces: Vec::new(),
            ..version.clone()
        }
    }

    /// The week that is asked about: the first whole one in which nothing waits any more.
    fn week(&self) -> (Instant, Instant) {
        week::of(self.at.plus(SETTLED.saturating_mul(DAY)).plus_days(7), &self.proposal.zone)
    }

    fn terms(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        let (after, before) = (self.proposal, self.amended.versions.first().map(|(_, version)| version));
        let (starts, ends) = (before.and_then(|v| v.starts), before.and_then(|v| v.ends));
        // A day that has come says nothing any more.
        if after.starts.is_some_and(|after| starts != Some(after) && after >= self.at) {
            terms.push(Term::Starts { before: starts, after: after.starts });
        }
        if after.ends != ends {
            terms.push(Term::Ends { before: ends, after: after.ends });
        }
        if let Some(before) = before {
            if before.review_by != after.review_by {
                terms.push(Term::Review { before: before.review_by, after: after.review_by });
            }
            if before.zone != after.zone {
                terms.push(Term::Zone { before: before.zone.clone(), after: after.zone.clone() });
            }
        }
        let rhythm = before.and_then(|before| before.check_in);
        if rhythm != after.check_in {
            terms.push(Term::CheckIn { before: rhythm, after: after.check_in });
        }
        let dated = after.grants.iter().filter(|grant| grant.starts.is_some() || grant.ends.is_some());
        let is_new =
            |grant: &&Grant| !self.amended.versions.iter().any(|(_, version)| version.grants.contains(grant));
        terms.extend(dated.filter(is_new).map(|grant| Term::Grant { grant: grant.clone() }));
        terms
    }
}

impl InForce {
    fn of(agreement: AgreementStands) -> InForce {
        let current = agreement.versions.into_iter().filter(|version| version.state == VersionState::Current);
        let versions = current.map(|version| (version.id, version.version)).collect();
        InForce { versions, withdrawn: agreement.withdrawn }
    }
}

fn areas<'f>(
    knowledge: &Knowledge,
    proposal: &Version,
    in_force: impl Iterator<Item = &'f InForce>,
    at: Instant,
) -> BTreeSet<Area> {
    let granted =
        |version: &Version| version.grants.iter().map(|grant| grant.area.clone()).collect::<Vec<_>>();
    let mut areas: BTreeSet<Area> = granted(proposal).into_iter().collect();
    for agreement in in_force {
        areas.extend(agreement.versions.iter().flat_map(|(_, version)| granted(version)));
        areas.extend(agreement.withdrawn.iter().map(|(_, area)| area.clone()));
    }
    areas.extend(knowledge.limits_at(at).into_iter().map(|limit| limit.area));
    areas
}

/// The paths that an area lies in, the nearest first.
fn above(area: &Area) -> impl Iterator<Item = &str> {
    let path = area.as_str();
    path.rmatch_indices('/').filter_map(move |(at, _)| path.get(..at))
}

/// The week of an area on both sides.
#[derive(PartialEq, Eq)]
struct Week {
    before: Vec<Run>,
    after: Vec<Run>,
}

impl Week {
    fn is_same(&self) -> bool {
        let (opened, closed) = self.spans();
        opened.is_empty() && closed.is_empty()
    }

    fn change(&self, area: &Area, power: Power, zone: &Zone) -> Change {
        let (opened, closed) = self.spans();
        let opens = hours::of(&opened, zone);
        let waits = opens.minutes > 0 && (area.is_heavy() || *area == Area::everything());
        Change {
            area: area.clone(),
            except: Vec::new(),
            powers: vec![power],
            in_moments: false,
            closes: hours::of(&closed, zone),
            before: minutes(&self.before),
            after: minutes(&self.after),
            waits,
            opens,
        }
    }

    /// When more is open after than before, and when less.
    fn spans(&self) -> (Vec<Span>, Vec<Span>) {
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        for before in &self.before {
            let inside = self.after.iter().filter(|after| after.from < before.to && after.to > before.from);
            for after in inside {
                let span = (before.from.max(after.from), before.to.min(after.to));
                match after.verdict.cmp(&before.verdict) {
                    std::cmp::Ordering::Greater => hours::push(&mut opened, span),
                    std::cmp::Ordering::Less => hours::push(&mut closed, span),
                    std::cmp::Ordering::Equal => {}
                }
            }
        }
        (opened, closed)
    }
}

/// From an instant until before another.
pub(crate) type Span = (Instant, Instant);

/// The runs by what may be done: nothing, when asked first, freely. Whether something is not agreed, agreed for other hours, or
/// off limits makes no difference to that.
fn what_may_be_done(runs: Vec<Run>) -> Vec<Run> {
    let mut by_deed: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let verdict = run.verdict.max(Verdict::NotNow);
        match by_deed.last_mut() {
            Some(last) if last.verdict == verdict => last.to = run.to,
            _ => by_deed.push(Run { verdict, ..run }),
        }
    }
    by_deed
}

fn minutes(runs: &[Run]) -> Minutes {
    let of = |verdict| {
        let runs = runs.iter().filter(|run| run.verdict == verdict);
        runs.map(|run| hours::length((run.from, run.to))).fold(0_i64, i64::saturating_add)
    };
    Minutes { freely: of(Verdict::Allowed), asking: of(Verdict::AskFirst) }
}

/// Whole minutes.
fn in_minutes(millis: i64) -> i64 {
    millis.div_euclid(MINUTE)
}
