//! The `agreement` table: what `propose` carries.
//!
//! A file that names an area, a power or a window that cannot be is well-formed, and its `propose` is refused; a file
//! without a key that must be there is malformed.

use consent::{
    ActId, Area, CheckIn, Days, Grant, Mode, Person, Power, Refusal, Version, Weekday, Window, Zone,
};

use negotiation::AgreementWords;

use crate::mistake::{Mistake, Wanted};
use crate::reader::{Field, document};
use crate::written;

const KEYS: [&str; 8] = ["giver", "holder", "grants", "review_by", "starts", "ends", "check_in", "replaces"];
const GRANT_KEYS: [&str; 7] = ["area", "power", "mode", "hours", "moments", "starts", "ends"];

/// An agreement as a file has it: the versions that it replaces are named by words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    version: Version,
    replaces: Vec<String>,
    words: AgreementWords,
}

impl Draft {
    /// The version, with each replaced one found by its word.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`] where `find` knows none.
    pub fn resolve(&self, find: impl Fn(&str) -> Option<ActId>) -> Result<Version, Refusal> {
        let replaces: Option<Vec<ActId>> = self.replaces.iter().map(|word| find(word)).collect();
        let replaces = replaces.ok_or(Refusal::UnknownVersion)?;
        Ok(Version { replaces, ..self.version.clone() })
    }

    /// Its words; a rehearsal has none.
    pub fn words(&self) -> &AgreementWords {
        &self.words
    }
}

/// Reads a file that holds an agreement alone: its keys at the top or in a table `agreement`, an optional `zone`, and an
/// optional table `words`.
///
/// `people` are the names that `giver` and `holder` may be.
///
/// # Errors
/// A [`Mistake`] for a malformed file; inside, a [`Refusal`] for words that no agreement may hold.
pub fn read_agreement(
    bytes: &[u8],
    people: &[String; 2],
    zone: &Zone,
) -> Result<Result<Draft, Refusal>, Mistake> {
    document(bytes, |root| {
        let zone = match root.maybe("zone")? {
            Some(field) => {
                field.text().and_then(|name| Zone::parse(name).map_err(|_| field.unfit(Wanted::Zone)))?
            }
            None => zone.clone(),
        };
        let draft = match root.maybe("agreement")? {
            Some(table) => {
                root.only(&["zone", "agreement", "words"])?;
                agreement(&table, people, &zone, &KEYS)
            }
            None => {
                let known: Vec<&str> = KEYS.into_iter().chain(["zone", "words"]).collect();
                agreement(root, people, &zone, &known)
            }
        }?;
        let words = root.maybe("words")?.map(|table| written::words(&table, people)).transpose()?;
        Ok(draft.map(|draft| Draft { words: words.unwrap_or_default(), ..draft }))
    })
}

/// The first thing that the words may not say; reading goes on behind it, for a mistake in the file comes first.
#[derive(Default)]
struct Refusals(Option<Refusal>);

impl Refusals {
    fn take<T>(&mut self, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.0.get_or_insert(refusal).clone()).ok()
    }
}

/// Reads the table in a rehearsal.
pub(crate) fn in_rehearsal(
    table: &Field<'_>,
    people: &[String; 2],
    zone: &Zone,
) -> Result<Result<Draft, Refusal>, Mistake> {
    agreement(table, people, zone, &KEYS)
}

fn agreement(
    table: &Field<'_>,
    people: &[String; 2],
    zone: &Zone,
    known: &[&str],
) -> Result<Result<Draft, Refusal>, Mistake> {
    table.only(known)?;
    let mut refusals = Refusals::default();
    let time = |key: &str| table.maybe(key)?.map(|field| field.time(zone)).transpose();
    let named = |key: &str| person(&table.need(key, one_of(people))?, people);
    let replaces = table.maybe("replaces")?.map(|field| words(&field)).transpose()?;
    let grants = table.need("grants", Wanted::List)?.items()?;
    let grants =
        grants.iter().map(|grant| read_grant(grant, zone, &mut refusals)).collect::<Result<Vec<_>, _>>()?;
    let version = Version {
        giver: named("giver")?,
        holder: named("holder")?,
        zone: zone.clone(),
        grants: grants.into_iter().flatten().collect(),
        review_by: table.need("review_by", Wanted::Time)?.time(zone)?,
        starts: time("starts")?,
        ends: time("ends")?,
        check_in: table.maybe("check_in")?.map(|field| check_in(&field)).transpose()?,
        replaces: Vec::new(),
    };
    Ok(refusals.0.map_or(
        Ok(Draft { version, replaces: replaces.unwrap_or_default(), words: AgreementWords::default() }),
        Err,
    ))
}

/// The person of this name.
pub(crate) fn person(field: &Field<'_>, people: &[String; 2]) -> Result<Person, Mistake> {
    let name = field.text()?;
    let mut named = Person::BOTH.into_iter().zip(people);
    named
        .find(|(_, person)| *person == name)
        .map(|(person, _)| person)
        .ok_or_else(|| field.unfit(one_of(people)))
}

fn one_of(people: &[String; 2]) -> Wanted {
    Wanted::OneOf(people.to_vec())
}

pub(crate) fn words(field: &Field<'_>) -> Result<Vec<String>, Mistake> {
    field.items()?.iter().map(|item| item.text().map(str::to_owned)).collect()
}

fn check_in(field: &Field<'_>) -> Result<CheckIn, Mistake> {
    field.only(&["every_days", "grace_days"])?;
    let days = |key: &str| field.need(key, Wanted::WholeNumber)?.number();
    Ok(CheckIn { every_days: days("every_days")?, grace_days: days("grace_days")? })
}

fn read_grant(field: &Field<'_>, zone: &Zone, refusals: &mut Refusals) -> Result<Option<Grant>, Mistake> {
    field.only(&GRANT_KEYS)?;
    let time = |key: &str| field.maybe(key)?.map(|field| field.time(zone)).transpose();
    let word = |key: &str| field.need(key, Wanted::Text).and_then(|field| field.text());
    let area = refusals.take(Area::parse(word("area")?));
    let power = refusals.take(Power::parse(word("power")?));
    let mode = refusals.take(Mode::parse(word("mode")?));
    let hours = match field.maybe("hours")? {
        Some(list) => Some(hours(&list, refusals)?),
        None => None,
    };
    let moments = field.maybe("moments")?.map(|field| field.flag()).transpose()?.unwrap_or(false);
    let (starts, ends) = (time("starts")?, time("ends")?);
    let Some(((area, power), mode)) = area.zip(power).zip(mode) else { return Ok(None) };
    Ok(Some(Grant { area, power, mode, hours, moments, starts, ends }))
}

fn hours(list: &Field<'_>, refusals: &mut Refusals) -> Result<Vec<Window>, Mistake> {
    let mut windows = Vec::new();
    for item in list.items()? {
        item.only(&["days", "from", "to"])?;
        let days = item.maybe("days")?.map(|field| words(&field)).transpose()?;
        let days = days.map_or(Ok(Days::ALL), |words| {
            words.iter().map(|word| Weekday::parse(word)).collect::<Result<Vec<_>, _>>().map(Days::of)
        });
        let from = item.need("from", Wanted::Text)?.text()?;
        let to = item.need("to", Wanted::Text)?.text()?;
        windows.extend(refusals.take(days.and_then(|days| Window::parse(days, from, to))));
    }
    Ok(windows)
}
