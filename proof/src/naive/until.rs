//! `until`: every instant at which anything could change, so that the verdict can be tried at each.
//!
//! The verdict compares T with nothing but the instants gathered here, so between two of them it stays as it is. More of
//! them do no harm.

use std::collections::BTreeSet;

use consent::instant::{DAY, HOUR};
use consent::{Instant, Question, Says, Version, Zone};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::AmbiguousOffset;

use super::caps::{LAPSE_DAYS, check_in_days};
use super::hours::{minutes, timestamp, wall_clock};
use super::known::{At, Known};
use super::line::covers_question;
use super::moments::moment;
use super::refused::MOST_DAYS_AHEAD;

impl At<'_> {
    /// All of them that lie after T, the earliest first.
    pub(super) fn candidates(&self, question: &Question) -> BTreeSet<Instant> {
        let mut candidates = BTreeSet::new();
        for act in &self.known {
            candidates.extend(self.changes_by(act));
        }
        for act in &self.known {
            if let Says::Propose(words) = &act.says {
                candidates.extend(self.changes_by_windows(act, words, question));
            }
        }
        candidates.retain(|candidate| *candidate > self.instant);
        candidates
    }

    /// What an act begins or ends, at any time.
    fn changes_by(&self, act: &Known) -> Vec<Instant> {
        let mut changes = vec![act.at];
        match &act.says {
            Says::Propose(words) => changes.extend(self.changes_by_words(words)),
            // A seal's 72 hours.
            Says::Sign(_) => changes.push(act.at.plus(72 * HOUR)),
            Says::Lift(_) => changes.push(act.at.plus(DAY)),
            Says::Open(..) => changes.extend(moment(act).map(|(_, ends)| ends)),
            Says::Review(_, next) => changes.extend([*next, next.plus_days(LAPSE_DAYS)]),
            _ => {}
        }
        changes
    }

    fn changes_by_words(&self, words: &Version) -> Vec<Instant> {
        let mut changes = vec![words.review_by, words.review_by.plus_days(LAPSE_DAYS)];
        changes.extend(words.starts.into_iter().chain(words.ends));
        for grant in &words.grants {
            changes.extend(grant.starts.into_iter().chain(grant.ends));
        }
        if let Some(check_in) = words.check_in {
            // Counted from a check-in, a signature or a `starts`.
            let from = self.known.iter().map(|act| act.at).chain(words.starts);
            changes.extend(from.map(|from| from.plus_days(check_in_days(check_in))));
        }
        changes
    }

    /// The edges of a version's windows.
    ///
    /// Looked for only in the days in which the version can be in force and not have lapsed. Its proposer signs after
    /// proposing, so it is not in force before the proposal's instant. Each person's stance is the `review_by`, at most
    /// 366 days after the proposal, or the next instant of a review that counts, at most 366 days after that review. So
    /// wherever it has not lapsed, T is less than 366 + 14 days after one of these acts; elsewhere it gives
    /// `not-agreed` inside its windows as outside.
    fn changes_by_windows(&self, propose: &Known, words: &Version, question: &Question) -> BTreeSet<Instant> {
        let edges = edges(words, question);
        if edges.is_empty() || (words.giver, words.holder) != (question.of, question.by) {
            return BTreeSet::new();
        }
        let agreement = self.agreement_of(propose.id);
        let is_review =
            |act: &&&Known| matches!(act.says, Says::Review(named, _) if agreement.contains(&named));
        let reviews = self.known.iter().filter(is_review).map(|review| review.at);
        let mut changes = BTreeSet::new();
        for alive in reviews.chain([propose.at]) {
            let lapsed = alive.plus_days(MOST_DAYS_AHEAD + LAPSE_DAYS);
            let from = alive.max(self.instant);
            changes.extend(clock_changes(&words.zone, from, lapsed));
            for date in dates(&words.zone, from, lapsed) {
                changes.extend(edges.iter().flat_map(|edge| instants(&words.zone, date, *edge)));
            }
        }
        changes
    }
}

/// Where a window of a grant that covers the question begins or ends, on whatever day.
fn edges(words: &Version, question: &Question) -> BTreeSet<Time> {
    let covering = words.grants.iter().filter(|grant| covers_question(grant, question));
    let windows = covering.flat_map(|grant| grant.hours.iter().flatten());
    let edges = windows.flat_map(|window| [minutes(&window.from()), minutes(&window.to())]);
    // 24:00 is the next day's 00:00.
    edges.map(|edge| Time::midnight().wrapping_add(edge.minutes())).collect()
}

/// The local dates from a day before the one instant to a day after the other.
fn dates(zone: &Zone, from: Instant, to: Instant) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut date = wall_clock(zone, from).date().saturating_sub(1.day());
    let last = wall_clock(zone, to).date().saturating_add(1.day());
    while date <= last {
        dates.push(date);
        match date.tomorrow() {
            Ok(tomorrow) => date = tomorrow,
            Err(_) => break,
        }
    }
    dates
}

/// Every instant at which the wall clock shows this time. Of a time that is skipped, what it would have been by the clock
/// before and after; the change itself is among [`clock_changes`].
fn instants(zone: &Zone, date: Date, time: Time) -> Vec<Instant> {
    let shown = date.to_datetime(time);
    let offsets = match zone.time_zone().to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Unambiguous { offset } => vec![offset],
        AmbiguousOffset::Gap { before, after } | AmbiguousOffset::Fold { before, after } => {
            vec![before, after]
        }
    };
    let timestamps = offsets.into_iter().filter_map(|offset| offset.to_timestamp(shown).ok());
    timestamps.map(|timestamp| Instant::from_millis(timestamp.as_millisecond())).collect()
}

/// The instants at which the zone's clock is put forward or back.
fn clock_changes(zone: &Zone, from: Instant, to: Instant) -> Vec<Instant> {
    let following = zone.time_zone().following(timestamp(from));
    let instants = following.map(|change| Instant::from_millis(change.timestamp().as_millisecond()));
    instants.take_while(|instant| *instant <= to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn at(text: &str) -> Instant {
        Instant::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_time_that_is_shown_twice_has_two_instants() {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let date = jiff::civil::date(2026, 10, 25);
        let time = jiff::civil::time(2, 30, 0, 0);
        let both = [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")];
        assert_eq!(instants(&zone, date, time), both);
    }

    #[test]
    fn a_clock_changes_twice_a_year() {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let changes = clock_changes(&zone, at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
        assert_eq!(changes, [at("2026-03-29T01:00:00Z"), at("2026-10-25T01:00:00Z")]);
    }

    #[test]
    fn the_days_around_are_looked_at_too() {
        let zone = Zone::parse("Pacific/Kiritimati").unwrap();
        let days = dates(&zone, at("2026-05-01T00:00:00Z"), at("2026-05-02T12:00:00Z"));
        assert_eq!((days.len(), days.first()), (5, Some(&jiff::civil::date(2026, 4, 30))));
    }
}
