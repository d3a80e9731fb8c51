//! Other programs: whether they are there, and running them so that a failure says which one and how.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};

/// How often a running program is looked at while it may not take longer than some time.
const LOOK: Duration = Duration::from_millis(50);

/// The program of that name on `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let named = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(&named)).find(|candidate| is_program(candidate))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Runs it, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    succeeded(command, status)
}

/// Runs it, and hands on every line that it prints as it comes; its errors go where ours go.
pub(crate) fn run_reading(command: &mut Command, mut each: impl FnMut(&str)) -> Result<()> {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{}`", line(command)))?;
    let output = child.stdout.take().with_context(|| format!("`{}` has no output", line(command)))?;
    for printed in BufReader::new(output).split(b'\n') {
        let printed = printed.with_context(|| format!("cannot read what `{}` prints", line(command)))?;
        each(&String::from_utf8_lossy(&printed));
    }
    let status = child.wait().with_context(|| format!("cannot wait for `{}`", line(command)))?;
    succeeded(command, status)
}

/// What it prints, if it starts and succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs it silently; on failure, the error holds the last lines that it wrote.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot start `{}`", line(command)))?;
    let said = [output.stdout, output.stderr].concat();
    succeeded(command, output.status).with_context(|| last_lines(&String::from_utf8_lossy(&said), 5))
}

/// Runs it silently, for at most that long, then ends it.
pub(crate) fn run_quietly_within(command: &mut Command, limit: Duration) -> Result<()> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{}`", line(command)))?;
    let errors = child.stderr.take();
    // Read beside it: a program that writes much would wait for us for ever.
    let reader = thread::spawn(move || {
        let mut said = Vec::new();
        let read = errors.map(|mut errors| errors.read_to_end(&mut said));
        (said, read)
    });
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{}` had not finished after {} s", line(command), limit.as_secs());
        }
        thread::sleep(LOOK);
    };
    let said = reader.join().map(|(said, _)| said).unwrap_or_default();
    succeeded(command, status).with_context(|| last_lines(&String::from_utf8_lossy(&said), 1))
}

/// The command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

fn last_lines(said: &str, count: usize) -> String {
    let lines: Vec<_> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_those_with_something_in_them() {
        assert_eq!(last_lines("a\nb\n\nc\n\n", 2), "b\nc");
        assert_eq!(last_lines("", 2), "");
    }

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        assert_eq!(line(Command::new("/usr/bin/apt-get").args(["install", "-y"])), "apt-get install -y");
    }

    #[test]
    fn what_is_on_no_path_is_not_found() {
        assert_eq!(find("no-program-has-this-name"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let mut slow = Command::new("sleep");
        let error = run_quietly_within(slow.arg("60"), Duration::from_millis(10)).unwrap_err();
        assert!(error.to_string().contains("had not finished"), "{error:#}");
    }

    #[cfg(unix)]
    #[test]
    fn a_failure_holds_what_the_program_wrote() {
        let mut failing = Command::new("sh");
        let error = run_quietly(failing.args(["-c", "echo first; echo why >&2; exit 3"])).unwrap_err();
        assert!(format!("{error:#}").contains("why") && format!("{error:#}").contains("exit status: 3"));
    }

    #[cfg(unix)]
    #[test]
    fn lines_are_handed_on_even_when_the_program_fails() {
        let mut lines = Vec::new();
        let mut failing = Command::new("sh");
        let ended =
            run_reading(failing.args(["-c", "echo a; echo b; exit 1"]), |each| lines.push(each.to_owned()));
        assert!(ended.is_err());
        assert_eq!(lines, ["a", "b"]);
    }
}
