//! "Caps on a version": withdrawn, review, check-in.

use consent::{ActId, Area, CheckIn, Instant, Person, Says, Verdict, Version};

use super::agreements::Agreement;
use super::known::{At, Known};

/// Days from a review that is due until the agreement has lapsed.
pub(super) const LAPSE_DAYS: i64 = 14;

/// Days from a check-in until the next one is missed.
pub(super) fn check_in_days(check_in: CheckIn) -> i64 {
    i64::from(check_in.every_days) + i64::from(check_in.grace_days)
}

impl At<'_> {
    /// "If K holds a `withdraw` W on this agreement whose area covers the asked one, unless the standing signature on
    /// this version of the person who made W has seen W"; of several, one is enough.
    pub(super) fn is_withdrawn(&self, agreement: &Agreement, version: ActId, asked: &Area) -> bool {
        self.acts().any(|act| {
            let covers = match &act.says {
                Says::Withdraw(named, area) => agreement.contains(named) && super::areas::covers(area, asked),
                _ => false,
            };
            let signatures = self.standing_signatures(agreement, version, act.by);
            covers && !signatures.into_iter().any(|signature| signature.has_seen(act))
        })
    }

    /// *retracted*: "if K holds a `retract` of this version".
    pub(super) fn is_retracted(&self, version: ActId) -> bool {
        self.acts().any(|act| act.says == Says::Retract(version))
    }

    /// "The earliest next instant among those of them that no other of them has seen; with none, `review_by`."
    pub(super) fn stance(
        &self,
        agreement: &Agreement,
        propose: &Known,
        words: &Version,
        person: Person,
    ) -> Instant {
        let mut reviews: Vec<(&Known, Instant)> = Vec::new();
        for act in self.acts_by(person) {
            if let Says::Review(named, next) = act.says
                && agreement.contains(&named)
                && act.has_seen(propose)
            {
                reviews.push((act, next));
            }
        }
        let is_unseen = |review: &Known| !reviews.iter().any(|(other, _)| other.has_seen(review));
        let unseen = reviews.iter().filter(|(review, _)| is_unseen(review));
        unseen.map(|(_, next)| *next).min().unwrap_or(words.review_by)
    }

    /// From the due instant on `ask-first`, from 14 days later on `not-agreed`.
    pub(super) fn review_cap(&self, agreement: &Agreement, propose: &Known, words: &Version) -> Verdict {
        let stance = |person| self.stance(agreement, propose, words, person);
        let due = stance(Person::One).min(stance(Person::Two));
        if self.instant >= due.plus_days(LAPSE_DAYS) {
            Verdict::NotAgreed
        } else if self.instant >= due {
            Verdict::AskFirst
        } else {
            Verdict::Allowed
        }
    }

    /// From the earlier of the two people's missed check-ins on `ask-first`.
    pub(super) fn check_in_cap(&self, in_force: Instant, words: &Version) -> Verdict {
        let Some(check_in) = words.check_in else { return Verdict::Allowed };
        let missed = |person: Person| {
            let check_ins = self.acts_by(person).filter(|act| matches!(act.says, Says::CheckIn));
            let latest = check_ins.map(|act| act.at).max();
            latest.map_or(in_force, |latest| latest.max(in_force)).plus_days(check_in_days(check_in))
        };
        if self.instant >= missed(Person::One).min(missed(Person::Two)) {
            Verdict::AskFirst
        } else {
            Verdict::Allowed
        }
    }
}
