//! What can be typed. Help texts come from the `.ftl` files.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};
use companion::life::{Kind, Reply};
use companion::looking::PATTERNS;
use companion::negotiation::desires::{Desire, Role};
use companion::reflect::keeps::Own as OwnList;
use companion::reflect::{Field, Scale};
use companion::timeline::Topic;
use companion::words::Words;

use crate::desires::NONE;

const POWERS: [&str; 3] = ["guide", "decide", "direct"];

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
        .subcommands(negotiating(words))
        .subcommands(living(words))
        .subcommands(reading(words))
        .subcommand(demo(words))
        .subcommand(serve(words))
        .subcommand(rehearse(words))
}

fn beginning(words: &Words) -> Vec<Command> {
    vec![
        device(words, "init", "help-init")
            .arg(option(words, "name", "NAME", "help-name").required_unless_present("further"))
            .arg(flag(words, "further", "help-further").conflicts_with("name"))
            .arg(option(words, "relay", "URL", "help-relay").required(true))
            .arg(option(words, "zone", "ZONE", "help-zone")),
        device(words, "recover", "help-recover")
            .arg(option(words, "relay", "URL", "help-relay").required(true))
            .arg(option(words, "zone", "ZONE", "help-zone")),
        device(words, "invite", "help-invite").arg(offline(words)).arg(flag(words, "cancel", "help-cancel")),
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
        says("retract", "help-retract").arg(version()),
        says("end", "help-end").arg(version()),
        says("limit", "help-limit")
            .arg(word(words, "area", "AREA", "help-area"))
            .arg(word(words, "kind", "KIND", "help-kind").value_parser(["hard", "soft"]))
            .arg(option(words, "note", "TEXT", "help-note"))
            .arg(option(words, "condition", "TEXT", "help-condition")),
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
        says("check-in", "help-check-in").args(fields(words)).arg(
            option(words, "share", "FIELDS", "help-share")
                .value_delimiter(',')
                .value_parser(Field::ALL.map(Field::word)),
        ),
    ]
}

fn looking(words: &Words) -> Vec<Command> {
    vec![
        device(words, "ask", "help-ask")
            .arg(word(words, "area", "AREA", "help-area"))
            .arg(word(words, "power", "POWER", "help-power").value_parser(POWERS))
            .arg(option(words, "of", "NAME", "help-of"))
            .arg(option(words, "at", "TIME", "help-at"))
            .arg(option(words, "version", "VERSION", "help-try-on"))
            .arg(flag(words, "rehearsal", "help-as-rehearsal").conflicts_with("json")),
        device(words, "agreements", "help-agreements"),
        device(words, "limits", "help-limits"),
        device(words, "sync", "help-sync").arg(flag(words, "watch", "help-watch")),
        device(words, "record", "help-record"),
        device(words, "verify", "help-verify"),
    ]
}

/// What is looked at before anybody signs.
fn negotiating(words: &Words) -> Vec<Command> {
    let version = || word(words, "version", "VERSION", "help-version").required(false);
    let areas = word(words, "areas", "AREA", "help-week-areas").required(false).num_args(0..);
    vec![
        device(words, "form", "help-form")
            .arg(word(words, "form", "NAME", "help-form-name").required(false))
            .arg(option(words, "giver", "NAME", "help-giver").requires("form")),
        device(words, "difference", "help-difference").arg(version()),
        device(words, "week", "help-week")
            .arg(areas)
            .arg(option(words, "power", "POWER", "help-power").value_parser(POWERS).default_value("guide"))
            .arg(option(words, "of", "NAME", "help-of"))
            .arg(option(words, "version", "VERSION", "help-try-on"))
            .arg(option(words, "at", "TIME", "help-week-at")),
        desires(words),
        device(words, "export", "help-export")
            .arg(word(words, "what", "WHAT", "help-export-what").value_parser(["agreement"]))
            .arg(version())
            .arg(
                option(words, "as", "FORMAT", "help-export-as")
                    .value_parser(["markdown", "json", "odrl"])
                    .default_value("markdown"),
            ),
    ]
}

