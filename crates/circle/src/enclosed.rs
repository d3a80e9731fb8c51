//! What lies outside of the acts, as it travels: each in a log of its own, cut into frames. To erase it is to delete that log.
//!
//! Whoever knows the secret, which stands in an act, finds and opens it. What comes is taken for it only if it has the hash that stands
//! in the act too; so nobody who may write to the log can put something else in its place, only spoil it.

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

use crate::log::{CARRIES, LogSecret};
use crate::sealing::derive;

/// The most bytes of one: 2 MiB, and what stands around them.
pub const LARGEST: usize = 2 * 1024 * 1024 + 4096;
/// Bytes of a frame that say which part of how many it carries.
const PART: usize = 4;
/// The most bytes that one part has.
const PART_BYTES: usize = CARRIES - PART;
/// The most frames that its log has: one for each part of the largest.
pub const MOST_FRAMES: u64 = LARGEST.div_ceil(PART_BYTES) as u64;

/// What it is known by on a device; the log's own name takes longer to work out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnclosedName(pub [u8; 32]);

/// The name of what is found by this secret.
pub fn name(secret: &[u8; 32]) -> EnclosedName {
    EnclosedName(*derive(secret, "troth/enclosed/name/1"))
}

/// The log in which it lies.
pub fn log(secret: &[u8; 32]) -> LogSecret {
    LogSecret::from_bytes(*derive(secret, "troth/enclosed/log/1"))
}

/// SHA-256, as the act has it.
pub fn hash(contents: &[u8]) -> [u8; 32] {
    Sha256::digest(contents).into()
}

/// A part on its way to the relay.
pub struct Part {
    /// The same whoever puts it there, so that it is there once.
    pub token: wire::Token,
    /// The frame.
    pub frame: Vec<u8>,
}

/// How many parts contents of so many bytes have.
fn parts(bytes: usize) -> usize {
    bytes.div_ceil(PART_BYTES).max(1)
}

/// The part of this number, sealed; absent where there is none, or the contents are larger than [`LARGEST`].
pub fn part(secret: &[u8; 32], contents: &[u8], number: usize, rng: &mut impl CryptoRng) -> Option<Part> {
    let all = parts(contents.len());
    if number >= all || contents.len() > LARGEST {
        return None;
    }
    let from = number.checked_mul(PART_BYTES)?;
    let bytes = contents.get(from..contents.len().min(from.saturating_add(PART_BYTES)))?;
    let (number, all) = (u16::try_from(number).ok()?, u16::try_from(all).ok()?);
    let carried = Zeroizing::new([&number.to_be_bytes(), &all.to_be_bytes(), bytes].concat());
    let frame = log(secret).frame(&carried, rng)?;
    let token = derive(secret, &format!("troth/enclosed/token/{number}/1"));
    let token = wire::Token(*token.first_chunk()?);
    Some(Part { token, frame })
}

/// What has come of one so far.
pub struct Assembly {
    log: LogSecret,
    hash: [u8; 32],
    all: Option<u16>,
    parts: BTreeMap<u16, Zeroizing<Vec<u8>>>,
}

impl Assembly {
    /// Nothing, of what is found by this secret and has this hash.
    pub fn of(secret: &[u8; 32], hash: [u8; 32]) -> Assembly {
        Assembly { log: log(secret), hash, all: None, parts: BTreeMap::new() }
    }

    /// Takes a frame of its log in; what is none of it is passed over. The first of each part counts.
    pub fn take(&mut self, frame: &[u8]) {
        let Ok(carried) = self.log.unframe(frame).map(Zeroizing::new) else { return };
        let Some((number, rest)) = carried.split_first_chunk::<2>() else { return };
        let Some((all, bytes)) = rest.split_first_chunk::<2>() else { return };
        let (number, all) = (u16::from_be_bytes(*number), u16::from_be_bytes(*all));
        let is_of_it = *self.all.get_or_insert(all) == all && number < all;
        if is_of_it && u64::from(all) <= MOST_FRAMES {
            self.parts.entry(number).or_insert_with(|| Zeroizing::new(bytes.to_vec()));
        }
    }

