//! Daily life in words: directions, how they stand, answers, rhythms. Nothing here scolds, and nothing is called missed.

use consent::{ActId, Instant, Person, Power, Weekday};
use life::life::Low;
use life::says::{Direction, Kind, LifeSays};
use life::standing::Rest;
use life::{Day, Every, LifeRefusal, Reply, Rhythm, Stands, Timing};

use super::answer::Scene;
use super::{Gap, Words};
use crate::enclosing::Carried;
use crate::living::DirectionStands;

impl Words {
    /// What kind of direction.
    pub fn kind(&self, kind: Kind) -> String {
        self.say(&format!("life-kind-{}", kind.word()), &[])
    }

    /// An answer, in a word.
    pub fn reply(&self, reply: Reply) -> String {
        self.say(&format!("life-reply-{}", reply.word()), &[])
    }

    /// A day, as `28 Mar 2026`.
    pub fn day(&self, day: Day) -> String {
        let date = day.date();
        let month = self.say(&format!("month-{}", date.month()), &[]);
        let gaps = [
            ("day", date.day().to_string().into()),
            ("month", month.into()),
            ("year", date.year().to_string().into()),
        ];
        self.say("date", &gaps)
    }

    /// How often.
    pub fn rhythm(&self, rhythm: Rhythm) -> String {
        let count = ("count", i64::from(rhythm.interval()).into());
        match rhythm.every() {
            Every::Day => self.say("life-every-day", &[count]),
            Every::Week(days) => {
                let days = self.list(days.iter().map(|day| self.weekday(day)));
                self.say("life-every-week", &[count, ("days", days.into())])
            }
            Every::Month => self.say("life-every-month", &[count]),
            Every::MonthOn(number, day) => {
                let nth = if number < 0 { "last".to_owned() } else { number.to_string() };
                let nth = self.say(&format!("life-nth-{nth}"), &[]);
                let gaps = [count, ("nth", nth.into()), ("weekday", self.weekday(day).into())];
                self.say("life-every-month-on", &gaps)
            }
            Every::Year => self.say("life-every-year", &[count]),
        }
    }

    fn weekday(&self, day: Weekday) -> String {
        self.say(&format!("weekday-{}", day.word()), &[])
    }

    /// Why something of daily life was refused, as part of a sentence.
    pub fn life_refusal(&self, refusal: LifeRefusal) -> String {
        self.say(refusal_name(refusal), &[])
    }
}

