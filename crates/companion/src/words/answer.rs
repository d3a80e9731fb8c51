//! Questions, acts and reasons in words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use consent::{
    ActId, Area, Days, Grant, GrantSays, Instant, LimitKind, Mode, Person, Power, Question, Reason, Says,
    Version, Weekday, Window, Zone,
};

use super::Words;
use crate::enclosing::Carried;

/// What the words need to know of an act.
#[derive(Clone, Debug)]
pub struct ActShown {
    /// Whose device made it.
    pub by: Person,
    /// Its instant.
    pub at: Instant,
    /// What it says.
    pub says: Says,
    /// The name of the version that it proposes, where it has one.
    pub name: Option<String>,
}

/// What acts say, by their names.
pub trait Acts {
    /// The act of this name, if it is known and was not refused.
    fn act(&self, id: ActId) -> Option<Cow<'_, ActShown>>;

    /// What stands on a page that was shared, where it has come to this device.
    fn page(&self, _page: &Carried) -> Option<String> {
        None
    }

    /// The consequence at that place in a version's words.
    fn consequence(&self, _version: ActId, _place: u32) -> Option<String> {
        None
    }

    /// The responsibility at that place in a version's words.
    fn responsibility(&self, _version: ActId, _place: u32) -> Option<String> {
        None
    }
}

impl Acts for BTreeMap<ActId, ActShown> {
    fn act(&self, id: ActId) -> Option<Cow<'_, ActShown>> {
        self.get(&id).map(Cow::Borrowed)
    }
}

/// Who the two are and what their acts say: what a reason, which holds names of acts alone, is put into words with.
pub struct Scene<'s> {
    /// The texts.
    pub words: &'s Words,
    /// The zone in which times are told.
    pub zone: &'s Zone,
    /// The two names.
    pub people: &'s [String; 2],
    /// The acts.
    pub acts: &'s dyn Acts,
}

pub(super) type Gaps<'a> = Vec<(&'a str, String)>;

