//! Plays a rehearsal: every device has its own knowledge, in the engine that the app runs.

use std::collections::BTreeMap;

use consent::{Act, ActId, Answer, Instant, Knowledge, Line, Past, Person, Refusal, Says};

use crate::file::{Ask, Rehearsal, Spoken, Step, StepDo, Sync};

/// What came of a rehearsal.
#[derive(Clone, Debug)]
pub struct Played {
    /// Of each step, in order.
    pub outcomes: Vec<Outcome>,
    /// The acts that were made, for whoever puts reasons into words.
    pub made: BTreeMap<ActId, Made>,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The act was made.
    Made {
        /// Whether it was expected to be refused.
        refusal_expected: bool,
    },
    /// The act was refused.
    Refused {
        /// Why.
        refusal: Refusal,
        /// Whether that was expected.
        expected: bool,
    },
    /// Two devices met.
    Synced,
    /// The question was answered.
    Answered(Answer),
}

impl Outcome {
    /// Whether the step came out as the file expects.
    pub fn holds(&self, step: &Step) -> bool {
        match (self, &step.doing) {
            (Outcome::Made { refusal_expected }, _) => !refusal_expected,
            (Outcome::Refused { expected, .. }, _) => *expected,
            (Outcome::Answered(answer), StepDo::Ask(ask)) => ask.holds(answer),
            (Outcome::Synced | Outcome::Answered(_), _) => true,
        }
    }
}

impl Ask {
    fn holds(&self, answer: &Answer) -> bool {
        let expect = &self.expect;
        expect.verdict.is_none_or(|verdict| verdict == answer.verdict)
            && expect.until.is_none_or(|until| until == answer.until)
            && expect.except.as_ref().is_none_or(|except| *except == answer.except)
    }
}

/// An act that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Whose device made it.
    pub by: Person,
    /// Its instant by the rule of the floor.
    pub at: Instant,
    /// What it says.
    pub says: Says,
    /// The file's name for the version that it proposes.
    pub name: Option<String>,
}

/// Plays all steps in order.
pub fn play(rehearsal: &Rehearsal) -> Played {
    let mut stage = Stage::set(rehearsal);
    let outcomes = rehearsal.steps.iter().map(|step| stage.step(step)).collect();
    Played { outcomes, made: stage.made }
}

/// One device: what it knows, and how many acts of each line.
struct Device {
    knowledge: Knowledge,
    lines: Vec<Line>,
    counts: Vec<u32>,
}

struct Stage<'r> {
    rehearsal: &'r Rehearsal,
    devices: Vec<Device>,
    /// Every act that was made, with the place of its device, each behind its past.
    acts: Vec<(usize, Act)>,
    names: BTreeMap<String, ActId>,
    made: BTreeMap<ActId, Made>,
}

