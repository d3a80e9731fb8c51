//! Two people who say things to each other, each on one device.

use consent::{
    Act, ActId, Area, Grant, Instant, Knowledge, LimitKind, Line, Mode, Past, Person, Power, Refusal, Says,
    Version, Zone,
};
use life::says::{Answer, Consequence, Direction, Kind, LifeSays, Reply};
use life::{Bounds, Day, Life, LifeRefusal, Listed, Rhythm, Stands, Timing, World};

pub(crate) const ADA: Person = Person::One;
pub(crate) const BO: Person = Person::Two;

/// What was said, for a past to be made of it.
struct Told {
    id: ActId,
    device: usize,
    index: u32,
    at: Instant,
    past: Past,
}

/// Ada gives, Bo holds. Each has a phone; Ada has a laptop too, on which nothing is said unless it says so.
pub(crate) struct Two {
    pub(crate) knowledge: Knowledge,
    pub(crate) life: Life,
    /// Ada's phone, Bo's, Ada's laptop.
    lines: [Line; 3],
    told: Vec<Told>,
    pub(crate) listed: Vec<(ActId, Listed)>,
}

pub(crate) fn zone() -> Zone {
    Zone::parse("Europe/Amsterdam").unwrap()
}

/// A time in March 2026, as `02 09:00`.
pub(crate) fn at(text: &str) -> Instant {
    zone().time(&format!("2026-03-{}", text.replace(' ', "T"))).unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(&format!("2026-03-{text}")).unwrap()
}

pub(crate) fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

/// Whose the devices are.
const OWNERS: [Person; 3] = [ADA, BO, ADA];
/// Ada's second device.
const LAPTOP: usize = 2;

fn place(of: Person) -> usize {
    usize::from(of == BO)
}

/// A task at home for the second of March, as everyone's phone would answer it.
pub(crate) fn task(kind: Kind, power: Power) -> Direction {
    Direction {
        kind,
        area: area("home/chores"),
        power,
        says: "The kitchen.".to_owned(),
        note: String::new(),
        timing: Timing::from(zone(), day("02")),
        verdict: consent::Verdict::Allowed,
        attached: Vec::new(),
    }
}

pub(crate) fn daily(kind: Kind) -> Direction {
    let rhythm = Some(Rhythm::parse("FREQ=DAILY").unwrap());
    let timing = Timing { rhythm, ..Timing::from(zone(), day("02")) };
    Direction { timing, ..task(kind, Power::Direct) }
}

pub(crate) fn reply(to: ActId, reply: Reply) -> LifeSays {
    let words = if reply.is_words() { "How?".to_owned() } else { String::new() };
    LifeSays::Answer(Answer { to, reply, day: None, words })
}

pub(crate) fn reply_of(to: ActId, reply: Reply, day: Day) -> LifeSays {
    LifeSays::Answer(Answer { to, reply, day: Some(day), words: String::new() })
}

pub(crate) fn grant(path: &str, power: Power, mode: Mode) -> Grant {
    Grant { area: area(path), power, mode, hours: None, moments: false, starts: None, ends: None }
}

impl Two {
    /// With an agreement in force since the first of March: `home`, to direct, freely; `rest`, to direct, asked first. Its words list
    /// two consequences and one responsibility.
    pub(crate) fn agreed() -> (Two, ActId) {
        let mut two = Two::strangers();
        let version = two.proposal();
        let id = two.says(BO, "01 09:00", Says::Propose(Box::new(version)));
        two.says(BO, "01 09:01", Says::Sign(id));
        two.says(ADA, "01 09:02", Says::Sign(id));
        two.listed.push((id, Listed { holder: BO, consequences: 2, responsibilities: 1 }));
        (two, id)
    }

    pub(crate) fn strangers() -> Two {
        let mut knowledge = Knowledge::new();
        let lines = OWNERS.map(|person| knowledge.begin_line(person));
        Two { knowledge, life: Life::default(), lines, told: Vec::new(), listed: Vec::new() }
    }

    pub(crate) fn proposal(&self) -> Version {
        Version {
            giver: ADA,
            holder: BO,
            grants: vec![
                grant("home", Power::Direct, Mode::Freely),
                grant("rest", Power::Direct, Mode::AskFirst),
                grant("play", Power::Decide, Mode::Freely),
            ],
            review_by: at("01 09:00").plus_days(90),
            starts: None,
            ends: None,
            check_in: None,
            replaces: Vec::new(),
            zone: zone(),
        }
    }

    /// All that has been said.
    pub(crate) fn all(&self) -> Past {
        self.knowledge.everything()
    }

    fn next(&self, device: usize) -> (ActId, u32) {
        let number = u8::try_from(self.told.len()).unwrap();
        let index = self.told.iter().filter(|told| told.device == device).count();
        (ActId::new([number; 32]), u32::try_from(index).unwrap())
    }

