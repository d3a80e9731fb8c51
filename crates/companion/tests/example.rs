//! The example's half-year: nothing in it could not have happened, and it has what it is there to show.

use std::collections::BTreeSet;

use companion::consent::{Instant, Person, Says, Zone};
use companion::example::{self, TEXTS};
use companion::life::{LifeSays, Reply, Stands};
use companion::living::DirectionStands;
use companion::looking::Worth;
use companion::record::RelationshipId;
use companion::reflect::Field;
use companion::reflect::keeps::Own;
use companion::timeline::Topic;
use companion::vault::{Cost, InMemory, Passphrase};
use companion::words::Words;
use companion::{Companion, Said};
use futures_util::FutureExt;

type Device = Companion<InMemory>;

/// A Friday noon.
fn now() -> Instant {
    Zone::parse("Europe/Amsterdam").unwrap().time("2026-11-27T12:00:00").unwrap()
}

fn half_year(seed: u64) -> (Device, RelationshipId) {
    let words = Words::english(&[TEXTS]);
    let zone = Zone::parse("Europe/Amsterdam").unwrap();
    let passphrase = Passphrase::new("nothing is kept");
    let begun = example::begin(InMemory::new(), &passphrase, Cost::worthless(), &words, &zone, now(), seed);
    begun.now_or_never().unwrap().unwrap()
}

#[test]
fn nothing_is_refused_and_nothing_lies_ahead() {
    for seed in 0..5 {
        let (ada, id) = half_year(seed);
        let circle = ada.circle(id).unwrap();
        let mut acts = 0;
        for act in circle.acts() {
            acts += 1;
            assert!(act.clock <= now(), "{act:?}");
            match act.says {
                Said::Says(says) => assert!(says.is_ok(), "{says:?}"),
                Said::OfLife(says) => assert!(says.is_ok_and(|says| says.is_some())),
                Said::OfDesires => panic!("of desires"),
                Said::Membership => {}
            }
        }
        assert!((400..1200).contains(&acts), "{acts} acts");
        assert!(circle.record().verify_all().is_whole());
        assert_eq!(circle.refused().len(), 0, "{:?}", circle.refused());
    }
}

#[test]
fn it_has_ups_and_downs_one_stop_two_amendments_and_a_review() {
    let (ada, id) = half_year(1);
    let circle = ada.circle(id).unwrap();
    let marks = circle.marks();
    let count = |of: fn(&Says) -> bool| marks.iter().filter(|mark| of(&mark.says)).count();
    assert_eq!(count(|says| matches!(says, Says::Stop)), 1);
    assert_eq!(count(|says| matches!(says, Says::Sign(_))), 6, "each signs three times");
    assert_eq!(count(|says| matches!(says, Says::Review(..))), 2);
    let all: Vec<DirectionStands> = circle.all_directions(now()).collect();
    let outside: Vec<&DirectionStands> =
        all.iter().filter(|of| matches!(of.stands, Stands::Outside(_))).collect();
    assert_eq!(outside.len(), 1, "one that crossed a limit");
    assert!(outside[0].bounds.was_known_within() && !outside[0].bounds.is_misstated());
    assert!(all.iter().all(|of| !of.bounds.is_misstated()));
    let replies: BTreeSet<Reply> =
        all.iter().flat_map(|of| &of.line.answers).map(|answer| answer.answer.reply).collect();
    assert!(
        [Reply::Done, Reply::Partly, Reply::NotThis, Reply::Yes, Reply::NotNow]
            .iter()
            .all(|reply| replies.contains(reply))
    );
    let lived = |of: fn(&LifeSays) -> bool| circle.lived().filter(|line| of(&line.says)).count();
    assert!(lived(|says| matches!(says, LifeSays::Request(_))) > 5);
    assert!(lived(|says| matches!(says, LifeSays::Recognise(_))) > 20);
    assert_eq!(lived(|says| matches!(says, LifeSays::LowCapacity(_))), 1);
    assert!(circle.responsibilities(now()).iter().any(|of| of.kept.len() > 3));
    assert!(
        circle
            .directions(now())
            .iter()
            .any(|of| of.stands == Stands::Live || matches!(of.stands, Stands::Rests(_)))
    );
}

