//! Stopping, failing, sweeping, and how the relay says how it is.

use std::time::{Duration, SystemTime};

use relay::{Config, Day, PageSize, SqliteStore, Store};
use wire::{ErrorCode, LogId, ToDevice, ToRelay};

use crate::house::{House, a_key, a_token, frame, soon};

#[tokio::test]
async fn a_stopping_relay_answers_what_it_took_and_says_goodbye() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    device.catch_up(&key, 0).await;
    house.store.hold_appends();
    let first = device.ask(log, a_token(), frame(b"first")).await;
    soon(house.store.arrived.acquire()).await.unwrap().forget();
    let relay = house.relay.clone();
    let stopping = tokio::spawn(async move { relay.shutdown().await });
    soon(async { while house.get("/healthz").await.0 != 503 {} }).await;
    assert_eq!(house.try_device(&house.host()).await.err(), Some(503));
    house.store.let_go(1);
    match device.hear().await {
        ToDevice::Appended { request, seq, .. } => assert_eq!((request, seq), (first, 0)),
        unexpected => panic!("{unexpected:?}"),
    }
    assert_eq!(device.hear_end().await, ErrorCode::ShuttingDown);
    soon(stopping).await.unwrap();
    let kept = SqliteStore::open(&house.file()).unwrap();
    let page = kept.read(log, 0, PageSize { frames: 10, bytes: 100 }).await.unwrap().unwrap();
    assert_eq!(page.frames, [frame(b"first")]);
}

#[tokio::test]
async fn a_stopping_relay_does_not_wait_for_ever_for_a_device_that_does_not_listen() {
    let house = House::with(Config { grace: Duration::from_millis(100), ..Config::default() }).await;
    let (mut deaf, key) = (house.device().await, a_key());
    deaf.say(&deaf.opening(&key, 0)).await;
    soon(house.relay.shutdown()).await;
    assert_eq!(house.get("/healthz").await.0, 503);
}

#[tokio::test]
async fn the_relay_says_how_it_is() {
    let house = House::new().await;
    let (status, body) = house.get("/healthz").await;
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!((status, body), (200, format!(r#"{{"status":"ok","version":"{version}","store":"ok"}}"#)));
    house.store.fail(true);
    let (status, body) = house.get("/healthz").await;
    assert_eq!(
        (status, body),
        (503, format!(r#"{{"status":"failing","version":"{version}","store":"failing"}}"#))
    );
    house.store.fail(false);
    assert_eq!(house.get("/healthz").await.0, 200);
}

#[tokio::test]
async fn a_failing_store_is_told_and_the_device_succeeds_later() {
    let house = House::new().await;
    let (mut device, key, other) = (house.device().await, a_key(), a_key());
    let (log, token) = (LogId::of(&key), a_token());
    device.catch_up(&key, 0).await;
    house.store.fail(true);
    let asked = device.ask(log, token, frame(b"later")).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::Unavailable, Some(asked), Some(log)));
    device.say(&device.opening(&other, 0)).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::Unavailable, None, Some(LogId::of(&other))));
    house.store.fail(false);
    device.ask(log, token, frame(b"later")).await;
    let (from, frames) = device.hear_frames().await;
    assert_eq!((from, frames), (0, vec![b"later".to_vec()]));
    device.catch_up(&other, 0).await;
}

#[tokio::test]
async fn a_log_that_could_not_be_deleted_is_not_open_any_more() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    device.catch_up(&key, 0).await;
    house.store.fail(true);
    device.say(&ToRelay::Delete { log }).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::Unavailable, None, Some(log)));
    house.store.fail(false);
    device.ask(log, a_token(), frame(b"a")).await;
    assert_eq!(device.hear_refusal().await.0, ErrorCode::NotOpened);
    device.catch_up(&key, 0).await;
}

/// What could not be read is read again after opening again, with nothing missed.
#[tokio::test]
async fn a_log_that_could_not_be_read_is_not_open_any_more() {
    let house = House::new().await;
    let (mut reader, mut writer, key) = (house.device().await, house.device().await, a_key());
    let log = LogId::of(&key);
    reader.catch_up(&key, 0).await;
    writer.catch_up(&key, 0).await;
    house.store.hold_appends();
    writer.ask(log, a_token(), frame(b"a")).await;
    soon(house.store.arrived.acquire()).await.unwrap().forget();
    house.store.fail(true);
    house.store.let_go(1);
    assert_eq!(reader.hear_refusal().await, (ErrorCode::Unavailable, None, Some(log)));
    house.store.fail(false);
    assert_eq!(reader.catch_up(&key, 0).await, [b"a"]);
}

#[tokio::test]
async fn a_log_that_is_open_is_not_swept_and_one_long_unopened_is() {
    let house = House::new().await;
    let (mut device, open, left) = (house.device().await, a_key(), a_key());
    device.catch_up(&open, 0).await;
    device.catch_up(&left, 0).await;
    for key in [&open, &left] {
        device.append(LogId::of(key), b"a").await;
    }
    device.say(&ToRelay::Close { log: LogId::of(&left) }).await;
    device.say(&ToRelay::Close { log: LogId::of(&left) }).await;
    assert_eq!(device.hear_refusal().await.0, ErrorCode::NotOpened);
    let Day(today) = Day::of(SystemTime::now());
    assert_eq!(house.relay.sweep(Day(today + 366)).await.unwrap(), 0, "a year and a day are not over");
    assert_eq!(house.relay.sweep(Day(today + 368)).await.unwrap(), 1);
    assert!(house.holds(LogId::of(&open)).await);
    assert!(!house.holds(LogId::of(&left)).await);
}
