//! `troth limits`: the limits of both, in the words of whoever set them.

use companion::{CircleOfTwo, Limit};
use serde_json::json;

use crate::called::{Called, Own, now};
use crate::chosen::name;
use crate::failure::Failure;
use crate::told::rfc3339;

/// The live limits, by area.
pub(crate) async fn run(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let limits = circle.limits(now());
    if limits.is_empty() && !called.json {
        called.say("told-no-limits", &[]);
    }
    for limit in &limits {
        if called.json {
            called.output.line(&as_json(circle, limit).to_string());
        } else {
            called.tell_limit(&own, circle, limit);
        }
    }
    Ok(())
}

impl Called<'_> {
    fn tell_limit(&mut self, own: &Own, circle: &CircleOfTwo, limit: &Limit) {
        let day = |at| self.words.date(at, own.zone());
        let mut line = self.fill(
            "told-limit",
            &[
                ("area", limit.area.to_string()),
                ("kind", limit.kind.word().to_owned()),
                ("person", name(circle, limit.by)),
                ("when", day(limit.since)),
            ],
        );
        if let Some(again) = limit.reaffirmed {
            line.push_str(&self.fill("told-limit-again", &[("when", day(again))]));
        }
        if let Some(until) = limit.until {
            line.push_str(
                &self.fill("told-limit-goes", &[("when", self.words.date_time(until, own.zone()))]),
            );
        }
        self.output.line(&line);
        match &limit.words {
            Ok(words) => {
                let said = [("told-limit-note", &words.note), ("told-limit-condition", &words.condition)];
                for (name, text) in said.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
                    self.say(name, &[("text", text.replace('\n', "\n    "))]);
                }
            }
            Err(_) => self.say("told-limit-unreadable", &[]),
        }
    }
}

fn as_json(circle: &CircleOfTwo, limit: &Limit) -> serde_json::Value {
    let words = limit.words.as_ref().ok();
    json!({
        "area": limit.area.as_str(),
        "kind": limit.kind.word(),
        "by": name(circle, limit.by),
        "since": rfc3339(limit.since),
        "reaffirmed": limit.reaffirmed.map(rfc3339),
        "until": limit.until.map(rfc3339),
        "note": words.map(|words| &words.note),
        "condition": words.map(|words| &words.condition),
    })
}
