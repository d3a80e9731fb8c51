//! A check-in: what one answers, alone first, field by field; each field is shared or kept, and kept unless one shares it.
//!
//! What is shared stands behind the `check-in` of the shared record ([`Beside`]); what is kept stands in one's own
//! ([`crate::keeps`]). The engine reads neither: to it a check-in has happened. Numbers of fields are frozen; a field that this
//! version does not know is left out.

use std::collections::{BTreeMap, BTreeSet};

use consent::beside::Beside;
use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};

/// The most characters of an answer in words.
pub const MOST_WORDS: usize = 4000;

/// A field of a check-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// How much there is in one today.
    Capacity,
    /// How one feels.
    Mood,
    /// It still feels right.
    FeelsRight,
    /// It still works for us.
    WorksForUs,
    /// How close the two are: seven pairs of circles.
    Closeness,
    /// Give and take: 1 one gives far more than one gets, 3 even, 5 one gets far more.
    GiveAndTake,
    /// I could say no without bad consequences.
    CouldSayNo,
    /// I still feel like myself.
    Myself,
    /// How much I lean on this.
    Leaning,
    /// I can carry this: of whoever holds.
    CanCarry,
    /// What helped, in words.
    Helped,
    /// What rubbed, in words.
    Rubbed,
    /// One need, in words.
    Need,
    /// One small change, in words.
    Change,
}

/// How a field is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// From 1 to this.
    To(u8),
    /// In words.
    Words,
}

impl Field {
    /// All, in the order in which they are asked.
    pub const ALL: [Field; 14] = [
        Field::Capacity,
        Field::Mood,
        Field::FeelsRight,
        Field::WorksForUs,
        Field::Closeness,
        Field::GiveAndTake,
        Field::CouldSayNo,
        Field::Myself,
        Field::Leaning,
        Field::CanCarry,
        Field::Helped,
        Field::Rubbed,
        Field::Need,
        Field::Change,
    ];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Field::Capacity => "capacity",
            Field::Mood => "mood",
            Field::FeelsRight => "feels-right",
            Field::WorksForUs => "works-for-us",
            Field::Closeness => "closeness",
            Field::GiveAndTake => "give-and-take",
            Field::CouldSayNo => "could-say-no",
            Field::Myself => "myself",
            Field::Leaning => "leaning",
            Field::CanCarry => "can-carry",
            Field::Helped => "helped",
            Field::Rubbed => "rubbed",
            Field::Need => "need",
            Field::Change => "change",
        }
    }

    /// The field that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.word() == word)
    }

    /// How it is answered.
    pub fn scale(self) -> Scale {
        match self {
            Field::Closeness => Scale::To(7),
            Field::Helped | Field::Rubbed | Field::Need | Field::Change => Scale::Words,
            Field::Capacity
            | Field::Mood
            | Field::FeelsRight
            | Field::WorksForUs
            | Field::GiveAndTake
            | Field::CouldSayNo
            | Field::Myself
            | Field::Leaning
            | Field::CanCarry => Scale::To(5),
        }
    }

    /// Its frozen number.
    fn number(self) -> u8 {
        match self {
            Field::Capacity => 0,
            Field::Mood => 1,
            Field::FeelsRight => 2,
            Field::WorksForUs => 3,
            Field::Closeness => 4,
            Field::GiveAndTake => 5,
            Field::CouldSayNo => 6,
            Field::Myself => 7,
            Field::Leaning => 8,
            Field::CanCarry => 9,
            Field::Helped => 10,
            Field::Rubbed => 11,
            Field::Need => 12,
            Field::Change => 13,
        }
    }

    fn from_number(number: u8) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.number() == number)
    }
}

/// An answer to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A place on its scale, from 1.
    Place(u8),
    /// In words.
    Words(String),
}

/// Not an answer to that field: beyond its scale, no words, or more of them than [`MOST_WORDS`] characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an answer to `{}`", .0.word())]
pub struct NoAnswer(pub Field);

