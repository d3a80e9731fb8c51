//! A version of an agreement, looked up for whoever reads it: what it changes, and how it would be if both signed it now.

use consent::{
    ActId, AgreementStands, Instant, Knowledge, Person, Refusal, Version, VersionStands, VersionState,
};
use negotiation::one_sided::one_sided;
use negotiation::{AgreementWords, Difference, OneSided, Rhythm, Supposed};

use crate::circle_of_two::CircleOfTwo;
use crate::words::Words;

impl CircleOfTwo {
    /// The version of this name as it stands, with its agreement.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`].
    pub fn version(&self, id: ActId, now: Instant) -> Result<(AgreementStands, VersionStands), Refusal> {
        let has = |agreement: &AgreementStands| agreement.versions.iter().any(|version| version.id == id);
        let agreement = self.knowledge().agreements_at(now).into_iter().find(has);
        let agreement = agreement.ok_or(Refusal::UnknownVersion)?;
        let version = agreement.versions.iter().find(|version| version.id == id).cloned();
        Ok((agreement, version.ok_or(Refusal::UnknownVersion)?))
    }

    /// What a version changes. A proposal is held against what is in force now; one that both have signed against the version
    /// that it amended, by itself, as it was when it was proposed.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`]; what keeps a proposal from being signed.
    pub fn difference(&self, id: ActId, words: &Words, now: Instant) -> Result<Difference, Refusal> {
        let (agreement, stands) = self.version(id, now)?;
        let written = self.words_of(id).unwrap_or_default();
        if stands.state == VersionState::Proposed {
            return self.difference_of(&stands.version, &written, words, now);
        }
        let before = agreement.versions.iter().find(|other| stands.version.replaces.contains(&other.id));
        let difference = against(before, &stands)?;
        Ok(difference.with_words(&self.words_before(&stands.version), &written, &rhythm(words)))
    }

    /// What these words would change if they were proposed.
    ///
    /// # Errors
    /// The [`Refusal`] that they would meet.
    pub fn difference_of(
        &self,
        version: &Version,
        written: &AgreementWords,
        words: &Words,
        now: Instant,
    ) -> Result<Difference, Refusal> {
        let difference = Difference::of(self.knowledge(), version, now)?;
        Ok(difference.with_words(&self.words_before(version), written, &rhythm(words)))
    }

    /// What is not even in these words, proposed at that instant, beside the limits that stand now.
    pub fn one_sided(
        &self,
        version: &Version,
        written: &AgreementWords,
        proposed: Instant,
        now: Instant,
    ) -> Vec<OneSided> {
        one_sided(version, written, &self.knowledge().limits_at(now), proposed)
    }

    /// What would be known if both signed this version now.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`]; what keeps it from being signed.
    pub fn if_both_signed(&self, id: ActId, now: Instant) -> Result<Supposed, Refusal> {
        let mut supposed = Supposed::of(self.knowledge(), now);
        supposed.sign(id)?;
        Ok(supposed)
    }

    fn words_before(&self, version: &Version) -> AgreementWords {
        let before = version.replaces.first();
        before.map(|id| self.words_of(*id).unwrap_or_default()).unwrap_or_default()
    }
}

/// The version before is in force, and nothing else is known.
fn against(before: Option<&VersionStands>, after: &VersionStands) -> Result<Difference, Refusal> {
    let mut known = Knowledge::new();
    let mut replaces = Vec::new();
    if let Some(before) = before {
        let mut supposed = Supposed::of(&known, before.proposed);
        replaces.push(supposed.agree(Version { replaces: Vec::new(), ..before.version.clone() })?);
        known = supposed.knowledge().clone();
    }
    Difference::of(&known, &Version { replaces, ..after.version.clone() }, after.proposed)
}

fn rhythm(words: &Words) -> impl Fn(Rhythm) -> String {
    |rhythm| words.say(&format!("rhythm-{}", rhythm.word()), &[])
}

/// Whose life a question without a name is about: of whoever gives, where only one of the two does; of oneself, where nobody
/// does; absent where both do.
pub fn giver_meant(agreements: &[AgreementStands], own: Person) -> Option<Person> {
    let gives = |person: Person| agreements.iter().any(|agreement| agreement.giver == person);
    match Person::BOTH.map(gives) {
        [true, false] => Some(Person::One),
        [false, true] => Some(Person::Two),
        [false, false] => Some(own),
        [true, true] => None,
    }
}