    /// Whether this part has come.
    pub fn has(&self, number: usize) -> bool {
        u16::try_from(number).is_ok_and(|number| self.parts.contains_key(&number))
    }

    /// All of it, once it is whole and has its hash.
    pub fn whole(&self) -> Option<Zeroizing<Vec<u8>>> {
        if self.parts.len() != usize::from(self.all?) {
            return None;
        }
        let bytes = self.parts.values().map(|part| part.len()).fold(0, usize::saturating_add);
        let mut contents = Zeroizing::new(Vec::with_capacity(bytes));
        self.parts.values().for_each(|part| contents.extend_from_slice(part));
        (hash(&contents) == self.hash).then_some(contents)
    }
}

/// The numbers of all parts of contents of so many bytes.
pub fn numbers(bytes: usize) -> std::ops::Range<usize> {
    0..parts(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealing::tests::Counter;

    const SECRET: [u8; 32] = [7; 32];

    fn contents(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| (at % 251) as u8).collect()
    }

    fn frames(contents: &[u8]) -> Vec<Vec<u8>> {
        let rng = &mut Counter(0);
        let parts = numbers(contents.len()).map(|number| part(&SECRET, contents, number, rng).unwrap());
        parts.map(|part| part.frame).collect()
    }

    fn assembled(contents: &[u8], frames: &[Vec<u8>]) -> Option<Vec<u8>> {
        let mut assembly = Assembly::of(&SECRET, hash(contents));
        frames.iter().for_each(|frame| assembly.take(frame));
        assembly.whole().map(|contents| contents.to_vec())
    }

    #[test]
    fn what_was_cut_comes_together_in_any_order_and_twice() {
        for bytes in [0, 1, PART_BYTES, PART_BYTES + 1, LARGEST] {
            let contents = contents(bytes);
            let mut frames = frames(&contents);
            assert_eq!(assembled(&contents, &frames), Some(contents.clone()), "{bytes}");
            frames.reverse();
            frames.extend(frames.clone());
            assert_eq!(assembled(&contents, &frames), Some(contents), "{bytes}");
        }
        assert_eq!(frames(&contents(LARGEST)).len() as u64, MOST_FRAMES);
    }

    #[test]
    fn what_is_not_whole_or_not_it_is_not_taken_for_it() {
        let contents = contents(PART_BYTES + 9);
        let whole = frames(&contents);
        assert_eq!(assembled(&contents, &whole[..1]), None);
        assert_eq!(assembled(&contents, &[]), None);
        let other: Vec<u8> = contents.iter().map(|byte| byte ^ 1).collect();
        assert_eq!(assembled(&contents, &frames(&other)), None);
        // Of another log; and no frame at all.
        let stray = log(&[8; 32]).frame(&[0, 0, 0, 1, 5], &mut Counter(0)).unwrap();
        let with = [vec![stray, vec![1, 2, 3]], whole].concat();
        assert_eq!(assembled(&contents, &with), Some(contents));
    }

    #[test]
    fn what_is_too_large_is_not_cut_and_a_log_that_says_so_not_read() {
        assert!(part(&SECRET, &contents(LARGEST + 1), 0, &mut Counter(0)).is_none());
        let carried = [[0, 0].as_slice(), &u16::MAX.to_be_bytes(), b"much"].concat();
        let frame = log(&SECRET).frame(&carried, &mut Counter(0)).unwrap();
        let mut assembly = Assembly::of(&SECRET, hash(b"much"));
        assembly.take(&frame);
        assert!(!assembly.has(0));
    }

    /// Two devices that put the same part there put it there once.
    #[test]
    fn the_tokens_are_the_same_on_every_device_and_none_is_another_parts() {
        let contents = contents(PART_BYTES * 2);
        let token = |number, seed| part(&SECRET, &contents, number, &mut Counter(seed)).unwrap().token;
        assert_eq!(token(0, 1), token(0, 2));
        assert_ne!(token(0, 1), token(1, 1));
    }
}
