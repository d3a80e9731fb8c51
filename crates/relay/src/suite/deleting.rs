//! Stories of deleting, and of dropping what nobody opens.

use std::collections::HashSet;

use super::*;

/// A deleted log is as if it had never been.
pub async fn a_deleted_log_is_nothing(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    append_one(&*store, log, b"a").await;
    store.delete(log).await.unwrap();
    assert!(!exists(&*store, log).await);
    assert_eq!(store.open(log, TODAY).await.unwrap(), None);
    drop(store);
    assert!(!exists(&*place.open().await, log).await);
}

/// Nothing of it is left in what the store keeps: neither frames, short or long, nor tokens, nor its name.
pub async fn a_deleted_log_leaves_no_byte(place: &impl Place) {
    let (store, log, other) = (place.open().await, a_log(), a_log());
    let mut marks = HashSet::from([mark(log.as_bytes())]);
    for length in [40, 900, 3000, 5000, 70_000, 40, 900, 200, 60, 1500] {
        let frame: Vec<u8> = (0..length / 20).flat_map(|_| unlike_any::<20>()).collect();
        let entry = an_entry(&frame);
        marks.extend(frame.chunks_exact(20).map(mark));
        marks.insert(mark(entry.token.as_bytes()));
        append(&*store, log, vec![entry]).await;
        append_one(&*store, other, b"of another log").await;
    }
    let left = |bytes: &[u8]| bytes.windows(MARK).map(mark).filter(|found| marks.contains(found)).count();
    if let Some(before) = place.bytes() {
        assert!(left(&before) * 10 >= marks.len() * 9, "the marks can be found while the log is there");
    }
    store.delete(log).await.unwrap();
    if let Some(after) = place.bytes() {
        assert_eq!(left(&after), 0, "of {} marks", marks.len());
    }
    assert_eq!(frames(&*store, other).await.len(), 10);
}

/// How many bytes are looked for at a time.
const MARK: usize = 16;

fn mark(bytes: &[u8]) -> [u8; MARK] {
    bytes[..MARK].try_into().expect("as many as were taken")
}

/// Written again after its deletion, a log begins at 0 in another life, and forgets its tokens.
pub async fn a_log_written_after_its_deletion_is_another(place: &impl Place) {
    let (store, log, entry) = (place.open().await, a_log(), an_entry(b"again"));
    let mut lives = Vec::new();
    for _ in 0..4 {
        match append(&*store, log, vec![an_entry(b"first"), entry.clone()]).await[..] {
            [Placed::At { incarnation, seq: 0 }, Placed::At { seq: 1, .. }] => lives.push(incarnation),
            ref other => panic!("a new life began with {other:?}"),
        }
        store.delete(log).await.unwrap();
    }
    lives.sort();
    lives.dedup();
    assert_eq!(lives.len(), 4, "no incarnation returned");
}

/// Deleting twice, or what never was, is no error.
pub async fn deleting_what_is_not_there_is_fine(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    store.delete(log).await.unwrap();
    append_one(&*store, log, b"a").await;
    store.delete(log).await.unwrap();
    store.delete(log).await.unwrap();
}

/// The logs beside it keep everything, their order and their tokens.
pub async fn deletion_leaves_other_logs_alone(place: &impl Place) {
    let store = place.open().await;
    let logs: Vec<LogId> = (0..5).map(|_| a_log()).collect();
    let entry = an_entry(b"kept");
    for log in &logs {
        append(&*store, *log, vec![entry.clone(), an_entry(b"too")]).await;
    }
    store.delete(logs[2]).await.unwrap();
    for log in [logs[0], logs[1], logs[3], logs[4]] {
        assert_eq!(frames(&*store, log).await, [&b"kept"[..], b"too"]);
        assert_eq!(seqs(&append(&*store, log, vec![entry.clone()]).await), [Some(0)]);
    }
}

/// A log last opened on the day before the given one is dropped; one opened on that very day is kept.
pub async fn logs_that_nobody_opened_are_swept(place: &impl Place) {
    let (store, old, new) = (place.open().await, a_log(), a_log());
    store.append(Batch { today: Day(100), ..a_batch(old, vec![an_entry(b"a")]) }).await.unwrap();
    store.append(Batch { today: Day(101), ..a_batch(new, vec![an_entry(b"a")]) }).await.unwrap();
    assert_eq!(store.sweep(Day(101), 10).await.unwrap(), [old]);
    assert!(!exists(&*store, old).await);
    assert!(exists(&*store, new).await);
    assert_eq!(store.sweep(Day(101), 10).await.unwrap(), []);
}

/// To open a log or to append to it is to want it; a clock that goes back takes no day away.
pub async fn opening_and_appending_keep_a_log(place: &impl Place) {
    let (store, opened, appended) = (place.open().await, a_log(), a_log());
    let entry = || Batch { today: Day(100), ..a_batch(opened, vec![an_entry(b"a")]) };
    store.append(entry()).await.unwrap();
    store.append(Batch { log: appended, ..entry() }).await.unwrap();
    store.open(opened, Day(102)).await.unwrap();
    store.append(Batch { log: appended, today: Day(102), ..entry() }).await.unwrap();
    store.open(opened, Day(90)).await.unwrap();
    store.append(Batch { log: appended, today: Day(90), ..entry() }).await.unwrap();
    assert_eq!(store.sweep(Day(102), 10).await.unwrap(), []);
    assert_eq!(store.sweep(Day(103), 10).await.unwrap().len(), 2);
}

/// A sweep is done in steps, the longest unopened first.
pub async fn a_sweep_takes_no_more_than_it_is_told(place: &impl Place) {
    let store = place.open().await;
    let mut logs = Vec::new();
    for day in 50..55 {
        let log = a_log();
        store.append(Batch { today: Day(day), ..a_batch(log, vec![an_entry(b"a")]) }).await.unwrap();
        logs.push(log);
    }
    assert_eq!(store.sweep(Day(60), 2).await.unwrap(), logs[..2]);
    assert_eq!(store.sweep(Day(60), 10).await.unwrap(), logs[2..]);
}
