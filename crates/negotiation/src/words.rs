//! The words of an agreement and of a limit: what two people write to each other and no engine reads.
//!
//! They stand behind what an act says to the engine ([`consent::Says::read`]), in the same signed bytes: whoever signs a version
//! signs its words. Numbers of fields are frozen; a later Troth may add some, and an earlier one leaves them out.
//! Words that cannot be read change no verdict. A limit counts whatever stands behind it; a version whose words cannot be
//! read should not be signed by whoever cannot read them.

use consent::Both;
pub use consent::beside::{Beside, Unreadable};
use minicbor::{Decode, Encode};

/// The words of a version of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AgreementWords {
    /// What the two call it; may be empty.
    #[n(0)]
    #[cbor(default)]
    pub title: String,
    /// The name of the form that it began with ([`crate::Form`]).
    #[n(1)]
    #[cbor(default)]
    pub form: Option<String>,
    /// What each hopes for.
    #[n(2)]
    #[cbor(default)]
    pub hopes: Each,
    /// The holder's.
    #[n(3)]
    #[cbor(default)]
    pub responsibilities: Vec<Responsibility>,
    /// The giver's.
    #[n(4)]
    #[cbor(default)]
    pub expectations: Vec<String>,
    /// What does each good afterwards.
    #[n(5)]
    #[cbor(default)]
    pub aftercare: Each,
    /// What stays between the two.
    #[n(6)]
    #[cbor(default)]
    pub privacy: String,
    /// What the two do when something was broken.
    #[n(7)]
    #[cbor(default)]
    pub broken: String,
    /// How it would end.
    #[n(8)]
    #[cbor(default)]
    pub ending: String,
    /// What is kept back, in words; what is kept back by a limit stands in the limits.
    #[n(9)]
    #[cbor(default)]
    pub kept_back: String,
    /// What may follow, chosen by a person, declinable; may be empty.
    #[n(10)]
    #[cbor(default)]
    pub consequences: Vec<String>,
    /// How what was done well is recognised; may be empty.
    #[n(11)]
    #[cbor(default)]
    pub recognitions: Vec<String>,
    /// A wish that changes no rule: that it be irrevocable, say.
    #[n(12)]
    #[cbor(default)]
    pub wish: String,
}

/// Something of each person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Each {
    /// The first person's.
    #[n(0)]
    #[cbor(default)]
    pub one: String,
    /// The second person's.
    #[n(1)]
    #[cbor(default)]
    pub two: String,
}

/// Something that the holder does, and how often: later it can be seen whether it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Responsibility {
    /// What.
    #[n(0)]
    pub says: String,
    /// How often.
    #[n(1)]
    pub rhythm: Rhythm,
}

/// How often something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Rhythm {
    /// Whenever there is occasion.
    #[n(0)]
    EachTime,
    /// Every day.
    #[n(1)]
    Daily,
    /// Every week.
    #[n(2)]
    Weekly,
    /// Every month.
    #[n(3)]
    Monthly,
}

/// The words of a limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct LimitWords {
    /// Anything that helps the other to understand it; nothing has to be said.
    #[n(0)]
    #[cbor(default)]
    pub note: String,
    /// Under which condition it would be otherwise, for a person to read.
    #[n(1)]
    #[cbor(default)]
    pub condition: String,
}

impl Each {
    /// Whose.
    pub fn get(&self, person: consent::Person) -> &str {
        match person {
            consent::Person::One => &self.one,
            consent::Person::Two => &self.two,
        }
    }

    /// Whose, to be changed.
    pub fn get_mut(&mut self, person: consent::Person) -> &mut String {
        match person {
            consent::Person::One => &mut self.one,
            consent::Person::Two => &mut self.two,
        }
    }
}

impl From<Both<String>> for Each {
    fn from(both: Both<String>) -> Each {
        Each { one: both.one, two: both.two }
    }
}

impl Rhythm {
    /// All, the most often first.
    pub const ALL: [Rhythm; 4] = [Rhythm::EachTime, Rhythm::Daily, Rhythm::Weekly, Rhythm::Monthly];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Rhythm::EachTime => "each-time",
            Rhythm::Daily => "daily",
            Rhythm::Weekly => "weekly",
            Rhythm::Monthly => "monthly",
        }
    }

    /// The rhythm that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Rhythm> {
        Rhythm::ALL.into_iter().find(|rhythm| rhythm.word() == word)
    }
}

impl Beside for AgreementWords {}
impl Beside for LimitWords {}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::{Area, LimitKind, Says};

    fn words() -> AgreementWords {
        AgreementWords {
            title: "Everyday".to_owned(),
            form: Some("arrangement".to_owned()),
            hopes: Each { one: "Rest.".to_owned(), two: "To be of use. 🌿".to_owned() },
            responsibilities: vec![Responsibility {
                says: "I ask first.".to_owned(),
                rhythm: Rhythm::Weekly,
            }],
            consequences: vec!["A walk.".to_owned()],
            ..AgreementWords::default()
        }
    }

    #[test]
    fn words_stand_behind_what_an_act_says_and_are_read_there() {
        let limit = Says::Limit(Area::parse("money").unwrap(), LimitKind::Hard);
        let note = LimitWords { note: "Not yet.".to_owned(), condition: String::new() };
        let bytes = note.behind(&limit);
        let (says, rest) = Says::read(&bytes).unwrap();
        assert_eq!(says, limit);
        assert_eq!(LimitWords::read(rest), Ok(note));
        let bytes = words().behind(&Says::Stop);
        assert_eq!(AgreementWords::read(Says::read(&bytes).unwrap().1), Ok(words()));
    }

    #[test]
    fn without_words_an_act_has_the_bytes_it_always_had() {
        assert_eq!(LimitWords::default().behind(&Says::Pause), Says::Pause.to_bytes());
        assert_eq!(LimitWords::read(&[]), Ok(LimitWords::default()));
    }

    #[test]
    fn a_limit_counts_whatever_stands_behind_it() {
        let limit = Says::Limit(Area::parse("money").unwrap(), LimitKind::Hard);
        let mut bytes = limit.to_bytes();
        bytes.extend([0xff, 0x00, 0x17]);
        let (says, rest) = Says::read(&bytes).unwrap();
        assert_eq!(says, limit);
        assert_eq!(LimitWords::read(rest), Err(Unreadable));
    }

    #[test]
    fn a_field_of_a_later_version_is_left_out() {
        let later = [0xa2, 0x00, 0x62, b'n', b'o', 0x18, 0x63, 0x01];
        let read = LimitWords::read(&later);
        assert_eq!(read, Ok(LimitWords { note: "no".to_owned(), condition: String::new() }));
    }

    /// A change here makes the words of every agreement unreadable that was ever signed.
    #[test]
    fn the_bytes_are_frozen() {
        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let note = LimitWords { note: "a".to_owned(), condition: "b".to_owned() };
        assert_eq!(hex(minicbor::to_vec(note).unwrap()), "a2006161016162");
        let expected = include_str!("../tests/golden/agreement-words.txt").trim();
        assert_eq!(hex(minicbor::to_vec(words()).unwrap()), expected);
    }
}
