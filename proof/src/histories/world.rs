//! Plays commands: which device makes which act when, knowing what. What is refused is kept as the attempt that it was.

use std::collections::BTreeSet;

use consent::{ActId, Instant, Person, Refusal, Says, Version, Zone};

use super::choices::pick;
use super::command::{Command, What};
use super::delivered::Delivered;
use super::words;
use crate::naive::Told;

/// Where histories begin, and when: days before something happens to the clock there.
const BEGINNINGS: [(&str, i64); 12] = [
    ("Europe/Amsterdam", 1_774_602_000_000), // 2026-03-27, forward on the 29th
    ("Europe/Amsterdam", 1_792_746_000_000), // 2026-10-23, back on the 25th
    ("Australia/Lord_Howe", 1_775_174_400_000), // 2026-04-03, half an hour back on the 5th
    ("Australia/Lord_Howe", 1_790_899_200_000), // 2026-10-02, half an hour forward on the 4th
    ("America/Sao_Paulo", 1_541_160_000_000), // 2018-11-02, no midnight on the 4th
    ("America/Sao_Paulo", 1_518_782_400_000), // 2018-02-16, two midnights on the 18th
    ("Pacific/Apia", 1_325_016_000_000),     // 2011-12-27, no 30th
    ("Pacific/Apia", 1_333_065_600_000),     // 2012-03-30, back on the 1st
    ("Africa/Casablanca", 1_770_984_000_000), // 2026-02-13, back for Ramadan on the 15th
    ("Africa/Casablanca", 1_773_921_600_000), // 2026-03-19, forward on the 22nd
    ("Antarctica/Troll", 1_774_602_000_000), // two hours forward on the 29th
    ("Pacific/Chatham", 1_775_174_400_000),  // 12:45 ahead, back on the 5th
];

const DEVICES: [(&str, Person); 5] = [
    ("phone", Person::One),
    ("bo", Person::Two),
    ("laptop", Person::One),
    ("bo-laptop", Person::Two),
    ("tablet", Person::One),
];

/// A device, with all that has reached it.
#[derive(Clone, Debug)]
pub struct Device {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub person: Person,
    /// What it knows, what was refused among it.
    pub known: BTreeSet<ActId>,
    /// The device that this is a copy of, and how many of its acts both have made.
    pub copy_of: Option<(usize, usize)>,
}

/// An act, and where and when it was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The act.
    pub told: Told,
    /// On which device: its place among [`World::devices`].
    pub device: usize,
    /// How many acts of each device it has seen.
    pub seen: Vec<u32>,
}

/// What was done, in the order in which it was.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// When it really was.
    pub at: Instant,
    /// On which device.
    pub on: usize,
    /// What.
    pub done: Done,
}

/// See [`Step`].
#[derive(Clone, Copy, Debug)]
pub enum Done {
    /// The act of this place among [`World::made`].
    Act(usize),
    /// It met this device.
    Sync(usize),
}

/// What has been done so far.
#[derive(Clone, Debug)]
pub struct World {
    /// Where they live.
    pub zone: Zone,
    /// What time it is.
    pub now: Instant,
    /// Five, and copies of them.
    pub devices: Vec<Device>,
    /// Each behind its past.
    pub made: Vec<Made>,
    /// All that was done.
    pub steps: Vec<Step>,
    /// What the engine makes of it, to choose what to try. It is held against the page all the same: of what it would
    /// refuse, some is tried.
    pub(super) foretold: Delivered,
}

/// The name of the act made as this one.
fn numbered(number: usize) -> ActId {
    let mut name = [0; 32];
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    name.iter_mut().zip(number.to_be_bytes()).for_each(|(byte, digit)| *byte = digit);
    ActId::new(name)
}

