//! Which words are other words: field by field, word by word.

use consent::Person;
use similar::DiffTag;
use similar::algorithms::{Capture, Replace, myers};

use crate::words::{AgreementWords, Responsibility, Rhythm};

/// A field of an agreement's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What it is called.
    Title,
    /// What this person hopes for.
    Hopes(Person),
    /// The holder's responsibilities.
    Responsibilities,
    /// The giver's expectations.
    Expectations,
    /// This person's aftercare.
    Aftercare(Person),
    /// What stays between the two.
    Privacy,
    /// What when something was broken.
    Broken,
    /// How it would end.
    Ending,
    /// What is kept back.
    KeptBack,
    /// What may follow.
    Consequences,
    /// How it is recognised.
    Recognitions,
    /// The wish.
    Wish,
}

/// A run of words that stays, goes or is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// In both.
    Same(String),
    /// In the old alone.
    Gone(String),
    /// In the new alone.
    New(String),
}

/// A field whose words are other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsChange {
    /// Which.
    pub field: Field,
    /// Old and new in one text.
    pub marks: Vec<Mark>,
}

impl Field {
    /// All, in the order in which they are read.
    pub fn all() -> impl Iterator<Item = Field> {
        let each = |of: fn(Person) -> Field| Person::BOTH.map(of);
        let first = [Field::Title].into_iter().chain(each(Field::Hopes));
        let middle = [Field::Responsibilities, Field::Expectations].into_iter().chain(each(Field::Aftercare));
        let last = [
            Field::KeptBack,
            Field::Privacy,
            Field::Broken,
            Field::Ending,
            Field::Consequences,
            Field::Recognitions,
            Field::Wish,
        ];
        first.chain(middle).chain(last)
    }

    /// What the words say there, a line each where there are several; `rhythm` puts one into words.
    pub fn text(self, words: &AgreementWords, rhythm: &dyn Fn(Rhythm) -> String) -> String {
        let does = |does: &Responsibility| format!("{} ({})", does.says, rhythm(does.rhythm));
        match self {
            Field::Title => words.title.clone(),
            Field::Hopes(person) => words.hopes.get(person).to_owned(),
            Field::Responsibilities => words.responsibilities.iter().map(does).collect::<Vec<_>>().join("\n"),
            Field::Expectations => words.expectations.join("\n"),
            Field::Aftercare(person) => words.aftercare.get(person).to_owned(),
            Field::Privacy => words.privacy.clone(),
            Field::Broken => words.broken.clone(),
            Field::Ending => words.ending.clone(),
            Field::KeptBack => words.kept_back.clone(),
            Field::Consequences => words.consequences.join("\n"),
            Field::Recognitions => words.recognitions.join("\n"),
            Field::Wish => words.wish.clone(),
        }
    }

    /// Its label is named by it.
    pub fn word(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Hopes(_) => "hopes",
            Field::Responsibilities => "responsibilities",
            Field::Expectations => "expectations",
            Field::Aftercare(_) => "aftercare",
            Field::Privacy => "privacy",
            Field::Broken => "broken",
            Field::Ending => "ending",
            Field::KeptBack => "kept-back",
            Field::Consequences => "consequences",
            Field::Recognitions => "recognitions",
            Field::Wish => "wish",
        }
    }

    /// Whose it is, where it is one person's.
    pub fn of(self) -> Option<Person> {
        match self {
            Field::Hopes(person) | Field::Aftercare(person) => Some(person),
            _ => None,
        }
    }
}

pub(super) fn changes(
    before: &AgreementWords,
    after: &AgreementWords,
    rhythm: &dyn Fn(Rhythm) -> String,
) -> Vec<WordsChange> {
    let change = |field: Field| {
        let (before, after) = (field.text(before, rhythm), field.text(after, rhythm));
        (before != after).then(|| WordsChange { field, marks: marks(&before, &after) })
    };
    Field::all().filter_map(change).collect()
}

fn marks(before: &str, after: &str) -> Vec<Mark> {
    let (before, after) = (words_of(before), words_of(after));
    let mut hook = Replace::new(Capture::new());
    // Capturing has no error to give.
    let _ = myers::diff(&mut hook, &before, 0..before.len(), &after, 0..after.len());
    let mut marks = Vec::new();
    for op in hook.into_inner().into_ops() {
        let (tag, old, new) = op.as_tag_tuple();
        let text =
            |words: &[&str], range| words.get::<std::ops::Range<usize>>(range).unwrap_or_default().concat();
        match tag {
            DiffTag::Equal => marks.push(Mark::Same(text(&before, old))),
            DiffTag::Delete => marks.push(Mark::Gone(text(&before, old))),
            DiffTag::Insert => marks.push(Mark::New(text(&after, new))),
            DiffTag::Replace => {
                marks.push(Mark::Gone(text(&before, old)));
                marks.push(Mark::New(text(&after, new)));
            }
        }
    }
    marks
}

/// Words and what stands between them, each by itself.
fn words_of(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let ends = rest.find(|c: char| c.is_whitespace() != first.is_whitespace()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(ends);
        words.push(word);
        rest = behind;
    }
    words
}
