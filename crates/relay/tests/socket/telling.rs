//! What devices are told, in which order, and that nothing is missed and nothing comes twice.

use std::sync::Arc;

use relay::{Config, Entry};
use wire::{ErrorCode, FRAME_MAX, LogId, ToDevice, ToRelay};

use crate::house::{House, a_key, a_token, frame, soon};

#[tokio::test]
async fn what_one_device_appends_the_other_hears_and_itself_too() {
    let house = House::new().await;
    let key = a_key();
    let log = LogId::of(&key);
    let (mut one, mut other) = (house.device().await, house.device().await);
    one.catch_up(&key, 0).await;
    other.catch_up(&key, 0).await;
    let request = one.ask(log, a_token(), frame(b"hello")).await;
    let (mut appended, mut heard) = (None, None);
    while appended.is_none() || heard.is_none() {
        match one.hear().await {
            ToDevice::Appended { request: answered, incarnation, seq, .. } => {
                appended = Some((answered, incarnation, seq));
            }
            ToDevice::Frames { incarnation, from, frames, .. } => heard = Some((incarnation, from, frames)),
            unexpected => panic!("{unexpected:?}"),
        }
    }
    let ((answered, life, seq), (its_life, from, frames)) = (appended.unwrap(), heard.unwrap());
    assert_eq!((answered, seq, its_life, from), (request, 0, life, 0));
    assert_eq!(frames, [frame(b"hello")]);
    assert_eq!(other.hear_frames().await, (0, vec![b"hello".to_vec()]));
    assert_eq!(house.device().await.open(&key, 0).await.incarnation, Some(life));
}

#[tokio::test]
async fn a_device_reads_on_from_where_it_was() {
    let house = House::new().await;
    let key = a_key();
    let mut writer = house.device().await;
    writer.catch_up(&key, 0).await;
    for count in 0..10_u8 {
        assert_eq!(writer.append(LogId::of(&key), [count]).await, u64::from(count));
    }
    let mut reader = house.device().await;
    assert_eq!(reader.catch_up(&key, 7).await, [[7], [8], [9]]);
    reader.say(&ToRelay::Close { log: LogId::of(&key) }).await;
    assert_eq!(reader.catch_up(&key, 9).await, [[9]]);
}

#[tokio::test]
async fn reading_from_beyond_the_end_begins_at_the_end() {
    let house = House::new().await;
    let key = a_key();
    let (mut writer, mut reader) = (house.device().await, house.device().await);
    writer.catch_up(&key, 0).await;
    writer.append(LogId::of(&key), b"a").await;
    assert_eq!(reader.catch_up(&key, u64::MAX).await, Vec::<Vec<u8>>::new());
    writer.append(LogId::of(&key), b"b").await;
    assert_eq!(reader.hear_frames().await, (1, vec![b"b".to_vec()]));
}

#[tokio::test]
async fn a_long_history_comes_in_pages_that_fit_their_messages() {
    let house = House::new().await;
    let key = a_key();
    let mut writer = house.device().await;
    writer.catch_up(&key, 0).await;
    let mut written = Vec::new();
    for count in 0..40_u8 {
        let bytes = vec![count; if count % 10 == 9 { FRAME_MAX } else { 20_000 }];
        writer.append(LogId::of(&key), bytes.clone()).await;
        written.push(bytes);
    }
    assert_eq!(house.device().await.catch_up(&key, 0).await, written);
}

