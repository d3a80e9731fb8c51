//! Recovery words: a device that is kept on paper (BIP 39, English list; 24 words hold a whole seed, 12 half of one).

use bip39::{Language, Mnemonic};
use rand_core::CryptoRng;
use record::DeviceKind;
use zeroize::Zeroizing;

use crate::keys::{DeviceSecret, Seed};
use crate::log::LogSecret;
use crate::sealing::{derive, random};

/// Words that were drawn, to be written down. Kept only until they are.
pub struct RecoveryWords(Zeroizing<Vec<u8>>);

/// Why some words are no recovery words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Not 12 and not 24 of them.
    #[error("{found} words, where 12 or 24 belong")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// A word that is not in the list.
    #[error("word {position} is not in the list: `{word}`")]
    NotInList {
        /// Which one, from 1.
        position: usize,
        /// The word.
        word: String,
    },
    /// Each word is in the list, and together they do not fit: one is another, or two are swapped.
    #[error("the words do not fit together")]
    Checksum,
}

impl RecoveryWords {
    /// Twenty-four new ones.
    pub fn draw(rng: &mut impl CryptoRng) -> RecoveryWords {
        RecoveryWords(Zeroizing::new(random::<32>(rng).to_vec()))
    }

    /// Twelve new ones: 128 bits, enough against anybody who guesses.
    pub fn draw_twelve(rng: &mut impl CryptoRng) -> RecoveryWords {
        RecoveryWords(Zeroizing::new(random::<16>(rng).to_vec()))
    }

    /// Reads words that a person typed; case and the space between them do not matter.
    ///
    /// # Errors
    /// A [`WordsError`] that says which word is wrong, where that can be known.
    pub fn parse(text: &str) -> Result<RecoveryWords, WordsError> {
        let text = Zeroizing::new(text.to_lowercase());
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() != 12 && words.len() != 24 {
            return Err(WordsError::Count { found: words.len() });
        }
        let joined = Zeroizing::new(words.join(" "));
        match Mnemonic::parse_in_normalized(Language::English, &joined) {
            Ok(mnemonic) => Ok(RecoveryWords(Zeroizing::new(mnemonic.to_entropy()))),
            Err(bip39::Error::UnknownWord(at)) => {
                let word = words.get(at).copied().unwrap_or_default().to_owned();
                Err(WordsError::NotInList { position: at.saturating_add(1), word })
            }
            Err(_) => Err(WordsError::Checksum),
        }
    }

    /// What was drawn, to be kept in a vault until the words are written down.
    pub fn entropy(&self) -> &[u8] {
        &self.0
    }

    /// The words of what [`RecoveryWords::entropy`] gave; none for another number of bytes than 16 or 32.
    pub fn from_entropy(entropy: &[u8]) -> Option<RecoveryWords> {
        matches!(entropy.len(), 16 | 32).then(|| RecoveryWords(Zeroizing::new(entropy.to_vec())))
    }

    /// The words, in order.
    pub fn words(&self) -> Vec<&'static str> {
        // 16 or 32 bytes always make words.
        Mnemonic::from_entropy_in(Language::English, &self.0)
            .map(|words| words.words().collect())
            .unwrap_or_default()
    }

    /// The device that they are.
    pub fn device(&self) -> DeviceSecret {
        DeviceSecret::of(&self.seed(), DeviceKind::Paper)
    }

    /// Where their person's own record lies at the relay: so that it is found again from the words alone.
    pub fn log(&self) -> LogSecret {
        LogSecret::from_bytes(*derive(self.seed().bytes(), "troth/recovery/log/1"))
    }

    /// What the keys of that device follow from.
    pub fn seed(&self) -> Seed {
        match <[u8; 32]>::try_from(self.0.as_slice()) {
            Ok(seed) => Seed::from_bytes(seed),
            Err(_) => Seed::from_bytes(*derive(&self.0, "troth/recovery/twelve/1")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealing::tests::Counter;

    #[test]
    fn words_that_are_written_down_and_typed_again_are_the_same_device() {
        for drawn in [RecoveryWords::draw(&mut Counter(0)), RecoveryWords::draw_twelve(&mut Counter(0))] {
            let text = drawn.words().join("  \n").to_uppercase();
            let typed = RecoveryWords::parse(&text).unwrap();
            assert_eq!(typed.device().device(), drawn.device().device());
            assert_eq!(typed.log().id(), drawn.log().id());
            assert_eq!(drawn.device().device().kind, DeviceKind::Paper);
            let kept = RecoveryWords::from_entropy(drawn.entropy()).unwrap();
            assert_eq!(kept.words(), drawn.words());
        }
    }

    #[test]
    fn what_is_wrong_with_words_is_said() {
        let mut words = RecoveryWords::draw(&mut Counter(0)).words();
        assert_eq!(RecoveryWords::parse(&words[1..].join(" ")).err(), Some(WordsError::Count { found: 23 }));
        words[4] = "trothh";
        let wrong = WordsError::NotInList { position: 5, word: "trothh".to_owned() };
        assert_eq!(RecoveryWords::parse(&words.join(" ")).err(), Some(wrong));
        let same = ["abandon"; 24].join(" ");
        assert_eq!(RecoveryWords::parse(&same).err(), Some(WordsError::Checksum));
        assert!(RecoveryWords::from_entropy(&[0; 17]).is_none());
    }
}
