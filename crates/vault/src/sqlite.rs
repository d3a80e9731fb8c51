//! Rows in one SQLite file. Holds the promises of [`Store`] with a write-ahead log, `synchronous=FULL` and
//! `BEGIN IMMEDIATE`: a commit has been synced to the disk when it returns, and several processes may have the file
//! open at once; a writer waits up to [`PATIENCE`] for another.
//!
//! The file and the two that SQLite puts beside it (`-wal`, `-shm`) can be read by their owner only. While a process
//! has the file open, the three belong together: to copy a vault, close it first or copy all of them.
//!
//! A change inside the write-ahead log that its checksums notice makes SQLite drop the commits from there on, as after
//! a crash: the vault is then as it was a few commits ago, which, like any rollback of the whole, it cannot notice.
//!
//! Calls block for as long as the disk takes; their futures are ready at the first poll.
//!
//! Every later layout keeps the table `rows` and the header's row in it, so that an older Troth can say "newer".

use crate::store::{Batch, Change, Expected, Row, Store, StoreError};
use rusqlite::types::ValueRef;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another process's commit before saying [`StoreError::Busy`].
const PATIENCE: Duration = Duration::from_secs(5);
/// SQLite's smallest page in bytes. It takes a shorter file for an empty one, and writes over it.
const SMALLEST: u64 = 512;
/// "TrV1": what `file` and SQLite's own tools see.
const APPLICATION: i32 = 0x5472_5631;
/// A plain table and not `WITHOUT ROWID`: that one suits rows far smaller than a page, and segments are large.
const TABLE: &str = "CREATE TABLE rows (shelf TEXT NOT NULL, key BLOB NOT NULL, bytes BLOB NOT NULL, \
                     PRIMARY KEY (shelf, key)) STRICT";
const SCHEMA: &str = "SELECT group_concat(coalesce(sql, ''), '') FROM sqlite_master";

/// One file of rows.
pub struct Sqlite {
    connection: Connection,
    path: PathBuf,
}

impl Sqlite {
    /// Opens the file, and makes an empty one if there is none; its folder must be there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if it is not a file of ours, [`StoreError::Busy`], [`StoreError::Failed`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let length = owner_only(path).map_err(|cause| StoreError::Failed {
            doing: format!("open {}", path.display()),
            cause: Box::new(cause),
        })?;
        if (1..SMALLEST).contains(&length) {
            return Err(StoreError::Damaged { cause: format!("{} has only {length} bytes", path.display()) });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connect = || {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            connection.execute_batch(
                "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
                 PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
                 PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;",
            )?;
            Ok(connection)
        };
        let connection = connect().map_err(|error| failed("open", path, error))?;
        let store = Self { connection, path: path.to_owned() };
        store.lay_out()?;
        Ok(store)
    }

    /// Rows that live as long as the store, on no disk: to look around in. It cannot be opened a second time.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = Path::new(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| failed("open", path, error))?;
        let store = Self { connection, path: path.to_owned() };
        store.lay_out()?;
        Ok(store)
    }

    /// Makes the table in an empty file; in any other one, makes sure that it is the one we know.
    fn lay_out(&self) -> Result<(), StoreError> {
        if self.is_ours()? {
            return Ok(());
        }
        self.within("lay out", |rows| {
            let tables: i64 = rows.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
            if tables == 0 {
                rows.execute_batch(TABLE)?;
                rows.pragma_update(None, "application_id", APPLICATION)?;
            }
            Ok(())
        })?;
        if self.is_ours()? {
            return Ok(());
        }
        Err(StoreError::Damaged {
            cause: format!("{} does not hold the table of a vault", self.path.display()),
        })
    }

    fn is_ours(&self) -> Result<bool, StoreError> {
        let look = || -> rusqlite::Result<bool> {
            let application: i32 =
                self.connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
            let schema: Option<String> = self.connection.query_row(SCHEMA, [], |row| row.get(0))?;
            Ok(application == APPLICATION && schema.as_deref() == Some(TABLE))
        };
        look().map_err(|error| failed("read", &self.path, error))
    }

    fn checkpoint(&self) -> Result<(), StoreError> {
        // Answers a row even if a reader in another process keeps some of the log alive; then the next one does it.
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| failed("write", &self.path, error))
    }

    /// Runs the steps in one transaction that nobody else can write into.
    fn within<T>(
        &self,
        doing: &str,
        steps: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let run = || {
            let rows = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            let done = steps(&rows)?;
            rows.commit()?;
            Ok(done)
        };
        run().map_err(|error| failed(doing, &self.path, error))
    }

    fn select(&self, shelf: &str, key: &[u8]) -> rusqlite::Result<Option<Vec<u8>>> {
        let mut query =
            self.connection.prepare_cached("SELECT bytes FROM rows WHERE shelf = ?1 AND key = ?2")?;
        query.query_row(params![shelf, key], |row| bytes(row.get_ref(0)?)).optional()
    }
}

