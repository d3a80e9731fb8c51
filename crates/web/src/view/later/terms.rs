//! The terms of a version in words, as both read them before they sign.

use std::collections::BTreeMap;

use companion::words::Words;
use companion::words::answer::Scene;
use consent::{AgreementStands, Area, Grant, Person, VersionStands, VersionState, Zone};

use crate::device::Circle;
use crate::{clock, typed};

/// Who reads, and in which words.
pub(super) struct Terms<'t> {
    pub(super) words: &'t Words,
    pub(super) circle: &'t Circle,
    pub(super) zone: &'t Zone,
}

impl Terms<'_> {
    /// What gives what to whom: "Bo may decide in these areas of your life".
    pub(super) fn direction(&self, holder: Person) -> String {
        self.fill(if holder == self.circle.own { "terms-you-hold" } else { "terms-they-hold" }, &[])
    }

    /// A grant's own line.
    pub(super) fn grant(&self, grant: &Grant) -> String {
        let mut parts = vec![
            self.fill(&format!("terms-power-{}", grant.power.word()), &[]),
            self.fill(&format!("terms-mode-{}", grant.mode.word()), &[]),
        ];
        if grant.hours.is_some() {
            parts.push(self.hours(grant));
        }
        if grant.moments {
            parts.push(self.fill("terms-moments", &[]));
        }
        if let Some(starts) = grant.starts {
            parts.push(
                self.fill("terms-starts", &[("when", clock::date_time(self.words, starts, self.zone))]),
            );
        }
        if let Some(ends) = grant.ends {
            parts.push(self.fill("terms-ends", &[("when", clock::date_time(self.words, ends, self.zone))]));
        }
        if grant.area == Area::everything() {
            parts.push(self.fill("terms-heavy-within", &[]));
        } else if grant.area.is_heavy() {
            parts.push(self.fill("terms-heavy", &[]));
        }
        self.words.list(parts)
    }

    fn hours(&self, grant: &Grant) -> String {
        let acts = BTreeMap::new();
        let scene = Scene { words: self.words, zone: self.zone, people: &self.circle.people, acts: &acts };
        scene.hours(grant)
    }

    /// Everything else that it says, a line each.
    pub(super) fn rest(&self, version: &VersionStands) -> Vec<String> {
        let (says, date) = (&version.version, |at| self.words.date(at, self.zone));
        let mut lines = vec![self.fill("terms-review", &[("when", date(says.review_by.plus(-1)))])];
        if let Some(starts) = says.starts {
            lines.push(self.fill("terms-starts-all", &[("when", date(starts))]));
        }
        if let Some(ends) = says.ends {
            lines.push(self.fill("terms-ends-all", &[("when", date(ends))]));
        }
        if let Some(rhythm) = says.check_in {
            let gaps = [("days", rhythm.every_days.to_string()), ("grace", rhythm.grace_days.to_string())];
            lines.push(self.fill("terms-check-in", &gaps));
        }
        lines.push(self.fill("terms-zone", &[("zone", says.zone.name().to_owned())]));
        lines
    }

    /// What has become of it, in a few words.
    pub(super) fn state(&self, agreement: &AgreementStands, version: &VersionStands) -> String {
        let own = self.circle.own;
        let name = match version.state {
            VersionState::Proposed if version.signed.get(own).is_some() => "state-waits-them",
            VersionState::Proposed if version.signed.get(own.other()).is_some() => "state-waits-you",
            VersionState::Proposed => "state-unsigned",
            VersionState::NotStarted => "state-to-come",
            VersionState::Current if agreement.moment_until.is_some() => "state-moment",
            VersionState::Current => "state-current",
            VersionState::Over => "state-over",
            VersionState::Replaced => "state-replaced",
            VersionState::Ended => "state-ended",
            VersionState::Retracted => {
                let by_proposer = version.retracted.get(version.by).is_some();
                let by = if by_proposer { version.by } else { version.by.other() };
                match (by_proposer, by == own) {
                    (true, true) => "state-taken-back-you",
                    (true, false) => "state-taken-back-they",
                    (false, true) => "state-declined-you",
                    (false, false) => "state-declined-they",
                }
            }
        };
        self.fill(name, &[])
    }

    /// What to call it.
    pub(super) fn title(&self, version: &VersionStands) -> String {
        let when = self.words.date(version.proposed, self.zone);
        let name = match (version.state, version.by == self.circle.own) {
            (VersionState::Proposed | VersionState::Retracted, true) => "title-you-propose",
            (VersionState::Proposed | VersionState::Retracted, false) => "title-they-propose",
            _ => "title-agreed",
        };
        self.fill(name, &[("when", when)])
    }

    /// The areas in a row.
    pub(super) fn areas(&self, version: &VersionStands) -> String {
        self.words.list(version.version.grants.iter().map(|grant| typed::shown(&grant.area)))
    }

    pub(super) fn fill(&self, name: &str, gaps: &[(&str, String)]) -> String {
        let other = ("other", self.circle.other().into());
        let gaps = gaps.iter().map(|(gap, text)| (*gap, text.as_str().into())).chain([other]);
        self.words.say(name, &gaps.collect::<Vec<_>>())
    }
}
