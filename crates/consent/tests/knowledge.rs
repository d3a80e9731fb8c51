//! What a device knows: the same answers whatever the order of arrival, and what becomes of disowned acts.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use consent::knowledge::Act;
use consent::{
    ActId, Area, Grant, Instant, Knowledge, Line, Misplaced, Mode, Past, Person, Power, Question, Reason,
    Refusal, Says, Verdict, Version, Zone,
};

const HOUR: i64 = 3_600_000;

fn hour(hours: i64) -> Instant {
    Instant::from_millis(1_774_738_800_000 + hours * HOUR)
}

fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

fn id(number: u8) -> ActId {
    ActId::new([number; 32])
}

/// Acts of three devices: Ada's phone (line 0) and laptop (line 1), Bo's (line 2).
struct World {
    acts: Vec<Act>,
    lines: [Line; 3],
}

const PHONE: usize = 0;
const LAPTOP: usize = 1;
const BO: usize = 2;

fn devices(knowledge: &mut Knowledge) -> [Line; 3] {
    [Person::One, Person::One, Person::Two].map(|person| knowledge.begin_line(person))
}

impl World {
    fn new() -> World {
        World { acts: Vec::new(), lines: devices(&mut Knowledge::new()) }
    }

    /// An act whose past is so many acts of each device.
    fn act(&mut self, on: usize, seen: [u32; 3], at: i64, says: Says) -> ActId {
        let id = id(self.acts.len() as u8 + 1);
        self.acts.push(Act {
            id,
            line: self.lines[on],
            clock: hour(at),
            past: Past::new(seen),
            says: Ok(says),
        });
        id
    }

    fn known(&self, order: &[usize]) -> Knowledge {
        let mut knowledge = Knowledge::new();
        devices(&mut knowledge);
        for at in order {
            assert_eq!(knowledge.add(self.acts[*at].clone()), Ok(None), "act {at}");
        }
        knowledge
    }

    fn all(&self) -> Knowledge {
        self.known(&(0..self.acts.len()).collect::<Vec<_>>())
    }
}

fn grants(power: Power, replaces: Vec<ActId>) -> Says {
    Says::Propose(Box::new(Version {
        giver: Person::One,
        holder: Person::Two,
        zone: Zone::parse("Europe/Amsterdam").unwrap(),
        grants: vec![Grant {
            area: area("home"),
            power,
            mode: Mode::Freely,
            hours: None,
            moments: false,
            starts: None,
            ends: None,
        }],
        review_by: hour(24 * 100),
        starts: None,
        ends: None,
        check_in: None,
        replaces,
    }))
}

fn question(power: Power) -> Question {
    Question { of: Person::One, by: Person::Two, area: area("home/kitchen"), power }
}

/// ```text
///   phone    propose ── sign ──────────────── limit
///   laptop        └──────── limit (elsewhere)
///   Bo            └──────────────── sign ──── stop
/// ```
#[test]
fn the_answer_is_of_the_set_not_of_the_order() {
    let mut world = World::new();
    let version = world.act(PHONE, [0, 0, 0], 0, grants(Power::Decide, vec![]));
    world.act(PHONE, [1, 0, 0], 1, Says::Sign(version));
    world.act(LAPTOP, [1, 0, 0], 2, Says::Limit(area("home/study"), consent::LimitKind::Hard));
    world.act(BO, [2, 0, 0], 3, Says::Sign(version));
    world.act(PHONE, [2, 0, 0], 4, Says::Limit(area("home"), consent::LimitKind::Soft));
    world.act(BO, [2, 0, 1], 5, Says::Slow);
    let orders = [[0, 1, 2, 3, 4, 5], [0, 2, 1, 3, 5, 4], [0, 1, 4, 3, 5, 2], [0, 1, 3, 5, 2, 4]];
    let answers = orders.map(|order| world.known(&order).answer(&question(Power::Guide), hour(6)));
    assert_eq!(answers[0].verdict, Verdict::AskFirst);
    assert_eq!(answers[0].because.len(), 2);
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
}

