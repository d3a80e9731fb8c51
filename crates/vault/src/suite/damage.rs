//! Bytes that changed, rows that went, came or moved: each is noticed, named, and nothing of it given out.

use super::{
    Case, Stores, create, damaged, ensure, ensure_err, furnish, furnish_largely, open, passphrase, put_raw,
    rows,
};
use crate::manifest::{HEADER, MANIFEST, SHELF};
use crate::seal::Kind;
use crate::store::{Batch, Row, Store};
use crate::vault::Vault;
use crate::{Cost, Error, Passphrase, Place};
use sha2::{Digest, Sha256};

fn shelf(name: &str) -> Place {
    Place::Shelf { shelf: name.into() }
}

fn run(name: &str) -> Place {
    Place::Run { run: name.into() }
}

/// The rows of one shelf or run, as the store has them, and the store's name for it.
async fn stored<S: Store>(vault: &Vault<S>, kind: Kind, name: &str) -> Result<(String, Vec<Row>), Error> {
    let blind = vault.keys.blind_shelf(kind, name);
    let rows = vault.store.scan(&blind, &[]).await?;
    Ok((blind, rows))
}

pub(super) async fn every_byte_of_the_header_is_noticed<F: Stores>(stores: &F) -> Case {
    let vault = create(stores, "header bytes").await?;
    let header = vault.store.read(SHELF, HEADER).await?.unwrap_or_default();
    for at in 0..header.len() {
        for bit in [0x01, 0x80, 0xff] {
            let mut flipped = header.clone();
            flipped[at] ^= bit;
            put_raw(&vault.store, SHELF, HEADER, &flipped).await?;
            let places = damaged(stores, "header bytes").await?;
            ensure!(places == [Place::Header], "byte {at} of the header: {places:?}");
        }
        put_raw(&vault.store, SHELF, HEADER, &header[..at]).await?;
        ensure!(damaged(stores, "header bytes").await? == [Place::Header], "{at} bytes of the header");
    }
    Ok(())
}

/// Where damage to a row must be noticed: its own place, or, if its nonce is hit, at least what it stands on.
fn fits(places: &[Place], expected: &Place) -> bool {
    let broader = match expected {
        Place::Kept { shelf, .. } => Place::Shelf { shelf: shelf.clone() },
        Place::Entries { run, .. } => Place::Run { run: run.clone() },
        other => other.clone(),
    };
    matches!(places, [place] if place == expected || *place == broader)
}

pub(super) async fn every_row_notices_a_flipped_byte<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "row bytes").await?;
    furnish(&mut vault).await?;
    let blind = |kind, name| vault.keys.blind_shelf(kind, name);
    let place = |stands: &str, key: &[u8]| match key.try_into().map(u64::from_be_bytes) {
        _ if stands == SHELF && key == HEADER => Place::Header,
        _ if stands == SHELF => Place::Manifest,
        Ok(from) if stands == blind(Kind::Run, "acts") => Place::Entries { run: "acts".into(), from },
        Ok(from) => Place::Entries { run: "private".into(), from },
        Err(_) if stands == blind(Kind::Kept, "keys") => shelf("keys"),
        Err(_) => shelf("outbox"),
    };
    for (stands, row) in rows(&vault.store).await? {
        let expected = place(&stands, &row.key);
        for at in 0..row.bytes.len() {
            let mut flipped = row.bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            put_raw(&vault.store, &stands, &row.key, &flipped).await?;
            let places = damaged(stores, "row bytes").await?;
            ensure!(fits(&places, &expected), "byte {at} of {expected}: {places:?}");
        }
        put_raw(&vault.store, &stands, &row.key, &row.bytes).await?;
    }
    ensure!(damaged(stores, "row bytes").await?.is_empty(), "all was put back");
    Ok(())
}

