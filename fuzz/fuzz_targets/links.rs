//! What a person pastes or types: invitation links, device codes, recovery words, a relay's address, names of acts in
//! hexadecimal, areas. What is read is shown as text that is read as the same; what is not, says why.

#![no_main]

use std::str::FromStr;

use arbitrary::Arbitrary;
use companion::Session;
use companion::circle::{DeviceCode, Link, RecoveryWords};
use companion::consent::{Area, Zone};
use companion::record::{ActId, DeviceId, RelationshipId};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

#[derive(Arbitrary, Debug)]
enum Pasted {
    Text(String),
    /// Coded as a link or a code is, with a check that fits: so that what stands behind it is reached.
    Coded {
        before: String,
        form: u8,
        rest: Vec<u8>,
        is_device: bool,
    },
    /// Recovery words by their numbers.
    Words {
        drawn: Vec<u8>,
        swapped: Option<(u8, u8)>,
        joined: String,
    },
}

fuzz_target!(|pasted: Pasted| {
    match pasted {
        Pasted::Text(text) => any(&text),
        Pasted::Coded { before, form, rest, is_device } => {
            let mut bytes = vec![form];
            bytes.extend_from_slice(&rest);
            let check = Sha256::digest(&bytes);
            bytes.extend_from_slice(&check[..2]);
            let prefix = if is_device { "troth-device:" } else { "/#join=" };
            any(&format!("{before}{prefix}{}", base64url(&bytes)));
        }
        Pasted::Words { drawn, swapped, joined } => words(&drawn, swapped, &joined),
    }
});

fn any(text: &str) {
    match Link::parse(text) {
        Ok(link) => {
            let shown = link.to_text();
            let again = Link::parse(&shown).expect("a link that was shown");
            assert_eq!((again.relay(), &again.to_text()), (link.relay(), &shown));
            assert_eq!(again.log().id(), link.log().id());
            assert!(link.relay().starts_with("http"));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match DeviceCode::parse(text) {
        Ok(code) => {
            let shown = code.to_text();
            let again = DeviceCode::parse(&shown).expect("a code that was shown");
            assert_eq!((again.device(), &again.to_text()), (code.device(), &shown));
            assert_eq!(shown.as_str(), text.trim(), "there is one way to write a code");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match RecoveryWords::parse(text) {
        Ok(read) => assert_eq!(
            RecoveryWords::parse(&read.words().join(" ")).ok().map(|again| again.entropy().to_vec()),
            Some(read.entropy().to_vec())
        ),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(session) = Session::new(text) {
        assert!(session.websocket().starts_with("ws"));
    }
    if let Ok(area) = Area::parse(text) {
        assert_eq!(area.as_str(), text);
    }
    if let Ok(zone) = Zone::parse(text) {
        assert_eq!(Zone::parse(zone.name()).map(|zone| zone.name().to_owned()), Ok(zone.name().to_owned()));
    }
    names(text);
}

fn names(text: &str) {
    if let Ok(id) = ActId::from_str(text) {
        assert_eq!(ActId::from_str(&id.to_string()), Ok(id));
    }
    if let Ok(id) = DeviceId::from_str(text) {
        assert_eq!(DeviceId::from_str(&id.to_string()), Ok(id));
    }
    if let Ok(id) = RelationshipId::from_str(text) {
        assert_eq!(RelationshipId::from_str(&id.to_string()), Ok(id));
    }
}

/// Words that were drawn are read however they are set apart; with two swapped, they are others or none.
fn words(drawn: &[u8], swapped: Option<(u8, u8)>, joined: &str) {
    let Some(drawn) = RecoveryWords::from_entropy(drawn) else { return };
    let mut words = drawn.words();
    let joined: String = joined.chars().filter(|letter| letter.is_whitespace()).chain([' ']).collect();
    if let Some((one, other)) = swapped {
        let count = words.len();
        words.swap(usize::from(one) % count, usize::from(other) % count);
    }
    let is_same = words == drawn.words();
    let read = RecoveryWords::parse(&words.join(&joined));
    assert_eq!(read.is_ok_and(|read| read.entropy() == drawn.entropy()), is_same);
}

fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let letters = bytes.chunks(3).flat_map(|chunk| {
        let bits = chunk.iter().chain([&0; 3]).take(3).fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        (0..=chunk.len()).map(move |at| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]))
    });
    letters.collect()
}
