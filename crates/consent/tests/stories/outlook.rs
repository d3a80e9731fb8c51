//! An outlook answers as the knowledge does that it was made of: after every act of a story in which all that a verdict can
//! rest on happens once, about every area that is named and some that are not.

use consent::{
    Area, CheckIn, Grant, Instant, Knowledge, LimitKind, Mode, Person, Power, Question, Refusal, Says,
    Verdict, Version, Weekday,
};

use crate::story::{ADA, BO, Story, area, grant, hour, window, within, words};

fn at_home() -> Vec<Grant> {
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let nights = [
        window(&[Weekday::Fri, Weekday::Sat], "22:00", "02:00"),
        window(&[Weekday::Sun], "01:30", "03:30"),
        window(&[Weekday::Sun], "23:00", "00:30"),
    ];
    vec![
        within(&[window(&weekdays, "06:00", "24:00")], grant("everything", Power::Guide, Mode::Freely)),
        within(&nights, grant("home", Power::Decide, Mode::Freely)),
        grant("home/chores", Power::Direct, Mode::AskFirst),
        grant("money", Power::Decide, Mode::Freely),
        Grant { moments: true, ..grant("play", Power::Direct, Mode::Freely) },
        Grant { starts: Some(hour(50)), ends: Some(hour(120)), ..grant("trips", Power::Guide, Mode::Freely) },
    ]
}

/// ```text
///   Bo    a ── sign ── c, d signed ──┬── b1 ───── sign b1, b2 ── …
///   Ada     └─ sign ─────────────────┴──── b2 ─── sign b1, b2 ── …
/// ```
/// `a` is amended by `b1` and `b2` at the same time, by the clocks of two cities; `c` is still to come, `d` goes by a third
/// clock, and `e` is the other way around.
fn told() -> Vec<Knowledge> {
    let mut story = Story::new();
    let rhythm = Some(CheckIn { every_days: 7, grace_days: 1 });
    let a = story.agree(-200, Version { check_in: rhythm, ..words("Europe/Amsterdam", at_home()) });
    let study =
        within(&[window(&Weekday::ALL, "09:00", "17:00")], grant("home/study", Power::Decide, Mode::Freely));
    let to_come =
        Version { starts: Some(hour(200)), ends: Some(hour(400)), ..words("Asia/Tokyo", vec![study]) };
    let c = story.agree(-100, to_come);
    let daily = [window(&Weekday::ALL, "20:00", "06:00")];
    let d = story.agree(
        -50,
        words(
            "Asia/Tokyo",
            vec![
                within(&daily, grant("home", Power::Direct, Mode::AskFirst)),
                within(&daily, grant("garden", Power::Guide, Mode::Freely)),
                within(&daily, grant("work", Power::Guide, Mode::Freely)),
                within(&[], grant("cellar", Power::Guide, Mode::Freely)),
            ],
        ),
    );
    story.agree(
        -49,
        Version {
            giver: BO,
            holder: ADA,
            ..words("Europe/Paris", vec![grant("roof", Power::Direct, Mode::Freely)])
        },
    );
    story.say(ADA, 3, Says::Open(a, 240));
    story.say(ADA, 4, Says::Close(a));
    story.say(ADA, 5, Says::Limit(area("home/kitchen"), LimitKind::Soft));
    story.say(BO, 6, Says::Limit(area("home/attic/box"), LimitKind::Hard));
    story.say(ADA, 7, Says::Limit(area("friends"), LimitKind::Hard));
    story.say(ADA, 8, Says::Withdraw(a, area("home/chores/night")));
    story.say(BO, 9, Says::Withdraw(d, area("garden/shed")));
    story.say(ADA, 10, Says::Withdraw(c, area("home/study/desk")));
    let mut amended = at_home();
    amended.push(grant("work/hours", Power::Decide, Mode::Freely));
    let narrower = Version { replaces: vec![a], ..words("America/New_York", amended.clone()) };
    let b1 = story.say(BO, 30, Says::Propose(Box::new(narrower)));
    amended.remove(2);
    let other = Version { replaces: vec![a], check_in: rhythm, ..words("Europe/Amsterdam", amended) };
    let b2 = story.say_without(ADA, 1, 30, Says::Propose(Box::new(other)));
    story.sign(31, b1);
    story.say(BO, 31, Says::Sign(b2));
    story.say(ADA, 31, Says::Sign(b2));
    story.say(ADA, 40, Says::Lift(area("home/kitchen")));
    story.say(BO, 60, Says::CheckIn);
    story.say(ADA, 130, Says::Open(b2, 240));
    story.say(BO, 160, Says::Review(b1, hour(24 * 20)));
    story.say(ADA, 161, Says::Review(b1, hour(24 * 18)));
    story.say(BO, 170, Says::Slow);
    story.say(BO, 180, Says::Resume);
    story.say(BO, 190, Says::Withdraw(b1, area("everything")));
    story.say(ADA, 200, Says::Limit(Area::everything(), LimitKind::Soft));
    story.say(ADA, 210, Says::Stop);
    story.say(ADA, 220, Says::Resume);
    story.say(BO, 221, Says::Resume);
    story.say(BO, 230, Says::End(d));
    let waits = Version {
        starts: Some(hour(260)),
        ..words("Asia/Tokyo", vec![grant("roof", Power::Guide, Mode::Freely)])
    };
    let waits = story.say(ADA, 231, Says::Propose(Box::new(waits)));
    story.say(ADA, 232, Says::Sign(waits));
    story.say(BO, 233, Says::Sign(waits));
    story.say(BO, 234, Says::Retract(waits));
    story.say(BO, 240, Says::Retract(b2));
    story.told
}

