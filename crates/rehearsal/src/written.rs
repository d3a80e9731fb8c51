//! The `words` table of an agreement's file: what no engine reads.

use negotiation::words::Each;
use negotiation::{AgreementWords, Form, Responsibility, Rhythm};

use crate::agreement::words as texts;
use crate::mistake::{Mistake, Wanted};
use crate::reader::Field;

const KEYS: [&str; 13] = [
    "title",
    "form",
    "hopes",
    "responsibilities",
    "expectations",
    "aftercare",
    "privacy",
    "broken",
    "ending",
    "kept_back",
    "consequences",
    "recognitions",
    "wish",
];

/// Reads the table.
pub(crate) fn words(table: &Field<'_>, people: &[String; 2]) -> Result<AgreementWords, Mistake> {
    table.only(&KEYS)?;
    let text = |key: &str| {
        let text = table.maybe(key)?.map(|field| field.text().map(str::to_owned)).transpose()?;
        Ok(text.unwrap_or_default())
    };
    let list = |key: &str| Ok(table.maybe(key)?.map(|field| texts(&field)).transpose()?.unwrap_or_default());
    let each =
        |key: &str| Ok(table.maybe(key)?.map(|field| each(&field, people)).transpose()?.unwrap_or_default());
    let does = table.maybe("responsibilities")?.map(|field| responsibilities(&field)).transpose()?;
    Ok(AgreementWords {
        title: text("title")?,
        form: table.maybe("form")?.map(|field| form(&field)).transpose()?,
        hopes: each("hopes")?,
        responsibilities: does.unwrap_or_default(),
        expectations: list("expectations")?,
        aftercare: each("aftercare")?,
        privacy: text("privacy")?,
        broken: text("broken")?,
        ending: text("ending")?,
        kept_back: text("kept_back")?,
        consequences: list("consequences")?,
        recognitions: list("recognitions")?,
        wish: text("wish")?,
    })
}

fn form(field: &Field<'_>) -> Result<String, Mistake> {
    let name = field.text()?;
    let names = || Form::all().iter().map(|form| form.name.to_owned()).collect();
    Form::named(name).map(|form| form.name.to_owned()).ok_or_else(|| field.unfit(Wanted::OneOf(names())))
}

/// A table with a text for each person.
fn each(table: &Field<'_>, [one, two]: &[String; 2]) -> Result<Each, Mistake> {
    table.only(&[one, two])?;
    let of = |name: &str| {
        let text = table.maybe(name)?.map(|field| field.text().map(str::to_owned)).transpose()?;
        Ok(text.unwrap_or_default())
    };
    Ok(Each { one: of(one)?, two: of(two)? })
}

fn responsibilities(list: &Field<'_>) -> Result<Vec<Responsibility>, Mistake> {
    list.items()?.iter().map(responsibility).collect()
}

fn responsibility(field: &Field<'_>) -> Result<Responsibility, Mistake> {
    field.only(&["says", "rhythm"])?;
    let says = field.need("says", Wanted::Text)?.text()?.to_owned();
    let words = || Rhythm::ALL.map(|rhythm| rhythm.word().to_owned()).to_vec();
    let rhythm = field.need("rhythm", Wanted::OneOf(words()))?;
    let found = Rhythm::from_word(rhythm.text()?).ok_or_else(|| rhythm.unfit(Wanted::OneOf(words())))?;
    Ok(Responsibility { says, rhythm: found })
}
