//! The naive reading on small stories, where the rehearsals do not look.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use consent::{
    ActId, Area, CheckIn, Days, Grant, Instant, LimitKind, Mode, Person, Power, Question, Refusal, Says,
    Verdict, Version, Window, Zone,
};
use proof::naive::{Naive, Told};

const ADA: Person = Person::One;
const BO: Person = Person::Two;

/// A local time in Amsterdam, 2026.
fn at(text: &str) -> Instant {
    let local: jiff::civil::DateTime = format!("2026-{text}").parse().unwrap();
    let zoned = local.to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap()).unwrap();
    Instant::from_millis(zoned.timestamp().as_millisecond())
}

fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

fn grant(path: &str) -> Grant {
    Grant {
        area: area(path),
        power: Power::Decide,
        mode: Mode::Freely,
        hours: None,
        moments: false,
        starts: None,
        ends: None,
    }
}

/// Ada gives, Bo holds, to be reviewed in September.
fn words(grants: &[Grant]) -> Version {
    Version {
        giver: ADA,
        holder: BO,
        zone: Zone::parse("Europe/Amsterdam").unwrap(),
        grants: grants.to_vec(),
        review_by: at("09-01T00:00"),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
    }
}

fn asked(path: &str) -> Question {
    Question { of: ADA, by: BO, area: area(path), power: Power::Decide }
}

/// Acts in the order in which they were made.
#[derive(Default)]
struct Story(Vec<Told>);

impl Story {
    /// An act by somebody who knows all of the story.
    fn say(&mut self, by: Person, clock: &str, says: Says) -> ActId {
        let all: Vec<ActId> = self.0.iter().map(|told| told.id).collect();
        self.say_knowing(&all, by, clock, Ok(says))
    }

    /// An act by somebody who knows these and what they had seen.
    fn say_knowing(
        &mut self,
        known: &[ActId],
        by: Person,
        clock: &str,
        says: Result<Says, Refusal>,
    ) -> ActId {
        let mut past: BTreeSet<ActId> = known.iter().copied().collect();
        for told in self.0.iter().filter(|told| known.contains(&told.id)) {
            past.extend(told.past.iter().copied());
        }
        let mut name = [0; 32];
        name[0] = u8::try_from(self.0.len()).unwrap();
        let id = ActId::new(name);
        self.0.push(Told { id, by, clock: at(clock), past, says });
        id
    }

    /// Proposed at this time by Ada and signed by both.
    fn agree(&mut self, clock: &str, words: Version) -> ActId {
        let version = self.say(ADA, clock, Says::Propose(Box::new(words)));
        self.sign(clock, version);
        version
    }

    fn sign(&mut self, clock: &str, version: ActId) {
        self.say(ADA, clock, Says::Sign(version));
        self.say(BO, clock, Says::Sign(version));
    }

    fn known(&self) -> Naive {
        Naive::of(&self.0)
    }

    fn verdict(&self, path: &str, when: &str) -> Verdict {
        self.known().verdict(&asked(path), at(when))
    }

    fn until(&self, path: &str, when: &str) -> Option<Instant> {
        self.known().until(&asked(path), at(when))
    }

    fn is_refused(&self, id: ActId) -> bool {
        self.known().is_refused(id)
    }
}

#[test]
fn it_takes_two_in_whatever_order_their_acts_are_told() {
    let mut story = Story::default();
    let version = story.say(ADA, "05-01T09:00", Says::Propose(Box::new(words(&[grant("home")]))));
    story.say(ADA, "05-01T09:01", Says::Sign(version));
    assert_eq!(story.verdict("home", "05-01T09:02"), Verdict::NotAgreed);
    story.say(BO, "05-01T09:02", Says::Sign(version));
    assert_eq!(story.verdict("home", "05-01T09:02"), Verdict::Allowed);
    assert_eq!(story.verdict("home", "05-01T09:01"), Verdict::NotAgreed);
    story.0.reverse();
    assert_eq!(story.verdict("home", "05-01T09:02"), Verdict::Allowed);
}

#[test]
fn what_was_refused_moves_no_clock_and_is_in_no_past() {
    let mut story = Story::default();
    let version = story.agree("05-01T09:00", words(&[grant("home")]));
    let lift = story.say(BO, "06-01T09:00", Says::Lift(area("home")));
    let unsaid = Err(Refusal::NotUnderstood);
    let all: Vec<ActId> = story.0.iter().map(|told| told.id).collect();
    let garbled = story.say_knowing(&all, BO, "06-01T09:00", unsaid);
    story.say(BO, "05-01T10:00", Says::Withdraw(version, area("home")));
    story.say(BO, "05-01T11:00", Says::Sign(version));
    assert!(story.is_refused(lift) && story.is_refused(garbled));
    assert_eq!(story.verdict("home", "05-01T10:59"), Verdict::NotAgreed);
    assert_eq!(story.verdict("home", "05-01T11:00"), Verdict::Allowed);
}

