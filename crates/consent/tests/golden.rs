//! The bytes of what acts say. They are in every record that was ever written: a change here makes those unreadable.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use consent::{
    ActId, Area, CheckIn, Days, Grant, Instant, LimitKind, Mode, Person, Power, Refusal, Says, Version,
    Weekday, Window, Zone,
};

fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

fn version() -> Version {
    Version {
        giver: Person::One,
        holder: Person::Two,
        zone: Zone::parse("Europe/Amsterdam").unwrap(),
        grants: vec![
            Grant {
                area: area("home/chores"),
                power: Power::Decide,
                mode: Mode::Freely,
                hours: Some(vec![Window::parse(Days::of([Weekday::Fri]), "22:00", "02:00").unwrap()]),
                moments: false,
                starts: None,
                ends: Some(Instant::from_millis(1_790_000_000_000)),
            },
            Grant {
                area: Area::everything(),
                power: Power::Direct,
                mode: Mode::AskFirst,
                hours: None,
                moments: true,
                starts: None,
                ends: None,
            },
        ],
        review_by: Instant::from_millis(1_780_000_000_000),
        starts: Some(Instant::from_millis(1_770_000_000_000)),
        ends: None,
        check_in: Some(CheckIn { every_days: 7, grace_days: 3 }),
        replaces: vec![ActId::new([9; 32])],
    }
}

fn one_of_each() -> Vec<Says> {
    let id = ActId::new([7; 32]);
    vec![
        Says::Propose(Box::new(version())),
        Says::Sign(id),
        Says::Withdraw(id, area("home")),
        Says::End(id),
        Says::Limit(area("money"), LimitKind::Hard),
        Says::Limit(area("money"), LimitKind::Soft),
        Says::Lift(area("money")),
        Says::Slow,
        Says::Pause,
        Says::Stop,
        Says::Resume,
        Says::Open(id, 120),
        Says::Close(id),
        Says::Review(id, Instant::from_millis(1_780_000_000_000)),
        Says::CheckIn,
        Says::Retract(id),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn what_acts_say_has_the_bytes_it_always_had() {
    let written: Vec<String> =
        one_of_each().iter().map(|says| format!("{} {}", says.word(), hex(&says.to_bytes()))).collect();
    let frozen = include_str!("golden/says.txt");
    for (written, frozen) in written.iter().zip(frozen.lines()) {
        assert_eq!(written, frozen);
    }
    assert_eq!(written.len(), frozen.lines().count());
}

#[test]
fn an_act_is_named_by_the_bytes_that_it_was_given() {
    assert_eq!(ActId::new([7; 32]).bytes(), [7; 32]);
}

/// The others close and count as soon as they are known; a `propose` does neither.
#[test]
fn what_opens_is_a_yes() {
    let opening = one_of_each().into_iter().filter(Says::opens).map(|says| says.word());
    let yes = ["sign", "lift", "resume", "open", "review", "check-in"];
    assert_eq!(opening.collect::<Vec<_>>(), yes);
}

#[test]
fn what_was_written_is_read_and_nothing_else_is() {
    for says in one_of_each() {
        let bytes = says.to_bytes();
        assert_eq!(Says::from_bytes(&bytes), Ok(says));
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Says::from_bytes(&longer), Err(Refusal::NotUnderstood));
        for cut in 0..bytes.len() {
            assert_eq!(Says::from_bytes(&bytes[..cut]), Err(Refusal::NotUnderstood), "cut at {cut}");
        }
    }
    // A kind of act that a newer Troth may have.
    assert_eq!(Says::from_bytes(&[0x82, 0x18, 0x63, 0x80]), Err(Refusal::NotUnderstood));
}

/// A no counts whatever stands behind it.
#[test]
fn what_stands_behind_what_an_act_says_is_left_to_others() {
    for says in one_of_each() {
        let bytes = [says.to_bytes().as_slice(), &[0xff, 0x00]].concat();
        assert_eq!(Says::read(&bytes), Ok((says, &[0xff, 0x00][..])));
    }
    assert_eq!(Says::read(&[0xff]), Err(Refusal::NotUnderstood));
}

#[test]
fn areas_zones_and_windows_that_cannot_be_are_not_read() {
    let bytes = Says::Lift(area("money")).to_bytes();
    let malformed: Vec<u8> = bytes.iter().map(|byte| if *byte == b'm' { b'M' } else { *byte }).collect();
    assert_eq!(Says::from_bytes(&malformed), Err(Refusal::NotUnderstood));
    let bytes = Says::Propose(Box::new(version())).to_bytes();
    let at = bytes.windows(6).position(|part| part == b"Europe").unwrap();
    let mut elsewhere = bytes.clone();
    elsewhere[at] = b'X';
    assert_eq!(Says::from_bytes(&elsewhere), Err(Refusal::NotUnderstood));
}
