//! Who had seen what, in constant time.
//!
//! Acts lie on *lines*. A line is a chain of acts of one device, each in the past of the next; a device that never
//! forked has one. Where a device made two acts with the same sequence number, whichever came second begins another
//! line. The past of an act is then one number per line, its [`Clock`]: how many acts of that line it had seen.
//!
//! The numbers of lines follow the order of arrival on this device. They never leave it: what travels is hashes.

use std::collections::BTreeMap;
use std::sync::Arc;

use smallvec::SmallVec;

use crate::founding::Person;
use crate::id::DeviceId;

/// Where an act lies: on which line, and after how many acts of that line. Of this [`crate::Record`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, counted from 0 in order of arrival.
    pub line: u32,
    /// How many acts of that line come before it.
    pub index: u32,
}

/// The past of an act: for each line, how many of its acts it had seen; 0 beyond the end. Its own act is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Clock(Arc<[u32]>);

impl Clock {
    /// How many acts of a line are in this past.
    #[must_use]
    pub fn count(&self, line: u32) -> u32 {
        usize::try_from(line).ok().and_then(|line| self.0.get(line)).copied().unwrap_or(0)
    }

    /// Whether the act at this place is in this past.
    #[must_use]
    pub fn saw(&self, place: Place) -> bool {
        self.count(place.line) > place.index
    }

    /// The counts, by line.
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.0
    }

    /// The counts, shared without copying.
    #[must_use]
    pub fn shared(&self) -> Arc<[u32]> {
        Arc::clone(&self.0)
    }

    /// The past of an act that has seen these acts and all that they had seen.
    pub(crate) fn after<'a>(heads: impl IntoIterator<Item = (&'a Self, Place)>) -> Self {
        let mut counts: SmallVec<[u32; 16]> = SmallVec::new();
        for (clock, place) in heads {
            let line = as_usize(place.line);
            let (both, beyond) = clock.0.split_at(counts.len().min(clock.0.len()));
            counts.iter_mut().zip(both).for_each(|(count, other)| *count = (*count).max(*other));
            counts.extend_from_slice(beyond);
            if counts.len() <= line {
                counts.resize(line.saturating_add(1), 0);
            }
            if let Some(count) = counts.get_mut(line) {
                *count = (*count).max(place.index.saturating_add(1));
            }
        }
        Self(counts.as_slice().into())
    }
}

/// A chain of acts of one device as one person.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) device: DeviceId,
    pub(crate) person: Person,
    /// The sequence number of its first act; those of the others follow without a gap.
    pub(crate) first_seq: u64,
    /// Its acts, by their number in order of arrival.
    pub(crate) acts: Vec<usize>,
}

impl Line {
    pub(crate) fn len(&self) -> u32 {
        as_u32(self.acts.len())
    }

    /// The sequence number of the last of its first `count` acts, if there is one.
    fn last_seq(&self, count: u32) -> Option<u64> {
        self.first_seq.checked_add(u64::from(count.checked_sub(1)?))
    }
}

/// What a past holds of one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LastOwn {
    pub(crate) line: u32,
    pub(crate) seq: u64,
    pub(crate) person: Person,
}

/// All lines of a record.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    all: Vec<Line>,
    of_device: BTreeMap<DeviceId, Vec<u32>>,
}

impl Lines {
    pub(crate) fn all(&self) -> &[Line] {
        &self.all
    }

    pub(crate) fn get(&self, line: u32) -> Option<&Line> {
        self.all.get(as_usize(line))
    }

    pub(crate) fn of(&self, device: DeviceId) -> OfDevice<'_> {
        OfDevice { lines: self, numbers: self.of_device.get(&device).map_or(&[], Vec::as_slice) }
    }

    /// Puts an act where [`OfDevice::place`] said.
    pub(crate) fn put(&mut self, place: Place, device: DeviceId, person: Person, seq: u64, act: usize) {
        if let Some(line) = self.all.get_mut(as_usize(place.line)) {
            line.acts.push(act);
        } else {
            self.all.push(Line { device, person, first_seq: seq, acts: vec![act] });
            self.of_device.entry(device).or_default().push(place.line);
        }
    }
}

