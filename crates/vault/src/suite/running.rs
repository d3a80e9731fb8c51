//! Runs: entries, numbers, segments.

use super::{Case, Stores, create, ensure, ensure_err, open};
use crate::Error;
use crate::seal::Kind;
use crate::store::Store;

fn entry(number: u64) -> Vec<u8> {
    let length = usize::try_from(number % 7 * 60).unwrap_or(0);
    [number.to_be_bytes().as_slice(), &vec![1; length]].concat()
}

pub(super) async fn entries_come_back_in_order_with_their_numbers<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "in order").await?;
    for number in 0..20 {
        let mut writing = vault.write();
        ensure!(writing.append("acts", &entry(number)) == number, "appending says the number");
        writing.commit().await?;
    }
    let vault = open(stores, "in order").await?;
    ensure!(vault.run_length("acts") == 20, "twenty of them");
    for from in 0..=20 {
        let entries = vault.run_from("acts", from).await?;
        ensure!(entries.first() == from, "from where it was asked");
        ensure!(entries.len() == entries.iter().count(), "as many as it says");
        ensure!(entries.iter().eq((from..20).map(entry)), "in order from {from}");
    }
    Ok(())
}

pub(super) async fn ten_thousand_entries_settle_into_segments<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "segments").await?;
    // Uneven commits, so that tails end at odd places.
    let (mut number, mut size) = (0, 1);
    while number < 10_000 {
        let mut writing = vault.write();
        for _ in 0..size.min(10_000 - number) {
            writing.append("acts", &entry(number));
            number += 1;
        }
        writing.commit().await?;
        size = size * 5 % 37 + 1;
    }
    let vault = open(stores, "segments").await?;
    ensure!(vault.run("acts").await?.iter().eq((0..10_000).map(entry)), "every entry, in order");
    for from in [0, 1, 999, 1_200, 5_000, 9_000, 9_998, 9_999, 10_000] {
        let entries = vault.run_from("acts", from).await?;
        ensure!(entries.first() == from && entries.iter().eq((from..10_000).map(entry)), "from {from}");
    }
    let stored = vault.store.scan(&vault.keys.blind_shelf(Kind::Run, "acts"), &[]).await?;
    ensure!(stored.len() < 600, "{} rows for 10,000 entries", stored.len());
    ensure!(vault.check().await?.is_empty(), "and whole");
    Ok(())
}

pub(super) async fn one_commit_may_append_many_entries<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "many").await?;
    let mut writing = vault.write();
    for number in 0..5_000 {
        writing.append("acts", &entry(number));
    }
    for number in 0..3 {
        writing.append("empty", &[]);
        writing.append("other", &entry(number));
    }
    writing.commit().await?;
    let vault = open(stores, "many").await?;
    ensure!(vault.run("acts").await?.iter().eq((0..5_000).map(entry)), "every entry, in order");
    ensure!(vault.run_from("acts", 4_321).await?.iter().eq((4_321..5_000).map(entry)), "from the middle");
    ensure!(vault.run("other").await?.iter().eq((0..3).map(entry)), "the other run");
    ensure!(vault.run("empty").await?.iter().eq([[0_u8; 0]; 3]), "empty entries are entries");
    Ok(())
}

pub(super) async fn entries_larger_than_a_segment_are_kept<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "larger").await?;
    let sizes = [10, 300_000, 10, 262_140, 262_144, 700_000, 3];
    for (number, size) in sizes.into_iter().enumerate() {
        let mut writing = vault.write();
        writing.append("acts", &vec![u8::try_from(number).unwrap_or(0); size]);
        writing.commit().await?;
    }
    let vault = open(stores, "larger").await?;
    ensure!(vault.run("acts").await?.iter().map(<[u8]>::len).eq(sizes), "each in its size");
    ensure!(vault.run_from("acts", 5).await?.iter().map(<[u8]>::len).eq([700_000, 3]), "and from the middle");
    ensure!(vault.check().await?.is_empty(), "and whole");
    Ok(())
}

pub(super) async fn asking_beyond_the_end_is_an_error<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "beyond").await?;
    let mut writing = vault.write();
    writing.append("acts", b"one");
    writing.commit().await?;
    ensure!(vault.run_from("acts", 1).await?.is_empty(), "the end is not beyond it");
    let beyond = vault.run_from("acts", 2).await;
    ensure_err!(beyond.map(|_| ()), Error::Beyond { index: 2, length: 1, .. }, "two of one");
    ensure_err!(vault.run_from("none", 1).await.map(|_| ()), Error::Beyond { .. }, "one of none");
    Ok(())
}

pub(super) async fn a_cleared_run_begins_anew<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "clear").await?;
    let mut writing = vault.write();
    for number in 0..3_000 {
        writing.append("acts", &entry(number));
    }
    writing.commit().await?;
    let mut writing = vault.write();
    writing.append("acts", b"dropped with the rest");
    writing.clear_run("acts");
    ensure!(writing.append("acts", b"new") == 0, "it begins at 0");
    writing.commit().await?;
    let mut vault = open(stores, "clear").await?;
    ensure!(vault.run("acts").await?.iter().eq([b"new"]), "nothing but the new");
    let mut writing = vault.write();
    writing.clear_run("acts");
    writing.commit().await?;
    ensure!(vault.runs().count() == 0 && vault.check().await?.is_empty(), "no run is left");
    Ok(())
}