impl Scene<'_> {
    /// When a direction is for.
    pub fn timing(&self, timing: &Timing) -> String {
        let rhythm = timing.rhythm.map(|rhythm| self.words.rhythm(rhythm));
        let at = timing.at.map(|at| self.gap("life-at", "time", format!("{:02}:{:02}", at / 60, at % 60)));
        let from = match timing.rhythm {
            Some(_) => None,
            None => Some(self.gap("life-from", "day", self.words.day(timing.from))),
        };
        let until = timing.until.map(|until| self.gap("life-until", "day", self.words.day(until)));
        self.words.list([rhythm, from, at, until].into_iter().flatten())
    }

    fn gap(&self, name: &str, gap: &str, text: String) -> String {
        self.fill(name, vec![(gap, text)])
    }

    /// What an act said, as a sentence without a full stop.
    pub fn lived(&self, act: ActId, by: Person, says: &LifeSays) -> String {
        let person = ("person", self.person(by).to_owned());
        match says {
            LifeSays::Direct(direction) => self.directed(by, direction),
            LifeSays::Answer(answer) => {
                let name = format!("life-answer-{}", answer.reply.word());
                let day = answer.day.map(|day| self.words.day(day)).unwrap_or_default();
                let said = self.fill(&name, vec![person, ("words", answer.words.clone())]);
                let said = if answer.reply.is_words() || answer.words.trim().is_empty() {
                    said
                } else {
                    self.fill("life-answer-with", vec![("said", said), ("words", answer.words.clone())])
                };
                if answer.day.is_none() {
                    said
                } else {
                    self.fill("life-answer-of", vec![("said", said), ("day", day)])
                }
            }
            LifeSays::TakeBack(_) => self.fill("life-take-back", vec![person]),
            LifeSays::Request(request) => {
                self.fill("life-request", vec![person, ("says", request.says.clone())])
            }
            LifeSays::LowCapacity(until) => self.low_until(by, *until),
            LifeSays::Recognise(recognition) => {
                let says = ("says", recognition.says.clone());
                if recognition.points == 0 {
                    return self.fill("life-recognise", vec![person, says]);
                }
                let gaps: [Gap<'_>; 3] = [
                    ("person", person.1.into()),
                    ("says", says.1.into()),
                    ("points", i64::from(recognition.points).into()),
                ];
                self.words.say("life-recognise-points", &gaps)
            }
            LifeSays::Consequence(of) => {
                let listed = self.acts.consequence(of.version, of.place).unwrap_or_default();
                self.fill("life-consequence", vec![person, ("says", listed)])
            }
            LifeSays::Kept(kept) => {
                let listed = self.acts.responsibility(kept.version, kept.place).unwrap_or_default();
                let day = self.words.day(kept.day);
                self.fill("life-kept", vec![person, ("says", listed), ("day", day)])
            }
            LifeSays::Points(life::says::Switch::On) => self.fill("life-points-on", vec![person]),
            LifeSays::Points(life::says::Switch::Off) => self.fill("life-points-off", vec![person]),
            LifeSays::Reward(reward) => {
                let gaps: [Gap<'_>; 3] = [
                    ("person", person.1.into()),
                    ("says", reward.says.clone().into()),
                    ("points", i64::from(reward.points).into()),
                ];
                self.words.say("life-reward", &gaps)
            }
            LifeSays::Redeem(_) => self.fill("life-redeem", vec![person]),
            LifeSays::Share(shared) => match self.acts.page(&Carried { act, enclosure: shared.page }) {
                Some(words) => self.fill("life-share-words", vec![person, ("words", words)]),
                None => self.fill("life-share", vec![person]),
            },
        }
    }

    fn directed(&self, by: Person, direction: &Direction) -> String {
        let is_suggestion = direction.power == Power::Guide;
        let name = match (is_suggestion, direction.kind) {
            (true, _) => "life-suggest",
            (_, Kind::Task) => "life-direct-task",
            (_, Kind::Rule) => "life-direct-rule",
            (_, Kind::Ritual) => "life-direct-ritual",
            (_, Kind::Decision) => "life-direct-decision",
        };
        let gaps = vec![
            ("person", self.person(by).to_owned()),
            ("area", direction.area.to_string()),
            ("says", direction.says.clone()),
        ];
        self.fill(name, gaps)
    }

    /// How a direction stands.
    pub fn direction_stands(&self, of: &DirectionStands) -> String {
        let giver = ("giver", self.person(of.giver()).to_owned());
        let holder = ("holder", self.person(of.line.by).to_owned());
        match of.stands {
            Stands::Asks => self.fill("life-stands-asks", vec![giver]),
            Stands::Live if of.direction.verdict == consent::Verdict::AskFirst => {
                self.fill("life-stands-answered", vec![giver])
            }
            Stands::Live => self.fill("life-stands-live", vec![]),
            Stands::Rests(Rest::LowCapacity(person)) => {
                self.fill("life-stands-low", vec![("person", self.person(person).to_owned())])
            }
            Stands::Rests(Rest::Verdict(verdict)) => {
                self.fill("life-stands-rests", vec![("verdict", self.words.verdict(verdict))])
            }
            Stands::Outside(verdict) => {
                self.fill("life-stands-outside", vec![("verdict", self.words.verdict(verdict))])
            }
            Stands::Declined(reply) => {
                let name = format!("life-stands-{}", reply.word());
                self.fill(&name, vec![giver])
            }
            Stands::TakenBack => self.fill("life-stands-taken-back", vec![holder]),
            Stands::Over => self.fill("life-stands-over", vec![]),
        }
    }

    /// Whether a direction was within bounds: by what its author could know, and by all that both now know.
    pub fn direction_bounds(&self, of: &DirectionStands) -> String {
        let (bounds, holder) = (of.bounds, self.person(of.line.by).to_owned());
        let verdict = |verdict| self.words.verdict(verdict);
        let gaps = vec![
            ("holder", holder),
            ("could", verdict(bounds.could_know)),
            ("known", verdict(bounds.all_known)),
            ("stated", verdict(bounds.stated)),
        ];
        let name = match (bounds.was_known_within(), bounds.is_within()) {
            _ if bounds.is_misstated() => "life-bounds-misstated",
            (true, true) => "life-bounds-within",
            (true, false) => "life-bounds-not-known",
            // Where it was asked first, and not answered yes.
            (false, _) if bounds.verdict() == consent::Verdict::AskFirst => "life-bounds-asked",
            (false, _) => "life-bounds-outside",
        };
        self.fill(name, gaps)
    }

    /// Low capacity, as both see it.
    pub fn low(&self, of: Person, low: Low) -> String {
        self.low_until(of, low.until)
    }

    fn low_until(&self, of: Person, until: Option<Instant>) -> String {
        let person = ("person", self.person(of).to_owned());
        match until.map(|until| self.words.date_time(until, self.zone)) {
            Some(until) => self.fill("life-low-until", vec![person, ("until", until)]),
            None => self.fill("life-low", vec![person]),
        }
    }
}

