//! What one person keeps for themself: acts of their own record, in which only their own devices are.
//!
//! It never touches the shared record, and neither do counts or times of it. Numbers are frozen, and lie beyond those of every act
//! of a shared record.

use consent::{ActId, Enclosure, Instant};
use minicbor::bytes::ByteArray;
use minicbor::decode::Decoder;
use minicbor::{Decode, Encode};

use crate::check_in::Answers;

/// Which relationship something is about, by the name of its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct About(#[n(0)] ActId);

impl About {
    /// The relationship of this name.
    pub fn new(name: [u8; 32]) -> About {
        About(ActId::new(name))
    }

    /// Its name.
    pub fn bytes(self) -> [u8; 32] {
        self.0.bytes()
    }
}

/// What one kept of a check-in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct KeptAnswers {
    /// With whom.
    #[n(0)]
    pub about: About,
    /// The `check-in` of the shared record.
    #[n(1)]
    pub check_in: ActId,
    /// What one did not share.
    #[n(2)]
    pub answers: Answers,
}

/// What one guessed that the other would answer, before seeing it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Guess {
    /// With whom.
    #[n(0)]
    pub about: About,
    /// The other's `check-in`.
    #[n(1)]
    pub check_in: ActId,
    /// The guess.
    #[n(2)]
    pub answers: Answers,
}

/// A list that one wrote for oneself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Own {
    /// After a stop or a pause: a glass of water.
    #[n(0)]
    AfterAStop,
    /// After a moment, at once.
    #[n(1)]
    AtOnce,
    /// The day after one.
    #[n(2)]
    NextDay,
    /// The third day.
    #[n(3)]
    ThirdDay,
}

impl Own {
    /// All.
    pub const ALL: [Own; 4] = [Own::AfterAStop, Own::AtOnce, Own::NextDay, Own::ThirdDay];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Own::AfterAStop => "after-a-stop",
            Own::AtOnce => "at-once",
            Own::NextDay => "next-day",
            Own::ThirdDay => "third-day",
        }
    }

    /// The list that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Own> {
        Own::ALL.into_iter().find(|own| own.word() == word)
    }
}

/// A page of one's journal.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Page {
    /// What stands on it, outside of the act.
    #[n(0)]
    pub words: Enclosure,
    /// What is attached to it.
    #[n(1)]
    pub attached: Vec<Enclosure>,
    /// The page that it takes the place of: what stood on that one goes.
    #[n(2)]
    pub instead_of: Option<ActId>,
}

/// A page of one's journal that the other may read.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SharedPage {
    /// Which page.
    #[n(0)]
    pub page: ActId,
    /// With whom.
    #[n(1)]
    pub with: About,
    /// The act of the shared record that carries a copy.
    #[n(2)]
    pub share: ActId,
}

/// Where a relationship of one's own lies: so that one's other devices find it, and so do the recovery words.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Key {
    /// Which.
    #[n(0)]
    pub about: About,
    /// The secret of its log.
    #[n(1)]
    pub log: ByteArray<32>,
    /// The relay's address.
    #[n(2)]
    pub relay: String,
    /// The act that founds it, as it was signed.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub founding: Vec<u8>,
}

/// Not the secret.
impl core::fmt::Debug for Key {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Key").field("about", &self.about).field("relay", &self.relay).finish_non_exhaustive()
    }
}

/// What an act of one's own record says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Keeps {
    /// What one kept of a check-in.
    #[n(100)]
    Answers(#[n(0)] KeptAnswers),
    /// What one guessed.
    #[n(101)]
    Guess(#[n(0)] Guess),
    /// A list of one's own, as it is from now on.
    #[n(102)]
    List(#[n(0)] Own, #[n(1)] Vec<String>),
    /// A pattern that one does not want to be told of until then, by its word.
    #[n(103)]
    Dismiss(#[n(0)] About, #[n(1)] String, #[n(2)] Instant),
    /// A page of one's journal.
    #[n(104)]
    Page(#[n(0)] Page),
    /// What stood on a page goes. That there was one stays.
    #[n(105)]
    Erase(#[n(0)] ActId),
    /// A page was shared.
    #[n(106)]
    Shared(#[n(0)] SharedPage),
    /// Where a relationship lies.
    #[n(107)]
    Key(#[n(0)] Key),
}

impl Keeps {
    /// Whether an act with these bytes is one of one's own record.
    pub fn is(bytes: &[u8]) -> bool {
        matches!(bytes, [0x82, 0x18, 100..=139, ..])
    }

    /// Deterministic CBOR: an array of the kind's number and an array of what it carries.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads what [`Keeps::to_bytes`] wrote. Nothing where a newer Troth wrote something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Keeps> {
        let mut decoder = Decoder::new(bytes);
        let keeps = decoder.decode().ok()?;
        (decoder.position() == bytes.len()).then_some(keeps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_in::{Field, Value};
    use consent::Says;

    fn acts() -> Vec<Keeps> {
        let (about, check_in) = (About::new([1; 32]), ActId::new([2; 32]));
        let mut answers = Answers::default();
        answers.answer(Field::CouldSayNo, Value::Place(2)).unwrap();
        vec![
            Keeps::Answers(KeptAnswers { about, check_in, answers: answers.clone() }),
            Keeps::Guess(Guess { about, check_in, answers }),
            Keeps::List(Own::AtOnce, vec!["A glass of water.".to_owned(), "A blanket. 🌿".to_owned()]),
            Keeps::Dismiss(about, "fading".to_owned(), Instant::from_millis(1_790_000_000_000)),
            Keeps::Page(Page {
                words: Enclosure::new([3; 32], [4; 32], 1200),
                attached: vec![Enclosure::new([5; 32], [6; 32], 70_000)],
                instead_of: Some(ActId::new([7; 32])),
            }),
            Keeps::Erase(ActId::new([8; 32])),
            Keeps::Shared(SharedPage { page: ActId::new([8; 32]), with: about, share: check_in }),
            Keeps::Key(Key {
                about,
                log: [9; 32].into(),
                relay: "https://relay.example".to_owned(),
                founding: vec![0xd2, 0x84],
            }),
        ]
    }

    #[test]
    fn what_is_kept_comes_back_and_is_no_act_of_a_shared_record() {
        for act in acts() {
            let bytes = act.to_bytes();
            assert!(Keeps::is(&bytes), "{act:?}");
            assert_eq!(Keeps::from_bytes(&bytes), Some(act));
            assert!(Says::read(&bytes).is_err());
        }
        assert!(!Keeps::is(&Says::CheckIn.to_bytes()));
        assert_eq!(Keeps::from_bytes(&[0x82, 0x18, 100, 0xff]), None);
    }

    /// A change here makes what people kept for themselves unreadable.
    #[test]
    fn the_bytes_are_frozen() {
        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let all: Vec<String> = acts().iter().map(|act| hex(act.to_bytes())).collect();
        assert_eq!(all.join("\n"), include_str!("../tests/golden/keeps.txt").trim());
    }

    #[test]
    fn a_key_is_nobodys_to_print() {
        let key = acts().into_iter().find(|keeps| matches!(keeps, Keeps::Key(_)));
        let printed = format!("{:?}", key.unwrap());
        assert!(printed.contains("relay.example") && !printed.contains("9, 9"), "{printed}");
    }

    #[test]
    fn lists_have_their_words() {
        for own in Own::ALL {
            assert_eq!(Own::from_word(own.word()), Some(own));
        }
    }
}
