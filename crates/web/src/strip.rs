//! The strip of a day: which verdict holds when, from one local midnight to the next, as it stands now.
//!
//! It is the engine's own outlook over the day, so it cannot show anything that the question box would answer otherwise. It
//! draws nothing.

use consent::{Area, Instant, Knowledge, Person, Power, Run, Verdict, Zone};

use crate::clock;

/// The most changes of one area that are shown.
const MOST: usize = 400;
/// The most areas of one direction.
const ROWS: usize = 5;
/// A whole day, in the parts that places on a strip are told in.
const WHOLE: i64 = 10_000;

/// One area's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Strip {
    pub(crate) giver: Person,
    pub(crate) area: Area,
    pub(crate) power: Power,
    pub(crate) stretches: Vec<Stretch>,
}

/// A stretch of one verdict; its ends in ten-thousandths of the whole, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) begins: Instant,
    pub(crate) verdict: Verdict,
}

/// The strips of one direction, by area.
pub(crate) fn strips(
    knowledge: &Knowledge,
    giver: Person,
    granted: &[(Area, Power)],
    now: Instant,
    zone: &Zone,
) -> Vec<Strip> {
    let day = clock::day_of(now, zone);
    let outlook = knowledge.outlook(giver, giver.other(), day.0, day.1);
    let strip = |(area, power): &(Area, Power)| {
        // An area is a path that can be asked about.
        let runs = outlook.runs(area.as_str(), *power).unwrap_or_default();
        Strip::of(giver, area.clone(), *power, &runs, day)
    };
    granted.iter().take(ROWS).map(strip).collect()
}

impl Strip {
    /// These runs, placed in their span.
    pub(crate) fn of(
        giver: Person,
        area: Area,
        power: Power,
        runs: &[Run],
        span: (Instant, Instant),
    ) -> Strip {
        let stretch = |run: &Run| Stretch {
            from: place(run.from, span),
            to: place(run.to, span),
            begins: run.from,
            verdict: run.verdict,
        };
        Strip { giver, area, power, stretches: runs.iter().take(MOST).map(stretch).collect() }
    }
}

/// How far the day has come, in ten-thousandths.
pub(crate) fn place(at: Instant, (start, end): (Instant, Instant)) -> i64 {
    let (gone, all) = (at.millis() - start.millis(), end.millis() - start.millis());
    (gone.clamp(0, all) * WHOLE).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{ADA, Story};

    #[test]
    fn a_day_is_told_from_midnight_to_midnight_without_a_gap() {
        let mut story = Story::new();
        story.agree(&[("home", "decide", "freely", Some(("18:00", "22:00")))]);
        let granted = crate::moment::granted(&story.knowledge.agreements_at(story.now), ADA);
        let strips = strips(&story.knowledge, ADA, &granted, story.now, &story.zone);
        let told: Vec<_> = strips[0].stretches.iter().map(|s| (s.from, s.to, s.verdict)).collect();
        // Until both had signed at 20:40 nothing was agreed: the past of today is told as it was.
        let expected =
            [(0, 8611, Verdict::NotAgreed), (8611, 9166, Verdict::Allowed), (9166, 10_000, Verdict::NotNow)];
        assert_eq!(told, expected);
    }

    #[test]
    fn now_has_its_place() {
        let story = Story::new();
        let day = clock::day_of(story.now, &story.zone);
        assert_eq!(place(story.now, day), 8611);
        assert_eq!(place(day.1.plus(5), day), 10_000);
    }
}
