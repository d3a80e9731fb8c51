//! The words of the page, from the Fluent files. No text that people read stands in a `.rs` file.
//!
//! There is one language, and one page on a thread: the texts are read once and looked up from anywhere. They are no part of the
//! WebAssembly: the page build puts them into files of their own, and `start.js` loads them beside it, so that a
//! language weighs nothing for those who read another.

use std::cell::RefCell;

use companion::words::{Gap, Words};

thread_local! {
    static WORDS: RefCell<Words> = RefCell::new(loaded());
}

/// The texts that `start.js` has put down for this.
#[cfg(target_arch = "wasm32")]
fn loaded() -> Words {
    let texts = js_sys::Reflect::get(&js_sys::global(), &"trothWords".into());
    Words::of(texts.ok().and_then(|texts| texts.as_string()).as_deref())
}

/// The same texts, for tests.
#[cfg(not(target_arch = "wasm32"))]
fn loaded() -> Words {
    Words::english(&[include_str!("../words/en.ftl")])
}

/// The text of that name.
pub(crate) fn say(name: &str) -> String {
    fill(name, &[])
}

/// The text of that name, its gaps filled.
pub(crate) fn fill(name: &str, gaps: &[Gap<'_>]) -> String {
    with(|words| words.say(name, gaps))
}

/// An act as a sentence of its own. What ends with somebody's own words has their full stop.
pub(crate) fn sentence(words: &Words, act: String) -> String {
    if act.ends_with('”') { act } else { words.say("announce-act", &[("act", act.into())]) }
}

/// All texts, for those who put more than one of them together.
pub(crate) fn with<T>(of: impl FnOnce(&Words) -> T) -> T {
    WORDS.with_borrow(of)
}

/// More texts: those that are read in peace are loaded when somebody does.
pub(crate) fn add(source: &str) {
    WORDS.with_borrow_mut(|words| words.add(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_bundle::FluentResource;

    const ENGLISH: &str = include_str!("../words/en.ftl");

    #[test]
    fn the_english_file_has_no_mistake() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
    }

    /// The later one would silently take the place of the earlier.
    #[test]
    fn no_text_has_the_name_of_another() {
        let shared = include_str!("../../companion/words/en.ftl");
        let names = ENGLISH.lines().chain(shared.lines()).filter_map(|line| line.split_once(" ="));
        let mut seen = std::collections::BTreeSet::new();
        for (name, _) in
            names.filter(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        {
            assert!(seen.insert(name), "{name} is there twice");
        }
        assert!(seen.len() > 500);
    }

    #[test]
    fn every_text_that_a_view_names_is_there() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut named = 0;
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if file.is_dir() {
                    folders.push(file);
                    continue;
                }
                let source = std::fs::read_to_string(&file).unwrap();
                for call in ["say(\"", "fill(\"", "button(\"", "send(\"", "plain(\"", "lines(\"", "one(\""] {
                    for rest in source.split(call).skip(1) {
                        let name = rest.split('"').next().unwrap_or_default();
                        let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                        if is_name && name.len() > 1 && name != "no-such-message" {
                            assert_ne!(say(name), name, "{}", file.display());
                            named += 1;
                        }
                    }
                }
            }
        }
        assert!(named > 100);
    }

    #[test]
    fn every_text_whose_name_is_put_together_is_there() {
        let hard_and_soft = |name: &str| ["hard", "soft"].map(|kind| name.replace("KIND", kind)).to_vec();
        let mut names = Vec::new();
        for who in ["you", "they"] {
            names.extend(hard_and_soft(&format!("limited-{who}-KIND")));
            names.extend(hard_and_soft(&format!("limited-{who}-KIND-above")));
            names
                .extend(["words-hopes", "words-aftercare", "words-does"].map(|name| format!("{name}-{who}")));
        }
        names.extend(hard_and_soft("limit-one-KIND-of"));
        let others = [
            "limit-again",
            "limit-again-of",
            "lift-take-back",
            "lift-take-back-of",
            "area-mark-heavy",
            "area-mark-own",
            "week-heading",
            "week-heading-version",
            "week-sub",
            "week-sub-version",
            "strip-about-week",
        ];
        for name in names.iter().map(String::as_str).chain(others) {
            assert_ne!(say(name), name);
        }
    }

    #[test]
    fn a_message_is_found_by_its_name_and_a_missing_one_shows_its_name() {
        assert_eq!(say("brand"), "Troth");
        assert_eq!(say("no-such-message"), "no-such-message");
    }
}
