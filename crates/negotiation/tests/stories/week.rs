//! The picture of a week shows what a question at any of its instants answers.

use consent::{Instant, LimitKind, Power, Question, Verdict};
use negotiation::week::{self, Asked};

use crate::{ADA, BO, area, asking, grant, limit, nothing, now, version, within, zone};

#[test]
fn a_week_goes_from_monday_to_monday_on_the_wall_clock() {
    let at = |text: &str| Instant::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    assert_eq!(week::of(now(), &zone()), (at("2026-03-29T22:00:00Z"), at("2026-04-05T22:00:00Z")));
    let spring = week::of(at("2026-03-29T10:00:00Z"), &zone());
    assert_eq!(spring, (at("2026-03-22T23:00:00Z"), at("2026-03-29T22:00:00Z")), "an hour shorter");
}

#[test]
fn every_instant_is_told_as_a_question_answers_it() {
    let mut known = nothing();
    limit(&mut known, ADA, "home/study", LimitKind::Hard);
    let grants = vec![
        within("18:00", "02:00", grant("home", Power::Decide)),
        asking(grant("home/kitchen", Power::Direct)),
        grant("money", Power::Guide),
    ];
    known.agree(version(grants)).unwrap();
    let (from, to) = week::of(now().plus_days(7), &zone());
    let areas = ["home", "home/study", "home/kitchen", "money", "rest", "own/voice"].map(area);
    let mut seen = std::collections::BTreeSet::new();
    for power in Power::ALL {
        let asked = Asked { of: ADA, by: BO, power, from, to };
        for row in week::picture(known.knowledge(), &asked, &areas) {
            assert_eq!((row.runs[0].from, row.runs.last().unwrap().to), (from, to));
            assert!(
                row.runs.windows(2).all(|two| two[0].to == two[1].from && two[0].verdict != two[1].verdict)
            );
            for run in &row.runs {
                for at in [run.from, run.to.plus(-1)] {
                    let question = Question { of: ADA, by: BO, area: row.area.clone(), power };
                    assert_eq!(
                        known.knowledge().verdict(&question, at),
                        run.verdict,
                        "{question:?} at {at:?}"
                    );
                    seen.insert(run.verdict);
                }
            }
        }
    }
    let expected =
        [Verdict::OffLimits, Verdict::NotAgreed, Verdict::NotNow, Verdict::AskFirst, Verdict::Allowed];
    assert!(expected.iter().all(|verdict| seen.contains(verdict)), "{seen:?}");
}
