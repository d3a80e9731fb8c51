//! What a proposal opens and closes is told rightly.

use consent::{CheckIn, Grant, LimitKind, Power, Refusal, Says, Version};
use negotiation::difference::{Field, Mark, Minutes, Term};
use negotiation::{AgreementWords, Change, Difference, Responsibility, Rhythm, Supposed};

use crate::{ADA, BO, area, asking, grant, in_moments, limit, nothing, now, version, window, within};

fn changes(known: &Supposed, proposal: &Version) -> Vec<Change> {
    Difference::of(known.knowledge(), proposal, now()).unwrap().changes
}

/// Both have signed these, and this proposal amends them.
fn amended(before: Vec<Grant>, after: Vec<Grant>) -> Vec<Change> {
    let mut known = nothing();
    let id = known.agree(version(before)).unwrap();
    changes(&known, &Version { replaces: vec![id], ..version(after) })
}

const WEEK: i64 = 10_080;

#[test]
fn an_hour_that_moves_opens_one_hour_and_closes_another() {
    let home = || grant("home", Power::Decide);
    let changes = amended(vec![within("18:00", "22:00", home())], vec![within("19:00", "23:00", home())]);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((&change.area, change.powers.as_slice()), (&area("home"), &[Power::Guide, Power::Decide][..]));
    assert_eq!(
        (change.opens.minutes, change.opens.windows.as_slice()),
        (420, &[window("22:00", "23:00")][..])
    );
    assert_eq!(
        (change.closes.minutes, change.closes.windows.as_slice()),
        (420, &[window("18:00", "19:00")][..])
    );
    assert_eq!((change.before, change.after), (Minutes { freely: 1680, asking: 0 }, change.before));
}

#[test]
fn the_same_hours_in_other_words_change_nothing() {
    let home = || grant("home", Power::Decide);
    let two = [window("18:00", "20:00"), window("20:00", "22:00")].to_vec();
    let in_two = Grant { hours: Some(two), ..home() };
    assert_eq!(amended(vec![within("18:00", "22:00", home())], vec![in_two]), vec![]);
    let covered = vec![grant("home", Power::Direct), asking(grant("home/chores", Power::Decide))];
    assert_eq!(amended(vec![grant("home", Power::Direct)], covered), vec![], "another grant covers it");
}

#[test]
fn a_lesser_power_closes_the_greater_one_alone() {
    let changes = amended(vec![grant("home", Power::Direct)], vec![grant("home", Power::Decide)]);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(change.powers, [Power::Direct]);
    assert_eq!((change.opens.minutes, change.closes.minutes), (0, WEEK));
    assert!(change.closes.windows.is_empty(), "the whole week");
}

#[test]
fn not_being_asked_any_more_opens() {
    let changes = amended(vec![asking(grant("style", Power::Decide))], vec![grant("style", Power::Decide)]);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert!(change.opens_more() && !change.closes_more());
    assert_eq!(change.before, Minutes { freely: 0, asking: WEEK });
    assert_eq!(change.after, Minutes { freely: WEEK, asking: 0 });
}

#[test]
fn what_a_limit_keeps_closed_is_not_opened() {
    let mut known = nothing();
    limit(&mut known, ADA, "home/study", LimitKind::Hard);
    limit(&mut known, BO, "home/study/desk", LimitKind::Soft);
    let changes = changes(&known, &version(vec![grant("home", Power::Decide)]));
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((&change.area, change.except.as_slice()), (&area("home"), &[area("home/study")][..]));
}

#[test]
fn a_grant_inside_another_is_told_only_where_it_changes_something_of_its_own() {
    let after = vec![grant("home", Power::Guide), grant("home/kitchen", Power::Direct)];
    let changes = amended(vec![grant("home/kitchen", Power::Decide)], after);
    let told: Vec<_> = changes.iter().map(|c| (c.area.as_str(), c.powers.clone())).collect();
    assert_eq!(told, [("home", vec![Power::Guide]), ("home/kitchen", vec![Power::Direct])]);
    assert_eq!(changes[0].except, [area("home/kitchen")]);
}

#[test]
fn signing_anew_opens_what_was_withdrawn() {
    let mut known = nothing();
    let id = known.agree(version(vec![grant("home", Power::Decide)])).unwrap();
    known.say(ADA, Says::Withdraw(id, area("home/study"))).unwrap();
    let again = Version { replaces: vec![id], ..version(vec![grant("home", Power::Decide)]) };
    let changes = changes(&known, &again);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.area.as_str(), change.opens.minutes), ("home/study", WEEK));
}

#[test]
fn what_holds_in_moments_is_told_as_that() {
    let before = vec![in_moments(grant("play", Power::Decide))];
    let changes = amended(before, vec![in_moments(grant("play", Power::Direct))]);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert!(change.in_moments && change.powers == [Power::Direct] && change.opens_more());
    let standing =
        amended(vec![in_moments(grant("play", Power::Decide))], vec![grant("play", Power::Decide)]);
    let [change] = standing.as_slice() else { panic!("{standing:?}") };
    assert!(!change.in_moments && change.opens_more(), "it holds outside of moments too");
}