#[test]
fn an_act_before_its_past_is_misplaced_and_changes_nothing() {
    let mut world = World::new();
    world.act(PHONE, [0, 0, 0], 0, Says::Slow);
    world.act(PHONE, [1, 0, 0], 1, Says::Pause);
    world.act(BO, [1, 0, 0], 1, Says::Stop);
    let mut knowledge = world.known(&[]);
    assert_eq!(knowledge.add(world.acts[1].clone()), Err(Misplaced(id(2))));
    assert_eq!(knowledge.add(world.acts[2].clone()), Err(Misplaced(id(3))));
    assert!(knowledge.signals_at(hour(2)).is_empty());
    assert_eq!(knowledge.add(world.acts[0].clone()), Ok(None));
    assert_eq!(knowledge.add(world.acts[0].clone()), Err(Misplaced(id(1))), "twice");
}

/// ```text
///   phone    propose
///   Bo                  sign, not having heard of it
/// ```
#[test]
fn a_version_that_is_known_and_not_in_the_past_is_unknown_to_the_act() {
    let mut world = World::new();
    let version = world.act(PHONE, [0, 0, 0], 0, grants(Power::Decide, vec![]));
    world.act(BO, [0, 0, 0], 1, Says::Sign(version));
    let mut knowledge = world.known(&[0]);
    assert_eq!(knowledge.add(world.acts[1].clone()), Ok(Some(Refusal::UnknownVersion)));
}

/// A past may count lines that have not been begun, as long as it holds none of their acts.
#[test]
fn a_past_with_acts_of_an_unknown_line_is_misplaced() {
    let mut world = World::new();
    world.act(PHONE, [0, 0, 0], 0, Says::Slow);
    let with_fourth = |count: u32| Act { past: Past::new([0, 0, 0, count]), ..world.acts[0].clone() };
    let mut knowledge = world.known(&[]);
    assert_eq!(knowledge.add(with_fourth(1)), Err(Misplaced(id(1))));
    assert_eq!(knowledge.add(with_fourth(2)), Err(Misplaced(id(1))));
    assert_eq!(knowledge.add(with_fourth(0)), Ok(None));
}

#[test]
fn a_refused_act_takes_its_place_and_is_nothing_else() {
    let mut world = World::new();
    world.act(PHONE, [0, 0, 0], 5, Says::Resume);
    world.act(PHONE, [1, 0, 0], 1, Says::Slow);
    let mut knowledge = world.known(&[]);
    assert_eq!(knowledge.add(world.acts[0].clone()), Ok(Some(Refusal::NothingToResume)));
    assert_eq!(knowledge.add(world.acts[1].clone()), Ok(None));
    assert_eq!(knowledge.signals_at(hour(9))[0].since, hour(1), "a refused act's clock moves nobody's");
}

#[test]
fn what_a_disowned_device_opened_does_not_count_and_what_it_closed_does() {
    let mut world = World::new();
    let version = world.act(PHONE, [0, 0, 0], 0, grants(Power::Decide, vec![]));
    let signed = world.act(PHONE, [1, 0, 0], 1, Says::Sign(version));
    world.act(BO, [2, 0, 0], 2, Says::Sign(version));
    let limit = world.act(PHONE, [2, 0, 1], 3, Says::Limit(area("home/study"), consent::LimitKind::Hard));
    let mut knowledge = world.all();
    assert_eq!(knowledge.verdict(&question(Power::Guide), hour(4)), Verdict::Allowed);
    knowledge.disown(signed);
    knowledge.disown(limit);
    let answer = knowledge.answer(&question(Power::Guide), hour(4));
    assert_eq!(answer.verdict, Verdict::NotAgreed);
    assert_eq!(answer.because, vec![Reason::Unsigned { version, by: Person::One }]);
    let study = Question { area: area("home/study"), ..question(Power::Guide) };
    assert_eq!(knowledge.verdict(&study, hour(4)), Verdict::OffLimits);
}

