//! What is written is read back as it was: agreements with any words, and rehearsals.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use consent::{
    ActId, Area, CheckIn, Days, Grant, Instant, LimitKind, Mode, Person, Power, Question, Says, Verdict,
    Version, Weekday, Window, Zone,
};
use negotiation::words::Each;
use negotiation::{AgreementWords, Responsibility, Rhythm};
use proptest::prelude::*;
use rehearsal::{Outcome, Problem, Rehearsal, RehearsalFile, Wanted, play, read_agreement, write_agreement};

fn people() -> [String; 2] {
    ["Ada".to_owned(), "Bo \"the\" 2nd".to_owned()]
}

fn zone() -> Zone {
    Zone::parse("Europe/Amsterdam").unwrap()
}

fn at(hours: i64) -> Instant {
    Instant::from_millis(1_774_738_740_000 + hours * 3_600_000)
}

fn version() -> Version {
    let nights = Window::parse(Days::of([Weekday::Fri, Weekday::Sat]), "22:00", "02:00").unwrap();
    let all_day = Window::parse(Days::ALL, "00:00", "24:00").unwrap();
    let grant = |area: &str| Grant {
        area: Area::parse(area).unwrap(),
        power: Power::Decide,
        mode: Mode::AskFirst,
        hours: None,
        moments: false,
        starts: None,
        ends: None,
    };
    Version {
        giver: Person::Two,
        holder: Person::One,
        zone: Zone::parse("Asia/Tokyo").unwrap(),
        grants: vec![
            grant("home"),
            Grant { hours: Some(vec![nights, all_day]), moments: true, ..grant("play") },
            Grant { hours: Some(vec![]), starts: Some(at(1)), ends: Some(at(30)), ..grant("everything") },
        ],
        review_by: at(24 * 90),
        starts: Some(at(2)),
        ends: Some(at(2000)),
        check_in: Some(CheckIn { every_days: 7, grace_days: 0 }),
        replaces: vec![],
    }
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(".{0,40}", 0..3)
}

fn each() -> impl Strategy<Value = Each> {
    (".{0,40}", ".{0,40}").prop_map(|(one, two)| Each { one, two })
}