#[test]
fn one_pattern_shows_to_whom_it_is_about_and_no_other() {
    for seed in 0..20 {
        let (ada, id) = half_year(seed);
        let found = ada.worth_talking_about(id, now()).unwrap();
        let patterns: Vec<&str> = found.iter().map(Worth::word).collect();
        assert_eq!(patterns, ["fading"], "seed {seed}");
    }
}

/// Whoever looks around late in the evening sees what somebody sees in the morning.
#[test]
fn what_is_shown_does_not_go_by_the_hour() {
    let words = Words::english(&[TEXTS]);
    let zone = Zone::parse("Europe/Amsterdam").unwrap();
    for hour in 0..24 {
        let at = Instant::from_millis(now().millis() + hour * 3_600_000);
        let passphrase = Passphrase::new("nothing is kept");
        let begun = example::begin(InMemory::new(), &passphrase, Cost::worthless(), &words, &zone, at, 1);
        let (ada, id) = begun.now_or_never().unwrap().unwrap();
        let found = ada.worth_talking_about(id, at).unwrap();
        assert_eq!(found.iter().map(Worth::word).collect::<Vec<_>>(), ["fading"], "{hour} hours later");
        assert_eq!(ada.check_ins(id).unwrap().len(), 50);
    }
}

#[test]
fn check_ins_are_kept_and_shared_guessed_and_seen_over_time() {
    let (ada, id) = half_year(1);
    let lines = ada.check_ins(id).unwrap();
    let of = |person: Person| lines.iter().filter(move |line| line.by == person);
    assert_eq!((of(Person::One).count(), of(Person::Two).count()), (25, 25));
    assert!(of(Person::One).all(|line| !line.kept.is_empty() && !line.shared.is_empty()));
    assert!(of(Person::Two).all(|line| line.kept.is_empty() && line.guess.is_some()));
    let trends = ada.trends(id, now()).unwrap();
    let closeness = trends.iter().find(|trend| trend.field == Field::Closeness).unwrap();
    assert!(closeness.own.len() == 25 && closeness.theirs.len() == 25 && closeness.slope.is_some());
    let could_say_no = trends.iter().find(|trend| trend.field == Field::CouldSayNo).unwrap();
    assert!(could_say_no.theirs.is_empty(), "what Bo kept is on no device of Ada's");
    assert_eq!(ada.list(Own::AtOnce).unwrap().len(), 2);
}

#[test]
fn the_same_seed_is_the_same_life() {
    let told = |seed| {
        let (ada, id) = half_year(seed);
        let circle = ada.circle(id).unwrap();
        let words = Words::english(&[TEXTS]);
        let scene = circle.scene(&words, ada.zone());
        let lived = circle.lived().map(|line| (line.at, scene.lived(line.id, line.by, &line.says)));
        // What has the same instant is in the order of names, and those follow from keys.
        let mut lived: Vec<_> = lived.collect();
        lived.sort();
        lived
    };
    assert_eq!(told(7), told(7));
    assert_ne!(told(7), told(8));
}

/// Begun at any hour, at the change of the clock too.
#[test]
fn it_can_begin_at_any_time() {
    let words = Words::english(&[TEXTS]);
    for (zone, at) in [
        ("Europe/Amsterdam", "2026-03-29T02:30:00"),
        ("Pacific/Kiritimati", "2026-01-01T00:00:00"),
        ("America/St_Johns", "2026-11-01T01:30:00"),
    ] {
        let zone = Zone::parse(zone).unwrap();
        let at = zone.time(at).unwrap();
        let passphrase = Passphrase::new("nothing is kept");
        let begun = example::begin(InMemory::new(), &passphrase, Cost::worthless(), &words, &zone, at, 3);
        let (ada, id) = begun.now_or_never().unwrap().unwrap();
        assert_eq!(ada.circle(id).unwrap().refused().len(), 0);
    }
}