    fn tell(
        &mut self,
        device: usize,
        clock: Instant,
        past: &Past,
        says: Result<Says, Refusal>,
    ) -> (ActId, u32) {
        let (id, index) = self.next(device);
        let (line, by) = (self.lines[device], OWNERS[device]);
        let at = self.knowledge.instant(by, clock, past);
        let act = Act { id, line, clock, past: past.clone(), says: says.clone() };
        let refused = self.knowledge.add(act).unwrap();
        assert_eq!(refused, says.err(), "by {by:?} at {clock:?}");
        self.told.push(Told { id, device, index, at, past: past.clone() });
        (id, index)
    }

    /// Says something to the engine, knowing all that was said.
    pub(crate) fn says(&mut self, by: Person, time: &str, says: Says) -> ActId {
        let all = self.all();
        self.says_knowing(by, time, &all, says)
    }

    pub(crate) fn says_knowing(&mut self, by: Person, time: &str, past: &Past, says: Says) -> ActId {
        self.tell(place(by), at(time), past, Ok(says)).0
    }

    /// Says something of daily life, knowing all that was said; it must be taken.
    pub(crate) fn lives(&mut self, by: Person, time: &str, says: LifeSays) -> ActId {
        let all = self.all();
        self.lives_knowing(by, time, &all, says)
    }

    pub(crate) fn lives_knowing(&mut self, by: Person, time: &str, past: &Past, says: LifeSays) -> ActId {
        let what = format!("{says:?}");
        assert_eq!(self.try_knowing(place(by), time, past, says), Ok(()), "{what}");
        self.told.last().unwrap().id
    }

    /// On Ada's second device, which knows this past.
    pub(crate) fn lives_on_the_laptop(&mut self, time: &str, past: &Past, says: LifeSays) -> ActId {
        assert_eq!(self.try_knowing(LAPTOP, time, past, says), Ok(()));
        self.told.last().unwrap().id
    }

    pub(crate) fn tries(&mut self, by: Person, time: &str, says: LifeSays) -> Result<(), LifeRefusal> {
        let all = self.all();
        self.try_knowing(place(by), time, &all, says)
    }

    fn try_knowing(
        &mut self,
        device: usize,
        time: &str,
        past: &Past,
        says: LifeSays,
    ) -> Result<(), LifeRefusal> {
        let instant = self.knowledge.instant(OWNERS[device], at(time), past);
        let (id, index) = self.tell(device, at(time), past, Err(Refusal::NotUnderstood));
        let (line, by) = (self.lines[device], OWNERS[device]);
        let act = life::Act { id, by, at: instant, place: (line, index), past: past.clone(), says };
        let listed = self.listed.clone();
        let listed = |version: ActId, _: &Past| {
            listed.iter().find(|(id, _)| *id == version).map(|(_, listed)| *listed)
        };
        self.life.add(act, World { knowledge: &self.knowledge, listed: &listed })
    }

    pub(crate) fn directs(&mut self, time: &str, direction: Direction) -> ActId {
        self.lives(BO, time, LifeSays::Direct(Box::new(direction)))
    }

    pub(crate) fn limits(&mut self, time: &str, path: &str, kind: LimitKind) -> ActId {
        self.says(ADA, time, Says::Limit(area(path), kind))
    }

    /// What is known now to have been said by the time of that act, and had not seen it.
    pub(crate) fn known_then(&self, id: ActId) -> Past {
        let of = self.told.iter().find(|told| told.id == id).unwrap();
        let counts = self.lines.iter().enumerate().map(|(device, line)| {
            let own = self.told.iter().filter(|told| told.device == device);
            let then = own.filter(|told| {
                let has_seen_it = told.past.count(self.lines[of.device]) > of.index || told.id == id;
                !has_seen_it && told.at <= of.at
            });
            u32::try_from(then.count()).unwrap().max(of.past.count(*line))
        });
        Past::new(counts.collect::<Vec<_>>())
    }

    pub(crate) fn stands(&self, id: ActId, time: &str) -> Stands {
        let entry = self.life.get(id).unwrap();
        self.life.stands(entry, self.bounds(id), &self.knowledge, at(time)).unwrap()
    }

    pub(crate) fn bounds(&self, id: ActId) -> Bounds {
        let entry = self.life.get(id).unwrap();
        self.life.bounds(entry, &self.known_then(id), &self.knowledge).unwrap()
    }

    pub(crate) fn consequence(&self, follows: ActId, version: ActId, of: Option<Day>) -> LifeSays {
        LifeSays::Consequence(Consequence { follows, day: of, version, place: 1 })
    }
}