/// Readers that come at any moment while others write hear the whole log, once, in order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_missed_or_doubled_between_history_and_live_frames() {
    const WRITERS: usize = 3;
    const EACH: usize = 60;
    let house = Arc::new(House::new().await);
    let key = a_key();
    let log = LogId::of(&key);
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (house, key) = (Arc::clone(&house), key.clone());
            tokio::spawn(async move {
                let mut device = house.device().await;
                device.catch_up(&key, u64::MAX).await;
                for count in 0..EACH {
                    let asked = device.ask(log, a_token(), frame(format!("{writer} {count}"))).await;
                    while !matches!(device.hear().await, ToDevice::Appended { request, .. } if request == asked) {}
                }
            })
        })
        .collect();
    let readers: Vec<_> = (0..20)
        .map(|_| {
            let (house, key) = (Arc::clone(&house), key.clone());
            tokio::spawn(async move {
                let mut device = house.device().await;
                let mut heard = device.catch_up(&key, 0).await;
                while heard.len() < WRITERS * EACH {
                    let (from, frames) = device.hear_frames().await;
                    assert_eq!(from, heard.len() as u64, "each run begins where the last one ended");
                    heard.extend(frames);
                }
                heard
            })
        })
        .collect();
    for writer in writers {
        soon(writer).await.unwrap();
    }
    let truth = house.device().await.catch_up(&key, 0).await;
    assert_eq!(truth.len(), WRITERS * EACH);
    for reader in readers {
        assert_eq!(soon(reader).await.unwrap(), truth);
    }
}

