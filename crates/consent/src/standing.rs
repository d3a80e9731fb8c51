//! How things stand: what a page shows beside the verdicts. Read from the same parts as the line; nothing is decided here.

use crate::act::{ActId, LimitKind};
use crate::area::Area;
use crate::instant::Instant;
use crate::knowledge::{Agreement, Knowledge, Proposed, Signal};
use crate::line::{Asked, LIFT_WAITS};
use crate::person::{Both, Person};
use crate::version::Version;
use crate::view::View;
use crate::witness::Nobody;

/// A live limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitStands {
    /// The `limit`.
    pub act: ActId,
    /// Whose.
    pub by: Person,
    /// Since when.
    pub since: Instant,
    /// Where.
    pub area: Area,
    /// How.
    pub kind: LimitKind,
    /// When it goes, where it has been lifted.
    pub until: Option<Instant>,
}

/// A live slow, pause or stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalStands {
    /// The act.
    pub act: ActId,
    /// Whose.
    pub by: Person,
    /// Which.
    pub signal: Signal,
    /// Since when.
    pub since: Instant,
    /// Whose `resume` it waits for.
    pub waits_for: Vec<Person>,
}

/// An agreement: versions tied by `replaces`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementStands {
    /// Its first version, which names it.
    pub id: ActId,
    /// Who gives.
    pub giver: Person,
    /// Who holds.
    pub holder: Person,
    /// In order of proposal on this device, each behind those that it replaces.
    pub versions: Vec<VersionStands>,
    /// Until when a moment is open; the latest, where several are.
    pub moment_until: Option<Instant>,
    /// The known `end`s that not both have signed again since.
    pub ended: Vec<ActId>,
    /// Areas that were taken back or handed back, by whom.
    pub withdrawn: Vec<(Person, Area)>,
}

/// A version of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionStands {
    /// The `propose`.
    pub id: ActId,
    /// Whose proposal.
    pub by: Person,
    /// When.
    pub proposed: Instant,
    /// Its words.
    pub version: Version,
    /// When each signed it, of the signatures that stand.
    pub signed: Both<Option<Instant>>,
    /// What has become of it.
    pub state: VersionState,
    /// The first `retract` of it by each.
    pub retracted: Both<Option<Instant>>,
    /// When its review is due, of a current one.
    pub review_due: Option<Instant>,
    /// When each person's check-in is due, of a current one with a rhythm.
    pub check_in_due: Both<Option<Instant>>,
}

impl VersionStands {
    /// Whether a change of the agreement takes its place: it is in force, or was retracted by one while the other signed.
    pub fn is_amended_next(&self) -> bool {
        let is_signed = self.signed.one.and(self.signed.two).is_some();
        self.state == VersionState::Current || (is_signed && self.state == VersionState::Retracted)
    }
}

/// What has become of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionState {
    /// Not both have signed it.
    Proposed,
    /// Both have, and its time is still to come.
    NotStarted,
    /// In force.
    Current,
    /// It was in force until its `ends`.
    Over,
    /// A newer one has taken its place.
    Replaced,
    /// The agreement was ended, and not both have signed this version again.
    Ended,
    /// Somebody took it off the table.
    Retracted,
}

impl Knowledge {
    /// The live limits of both, by area.
    pub fn limits_at(&self, at: Instant) -> Vec<LimitStands> {
        let view = View::of_all(self, at);
        let limited = self.closed_areas.iter().filter_map(|area| self.limits.get_key_value(area));
        let live = limited.flat_map(|(area, of_area)| {
            view.live_limits(of_area, &mut Nobody).map(move |limit| (area, &of_area.lifts, limit))
        });
        live.map(|(area, lifts, (limit, kind))| {
            let lifts = lifts.iter().map(|(lift, ())| lift);
            let answering = lifts.filter(|lift| lift.by == limit.by && lift.has_seen(limit));
            let until =
                answering.filter(|lift| !view.is_disowned(lift)).map(|lift| lift.at.plus(LIFT_WAITS)).min();
            LimitStands {
                act: limit.id,
                by: limit.by,
                since: limit.at,
                area: area.clone(),
                kind: *kind,
                until,
            }
        })
        .collect()
    }

    /// The live signals, oldest first.
    pub fn signals_at(&self, at: Instant) -> Vec<SignalStands> {
        let view = View::of_all(self, at);
        let resumes = Both::each(|by| view.resumes(by, &mut Nobody));
        let live = view.live_signals(&mut Nobody).map(|(act, signal)| {
            let asked = Person::BOTH.into_iter().filter(|by| signal == Signal::Stop || *by == act.by);
            let waits_for = asked.filter(|by| !resumes.get(*by).have_seen(act)).collect();
            SignalStands { act: act.id, by: act.by, signal, since: act.at, waits_for }
        });
        let mut signals: Vec<SignalStands> = live.collect();
        signals.sort_by_key(|signal| (signal.since, signal.act));
        signals
    }

