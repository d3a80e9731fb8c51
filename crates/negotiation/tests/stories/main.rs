//! Ada and Bo negotiate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod difference;
mod one_sided;
mod supposed;
mod week;

use consent::{
    Area, Days, Grant, Instant, Knowledge, LimitKind, Mode, Person, Power, Says, Version, Window, Zone,
};
use negotiation::Supposed;

pub const ADA: Person = Person::One;
pub const BO: Person = Person::Two;

/// Wednesday 1 April 2026, 20:40 in Amsterdam.
pub fn now() -> Instant {
    Instant::from_millis(1_775_068_800_000)
}

pub fn zone() -> Zone {
    Zone::parse("Europe/Amsterdam").unwrap()
}

pub fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

pub fn grant(path: &str, power: Power) -> Grant {
    Grant {
        area: area(path),
        power,
        mode: Mode::Freely,
        hours: None,
        moments: false,
        starts: None,
        ends: None,
    }
}

pub fn asking(grant: Grant) -> Grant {
    Grant { mode: Mode::AskFirst, ..grant }
}

pub fn in_moments(grant: Grant) -> Grant {
    Grant { moments: true, ..grant }
}

pub fn within(from: &str, to: &str, grant: Grant) -> Grant {
    Grant { hours: Some(vec![window(from, to)]), ..grant }
}

pub fn window(from: &str, to: &str) -> Window {
    Window::parse(Days::ALL, from, to).unwrap()
}

/// Ada gives, Bo holds.
pub fn version(grants: Vec<Grant>) -> Version {
    Version {
        giver: ADA,
        holder: BO,
        zone: zone(),
        grants,
        review_by: now().plus_days(90),
        starts: None,
        ends: None,
        check_in: None,
        replaces: vec![],
    }
}

/// What both know, at [`now`].
pub fn nothing() -> Supposed {
    Supposed::of(&Knowledge::new(), now())
}

pub fn limit(known: &mut Supposed, by: Person, path: &str, kind: LimitKind) {
    known.say(by, Says::Limit(area(path), kind)).unwrap();
}