fn refusal_name(refusal: LifeRefusal) -> &'static str {
    match refusal {
        LifeRefusal::Unknown => "refused-life-unknown",
        LifeRefusal::Gone => "refused-life-gone",
        LifeRefusal::NotYours => "refused-life-not-yours",
        LifeRefusal::NotAnAnswer => "refused-life-not-an-answer",
        LifeRefusal::Stays => "refused-life-stays",
        LifeRefusal::Blank => "refused-life-blank",
        LifeRefusal::TooLong => "refused-life-too-long",
        LifeRefusal::Unsound => "refused-life-unsound",
        LifeRefusal::StandsNeedsDirect => "refused-life-stands",
        LifeRefusal::EndsBefore => "refused-life-ends-before",
        LifeRefusal::FollowsNoDirection => "refused-life-follows",
        LifeRefusal::NotOnTheList => "refused-life-not-listed",
        LifeRefusal::AfterANo => "refused-life-after-a-no",
        LifeRefusal::AfterLowCapacity => "refused-life-after-low",
        LifeRefusal::OutOfBounds => "refused-life-out-of-bounds",
        LifeRefusal::PointsOff => "refused-life-points-off",
        LifeRefusal::TooFewPoints => "refused-life-too-few-points",
        LifeRefusal::NoResponsibility => "refused-life-no-responsibility",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_this_file_has_a_text() {
        let words = Words::english(&[]);
        let source = include_str!("living.rs");
        let is_name = |part: &&str| {
            let starts = ["life-", "refused-life-"].iter().any(|start| part.starts_with(start));
            starts && !part.contains('{') && !part.ends_with('-')
        };
        let names: Vec<&str> = source.split('"').filter(is_name).collect();
        assert!(names.len() > 55, "{}", names.len());
        for name in names {
            assert!(words.has(name), "{name}");
        }
        for kind in Kind::ALL {
            assert!(words.has(&format!("life-kind-{}", kind.word())));
        }
        for reply in Reply::ALL {
            assert!(words.has(&format!("life-reply-{}", reply.word())));
            assert!(words.has(&format!("life-answer-{}", reply.word())));
            assert!(!reply.is_no() || words.has(&format!("life-stands-{}", reply.word())));
        }
    }

    #[test]
    fn rhythms_are_said_as_people_say_them() {
        let words = Words::english(&[]);
        let said = |rule: &str| words.rhythm(Rhythm::parse(rule).unwrap());
        assert_eq!(said("FREQ=DAILY"), "every day");
        assert_eq!(said("FREQ=DAILY;INTERVAL=3"), "every 3 days");
        assert_eq!(said("FREQ=WEEKLY;BYDAY=MO,TH"), "every week on Mon, Thu");
        assert_eq!(said("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"), "every 2 weeks on Sun");
        assert_eq!(said("FREQ=MONTHLY"), "every month");
        assert_eq!(said("FREQ=MONTHLY;BYDAY=1SU"), "every month on the first Sun");
        assert_eq!(said("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR"), "every 2 months on the last Fri");
        assert_eq!(said("FREQ=YEARLY"), "every year");
    }
}
