//! What a partner's device sends to find what both are open to (`matching`), changed in any way; and what is said of desires, as
//! bytes (`negotiation::desires`).
//!
//! Unchanged, both find exactly what both said yes to. Changed, it is noticed in the step that it came in, before anything more is
//! said. What is read of an act is written and read as the same.

#![no_main]

use arbitrary::Arbitrary;
use companion::matching::{Pairing, Party, Seed, Side, Two, errand};
use companion::negotiation::DesireSays;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Story {
    answers: Vec<(bool, bool)>,
    /// Which step Bo's device changes: places and what they are changed by; or all of it.
    step: u8,
    changes: Vec<(u16, u8)>,
    instead: Option<Vec<u8>>,
    bytes: Vec<u8>,
}

/// More are not looked at: each takes its milliseconds.
const MOST: usize = 3;

fuzz_target!(|story: Story| {
    if let Some(says) = DesireSays::from_bytes(&story.bytes) {
        assert_eq!(DesireSays::from_bytes(&says.to_bytes()), Some(says));
    }
    let _ = errand::answered(&errand::answer(&story.bytes));
    let (ada, bo): (Vec<bool>, Vec<bool>) = story.answers.iter().copied().take(MOST).unzip();
    if !ada.is_empty() {
        find(&story, &ada, &bo);
    }
});

fn find(story: &Story, ada: &[bool], bo: &[bool]) {
    let seeds = [Seed::new([1; 32]), Seed::new([2; 32])];
    let shares = [seeds[0].share(b"here", Side::First), seeds[1].share(b"here", Side::Second)];
    let pairing = Pairing::new(b"here", b"list", ada.len(), [&shares[0], &shares[1]]).expect("a pairing");
    let of = |side, seed| Party { pairing: &pairing, side, seed };
    let (one, other) = (of(Side::First, &seeds[0]), of(Side::Second, &seeds[1]));
    let mut sealed = [one.seal(ada).expect("sealed"), other.seal(bo).expect("sealed")];
    let changed = change(story, 0, &mut sealed[1]);
    let Some(mine) = goes_on(one.blind(two(&sealed)), changed) else { return };
    let mut blinded = [mine, other.blind(two(&sealed)).expect("blinded")];
    let changed = change(story, 1, &mut blinded[1]);
    let Some(mine) = goes_on(one.open(two(&sealed), two(&blinded)), changed) else { return };
    let mut opened = [mine, other.open(two(&sealed), two(&blinded)).expect("opened")];
    let changed = change(story, 2, &mut opened[1]);
    let found = one.found(two(&sealed), two(&blinded), two(&opened));
    let Some(found) = goes_on(found, changed) else { return };
    let both: Vec<bool> = ada.iter().zip(bo).map(|(one, other)| *one && *other).collect();
    assert_eq!(found, both);
}

fn two(sent: &[Vec<u8>; 2]) -> Two<'_> {
    [&sent[0], &sent[1]]
}

/// Whether it was changed.
fn change(story: &Story, step: u8, sent: &mut Vec<u8>) -> bool {
    if story.step % 3 != step {
        return false;
    }
    let before = sent.clone();
    if let Some(instead) = &story.instead {
        sent.clone_from(instead);
    }
    for (at, by) in &story.changes {
        let length = sent.len().max(1);
        if let Some(byte) = sent.get_mut(usize::from(*at) % length) {
            *byte ^= by;
        }
    }
    *sent != before
}

fn goes_on<T, E: std::fmt::Debug>(came: Result<T, E>, was_changed: bool) -> Option<T> {
    assert_eq!(came.is_err(), was_changed, "what was changed is noticed, and nothing else is");
    came.ok()
}
