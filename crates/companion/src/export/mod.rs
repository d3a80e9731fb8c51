//! An agreement to be read elsewhere: one version with its words, its signatures, the limits of both and what it changed, as
//! Markdown for people, as JSON with all of it, and as an ODRL 2.2 policy for programs. What an export says is what this device
//! knows at that instant; it opens nothing and proves nothing.
//!
//! The texts are in `words/en-exports.ftl`, which only those load who export ([`crate::words::EXPORTS`]).

mod json;
mod markdown;
mod odrl;

use consent::{
    ActId, AgreementStands, Both, Instant, Person, Refusal, Says, VersionStands, VersionState, Zone,
};
use negotiation::words::Unreadable;
use negotiation::{AgreementWords, Difference};

use crate::Limit;
use crate::circle_of_two::CircleOfTwo;
use crate::words::Words;
use crate::words::answer::{Acts, Scene};

/// A version with all that belongs to it.
pub struct Export<'e> {
    scene: Scene<'e>,
    agreement: AgreementStands,
    version: VersionStands,
    words: Result<AgreementWords, Unreadable>,
    limits: Vec<Limit>,
    became: Became,
    /// When each signed it: the signatures that stand, or those that stood before the end.
    signed: Both<Option<Instant>>,
    /// When it ceased to be in force, where it was ended or replaced.
    until: Option<Instant>,
    /// Absent where it could not be signed, so that there is nothing to compare.
    difference: Option<Difference>,
    /// When this was known.
    at: Instant,
}

/// What has become of a version, its agreement's end included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// Not both have signed it.
    Proposed,
    /// Both have, and its time is still to come.
    NotStarted,
    /// In force.
    Current,
    /// It was in force until its last day.
    Over,
    /// A newer one has taken its place.
    Replaced,
    /// One of the two has ended the agreement.
    Ended,
    /// It was taken back, or the other has said no to it.
    Retracted,
}

impl CircleOfTwo {
    /// A version, to be exported; `words` with the texts of exports in them.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`].
    pub fn export<'e>(
        &'e self,
        id: ActId,
        words: &'e Words,
        zone: &'e Zone,
        now: Instant,
    ) -> Result<Export<'e>, Refusal> {
        let (agreement, version) = self.version(id, now)?;
        let ever = self.ever_signed(id);
        let became = became(&version, &ever);
        Ok(Export {
            became,
            signed: if became == Became::Ended { ever } else { version.signed },
            until: self.ceased(became, &agreement, id),
            scene: self.scene(words, zone),
            agreement,
            version,
            words: self.words_of(id),
            limits: self.limits(now),
            difference: self.difference(id, words, now).ok(),
            at: now,
        })
    }
}

impl CircleOfTwo {
    /// When each last signed a version, whatever came after.
    fn ever_signed(&self, id: ActId) -> Both<Option<Instant>> {
        let mut signed = Both::default();
        for act in self.record.in_causal_order().filter_map(|entry| self.fold.shown(entry)) {
            if act.says == Says::Sign(id) {
                *signed.get_mut(act.by) = Some(act.at);
            }
        }
        signed
    }

    fn ceased(&self, became: Became, agreement: &AgreementStands, id: ActId) -> Option<Instant> {
        match became {
            Became::Ended => agreement.ended.iter().filter_map(|end| self.act(*end)).map(|end| end.at).min(),
            Became::Replaced => {
                let newer = agreement.versions.iter().filter(|other| other.version.replaces.contains(&id));
                newer.filter_map(in_force_from).min()
            }
            _ => None,
        }
    }
}

/// When both had signed a version and its time had come.
fn in_force_from(version: &VersionStands) -> Option<Instant> {
    let both = version.signed.one.zip(version.signed.two).map(|(one, two)| one.max(two))?;
    Some(version.version.starts.map_or(both, |starts| starts.max(both)))
}

/// An end takes the signatures before it away; what both had signed was ended, and what they had not stays a proposal.
fn became(version: &VersionStands, ever: &Both<Option<Instant>>) -> Became {
    let was_signed = ever.one.is_some() && ever.two.is_some();
    match version.state {
        VersionState::Ended if was_signed => Became::Ended,
        VersionState::Proposed | VersionState::Ended => Became::Proposed,
        VersionState::Retracted => Became::Retracted,
        VersionState::Replaced => Became::Replaced,
        VersionState::Over => Became::Over,
        VersionState::NotStarted => Became::NotStarted,
        VersionState::Current => Became::Current,
    }
}

impl Export<'_> {
    /// What has become of it.
    pub fn became(&self) -> Became {
        self.became
    }

    /// Who signed it when.
    fn signatures(&self) -> impl Iterator<Item = (Person, Instant)> {
        let signed = self.signed;
        Person::BOTH.into_iter().filter_map(move |person| signed.get(person).map(|at| (person, at)))
    }
}

impl Became {
    /// The word that files use; its text is named by it.
    pub fn word(self) -> &'static str {
        match self {
            Became::Proposed => "proposed",
            Became::NotStarted => "not-started",
            Became::Current => "in-force",
            Became::Over => "over",
            Became::Replaced => "replaced",
            Became::Ended => "ended",
            Became::Retracted => "retracted",
        }
    }
}

/// An act's name, whole.
fn hex(id: ActId) -> String {
    id.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 3339 in UTC.
fn rfc3339(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
