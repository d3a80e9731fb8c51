//! Bytes that may be an act (`record`'s `envelope.rs`), and bytes that may say what a device has (`catching_up.rs`).
//!
//! An act is read in one form alone: what reads, is written again as the same bytes, and its name is their hash. Reading
//! what one's own vault kept agrees with reading what came from anywhere. Both ways of receiving agree.

#![no_main]

use companion::consent::Says;
use companion::record::{ActId, Body, Have, MAX_ACT_BYTES, MAX_HAVE, MAX_HEADS, Received, Verified, receive};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let own = Verified::trusting_own_vault(bytes);
    match Received::read(bytes) {
        Ok(received) => {
            let own = own.expect("what came from anywhere is read from one's own vault");
            assert_eq!(own.bytes(), bytes);
            assert_eq!((own.size(), own.id()), (bytes.len(), ActId::of(bytes)));
            assert_eq!((own.act(), own.id()), (received.act(), received.id()));
            assert!(bytes.len() <= MAX_ACT_BYTES && own.act().heads().len() <= MAX_HEADS);
            if let Body::Says(says) = own.act().body() {
                let _ = Says::from_bytes(says);
            }
            let received = received.verify();
            assert_eq!(receive(bytes).is_ok(), received.is_ok());
        }
        Err(malformed) => {
            assert!(!malformed.to_string().is_empty());
            let apart = receive(bytes).expect_err("what is malformed is not received");
            assert_eq!(apart.act, ActId::of(bytes));
        }
    }
    if let Ok(have) = minicbor::decode::<Have>(bytes) {
        assert!(have.names().len() <= MAX_HAVE);
        let written = minicbor::to_vec(&have).expect("bytes in memory");
        assert_eq!(minicbor::decode::<Have>(&written).ok(), Some(have));
    }
});
