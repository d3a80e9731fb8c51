//! What to point out, once and in a sentence each, before anybody signs. Nothing here keeps anybody from signing.

use consent::instant::DAY;
use consent::{Instant, LimitStands, Person, Version};

use crate::words::AgreementWords;

/// Something that is not even.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OneSided {
    /// Power is granted, and the holder has no responsibility.
    NoResponsibility,
    /// Nothing says what does either good afterwards.
    NoAftercare,
    /// Only one of the two says what does them good afterwards.
    AftercareOf(Person),
    /// The review is further than six months away.
    FarReview,
    /// Neither has set a limit.
    NoLimits,
    /// Only this person has set limits.
    LimitsOf(Person),
    /// Everything is granted and nothing is kept back, in words or by a limit of the giver's.
    NothingKeptBack,
}

/// Six months, in days.
const FAR: i64 = 183;

/// What is not even in these words, proposed at this instant, beside these limits.
pub fn one_sided(
    version: &Version,
    words: &AgreementWords,
    limits: &[LimitStands],
    proposed: Instant,
) -> Vec<OneSided> {
    let mut found = Vec::new();
    if !words.responsibilities.iter().any(|does| is_said(&does.says)) {
        found.push(OneSided::NoResponsibility);
    }
    found.extend(aftercare(words));
    if version.review_by > proposed.plus(FAR.saturating_mul(DAY)) {
        found.push(OneSided::FarReview);
    }
    let has = |person: Person| limits.iter().any(|limit| limit.by == person);
    match Person::BOTH.map(has) {
        [true, true] => {}
        [false, false] => found.push(OneSided::NoLimits),
        [true, false] => found.push(OneSided::LimitsOf(Person::One)),
        [false, true] => found.push(OneSided::LimitsOf(Person::Two)),
    }
    let grants_all = version.grants.iter().any(|grant| grant.area == consent::Area::everything());
    if grants_all && !is_said(&words.kept_back) && !has(version.giver) {
        found.push(OneSided::NothingKeptBack);
    }
    found
}

fn aftercare(words: &AgreementWords) -> Option<OneSided> {
    match Person::BOTH.map(|person| is_said(words.aftercare.get(person))) {
        [true, true] => None,
        [false, false] => Some(OneSided::NoAftercare),
        [true, false] => Some(OneSided::AftercareOf(Person::One)),
        [false, true] => Some(OneSided::AftercareOf(Person::Two)),
    }
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}
