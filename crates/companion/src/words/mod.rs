//! Words for people: all text is in Fluent files (`.ftl`); here it is looked up and filled in.
//!
//! What page and command line both say is in this crate's `words/`; each adds a file of its own. A typed layer
//! ([`answer`], [`refusal`]) says what the engine means; it matches exhaustively, so that nothing new can be left unsaid.

pub mod answer;
pub mod checking_in;
pub mod desires;
pub mod difference;
pub mod living;
pub mod looking;
pub mod refusal;
pub mod week;

use consent::{Area, Instant, Verdict, Zone};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::langid;

/// The shared English texts. The page does not carry them: it loads the same files.
const ENGLISH: [&str; 3] = [
    include_str!("../../words/en.ftl"),
    include_str!("../../words/en-areas.ftl"),
    include_str!("../../words/en-forms.ftl"),
];

/// The English glossary: read in peace, and loaded when somebody does.
pub const GLOSSARY: &str = include_str!("../../words/en-learn.ftl");

/// The English texts of exports, for those who export.
pub const EXPORTS: &str = include_str!("../../words/en-exports.ftl");

/// A language's texts.
pub struct Words(FluentBundle<FluentResource>);

/// What fills a gap in a text.
pub type Gap<'a> = (&'a str, FluentValue<'a>);

impl Words {
    /// English, with the texts that the caller adds.
    pub fn english(more: &[&str]) -> Words {
        Words::of(ENGLISH.iter().chain(more).copied())
    }

    /// English, from these texts alone; a later one of the same name takes the place of an earlier one.
    ///
    /// A line that Fluent cannot read is left out; the tests of each crate hold that there is none.
    pub fn of<'t>(sources: impl IntoIterator<Item = &'t str>) -> Words {
        let mut bundle = FluentBundle::new(vec![langid!("en")]);
        // Marks around gaps are for text of mixed direction on a page; terminals show them as boxes.
        bundle.set_use_isolating(false);
        let mut words = Words(bundle);
        sources.into_iter().for_each(|source| words.add(source));
        words
    }

    /// More texts.
    pub fn add(&mut self, source: &str) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        self.0.add_resource_overriding(resource);
    }

    /// The text of this name with its gaps filled; the name itself where there is none. What fills a gap can be another
    /// person's words: what would steer a terminal or turn the line around it does not come through.
    pub fn say(&self, name: &str, gaps: &[Gap<'_>]) -> String {
        let Some(pattern) = self.0.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        let mut args = FluentArgs::new();
        for (gap, value) in gaps {
            args.set(*gap, steerless(value));
        }
        let mut unfilled = Vec::new();
        self.0.format_pattern(pattern, Some(&args), &mut unfilled).into_owned()
    }

    /// A part of the text of this name, where it has one so called.
    pub fn part(&self, name: &str, part: &str) -> Option<String> {
        let message = self.0.get_message(name)?;
        let pattern = message.get_attribute(part)?.value();
        Some(self.0.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// Whether there is a text of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.has_message(name)
    }

    /// What a given area is called.
    pub fn area(&self, area: &Area) -> Option<String> {
        let name = area_text(area);
        self.has(&name).then(|| self.say(&name, &[]))
    }

    /// What a given area covers.
    pub fn area_about(&self, area: &Area) -> Option<String> {
        self.part(&area_text(area), "about")
    }

    /// A verdict's words.
    pub fn verdict(&self, verdict: Verdict) -> String {
        self.say(&format!("verdict-{}", verdict.word()), &[])
    }

    /// A day on the wall clock of the zone, as `28 Mar 2026`.
    pub fn date(&self, at: Instant, zone: &Zone) -> String {
        self.day(life::Day::of(zone.local(at).date()))
    }

    /// An instant on the wall clock of the zone, as `Sat 28 Mar 2026, 23:59`; with seconds where there are any.
    pub fn date_time(&self, at: Instant, zone: &Zone) -> String {
        let local = zone.local(at);
        let month = self.say(&format!("month-{}", local.month()), &[]);
        let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekday = usize::try_from(local.weekday().to_monday_zero_offset()).ok();
        let weekday = weekday.and_then(|day| weekdays.get(day)).copied().unwrap_or_default();
        let gaps = [
            ("weekday", self.say(&format!("weekday-{weekday}"), &[]).into()),
            ("day", local.day().to_string().into()),
            ("month", month.into()),
            ("year", local.year().to_string().into()),
            ("time", clock(&local).into()),
        ];
        self.say("date-time", &gaps)
    }

    /// Several things in a row: `a, b, c`.
    pub fn list<T: AsRef<str>>(&self, items: impl IntoIterator<Item = T>) -> String {
        let join = |before: String, last: T| {
            let gaps = [("before", before.into()), ("last", last.as_ref().into())];
            self.say("list-join", &gaps)
        };
        let mut items = items.into_iter();
        items.next().map(|first| items.fold(first.as_ref().to_owned(), join)).unwrap_or_default()
    }
}

/// The name of a given area's text.
fn area_text(area: &Area) -> String {
    format!("area-{}", area.as_str().replace('/', "--"))
}

/// The value without control characters, and without those that override the direction of the text around them.
fn steerless<'v>(value: &FluentValue<'v>) -> FluentValue<'v> {
    let FluentValue::String(text) = value else { return value.clone() };
    if text.chars().any(steers) {
        let without = |c: char| if steers(c) { char::REPLACEMENT_CHARACTER } else { c };
        return text.chars().map(without).collect::<String>().into();
    }
    value.clone()
}

