//! Stories of appending.

use std::sync::Arc;

use wire::{FRAME_MAX, Incarnation};

use super::*;

/// Opening a log that nobody wrote tells that there is none, and keeps nothing.
pub async fn an_unwritten_log_is_nothing(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    assert_eq!(store.open(log, TODAY).await.unwrap(), None);
    assert!(!exists(&*store, log).await);
    assert_eq!(store.open(log, TODAY).await.unwrap(), None);
}

/// Numbers begin at 0; a batch keeps its order; the next batch goes on.
pub async fn frames_are_numbered_from_zero_in_the_order_of_their_batch(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let entries: Vec<Entry> = [b"a", b"b", b"c"].into_iter().map(|frame| an_entry(frame)).collect();
    assert_eq!(seqs(&append(&*store, log, entries).await), [Some(0), Some(1), Some(2)]);
    assert_eq!(append_one(&*store, log, b"d").await.1, 3);
    assert_eq!(frames(&*store, log).await, [b"a", b"b", b"c", b"d"]);
    let state = store.open(log, TODAY).await.unwrap().unwrap();
    assert_eq!((state.first, state.next, state.used), (0, 4, 4 * (1 + Entry::OVERHEAD)));
}

/// What was answered survives the store.
pub async fn an_answered_append_is_there_after_opening_again(place: &impl Place) {
    let log = a_log();
    let store = place.open().await;
    let (incarnation, _) = append_one(&*store, log, b"kept").await;
    drop(store);
    let store = place.open().await;
    assert_eq!(frames(&*store, log).await, [b"kept"]);
    assert_eq!(store.open(log, TODAY).await.unwrap().unwrap().incarnation, incarnation);
    assert_eq!(append_one(&*store, log, b"more").await, (incarnation, 1));
}

/// Sixteen writers at once: every answered frame is at its number, once, and the numbers have no gap.
pub async fn many_writers_make_one_order_without_gaps(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let writers: Vec<_> = (0..16_u8)
        .map(|writer| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut written = Vec::new();
                for count in 0..12_u8 {
                    let frame = vec![writer, count];
                    written.push((append_one(&*store, log, &frame).await.1, frame));
                }
                written
            })
        })
        .collect();
    let mut written = Vec::new();
    for writer in writers {
        let mine = writer.await.unwrap();
        assert!(mine.is_sorted_by_key(|(seq, _)| *seq), "one writer's frames keep their order");
        written.extend(mine);
    }
    written.sort();
    let (numbers, expected): (Vec<u64>, Vec<Vec<u8>>) = written.into_iter().unzip();
    assert_eq!(numbers, (0..16 * 12).collect::<Vec<u64>>());
    assert_eq!(frames(&*store, log).await, expected);
}

/// Two logs are two orders.
pub async fn logs_do_not_see_each_other(place: &impl Place) {
    let (store, one, other) = (place.open().await, a_log(), a_log());
    for round in 0..3 {
        assert_eq!(append_one(&*store, one, b"one").await.1, round);
        assert_eq!(append_one(&*store, other, b"other").await.1, round);
    }
    assert_eq!(frames(&*store, one).await, [b"one"; 3]);
    assert_eq!(frames(&*store, other).await, [b"other"; 3]);
}

/// A device that lost the answer sends again and is answered the same; nothing is there twice.
pub async fn a_token_is_placed_once(place: &impl Place) {
    let (store, log, entry) = (place.open().await, a_log(), an_entry(b"once"));
    let first = append(&*store, log, vec![entry.clone()]).await;
    append_one(&*store, log, b"between").await;
    assert_eq!(append(&*store, log, vec![entry]).await, first);
    assert_eq!(frames(&*store, log).await, [&b"once"[..], b"between"]);
}

/// Also when both are on the way together.
pub async fn a_token_is_placed_once_within_one_batch(place: &impl Place) {
    let (store, log, entry) = (place.open().await, a_log(), an_entry(b"once"));
    let placed = append(&*store, log, vec![entry.clone(), an_entry(b"x"), entry]).await;
    assert_eq!(seqs(&placed), [Some(0), Some(1), Some(0)]);
    assert_eq!(frames(&*store, log).await.len(), 2);
}

/// Also when the relay was started again in between.
pub async fn a_token_is_remembered_after_opening_again(place: &impl Place) {
    let (log, entry) = (a_log(), an_entry(b"once"));
    let first = append(&*place.open().await, log, vec![entry.clone()]).await;
    let store = place.open().await;
    assert_eq!(append(&*store, log, vec![entry]).await, first);
    assert_eq!(frames(&*store, log).await.len(), 1);
}