const AREAS: [&str; 26] = [
    "everything",
    "everything/else",
    "home",
    "home/chores",
    "home/chores/night",
    "home/chores/night/late",
    "home/kitchen/sink",
    "home/attic",
    "home/attic/box",
    "home/study",
    "home/study/desk",
    "homework",
    "garden",
    "garden/shed",
    "cellar",
    "play",
    "trips/far",
    "money",
    "money/savings",
    "work",
    "work/hours/late",
    "friends",
    "health",
    "roof",
    "own",
    "own/voice",
];

/// Instants that have nothing to do with anything, and some that have; others each time.
fn instants(number: i64) -> Vec<Instant> {
    let any = (0..24).map(|at| hour(-30).plus(at * 151_234_567 + number * 3_456_789));
    let named = [2, 3, 6, 50, 64, 79, 103, 120, 134, 200, 400].map(hour);
    let all = any.chain(named.into_iter().flat_map(|at| [at.plus(-1), at]));
    all.skip(usize::try_from(number % 5).unwrap()).step_by(5).collect()
}

fn same(knowledge: &Knowledge, (of, by): (Person, Person), (from, to): (Instant, Instant), at: &[Instant]) {
    let outlook = knowledge.outlook(of, by, from, to);
    for path in AREAS {
        for power in Power::ALL {
            let question = Question { of, by, area: area(path), power };
            for at in at {
                let (verdict, expected) =
                    (outlook.verdict(path, power, *at), knowledge.verdict(&question, *at));
                assert_eq!(verdict, Ok(expected), "{path} {power:?} {at:?} of {from:?} to {to:?}");
            }
        }
    }
}

#[test]
fn its_verdict_is_the_knowledges_after_every_act() {
    for (number, knowledge) in (0..).zip(told()) {
        let at = instants(number);
        same(&knowledge, (ADA, BO), (hour(-24), hour(24 * 40)), &at);
        same(&knowledge, (BO, ADA), (hour(-24), hour(24 * 40)), &at[..4]);
        same(&knowledge, (BO, BO), (hour(-24), hour(24 * 40)), &at[..1]);
        same(&knowledge, (ADA, BO), (hour(40), hour(41)), &at[..4]);
        same(&knowledge, (ADA, BO), (hour(41), hour(41)), &at[..1]);
    }
}

