//! What was asked for on the command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// What `cargo xtask help` says.
pub(crate) const HELP: &str = "\
cargo xtask run [-- ARGS]   build the page and the server, start `troth serve ARGS`, print the address
cargo xtask test            format, lints, page, all tests, rehearsals, browser tests, fuzzing, bench;
                            stops at the first failure
cargo xtask page            build the page only, into target/page/dist
cargo xtask fuzz [TARGET] [--minutes N]
                            run one fuzz target, or each of them, for N minutes (1)
cargo xtask fuzz TARGET --input FILE
                            run a target on one input, as one that was found
cargo xtask opening         measure opening a vault, natively and in Chromium
cargo xtask lived           measure the page in Chromium, with ten years of life
cargo xtask help            this

TROTH_PAGE_COMPILER=target        build the page with the toolchain's own wasm32-unknown-unknown
TROTH_PAGE_COMPILER=distribution  build the page with Debian's rustc-web and rust-web-src
                                  (unset: the first of the two that can be had)";

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Build everything and serve it; what came after `--` goes to `troth serve`.
    Run { serve: Vec<String> },
    /// Try everything.
    Test,
    /// Build the page.
    Page,
    /// Run one fuzz target, or each of them, for so many minutes.
    Fuzz { target: Option<String>, minutes: u64 },
    /// Run a fuzz target on one input.
    FuzzAgain { target: String, input: PathBuf },
    /// Measure opening a vault.
    Opening,
    /// Measure the page with ten years of life.
    Lived,
    /// Say what there is.
    Help,
}

impl Command {
    /// Reads the words after `cargo xtask`.
    pub(crate) fn read(mut words: Vec<String>) -> Result<Self> {
        let rest = if words.is_empty() { Vec::new() } else { words.split_off(1) };
        let name = words.first().map_or("help", String::as_str);
        match (name, rest.as_slice()) {
            ("run", []) => Ok(Self::Run { serve: Vec::new() }),
            ("run", [dashes, serve @ ..]) if dashes == "--" => Ok(Self::Run { serve: serve.to_vec() }),
            ("test", []) => Ok(Self::Test),
            ("page", []) => Ok(Self::Page),
            ("opening", []) => Ok(Self::Opening),
            ("lived", []) => Ok(Self::Lived),
            ("fuzz", rest) => Self::fuzz(rest),
            ("help" | "--help" | "-h", _) => Ok(Self::Help),
            ("run", [first, ..]) => bail!("`{first}` is for `troth serve`: put `--` before it"),
            ("test" | "page" | "opening" | "lived", [first, ..]) => {
                bail!("`cargo xtask {name}` takes no `{first}`")
            }
            _ => bail!("there is no `cargo xtask {name}`; there is:\n\n{HELP}"),
        }
    }

    fn fuzz(words: &[String]) -> Result<Self> {
        let (target, rest) = match words {
            [target, rest @ ..] if !target.starts_with('-') => (Some(target.clone()), rest),
            rest => (None, rest),
        };
        match (target, rest) {
            (target, []) => Ok(Self::Fuzz { target, minutes: 1 }),
            (target, [name, minutes]) if name == "--minutes" => {
                let number = minutes.parse().ok().filter(|minutes| *minutes > 0);
                let minutes = number.with_context(|| format!("`{minutes}` is no number of minutes"))?;
                Ok(Self::Fuzz { target, minutes })
            }
            (Some(target), [name, input]) if name == "--input" => {
                Ok(Self::FuzzAgain { target, input: PathBuf::from(input) })
            }
            _ => bail!("`cargo xtask fuzz` takes [TARGET] [--minutes N], or TARGET --input FILE"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command> {
        Command::read(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn what_stands_after_the_dashes_goes_to_the_server() {
        let serve = vec!["--listen".to_owned(), "127.0.0.1:1".to_owned()];
        assert_eq!(read("run -- --listen 127.0.0.1:1").unwrap(), Command::Run { serve });
        assert_eq!(read("run").unwrap(), Command::Run { serve: vec![] });
    }

    #[test]
    fn nothing_and_help_say_what_there_is() {
        assert_eq!(read("").unwrap(), Command::Help);
        assert_eq!(read("--help").unwrap(), Command::Help);
    }

    #[test]
    fn one_target_or_all_are_run_for_some_minutes() {
        let of = |target: Option<&str>, minutes| Command::Fuzz { target: target.map(str::to_owned), minutes };
        assert_eq!(read("fuzz").unwrap(), of(None, 1));
        assert_eq!(read("fuzz acts").unwrap(), of(Some("acts"), 1));
        assert_eq!(read("fuzz --minutes 5").unwrap(), of(None, 5));
        assert_eq!(read("fuzz acts --minutes 60").unwrap(), of(Some("acts"), 60));
        let again = Command::FuzzAgain { target: "acts".to_owned(), input: "crash-1".into() };
        assert_eq!(read("fuzz acts --input crash-1").unwrap(), again);
        assert!(read("fuzz acts --minutes none").unwrap_err().to_string().contains("`none`"));
        for wrong in ["fuzz acts links", "fuzz --input crash-1", "fuzz --minutes"] {
            assert!(read(wrong).unwrap_err().to_string().contains("[TARGET]"), "{wrong}");
        }
    }

    #[test]
    fn a_wrong_word_is_named() {
        assert!(read("tets").unwrap_err().to_string().contains("`cargo xtask tets`"));
        assert!(read("run --listen x").unwrap_err().to_string().contains("`--`"));
        assert!(read("test fast").unwrap_err().to_string().contains("`fast`"));
    }
}
