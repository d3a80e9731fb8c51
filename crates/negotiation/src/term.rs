//! The words of the glossary: which there are, and which belong together. What each means is a text.

include!(concat!(env!("OUT_DIR"), "/terms.rs"));

/// A word of the glossary.
#[derive(Debug)]
pub struct Term {
    /// Its name; its texts are named by it.
    pub name: &'static str,
    /// Names of others that help to understand it.
    pub related: &'static [&'static str],
    /// The form that it is, where it is one.
    pub form: Option<&'static str>,
}

impl Term {
    /// All, sorted by name.
    pub fn all() -> &'static [Term] {
        TERMS
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<&'static Term> {
        TERMS.iter().find(|term| term.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Form;

    #[test]
    fn related_words_and_forms_are_there() {
        assert!(Term::all().len() >= 40);
        for term in Term::all() {
            assert!(
                term.related.iter().all(|name| *name != term.name && Term::named(name).is_some()),
                "{}",
                term.name
            );
            assert!(term.form.is_none_or(|form| Form::named(form).is_some()), "{}", term.name);
        }
        for form in Form::all() {
            assert_eq!(Term::named(form.term).and_then(|term| term.form), Some(form.name));
        }
    }
}
