//! `troth areas` and `troth learn`: what can be read before anybody has begun.

use companion::negotiation::{Term, given};
use companion::words::Words;
use consent::Area;
use serde_json::json;

use crate::called::Called;
use crate::failure::Failure;
use crate::output::Tone;

/// The given areas, each with a line of what it covers; those alone in which the searched word stands.
pub(crate) fn areas(called: &mut Called<'_>) -> Result<(), Failure> {
    let searched = called.text("search").unwrap_or_default().to_owned();
    let found: Vec<Area> =
        given::areas().filter(|area| is_found(&searched, &area_texts(called.words, area))).collect();
    if found.is_empty() {
        return Err(called.call("failed-no-such-area", &[("found", shortened(&searched))]));
    }
    found.iter().for_each(|area| called.tell_area(area));
    if !called.json {
        let marks = [
            ("areas-heavy", found.iter().any(Area::is_heavy)),
            ("areas-own", found.iter().any(Area::is_own)),
        ];
        marks.into_iter().filter(|(_, is_there)| *is_there).for_each(|(name, _)| called.say(name, &[]));
    }
    Ok(())
}

/// The glossary: its words, or one of them.
pub(crate) fn learn(called: &mut Called<'_>) -> Result<(), Failure> {
    let Some(searched) = called.text("term").map(str::to_owned) else {
        Term::all().iter().for_each(|term| called.tell_term_line(term));
        return Ok(());
    };
    let title = |term: &Term| called.words.say(&format!("term-{}", term.name), &[]);
    let exact = |term: &&Term| term.name == searched || same(&title(term), &searched);
    if let Some(term) = Term::all().iter().find(exact) {
        called.tell_term(term);
        return Ok(());
    }
    let found: Vec<&Term> =
        Term::all().iter().filter(|term| is_found(&searched, &[term.name.to_owned(), title(term)])).collect();
    match found.as_slice() {
        [] => Err(called.call("failed-no-such-term", &[("found", shortened(&searched))])),
        [only] => {
            called.tell_term(only);
            Ok(())
        }
        several => {
            several.iter().for_each(|term| called.tell_term_line(term));
            Ok(())
        }
    }
}

impl Called<'_> {
    fn tell_area(&mut self, area: &Area) {
        let [path, title, about] = area_texts(self.words, area);
        if self.json {
            let line = json!({
                "area": path,
                "title": title,
                "about": about,
                "heavy": area.is_heavy(),
                "own": area.is_own(),
            });
            self.output.line(&line.to_string());
            return;
        }
        let mark = match (area.is_own(), area.is_heavy()) {
            (true, _) => self.words.say("told-area-own", &[]),
            (_, true) => self.words.say("told-area-heavy", &[]),
            _ => String::new(),
        };
        let gaps = [("title", title), ("about", about), ("mark", mark)];
        let indent = "  ".repeat(given::depth(area));
        let path = self.output.paint(Tone::Heading, &path);
        self.output.line(&format!("{indent}{path}  {}", self.fill("told-area", &gaps).trim_end()));
    }

    fn tell_term_line(&mut self, term: &Term) {
        let title = self.words.say(&format!("term-{}", term.name), &[]);
        if self.json {
            self.output.line(&json!({ "term": term.name, "title": title }).to_string());
        } else {
            self.output.line(&format!("{:<18} {title}", term.name));
        }
    }

    fn tell_term(&mut self, term: &Term) {
        let name = format!("term-{}", term.name);
        let title = self.words.say(&name, &[]);
        let says = self.words.part(&name, "says").unwrap_or_default();
        let disputed = self.words.part(&name, "disputed");
        if self.json {
            let line = json!({
                "term": term.name,
                "title": title,
                "says": says,
                "disputed": disputed,
                "related": term.related,
                "form": term.form,
            });
            self.output.line(&line.to_string());
            return;
        }
        self.output.line(&self.output.paint(Tone::Heading, &title));
        self.output.line(&says);
        if let Some(disputed) = disputed {
            self.say("told-disputed", &[("says", disputed)]);
        }
        self.say("told-related", &[("terms", self.words.list(term.related))]);
        if let Some(form) = term.form {
            self.say("told-term-form", &[("form", form.to_owned())]);
        }
    }
}

/// Path, name and what it covers.
fn area_texts(words: &Words, area: &Area) -> [String; 3] {
    let name = words.area(area).unwrap_or_default();
    [area.to_string(), name, words.area_about(area).unwrap_or_default()]
}

fn is_found(searched: &str, texts: &[String]) -> bool {
    let searched = searched.trim().to_lowercase();
    texts.iter().any(|text| text.to_lowercase().contains(&searched))
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.trim().to_lowercase()
}

/// What was typed, no longer than a line.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    if short == text { short } else { format!("{short}…") }
}
