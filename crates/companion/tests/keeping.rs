//! What one keeps for oneself: on all of one's own devices, and nowhere else.

mod relay;

use std::collections::BTreeSet;

use companion::Error;
use companion::consent::Zone;
use companion::keeping::CheckingIn;
use companion::record::RelationshipId;
use companion::reflect::keeps::Own;
use companion::reflect::{Answers, Field, Value};
use companion::vault::{Cost, InMemory, Passphrase};
use companion::{Companion, Event};
use relay::couple::{Device, begin, met, minute, now_or_never, reopen};
use relay::{ADDRESS, Relay, sync};

const SECRET: &str = "I would rather not have gone";

fn answers() -> Answers {
    let mut answers = Answers::default();
    answers.answer(Field::Mood, Value::Place(4)).unwrap();
    answers.answer(Field::CouldSayNo, Value::Place(2)).unwrap();
    answers.answer(Field::Rubbed, Value::Words(SECRET.to_owned())).unwrap();
    answers
}

fn checking(shared: impl IntoIterator<Item = Field>) -> CheckingIn {
    CheckingIn { answers: answers(), shared: shared.into_iter().collect::<BTreeSet<_>>() }
}

/// Everything that a device holds of its relationship, as bytes.
fn held(device: &Device, id: RelationshipId) -> Vec<Vec<u8>> {
    let record = device.circle(id).unwrap().record();
    record.in_order_of_arrival().map(|entry| entry.verified().bytes()).collect()
}

fn holds(bytes: &[Vec<u8>], what: &str) -> bool {
    bytes.iter().any(|bytes| bytes.windows(what.len()).any(|window| window == what.as_bytes()))
}

#[test]
fn what_is_kept_is_there_for_oneself_and_the_other_sees_what_was_shared() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut relay = Relay::default();
        let (mut ada, mut bo, id) = met(&mut relay, &of_ada, &of_bo).await;
        let check_in = ada.check_in(id, checking([Field::Mood]), minute(10)).await.unwrap();
        sync(&mut relay, &mut ada, minute(10)).await;
        sync(&mut relay, &mut bo, minute(11)).await;
        let of = |device: &Device| device.check_ins(id).unwrap();
        let (mine, theirs) = (of(&ada), of(&bo));
        assert_eq!((mine.len(), theirs.len()), (1, 1));
        assert_eq!((mine[0].id, theirs[0].id), (check_in, check_in));
        assert_eq!(mine[0].shared, theirs[0].shared);
        assert_eq!(mine[0].shared.place(Field::Mood), Some(4));
        assert_eq!(mine[0].kept.clone().with(mine[0].shared.clone()), answers());
        assert!(theirs[0].kept.is_empty());
        assert!(!holds(&held(&bo, id), SECRET) && !holds(&held(&ada, id), SECRET));
        // The check could find it.
        assert!(holds(&held_of_own(&ada), SECRET));
        drop(ada);
        let ada = reopen(&of_ada).await;
        assert_eq!(ada.check_ins(id).unwrap(), mine);
    });
}

/// What is in the record that only one's own devices are in.
fn held_of_own(device: &Device) -> Vec<Vec<u8>> {
    let ids = device.own_records();
    assert_eq!(ids.len(), 1);
    held(device, ids[0])
}

/// Whatever one keeps, the shared log holds as many frames of the same sizes, and the shared record as many acts.
#[test]
fn what_is_kept_leaves_no_trace_in_what_is_shared() {
    let trace = |checking: CheckingIn| {
        now_or_never(async {
            let mut relay = Relay::default();
            let (mut ada, mut bo, id) = met(&mut relay, &InMemory::new(), &InMemory::new()).await;
            let (before, acts) = (frames(&relay), held(&ada, id).len());
            let is_kept = !checking.answers.is_empty() && checking.shared.is_empty();
            let shared = ada.check_in(id, checking, minute(10)).await.unwrap();
            sync(&mut relay, &mut ada, minute(10)).await;
            sync(&mut relay, &mut bo, minute(11)).await;
            let log = |(log, frames): (&companion::wire::LogId, &Vec<usize>)| {
                let before = before.get(log).map_or(0, Vec::len);
                frames[before..].to_vec()
            };
            let all = frames(&relay);
            let mut came: Vec<Vec<usize>> = all.iter().map(log).filter(|frames| !frames.is_empty()).collect();
            came.sort();
            // One frame at the shared log; one at one's own, if anything was kept.
            assert_eq!(came.len(), 1 + usize::from(is_kept));
            let heard = held(&bo, id);
            assert_eq!(heard.len(), acts + 1);
            let record = bo.circle(id).unwrap().record();
            let act = record.get(companion::record::ActId(shared.bytes())).unwrap();
            (came[0].clone(), act.verified().bytes().len())
        })
    };
    let nothing = trace(CheckingIn::default());
    assert_eq!(trace(checking([])), nothing);
    let mut long = Answers::default();
    long.answer(Field::Rubbed, Value::Words("é".repeat(4000))).unwrap();
    assert_eq!(trace(CheckingIn { answers: long, shared: BTreeSet::new() }), nothing);
}

