//! What an act says, made of few words that meet each other often: the same areas, versions and minutes.

use arbitrary::Arbitrary;
use companion::consent::{
    ActId, Area, CheckIn, Days, Grant, Instant, LimitKind, Mode, Person, Power, Says, Version, Weekday,
    Window, Zone,
};

const AREAS: [&str; 12] = [
    "everything",
    "home",
    "home/chores",
    "home/chores/kitchen",
    "money",
    "money/savings",
    "body",
    "own",
    "own/voice",
    "work/hours",
    "a/b/c/d/e/f/g/h",
    "18-7",
];
const ZONES: [&str; 6] =
    ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC"];
/// 2026-03-28T00:00:00Z: the night before clocks change in Europe.
const NEAR: i64 = 1_774_656_000_000;

/// An instant: near the others mostly, or any.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub enum Time {
    Minute(i16),
    Day(i8),
    Any(i64),
}

impl Time {
    pub fn instant(self) -> Instant {
        Instant::from_millis(self.millis())
    }

    pub fn millis(self) -> i64 {
        match self {
            Time::Minute(minutes) => NEAR + i64::from(minutes) * 60_000,
            Time::Day(days) => NEAR + i64::from(days) * 86_400_000,
            Time::Any(millis) => millis,
        }
    }
}

/// One of few areas.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub struct Where(u8);

impl Where {
    pub fn area(self) -> Area {
        Area::parse(AREAS[usize::from(self.0) % AREAS.len()]).expect("an area")
    }
}

/// What an act says. Versions are numbers among the acts that there are.
#[derive(Arbitrary, Clone, Debug)]
pub enum Word {
    Propose(Box<Words>),
    Sign(u8),
    Withdraw(u8, Where),
    Retract(u8),
    End(u8),
    Limit(Where, bool),
    Lift(Where),
    Slow,
    Pause,
    Stop,
    Resume,
    Open(u8, u32),
    Close(u8),
    Review(u8, Time),
    CheckIn,
}

#[derive(Arbitrary, Clone, Debug)]
pub struct Words {
    giver: bool,
    holder: bool,
    zone: u8,
    grants: Vec<Granted>,
    review_by: Time,
    starts: Option<Time>,
    ends: Option<Time>,
    check_in: Option<(u32, u32)>,
    replaces: Vec<u8>,
}

#[derive(Arbitrary, Clone, Debug)]
struct Granted {
    area: Where,
    power: u8,
    freely: bool,
    hours: Option<Vec<(u8, u16, u16)>>,
    moments: bool,
    starts: Option<Time>,
    ends: Option<Time>,
}

pub fn person(second: bool) -> Person {
    if second { Person::Two } else { Person::One }
}

pub fn power(number: u8) -> Power {
    Power::ALL[usize::from(number) % Power::ALL.len()]
}

impl Word {
    /// As the engine has it; a version that is none of `acts` is named by zeros.
    pub fn says(&self, acts: &[ActId]) -> Says {
        let named = |number: u8| {
            let found = acts.get(usize::from(number) % acts.len().max(1));
            found.copied().unwrap_or(ActId::new([0; 32]))
        };
        match self {
            Word::Propose(words) => Says::Propose(Box::new(words.version(named))),
            Word::Sign(version) => Says::Sign(named(*version)),
            Word::Retract(version) => Says::Retract(named(*version)),
            Word::Withdraw(version, area) => Says::Withdraw(named(*version), area.area()),
            Word::End(version) => Says::End(named(*version)),
            Word::Limit(area, true) => Says::Limit(area.area(), LimitKind::Hard),
            Word::Limit(area, false) => Says::Limit(area.area(), LimitKind::Soft),
            Word::Lift(area) => Says::Lift(area.area()),
            Word::Slow => Says::Slow,
            Word::Pause => Says::Pause,
            Word::Stop => Says::Stop,
            Word::Resume => Says::Resume,
            Word::Open(version, minutes) => Says::Open(named(*version), *minutes),
            Word::Close(version) => Says::Close(named(*version)),
            Word::Review(version, next) => Says::Review(named(*version), next.instant()),
            Word::CheckIn => Says::CheckIn,
        }
    }
}

impl Words {
    fn version(&self, named: impl Fn(u8) -> ActId) -> Version {
        Version {
            giver: person(self.giver),
            holder: person(self.holder),
            zone: Zone::parse(ZONES[usize::from(self.zone) % ZONES.len()]).expect("a zone"),
            grants: self.grants.iter().map(Granted::grant).collect(),
            review_by: self.review_by.instant(),
            starts: self.starts.map(Time::instant),
            ends: self.ends.map(Time::instant),
            check_in: self.check_in.map(|(every_days, grace_days)| CheckIn { every_days, grace_days }),
            replaces: self.replaces.iter().map(|number| named(*number)).collect(),
        }
    }
}

impl Granted {
    fn grant(&self) -> Grant {
        let window = |(days, from, to): &(u8, u16, u16)| {
            let days = Weekday::ALL.into_iter().enumerate().filter(|(bit, _)| days >> bit & 1 == 1);
            Window::new(Days::of(days.map(|(_, day)| day)), from % 1440, to % 1441).ok()
        };
        Grant {
            area: self.area.area(),
            power: power(self.power),
            mode: if self.freely { Mode::Freely } else { Mode::AskFirst },
            hours: self.hours.as_ref().map(|hours| hours.iter().filter_map(window).collect()),
            moments: self.moments,
            starts: self.starts.map(Time::instant),
            ends: self.ends.map(Time::instant),
        }
    }
}
