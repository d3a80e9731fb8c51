//! Worth talking about: patterns that can be easy to miss from inside, each a pure function with its rule and thresholds, which gives
//! the numbers that it rests on, or nothing.
//!
//! A pattern is a question, not a verdict: it opens and closes nothing, and is shown first and only to the one whose answers
//! it rests on. Values are on scales from 1 to 5, on which 3 is the middle. How often calm half-years set one off is measured by
//! a test below.

use consent::Instant;
use consent::instant::DAY;

use crate::trend::{Point, Shift, shift};

/// By how much a value must have moved, on its scale from 1 to 5.
pub const MOVED: f64 = 1.0;
/// "I could say no": from here down it is unsure.
pub const UNSURE: f64 = 3.0;
/// From here down it is told without waiting whether it lasts.
pub const NO_LONGER: f64 = 2.0;
/// And from here up it was sure.
pub const SURE: f64 = 4.0;
/// Of the last weeks so many answers are needed.
pub const LEAST_RECENT: usize = 4;
/// And of the time before so many.
pub const LEAST_EARLIER: usize = 12;
/// So many days ago it must have been so already: a bad fortnight is no pattern.
pub const LASTS_DAYS: i64 = 21;
/// So often in a row something that has a rhythm must be missing.
pub const TIMES_MISSING: u32 = 4;
/// So often something must have been opened.
pub const LEAST_OPENINGS: usize = 6;
/// Over so many days.
pub const OPENING_DAYS: i64 = 120;

/// "I still feel like myself" sinks while "how much I lean on this" rises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fading {
    /// How "I still feel like myself" has moved.
    pub like_myself: Shift,
    /// How "how much I lean on this" has moved.
    pub leaning: Shift,
}

/// Rule: over the last four weeks the median of the one lies [`MOVED`] or more below that of the time before, and the median of the
/// other as much above; with at least [`LEAST_RECENT`] answers to each in these weeks and [`LEAST_EARLIER`] before; and the same was so
/// [`LASTS_DAYS`] days ago.
pub fn fading(like_myself: &[Point], leaning: &[Point], now: Instant) -> Option<Fading> {
    lasting(now, |now| {
        let (like_myself, leaning) = (carried(like_myself, now)?, carried(leaning, now)?);
        let is_so = like_myself.by() <= -MOVED && leaning.by() >= MOVED;
        is_so.then_some(Fading { like_myself, leaning })
    })
}

/// "I could say no without bad consequences" turns unsure.
///
/// Rule: over the last four weeks the median is [`UNSURE`] or less, and before it was [`SURE`] or more; with at least
/// [`LEAST_RECENT`] answers in these weeks and [`LEAST_EARLIER`] before; and the same was so [`LASTS_DAYS`] days ago, or the median
/// is [`NO_LONGER`] or less.
pub fn unsure_of_no(could_say_no: &[Point], now: Instant) -> Option<Shift> {
    let unsure =
        |now| carried(could_say_no, now).filter(|shift| shift.recent <= UNSURE && shift.earlier >= SURE);
    lasting(now, unsure).or_else(|| unsure(now).filter(|shift| shift.recent <= NO_LONGER))
}

/// What is found now, where it was found some time ago as well.
fn lasting<T>(now: Instant, find: impl Fn(Instant) -> Option<T>) -> Option<T> {
    find(now.plus_days(-LASTS_DAYS))?;
    find(now)
}

fn carried(points: &[Point], now: Instant) -> Option<Shift> {
    shift(points, now)
        .filter(|shift| shift.recent_answers >= LEAST_RECENT && shift.earlier_answers >= LEAST_EARLIER)
}

/// What was only ever opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnlyOpening {
    /// How often.
    pub openings: usize,
    /// Since when: the first of them after anything was last closed.
    pub since: Instant,
}

/// For months there was only opening, no closing.
///
/// Rule: since anything was last closed (a limit, something taken back, a signal, words that close more), something was opened
/// [`LEAST_OPENINGS`] times or more, the first of them [`OPENING_DAYS`] days ago or more.
pub fn only_opening(opened: &[Instant], closed: &[Instant], now: Instant) -> Option<OnlyOpening> {
    let last_closed = closed.iter().filter(|at| **at <= now).max();
    let is_since = |at: &&Instant| **at <= now && last_closed.is_none_or(|closed| *at > closed);
    let since: Vec<Instant> = opened.iter().filter(is_since).copied().collect();
    let first = since.iter().min().copied()?;
    let is_so = since.len() >= LEAST_OPENINGS && first.plus_days(OPENING_DAYS) <= now;
    is_so.then_some(OnlyOpening { openings: since.len(), since: first })
}

/// What has a rhythm and has not happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// When it last happened, if it ever did.
    pub last: Option<Instant>,
    /// How often it would have been due since.
    pub times: u32,
}