#[test]
fn every_text_is_used_and_none_is_missing() {
    let words = Words::english(&[TEXTS]);
    let sources = [include_str!("../src/example/lives.rs"), include_str!("../src/example/mod.rs")].concat();
    let quoted: BTreeSet<&str> = sources.split('"').collect();
    for line in TEXTS.lines().filter(|line| line.starts_with("example-")) {
        let name = line.split(' ').next().unwrap();
        let short = name.strip_prefix("example-").unwrap();
        assert!(quoted.contains(short) || quoted.contains(name), "{name} is used nowhere");
        assert!(words.has(name));
    }
    for name in sources.split("self.say(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(words.has(&format!("example-{name}")), "{name}");
    }
}

/// By the crate that reads all of RFC 5545's recurrence, and by eye: nothing in it tells what it is about.
#[test]
fn the_calendar_can_be_read_and_says_nothing() {
    let (ada, id) = half_year(1);
    let words = Words::english(&[TEXTS]);
    let file = ada.circle(id).unwrap().calendar(&words, ada.zone(), now());
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(file.matches("BEGIN:VEVENT").count(), file.matches("END:VEVENT").count());
    let value = |event: &str, name: &str| {
        event
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .map(|rest| rest.trim_start_matches(';').to_owned())
    };
    let mut returning = 0;
    for event in file.split("BEGIN:VEVENT").skip(1) {
        let start = value(event, "DTSTART").unwrap();
        let start = start.rsplit(':').next().unwrap().to_owned();
        let Some(rule) = value(event, "RRULE:") else { continue };
        let start = if start.contains('T') { start } else { format!("{start}T000000") };
        let set: rrule::RRuleSet = format!("DTSTART:{start}Z\nRRULE:{rule}").parse().unwrap();
        assert_eq!(set.all(3).dates.len(), 3);
        returning += 1;
    }
    assert_eq!(returning, 2, "tea, and the check-in: {file}");
    assert!(file.contains("DTSTART:20260601T213000"), "{file}");
    for told in ["Tea", "Bo", "Ada", "evening", "phones", "check", "Our"] {
        assert!(!file.lines().any(|line| !line.starts_with("UID:") && line.contains(told)), "{told}: {file}");
    }
}

#[test]
fn the_timeline_holds_all_that_both_share_and_a_search_finds_words_in_it() {
    let (ada, id) = half_year(1);
    let looking = ada.looking(id).unwrap();
    let all = looking.timeline(&[], "", usize::MAX);
    assert!(all.windows(2).all(|pair| pair[0].at >= pair[1].at));
    let circle = ada.circle(id).unwrap();
    assert_eq!(all.len(), circle.lately(usize::MAX).len() + circle.lived().count());
    let of_each: usize = Topic::ALL.iter().map(|of| looking.timeline(&[*of], "", usize::MAX).len()).sum();
    assert_eq!(of_each, all.len());
    let found = |search: &str| looking.timeline(&[], search, usize::MAX).len();
    assert_eq!(found("PHONES in the"), 1);
    assert!(found("water the plants") > 1 && found("concert") > 1);
    assert_eq!(found("my work is mine"), 1, "a limit’s note");
    assert_eq!(found("kitchen table"), 3, "each version’s words");
    assert!(found("an evening for myself") > 2, "of check-ins");
    assert_eq!(found("zebra"), 0);
    assert_eq!(looking.timeline(&[Topic::Signals], "", 2).len(), 2);
}

#[test]
fn there_are_pages_of_ones_own_and_one_that_was_shared() {
    let (ada, id) = half_year(1);
    let pages = ada.journal("").unwrap();
    assert_eq!(pages.len(), 3);
    assert!(pages.iter().all(|page| page.words.is_some() && page.shared.is_empty()));
    let shared = ada.looking(id).unwrap().timeline(&[Topic::Pages], "open window", 9);
    assert_eq!(shared.len(), 1);
}