impl World {
    /// Nothing has been done yet; where they live is by number.
    ///
    /// # Errors
    /// Where the zone is not in the tz database.
    pub fn new(place: u8) -> Result<World, Refusal> {
        let (zone, now) = BEGINNINGS[usize::from(place) % BEGINNINGS.len()];
        let device = |(name, person): (&str, Person)| Device {
            name: name.to_owned(),
            person,
            known: BTreeSet::new(),
            copy_of: None,
        };
        let mut foretold = Delivered::nothing();
        DEVICES.iter().for_each(|(_, person)| foretold.begin(*person));
        Ok(World {
            zone: Zone::parse(zone)?,
            now: Instant::from_millis(now),
            devices: DEVICES.map(device).into(),
            made: Vec::new(),
            steps: Vec::new(),
            foretold,
        })
    }

    /// Plays one command after the other.
    pub fn play(&mut self, commands: &[Command]) {
        let all: Vec<usize> = (0..self.devices.len()).collect();
        commands.iter().for_each(|command| self.command(command, &all));
    }

    /// The same on this person's devices alone: the other person hears nothing and says nothing.
    pub fn play_alone(&mut self, person: Person, commands: &[Command]) {
        for command in commands {
            let own: Vec<usize> =
                (0..self.devices.len()).filter(|at| self.devices[*at].person == person).collect();
            self.command(command, &own);
        }
    }

    /// All devices meet until each knows everything.
    pub fn gather(&mut self) {
        let all: Vec<usize> = (0..self.devices.len()).collect();
        self.meet(0, &all);
    }

    /// An act on a device, whatever else happens, by its clock.
    pub fn say(&mut self, on: usize, clock: Instant, says: Says) -> ActId {
        self.act(on, clock, Ok(says))
    }

    /// Proposes, in the place of something that is known or of nothing, whatever else the command does.
    pub fn propose(&mut self, on: usize, command: &Command) {
        let replaces = if command.what.is_multiple_of(2) { self.amended(on, command) } else { Vec::new() };
        let (clock, says) = self.draft(on, command, replaces);
        self.act(on, clock, Ok(says));
    }

    /// A copy of a device goes its own way from behind so many of its acts: its backup, restored.
    pub fn fork(&mut self, device: usize, behind: usize) {
        let own: Vec<&Made> = self.made.iter().filter(|made| made.device == device).collect();
        let behind = behind.min(own.len());
        let mut known = BTreeSet::new();
        if let Some(last) = behind.checked_sub(1).and_then(|last| own.get(last)) {
            known.extend(last.told.past.iter().copied().chain([last.told.id]));
        }
        let (name, person) = (
            format!("{}-copy-{}", self.devices[device].name, self.devices.len()),
            self.devices[device].person,
        );
        self.foretold.begin(person);
        self.devices.push(Device { name, person, known, copy_of: Some((device, behind)) });
    }

    /// All acts, whoever knows them.
    pub fn everything(&self) -> BTreeSet<ActId> {
        self.made.iter().map(|made| made.told.id).collect()
    }

    /// The acts of a set, each behind its past.
    pub fn told(&self, known: &BTreeSet<ActId>) -> Vec<Told> {
        let told = self.made.iter().map(|made| &made.told);
        told.filter(|told| known.contains(&told.id)).cloned().collect()
    }

    fn command(&mut self, command: &Command, devices: &[usize]) {
        self.now = self.now.plus(command.passes());
        let Some(on) = self.device(command, devices) else { return };
        match What::of(command.what) {
            What::Wait => {}
            What::Sync => _ = pick(devices, command.with).map(|with| self.sync(on, *with)),
            What::Meet => self.meet(on, devices),
            What::Agree => self.agree(on, command, Vec::new(), devices),
            What::Renew => self.agree(on, command, self.amended(on, command), devices),
            What::Propose => _ = self.try_draft(on, command, Vec::new()),
            What::Amend => _ = self.try_draft(on, command, self.amended(on, command)),
            What::Unsayable => {
                let found = "Not An Area".to_owned();
                self.act(on, self.clock(on, command), Err(Refusal::MalformedArea { found }));
            }
            _ => {
                if let Some(says) = self.says(on, command) {
                    self.act(on, self.clock(on, command), Ok(says));
                }
            }
        }
    }

