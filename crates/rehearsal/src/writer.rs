//! Writes what this crate reads: an agreement's file, and a rehearsal.

use std::fmt::Write as _;

use consent::{Grant, Instant, Person, Question, Says, Version, Window, Zone};
use jiff::Timestamp;
use negotiation::words::Each;
use negotiation::{AgreementWords, Responsibility};
use toml_writer::{ToTomlKey, ToTomlValue};

/// An agreement's file: the keys of the version at the top, then its words. `replaces` names the versions that it amends.
pub fn write_agreement(
    version: &Version,
    words: &AgreementWords,
    people: &[String; 2],
    replaces: &[String],
) -> String {
    let mut file = format!("zone = {}\n", text(version.zone.name()));
    for (key, value) in keys(version, people, replaces) {
        let _ = writeln!(file, "{key} = {value}");
    }
    let written = written(words, people);
    if !written.is_empty() {
        file.push_str("\n[words]\n");
        for (key, value) in written {
            let _ = writeln!(file, "{key} = {value}");
        }
    }
    file
}

/// A rehearsal on its way into a file: everybody hears everything at once.
pub struct RehearsalFile<'r> {
    people: &'r [String; 2],
    zone: &'r Zone,
    /// When the last step was.
    last: Instant,
    text: String,
}

impl<'r> RehearsalFile<'r> {
    /// The head.
    pub fn of(people: &'r [String; 2], zone: &'r Zone) -> RehearsalFile<'r> {
        let names = list(people.iter().map(|name| text(name)));
        let text = format!("zone = {}\npeople = {names}\n", text(zone.name()));
        RehearsalFile { people, zone, last: Instant::FIRST, text }
    }

    /// An act; `name` gives a version its name in the file. One whose clock lies before the step above, as it may where two
    /// devices' clocks differ, stands there with what its clock said.
    pub fn act(
        &mut self,
        at: Instant,
        by: Person,
        says: &Says,
        name: impl Fn(consent::ActId) -> String,
        own: &str,
    ) {
        let shown = at.max(self.last);
        self.step(shown, by, says.word());
        if shown != at {
            self.key("clock", time(at));
        }
        match says {
            Says::Propose(version) => {
                self.key("version", text(own));
                let replaces: Vec<String> = version.replaces.iter().map(|id| name(*id)).collect();
                self.text.push_str("[step.agreement]\n");
                for (key, value) in keys(version, self.people, &replaces) {
                    self.key(key, value);
                }
            }
            Says::Sign(id) | Says::End(id) | Says::Close(id) | Says::Retract(id) => {
                self.key("version", text(&name(*id)));
            }
            Says::Withdraw(id, area) => {
                self.key("version", text(&name(*id)));
                self.key("area", text(area.as_str()));
            }
            Says::Limit(area, kind) => {
                self.key("area", text(area.as_str()));
                self.key("kind", text(kind.word()));
            }
            Says::Lift(area) => self.key("area", text(area.as_str())),
            Says::Open(id, minutes) => {
                self.key("version", text(&name(*id)));
                self.key("minutes", minutes.to_string());
            }
            Says::Review(id, next) => {
                self.key("version", text(&name(*id)));
                self.key("next", time(*next));
            }
            Says::Slow | Says::Pause | Says::Stop | Says::Resume | Says::CheckIn => {}
        }
    }

    /// A question, on the device of whoever may.
    pub fn ask(&mut self, at: Instant, question: &Question) {
        self.step(at, question.by, "ask");
        self.key("of", text(self.name(question.of)));
        self.key("by", text(self.name(question.by)));
        self.key("area", text(question.area.as_str()));
        self.key("power", text(question.power.word()));
    }

    /// The file.
    pub fn finish(self) -> String {
        self.text
    }

    fn step(&mut self, at: Instant, by: Person, word: &str) {
        self.last = at;
        let local = local(at, self.zone);
        let _ = write!(self.text, "\n[[step]]                                # {local}\n");
        self.key("at", time(at));
        self.key("on", text(self.name(by)));
        self.key("do", text(word));
    }

    fn key(&mut self, key: &str, value: impl AsRef<str>) {
        let _ = writeln!(self.text, "{key} = {}", value.as_ref());
    }

    fn name(&self, person: Person) -> &'r str {
        name(self.people, person)
    }
}

