//! A version as a policy of the Open Digital Rights Language, ODRL 2.2 (W3C Recommendation, 15 February 2018), in JSON-LD: an
//! `Agreement` where both have signed, an `Offer` where not. What the profile's own terms mean, and what the policy leaves out,
//! is in `docs/odrl.md`.

use consent::{Area, Grant, Instant, LimitKind, Mode, Person, Power, Version, Window};
use serde_json::{Value, json};

use super::{Became, Export, hex, rfc3339};
use crate::Limit;

/// The namespace of the profile's terms.
const NAMESPACE: &str = "urn:troth:odrl:";
/// The profile.
const PROFILE: &str = "urn:troth:odrl:1";
/// Any power at all.
const EXERCISE: &str = "exercise";
/// What is done with a responsibility.
const KEEP: &str = "keep";
const HOURS: &str = "hours";
const MOMENT: &str = "moment";
const CONSENT: &str = "consent";
const RHYTHM: &str = "rhythm";

impl Export<'_> {
    /// The policy.
    pub fn odrl(&self) -> Value {
        let version = &self.version.version;
        let is_offer = matches!(self.became(), Became::Proposed | Became::Retracted);
        let permissions: Vec<Value> =
            version.grants.iter().map(|grant| self.permission(version, grant)).collect();
        let limits = self.limits.iter().map(|limit| self.prohibition(version, limit));
        let withdrawn = self.agreement.withdrawn.iter();
        let withdrawn = withdrawn.map(|(by, area)| self.closed(version, *by, area, "withdrawn"));
        let mut policy = json!({
            "@context": ["http://www.w3.org/ns/odrl.jsonld", { "troth": NAMESPACE }],
            "@type": if is_offer { "Offer" } else { "Agreement" },
            "uid": format!("urn:troth:version:{}", hex(self.version.id)),
            "profile": PROFILE,
            "conflict": "prohibit",
            "dct:isVersionOf": { "@id": self.agreement_iri() },
            "dct:issued": date_time(self.version.proposed),
            "troth:defines": defines(),
            "troth:between": Person::BOTH.map(|person| self.party(person)),
            "troth:state": self.became().word(),
            "troth:reviewBy": date_time(version.review_by),
            "troth:signed": self.signatures().map(|(by, at)| self.signature(by, at)).collect::<Vec<_>>(),
            "permission": permissions,
            "prohibition": limits.chain(withdrawn).collect::<Vec<_>>(),
            "obligation": self.obligations(version),
        });
        self.describe(&mut policy);
        policy
    }

    /// What is there in some policies only.
    fn describe(&self, policy: &mut Value) {
        let version = &self.version.version;
        if let Some(title) =
            self.words.as_ref().ok().map(|words| words.title.trim()).filter(|title| !title.is_empty())
        {
            policy["dct:title"] = title.into();
        }
        if let Some(rhythm) = version.check_in {
            policy["troth:checkInEveryDays"] = rhythm.every_days.into();
            policy["troth:checkInGraceDays"] = rhythm.grace_days.into();
        }
        let before: Vec<Value> = version
            .replaces
            .iter()
            .map(|id| json!({ "@id": format!("urn:troth:version:{}", hex(*id)) }))
            .collect();
        if !before.is_empty() {
            policy["dct:replaces"] = before.into();
        }
    }

    fn permission(&self, version: &Version, grant: &Grant) -> Value {
        let mut constraints: Vec<Value> = Vec::new();
        constraints.extend(self.until.map(|at| constraint("dateTime", "lt", date_time(at))));
        let starts = [version.starts, grant.starts].into_iter().flatten();
        constraints.extend(starts.map(|at| constraint("dateTime", "gteq", date_time(at))));
        let ends = [version.ends, grant.ends].into_iter().flatten();
        constraints.extend(ends.map(|at| constraint("dateTime", "lt", date_time(at))));
        constraints.extend(grant.hours.as_ref().map(|hours| within(hours, version.zone.name())));
        constraints.extend(grant.moments.then(|| constraint(&own(MOMENT), "eq", "open".into())));
        let mut permission = json!({
            "@type": "Permission",
            "assigner": self.party_iri(version.giver),
            "assignee": self.party_iri(version.holder),
            "target": target(&grant.area),
            "action": own(grant.power.word()),
        });
        if !constraints.is_empty() {
            permission["constraint"] = constraints.into();
        }
        if grant.mode == Mode::AskFirst {
            permission["duty"] = json!([{
                "@type": "Duty",
                "assigner": self.party_iri(version.giver),
                "assignee": self.party_iri(version.holder),
                "action": "obtainConsent",
                "consentingParty": self.party_iri(version.giver),
            }]);
        }
        permission
    }

    /// A limit, of either person, closes the area to the holder. A soft one closes it as long as nobody was asked.
    fn prohibition(&self, version: &Version, limit: &Limit) -> Value {
        let mut closed = self.closed(version, limit.by, &limit.area, limit.kind.word());
        let mut constraints: Vec<Value> =
            limit.until.into_iter().map(|until| constraint("dateTime", "lt", date_time(until))).collect();
        if limit.kind == LimitKind::Soft {
            constraints.push(constraint(&own(CONSENT), "eq", "not-given".into()));
        }
        if !constraints.is_empty() {
            closed["constraint"] = constraints.into();
        }
        closed
    }

    fn closed(&self, version: &Version, by: Person, area: &Area, because: &str) -> Value {
        json!({
            "@type": "Prohibition",
            "assigner": self.party_iri(by),
            "assignee": self.party_iri(version.holder),
            "target": target(area),
            "action": own(EXERCISE),
            "troth:because": because,
        })
    }

    fn obligations(&self, version: &Version) -> Vec<Value> {
        let does = self.words.as_ref().map(|words| words.responsibilities.as_slice()).unwrap_or_default();
        let obligation = |(number, does): (usize, &negotiation::Responsibility)| {
            let id = hex(self.version.id);
            json!({
                "@type": "Duty",
                "assigner": self.party_iri(version.giver),
                "assignee": self.party_iri(version.holder),
                "target": {
                    "@type": "Asset",
                    "uid": format!("urn:troth:version:{id}:responsibility:{number}"),
                    "dct:description": does.says,
                },
                "action": own(KEEP),
                "constraint": [constraint(&own(RHYTHM), "eq", does.rhythm.word().into())],
            })
        };
        (1..).zip(does).map(obligation).collect()
    }

    fn signature(&self, by: Person, at: Instant) -> Value {
        json!({ "troth:by": { "@id": self.party_iri(by) }, "troth:at": date_time(at) })
    }

    fn party(&self, person: Person) -> Value {
        json!({ "@type": "Party", "uid": self.party_iri(person), "vcard:fn": self.scene.person(person) })
    }

    fn party_iri(&self, person: Person) -> String {
        let number = if person == Person::One { 1 } else { 2 };
        format!("{}:person:{number}", self.agreement_iri())
    }

    fn agreement_iri(&self) -> String {
        format!("urn:troth:agreement:{}", hex(self.agreement.id))
    }
}

