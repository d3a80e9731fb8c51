//! To be read, printed and kept: Markdown. Whatever the two wrote stands in it as text: marks of Markdown's are escaped.

use consent::{Instant, Person};
use negotiation::difference::Field;
use negotiation::{AgreementWords, Difference, Rhythm};

use super::Export;
use crate::Limit;
use crate::words::steers;

/// A text that fills a gap.
type Gap<'g> = (&'g str, String);

impl Export<'_> {
    /// The document.
    pub fn markdown(&self) -> String {
        let mut parts = vec![format!("# {}", self.title()), self.head()];
        parts.push(self.section("export-grants", &list(&self.grants())));
        match &self.words {
            Ok(words) => parts.extend(self.fields(words)),
            Err(_) => parts.push(self.say("export-words-unreadable", &[])),
        }
        parts.push(self.section("export-limits", &list(&self.limits())));
        parts.extend(self.difference.as_ref().map(|difference| self.changes(difference)));
        parts.push(self.say("export-last", &[("when", self.when(self.at))]));
        parts.join("\n\n") + "\n"
    }

    fn title(&self) -> String {
        let title = self.words.as_ref().map(|words| words.title.trim()).unwrap_or_default();
        if title.is_empty() {
            let when = self.scene.words.date(self.version.proposed, self.scene.zone);
            return self.say("export-untitled", &[("when", when)]);
        }
        text(&title.replace('\n', " "))
    }

    fn head(&self) -> String {
        let version = &self.version.version;
        let person = |person: Person| text(self.scene.person(person));
        let day = |at: Instant| self.scene.words.date(at, &version.zone);
        let mut lines = vec![
            self.say(
                "export-people",
                &[("giver", person(version.giver)), ("holder", person(version.holder))],
            ),
            self.say(&format!("export-state-{}", self.became().word()), &[]),
            self.say(
                "export-proposed",
                &[("person", person(self.version.by)), ("when", self.when(self.version.proposed))],
            ),
        ];
        let signed = |(by, at)| self.say("export-signed", &[("person", person(by)), ("when", self.when(at))]);
        lines.extend(self.signatures().map(signed));
        let unsigned = Person::BOTH.into_iter().filter(|by| self.signed.get(*by).is_none());
        lines.extend(unsigned.map(|by| self.say("export-unsigned", &[("person", person(by))])));
        lines.extend(self.until.map(|at| self.say("export-until", &[("when", self.when(at))])));
        lines.extend(version.starts.map(|at| self.say("export-starts", &[("when", day(at))])));
        lines.extend(version.ends.map(|at| self.say("export-ends", &[("when", day(at.plus(-1)))])));
        lines.push(self.say("export-review", &[("when", day(version.review_by.plus(-1)))]));
        lines.extend(version.check_in.map(|rhythm| {
            self.scene.words.say("change-term-check-in", &[("days", rhythm.every_days.into())])
        }));
        lines.push(self.say("export-zone", &[("zone", version.zone.name().to_owned())]));
        let names = [("version", super::hex(self.version.id)), ("agreement", super::hex(self.agreement.id))];
        lines.push(self.say("export-names", &names));
        list(&lines)
    }

    fn grants(&self) -> Vec<String> {
        let grants = self.version.version.grants.iter().map(|grant| text(&self.scene.grant_line(grant)));
        let withdrawn = self.agreement.withdrawn.iter().map(|(by, area)| {
            self.say(
                "export-withdrawn",
                &[("person", text(self.scene.person(*by))), ("area", area.to_string())],
            )
        });
        grants.chain(withdrawn).collect()
    }

    /// Every field that says something, but for the title, which stands above.
    fn fields(&self, words: &AgreementWords) -> Vec<String> {
        let rhythm = |rhythm: Rhythm| self.say(&format!("rhythm-{}", rhythm.word()), &[]);
        let said = Field::all().filter(|field| *field != Field::Title).filter_map(|field| {
            let says = field.text(words, &rhythm);
            let is_list = matches!(
                field,
                Field::Responsibilities | Field::Expectations | Field::Consequences | Field::Recognitions
            );
            let lines: Vec<String> = says.lines().map(text).collect();
            let body = if is_list { list(&lines) } else { lines.join("  \n") };
            (!says.trim().is_empty()).then(|| format!("## {}\n\n{body}", text(&self.scene.field(field))))
        });
        said.collect()
    }

    fn limits(&self) -> Vec<String> {
        if self.limits.is_empty() {
            return vec![self.say("export-no-limits", &[])];
        }
        self.limits.iter().map(|limit| self.limit(limit)).collect()
    }

    fn limit(&self, limit: &Limit) -> String {
        let day = |at: Instant| self.scene.words.date(at, self.scene.zone);
        let name = format!("export-limit-{}", limit.kind.word());
        let person = text(self.scene.person(limit.by));
        let gaps = [("area", limit.area.to_string()), ("person", person), ("when", day(limit.since))];
        let mut lines = vec![self.say(&name, &gaps)];
        lines.extend(limit.reaffirmed.map(|at| self.say("export-limit-again", &[("when", day(at))])));
        lines.extend(limit.until.map(|at| self.say("export-limit-goes", &[("when", self.when(at))])));
        if let Ok(words) = &limit.words {
            let said = [("export-limit-note", &words.note), ("export-limit-condition", &words.condition)];
            let said = said.into_iter().filter(|(_, says)| !says.trim().is_empty());
            lines
                .extend(said.map(|(name, says)| self.say(name, &[("text", text(&says.replace('\n', " ")))])));
        }
        lines.join(" ")
    }

    fn changes(&self, difference: &Difference) -> String {
        let holder = self.version.version.holder;
        let mut lines: Vec<String> = Vec::new();
        for change in &difference.changes {
            let told = self.scene.change(change, holder);
            let notes = told.notes.join(" ");
            let sides = [("export-opens", told.opens), ("export-closes", told.closes)];
            for (name, says) in sides.into_iter().filter_map(|(name, says)| says.map(|says| (name, says))) {
                let says = text(format!("{says} {notes}").trim_end());
                lines.push(self.say(name, &[("area", told.area.to_string()), ("says", says)]));
            }
        }
        lines.extend(difference.terms.iter().map(|term| text(&self.scene.term(term))));
        let fields: Vec<String> =
            difference.words.iter().map(|change| text(&self.scene.field(change.field))).collect();
        if !fields.is_empty() {
            lines.push(self.say("export-changed-words", &[("fields", self.scene.words.list(fields))]));
        }
        if lines.is_empty() {
            lines.push(self.say("export-no-changes", &[]));
        }
        self.section("export-changes", &list(&lines))
    }

    fn section(&self, heading: &str, body: &str) -> String {
        format!("## {}\n\n{body}", self.say(heading, &[]))
    }

    fn when(&self, at: Instant) -> String {
        self.scene.words.date_time(at, self.scene.zone)
    }

    fn say(&self, name: &str, gaps: &[Gap<'_>]) -> String {
        let gaps: Vec<_> = gaps.iter().map(|(gap, text)| (*gap, text.as_str().into())).collect();
        self.scene.words.say(name, &gaps)
    }
}

fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

/// A line as Markdown shows it unchanged.
fn text(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let is_number = line
        .trim_start()
        .split_once(['.', ')'])
        .is_some_and(|(before, _)| !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()));
    let mut is_first = true;
    for c in line.chars() {
        let begins = is_first && matches!(c, '-' | '+' | '=');
        let ends_number = is_number && matches!(c, '.' | ')') && !shown.contains(['.', ')']);
        if begins
            || ends_number
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&')
        {
            shown.push('\\');
        }
        is_first &= c.is_whitespace();
        shown.push(if steers(c) { char::REPLACEMENT_CHARACTER } else { c });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        for (written, shown) in [
            ("# not a heading", "\\# not a heading"),
            ("- no item", "\\- no item"),
            ("12. no number", "12\\. no number"),
            ("no. 12. Elm Street", "no. 12. Elm Street"),
            ("*<b>&amp;</b>*", "\\*\\<b\\>\\&amp;\\</b\\>\\*"),
            ("שלום 🌿", "שלום 🌿"),
        ] {
            assert_eq!(text(written), shown);
        }
    }

    #[test]
    fn every_name_in_exports_has_a_text() {
        let words = crate::words::Words::english(&[crate::words::EXPORTS]);
        let source = include_str!("markdown.rs").split("#[cfg(test)]").next().unwrap();
        let names: Vec<&str> = source.split('"').filter(|part| part.starts_with("export-")).collect();
        assert!(names.len() > 20);
        for name in names.into_iter().filter(|name| !name.contains('{')) {
            assert!(words.has(name), "{name}");
        }
        for became in ["proposed", "not-started", "in-force", "over", "replaced", "ended", "retracted"] {
            assert!(words.has(&format!("export-state-{became}")), "{became}");
        }
        assert!(["hard", "soft"].iter().all(|kind| words.has(&format!("export-limit-{kind}"))));
    }
}
