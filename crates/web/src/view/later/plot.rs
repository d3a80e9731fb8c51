//! A value over time, drawn: one's own as a line, what the other shared as rings, what happened as ticks along the bottom. The same
//! stands beside it as a table, for whoever does not see it.

use std::fmt::Write;

use companion::looking::Trend;
use companion::reflect::Scale;
use companion::reflect::trend::Point;
use consent::Instant;

/// Its size, in its own units.
pub(super) const WIDTH: f64 = 360.0;
pub(super) const HEIGHT: f64 = 140.0;
/// Left of it stand the numbers of the scale, below it the ticks.
const LEFT: f64 = 22.0;
const BOTTOM: f64 = 22.0;
const AROUND: f64 = 8.0;

/// Where things lie.
pub(super) struct Plot {
    from: i64,
    to: i64,
    most: u8,
}

impl Plot {
    /// Of the whole time in which anything was answered; nothing where nothing was.
    pub(super) fn of(trend: &Trend) -> Option<Plot> {
        let Scale::To(most) = trend.field.scale() else { return None };
        let times = || trend.own.iter().chain(&trend.theirs).map(|point| point.at.millis());
        Some(Plot { from: times().min()?, to: times().max()?, most })
    }

    pub(super) fn scale(&self) -> Vec<(u8, f64)> {
        (1..=self.most).map(|place| (place, self.y(f64::from(place)))).collect()
    }

    /// Whether an instant lies in it.
    pub(super) fn holds(&self, at: Instant) -> bool {
        (self.from..=self.to).contains(&at.millis())
    }

    pub(super) fn x(&self, at: Instant) -> f64 {
        let (span, done) = (self.to.saturating_sub(self.from), at.millis().saturating_sub(self.from));
        let width = WIDTH - LEFT - AROUND;
        if span == 0 { LEFT + width / 2.0 } else { LEFT + width * as_number(done) / as_number(span) }
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        let steps = f64::from(self.most.saturating_sub(1).max(1));
        let height = HEIGHT - BOTTOM - AROUND;
        AROUND + height * (1.0 - (value - 1.0) / steps)
    }

    /// A path through all of them.
    pub(super) fn line(&self, points: &[Point]) -> String {
        let mut path = String::with_capacity(points.len().saturating_mul(12));
        for (at, point) in points.iter().enumerate() {
            let step = if at == 0 { 'M' } else { 'L' };
            // Writing into a `String` has no error to give.
            let _ = write!(path, "{step}{:.1} {:.1}", self.x(point.at), self.y(point.value));
        }
        path
    }

    /// One path of short lines along the bottom.
    pub(super) fn ticks(&self, at: impl IntoIterator<Item = Instant>) -> String {
        let mut path = String::new();
        for at in at {
            let _ = write!(path, "M{:.1} {}v14", self.x(at), HEIGHT - 18.0);
        }
        path
    }

    /// One path of small rings.
    pub(super) fn rings(&self, points: &[Point]) -> String {
        let mut path = String::with_capacity(points.len().saturating_mul(40));
        for point in points {
            let (x, y) = (self.x(point.at), self.y(point.value));
            let _ = write!(path, "M{:.1} {y:.1}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", x - 3.0);
        }
        path
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "within some thousand years a double holds milliseconds exactly"
)]
fn as_number(millis: i64) -> f64 {
    millis as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use companion::reflect::Field;

    fn trend(values: &[(i64, f64)]) -> Trend {
        let point =
            |(day, value): &(i64, f64)| Point { at: Instant::from_millis(0).plus_days(*day), value: *value };
        let own = values.iter().map(point).collect();
        Trend { field: Field::Mood, own, theirs: Vec::new(), shift: None, slope: None }
    }

    #[test]
    fn all_of_it_lies_within_the_picture() {
        let of = trend(&[(0, 1.0), (10, 5.0), (20, 3.0)]);
        let plot = Plot::of(&of).unwrap();
        for point in &of.own {
            assert!((LEFT..=WIDTH).contains(&plot.x(point.at)));
            assert!((0.0..=HEIGHT).contains(&plot.y(point.value)));
        }
        assert!(plot.y(5.0) < plot.y(1.0));
        assert_eq!(plot.line(&of.own).matches('L').count(), 2);
        assert_eq!(plot.scale().len(), 5);
    }

    #[test]
    fn one_answer_lies_in_the_middle_and_none_is_no_picture() {
        let of = trend(&[(3, 4.0)]);
        let x = Plot::of(&of).unwrap().x(of.own[0].at);
        assert!((160.0..220.0).contains(&x), "{x}");
        assert!(Plot::of(&trend(&[])).is_none());
    }
}
