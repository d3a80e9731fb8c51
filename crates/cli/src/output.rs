//! Where lines go: standard output, in colour on a terminal, and standard error.
//!
//! Colour never says anything that a word and a sign do not say too; `NO_COLOR` (no-color.org) turns it off.

use std::io::{self, IsTerminal, Write};

use consent::Verdict;

/// How a piece of a line looks on a terminal.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    /// The file's name.
    Heading,
    /// Less important than the rest.
    Soft,
    /// A verdict.
    Verdict(Verdict),
    /// Something is not as it should be.
    Wrong,
}

/// Standard output, written as a whole at the end of each command's step.
pub(crate) struct Output {
    coloured: bool,
    /// Nobody reads any more: as with `troth … | head`.
    closed: bool,
}

impl Output {
    /// Coloured where standard output is a terminal and `NO_COLOR` is unset or empty.
    pub(crate) fn new() -> Output {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Output { coloured: io::stdout().is_terminal() && !unwanted, closed: false }
    }

    /// Writes a line. Where nobody reads any more, it is dropped.
    pub(crate) fn line(&mut self, line: &str) {
        if !self.closed && writeln!(io::stdout().lock(), "{line}").is_err() {
            self.closed = true;
        }
    }

    /// The text as it looks in that tone.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        if !self.coloured {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Heading => "1",
            Tone::Soft => "2",
            Tone::Verdict(Verdict::Allowed) => "1;32",
            Tone::Verdict(Verdict::AskFirst) => "1;33",
            Tone::Verdict(Verdict::NotNow) => "1;34",
            Tone::Verdict(Verdict::Paused) => "1;35",
            Tone::Verdict(Verdict::NotAgreed) => "1;90",
            Tone::Verdict(Verdict::OffLimits) | Tone::Wrong => "1;31",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

/// Writes a line on standard error.
pub(crate) fn complain(line: &str) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A verdict's sign: told by shape as well as by word and colour.
pub(crate) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OffLimits => "✕",
        Verdict::NotAgreed => "○",
        Verdict::Paused => "‖",
        Verdict::NotNow => "◔",
        Verdict::AskFirst => "?",
        Verdict::Allowed => "✓",
    }
}
