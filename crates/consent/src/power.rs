//! What a holder may do, and whether the giver is asked each time (`floor.md`, "Areas and powers").

use minicbor::{Decode, Encode};

use crate::refusal::Refusal;

/// A power. `Ord` is inclusion: each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Power {
    /// Advise, remind, give feedback.
    #[n(0)]
    Guide,
    /// Single decisions and requests.
    #[n(1)]
    Decide,
    /// Standing rules and direction.
    #[n(2)]
    Direct,
}

impl Power {
    /// All three, the smallest first.
    pub const ALL: [Power; 3] = [Power::Guide, Power::Decide, Power::Direct];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Power::Guide => "guide",
            Power::Decide => "decide",
            Power::Direct => "direct",
        }
    }

    /// Reads the word that files use.
    ///
    /// # Errors
    /// [`Refusal::NoSuchPower`] with the word that is none.
    pub fn parse(word: &str) -> Result<Power, Refusal> {
        let found = Power::ALL.into_iter().find(|power| power.word() == word);
        found.ok_or_else(|| Refusal::NoSuchPower { found: word.to_owned() })
    }

    /// Whether who has this power has the other one too.
    pub fn includes(self, asked: Power) -> bool {
        self >= asked
    }
}

/// How a grant is exercised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Mode {
    /// The giver is asked each time.
    #[n(0)]
    AskFirst,
    /// Without asking.
    #[n(1)]
    Freely,
}

impl Mode {
    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Mode::AskFirst => "ask-first",
            Mode::Freely => "freely",
        }
    }

    /// Reads the word that files use.
    ///
    /// # Errors
    /// [`Refusal::NoSuchMode`] with the word that is none.
    pub fn parse(word: &str) -> Result<Mode, Refusal> {
        let found = [Mode::AskFirst, Mode::Freely].into_iter().find(|mode| mode.word() == word);
        found.ok_or_else(|| Refusal::NoSuchMode { found: word.to_owned() })
    }
}
