//! Check-ins in words.

use reflect::{Field, Scale, Value};

use super::Words;

impl Words {
    /// What a field asks.
    pub fn field(&self, field: Field) -> String {
        self.say(&format!("check-in-{}", field.word()), &[])
    }

    /// What the ends of a field's scale say, the lower first; nothing where it is answered in words.
    pub fn field_ends(&self, field: Field) -> Option<[String; 2]> {
        match field.scale() {
            Scale::To(_) => {
                let name = format!("check-in-{}", field.word());
                Some([self.part(&name, "low")?, self.part(&name, "high")?])
            }
            Scale::Words => None,
        }
    }

    /// An answer.
    pub fn field_value(&self, field: Field, value: &Value) -> String {
        match (value, field.scale()) {
            (Value::Words(words), _) => words.clone(),
            (Value::Place(place), Scale::To(most)) => {
                let gaps = [("place", place.to_string().into()), ("most", most.to_string().into())];
                self.say("check-in-place", &gaps)
            }
            (Value::Place(place), Scale::Words) => place.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_asks_something_and_every_scale_has_two_ends() {
        let words = Words::english(&[]);
        for field in Field::ALL {
            assert!(words.has(&format!("check-in-{}", field.word())));
            let is_scale = matches!(field.scale(), Scale::To(_));
            assert_eq!(words.field_ends(field).is_some(), is_scale, "{field:?}");
        }
        assert_eq!(words.field_value(Field::Closeness, &Value::Place(6)), "6 of 7");
    }
}
