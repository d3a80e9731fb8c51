//! The strip of a day: which verdict holds when, from one local midnight to the next, as it stands now.
//!
//! It follows the verdicts' own `until` from one change to the next, so it cannot show anything that the question box
//! would answer otherwise. It draws nothing.

use consent::{Area, Instant, Knowledge, Person, Power, Question, Verdict, Zone};

use crate::clock;

/// The most changes of one area on one day that are shown.
const MOST: usize = 96;
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

/// A stretch of one verdict; its ends in ten-thousandths of the day, and on the clock.
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
    let strip = |(area, power): &(Area, Power)| {
        let question = Question { of: giver, by: giver.other(), area: area.clone(), power: *power };
        let stretches = stretches(knowledge, &question, day);
        Strip { giver, area: area.clone(), power: *power, stretches }
    };
    granted.iter().take(ROWS).map(strip).collect()
}

/// How far the day has come, in ten-thousandths.
pub(crate) fn place(at: Instant, (start, end): (Instant, Instant)) -> i64 {
    let (gone, all) = (at.millis() - start.millis(), end.millis() - start.millis());
    (gone.clamp(0, all) * WHOLE).checked_div(all).unwrap_or(0)
}

fn stretches(knowledge: &Knowledge, question: &Question, day: (Instant, Instant)) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut begins = day.0;
    while begins < day.1 && stretches.len() < MOST {
        let answer = knowledge.answer(question, begins);
        let ends = answer.until.filter(|until| *until < day.1).unwrap_or(day.1);
        let (from, to) = (place(begins, day), place(ends, day));
        stretches.push(Stretch { from, to, begins, verdict: answer.verdict });
        begins = ends;
    }
    stretches
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
