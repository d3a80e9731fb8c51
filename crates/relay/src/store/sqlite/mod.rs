//! Logs in one SQLite file.
//!
//! One writer thread groups whatever waits for it into one transaction and answers after its commit ([`writer`]); readers
//! have connections of their own and never wait for it ([`readers`]). Durability: write-ahead log with `synchronous=FULL`,
//! so a commit returns after the file was synced. Deletion: `secure_delete` overwrites with zeros, and the write-ahead log
//! is emptied before a deletion is answered. What the file system or the disk beneath keep of overwritten blocks is out of
//! reach.

mod file;
mod readers;
mod statements;
mod writer;

use std::path::Path;

use wire::{Incarnation, LogId};

use self::readers::Readers;
use self::writer::{After, Writer};
use super::{Answer, Batch, Day, LogState, Page, PageSize, Placed, Store, StoreError};

pub use file::SqliteOpenError;

/// How many pages can be read at the same time.
const READERS: usize = 4;

/// Logs in one SQLite file. Dropping it waits for what was already asked of the writer.
#[derive(Debug)]
pub struct SqliteStore {
    readers: Readers,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the file at `path`, or makes it. Blocks for as long as the disk takes.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, is no store of a relay, is damaged, or was written by a newer release.
    pub fn open(path: &Path) -> Result<SqliteStore, SqliteOpenError> {
        let writing = file::open_for_writing(path)?;
        let reading = (0..READERS).map(|_| file::open_for_reading(path)).collect::<Result<_, _>>()?;
        let writer = Writer::start(writing).map_err(|cause| SqliteOpenError::Thread { cause })?;
        Ok(SqliteStore { readers: Readers::new(reading), writer })
    }
}

impl Store for SqliteStore {
    fn open(&self, log: LogId, today: Day) -> Answer<'_, Option<LogState>> {
        Box::pin(async move {
            let Some(head) = self.readers.run("open a log", move |db| statements::find(db, &log)).await?
            else {
                return Ok(None);
            };
            if head.opened < today {
                let touch = move |db: &_| statements::touch(db, &log, today);
                self.writer.run("note when a log was opened", After::Commit, touch).await?;
            }
            Ok(Some(head.state))
        })
    }

    fn append(&self, batch: Batch) -> Answer<'_, Vec<Placed>> {
        Box::pin(async move {
            let fresh = draw_incarnation()?;
            let append = move |db: &_| statements::append(db, &batch, fresh);
            self.writer.run("append to a log", After::Commit, append).await
        })
    }

    fn read(&self, log: LogId, from: u64, size: PageSize) -> Answer<'_, Option<Page>> {
        Box::pin(self.readers.run("read a log", move |db| statements::read(db, &log, from, size)))
    }

    fn delete(&self, log: LogId) -> Answer<'_, ()> {
        let delete = move |db: &_| statements::delete(db, &log);
        Box::pin(self.writer.run("delete a log", After::Erase, delete))
    }

    fn sweep(&self, before: Day, at_most: usize) -> Answer<'_, Vec<LogId>> {
        let sweep = move |db: &_| statements::sweep(db, before, at_most);
        Box::pin(self.writer.run("drop logs that nobody opened", After::Erase, sweep))
    }

    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            self.readers.run("read its file", statements::check).await?;
            self.writer.run("write its file", After::Commit, statements::check).await
        })
    }
}

fn draw_incarnation() -> Result<Incarnation, StoreError> {
    let mut bytes = [0; Incarnation::LENGTH];
    getrandom::fill(&mut bytes).map_err(|cause| StoreError::failed("draw random bytes", cause))?;
    Ok(Incarnation(bytes))
}