prop_compose! {
    fn words()(
        title in ".{0,60}", hopes in each(), aftercare in each(), does in texts(), expectations in texts(),
        privacy in "(?s).{0,60}", ending in any::<String>(), consequences in texts(), wish in ".{0,10}",
    ) -> AgreementWords {
        AgreementWords {
            title,
            form: Some("cis".to_owned()),
            hopes,
            aftercare,
            responsibilities: does.into_iter().zip(Rhythm::ALL).map(|(says, rhythm)| Responsibility { says, rhythm }).collect(),
            expectations,
            privacy: privacy.clone(),
            broken: privacy,
            ending,
            kept_back: String::new(),
            consequences: consequences.clone(),
            recognitions: consequences,
            wish,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_agreement_comes_back_as_it_was(words in words()) {
        let file = write_agreement(&version(), &words, &people(), &["a1b2".to_owned()]);
        let draft = read_agreement(file.as_bytes(), &people(), &zone()).unwrap_or_else(|e| panic!("{e:?} {file}")).unwrap();
        let id = ActId::new([3; 32]);
        let read = draft.resolve(|name| (name == "a1b2").then_some(id)).unwrap();
        prop_assert_eq!(read, Version { replaces: vec![id], ..version() });
        prop_assert_eq!(draft.words(), &words);
    }
}

#[test]
fn without_words_there_is_no_table_of_them() {
    let file = write_agreement(&version(), &AgreementWords::default(), &people(), &[]);
    assert!(!file.contains("[words]"));
    let draft = read_agreement(file.as_bytes(), &people(), &zone()).unwrap().unwrap();
    assert_eq!((draft.resolve(|_| None), draft.words()), (Ok(version()), &AgreementWords::default()));
}

#[test]
fn a_mistake_in_the_words_is_named_by_its_key() {
    let file = |words: &str| {
        let head = write_agreement(&version(), &AgreementWords::default(), &people(), &[]);
        format!("{head}\n[words]\n{words}\n")
    };
    let mistake = |words: &str| {
        let mistake = read_agreement(file(words).as_bytes(), &people(), &zone()).unwrap_err();
        (mistake.key, mistake.problem)
    };
    let (key, problem) = mistake("form = \"irrevocable\"");
    assert!(
        key == "words.form"
            && matches!(problem, Problem::Unfit { wanted: Wanted::OneOf(names), .. } if names.len() == 9)
    );
    let (key, problem) = mistake("hope = \"much\"");
    assert!(key == "words.hope" && matches!(problem, Problem::UnknownKey { .. }));
    let (key, _) = mistake("responsibilities = [{ says = \"a\", rhythm = \"often\" }]");
    assert_eq!(key, "words.responsibilities[1].rhythm");
    let (key, _) = mistake("aftercare = { Cleo = \"tea\" }");
    assert_eq!(key, "words.aftercare.Cleo");
}

#[test]
fn a_written_rehearsal_plays() {
    let (people, zone) = (people(), zone());
    let (a, names) = (ActId::new([1; 32]), |id: ActId| format!("v{}", id.bytes()[0]));
    let version = Version { starts: None, ends: None, giver: Person::One, holder: Person::Two, ..version() };
    let grants = vec![Grant { mode: Mode::Freely, ..version.grants[0].clone() }];
    let version = Version { grants, check_in: None, ..version };
    let mut file = RehearsalFile::of(&people, &zone);
    let study = Area::parse("home/study").unwrap();
    let says = [
        (0, Person::One, Says::Limit(study.clone(), LimitKind::Hard)),
        (1, Person::Two, Says::Propose(Box::new(version))),
        (2, Person::Two, Says::Sign(a)),
        (3, Person::One, Says::Sign(a)),
        (4, Person::One, Says::Withdraw(a, Area::parse("home/garden").unwrap())),
        (5, Person::One, Says::CheckIn),
        (6, Person::Two, Says::Review(a, at(24 * 60))),
        (7, Person::Two, Says::Slow),
        (8, Person::Two, Says::Resume),
    ];
    for (hour, by, says) in &says {
        file.act(at(*hour), *by, says, names, "v1");
    }
    for area in ["home", "home/study", "home/garden"] {
        let area = Area::parse(area).unwrap();
        file.ask(at(10), &Question { of: Person::One, by: Person::Two, area, power: Power::Guide });
    }
    let text = file.finish();
    let rehearsal = Rehearsal::read(text.as_bytes()).unwrap_or_else(|mistake| panic!("{mistake:?}\n{text}"));
    let verdicts: Vec<Verdict> = play(&rehearsal)
        .outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Answered(answer) => Some(answer.verdict),
            Outcome::Refused { refusal, .. } => panic!("{refusal:?}"),
            _ => None,
        })
        .collect();
    assert_eq!(verdicts, [Verdict::Allowed, Verdict::OffLimits, Verdict::NotAgreed]);
}

#[test]
fn a_clock_behind_the_step_above_is_written_down_and_the_file_still_plays() {
    let (people, zone) = (people(), zone());
    let mut file = RehearsalFile::of(&people, &zone);
    let name = |_| String::new();
    file.act(at(2), Person::One, &Says::Slow, name, "");
    file.act(at(1), Person::Two, &Says::Pause, name, "");
    let text = file.finish();
    assert_eq!(text.matches("clock = ").count(), 1, "{text}");
    let played = play(&Rehearsal::read(text.as_bytes()).unwrap());
    let instants: Vec<Instant> = played.made.values().map(|made| made.at).collect();
    assert_eq!(instants, [at(2), at(1)]);
}
