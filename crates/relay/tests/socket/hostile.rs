//! Devices that do what none should.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use relay::Config;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;
use wire::{ErrorCode, FRAME_MAX, Frame, LogId, MESSAGE_MAX, ToDevice, ToRelay};

use crate::house::{Device, House, a_key, a_token, frame, soon};

/// The relay still serves whoever behaves.
async fn still_serves(house: &House) {
    let (mut device, key) = (house.device().await, a_key());
    device.catch_up(&key, 0).await;
    assert_eq!(device.append(LogId::of(&key), b"fine").await, 0);
}

async fn throw(device: &mut Device, message: Message) {
    // The relay may have hung up already; what counts is what it says.
    let _ = soon(device.socket.send(message)).await;
}

#[tokio::test]
async fn a_text_message_ends_the_connection() {
    let house = House::new().await;
    let mut device = house.device().await;
    throw(&mut device, Message::Text("hello".into())).await;
    assert_eq!(device.hear_end().await, ErrorCode::BadMessage);
    still_serves(&house).await;
}

#[tokio::test]
async fn garbage_ends_the_connection_and_nothing_else() {
    let house = House::new().await;
    let open = house.device().await.opening(&a_key(), 0).encode();
    let long_array = [vec![0x9b], vec![0xff; 8]].concat();
    let deep = vec![0x81; 10_000];
    for garbage in [
        vec![],
        vec![0xff; 100],
        vec![0; 1000],
        open[..100].to_vec(),
        [open, vec![0]].concat(),
        long_array,
        deep,
    ] {
        let mut device = house.device().await;
        throw(&mut device, Message::Binary(garbage.into())).await;
        assert_eq!(device.hear_end().await, ErrorCode::BadMessage);
    }
    still_serves(&house).await;
}

#[tokio::test]
async fn garbage_after_a_proof_ends_the_connection_and_leaves_the_log() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    device.catch_up(&key, 0).await;
    device.append(LogId::of(&key), b"kept").await;
    throw(&mut device, Message::Binary(vec![0xff; 64].into())).await;
    assert_eq!(device.hear_end().await, ErrorCode::BadMessage);
    assert_eq!(house.device().await.catch_up(&key, 0).await, [b"kept"]);
}

#[tokio::test]
async fn a_message_over_the_limit_ends_the_connection() {
    let house = House::new().await;
    for length in [MESSAGE_MAX + 1, 2 * MESSAGE_MAX, 16 * MESSAGE_MAX] {
        let mut device = house.device().await;
        throw(&mut device, Message::Binary(vec![0; length].into())).await;
        assert_eq!(device.hear_end().await, ErrorCode::BadMessage, "{length} bytes");
    }
    still_serves(&house).await;
}

/// The announced length is enough; the relay does not take the bytes in first.
#[tokio::test]
async fn a_message_is_refused_as_soon_as_it_announces_too_much() {
    let house = House::new().await;
    let mut device = house.device().await;
    let length = u64::try_from(MESSAGE_MAX + 1).unwrap().to_be_bytes();
    let header = [&[0x82, 0xff][..], &length, &[1, 2, 3, 4]].concat();
    device.socket.get_mut().write_all(&header).await.unwrap();
    assert_eq!(device.hear_end().await, ErrorCode::BadMessage);
}

/// A message that never ends, in pieces that are each allowed.
#[tokio::test]
async fn a_message_in_pieces_is_refused_when_they_are_too_much_together() {
    let house = House::new().await;
    let mut device = house.device().await;
    let length = u16::MAX.to_be_bytes();
    for opcode in [0x02, 0x00, 0x00, 0x00, 0x00] {
        let piece = [&[opcode, 0xfe][..], &length, &[0; 4], &[7; u16::MAX as usize]].concat();
        device.socket.get_mut().write_all(&piece).await.unwrap();
    }
    assert_eq!(device.hear_end().await, ErrorCode::BadMessage);
}

#[tokio::test]
async fn a_frame_outside_its_limits_is_refused_by_its_request_and_the_connection_goes_on() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    device.catch_up(&key, 0).await;
    let asked = device.ask(log, a_token(), Frame::stored(vec![0; FRAME_MAX + 1])).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::FrameTooLarge, Some(asked), Some(log)));
    let asked = device.ask(log, a_token(), Frame::stored(vec![])).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::EmptyFrame, Some(asked), Some(log)));
    assert!(!house.holds(log).await);
    assert_eq!(device.append(log, vec![7; FRAME_MAX]).await, 0);
}

#[tokio::test]
async fn a_flood_of_pings_ends_the_connection() {
    let house = House::with(Config { strikes: 50, ..Config::default() }).await;
    let mut device = house.device().await;
    for _ in 0..51 {
        throw(&mut device, Message::Ping(vec![1; 100].into())).await;
    }
    assert_eq!(device.hear_end().await, ErrorCode::Flood);
    still_serves(&house).await;
}

#[tokio::test]
async fn pings_now_and_then_are_answered() {
    let house = House::new().await;
    let mut device = house.device().await;
    for count in 0..10 {
        throw(&mut device, Message::Ping(vec![count].into())).await;
        let answer = soon(device.socket.next()).await.unwrap().unwrap();
        assert_eq!(answer, Message::Pong(vec![count].into()));
    }
}

