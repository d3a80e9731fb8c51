//! Who may open a log, and who may not.

use wire::{Audience, ErrorCode, LogId, Nonce, Proof, Signature, ToRelay, VERSION};

use crate::house::{House, a_key, a_token, frame};

#[tokio::test]
async fn the_holder_of_the_key_opens_the_log() {
    let house = House::new().await;
    let mut device = house.device().await;
    let opened = device.open(&a_key(), 0).await;
    assert_eq!((opened.incarnation, opened.first, opened.next), (None, 0, 0));
    assert_eq!(opened.quota_left, 64 * 1024 * 1024);
}

#[tokio::test]
async fn an_open_recorded_on_another_connection_is_refused() {
    let house = House::new().await;
    let (mut first, mut second) = (house.device().await, house.device().await);
    assert_ne!(first.nonce, second.nonce);
    let key = a_key();
    let recorded = first.opening(&key, 0);
    first.open(&key, 0).await;
    second.say(&recorded).await;
    assert_eq!(second.hear_end().await, ErrorCode::ReplayedChallenge);
}

#[tokio::test]
async fn a_recorded_signature_under_this_connections_nonce_is_refused() {
    let house = House::new().await;
    let (first, mut second) = (house.device().await, house.device().await);
    let ToRelay::Open { version, audience, log, from, signature, .. } = first.opening(&a_key(), 0) else {
        panic!("an opening is an Open");
    };
    let nonce = second.nonce;
    second.say(&ToRelay::Open { version, nonce, audience, log, from, signature }).await;
    assert_eq!(second.hear_end().await, ErrorCode::BadSignature);
}

#[tokio::test]
async fn a_proof_made_for_another_relay_is_refused() {
    let house = House::new().await;
    let mut device = house.device().await;
    let key = a_key();
    let elsewhere = Audience::new("relay.example").unwrap();
    let proof = Proof::new(device.nonce, elsewhere, LogId::of(&key));
    device.say(&proof.open(0, |statement| Signature::by(&key, statement))).await;
    assert_eq!(device.hear_end().await, ErrorCode::WrongAudience);
}

#[tokio::test]
async fn a_proof_made_for_another_relay_cannot_be_relabelled() {
    let house = House::new().await;
    let mut device = house.device().await;
    let (key, nonce) = (a_key(), device.nonce);
    let elsewhere = Proof::new(nonce, Audience::new("relay.example").unwrap(), LogId::of(&key));
    let signature = Signature::by(&key, &elsewhere.statement());
    let audience = Audience::new(&house.host()).unwrap();
    device
        .say(&ToRelay::Open { version: VERSION, nonce, audience, log: LogId::of(&key), from: 0, signature })
        .await;
    assert_eq!(device.hear_end().await, ErrorCode::BadSignature);
}

#[tokio::test]
async fn the_host_that_counts_is_the_one_in_the_request() {
    let house = House::new().await;
    let mut device = house.try_device("Relay.Example:443").await.unwrap();
    device.open(&a_key(), 0).await;
    assert_eq!(house.try_device("not/a host").await.err(), Some(400));
}

#[tokio::test]
async fn another_key_does_not_open_the_log() {
    let house = House::new().await;
    let mut device = house.device().await;
    let (key, other) = (a_key(), a_key());
    let proof = Proof::new(device.nonce, Audience::new(&house.host()).unwrap(), LogId::of(&key));
    device.say(&proof.open(0, |statement| Signature::by(&other, statement))).await;
    assert_eq!(device.hear_end().await, ErrorCode::BadSignature);
}

#[tokio::test]
async fn a_name_that_is_no_key_opens_nothing() {
    let house = House::new().await;
    let mut device = house.device().await;
    let audience = Audience::new(&house.host()).unwrap();
    let proof = Proof::new(device.nonce, audience, LogId([2; 32]));
    device.say(&proof.open(0, |_| Signature([0; 64]))).await;
    assert_eq!(device.hear_end().await, ErrorCode::BadSignature);
}

#[tokio::test]
async fn an_invented_challenge_is_refused() {
    let house = House::new().await;
    let mut device = house.device().await;
    device.nonce = Nonce([7; 32]);
    device.say(&device.opening(&a_key(), 0)).await;
    assert_eq!(device.hear_end().await, ErrorCode::ReplayedChallenge);
}

#[tokio::test]
async fn another_version_is_told_so() {
    let house = House::new().await;
    let mut device = house.device().await;
    let ToRelay::Open { nonce, audience, log, from, signature, .. } = device.opening(&a_key(), 0) else {
        panic!("an opening is an Open");
    };
    device.say(&ToRelay::Open { version: VERSION + 1, nonce, audience, log, from, signature }).await;
    assert_eq!(device.hear_end().await, ErrorCode::UnsupportedVersion);
}

#[tokio::test]
async fn without_proof_nothing_is_done_and_nothing_is_stored() {
    let house = House::new().await;
    let (mut stranger, key) = (house.device().await, a_key());
    let log = LogId::of(&key);
    let mut owner = house.device().await;
    owner.open(&key, 0).await;
    owner.hear().await;
    owner.append(log, b"mine").await;
    let request = stranger.ask(log, a_token(), frame(b"not mine")).await;
    assert_eq!(stranger.hear_refusal().await, (ErrorCode::NotOpened, Some(request), Some(log)));
    stranger.say(&ToRelay::Delete { log }).await;
    assert_eq!(stranger.hear_refusal().await, (ErrorCode::NotOpened, None, Some(log)));
    stranger.say(&ToRelay::Close { log }).await;
    assert_eq!(stranger.hear_refusal().await, (ErrorCode::NotOpened, None, Some(log)));
    let unwritten = LogId::of(&a_key());
    stranger.ask(unwritten, a_token(), frame(b"anything")).await;
    assert_eq!(stranger.hear_refusal().await.0, ErrorCode::NotOpened);
    assert!(!house.holds(unwritten).await);
    assert_eq!(house.device().await.catch_up(&key, 0).await, [b"mine"]);
}

#[tokio::test]
async fn opening_a_log_alone_stores_nothing() {
    let house = House::new().await;
    let (mut device, key) = (house.device().await, a_key());
    assert_eq!(device.catch_up(&key, 0).await, Vec::<Vec<u8>>::new());
    assert!(!house.holds(LogId::of(&key)).await);
}
