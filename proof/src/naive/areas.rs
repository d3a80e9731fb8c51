//! "Areas and powers", from the paths' letters.

use consent::{Area, Power};

/// The heavy areas.
pub(super) const HEAVY: [&str; 7] = ["money", "work", "health", "family", "friends", "documents", "devices"];

/// A path and the paths under it begin with the same segments.
fn at_or_under(path: &str, above: &str) -> bool {
    let path: Vec<&str> = path.split('/').collect();
    let above: Vec<&str> = above.split('/').collect();
    path.starts_with(&above)
}

/// "Everything at or under `own`."
pub(super) fn is_reserved(area: &Area) -> bool {
    at_or_under(area.as_str(), "own")
}

/// A heavy area, or one under it.
pub(super) fn is_heavy(area: &Area) -> bool {
    HEAVY.iter().any(|heavy| at_or_under(area.as_str(), heavy))
}

/// "An area covers itself and all under it"; `everything` covers all but `own` and what lies under it.
pub(super) fn covers(area: &Area, asked: &Area) -> bool {
    at_or_under(asked.as_str(), area.as_str()) || (area.as_str() == "everything" && !is_reserved(asked))
}

/// Covered, and not the same.
pub(super) fn strictly_under(area: &Area, above: &Area) -> bool {
    area.as_str() != above.as_str() && covers(above, area)
}

/// `guide` < `decide` < `direct`, "each including those before it".
pub(super) fn includes(power: Power, asked: Power) -> bool {
    match power {
        Power::Guide => asked == Power::Guide,
        Power::Decide => asked == Power::Guide || asked == Power::Decide,
        Power::Direct => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_compared_whole() {
        let area = |path: &str| Area::parse(path).unwrap();
        assert!(covers(&area("home"), &area("home/chores")));
        assert!(covers(&area("home"), &area("home")));
        assert!(!covers(&area("home"), &area("homework")));
        assert!(!covers(&area("home/chores"), &area("home")));
        assert!(covers(&area("everything"), &area("ownership")));
        assert!(!covers(&area("everything"), &area("own/help")));
        assert!(is_heavy(&area("work/hours")) && !is_heavy(&area("workshop")));
        assert!(!strictly_under(&area("everything"), &area("everything")));
    }

    #[test]
    fn a_power_includes_those_before_it() {
        let included = |power| Power::ALL.map(|asked| includes(power, asked));
        assert_eq!(included(Power::Guide), [true, false, false]);
        assert_eq!(included(Power::Decide), [true, true, false]);
        assert_eq!(included(Power::Direct), [true, true, true]);
    }
}