/// A moment that a device opened is not open any more once that device is let out.
#[test]
fn a_moment_of_a_disowned_device_is_not_open() {
    let mut world = World::new();
    let Says::Propose(mut version) = grants(Power::Decide, vec![]) else { panic!() };
    version.grants[0].moments = true;
    let version = world.act(PHONE, [0, 0, 0], 0, Says::Propose(version));
    world.act(PHONE, [1, 0, 0], 1, Says::Sign(version));
    world.act(BO, [2, 0, 0], 2, Says::Sign(version));
    let open = world.act(LAPTOP, [2, 0, 1], 3, Says::Open(version, 120));
    let mut knowledge = world.all();
    assert_eq!(knowledge.verdict(&question(Power::Guide), hour(4)), Verdict::Allowed);
    knowledge.disown(open);
    assert_eq!(knowledge.verdict(&question(Power::Guide), hour(4)), Verdict::NotNow);
}

/// ```text
///   phone    wide ── sign ─────────── narrow ── sign (disowned later)
///   Bo                    └── sign ────────────────────── sign
/// ```
/// The wider words do not come back when the device that narrowed them is let out: a lost device only ever closes.
#[test]
fn a_narrower_version_that_is_disowned_gives_nothing_and_still_replaces_the_wider() {
    let mut world = World::new();
    let wide = world.act(PHONE, [0, 0, 0], 0, grants(Power::Direct, vec![]));
    world.act(PHONE, [1, 0, 0], 1, Says::Sign(wide));
    world.act(BO, [2, 0, 0], 2, Says::Sign(wide));
    let narrow = world.act(PHONE, [2, 0, 1], 3, grants(Power::Guide, vec![wide]));
    let signed = world.act(PHONE, [3, 0, 1], 4, Says::Sign(narrow));
    world.act(BO, [4, 0, 1], 5, Says::Sign(narrow));
    let mut knowledge = world.all();
    assert_eq!(knowledge.verdict(&question(Power::Guide), hour(6)), Verdict::Allowed);
    assert_eq!(knowledge.verdict(&question(Power::Direct), hour(6)), Verdict::NotAgreed);
    knowledge.disown(signed);
    assert_eq!(knowledge.verdict(&question(Power::Direct), hour(6)), Verdict::NotAgreed);
    assert_eq!(knowledge.verdict(&question(Power::Guide), hour(6)), Verdict::NotAgreed);
}

/// A review by a device that is let out puts nothing off, and what it brought forward stays.
#[test]
fn a_disowned_review_only_ever_closes() {
    for (next, due) in [(24 * 200, 24 * 100), (24 * 50, 24 * 50)] {
        let mut world = World::new();
        let version = world.act(PHONE, [0, 0, 0], 0, grants(Power::Decide, vec![]));
        world.act(PHONE, [1, 0, 0], 1, Says::Sign(version));
        world.act(BO, [2, 0, 0], 2, Says::Sign(version));
        let review = world.act(LAPTOP, [2, 0, 1], 3, Says::Review(version, hour(next)));
        world.act(BO, [2, 1, 1], 3, Says::Review(version, hour(24 * 300)));
        let mut knowledge = world.all();
        knowledge.disown(review);
        assert_eq!(knowledge.answer(&question(Power::Guide), hour(4)).until, Some(hour(due)));
    }
}

#[test]
fn an_agreement_that_can_never_change_again_has_no_until() {
    let knowledge = World::new().all();
    let answer = knowledge.answer(&question(Power::Guide), hour(0));
    assert_eq!((answer.verdict, answer.until), (Verdict::NotAgreed, None));
    assert_eq!(answer.because, vec![Reason::NoAgreement]);
}
