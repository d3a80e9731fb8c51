//! The given tree of areas, from `areas.txt`: what daily life, play and closeness may be divided into. Nobody is bound to it;
//! any well-formed path is an area, and one's own stand beside these.

use consent::Area;

const FILE: &str = include_str!("../areas.txt");

/// All given areas, each behind the one that it lies in.
pub fn areas() -> impl Iterator<Item = Area> {
    let paths = FILE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    paths.filter_map(|path| Area::parse(path).ok())
}

/// The area that this one lies in; absent for one that lies in none.
pub fn above(area: &Area) -> Option<Area> {
    area.as_str().rsplit_once('/').and_then(|(above, _)| Area::parse(above).ok())
}

/// How deep an area lies: 0 for one that lies in none.
pub fn depth(area: &Area) -> usize {
    area.as_str().matches('/').count()
}

/// Given areas and one's own in one tree: sorted, each area's own followed by what lies in it. What lies in an area that
/// nobody named stands where that area would.
pub fn tree(own: impl IntoIterator<Item = Area>) -> Vec<Area> {
    let given: Vec<Area> = areas().collect();
    let mut all: Vec<Area> = given.clone();
    for area in own {
        if !all.contains(&area) {
            all.push(area);
        }
    }
    let place = |area: &Area| {
        let root = area.as_str().split('/').next().unwrap_or_default();
        given.iter().position(|given| given.as_str() == root).unwrap_or(usize::MAX)
    };
    all.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| segments(a).cmp(segments(b))));
    all
}

fn segments(area: &Area) -> impl Iterator<Item = &str> {
    area.as_str().split('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_area_that_stands_once_and_behind_the_one_it_lies_in() {
        let lines = FILE.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
        let all: Vec<Area> = areas().collect();
        assert_eq!(all.len(), lines, "a line is no area");
        assert!((50..=80).contains(&all.len()), "{} areas", all.len());
        for (at, area) in all.iter().enumerate() {
            assert!(!all[..at].contains(area), "{area} twice");
            assert!(
                above(area).is_none_or(|above| all[..at].contains(&above)),
                "{area} without what it lies in"
            );
        }
    }

    #[test]
    fn the_heavy_areas_and_what_is_ones_own_are_among_them() {
        let all: Vec<Area> = areas().collect();
        assert!(Area::heavy().all(|heavy| all.contains(&heavy)));
        for own in ["own/voice", "own/leaving", "own/help", "own/care", "own/law"] {
            assert!(all.iter().any(|area| area.as_str() == own), "{own}");
        }
    }

    #[test]
    fn ones_own_areas_stand_where_they_belong() {
        let own = ["home/attic", "dancing", "dancing/tango"].map(|path| Area::parse(path).unwrap());
        let tree = tree(own.clone());
        let at = |path: &str| tree.iter().position(|area| area.as_str() == path).unwrap();
        assert_eq!(tree.len(), areas().count() + 3);
        assert!(at("home") < at("home/attic"));
        let behind = tree.iter().skip(at("home/attic")).position(|area| !area.as_str().starts_with("home"));
        assert!(behind.is_some_and(|behind| behind > 0));
        assert_eq!((at("dancing"), at("dancing/tango")), (tree.len() - 2, tree.len() - 1));
    }
}
