//! `troth desires`: one's own answers, sealed, and what both are open to.

use std::collections::BTreeMap;

use companion::desires::{Desires, Match};
use companion::negotiation::desires::{Answers, Desire, Role};
use companion::words::answer::Scene;
use consent::{Area, Person};
use serde_json::json;

use crate::called::{Called, Own, now};
use crate::chosen::name;
use crate::failure::Failure;
use crate::sync;
use crate::told::rfc3339;

/// The word for no answer.
pub(crate) const NONE: &str = "none";

/// Does what was asked of the desires, or shows them.
pub(crate) async fn run(called: &mut Called<'_>, what: &str) -> Result<(), Failure> {
    let mut own = called.open().await?;
    let (id, _) = called.circle(&own)?;
    let done = match what {
        "answer" => {
            let role = called.text("role").and_then(Role::from_word).unwrap_or(Role::Giver);
            let desire = called.text("answer").and_then(Desire::from_word);
            own.answer_desire(id, &called.area()?, role, desire).await
        }
        "offer" => own.offer_desire(id, &called.area()?, now()).await,
        "finish" => own.finish_desires(id, now()).await,
        "reconsider" => own.reconsider_desires(id, now()).await,
        _ => Ok(()),
    };
    done.map_err(|error| called.failed(error))?;
    if matches!(what, "offer" | "finish" | "reconsider") {
        sync::send_what_waits(called, &mut own).await;
    }
    called.show(&mut own).await
}

impl Called<'_> {
    async fn show(&mut self, own: &mut Own) -> Result<(), Failure> {
        let (id, _) = self.circle(own)?;
        let desires = own.desires(id, now()).await.map_err(|error| self.failed(error))?;
        let (_, circle) = self.circle(own)?;
        if self.json {
            let found: Vec<_> = desires.found.iter().map(|found| self.found_as_json(own, found)).collect();
            let line = json!({
                "stands": desires.stands.word(),
                "answers": answers_as_json(&desires.answers),
                "areas": desires.areas.iter().map(Area::as_str).collect::<Vec<_>>(),
                "found": found,
            });
            self.output.line(&line.to_string());
            return Ok(());
        }
        let scene = circle.scene(self.words, own.zone());
        let mut lines = vec![scene.desires_stand(desires.stands, circle.own())];
        lines.extend(self.found_lines(&scene, &desires));
        lines.extend(self.answer_lines(&desires));
        lines.iter().for_each(|line| self.output.line(line));
        Ok(())
    }

    fn found_lines(&self, scene: &Scene<'_>, desires: &Desires) -> Vec<String> {
        let mut lines = Vec::new();
        for (is_new, heading) in [(true, "told-desires-new"), (false, "told-desires-before")] {
            let found: Vec<&Match> = desires.found.iter().filter(|found| found.is_new == is_new).collect();
            if !found.is_empty() {
                lines.push(self.fill(heading, &[]));
            }
            for one in found {
                lines.push(format!("  {}", scene.desires_entry(&one.entry, one.entry.area.to_string())));
                lines.extend(scene.desires_warm(one).map(|warm| format!("    {warm}")));
            }
        }
        lines
    }

    fn answer_lines(&self, desires: &Desires) -> Vec<String> {
        if desires.answers.is_empty() {
            return vec![self.fill("told-desires-no-answers", &[])];
        }
        let told =
            |answer: Option<Desire>| answer.map_or("–".to_owned(), |desire| self.words.desire(desire));
        let line = |(area, answers): (&Area, &Answers)| {
            let is_listed = desires.areas.contains(area);
            let kept = if is_listed { String::new() } else { self.fill("told-desires-kept", &[]) };
            let gaps = [
                ("area", area.to_string()),
                ("giver", told(answers.giver)),
                ("holder", told(answers.holder)),
                ("kept", kept),
            ];
            format!("  {}", self.fill("told-desires-answer", &gaps))
        };
        let answers = desires.answers.iter().map(line);
        std::iter::once(self.fill("told-desires-answers", &[])).chain(answers).collect()
    }

    fn found_as_json(&self, own: &Own, found: &Match) -> serde_json::Value {
        let named =
            |person: Person| self.circle(own).map(|(_, circle)| name(circle, person)).unwrap_or_default();
        json!({
            "area": found.entry.area.as_str(),
            "giver": named(found.entry.giver),
            "holder": named(found.entry.giver.other()),
            "at": rfc3339(found.at),
            "new": found.is_new,
            "warm": found.warm.map(named),
        })
    }
}

fn answers_as_json(answers: &BTreeMap<Area, Answers>) -> serde_json::Value {
    let word = |desire: Option<Desire>| desire.map(Desire::word);
    let one = |(area, answers): (&Area, &Answers)| json!({ "area": area.as_str(), "giver": word(answers.giver), "holder": word(answers.holder) });
    answers.iter().map(one).collect()
}
