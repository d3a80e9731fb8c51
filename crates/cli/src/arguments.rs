//! What can be typed. Help texts come from the `.ftl` files.

use clap::{Arg, ArgAction, Command, value_parser};
use companion::words::Words;

/// The whole command line.
pub(crate) fn command(words: &Words) -> Command {
    Command::new("troth")
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.say("about", &[]))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(rehearse(words))
}

fn rehearse(words: &Words) -> Command {
    let files = Arg::new("files")
        .value_name("FILE")
        .help(words.say("rehearse-files", &[]))
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(std::path::PathBuf));
    Command::new("rehearse").about(words.say("rehearse-about", &[])).arg(files).arg(json(words))
}

fn json(words: &Words) -> Arg {
    Arg::new("json").long("json").help(words.say("json-about", &[])).action(ArgAction::SetTrue)
}