/// An area covers what lies in it.
fn target(area: &Area) -> Value {
    json!({ "@type": "AssetCollection", "uid": format!("urn:troth:area:{area}") })
}

/// A term of the profile.
fn own(name: &str) -> String {
    format!("troth:{name}")
}

/// The profile's terms: each power includes those before it, and exercising any includes all.
fn defines() -> Vec<Value> {
    let around = |power: Power| Power::ALL.into_iter().find(|other| *other > power);
    let powers = Power::ALL.map(|power| (power.word(), around(power).map_or(EXERCISE, Power::word)));
    let powers = powers.map(|(power, around)| defined_action(power, &own(around)));
    let others = [EXERCISE, KEEP].map(|action| defined_action(action, "odrl:use"));
    let operands = [HOURS, MOMENT, CONSENT, RHYTHM];
    let operands = operands.map(|operand| json!({ "@type": "LeftOperand", "uid": own(operand) }));
    powers.into_iter().chain(others).chain(operands).collect()
}

fn defined_action(name: &str, around: &str) -> Value {
    json!({ "@type": "Action", "uid": own(name), "includedIn": around })
}

fn within(hours: &[Window], zone: &str) -> Value {
    let window = |window: &Window| {
        let days: Vec<&str> = window.days().iter().map(consent::Weekday::word).collect();
        Value::from(format!("{} {}-{} {zone}", days.join(","), window.from(), window.to()))
    };
    let windows: Vec<Value> = hours.iter().map(window).collect();
    let windows = if windows.is_empty() { vec!["never".into()] } else { windows };
    constraint(&own(HOURS), "isAnyOf", windows.into())
}

fn constraint(left: &str, operator: &str, right: Value) -> Value {
    let mut constraint = json!({ "@type": "Constraint", "leftOperand": left, "operator": operator });
    constraint["rightOperand"] = right;
    constraint
}

fn date_time(at: Instant) -> Value {
    json!({ "@value": rfc3339(at), "@type": "xsd:dateTime" })
}
