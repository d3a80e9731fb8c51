//! What is wrong with a file, in words: where, what was found, and what would be right.

use companion::words::Words;
use rehearsal::{Mistake, Problem, Wanted};

/// A malformed file: where, what was found, and what would be right.
pub(crate) fn malformed(words: &Words, file: &str, mistake: &Mistake) -> String {
    let name = if mistake.key.is_empty() { "rehearse-malformed" } else { "rehearse-malformed-key" };
    let gaps = [
        ("file", file.into()),
        ("line", mistake.line.to_string().into()),
        ("key", mistake.key.as_str().into()),
        ("what", problem(words, &mistake.problem).into()),
    ];
    words.say(name, &gaps)
}

fn problem(words: &Words, problem: &Problem) -> String {
    let say = |name: &str, gaps: &[(&str, String)]| {
        let gaps: Vec<_> = gaps.iter().map(|(gap, text)| (*gap, text.as_str().into())).collect();
        words.say(name, &gaps)
    };
    match problem {
        Problem::NotText => say("mistake-not-text", &[]),
        Problem::NotToml { found } => say("mistake-not-toml", &[("found", found.clone())]),
        Problem::Missing { wanted } => say("mistake-missing", &[("wanted", right(words, wanted))]),
        Problem::UnknownKey { known } => say("mistake-unknown-key", &[("known", words.list(known))]),
        Problem::Unfit { found, wanted } => {
            say("mistake-unfit", &[("found", found.clone()), ("wanted", right(words, wanted))])
        }
        Problem::Twice { name } => say("mistake-twice", &[("name", name.clone())]),
        Problem::Backwards { found } => say("mistake-backwards", &[("found", found.clone())]),
    }
}

fn right(words: &Words, wanted: &Wanted) -> String {
    let name = match wanted {
        Wanted::Text => "wanted-text",
        Wanted::Table => "wanted-table",
        Wanted::List => "wanted-list",
        Wanted::Flag => "wanted-flag",
        Wanted::WholeNumber => "wanted-number",
        Wanted::Time => "wanted-time",
        Wanted::TimeOrNever => "wanted-time-or-never",
        Wanted::Zone => "wanted-zone",
        Wanted::TwoPeople => "wanted-two-people",
        Wanted::Devices { most } => {
            let most = i64::try_from(*most).unwrap_or(i64::MAX);
            return words.say("wanted-devices", &[("most", most.into())]);
        }
        Wanted::OneOf(choice) => return words.say("wanted-one-of", &[("words", words.list(choice).into())]),
        Wanted::Area => "wanted-area",
    };
    words.say(name, &[])
}
