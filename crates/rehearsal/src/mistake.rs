//! What can be wrong with a file: where, what was found, what would be right. Said in words elsewhere.

/// Something that makes a file malformed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: `{key}`: {problem:?}")]
pub struct Mistake {
    /// Counted from 1.
    pub line: usize,
    /// The path of the key, as `step[3].agreement.giver` (steps and grants counted from 1); empty for the file itself.
    pub key: String,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The bytes are not UTF-8.
    NotText,
    /// Not TOML, in the words of the TOML reader.
    NotToml {
        /// Its words.
        found: String,
    },
    /// A key that must be there is not.
    Missing {
        /// What would be right.
        wanted: Wanted,
    },
    /// A key that nobody reads.
    UnknownKey {
        /// The keys that may stand there.
        known: Vec<String>,
    },
    /// A value that cannot stand there.
    Unfit {
        /// What stands there.
        found: String,
        /// What would be right.
        wanted: Wanted,
    },
    /// A name that is used for two things.
    Twice {
        /// The name.
        name: String,
    },
    /// A step that lies before the one above it.
    Backwards {
        /// The time that it names.
        found: String,
    },
}

/// What would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A table.
    Table,
    /// A list.
    List,
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or more.
    WholeNumber,
    /// RFC 3339, or a local time without offset.
    Time,
    /// RFC 3339, or `never`.
    TimeOrNever,
    /// An IANA time zone.
    Zone,
    /// A list of two different names.
    TwoPeople,
    /// A table of devices, no more than so many.
    Devices {
        /// So many.
        most: usize,
    },
    /// One of these words.
    OneOf(Vec<String>),
    /// An area: a lower-case path.
    Area,
}
