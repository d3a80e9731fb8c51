//! Golden bytes for every message, and that nothing but them is read.

use proptest::prelude::*;

use super::*;
use crate::{Audience, ErrorCode, FRAME_MAX, Frame, Incarnation, LogId, Nonce, Signature, Token};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const LOG: LogId = LogId([0x11; 32]);
const INCARNATION: Incarnation = Incarnation([0x22; 16]);
const TOKEN: Token = Token([0x33; 16]);

fn frame() -> Frame {
    Frame::new(vec![0xf0, 0xf1]).unwrap()
}

fn open() -> ToRelay {
    ToRelay::Open {
        version: VERSION,
        nonce: Nonce([0x44; 32]),
        audience: Audience::new("r.example").unwrap(),
        log: LOG,
        from: 300,
        signature: Signature([0x55; 64]),
    }
}

fn to_relay() -> Vec<(ToRelay, String)> {
    let log = format!("5820{}", "11".repeat(32));
    let open_bytes = format!(
        "870001{}{}{log}19012c{}",
        format_args!("5820{}", "44".repeat(32)),
        "69722e6578616d706c65",
        format_args!("5840{}", "55".repeat(64)),
    );
    let append = ToRelay::Append { request: 7, log: LOG, token: TOKEN, frame: frame() };
    vec![
        (open(), open_bytes),
        (append, format!("850107{log}50{}42f0f1", "33".repeat(16))),
        (ToRelay::Delete { log: LOG }, format!("8202{log}")),
        (ToRelay::Close { log: LOG }, format!("8203{log}")),
    ]
}

fn to_device() -> Vec<(ToDevice, String)> {
    let log = format!("5820{}", "11".repeat(32));
    let life = format!("50{}", "22".repeat(16));
    let opened = |incarnation| ToDevice::Opened { log: LOG, incarnation, first: 0, next: 5, quota_left: 256 };
    let error = |request, log| ToDevice::Error { code: ErrorCode::QuotaFull, request, log };
    vec![
        (
            ToDevice::Challenge { version: VERSION, nonce: Nonce([0x44; 32]) },
            format!("8300015820{}", "44".repeat(32)),
        ),
        (opened(Some(INCARNATION)), format!("8601{log}{life}0005190100")),
        (opened(None), format!("8601{log}f60005190100")),
        (
            ToDevice::Frames { log: LOG, incarnation: INCARNATION, from: 3, frames: vec![frame(), frame()] },
            format!("8502{log}{life}038242f0f142f0f1"),
        ),
        (ToDevice::CaughtUp { log: LOG, next: 5 }, format!("8303{log}05")),
        (
            ToDevice::Appended { request: 7, log: LOG, incarnation: INCARNATION, seq: 4 },
            format!("850407{log}{life}04"),
        ),
        (ToDevice::Deleted { log: LOG }, format!("8205{log}")),
        (error(Some(7), Some(LOG)), format!("84060907{log}")),
        (error(None, Some(LOG)), format!("840609f6{log}")),
        (error(Some(7), None), "83060907".to_owned()),
        (error(None, None), "820609".to_owned()),
    ]
}

/// A device and a relay of different releases understand each other only while these bytes stay.
#[test]
fn every_message_to_the_relay_has_its_golden_bytes() {
    for (message, golden) in to_relay() {
        assert_eq!(hex(&message.encode()), golden, "{message:?}");
        assert_eq!(ToRelay::decode(&message.encode()).unwrap(), message);
    }
}

/// As above, the other way.
#[test]
fn every_message_to_the_device_has_its_golden_bytes() {
    for (message, golden) in to_device() {
        assert_eq!(hex(&message.encode()), golden, "{message:?}");
        assert_eq!(ToDevice::decode(&message.encode()).unwrap(), message);
    }
}

#[test]
fn a_message_cut_anywhere_or_with_a_byte_more_is_refused() {
    for (message, _) in to_relay() {
        let bytes = message.encode();
        for cut in 0..bytes.len() {
            assert!(ToRelay::decode(&bytes[..cut]).is_err(), "{message:?} cut at {cut}");
        }
        let longer = [bytes, vec![0]].concat();
        assert!(matches!(ToRelay::decode(&longer), Err(DecodeError::NotDeterministic)));
    }
}

