//! Runs the fuzz targets in `fuzz/`: builds them once with cargo-fuzz, then each for some time, a few at once.
//!
//! What a toolchain may lack is looked for first, and said in one line. cargo-fuzz is installed beside what is built where
//! it is missing. The targets are built without the address sanitizer: there is no unsafe code of ours for it to watch, a
//! stable compiler does, and each target is tried twice as often in the same time.
//!
//! New inputs that reach more are kept under `target/fuzz/corpus`; those in `fuzz/corpus` are read, never written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;
use std::{env, fmt, thread};

use anyhow::{Context, Result, anyhow, bail};

use crate::house::House;
use crate::steps::Outcome;
use crate::{apt, system};

/// How long each target runs when everything is tried.
const IN_ALL: Duration = Duration::from_secs(60);
/// A target that holds more memory has failed, as has one that asks for as much at once.
const MEMORY_MIB: u32 = 2048;
const MEMORY_AT_ONCE_MIB: u32 = 512;
/// An input that takes longer, in seconds, is a failure.
const SLOW: u32 = 25;

/// The step in `cargo xtask test`: every target for a minute.
pub(crate) fn step(house: &House) -> Result<Outcome> {
    let names = targets(house)?;
    if names.is_empty() {
        return Ok(Outcome::Skipped("there is no fuzz/".to_owned()));
    }
    match Fuzzing::here(house) {
        Ok(fuzzing) => run_all(&fuzzing, &names, IN_ALL).map(Outcome::Passed),
        Err(Lacking(why)) => Ok(Outcome::Skipped(why)),
    }
}

/// `cargo xtask fuzz`: one target or all of them, for so many minutes each.
pub(crate) fn run(house: &House, target: Option<&str>, minutes: u64) -> Result<()> {
    let mut names = targets(house)?;
    if let Some(target) = target {
        known(&names, target)?;
        names.retain(|name| name == target);
    }
    let fuzzing = Fuzzing::here(house).map_err(|Lacking(why)| anyhow!(why))?;
    let told = run_all(&fuzzing, &names, Duration::from_secs(minutes.saturating_mul(60)))?;
    println!("\n{told}");
    Ok(())
}

/// `cargo xtask fuzz TARGET --input FILE`: one input, once more.
pub(crate) fn again(house: &House, target: &str, input: &Path) -> Result<()> {
    known(&targets(house)?, target)?;
    let fuzzing = Fuzzing::here(house).map_err(|Lacking(why)| anyhow!(why))?;
    fuzzing.build(Some(target))?;
    let mut once = fuzzing.command(target);
    system::run(once.arg(env::current_dir()?.join(input)))
}

fn known(names: &[String], target: &str) -> Result<()> {
    if names.iter().any(|name| name == target) {
        return Ok(());
    }
    bail!("there is no fuzz target `{target}`; there are: {}", names.join(", "))
}

