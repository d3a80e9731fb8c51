//! Areas of a life: paths, what they cover, what is reserved and what is heavy (`floor.md`, "Areas and powers").

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::ops::Bound;

use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};
use rustc_hash::FxBuildHasher;

use crate::refusal::Refusal;

/// The root: covers every area but `own` and what lies under it.
const EVERYTHING: &str = "everything";
/// What stays one's own; no agreement may name it or anything under it.
const OWN: &str = "own";
/// Areas in which a new grant waits 72 hours, sorted.
const HEAVY: [&str; 7] = ["devices", "documents", "family", "friends", "health", "money", "work"];
pub(crate) const MAX_SEGMENTS: usize = 8;
const MAX_SEGMENT_CHARS: usize = 40;

/// A well-formed path: one to eight segments of 1 to 40 characters `a-z`, `0-9` and `-`, joined by `/`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(Box<str>);

impl Area {
    /// Reads a path.
    ///
    /// # Errors
    /// [`Refusal::MalformedArea`] with what was found.
    pub fn parse(path: &str) -> Result<Area, Refusal> {
        if segments(path).is_none_or(|count| count > MAX_SEGMENTS) {
            return Err(Refusal::MalformedArea { found: path.chars().take(400).collect() });
        }
        Ok(Area(path.into()))
    }

    /// The root.
    pub fn everything() -> Area {
        Area(EVERYTHING.into())
    }

    /// The seven heavy areas, sorted.
    pub fn heavy() -> impl Iterator<Item = Area> {
        HEAVY.into_iter().map(|path| Area(path.into()))
    }

    /// The root of what is one's own.
    pub(crate) fn own() -> Area {
        Area(OWN.into())
    }

    /// Whether this is the root.
    pub(crate) fn is_everything(&self) -> bool {
        &*self.0 == EVERYTHING
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is at or under `own`.
    pub fn is_own(&self) -> bool {
        at_or_under(&self.0, OWN)
    }

    /// Whether this is one of the heavy areas or under one.
    pub fn is_heavy(&self) -> bool {
        HEAVY.into_iter().any(|heavy| at_or_under(&self.0, heavy))
    }

    /// Whether this area covers the other: itself, all under it, and from the root all but what is one's own.
    pub fn covers(&self, other: &Area) -> bool {
        at_or_under(&other.0, &self.0) || (self.is_everything() && !other.is_own())
    }
}

/// What is kept by area.
pub(crate) type ByArea<V> = HashMap<Area, V, FxBuildHasher>;

/// What is kept by area, for the areas that cover the asked one: the area itself, those above it, and the root.
pub(crate) fn covering<'m, V>(kept: &'m ByArea<V>, asked: &Area) -> impl Iterator<Item = (&'m Area, &'m V)> {
    let path = &asked.0;
    let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    let is_root = path.split('/').next() == Some(EVERYTHING);
    let root = (!asked.is_own() && !is_root).then_some(EVERYTHING);
    root.into_iter().chain(above).chain([&**path]).filter_map(|area| kept.get_key_value(area))
}

/// Of some areas, those strictly under the asked one, sorted.
pub(crate) fn under<'m>(areas: &'m BTreeSet<Area>, asked: &Area) -> impl Iterator<Item = &'m Area> {
    let from = if &*asked.0 == EVERYTHING { Bound::Unbounded } else { Bound::Excluded(&*asked.0) };
    let is_near = |area: &Area| &*asked.0 == EVERYTHING || area.0.starts_with(&*asked.0);
    let near = areas.range::<str, _>((from, Bound::Unbounded)).take_while(move |area| is_near(area));
    near.filter(move |area| *area != asked && asked.covers(area))
}

impl Borrow<str> for Area {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// How many segments a path has, if each is well-formed.
pub(crate) fn segments(path: &str) -> Option<usize> {
    let (mut count, mut length) = (1_usize, 0_usize);
    for byte in path.bytes() {
        match byte {
            b'/' if (1..=MAX_SEGMENT_CHARS).contains(&length) => {
                count = count.saturating_add(1);
                length = 0;
            }
            b'a'..=b'z' | b'0'..=b'9' | b'-' => length = length.saturating_add(1),
            _ => return None,
        }
    }
    (1..=MAX_SEGMENT_CHARS).contains(&length).then_some(count)
}

fn at_or_under(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<C> minicbor::Encode<C> for Area {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Area {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        Area::parse(d.str()?).map_err(|_| Error::message("a malformed area"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(path: &str) -> Area {
        Area::parse(path).unwrap()
    }

    #[test]
    fn a_path_has_one_to_eight_segments_of_one_to_forty_characters() {
        for good in ["a", "home/chores/kitchen", "a/b/c/d/e/f/g/h", "18-7", &"x".repeat(40), "own/voice"] {
            assert!(Area::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "/",
            "home/",
            "/home",
            "Home",
            "home//x",
            "ho me",
            "a/b/c/d/e/f/g/h/i",
            &"x".repeat(41),
            "café",
        ] {
            assert_eq!(Area::parse(bad), Err(Refusal::MalformedArea { found: bad.to_owned() }));
        }
    }

    #[test]
    fn an_area_covers_itself_and_all_under_it() {
        assert!(area("home").covers(&area("home")));
        assert!(area("home").covers(&area("home/chores")));
        assert!(!area("home/chores").covers(&area("home")));
        assert!(!area("home").covers(&area("homework")));
        assert!(!area("home").covers(&area("home-office")));
    }

    #[test]
    fn everything_covers_all_but_what_is_own() {
        assert!(Area::everything().covers(&area("money/savings")));
        assert!(Area::everything().covers(&area("ownership")));
        assert!(Area::everything().covers(&Area::everything()));
        assert!(!Area::everything().covers(&area("own")));
        assert!(!Area::everything().covers(&area("own/help/friends")));
        assert!(!area("home").covers(&Area::everything()));
    }

    #[test]
    fn heavy_is_what_lies_at_or_under_a_heavy_area() {
        assert!(area("money").is_heavy() && area("work/hours").is_heavy());
        assert!(!area("workshop").is_heavy() && !area("home/money").is_heavy());
        let sorted: Vec<Area> = Area::heavy().collect();
        assert!(sorted.is_sorted() && sorted.len() == 7);
    }
}
