//! Walks a TOML document with the line and the key of everything at hand.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use consent::{Instant, Zone};

use crate::mistake::{Mistake, Problem, Wanted};

/// A value with its place.
#[derive(Clone)]
pub(crate) struct Field<'d> {
    text: &'d str,
    value: &'d DeValue<'d>,
    line: usize,
    key: String,
}

/// Parses a document and hands its root to `read`.
pub(crate) fn document<T>(
    bytes: &[u8],
    read: impl FnOnce(&Field<'_>) -> Result<T, Mistake>,
) -> Result<T, Mistake> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            return Err(Mistake { line: lines(before), key: String::new(), problem: Problem::NotText });
        }
    };
    let table = DeTable::parse(text).map_err(|error| Mistake {
        line: line_at(text, error.span().map_or(0, |span| span.start)),
        key: String::new(),
        problem: Problem::NotToml { found: error.message().to_owned() },
    })?;
    let value = DeValue::Table(table.into_inner());
    read(&Field { text, value: &value, line: 1, key: String::new() })
}

fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count().saturating_add(1)
}

fn line_at(text: &str, offset: usize) -> usize {
    lines(text.as_bytes().get(..offset).unwrap_or_default())
}

impl<'d> Field<'d> {
    /// A mistake here.
    pub(crate) fn mistake(&self, problem: Problem) -> Mistake {
        Mistake { line: self.line, key: self.key.clone(), problem }
    }

    /// What stands here is not what is wanted.
    pub(crate) fn unfit(&self, wanted: Wanted) -> Mistake {
        self.mistake(Problem::Unfit { found: self.shown(), wanted })
    }

    fn shown(&self) -> String {
        match self.value {
            DeValue::String(text) => text.chars().take(200).collect(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Datetime(time) => time.to_string(),
            DeValue::Array(_) => "[…]".to_owned(),
            DeValue::Table(_) => "{…}".to_owned(),
        }
    }

    fn key_of(&self, key: &str) -> String {
        if self.key.is_empty() { key.to_owned() } else { format!("{}.{key}", self.key) }
    }

    fn at(&self, value: &'d Spanned<DeValue<'d>>, key: String) -> Field<'d> {
        Field { text: self.text, value: value.get_ref(), line: line_at(self.text, value.span().start), key }
    }

    fn table(&self) -> Result<&'d DeTable<'d>, Mistake> {
        self.value.as_table().ok_or_else(|| self.unfit(Wanted::Table))
    }

    /// The value of this key of a table, if it is there.
    pub(crate) fn maybe(&self, key: &str) -> Result<Option<Field<'d>>, Mistake> {
        Ok(self.table()?.get(key).map(|value| self.at(value, self.key_of(key))))
    }

    /// The value of this key of a table.
    pub(crate) fn need(&self, key: &str, wanted: Wanted) -> Result<Field<'d>, Mistake> {
        let missing =
            || Mistake { line: self.line, key: self.key_of(key), problem: Problem::Missing { wanted } };
        self.maybe(key)?.ok_or_else(missing)
    }

    /// Refuses keys of a table that nobody reads.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Mistake> {
        let unknown = self.table()?.iter().find(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        match unknown {
            None => Ok(()),
            Some((key, _)) => Err(Mistake {
                line: line_at(self.text, key.span().start),
                key: self.key_of(key.get_ref()),
                problem: Problem::UnknownKey { known: known.iter().map(|key| (*key).to_owned()).collect() },
            }),
        }
    }

    /// The entries of a table.
    pub(crate) fn entries(&self) -> Result<Vec<(String, Field<'d>)>, Mistake> {
        let entry = |(key, value): (&'d Spanned<std::borrow::Cow<'d, str>>, &'d Spanned<DeValue<'d>>)| {
            let key = key.get_ref().to_string();
            let field = self.at(value, self.key_of(&key));
            (key, field)
        };
        Ok(self.table()?.iter().map(entry).collect())
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Result<Vec<Field<'d>>, Mistake> {
        let items = self.value.as_array().ok_or_else(|| self.unfit(Wanted::List))?;
        let numbered = items.iter().zip(1_usize..);
        Ok(numbered.map(|(item, number)| self.at(item, format!("{}[{number}]", self.key))).collect())
    }

    /// A text.
    pub(crate) fn text(&self) -> Result<&'d str, Mistake> {
        self.value.as_str().ok_or_else(|| self.unfit(Wanted::Text))
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self) -> Result<bool, Mistake> {
        self.value.as_bool().ok_or_else(|| self.unfit(Wanted::Flag))
    }

    /// A whole number, 0 or more; what is beyond 32 bits is taken as the largest.
    pub(crate) fn number(&self) -> Result<u32, Mistake> {
        let number = self.value.as_integer().and_then(|n| i128::from_str_radix(n.as_str(), n.radix()).ok());
        let number = number.filter(|number| *number >= 0).ok_or_else(|| self.unfit(Wanted::WholeNumber))?;
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// RFC 3339, or a local time in the zone: of two the first; one that is skipped is moved forward by the gap.
    pub(crate) fn time(&self, zone: &Zone) -> Result<Instant, Mistake> {
        let text = match self.value {
            DeValue::Datetime(time) => time.to_string(),
            _ => self.text()?.to_owned(),
        };
        zone.time(&text).ok_or_else(|| self.unfit(Wanted::Time))
    }
}
