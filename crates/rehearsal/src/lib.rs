//! Rehearsals: cases of the floor, written down (`rehearsal.md`).
//!
//! [`Rehearsal::read`] turns a file's bytes into steps or says what is wrong and where; [`play`] plays the steps
//! through the engine and tells what came of each. [`read_agreement`] reads the same `agreement` table alone, with the words
//! that no rehearsal needs. [`RehearsalFile`] and [`write_agreement`] write what these read.
//! No file is opened here and nothing is printed; the words for people are elsewhere.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod agreement;
mod file;
mod mistake;
mod play;
mod reader;
mod writer;
mod written;

pub use agreement::{Draft, read_agreement};
pub use file::{Ask, Expect, Rehearsal, Spoken, Step, StepDo, Sync};
pub use mistake::{Mistake, Problem, Wanted};
pub use play::{Made, Outcome, Played, play};
pub use writer::{RehearsalFile, write_agreement};