pub(super) async fn a_segment_notices_a_flipped_byte<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "segment bytes").await?;
    furnish_largely(&mut vault).await?;
    let (stands, rows) = stored(&vault, Kind::Run, "private").await?;
    ensure!(rows.len() == 2 && vault.run_from("private", 3).await?.is_empty(), "two settled segments");
    for row in rows {
        let from = u64::from_be_bytes(row.key.as_slice().try_into().unwrap_or_default());
        for at in [0, 24, 28, row.bytes.len() / 2, row.bytes.len() - 1] {
            let mut flipped = row.bytes.clone();
            flipped[at] ^= 1;
            put_raw(&vault.store, &stands, &row.key, &flipped).await?;
            let places = damaged(stores, "segment bytes").await?;
            let expected = Place::Entries { run: "private".into(), from };
            ensure!(places == [expected], "byte {at} of the segment from {from}: {places:?}");
        }
        put_raw(&vault.store, &stands, &row.key, &row.bytes).await?;
    }
    Ok(())
}

pub(super) async fn a_removed_row_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "removed").await?;
    furnish_largely(&mut vault).await?;
    for (stands, row) in rows(&vault.store).await? {
        let mut batch = Batch::default();
        batch.remove(&stands, &row.key);
        vault.store.commit(batch).await?;
        let places = damaged(stores, "removed").await?;
        let named = match (row.key.as_slice(), places.as_slice()) {
            (HEADER, [Place::Header]) | (MANIFEST, [Place::Manifest]) => true,
            (_, [Place::Shelf { .. }]) => row.key.len() == 16,
            (_, [Place::Run { .. }]) => row.key.len() == 8,
            _ => false,
        };
        ensure!(named, "without {:?}: {places:?}", row.key);
        put_raw(&vault.store, &stands, &row.key, &row.bytes).await?;
    }
    Ok(())
}

pub(super) async fn swapped_rows_are_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "swapped").await?;
    furnish(&mut vault).await?;
    let (keys, kept) = stored(&vault, Kind::Kept, "keys").await?;
    let (acts, entries) = stored(&vault, Kind::Run, "acts").await?;
    for (stands, rows, place) in [(&keys, &kept, shelf("keys")), (&acts, &entries, run("acts"))] {
        let (one, other) = (&rows[0], &rows[1]);
        put_raw(&vault.store, stands, &one.key, &other.bytes).await?;
        put_raw(&vault.store, stands, &other.key, &one.bytes).await?;
        let places = damaged(stores, "swapped").await?;
        let named = fits(&places, &place) || matches!(&places[..], [Place::Entries { .. }]);
        ensure!(named, "two rows of {place}: {places:?}");
        put_raw(&vault.store, stands, &one.key, &one.bytes).await?;
        put_raw(&vault.store, stands, &other.key, &other.bytes).await?;
    }
    put_raw(&vault.store, &keys, &kept[0].key, &entries[0].bytes).await?;
    ensure!(damaged(stores, "swapped").await? == [shelf("keys")], "an act where a key was");
    Ok(())
}

pub(super) async fn an_older_row_put_back_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "older").await?;
    furnish_largely(&mut vault).await?;
    let older = rows(&vault.store).await?;
    furnish_largely(&mut vault).await?;
    let newer = rows(&vault.store).await?;
    for (stands, row) in older {
        let Some((_, now)) = newer.iter().find(|(shelf, now)| *shelf == stands && now.key == row.key) else {
            continue;
        };
        if now.bytes == row.bytes {
            continue;
        }
        put_raw(&vault.store, &stands, &row.key, &row.bytes).await?;
        let places = damaged(stores, "older").await?;
        ensure!(!places.is_empty(), "an older row at {:?} of {stands}", row.key);
        put_raw(&vault.store, &stands, &row.key, &now.bytes).await?;
    }
    ensure!(damaged(stores, "older").await?.is_empty(), "all was put back");
    Ok(())
}

