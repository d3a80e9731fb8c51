//! Which words are other words: field by field, word by word.

use consent::Person;
use similar::{ChangeTag, TextDiff};

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
    let difference = TextDiff::from_words(before, after);
    let mut marks: Vec<Mark> = Vec::new();
    for change in difference.iter_all_changes() {
        let text = change.value();
        match (marks.last_mut(), change.tag()) {
            (Some(Mark::Same(last)), ChangeTag::Equal)
            | (Some(Mark::Gone(last)), ChangeTag::Delete)
            | (Some(Mark::New(last)), ChangeTag::Insert) => last.push_str(text),
            (_, ChangeTag::Equal) => marks.push(Mark::Same(text.to_owned())),
            (_, ChangeTag::Delete) => marks.push(Mark::Gone(text.to_owned())),
            (_, ChangeTag::Insert) => marks.push(Mark::New(text.to_owned())),
        }
    }
    marks
}