/// The same token in two logs is two frames.
pub async fn a_token_counts_in_its_own_log_only(place: &impl Place) {
    let (store, one, other, entry) = (place.open().await, a_log(), a_log(), an_entry(b"x"));
    append_one(&*store, other, b"first").await;
    assert_eq!(seqs(&append(&*store, one, vec![entry.clone()]).await), [Some(0)]);
    assert_eq!(seqs(&append(&*store, other, vec![entry]).await), [Some(1)]);
}

/// The quota holds to the byte, also for frames of one batch and for writers at once.
pub async fn a_full_log_takes_no_more(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let quota = 3 * an_entry(b"four").cost();
    let batch =
        |frames: &[&[u8]]| Batch { quota, ..a_batch(log, frames.iter().map(|f| an_entry(f)).collect()) };
    let placed = store.append(batch(&[b"four", b"fives", b"four", b"four", b"abc"])).await.unwrap();
    assert_eq!(seqs(&placed), [Some(0), Some(1), None, None, Some(2)], "the third was one byte too long");
    let more: Vec<_> = (0..8).map(|_| tokio::spawn(store.clone().append_owned(batch(&[b"x"])))).collect();
    for one in more {
        assert_eq!(one.await.unwrap(), [Placed::QuotaFull]);
    }
    assert_eq!(frames(&*store, log).await, [&b"four"[..], b"fives", b"abc"]);
}

/// A frame that is there is answered with its place, full or not.
pub async fn a_full_log_still_answers_for_what_it_has(place: &impl Place) {
    let (store, log, entry) = (place.open().await, a_log(), an_entry(b"four"));
    let batch = Batch { quota: entry.cost(), ..a_batch(log, vec![entry]) };
    let first = store.append(batch.clone()).await.unwrap();
    assert_eq!(seqs(&first), [Some(0)]);
    assert_eq!(store.append(batch).await.unwrap(), first);
}

/// A log does not begin to exist with a frame that it has no room for.
pub async fn the_first_frame_over_the_quota_makes_no_log(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let batch = Batch { quota: 10, ..a_batch(log, vec![an_entry(b"long for ten bytes")]) };
    assert_eq!(store.append(batch).await.unwrap(), [Placed::QuotaFull]);
    assert!(!exists(&*store, log).await);
}

/// An append meant for a log that was deleted does not begin it anew.
pub async fn an_append_into_another_life_of_the_log_is_gone(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let meant_for =
        |life| Batch { expected: Some(life), ..a_batch(log, vec![an_entry(b"x"), an_entry(b"y")]) };
    let invented = Incarnation(unlike_any());
    assert_eq!(store.append(meant_for(invented)).await.unwrap(), [Placed::Gone; 2]);
    assert!(!exists(&*store, log).await);
    let (life, _) = append_one(&*store, log, b"begun").await;
    assert_eq!(store.append(meant_for(invented)).await.unwrap(), [Placed::Gone; 2]);
    assert_eq!(seqs(&store.append(meant_for(life)).await.unwrap()), [Some(1), Some(2)]);
    store.delete(log).await.unwrap();
    assert_eq!(store.append(meant_for(life)).await.unwrap(), [Placed::Gone; 2]);
    assert!(!exists(&*store, log).await);
}

/// Every byte value, at the longest and the shortest length.
pub async fn the_longest_frame_comes_back_as_it_was(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let longest: Vec<u8> = (0..=255).cycle().take(FRAME_MAX).collect();
    append_one(&*store, log, &longest).await;
    append_one(&*store, log, &[0]).await;
    assert_eq!(frames(&*store, log).await, [longest, vec![0]]);
}

/// Nothing to append is nothing appended.
pub async fn an_empty_batch_changes_nothing(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    assert_eq!(append(&*store, log, vec![]).await, []);
    assert!(!exists(&*store, log).await);
}

/// A working store says that it works.
pub async fn a_working_store_says_so(place: &impl Place) {
    place.open().await.check().await.unwrap();
}

/// An append whose future owns its store, for spawning.
trait AppendOwned {
    async fn append_owned(self, batch: Batch) -> Vec<Placed>;
}

impl AppendOwned for Arc<dyn Store> {
    async fn append_owned(self, batch: Batch) -> Vec<Placed> {
        self.append(batch).await.unwrap()
    }
}