/// Both ends are true rows of this vault at this place, and only one of them belongs to its manifest:
///
/// ```text
///   act 0, 1, 2 ──► act 3 "here"
///             └───► act 3 "there", after a copy of the whole store was put back
/// ```
pub(super) async fn an_entry_from_a_forked_past_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "forked").await?;
    furnish(&mut vault).await?;
    let before = rows(&vault.store).await?;
    let mut forks = Vec::new();
    for word in ["here", "there"] {
        for (stands, row) in &before {
            put_raw(&vault.store, stands, &row.key, &row.bytes).await?;
        }
        vault.refresh().await?;
        let mut writing = vault.write();
        writing.append("acts", word.as_bytes());
        writing.commit().await?;
        forks.push(stored(&vault, Kind::Run, "acts").await?);
    }
    ensure!(damaged(stores, "forked").await?.is_empty(), "the second past is whole");
    let (stands, here) = &forks[0];
    put_raw(&vault.store, stands, &here[3].key, &here[3].bytes).await?;
    ensure!(damaged(stores, "forked").await? == [run("acts")], "an act of the first past");
    Ok(())
}

pub(super) async fn a_truncated_run_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "truncated").await?;
    furnish_largely(&mut vault).await?;
    for name in ["acts", "private"] {
        let (stands, rows) = stored(&vault, Kind::Run, name).await?;
        for row in rows.iter().rev() {
            let mut batch = Batch::default();
            batch.remove(&stands, &row.key);
            vault.store.commit(batch).await?;
            let vault = open(stores, "truncated").await?;
            ensure!(vault.check().await?.contains(&run(name)), "{name} without its end");
            let read = vault.run(name).await;
            ensure_err!(read.map(|_| ()), Error::Damaged { .. }, "{name} is not given out by half");
        }
    }
    Ok(())
}

pub(super) async fn a_doubled_row_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "doubled").await?;
    furnish(&mut vault).await?;
    let (keys, kept) = stored(&vault, Kind::Kept, "keys").await?;
    let (acts, entries) = stored(&vault, Kind::Run, "acts").await?;
    let after = 3_u64.to_be_bytes();
    for (stands, key, bytes, place) in [
        (&keys, [9; 16].as_slice(), &kept[0].bytes, shelf("keys")),
        (&acts, after.as_slice(), &entries[2].bytes, run("acts")),
        (&acts, b"odd", &entries[2].bytes, run("acts")),
        (&"elsewhere".to_owned(), b"any", &entries[0].bytes, Place::Stray { rows: "elsewhere".into() }),
        (&SHELF.to_owned(), b"beside", &entries[0].bytes, Place::Stray { rows: SHELF.into() }),
    ] {
        put_raw(&vault.store, stands, key, bytes).await?;
        let places = damaged(stores, "doubled").await?;
        let named = fits(&places, &place) || matches!(&places[..], [Place::Entries { from: 3, .. }]);
        ensure!(named, "one row more on {place}: {places:?}");
        let mut batch = Batch::default();
        batch.remove(stands, key);
        vault.store.commit(batch).await?;
    }
    Ok(())
}

pub(super) async fn a_row_of_another_vault_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "mine").await?;
    furnish(&mut vault).await?;
    let mut other = create(stores, "theirs").await?;
    furnish(&mut other).await?;
    let (keys, mine) = stored(&vault, Kind::Kept, "keys").await?;
    let (_, theirs) = stored(&other, Kind::Kept, "keys").await?;
    put_raw(&vault.store, &keys, &mine[0].key, &theirs[0].bytes).await?;
    ensure!(damaged(stores, "mine").await? == [shelf("keys")], "a kept row of another vault");
    put_raw(&vault.store, &keys, &mine[0].key, &mine[0].bytes).await?;
    let manifest = other.store.read(SHELF, MANIFEST).await?.unwrap_or_default();
    put_raw(&vault.store, SHELF, MANIFEST, &manifest).await?;
    ensure!(damaged(stores, "mine").await? == [Place::Manifest], "the manifest of another vault");
    Ok(())
}

pub(super) async fn an_old_header_put_back_is_noticed<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "old header").await?;
    let old = vault.store.read(SHELF, HEADER).await?.unwrap_or_default();
    vault.change_passphrase(&passphrase(), &Passphrase::new("new"), Cost::worthless()).await?;
    put_raw(&vault.store, SHELF, HEADER, &old).await?;
    let opened = open(stores, "old header").await.map(|_| ());
    ensure_err!(opened, Error::Damaged { what: Place::Header }, "the old passphrase stays outside");
    Ok(())
}