#[tokio::test]
async fn ten_thousand_openings_open_a_few_logs_and_end_the_connection() {
    let house = House::new().await;
    let device = house.device().await;
    let openings: Vec<_> =
        (0..10_000)
            .map(|count| {
                if count < 300 { device.opening(&a_key(), 0) } else { ToRelay::Close { log: LogId([0; 32]) } }
            })
            .map(|message| Message::Binary(message.encode().into()))
            .collect();
    let (mut sink, mut stream) = device.socket.split();
    let flood = tokio::spawn(async move {
        for opening in openings {
            if sink.feed(opening).await.is_err() {
                return;
            }
        }
        let _ = sink.flush().await;
    });
    let (mut opened, mut too_many, mut end) = (0, 0, None);
    while let Some(Ok(message)) = soon(stream.next()).await {
        let Message::Binary(bytes) = message else { continue };
        match ToDevice::decode(&bytes).unwrap() {
            ToDevice::Opened { .. } => opened += 1,
            ToDevice::Error { code: ErrorCode::TooManyLogs, .. } => too_many += 1,
            ToDevice::Error { code, .. } => end = Some(code),
            _ => {}
        }
    }
    soon(flood).await.unwrap();
    assert_eq!(opened, 64);
    assert!((1..256).contains(&too_many), "{too_many}");
    assert_eq!(end, Some(ErrorCode::Flood));
    still_serves(&house).await;
}

#[tokio::test]
async fn one_log_too_many_is_refused_until_another_is_closed() {
    let house = House::with(Config { logs: 2, ..Config::default() }).await;
    let mut device = house.device().await;
    let [a, b, c] = [a_key(), a_key(), a_key()];
    device.catch_up(&a, 0).await;
    device.catch_up(&b, 0).await;
    device.say(&device.opening(&c, 0)).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::TooManyLogs, None, Some(LogId::of(&c))));
    device.say(&device.opening(&a, 0)).await;
    assert_eq!(device.hear_refusal().await, (ErrorCode::AlreadyOpen, None, Some(LogId::of(&a))));
    device.say(&ToRelay::Close { log: LogId::of(&a) }).await;
    device.catch_up(&c, 0).await;
}

#[tokio::test]
async fn a_device_that_asks_without_end_for_what_it_may_not_is_sent_away() {
    let house = House::with(Config { strikes: 20, ..Config::default() }).await;
    let (mut device, log) = (house.device().await, LogId::of(&a_key()));
    for _ in 0..21 {
        device.ask(log, a_token(), frame(b"x")).await;
    }
    assert_eq!(device.hear_end().await, ErrorCode::Flood);
    assert!(!house.holds(log).await);
}

#[tokio::test]
async fn a_connection_that_never_proves_itself_is_ended() {
    let config = Config { prove_within: Duration::from_millis(50), ..Config::default() };
    let house = House::with(config).await;
    let mut silent = house.device().await;
    assert_eq!(silent.hear_end().await, ErrorCode::Idle);
    let (mut closing, key) = (house.device().await, a_key());
    closing.catch_up(&key, 0).await;
    closing.say(&ToRelay::Close { log: LogId::of(&key) }).await;
    assert_eq!(closing.hear_end().await, ErrorCode::Idle);
}

/// A device that is switched off without a word: nothing comes, not even a pong.
#[tokio::test]
async fn a_half_open_connection_is_given_up() {
    let tenth = Duration::from_millis(100);
    let config =
        Config { connections: 1, ping_after: tenth, pong_within: tenth, grace: tenth, ..Config::default() };
    let house = House::with(config).await;
    let (mut gone, key) = (house.device().await, a_key());
    gone.catch_up(&key, 0).await;
    let raw = gone.socket.get_mut();
    let mut all = Vec::new();
    soon(raw.read_to_end(&mut all)).await.unwrap();
    assert_eq!(all[..2], [0x89, 0], "first a ping");
    let idle = ToDevice::Error { code: ErrorCode::Idle, request: None, log: None }.encode();
    assert!(all.windows(idle.len()).any(|bytes| bytes == idle), "then the reason");
    still_serves(&house).await;
}

#[tokio::test]
async fn a_device_that_answers_pings_stays_for_as_long_as_it_likes() {
    let config = Config {
        ping_after: Duration::from_millis(20),
        pong_within: Duration::from_secs(20),
        strikes: 256,
        ..Config::default()
    };
    let house = House::with(config).await;
    let (mut device, key) = (house.device().await, a_key());
    device.catch_up(&key, 0).await;
    for _ in 0..20 {
        assert!(matches!(soon(device.socket.next()).await, Some(Ok(Message::Ping(_)))));
    }
    assert_eq!(device.append(LogId::of(&key), b"still here").await, 0);
}

#[tokio::test]
async fn a_socket_cut_in_the_middle_of_a_message_stores_nothing_of_it() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    device.catch_up(&key, 0).await;
    // A masked binary frame that announces 1000 bytes and brings 3.
    let raw = device.socket.get_mut();
    raw.write_all(&[0x82, 0xfe, 0x03, 0xe8, 1, 2, 3, 4, 9, 9, 9]).await.unwrap();
    raw.shutdown().await.unwrap();
    let mut rest = Vec::new();
    soon(raw.read_to_end(&mut rest)).await.unwrap();
    assert!(!house.holds(log).await);
    still_serves(&house).await;
}

#[tokio::test]
async fn one_connection_too_many_is_turned_away_until_there_is_room() {
    let house = House::with(Config { connections: 2, ..Config::default() }).await;
    let (first, _second) = (house.device().await, house.device().await);
    assert_eq!(house.try_device(&house.host()).await.err(), Some(503));
    drop(first);
    soon(async { while house.try_device(&house.host()).await.is_err() {} }).await;
}

#[tokio::test]
async fn a_plain_request_is_no_connection() {
    let house = House::new().await;
    let (status, _) = house.get("/relay").await;
    assert_eq!(status, 400);
}
