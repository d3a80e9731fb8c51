//! Every rehearsal in `rehearsals/` holds: they are the shared vectors of the floor.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::PathBuf;

use rehearsal::{Outcome, Rehearsal, play};

fn vectors() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rehearsals");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

#[test]
fn every_rehearsal_holds() {
    let files = vectors();
    assert!(files.len() >= 12, "the vectors are missing");
    let mut broken = Vec::new();
    for file in files {
        let read = Rehearsal::read(&std::fs::read(&file).unwrap());
        let rehearsal = read.unwrap_or_else(|mistake| panic!("{}: {mistake}", file.display()));
        let played = play(&rehearsal);
        for (step, outcome) in rehearsal.steps.iter().zip(&played.outcomes) {
            if !outcome.holds(step) {
                broken.push(format!("{}:{}: {step:?}\n    came: {outcome:?}", file.display(), step.line));
            }
        }
        let asked = played.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Answered(_)));
        assert!(asked || rehearsal.steps.is_empty(), "{} asks nothing", file.display());
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
