//! Two who find what both said yes to, and two of whom one cheats.
#![allow(clippy::unwrap_used, missing_docs)]

use matching::{BYTES_AN_ENTRY, MOST, Pairing, Party, Seed, Share, Side, Wrong};
use proptest::prelude::*;
use sha2::Digest;

const PLACE: &[u8] = b"the relationship of Ada and Bo";
const LIST: &[u8] = b"what is on the list";

/// Both, with what each sent in each step.
struct Couple {
    seeds: [Seed; 2],
    pairing: Pairing,
}

/// What both sent: sealed, blinded, opened.
struct Sent([[Vec<u8>; 2]; 3]);

fn two(sent: &[Vec<u8>; 2]) -> [&[u8]; 2] {
    [&sent[0], &sent[1]]
}

impl Couple {
    fn over(entries: usize) -> Couple {
        let seeds = [Seed::new([1; 32]), Seed::new([2; 32])];
        let shares = [seeds[0].share(PLACE, Side::First), seeds[1].share(PLACE, Side::Second)];
        let pairing = Pairing::new(PLACE, LIST, entries, [&shares[0], &shares[1]]).unwrap();
        Couple { seeds, pairing }
    }

    fn ada(&self) -> Party<'_> {
        Party { pairing: &self.pairing, side: Side::First, seed: &self.seeds[0] }
    }

    fn bo(&self) -> Party<'_> {
        Party { pairing: &self.pairing, side: Side::Second, seed: &self.seeds[1] }
    }

    fn send(&self, ada: &[bool], bo: &[bool]) -> Sent {
        let sealed = [self.ada().seal(ada).unwrap(), self.bo().seal(bo).unwrap()];
        let blinded = [self.ada().blind(two(&sealed)).unwrap(), self.bo().blind(two(&sealed)).unwrap()];
        let opened = [&self.ada(), &self.bo()].map(|one| one.open(two(&sealed), two(&blinded)).unwrap());
        Sent([sealed, blinded, opened])
    }

    fn found(&self, by: &Party<'_>, sent: &Sent) -> Result<Vec<bool>, Wrong> {
        let Sent([sealed, blinded, opened]) = sent;
        by.found(two(sealed), two(blinded), two(opened))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_find_exactly_what_both_said_yes_to(answers in prop::collection::vec(any::<(bool, bool)>(), 1..24)) {
        let couple = Couple::over(answers.len());
        let (ada, bo): (Vec<bool>, Vec<bool>) = answers.iter().copied().unzip();
        let sent = couple.send(&ada, &bo);
        let both: Vec<bool> = answers.iter().map(|(ada, bo)| *ada && *bo).collect();
        prop_assert_eq!(couple.found(&couple.ada(), &sent).unwrap(), both.clone());
        prop_assert_eq!(couple.found(&couple.bo(), &sent).unwrap(), both);
    }

    #[test]
    fn whatever_bo_changes_of_what_he_sends_is_noticed_before_ada_goes_on(
        step in 0_usize..3, at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let couple = Couple::over(3);
        let mut sent = couple.send(&[true, false, true], &[true, true, false]);
        let byte = at.index(sent.0[step][1].len());
        sent.0[step][1][byte] ^= 1 << bit;
        let [sealed, blinded, _] = &sent.0;
        let noticed = match step {
            0 => couple.ada().blind(two(sealed)).map(|_| ()),
            1 => couple.ada().open(two(sealed), two(blinded)).map(|_| ()),
            _ => couple.found(&couple.ada(), &sent).map(|_| ()),
        };
        prop_assert!(noticed.is_err(), "byte {} of step {}", byte, step);
    }
}

#[test]
fn an_entry_takes_so_many_bytes_and_an_act_holds_the_longest_list() {
    let couple = Couple::over(MOST);
    let yes = vec![true; MOST];
    let Sent([sealed, blinded, opened]) = couple.send(&yes, &yes);
    let bytes = sealed[0].len() + blinded[0].len() + opened[0].len();
    assert_eq!(bytes, MOST * BYTES_AN_ENTRY + 64);
    // 64 KiB are what an act takes.
    assert!(sealed[0].len() + 2048 < 65_536, "{}", sealed[0].len());
}

#[test]
fn a_step_done_twice_says_the_same_and_another_answer_shares_nothing_with_it() {
    let couple = Couple::over(2);
    let (first, again) =
        (couple.send(&[true, false], &[true, true]), couple.send(&[true, false], &[true, true]));
    assert_eq!(first.0, again.0);
    // Ada has answered one entry otherwise: had she drawn the same numbers, the difference would tell which.
    let other = couple.send(&[true, true], &[true, true]);
    for (one, two) in first.0.iter().zip(&other.0) {
        for (one, two) in one[0].chunks(32).zip(two[0].chunks(32)) {
            assert_ne!(one, two);
        }
    }
}

#[test]
fn what_one_sealed_is_not_the_others_to_send() {
    let couple = Couple::over(2);
    let sealed = couple.ada().seal(&[true, false]).unwrap();
    let mirrored = [sealed.clone(), sealed];
    assert_eq!(couple.ada().blind(two(&mirrored)), Err(Wrong::Entry { entry: 0 }));
}

