//! What was asked for on the command line.

use anyhow::{Result, bail};

/// What `cargo xtask help` says.
pub(crate) const HELP: &str = "\
cargo xtask run [-- ARGS]   build the page and the server, start `troth serve ARGS`, print the address
cargo xtask test            format, lints, page, all tests, rehearsals, browser tests; stops at the first failure
cargo xtask page            build the page only, into target/page/dist
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
            ("help" | "--help" | "-h", _) => Ok(Self::Help),
            ("run", [first, ..]) => bail!("`{first}` is for `troth serve`: put `--` before it"),
            ("test" | "page", [first, ..]) => bail!("`cargo xtask {name}` takes no `{first}`"),
            _ => bail!("there is no `cargo xtask {name}`; there is:\n\n{HELP}"),
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
    fn a_wrong_word_is_named() {
        assert!(read("tets").unwrap_err().to_string().contains("`cargo xtask tets`"));
        assert!(read("run --listen x").unwrap_err().to_string().contains("`--`"));
        assert!(read("test fast").unwrap_err().to_string().contains("`fast`"));
    }
}