/// The lines of one device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfDevice<'l> {
    lines: &'l Lines,
    numbers: &'l [u32],
}

impl<'l> OfDevice<'l> {
    /// Each, with its number.
    pub(crate) fn iter(self) -> impl Iterator<Item = (u32, &'l Line)> {
        self.numbers.iter().filter_map(move |number| Some((*number, self.lines.get(*number)?)))
    }

    /// Whether there is none.
    pub(crate) const fn are_none(self) -> bool {
        self.numbers.is_empty()
    }

    /// The last act of the device in this past, on each of its lines.
    pub(crate) fn last(self, past: &Clock) -> impl Iterator<Item = LastOwn> {
        self.iter().filter_map(|(number, line)| {
            let seq = line.last_seq(past.count(number))?;
            Some(LastOwn { line: number, seq, person: line.person })
        })
    }

    /// Where an act of this device with this past goes: behind the act before it, if nothing else is there yet.
    pub(crate) fn place(self, seq: u64, past: &Clock) -> Place {
        let before = seq.checked_sub(1);
        let grows = |(number, line): &(u32, &Line)| {
            let whole = line.len() == past.count(*number);
            whole && before.is_some() && line.last_seq(line.len()) == before
        };
        let behind = self.iter().filter(grows).map(|(number, _)| number).min();
        match behind {
            Some(line) => Place { line, index: past.count(line) },
            None => Place { line: as_u32(self.lines.all.len()), index: 0 },
        }
    }

    /// The acts with this sequence number on other lines than this one, by their number in order of arrival.
    pub(crate) fn others(self, line: u32, seq: u64) -> impl Iterator<Item = usize> {
        let others = self.iter().filter(move |(number, _)| *number != line);
        others.filter_map(move |(_, line)| {
            let at = seq.checked_sub(line.first_seq)?;
            line.acts.get(usize::try_from(at).ok()?).copied()
        })
    }
}

/// A record has fewer than 2^32 acts: each costs some hundred bytes of memory. Beyond, counts stay at the end.
pub(crate) fn as_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(crate) fn as_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(counts: &[u32]) -> Clock {
        Clock(counts.into())
    }

    #[test]
    fn a_past_holds_what_each_head_had_seen_and_the_heads_themselves() {
        let a = (clock(&[2, 0, 5]), Place { line: 0, index: 2 });
        let b = (clock(&[1, 3]), Place { line: 1, index: 3 });
        let past = Clock::after([(&a.0, a.1), (&b.0, b.1)]);
        assert_eq!(past.counts(), [3, 4, 5]);
        assert!(past.saw(a.1) && past.saw(b.1));
        assert!(!past.saw(Place { line: 0, index: 3 }) && !past.saw(Place { line: 9, index: 0 }));
    }

    #[test]
    fn a_second_act_behind_the_same_one_begins_a_line() {
        let device = DeviceId([1; 32]);
        let mut lines = Lines::default();
        let none = Clock::default();
        let first = lines.of(device).place(0, &none);
        lines.put(first, device, Person::First, 0, 0);
        let past = Clock::after([(&none, first)]);
        let second = lines.of(device).place(1, &past);
        assert_eq!(second, Place { line: 0, index: 1 });
        lines.put(second, device, Person::First, 1, 1);
        let branch = lines.of(device).place(1, &past);
        assert_eq!(branch, Place { line: 1, index: 0 });
        lines.put(branch, device, Person::First, 1, 2);
        let both = Clock::after([(&past, second), (&past, branch)]);
        assert_eq!(lines.of(device).last(&both).map(|own| own.seq).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(lines.of(device).place(2, &both), Place { line: 0, index: 2 });
    }
}