/// A field of a check-in each.
fn fields(words: &Words) -> Vec<Arg> {
    let of = |field: Field| {
        let shown = match field.scale() {
            Scale::To(7) => "1-7",
            Scale::To(_) => "1-5",
            Scale::Words => "TEXT",
        };
        Arg::new(field.word()).long(field.word()).value_name(shown).help(words.field(field))
    };
    Field::ALL.into_iter().map(of).collect()
}

/// Living it: what is directed, asked, answered.
fn living(words: &Words) -> Vec<Command> {
    let says = |name: &'static str, help: &str| device(words, name, help).arg(offline(words));
    let what = || word(words, "what", "WHAT", "help-what");
    let text = || word(words, "text", "TEXT", "help-text");
    let day = || option(words, "day", "DAY", "help-day");
    let note = || option(words, "note", "TEXT", "help-life-note");
    let number = |name: &'static str, help: &str| {
        word(words, name, "NUMBER", help).value_parser(value_parser!(u32)).required(false)
    };
    let points = |required: bool| {
        let points = if required {
            word(words, "points", "POINTS", "help-points-many")
        } else {
            option(words, "points", "POINTS", "help-points-many")
        };
        points.value_parser(value_parser!(u16))
    };
    let attach = || {
        let files = option(words, "attach", "FILE", "help-attach").value_parser(value_parser!(PathBuf));
        files.action(ArgAction::Append)
    };
    let written = || word(words, "text", "TEXT", "help-written").required(false);
    let page = || word(words, "what", "PAGE", "help-page");
    vec![
        device(words, "journal", "help-journal").arg(option(words, "search", "TEXT", "help-journal-search")),
        says("write", "help-write").arg(written()).arg(attach()),
        says("rewrite", "help-rewrite").arg(page()).arg(written()),
        says("erase", "help-erase").arg(page()),
        says("share", "help-share-page").arg(page()),
        says("unshare", "help-unshare").arg(page()),
        device(words, "attached", "help-attached")
            .arg(word(words, "what", "WHAT", "help-attached-what"))
            .arg(option(words, "out", "DIR", "help-attached-out").value_parser(value_parser!(PathBuf))),
        device(words, "today", "help-today"),
        device(words, "calendar", "help-calendar"),
        device(words, "directions", "help-directions").arg(flag(words, "all", "help-directions-all")),
        device(words, "requests", "help-requests"),
        device(words, "lived", "help-lived"),
        device(words, "timeline", "help-timeline")
            .arg(
                option(words, "of", "WHAT", "help-timeline-of")
                    .value_delimiter(',')
                    .value_parser(Topic::ALL.map(Topic::word)),
            )
            .arg(option(words, "search", "TEXT", "help-timeline-search"))
            .arg(
                option(words, "most", "NUMBER", "help-timeline-most")
                    .value_parser(value_parser!(u32))
                    .default_value("50"),
            ),
        says("direct", "help-direct")
            .arg(word(words, "kind", "KIND", "help-direct-kind").value_parser(Kind::ALL.map(Kind::word)))
            .arg(text())
            .arg(option(words, "area", "AREA", "help-area").long("in").required(true))
            .arg(flag(words, "suggest", "help-suggest"))
            .arg(option(words, "every", "HOW", "help-every"))
            .arg(option(words, "on", "DAYS", "help-on").requires("every"))
            .arg(option(words, "time", "HH:MM", "help-time").long("at"))
            .arg(option(words, "from", "DAY", "help-from"))
            .arg(option(words, "until", "DAY", "help-until"))
            .arg(attach())
            .arg(note()),
        says("reply", "help-reply")
            .arg(what())
            .arg(word(words, "reply", "REPLY", "help-reply-as").value_parser(Reply::ALL.map(Reply::word)))
            .arg(word(words, "words", "TEXT", "help-reply-words").required(false))
            .arg(day()),
        says("take-back", "help-take-back").arg(what()),
        says("request", "help-request")
            .arg(text())
            .arg(option(words, "area", "AREA", "help-area").long("in"))
            .arg(note()),
        says("low", "help-low")
            .arg(option(words, "until", "TIME", "help-low-until"))
            .arg(flag(words, "over", "help-low-over").conflicts_with("until")),
        says("thank", "help-thank")
            .arg(text())
            .arg(option(words, "what", "WHAT", "help-what").long("for"))
            .arg(points(false)),
        says("consequence", "help-consequence")
            .arg(what().required(false).requires("choose"))
            .arg(number("choose", "help-choose").long("choose").requires("what"))
            .arg(day()),
        says("kept", "help-kept").arg(number("number", "help-kept-number")).arg(day()),
        says("points", "help-points").arg(
            word(words, "switch", "SWITCH", "help-points-switch").value_parser(["on", "off"]).required(false),
        ),
        says("reward", "help-reward").arg(text()).arg(points(true)),
        says("redeem", "help-redeem").arg(what()),
        device(words, "check-ins", "help-check-ins"),
        device(words, "trends", "help-trends")
            .arg(
                word(words, "field", "FIELD", "help-trends-field")
                    .required(false)
                    .value_parser(Field::ALL.map(Field::word)),
            )
            .arg(flag(words, "csv", "help-csv").conflicts_with("json")),
        says("worth", "help-worth")
            .arg(option(words, "dismiss", "PATTERN", "help-dismiss").value_parser(PATTERNS)),
        says("guess", "help-guess").args(fields(words)),
        says("list", "help-list")
            .arg(word(words, "list", "LIST", "help-list-which").value_parser(OwnList::ALL.map(OwnList::word)))
            .arg(word(words, "lines", "LINE", "help-list-lines").required(false).num_args(0..)),
    ]
}

