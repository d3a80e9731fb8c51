//! Desires in words: what both are open to, and how the two stand with their lists. A no has no words here.

use consent::Person;
use negotiation::desires::{Desire, Entry};

use super::Words;
use super::answer::Scene;
use crate::desires::{Match, Stands};

impl Words {
    /// How somebody stands to something.
    pub fn desire(&self, desire: Desire) -> String {
        self.say(&format!("desire-{}", desire.word()), &[])
    }
}

impl Scene<'_> {
    /// Something that both may be open to; `area`: as it is shown there.
    pub fn desires_entry(&self, entry: &Entry, area: String) -> String {
        let person = |person| self.person(person).to_owned();
        let gaps = [("area", area), ("giver", person(entry.giver)), ("holder", person(entry.giver.other()))];
        self.fill("desires-entry", gaps.into())
    }

    /// What is worth talking about in it, if anything is.
    pub fn desires_warm(&self, found: &Match) -> Option<String> {
        let warm = found.warm?;
        let person = |person| self.person(person).to_owned();
        Some(self.fill("desires-warm", vec![("warm", person(warm)), ("curious", person(warm.other()))]))
    }

    /// How the two stand, for whom `own` is.
    pub fn desires_stand(&self, stands: Stands, own: Person) -> String {
        let name = match stands {
            Stands::Open => "desires-stands-open",
            Stands::YouFinished => "desires-stands-you",
            Stands::TheyFinished => "desires-stands-they",
            Stands::Working => "desires-stands-working",
            Stands::Elsewhere => "desires-stands-elsewhere",
            Stands::HalfOpen => "desires-stands-half",
            Stands::Stuck => "desires-stands-stuck",
        };
        self.fill(name, vec![("other", self.person(own.other()).to_owned())])
    }
}
