//! What can go wrong with a vault, in words that say what to do next. Exhaustive: a new kind of trouble breaks
//! every place that must say it to people.

use crate::store::StoreError;
use std::fmt;

/// Why the vault did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store holds no vault: create one, or look elsewhere. Also what a handle gets once its vault was erased.
    #[error("there is no vault here")]
    NoVault,
    /// The store already holds a vault, and creating never writes over one.
    #[error("there is already a vault here")]
    AlreadyThere,
    /// The passphrase does not open this vault, said only after the full cost of Argon2id. A wrapped key that was
    /// changed on purpose, with a fitting checksum, looks the same: without the right key nobody can tell.
    #[error("the passphrase does not open this vault")]
    WrongPassphrase,
    /// A part is not what this vault wrote. Nothing of that part was given out.
    #[error("the vault is damaged: {what} cannot be trusted")]
    Damaged {
        /// Which part.
        what: Place,
    },
    /// The vault was written by a newer Troth: update this one.
    #[error("the vault has format {version}, newer than format {known} that this version reads", known = crate::header::FORMAT)]
    Newer {
        /// The format the vault says it has.
        version: u16,
    },
    /// Another process or tab holds the store and did not let go in time: try again.
    #[error("the vault is in use by another process or tab")]
    Busy,
    /// Someone else has written since this handle last looked. Nothing was changed: `refresh`, then try again.
    #[error("the vault has moved on since it was last read")]
    Moved,
    /// A name, key or value is longer than the format carries.
    #[error("a {what} of {bytes} bytes is longer than the {limit} that a vault takes")]
    TooLarge {
        /// "name", "key" or "value".
        what: &'static str,
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Asked for entries after the end of a run.
    #[error("run {run} has {length} entries, none at {index}")]
    Beyond {
        /// Which run.
        run: String,
        /// The first entry asked for.
        index: u64,
        /// How many there are.
        length: u64,
    },
    /// Argon2id needs more memory than this device gives.
    #[error("this device gives no {kib} KiB of memory to open the vault")]
    NoMemory {
        /// How much the vault's header asks for, within the bounds that are accepted.
        kib: u32,
    },
    /// The platform gives no random bytes, so nothing can be sealed.
    #[error("the platform gives no random bytes: {0}")]
    Randomness(getrandom::Error),
    /// The store failed for a reason of its own, such as no space. Whether a commit that failed so has happened shows
    /// at the next one: if it did, that answers [`Error::Moved`].
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Moved => Self::Moved,
            StoreError::Busy => Self::Busy,
            StoreError::Damaged { .. } => Self::Damaged { what: Place::Storage },
            StoreError::Failed { .. } => Self::Store(error),
        }
    }
}

/// A part of a vault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file or the browser's database itself.
    Storage,
    /// The row that wraps the vault key.
    Header,
    /// The row that says what must be there.
    Manifest,
    /// A shelf of kept values: a row is missing, doubled, old or foreign, and which one cannot be said.
    Shelf {
        /// The shelf's name.
        shelf: String,
    },
    /// One kept value.
    Kept {
        /// The shelf's name.
        shelf: String,
        /// The value's key.
        key: Vec<u8>,
    },
    /// A run: rows are missing, doubled, old or foreign, and which ones cannot be said.
    Run {
        /// The run's name.
        run: String,
    },
    /// The row of a run that begins with this entry.
    Entries {
        /// The run's name.
        run: String,
        /// The first entry that the row holds.
        from: u64,
    },
    /// Rows that belong to nothing this vault knows. They are never read; that they are there is worth knowing.
    Stray {
        /// The store's name of the shelf they stand on.
        rows: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage => write!(f, "the storage itself"),
            Self::Header => write!(f, "the header"),
            Self::Manifest => write!(f, "the manifest"),
            Self::Shelf { shelf } => write!(f, "shelf {shelf}"),
            Self::Kept { shelf, key } => write!(f, "key {} of shelf {shelf}", key.escape_ascii()),
            Self::Run { run } => write!(f, "run {run}"),
            Self::Entries { run, from } => write!(f, "run {run} from entry {from}"),
            Self::Stray { rows } => write!(f, "a row on the unknown shelf {rows}"),
        }
    }
}