/// Answers, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Field, Value>);

impl Answers {
    /// Answers a field.
    ///
    /// # Errors
    /// [`NoAnswer`]; then nothing has changed.
    pub fn answer(&mut self, field: Field, value: Value) -> Result<(), NoAnswer> {
        if fits(field, &value) {
            self.0.insert(field, value);
            Ok(())
        } else {
            Err(NoAnswer(field))
        }
    }

    /// Takes an answer out.
    pub fn clear(&mut self, field: Field) {
        self.0.remove(&field);
    }

    /// The answer to a field.
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.0.get(&field)
    }

    /// The place on a field's scale.
    pub fn place(&self, field: Field) -> Option<u8> {
        match self.get(field) {
            Some(Value::Place(place)) => Some(*place),
            _ => None,
        }
    }

    /// All that are answered, in the order in which they are asked.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Value)> {
        self.0.iter().map(|(field, value)| (*field, value))
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How far these are from others, over the fields that both answer on a scale; nothing where there is none.
    pub fn apart(&self, others: &Answers) -> Option<Apart> {
        let both = self.iter().filter_map(|(field, _)| Some((self.place(field)?, others.place(field)?)));
        let steps = both.map(|(one, other)| u32::from(one.abs_diff(other)));
        let apart = steps.fold(Apart { steps: 0, fields: 0 }, |apart, steps| Apart {
            steps: apart.steps.saturating_add(steps),
            fields: apart.fields.saturating_add(1),
        });
        (apart.fields > 0).then_some(apart)
    }

    /// What is shared, and what is kept.
    pub fn divide(self, shared: &BTreeSet<Field>) -> (Answers, Answers) {
        let (shared, kept) = self.0.into_iter().partition(|(field, _)| shared.contains(field));
        (Answers(shared), Answers(kept))
    }

    /// Both together; where both answer a field, the others.
    #[must_use]
    pub fn with(mut self, others: Answers) -> Answers {
        self.0.extend(others.0);
        self
    }
}

/// How far two people's answers are apart: a guess and what it was a guess at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Steps on their scales, in all.
    pub steps: u32,
    /// Over so many fields.
    pub fields: u32,
}

impl Apart {
    /// Steps a field.
    pub fn a_field(self) -> f64 {
        f64::from(self.steps) / f64::from(self.fields.max(1))
    }
}

fn fits(field: Field, value: &Value) -> bool {
    match (field.scale(), value) {
        (Scale::To(most), Value::Place(place)) => (1..=most).contains(place),
        (Scale::Words, Value::Words(words)) => {
            !words.trim().is_empty() && words.chars().nth(MOST_WORDS).is_none()
        }
        (Scale::To(_), Value::Words(_)) | (Scale::Words, Value::Place(_)) => false,
    }
}

impl Beside for Answers {}

