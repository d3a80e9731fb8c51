//! What a proposal changes, in words: a sentence for each thing that it opens, closes or says otherwise.

use consent::{Area, Person, Power, Window};
use negotiation::difference::{Field, Hours, Minutes, Term};
use negotiation::{Change, OneSided};

use super::answer::Scene;

/// What changes in an area, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeTold {
    /// Where.
    pub area: Area,
    /// What it opens, as a sentence.
    pub opens: Option<String>,
    /// What it closes, as a sentence.
    pub closes: Option<String>,
    /// What belongs to it: exceptions, and that it waits.
    pub notes: Vec<String>,
}

impl Scene<'_> {
    /// A change, in sentences.
    pub fn change(&self, change: &Change, holder: Person) -> ChangeTold {
        let in_moments = |says: String| match change.in_moments {
            true => self.fill("change-in-moments", vec![("says", says)]),
            false => says,
        };
        let opens = change.opens_more().then(|| in_moments(self.opens(change, holder)));
        let closes = change.closes_more().then(|| in_moments(self.closes(change, holder)));
        let mut notes = Vec::new();
        if !change.except.is_empty() {
            let areas = self.words.list(change.except.iter().map(Area::to_string));
            notes.push(self.fill("change-except", vec![("areas", areas)]));
        }
        if change.waits {
            let name = if change.area.is_heavy() { "change-waits" } else { "change-waits-within" };
            notes.push(self.fill(name, vec![]));
        }
        ChangeTold { area: change.area.clone(), opens, closes, notes }
    }

    fn opens(&self, change: &Change, holder: Person) -> String {
        let name = match (reach(change.before), reach(change.after)) {
            (0, _) => "change-opens-new",
            (before, after) if after > before || change.closes_more() => "change-opens-more",
            _ => "change-opens-freely",
        };
        let power = change.powers.last().copied().unwrap_or(Power::Guide);
        let mut gaps = self.gaps(holder, &change.opens);
        gaps.push(("power", self.power(power)));
        gaps.push(("how", self.how(change.after)));
        self.fill(name, gaps)
    }

    fn closes(&self, change: &Change, holder: Person) -> String {
        let name = match (reach(change.before), reach(change.after)) {
            (_, 0) if change.powers.contains(&Power::Guide) => "change-closes-all",
            (_, 0) => "change-closes-power",
            (before, after) if after < before || change.opens_more() => "change-closes-less",
            _ => "change-closes-asks",
        };
        let powers = change.powers.iter().map(|power| self.power(*power));
        let powers =
            powers.reduce(|before, last| self.fill("change-or", vec![("before", before), ("last", last)]));
        let mut gaps = self.gaps(holder, &change.closes);
        gaps.push(("powers", powers.unwrap_or_default()));
        let power = change.powers.last().copied().unwrap_or(Power::Guide);
        gaps.push(("power", self.power(power)));
        self.fill(name, gaps)
    }

    fn gaps(&self, holder: Person, hours: &Hours) -> Vec<(&'static str, String)> {
        vec![
            ("holder", self.person(holder).to_owned()),
            ("hours", self.windows(&hours.windows)),
            ("much", self.length(hours.minutes)),
        ]
    }

    fn power(&self, power: Power) -> String {
        self.words.say(&format!("power-{}", power.word()), &[])
    }

    fn how(&self, minutes: Minutes) -> String {
        let name = match (minutes.freely, minutes.asking) {
            (_, 0) => "change-freely",
            (0, _) => "change-asking",
            _ => "change-partly-asking",
        };
        self.fill(name, vec![])
    }

    /// Windows in a row; none are all hours.
    pub(super) fn windows(&self, windows: &[Window]) -> String {
        match windows {
            [] => self.fill("change-all-hours", vec![]),
            windows => self.words.list(windows.iter().map(|window| self.window(*window))),
        }
    }

    fn length(&self, minutes: i64) -> String {
        let (hours, minutes) = (minutes / 60, minutes % 60);
        match (hours, minutes) {
            (0, minutes) => self.words.say("change-minutes", &[("minutes", minutes.into())]),
            (hours, 0) => self.words.say("change-hours", &[("hours", hours.into())]),
            (hours, minutes) => {
                let gaps = [("hours", hours.into()), ("minutes", minutes.into())];
                self.words.say("change-hours-minutes", &gaps)
            }
        }
    }

    /// A term, as a sentence.
    pub fn term(&self, term: &Term) -> String {
        let day = |at: consent::Instant| self.words.date(at, self.zone);
        match term {
            Term::Starts { after: Some(after), .. } => {
                self.fill("change-term-starts", vec![("when", day(*after))])
            }
            Term::Starts { after: None, .. } => self.fill("change-term-starts-at-once", vec![]),
            Term::Ends { after: Some(after), .. } => {
                self.fill("change-term-ends", vec![("when", day(after.plus(-1)))])
            }
            Term::Ends { after: None, .. } => self.fill("change-term-ends-never", vec![]),
            Term::Review { before, after } => {
                let gaps = vec![("before", day(before.plus(-1))), ("after", day(after.plus(-1)))];
                self.fill("change-term-review", gaps)
            }
            Term::CheckIn { after: Some(rhythm), .. } => {
                self.words.say("change-term-check-in", &[("days", rhythm.every_days.into())])
            }
            Term::CheckIn { after: None, .. } => self.fill("change-term-no-check-in", vec![]),
            Term::Zone { after, .. } => {
                self.fill("change-term-zone", vec![("zone", after.name().to_owned())])
            }
            Term::Grant { grant } => {
                let gaps = vec![("grant", self.grant_line(grant))];
                match (grant.starts, grant.ends) {
                    (_, Some(ends)) => {
                        let when = ("when", day(ends.plus(-1)));
                        self.fill("change-term-grant-ends", gaps.into_iter().chain([when]).collect())
                    }
                    (starts, None) => {
                        let when = ("when", starts.map(day).unwrap_or_default());
                        self.fill("change-term-grant-starts", gaps.into_iter().chain([when]).collect())
                    }
                }
            }
        }
    }

    /// What a field of an agreement's words is called.
    pub fn field(&self, field: Field) -> String {
        let person = field.of().map(|person| ("person", self.person(person).to_owned()));
        self.fill(&format!("field-{}", field.word()), person.into_iter().collect())
    }

    /// Something that is not even, as a sentence.
    pub fn one_sided(&self, one_sided: OneSided) -> String {
        let of = |name: &str, person: Person| {
            let (person, other) = (self.person(person).to_owned(), self.person(person.other()).to_owned());
            self.fill(name, vec![("person", person), ("other", other)])
        };
        match one_sided {
            OneSided::NoResponsibility => self.fill("one-sided-no-responsibility", vec![]),
            OneSided::NoAftercare => self.fill("one-sided-no-aftercare", vec![]),
            OneSided::AftercareOf(person) => of("one-sided-aftercare-of", person),
            OneSided::FarReview => self.fill("one-sided-far-review", vec![]),
            OneSided::NoLimits => self.fill("one-sided-no-limits", vec![]),
            OneSided::LimitsOf(person) => of("one-sided-limits-of", person),
            OneSided::NothingKeptBack => self.fill("one-sided-nothing-kept-back", vec![]),
        }
    }
}

