//! Acts as the engine takes them: what the record says of each, as `companion` hands it on.

use std::time::{Duration, Instant};

use anyhow::ensure;
use consent::{Act, ActId, Knowledge, Line, Past, Refusal, Says};
use record::{Body, Entry, Person, Record};

use crate::life::Life;

/// Acts as the engine takes them.
pub(crate) struct Decoded {
    /// Whose each line is.
    lines: Vec<consent::Person>,
    pub(crate) acts: Vec<Act>,
    pub(crate) bytes: Vec<Vec<u8>>,
}

/// What came of folding.
pub(crate) struct Folded {
    pub(crate) knowledge: Knowledge,
    /// How many acts went in before the time was up.
    pub(crate) acts: usize,
    pub(crate) refused: usize,
    pub(crate) took: Duration,
}

impl Decoded {
    pub(crate) fn of(life: &Life) -> anyhow::Result<Decoded> {
        let mut record = Record::of(life.relationship);
        let merged = record.merge(life.acts.iter().cloned());
        ensure!(merged.added.len() == life.acts.len(), "the record kept an act of the history apart");
        let lines: Vec<_> = record.lines().map(|(_, of)| person(of)).collect();
        let handles = begin(&mut Knowledge::new(), &lines);
        let acts: Vec<Act> = record.in_order_of_arrival().map(|entry| act(entry, &handles)).collect();
        let bytes = record.in_order_of_arrival().map(bytes).collect();
        Ok(Decoded { lines, acts, bytes })
    }

    /// Folds the first so many, but not for longer than `patience`.
    pub(crate) fn fold(&self, acts: usize, patience: Duration) -> Folded {
        let acts: Vec<Act> = self.acts[..acts].to_vec();
        let start = Instant::now();
        let mut knowledge = Knowledge::new();
        begin(&mut knowledge, &self.lines);
        let (mut done, mut refused) = (0, 0);
        for act in acts {
            // An act of the record is never out of order.
            refused += usize::from(!matches!(knowledge.add(act), Ok(None)));
            done += 1;
            if done % 64 == 0 && start.elapsed() > patience {
                break;
            }
        }
        Folded { knowledge, acts: done, refused, took: start.elapsed() }
    }
}

fn begin(knowledge: &mut Knowledge, lines: &[consent::Person]) -> Vec<Line> {
    lines.iter().map(|person| knowledge.begin_line(*person)).collect()
}

fn act(entry: &Entry, lines: &[Line]) -> Act {
    let says = match entry.act().body() {
        Body::Says(bytes) => Says::read(bytes).map(|(says, _)| says),
        Body::Found(_) | Body::LetIn(_) | Body::LetOut(_) => Err(Refusal::NotUnderstood),
    };
    Act {
        id: ActId::new(entry.id().0),
        line: lines[entry.place().line as usize],
        clock: consent::Instant::from_millis(entry.act().instant()),
        past: Past::new(entry.clock().shared()),
        says,
    }
}

/// What the engine is handed of an act, as bytes: its name, line, clock, past and what it says.
fn bytes(entry: &Entry) -> Vec<u8> {
    let mut bytes = entry.id().0.to_vec();
    bytes.extend(entry.place().line.to_be_bytes());
    bytes.extend(entry.act().instant().to_be_bytes());
    entry.clock().counts().iter().for_each(|count| bytes.extend(count.to_be_bytes()));
    if let Body::Says(says) = entry.act().body() {
        bytes.extend(says);
    }
    bytes
}

fn person(of: Person) -> consent::Person {
    match of {
        Person::First => consent::Person::One,
        Person::Second => consent::Person::Two,
    }
}