    /// All agreements, those that were only proposed among them, in order of their first proposal.
    pub fn agreements_at(&self, at: Instant) -> Vec<AgreementStands> {
        let view = View::of_all(self, at);
        let mut agreements: Vec<AgreementStands> =
            self.agreements.iter().filter_map(|agreement| view.agreement_stands(agreement)).collect();
        agreements.sort_by_key(|agreement| {
            (agreement.versions.first().map(|version| version.proposed), agreement.id)
        });
        agreements
    }
}

impl View<'_> {
    fn agreement_stands(&self, agreement: &Agreement) -> Option<AgreementStands> {
        let current: Vec<usize> = self.current(agreement, &mut Nobody).map(|(at, ..)| at).collect();
        let live = agreement.ends.iter().filter(|(end, ())| !self.both_signed_again(agreement, end));
        let ended: Vec<ActId> = live.map(|(end, ())| end.id).collect();
        let is_ended = !ended.is_empty();
        let versions = agreement.versions.iter().enumerate();
        let versions =
            versions.map(|(at, proposed)| self.version_stands((agreement, is_ended), at, proposed, &current));
        Some(AgreementStands {
            id: agreement.versions.first()?.act.id,
            giver: agreement.giver,
            holder: agreement.holder,
            versions: versions.collect(),
            moment_until: self.moment_until(agreement, &mut Nobody),
            ended,
            withdrawn: self.withdrawn_of(agreement, &current),
        })
    }

    /// Areas over which power was taken or handed back and not given again in one of these versions, by whom; each
    /// `withdraw` once.
    fn withdrawn_of(&self, agreement: &Agreement, versions: &[usize]) -> Vec<(Person, Area)> {
        let versions: Vec<&Proposed> = versions.iter().filter_map(|at| agreement.versions.get(*at)).collect();
        let each =
            agreement.withdrawals.iter().flat_map(|(area, row)| row.iter().map(move |act| (area, act)));
        let left = each.filter(|(_, (withdraw, ()))| {
            let mut signed = versions
                .iter()
                .map(|version| self.standing_signatures(agreement, version, withdraw.by, &mut Nobody));
            signed.any(|signed| !signed.have_seen(withdraw))
        });
        let mut left: Vec<(Person, Area)> =
            left.map(|(area, (withdraw, ()))| (withdraw.by, area.clone())).collect();
        left.sort_by(|one, two| (&one.1, one.0).cmp(&(&two.1, two.0)));
        left
    }

    fn version_stands(
        &self,
        (agreement, is_ended): (&Agreement, bool),
        at: usize,
        proposed: &Proposed,
        current: &[usize],
    ) -> VersionStands {
        let signed = Both::each(|by| self.signed(agreement, proposed, by, &mut Nobody));
        let in_force = self.in_force(agreement, proposed, &mut Nobody);
        let over = proposed.version.ends.is_some_and(|ends| self.at >= ends);
        let retracted = Both::each(|by| {
            let own = self.retracted(proposed).filter(|act| act.by == by);
            own.map(|act| act.at).min()
        });
        let is_retracted = retracted.one.or(retracted.two).is_some();
        let state = match (signed.one.and(signed.two), in_force) {
            (Some(_), Some(_)) if !current.contains(&at) => VersionState::Replaced,
            _ if is_retracted => VersionState::Retracted,
            (None, _) if is_ended => VersionState::Ended,
            (None, _) => VersionState::Proposed,
            (Some(_), None) => VersionState::NotStarted,
            (Some(_), Some(_)) if over => VersionState::Over,
            (Some(_), Some(_)) => VersionState::Current,
        };
        let asked = in_force.filter(|_| state == VersionState::Current);
        let asked = asked.map(|since| Asked { view: self, agreement, at, proposed, since });
        VersionStands {
            id: proposed.act.id,
            by: proposed.act.by,
            proposed: proposed.act.at,
            version: proposed.version.clone(),
            signed,
            state,
            retracted,
            review_due: asked.as_ref().map(|asked| asked.review_due(&mut Nobody)),
            check_in_due: Both::each(|by| {
                asked.as_ref().and_then(|asked| asked.check_in_due(by, &mut Nobody))
            }),
        }
    }
}
