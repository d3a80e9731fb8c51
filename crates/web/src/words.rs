//! The words of the page, from the Fluent files in `words/`. No text that people read stands in a `.rs` file.
//!
//! It does not choose a language yet: there is one.

use fluent_bundle::{FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../words/en.ftl");

/// All messages in one language.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The English messages.
    pub(crate) fn english() -> Self {
        // A file with a mistake still gives every message that parsed; the test below lets no mistake pass.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let language = "en".parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![language]);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// The message of that name; the name itself where there is none, so that a gap is seen and not silent.
    pub(crate) fn say(&self, name: &str) -> String {
        let Some(pattern) = self.bundle.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        let mut mistakes = Vec::new();
        self.bundle.format_pattern(pattern, None, &mut mistakes).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_file_has_no_mistake() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
    }

    #[test]
    fn a_message_is_found_by_its_name_and_a_missing_one_shows_its_name() {
        let words = Words::english();
        assert_eq!(words.say("brand"), "Troth");
        assert_eq!(words.say("no-such-message"), "no-such-message");
    }
}
