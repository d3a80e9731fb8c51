//! Troth on the command line: a full device of a person, the relay with the page, and rehearsals.
//!
//! Every command is a module; [`arguments`] says what can be typed. What people read is in `words/en.ftl`.

mod acts;
mod arguments;
mod ask;
mod attached;
mod begin;
mod called;
mod checking_in;
mod chosen;
mod connection;
mod desires;
mod difference;
mod export;
mod failure;
mod forms;
mod given;
mod journal;
mod limits;
mod living;
mod living_rhythm;
mod meet;
mod mistakes;
mod output;
mod rehearse;
mod serve;
mod show;
mod sync;
mod today;
mod told;
mod trends;
mod watch;
mod week;

use std::process::ExitCode;

use clap::ArgMatches;
use companion::words::{GLOSSARY, Words};

use crate::called::Called;
use crate::failure::Failure;

fn main() -> ExitCode {
    let words = Words::english(&[include_str!("../words/en.ftl"), GLOSSARY]);
    let matches = arguments::command(&words).get_matches();
    let Some((name, given)) = matches.subcommand() else { return ExitCode::from(2) };
    match name {
        "rehearse" => rehearse::run(&words, given),
        "serve" => failure::told(&words, false, serve::run(&words, given)),
        _ => {
            let is_demo = name == "demo";
            let (name, given) = given.subcommand().unwrap_or((name, given));
            // Only the desires have commands of their own.
            let (name, given) = given.subcommand().unwrap_or((name, given));
            failure::told(&words, given.get_flag("json"), device(&words, name, given, is_demo))
        }
    }
}

/// Does what a device's command asks.
fn device(words: &Words, name: &str, given: &ArgMatches, is_demo: bool) -> Result<(), Failure> {
    let mut called = Called::new(words, given);
    called.is_demo = is_demo;
    match name {
        "areas" => return given::areas(&mut called),
        "learn" => return given::learn(&mut called),
        "form" if !forms::is_named(&called) => {
            forms::list(&mut called);
            return Ok(());
        }
        _ => {}
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| Failure::Call(cause.to_string()))?;
    runtime.block_on(async {
        match name {
            "init" => called.init().await,
            "recover" => called.recover().await,
            "invite" => meet::invite(&mut called).await,
            "join" => meet::join(&mut called).await,
            "let-in" => meet::let_in(&mut called).await,
            "words" => show::words(&mut called).await,
            "ask" => ask::run(&mut called).await,
            "week" => week::run(&mut called).await,
            "difference" => difference::run(&mut called).await,
            "export" => export::run(&mut called).await,
            "limits" => limits::run(&mut called).await,
            "desires" | "answer" | "offer" | "finish" | "reconsider" => desires::run(&mut called, name).await,
            "timeline" => today::timeline(&mut called).await,
            "calendar" => today::calendar(&mut called).await,
            "demo" => {
                called.say("told-demo", &[]);
                today::run(&mut called, "today").await
            }
            "today" | "directions" | "requests" | "lived" => today::run(&mut called, name).await,
            "direct" | "reply" | "take-back" | "request" | "low" | "thank" | "consequence" | "kept"
            | "points" | "reward" | "redeem" => living::run(&mut called, name).await,
            "journal" | "write" | "rewrite" | "erase" | "share" | "unshare" => {
                journal::run(&mut called, name).await
            }
            "attached" => called.attached().await,
            "check-in" | "check-ins" | "guess" | "list" => checking_in::run(&mut called, name).await,
            "trends" | "worth" => trends::run(&mut called, name).await,
            "form" => forms::fill_in(&mut called).await,
            "propose" => acts::propose(&mut called).await,
            "limit" => acts::limit(&mut called).await,
            "agreements" => show::agreements(&mut called).await,
            "record" => show::record(&mut called).await,
            "verify" => show::verify(&mut called).await,
            "sync" => sync::run(&mut called).await,
            act => acts::run(&mut called, act).await,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = include_str!("../words/en.ftl");

    /// The names of texts that stand in quotes in a source.
    fn names<'s>(source: &'s str, starts: &'s [&'s str]) -> impl Iterator<Item = &'s str> {
        let is_name =
            |part: &&str| part.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !part.ends_with('-');
        source
            .split('"')
            .filter(is_name)
            .filter(move |part| starts.iter().any(|start| part.starts_with(start)))
    }

    /// One would silently take the place of the other.
    #[test]
    fn no_text_has_the_name_of_another() {
        let shared = include_str!("../../companion/words/en.ftl");
        let names = OWN.lines().chain(shared.lines()).filter_map(|line| line.split_once(" ="));
        let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let mut seen = std::collections::BTreeSet::new();
        for (name, _) in names.filter(|(name, _)| is_name(name)) {
            assert!(seen.insert(name), "{name} is there twice");
        }
        assert!(seen.len() > 300);
    }

    #[test]
    fn every_name_in_the_code_has_a_text() {
        let words = Words::english(&[OWN]);
        let sources = [
            include_str!("acts.rs"),
            include_str!("arguments.rs"),
            include_str!("ask.rs"),
            include_str!("attached.rs"),
            include_str!("begin.rs"),
            include_str!("called.rs"),
            include_str!("checking_in.rs"),
            include_str!("chosen.rs"),
            include_str!("connection.rs"),
            include_str!("desires.rs"),
            include_str!("difference.rs"),
            include_str!("export.rs"),
            include_str!("failure.rs"),
            include_str!("forms.rs"),
            include_str!("given.rs"),
            include_str!("journal.rs"),
            include_str!("limits.rs"),
            include_str!("living.rs"),
            include_str!("meet.rs"),
            include_str!("mistakes.rs"),
            include_str!("rehearse.rs"),
            include_str!("serve.rs"),
            include_str!("show.rs"),
            include_str!("sync.rs"),
            include_str!("today.rs"),
            include_str!("told.rs"),
            include_str!("trends.rs"),
            include_str!("watch.rs"),
            include_str!("week.rs"),
        ];
        let starts = [
            "help-",
            "rehearse-",
            "mistake-",
            "wanted-",
            "failed-",
            "told-",
            "serve-",
            "verdict-",
            "because-",
            "act-",
        ];
        let named: Vec<&str> = sources.into_iter().flat_map(|source| names(source, &starts)).collect();
        assert!(named.len() > 60);
        for name in named {
            assert!(words.has(name), "{name} has no text");
        }
    }

    #[test]
    fn the_command_line_is_well_formed() {
        arguments::command(&Words::english(&[OWN])).debug_assert();
    }
}
