//! The sentence of the moment: what is handed over now and until when, in both directions, as one person reads it.
//!
//! It is read from verdicts alone; nothing is decided here. It does not list everything: what is narrower is in `strip`
//! and in the question box.

use companion::words::Words;
use consent::knowledge::Signal;
use consent::{
    AgreementStands, Area, GrantSays, Instant, Knowledge, Person, Power, Question, Reason, SignalStands,
    Verdict, VersionState, Zone,
};

use crate::{clock, typed};

/// What one person holds of the other's at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) giver: Person,
    pub(crate) holder: Person,
    /// Allowed: the strongest such power over each granted area.
    pub(crate) free: Vec<(Power, Area)>,
    /// The same where the giver is asked first.
    pub(crate) asked: Vec<(Power, Area)>,
    /// Granted at another time, and when that comes.
    pub(crate) later: Option<(Vec<Area>, Instant)>,
    /// Granted, and only while a moment is open.
    pub(crate) in_moments: Vec<Area>,
    /// Inside what is free or asked: areas whose own verdict is more closed.
    pub(crate) except: Vec<Area>,
    /// When any of it changes by itself.
    pub(crate) until: Option<Instant>,
}

/// How things are between the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A stop is live.
    Stopped,
    /// A pause is live, and no stop.
    Paused,
    /// Nothing is in force, or was and is to come.
    NothingAgreed,
    /// In each direction in which something is in force.
    InForce(Vec<Handed>),
}

/// The sentence and the line under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) heading: String,
    pub(crate) under: String,
}

/// The areas that versions in force grant in one direction, each with the strongest power, sorted.
pub(crate) fn granted(agreements: &[AgreementStands], giver: Person) -> Vec<(Area, Power)> {
    let of_giver = agreements.iter().filter(|agreement| agreement.giver == giver);
    let versions = of_giver.flat_map(|agreement| &agreement.versions);
    let in_force = versions.filter(|v| matches!(v.state, VersionState::Current | VersionState::NotStarted));
    let mut granted: Vec<(Area, Power)> = Vec::new();
    for grant in in_force.flat_map(|version| &version.version.grants) {
        match granted.iter_mut().find(|(area, _)| *area == grant.area) {
            Some((_, power)) => *power = grant.power.max(*power),
            None => granted.push((grant.area.clone(), grant.power)),
        }
    }
    granted.sort();
    granted
}

/// How things are, from all that is known.
pub(crate) fn moment(
    knowledge: &Knowledge,
    agreements: &[AgreementStands],
    signals: &[SignalStands],
    at: Instant,
) -> Moment {
    if signals.iter().any(|signal| signal.signal == Signal::Stop) {
        return Moment::Stopped;
    }
    if signals.iter().any(|signal| signal.signal == Signal::Pause) {
        return Moment::Paused;
    }
    let handed: Vec<Handed> = Person::BOTH
        .into_iter()
        .filter_map(|giver| {
            let granted = granted(agreements, giver);
            (!granted.is_empty()).then(|| handed(knowledge, giver, &granted, at))
        })
        .collect();
    if handed.is_empty() { Moment::NothingAgreed } else { Moment::InForce(handed) }
}

fn handed(knowledge: &Knowledge, giver: Person, granted: &[(Area, Power)], at: Instant) -> Handed {
    let holder = giver.other();
    let mut handed = Handed {
        giver,
        holder,
        free: vec![],
        asked: vec![],
        later: None,
        in_moments: vec![],
        except: vec![],
        until: None,
    };
    for (area, strongest) in granted {
        let ask = |power| {
            let question = Question { of: giver, by: holder, area: area.clone(), power };
            (power, knowledge.answer(&question, at))
        };
        let answers: Vec<_> =
            Power::ALL.into_iter().rev().filter(|power| power <= strongest).map(ask).collect();
        let first = |verdict| answers.iter().find(|(_, answer)| answer.verdict == verdict);
        if let Some((power, answer)) = first(Verdict::Allowed) {
            handed.free.push((*power, area.clone()));
            handed.except.extend(answer.except.iter().cloned());
            earlier(&mut handed.until, answer.until);
        } else if let Some((power, answer)) = first(Verdict::AskFirst) {
            handed.asked.push((*power, area.clone()));
            handed.except.extend(answer.except.iter().cloned());
            earlier(&mut handed.until, answer.until);
        } else if let Some((power, answer)) = first(Verdict::NotNow) {
            let question = Question { of: giver, by: holder, area: area.clone(), power: *power };
            let opens = |from: &Instant| knowledge.verdict(&question, *from) > Verdict::NotNow;
            match answer.until.filter(opens) {
                Some(from) => later(&mut handed.later, area, from),
                None if answer.because.iter().any(waits_for_a_moment) => {
                    handed.in_moments.push(area.clone());
                }
                None => {}
            }
        }
    }
    handed.except.sort();
    handed.except.dedup();
    handed
}

