//! A week of verdicts on the wall clock.

use std::collections::HashMap;

use crate::verdict::Verdict;
use crate::window::{Hours, WEEK_MINUTES};

/// A verdict for each minute of a week: from each edge on, until the next one. The first edge is at 0, neighbours differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Week(Vec<(u16, Verdict)>);

impl Week {
    /// The same verdict at any time.
    pub(super) fn always(verdict: Verdict) -> Week {
        Week(vec![(0, verdict)])
    }

    /// One verdict within these hours, `not-now` outside.
    pub(super) fn within(hours: &Hours, verdict: Verdict) -> Week {
        let edges = hours.stretches().flat_map(|(from, to)| [(from, verdict), (to, Verdict::NotNow)]);
        let first = std::iter::once((0, Verdict::NotNow));
        Week::of(first.chain(edges.filter(|(at, _)| *at < WEEK_MINUTES)))
    }

    /// Of edges in their order; of several at one minute the last holds.
    fn of(edges: impl Iterator<Item = (u16, Verdict)>) -> Week {
        let mut week: Vec<(u16, Verdict)> = Vec::new();
        for (at, verdict) in edges {
            while week.last().is_some_and(|(last, _)| *last == at) {
                week.pop();
            }
            if week.last().is_none_or(|(_, last)| *last != verdict) {
                week.push((at, verdict));
            }
        }
        Week(week)
    }

    /// Both weeks, minute by minute: ⊓ with [`Ord::min`], ⊔ with [`Ord::max`].
    pub(super) fn with(&self, other: &Week, combine: impl Fn(Verdict, Verdict) -> Verdict) -> Week {
        let mut edges: Vec<u16> = self.0.iter().chain(&other.0).map(|(at, _)| *at).collect();
        edges.sort_unstable();
        Week::of(edges.into_iter().map(|at| (at, combine(at_minute(&self.0, at), at_minute(&other.0, at)))))
    }

    /// The one verdict that it has, if it has but one.
    pub(super) fn one_verdict(&self) -> Option<Verdict> {
        match self.0.as_slice() {
            [(_, verdict)] => Some(*verdict),
            _ => None,
        }
    }
}

/// What holds at this minute of the week, by edges.
fn at_minute(edges: &[(u16, Verdict)], minute: u16) -> Verdict {
    let begun = edges.partition_point(|(at, _)| *at <= minute);
    begun.checked_sub(1).and_then(|last| edges.get(last)).map_or(Verdict::NotAgreed, |(_, verdict)| *verdict)
}

/// Where a week stands among all that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WeekAt {
    from: u32,
    to: u32,
}

/// Many weeks, each kept once, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Weeks(Vec<(u16, Verdict)>);

impl Weeks {
    /// What holds in that week at that minute.
    pub(super) fn verdict(&self, week: WeekAt, minute: u16) -> Verdict {
        at_minute(self.edges(week), minute)
    }

    /// Minutes from this one to the first after it at which an edge is, with the clock left alone: 1 to 10080.
    pub(super) fn next_edge(&self, week: WeekAt, minute: u16) -> u16 {
        let edges = self.edges(week);
        let ahead = edges.iter().map(|(at, _)| *at).find(|at| *at > minute);
        // The first edge, at 0, is the end of the week.
        ahead.unwrap_or(WEEK_MINUTES).saturating_sub(minute)
    }

    fn edges(&self, week: WeekAt) -> &[(u16, Verdict)] {
        self.0.get(week.from as usize..week.to as usize).unwrap_or_default()
    }
}

/// Takes weeks in.
#[derive(Default)]
pub(super) struct WeekShelf {
    pub(super) weeks: Weeks,
    known: HashMap<Week, WeekAt>,
}

impl WeekShelf {
    /// Where this week stands.
    pub(super) fn place(&mut self, week: Week) -> WeekAt {
        if let Some(at) = self.known.get(&week) {
            return *at;
        }
        let edge = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let from = edge(self.weeks.0.len());
        self.weeks.0.extend_from_slice(&week.0);
        let at = WeekAt { from, to: edge(self.weeks.0.len()) };
        self.known.insert(week, at);
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::{Days, Weekday, Window};

    fn hours(days: &[Weekday], from: &str, to: &str) -> Hours {
        Hours::of(&[Window::parse(Days::of(days.iter().copied()), from, to).unwrap()])
    }

    #[test]
    fn a_week_says_what_its_hours_say_minute_by_minute() {
        let nights = hours(&[Weekday::Sat, Weekday::Sun], "22:00", "06:30");
        let days = hours(&Weekday::ALL, "06:00", "24:00");
        let one = Week::within(&nights, Verdict::Allowed);
        let two = Week::within(&days, Verdict::AskFirst);
        let both = one.with(&two, Ord::max);
        for minute in 0..WEEK_MINUTES {
            let says = |has: bool, verdict| if has { verdict } else { Verdict::NotNow };
            let expected =
                says(nights.has(minute), Verdict::Allowed).max(says(days.has(minute), Verdict::AskFirst));
            assert_eq!(at_minute(&both.0, minute), expected, "minute {minute}");
        }
        assert!(both.0.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 != pair[1].1));
    }

    #[test]
    fn no_hours_are_one_verdict_and_all_hours_are_another() {
        assert_eq!(Week::within(&Hours::of(&[]), Verdict::Allowed), Week::always(Verdict::NotNow));
        let all = hours(&Weekday::ALL, "00:00", "24:00");
        assert_eq!(Week::within(&all, Verdict::Allowed).one_verdict(), Some(Verdict::Allowed));
    }
}
