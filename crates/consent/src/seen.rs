//! What an act could know: the verdict by its past and its instant, and whether somebody had said no by then.
//!
//! What is done with power (`life`) is held against the floor twice: by what its author could know, and by all that both know now.

use crate::answer::Question;
use crate::instant::Instant;
use crate::knowledge::{Knowledge, Known, Past};
use crate::person::Person;
use crate::row::Row;
use crate::verdict::Verdict;
use crate::view::View;
use crate::witness::Reason;

impl Knowledge {
    /// The verdict, and its reasons, for whoever knows this past and no more, at that instant.
    pub fn as_seen(&self, past: &Past, question: &Question, at: Instant) -> (Verdict, Vec<Reason>) {
        View::of_past(self, past, at).because(question)
    }

    /// Whether this person, as the past shows it, closed anything since that instant: a limit, a signal, a withdrawal, an end, a
    /// version taken off the table.
    pub fn said_no(&self, past: &Past, by: Person, since: Instant) -> bool {
        let is_one = |act: &Known| act.by == by && act.at >= since && act.is_in(past);
        let limits = self.limits.values().map(|limits| any(&limits.set, is_one));
        let of_agreements = self.agreements.iter().map(|agreement| {
            let retracted = |proposed: &crate::knowledge::Proposed| any(&proposed.retractions, is_one);
            any(&agreement.takings, is_one) || agreement.versions.iter().any(retracted)
        });
        any(&self.signals, is_one) || any(&self.stops, is_one) || limits.chain(of_agreements).any(|one| one)
    }
}

fn any<T>(row: &Row<T>, is_one: impl Fn(&Known) -> bool) -> bool {
    row.iter().any(|(act, _)| is_one(act))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Act, Line};
    use crate::power::Power;
    use crate::{ActId, Area, LimitKind, Says};

    struct Told {
        known: Knowledge,
        lines: [Line; 2],
        counts: [u32; 2],
    }

    impl Told {
        fn new() -> Told {
            let mut known = Knowledge::new();
            let lines = [known.begin_line(Person::One), known.begin_line(Person::Two)];
            Told { known, lines, counts: [0, 0] }
        }

        /// Says it with this past, and gives the past behind it.
        fn say(&mut self, by: usize, minute: i64, past: [u32; 2], says: Says) {
            let clock = Instant::from_millis(minute * crate::instant::MINUTE);
            let id = ActId::new([u8::try_from(minute).unwrap(); 32]);
            let act = Act { id, line: self.lines[by], clock, past: Past::new(past.to_vec()), says: Ok(says) };
            assert_eq!(self.known.add(act).unwrap(), None);
            self.counts[by] += 1;
        }
    }

    fn area(path: &str) -> Area {
        Area::parse(path).unwrap()
    }

    fn question() -> Question {
        Question { of: Person::One, by: Person::Two, area: area("home"), power: Power::Decide }
    }

    /// ```text
    /// one   limit home ─────── stop
    /// two              (knows the limit, not the stop)
    /// ```
    #[test]
    fn a_verdict_by_a_past_knows_what_is_in_it_and_no_more() {
        let mut told = Told::new();
        told.say(0, 1, [0, 0], Says::Limit(area("home"), LimitKind::Hard));
        told.say(0, 2, [1, 0], Says::Stop);
        let at = Instant::from_millis(10 * crate::instant::MINUTE);
        let of = |counts: [u32; 2]| told.known.as_seen(&Past::new(counts.to_vec()), &question(), at);
        assert_eq!(of([0, 0]), (Verdict::NotAgreed, vec![Reason::NoAgreement]));
        assert_eq!(of([1, 0]).0, Verdict::OffLimits);
        let all = told.known.answer(&question(), at);
        assert_eq!(of([2, 0]), (all.verdict, all.because));
    }

    #[test]
    fn a_no_is_found_by_whose_it_is_and_when_and_where_it_was_known() {
        for no in [Says::Stop, Says::Pause, Says::Slow, Says::Limit(area("home"), LimitKind::Soft)] {
            let mut told = Told::new();
            told.say(0, 5, [0, 0], no.clone());
            let (knows, not) = (Past::new(vec![1, 0]), Past::new(vec![0, 0]));
            let minute = |minute: i64| Instant::from_millis(minute * crate::instant::MINUTE);
            assert!(told.known.said_no(&knows, Person::One, minute(5)), "{no:?}");
            assert!(!told.known.said_no(&knows, Person::One, minute(6)));
            assert!(!told.known.said_no(&knows, Person::Two, minute(1)));
            assert!(!told.known.said_no(&not, Person::One, minute(1)));
        }
    }
}