/// One's own answers, sealed, and what both are open to.
fn desires(words: &Words) -> Command {
    let area = || word(words, "area", "AREA", "help-area");
    let roles = Role::BOTH.map(Role::word);
    let answers: Vec<&str> = Desire::ALL.into_iter().map(Desire::word).chain([NONE]).collect();
    device(words, "desires", "help-desires")
        .subcommand(
            device(words, "answer", "help-desires-answer")
                .arg(area())
                .arg(word(words, "role", "ROLE", "help-desires-role").value_parser(roles))
                .arg(word(words, "answer", "ANSWER", "help-desires-as").value_parser(answers)),
        )
        .subcommand(device(words, "offer", "help-desires-offer").arg(area()).arg(offline(words)))
        .subcommand(device(words, "finish", "help-desires-finish").arg(offline(words)))
        .subcommand(device(words, "reconsider", "help-desires-reconsider").arg(offline(words)))
}

/// An example couple, to look around in: whatever looks, and whatever says something that is kept nowhere.
fn demo(words: &Words) -> Command {
    device(words, "demo", "help-demo")
        .after_help(words.say("help-demo-after", &[]))
        .subcommands(saying(words))
        .subcommands(demo_looking(words))
        .subcommands(living(words))
}

fn demo_looking(words: &Words) -> impl Iterator<Item = Command> {
    let is_here = |command: &Command| !matches!(command.get_name(), "sync" | "verify");
    looking(words).into_iter().filter(is_here).chain(
        negotiating(words)
            .into_iter()
            .filter(|command| matches!(command.get_name(), "difference" | "week" | "export")),
    )
}

/// What can be read before there is any vault.
fn reading(words: &Words) -> Vec<Command> {
    vec![
        device(words, "areas", "help-areas")
            .arg(word(words, "search", "SEARCH", "help-search").required(false)),
        device(words, "learn", "help-learn").arg(word(words, "term", "TERM", "help-term").required(false)),
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
    flag(words, "offline", "help-offline")
}

fn json(words: &Words) -> Arg {
    flag(words, "json", "help-json")
}

fn flag(words: &Words, name: &'static str, help: &str) -> Arg {
    Arg::new(name).long(name).help(words.say(help, &[])).action(ArgAction::SetTrue)
}