#[test]
fn ones_own_clock_does_not_go_back_and_the_others_does_not_move_it() {
    let mut story = Story::default();
    let version = story.say(BO, "05-01T09:00", Says::Propose(Box::new(words(&[grant("home")]))));
    story.say(BO, "05-01T12:00", Says::CheckIn);
    story.say(BO, "05-01T09:01", Says::Sign(version));
    story.say(ADA, "05-01T09:02", Says::Sign(version));
    story.say(ADA, "05-01T09:03", Says::CheckIn);
    assert_eq!(story.verdict("home", "05-01T11:59"), Verdict::NotAgreed);
    assert_eq!(story.until("home", "05-01T09:02"), Some(at("05-01T12:00")));
}

#[test]
fn what_is_not_sealed_by_the_proposers_clock_cannot_be_replaced_yet() {
    let mut story = Story::default();
    let version = story.say(ADA, "05-01T09:00", Says::Propose(Box::new(words(&[grant("home")]))));
    story.say(ADA, "05-01T09:00", Says::Sign(version));
    story.say(BO, "05-01T09:10", Says::Sign(version));
    let amended = Version { replaces: vec![version], ..words(&[grant("meals")]) };
    let early = story.say(ADA, "05-01T09:09", Says::Propose(Box::new(amended.clone())));
    let late = story.say(ADA, "05-01T09:10", Says::Propose(Box::new(amended)));
    assert!(story.is_refused(early) && !story.is_refused(late));
}

#[test]
fn while_a_moment_of_any_agreement_is_open_nothing_is_signed() {
    let mut story = Story::default();
    let game = story.agree("05-01T09:00", words(&[Grant { moments: true, ..grant("evening") }]));
    let tea = story.say(ADA, "05-01T09:00", Says::Propose(Box::new(words(&[grant("tea")]))));
    story.say(ADA, "05-01T20:00", Says::Open(game, 60));
    let during = story.say(BO, "05-01T20:59", Says::Sign(tea));
    let after = story.say(BO, "05-01T21:00", Says::Sign(tea));
    assert!(story.is_refused(during) && !story.is_refused(after));
}

#[test]
fn a_moment_that_is_still_to_begin_can_be_closed_once() {
    let mut story = Story::default();
    let game = story.agree("05-01T09:00", words(&[Grant { moments: true, ..grant("evening") }]));
    let tea = story.agree("05-01T09:00", words(&[grant("tea")]));
    story.say(ADA, "05-01T20:05", Says::Open(game, 60));
    let other = story.say(BO, "05-01T20:04", Says::Close(tea));
    let close = story.say(BO, "05-01T20:04", Says::Close(game));
    let again = story.say(BO, "05-01T20:04", Says::Close(game));
    assert_eq!([other, close, again].map(|id| story.is_refused(id)), [true, false, true]);
    assert_eq!(story.verdict("evening", "05-01T20:06"), Verdict::NotNow);
}

#[test]
fn a_withdrawal_waits_for_a_signature_that_has_seen_it() {
    let mut story = Story::default();
    let version = story.agree("05-01T09:00", words(&[grant("home")]));
    let signed: Vec<ActId> = story.0.iter().map(|told| told.id).collect();
    let withdraw = story.say(BO, "05-01T10:00", Says::Withdraw(version, area("home/study")));
    // Another device of Bo's does not know of it and has nothing to answer.
    let not_again = story.say_knowing(&signed, BO, "05-01T10:01", Ok(Says::Sign(version)));
    assert!(story.is_refused(not_again));
    assert_eq!(story.verdict("home/study/desk", "05-01T10:02"), Verdict::NotAgreed);
    assert_eq!(story.known().except(&asked("home"), at("05-01T10:02")), [area("home/study")]);
    story.say_knowing(&[withdraw], BO, "05-01T10:03", Ok(Says::Sign(version)));
    assert_eq!(story.verdict("home/study", "05-01T10:03"), Verdict::Allowed);
}

#[test]
fn a_lift_on_another_area_leaves_a_limit_to_lift() {
    let mut story = Story::default();
    story.agree("05-01T09:00", words(&[grant("home")]));
    story.say(ADA, "05-01T10:00", Says::Limit(area("home"), LimitKind::Soft));
    story.say(ADA, "05-01T10:00", Says::Limit(area("home/study"), LimitKind::Hard));
    let study = story.say(ADA, "05-01T10:01", Says::Lift(area("home/study")));
    let home = story.say(ADA, "05-01T10:02", Says::Lift(area("home")));
    let twice = story.say(ADA, "05-01T10:03", Says::Lift(area("home")));
    assert_eq!([study, home, twice].map(|id| story.is_refused(id)), [false, false, true]);
    assert_eq!(story.verdict("home/study", "05-02T10:01"), Verdict::AskFirst);
    assert_eq!(story.until("home/study", "05-02T10:01"), Some(at("05-02T10:02")));
}

