//! The line, part by part, in the order and by the names of `floor.md`:
//!
//! ```text
//! verdict = floor ⊓ limits ⊓ signals ⊓ ( ⊔ over agreements ( ⊓ over concurrent versions ( caps ⊓ ( ⊔ over grants ))))
//! ```

use crate::act::LimitKind;
use crate::answer::Question;
use crate::area::covering;
use crate::instant::{DAY, HOUR, Instant};
use crate::knowledge::{Agreement, Known, Limits, Proposed, Signal};
use crate::person::{Both, Person};
use crate::power::Mode;
use crate::row::{Answers, after};
use crate::verdict::Verdict;
use crate::version::Grant;
use crate::view::View;
use crate::window::Hours;
use crate::witness::{GrantSays, Nobody, Over, Reason, Witness};
use crate::zone::minute_of_week;

/// How long a lift waits.
pub(crate) const LIFT_WAITS: i64 = 24 * HOUR;
/// How long after a missed review an agreement lapses.
const LAPSES_AFTER: i64 = 14 * DAY;
/// How long a grant over a heavy area waits after its first seal.
const HEAVY_WAITS: i64 = 72 * HOUR;

impl View<'_> {
    /// May the holder exercise this power over this area of the giver's life now?
    pub(crate) fn verdict<W: Witness>(&self, question: &Question, w: &mut W) -> Verdict {
        let mut line = Over::meet(w);
        line.part(w, |w| floor(question, w));
        line.part(w, |w| self.limits(question, w));
        line.part(w, |w| self.signals(w));
        let ceiling = line.value().unwrap_or(Verdict::Allowed);
        line.part(w, |w| self.agreements(question, ceiling, w));
        line.value().unwrap_or(Verdict::NotAgreed)
    }

    /// limits: each live one, by either person, whose area covers the asked one.
    fn limits<W: Witness>(&self, question: &Question, w: &mut W) -> Verdict {
        let mut limits = Over::meet(w);
        for (_, of_area) in covering(&self.knowledge.limits, &question.area) {
            for (limit, kind) in self.live_limits(of_area, w) {
                limits.part(w, |w| {
                    w.hear(|| Reason::Limit { act: limit.id });
                    limited(*kind)
                });
            }
        }
        limits.value().unwrap_or(Verdict::Allowed)
    }

    /// Live until a day after a lift by the same person, on exactly the same area, that has seen it.
    pub(crate) fn live_limits<'r, W: Witness>(
        &self,
        of_area: &'r Limits,
        w: &mut W,
    ) -> impl Iterator<Item = &'r (Known, LimitKind)> + use<'r, W> {
        let live = Person::BOTH.map(|by| {
            let lifts = self.answers(&of_area.lifts, by, LIFT_WAITS, w);
            self.unanswered(&of_area.set, by, &[&lifts])
        });
        live.into_iter().flatten()
    }

    /// signals: slow asks, pause and stop pause.
    pub(crate) fn signals<W: Witness>(&self, w: &mut W) -> Verdict {
        let mut signals = Over::meet(w);
        for (act, signal) in self.live_signals(w) {
            signals.part(w, |w| {
                w.hear(|| Reason::Signal { act: act.id });
                match signal {
                    Signal::Slow => Verdict::AskFirst,
                    Signal::Pause | Signal::Stop => Verdict::Paused,
                }
            });
        }
        signals.value().unwrap_or(Verdict::Allowed)
    }

    /// A slow or a pause is live until its own person resumes, a stop until each of the two does.
    pub(crate) fn live_signals<'s, W: Witness>(
        &'s self,
        w: &mut W,
    ) -> impl Iterator<Item = (&'s Known, Signal)> + use<'s, W> {
        let resumes = Both::each(|by| self.resumes(by, w));
        let live = Person::BOTH.map(|by| {
            let own = self.unanswered(&self.knowledge.signals, by, &[resumes.get(by)]);
            let stops = self.live_stops(by, &resumes).map(|act| (act, Signal::Stop));
            own.map(|(act, signal)| (act, *signal)).chain(stops)
        });
        live.into_iter().flatten()
    }

    /// Whether a stop is live, by anyone.
    pub(crate) fn stop_is_live(&self) -> bool {
        let resumes = Both::each(|by| self.resumes(by, &mut Nobody));
        Person::BOTH.into_iter().any(|by| self.live_stops(by, &resumes).next().is_some())
    }

    fn live_stops<'s>(
        &'s self,
        by: Person,
        resumes: &Both<Answers<'_>>,
    ) -> impl Iterator<Item = &'s Known> + use<'s> {
        let live = self.unanswered(&self.knowledge.stops, by, &[&resumes.one, &resumes.two]);
        live.map(|(act, ())| act)
    }

    /// What this person has answered signals with.
    pub(crate) fn resumes<W: Witness>(&self, by: Person, w: &mut W) -> Answers<'_> {
        self.answers(&self.knowledge.resumes, by, 0, w)
    }

    /// agreements: the most open of those whose giver and holder are the asked ones.
    fn agreements<W: Witness>(&self, question: &Question, ceiling: Verdict, w: &mut W) -> Verdict {
        let mut agreements = Over::join(w);
        let asked =
            |agreement: &&Agreement| agreement.giver == question.of && agreement.holder == question.by;
        for agreement in self.knowledge.agreements.iter().filter(asked) {
            agreements.part(w, |w| self.versions(agreement, question, ceiling, w));
        }
        agreements.value().unwrap_or_else(|| {
            w.hear(|| Reason::NoAgreement);
            Verdict::NotAgreed
        })
    }

    /// versions: the most closed of the current ones.
    fn versions<W: Witness>(
        &self,
        agreement: &Agreement,
        question: &Question,
        ceiling: Verdict,
        w: &mut W,
    ) -> Verdict {
        let mut versions = Over::meet(w);
        let current: Vec<_> = self.current(agreement, w).collect();
        for (at, proposed, since) in current {
            versions.part(w, |w| {
                Asked { view: self, agreement, at, proposed, since }.version(question, ceiling, w)
            });
        }
        versions.value().unwrap_or_else(|| self.none_current(agreement, question, w))
    }

    /// With no current version: `not-now` where a sealed one that would cover it is still to come.
    fn none_current<W: Witness>(&self, agreement: &Agreement, question: &Question, w: &mut W) -> Verdict {
        let mut versions = Over::join(w);
        for proposed in &agreement.versions {
            versions.part(w, |w| self.not_in_force(agreement, proposed, question, w));
        }
        for (end, ()) in agreement.ends.iter().filter(|(end, ())| self.knows(end)) {
            if self.both_signed_again(agreement, end) {
                continue;
            }
            versions.part(w, |w| {
                w.hear(|| Reason::Ended { act: end.id });
                Verdict::NotAgreed
            });
        }
        versions.value().unwrap_or(Verdict::NotAgreed)
    }

    fn not_in_force<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        question: &Question,
        w: &mut W,
    ) -> Verdict {
        let version = proposed.act.id;
        for by in Person::BOTH {
            if self.signed(agreement, proposed, by, w).is_none() {
                w.hear(|| Reason::Unsigned { version, by });
            }
        }
        self.retraction(proposed, w);
        let Some(starts) = self.starts_later(agreement, proposed, w) else { return Verdict::NotAgreed };
        w.hear(|| Reason::NotStarted { version, starts });
        if covers(proposed, question).next().is_none() {
            w.hear(|| Reason::NoGrant { version });
            return Verdict::NotAgreed;
        }
        if self.withdrawn(agreement, proposed, question, w) == Verdict::Allowed {
            return Verdict::NotNow;
        }
        Verdict::NotAgreed
    }

    /// When the version starts, where it is sealed, not retracted, and that is still to come.
    pub(crate) fn starts_later<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        w: &mut W,
    ) -> Option<Instant> {
        if self.retracted(proposed).next().is_some() {
            return None;
        }
        let sealed = self.seal(agreement, proposed, w).is_some();
        proposed.version.starts.filter(|starts| sealed && !self.reached(*starts, w))
    }

    /// *retracted*: somebody took the version off the table, maybe while the other signed it.
    fn retraction<W: Witness>(&self, proposed: &Proposed, w: &mut W) -> Verdict {
        let mut cap = Verdict::Allowed;
        for act in self.retracted(proposed) {
            w.hear(|| Reason::Retracted { act: act.id, version: proposed.act.id });
            cap = Verdict::NotAgreed;
        }
        cap
    }

    /// *withdrawn*: power over an area that covers the asked one was taken or handed back, and the same person has
    /// not signed again.
    fn withdrawn<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        question: &Question,
        w: &mut W,
    ) -> Verdict {
        let mut cap = Verdict::Allowed;
        for (_, of_area) in covering(&agreement.withdrawals, &question.area) {
            for by in Person::BOTH {
                let signed = self.standing_signatures(agreement, proposed, by, w);
                for (withdraw, ()) in self.unanswered(of_area, by, &[&signed]) {
                    w.hear(|| Reason::Withdrawn { act: withdraw.id, version: proposed.act.id });
                    cap = Verdict::NotAgreed;
                }
            }
        }
        cap
    }
}

