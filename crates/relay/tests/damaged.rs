//! A store's file that was damaged: errors that say so, and no panic, whatever was damaged.

use std::error::Error;
use std::path::Path;

use relay::{Batch, Day, Entry, PageSize, SqliteStore, Store};
use wire::{Frame, LogId, Token};

const LOG: LogId = LogId([1; 32]);
const PAGE: usize = 4096;

fn batch(count: u8) -> Batch {
    let entries =
        (0..count).map(|n| Entry { token: Token([n; 16]), frame: Frame::new(vec![n; 2000]).unwrap() });
    Batch { log: LOG, expected: None, entries: entries.collect(), quota: u64::MAX, today: Day(1) }
}

fn all(error: &dyn Error) -> String {
    let cause = error.source().map(|cause| format!(": {}", all(cause)));
    error.to_string() + &cause.unwrap_or_default()
}

/// Everything a relay asks of its store. Answers the first error, with all its causes.
async fn use_it(file: &Path) -> Result<(), String> {
    let store = SqliteStore::open(file).map_err(|error| all(&error))?;
    let size = PageSize { frames: 1000, bytes: 1_000_000 };
    store.check().await.map_err(|error| all(&error))?;
    store.open(LOG, Day(2)).await.map_err(|error| all(&error))?;
    store.read(LOG, 0, size).await.map_err(|error| all(&error))?;
    store.append(batch(60)).await.map_err(|error| all(&error))?;
    store.delete(LOG).await.map_err(|error| all(&error))?;
    store.sweep(Day(9), 9).await.map_err(|error| all(&error))?;
    Ok(())
}

#[tokio::test]
async fn a_damaged_page_is_an_error_that_says_so_and_never_a_panic() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("relay.db");
    SqliteStore::open(&file).unwrap().append(batch(50)).await.unwrap();
    let sound = std::fs::read(&file).unwrap();
    let pages = sound.len() / PAGE;
    assert!(pages > 20, "there is something to damage");
    let mut noticed = 0;
    for page in 0..pages {
        let mut damaged = sound.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        std::fs::write(&file, damaged).unwrap();
        if let Err(said) = use_it(&file).await {
            assert!(said.contains("damaged") || said.contains("malformed"), "page {page}: {said}");
            noticed += 1;
        }
    }
    assert!(noticed * 10 >= pages * 9, "{noticed} of {pages}");
}

#[tokio::test]
async fn a_file_cut_short_is_an_error_and_never_a_panic() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("relay.db");
    SqliteStore::open(&file).unwrap().append(batch(50)).await.unwrap();
    let sound = std::fs::read(&file).unwrap();
    for length in [10, 99, PAGE, 3 * PAGE, sound.len() / 2, sound.len() - PAGE] {
        std::fs::write(&file, &sound[..length]).unwrap();
        assert!(use_it(&file).await.is_err(), "cut to {length}");
    }
}

#[tokio::test]
async fn a_log_that_lost_a_frame_is_not_read_over_the_gap() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("relay.db");
    SqliteStore::open(&file).unwrap().append(batch(5)).await.unwrap();
    let db = rusqlite::Connection::open(&file).unwrap();
    db.execute("DELETE FROM frames WHERE place & 4294967295 = 2", []).unwrap();
    drop(db);
    let said = use_it(&file).await.unwrap_err();
    assert!(said.contains("frame 2 is missing"), "{said}");
}
