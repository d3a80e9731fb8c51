//! What nobody said yet changes nothing that is known.

use consent::{Power, Question, Refusal, Says, Verdict};

use crate::{ADA, BO, area, grant, in_moments, nothing, now, version};
use negotiation::Supposed;

fn may(known: &Supposed, path: &str) -> Verdict {
    let question = Question { of: ADA, by: BO, area: area(path), power: Power::Guide };
    known.knowledge().verdict(&question, now())
}

#[test]
fn if_both_signed_it_would_be_in_force_and_what_is_known_stays() {
    let known = nothing();
    let mut supposed = Supposed::of(known.knowledge(), now());
    supposed.agree(version(vec![grant("home", Power::Guide)])).unwrap();
    assert_eq!((may(&supposed, "home"), may(&known, "home")), (Verdict::Allowed, Verdict::NotAgreed));
}

#[test]
fn the_three_days_of_a_heavy_area_are_seen_and_an_equal_grant_keeps_its_own() {
    let mut known = nothing();
    let id = known.agree(version(vec![grant("money", Power::Guide)])).unwrap();
    assert_eq!(may(&known, "money"), Verdict::NotNow);
    let later = now().plus_days(4);
    let mut supposed = Supposed::of(known.knowledge(), later);
    let again = consent::Version {
        replaces: vec![id],
        ..version(vec![grant("money", Power::Guide), grant("work", Power::Guide)])
    };
    supposed.agree(again).unwrap();
    let at = |path| {
        let question = Question { of: ADA, by: BO, area: area(path), power: Power::Guide };
        supposed.knowledge().verdict(&question, later)
    };
    assert_eq!((at("money"), at("work")), (Verdict::Allowed, Verdict::NotNow));
}

#[test]
fn a_stop_is_answered_and_a_moment_closed_before_both_sign() {
    let mut known = nothing();
    let play = known.agree(version(vec![in_moments(grant("play", Power::Guide))])).unwrap();
    known.say(ADA, Says::Open(play, 60)).unwrap();
    let moment = known.say(ADA, Says::Propose(Box::new(version(vec![grant("home", Power::Guide)])))).unwrap();
    assert_eq!(known.say(BO, Says::Sign(moment)).err(), Some(Refusal::WhileMoment(consent::Doing::Sign)));
    let mut supposed = Supposed::of(known.knowledge(), now());
    assert_eq!(supposed.sign(moment), Ok(()));
    known.say(ADA, Says::Stop).unwrap();
    let mut supposed = Supposed::of(known.knowledge(), now());
    assert_eq!(supposed.sign(moment), Ok(()));
    assert_eq!(may(&supposed, "home"), Verdict::Allowed);
}
