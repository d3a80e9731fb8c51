//! What an act says, as bytes and as words (`consent`'s `act.rs`), what one says of daily life (`life::says`), and what the engine makes of a few of them.
//!
//! What is read is written and read as the same, and so are the words behind it. Whoever says what in which order, the engine answers, twice the same,
//! and its answer changes when it says so, not before.

#![no_main]

use arbitrary::Arbitrary;
use companion::consent::{Act, ActId, Instant, Knowledge, Past, Person, Question, Refusal, Says};
use companion::life::LifeSays;
use companion::negotiation::words::Beside;
use companion::negotiation::{AgreementWords, LimitWords};
use fuzz::said::{Time, Where, Word, power};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Story {
    told: Vec<Told>,
    asked: Vec<Asked>,
    bytes: Vec<u8>,
}

#[derive(Arbitrary, Debug)]
struct Told {
    line: u8,
    clock: Time,
    /// Of each other line: how many acts it has not seen.
    unseen: [u8; 3],
    says: Heard,
}

#[derive(Arbitrary, Debug)]
enum Heard {
    Word(Word),
    Bytes(Vec<u8>),
}

#[derive(Arbitrary, Debug)]
struct Asked {
    giver: bool,
    area: Where,
    power: u8,
    at: Time,
}

/// More are not looked at: what takes long finds less.
const MOST: usize = 24;

fuzz_target!(|story: Story| {
    if let Ok(says) = Says::from_bytes(&story.bytes) {
        assert_eq!(Says::from_bytes(&says.to_bytes()), Ok(says));
    }
    if let Ok((says, rest)) = Says::read(&story.bytes) {
        written::<AgreementWords>(&says, rest);
        written::<LimitWords>(&says, rest);
    }
    if let Some(says) = LifeSays::from_bytes(&story.bytes) {
        assert_eq!(LifeSays::from_bytes(&says.to_bytes()), Some(says));
    }
    let mut knowledge = Knowledge::new();
    let people = [Person::One, Person::Two, Person::One, Person::Two];
    let lines = people.map(|person| knowledge.begin_line(person));
    let (mut counts, mut ids) = ([0_u32; 4], Vec::new());
    for told in story.told.iter().take(MOST) {
        let (at, id) = (usize::from(told.line) % lines.len(), name(ids.len()));
        let says = said(&told.says, &ids);
        let past = seen(counts, at, told.unseen);
        let expected = says.clone().and_then(|says| {
            knowledge.would_admit(people[at], told.clock.instant(), &past, &says).map(|()| says)
        });
        let act = Act { id, line: lines[at], clock: told.clock.instant(), past, says };
        let refused = knowledge.add(act).expect("behind its past");
        assert_eq!(refused, expected.err(), "what would be refused is refused");
        counts[at] += 1;
        ids.push(id);
    }
    for asked in story.asked.iter().take(MOST) {
        answers(&knowledge, asked);
    }
});

/// Words that can be read are written and read as the same.
fn written<W: Beside + std::fmt::Debug>(says: &Says, rest: &[u8]) {
    let Ok(words) = W::read(rest) else { return };
    let bytes = words.behind(says);
    let (_, again) = Says::read(&bytes).expect("what was written");
    assert_eq!(W::read(again), Ok(words));
}

fn name(number: usize) -> ActId {
    ActId::new([number as u8; 32])
}

fn said(heard: &Heard, ids: &[ActId]) -> Result<Says, Refusal> {
    match heard {
        Heard::Word(word) => {
            let says = word.says(ids);
            assert_eq!(Says::from_bytes(&says.to_bytes()).as_ref(), Ok(&says));
            Ok(says)
        }
        Heard::Bytes(bytes) => Says::from_bytes(bytes),
    }
}

/// All of its own line, and of the others some.
fn seen(counts: [u32; 4], own: usize, unseen: [u8; 3]) -> Past {
    let mut unseen = unseen.into_iter();
    let counts = counts.into_iter().enumerate().map(|(line, count)| {
        if line == own { count } else { count.saturating_sub(unseen.next().map_or(0, u32::from)) }
    });
    Past::new(counts.collect::<Vec<u32>>())
}

fn answers(knowledge: &Knowledge, asked: &Asked) {
    let (of, by) = if asked.giver { (Person::One, Person::Two) } else { (Person::Two, Person::One) };
    let question = Question { of, by, area: asked.area.area(), power: power(asked.power) };
    let at = asked.at.instant();
    let answer = knowledge.answer(&question, at);
    assert_eq!(knowledge.answer(&question, at), answer);
    assert_eq!(knowledge.verdict(&question, at), answer.verdict);
    assert!(answer.except.is_sorted());
    let _ = (knowledge.limits_at(at), knowledge.signals_at(at), knowledge.agreements_at(at));
    match answer.until {
        Some(until) => {
            assert!(until > at);
            assert_ne!(knowledge.verdict(&question, until), answer.verdict);
            let before = Instant::from_millis(until.millis() - 1);
            assert_eq!(knowledge.verdict(&question, before), answer.verdict);
        }
        None => assert_eq!(knowledge.verdict(&question, Instant::LAST), answer.verdict),
    }
}
