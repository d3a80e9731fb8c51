//! What lies outside of the acts, as it travels: each in a log of its own, cut into frames. To erase it is to delete that log.
//!
//! Whoever knows the secret and the act in which it stands, finds and opens it. What comes is taken for it only if it has the hash that
//! stands there too; so nobody who may write to the log can put something else in its place, only spoil it. The same secret in another
//! act is another log: what an act carries is its own, whoever names the secret again, and in whatever order acts arrive.

use rand_core::CryptoRng;
use record::ActId;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

use crate::log::{AROUND, LogSecret, SIZES};
use crate::sealing::{derive, derive_for};

/// The most bytes of one: 2 MiB, and what stands around them.
pub const LARGEST: usize = 2 * 1024 * 1024 + 4096;
/// Bytes of a frame that say which part of how many it carries.
const PART: usize = 4;
/// The most bytes that one part has. Its frame has 32 KiB: whatever is said, here or there, waits for one such frame at the most.
const PART_BYTES: usize = SIZES[3] - AROUND - PART;

/// What it is known by on a device; the log's own name takes longer to work out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnclosedName(pub [u8; 32]);

impl EnclosedName {
    /// Of what is found by this secret of an act. It is worked out for every page that is looked through, so by one hash.
    pub fn of(secret: &[u8; 32], act: ActId) -> EnclosedName {
        let hash = Sha256::new_with_prefix("troth/enclosed/name/1").chain_update(secret).chain_update(act.0);
        EnclosedName(hash.finalize().into())
    }
}

/// By what contents are found and opened at the relay: a secret in one act.
pub struct EnclosedKey(Zeroizing<[u8; 32]>);

impl EnclosedKey {
    /// Of this secret of an act.
    pub fn of(secret: &[u8; 32], act: ActId) -> EnclosedKey {
        EnclosedKey(derive_for(secret, "troth/enclosed/1", &act.0))
    }

    /// The log in which they lie.
    pub fn log(&self) -> LogSecret {
        LogSecret::from_bytes(*derive(self.0.as_slice(), "troth/enclosed/log/1"))
    }

    /// The part of this number, sealed; absent where there is none, or the contents are larger than [`LARGEST`].
    pub fn part(&self, contents: &[u8], number: usize, rng: &mut impl CryptoRng) -> Option<Part> {
        let all = parts(contents.len());
        if number >= all || contents.len() > LARGEST {
            return None;
        }
        let from = number.checked_mul(PART_BYTES)?;
        let bytes = contents.get(from..contents.len().min(from.saturating_add(PART_BYTES)))?;
        let (number, all) = (u16::try_from(number).ok()?, u16::try_from(all).ok()?);
        let carried = Zeroizing::new([&number.to_be_bytes(), &all.to_be_bytes(), bytes].concat());
        let frame = self.log().frame(&carried, rng)?;
        let token = derive(self.0.as_slice(), &format!("troth/enclosed/token/{number}/1"));
        let token = wire::Token(*token.first_chunk()?);
        Some(Part { token, frame })
    }
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

/// What has come of one so far.
pub struct Assembly {
    log: LogSecret,
    hash: [u8; 32],
    bytes: usize,
    parts: BTreeMap<u16, Zeroizing<Vec<u8>>>,
}

impl Assembly {
    /// Nothing, of contents of so many bytes that have this hash.
    pub fn of(key: &EnclosedKey, hash: [u8; 32], bytes: usize) -> Assembly {
        Assembly { log: key.log(), hash, bytes, parts: BTreeMap::new() }
    }

    /// Takes a frame of its log in; what is none of it is passed over. The first of each part counts.
    pub fn take(&mut self, frame: &[u8]) {
        let Ok(carried) = self.log.unframe(frame).map(Zeroizing::new) else { return };
        let Some((number, rest)) = carried.split_first_chunk::<2>() else { return };
        let Some((all, bytes)) = rest.split_first_chunk::<2>() else { return };
        let (number, all) = (u16::from_be_bytes(*number), u16::from_be_bytes(*all));
        if usize::from(all) == parts(self.bytes) && number < all {
            self.parts.entry(number).or_insert_with(|| Zeroizing::new(bytes.to_vec()));
        }
    }