/// A map from numbers to a place or words, ascending.
impl<C> minicbor::Encode<C> for Answers {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.map(u64::try_from(self.0.len()).unwrap_or_default())?;
        for (field, value) in &self.0 {
            e.u8(field.number())?;
            match value {
                Value::Place(place) => e.u8(*place)?.ok()?,
                Value::Words(words) => e.str(words)?.ok()?,
            }
        }
        Ok(())
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Answers {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        let mut answers = Answers::default();
        let count = d.map()?.ok_or_else(|| Error::message("a map of no stated length"))?;
        for _ in 0..count {
            let field = u8::try_from(d.u64()?).ok().and_then(Field::from_number);
            let value = match d.datatype()? {
                minicbor::data::Type::U8 => Some(Value::Place(d.u8()?)),
                minicbor::data::Type::String => Some(Value::Words(d.str()?.to_owned())),
                _ => {
                    d.skip()?;
                    None
                }
            };
            // What a later version may ask, or ask otherwise, is left out.
            if let Some((field, value)) = field.zip(value) {
                let _ = answers.answer(field, value);
            }
        }
        Ok(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::Says;

    fn answers() -> Answers {
        let mut answers = Answers::default();
        for (field, value) in [
            (Field::Capacity, Value::Place(3)),
            (Field::Closeness, Value::Place(7)),
            (Field::Need, Value::Words("Sleep. 🌿".to_owned())),
        ] {
            answers.answer(field, value).unwrap();
        }
        answers
    }

    #[test]
    fn each_field_has_its_word_its_number_and_its_scale() {
        let mut numbers = BTreeSet::new();
        for field in Field::ALL {
            assert_eq!(Field::from_word(field.word()), Some(field));
            assert_eq!(Field::from_number(field.number()), Some(field));
            assert!(numbers.insert(field.number()));
        }
        assert_eq!(numbers.len(), Field::ALL.len());
    }

    #[test]
    fn what_is_beyond_the_scale_is_no_answer() {
        let mut answers = Answers::default();
        let words = |count| Value::Words("é".repeat(count));
        for (field, value) in [
            (Field::Capacity, Value::Place(0)),
            (Field::Capacity, Value::Place(6)),
            (Field::Closeness, Value::Place(8)),
            (Field::Capacity, words(1)),
            (Field::Need, Value::Place(1)),
            (Field::Need, words(0)),
            (Field::Need, words(MOST_WORDS + 1)),
        ] {
            assert_eq!(answers.answer(field, value), Err(NoAnswer(field)));
        }
        assert!(answers.is_empty());
        answers.answer(Field::Need, words(MOST_WORDS)).unwrap();
    }

    #[test]
    fn what_is_shared_and_what_is_kept_are_all_of_it_and_nothing_twice() {
        let (shared, kept) = answers().divide(&BTreeSet::from([Field::Closeness, Field::Mood]));
        assert_eq!(shared.iter().map(|(field, _)| field).collect::<Vec<_>>(), [Field::Closeness]);
        assert_eq!(kept.iter().map(|(field, _)| field).collect::<Vec<_>>(), [Field::Capacity, Field::Need]);
        assert_eq!(kept.with(shared), answers());
    }

    #[test]
    fn a_guess_is_so_many_steps_apart_over_what_both_answer() {
        let mut guess = answers();
        assert_eq!(guess.apart(&answers()), Some(Apart { steps: 0, fields: 2 }));
        guess.answer(Field::Capacity, Value::Place(1)).unwrap();
        guess.answer(Field::Mood, Value::Place(1)).unwrap();
        assert_eq!(guess.apart(&answers()), Some(Apart { steps: 2, fields: 2 }));
        assert_eq!(guess.apart(&Answers::default()), None);
    }

    /// A change here makes every check-in unreadable that there ever was.
    #[test]
    fn the_bytes_are_frozen_and_stand_behind_a_check_in() {
        let bytes = answers().behind(&Says::CheckIn);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "820d80a300030407".to_owned() + "0c6b536c6565702e20f09f8cbf");
        let (says, rest) = Says::read(&bytes).unwrap();
        assert_eq!((says, Answers::read(rest)), (Says::CheckIn, Ok(answers())));
        assert_eq!(Answers::default().behind(&Says::CheckIn), Says::CheckIn.to_bytes());
    }

    #[test]
    fn what_this_version_does_not_know_is_left_out() {
        // Capacity 3; capacity as a list, mood 9, field 200, field 70,000.
        let later = [
            0xa5, 0x00, 0x03, 0x00, 0x81, 0x01, 0x01, 0x09, 0x18, 0xc8, 0x01, 0x1a, 0x00, 0x01, 0x11, 0x70,
            0x01,
        ];
        let mut capacity = Answers::default();
        capacity.answer(Field::Capacity, Value::Place(3)).unwrap();
        assert_eq!(Answers::read(&later), Ok(capacity));
        assert!(Answers::read(&[0xbf, 0xff]).is_err());
        assert!(Answers::read(&[0xa1, 0x00, 0x03, 0x00]).is_err());
    }
}