fn waits_for_a_moment(reason: &Reason) -> bool {
    matches!(reason, Reason::Grant { says: GrantSays::NoMoment, .. })
}

fn earlier(until: &mut Option<Instant>, other: Option<Instant>) {
    *until = until.iter().copied().chain(other).min();
}

fn later(known: &mut Option<(Vec<Area>, Instant)>, area: &Area, from: Instant) {
    match known {
        Some((areas, at)) if *at == from => areas.push(area.clone()),
        Some((_, at)) if *at < from => {}
        _ => *known = Some((vec![area.clone()], from)),
    }
}

/// Who reads, and what it is read with.
pub(crate) struct Reader<'r> {
    pub(crate) words: &'r Words,
    pub(crate) zone: &'r Zone,
    pub(crate) now: Instant,
    pub(crate) own: Person,
    /// The other one's name.
    pub(crate) other: &'r str,
}

impl Reader<'_> {
    /// The sentence for this moment.
    pub(crate) fn sentence(&self, moment: &Moment) -> Sentence {
        match moment {
            Moment::Stopped => self.two("moment-stopped", "moment-stopped-under"),
            Moment::Paused => self.two("moment-paused", "moment-paused-under"),
            Moment::NothingAgreed => self.two("moment-nothing", "moment-nothing-under"),
            Moment::InForce(handed) => self.in_force(handed),
        }
    }

    fn two(&self, heading: &str, under: &str) -> Sentence {
        Sentence { heading: self.fill(heading, &[]), under: self.fill(under, &[]) }
    }

    fn in_force(&self, handed: &[Handed]) -> Sentence {
        let free: Vec<String> = handed.iter().flat_map(|of| self.free(of)).collect();
        let asked: Vec<String> = handed.iter().flat_map(|of| self.clauses(of, "asks", &of.asked)).collect();
        let until = handed.iter().filter_map(|of| of.until).min();
        let mut under = Vec::new();
        let heading = match (free.is_empty(), asked.is_empty()) {
            (false, _) => {
                if !asked.is_empty() {
                    under.push(self.ended(&self.and(asked)));
                }
                self.with_until(&self.and(free), until)
            }
            (true, false) => self.with_until(&self.and(asked), until),
            (true, true) => self.own_hours(handed),
        };
        under.extend(handed.iter().filter_map(|of| self.later(of)));
        under.extend(handed.iter().filter_map(|of| self.in_moments(of)));
        under.extend(handed.iter().filter_map(|of| self.except(of)));
        Sentence { heading, under: under.join(" ") }
    }

    /// What is free, a clause for each power; of what oneself holds, once, that the other handed it over.
    fn free(&self, of: &Handed) -> Vec<String> {
        let clauses = self.clauses(of, "holds", &of.free);
        if of.holder != self.own || clauses.is_empty() {
            return clauses;
        }
        vec![self.fill("moment-handed-you", &[("what", self.and(clauses))])]
    }

    /// One clause for each power: "Bo directs home", "Bo decides about rest and style".
    fn clauses(&self, of: &Handed, how: &str, areas: &[(Power, Area)]) -> Vec<String> {
        let who = if of.holder == self.own { "you" } else { "they" };
        let of_power = |power: Power| {
            let areas: Vec<String> =
                areas.iter().filter(|(p, _)| *p == power).map(|(_, area)| self.area(area)).collect();
            let name = format!("{how}-{who}-{}", power.word());
            (!areas.is_empty()).then(|| self.fill(&name, &[("areas", self.and(areas))]))
        };
        Power::ALL.into_iter().rev().filter_map(of_power).collect()
    }

    fn with_until(&self, what: &str, until: Option<Instant>) -> String {
        match until {
            Some(until) => {
                let until = clock::until(self.words, until, self.now, self.zone);
                self.fill("moment-until", &[("until", until), ("what", what.to_owned())])
            }
            None => self.ended(what),
        }
    }

    /// In force, and nothing of it now.
    fn own_hours(&self, handed: &[Handed]) -> String {
        let name = match handed {
            [of] if of.later.is_some() && of.giver == self.own => "moment-hours-yours",
            [of] if of.later.is_some() => "moment-hours-theirs",
            [..] if handed.iter().any(|of| of.later.is_some()) => "moment-hours-both",
            [..] => "moment-none-now",
        };
        self.fill(name, &[])
    }

    fn later(&self, of: &Handed) -> Option<String> {
        let (areas, from) = of.later.as_ref()?;
        let name = if of.holder == self.own { "moment-later-you" } else { "moment-later-they" };
        let from = clock::until(self.words, *from, self.now, self.zone);
        let areas = self.and(areas.iter().map(|area| self.area(area)).collect());
        Some(self.fill(name, &[("from", from), ("areas", areas)]))
    }

    fn in_moments(&self, of: &Handed) -> Option<String> {
        let areas: Vec<String> = of.in_moments.iter().map(|area| self.area(area)).collect();
        (!areas.is_empty()).then(|| self.fill("moment-in-moments", &[("areas", self.and(areas))]))
    }

    fn except(&self, of: &Handed) -> Option<String> {
        const MOST: usize = 4;
        if of.except.is_empty() {
            return None;
        }
        let mut areas: Vec<String> = of.except.iter().take(MOST).map(typed::shown).collect();
        if of.except.len() > MOST {
            areas.push(self.fill("moment-more", &[]));
        }
        Some(self.fill("moment-except", &[("areas", self.and(areas))]))
    }

    fn area(&self, area: &Area) -> String {
        if *area == Area::everything() { self.fill("area-everything", &[]) } else { typed::shown(area) }
    }

    /// `a, b and c`.
    fn and(&self, mut items: Vec<String>) -> String {
        match (items.pop(), items.is_empty()) {
            (Some(last), false) => {
                self.fill("list-and", &[("before", self.words.list(items)), ("last", last)])
            }
            (last, _) => last.unwrap_or_default(),
        }
    }

    /// As a sentence of its own.
    fn ended(&self, what: &str) -> String {
        let mut letters = what.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        self.fill("moment-sentence", &[("what", format!("{first}{}", letters.as_str()))])
    }

    fn fill(&self, name: &str, gaps: &[(&str, String)]) -> String {
        let other = ("other", self.other.into());
        let gaps = gaps.iter().map(|(gap, text)| (*gap, text.as_str().into())).chain([other]);
        self.words.say(name, &gaps.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{ADA, BO, Story};

    fn read(story: &Story, own: Person) -> Sentence {
        let knowledge = &story.knowledge;
        let (agreements, signals) = (knowledge.agreements_at(story.now), knowledge.signals_at(story.now));
        let moment = moment(knowledge, &agreements, &signals, story.now);
        let other = if own == ADA { "Bo" } else { "Ada" };
        crate::words::with(|words| {
            Reader { words, zone: &story.zone, now: story.now, own, other }.sentence(&moment)
        })
    }

    #[test]
    fn before_anything_is_signed_nothing_is_agreed() {
        let mut story = Story::new();
        assert_eq!(read(&story, ADA).heading, "Nothing is agreed between you and Bo.");
        story.propose(&[("home", "decide", "freely", None)]);
        assert_eq!(read(&story, ADA).heading, "Nothing is agreed between you and Bo.");
    }

    #[test]
    fn what_is_handed_over_is_said_from_both_sides() {
        let mut story = Story::new();
        story.agree(&[
            ("home", "decide", "freely", Some(("06:00", "24:00"))),
            ("rest", "decide", "freely", Some(("06:00", "24:00"))),
            ("style", "guide", "ask-first", None),
        ]);
        let ada = read(&story, ADA);
        assert_eq!(ada.heading, "Until midnight, Bo decides about home and rest.");
        assert_eq!(ada.under, "Bo asks you first before guiding style.");
        assert_eq!(
            read(&story, BO).heading,
            "Until midnight, you decide about home and rest, which Ada handed you."
        );
    }

    #[test]
    fn what_one_holds_is_said_to_be_handed_over_once() {
        let mut story = Story::new();
        story.agree(&[("home", "decide", "freely", None), ("rest", "direct", "freely", None)]);
        let bo = read(&story, BO).heading;
        assert!(bo.ends_with("you direct rest and you decide about home, which Ada handed you."), "{bo}");
    }

    #[test]
    fn at_other_hours_it_says_when_they_begin() {
        let mut story = Story::new();
        story.agree(&[("home", "direct", "freely", Some(("22:00", "23:00")))]);
        let ada = read(&story, ADA);
        assert_eq!(ada.heading, "These hours are your own.");
        assert_eq!(ada.under, "From 22:00 on: home, with Bo.");
        assert_eq!(read(&story, BO).heading, "These hours are Ada’s own.");
    }

    #[test]
    fn a_stop_and_a_pause_go_before_all_else() {
        let mut story = Story::new();
        story.agree(&[("home", "decide", "freely", None)]);
        story.say(ADA, consent::Says::Pause);
        assert_eq!(read(&story, BO).heading, "Paused. You are equals now.");
        story.say(BO, consent::Says::Stop);
        assert_eq!(read(&story, ADA).heading, "Stopped. You are equals now.");
    }

    #[test]
    fn what_waits_for_a_moment_is_not_promised_for_a_day() {
        let mut story = Story::new();
        story.agree_on_moments("rest");
        let ada = read(&story, ADA);
        assert_eq!(ada.heading, "Nothing is handed over at this moment.");
        assert_eq!(ada.under, "Only while a moment is open: rest.");
    }

    #[test]
    fn a_limit_inside_is_named() {
        let mut story = Story::new();
        story.agree(&[("home", "decide", "freely", None)]);
        let study = typed::area("home/study").unwrap();
        story.say(ADA, consent::Says::Limit(study, consent::LimitKind::Hard));
        assert_eq!(read(&story, ADA).under, "Not with it: home / study.");
    }
}
