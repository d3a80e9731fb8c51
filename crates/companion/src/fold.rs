//! From the record to what the engine knows, act by act as they come.
//!
//! The record's lines are the engine's lines, one for one, and its clocks are the engine's pasts. An act that says
//! nothing to the engine (the founding, letting a device in or out, a newer Troth's act) takes its place in its line there
//! too, as one that is refused.

use std::collections::BTreeMap;

use consent::{Act, ActId, Instant, Knowledge, Line, Past, Person, Refusal, Says};
use record::{Body, Entry, Merged, Record};

use crate::words::answer::ActShown;

/// What the engine knows of a record.
#[derive(Default)]
pub(crate) struct Fold {
    pub(crate) knowledge: Knowledge,
    /// The acts that the engine took, for whoever puts them into words.
    pub(crate) shown: BTreeMap<ActId, ActShown>,
    /// Acts of the record that the engine refused, with the reason: a device that breaks the rules made them.
    pub(crate) refused: BTreeMap<ActId, Refusal>,
    lines: Vec<Line>,
}

impl Fold {
    /// Takes in what a merge added, and what it disowned.
    pub(crate) fn take(&mut self, record: &Record, merged: &Merged) {
        for entry in merged.added.iter().filter_map(|id| record.get(*id)) {
            self.add(record, entry);
        }
        for id in &merged.disowned {
            self.knowledge.disown(act_id(*id));
        }
    }

    fn add(&mut self, record: &Record, entry: &Entry) {
        let says = match entry.act().body() {
            Body::Says(bytes) => Says::from_bytes(bytes),
            Body::Found(_) | Body::LetIn(_) | Body::LetOut(_) => Err(Refusal::NotUnderstood),
        };
        let is_said = matches!(entry.act().body(), Body::Says(_));
        let id = act_id(entry.id());
        let Some(line) = self.line(record, entry.place().line) else { return };
        let past = Past::new(entry.clock().shared());
        let clock = Instant::from_millis(entry.act().instant());
        let at = self.knowledge.instant(person(entry.person()), clock, &past);
        let act = Act { id, line, clock, past, says: says.clone() };
        match (self.knowledge.add(act), says) {
            (Ok(None), Ok(says)) => {
                self.shown.insert(id, ActShown { by: person(entry.person()), at, says, name: None });
            }
            (Ok(Some(refusal)), _) if is_said => {
                self.refused.insert(id, refusal);
            }
            // The record adds parents before children, so nothing is misplaced.
            _ => {}
        }
        if record.disowned(entry.id()).is_some() {
            self.knowledge.disown(id);
        }
    }

    /// The engine's line for the record's line of this number; lines are begun there as they are in the record.
    fn line(&mut self, record: &Record, number: u32) -> Option<Line> {
        for (_, of) in record.lines().skip(self.lines.len()) {
            self.lines.push(self.knowledge.begin_line(person(of)));
        }
        self.lines.get(usize::try_from(number).ok()?).copied()
    }
}

/// The engine's name of an act of the record.
pub(crate) fn act_id(id: record::ActId) -> ActId {
    ActId::new(id.0)
}

/// The engine's person for the record's.
pub(crate) fn person(of: record::Person) -> Person {
    match of {
        record::Person::First => Person::One,
        record::Person::Second => Person::Two,
    }
}

/// The record's person for the engine's.
pub(crate) fn record_person(of: Person) -> record::Person {
    match of {
        Person::One => record::Person::First,
        Person::Two => record::Person::Second,
    }
}
