//! What is not even is pointed out, each thing once.

use consent::{LimitKind, Power, Version};
use negotiation::one_sided::one_sided;
use negotiation::words::Each;
use negotiation::{AgreementWords, OneSided, Responsibility, Rhythm, Supposed};

use crate::{ADA, BO, grant, limit, nothing, now, version};

fn even() -> AgreementWords {
    AgreementWords {
        responsibilities: vec![Responsibility { says: "I ask.".to_owned(), rhythm: Rhythm::Daily }],
        aftercare: Each { one: "Tea.".to_owned(), two: "A walk.".to_owned() },
        ..AgreementWords::default()
    }
}

fn both_limit() -> Supposed {
    let mut known = nothing();
    limit(&mut known, ADA, "money", LimitKind::Hard);
    limit(&mut known, BO, "work", LimitKind::Soft);
    known
}

fn found(version: &Version, words: &AgreementWords, known: &Supposed) -> Vec<OneSided> {
    one_sided(version, words, &known.knowledge().limits_at(now()), now())
}

#[test]
fn what_is_even_has_nothing_pointed_out() {
    assert_eq!(found(&version(vec![grant("home", Power::Direct)]), &even(), &both_limit()), vec![]);
}

#[test]
fn each_side_that_is_missing_is_named() {
    let home = version(vec![grant("home", Power::Direct)]);
    let of = |words: &AgreementWords| found(&home, words, &both_limit());
    let blank = Responsibility { says: "  ".to_owned(), rhythm: Rhythm::Daily };
    assert_eq!(of(&AgreementWords { responsibilities: vec![blank], ..even() }), [OneSided::NoResponsibility]);
    assert_eq!(of(&AgreementWords { aftercare: Each::default(), ..even() }), [OneSided::NoAftercare]);
    let adas = Each { one: "Tea.".to_owned(), two: String::new() };
    assert_eq!(of(&AgreementWords { aftercare: adas, ..even() }), [OneSided::AftercareOf(ADA)]);
    let far = Version { review_by: now().plus_days(184), ..home.clone() };
    assert_eq!(found(&far, &even(), &both_limit()), [OneSided::FarReview]);
    let in_time = Version { review_by: now().plus_days(183), ..home.clone() };
    assert_eq!(found(&in_time, &even(), &both_limit()), vec![]);
    assert_eq!(found(&home, &even(), &nothing()), [OneSided::NoLimits]);
    let mut one = nothing();
    limit(&mut one, BO, "work", LimitKind::Soft);
    assert_eq!(found(&home, &even(), &one), [OneSided::LimitsOf(BO)]);
}

#[test]
fn where_everything_is_granted_something_may_be_kept_back() {
    let all = version(vec![grant("everything", Power::Direct)]);
    let mut bo = nothing();
    limit(&mut bo, BO, "work", LimitKind::Soft);
    assert_eq!(found(&all, &even(), &bo), [OneSided::LimitsOf(BO), OneSided::NothingKeptBack]);
    assert_eq!(found(&all, &even(), &both_limit()), vec![]);
    let said = AgreementWords { kept_back: "My journal.".to_owned(), ..even() };
    assert_eq!(found(&all, &said, &bo), [OneSided::LimitsOf(BO)]);
}
