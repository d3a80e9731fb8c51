//! "What is refused", point by point.
//!
//! One point is not as on the page: a `close` is refused only where no moment of that agreement is left to close, whether
//! or not it has begun by the closer's clock. A no is not taken from anybody by a clock
//! (`rehearsals/53-a-close-is-not-refused-for-a-slow-clock.toml`).

use std::collections::BTreeSet;

use consent::{ActId, Area, Grant, Instant, Person, Says, Version};

use super::areas::is_reserved;
use super::known::{At, Known};

/// The furthest that a review may lie ahead, in days of 24 hours.
pub(super) const MOST_DAYS_AHEAD: i64 = 366;

/// Whether the act is refused, from its past and its instant alone.
pub(super) fn is_refused(act: &Known, past: &[&Known]) -> bool {
    let past = At { instant: act.at, known: past.to_vec() };
    past.names_unknown_version(act)
        || match &act.says {
            Says::Propose(version) => past.refuses_propose(version),
            Says::Sign(version) => {
                past.is_heated() || past.is_retracted(*version) || past.has_signed(act.by, *version)
            }
            Says::Lift(area) => past.is_heated() || !past.has_limit_to_lift(act.by, area),
            Says::Review(_, next) => past.is_heated() || !past.is_ahead(*next),
            Says::Resume => !past.has_signal_to_answer(act.by),
            Says::Open(named, minutes) => past.refuses_open(act.by, *named, *minutes),
            Says::Close(named) => !past.has_moment_to_close(&past.agreement_of(*named)),
            Says::Withdraw(..)
            | Says::End(_)
            | Says::Limit(..)
            | Says::Slow
            | Says::Pause
            | Says::Stop
            | Says::CheckIn
            | Says::Retract(_) => false,
        }
}

fn ends_before_it_starts(starts: Option<Instant>, ends: Option<Instant>) -> bool {
    matches!((starts, ends), (Some(starts), Some(ends)) if ends <= starts)
}

/// What is wrong with the words themselves, wherever they are said.
fn are_no_words(version: &Version) -> bool {
    let is_no_grant =
        |grant: &Grant| is_reserved(&grant.area) || ends_before_it_starts(grant.starts, grant.ends);
    version.grants.is_empty()
        || version.grants.iter().any(is_no_grant)
        || version.giver == version.holder
        || ends_before_it_starts(version.starts, version.ends)
        || version.check_in.is_some_and(|check_in| check_in.every_days < 1)
}

/// Here `self` is the act's past, at the act's instant.
impl At<'_> {
    fn names_unknown_version(&self, act: &Known) -> bool {
        let named: Vec<ActId> = match &act.says {
            Says::Propose(version) => version.replaces.clone(),
            Says::Sign(named)
            | Says::Withdraw(named, _)
            | Says::End(named)
            | Says::Open(named, _)
            | Says::Close(named)
            | Says::Retract(named)
            | Says::Review(named, _) => vec![*named],
            Says::Limit(..)
            | Says::Lift(_)
            | Says::Slow
            | Says::Pause
            | Says::Stop
            | Says::Resume
            | Says::CheckIn => Vec::new(),
        };
        named.into_iter().any(|named| self.version(named).is_none())
    }

    /// "Not after the act, or more than 366 days after it", the other way round.
    fn is_ahead(&self, next: Instant) -> bool {
        self.instant < next && next <= self.instant.plus_days(MOST_DAYS_AHEAD)
    }

    fn refuses_propose(&self, version: &Version) -> bool {
        let agreements: BTreeSet<_> =
            version.replaces.iter().map(|replaced| self.agreement_of(*replaced)).collect();
        are_no_words(version)
            || !self.is_ahead(version.review_by)
            || agreements.len() > 1
            || version.replaces.iter().any(|replaced| !self.can_be_replaced(*replaced, version))
    }

    /// The same giver and holder, and sealed as the past shows it at that instant.
    fn can_be_replaced(&self, replaced: ActId, by: &Version) -> bool {
        self.version(replaced).is_some_and(|(_, older)| older.giver == by.giver && older.holder == by.holder)
            && self.seal(&self.agreement_of(replaced), replaced).is_some()
    }

    /// "While a moment is open or a stop is live: nobody widens in the heat of it."
    fn is_heated(&self) -> bool {
        self.has_any_moment() || self.is_stopped()
    }

    /// "That the same person has signed in its past, unless an `end` or `withdraw` of that agreement which none of those
    /// earlier signatures has seen lies in its past."
    fn has_signed(&self, person: Person, version: ActId) -> bool {
        let agreement = self.agreement_of(version);
        let is_signature = |act: &&Known| matches!(act.says, Says::Sign(signed) if signed == version);
        let signatures: Vec<&Known> = self.acts_by(person).filter(is_signature).collect();
        let closes = |act: &Known| match act.says {
            Says::End(named) | Says::Withdraw(named, _) => agreement.contains(&named),
            _ => false,
        };
        let is_unseen = |act: &Known| !signatures.iter().any(|signature| signature.has_seen(act));
        !signatures.is_empty() && !self.acts().any(|act| closes(act) && is_unseen(act))
    }

    /// "A limit by that person on exactly that area that no earlier lift of theirs" on that area "has seen".
    fn has_limit_to_lift(&self, person: Person, area: &Area) -> bool {
        let lifts = |act: &Known| matches!(&act.says, Says::Lift(lifted) if lifted == area);
        let is_limit = |act: &&Known| matches!(&act.says, Says::Limit(limited, _) if limited == area);
        self.acts_by(person)
            .filter(is_limit)
            .any(|limit| !self.acts_by(person).any(|act| lifts(act) && act.has_seen(limit)))
    }

    /// "A `slow` or `pause` by p, or a `stop` that no `resume` by p has seen, is live."
    fn has_signal_to_answer(&self, person: Person) -> bool {
        self.live_signals().into_iter().any(|signal| match signal.says {
            Says::Stop => !self.has_resumed(person, signal),
            _ => signal.by == person,
        })
    }

    fn refuses_open(&self, person: Person, named: ActId, minutes: u32) -> bool {
        let is_giver = self.version(named).is_some_and(|(_, words)| words.giver == person);
        let goes_on = |version: ActId| {
            let words = self.version(version);
            words.is_some_and(|(_, words)| words.ends.is_none_or(|ends| self.instant < ends))
        };
        let is_in_force = self.current(&self.agreement_of(named)).into_iter().any(goes_on);
        !is_giver || !(1..=1440).contains(&minutes) || !is_in_force || self.is_paused()
    }
}
