//! How a value has moved, by two methods that a single bad day does not turn:
//!
//! - the median of the last four weeks beside the median of all that came before ([`shift`]);
//! - the slope of the line through the last half-year: the median of the slopes through every two points (Theil 1950,
//!   Sen 1968), which stays where it is as long as fewer than 29 in 100 of the points are out of line ([`slope`]).
//!
//! With fewer points than a method can carry there is no number, rather than a bad one.

use consent::Instant;
use consent::instant::DAY;

/// One week, in milliseconds.
const WEEK: i64 = 7 * DAY;
/// How far back the last weeks go.
pub const RECENT: i64 = 4 * WEEK;
/// How far back the line goes.
pub const LINE: i64 = 26 * WEEK;
/// Of the last weeks there must be so many answers.
pub const LEAST_RECENT: usize = 3;
/// And of the time before so many.
pub const LEAST_EARLIER: usize = 6;
/// So many answers carry a line.
pub const LEAST_ON_LINE: usize = 8;
/// The newest answers that a line is drawn through: every two of them are looked at, so it must not be any number.
const MOST_ON_LINE: usize = 200;

/// An answer: a value on its own scale, at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When it was given.
    pub at: Instant,
    /// The value; what is no number is left out.
    pub value: f64,
}

/// The last weeks beside the time before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The median of the last four weeks.
    pub recent: f64,
    /// Of how many answers.
    pub recent_answers: usize,
    /// The median of all before.
    pub earlier: f64,
    /// Of how many answers.
    pub earlier_answers: usize,
}

impl Shift {
    /// By how much the last weeks lie above the time before; negative where they lie below.
    pub fn by(&self) -> f64 {
        self.recent - self.earlier
    }
}

/// The value in the middle; of an even number, halfway between the two in the middle. None of none. What is no number
/// is left out.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let is_even = values.len().is_multiple_of(2);
    let (below, above, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let above = *above;
    if !is_even {
        return Some(above);
    }
    let below = below.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(below, above))
}

/// The median of the last four weeks up to `now`, the instant itself included, beside the median of all before them, in any order.
/// None with fewer than [`LEAST_RECENT`] or [`LEAST_EARLIER`] answers. What lies after `now` is left out.
pub fn shift(points: &[Point], now: Instant) -> Option<Shift> {
    let from = now.plus(-RECENT);
    let known = points.iter().filter(|point| point.at <= now && point.value.is_finite());
    let (recent, earlier): (Vec<&Point>, Vec<&Point>) = known.partition(|point| point.at > from);
    if recent.len() < LEAST_RECENT || earlier.len() < LEAST_EARLIER {
        return None;
    }
    let of = |points: &[&Point]| median(points.iter().map(|point| point.value));
    Some(Shift {
        recent: of(&recent)?,
        recent_answers: recent.len(),
        earlier: of(&earlier)?,
        earlier_answers: earlier.len(),
    })
}

/// By how much the value rises a week, over the half-year up to `now`: the median of the slopes through every two answers that were
/// not given at the same instant. None with fewer than [`LEAST_ON_LINE`] answers, or all at one instant.
pub fn slope(points: &[Point], now: Instant) -> Option<f64> {
    let from = now.plus(-LINE);
    let on_line = |point: &&Point| point.at > from && point.at <= now && point.value.is_finite();
    let mut points: Vec<Point> = points.iter().filter(on_line).copied().collect();
    if points.len() < LEAST_ON_LINE {
        return None;
    }
    points.sort_by(|one, two| two.at.cmp(&one.at).then(one.value.total_cmp(&two.value)));
    points.truncate(MOST_ON_LINE);
    let pairs = points.iter().enumerate().flat_map(|(at, later)| {
        let before = points.iter().skip(at.saturating_add(1)).filter(move |point| point.at < later.at);
        before.map(move |before| (later.value - before.value) / weeks_between(before.at, later.at))
    });
    median(pairs)
}