#[test]
fn entries_cannot_change_places() {
    let couple = Couple::over(2);
    let mut sent = couple.send(&[true, false], &[true, false]);
    for (step, bytes) in [(0, 192), (1, 128)] {
        let theirs = sent.0[step][1].clone();
        sent.0[step][1].rotate_left(bytes);
        let [sealed, blinded, _] = &sent.0;
        let noticed = match step {
            0 => couple.ada().blind(two(sealed)),
            _ => couple.ada().open(two(sealed), two(blinded)),
        };
        assert_eq!(noticed, Err(Wrong::Entry { entry: 0 }), "step {step}");
        sent.0[step][1] = theirs;
    }
}

#[test]
fn a_share_that_answers_the_others_is_none() {
    let [ada, bo] = [Seed::new([1; 32]), Seed::new([2; 32])];
    let share = ada.share(PLACE, Side::First);
    let pair = |second: &Share| Pairing::new(PLACE, LIST, 1, [&share, second]).map(|_| ());
    assert_eq!(pair(&bo.share(PLACE, Side::Second)), Ok(()));
    let wrong = Err(Wrong::Share { side: Side::Second });
    assert_eq!(pair(&share), wrong, "the other's own, again");
    assert_eq!(pair(&bo.share(PLACE, Side::First)), wrong, "made for the other person");
    assert_eq!(pair(&bo.share(b"elsewhere", Side::Second)), wrong, "made for another place");
}

#[test]
fn a_step_of_another_list_is_noticed() {
    let couple = Couple::over(2);
    let shares = [couple.seeds[0].share(PLACE, Side::First), couple.seeds[1].share(PLACE, Side::Second)];
    let other = Pairing::new(PLACE, b"another list", 2, [&shares[0], &shares[1]]).unwrap();
    let bo = Party { pairing: &other, side: Side::Second, seed: &couple.seeds[1] };
    let sealed = [couple.ada().seal(&[true, true]).unwrap(), bo.seal(&[true, true]).unwrap()];
    assert_eq!(couple.ada().blind(two(&sealed)), Err(Wrong::Entry { entry: 0 }));
}

#[test]
fn lists_and_messages_of_another_length_are_refused() {
    let couple = Couple::over(2);
    let sent = couple.send(&[true, true], &[true, true]);
    assert_eq!(couple.ada().seal(&[true]), Err(Wrong::Entries { entries: 1 }));
    for bytes in [0, 1, 191, 192, 383, 385] {
        let sealed = [sent.0[0][0].as_slice(), &vec![7; bytes]];
        assert_eq!(couple.ada().blind(sealed), Err(Wrong::Length { bytes, expected: 384 }));
    }
    let shares = [couple.seeds[0].share(PLACE, Side::First), couple.seeds[1].share(PLACE, Side::Second)];
    for entries in [0, MOST + 1] {
        let refused = Pairing::new(PLACE, LIST, entries, [&shares[0], &shares[1]]).map(|_| ());
        assert_eq!(refused, Err(Wrong::Entries { entries }));
    }
}

#[test]
fn what_was_looked_at_cannot_be_changed_afterwards() {
    let couple = Couple::over(2);
    let sent = couple.send(&[true, false], &[true, false]);
    let Sent([sealed, blinded, opened]) = &sent;
    // As good as the first, and not what Ada has blinded, or opened.
    let other = couple.send(&[true, false], &[true, true]);
    let resealed = [sealed[0].clone(), other.0[0][1].clone()];
    let wrong = Err(Wrong::Entry { entry: 0 });
    assert_eq!(couple.ada().open(two(&resealed), two(blinded)).map(|_| ()), wrong);
    let reblinded = [blinded[0].clone(), couple.bo().blind(two(&resealed)).unwrap()];
    assert_eq!(couple.ada().open(two(sealed), two(&reblinded)).map(|_| ()), wrong);
    assert_eq!(couple.ada().found(two(&resealed), two(blinded), two(opened)).map(|_| ()), wrong);
    let reopened = [other.0[2][0].clone(), opened[1].clone()];
    assert_eq!(couple.ada().found(two(sealed), two(blinded), two(&reopened)), Err(Wrong::Opening));
}

#[test]
fn half_of_the_opening_tells_nothing() {
    // Ada has opened, Bo has not: with what is known then, nothing is found, whatever is put in the place of his half.
    let couple = Couple::over(2);
    let mut sent = couple.send(&[true, false], &[true, false]);
    sent.0[2][1] = sent.0[2][0].clone();
    assert_eq!(couple.found(&couple.ada(), &sent), Err(Wrong::Opening));
}

/// A change here, and two devices of different versions find nothing any more.
#[test]
fn the_bytes_are_frozen() {
    let couple = Couple::over(2);
    let sent = couple.send(&[true, false], &[true, true]);
    let share = minicbor::to_vec(couple.seeds[0].share(PLACE, Side::First)).unwrap();
    let all = [share].into_iter().chain(sent.0.into_iter().flatten());
    let hex = |bytes: Vec<u8>| {
        let hash = sha2::Sha256::digest(&bytes);
        format!("{} {}\n", bytes.len(), hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    };
    assert_eq!(all.map(hex).collect::<String>(), include_str!("golden/matching.txt"));
}
