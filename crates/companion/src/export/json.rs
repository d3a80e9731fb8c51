//! All of it as JSON. The names of fields are those of an agreement's file (`docs/exports.md`); instants are RFC 3339 in UTC.

use consent::{Grant, Instant, Person, Version, Window};
use negotiation::AgreementWords;
use negotiation::words::Each;
use serde_json::{Map, Value, json};

use super::{Export, hex, rfc3339};
use crate::Limit;

impl Export<'_> {
    /// The version, what has become of it, its words, the limits of both, and what it changes.
    pub fn json(&self) -> Value {
        let signed =
            self.signatures().map(|(by, at)| json!({ "by": self.scene.person(by), "at": rfc3339(at) }));
        let withdrawn = self.agreement.withdrawn.iter();
        let withdrawn =
            withdrawn.map(|(by, area)| json!({ "by": self.scene.person(*by), "area": area.as_str() }));
        json!({
            "format": "troth-agreement-1",
            "agreement": hex(self.agreement.id),
            "version": hex(self.version.id),
            "state": self.became().word(),
            "until": maybe(self.until),
            "proposed": { "by": self.scene.person(self.version.by), "at": rfc3339(self.version.proposed) },
            "signed": signed.collect::<Vec<_>>(),
            "says": self.says(&self.version.version),
            "words": self.words.as_ref().ok().map(|words| self.written(words)),
            "withdrawn": withdrawn.collect::<Vec<_>>(),
            "limits": self.limits.iter().map(|limit| self.limit_fields(limit)).collect::<Vec<_>>(),
            "changes": self.change_fields(),
            "exported": rfc3339(self.at),
        })
    }

    fn says(&self, version: &Version) -> Value {
        let check_in = version
            .check_in
            .map(|rhythm| json!({ "every_days": rhythm.every_days, "grace_days": rhythm.grace_days }));
        json!({
            "giver": self.scene.person(version.giver),
            "holder": self.scene.person(version.holder),
            "zone": version.zone.name(),
            "grants": version.grants.iter().map(grant).collect::<Vec<_>>(),
            "review_by": rfc3339(version.review_by),
            "starts": maybe(version.starts),
            "ends": maybe(version.ends),
            "check_in": check_in,
            "replaces": version.replaces.iter().copied().map(hex).collect::<Vec<_>>(),
        })
    }

    fn written(&self, words: &AgreementWords) -> Value {
        let does = words.responsibilities.iter();
        let does = does.map(|does| json!({ "says": does.says, "rhythm": does.rhythm.word() }));
        json!({
            "title": words.title,
            "form": words.form,
            "hopes": self.each(&words.hopes),
            "responsibilities": does.collect::<Vec<_>>(),
            "expectations": words.expectations,
            "aftercare": self.each(&words.aftercare),
            "kept_back": words.kept_back,
            "privacy": words.privacy,
            "broken": words.broken,
            "ending": words.ending,
            "consequences": words.consequences,
            "recognitions": words.recognitions,
            "wish": words.wish,
        })
    }

    /// By whose it is: two people may have the same name, so `giver` and `holder` are the keys.
    fn each(&self, each: &Each) -> Value {
        let version = &self.version.version;
        json!({ "giver": each.get(version.giver), "holder": each.get(version.holder) })
    }

    fn limit_fields(&self, limit: &Limit) -> Value {
        let words = limit.words.as_ref().ok();
        json!({
            "area": limit.area.as_str(),
            "kind": limit.kind.word(),
            "by": self.scene.person(limit.by),
            "since": rfc3339(limit.since),
            "reaffirmed": maybe(limit.reaffirmed),
            "until": maybe(limit.until),
            "note": words.map(|words| &words.note),
            "condition": words.map(|words| &words.condition),
        })
    }

    fn change_fields(&self) -> Value {
        let Some(difference) = &self.difference else { return Value::Null };
        let holder: Person = self.version.version.holder;
        let told: Vec<_> =
            difference.changes.iter().map(|change| self.scene.change(change, holder)).collect();
        let sentences = |of: fn(&crate::words::difference::ChangeTold) -> &Option<String>| {
            let each = told.iter().filter_map(move |told| of(told).as_ref().map(|says| (told, says)));
            each.map(|(told, says)| json!({ "area": told.area.as_str(), "says": says })).collect::<Vec<_>>()
        };
        let words = difference.words.iter().map(|change| self.scene.field(change.field));
        json!({
            "opens": sentences(|told| &told.opens),
            "closes": sentences(|told| &told.closes),
            "terms": difference.terms.iter().map(|term| self.scene.term(term)).collect::<Vec<_>>(),
            "words": words.collect::<Vec<_>>(),
        })
    }
}

fn grant(grant: &Grant) -> Value {
    let mut fields = Map::new();
    fields.insert("area".to_owned(), grant.area.as_str().into());
    fields.insert("power".to_owned(), grant.power.word().into());
    fields.insert("mode".to_owned(), grant.mode.word().into());
    let hours = grant.hours.as_ref().map(|hours| hours.iter().map(window).collect::<Vec<_>>());
    fields.insert("hours".to_owned(), hours.into());
    fields.insert("moments".to_owned(), grant.moments.into());
    fields.insert("starts".to_owned(), maybe(grant.starts).into());
    fields.insert("ends".to_owned(), maybe(grant.ends).into());
    fields.into()
}

fn window(window: &Window) -> Value {
    let days: Vec<&str> = window.days().iter().map(consent::Weekday::word).collect();
    json!({ "days": days, "from": window.from(), "to": window.to() })
}

fn maybe(at: Option<Instant>) -> Option<String> {
    at.map(rfc3339)
}
