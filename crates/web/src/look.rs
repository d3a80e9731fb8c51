//! What is looked at beside what holds: what a proposal would change, how a week is or would be. Worked out from the engine's
//! answers; it draws nothing.

use std::sync::Arc;

use companion::CircleOfTwo;
use companion::keeping::Looking;
use companion::negotiation::week::{self, Asked, Row};
use companion::negotiation::{AgreementWords, Difference, OneSided, Supposed};
use consent::{ActId, Instant, Person, Power, Refusal, Version, VersionState, Zone};
use leptos::wasm_split::wasm_split;

use crate::later::DidNotCome;
use companion::timeline::Topic;

use crate::living::{CheckInsSeen, DaySeen, DirectionSeen, JournalSeen, LiveSeen, ReflectSeen, Seeing};
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
    /// Daily life as it stands.
    Live,
    /// Every direction that there was; so many of the newest.
    Lived(usize),
    /// How both have been; so many of the newest.
    CheckIns(usize),
    /// Over time.
    Reflect,
    /// Pages of one's own with these words, and what the other shared; so many.
    Journal(String, usize),
    /// All that both share: of these topics, with these words, so many.
    Timeline(Vec<Topic>, String, usize),
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
    /// Daily life.
    Live(Arc<LiveSeen>),
    /// Directions, the newest first.
    Lived(Arc<Vec<DirectionSeen>>),
    /// Check-ins, the newest first.
    CheckIns(Arc<CheckInsSeen>),
    /// Over time.
    Reflect(Arc<ReflectSeen>),
    /// Pages, the newest first.
    Journal(Arc<JournalSeen>),
    /// Days, the newest first, each with its lines.
    Timeline(Arc<Vec<DaySeen>>),
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

/// What works out what is seen of something at an instant.
pub(crate) type See = fn(&Look, Looking<'_>, Instant, &Zone) -> Seen;

/// It comes with the pages that look at something, and nothing of it is loaded before.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn seeing() -> Result<See, DidNotCome> {
    Ok(Look::see)
}

impl Look {
    /// What is seen of it at this instant.
    pub(crate) fn see(&self, looking: Looking<'_>, now: Instant, zone: &Zone) -> Seen {
        let (of, seeing) = (looking.circle, Seeing { looking, now, zone });
        let seen = match self {
            Look::Version(id) => version(of, *id, now),
            Look::Draft(version, written) => words::with(|words| {
                let difference = of.difference_of(version, written, words, now)?;
                Ok(Seen::Changes(Box::new(difference), of.one_sided(version, written, now, now)))
            }),
            Look::Week(week) => week.see(of, now, zone).map(|week| Seen::Week(Box::new(week))),
            Look::Live => Ok(Seen::Live(Arc::new(seeing.live()))),
            Look::Lived(most) => Ok(Seen::Lived(Arc::new(seeing.lived(*most)))),
            Look::CheckIns(most) => Ok(Seen::CheckIns(Arc::new(seeing.check_ins(*most)))),
            Look::Journal(search, most) => Ok(Seen::Journal(Arc::new(seeing.journal(search, *most)))),
            Look::Timeline(topics, search, most) => {
                Ok(Seen::Timeline(Arc::new(seeing.timeline(topics, search, *most))))
            }
            Look::Reflect => Ok(Seen::Reflect(Arc::new(seeing.reflect()))),
        };
        seen.unwrap_or_else(Seen::Refused)
    }
}

/// What is not even is pointed out before anybody signs, and not again.
fn version(of: &CircleOfTwo, id: ActId, now: Instant) -> Result<Seen, Refusal> {
    let (_, stands) = of.version(id, now)?;
    let difference = words::with(|words| of.difference(id, words, now))?;
    let one_sided = match stands.state {
        VersionState::Proposed | VersionState::Ended => {
            let written = of.words_of(id).unwrap_or_default();
            of.one_sided(&stands.version, &written, stands.proposed, now)
        }
        _ => Vec::new(),
    };
    Ok(Seen::Changes(Box::new(difference), one_sided))
}

impl Week {
    fn see(&self, of: &CircleOfTwo, now: Instant, zone: &Zone) -> Result<SeenWeek, Refusal> {
        let (from, to) = week::of(now.plus_days(7 * self.ahead), zone);
        let supposed = self.version.map(|id| of.if_both_signed(id, now)).transpose()?;
        let knowledge = supposed.as_ref().map_or(of.knowledge(), Supposed::knowledge);
        let areas = week::areas(knowledge, self.giver, now);
        let asked = Asked { of: self.giver, by: self.giver.other(), power: self.power, from, to };
        let rows = week::picture(knowledge, &asked, &areas);
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
