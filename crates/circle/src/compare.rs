//! The few words that both read aloud, to know that nobody stands between them.
//!
//! Four words of the BIP 39 English list, 44 bits, from a hash of both people's keys and a salt. Whoever stood between
//! would have to make two relationships give the same words. They cannot try: the inviting side commits to its keys
//! and salt before it sees the other's keys and salt ([`crate::invitation`]), so each attempt is one guess in 17 million
//! million, and an invitation works once.

use bip39::Language;
use record::Founding;

/// How many words.
pub const WORDS: usize = 4;

/// The words of a founding.
pub fn words(founding: &Founding) -> [&'static str; WORDS] {
    let hash = founding.to_compare();
    let list = Language::English.word_list();
    let mut numbers = bits(&hash).map(|number| list.get(number).copied().unwrap_or_default());
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}

/// Eleven bits at a time, the first ones first.
fn bits(bytes: &[u8; 32]) -> impl Iterator<Item = usize> {
    let bit = |at: usize| {
        let byte = bytes.get(at / 8).copied().unwrap_or(0);
        usize::from(byte.wrapping_shr(u32::try_from(at % 8).map_or(0, |low| 7_u32.saturating_sub(low))) & 1)
    };
    (0..WORDS).map(move |word| {
        let first = word.saturating_mul(11);
        (first..first.saturating_add(11)).fold(0_usize, |number, at| number.wrapping_shl(1) | bit(at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_bits_at_a_time() {
        let mut bytes = [0; 32];
        bytes[0] = 0xff;
        bytes[1] = 0b1110_0000;
        bytes[2] = 0b0000_0001;
        assert_eq!(bits(&bytes).collect::<Vec<_>>(), vec![2047, 0, 0b010_0000_0000, 0]);
    }
}