/// Whether a character does something to what is around it instead of being read.
pub(crate) fn steers(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || ('\u{202a}'..='\u{202e}').contains(&c)
}

fn clock(local: &jiff::civil::DateTime) -> String {
    let to_the_minute = local.second() == 0 && local.subsec_nanosecond() == 0;
    let minutes = format!("{:02}:{:02}", local.hour(), local.minute());
    if to_the_minute { minutes } else { format!("{minutes}:{:02}", local.second()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shared_line_can_be_read() {
        for source in ENGLISH.iter().chain([&GLOSSARY, &EXPORTS]) {
            let read = FluentResource::try_new((*source).to_owned());
            assert!(read.is_ok(), "{:?}", read.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn areas_forms_and_the_glossary_have_all_their_texts() {
        let mut words = Words::english(&[]);
        words.add(GLOSSARY);
        let has = |name: &str, part: &str| assert!(words.part(name, part).is_some(), "{name}.{part}");
        for area in negotiation::given::areas() {
            has(&area_text(&area), "about");
        }
        for form in negotiation::Form::all() {
            ["one", "two", "three"].iter().for_each(|part| has(&format!("form-{}", form.name), part));
            let does = form.responsibilities.iter().map(|(name, _)| format!("form-does-{name}"));
            let expects = form.expectations.iter().map(|name| format!("form-expects-{name}"));
            let aftercare = form.aftercare.iter().map(|name| format!("form-aftercare-{name}"));
            let asks = form.asks.iter().map(|ask| format!("form-asks-{}", ask.word()));
            for name in does.chain(expects).chain(aftercare).chain(asks) {
                assert!(words.has(&name), "{name}");
            }
        }
        for rhythm in negotiation::Rhythm::ALL {
            assert!(words.has(&format!("rhythm-{}", rhythm.word())));
        }
        let terms = negotiation::Term::all();
        terms.iter().for_each(|term| has(&format!("term-{}", term.name), "says"));
        let titles = [
            "Power Exchange Relationship (PER)",
            "18/7",
            "24/7",
            "Complete Irrevocable Submission (CIS)",
            "Lifestyle",
            "M/s",
            "Total Power Exchange (TPE)",
        ];
        for title in titles {
            assert!(
                terms.iter().any(|term| words.say(&format!("term-{}", term.name), &[]) == title),
                "{title}"
            );
        }
    }

    #[test]
    fn dates_are_of_the_zone() {
        let words = Words::english(&[]);
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let at = Instant::from_millis(1_774_738_740_000);
        assert_eq!(words.date_time(at, &zone), "Sat 28 Mar 2026, 23:59");
        assert_eq!(words.date_time(at.plus(1500), &zone), "Sat 28 Mar 2026, 23:59:01");
        assert_eq!(words.date(at, &zone), "28 Mar 2026");
    }

    #[test]
    fn verdicts_have_words_of_their_own() {
        let words = Words::english(&[]);
        for verdict in Verdict::ALL {
            assert!(words.has(&format!("verdict-{}", verdict.word())), "{verdict:?}");
        }
    }

    #[test]
    fn what_another_person_wrote_steers_nothing() {
        let words = Words::english(&[]);
        let said = |text: &str| words.say("version-named", &[("name", text.to_owned().into())]);
        assert_eq!(said("a\u{1b}[2Jb\u{202e}c\u{9b}d"), "“a\u{fffd}[2Jb\u{fffd}c\u{fffd}d”");
        assert_eq!(said("שלום 🌿\nHaus"), "“שלום 🌿\nHaus”");
    }

    #[test]
    fn lists_are_joined() {
        let words = Words::english(&[]);
        assert_eq!(words.list(["a", "b", "c"]), "a, b, c");
        assert_eq!(words.list(Vec::<String>::new()), "");
    }
}
