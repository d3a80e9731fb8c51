//! Every rehearsal holds by the naive reading, too: what is expected and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use consent::instant::{HOUR, MINUTE};
use consent::{ActId, Instant, Person, Refusal, Says};
use proof::naive::{Naive, Told};
use rehearsal::{Ask, Rehearsal, Spoken, Step, StepDo, Sync};

/// Plays steps with nothing but sets of acts. What was refused stays in the sets: it must make no difference.
struct Stage {
    /// Whose each device is.
    devices: Vec<Person>,
    sync: Sync,
    told: Vec<Told>,
    /// What each device knows.
    known: Vec<BTreeSet<ActId>>,
    names: BTreeMap<String, ActId>,
}

impl Stage {
    fn set(rehearsal: &Rehearsal) -> Stage {
        let devices: Vec<Person> = rehearsal.devices.iter().map(|(_, person)| *person).collect();
        let known = vec![BTreeSet::new(); devices.len()];
        Stage { devices, sync: rehearsal.sync, told: Vec::new(), known, names: BTreeMap::new() }
    }

    /// What is wrong with the step, if anything is.
    fn step(&mut self, step: &Step) -> Option<String> {
        match &step.doing {
            StepDo::Sync { with } => {
                let both: BTreeSet<ActId> = self.known[step.on].union(&self.known[*with]).copied().collect();
                self.known[step.on].clone_from(&both);
                self.known[*with] = both;
                None
            }
            StepDo::Ask(ask) => self.asked_on(step.on, ask, step.at),
            StepDo::Act { says, clock, refused, .. } => {
                let is_refused = self.act(step.on, says, *clock);
                (is_refused != *refused).then(|| format!("refused: {is_refused}"))
            }
        }
    }

    fn knowledge(&self, device: usize) -> Naive {
        let known = self.told.iter().filter(|told| self.known[device].contains(&told.id));
        Naive::of(&known.cloned().collect::<Vec<Told>>())
    }

    fn asked_on(&self, device: usize, ask: &Ask, at: Instant) -> Option<String> {
        let knowledge = self.knowledge(device);
        let (question, expect) = (&ask.question, &ask.expect);
        let verdict = knowledge.verdict(question, at);
        if expect.verdict.is_some_and(|expected| expected != verdict) {
            return Some(format!("{question:?}: {expect:?}, and it is {verdict:?}"));
        }
        let until = knowledge.until(question, at);
        if expect.until.is_some_and(|expected| expected != until) {
            return Some(format!("{question:?}: {expect:?}, and it is so until {until:?}"));
        }
        let except = knowledge.except(question, at);
        let is_other = expect.except.as_ref().is_some_and(|expected| *expected != except);
        is_other.then(|| format!("{question:?}: {expect:?}, and it is so except {except:?}"))
    }

    /// Whether the act is refused.
    fn act(&mut self, on: usize, spoken: &Result<Spoken, Refusal>, clock: Instant) -> bool {
        let id = numbered(self.told.len());
        let says = spoken.clone().and_then(|spoken| self.resolve(&spoken));
        let by = self.devices[on];
        self.told.push(Told { id, by, clock, past: self.known[on].clone(), says });
        for (device, known) in self.known.iter_mut().enumerate() {
            if device == on || self.sync == Sync::Always {
                known.insert(id);
            }
        }
        let is_refused = self.knowledge(on).is_refused(id);
        if let (false, Ok(Spoken::Propose(name, _))) = (is_refused, spoken) {
            self.names.insert(name.clone(), id);
        }
        is_refused
    }

    fn resolve(&self, spoken: &Spoken) -> Result<Says, Refusal> {
        let find = |name: &str| self.names.get(name).copied();
        let named = |name: &str| find(name).ok_or(Refusal::UnknownVersion);
        Ok(match spoken {
            Spoken::Propose(_, draft) => Says::Propose(Box::new(draft.resolve(find)?)),
            Spoken::Sign(name) => Says::Sign(named(name)?),
            Spoken::Withdraw(name, area) => Says::Withdraw(named(name)?, area.clone()),
            Spoken::End(name) => Says::End(named(name)?),
            Spoken::Limit(area, kind) => Says::Limit(area.clone(), *kind),
            Spoken::Lift(area) => Says::Lift(area.clone()),
            Spoken::Slow => Says::Slow,
            Spoken::Pause => Says::Pause,
            Spoken::Stop => Says::Stop,
            Spoken::Resume => Says::Resume,
            Spoken::Open(name, minutes) => Says::Open(named(name)?, *minutes),
            Spoken::Close(name) => Says::Close(named(name)?),
            Spoken::Review(name, next) => Says::Review(named(name)?, *next),
            Spoken::CheckIn => Says::CheckIn,
            Spoken::Retract(name) => Says::Retract(named(name)?),
        })
    }
}

fn numbered(number: usize) -> ActId {
    let mut name = [0; 32];
    name[..8].copy_from_slice(&u64::try_from(number).unwrap().to_be_bytes());
    ActId::new(name)
}

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../rehearsals");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

/// Plays each file and collects what `wrong` finds after each step.
fn play(wrong: fn(&mut Stage, &Step) -> Option<String>) -> Vec<String> {
    let files = files();
    assert!(files.len() >= 54, "the rehearsals are missing");
    let mut found = Vec::new();
    for file in files {
        let read = Rehearsal::read(&std::fs::read(&file).unwrap());
        let rehearsal = read.unwrap_or_else(|mistake| panic!("{}: {mistake}", file.display()));
        let mut stage = Stage::set(&rehearsal);
        for step in &rehearsal.steps {
            let wrong = wrong(&mut stage, step);
            found.extend(wrong.map(|wrong| format!("{}:{}: {wrong}", file.display(), step.line)));
        }
    }
    found
}

#[test]
fn every_rehearsal_holds() {
    let broken = play(Stage::step);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// `until` tries only the instants that the reading thinks of. Here the days after each question are walked through in
/// steps that have nothing to do with them.
#[test]
fn no_verdict_changes_before_its_until() {
    let early = play(|stage, step| {
        stage.step(step);
        let StepDo::Ask(ask) = &step.doing else { return None };
        let knowledge = stage.knowledge(step.on);
        let verdict = knowledge.verdict(&ask.question, step.at);
        let ahead = [1, 59_999, 37 * MINUTE, 23 * HOUR + 1].map(|by| (1..=25).map(move |n| n * by));
        let until = knowledge.until(&ask.question, step.at).unwrap_or(Instant::LAST);
        let last = [Instant::from_millis(until.millis() - 1)];
        let mut probes = ahead.into_iter().flatten().map(|ahead| step.at.plus(ahead)).chain(last);
        let changed = probes.find(|at| *at < until && knowledge.verdict(&ask.question, *at) != verdict);
        changed.map(|changed| format!("another verdict at {changed:?}, before {until:?}"))
    });
    assert!(early.is_empty(), "{}", early.join("\n"));
}
