//! A vault of format 1, frozen. Who breaks if this fails: everyone who has a vault. Do not write the file anew to make
//! it pass; make a format 2 that still reads this one.

use super::{Case, Stores, Trouble, ensure, furnish, open, passphrase, rows};
use crate::entropy::Fixed;
use crate::store::Batch;
use crate::{Cost, InMemory, Store, Vault};
use std::fmt::Write;

/// `shelf key bytes` in hexadecimal, a row a line.
const FROZEN: &str = include_str!("../../tests/format-1.rows");

/// Enough that a tail was settled and another begun.
const COMMITS: u16 = 1030;

async fn build<S: Store>(store: S) -> Result<Vault<S>, Trouble> {
    let fixed = Box::new(Fixed::default());
    let mut vault = Vault::create_from(store, &passphrase(), Cost::worthless(), fixed).await?;
    for number in 0..COMMITS {
        let mut writing = vault.write();
        writing.append("acts", &number.to_be_bytes());
        if number % 500 == 0 {
            writing.put("keys", b"newest", &number.to_be_bytes());
            writing.put("outbox", &number.to_be_bytes(), b"to be sent");
        }
        writing.commit().await?;
    }
    Ok(vault)
}

pub(super) async fn lines() -> Result<String, Trouble> {
    let store = InMemory::new();
    build(store.clone()).await?;
    let mut text = String::new();
    for (shelf, row) in rows(&store).await? {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        writeln!(text, "{shelf} {} {}", hex(&row.key), hex(&row.bytes))
            .map_err(|error| Trouble(error.to_string()))?;
    }
    Ok(text)
}

fn unhex(text: &str) -> Result<Vec<u8>, Trouble> {
    let digits = text.as_bytes().chunks(2).map(|pair| {
        let pair = str::from_utf8(pair).unwrap_or_default();
        u8::from_str_radix(pair, 16).map_err(|error| Trouble(format!("{pair}: {error}")))
    });
    digits.collect()
}

pub(super) async fn the_frozen_vault_of_format_1_still_opens<F: Stores>(stores: &F) -> Case {
    let mut batch = Batch::default();
    for line in FROZEN.lines() {
        let mut parts = line.split(' ');
        let (Some(shelf), Some(key), Some(bytes)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Trouble(format!("not a row: {line}")));
        };
        batch.put(shelf, &unhex(key)?, unhex(bytes)?);
    }
    stores.open("frozen").await?.commit(batch).await?;
    let mut vault = open(stores, "frozen").await?;
    ensure!(vault.generation() == COMMITS.into() && vault.check().await?.is_empty(), "whole");
    let newest = vault.get("keys", b"newest").await?;
    ensure!(newest.is_some_and(|value| *value == 1000_u16.to_be_bytes()), "a value");
    ensure!(vault.kept("outbox").await?.len() == 3, "a shelf");
    ensure!(vault.run("acts").await?.iter().eq((0..COMMITS).map(u16::to_be_bytes)), "a segment and a tail");
    furnish(&mut vault).await?;
    ensure!(open(stores, "frozen").await?.run_length("acts") == 1033, "and it is written on");
    Ok(())
}

pub(super) async fn the_frozen_vault_is_written_the_same_today<F: Stores>(_: &F) -> Case {
    ensure!(lines().await? == FROZEN, "other bytes from the same randomness");
    Ok(())
}
