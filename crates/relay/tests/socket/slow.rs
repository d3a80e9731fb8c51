//! Devices that do not keep up: they are slowed down, others are not, and memory is not used for them.

use std::time::Duration;

use relay::Config;
use wire::LogId;

use crate::house::{House, a_key, a_token, frame, soon};

#[tokio::test]
async fn a_device_that_reads_late_still_hears_everything_once() {
    let house = House::new().await;
    let key = a_key();
    let (mut slow, mut writer) = (house.device().await, house.device().await);
    slow.catch_up(&key, 0).await;
    writer.catch_up(&key, 0).await;
    let written: Vec<Vec<u8>> = (0..120_u8).map(|count| vec![count; 100_000]).collect();
    for bytes in &written {
        writer.append(LogId::of(&key), bytes.clone()).await;
    }
    assert_eq!(slow.hear_so_many(120).await, (0, written));
}

#[tokio::test]
async fn a_device_that_takes_nothing_in_is_cut_off_and_the_others_are_served() {
    let config = Config {
        slow_after: Duration::from_millis(300),
        grace: Duration::from_millis(100),
        connections: 2,
        ..Config::default()
    };
    let house = House::with(config).await;
    let key = a_key();
    let mut writer = house.device().await;
    writer.catch_up(&key, 0).await;
    for count in 0..200_u8 {
        writer.append(LogId::of(&key), vec![count; 100_000]).await;
    }
    let mut stuck = house.device().await;
    stuck.say(&stuck.opening(&key, 0)).await;
    assert_eq!(house.try_device(&house.host()).await.err(), Some(503), "the stuck one has its seat");
    // Its seat is free again once it has been cut off, though it has read nothing.
    soon(async { while house.try_device(&house.host()).await.is_err() {} }).await;
    assert_eq!(writer.append(LogId::of(&key), b"served").await, 200);
}

/// The relay takes only so many appends at a time and reads on when they are answered; all of them are answered.
#[tokio::test]
async fn more_appends_than_may_be_in_flight_wait_in_the_socket() {
    let config = Config { in_flight: 4, ..Config::default() };
    let house = House::with(config).await;
    let (mut device, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    device.catch_up(&key, 0).await;
    house.store.hold_appends();
    for count in 0..100_u8 {
        device.ask(log, a_token(), frame([count])).await;
    }
    soon(house.store.arrived.acquire()).await.unwrap().forget();
    house.store.let_go(100);
    let expected: Vec<Vec<u8>> = (0..100).map(|count| vec![count]).collect();
    assert_eq!(device.hear_so_many(100).await, (0, expected));
    let batches = house.store.arrived.available_permits() + 1;
    assert!(batches >= 100 / 4, "no batch held more than four: there were {batches}");
}