    /// Whether this part has come.
    pub fn has(&self, number: usize) -> bool {
        u16::try_from(number).is_ok_and(|number| self.parts.contains_key(&number))
    }

    /// All of it, once it is whole and has its hash.
    pub fn whole(&self) -> Option<Zeroizing<Vec<u8>>> {
        if self.bytes > LARGEST || self.parts.len() != parts(self.bytes) {
            return None;
        }
        let mut contents = Zeroizing::new(Vec::with_capacity(self.bytes));
        self.parts.values().for_each(|part| contents.extend_from_slice(part));
        (contents.len() == self.bytes && hash(&contents) == self.hash).then_some(contents)
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

    fn key() -> EnclosedKey {
        EnclosedKey::of(&[7; 32], ActId([1; 32]))
    }

    fn contents(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| (at % 251) as u8).collect()
    }

    fn frames(contents: &[u8]) -> Vec<Vec<u8>> {
        let rng = &mut Counter(0);
        let parts = numbers(contents.len()).map(|number| key().part(contents, number, rng).unwrap());
        parts.map(|part| part.frame).collect()
    }

    fn assembled(contents: &[u8], frames: &[Vec<u8>]) -> Option<Vec<u8>> {
        let mut assembly = Assembly::of(&key(), hash(contents), contents.len());
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
        let frames = frames(&contents(LARGEST));
        assert_eq!(frames.len(), 65);
        assert!(frames.iter().all(|frame| frame.len() <= 32_768), "what is said waits for one such frame");
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
        let other = EnclosedKey::of(&[8; 32], ActId([1; 32]));
        let stray = other.log().frame(&[0, 0, 0, 1, 5], &mut Counter(0)).unwrap();
        let with = [vec![stray, vec![1, 2, 3]], whole].concat();
        assert_eq!(assembled(&contents, &with), Some(contents));
    }

    #[test]
    fn what_is_too_large_is_not_cut_and_what_says_so_not_read() {
        assert!(key().part(&contents(LARGEST + 1), 0, &mut Counter(0)).is_none());
        let carried = [[0, 0].as_slice(), &u16::MAX.to_be_bytes(), b"much"].concat();
        let frame = key().log().frame(&carried, &mut Counter(0)).unwrap();
        let mut assembly = Assembly::of(&key(), hash(b"much"), 4);
        assembly.take(&frame);
        assert!(!assembly.has(0));
        let (long, mut assembly) = (contents(9), Assembly::of(&key(), hash(&contents(9)), 8));
        frames(&long).iter().for_each(|frame| assembly.take(frame));
        assert!(assembly.has(0) && assembly.whole().is_none());
    }

    /// Somebody else who names the same secret means other contents.
    #[test]
    fn one_secret_in_two_acts_is_two_logs() {
        let of =
            |act| (EnclosedName::of(&[7; 32], ActId([act; 32])), EnclosedKey::of(&[7; 32], ActId([act; 32])));
        let ((name, key), (other_name, other)) = (of(1), of(2));
        assert_ne!(name, other_name);
        assert_ne!(key.log().id(), other.log().id());
        let token = |key: &EnclosedKey| key.part(b"words", 0, &mut Counter(0)).unwrap().token;
        assert_ne!(token(&key), token(&other));
        let mut assembly = Assembly::of(&other, hash(b"words"), 5);
        assembly.take(&key.part(b"words", 0, &mut Counter(0)).unwrap().frame);
        assert!(!assembly.has(0));
    }

    /// Two devices that put the same part there put it there once.
    #[test]
    fn the_tokens_are_the_same_on_every_device_and_none_is_another_parts() {
        let contents = contents(PART_BYTES * 2);
        let token = |number, seed| key().part(&contents, number, &mut Counter(seed)).unwrap().token;
        assert_eq!(token(0, 1), token(0, 2));
        assert_ne!(token(0, 1), token(1, 1));
    }
}