/// The names of the targets, in order.
fn targets(house: &House) -> Result<Vec<String>> {
    let folder = house.root().join("fuzz/fuzz_targets");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let file = PathBuf::from(entry?.file_name());
        if file.extension().is_some_and(|extension| extension == "rs") {
            names.extend(file.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}

/// What this machine lacks for fuzzing, in one line.
struct Lacking(String);

/// What this machine fuzzes with.
struct Fuzzing<'h> {
    house: &'h House,
    /// The host's target triple.
    host: String,
}

impl<'h> Fuzzing<'h> {
    fn here(house: &'h House) -> Result<Self, Lacking> {
        if !cfg!(unix) {
            return Err(Lacking("libFuzzer is for Unix-like systems".to_owned()));
        }
        let lacking = |why: &str| Lacking(why.to_owned());
        let compilers = ["c++", "g++", "clang++"];
        let is_there = || compilers.iter().any(|compiler| system::find(compiler).is_some());
        if !is_there() && apt::ensure(&["g++"], "building libFuzzer").is_err() {
            return Err(lacking("libFuzzer needs a C++ compiler, and none could be had"));
        }
        let version = system::answer(Command::new("rustc").arg("-vV").current_dir(house.root()));
        let host =
            version.as_deref().and_then(host_in).ok_or_else(|| lacking("rustc does not say its host"))?;
        let fuzzing = Self { house, host: host.to_owned() };
        fuzzing.ensure_tool().map_err(|_| lacking("cargo-fuzz could not be installed"))?;
        Ok(fuzzing)
    }

    fn ensure_tool(&self) -> Result<()> {
        if system::answer(&mut self.cargo_fuzz(&["--version"])).is_some() {
            return Ok(());
        }
        let root = self.house.tools().display().to_string();
        println!("   cargo-fuzz is missing: installing it into {root}");
        let arguments = ["install", "cargo-fuzz", "--locked", "--root", &root];
        system::run_quietly(&mut self.house.cargo(&arguments))
    }

    /// `cargo fuzz` with those arguments, its own copy found after one that is installed.
    fn cargo_fuzz(&self, arguments: &[&str]) -> Command {
        let mut command = self.house.cargo(&["fuzz"]);
        let path = env::var_os("PATH").unwrap_or_default();
        let tools = self.house.tools().join("bin");
        if let Ok(path) = env::join_paths(env::split_paths(&path).chain([tools])) {
            command.env("PATH", path);
        }
        command.args(arguments).env_remove("CARGO_TARGET_DIR");
        command
    }

    fn build(&self, target: Option<&str>) -> Result<()> {
        let folder = self.house.fuzz_target().display().to_string();
        let mut command = self.cargo_fuzz(&["build", "--target-dir", &folder, "--sanitizer", "none"]);
        system::run(command.args(target))
    }

    /// The built target, with what holds for every run.
    fn command(&self, target: &str) -> Command {
        let built = self.house.fuzz_target().join(&self.host).join("release").join(target);
        let mut command = Command::new(built);
        command.current_dir(self.house.root());
        command.arg(format!("-rss_limit_mb={MEMORY_MIB}"));
        command.arg(format!("-malloc_limit_mb={MEMORY_AT_ONCE_MIB}")).arg(format!("-timeout={SLOW}"));
        command
    }

    /// Runs a target for so long.
    fn run(&self, target: &str, time: Duration) -> Result<Ran> {
        let [grown, found] = ["corpus", "found"].map(|name| self.house.fuzz_target().join(name).join(target));
        for folder in [&grown, &found] {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let log = found.join("log");
        let output = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut command = self.command(target);
        command.arg(format!("-max_total_time={}", time.as_secs())).arg("-print_final_stats=1");
        // Long inputs from the beginning: behind a seal, a short one says nothing.
        command.arg("-len_control=0");
        command.arg(format!("-artifact_prefix={}/", found.display())).arg(&grown);
        command.args(kept(self.house, target));
        let status = command.stdout(output.try_clone()?).stderr(output).status();
        let status = status.with_context(|| format!("cannot start `{}`", system::line(&command)))?;
        let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        if status.success() {
            Ran::read(&said).context("it ended without its numbers")
        } else {
            bail!(failure(target, &said))
        }
    }
}

/// Folders of inputs that are kept in the repository.
fn kept(house: &House, target: &str) -> Vec<PathBuf> {
    let folder =
        if target == "rehearsal_files" { "rehearsals".into() } else { format!("fuzz/corpus/{target}") };
    Some(house.root().join(folder)).filter(|folder| folder.is_dir()).into_iter().collect()
}

/// What a run did.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    executions: u64,
    a_second: u64,
    memory_mib: u64,
}

impl Ran {
    /// From the numbers that libFuzzer ends with.
    fn read(said: &str) -> Option<Self> {
        let number = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name))?;
            line.trim_start_matches(':').trim().parse().ok()
        };
        Some(Self {
            executions: number("number_of_executed_units")?,
            a_second: number("average_exec_per_sec")?,
            memory_mib: number("peak_rss_mb")?,
        })
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { executions, a_second, memory_mib } = self;
        write!(f, "{executions} executions, {a_second} a second, {memory_mib} MiB at most")
    }
}

