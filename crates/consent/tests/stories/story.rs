//! What two people say, and what is known after it.

use consent::{
    Act, ActId, Area, Days, Grant, Instant, Knowledge, Line, Mode, Past, Person, Power, Says, Version,
    Weekday, Window, Zone,
};

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const ADA: Person = Person::One;
pub(crate) const BO: Person = Person::Two;

/// Hours from Sunday 2026-03-29, 0:00 in Amsterdam, where the clock goes forward two hours later.
pub(crate) fn hour(hours: i64) -> Instant {
    Instant::from_millis(1_774_738_800_000 + hours * HOUR)
}

pub(crate) fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

pub(crate) fn window(days: &[Weekday], from: &str, to: &str) -> Window {
    Window::parse(Days::of(days.iter().copied()), from, to).unwrap()
}

pub(crate) fn grant(path: &str, power: Power, mode: Mode) -> Grant {
    Grant { area: area(path), power, mode, hours: None, moments: false, starts: None, ends: None }
}

pub(crate) fn within(windows: &[Window], grant: Grant) -> Grant {
    Grant { hours: Some(windows.to_vec()), ..grant }
}

pub(crate) fn words(zone: &str, grants: Vec<Grant>) -> Version {
    Version {
        giver: ADA,
        holder: BO,
        zone: Zone::parse(zone).unwrap(),
        grants,
        review_by: hour(24 * 15),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
    }
}

/// Ada's device and Bo's. Each act has seen all that was said before it, or all but what the other said last.
pub(crate) struct Story {
    pub(crate) knowledge: Knowledge,
    lines: [Line; 2],
    counts: [u32; 2],
    made: u8,
    /// What is known after each act.
    pub(crate) told: Vec<Knowledge>,
}

impl Story {
    pub(crate) fn new() -> Story {
        let mut knowledge = Knowledge::new();
        let lines = Person::BOTH.map(|person| knowledge.begin_line(person));
        Story { told: vec![knowledge.clone()], knowledge, lines, counts: [0, 0], made: 0 }
    }

    pub(crate) fn say(&mut self, by: Person, hours: i64, says: Says) -> ActId {
        self.say_without(by, 0, hours, says)
    }

    /// Without having heard so many of what the other said last.
    pub(crate) fn say_without(&mut self, by: Person, unheard: u32, hours: i64, says: Says) -> ActId {
        self.made += 1;
        let (id, own) = (ActId::new([self.made; 32]), by as usize);
        let mut past = self.counts;
        past[1 - own] -= unheard;
        self.counts[own] += 1;
        let act =
            Act { id, line: self.lines[own], clock: hour(hours), past: Past::new(past), says: Ok(says) };
        assert_eq!(self.knowledge.add(act), Ok(None), "act {}", self.made);
        self.told.push(self.knowledge.clone());
        id
    }

    pub(crate) fn sign(&mut self, hours: i64, version: ActId) {
        self.say(ADA, hours, Says::Sign(version));
        self.say(BO, hours, Says::Sign(version));
    }

    pub(crate) fn agree(&mut self, hours: i64, words: Version) -> ActId {
        let version = self.say(BO, hours, Says::Propose(Box::new(words)));
        self.sign(hours, version);
        version
    }
}
