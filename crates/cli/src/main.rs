//! Troth on the command line.
//!
//! Every command is a module; [`arguments`] says what can be typed. What people read is in `words/en.ftl`.

mod arguments;
mod output;
mod rehearse;

use std::process::ExitCode;

use companion::words::Words;

fn main() -> ExitCode {
    let words = Words::english(&[include_str!("../words/en.ftl")]);
    let matches = arguments::command(&words).get_matches();
    match matches.subcommand() {
        Some(("rehearse", given)) => rehearse::run(&words, given),
        _ => ExitCode::from(2),
    }
}
