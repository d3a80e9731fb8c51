//! What was said, retold as a rehearsal that ends in a question, so that `troth rehearse` gives the answer that this device gives.
//!
//! A rehearsal has one device for each person, and everybody hears everything at once. What really was said on two devices that
//! had not heard of each other can come out otherwise there; so the file is played before it is handed out, and what differs is
//! told ([`Differs`]).

use std::collections::HashMap;

use consent::{ActId, Answer, Instant, Person, Question, Refusal, Says, Verdict, Zone};
use negotiation::Supposed;
use record::Entry;
use rehearsal::{Outcome, Rehearsal, RehearsalFile, StepDo, play};

use crate::circle_of_two::CircleOfTwo;

/// A rehearsal, and where it is not what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retold {
    /// The file.
    pub file: String,
    /// None where it plays as it was.
    pub differs: Vec<Differs>,
}

/// Where a rehearsal differs from what it retells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differs {
    /// Agreements have hours of several zones, and a rehearsal has one.
    Zones,
    /// What was taken here is refused there.
    Refused {
        /// The step, from 1.
        step: usize,
        /// What was to be done.
        word: String,
        /// Why not.
        refusal: Refusal,
    },
    /// The answer has another verdict.
    Verdict {
        /// Here.
        here: Verdict,
        /// There.
        there: Verdict,
    },
    /// The verdict is the same; until when it holds, or what it does not hold for, is not.
    Rest,
    /// The file cannot be read back.
    Unreadable,
}

/// The question lies before the last thing that was said: a rehearsal never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooEarly {
    /// When that was.
    pub last: Instant,
}

/// Something that was said, on its way into the file.
struct Said {
    id: Option<ActId>,
    by: Person,
    /// Its instant.
    at: Instant,
    /// The latest instant of it and of all that it had seen: in this order everything stands behind what it had seen.
    place: Instant,
    says: Says,
}

impl CircleOfTwo {
    /// All that the engine took, then the question now, without being played first: whoever reads it with `troth rehearse` sees what
    /// comes of it.
    pub fn rehearsal_of(&self, question: &Question, now: Instant, zone: &Zone) -> String {
        let all = self.all_said();
        let last = all.last().map_or(Instant::FIRST, |said| said.place);
        let (zone, _) = one_zone(&all, zone);
        self.written(&all, question, now.max(last), &zone)
    }

    /// All that the engine took, then what is supposed to be said now, then the question: at that instant, or now, or as soon
    /// as all of it has been said where another device's clock goes ahead. `zone` is that of the file where no agreement has
    /// one.
    ///
    /// # Errors
    /// [`TooEarly`].
    pub fn retell(
        &self,
        question: &Question,
        at: Option<Instant>,
        supposed: Option<&Supposed>,
        now: Instant,
        zone: &Zone,
    ) -> Result<Retold, TooEarly> {
        let mut all = self.all_said();
        let last = all.last().map_or(Instant::FIRST, |said| said.place);
        for (by, says) in supposed.into_iter().flat_map(Supposed::said) {
            all.push(Said { id: None, by: *by, at: now.max(last), place: now.max(last), says: says.clone() });
        }
        let last = all.last().map_or(Instant::FIRST, |said| said.place);
        let at = at.unwrap_or(now.max(last));
        if at < last {
            return Err(TooEarly { last });
        }
        let (zone, is_only) = one_zone(&all, zone);
        let file = self.written(&all, question, at, &zone);
        let knowledge = supposed.map_or(self.knowledge(), Supposed::knowledge);
        let mut differs = differences(&file, &knowledge.answer(question, at));
        if !is_only {
            differs.insert(0, Differs::Zones);
        }
        Ok(Retold { file, differs })
    }

    fn all_said(&self) -> Vec<Said> {
        let mut places: HashMap<record::ActId, Instant> = HashMap::new();
        let mut all = Vec::new();
        for entry in self.record.in_causal_order() {
            let at = self.fold.instant(entry);
            let seen = entry.act().heads().iter().filter_map(|head| places.get(head).copied());
            let place = seen.fold(at, Instant::max);
            places.insert(entry.id(), place);
            all.extend(self.said(entry, at, place));
        }
        // What has the same place stays behind what it had seen.
        all.sort_by_key(|said| said.place);
        all
    }

    /// What counts: what the engine took, and of a disowned device what closes.
    fn said(&self, entry: &Entry, at: Instant, place: Instant) -> Option<Said> {
        let shown = self.fold.shown(entry)?;
        let counts = !(entry.is_disowned() && shown.says.opens());
        counts.then(|| Said {
            id: Some(crate::fold::act_id(entry.id())),
            by: shown.by,
            at,
            place,
            says: shown.says,
        })
    }

    fn written(&self, all: &[Said], question: &Question, at: Instant, zone: &Zone) -> String {
        let people = told_apart(self.people());
        let mut names: HashMap<ActId, String> = HashMap::new();
        let proposals = all.iter().filter(|said| matches!(said.says, Says::Propose(_)));
        for (number, id) in (1..).zip(proposals.filter_map(|said| said.id)) {
            names.insert(id, format!("v{number}"));
        }
        let name = |id: ActId| names.get(&id).cloned().unwrap_or_default();
        let mut file = RehearsalFile::of(&people, zone);
        for said in all {
            let own = said.id.map(name).unwrap_or_default();
            file.act(said.at, said.by, &said.says, name, &own);
        }
        file.ask(at, question);
        file.finish()
    }
}

/// A rehearsal's people have different names.
fn told_apart([one, two]: &[String; 2]) -> [String; 2] {
    let second = if one == two { format!("{two} 2") } else { two.clone() };
    [one.clone(), second]
}

/// The zone of all agreements, and whether it is that of all.
fn one_zone(all: &[Said], zone: &Zone) -> (Zone, bool) {
    let zones: Vec<&Zone> = all
        .iter()
        .filter_map(|said| match &said.says {
            Says::Propose(version) => Some(&version.zone),
            _ => None,
        })
        .collect();
    let first = zones.first().copied().unwrap_or(zone);
    (first.clone(), zones.iter().all(|zone| *zone == first))
}

fn differences(file: &str, here: &Answer) -> Vec<Differs> {
    let Ok(rehearsal) = Rehearsal::read(file.as_bytes()) else { return vec![Differs::Unreadable] };
    let played = play(&rehearsal);
    let mut differs = Vec::new();
    for ((step, outcome), number) in rehearsal.steps.iter().zip(played.outcomes).zip(1..) {
        match (outcome, &step.doing) {
            (Outcome::Refused { refusal, .. }, StepDo::Act { word, .. }) => {
                differs.push(Differs::Refused { step: number, word: word.clone(), refusal });
            }
            (Outcome::Answered(there), _) if there.verdict != here.verdict => {
                differs.push(Differs::Verdict { here: here.verdict, there: there.verdict });
            }
            (Outcome::Answered(there), _) if (there.until, &there.except) != (here.until, &here.except) => {
                differs.push(Differs::Rest);
            }
            _ => {}
        }
    }
    differs
}