/// floor: what is one's own.
fn floor<W: Witness>(question: &Question, w: &mut W) -> Verdict {
    if !question.area.is_own() {
        return Verdict::Allowed;
    }
    w.hear(|| Reason::Floor);
    Verdict::OffLimits
}

/// The places of the version's grants that cover the question, with what they say.
fn covers<'p>(proposed: &'p Proposed, question: &Question) -> impl Iterator<Item = (usize, &'p Grant)> {
    let over = covering(&proposed.grants_of, &question.area).flat_map(|(_, places)| places);
    let each = over.filter_map(|at| Some((*at, proposed.version.grants.get(*at)?)));
    each.filter(|(_, grant)| grant.power.includes(question.power))
}

/// What a grant of this mode gives.
pub(crate) fn gives(mode: Mode) -> Verdict {
    match mode {
        Mode::Freely => Verdict::Allowed,
        Mode::AskFirst => Verdict::AskFirst,
    }
}

/// What a live limit of this kind gives.
pub(crate) fn limited(kind: LimitKind) -> Verdict {
    match kind {
        LimitKind::Hard => Verdict::OffLimits,
        LimitKind::Soft => Verdict::AskFirst,
    }
}

/// One current version, to be asked.
pub(crate) struct Asked<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) agreement: &'a Agreement,
    /// Its place in the agreement.
    pub(crate) at: usize,
    pub(crate) proposed: &'a Proposed,
    /// When the version came into force.
    pub(crate) since: Instant,
}