impl Scene<'_> {
    /// A person's name.
    pub fn person(&self, person: Person) -> &str {
        let [one, two] = self.people;
        match person {
            Person::One => one,
            Person::Two => two,
        }
    }

    /// A question.
    pub fn question(&self, question: &Question) -> String {
        let name = match question.power {
            Power::Guide => "question-guide",
            Power::Decide => "question-decide",
            Power::Direct => "question-direct",
        };
        self.fill(
            name,
            vec![
                ("holder", self.person(question.by).to_owned()),
                ("giver", self.person(question.of).to_owned()),
                ("area", question.area.to_string()),
            ],
        )
    }

    /// An act, as a sentence without a full stop.
    pub fn act(&self, act: &ActShown) -> String {
        let person = ("person", self.person(act.by).to_owned());
        let version = |id: &ActId| ("version", self.version(*id));
        let area = |area: &Area| ("area", area.to_string());
        match &act.says {
            Says::Propose(_) => {
                let own = self.named(act.name.as_deref(), act.at);
                self.fill("act-propose", vec![person, ("version", own)])
            }
            Says::Sign(id) => self.fill("act-sign", vec![person, version(id)]),
            Says::Withdraw(id, of) => self.fill("act-withdraw", vec![person, version(id), area(of)]),
            Says::End(id) => self.fill("act-end", vec![person, version(id)]),
            Says::Limit(of, LimitKind::Hard) => self.fill("act-limit-hard", vec![person, area(of)]),
            Says::Limit(of, LimitKind::Soft) => self.fill("act-limit-soft", vec![person, area(of)]),
            Says::Lift(of) => self.fill("act-lift", vec![person, area(of)]),
            Says::Slow => self.fill("act-slow", vec![person]),
            Says::Pause => self.fill("act-pause", vec![person]),
            Says::Stop => self.fill("act-stop", vec![person]),
            Says::Resume => self.fill("act-resume", vec![person]),
            Says::Open(id, minutes) => {
                let gaps = [
                    ("person", person.1.into()),
                    ("version", self.version(*id).into()),
                    ("minutes", (*minutes).into()),
                ];
                self.words.say("act-open", &gaps)
            }
            Says::Close(id) => self.fill("act-close", vec![person, version(id)]),
            Says::Review(id, next) => {
                let when = ("when", self.words.date_time(*next, self.zone));
                self.fill("act-review", vec![person, version(id), when])
            }
            Says::CheckIn => self.fill("act-check-in", vec![person]),
            Says::Retract(id) if self.is_by(*id, act.by) => {
                self.fill("act-take-back", vec![person, version(id)])
            }
            Says::Retract(id) => self.fill("act-decline", vec![person, version(id)]),
        }
    }

    /// A reason, as a sentence without a full stop.
    pub fn because(&self, reason: &Reason) -> String {
        let version = |id: &ActId| ("version", self.version(*id));
        let when = |at: &Instant| ("when", self.words.date_time(*at, self.zone));
        match reason {
            Reason::Floor => self.fill("because-floor", vec![]),
            Reason::Limit { act }
            | Reason::Signal { act }
            | Reason::Ended { act }
            | Reason::Retracted { act, .. } => self.because_act(*act),
            Reason::Withdrawn { act, version } => self.withdrawn(*act, *version),
            Reason::NoAgreement => self.fill("because-no-agreement", vec![]),
            Reason::Unsigned { version: id, by } => {
                let person = ("person", self.person(*by).to_owned());
                self.fill("because-unsigned", vec![person, version(id)])
            }
            Reason::NotStarted { version: id, starts } => {
                self.fill("because-not-started", vec![version(id), when(starts)])
            }
            Reason::Over { version: id, ends } => self.fill("because-over", vec![version(id), when(ends)]),
            Reason::ReviewDue { version: id, due } => {
                self.fill("because-review-due", vec![version(id), when(due)])
            }
            Reason::Lapsed { version: id, due } => self.fill("because-lapsed", vec![version(id), when(due)]),
            Reason::CheckInMissed { by, due, .. } => {
                let person = ("person", self.person(*by).to_owned());
                self.fill("because-check-in-missed", vec![person, when(due)])
            }
            Reason::NoGrant { version: id } => self.fill("because-no-grant", vec![version(id)]),
            Reason::Grant { version: id, grant, says } => self.grant(*id, *grant, *says),
        }
    }

    fn because_act(&self, id: ActId) -> String {
        let Some(act) = self.acts.act(id) else { return String::new() };
        let person = ("person", self.person(act.by).to_owned());
        let when = ("when", self.words.date_time(act.at, self.zone));
        match &act.says {
            Says::Limit(area, kind) => {
                let name = match kind {
                    LimitKind::Hard => "because-limit-hard",
                    LimitKind::Soft => "because-limit-soft",
                };
                self.fill(name, vec![person, ("area", area.to_string()), when])
            }
            Says::Slow => self.fill("because-slow", vec![person, when]),
            Says::Pause => self.fill("because-pause", vec![person, when]),
            Says::Stop => self.fill("because-stop", vec![person, when]),
            Says::End(version) => {
                self.fill("because-ended", vec![person, ("version", self.version(*version)), when])
            }
            Says::Retract(version) => {
                let own = self.is_by(*version, act.by);
                let name = if own { "because-took-back" } else { "because-declined" };
                self.fill(name, vec![person, ("version", self.version(*version)), when])
            }
            _ => self.act(&act),
        }
    }

    /// Whether this person proposed the version.
    fn is_by(&self, version: ActId, person: Person) -> bool {
        self.acts.act(version).is_some_and(|proposed| proposed.by == person)
    }

    fn withdrawn(&self, id: ActId, version: ActId) -> String {
        let Some(act) = self.acts.act(id) else { return String::new() };
        let Says::Withdraw(_, area) = &act.says else { return self.act(&act) };
        let by_holder = self.proposed(version).is_some_and(|version| version.holder == act.by);
        let name = if by_holder { "because-handed-back" } else { "because-taken-back" };
        let when = self.words.date_time(act.at, self.zone);
        let person = self.person(act.by).to_owned();
        self.fill(name, vec![("person", person), ("area", area.to_string()), ("when", when)])
    }

    fn grant(&self, id: ActId, at: usize, says: GrantSays) -> String {
        let Some(version) = self.proposed(id) else { return String::new() };
        let Some(grant) = version.grants.get(at) else { return String::new() };
        let mut gaps = vec![
            ("version", self.version(id)),
            ("area", grant.area.to_string()),
            ("power", self.words.say(&format!("power-{}", grant.power.word()), &[])),
            ("hours", self.hours(grant)),
        ];
        let mut at_instant = |at: Instant| gaps.push(("when", self.words.date_time(at, self.zone)));
        let name = match (says, grant.hours.is_some()) {
            (GrantSays::Gives(Mode::Freely), false) => "because-gives-freely",
            (GrantSays::Gives(Mode::Freely), true) => "because-gives-freely-hours",
            (GrantSays::Gives(Mode::AskFirst), false) => "because-gives-ask-first",
            (GrantSays::Gives(Mode::AskFirst), true) => "because-gives-ask-first-hours",
            (GrantSays::NotBefore(starts), _) => {
                at_instant(starts);
                "because-not-before"
            }
            (GrantSays::NotAfter(ends), _) => {
                at_instant(ends);
                "because-not-after"
            }
            (GrantSays::OutsideHours, _) => "because-outside-hours",
            (GrantSays::NoMoment, _) => "because-no-moment",
            (GrantSays::WaitsUntil(until), _) => {
                at_instant(until);
                "because-waits"
            }
        };
        self.fill(name, gaps)
    }

    /// A grant on a line of its own: its area, its power, how and when.
    pub fn grant_line(&self, grant: &Grant) -> String {
        let name = match (grant.mode, grant.hours.is_some()) {
            (Mode::Freely, false) => "grant-freely",
            (Mode::Freely, true) => "grant-freely-hours",
            (Mode::AskFirst, false) => "grant-ask-first",
            (Mode::AskFirst, true) => "grant-ask-first-hours",
        };
        let gaps = vec![
            ("area", grant.area.to_string()),
            ("power", self.words.say(&format!("power-{}", grant.power.word()), &[])),
            ("hours", self.hours(grant)),
        ];
        let line = self.fill(name, gaps);
        if grant.moments { self.fill("grant-moments", vec![("grant", line)]) } else { line }
    }

    /// A grant's windows.
    pub fn hours(&self, grant: &Grant) -> String {
        let windows = grant.hours.as_deref().unwrap_or_default();
        if windows.is_empty() {
            return self.words.say("window-none", &[]);
        }
        self.words.list(windows.iter().map(|window| self.window(*window)))
    }

    /// A window.
    pub(super) fn window(&self, window: Window) -> String {
        let mut gaps = vec![("from", window.from()), ("to", window.to())];
        if window.days() == Days::ALL {
            return self.fill("window", gaps);
        }
        let day = |day: Weekday| self.words.say(&format!("weekday-{}", day.word()), &[]);
        gaps.push(("days", self.words.list(window.days().iter().map(day))));
        self.fill("window-on", gaps)
    }

    /// A version's name, or the day of its proposal where it has none.
    pub fn version(&self, id: ActId) -> String {
        match self.acts.act(id) {
            Some(act) => self.named(act.name.as_deref(), act.at),
            None => format!("{id:?}"),
        }
    }

    fn named(&self, name: Option<&str>, at: Instant) -> String {
        match name {
            Some(name) => self.fill("version-named", vec![("name", name.to_owned())]),
            None => self.fill("version-of", vec![("when", self.words.date(at, self.zone))]),
        }
    }

    fn proposed(&self, id: ActId) -> Option<Box<Version>> {
        match self.acts.act(id)?.into_owned().says {
            Says::Propose(version) => Some(version),
            _ => None,
        }
    }

    pub(super) fn fill(&self, name: &str, gaps: Gaps<'_>) -> String {
        let gaps: Vec<_> = gaps.into_iter().map(|(gap, text)| (gap, text.into())).collect();
        self.words.say(name, &gaps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_this_file_has_a_text() {
        let words = Words::english(&[]);
        let source = include_str!("answer.rs");
        let is_name = |part: &&str| {
            ["because-", "act-", "question-", "grant-"].iter().any(|start| part.starts_with(start))
        };
        let names: Vec<&str> =
            source.split('"').filter(is_name).filter(|name| !name.ends_with('-')).collect();
        assert!(names.len() > 40);
        for name in names {
            assert!(words.has(name), "{name}");
        }
    }
}