#[test]
fn a_carried_grant_goes_by_the_older_versions_seal_also_where_that_is_later() {
    let mut story = Story::default();
    let old = story.agree("05-01T09:00", words(&[grant("money")]));
    let new = story.agree("05-02T09:00", Version { replaces: vec![old], ..words(&[grant("money")]) });
    story.say(ADA, "05-03T09:00", Says::End(new));
    story.sign("05-04T09:00", new);
    assert_eq!(story.until("money", "05-04T09:00"), Some(at("05-07T09:00")));
    story.sign("05-10T09:00", old);
    assert_eq!(story.verdict("money", "05-10T08:59"), Verdict::Allowed);
    assert_eq!(story.until("money", "05-10T09:00"), Some(at("05-13T09:00")));
}

#[test]
fn a_carried_grant_waits_for_the_latest_of_several_first_seals() {
    let mut story = Story::default();
    let one = story.agree("05-01T09:00", words(&[grant("home")]));
    let signed: Vec<ActId> = story.0.iter().map(|told| told.id).collect();
    let amended = Version { replaces: vec![one], ..words(&[grant("money")]) };
    let apart = |story: &mut Story, clock: &str| {
        let says = Ok(Says::Propose(Box::new(amended.clone())));
        let version = story.say_knowing(&signed, ADA, clock, says);
        story.sign(clock, version);
        version
    };
    let two = apart(&mut story, "05-02T09:00");
    let three = apart(&mut story, "05-03T09:00");
    for (clock, replaces) in [("05-04T09:00", vec![two, three]), ("05-04T09:00", vec![three, two])] {
        story.agree(clock, Version { replaces, ..words(&[grant("money")]) });
        assert_eq!(story.until("money", "05-04T09:00"), Some(at("05-06T09:00")));
        story.0.truncate(story.0.len() - 3);
    }
}

#[test]
fn a_check_in_is_counted_from_the_seal_where_that_is_later_than_the_start() {
    let mut story = Story::default();
    let rhythm = CheckIn { every_days: 3, grace_days: 1 };
    let starts = Some(at("04-01T00:00"));
    story.agree("05-01T09:00", Version { starts, check_in: Some(rhythm), ..words(&[grant("home")]) });
    assert_eq!(story.until("home", "05-01T09:00"), Some(at("05-05T09:00")));
    assert_eq!(story.verdict("home", "05-05T09:00"), Verdict::AskFirst);
}

#[test]
fn a_review_keeps_the_windows_opening_beyond_the_first_year() {
    let mut story = Story::default();
    let mornings = Window::parse(Days::ALL, "09:00", "12:00").unwrap();
    let version =
        story.agree("05-01T10:00", words(&[Grant { hours: Some(vec![mornings]), ..grant("home") }]));
    let a_year_later = |instant: Instant| instant.plus_days(365);
    let next = a_year_later(at("08-31T00:00"));
    story.say(ADA, "08-31T10:00", Says::Review(version, next));
    story.say(BO, "08-31T10:00", Says::Review(version, next));
    let noon = a_year_later(at("06-01T12:00"));
    assert_eq!(story.known().until(&asked("home"), noon), Some(a_year_later(at("06-02T09:00"))));
}

#[test]
fn a_clock_that_jumps_into_a_window_opens_it() {
    let mut story = Story::default();
    let nights = Window::parse(Days::ALL, "02:30", "05:00").unwrap();
    story.agree("03-01T09:00", words(&[Grant { hours: Some(vec![nights]), ..grant("home") }]));
    // On 2026-03-29 the clock goes from 02:00 to 03:00.
    assert_eq!(story.verdict("home", "03-29T01:59:59.999"), Verdict::NotNow);
    assert_eq!(story.until("home", "03-28T05:00"), Some(at("03-29T03:00")));
    assert_eq!(story.until("home", "03-29T03:00"), Some(at("03-29T05:00")));
}

#[test]
fn a_window_that_makes_no_difference_is_looked_through_to_the_end() {
    let mut story = Story::default();
    let nights = Window::parse(Days::ALL, "22:00", "02:00").unwrap();
    story.agree("05-01T09:00", words(&[Grant { hours: Some(vec![nights]), ..grant("home") }]));
    story.say(BO, "05-01T10:00", Says::Pause);
    assert_eq!(story.until("home", "05-01T10:00"), Some(at("09-15T00:00")));
    story.say(BO, "05-01T10:01", Says::Limit(area("everything"), LimitKind::Hard));
    assert_eq!(story.until("home", "05-01T10:01"), None);
}
