//! The stories of [`relay::suite`] over each kind of store.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use relay::suite::Place;
use relay::{SqliteStore, Store};

/// A SQLite file in a directory that goes with it.
struct Directory(tempfile::TempDir);

impl Directory {
    fn fresh() -> Directory {
        Directory(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("relay.db")
    }
}

impl Place for Directory {
    fn open(&self) -> BoxFuture<'_, Arc<dyn Store>> {
        Box::pin(async { Arc::new(SqliteStore::open(&self.file()).unwrap()) as Arc<dyn Store> })
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        let files = self.0.path().read_dir().unwrap().map(|entry| entry.unwrap().path());
        Some(files.flat_map(|file| std::fs::read(file).unwrap()).collect())
    }
}

mod sqlite {
    use super::Directory;

    relay::stories!(Directory::fresh());
}
