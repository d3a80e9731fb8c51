//! The part of the line named "versions": signatures that stand, seals, what is in force, replaced and current.

use consent::{ActId, Grant, Instant, Person, Says};

use super::agreements::Agreement;
use super::known::{At, Known};

impl<'k> At<'k> {
    /// This person's signatures on this version that stand.
    pub(super) fn standing_signatures(
        &self,
        agreement: &Agreement,
        version: ActId,
        by: Person,
    ) -> Vec<&'k Known> {
        let is_signature = |act: &&Known| matches!(act.says, Says::Sign(signed) if signed == version);
        self.acts_by(by).filter(is_signature).filter(|signature| self.stands(agreement, signature)).collect()
    }

    /// "Unless K holds an `end` of this agreement, by either person, that the signature has not seen."
    fn stands(&self, agreement: &Agreement, signature: &Known) -> bool {
        let is_end = |act: &&Known| matches!(act.says, Says::End(ended) if agreement.contains(&ended));
        self.acts().filter(is_end).all(|end| signature.has_seen(end))
    }

    /// "The later of the two people's first signatures on it that stand"; none where one of the two has none.
    pub(super) fn seal(&self, agreement: &Agreement, version: ActId) -> Option<Instant> {
        let first = |by: Person| {
            let signatures = self.standing_signatures(agreement, version, by);
            signatures.into_iter().map(|signature| signature.at).min()
        };
        Some(first(Person::One)?.max(first(Person::Two)?))
    }

    /// When a sealed version comes, or came, into force: the later of its seal and its `starts`.
    pub(super) fn comes_into_force(&self, agreement: &Agreement, version: ActId) -> Option<Instant> {
        let seal = self.seal(agreement, version)?;
        let (_, words) = self.version(version)?;
        Some(words.starts.map_or(seal, |starts| starts.max(seal)))
    }

    fn has_come_into_force(&self, agreement: &Agreement, version: ActId) -> bool {
        self.comes_into_force(agreement, version).is_some_and(|comes| comes <= self.instant)
    }

    /// Whether the newer version replaces the older one, "directly or through other versions", which need not be sealed.
    pub(super) fn replaces(&self, newer: ActId, older: ActId) -> bool {
        let Some((_, newer)) = self.version(newer) else { return false };
        newer.replaces.iter().any(|replaced| *replaced == older || self.replaces(*replaced, older))
    }

    pub(super) fn is_replaced(&self, agreement: &Agreement, version: ActId) -> bool {
        let mut in_force = agreement.iter().filter(|newer| self.has_come_into_force(agreement, **newer));
        in_force.any(|newer| self.replaces(*newer, version))
    }

    /// "Versions that have come into force and are not replaced are *current*."
    pub(super) fn current(&self, agreement: &Agreement) -> Vec<ActId> {
        let is_current = |version: &ActId| {
            self.has_come_into_force(agreement, *version) && !self.is_replaced(agreement, *version)
        };
        agreement.iter().copied().filter(is_current).collect()
    }

    /// A grant's first seal: "the seal of the version itself, or, where every version that it replaces is sealed and has
    /// a grant equal in every field, the latest of those grants' first seals".
    pub(super) fn first_seal(&self, agreement: &Agreement, version: ActId, grant: &Grant) -> Option<Instant> {
        let seal = self.seal(agreement, version)?;
        let (_, words) = self.version(version)?;
        let mut latest = None;
        for replaced in &words.replaces {
            let has_it = self.version(*replaced).is_some_and(|(_, older)| older.grants.contains(grant));
            match self.first_seal(agreement, *replaced, grant) {
                Some(first) if has_it => latest = latest.max(Some(first)),
                // It has no such grant, or is not sealed.
                _ => return Some(seal),
            }
        }
        latest.or(Some(seal))
    }
}