#[test]
fn another_form_of_the_same_message_is_refused() {
    let bytes = (ToRelay::Close { log: LOG }).encode();
    let long_number = [&[0x82, 0x18, 0x03], &bytes[2..]].concat();
    let long_length = [&[0x82, 0x03, 0x59, 0x00, 0x20], &bytes[4..]].concat();
    let indefinite = [&[0x9f], &bytes[1..], &[0xff]].concat();
    let one_field_more = [&[0x83], &bytes[1..], &[0x00]].concat();
    for form in [long_number, long_length, indefinite, one_field_more] {
        assert!(ToRelay::decode(&form).is_err(), "{}", hex(&form));
    }
}

#[test]
fn another_version_is_told_from_a_broken_message_whatever_follows_it() {
    let found = |bytes: &[u8]| match ToRelay::decode(bytes) {
        Err(DecodeError::Version { found }) => Some(found),
        _ => None,
    };
    assert_eq!(found(&[0x83, 0x00, 0x02, 0xf6]), Some(2));
    assert_eq!(found(&[0x82, 0x00, 0x01]), None);
    assert!(matches!(ToDevice::decode(&[0x82, 0x00, 0x18, 0x63]), Err(DecodeError::Version { found: 99 })));
}

#[test]
fn a_message_over_the_limit_is_not_looked_at() {
    let length = MESSAGE_MAX + 1;
    let refused = ToRelay::decode(&vec![0; length]);
    assert!(matches!(refused, Err(DecodeError::TooLong { length: found }) if found == length));
}

#[test]
fn the_longest_frame_fits_into_a_message_each_way() {
    let frame = Frame::new(vec![0xff; FRAME_MAX]).unwrap();
    let append = ToRelay::Append { request: u32::MAX, log: LOG, token: TOKEN, frame: frame.clone() };
    assert_eq!(ToRelay::decode(&append.encode()).unwrap(), append);
    let from = u64::MAX - 1;
    let frames = ToDevice::Frames { log: LOG, incarnation: INCARNATION, from, frames: vec![frame] };
    assert_eq!(ToDevice::decode(&frames.encode()).unwrap(), frames);
}

#[test]
fn a_frame_over_the_limit_still_names_its_request() {
    let frame = Frame::stored(vec![0; FRAME_MAX + 1]);
    let append = ToRelay::Append { request: 7, log: LOG, token: TOKEN, frame };
    assert_eq!(ToRelay::decode(&append.encode()).unwrap(), append);
}

#[test]
fn a_run_that_cannot_be_is_refused() {
    let run = |from, frames| {
        let message = ToDevice::Frames { log: LOG, incarnation: INCARNATION, from, frames };
        ToDevice::decode(&message.encode())
    };
    assert!(run(0, vec![frame(); PAGE_FRAMES_MAX]).is_ok());
    assert!(matches!(run(0, vec![frame(); PAGE_FRAMES_MAX + 1]), Err(DecodeError::Run { .. })));
    assert!(matches!(run(0, vec![]), Err(DecodeError::Run { .. })));
    assert!(matches!(run(0, vec![Frame::stored(vec![])]), Err(DecodeError::Run { .. })));
    assert!(matches!(run(u64::MAX, vec![frame()]), Err(DecodeError::Run { .. })));
}

proptest! {
    #[test]
    fn no_bytes_make_decoding_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = ToRelay::decode(&bytes);
        let _ = ToDevice::decode(&bytes);
    }

    /// What is read is written as it was: two messages never share their bytes, one message never has two forms.
    #[test]
    fn a_message_with_bytes_changed_is_refused_or_is_exactly_what_it_says(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let messages: Vec<Vec<u8>> =
            to_relay().iter().map(|(m, _)| m.encode()).chain(to_device().iter().map(|(m, _)| m.encode())).collect();
        let mut bytes = which.get(&messages).clone();
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Ok(message) = ToRelay::decode(&bytes) {
            prop_assert_eq!(message.encode(), bytes.clone());
        }
        if let Ok(message) = ToDevice::decode(&bytes) {
            prop_assert_eq!(message.encode(), bytes);
        }
    }
}
