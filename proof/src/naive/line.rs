//! "In one line": the parts of the line in their order.

use consent::instant::{DAY, HOUR};
use consent::{ActId, Grant, Instant, LimitKind, Mode, Question, Says, Verdict, Version};

use super::agreements::Agreement;
use super::areas::{covers, includes, is_heavy, is_reserved};
use super::hours::is_in;
use super::known::{At, Known};

/// The table of verdicts, "from the most closed to the most open".
fn openness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::OffLimits => 0,
        Verdict::NotAgreed => 1,
        Verdict::Paused => 2,
        Verdict::NotNow => 3,
        Verdict::AskFirst => 4,
        Verdict::Allowed => 5,
    }
}

/// Whether the one is more closed than the other.
pub(super) fn is_more_closed(one: Verdict, other: Verdict) -> bool {
    openness(one) < openness(other)
}

/// ⊓ of all of them; of none, what closes nothing.
pub(super) fn most_closed(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().min_by_key(|verdict| openness(*verdict)).unwrap_or(Verdict::Allowed)
}

/// ⊔ of all of them; "none: `not-agreed`".
pub(super) fn most_open(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().max_by_key(|verdict| openness(*verdict)).unwrap_or(Verdict::NotAgreed)
}

/// Whether the grant covers the question: "its area covers the asked area and its power includes the asked one".
pub(super) fn covers_question(grant: &Grant, question: &Question) -> bool {
    covers(&grant.area, &question.area) && includes(grant.power, question.power)
}

/// "`off-limits` for an area at or under `own`; otherwise open."
pub(super) fn floor(question: &Question) -> Verdict {
    if is_reserved(&question.area) { Verdict::OffLimits } else { Verdict::Allowed }
}

/// "T is less than 72 hours after the grant's first seal."
pub(super) fn is_too_early_after(first: Instant, now: Instant) -> bool {
    now < first.plus(72 * HOUR)
}

impl<'k> At<'k> {
    /// verdict = floor ⊓ limits ⊓ signals ⊓ ( ⊔ over agreements )
    pub(super) fn verdict(&self, question: &Question) -> Verdict {
        let agreements = self.agreements(question.of, question.by);
        most_closed([
            floor(question),
            self.limits(question),
            self.signals(),
            most_open(agreements.iter().map(|agreement| self.agreement(agreement, question))),
        ])
    }

    fn limits(&self, question: &Question) -> Verdict {
        most_closed(self.acts().filter_map(|act| match &act.says {
            Says::Limit(area, kind) if covers(area, &question.area) && self.is_live_limit(act) => {
                Some(match kind {
                    LimitKind::Hard => Verdict::OffLimits,
                    LimitKind::Soft => Verdict::AskFirst,
                })
            }
            _ => None,
        }))
    }

    /// "Unless a `lift` X by the same person on exactly the same area has seen(X, L) and T ≥ X's instant + 24 hours."
    pub(super) fn is_live_limit(&self, limit: &Known) -> bool {
        let Says::Limit(limited, _) = &limit.says else { return false };
        !self.acts_by(limit.by).any(|act| {
            matches!(&act.says, Says::Lift(area) if area.as_str() == limited.as_str())
                && act.has_seen(limit)
                && self.instant >= act.at.plus(DAY)
        })
    }

    fn signals(&self) -> Verdict {
        most_closed(self.live_signals().into_iter().map(|signal| match signal.says {
            Says::Slow => Verdict::AskFirst,
            _ => Verdict::Paused,
        }))
    }

    /// ⊓ over its current versions, or what waits to begin.
    fn agreement(&self, agreement: &Agreement, question: &Question) -> Verdict {
        let current = self.current(agreement);
        if current.is_empty() {
            return self.yet_to_begin(agreement, question);
        }
        most_closed(current.into_iter().map(|version| self.current_version(agreement, version, question)))
    }

    /// "`not-now` where a sealed version whose `starts` is still to come has a grant that covers the question and is not
    /// withdrawn, else `not-agreed`."
    fn yet_to_begin(&self, agreement: &Agreement, question: &Question) -> Verdict {
        let waits = |version: &ActId| {
            let Some((_, words)) = self.version(*version) else { return false };
            self.seal(agreement, *version).is_some()
                && words.starts.is_some_and(|starts| self.instant < starts)
                && words.grants.iter().any(|grant| covers_question(grant, question))
                && !self.is_withdrawn(agreement, *version, &question.area)
                && !self.is_retracted(*version)
        };
        if agreement.iter().any(waits) { Verdict::NotNow } else { Verdict::NotAgreed }
    }

    /// caps ⊓ ( ⊔ over grants )
    fn current_version(&self, agreement: &Agreement, version: ActId, question: &Question) -> Verdict {
        let in_force = self.comes_into_force(agreement, version);
        let (Some((propose, words)), Some(in_force)) = (self.version(version), in_force) else {
            return Verdict::NotAgreed;
        };
        let is_over = words.ends.is_some_and(|ends| self.instant >= ends);
        if is_over || self.is_withdrawn(agreement, version, &question.area) || self.is_retracted(version) {
            return Verdict::NotAgreed;
        }
        let covering = words.grants.iter().filter(|grant| covers_question(grant, question));
        most_closed([
            self.review_cap(agreement, propose, words),
            self.check_in_cap(in_force, words),
            most_open(covering.map(|grant| self.grant(agreement, (version, words), grant, question))),
        ])
    }

    /// A grant that covers the question: its mode, or `not-now`.
    fn grant(
        &self,
        agreement: &Agreement,
        (version, words): (ActId, &Version),
        grant: &Grant,
        question: &Question,
    ) -> Verdict {
        let now = self.instant;
        let is_before = grant.starts.is_some_and(|starts| now < starts);
        let is_after = grant.ends.is_some_and(|ends| now >= ends);
        let is_outside = grant
            .hours
            .as_ref()
            .is_some_and(|windows| !windows.iter().any(|window| is_in(*window, &words.zone, now)));
        let is_without_moment = grant.moments && !self.has_moment(agreement);
        let is_too_new = is_heavy(&question.area)
            && self.first_seal(agreement, version, grant).is_none_or(|first| is_too_early_after(first, now));
        if is_before || is_after || is_outside || is_without_moment || is_too_new {
            return Verdict::NotNow;
        }
        match grant.mode {
            Mode::Freely => Verdict::Allowed,
            Mode::AskFirst => Verdict::AskFirst,
        }
    }
}