#[tokio::test]
async fn appends_are_numbered_in_the_order_in_which_they_were_sent() {
    let house = House::new().await;
    let (key, other) = (a_key(), a_key());
    let mut device = house.device().await;
    device.catch_up(&key, 0).await;
    device.catch_up(&other, 0).await;
    let mut asked = Vec::new();
    for count in 0..300_u16 {
        let log = LogId::of(if count % 3 == 0 { &other } else { &key });
        asked.push((device.ask(log, a_token(), frame(count.to_be_bytes())).await, log));
    }
    let mut answered = Vec::new();
    while answered.len() < asked.len() {
        match device.hear().await {
            ToDevice::Appended { request, log, seq, .. } => answered.push((log, seq, request)),
            ToDevice::Frames { .. } => {}
            unexpected => panic!("{unexpected:?}"),
        }
    }
    for log in [LogId::of(&key), LogId::of(&other)] {
        let of_log = answered
            .iter()
            .filter(|(answered, ..)| *answered == log)
            .map(|(_, seq, request)| (*seq, *request));
        let expected = asked.iter().filter(|(_, asked)| *asked == log).map(|(request, _)| *request);
        assert_eq!(of_log.collect::<Vec<_>>(), (0..).zip(expected).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_append_sent_again_on_a_new_connection_is_answered_the_same() {
    let house = House::new().await;
    let key = a_key();
    let (log, token) = (LogId::of(&key), a_token());
    let mut device = house.device().await;
    device.catch_up(&key, 0).await;
    device.ask(log, token, frame(b"once")).await;
    device.hear().await;
    drop(device);
    let mut again = house.device().await;
    assert_eq!(again.catch_up(&key, 0).await, [b"once"]);
    let asked = again.ask(log, token, frame(b"once")).await;
    match again.hear().await {
        ToDevice::Appended { request, seq, .. } => assert_eq!((request, seq), (asked, 0)),
        unexpected => panic!("{unexpected:?}"),
    }
    assert_eq!(again.append(log, b"next").await, 1);
}

#[tokio::test]
async fn an_append_is_told_to_others_when_its_device_has_gone() {
    let house = House::new().await;
    let key = a_key();
    let (mut one, mut other) = (house.device().await, house.device().await);
    one.catch_up(&key, 0).await;
    other.catch_up(&key, 0).await;
    house.store.hold_appends();
    one.ask(LogId::of(&key), a_token(), frame(b"last words")).await;
    soon(house.store.arrived.acquire()).await.unwrap().forget();
    drop(one);
    house.store.let_go(1);
    assert_eq!(other.hear_frames().await, (0, vec![b"last words".to_vec()]));
}

#[tokio::test]
async fn deletion_is_told_to_everyone_and_ends_the_reading() {
    let house = House::new().await;
    let key = a_key();
    let log = LogId::of(&key);
    let (mut one, mut other) = (house.device().await, house.device().await);
    one.catch_up(&key, 0).await;
    let request = one.ask(log, a_token(), frame(b"a")).await;
    assert_eq!(request, 1);
    other.catch_up(&key, 0).await;
    one.hear_frames().await;
    one.say(&ToRelay::Delete { log }).await;
    while one.hear().await != (ToDevice::Deleted { log }) {}
    while other.hear().await != (ToDevice::Deleted { log }) {}
    assert!(!house.holds(log).await);
    other.ask(log, a_token(), frame(b"late")).await;
    assert_eq!(other.hear_refusal().await.0, ErrorCode::NotOpened);
    let reopened = one.open(&key, 1).await;
    assert_eq!((reopened.incarnation, reopened.next), (None, 0));
}

#[tokio::test]
async fn deleting_an_unwritten_log_is_answered() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    device.catch_up(&key, 0).await;
    device.say(&ToRelay::Delete { log: LogId::of(&key) }).await;
    assert_eq!(device.hear().await, ToDevice::Deleted { log: LogId::of(&key) });
}

/// The device that opened a log does not write into what another began after deleting it.
#[tokio::test]
async fn an_append_never_lands_in_another_life_of_the_log() {
    let house = House::new().await;
    let key = a_key();
    let log = LogId::of(&key);
    let (mut one, mut other) = (house.device().await, house.device().await);
    one.catch_up(&key, 0).await;
    one.append(log, b"first life").await;
    other.catch_up(&key, 0).await;
    house.store.hold_appends();
    let asked = other.ask(log, a_token(), frame(b"meant for the first life")).await;
    soon(house.store.arrived.acquire_many(2)).await.unwrap().forget();
    one.say(&ToRelay::Delete { log }).await;
    while one.hear().await != (ToDevice::Deleted { log }) {}
    house.store.let_go(1);
    let mut refused = None;
    while refused.is_none() {
        match other.hear().await {
            ToDevice::Error { code, request, .. } => refused = Some((code, request)),
            ToDevice::Deleted { .. } => {}
            unexpected => panic!("{unexpected:?}"),
        }
    }
    assert_eq!(refused, Some((ErrorCode::Gone, Some(asked))));
    assert!(!house.holds(log).await);
}

#[tokio::test]
async fn a_closed_log_is_told_of_no_more_but_its_appends_are_answered() {
    let house = House::new().await;
    let (key, other) = (a_key(), a_key());
    let log = LogId::of(&key);
    let mut device = house.device().await;
    device.catch_up(&key, 0).await;
    device.catch_up(&other, 0).await;
    house.store.hold_appends();
    let asked = device.ask(log, a_token(), frame(b"a")).await;
    device.say(&ToRelay::Close { log }).await;
    device.say(&ToRelay::Close { log }).await;
    assert_eq!(device.hear_refusal().await.0, ErrorCode::NotOpened, "the first close has been heard");
    house.store.let_go(2);
    assert!(matches!(device.hear().await, ToDevice::Appended { request, .. } if request == asked));
    device.ask(LogId::of(&other), a_token(), frame(b"b")).await;
    let (mut answered, mut told) = (false, false);
    while !(answered && told) {
        match device.hear().await {
            ToDevice::Appended { log, .. } => answered = log == LogId::of(&other),
            ToDevice::Frames { log, .. } => told = log == LogId::of(&other),
            unexpected => panic!("{unexpected:?}"),
        }
    }
}

#[tokio::test]
async fn a_full_log_says_so_for_each_request_and_its_room_is_told() {
    let quota = 2 * (100 + Entry::OVERHEAD);
    let house = House::with(Config { quota, ..Config::default() }).await;
    let (mut device, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    device.catch_up(&key, 0).await;
    device.append(log, [1; 100]).await;
    let asked = device.ask(log, a_token(), frame([2; 101])).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::QuotaFull, Some(asked), Some(log)));
    assert_eq!(house.device().await.open(&key, 0).await.quota_left, 100 + Entry::OVERHEAD);
    assert_eq!(device.append(log, [3; 100]).await, 1);
    assert_eq!(house.device().await.open(&key, 0).await.quota_left, 0);
}
