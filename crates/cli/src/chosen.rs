//! What a command is about: whom and what was named, or the only one that fits.

use companion::{CircleOfTwo, giver_meant};
use consent::{ActId, AgreementStands, Instant, Person, Power, VersionStands, VersionState};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::told::{hex, short};

impl Called<'_> {
    /// Whose life is meant: who was named, or whoever gives where only one of the two does.
    pub(crate) fn asked_of(&self, circle: &CircleOfTwo) -> Result<Person, Failure> {
        if let Some(named) = self.text("of") {
            return self.person(circle, named);
        }
        let meant = giver_meant(&circle.knowledge().agreements_at(now()), circle.own());
        meant.ok_or_else(|| self.call("failed-of-whom", &[("names", self.words.list(circle.people()))]))
    }

    /// The person of this name.
    pub(crate) fn person(&self, circle: &CircleOfTwo, named: &str) -> Result<Person, Failure> {
        let found = Person::BOTH.into_iter().find(|person| name(circle, *person) == named);
        let names = self.words.list(circle.people());
        found.ok_or_else(|| self.call("failed-no-such-person", &[("names", names)]))
    }

    /// The power that was named.
    pub(crate) fn power(&self) -> Result<Power, Failure> {
        Power::parse(self.text("power").unwrap_or_default()).map_err(Failure::Refused)
    }

    /// The time that was named, if one was.
    pub(crate) fn at(&self, own: &Own) -> Result<Option<Instant>, Failure> {
        self.text("at").map(|text| self.time(text, own.zone())).transpose()
    }

    /// The version that is to be read: the one that was named, or the only proposal, or else the only one in force or to come.
    pub(crate) fn read_version(&self, own: &Own) -> Result<ActId, Failure> {
        let (_, circle) = self.circle(own)?;
        let agreements = circle.knowledge().agreements_at(now());
        let mut versions = agreements.iter().flat_map(|agreement| &agreement.versions);
        if versions.any(|version| version.state == VersionState::Proposed) {
            return self.version(own, |version, _| version.state == VersionState::Proposed);
        }
        let alive = [VersionState::Current, VersionState::NotStarted];
        self.version(own, |version, _| alive.contains(&version.state))
    }

    /// The version that was named, or the only one that fits.
    pub(crate) fn version(
        &self,
        own: &Own,
        fits: impl Fn(&VersionStands, Person) -> bool,
    ) -> Result<ActId, Failure> {
        let (_, circle) = self.circle(own)?;
        let agreements = circle.knowledge().agreements_at(now());
        let versions = || agreements.iter().flat_map(|agreement| &agreement.versions);
        let found: Vec<ActId> = match self.text("version") {
            Some(name) => {
                versions().map(|version| version.id).filter(|id| hex(*id).starts_with(name)).collect()
            }
            None => {
                versions().filter(|version| fits(version, circle.own())).map(|version| version.id).collect()
            }
        };
        self.only(&found)
    }

    /// The agreement that was named by any of its versions, or the only one that has a version in force or to come.
    pub(crate) fn agreement(&self, own: &Own) -> Result<ActId, Failure> {
        if self.text("version").is_some() {
            return self.version(own, |_, _| true);
        }
        let (_, circle) = self.circle(own)?;
        let lives = |agreement: &AgreementStands| {
            let alive = [VersionState::Current, VersionState::NotStarted];
            agreement.versions.iter().any(|version| alive.contains(&version.state))
        };
        let agreements = circle.knowledge().agreements_at(now());
        let found: Vec<ActId> =
            agreements.iter().filter(|agreement| lives(agreement)).map(|agreement| agreement.id).collect();
        self.only(&found)
    }

    fn only(&self, found: &[ActId]) -> Result<ActId, Failure> {
        match found {
            [only] => Ok(*only),
            [] if self.text("version").is_some() => Err(Failure::Refused(consent::Refusal::UnknownVersion)),
            [] => Err(self.call("failed-no-version", &[])),
            several => {
                let names = self.words.list(several.iter().map(|id| short(*id)));
                Err(self.call("failed-several-versions", &[("versions", names)]))
            }
        }
    }
}

/// A person's name.
pub(crate) fn name(circle: &CircleOfTwo, person: Person) -> String {
    let [one, two] = circle.people();
    match person {
        Person::One => one.clone(),
        Person::Two => two.clone(),
    }
}