/// A header with other bytes at a place, and a checksum that fits.
fn forged(header: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut forged = header[..header.len() - 32].to_vec();
    forged[at..at + bytes.len()].copy_from_slice(bytes);
    let checksum = Sha256::digest(&forged);
    forged.extend_from_slice(&checksum);
    forged
}

pub(super) async fn a_newer_format_is_named<F: Stores>(stores: &F) -> Case {
    let vault = create(stores, "format").await?;
    let header = vault.store.read(SHELF, HEADER).await?.unwrap_or_default();
    put_raw(&vault.store, SHELF, HEADER, &forged(&header, 8, &[0, 2])).await?;
    ensure_err!(open(stores, "format").await.map(|_| ()), Error::Newer { version: 2 }, "format 2");
    // Whatever else a newer format puts there: the same beginning and a checksum at the end.
    let longer = forged(&[header.as_slice(), &[0; 100]].concat(), 8, &[3, 1]);
    put_raw(&vault.store, SHELF, HEADER, &longer).await?;
    ensure_err!(open(stores, "format").await.map(|_| ()), Error::Newer { version: 769 }, "format 769");
    put_raw(&vault.store, SHELF, HEADER, &forged(&header, 8, &[0, 0])).await?;
    ensure!(damaged(stores, "format").await? == [Place::Header], "there never was a format 0");
    Ok(())
}

pub(super) async fn a_header_that_asks_for_too_much_is_refused_at_once<F: Stores>(stores: &F) -> Case {
    let vault = create(stores, "hostile").await?;
    let header = vault.store.read(SHELF, HEADER).await?.unwrap_or_default();
    let cost = |memory: u32, passes: u32, lanes: u32| [memory, passes, lanes].map(u32::to_be_bytes).concat();
    for (memory, passes, lanes) in [
        (u32::MAX, 1, 1),
        (1 << 30, 1, 1),
        (8, u32::MAX, 1),
        (1 << 20, 4, 1),
        (8, 1, u32::MAX),
        (8, 1, 0),
        (8, 0, 1),
        (0, 0, 0),
    ] {
        put_raw(&vault.store, SHELF, HEADER, &forged(&header, 26, &cost(memory, passes, lanes))).await?;
        let places = damaged(stores, "hostile").await?;
        ensure!(places == [Place::Header], "{memory} KiB, {passes} passes, {lanes} lanes: {places:?}");
    }
    put_raw(&vault.store, SHELF, HEADER, &forged(&header, 26, &cost(16, 1, 1))).await?;
    let other = open(stores, "hostile").await;
    ensure_err!(other.map(|_| ()), Error::WrongPassphrase, "another cost is another key");
    Ok(())
}

pub(super) async fn a_damaged_shelf_leaves_the_rest_usable_and_can_be_cleared<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "rest").await?;
    furnish(&mut vault).await?;
    let (keys, kept) = stored(&vault, Kind::Kept, "keys").await?;
    let (acts, entries) = stored(&vault, Kind::Run, "acts").await?;
    put_raw(&vault.store, &keys, &kept[0].key, b"short").await?;
    put_raw(&vault.store, &acts, &entries[1].key, b"short").await?;
    let mut vault = open(stores, "rest").await?;
    ensure_err!(vault.get("keys", b"one").await.map(|_| ()), Error::Damaged { .. }, "the shelf is named");
    ensure!(vault.kept("outbox").await?.len() == 3, "another shelf is read");
    ensure!(vault.run("private").await?.len() == 3, "another run is read");
    let mut writing = vault.write();
    writing.put("keys", b"four", b"4");
    ensure_err!(writing.commit().await, Error::Damaged { .. }, "nothing is built on it");
    let mut writing = vault.write();
    writing.clear_shelf("keys");
    writing.clear_run("acts");
    writing.put("keys", b"four", b"4");
    writing.append("acts", b"fetched again");
    writing.commit().await?;
    let vault = open(stores, "rest").await?;
    ensure!(vault.check().await?.is_empty(), "what was cleared is whole again");
    ensure!(vault.kept("keys").await?.len() == 1 && vault.run_length("acts") == 1, "with what was put anew");
    Ok(())
}
