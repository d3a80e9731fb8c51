//! The least one can do for the same verdict, by hand: named areas in a hash table, looked up from the whole path
//! upwards; for each and each power the verdicts of a week, sorted; the zone's offsets of these years, the last one used
//! at hand. No acts, no reasons, no check of the path's form; a change of the terms makes it anew.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use consent::{LimitKind, Mode, Power, Verdict};

use crate::clock::{Clock, minute_of_week, timestamp};
use crate::work::{Asked, DAY, Engine, MADE, Terms, upwards};

pub(crate) struct Floor {
    areas: HashMap<Box<str>, [Week; 3], BuildHasherDefault<Fast>>,
    offsets: Offsets,
}

/// From which minute of the week on which verdict.
struct Week(Vec<(u16, Verdict)>);

impl Floor {
    pub(crate) fn of(terms: &Terms) -> anyhow::Result<Floor> {
        let named = terms.named().chain(["own"]);
        let weeks = |area: &str| Power::ALL.map(|power| Week::of(terms, area, power));
        Ok(Floor { areas: named.map(|area| (area.into(), weeks(area))).collect(), offsets: Offsets::new()? })
    }
}

impl Engine for Floor {
    fn verdict(&mut self, asked: &Asked) -> Verdict {
        let minute = minute_of_week(asked.at, self.offsets.at(asked.at));
        let weeks = upwards(&asked.path).find_map(|area| self.areas.get(area));
        weeks.map_or(Verdict::NotAgreed, |weeks| weeks[asked.power as usize].at(minute))
    }
}

impl Week {
    fn of(terms: &Terms, area: &str, power: Power) -> Week {
        let covering: Vec<(Mode, Vec<(u16, u16)>)> = terms
            .grants
            .iter()
            .filter(|grant| grant.covers(area, power))
            .map(|grant| (grant.mode, grant.stretches()))
            .collect();
        let ceiling = ceiling(terms, area);
        let edges = covering.iter().flat_map(|(_, stretches)| stretches).flat_map(|(from, to)| [*from, *to]);
        let mut edges: Vec<u16> = edges.chain([0]).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut week: Vec<(u16, Verdict)> = Vec::new();
        for from in edges {
            let verdict = ceiling.min(given(&covering, from));
            if week.last().is_none_or(|(_, last)| *last != verdict) {
                week.push((from, verdict));
            }
        }
        Week(week)
    }

    fn at(&self, minute: u16) -> Verdict {
        let begun = self.0.partition_point(|(from, _)| *from <= minute);
        self.0[begun - 1].1
    }
}

fn ceiling(terms: &Terms, area: &str) -> Verdict {
    let limits = terms.limits_on(area).map(|kind| match kind {
        LimitKind::Hard => Verdict::OffLimits,
        LimitKind::Soft => Verdict::AskFirst,
    });
    let own = (area == "own").then_some(Verdict::OffLimits);
    limits.chain(own).min().unwrap_or(Verdict::Allowed)
}

fn given(covering: &[(Mode, Vec<(u16, u16)>)], minute: u16) -> Verdict {
    let each = covering.iter().map(|(mode, stretches)| {
        let open = stretches.iter().any(|(from, to)| (*from..*to).contains(&minute));
        match mode {
            _ if !open => Verdict::NotNow,
            Mode::Freely => Verdict::Allowed,
            Mode::AskFirst => Verdict::AskFirst,
        }
    });
    each.max().unwrap_or(Verdict::NotAgreed)
}

/// The zone's offsets from a while before the terms to a while after, in milliseconds.
struct Offsets {
    from: Vec<(i64, i64)>,
    /// The last stretch that was asked for: its beginning, its end, its offset.
    last: (i64, i64, i64),
}

impl Offsets {
    fn new() -> anyhow::Result<Offsets> {
        let clock = Clock::new()?;
        let first = MADE - 366 * DAY;
        let offset = |at| i64::from(clock.zone().to_offset(timestamp(at)).seconds()) * 1000;
        let changes = clock.zone().following(timestamp(first)).take(8);
        let changes = changes.map(|change| change.timestamp().as_millisecond()).map(|at| (at, offset(at)));
        Ok(Offsets {
            from: [(i64::MIN, offset(first))].into_iter().chain(changes).collect(),
            last: (0, 0, 0),
        })
    }

    fn at(&mut self, at: i64) -> i64 {
        let (from, to, offset) = self.last;
        if (from..to).contains(&at) {
            return offset;
        }
        let begun = self.from.partition_point(|(from, _)| *from <= at);
        let (from, offset) = self.from[begun - 1];
        self.last = (from, self.from.get(begun).map_or(i64::MAX, |(to, _)| *to), offset);
        offset
    }
}

/// Eight bytes at a time, a rotation and a multiplication each.
#[derive(Default)]
struct Fast(u64);

impl Fast {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        // The table looks at the highest bits too.
        self.0 ^ (self.0 >> 32)
    }
}