fn name(people: &[String; 2], person: Person) -> &str {
    let [one, two] = people;
    match person {
        Person::One => one,
        Person::Two => two,
    }
}

type Keys = Vec<(&'static str, String)>;

fn keys(version: &Version, people: &[String; 2], replaces: &[String]) -> Keys {
    let mut keys = vec![
        ("giver", text(name(people, version.giver))),
        ("holder", text(name(people, version.holder))),
        ("review_by", time(version.review_by)),
    ];
    keys.extend(version.starts.map(|at| ("starts", time(at))));
    keys.extend(version.ends.map(|at| ("ends", time(at))));
    if let Some(rhythm) = version.check_in {
        let (every, grace) = (rhythm.every_days, rhythm.grace_days);
        keys.push(("check_in", format!("{{ every_days = {every}, grace_days = {grace} }}")));
    }
    if !replaces.is_empty() {
        keys.push(("replaces", list(replaces.iter().map(|name| text(name)))));
    }
    keys.push(("grants", lines(version.grants.iter().map(grant))));
    keys
}

fn grant(grant: &Grant) -> String {
    let mut keys = vec![
        format!("area = {}", text(grant.area.as_str())),
        format!("power = {}", text(grant.power.word())),
        format!("mode = {}", text(grant.mode.word())),
    ];
    keys.extend(grant.hours.as_ref().map(|hours| format!("hours = {}", list(hours.iter().map(window)))));
    keys.extend(grant.moments.then(|| "moments = true".to_owned()));
    keys.extend(grant.starts.map(|at| format!("starts = {}", time(at))));
    keys.extend(grant.ends.map(|at| format!("ends = {}", time(at))));
    table(&keys)
}

fn window(window: &Window) -> String {
    let days = list(window.days().iter().map(|day| text(day.word())));
    let (from, to) = (text(&window.from()), text(&window.to()));
    table(&[format!("days = {days}"), format!("from = {from}"), format!("to = {to}")])
}

fn written(words: &AgreementWords, people: &[String; 2]) -> Keys {
    let texts = |texts: &[String]| lines(texts.iter().map(|one| text(one)));
    let all = [
        ("title", text(&words.title), words.title.is_empty()),
        ("form", text(words.form.as_deref().unwrap_or_default()), words.form.is_none()),
        ("hopes", each(&words.hopes, people), words.hopes == Each::default()),
        (
            "responsibilities",
            lines(words.responsibilities.iter().map(responsibility)),
            words.responsibilities.is_empty(),
        ),
        ("expectations", texts(&words.expectations), words.expectations.is_empty()),
        ("aftercare", each(&words.aftercare, people), words.aftercare == Each::default()),
        ("kept_back", text(&words.kept_back), words.kept_back.is_empty()),
        ("privacy", text(&words.privacy), words.privacy.is_empty()),
        ("broken", text(&words.broken), words.broken.is_empty()),
        ("ending", text(&words.ending), words.ending.is_empty()),
        ("consequences", texts(&words.consequences), words.consequences.is_empty()),
        ("recognitions", texts(&words.recognitions), words.recognitions.is_empty()),
        ("wish", text(&words.wish), words.wish.is_empty()),
    ];
    all.into_iter().filter(|(_, _, is_empty)| !is_empty).map(|(key, value, _)| (key, value)).collect()
}

fn each(each: &Each, people: &[String; 2]) -> String {
    let of = |person: Person| format!("{} = {}", name(people, person).to_toml_key(), text(each.get(person)));
    table(&Person::BOTH.map(of))
}

fn responsibility(does: &Responsibility) -> String {
    table(&[format!("says = {}", text(&does.says)), format!("rhythm = {}", text(does.rhythm.word()))])
}

/// A text as TOML writes it, on one line.
fn text(text: &str) -> String {
    toml_writer::TomlStringBuilder::new(text).as_basic().to_toml_value()
}

fn table(keys: &[String]) -> String {
    format!("{{ {} }}", keys.join(", "))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A list with an item a line.
fn lines(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("  {item},\n")).collect();
    format!("[\n{items}]")
}

/// RFC 3339 in UTC: the same instant in every zone.
fn time(at: Instant) -> String {
    text(&timestamp(at).to_string())
}

fn local(at: Instant, zone: &Zone) -> String {
    let local = zone.local(at);
    let (date, hour, minute) = (local.date(), local.hour(), local.minute());
    format!("{date} {hour:02}:{minute:02}")
}

fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}
