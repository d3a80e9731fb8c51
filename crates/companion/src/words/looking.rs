//! What may be worth talking about, in words: questions, each with the numbers that it rests on.

use consent::{Instant, Person};
use reflect::trend::Point;

use super::Words;
use super::answer::{ActShown, Scene};
use crate::looking::{Mark, Trend, Worth};

impl Words {
    /// A number as people read it: without a fraction where it has none.
    pub fn number(&self, value: f64) -> String {
        if value.fract().abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") }
    }
}

/// Values, and events with what they say, as CSV (RFC 4180): a heading first, then one line each in the order of time; without line
/// ends.
pub fn csv([one, two]: &[String; 2], own: Person, trends: &[Trend], marks: &[(Mark, String)]) -> Vec<String> {
    let name = |person| quoted(if person == Person::One { one } else { two });
    let mut lines: Vec<(Instant, String)> = Vec::new();
    for trend in trends {
        for (person, points) in [(own, &trend.own), (own.other(), &trend.theirs)] {
            let name = name(person);
            let line = |point: &Point| {
                let (at, field) = (rfc3339(point.at), trend.field.word());
                (point.at, format!("{at},{name},{field},{}", point.value))
            };
            lines.extend(points.iter().map(line));
        }
    }
    let event = |(mark, says): &(Mark, String)| {
        (mark.at, format!("{},{},event,{}", rfc3339(mark.at), name(mark.by), quoted(says)))
    };
    lines.extend(marks.iter().map(event));
    lines.sort();
    let heading = "at,person,field,value".to_owned();
    std::iter::once(heading).chain(lines.into_iter().map(|(_, line)| line)).collect()
}

impl Scene<'_> {
    /// The question.
    pub fn worth(&self, worth: &Worth) -> String {
        match worth {
            Worth::Untouched(says, _) => self.fill("worth-untouched", vec![("says", says.clone())]),
            other => self.fill(&format!("worth-{}", other.word()), vec![]),
        }
    }

    /// What happened along the way, as a sentence without a full stop.
    pub fn mark(&self, mark: &Mark) -> String {
        self.act(&ActShown { by: mark.by, at: mark.at, says: mark.says.clone(), name: None })
    }

    /// The numbers behind it, and the rule.
    pub fn worth_behind(&self, worth: &Worth) -> String {
        let number = |value: f64| self.words.number(value);
        match worth {
            Worth::Fading(found) => self.fill(
                "worth-fading-behind",
                vec![
                    ("myself-before", number(found.like_myself.earlier)),
                    ("myself-now", number(found.like_myself.recent)),
                    ("leaning-before", number(found.leaning.earlier)),
                    ("leaning-now", number(found.leaning.recent)),
                ],
            ),
            Worth::UnsureOfNo(shift) => self.fill(
                "worth-unsure-of-no-behind",
                vec![("before", number(shift.earlier)), ("now", number(shift.recent))],
            ),
            Worth::OnlyOpening(found) => {
                let count = i64::try_from(found.openings).unwrap_or(i64::MAX);
                let since = self.words.date(found.since, self.zone);
                self.words
                    .say("worth-only-opening-behind", &[("count", count.into()), ("since", since.into())])
            }
            Worth::CheckInsMissing(missing) | Worth::Untouched(_, missing) => {
                let times = i64::from(missing.times);
                match missing.last {
                    Some(last) => {
                        let last = self.words.date(last, self.zone);
                        self.words
                            .say("worth-missing-since", &[("times", times.into()), ("last", last.into())])
                    }
                    None => self.words.say("worth-missing", &[("times", times.into())]),
                }
            }
        }
    }
}

/// UTC in RFC 3339.
fn rfc3339(at: Instant) -> String {
    // Instants stay within what jiff can hold.
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default().to_string()
}

/// A field of RFC 4180; what a spreadsheet would run as a formula is text.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = text.replace('"', "\"\"");
    if is_formula { format!("\"'{text}\"") } else { format!("\"{text}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        assert_eq!(quoted("Ada \"A\""), "\"Ada \"\"A\"\"\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }

    #[test]
    fn every_pattern_is_a_question_with_its_numbers() {
        let words = Words::english(&[]);
        for word in crate::looking::PATTERNS {
            assert!(words.say(&format!("worth-{word}"), &[]).ends_with('?'), "{word}");
        }
        let is_name = |part: &&str| part.starts_with("worth-") && !part.contains('{') && !part.ends_with('-');
        let names: Vec<&str> = include_str!("looking.rs").split('"').filter(is_name).collect();
        assert!(names.len() >= 5);
        for name in names {
            assert!(words.has(name), "{name}");
        }
        assert_eq!([4.0, 4.5, 3.04].map(|value| words.number(value)), ["4", "4.5", "3"]);
    }
}
