//! The areas that anything is said about, each with the nearest one above it: whatever is asked, the answer is that of the
//! nearest named area that covers it.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::area::{Area, MAX_SEGMENTS, segments};
use crate::refusal::Refusal;

/// The number of a named area.
pub(super) type Node = u32;
/// The number of the root.
const ROOT: Node = 0;

/// A named area.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) area: Area,
    /// The nearest named area above it that covers it; the root and what is one's own have none.
    pub(super) above: Option<Node>,
    /// How many segments its path has.
    segments: usize,
    pub(super) is_heavy: bool,
    pub(super) is_own: bool,
}

/// All of them, each behind the one above it.
#[derive(Clone, Debug)]
pub(super) struct Areas {
    pub(super) named: Vec<Named>,
    numbers: HashMap<Box<str>, Node, FxBuildHasher>,
}

impl Areas {
    /// These, with the root, what is one's own and what is heavy.
    pub(super) fn of<'a>(areas: impl Iterator<Item = &'a Area>) -> Areas {
        let always = [Area::everything(), Area::own()].into_iter().chain(Area::heavy());
        let mut sorted: Vec<Area> = areas.cloned().chain(always).collect();
        sorted.sort_by(|one, two| (!one.is_everything(), one).cmp(&(!two.is_everything(), two)));
        sorted.dedup();
        let mut all = Areas { named: Vec::new(), numbers: HashMap::default() };
        for area in sorted {
            let number = Node::try_from(all.named.len()).unwrap_or(Node::MAX);
            let (is_heavy, is_own) = (area.is_heavy(), area.is_own());
            let above = all.nearest(area.as_str()).or((!is_own && number != ROOT).then_some(ROOT));
            all.numbers.insert(area.as_str().into(), number);
            let segments = area.as_str().split('/').count();
            all.named.push(Named { area, above, segments, is_heavy, is_own });
        }
        all
    }

    /// The nearest named area that covers this path.
    ///
    /// # Errors
    /// [`Refusal::MalformedArea`].
    pub(super) fn find(&self, path: &str) -> Result<Node, Refusal> {
        let number = self.nearest(path);
        let named = number.and_then(|number| self.get(number));
        // What is named is well-formed: only what lies under it has to be looked at.
        let (known, under) = match named {
            Some(named) => (named.segments, path.get(named.area.as_str().len()..).unwrap_or_default()),
            None => (0, path),
        };
        let more = match under.strip_prefix('/').filter(|_| known > 0) {
            Some(under) => segments(under),
            None if under.is_empty() && known > 0 => Some(0),
            None => segments(under),
        };
        match more {
            Some(more) if known.saturating_add(more) <= MAX_SEGMENTS => Ok(number.unwrap_or(ROOT)),
            _ => Area::parse(path).map(|_| ROOT),
        }
    }

    /// The longest beginning of the path that is a named area's.
    fn nearest(&self, path: &str) -> Option<Node> {
        let mut beginning = path;
        loop {
            if let Some(number) = self.numbers.get(beginning) {
                return Some(*number);
            }
            beginning = beginning.get(..beginning.rfind('/')?)?;
        }
    }

    /// The area of this number.
    pub(super) fn get(&self, node: Node) -> Option<&Named> {
        self.named.get(node as usize)
    }

    /// Of each named area, which of these lie strictly under it.
    pub(super) fn under(&self, nodes: &[Node]) -> Vec<Vec<Node>> {
        let mut under = vec![Vec::new(); self.named.len()];
        for node in nodes {
            let above = |node: &Node| self.get(*node).and_then(|named| named.above);
            for over in std::iter::successors(above(node), above) {
                if let Some(under) = under.get_mut(over as usize) {
                    under.push(*node);
                }
            }
        }
        under
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(paths: &[&str]) -> Areas {
        let areas: Vec<Area> = paths.iter().map(|path| Area::parse(path).unwrap()).collect();
        Areas::of(areas.iter())
    }

    #[test]
    fn the_nearest_named_area_answers() {
        let areas = areas(&["home", "home/chores", "home-office", "everything/x"]);
        let found = |path| areas.find(path).map(|node| areas.named[node as usize].area.as_str().to_owned());
        for (asked, answers) in [
            ("home", "home"),
            ("home/chores/kitchen/sink", "home/chores"),
            ("home-office/desk", "home-office"),
            ("homework", "everything"),
            ("everything", "everything"),
            ("everything/x/y", "everything/x"),
            ("money/savings", "money"),
            ("own/voice", "own"),
        ] {
            assert_eq!(found(asked).as_deref(), Ok(answers), "{asked}");
        }
    }

    #[test]
    fn a_malformed_area_is_refused_wherever_it_is_malformed() {
        let areas = areas(&["home", "a/b/c/d/e/f/g/h"]);
        for path in
            ["", "/", "/home", "home/", "home//x", "Home", "home/X", "x y", "a/b/c/d/e/f/g/h/i", "home/é"]
        {
            assert_eq!(areas.find(path), Area::parse(path).map(|_| 0), "{path}");
        }
        assert!(areas.find(&format!("home/{}", "x".repeat(41))).is_err());
    }

    #[test]
    fn each_stands_behind_the_one_above_it() {
        let areas = areas(&["home/chores/kitchen", "home", "a", "zebra", "own/x"]);
        for (number, named) in areas.named.iter().enumerate() {
            assert!(named.above.is_none_or(|above| (above as usize) < number), "{named:?}");
            assert_eq!(named.above.is_none(), number == 0 || named.area.as_str() == "own", "{named:?}");
        }
    }
}