/// Weeks from the one instant to the later one.
#[expect(
    clippy::cast_precision_loss,
    reason = "within some thousand years a double holds milliseconds exactly"
)]
fn weeks_between(before: Instant, later: Instant) -> f64 {
    later.millis().saturating_sub(before.millis()) as f64 / WEEK as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Instant {
        Instant::from_millis(1_790_000_000_000)
    }

    /// So many days ago.
    fn ago(days: i64, value: f64) -> Point {
        Point { at: now().plus_days(-days), value }
    }

    /// Weekly answers, the oldest first, the last one today.
    fn weekly(values: &[f64]) -> Vec<Point> {
        let days = (0..values.len()).rev().map(|week| 7 * i64::try_from(week).unwrap());
        days.zip(values).map(|(days, value)| ago(days, *value)).collect()
    }

    #[test]
    fn a_median_is_the_middle_or_halfway_between_the_two_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median([5.0]), Some(5.0));
        assert_eq!(median([]), None);
        assert_eq!(median([f64::NAN, 1.0, f64::INFINITY]), Some(1.0));
    }

    #[test]
    fn the_last_four_weeks_stand_beside_all_before() {
        let points = weekly(&[4.0, 5.0, 4.0, 5.0, 4.0, 4.0, 2.0, 3.0, 2.0, 2.0]);
        let shift = shift(&points, now()).unwrap();
        assert_eq!((shift.recent, shift.recent_answers), (2.0, 4));
        assert_eq!((shift.earlier, shift.earlier_answers), (4.0, 6));
        assert_eq!(shift.by(), -2.0);
    }

    #[test]
    fn an_answer_of_exactly_four_weeks_ago_is_of_the_time_before_and_one_from_ahead_is_of_none() {
        let mut points = weekly(&[1.0, 1.0, 1.0, 1.0, 1.0, 5.0, 5.0, 5.0, 5.0]);
        points.push(ago(28, 1.0));
        points.push(ago(-1, 9.0));
        let shift = shift(&points, now()).unwrap();
        assert_eq!((shift.recent_answers, shift.earlier_answers), (4, 6));
        assert_eq!(shift.by(), 4.0);
    }

    #[test]
    fn too_few_answers_give_no_number() {
        let nine = weekly(&[1.0; 9]);
        assert_eq!(shift(&nine, now()), None, "five before the last four weeks");
        assert!(shift(&weekly(&[1.0; 10]), now()).is_some());
        assert_eq!(slope(&nine[..LEAST_ON_LINE - 1], now()), None);
        assert_eq!(slope(&nine[..LEAST_ON_LINE], now()), Some(0.0));
        assert_eq!(slope(&[ago(3, 1.0); 20], now()), None, "all at one instant");
        assert_eq!((shift(&[], now()), slope(&[], now())), (None, None));
    }

    #[test]
    fn a_line_rises_by_what_it_rises_a_week() {
        let rising: Vec<f64> = (0..20).map(|week| 1.0 + 0.25 * f64::from(week)).collect();
        let slope = slope(&weekly(&rising), now()).unwrap();
        assert!((slope - 0.25).abs() < 1e-12, "{slope}");
    }

    #[test]
    fn a_few_bad_days_do_not_turn_a_line() {
        let mut rising: Vec<f64> = (0..20).map(|week| 1.0 + 0.25 * f64::from(week)).collect();
        for bad in [3, 9, 15, 19] {
            rising[bad] = -40.0;
        }
        let slope = slope(&weekly(&rising), now()).unwrap();
        assert!((slope - 0.25).abs() < 0.05, "{slope}");
    }

    #[test]
    fn what_is_older_than_half_a_year_is_not_on_the_line() {
        let mut values = vec![5.0; 30];
        values.extend([2.0; 25]);
        assert_eq!(slope(&weekly(&values), now()), Some(0.0));
    }

    #[test]
    fn very_many_answers_are_looked_at_in_bounded_time() {
        let points: Vec<Point> = (0..1_000_000).map(|at| Point { at: now().plus(-at), value: 3.0 }).collect();
        assert_eq!(slope(&points, now()), Some(0.0));
    }

    proptest! {
        /// The order in which answers arrive says nothing.
        #[test]
        fn the_order_of_answers_makes_no_difference(
            values in proptest::collection::vec((0_i64..400, 1.0_f64..7.0), 0..40),
            turn in 0_usize..40,
        ) {
            let points: Vec<Point> = values.iter().map(|(days, value)| ago(*days, *value)).collect();
            let mut turned = points.clone();
            turned.rotate_left(turn % points.len().max(1));
            turned.reverse();
            prop_assert_eq!(shift(&points, now()), shift(&turned, now()));
            prop_assert_eq!(slope(&points, now()), slope(&turned, now()));
        }

        /// The scale turned upside down turns the slope.
        #[test]
        fn a_mirrored_scale_mirrors_the_slope(
            values in proptest::collection::vec((0_i64..180, 1.0_f64..7.0), 8..40),
        ) {
            let points: Vec<Point> = values.iter().map(|(days, value)| ago(*days, *value)).collect();
            let mirrored: Vec<Point> = points.iter().map(|point| Point { value: 8.0 - point.value, ..*point }).collect();
            let sum = slope(&points, now()).zip(slope(&mirrored, now())).map_or(0.0, |(one, two)| one + two);
            prop_assert!(sum.abs() < 1e-9, "{}", sum);
        }
    }
}