impl Asked<'_> {
    /// caps ⊓ ( ⊔ over grants ); a version past its `ends` gives nothing.
    fn version<W: Witness>(&self, question: &Question, ceiling: Verdict, w: &mut W) -> Verdict {
        let mut version = Over::meet(w);
        version.part(w, |w| self.caps_everywhere(w));
        version.part(w, |w| self.view.withdrawn(self.agreement, self.proposed, question, w));
        let ceiling = version.value().map_or(ceiling, |caps| caps.min(ceiling));
        version.part(w, |w| self.grants(question, ceiling, w));
        version.value().unwrap_or(Verdict::NotAgreed)
    }

    /// The caps that hold whatever is asked: all but *withdrawn*.
    pub(crate) fn caps_everywhere<W: Witness>(&self, w: &mut W) -> Verdict {
        let mut caps = Over::meet(w);
        caps.part(w, |w| self.signatures(w));
        caps.part(w, |w| self.view.retraction(self.proposed, w));
        caps.part(w, |w| self.ends(w));
        caps.part(w, |w| self.review(w));
        caps.part(w, |w| self.check_in(w));
        caps.value().unwrap_or(Verdict::NotAgreed)
    }

    /// At or past its `ends` a version gives nothing.
    fn ends<W: Witness>(&self, w: &mut W) -> Verdict {
        let Some(ends) = self.proposed.version.ends.filter(|ends| self.view.reached(*ends, w)) else {
            return Verdict::Allowed;
        };
        w.hear(|| Reason::Over { version: self.proposed.act.id, ends });
        Verdict::NotAgreed
    }

    /// A version is current by all its signatures, and gives by those alone whose devices are not disowned.
    fn signatures<W: Witness>(&self, w: &mut W) -> Verdict {
        let mut signatures = Over::meet(w);
        for by in Person::BOTH {
            signatures.part(w, |w| {
                if self.view.signed(self.agreement, self.proposed, by, w).is_some() {
                    return Verdict::Allowed;
                }
                w.hear(|| Reason::Unsigned { version: self.proposed.act.id, by });
                Verdict::NotAgreed
            });
        }
        signatures.value().unwrap_or(Verdict::NotAgreed)
    }

    /// *review*: from the due instant on it asks, two weeks later it has lapsed.
    fn review<W: Witness>(&self, w: &mut W) -> Verdict {
        let due = self.review_due(w);
        let version = self.proposed.act.id;
        if !self.view.reached(due, w) {
            return Verdict::Allowed;
        }
        if !self.view.reached(due.plus(LAPSES_AFTER), w) {
            w.hear(|| Reason::ReviewDue { version, due });
            return Verdict::AskFirst;
        }
        w.hear(|| Reason::Lapsed { version, due });
        Verdict::NotAgreed
    }

    /// When the review is due: the earlier of the two people's stances.
    pub(crate) fn review_due<W: Witness>(&self, w: &mut W) -> Instant {
        let stances = Both::each(|person| self.stance(person, w));
        stances.one.min(stances.two)
    }

    /// The earliest next instant among this person's reviews that have seen the version and that no other of those has
    /// seen; with none, the version's `review_by`. A review by a disowned device puts nothing off, but what it brought
    /// forward stays so until its person reviews again.
    fn stance<W: Witness>(&self, person: Person, w: &mut W) -> Instant {
        let lines = self.view.known_by(&self.agreement.reviews, person);
        let of_this: Vec<&[(Known, Instant)]> =
            lines.map(|acts| after(acts, |review| !review.has_seen(&self.proposed.act))).collect();
        let counting: Vec<&(Known, Instant)> =
            of_this.iter().filter_map(|acts| self.view.last_counting(acts, 0, w)).collect();
        let is_last = |review: &Known| !counting.iter().any(|(later, _)| later.has_seen(review));
        let last = counting.iter().filter(|(review, _)| is_last(review)).map(|(_, next)| *next);
        let stance = last.min().unwrap_or(self.proposed.version.review_by);
        let disowned = of_this.iter().copied().flatten().filter(|(act, _)| self.view.is_disowned(act));
        let forward = disowned.filter(|(review, _)| is_last(review)).map(|(_, next)| *next);
        forward.min().map_or(stance, |forward| forward.min(stance))
    }

    /// *check-in*: asks from the first of the two people's missed ones on.
    fn check_in<W: Witness>(&self, w: &mut W) -> Verdict {
        let mut check_ins = Over::meet(w);
        for by in Person::BOTH {
            check_ins.part(w, |w| {
                let due = self.check_in_due(by, w);
                let Some(due) = due.filter(|due| self.view.reached(*due, w)) else {
                    return Verdict::Allowed;
                };
                w.hear(|| Reason::CheckInMissed { version: self.proposed.act.id, by, due });
                Verdict::AskFirst
            });
        }
        check_ins.value().unwrap_or(Verdict::Allowed)
    }

    /// When this person's next check-in is due, where the version asks for them.
    pub(crate) fn check_in_due<W: Witness>(&self, by: Person, w: &mut W) -> Option<Instant> {
        let rhythm = self.proposed.version.check_in?;
        let latest = self.view.answers(&self.view.knowledge.check_ins, by, 0, w).latest();
        Some(latest.unwrap_or(self.since).max(self.since).plus_days(rhythm.days()))
    }

    /// grants: the most open of those that cover the question.
    fn grants<W: Witness>(&self, question: &Question, ceiling: Verdict, w: &mut W) -> Verdict {
        let mut grants = Over::join(w);
        let heavy = question.area.is_heavy();
        for (at, grant) in covers(self.proposed, question) {
            let hours = self.proposed.hours.get(at).and_then(Option::as_ref);
            grants.part(w, |w| self.grant((at, grant), hours, heavy, ceiling, w));
        }
        grants.value().unwrap_or_else(|| {
            w.hear(|| Reason::NoGrant { version: self.proposed.act.id });
            Verdict::NotAgreed
        })
    }

    /// A grant that covers the question gives its mode, or `not-now`.
    fn grant<W: Witness>(
        &self,
        (at, grant): (usize, &Grant),
        hours: Option<&Hours>,
        heavy: bool,
        ceiling: Verdict,
        w: &mut W,
    ) -> Verdict {
        let outside =
            hours.filter(|hours| !self.is_within(hours, ceiling, w)).map(|_| GrantSays::OutsideHours);
        let closed = self.closed_whatever_the_hour(grant, heavy, w);
        let version = self.proposed.act.id;
        let mut given = Over::meet(w);
        for says in closed.into_iter().chain([outside]).flatten() {
            given.part(w, |w| {
                w.hear(|| Reason::Grant { version, grant: at, says });
                Verdict::NotNow
            });
        }
        given.value().unwrap_or_else(|| {
            w.hear(|| Reason::Grant { version, grant: at, says: GrantSays::Gives(grant.mode) });
            gives(grant.mode)
        })
    }

    /// What closes a grant whatever the wall clock says.
    pub(crate) fn closed_whatever_the_hour<W: Witness>(
        &self,
        grant: &Grant,
        heavy: bool,
        w: &mut W,
    ) -> [Option<GrantSays>; 4] {
        [
            grant.starts.filter(|starts| !self.view.reached(*starts, w)).map(GrantSays::NotBefore),
            grant.ends.filter(|ends| self.view.reached(*ends, w)).map(GrantSays::NotAfter),
            (grant.moments && !self.view.moment_is_open(self.agreement, w)).then_some(GrantSays::NoMoment),
            heavy.then(|| self.heavy_wait(grant, w)).flatten().map(GrantSays::WaitsUntil),
        ]
    }

    /// Whether the wall clock is in one of the windows. Where something else already gives `not-now` or less, no
    /// window can change the verdict, and the clock's next change is of no interest.
    fn is_within<W: Witness>(&self, hours: &Hours, ceiling: Verdict, w: &mut W) -> bool {
        let zone = &self.proposed.version.zone;
        if ceiling > Verdict::NotNow
            && let Some(change) = w.listens_ahead().then(|| zone.next_change(self.view.at, hours)).flatten()
        {
            w.ahead(change);
        }
        hours.has(minute_of_week(zone.time_of_week(self.view.at)))
    }

    /// Until when a heavy area waits after the grant's first seal.
    fn heavy_wait<W: Witness>(&self, grant: &Grant, w: &mut W) -> Option<Instant> {
        let sealed = self.view.first_seal(self.agreement, self.at, grant, w)?;
        let until = sealed.plus(HEAVY_WAITS);
        (!self.view.reached(until, w)).then_some(until)
    }
}