fn frames(relay: &Relay) -> std::collections::BTreeMap<companion::wire::LogId, Vec<usize>> {
    let sizes = |log: &relay::Log| log.frames.iter().map(Vec::len).collect();
    relay.logs.iter().map(|(id, log)| (*id, sizes(log))).collect()
}

#[test]
fn ones_further_device_has_what_one_kept_before_and_after() {
    now_or_never(async {
        let mut relay = Relay::default();
        let (mut ada, _, id) = met(&mut relay, &InMemory::new(), &InMemory::new()).await;
        let first = ada.check_in(id, checking([Field::Mood]), minute(10)).await.unwrap();
        sync(&mut relay, &mut ada, minute(10)).await;
        let (passphrase, zone) = (Passphrase::new("another passphrase"), Zone::parse("UTC").unwrap());
        let laptop =
            Companion::begin_further(InMemory::new(), &passphrase, Cost::worthless(), ADDRESS, &zone);
        let mut laptop = laptop.await.unwrap();
        let waits = laptop.write_list(Own::AtOnce, vec!["Water.".to_owned()], minute(11)).await;
        assert!(matches!(waits, Err(Error::NotLetIn)));
        ada.let_in(&laptop.device_code().unwrap(), minute(12)).await.unwrap();
        sync(&mut relay, &mut ada, minute(12)).await;
        let events = sync(&mut relay, &mut laptop, minute(13)).await;
        let began = events.iter().filter(|event| matches!(event, Event::Began { .. }));
        assert_eq!(began.count(), 1, "one's own record is no relationship");
        sync(&mut relay, &mut laptop, minute(13)).await;
        assert_eq!(laptop.relationships().len(), 1);
        let kept = |device: &Device| {
            let lines = device.check_ins(id).unwrap();
            lines.into_iter().find(|line| line.id == first).unwrap().kept
        };
        assert_eq!(kept(&laptop), kept(&ada));
        assert!(!kept(&ada).is_empty());
        laptop.write_list(Own::AtOnce, vec![" Water. ".to_owned(), String::new()], minute(14)).await.unwrap();
        sync(&mut relay, &mut laptop, minute(14)).await;
        sync(&mut relay, &mut ada, minute(15)).await;
        assert_eq!(ada.list(Own::AtOnce).unwrap(), ["Water."]);
        assert!(ada.list(Own::NextDay).unwrap().is_empty());
        ada.write_list(Own::AtOnce, vec!["A blanket.".to_owned()], minute(16)).await.unwrap();
        sync(&mut relay, &mut ada, minute(16)).await;
        sync(&mut relay, &mut laptop, minute(17)).await;
        assert_eq!(laptop.list(Own::AtOnce).unwrap(), ["A blanket."]);
    });
}

#[test]
fn one_guesses_once_and_before_the_other_is_seen() {
    now_or_never(async {
        let mut relay = Relay::default();
        let (mut ada, mut bo, id) = met(&mut relay, &InMemory::new(), &InMemory::new()).await;
        let check_in = ada.check_in(id, checking([Field::Mood]), minute(10)).await.unwrap();
        sync(&mut relay, &mut ada, minute(10)).await;
        sync(&mut relay, &mut bo, minute(11)).await;
        let mut guess = Answers::default();
        guess.answer(Field::Mood, Value::Place(3)).unwrap();
        bo.guess(id, check_in, guess.clone(), minute(12)).await.unwrap();
        let again = bo.guess(id, check_in, answers(), minute(13)).await;
        assert!(matches!(again, Err(Error::NothingToGuess)));
        let own = ada.guess(id, check_in, guess.clone(), minute(13)).await;
        assert!(matches!(own, Err(Error::NothingToGuess)));
        assert_eq!(bo.check_ins(id).unwrap()[0].guess, Some(guess));
        sync(&mut relay, &mut bo, minute(14)).await;
        sync(&mut relay, &mut ada, minute(15)).await;
        assert_eq!(ada.check_ins(id).unwrap()[0].guess, None, "a guess is the guesser's alone");
    });
}

#[test]
fn a_person_alone_has_a_record_of_their_own_and_no_relationship() {
    now_or_never(async {
        let store = InMemory::new();
        let mut ada = begin("Ada", &store).await;
        assert!(ada.relationships().is_empty());
        assert!(matches!(ada.the_relationship(), Err(Error::NoRelationship)));
        ada.write_list(Own::AfterAStop, vec!["A glass of water.".to_owned()], minute(0)).await.unwrap();
        drop(ada);
        let ada = reopen(&store).await;
        assert_eq!(ada.own_records().len(), 1);
        assert_eq!(ada.list(Own::AfterAStop).unwrap(), ["A glass of water."]);
    });
}
