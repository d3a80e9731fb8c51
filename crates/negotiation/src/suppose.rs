//! What would be known if something were said now: acts that nobody made, in a copy of what is known. The engine refuses them
//! like any others.

use consent::{Act, ActId, Both, Instant, Knowledge, Line, Person, Refusal, Says, Version};

/// A copy of what is known, in which more can be said.
#[derive(Clone, Debug)]
pub struct Supposed {
    knowledge: Knowledge,
    lines: Both<Line>,
    at: Instant,
    said: Vec<(Person, Says)>,
}

impl Supposed {
    /// What is known, at this instant.
    pub fn of(knowledge: &Knowledge, at: Instant) -> Supposed {
        let mut knowledge = knowledge.clone();
        let lines = Both::each(|person| knowledge.begin_line(person));
        Supposed { knowledge, lines, at, said: Vec::new() }
    }

    /// What would be known.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What was supposed to be said, in order.
    pub fn said(&self) -> &[(Person, Says)] {
        &self.said
    }

    /// Somebody says something, having seen all that is known.
    ///
    /// # Errors
    /// The [`Refusal`]; then nothing has been said.
    pub fn say(&mut self, by: Person, says: Says) -> Result<ActId, Refusal> {
        let (line, past) = (*self.lines.get(by), self.knowledge.everything());
        self.knowledge.would_admit(by, self.at, &past, &says)?;
        let id = name(past.acts());
        self.said.push((by, says.clone()));
        // Its past is all that is known, so it is not misplaced.
        let _ = self.knowledge.add(Act { id, line, clock: self.at, past, says: Ok(says) });
        Ok(id)
    }

    /// Both sign a version that is known, after whatever keeps them from signing: a stop is answered by both, an open
    /// moment is closed.
    ///
    /// # Errors
    /// The [`Refusal`] of a signature.
    pub fn sign(&mut self, version: ActId) -> Result<(), Refusal> {
        for by in Person::BOTH {
            // Refused where there is nothing to answer.
            let _ = self.say(by, Says::Resume);
        }
        for agreement in self.knowledge.agreements_at(self.at) {
            let _ = self.say(Person::One, Says::Close(agreement.id));
        }
        for by in Person::BOTH {
            match self.say(by, Says::Sign(version)) {
                Ok(_) | Err(Refusal::AlreadySigned) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(())
    }

    /// Somebody proposes these words and both sign them.
    ///
    /// # Errors
    /// The [`Refusal`] of the proposal or of a signature.
    pub fn agree(&mut self, version: Version) -> Result<ActId, Refusal> {
        let id = self.say(version.holder, Says::Propose(Box::new(version)))?;
        self.sign(id)?;
        Ok(id)
    }
}

/// A name that no act has: the record's names are hashes, and no two acts come behind as many others here.
fn name(behind: u64) -> ActId {
    let mut name = [0xff; 32];
    for (byte, of) in name.iter_mut().zip(behind.to_be_bytes()) {
        *byte = of;
    }
    ActId::new(name)
}
