//! `cargo xtask test`: what must hold before a change lands, in the order in which a mistake is cheapest to find.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::house::House;
use crate::steps::{self, Outcome, Step};
use crate::{browser, fuzz, page, system};

/// Runs every step, stopping at the first that fails.
pub(crate) fn run(house: &House) -> ExitCode {
    let steps = vec![
        Step { name: "format", run: Box::new(|| format(house)) },
        Step { name: "lints", run: Box::new(|| lints(house)) },
        Step { name: "page and its size", run: Box::new(|| page_and_size(house)) },
        Step { name: "tests", run: Box::new(|| tests(house)) },
        Step { name: "rehearsals", run: Box::new(|| rehearsals(house)) },
        Step { name: "browser tests", run: Box::new(|| browser_tests(house)) },
        Step { name: "fuzzing", run: Box::new(|| fuzz::step(house)) },
        Step { name: "bench", run: Box::new(|| bench(house)) },
    ];
    steps::run_all(steps).exit_code()
}

fn format(house: &House) -> Result<Outcome> {
    ensure_component(house, "fmt", "rustfmt")?;
    system::run(&mut house.cargo(&["fmt", "--all", "--check"])).context("`cargo fmt` puts it right")?;
    // Workspaces of their own.
    for folder in ["fuzz", "bench"] {
        let manifest = format!("{folder}/Cargo.toml");
        if house.root().join(&manifest).is_file() {
            let arguments = ["fmt", "--manifest-path", &manifest, "--check"];
            let right = || format!("`cargo fmt` in {folder}/ puts it right");
            system::run(&mut house.cargo(&arguments)).with_context(right)?;
        }
    }
    Ok(Outcome::passed())
}

fn lints(house: &House) -> Result<Outcome> {
    ensure_component(house, "clippy", "clippy")?;
    let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    system::run(&mut house.cargo(&arguments))?;
    Ok(Outcome::passed())
}

fn page_and_size(house: &House) -> Result<Outcome> {
    let weight = page::build(house)?;
    weight.check()?;
    Ok(Outcome::Passed(weight.to_string()))
}

/// Every test but those in browsers, doc tests included.
fn tests(house: &House) -> Result<Outcome> {
    let mut command = house.cargo(&["test", "--workspace", "--all-features"]);
    if has_browser_tests(house) {
        command.args(["--exclude", "e2e"]);
    }
    counted(&mut command)
}

fn rehearsals(house: &House) -> Result<Outcome> {
    let files = rehearsal_files(house)?;
    if files.is_empty() {
        return Ok(Outcome::Skipped("there is no file in rehearsals/".to_owned()));
    }
    build_troth(house)?;
    let mut troth = Command::new(house.debug_troth());
    system::run(troth.arg("rehearse").args(&files).current_dir(house.root()))?;
    Ok(Outcome::Passed(format!("{} files", files.len())))
}

fn browser_tests(house: &House) -> Result<Outcome> {
    if !has_browser_tests(house) {
        return Ok(Outcome::Skipped("there is no e2e/".to_owned()));
    }
    browser::ensure_there()?;
    build_troth(house)?;
    let suite = page::build_trial(house, "vault-suite")?;
    let mut command = house.cargo(&["test", "--package", "e2e"]);
    counted(command.env("TROTH_BIN", house.debug_troth()).env("TROTH_VAULT_SUITE", suite))
}

/// Whether what is measured still builds, runs and agrees. In tiny sizes: nothing here depends on how long it takes.
fn bench(house: &House) -> Result<Outcome> {
    if !house.root().join("bench/Cargo.toml").is_file() {
        return Ok(Outcome::Skipped("there is no bench/".to_owned()));
    }
    let folder = house.bench_target().display().to_string();
    let arguments = ["run", "--manifest-path", "bench/Cargo.toml", "--target-dir", &folder, "--", "--brief"];
    let mut tables = 0;
    system::run_reading(&mut house.cargo(&arguments), |line| {
        tables += usize::from(line.starts_with("### "));
    })?;
    Ok(Outcome::Passed(format!("{tables} tables, in tiny sizes")))
}

/// The debug build, with the very features that the tests were built with: nothing is built twice.
fn build_troth(house: &House) -> Result<()> {
    system::run(&mut house.cargo(&["build", "--quiet", "--workspace", "--all-features", "--bin", "troth"]))
}

fn has_browser_tests(house: &House) -> bool {
    house.root().join("e2e/Cargo.toml").is_file()
}

/// The rehearsals' paths from the workspace's folder, in order; none if there is no such folder.
fn rehearsal_files(house: &House) -> Result<Vec<PathBuf>> {
    let folder = house.root().join("rehearsals");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = PathBuf::from(entry?.file_name());
        if name.extension().is_some_and(|extension| extension == "toml") {
            files.push(PathBuf::from("rehearsals").join(name));
        }
    }
    files.sort();
    Ok(files)
}

/// Sees to it that `cargo fmt` or `cargo clippy` is there: a minimal toolchain comes without.
fn ensure_component(house: &House, subcommand: &str, component: &str) -> Result<()> {
    if system::answer(&mut house.cargo(&[subcommand, "--version"])).is_some() {
        return Ok(());
    }
    println!("   `cargo {subcommand}` is missing: adding {component} with rustup");
    system::run_quietly(Command::new("rustup").args(["component", "add", component])).with_context(|| {
        format!("`cargo {subcommand}` is missing; install {component}, with rustup or from where your Rust is from")
    })
}

/// Runs tests, shows what they print, and counts those that passed.
fn counted(command: &mut Command) -> Result<Outcome> {
    let mut passed = 0;
    system::run_reading(command, |line| {
        println!("{line}");
        passed += passed_in(line).unwrap_or(0);
    })?;
    Ok(Outcome::Passed(format!("{passed} tests")))
}

/// The number in `test result: ok. 12 passed; 0 failed; …`.
fn passed_in(line: &str) -> Option<usize> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    counts.split_once(" passed")?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_that_passed_are_counted() {
        assert_eq!(passed_in("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured"), Some(12));
        assert_eq!(passed_in("test result: FAILED. 3 passed; 2 failed; 0 ignored"), Some(3));
        assert_eq!(passed_in("test rule_three ... ok"), None);
    }
}
