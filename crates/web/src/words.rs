//! The words of the page, from the Fluent files. No text that people read stands in a `.rs` file.
//!
//! There is one language, and one page on a thread: the texts are read once and looked up from anywhere.

use companion::words::{Gap, Words};

const ENGLISH: &str = include_str!("../words/en.ftl");

thread_local! {
    static WORDS: Words = Words::english(&[ENGLISH]);
}

/// The text of that name.
pub(crate) fn say(name: &str) -> String {
    fill(name, &[])
}

/// The text of that name, its gaps filled.
pub(crate) fn fill(name: &str, gaps: &[Gap<'_>]) -> String {
    with(|words| words.say(name, gaps))
}

/// All texts, for those who put more than one of them together.
pub(crate) fn with<T>(of: impl FnOnce(&Words) -> T) -> T {
    WORDS.with(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_bundle::FluentResource;

    #[test]
    fn the_english_file_has_no_mistake() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
    }

    #[test]
    fn a_message_is_found_by_its_name_and_a_missing_one_shows_its_name() {
        assert_eq!(say("brand"), "Troth");
        assert_eq!(say("no-such-message"), "no-such-message");
    }
}
