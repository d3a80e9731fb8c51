//! What can be typed. Help texts come from the `.ftl` files.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};
use companion::words::Words;

/// The whole command line.
pub(crate) fn command(words: &Words) -> Command {
    let home = Arg::new("home")
        .long("home")
        .value_name("DIR")
        .global(true)
        .help(words.say("help-home", &[]))
        .value_parser(value_parser!(PathBuf));
    Command::new("troth")
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.say("help-troth", &[]))
        .after_help(words.say("help-after", &[]))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(home)
        .subcommands(beginning(words))
        .subcommands(saying(words))
        .subcommands(looking(words))
        .subcommand(serve(words))
        .subcommand(rehearse(words))
}

fn beginning(words: &Words) -> Vec<Command> {
    vec![
        device(words, "init", "help-init")
            .arg(option(words, "name", "NAME", "help-name").required_unless_present("further"))
            .arg(
                Arg::new("further")
                    .long("further")
                    .help(words.say("help-further", &[]))
                    .action(ArgAction::SetTrue)
                    .conflicts_with("name"),
            )
            .arg(option(words, "relay", "URL", "help-relay").required(true))
            .arg(option(words, "zone", "ZONE", "help-zone")),
        device(words, "invite", "help-invite").arg(offline(words)).arg(
            Arg::new("cancel").long("cancel").help(words.say("help-cancel", &[])).action(ArgAction::SetTrue),
        ),
        device(words, "join", "help-join").arg(word(words, "link", "LINK", "help-link")).arg(offline(words)),
        device(words, "let-in", "help-let-in")
            .arg(word(words, "code", "CODE", "help-code"))
            .arg(offline(words)),
        device(words, "words", "help-words"),
    ]
}

fn saying(words: &Words) -> Vec<Command> {
    let says = |name: &'static str, help: &str| device(words, name, help).arg(offline(words));
    let version = || word(words, "version", "VERSION", "help-version").required(false);
    vec![
        says("propose", "help-propose")
            .arg(word(words, "file", "FILE", "help-agreement-file").value_parser(value_parser!(PathBuf))),
        says("sign", "help-sign").arg(version()),
        says("withdraw", "help-withdraw").arg(word(words, "area", "AREA", "help-area")).arg(version()),
        says("end", "help-end").arg(version()),
        says("limit", "help-limit")
            .arg(word(words, "area", "AREA", "help-area"))
            .arg(word(words, "kind", "KIND", "help-kind").value_parser(["hard", "soft"])),
        says("lift", "help-lift").arg(word(words, "area", "AREA", "help-area")),
        says("slow", "help-slow"),
        says("pause", "help-pause"),
        says("stop", "help-stop"),
        says("resume", "help-resume"),
        says("open", "help-open")
            .arg(word(words, "minutes", "MINUTES", "help-minutes").value_parser(value_parser!(u32)))
            .arg(version()),
        says("close", "help-close").arg(version()),
        says("review", "help-review").arg(word(words, "next", "TIME", "help-next")).arg(version()),
        says("check-in", "help-check-in"),
    ]
}

fn looking(words: &Words) -> Vec<Command> {
    vec![
        device(words, "ask", "help-ask")
            .arg(word(words, "area", "AREA", "help-area"))
            .arg(word(words, "power", "POWER", "help-power").value_parser(["guide", "decide", "direct"]))
            .arg(option(words, "of", "NAME", "help-of"))
            .arg(option(words, "at", "TIME", "help-at")),
        device(words, "agreements", "help-agreements"),
        device(words, "sync", "help-sync").arg(
            Arg::new("watch").long("watch").help(words.say("help-watch", &[])).action(ArgAction::SetTrue),
        ),
        device(words, "record", "help-record"),
        device(words, "verify", "help-verify"),
    ]
}

fn serve(words: &Words) -> Command {
    Command::new("serve")
        .about(words.say("help-serve", &[]))
        .arg(option(words, "listen", "ADDRESS", "help-listen").default_value("127.0.0.1:7468"))
        .arg(option(words, "data", "DIR", "help-data").value_parser(value_parser!(PathBuf)))
}

fn rehearse(words: &Words) -> Command {
    let files = Arg::new("files")
        .value_name("FILE")
        .help(words.say("help-rehearse-files", &[]))
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf));
    Command::new("rehearse").about(words.say("help-rehearse", &[])).arg(files).arg(json(words))
}

/// A command of a device.
fn device(words: &Words, name: &'static str, help: &str) -> Command {
    Command::new(name).about(words.say(help, &[])).arg(json(words))
}

fn word(words: &Words, name: &'static str, shown: &'static str, help: &str) -> Arg {
    Arg::new(name).value_name(shown).help(words.say(help, &[])).required(true)
}

fn option(words: &Words, name: &'static str, shown: &'static str, help: &str) -> Arg {
    Arg::new(name).long(name).value_name(shown).help(words.say(help, &[]))
}

fn offline(words: &Words) -> Arg {
    Arg::new("offline").long("offline").help(words.say("help-offline", &[])).action(ArgAction::SetTrue)
}

fn json(words: &Words) -> Arg {
    Arg::new("json").long("json").help(words.say("help-json", &[])).action(ArgAction::SetTrue)
}
