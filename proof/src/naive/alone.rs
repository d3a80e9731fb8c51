//! What one person's own acts leave possible, whatever the other does, knows, claims to have seen, or has for a clock.
//!
//! Not a part of the line: a bound over it. Rule 2 of the page ("no takes one, yes takes two") and rule 3, together: no
//! verdict is more open than what each of the two has said yes to.

use consent::{ActId, Grant, LimitKind, Mode, Person, Question, Says, Verdict, Version};

use super::agreements::Agreement;
use super::areas::{covers, is_heavy};
use super::caps::{LAPSE_DAYS, check_in_days};
use super::hours::is_in;
use super::known::{At, Known};
use super::line::{covers_question, floor, is_too_early_after, most_closed, most_open};

impl At<'_> {
    /// The most open verdict that this person's own acts allow.
    pub(super) fn allowed_by(&self, person: Person, question: &Question) -> Verdict {
        let agreements = self.agreements(question.of, question.by);
        let each = agreements.iter().flat_map(|agreement| {
            agreement.iter().map(|version| self.version_by(person, agreement, *version, question))
        });
        most_closed([
            floor(question),
            self.own_limits(person, question),
            self.own_signals(person),
            most_open(each),
        ])
    }

    fn own_limits(&self, person: Person, question: &Question) -> Verdict {
        most_closed(self.acts_by(person).filter_map(|act| match &act.says {
            Says::Limit(area, kind) if covers(area, &question.area) && self.is_live_limit(act) => {
                Some(if *kind == LimitKind::Hard { Verdict::OffLimits } else { Verdict::AskFirst })
            }
            _ => None,
        }))
    }

    /// One's own slow and pause, and anybody's stop, until one has answered oneself.
    fn own_signals(&self, person: Person) -> Verdict {
        let unanswered = self.acts().filter(|act| !self.has_resumed(person, act));
        most_closed(unanswered.filter_map(|act| match act.says {
            Says::Slow if act.by == person => Some(Verdict::AskFirst),
            Says::Pause if act.by == person => Some(Verdict::Paused),
            Says::Stop => Some(Verdict::Paused),
            _ => None,
        }))
    }

    /// What this version could give if the other signed it, opened moments, reviewed and checked in.
    fn version_by(
        &self,
        person: Person,
        agreement: &Agreement,
        version: ActId,
        question: &Question,
    ) -> Verdict {
        let signed = !self.standing_signatures(agreement, version, person).is_empty();
        let Some((propose, words)) = self.version(version).filter(|_| signed) else {
            return Verdict::NotAgreed;
        };
        let is_over = words.ends.is_some_and(|ends| self.instant >= ends);
        if is_over
            || self.is_replaced(agreement, version)
            || self.took_back(person, agreement, version, question)
            || self.acts_by(person).any(|act| act.says == Says::Retract(version))
        {
            return Verdict::NotAgreed;
        }
        let covering = words.grants.iter().filter(|grant| covers_question(grant, question));
        let grants =
            covering.map(|grant| self.grant_by(person, agreement, (version, words), grant, question));
        most_closed([
            self.own_review(person, agreement, propose, words),
            self.own_check_in(person, agreement, version, words),
            most_open(grants),
        ])
    }

    fn took_back(&self, person: Person, agreement: &Agreement, version: ActId, question: &Question) -> bool {
        let signatures = self.standing_signatures(agreement, version, person);
        self.acts_by(person).any(|act| {
            matches!(&act.says, Says::Withdraw(named, area)
                if agreement.contains(named) && covers(area, &question.area))
                && !signatures.iter().any(|signature| signature.has_seen(act))
        })
    }

    fn own_review(&self, person: Person, agreement: &Agreement, propose: &Known, words: &Version) -> Verdict {
        let due = self.stance(agreement, propose, words, person);
        if self.instant >= due.plus_days(LAPSE_DAYS) {
            Verdict::NotAgreed
        } else if self.instant >= due {
            Verdict::AskFirst
        } else {
            Verdict::Allowed
        }
    }

    /// Where the other has not signed, they can still sign just now.
    fn own_check_in(
        &self,
        person: Person,
        agreement: &Agreement,
        version: ActId,
        words: &Version,
    ) -> Verdict {
        let Some((rhythm, in_force)) = words.check_in.zip(self.comes_into_force(agreement, version)) else {
            return Verdict::Allowed;
        };
        let own = self.acts_by(person).filter(|act| act.says == Says::CheckIn).map(|act| act.at).max();
        let latest = own.map_or(in_force, |own| own.max(in_force));
        if self.instant >= latest.plus_days(check_in_days(rhythm)) {
            Verdict::AskFirst
        } else {
            Verdict::Allowed
        }
    }

    fn grant_by(
        &self,
        person: Person,
        agreement: &Agreement,
        (version, words): (ActId, &Version),
        grant: &Grant,
        question: &Question,
    ) -> Verdict {
        let now = self.instant;
        let is_before = words.starts.into_iter().chain(grant.starts).any(|starts| now < starts);
        let is_after = grant.ends.is_some_and(|ends| now >= ends);
        let is_outside = grant
            .hours
            .as_ref()
            .is_some_and(|windows| !windows.iter().any(|window| is_in(*window, &words.zone, now)));
        let opens = words.giver == person;
        let is_without_moment = grant.moments && opens && !self.has_moment(agreement);
        let is_too_new = is_heavy(&question.area) && self.is_too_new_by(person, agreement, version, grant);
        if is_before || is_after || is_outside || is_without_moment || is_too_new {
            return Verdict::NotNow;
        }
        if grant.mode == Mode::Freely { Verdict::Allowed } else { Verdict::AskFirst }
    }

    /// A seal is never before one's own first signature on this grant, in this version or in one that it replaces.
    fn is_too_new_by(&self, person: Person, agreement: &Agreement, version: ActId, grant: &Grant) -> bool {
        let chain = agreement.iter().copied().filter(|one| *one == version || self.replaces(version, *one));
        let with_it =
            chain.filter(|one| self.version(*one).is_some_and(|(_, words)| words.grants.contains(grant)));
        let signatures = with_it.flat_map(|one| self.standing_signatures(agreement, one, person));
        let first = signatures.map(|signature| signature.at).min();
        first.is_none_or(|first| is_too_early_after(first, self.instant))
    }
}
