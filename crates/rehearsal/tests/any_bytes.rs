//! No bytes make reading or playing panic.
#![allow(clippy::unwrap_used, missing_docs)]

use proptest::prelude::*;
use rehearsal::{Rehearsal, play};

const SEED: &str = include_str!("../../../rehearsals/08-amendments.toml");

fn read_and_play(bytes: &[u8]) {
    if let Ok(rehearsal) = Rehearsal::read(bytes) {
        assert_eq!(play(&rehearsal).outcomes.len(), rehearsal.steps.len());
    }
}

proptest! {
    #[test]
    fn random_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_and_play(&bytes);
    }

    #[test]
    fn a_damaged_rehearsal_is_read_or_refused(
        cuts in prop::collection::vec((0..SEED.len(), 0..SEED.len(), 0..40_usize), 1..6),
    ) {
        let mut bytes = SEED.as_bytes().to_vec();
        for (from, to, length) in cuts {
            let piece: Vec<u8> = bytes.iter().copied().skip(from).take(length).collect();
            let to = to.min(bytes.len());
            bytes.splice(to..to, piece);
            bytes.drain(from.min(bytes.len())..(from + length / 2).min(bytes.len()));
        }
        read_and_play(&bytes);
    }

    #[test]
    fn any_value_may_stand_at_any_key(
        key in prop::sample::select(vec!["at", "on", "do", "version", "next", "minutes", "area", "clock", "refused", "with"]),
        value in prop::sample::select(vec![
            "1", "-1", "9223372036854775807", "0x7f", "1e400", "nan", "true", "\"\"", "\"never\"", "[]", "{}",
            "1979-05-27T07:32:00Z", "\"9999-12-31T23:59:59Z\"", "\"-009999-01-01T00:00:00Z\"", "\"everything\"",
            "[[[[]]]]", "\"\\u0000\"",
        ]),
        which in 0..60_usize,
    ) {
        let mut seen = 0;
        let line = |line: &str| {
            if line.starts_with(&format!("{key} =")) {
                seen += 1;
                if seen == which { return format!("{key} = {value}"); }
            }
            line.to_owned()
        };
        let text: Vec<String> = SEED.lines().map(line).collect();
        read_and_play(text.join("\n").as_bytes());
    }
}