impl<'r> Stage<'r> {
    fn set(rehearsal: &'r Rehearsal) -> Stage<'r> {
        let device = |_: &(String, Person)| {
            let mut knowledge = Knowledge::new();
            let lines = rehearsal.devices.iter().map(|(_, person)| knowledge.begin_line(*person)).collect();
            Device { knowledge, lines, counts: vec![0; rehearsal.devices.len()] }
        };
        let devices = rehearsal.devices.iter().map(device).collect();
        Stage { rehearsal, devices, acts: Vec::new(), names: BTreeMap::new(), made: BTreeMap::new() }
    }

    fn step(&mut self, step: &Step) -> Outcome {
        match &step.doing {
            StepDo::Sync { with } => {
                self.meet(step.on, *with);
                self.meet(*with, step.on);
                Outcome::Synced
            }
            StepDo::Ask(ask) => match self.devices.get(step.on) {
                Some(device) => Outcome::Answered(device.knowledge.answer(&ask.question, step.at)),
                None => Outcome::Synced,
            },
            StepDo::Act { says, clock, refused, .. } => {
                let made = says.clone().and_then(|spoken| self.act(step.on, &spoken, *clock));
                match made {
                    Ok(()) => Outcome::Made { refusal_expected: *refused },
                    Err(refusal) => Outcome::Refused { refusal, expected: *refused },
                }
            }
        }
    }

    fn act(&mut self, on: usize, spoken: &Spoken, clock: Instant) -> Result<(), Refusal> {
        let says = self.resolve(spoken)?;
        let device = self.devices.get(on).ok_or(Refusal::NotUnderstood)?;
        let line = *device.lines.get(on).ok_or(Refusal::NotUnderstood)?;
        let past = Past::new(device.counts.as_slice());
        let by = self.rehearsal.devices.get(on).map(|(_, person)| *person).ok_or(Refusal::NotUnderstood)?;
        device.knowledge.would_admit(by, clock, &past, &says)?;
        let at = device.knowledge.instant(by, clock, &past);
        let id = numbered(self.acts.len());
        let name = self.name(spoken, id);
        self.made.insert(id, Made { by, at, says: says.clone(), name });
        self.acts.push((on, Act { id, line, clock, past, says: Ok(says) }));
        self.deliver(on);
        Ok(())
    }

    /// The newest act goes to its own device, and to all where acts reach every device at once.
    fn deliver(&mut self, on: usize) {
        let always = self.rehearsal.sync == Sync::Always;
        let Some((_, act)) = self.acts.last() else { return };
        for (_, device) in self.devices.iter_mut().enumerate().filter(|(at, _)| always || *at == on) {
            device.learn(on, act);
        }
    }

    /// `to` learns what `from` knows.
    fn meet(&mut self, from: usize, to: usize) {
        let Some(known) = self.devices.get(from).map(|device| device.counts.clone()) else { return };
        let Some(learner) = self.devices.get_mut(to) else { return };
        for (maker, act) in &self.acts {
            let number = learner.counts.get(*maker).copied().unwrap_or(0);
            let is_next = act.past.count(act.line) == number;
            if is_next && known.get(*maker).is_some_and(|known| *known > number) {
                learner.learn(*maker, act);
            }
        }
    }

    fn name(&mut self, spoken: &Spoken, id: ActId) -> Option<String> {
        let Spoken::Propose(name, _) = spoken else { return None };
        self.names.insert(name.clone(), id);
        Some(name.clone())
    }

    /// A name that the file has not given yet is an unknown version, as is one that this device has not heard of.
    fn resolve(&self, spoken: &Spoken) -> Result<Says, Refusal> {
        let find = |name: &String| self.names.get(name).copied().ok_or(Refusal::UnknownVersion);
        Ok(match spoken {
            Spoken::Propose(_, draft) => {
                Says::Propose(Box::new(draft.resolve(|name| self.names.get(name).copied())?))
            }
            Spoken::Sign(name) => Says::Sign(find(name)?),
            Spoken::Withdraw(name, area) => Says::Withdraw(find(name)?, area.clone()),
            Spoken::End(name) => Says::End(find(name)?),
            Spoken::Limit(area, kind) => Says::Limit(area.clone(), *kind),
            Spoken::Lift(area) => Says::Lift(area.clone()),
            Spoken::Slow => Says::Slow,
            Spoken::Pause => Says::Pause,
            Spoken::Stop => Says::Stop,
            Spoken::Resume => Says::Resume,
            Spoken::Open(name, minutes) => Says::Open(find(name)?, *minutes),
            Spoken::Close(name) => Says::Close(find(name)?),
            Spoken::Review(name, next) => Says::Review(find(name)?, *next),
            Spoken::CheckIn => Says::CheckIn,
            Spoken::Retract(name) => Says::Retract(find(name)?),
        })
    }
}

impl Device {
    /// Adds an act of the device at that place, behind its past.
    fn learn(&mut self, maker: usize, act: &Act) {
        // An act stands behind its past in the order of making, so it is never misplaced; nor is it refused, for
        // its maker was not, and all agree.
        if self.knowledge.add(act.clone()).is_ok()
            && let Some(count) = self.counts.get_mut(maker)
        {
            *count = count.saturating_add(1);
        }
    }
}

/// The name of the act made as this one in the order of the file.
fn numbered(number: usize) -> ActId {
    let mut name = [0; 32];
    let number = u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes();
    name.iter_mut().zip(number).for_each(|(byte, digit)| *byte = digit);
    ActId::new(name)
}