#[test]
fn a_heavy_area_waits_and_others_do_not() {
    let changes =
        changes(&nothing(), &version(vec![grant("money/gifts", Power::Guide), grant("rest", Power::Guide)]));
    let waits: Vec<_> = changes.iter().map(|change| (change.area.as_str(), change.waits)).collect();
    assert_eq!(waits, [("money/gifts", true), ("rest", false)]);
}

/// ```text
///   Bo    a ── sign ──┬── b ── sign b, c
///   Ada     └─ sign ──┴── c ── sign b, c       d replaces b alone
/// ```
#[test]
fn of_versions_side_by_side_the_one_that_stays_still_closes() {
    let mut known = nothing();
    let a = known.agree(version(vec![grant("home", Power::Guide)])).unwrap();
    let b = Version { replaces: vec![a], ..version(vec![grant("home", Power::Direct)]) };
    let b = known.agree(b).unwrap();
    let c = Version { replaces: vec![a], ..version(vec![grant("home", Power::Decide)]) };
    known.agree(c).unwrap();
    let d = Version { replaces: vec![b], ..version(vec![grant("everything", Power::Direct)]) };
    assert_eq!(changes(&known, &d), vec![], "what stays in force beside it allows no more than it did");
}

#[test]
fn another_agreement_in_the_same_direction_stays_and_one_in_the_other_does_not_count() {
    let mut known = nothing();
    known.agree(version(vec![grant("home", Power::Direct)])).unwrap();
    let back = Version { giver: BO, holder: ADA, ..version(vec![grant("rest", Power::Direct)]) };
    known.agree(back).unwrap();
    let proposal = version(vec![grant("home/kitchen", Power::Decide), grant("rest", Power::Guide)]);
    let told: Vec<_> = changes(&known, &proposal).into_iter().map(|change| change.area).collect();
    assert_eq!(told, [area("rest")]);
}

#[test]
fn what_only_time_does_is_told_as_terms_and_opens_and_closes_nothing() {
    let mut known = nothing();
    let rhythm = CheckIn { every_days: 7, grace_days: 2 };
    let before = Version { check_in: Some(rhythm), ..version(vec![grant("home", Power::Decide)]) };
    let id = known.agree(before.clone()).unwrap();
    let after = Version {
        replaces: vec![id],
        ends: Some(now().plus_days(3)),
        starts: Some(now().plus_days(1)),
        review_by: now().plus_days(30),
        check_in: None,
        ..before
    };
    let difference = Difference::of(known.knowledge(), &after, now()).unwrap();
    assert_eq!(difference.changes, vec![]);
    let expected = [
        Term::Starts { before: None, after: after.starts },
        Term::Ends { before: None, after: after.ends },
        Term::Review { before: now().plus_days(90), after: after.review_by },
        Term::CheckIn { before: Some(rhythm), after: None },
    ];
    assert_eq!(difference.terms, expected);
}

#[test]
fn a_stop_and_an_open_moment_do_not_keep_anybody_from_reading() {
    let mut known = nothing();
    let id = known.agree(version(vec![in_moments(grant("play", Power::Decide))])).unwrap();
    known.say(ADA, Says::Open(id, 60)).unwrap();
    let proposal = version(vec![grant("rest", Power::Guide)]);
    assert_eq!(changes(&known, &proposal).len(), 1);
    known.say(BO, Says::Stop).unwrap();
    assert_eq!(changes(&known, &proposal).len(), 1);
}

#[test]
fn what_nobody_could_sign_is_refused() {
    let refused =
        Difference::of(nothing().knowledge(), &version(vec![grant("own/voice", Power::Guide)]), now());
    assert_eq!(refused.err(), Some(Refusal::GrantOfOwn { area: area("own/voice") }));
}

#[test]
fn words_are_marked_where_they_are_others() {
    let rhythm = |rhythm: Rhythm| rhythm.word().to_owned();
    let does = |says: &str| Responsibility { says: says.to_owned(), rhythm: Rhythm::Weekly };
    let before = AgreementWords {
        title: "Everyday".to_owned(),
        responsibilities: vec![does("I ask how the day was.")],
        ..AgreementWords::default()
    };
    let after = AgreementWords { responsibilities: vec![does("I ask how the week was.")], ..before.clone() };
    let none = Difference::default().with_words(&before, &before, &rhythm);
    assert!(none.is_nothing());
    let [change] = Difference::default().with_words(&before, &after, &rhythm).words.try_into().unwrap();
    assert_eq!(change.field, Field::Responsibilities);
    let expected = [
        Mark::Same("I ask how the ".to_owned()),
        Mark::Gone("day".to_owned()),
        Mark::New("week".to_owned()),
        Mark::Same(" was. (weekly)".to_owned()),
    ];
    assert_eq!(change.marks, expected);
}

/// As many areas as an act can name, some of them limited: nobody's page stands still because somebody proposed it.
#[test]
fn as_many_areas_as_an_act_can_name_are_told() {
    let mut known = nothing();
    let grants: Vec<Grant> = (0..2500).map(|at| grant(&format!("a{at}/b/c"), Power::Decide)).collect();
    for at in 0..500 {
        limit(&mut known, ADA, &format!("a{at}/b"), LimitKind::Soft);
    }
    assert_eq!(changes(&known, &version(grants)).len(), 2500);
}
