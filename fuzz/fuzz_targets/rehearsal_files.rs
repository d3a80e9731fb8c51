//! Rehearsal files (`rehearsal`): read, and played if they can be read. And files that hold an agreement alone.
//!
//! A file that is malformed is refused with a line of it and a problem. One that is not is played: there is an outcome for
//! each step, an answer where something is asked and nowhere else.

#![no_main]

use companion::consent::Zone;
use companion::rehearsal::{Outcome, Rehearsal, StepDo, play, read_agreement};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    match Rehearsal::read(bytes) {
        Ok(rehearsal) => {
            let played = play(&rehearsal);
            assert_eq!(played.outcomes.len(), rehearsal.steps.len());
            for (outcome, step) in played.outcomes.iter().zip(&rehearsal.steps) {
                let is_answer = matches!(outcome, Outcome::Answered(_));
                assert_eq!(is_answer, matches!(step.doing, StepDo::Ask(_)));
                let _ = outcome.holds(step);
                assert!((1..=lines).contains(&step.line));
            }
        }
        Err(mistake) => assert!((1..=lines).contains(&mistake.line)),
    }
    let people = ["ada".to_owned(), "bo".to_owned()];
    let zone = Zone::parse("Europe/Amsterdam").expect("a zone");
    if let Err(mistake) = read_agreement(bytes, &people, &zone) {
        assert!((1..=lines).contains(&mistake.line));
    }
});
