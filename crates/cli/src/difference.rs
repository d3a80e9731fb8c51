//! `troth difference`: what a version changes, in words, before anybody signs it.

use companion::negotiation::difference::{Hours, Mark, WordsChange};
use companion::negotiation::{Change, Difference};
use companion::words::answer::Scene;
use companion::words::difference::ChangeTold;
use consent::{Area, Person, Power};
use serde_json::{Value, json};

use crate::called::{Called, now};
use crate::failure::Failure;
use crate::output::Tone;
use crate::told::{hex, short};

/// What it opens, what it closes, its terms, its words, and what is not even.
pub(crate) async fn run(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let id = called.read_version(&own)?;
    let (_, circle) = called.circle(&own)?;
    let (_, stands) = circle.version(id, now()).map_err(Failure::Refused)?;
    let difference = circle.difference(id, called.words, now()).map_err(Failure::Refused)?;
    let (holder, scene) = (stands.version.holder, circle.scene(called.words, own.zone()));
    let written = circle.words_of(id);
    let is_readable = written.is_ok();
    let uneven = circle.one_sided(&stands.version, &written.unwrap_or_default(), stands.proposed, now());
    let uneven: Vec<String> = uneven.into_iter().map(|one| scene.one_sided(one)).collect();
    if called.json {
        let mut line = as_json(&difference, &scene, holder);
        line["version"] = hex(id).into();
        line["one_sided"] = uneven.into();
        line["words_readable"] = is_readable.into();
        called.output.line(&line.to_string());
        return Ok(());
    }
    called.say("told-difference", &[("version", short(id))]);
    if difference.is_nothing() {
        called.say("told-difference-none", &[]);
    }
    called.tell_changes(&difference, &scene, holder);
    called
        .tell_group("told-terms", &difference.terms.iter().map(|term| scene.term(term)).collect::<Vec<_>>());
    let words: Vec<String> = difference.words.iter().map(|change| called.marked(&scene, change)).collect();
    called.tell_group("told-words", &words);
    called.tell_group("told-uneven-heading", &uneven);
    if !is_readable {
        called.say("told-words-unreadable", &[]);
    }
    Ok(())
}

impl Called<'_> {
    fn tell_changes(&mut self, difference: &Difference, scene: &Scene<'_>, holder: Person) {
        let told: Vec<ChangeTold> =
            difference.changes.iter().map(|change| scene.change(change, holder)).collect();
        let opens = told.iter().filter_map(|told| told.opens.as_ref().map(|says| (told, says, true)));
        let closes = told.iter().filter_map(|told| told.closes.as_ref().map(|says| (told, says, false)));
        self.tell_group("told-opens", &opens.map(line).collect::<Vec<_>>());
        self.tell_group("told-closes", &closes.map(line).collect::<Vec<_>>());
    }

    /// A heading with its lines, where there are any.
    pub(crate) fn tell_group(&mut self, heading: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let heading = self.words.say(heading, &[]);
        self.output.line(&self.output.paint(Tone::Heading, &heading));
        lines.iter().for_each(|line| self.output.line(&format!("  {line}")));
    }

    /// `[-gone-]{+new+}`, as `git diff --word-diff` has it.
    fn marked(&self, scene: &Scene<'_>, change: &WordsChange) -> String {
        let mark = |mark: &Mark| match mark {
            Mark::Same(text) => text.clone(),
            Mark::Gone(text) => format!("[-{text}-]"),
            Mark::New(text) => format!("{{+{text}+}}"),
        };
        let text: String = change.marks.iter().map(mark).collect();
        let text = text.replace('\n', "\n    ");
        self.fill("told-words-change", &[("field", scene.field(change.field)), ("text", text)])
    }
}

/// `area: sentence`, with what belongs to it behind what it opens, or alone stands.
fn line((told, says, is_open): (&ChangeTold, &String, bool)) -> String {
    let notes = if is_open || told.opens.is_none() { told.notes.as_slice() } else { &[] };
    let sentences: Vec<&str> = [says].into_iter().chain(notes).map(String::as_str).collect();
    format!("{}: {}", told.area, sentences.join(" "))
}

fn as_json(difference: &Difference, scene: &Scene<'_>, holder: Person) -> Value {
    let changes: Vec<Value> =
        difference.changes.iter().map(|change| change_json(change, &scene.change(change, holder))).collect();
    let words: Vec<Value> = difference.words.iter().map(|change| words_json(change, scene)).collect();
    let terms: Vec<String> = difference.terms.iter().map(|term| scene.term(term)).collect();
    json!({ "changes": changes, "terms": terms, "words": words })
}

fn change_json(change: &Change, told: &ChangeTold) -> Value {
    let hours = |hours: &Hours| {
        let window = |window: &consent::Window| {
            let days: Vec<&str> = window.days().iter().map(consent::Weekday::word).collect();
            json!({ "days": days, "from": window.from(), "to": window.to() })
        };
        json!({ "minutes": hours.minutes, "windows": hours.windows.iter().map(window).collect::<Vec<_>>() })
    };
    json!({
        "area": change.area.as_str(),
        "except": change.except.iter().map(Area::as_str).collect::<Vec<_>>(),
        "powers": change.powers.iter().copied().map(Power::word).collect::<Vec<_>>(),
        "in_moments": change.in_moments,
        "opens": hours(&change.opens),
        "closes": hours(&change.closes),
        "waits": change.waits,
        "says": { "opens": told.opens, "closes": told.closes, "notes": told.notes },
    })
}

fn words_json(change: &WordsChange, scene: &Scene<'_>) -> Value {
    let of = change.field.of().map(|person| scene.person(person));
    let mark = |mark: &Mark| match mark {
        Mark::Same(text) => json!({ "same": text }),
        Mark::Gone(text) => json!({ "gone": text }),
        Mark::New(text) => json!({ "new": text }),
    };
    json!({ "field": change.field.word(), "of": of, "marks": change.marks.iter().map(mark).collect::<Vec<_>>() })
}
