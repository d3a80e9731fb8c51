//! `floor.md`, read directly from the page: every rule is a loop over all acts, in the page's words.
//!
//! | module | heading of `floor.md` |
//! | --- | --- |
//! | `known` | "Who, where, when": acts, their pasts and instants, "at T on K" |
//! | `areas` | "Areas and powers" |
//! | `refused` | "What is refused" |
//! | `agreements`, `seals`, `signals`, `moments`, `hours`, `caps`, `line` | "The parts of the line" |
//! | `until` | "What comes with the verdict" |
//! | `alone` | rules 2 and 3: what one person's acts leave possible |
//!
//! It does not say `because`: two readings may name the same reasons differently. It deviates from the page in one
//! place, which `refused` names, and knows one act more, `retract` (`consent`'s head has its rule).

mod agreements;
mod alone;
mod areas;
mod caps;
mod hours;
mod known;
mod line;
mod moments;
mod refused;
mod seals;
mod signals;
mod until;

use std::collections::BTreeSet;

use consent::{ActId, Area, Instant, Person, Question, Refusal, Says, Verdict};

use areas::{HEAVY, strictly_under};
use known::{At, Known};
use line::is_more_closed;

/// An act as told: nothing but what `floor.md` says an act has.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its name, which no other act has.
    pub id: ActId,
    /// Whose device made it.
    pub by: Person,
    /// What that device's clock said.
    pub clock: Instant,
    /// Every act that the device knew, and so also every act in the past of one of these. Refused acts may be among
    /// them, and acts that were never told; neither exists.
    pub past: BTreeSet<ActId>,
    /// What it says, or why that cannot be said at all (a malformed area, a mode that does not exist): then it is
    /// refused.
    pub says: Result<Says, Refusal>,
}

/// A set of acts, K, to be asked at any instant.
#[derive(Clone, Debug)]
pub struct Naive {
    /// Those that exist.
    known: Vec<Known>,
    refused: BTreeSet<ActId>,
}

impl Naive {
    /// Takes these acts in, in whatever order they are told.
    ///
    /// An act that is in its own past, directly or through others, cannot be made; it is taken as refused.
    pub fn of(acts: &[Told]) -> Naive {
        let mut naive = Naive { known: Vec::new(), refused: BTreeSet::new() };
        let mut names: BTreeSet<ActId> = acts.iter().map(|told| told.id).collect();
        loop {
            let before = names.len();
            for told in acts {
                if names.contains(&told.id) && told.past.is_disjoint(&names) {
                    names.remove(&told.id);
                    naive.take(told);
                }
            }
            if names.len() == before {
                naive.refused.extend(names);
                return naive;
            }
        }
    }

    /// All of its past has been taken or refused: whether it is refused depends on that and its instant alone.
    fn take(&mut self, told: &Told) {
        let past: Vec<&Known> = self.known.iter().filter(|act| told.past.contains(&act.id)).collect();
        match Known::of(told, &past) {
            Some(act) if !refused::is_refused(&act, &past) => self.known.push(act),
            _ => {
                self.refused.insert(told.id);
            }
        }
    }

    /// Whether this act was told and does not exist.
    pub fn is_refused(&self, id: ActId) -> bool {
        self.refused.contains(&id)
    }

    /// The verdict at this instant.
    pub fn verdict(&self, question: &Question, at: Instant) -> Verdict {
        self.at(at).verdict(question)
    }

    /// The most open verdict that this person's own acts leave possible at this instant, whatever the other one does. A
    /// seal, an end and a stop take both or either: those are taken as they are.
    pub fn allowed_by(&self, person: Person, question: &Question, at: Instant) -> Verdict {
        self.at(at).allowed_by(person, question)
    }

    /// The areas strictly under the asked one whose own verdict is more closed, sorted by the bytes of the path.
    pub fn except(&self, question: &Question, at: Instant) -> Vec<Area> {
        let verdict = self.verdict(question, at);
        let mut except: Vec<Area> = self.named_areas();
        except.retain(|area| {
            let narrower = Question { area: area.clone(), ..question.clone() };
            strictly_under(area, &question.area) && is_more_closed(self.verdict(&narrower, at), verdict)
        });
        except.sort_by(|one, other| one.as_str().as_bytes().cmp(other.as_str().as_bytes()));
        except.dedup();
        except
    }

    /// "Looked for among the areas that a `limit` or `withdraw` in K names and the heavy ones."
    fn named_areas(&self) -> Vec<Area> {
        let mut areas: Vec<Area> = HEAVY.iter().filter_map(|path| Area::parse(path).ok()).collect();
        for act in &self.known {
            if let Says::Limit(area, _) | Says::Withdraw(_, area) = &act.says {
                areas.push(area.clone());
            }
        }
        areas
    }

    /// The first instant after this one at which the verdict would be another if nobody said anything more.
    pub fn until(&self, question: &Question, at: Instant) -> Option<Instant> {
        let verdict = self.verdict(question, at);
        let candidates = self.at(at).candidates(question);
        candidates.into_iter().find(|candidate| self.verdict(question, *candidate) != verdict)
    }

    fn at(&self, instant: Instant) -> At<'_> {
        At { instant, known: self.known.iter().collect() }
    }
}