impl Store for Sqlite {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.select(shelf, key).map_err(|error| failed("read", &self.path, error))
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        let scan = || {
            let text = "SELECT key, bytes FROM rows WHERE shelf = ?1 AND key >= ?2 ORDER BY key";
            let mut query = self.connection.prepare_cached(text)?;
            let rows = query.query_map(params![shelf, from], |row| {
                Ok(Row { key: bytes(row.get_ref(0)?)?, bytes: bytes(row.get_ref(1)?)? })
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        };
        scan().map_err(|error| failed("read", &self.path, error))
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        let list = || {
            let mut query =
                self.connection.prepare_cached("SELECT DISTINCT shelf FROM rows ORDER BY shelf")?;
            query.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()
        };
        list().map_err(|error| failed("read", &self.path, error))
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let met = self.within("write", |rows| {
            if let Some(Expected { shelf, key, bytes }) = batch.expected()
                && self.select(shelf, key)? != *bytes
            {
                return Ok(false);
            }
            batch.changes().iter().try_for_each(|change| apply(rows, change))?;
            Ok(true)
        })?;
        if !met {
            return Err(StoreError::Moved);
        }
        if batch.expected().is_some_and(|expected| expected.bytes.is_none()) {
            // What was first written goes into the main file at once: who then loses the log still has a vault. The
            // commit has happened either way, so an error here is none of it.
            let _ = self.checkpoint();
        }
        Ok(())
    }

    async fn erase(self) -> Result<(), StoreError> {
        // First in the open, so that other processes find nothing; `secure_delete` writes zeros over what was there.
        self.within("erase", |rows| rows.execute("DELETE FROM rows", []))?;
        self.checkpoint()?;
        let Self { connection, path } = self;
        connection.close().map_err(|(_, error)| failed("close", &path, error))?;
        for suffix in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(suffix);
            remove(Path::new(&file))?;
        }
        Ok(())
    }
}

fn apply(rows: &Transaction<'_>, change: &Change) -> rusqlite::Result<()> {
    match change {
        Change::Clear { shelf } => {
            rows.prepare_cached("DELETE FROM rows WHERE shelf = ?1")?.execute([shelf])?;
        }
        Change::Remove { shelf, key } => {
            rows.prepare_cached("DELETE FROM rows WHERE shelf = ?1 AND key = ?2")?
                .execute(params![shelf, key])?;
        }
        Change::Put { shelf, key, bytes } => {
            let text = "INSERT INTO rows (shelf, key, bytes) VALUES (?1, ?2, ?3) \
                        ON CONFLICT (shelf, key) DO UPDATE SET bytes = excluded.bytes";
            rows.prepare_cached(text)?.execute(params![shelf, key, bytes])?;
        }
    }
    Ok(())
}

fn bytes(value: ValueRef<'_>) -> rusqlite::Result<Vec<u8>> {
    Ok(value.as_blob()?.to_vec())
}

/// Makes the file if it is not there, for its owner's eyes only, before SQLite would make it for everyone's. Answers
/// its length in bytes.
#[cfg(unix)]
fn owner_only(path: &Path) -> io::Result<u64> {
    use std::fs::{OpenOptions, Permissions};
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file.metadata()?.len())
}

/// Elsewhere a user's folder is that user's own.
#[cfg(not(unix))]
fn owner_only(path: &Path) -> io::Result<u64> {
    let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    Ok(file.metadata()?.len())
}

fn remove(file: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(file) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::Failed { doing: format!("remove {}", file.display()), cause: Box::new(cause) })
        }
        _ => Ok(()),
    }
}

fn failed(doing: &str, path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::Error as E;
    let damaged =
        |error: rusqlite::Error| StoreError::Damaged { cause: format!("{}: {error}", path.display()) };
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        // Our statements are fixed: if one is wrong for this file, it is the file. `Unknown` is SQLITE_ERROR.
        Some(
            ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::Unknown
            | ErrorCode::TypeMismatch
            | ErrorCode::ConstraintViolation,
        ) => damaged(error),
        None if matches!(
            error,
            E::FromSqlConversionFailure(..) | E::InvalidColumnType(..) | E::Utf8Error(..)
        ) =>
        {
            damaged(error)
        }
        _ => StoreError::Failed { doing: format!("{doing} {}", path.display()), cause: Box::new(error) },
    }
}
