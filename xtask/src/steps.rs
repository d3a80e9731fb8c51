//! Steps in a row: each is named, timed and told with its outcome; the first failure ends the row. The closing line
//! is plain, so that a person and a script can read it.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

/// How a step ended that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It held; with a figure worth reading, or nothing.
    Passed(String),
    /// There is nothing for it to do in this workspace; with the reason.
    Skipped(String),
}

impl Outcome {
    /// It held, and there is nothing to add.
    pub(crate) fn passed() -> Self {
        Self::Passed(String::new())
    }
}

/// One step, and what to do for it.
pub(crate) struct Step<'row> {
    pub(crate) name: &'static str,
    pub(crate) run: Box<dyn FnOnce() -> Result<Outcome> + 'row>,
}

/// How many of each there were.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Tally {
    pub(crate) fn exit_code(self) -> ExitCode {
        if self.failed == 0 && self.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

/// Runs the steps in order and prints the outcome of each, then all of them together and the closing line.
pub(crate) fn run_all(steps: Vec<Step<'_>>) -> Tally {
    let count = steps.len();
    let mut tally = Tally::default();
    let mut told = Vec::new();
    let mut left = steps.into_iter().enumerate();
    for (at, step) in left.by_ref() {
        println!("\n── {} of {count}: {}", at + 1, step.name);
        let started = Instant::now();
        let ended = (step.run)();
        told.push(tell(step.name, &ended, started.elapsed()));
        println!("{}", told[at]);
        if !count_in(&mut tally, &ended) {
            break;
        }
    }
    told.extend(left.map(|(_, step)| format!("   not run  {}", step.name)));
    println!("\n{}\n\n{tally}", told.join("\n"));
    tally
}

/// Adds the outcome; whether the next step may run.
fn count_in(tally: &mut Tally, ended: &Result<Outcome>) -> bool {
    match ended {
        Ok(Outcome::Passed(_)) => tally.passed += 1,
        Ok(Outcome::Skipped(_)) => tally.skipped += 1,
        Err(_) => tally.failed += 1,
    }
    ended.is_ok()
}

fn tell(name: &str, ended: &Result<Outcome>, took: Duration) -> String {
    let seconds = took.as_secs_f64();
    match ended {
        Ok(Outcome::Passed(figure)) if figure.is_empty() => format!("   ok       {name}, {seconds:.1} s"),
        Ok(Outcome::Passed(figure)) => format!("   ok       {name}, {seconds:.1} s: {figure}"),
        Ok(Outcome::Skipped(why)) => format!("   skipped  {name}: {why}"),
        Err(error) => format!("   FAILED   {name}, {seconds:.1} s: {error:#}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn step<'row>(name: &'static str, run: impl FnOnce() -> Result<Outcome> + 'row) -> Step<'row> {
        Step { name, run: Box::new(run) }
    }

    #[test]
    fn the_first_failure_ends_the_row() {
        let ran = Cell::new(0);
        let count = || {
            ran.set(ran.get() + 1);
            Ok(Outcome::passed())
        };
        let tally =
            run_all(vec![step("one", count), step("two", || anyhow::bail!("no")), step("three", count)]);
        assert_eq!(ran.get(), 1);
        assert_eq!(tally, Tally { passed: 1, failed: 1, skipped: 0 });
        assert_eq!(tally.exit_code(), ExitCode::FAILURE);
    }

    #[test]
    fn a_row_in_which_nothing_ran_has_not_passed() {
        let tally = run_all(vec![step("one", || Ok(Outcome::Skipped("not here".to_owned())))]);
        assert_eq!(tally.exit_code(), ExitCode::FAILURE);
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Tally { passed: 5, failed: 0, skipped: 0 }.to_string(), "5 passed, 0 failed");
        assert_eq!(Tally { passed: 4, failed: 0, skipped: 2 }.to_string(), "4 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn a_failure_is_told_with_all_its_causes() {
        let error = anyhow::anyhow!("the disk is full").context("cannot write the page");
        let told = tell("page", &Err(error), Duration::from_millis(1500));
        assert_eq!(told, "   FAILED   page, 1.5 s: cannot write the page: the disk is full");
    }
}
