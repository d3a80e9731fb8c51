//! `troth check-in`, `troth check-ins`, `troth guess`, `troth list`: how one is, alone first; each field is kept unless one shares it.

use std::collections::BTreeSet;

use companion::keeping::{CheckInLine, CheckingIn};
use companion::reflect::keeps::Own as OwnList;
use companion::reflect::{Answers, Field, Scale, Value};
use companion::words::answer::Scene;
use serde_json::{Map, Value as Json, json};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::output::Tone;
use crate::sync;
use crate::told::{hex, rfc3339, short};

/// Does what the command of this name does.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let own = called.open().await?;
    match name {
        "check-in" => called.check_in(own).await,
        "guess" => called.guess(own).await,
        "list" => called.list(own).await,
        _ => called.show_check_ins(&own),
    }
}

impl Called<'_> {
    async fn check_in(&mut self, mut own: Own) -> Result<(), Failure> {
        let (id, _) = self.circle(&own)?;
        let shared = self.given.get_many::<String>("share").into_iter().flatten();
        let shared: BTreeSet<Field> = shared.filter_map(|word| Field::from_word(word)).collect();
        let answers = self.answers()?;
        let unanswered = shared.iter().find(|field| answers.get(**field).is_none());
        if let Some(field) = unanswered {
            return Err(self.call("failed-not-answered", &[("field", field.word().to_owned())]));
        }
        let checking = CheckingIn { answers, shared };
        let act = own.check_in(id, checking, now()).await.map_err(|error| self.failed(error))?;
        self.tell("told-checked-in", &json!({ "act": hex(act) }));
        sync::send_what_waits(self, &mut own).await;
        Ok(())
    }

    /// A guess at the other's newest check-in.
    async fn guess(&mut self, mut own: Own) -> Result<(), Failure> {
        let (id, circle) = self.circle(&own)?;
        let me = circle.own();
        let lines = own.check_ins(id).map_err(|error| self.failed(error))?;
        let newest = lines.into_iter().find(|line| line.by != me);
        let Some(newest) = newest else { return Err(self.call("failed-nothing-to-guess", &[])) };
        let answers = self.answers()?;
        own.guess(id, newest.id, answers, now()).await.map_err(|error| self.failed(error))?;
        sync::send_what_waits(self, &mut own).await;
        self.show_check_ins(&own)
    }

    async fn list(&mut self, mut own: Own) -> Result<(), Failure> {
        let list = self.text("list").and_then(OwnList::from_word).unwrap_or(OwnList::AfterAStop);
        if let Some(lines) = self.given.get_many::<String>("lines") {
            let lines = lines.cloned().collect();
            own.write_list(list, lines, now()).await.map_err(|error| self.failed(error))?;
            sync::send_what_waits(self, &mut own).await;
        }
        let lines = own.list(list).map_err(|error| self.failed(error))?;
        if self.json {
            self.output.line(&json!({ "list": list.word(), "lines": lines }).to_string());
        } else if lines.is_empty() {
            self.say("told-empty-list", &[]);
        } else {
            lines.iter().for_each(|line| self.output.line(line));
        }
        Ok(())
    }

    fn answers(&self) -> Result<Answers, Failure> {
        let mut answers = Answers::default();
        for field in Field::ALL {
            let Some(typed) = self.text(field.word()) else { continue };
            let value = match field.scale() {
                Scale::To(_) => Value::Place(typed.parse().unwrap_or_default()),
                Scale::Words => Value::Words(typed.to_owned()),
            };
            answers.answer(field, value).map_err(|_| self.no_answer(field, typed))?;
        }
        Ok(answers)
    }

    fn no_answer(&self, field: Field, typed: &str) -> Failure {
        let found = ("found", typed.chars().take(60).collect());
        let field_gap = ("field", field.word().to_owned());
        match field.scale() {
            Scale::To(most) => self.call("failed-scale", &[found, field_gap, ("most", most.to_string())]),
            Scale::Words => self.call("failed-words", &[field_gap]),
        }
    }

    fn show_check_ins(&mut self, own: &Own) -> Result<(), Failure> {
        let (id, circle) = self.circle(own)?;
        let scene = circle.scene(self.words, own.zone());
        let lines = own.check_ins(id).map_err(|error| self.failed(error))?;
        if lines.is_empty() && !self.json {
            self.say("told-no-check-ins", &[]);
        }
        for line in &lines {
            if self.json {
                self.output.line(&line_as_json(&scene, line).to_string());
            } else {
                self.tell_check_in(&scene, line);
            }
        }
        Ok(())
    }

    fn tell_check_in(&mut self, scene: &Scene<'_>, line: &CheckInLine) {
        let when = self.words.date_time(line.at, scene.zone);
        let heading = format!("{}  {when}  {}", short(line.id), scene.person(line.by));
        self.output.line(&self.output.paint(Tone::Heading, &heading));
        let parts = [
            ("told-shared", Some(&line.shared)),
            ("told-kept-back", Some(&line.kept)),
            ("told-guess", line.guess.as_ref()),
        ];
        for (name, answers) in parts {
            for (field, value) in answers.into_iter().flat_map(Answers::iter) {
                let value = self.words.field_value(field, value);
                let gaps = [("field", self.words.field(field)), ("value", value)];
                self.output.line(&format!("  {}", self.fill(name, &gaps)));
            }
        }
    }
}

fn line_as_json(scene: &Scene<'_>, line: &CheckInLine) -> Json {
    json!({
        "act": hex(line.id),
        "by": scene.person(line.by),
        "at": rfc3339(line.at),
        "shared": answers_as_json(&line.shared),
        "kept": answers_as_json(&line.kept),
        "guess": line.guess.as_ref().map(answers_as_json),
    })
}

fn answers_as_json(answers: &Answers) -> Json {
    let value = |value: &Value| match value {
        Value::Place(place) => json!(place),
        Value::Words(words) => json!(words),
    };
    Json::Object(
        answers.iter().map(|(field, of)| (field.word().to_owned(), value(of))).collect::<Map<_, _>>(),
    )
}
