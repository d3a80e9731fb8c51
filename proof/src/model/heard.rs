//! A device's memory: the record, and what the engine knows of it.
//!
//! The bridge from the one to the other is `companion`'s own, line for line (`fold.rs` there), written again because that
//! one is a private part of a crate that brings the vault, the relay's wire and the words with it.

use std::sync::Arc;

use consent::{Act, ActId, Instant, Knowledge, Line, Past, Person, Refusal, Says};
use record::{Body, Draft, Entry, Merged, Record, RelationshipId};

use super::cast::{Cast, On};
use super::known::{Known, Said};

/// What one device holds.
pub struct Heard {
    record: Record,
    /// What the engine knows.
    pub knowledge: Knowledge,
    /// The acts, in the order in which they came.
    pub acts: Vec<Arc<Said>>,
    /// What the engine refused although the device that said it did not: nothing, where all is well.
    pub refused: Vec<ActId>,
    lines: Vec<Line>,
}

impl Heard {
    /// A device of this relationship that has heard nothing.
    pub(super) fn nothing(relationship: RelationshipId) -> Heard {
        Heard {
            record: Record::of(relationship),
            knowledge: Knowledge::new(),
            acts: Vec::new(),
            refused: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// A device that knows all of this.
    pub fn of(known: &Known) -> Heard {
        Heard::all(&known.in_order())
    }

    /// A device that these acts have reached, one by one in this order.
    pub(super) fn all<'a>(acts: impl IntoIterator<Item = &'a Arc<Said>>) -> Heard {
        let mut acts = acts.into_iter().peekable();
        let first = acts.peek().map(|act| act.verified.relationship());
        let mut heard = Heard::nothing(first.unwrap_or(RelationshipId([0; 32])));
        acts.for_each(|act| heard.hear(act));
        heard
    }

    /// An act arrives, maybe not for the first time, maybe before its past.
    pub(super) fn hear(&mut self, act: &Arc<Said>) {
        if !self.acts.contains(act) {
            self.acts.push(act.clone());
        }
        let merged = self.record.merge([act.verified.clone()]);
        self.fold(&merged);
    }

    /// Whether all that arrived stands in the record, and nothing waits or was kept apart.
    pub(super) fn holds_all(&self) -> bool {
        self.record.len() == self.acts.len() && self.record.apart().next().is_none()
    }

    /// Whether these, and no others, stand in the record.
    pub(super) fn stands_as(&self, known: &Known) -> bool {
        let mut ids = known.acts().map(|act| act.verified.id());
        self.record.len() == known.acts().count() && ids.all(|id| self.record.get(id).is_some())
    }

    /// The founding act, which the phone says.
    pub(super) fn found(cast: &Cast, at: Instant) -> Arc<Said> {
        let device = cast.device(On::Phone);
        let draft = Draft::founding(cast.founding(), device, at.millis()).expect("a founding by the phone");
        Said::signed(cast, On::Phone, draft, None, at, Known::default())
    }

    /// Says this on a device that holds what is held here, which is all of that, unless it is refused. It is not heard by
    /// that.
    pub(super) fn say(
        &self,
        cast: &Cast,
        known: &Known,
        on: On,
        clock: Instant,
        says: Says,
    ) -> Result<Arc<Said>, Refusal> {
        let draft = self.draft(cast, on, clock, &says)?;
        let own = known.acts().filter(|act| act.by() == on.person()).map(|act| act.at);
        let at = own.fold(clock, Instant::max);
        Ok(Said::signed(cast, on, draft, Some(says), at, known.clone()))
    }

    /// Supposes that this were said on a device that holds what is held here, unless it is refused. For what is asked of
    /// the engine alone: a signature would only take time.
    pub(super) fn suppose(&mut self, cast: &Cast, on: On, clock: Instant, says: Says) -> Result<(), Refusal> {
        let draft = self.draft(cast, on, clock, &says)?;
        let (past, line) = (Past::new(draft.clock().shared()), self.lines[draft.place().line as usize]);
        // The next supposed act of the device would be out of order: there is one at most.
        let act = Act { id: ActId::new([0; 32]), line, clock, past, says: Ok(says) };
        self.knowledge.add(act).expect("the next of its line").map_or(Ok(()), Err)
    }

    fn draft(&self, cast: &Cast, on: On, clock: Instant, says: &Says) -> Result<Draft, Refusal> {
        let (device, person) = (cast.device(on), record_person(on.person()));
        let draft = self.record.draft(device, person, clock.millis(), Body::Says(says.to_bytes()));
        let draft = draft.expect("a founding device that has not forked");
        let past = Past::new(draft.clock().shared());
        self.knowledge.would_admit(on.person(), clock, &past, says).map(|()| draft)
    }

    fn fold(&mut self, merged: &Merged) {
        for id in &merged.added {
            let Some(entry) = self.record.get(*id) else { continue };
            for (_, of) in self.record.lines().skip(self.lines.len()) {
                self.lines.push(self.knowledge.begin_line(person(of)));
            }
            let act = act(entry, self.lines[entry.place().line as usize]);
            let is_founding = act.says.is_err();
            let refusal = self.knowledge.add(act).expect("parents before children");
            if refusal.is_some() && !is_founding {
                self.refused.push(ActId::new(id.0));
            }
        }
        for id in &merged.disowned {
            self.knowledge.disown(ActId::new(id.0));
        }
    }
}

impl Said {
    fn signed(cast: &Cast, on: On, draft: Draft, says: Option<Says>, at: Instant, past: Known) -> Arc<Said> {
        let verified = draft.sign(cast.key(on)).expect("the key of the device");
        let name = verified.id().0.iter().take(8).fold(0, |name, byte| name << 8 | u64::from(*byte));
        Arc::new(Said { on, says, at, past, verified, name })
    }
}

/// The engine's act for an entry of the record.
fn act(entry: &Entry, line: Line) -> Act {
    let says = match entry.act().body() {
        Body::Says(bytes) => Says::read(bytes).map(|(says, _)| says),
        Body::Found(_) | Body::LetIn(_) | Body::LetOut(_) => Err(Refusal::NotUnderstood),
    };
    Act {
        id: ActId::new(entry.id().0),
        line,
        clock: Instant::from_millis(entry.act().instant()),
        past: Past::new(entry.clock().shared()),
        says,
    }
}

fn person(of: record::Person) -> Person {
    match of {
        record::Person::First => Person::One,
        record::Person::Second => Person::Two,
    }
}

fn record_person(of: Person) -> record::Person {
    match of {
        Person::One => record::Person::First,
        Person::Two => record::Person::Second,
    }
}