#[test]
fn what_comes_with_it_is_the_same_too() {
    for (number, knowledge) in (0..).zip(told()) {
        let spans = [(hour(-24), hour(24 * 30)), (hour(-24), hour(3)), (hour(2), hour(1))];
        for (from, to) in spans {
            let outlook = knowledge.outlook(ADA, BO, from, to);
            for (at, path) in
                instants(number).into_iter().zip(AREAS.iter().cycle().skip(usize::try_from(number).unwrap()))
            {
                for power in [Power::Guide, Power::Decide] {
                    let question = Question { of: ADA, by: BO, area: area(path), power };
                    let expected = knowledge.answer(&question, at);
                    assert_eq!(outlook.answer(path, power, at), Ok(expected), "{path} {at:?} of {to:?}");
                }
            }
        }
    }
}

#[test]
fn its_runs_are_the_verdicts_from_one_change_to_the_next() {
    for knowledge in told().iter().step_by(4) {
        let (from, to) = (hour(-24), hour(24 * 14));
        let outlook = knowledge.outlook(ADA, BO, from, to);
        for path in AREAS {
            let question = Question { of: ADA, by: BO, area: area(path), power: Power::Decide };
            let runs = outlook.runs(path, Power::Decide).unwrap();
            let mut at = from;
            for run in &runs {
                assert_eq!(run.from, at, "{path}");
                let answer = knowledge.answer(&question, at);
                let until = answer.until.filter(|until| *until < to).unwrap_or(to);
                assert_eq!((run.verdict, run.to), (answer.verdict, until), "{path} from {at:?}");
                at = run.to;
            }
            assert_eq!(at, to, "{path}");
        }
    }
}

#[test]
fn a_wide_grant_that_is_new_waits_in_heavy_areas_alone() {
    let mut story = Story::new();
    story.agree(0, words("Europe/Amsterdam", vec![grant("everything", Power::Decide, Mode::Freely)]));
    story.say(ADA, 1, Says::Limit(area("money/savings"), LimitKind::Soft));
    let outlook = story.knowledge.outlook(ADA, BO, hour(2), hour(100));
    for (path, first, later) in [
        ("home", Verdict::Allowed, Verdict::Allowed),
        ("money", Verdict::NotNow, Verdict::Allowed),
        ("money/savings", Verdict::NotNow, Verdict::AskFirst),
    ] {
        let verdicts = [71, 72].map(|at| outlook.verdict(path, Power::Decide, hour(at)));
        assert_eq!(verdicts, [Ok(first), Ok(later)], "{path}");
    }
}

/// What begins where the span ends is not of the span, and is told all the same.
#[test]
fn a_span_may_end_where_the_last_change_is() {
    let mut story = Story::new();
    story.say(ADA, 0, Says::Limit(area("home"), LimitKind::Hard));
    story.say(ADA, 1, Says::Lift(area("home")));
    for to in [24, 25, 26] {
        let outlook = story.knowledge.outlook(ADA, BO, hour(2), hour(to));
        let answer = outlook.answer("home", Power::Guide, hour(3)).unwrap();
        assert_eq!((answer.verdict, answer.until), (Verdict::OffLimits, Some(hour(25))), "until {to}");
        let verdicts = (1..28).map(|at| outlook.verdict("home", Power::Guide, hour(at)).unwrap());
        assert_eq!(verdicts.filter(|verdict| *verdict == Verdict::OffLimits).count(), 24, "until {to}");
    }
}

#[test]
fn a_malformed_area_is_refused_by_it() {
    let knowledge = Knowledge::new();
    let outlook = knowledge.outlook(ADA, BO, hour(0), hour(1));
    for path in ["", "Home", "/home", "home//chores", "everything/"] {
        let refused = Refusal::MalformedArea { found: path.to_owned() };
        assert_eq!(outlook.verdict(path, Power::Guide, hour(0)), Err(refused.clone()));
        assert_eq!(outlook.answer(path, Power::Guide, hour(0)), Err(refused));
    }
}