/// Minutes in which anything may be done, asked first or not.
fn reach(minutes: Minutes) -> i64 {
    minutes.freely.saturating_add(minutes.asking)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use consent::{ActId, Days, Zone};
    use std::collections::BTreeMap;

    fn told(change: &Change) -> ChangeTold {
        let (words, zone) = (Words::english(&[]), Zone::parse("Europe/Amsterdam").unwrap());
        let people = ["Ada".to_owned(), "Bo".to_owned()];
        let acts: BTreeMap<ActId, super::super::answer::ActShown> = BTreeMap::new();
        let scene = Scene { words: &words, zone: &zone, people: &people, acts: &acts };
        scene.change(change, Person::Two)
    }

    fn hours(minutes: i64, window: Option<(&str, &str)>) -> Hours {
        let window = window.map(|(from, to)| Window::parse(Days::ALL, from, to).unwrap());
        Hours { minutes, windows: window.into_iter().collect() }
    }

    fn moved() -> Change {
        let minutes = Minutes { freely: 1680, asking: 0 };
        Change {
            area: Area::parse("home").unwrap(),
            except: vec![],
            powers: vec![Power::Guide, Power::Decide],
            in_moments: false,
            opens: hours(420, Some(("22:00", "23:00"))),
            closes: hours(210, Some(("18:00", "18:30"))),
            before: minutes,
            after: minutes,
            waits: false,
        }
    }

    #[test]
    fn an_hour_that_moves_is_told_as_more_and_as_less() {
        let told = told(&moved());
        assert_eq!(told.opens.unwrap(), "Bo may decide, 7 hours a week more: 22:00 to 23:00.");
        assert_eq!(
            told.closes.unwrap(),
            "Bo may decide, 3 hours and 30 minutes a week less: 18:00 to 18:30."
        );
    }

    #[test]
    fn new_powers_lost_ones_and_asking_are_told_as_what_they_are() {
        let none = Minutes::default();
        let all = Minutes { freely: 10_080, asking: 0 };
        let asked = Minutes { freely: 0, asking: 10_080 };
        let week = || hours(10_080, None);
        let opens = |before, after| {
            let change = Change { before, after, opens: week(), closes: Hours::default(), ..moved() };
            told(&change).opens.unwrap()
        };
        assert_eq!(opens(none, all), "Bo may decide, without asking each time, at all hours.");
        assert_eq!(opens(none, asked), "Bo may decide, when asked first each time, at all hours.");
        assert_eq!(opens(asked, all), "Bo may decide without asking first: at all hours.");
        let closes = |powers: &[Power], before, after| {
            let powers = powers.to_vec();
            let change = Change { powers, before, after, opens: Hours::default(), closes: week(), ..moved() };
            told(&change).closes.unwrap()
        };
        assert_eq!(closes(&Power::ALL, all, none), "Nothing is handed over there any more.");
        assert_eq!(closes(&[Power::Decide, Power::Direct], all, none), "Bo may no longer decide or direct.");
        assert_eq!(
            closes(&[Power::Direct], all, asked),
            "Bo may direct only when asked first: at all hours."
        );
    }

    #[test]
    fn exceptions_waiting_and_moments_belong_to_it() {
        let except = vec![Area::parse("money/savings").unwrap()];
        let area = Area::parse("money").unwrap();
        let told = told(&Change { area, except, waits: true, in_moments: true, ..moved() });
        assert!(told.opens.unwrap().starts_with("While a moment is open: "));
        assert_eq!(told.notes.len(), 2);
        assert!(told.notes[0].contains("money/savings"));
    }

    #[test]
    fn every_name_in_this_file_has_a_text() {
        let words = Words::english(&[]);
        let source = include_str!("difference.rs").split("#[cfg(test)]").next().unwrap();
        let is_name = |part: &&str| ["change-", "one-sided-"].iter().any(|start| part.starts_with(start));
        let names: Vec<&str> = source.split('"').filter(is_name).collect();
        assert!(names.len() > 30);
        for name in names {
            assert!(words.has(name), "{name}");
        }
        for field in Field::all() {
            assert!(words.has(&format!("field-{}", field.word())), "{field:?}");
        }
    }
}
