//! The SQLite file itself: its bytes, its permissions, its frozen form.

use std::fs;
use std::path::Path;
use vault::suite::ready;
use vault::{Cost, Error, Passphrase, Place, Sqlite, StoreError, Vault};

/// What format 1 has written. Not named `.sqlite`: databases are left out of what is committed, and this is a vector.
const FROZEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/format-1.vault");

fn passphrase() -> Passphrase {
    Passphrase::new("a file on a disk")
}

fn open(path: &Path) -> Result<Vault<Sqlite>, Error> {
    ready(Vault::open(Sqlite::open(path)?, &passphrase()))
}

/// Writes a small vault and closes it, so that all of it is in the one file.
fn small(path: &Path) -> Result<(), Error> {
    let mut vault = ready(Vault::create(Sqlite::open(path)?, &passphrase(), Cost::worthless()))?;
    for number in 0_u8..12 {
        let mut writing = vault.write();
        writing.append("acts", &[number; 300]);
        writing.put("keys", &[number], &[number; 32]);
        ready(writing.commit())?;
    }
    Ok(())
}

/// Everything in the vault is what `small` has put there; or the error that says what is not.
fn all_right(path: &Path) -> Result<(), Error> {
    let vault = open(path)?;
    if let Some(what) = ready(vault.check())?.into_iter().next() {
        return Err(Error::Damaged { what });
    }
    let acts = ready(vault.run("acts"))?;
    assert!(acts.iter().eq((0_u8..12).map(|number| [number; 300])), "other acts");
    for number in 0_u8..12 {
        let value = ready(vault.get("keys", &[number]))?;
        assert!(value.is_some_and(|value| *value == [number; 32]), "another value");
    }
    Ok(())
}

#[test]
fn a_changed_byte_anywhere_in_the_file_is_harmless_or_named() {
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("vault");
    small(&original).unwrap();
    all_right(&original).unwrap();
    let bytes = fs::read(&original).unwrap();
    assert!(bytes.len() > 16_384, "everything is in the one file");
    let (mut harmless, mut named) = (0, 0);
    // All of SQLite's own header, and of the rest a byte in every 29, so that every page is hit often.
    for at in (0..100).chain((100..bytes.len()).step_by(29)) {
        let path = folder.path().join(format!("flipped {at}"));
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, flipped).unwrap();
        match all_right(&path) {
            Ok(()) => harmless += 1,
            Err(Error::Damaged { .. } | Error::Store(_)) => named += 1,
            Err(error) => panic!("byte {at}: {error:?}"),
        }
        fs::remove_file(&path).unwrap();
    }
    assert!(named > 200 && harmless > 100, "{named} named, {harmless} harmless");
}

#[test]
fn a_file_cut_short_is_named_unless_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    small(&path).unwrap();
    let bytes = fs::read(&path).unwrap();
    for length in (1..bytes.len()).step_by(1_021) {
        fs::write(&path, &bytes[..length]).unwrap();
        let error = all_right(&path).expect_err("something is missing");
        assert!(matches!(error, Error::Damaged { .. } | Error::Store(_)), "{length} bytes: {error:?}");
    }
    fs::write(&path, []).unwrap();
    assert!(matches!(all_right(&path), Err(Error::NoVault)), "an empty file is what a new one looks like");
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter");
    fs::write(&letter, "dear diary, ".repeat(1_000)).unwrap();
    assert!(matches!(Sqlite::open(&letter).map(|_| ()), Err(StoreError::Damaged { .. })));
    assert_eq!(fs::read(&letter).unwrap(), "dear diary, ".repeat(1_000).as_bytes());

    let other = folder.path().join("other");
    let database = rusqlite::Connection::open(&other).unwrap();
    database.execute_batch("CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('one')").unwrap();
    drop(database);
    assert!(matches!(Sqlite::open(&other).map(|_| ()), Err(StoreError::Damaged { .. })));
    let database = rusqlite::Connection::open(&other).unwrap();
    let songs: i64 = database.query_row("SELECT count(*) FROM songs", [], |row| row.get(0)).unwrap();
    assert_eq!(songs, 1);
}

#[test]
fn a_file_with_something_added_to_it_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    small(&path).unwrap();
    let database = rusqlite::Connection::open(&path).unwrap();
    database.execute_batch("CREATE TRIGGER t AFTER INSERT ON rows BEGIN DELETE FROM rows; END").unwrap();
    drop(database);
    assert!(matches!(all_right(&path), Err(Error::Damaged { what: Place::Storage })));
}

#[test]
fn a_lost_write_ahead_log_does_not_make_a_vault_look_empty() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("vault"), folder.path().join("copy"));
    let vault = ready(Vault::create(Sqlite::open(&path).unwrap(), &passphrase(), Cost::worthless())).unwrap();
    fs::copy(&path, &copy).unwrap();
    drop(vault);
    let lost = open(&copy).unwrap();
    assert_eq!(ready(lost.check()).unwrap(), []);
}

#[test]
#[cfg(unix)]
fn only_its_owner_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    fs::write(&path, []).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let vault = ready(Vault::create(Sqlite::open(&path).unwrap(), &passphrase(), Cost::worthless())).unwrap();
    let files = fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(files.len(), 3, "the file, its log and its index");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
    ready(vault.erase()).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "erased is gone");
}

#[test]
fn a_held_file_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    small(&path).unwrap();
    let mut vault = open(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut writing = vault.write();
    writing.append("acts", b"waiting");
    assert!(matches!(ready(writing.commit()), Err(Error::Busy)));
    other.execute_batch("COMMIT").unwrap();
    let mut writing = vault.write();
    writing.append("acts", b"let go");
    assert_eq!(ready(writing.commit()).unwrap(), 13);
}

#[test]
fn the_frozen_file_of_format_1_still_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    fs::copy(FROZEN, &path).unwrap();
    all_right(&path).unwrap();
}

/// Writes the frozen file: only ever done once for a format.
#[test]
#[ignore = "writes the file that must not change"]
fn freeze() {
    let path = Path::new(FROZEN);
    assert!(!path.exists(), "format 1 is frozen already");
    small(path).unwrap();
}

#[test]
fn a_damaged_header_is_named_and_not_taken_for_no_vault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    small(&path).unwrap();
    let database = rusqlite::Connection::open(&path).unwrap();
    database.execute("DELETE FROM rows WHERE key = CAST('header' AS BLOB)", []).unwrap();
    drop(database);
    assert!(matches!(all_right(&path), Err(Error::Damaged { what: Place::Header })));
    let again = ready(Vault::create(Sqlite::open(&path).unwrap(), &passphrase(), Cost::worthless()));
    assert!(matches!(again.map(|_| ()), Err(Error::AlreadyThere)), "nor written over");
}