/// One's own check-ins are missing, and the other's are not.
///
/// Rule: none for [`TIMES_MISSING`] times the rhythm, counted from the last one or from the beginning, and in that time half as many or
/// more of the other's. None where there is no rhythm.
pub fn check_ins_missing(
    own: &[Instant],
    others: &[Instant],
    (begun, every_days): (Instant, u32),
    now: Instant,
) -> Option<Missing> {
    let missing = untouched(own, (begun, every_days), now)?;
    let from = now.plus_days(i64::from(every_days).saturating_mul(i64::from(TIMES_MISSING)).saturating_neg());
    let of_other = others.iter().filter(|at| **at > from && **at <= now).count();
    let half = usize::try_from(TIMES_MISSING / 2).unwrap_or(usize::MAX);
    (of_other >= half).then_some(missing)
}

/// A responsibility with a rhythm has not been marked as kept.
///
/// Rule: not for [`TIMES_MISSING`] times its rhythm, counted from the last time or from the beginning. None where there is no rhythm.
pub fn untouched(kept: &[Instant], (begun, every_days): (Instant, u32), now: Instant) -> Option<Missing> {
    let last = kept.iter().filter(|at| **at <= now).max().copied();
    let from = last.map_or(begun, |last| last.max(begun));
    let rhythm = i64::from(every_days).saturating_mul(DAY);
    let times = now.millis().saturating_sub(from.millis()).checked_div(rhythm)?;
    let times = u32::try_from(times).ok()?;
    (times >= TIMES_MISSING).then_some(Missing { last, times })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::RngExt;
    use proptest::test_runner::{RngAlgorithm, TestRng};

    use super::*;

    const WEEKS: i64 = 26;

    fn week(number: i64) -> Instant {
        Instant::from_millis(1_790_000_000_000).plus_days(7 * number)
    }

    /// Answers week by week, from the first on.
    fn weekly(values: impl IntoIterator<Item = f64>) -> Vec<Point> {
        (0..).zip(values).map(|(number, value)| Point { at: week(number), value }).collect()
    }

    /// So many of one value, then so many of another.
    fn then(one: (usize, f64), two: (usize, f64)) -> Vec<Point> {
        weekly([one, two].into_iter().flat_map(|(times, value)| std::iter::repeat_n(value, times)))
    }

    fn weeks(numbers: impl IntoIterator<Item = i64>) -> Vec<Instant> {
        numbers.into_iter().map(week).collect()
    }

    #[test]
    fn feeling_less_like_oneself_while_leaning_more_is_told_with_its_numbers() {
        let found = fading(&then((20, 5.0), (6, 3.0)), &then((20, 2.0), (6, 4.0)), week(25)).unwrap();
        assert_eq!((found.like_myself.earlier, found.like_myself.recent), (5.0, 3.0));
        assert_eq!((found.leaning.earlier, found.leaning.recent), (2.0, 4.0));
    }

    #[test]
    fn one_of_the_two_alone_is_not() {
        let (sinks, rises) = (then((20, 5.0), (6, 3.0)), then((20, 2.0), (6, 4.0)));
        let stays = then((22, 3.0), (4, 3.0));
        assert_eq!(fading(&sinks, &stays, week(25)), None);
        assert_eq!(fading(&stays, &rises, week(25)), None);
        assert_eq!(fading(&rises, &sinks, week(25)), None, "more like oneself, and leaning less");
        assert_eq!(fading(&sinks, &rises, week(23)), None, "for a month, and not longer");
        let three: Vec<Point> = sinks.iter().filter(|point| point.at != week(24)).copied().collect();
        assert_eq!(fading(&three, &rises, week(25)), None, "three answers are too few");
    }

    #[test]
    fn a_no_that_turns_unsure_is_told_and_one_that_always_was_is_not() {
        let found = unsure_of_no(&then((20, 5.0), (6, 3.0)), week(25)).unwrap();
        assert_eq!((found.earlier, found.recent), (5.0, 3.0));
        assert_eq!(unsure_of_no(&then((20, 5.0), (6, 4.0)), week(25)), None);
        assert_eq!(unsure_of_no(&then((20, 3.0), (6, 3.0)), week(25)), None);
        assert_eq!(unsure_of_no(&then((20, 3.0), (6, 5.0)), week(25)), None);
    }

    #[test]
    fn unsure_for_a_month_waits_and_a_plain_no_does_not() {
        assert_eq!(unsure_of_no(&then((22, 5.0), (4, 3.0)), week(25)), None);
        assert!(unsure_of_no(&then((22, 5.0), (4, 2.0)), week(25)).is_some());
    }

    #[test]
    fn one_bad_week_is_not_told() {
        let mut points = then((26, 5.0), (0, 0.0));
        points[24].value = 1.0;
        assert_eq!(unsure_of_no(&points, week(25)), None);
    }

    #[test]
    fn only_opening_for_months_is_told_until_something_is_closed() {
        let opened = weeks([2, 5, 8, 11, 14, 17]);
        let now = week(20);
        assert_eq!(only_opening(&opened, &[], now), Some(OnlyOpening { openings: 6, since: week(2) }));
        assert_eq!(only_opening(&opened, &weeks([8]), now), None);
        assert_eq!(only_opening(&opened, &weeks([0]), now).map(|found| found.openings), Some(6));
        assert_eq!(only_opening(&opened, &weeks([21]), now).map(|found| found.openings), Some(6), "to come");
        assert_eq!(only_opening(&opened, &[], week(19)), None, "119 days");
        assert_eq!(only_opening(&opened[..5], &[], now), None, "five times");
    }

    #[test]
    fn what_has_a_rhythm_and_stays_away_is_told_after_four_times() {
        let kept = weeks([0, 1, 2]);
        assert_eq!(untouched(&kept, (week(0), 7), week(5)), None);
        assert_eq!(untouched(&kept, (week(0), 7), week(6)), Some(Missing { last: Some(week(2)), times: 4 }));
        assert_eq!(untouched(&[], (week(0), 7), week(4)), Some(Missing { last: None, times: 4 }));
        assert_eq!(untouched(&kept, (week(4), 7), week(7)), None, "counted from a newer beginning");
        assert_eq!(untouched(&kept, (week(0), 0), week(20)), None, "no rhythm");
    }

    #[test]
    fn missing_check_ins_are_told_where_the_others_are_there() {
        let (own, other) = (weeks(0..6), weeks(0..12));
        let found = check_ins_missing(&own, &other, (week(0), 7), week(10)).unwrap();
        assert_eq!((found.last, found.times), (Some(week(5)), 5));
        assert_eq!(check_ins_missing(&own, &own, (week(0), 7), week(10)), None, "both rest");
        assert_eq!(check_ins_missing(&other, &own, (week(0), 7), week(10)), None, "it is the other");
    }

    /// Made-up lives: the same in every run.
    struct Dice(TestRng);

    impl Dice {
        fn roll(&mut self) -> f64 {
            self.0.random()
        }

        fn happens(&mut self, chance: f64) -> bool {
            self.0.random_bool(chance)
        }

        /// About normal, with this spread: twelve rolls together (Irwin–Hall).
        fn around(&mut self, spread: f64) -> f64 {
            ((0..12).map(|_| self.roll()).sum::<f64>() - 6.0) * spread
        }

        /// Whole answers from 1 to 5 around a level, in weeks that hang together somewhat; one in ten is left out.
        fn answers(&mut self, level: f64, spread: f64) -> Vec<Point> {
            let mut mood = 0.0;
            let mut points = Vec::new();
            for number in 0..WEEKS {
                mood = 0.3 * mood + self.around(spread);
                let value = (level + mood).round().clamp(1.0, 5.0);
                if !self.happens(0.1) {
                    points.push(Point { at: week(number), value });
                }
            }
            points
        }

        fn some_weeks(&mut self, chance: f64) -> Vec<Instant> {
            weeks((0..WEEKS).filter(|_| self.happens(chance)).collect::<Vec<_>>())
        }
    }

    /// A half-year in which nothing is the matter: levels stay, both check in nine times of ten, what is promised is kept nine times of
    /// ten, things are opened about six times and closed about as often. Which patterns were told in any of its weeks.
    fn told(dice: &mut Dice) -> [bool; 5] {
        let level = |dice: &mut Dice, from: f64, to: f64| from + (to - from) * dice.roll();
        let (own, leaning, no) = (level(dice, 3.0, 5.0), level(dice, 2.0, 4.0), level(dice, 4.0, 5.0));
        let (own, leaning) = (dice.answers(own, 0.7), dice.answers(leaning, 0.7));
        let no = dice.answers(no, 0.5);
        let (mine, others, kept) = (dice.some_weeks(0.9), dice.some_weeks(0.9), dice.some_weeks(0.9));
        let (opened, closed) = (dice.some_weeks(0.24), dice.some_weeks(0.24));
        let in_any_week = |is_told: &dyn Fn(Instant) -> bool| (0..WEEKS).map(week).any(is_told);
        [
            in_any_week(&|now| fading(&own, &leaning, now).is_some()),
            in_any_week(&|now| unsure_of_no(&no, now).is_some()),
            in_any_week(&|now| only_opening(&opened, &closed, now).is_some()),
            in_any_week(&|now| check_ins_missing(&mine, &others, (week(0), 7), now).is_some()),
            in_any_week(&|now| untouched(&kept, (week(0), 7), now).is_some()),
        ]
    }

    /// Looked at in every week, not at the end alone.
    #[test]
    fn fewer_than_two_calm_half_years_of_a_hundred_set_anything_off() {
        let mut dice = Dice(TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let half_years: Vec<[bool; 5]> = (0..1000).map(|_| told(&mut dice)).collect();
        let each = [0, 1, 2, 3, 4].map(|at| half_years.iter().filter(|told| told[at]).count());
        let any = half_years.iter().filter(|told| told.contains(&true)).count();
        assert!(any < 20, "{any} of 1000: {each:?}");
    }
}
