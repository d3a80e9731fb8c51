//! What a command's numbers choose, of what there is on its device.
//!
//! It decides nothing of the floor: it looks at what was said loosely, and only so that not all acts are refused.

use std::collections::BTreeSet;

use consent::{ActId, Instant, LimitKind, Person, Refusal, Says};

use super::command::{Command, What};
use super::words;
use super::world::{Made, World};

/// The one of this number.
pub(super) fn pick<T>(from: &[T], number: u8) -> Option<&T> {
    usize::from(number).checked_rem(from.len()).and_then(|at| from.get(at))
}

impl World {
    /// What the other acts say; nothing where it would only be refused, which is of no interest most of the time.
    pub(super) fn says(&self, on: usize, command: &Command) -> Option<Result<Says, Refusal>> {
        let version = || pick(&self.versions(on, command), command.which).copied();
        // What closes everything closes the story: seldom.
        let area = || words::area(if command.which < 192 { command.with % 8 } else { command.with });
        Some(Ok(match What::of(command.what) {
            What::Withdraw => Says::Withdraw(version()?, area()?),
            What::End => Says::End(version()?),
            What::Limit if command.which % 2 == 1 => Says::Limit(area()?, LimitKind::Soft),
            What::Limit => Says::Limit(area()?, LimitKind::Hard),
            What::Lift => self.lift(on, command)?,
            What::Slow => Says::Slow,
            What::Pause => Says::Pause,
            What::Stop => Says::Stop,
            What::Resume => Says::Resume,
            What::Open => Says::Open(self.gives(on, command)?, words::minutes(command.with)),
            What::Close => self.close(on, command)?,
            What::Review => Says::Review(version()?, words::review(self.clock(on, command), command.with)),
            What::CheckIn => Says::CheckIn,
            _ => return Some(Err(Refusal::MalformedArea { found: "Not An Area".to_owned() })),
        }))
    }

    fn lift(&self, on: usize, command: &Command) -> Option<Says> {
        let person = self.devices[on].person;
        let own = self.known(on).filter(|made| self.devices[made.device].person == person);
        let limited = own.filter_map(|made| match &made.told.says {
            Ok(Says::Limit(area, _)) => Some(area.clone()),
            _ => None,
        });
        let limited: Vec<_> = limited.collect();
        if command.which >= 220 {
            return words::area(command.with).map(Says::Lift);
        }
        pick(&limited, command.which).cloned().map(Says::Lift)
    }

    fn close(&self, on: usize, command: &Command) -> Option<Says> {
        let opened = self.known(on).filter_map(|made| match made.told.says {
            Ok(Says::Open(version, _)) => Some(version),
            _ => None,
        });
        let opened: Vec<ActId> = opened.collect();
        let from = if command.which >= 220 { self.versions(on, command) } else { opened };
        pick(&from, command.which).copied().map(Says::Close)
    }

    /// A version that this person gives by.
    fn gives(&self, on: usize, command: &Command) -> Option<ActId> {
        let all = self.versions(on, command);
        let gives = |version: &&ActId| {
            self.version(**version).is_some_and(|words| words.giver == self.devices[on].person)
        };
        let own: Vec<ActId> = all.iter().filter(gives).copied().collect();
        pick(if command.which >= 230 { &all } else { &own }, command.which).copied()
    }

    pub(super) fn has_signal(&self, on: usize) -> bool {
        let is_signal = |made: &&Made| matches!(made.told.says, Ok(Says::Slow | Says::Pause | Says::Stop));
        let person = self.devices[on].person;
        let answers = |signal: &Made, made: &Made| {
            made.told.says == Ok(Says::Resume)
                && self.devices[made.device].person == person
                && made.told.past.contains(&signal.told.id)
        };
        self.known(on).filter(is_signal).any(|signal| !self.known(on).any(|made| answers(signal, made)))
    }

    /// What a device knows.
    pub(super) fn known(&self, on: usize) -> impl Iterator<Item = &Made> {
        self.made.iter().filter(move |made| self.devices[on].known.contains(&made.told.id))
    }

    /// The versions that the device knows; seldom, all that there are.
    pub(super) fn versions(&self, on: usize, command: &Command) -> Vec<ActId> {
        let any = command.which >= 250;
        let versions = self.made.iter().filter(|made| matches!(made.told.says, Ok(Says::Propose(_))));
        let versions = versions.map(|made| made.told.id);
        versions.filter(|version| any || self.devices[on].known.contains(version)).collect()
    }

    pub(super) fn signers(&self, version: ActId) -> usize {
        let signatures = self.made.iter().filter(|made| made.told.says == Ok(Says::Sign(version)));
        signatures.map(|made| self.devices[made.device].person).collect::<BTreeSet<Person>>().len()
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