    /// The device of a command; for a resume mostly one that has something to answer.
    fn device(&self, command: &Command, devices: &[usize]) -> Option<usize> {
        let answers = What::of(command.what) == What::Resume;
        let has = |on: usize| self.is_tried(on, command, self.now, &Says::Resume);
        let able: Vec<usize> = devices.iter().copied().filter(|on| !answers || has(*on)).collect();
        pick(&able, command.on).copied()
    }

    fn sync(&mut self, on: usize, with: usize) {
        if self.devices[on].known == self.devices[with].known {
            return;
        }
        let both: BTreeSet<ActId> =
            self.devices[on].known.union(&self.devices[with].known).copied().collect();
        self.devices[on].known.clone_from(&both);
        self.devices[with].known = both;
        self.steps.push(Step { at: self.now, on, done: Done::Sync(with) });
    }

    fn meet(&mut self, on: usize, devices: &[usize]) {
        // Once to hear all, once to tell it.
        devices.iter().chain(devices).for_each(|with| self.sync(on, *with));
    }

    fn agree(&mut self, on: usize, command: &Command, replaces: Vec<ActId>, devices: &[usize]) {
        let Some(version) = self.try_draft(on, command, replaces) else { return };
        let own = self.devices[on].person;
        let others: Vec<usize> =
            devices.iter().copied().filter(|at| self.devices[*at].person != own).collect();
        let with = pick(&others, command.with).copied().unwrap_or(on);
        self.sync(on, with);
        let signers = if command.which.is_multiple_of(2) { [on, with] } else { [with, on] };
        for signer in signers {
            let (clock, says) = (self.clock(signer, command), Says::Sign(version));
            if self.is_tried(signer, command, clock, &says) {
                self.act(signer, clock, Ok(says));
            }
        }
        if command.which < 200 {
            self.sync(on, with);
        }
    }

    pub(super) fn draft(&self, on: usize, command: &Command, replaces: Vec<ActId>) -> (Instant, Says) {
        let clock = self.clock(on, command);
        let amended = replaces.first().and_then(|first| self.version(*first)).cloned();
        let amends = amended.as_ref().map(|amended| (replaces, amended));
        let version = words::version(&command.words, &self.zone, clock, amends);
        (clock, Says::Propose(Box::new(version)))
    }

    fn try_draft(&mut self, on: usize, command: &Command, replaces: Vec<ActId>) -> Option<ActId> {
        let (clock, says) = self.draft(on, command, replaces);
        self.is_tried(on, command, clock, &says).then(|| self.act(on, clock, Ok(says)))
    }

    /// The words of a version.
    pub fn version(&self, named: ActId) -> Option<&Version> {
        self.made.iter().find(|made| made.told.id == named).and_then(|made| match &made.told.says {
            Ok(Says::Propose(version)) => Some(&**version),
            _ => None,
        })
    }

    /// How many acts of each device this one knows.
    pub(super) fn seen(&self, on: usize) -> Vec<u32> {
        let mut seen = vec![0; self.devices.len()];
        self.known(on).for_each(|made| seen[made.device] += 1);
        seen
    }

    fn act(&mut self, on: usize, clock: Instant, says: Result<Says, Refusal>) -> ActId {
        let (id, seen) = (numbered(self.made.len()), self.seen(on));
        let device = &mut self.devices[on];
        let told = Told { id, by: device.person, clock, past: device.known.clone(), says };
        device.known.insert(id);
        self.steps.push(Step { at: self.now, on, done: Done::Act(self.made.len()) });
        let made = Made { told, device: on, seen };
        self.foretold.add(&made);
        self.made.push(made);
        id
    }
}
