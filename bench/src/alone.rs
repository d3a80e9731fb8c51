//! One contender in a process of its own, that has just started: as a device opens its vault. In one process they would
//! find memory as those before them left it, scattered by one and warmed by another.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail, ensure};

use crate::opening;

/// What a process can be asked to do, by the word for it. Each says how long its steps took.
const WORKS: [(&str, Work); 7] = [
    ("ours", opening::ours),
    ("steps", opening::steps),
    ("fold", opening::fold),
    ("bare", opening::bare),
    ("snapshot", opening::loro_snapshot),
    ("updates", opening::loro_updates),
    ("automerge", opening::automerge),
];

type Work = fn(&Path) -> anyhow::Result<Vec<Duration>>;

/// Has the work done in a process of its own, on what lies in that folder; how long its steps took.
pub(crate) fn took(work: &str, folder: &Path) -> anyhow::Result<Vec<Duration>> {
    let mut process = Command::new(std::env::current_exe()?);
    let output = process.args(["alone", work]).arg(folder).output()?;
    let said = String::from_utf8(output.stdout)?;
    ensure!(output.status.success(), "{work}: {}", String::from_utf8_lossy(&output.stderr));
    said.lines().map(|line| Ok(Duration::from_nanos(line.parse()?))).collect()
}

/// The other end of [`took`].
pub(crate) fn answer(arguments: &[String]) -> anyhow::Result<()> {
    let [work, folder] = arguments else { bail!("`alone` takes a work and a folder") };
    let work = WORKS.iter().find(|(name, _)| name == work).context("no such work")?;
    (work.1)(Path::new(folder))?.iter().for_each(|step| println!("{}", step.as_nanos()));
    Ok(())
}
