//! The two people of a relationship.

use minicbor::{Decode, Encode};

/// One of the two. Which is which is fixed by the relationship's founding, the same on every device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Person {
    /// The first that the founding names.
    #[n(0)]
    One,
    /// The second.
    #[n(1)]
    Two,
}

impl Person {
    /// Both, in their fixed order.
    pub const BOTH: [Person; 2] = [Person::One, Person::Two];

    /// The other one.
    pub fn other(self) -> Person {
        match self {
            Person::One => Person::Two,
            Person::Two => Person::One,
        }
    }
}

/// Something that each of the two has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Both<T> {
    /// What the first person has.
    pub one: T,
    /// What the second person has.
    pub two: T,
}

impl<T> Both<T> {
    /// What `of` gives for each of the two.
    pub fn each(mut of: impl FnMut(Person) -> T) -> Both<T> {
        Both { one: of(Person::One), two: of(Person::Two) }
    }

    /// What this person has.
    pub fn get(&self, person: Person) -> &T {
        match person {
            Person::One => &self.one,
            Person::Two => &self.two,
        }
    }

    /// The same, to change.
    pub fn get_mut(&mut self, person: Person) -> &mut T {
        match person {
            Person::One => &mut self.one,
            Person::Two => &mut self.two,
        }
    }
}