/// Builds, then runs every target, as many at once as there are processors; says how many executions there were.
fn run_all(fuzzing: &Fuzzing<'_>, names: &[String], time: Duration) -> Result<String> {
    fuzzing.build(names.first().filter(|_| names.len() == 1).map(String::as_str))?;
    let at_once = thread::available_parallelism().map_or(1, usize::from).min(names.len());
    println!("   {} for {} s each, {at_once} at once", names.join(", "), time.as_secs());
    let left = Mutex::new(names.iter());
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(name) = next(&left) {
                    let ran = fuzzing.run(name, time);
                    match &ran {
                        Ok(ran) => println!("   {name}: {ran}"),
                        Err(error) => println!("   {name}: {error:#}"),
                    }
                    lock(&results).push((name.clone(), ran));
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let failed: Vec<_> =
        results.iter().filter(|(_, ran)| ran.is_err()).map(|(name, _)| name.as_str()).collect();
    if !failed.is_empty() {
        bail!("found something: {}", failed.join(", "));
    }
    let executions: u64 =
        results.iter().filter_map(|(_, ran)| ran.as_ref().ok()).map(|ran| ran.executions).sum();
    Ok(format!("{executions} executions, targets: {}", results.len()))
}

fn next<'n>(left: &Mutex<impl Iterator<Item = &'n String>>) -> Option<&'n String> {
    lock(left).next()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What was found, the input in base64 where libFuzzer says it, and how to run it again.
fn failure(target: &str, said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let is_told = |line: &&&str| {
        ["panicked at", "ERROR: ", "SUMMARY: ", "assertion", "  left: ", " right: "]
            .iter()
            .any(|word| line.contains(word))
    };
    let mut told: Vec<String> =
        lines.iter().filter(is_told).take(12).map(|line| format!("      {line}")).collect();
    let after = |word: &str| lines.iter().rev().find_map(|line| line.split_once(word).map(|(_, rest)| rest));
    let written = after("Test unit written to ").unwrap_or("FILE");
    if let Some(base64) = after("Base64: ") {
        told.push(format!("      input in base64: {base64}"));
    }
    told.push(format!("      to run it again: cargo xtask fuzz {target} --input {written}"));
    format!("found an input that breaks what it holds\n{}", told.join("\n"))
}

/// The triple in what `rustc -vV` says.
fn host_in(version: &str) -> Option<&str> {
    version.lines().find_map(|line| line.strip_prefix("host: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_told_by_the_numbers_that_it_ends_with() {
        let said = "Done 5214 runs in 2 second(s)\nstat::number_of_executed_units: 5214\n\
                    stat::average_exec_per_sec:     2607\nstat::peak_rss_mb:              61\n";
        let ran = Ran { executions: 5214, a_second: 2607, memory_mib: 61 };
        assert_eq!(Ran::read(said), Some(ran));
        assert_eq!(Ran::read("stat::number_of_executed_units: 5214\n"), None);
    }

    #[test]
    fn what_was_found_can_be_run_again() {
        let said = "thread '<unnamed>' panicked at fuzz_targets/frames.rs:9:5:\nassertion failed: no\n\
                    artifact_prefix='/x/'; Test unit written to /x/crash-1\nBase64: AAE=\n";
        let told = failure("frames", said);
        assert!(told.contains("panicked at fuzz_targets/frames.rs:9:5"), "{told}");
        assert!(told.contains("base64: AAE="), "{told}");
        assert!(told.ends_with("cargo xtask fuzz frames --input /x/crash-1"), "{told}");
    }

    #[test]
    fn the_host_is_read_from_what_the_compiler_says() {
        assert_eq!(
            host_in("rustc 1.95.0\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0"),
            Some("x86_64-unknown-linux-gnu")
        );
        assert_eq!(host_in("rustc 1.95.0"), None);
    }

    #[test]
    fn a_target_that_is_none_is_named_with_those_that_are() {
        let error = known(&["acts".to_owned(), "links".to_owned()], "link").unwrap_err().to_string();
        assert!(error.contains("`link`") && error.ends_with("acts, links"), "{error}");
    }

    #[test]
    fn every_target_is_declared_and_every_declared_one_is_there() {
        let house = House::here().unwrap();
        let manifest = fs::read_to_string(house.root().join("fuzz/Cargo.toml")).unwrap();
        let (_, bins) = manifest.split_once("[[bin]]").unwrap();
        let mut declared: Vec<&str> =
            bins.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
        declared.sort_unstable();
        assert_eq!(targets(&house).unwrap(), declared);
    }
}
