//! What is refused (`floor.md`, "What is refused"), by an act's past and instant alone.

use crate::act::{ActId, Says};
use crate::area::Area;
use crate::instant::{DAY, Instant};
use crate::knowledge::{Agreement, Place, Signal};
use crate::person::Person;
use crate::refusal::{Act, Refusal};
use crate::version::{Grant, Version};
use crate::view::View;
use crate::witness::Nobody;

/// How far ahead a review may be.
const REVIEW_WITHIN: i64 = 366 * DAY;
/// The longest moment, in minutes.
const LONGEST_MOMENT: u32 = 1440;

impl View<'_> {
    /// Refuses what this person may not say with this past at this instant.
    pub(crate) fn admit(&self, by: Person, says: &Says) -> Result<(), Refusal> {
        match says {
            Says::Propose(version) => self.admit_propose(version),
            Says::Sign(version) => self.admit_sign(by, *version),
            Says::Withdraw(version, _) | Says::End(version) | Says::Retract(version) => {
                self.agreement(*version).map(|_| ())
            }
            Says::Limit(..) | Says::Slow | Says::Pause | Says::Stop | Says::CheckIn => Ok(()),
            Says::Lift(area) => self.admit_lift(by, area),
            Says::Resume => self.admit_resume(by),
            Says::Open(version, minutes) => self.admit_open(by, *version, *minutes),
            Says::Close(version) => self.admit_close(*version),
            Says::Review(version, next) => self.admit_review(*version, *next),
        }
    }

    /// The version in this past.
    fn version(&self, version: ActId) -> Result<(&Agreement, Place), Refusal> {
        let place = self.knowledge.place(version).ok_or(Refusal::UnknownVersion)?;
        let agreement = self.knowledge.agreement(place).ok_or(Refusal::UnknownVersion)?;
        let proposed = agreement.versions.get(place.version).ok_or(Refusal::UnknownVersion)?;
        if self.knows(&proposed.act) { Ok((agreement, place)) } else { Err(Refusal::UnknownVersion) }
    }

    fn agreement(&self, version: ActId) -> Result<&Agreement, Refusal> {
        self.version(version).map(|(agreement, _)| agreement)
    }

    fn admit_propose(&self, version: &Version) -> Result<(), Refusal> {
        if version.giver == version.holder {
            return Err(Refusal::GiverIsHolder);
        }
        if version.grants.is_empty() {
            return Err(Refusal::NoGrant);
        }
        if version.ends.is_some_and(|ends| version.starts.is_some_and(|starts| ends <= starts)) {
            return Err(Refusal::EndsBeforeStart);
        }
        if version.check_in.is_some_and(|rhythm| rhythm.every_days == 0) {
            return Err(Refusal::CheckInEveryZeroDays);
        }
        version.grants.iter().try_for_each(admit_grant)?;
        self.admit_next_review(version.review_by)?;
        self.admit_replaces(version)
    }

    fn admit_replaces(&self, version: &Version) -> Result<(), Refusal> {
        let mut amended = None;
        for id in &version.replaces {
            let (agreement, place) = self.version(*id)?;
            if *amended.get_or_insert(place.agreement) != place.agreement {
                return Err(Refusal::ReplacesSeveral);
            }
            if (agreement.giver, agreement.holder) != (version.giver, version.holder) {
                return Err(Refusal::ReplacesOthers);
            }
            let older = agreement.versions.get(place.version).ok_or(Refusal::UnknownVersion)?;
            self.seal(agreement, older, &mut Nobody).ok_or(Refusal::ReplacesDraft)?;
        }
        Ok(())
    }

    fn admit_sign(&self, by: Person, version: ActId) -> Result<(), Refusal> {
        let (agreement, place) = self.version(version)?;
        self.admit_widening(Act::Sign)?;
        let proposed = agreement.versions.get(place.version).ok_or(Refusal::UnknownVersion)?;
        if self.retracted(proposed).next().is_some() {
            return Err(Refusal::SignRetracted);
        }
        let mine = self.answers(&proposed.signatures, by, 0, &mut Nobody);
        if mine.are_none() || self.any_unanswered(&agreement.takings, &[&mine]) {
            return Ok(());
        }
        Err(Refusal::AlreadySigned)
    }

    fn admit_lift(&self, by: Person, area: &Area) -> Result<(), Refusal> {
        self.admit_widening(Act::Lift)?;
        let left = self.knowledge.limits.get(area).is_some_and(|limits| {
            let lifts = self.answers(&limits.lifts, by, 0, &mut Nobody);
            self.unanswered(&limits.set, by, &[&lifts]).next().is_some()
        });
        if left { Ok(()) } else { Err(Refusal::NothingToLift { area: area.clone() }) }
    }

    fn admit_resume(&self, by: Person) -> Result<(), Refusal> {
        let resumes = self.resumes(by, &mut Nobody);
        let own = self.unanswered(&self.knowledge.signals, by, &[&resumes]).next();
        if own.is_some() || self.any_unanswered(&self.knowledge.stops, &[&resumes]) {
            return Ok(());
        }
        Err(Refusal::NothingToResume)
    }

    fn admit_open(&self, by: Person, version: ActId, minutes: u32) -> Result<(), Refusal> {
        let agreement = self.agreement(version)?;
        if !(1..=LONGEST_MOMENT).contains(&minutes) {
            return Err(Refusal::MomentLength { minutes });
        }
        if agreement.giver != by {
            return Err(Refusal::OnlyTheGiverOpens);
        }
        if self.live_signals(&mut Nobody).any(|(_, signal)| signal >= Signal::Pause) {
            return Err(Refusal::OpenWhilePaused);
        }
        let over = |ends: Option<Instant>| ends.is_some_and(|ends| self.at >= ends);
        if self.current(agreement, &mut Nobody).all(|(_, current, _)| over(current.version.ends)) {
            return Err(Refusal::NothingInForce);
        }
        Ok(())
    }

    fn admit_close(&self, version: ActId) -> Result<(), Refusal> {
        let agreement = self.agreement(version)?;
        if self.moment_can_be_closed(agreement) { Ok(()) } else { Err(Refusal::NoMomentOpen) }
    }

    fn admit_review(&self, version: ActId, next: Instant) -> Result<(), Refusal> {
        self.agreement(version)?;
        self.admit_widening(Act::Review)?;
        self.admit_next_review(next)
    }

    fn admit_next_review(&self, next: Instant) -> Result<(), Refusal> {
        if next <= self.at {
            return Err(Refusal::ReviewNotAhead);
        }
        if next > self.at.plus(REVIEW_WITHIN) {
            return Err(Refusal::ReviewTooFar);
        }
        Ok(())
    }

    /// Nobody widens in the heat of it.
    fn admit_widening(&self, act: Act) -> Result<(), Refusal> {
        if self.stop_is_live() {
            return Err(Refusal::WhileStop(act));
        }
        if self.any_moment_is_open(&mut Nobody) {
            return Err(Refusal::WhileMoment(act));
        }
        Ok(())
    }
}

fn admit_grant(grant: &Grant) -> Result<(), Refusal> {
    if grant.area.is_own() {
        return Err(Refusal::GrantOfOwn { area: grant.area.clone() });
    }
    if grant.ends.is_some_and(|ends| grant.starts.is_some_and(|starts| ends <= starts)) {
        return Err(Refusal::GrantEndsBeforeStart { area: grant.area.clone() });
    }
    Ok(())
}
