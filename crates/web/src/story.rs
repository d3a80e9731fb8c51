//! Two people in memory, for tests of what is shown: Ada gives, Bo holds. It is 20:40 on a Wednesday.

use consent::{
    Act, ActId, Days, Grant, Instant, Knowledge, Line, Mode, Past, Person, Power, Says, Version, Window, Zone,
};

pub(crate) const ADA: Person = Person::One;
pub(crate) const BO: Person = Person::Two;

/// A grant: area, power, mode, from and to.
pub(crate) type Granted<'g> = (&'g str, &'g str, &'g str, Option<(&'g str, &'g str)>);

/// What both know.
pub(crate) struct Story {
    pub(crate) knowledge: Knowledge,
    pub(crate) zone: Zone,
    pub(crate) now: Instant,
    lines: [Line; 2],
    said: [u32; 2],
}

impl Story {
    pub(crate) fn new() -> Story {
        let mut knowledge = Knowledge::new();
        let lines = [knowledge.begin_line(ADA), knowledge.begin_line(BO)];
        let now = "2026-04-01T18:40:00Z".parse::<jiff::Timestamp>().unwrap();
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        Story { knowledge, zone, now: Instant::from_millis(now.as_millisecond()), lines, said: [0, 0] }
    }

    /// An act that has seen all before it.
    pub(crate) fn say(&mut self, by: Person, says: Says) -> ActId {
        let at = usize::from(by == BO);
        let mut name = [0; 32];
        name[0] = u8::try_from(self.said[0] + self.said[1]).unwrap();
        let (id, past) = (ActId::new(name), Past::new(self.said));
        let act = Act { id, line: self.lines[at], clock: self.now, past, says: Ok(says) };
        assert_eq!(self.knowledge.add(act), Ok(None));
        self.said[at] += 1;
        id
    }

    /// Bo proposes that Ada gives these.
    pub(crate) fn propose(&mut self, grants: &[Granted<'_>]) -> ActId {
        self.propose_in(grants, false)
    }

    /// Both sign that Bo decides about this area while a moment is open.
    pub(crate) fn agree_on_moments(&mut self, area: &str) {
        let version = self.propose_in(&[(area, "decide", "freely", None)], true);
        self.say(ADA, Says::Sign(version));
        self.say(BO, Says::Sign(version));
    }

    fn propose_in(&mut self, grants: &[Granted<'_>], moments: bool) -> ActId {
        let grant = |(area, power, mode, hours): &Granted<'_>| Grant {
            area: crate::typed::area(area).unwrap(),
            power: Power::parse(power).unwrap(),
            mode: Mode::parse(mode).unwrap(),
            hours: hours.map(|(from, to)| vec![Window::parse(Days::ALL, from, to).unwrap()]),
            moments,
            starts: None,
            ends: None,
        };
        let version = Version {
            giver: ADA,
            holder: BO,
            zone: self.zone.clone(),
            grants: grants.iter().map(grant).collect(),
            review_by: self.now.plus_days(90),
            starts: None,
            ends: None,
            check_in: None,
            replaces: vec![],
        };
        self.say(BO, Says::Propose(Box::new(version)))
    }

    /// And both sign.
    pub(crate) fn agree(&mut self, grants: &[Granted<'_>]) -> ActId {
        let version = self.propose(grants);
        self.say(ADA, Says::Sign(version));
        self.say(BO, Says::Sign(version));
        version
    }
}
