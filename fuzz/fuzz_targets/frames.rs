//! What a relay and a device say to each other, as bytes (`wire`). Whatever is read, is written again as the very bytes
//! that were read, so there is one form; a run of frames is within its limits; and only the log's key opens a log.

#![no_main]

use companion::wire::{Audience, PAGE_FRAMES_MAX, Proof, ToDevice, ToRelay, VERSION};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match ToRelay::decode(bytes) {
        Ok(message) => {
            assert_eq!(message.encode(), bytes);
            opening(&message);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match ToDevice::decode(bytes) {
        Ok(message) => {
            assert_eq!(message.encode(), bytes);
            within_limits(&message);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(host) = std::str::from_utf8(bytes) {
        audience(host);
    }
});

/// A signature that libFuzzer makes up is nobody's.
fn opening(message: &ToRelay) {
    let ToRelay::Open { version, nonce, audience, log, signature, .. } = message else { return };
    assert_eq!(*version, VERSION);
    let proof = Proof::new(*nonce, audience.clone(), *log);
    if proof.verify(signature).is_ok() {
        let other = Audience::new("another.example").expect("a host");
        assert!(*audience == other || Proof::new(*nonce, other, *log).verify(signature).is_err());
    }
}

fn within_limits(message: &ToDevice) {
    if let ToDevice::Frames { from, frames, .. } = message {
        assert!((1..=PAGE_FRAMES_MAX).contains(&frames.len()));
        assert!(frames.iter().all(|frame| frame.check().is_ok()));
        assert!(from.checked_add(frames.len() as u64).is_some());
    }
}

/// What an audience is shown as is that audience, and is read from the wire.
fn audience(host: &str) {
    let Ok(audience) = Audience::new(host) else { return };
    assert_eq!(Audience::new(audience.as_str()).as_ref(), Ok(&audience));
    let bytes = minicbor::to_vec(&audience).expect("bytes in memory");
    assert_eq!(minicbor::decode::<Audience>(&bytes).ok(), Some(audience));
}
