//! What a command's numbers choose, of what there is on its device: mostly what would not be refused.

use std::collections::BTreeSet;

use consent::{ActId, Instant, LimitKind, Person, Says};

use super::command::{Command, What};
use super::words;
use super::world::{Made, World};

/// The one of this number.
pub(super) fn pick<T>(from: &[T], number: u8) -> Option<&T> {
    usize::from(number).checked_rem(from.len()).and_then(|at| from.get(at))
}

impl World {
    /// Whether it is tried: where it would be refused, seldom.
    pub(super) fn is_tried(&self, on: usize, command: &Command, clock: Instant, says: &Says) -> bool {
        let past = self.foretold.past(&self.seen(on));
        let by = self.devices[on].person;
        command.which >= 216 || self.foretold.knowledge.would_admit(by, clock, &past, says).is_ok()
    }

    /// The first, from the command's number on, that is tried.
    fn first(&self, on: usize, command: &Command, of: &[Says]) -> Option<Says> {
        let clock = self.clock(on, command);
        let from = usize::from(command.which).checked_rem(of.len())?;
        let mut round = of.iter().cycle().skip(from).take(of.len());
        round.find(|says| self.is_tried(on, command, clock, says)).cloned()
    }

    /// What the other acts say.
    pub(super) fn says(&self, on: usize, command: &Command) -> Option<Says> {
        let versions = || self.versions(on, command);
        let each = |says: &dyn Fn(ActId) -> Says| -> Vec<Says> { versions().into_iter().map(says).collect() };
        // What closes everything closes the story: seldom.
        let area = || words::area(if command.which < 192 { command.with % 8 } else { command.with });
        let kind = if command.which % 2 == 1 { LimitKind::Soft } else { LimitKind::Hard };
        let next = words::review(self.clock(on, command), command.with);
        let of = match What::of(command.what) {
            What::Sign => self.signatures(on, command),
            What::Withdraw => vec![Says::Withdraw(pick(&versions(), command.which).copied()?, area()?)],
            What::End => vec![Says::End(pick(&versions(), command.which).copied()?)],
            What::Limit => vec![Says::Limit(area()?, kind)],
            What::Lift => self.lifts(on, command),
            What::Slow => vec![Says::Slow],
            What::Pause => vec![Says::Pause],
            What::Stop => vec![Says::Stop],
            What::Resume => vec![Says::Resume],
            What::Open => each(&|version| Says::Open(version, words::minutes(command.with))),
            What::Close => each(&Says::Close),
            What::Review => each(&|version| Says::Review(version, next)),
            What::CheckIn => vec![Says::CheckIn],
            What::Retract => vec![Says::Retract(pick(&versions(), command.which).copied()?)],
            _ => Vec::new(),
        };
        self.first(on, command, &of)
    }

    /// Mostly what the other has signed already comes first.
    fn signatures(&self, on: usize, command: &Command) -> Vec<Says> {
        let mut versions = self.versions(on, command);
        let other = self.devices[on].person.other();
        if command.which < 128 {
            versions.retain(|version| self.signers(*version).contains(&other));
        }
        versions.into_iter().rev().map(Says::Sign).collect()
    }

    fn lifts(&self, on: usize, command: &Command) -> Vec<Says> {
        let limited = self.known(on).filter_map(|made| match &made.told.says {
            Ok(Says::Limit(area, _)) => Some(area.clone()),
            _ => None,
        });
        limited.chain(words::area(command.with)).map(Says::Lift).collect()
    }

    /// What is replaced: one or two versions that both have signed, or, where there are none, any.
    pub(super) fn amended(&self, on: usize, command: &Command) -> Vec<ActId> {
        let known = self.versions(on, command);
        let signed = known.iter().copied().filter(|version| self.signers(*version).len() == 2);
        let signed: Vec<ActId> = signed.rev().collect();
        let from = if signed.is_empty() || command.which >= 240 { &known } else { &signed };
        let clock = self.clock(on, command);
        let is_tried = |replaces: &[ActId]| {
            self.is_tried(on, command, clock, &self.draft(on, command, replaces.to_vec()).1)
        };
        let mut replaces: Vec<ActId> = pick(from, command.with).copied().into_iter().collect();
        for version in from {
            if replaces.len() < 2 && !replaces.contains(version) && command.on >= 128 {
                let both: Vec<ActId> = replaces.iter().copied().chain([*version]).collect();
                if is_tried(&both) {
                    replaces = both;
                }
            }
        }
        replaces
    }

    /// What a device knows.
    pub(super) fn known(&self, on: usize) -> impl Iterator<Item = &Made> {
        self.made.iter().filter(move |made| self.devices[on].known.contains(&made.told.id))
    }

    /// The versions that the device knows; seldom, all that there are.
    pub(super) fn versions(&self, on: usize, command: &Command) -> Vec<ActId> {
        let any = command.which >= 252;
        let versions = self.made.iter().filter(|made| matches!(made.told.says, Ok(Says::Propose(_))));
        let versions = versions.map(|made| made.told.id);
        versions.filter(|version| any || self.devices[on].known.contains(version)).collect()
    }

    /// Who has signed, as far as anybody knows.
    pub(super) fn signers(&self, version: ActId) -> BTreeSet<Person> {
        let stands = |made: &&Made| !self.foretold.refused.contains(&made.told.id);
        let signatures = self.made.iter().filter(|made| made.told.says == Ok(Says::Sign(version)));
        signatures.filter(stands).map(|made| made.told.by).collect()
    }

    /// What the device's clock says: mostly what time it is, else something that is off, an instant that others go by,
    /// or nonsense.
    pub(super) fn clock(&self, on: usize, command: &Command) -> Instant {
        match command.clock {
            0..=215 => self.now,
            216..=233 => self.now.plus(words::off(command.clock)),
            234..=252 => {
                let edge = pick(&self.edges(on), command.with.wrapping_add(command.which)).copied();
                edge.unwrap_or(self.now).plus([0, -1, 1][usize::from(command.clock % 3)])
            }
            // What comes after the end of time is of little interest.
            253..=255 if command.with >= 16 => self.now,
            253 => Instant::from_millis(0),
            254 => Instant::from_millis(i64::MIN),
            255 => Instant::from_millis(i64::MAX),
        }
    }

    /// Instants at which something that the device knows begins or ends, the latest first.
    fn edges(&self, on: usize) -> Vec<Instant> {
        let each = self.known(on).flat_map(|made| {
            let clock = made.told.clock;
            match &made.told.says {
                Ok(Says::Open(_, minutes)) => vec![clock.plus(i64::from(*minutes) * 60_000), clock],
                Ok(Says::Propose(version)) => {
                    [version.starts, version.ends, Some(version.review_by)].into_iter().flatten().collect()
                }
                _ => vec![clock],
            }
        });
        let mut edges: Vec<Instant> = each.collect();
        edges.reverse();
        edges
    }
}
