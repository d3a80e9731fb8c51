//! A week in words: for each verdict, the hours at which it holds.

use consent::{Run, Verdict, Zone};
use negotiation::week::by_verdict;

use super::answer::Scene;

/// A verdict and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursTold {
    /// The verdict.
    pub verdict: Verdict,
    /// How many minutes of the week.
    pub minutes: i64,
    /// When, in words: days that have the same hours stand together.
    pub hours: String,
}

impl Scene<'_> {
    /// The runs of a week, the most open verdict first, on the wall clock of this zone.
    pub fn week(&self, runs: &[Run], zone: &Zone) -> Vec<HoursTold> {
        let told = |(verdict, hours): (Verdict, negotiation::difference::Hours)| HoursTold {
            verdict,
            minutes: hours.minutes,
            hours: self.windows(&hours.windows),
        };
        by_verdict(runs, zone).into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use crate::words::answer::ActShown;
    use consent::{ActId, Instant};
    use std::collections::BTreeMap;

    fn run(from: i64, to: i64, verdict: Verdict) -> Run {
        // Monday 5 January 2026, midnight in UTC.
        let at = |hours: i64| Instant::from_millis(1_767_571_200_000 + hours * 3_600_000);
        Run { from: at(from), to: at(to), verdict }
    }

    #[test]
    fn days_with_the_same_hours_stand_together() {
        let (words, zone) = (Words::english(&[]), Zone::parse("UTC").unwrap());
        let people = ["Ada".to_owned(), "Bo".to_owned()];
        let acts: BTreeMap<ActId, ActShown> = BTreeMap::new();
        let scene = Scene { words: &words, zone: &zone, people: &people, acts: &acts };
        let runs = [
            run(0, 18, Verdict::NotNow),
            run(18, 24, Verdict::Allowed),
            run(24, 42, Verdict::NotNow),
            run(42, 48, Verdict::Allowed),
            run(48, 168, Verdict::Paused),
        ];
        let told: Vec<_> =
            scene.week(&runs, &zone).into_iter().map(|told| (told.verdict, told.hours)).collect();
        let expected = [
            (Verdict::Allowed, "Mon, Tue 18:00 to 24:00"),
            (Verdict::NotNow, "Mon, Tue 00:00 to 18:00"),
            (Verdict::Paused, "Wed, Thu, Fri, Sat, Sun 00:00 to 24:00"),
        ];
        assert_eq!(told, expected.map(|(verdict, hours)| (verdict, hours.to_owned())));
        let always = scene.week(&[run(0, 168, Verdict::NotAgreed)], &zone);
        assert_eq!(always.first().map(|told| told.hours.as_str()), Some("at all hours"));
    }
}
