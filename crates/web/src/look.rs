//! What is looked at beside what holds: what a proposal would change, how a week is or would be. Worked out from the engine's
//! answers; it draws nothing.

use companion::CircleOfTwo;
use companion::negotiation::one_sided::one_sided;
use companion::negotiation::week::{self, Asked, Row};
use companion::negotiation::{AgreementWords, Difference, OneSided, Supposed};
use consent::{
    ActId, AgreementStands, Area, Instant, Knowledge, Person, Power, Refusal, Version, VersionStands,
    VersionState, Zone,
};

use crate::strip::{Strip, place};
use crate::words;

/// What somebody looks at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Look {
    /// What a version changes.
    Version(ActId),
    /// What a proposal that is being written would change.
    Draft(Box<Version>, Box<AgreementWords>),
    /// A week.
    Week(Week),
}

/// Which week.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Week {
    /// As if both had signed it; absent: as it is.
    pub(crate) version: Option<ActId>,
    /// Whose life.
    pub(crate) giver: Person,
    /// What.
    pub(crate) power: Power,
    /// Weeks from this one.
    pub(crate) ahead: i64,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// A proposal that could not be signed, and why.
    Refused(Refusal),
    /// What it changes, and what is not even in it.
    Changes(Box<Difference>, Vec<OneSided>),
    /// A week from Monday on.
    Week(Box<SeenWeek>),
}

/// A week.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeenWeek {
    pub(crate) strips: Vec<Strip>,
    /// The first instants of its days.
    pub(crate) days: Vec<Instant>,
    /// Where now is, if in it.
    pub(crate) now: Option<i64>,
}

impl Look {
    /// What is seen of it at this instant.
    pub(crate) fn see(&self, of: &CircleOfTwo, now: Instant, zone: &Zone) -> Seen {
        let seen = match self {
            Look::Version(id) => version(of, *id, now),
            Look::Draft(version, words) => changes(of, version, words, now, now),
            Look::Week(week) => week.see(of.knowledge(), now, zone).map(|week| Seen::Week(Box::new(week))),
        };
        seen.unwrap_or_else(Seen::Refused)
    }
}

fn version(of: &CircleOfTwo, id: ActId, now: Instant) -> Result<Seen, Refusal> {
    let agreements = of.knowledge().agreements_at(now);
    let version = find(&agreements, id).ok_or(Refusal::UnknownVersion)?;
    let words = of.words_of(id).unwrap_or_default();
    changes(of, &version.version, &words, version.proposed, now)
}

fn find(agreements: &[AgreementStands], id: ActId) -> Option<&VersionStands> {
    agreements.iter().flat_map(|agreement| &agreement.versions).find(|version| version.id == id)
}

fn changes(
    of: &CircleOfTwo,
    version: &Version,
    words: &AgreementWords,
    proposed: Instant,
    now: Instant,
) -> Result<Seen, Refusal> {
    let before = version.replaces.first().map(|id| of.words_of(*id).unwrap_or_default()).unwrap_or_default();
    let rhythm = |rhythm: companion::negotiation::Rhythm| words::say(&format!("rhythm-{}", rhythm.word()));
    let difference = Difference::of(of.knowledge(), version, now)?.with_words(&before, words, &rhythm);
    let limits = of.knowledge().limits_at(now);
    Ok(Seen::Changes(Box::new(difference), one_sided(version, words, &limits, proposed)))
}

impl Week {
    fn see(&self, knowledge: &Knowledge, now: Instant, zone: &Zone) -> Result<SeenWeek, Refusal> {
        let (from, to) = week::of(now.plus_days(7 * self.ahead), zone);
        let supposed = match self.version {
            Some(id) => {
                let mut supposed = Supposed::of(knowledge, now);
                supposed.sign(id)?;
                Some(supposed)
            }
            None => None,
        };
        let knowledge = supposed.as_ref().map_or(knowledge, Supposed::knowledge);
        let (of, by) = (self.giver, self.giver.other());
        let areas = areas(knowledge, self.giver, now);
        let rows = week::picture(knowledge, &Asked { of, by, power: self.power, from, to }, &areas);
        let strip = |row: Row| Strip::of(self.giver, row.area, self.power, &row.runs, (from, to));
        let days = (0..7).map(|day| crate::clock::day_of(from.plus_days(day).plus(12 * HOUR), zone).0);
        Ok(SeenWeek {
            strips: rows.into_iter().map(strip).collect(),
            days: days.collect(),
            now: (from..to).contains(&now).then(|| place(now, (from, to))),
        })
    }
}

const HOUR: i64 = consent::instant::HOUR;

/// The areas that agreements in this direction and limits name.
fn areas(knowledge: &Knowledge, giver: Person, now: Instant) -> Vec<Area> {
    let agreements = knowledge.agreements_at(now);
    let of_giver = agreements.iter().filter(|agreement| agreement.giver == giver);
    let versions = of_giver.flat_map(|agreement| &agreement.versions);
    let holds =
        |version: &&VersionStands| matches!(version.state, VersionState::Current | VersionState::NotStarted);
    let granted = versions.filter(holds).flat_map(|version| &version.version.grants);
    let mut areas: Vec<Area> = granted.map(|grant| grant.area.clone()).collect();
    areas.extend(knowledge.limits_at(now).into_iter().map(|limit| limit.area));
    areas.sort();
    areas.dedup();
    areas
}
