//! The file: whether it is a store, in which format, and how connections to it are set up. Formats only move forward; a
//! file of a newer release is left alone.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use thiserror::Error;

/// Marks the file as a relay's (`PRAGMA application_id`): "Trly".
const APPLICATION: i32 = 0x5472_6c79;

/// The format this release writes (`PRAGMA user_version`).
const FORMAT: i32 = 1;

/// How long a connection waits for another one's lock.
const BUSY: Duration = Duration::from_secs(5);

/// A frame's `place` is its log's number in the upper half and its sequence number in the lower: the frames of a log lie
/// beside each other in order, in a table that holds a whole kilobyte frame in its leaf and needs no second index.
const SCHEMA: &str = "
    CREATE TABLE logs (
        number      INTEGER PRIMARY KEY AUTOINCREMENT CHECK (number < 2147483648),
        log         BLOB    NOT NULL UNIQUE CHECK (length(log) = 32),
        incarnation BLOB    NOT NULL CHECK (length(incarnation) = 16),
        next        INTEGER NOT NULL,
        used        INTEGER NOT NULL,
        opened      INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX logs_by_opened ON logs (opened);
    CREATE TABLE frames (
        place INTEGER PRIMARY KEY,
        frame BLOB NOT NULL
    ) STRICT;
    CREATE TABLE tokens (
        number INTEGER NOT NULL,
        token  BLOB    NOT NULL CHECK (length(token) = 16),
        seq    INTEGER NOT NULL,
        PRIMARY KEY (number, token)
    ) STRICT, WITHOUT ROWID;
";

/// Why a file cannot be a relay's store.
#[derive(Debug, Error)]
pub enum SqliteOpenError {
    /// It cannot be opened or made.
    #[error("the store {path} cannot be opened")]
    Failed {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        cause: rusqlite::Error,
    },
    /// It is damaged, or no SQLite file at all.
    #[error("the store {path} is damaged or not a database; restore it from a backup or name another file")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        cause: rusqlite::Error,
    },
    /// It is a database of something else.
    #[error("the file {path} is the database of another program; name another file")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer release has written it.
    #[error(
        "the store {path} has format {found}, this release knows formats up to {FORMAT}; run the newer release"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i32,
    },
    /// Its place cannot hold a write-ahead log (some network file systems).
    #[error(
        "the store {path} is on a file system that cannot keep a write-ahead log; put it on a local disk"
    )]
    NoWal {
        /// The file.
        path: PathBuf,
    },
    /// No thread could be started for the writer.
    #[error("the store's writer cannot be started")]
    Thread {
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

/// The writer's connection, on a file that is a store in this release's format.
pub(super) fn open_for_writing(path: &Path) -> Result<Connection, SqliteOpenError> {
    let explain = |cause| explain(path, cause);
    let mut db = Connection::open(path).map_err(explain)?;
    db.busy_timeout(BUSY).map_err(explain)?;
    let condition = look(&db).map_err(explain)?;
    let path = path.to_owned();
    match condition {
        Condition::Foreign => return Err(SqliteOpenError::Foreign { path }),
        Condition::Newer { found } => return Err(SqliteOpenError::Newer { path, found }),
        Condition::Empty | Condition::Current => {}
    }
    if !set_up(&db).map_err(explain)? {
        return Err(SqliteOpenError::NoWal { path });
    }
    if condition == Condition::Empty {
        make(&mut db).map_err(explain)?;
    }
    Ok(db)
}

/// A reader's connection, on a file that [`open_for_writing`] has seen.
pub(super) fn open_for_reading(path: &Path) -> Result<Connection, SqliteOpenError> {
    let explain = |cause| explain(path, cause);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(explain)?;
    db.busy_timeout(BUSY).map_err(explain)?;
    Ok(db)
}

#[derive(Debug, PartialEq, Eq)]
enum Condition {
    Empty,
    Current,
    Foreign,
    Newer { found: i32 },
}

fn look(db: &Connection) -> rusqlite::Result<Condition> {
    let number = |sql| db.query_row(sql, [], |row| row.get::<_, i32>(0));
    let application = number("PRAGMA application_id")?;
    let format = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    Ok(match (application, format) {
        (0, 0) if tables == 0 => Condition::Empty,
        (APPLICATION, FORMAT) => Condition::Current,
        (APPLICATION, found) if found > FORMAT => Condition::Newer { found },
        _ => Condition::Foreign,
    })
}

/// Whether the file can be written as it must be.
fn set_up(db: &Connection) -> rusqlite::Result<bool> {
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    // `fullfsync` is what macOS calls a sync that reaches the disk; elsewhere it means nothing.
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;")?;
    let erasing: i32 = db.query_row("PRAGMA secure_delete = ON", [], |row| row.get(0))?;
    Ok(mode == "wal" && erasing == 1)
}

fn make(db: &mut Connection) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()
}

fn explain(path: &Path, cause: rusqlite::Error) -> SqliteOpenError {
    let path = path.to_owned();
    match cause.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            SqliteOpenError::Damaged { path, cause }
        }
        _ => SqliteOpenError::Failed { path, cause },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(dir: &tempfile::TempDir) -> PathBuf {
        dir.path().join("relay.db")
    }

    #[test]
    fn every_commit_is_synced_and_every_deletion_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let db = open_for_writing(&at(&dir)).unwrap();
        let pragma =
            |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0)).unwrap();
        assert_eq!(pragma("synchronous"), 2, "FULL");
        assert_eq!(pragma("secure_delete"), 1);
        let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }

    #[test]
    fn a_file_of_a_newer_release_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        open_for_writing(&at(&dir)).unwrap().pragma_update(None, "user_version", FORMAT + 1).unwrap();
        let refused = open_for_writing(&at(&dir)).unwrap_err();
        assert!(matches!(refused, SqliteOpenError::Newer { found: 2, .. }), "{refused}");
    }

    #[test]
    fn the_database_of_another_program_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        Connection::open(at(&dir)).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
        assert!(matches!(open_for_writing(&at(&dir)), Err(SqliteOpenError::Foreign { .. })));
    }

    #[test]
    fn a_file_that_is_no_database_is_named_as_such() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(at(&dir), vec![b'x'; 8192]).unwrap();
        assert!(matches!(open_for_writing(&at(&dir)), Err(SqliteOpenError::Damaged { .. })));
    }

    #[test]
    fn a_place_that_does_not_exist_is_an_error_with_its_path() {
        let refused = open_for_writing(Path::new("/nowhere/at/all.db")).unwrap_err();
        assert!(refused.to_string().contains("/nowhere/at/all.db"), "{refused}");
    }
}
