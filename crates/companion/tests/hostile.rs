//! What a relay, somebody who holds a link, or a dishonest partner can try, and what does not come of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod relay;

use std::cell::Cell;
use std::rc::Rc;

use companion::circle::{
    Carried, DeviceSecret, Joining, Keyring, Link, LogSecret, Rendezvous, Seed, Standing,
};
use companion::consent::{Says, Zone};
use companion::record::{self, Body, Device as Keys, DeviceKind, RelationshipId};
use companion::vault::store::{Batch, Row};
use companion::vault::{Cost, InMemory, Passphrase, Store, StoreError};
use companion::wire::{Frame, Incarnation, LogId, ToDevice, ToRelay};
use companion::{Companion, Error, Event, MeetingShown};
use relay::couple::{Device, begin, minute, now_or_never, shared_log};
use relay::{ADDRESS, Line, Relay, sync};

async fn invited(relay: &mut Relay, ada: &mut Device) -> Link {
    let MeetingShown::Inviting { link, .. } = ada.invite(minute(0)).await.unwrap() else {
        panic!("an invitation")
    };
    sync(relay, ada, minute(0)).await;
    Link::parse(&link).unwrap()
}

/// Two who have met.
async fn two(relay: &mut Relay, of_ada: &InMemory) -> (Device, Device, RelationshipId) {
    let (mut ada, mut bo) = (begin("Ada", of_ada).await, begin("Bo", &InMemory::new()).await);
    let link = invited(relay, &mut ada).await;
    bo.join(&link.to_text()).await.unwrap();
    sync(relay, &mut bo, minute(1)).await;
    sync(relay, &mut ada, minute(2)).await;
    sync(relay, &mut bo, minute(3)).await;
    // Where they met is of no more use; what is left at the relay is the relationship's.
    relay.logs.remove(&link.log().id());
    relay.shared = Some(shared_log(relay, &mut ada, &mut bo).await);
    let relationship = bo.the_relationship().unwrap();
    (ada, bo, relationship)
}

/// A store that can be made to fail at the next reading of a run or shelf after a commit, once.
#[derive(Clone)]
struct Failing {
    rows: InMemory,
    left: Rc<Cell<Option<u8>>>,
}

impl Store for Failing {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.rows.read(shelf, key).await
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        if self.left.get() == Some(0) {
            self.left.set(None);
            return Err(StoreError::Busy);
        }
        self.rows.scan(shelf, from).await
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        self.rows.shelves().await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.left.set(self.left.get().map(|left| left.saturating_sub(1)));
        self.rows.commit(batch).await
    }

    async fn erase(self) -> Result<(), StoreError> {
        self.rows.erase().await
    }
}

fn rng() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}

fn keys(of: u8) -> DeviceSecret {
    DeviceSecret::of(&Seed::from_bytes([of; 32]), DeviceKind::Device)
}

/// The log of the relationship, which has the most frames.
fn frames(relay: &mut Relay) -> &mut Vec<Vec<u8>> {
    let log = log(relay);
    &mut relay.logs.get_mut(&log).unwrap().frames
}

/// Its name.
fn log(relay: &Relay) -> LogId {
    relay.shared.unwrap()
}

fn acts(device: &Device, id: RelationshipId) -> Vec<String> {
    device.circle(id).unwrap().acts().map(|act| format!("{:?} {:?}", act.id, act.says)).collect()
}

/// What a rendezvous log says, to one who holds the link.
fn read(relay: &Relay, log: &LogSecret) -> Vec<Rendezvous> {
    let frames = relay.logs.get(&log.id()).map(|log| log.frames.clone()).unwrap_or_default();
    frames.iter().map(|frame| Rendezvous::from_bytes(&log.unframe(frame).unwrap()).unwrap()).collect()
}

/// Whoever holds the link can delete the log and write it anew.
fn write(relay: &mut Relay, log: &LogSecret, frames: &[Rendezvous]) {
    let frames = frames.iter().map(|frame| log.frame(&frame.to_bytes(), &mut rng()).unwrap()).collect();
    relay.logs.get_mut(&log.id()).unwrap().frames = frames;
}

/// ```text
///   Bo ── join { phone } ──► one who holds the link ── join { phone, their own } ──► Ada
/// ```
#[test]
fn nobody_slips_a_device_of_their_own_among_those_of_the_invited() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let link = invited(relay, &mut ada).await;
        bo.join(&link.to_text()).await.unwrap();
        sync(relay, &mut bo, minute(1)).await;
        let mut frames = read(relay, &link.log());
        let Some(Rendezvous::Join(join)) = frames.last_mut() else { panic!("a join") };
        join.who.devices.push(keys(9).device());
        write(relay, &link.log(), &frames);
        sync(relay, &mut ada, minute(2)).await;
        let events = sync(relay, &mut bo, minute(3)).await;
        assert!(events.contains(&Event::NotAsOffered), "{events:?}");
        assert!(bo.the_relationship().is_err());
    });
}

/// ```text
///   Ada ── offer ──► Bo ── join ──► one who holds the link ── another offer, an answer to it ──► Bo
/// ```
/// Keys that are offered once Bo's are known may have been tried until the words to compare fit.
#[test]
fn an_offer_that_was_put_in_the_place_of_the_one_that_was_seen_begins_nothing() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let mut between = begin("Ada", &InMemory::new()).await;
        let link = invited(relay, &mut ada).await;
        bo.join(&link.to_text()).await.unwrap();
        sync(relay, &mut bo, minute(1)).await;
        let seen = read(relay, &link.log());
        // An invitation of their own, answered to Bo's keys, carried over to the log that Bo reads.
        let other = invited(relay, &mut between).await;
        let offer = read(relay, &other.log()).remove(0);
        write(relay, &other.log(), &[offer.clone(), seen[1].clone()]);
        sync(relay, &mut between, minute(2)).await;
        assert!(between.the_relationship().is_ok());
        let answer = read(relay, &other.log()).remove(2);
        write(relay, &link.log(), &[offer, seen[1].clone(), answer]);
        let events = sync(relay, &mut bo, minute(3)).await;
        assert!(events.contains(&Event::NotAsOffered), "{events:?}");
        assert!(bo.the_relationship().is_err());
    });
}

/// Somebody with keys and no rules, whose invitation Ada has answered.
struct Dishonest {
    keys: DeviceSecret,
    keyring: Keyring,
    log: LogSecret,
    id: RelationshipId,
    record: record::Record,
    read: usize,
}

impl Dishonest {
    async fn meet(relay: &mut Relay, ada: &mut Device, more: &[Keys]) -> Dishonest {
        let link = invited(relay, ada).await;
        let keys = keys(2);
        let who = companion::circle::invitation::founder("Bo", &[&[keys.device()], more].concat());
        let mut said = read(relay, &link.log());
        let promise = Joining::read(&said).promise(&mut rng()).unwrap();
        said.push(promise.join(who.clone()));
        write(relay, &link.log(), &said);
        sync(relay, ada, minute(1)).await;
        let standing = Joining::read(&read(relay, &link.log())).standing(Some(keys.id()), minute(3).millis());
        let Standing::Answered(answer) = standing else { panic!("answered") };
        let (founding, log) = promise.open(&answer, &keys, &who).unwrap();
        let id = founding.relationship();
        let mut record = record::Record::of(id);
        record.merge([founding]);
        Dishonest { keys, keyring: Keyring::of(id), log, id, record, read: 0 }
    }

    /// What has come since the last look, as far as it can be read.
    fn hear(&mut self, relay: &Relay) -> Vec<Says> {
        let mut came = Vec::new();
        for frame in relay.logs[&self.log.id()].frames.iter().skip(self.read) {
            self.read += 1;
            match Carried::from_bytes(&self.log.unframe(frame).unwrap()).unwrap() {
                Carried::Handout(handout) => _ = self.keyring.take(&handout, &self.keys, |_| true).unwrap(),
                Carried::Handouts(_) | Carried::Founding(_) => {}
                Carried::Acts { epoch, sealed } => {
                    came.extend(Carried::open_acts(&self.keyring, epoch, &sealed).unwrap());
                }
            }
        }
        let acts: Vec<_> = came.iter().map(|bytes| record::receive(bytes).unwrap()).collect();
        self.record.merge(acts.clone());
        let says = acts.iter().filter_map(|act| match act.act().body() {
            Body::Says(says) => Says::from_bytes(says).ok(),
            _ => None,
        });
        says.collect()
    }

    /// Signs these, one after the other, and puts them there.
    fn act(&mut self, relay: &mut Relay, bodies: impl IntoIterator<Item = Body>) {
        let mut acts = Vec::new();
        for body in bodies {
            let draft = self.record.draft(self.keys.id(), record::Person::Second, 0, body).unwrap();
            let act = draft.sign(self.keys.signing_key()).unwrap();
            acts.push(act.bytes());
            self.record.merge([act]);
        }
        let handout = self.keyring.begin(&self.all(), &self.keys, &mut rng());
        self.keyring.take(&handout, &self.keys, |_| true).unwrap();
        let all = self.all().iter().map(|device| device.id).collect();
        let epoch = self.keyring.newest_for(&all, &[self.keys.id()].into()).unwrap();
        let mut carried = vec![Carried::Handout(handout)];
        carried.extend(Carried::acts(&self.keyring, epoch, &acts, &mut rng()).unwrap());
        let frames = &mut relay.logs.get_mut(&self.log.id()).unwrap().frames;
        frames.extend(carried.iter().map(|carried| self.log.frame(&carried.to_bytes(), &mut rng()).unwrap()));
    }

    /// Those who founded the relationship.
    fn all(&self) -> Vec<Keys> {
        self.record.founding().unwrap().devices().map(|(_, device)| *device).collect()
    }
}

/// ```text
///   one who joins ── join { their phone, a paper with a key that is none } ──► Ada
/// ```
/// Nothing can be sealed to that paper; what Ada says is to be read by everybody else all the same.
#[test]
fn a_device_whose_key_is_none_silences_nobody() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let mut ada = begin("Ada", &InMemory::new()).await;
        let none = Keys { seal: [0; 32], ..keys(3).device() };
        let mut bo = Dishonest::meet(relay, &mut ada, &[none]).await;
        ada.say(bo.id, &Says::Stop, minute(2)).await.unwrap();
        sync(relay, &mut ada, minute(2)).await;
        assert_eq!(bo.hear(relay), [Says::Stop]);
        // One epoch was enough: the next act needs no further one.
        let before = bo.read;
        ada.say(bo.id, &Says::Slow, minute(4)).await.unwrap();
        sync(relay, &mut ada, minute(4)).await;
        assert_eq!((bo.hear(relay), bo.read), (vec![Says::Slow], before + 1));
    });
}

/// An epoch for thousands fits no frame.
#[test]
fn a_partner_who_lets_in_ever_more_devices_silences_nobody() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let mut ada = begin("Ada", &InMemory::new()).await;
        let mut bo = Dishonest::meet(relay, &mut ada, &[]).await;
        bo.hear(relay);
        let many = (0..2500_u32).map(|number| {
            let mut id = [255; 32];
            id[..4].copy_from_slice(&number.to_be_bytes());
            Body::LetIn(Keys { id: record::DeviceId(id), ..bo.keys.device() })
        });
        let many: Vec<Body> = many.collect();
        bo.act(relay, many);
        sync(relay, &mut ada, minute(4)).await;
        assert_eq!(ada.circle(bo.id).unwrap().record().members().count(), 2503);
        ada.say(bo.id, &Says::Stop, minute(5)).await.unwrap();
        sync(relay, &mut ada, minute(5)).await;
        let handouts = relay.logs[&bo.log.id()].frames.iter().skip(bo.read);
        let handouts = handouts.filter_map(|frame| Carried::from_bytes(&bo.log.unframe(frame).unwrap()));
        let epochs = handouts.filter(|carried| matches!(carried, Carried::Handout(_))).count();
        assert_eq!(epochs, 2, "Bo's, and one that Ada writes under");
    });
}

/// ```text
///   Bo ── an epoch, and another, and another … ──► Ada ── welcome ──► Ada's new phone
/// ```
/// Not all of them are taken; the new phone comes in all the same, and reads what both have said.
#[test]
fn a_partner_who_begins_ever_more_epochs_keeps_no_new_device_out() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let of_ada = InMemory::new();
        let mut ada = begin("Ada", &of_ada).await;
        let mut bo = Dishonest::meet(relay, &mut ada, &[]).await;
        bo.hear(relay);
        bo.act(relay, [Body::Says(Says::Slow.to_bytes())]);
        for _ in 0..600 {
            bo.act(relay, []);
        }
        sync(relay, &mut ada, minute(4)).await;
        ada.say(bo.id, &Says::Stop, minute(5)).await.unwrap();
        let (store, passphrase) = (InMemory::new(), Passphrase::new("another passphrase"));
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let phone = Companion::begin_further(store, &passphrase, Cost::worthless(), ADDRESS, &zone);
        let mut phone = phone.await.unwrap();
        ada.let_in(&phone.device_code().unwrap(), minute(6)).await.unwrap();
        sync(relay, &mut ada, minute(6)).await;
        let events = sync(relay, &mut phone, minute(7)).await;
        assert!(events.contains(&Event::LetIn), "{events:?}");
        let vault = companion::vault::Vault::open(of_ada, &Passphrase::new("a passphrase")).await.unwrap();
        assert!(vault.run_length(&format!("handouts/{}", bo.id)) < 1700, "512 of Bo's, handed on twice");
        assert_eq!(acts(&phone, bo.id), acts(&ada, bo.id));
        assert_eq!(phone.circle(bo.id).unwrap().knowledge().signals_at(minute(8)).len(), 2);
    });
}

/// A link can name anything; what cannot be dialled stands in nobody's way afterwards.
#[test]
fn a_link_to_no_address_is_not_followed() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let mut ada = begin("Ada", &InMemory::new()).await;
        let link = invited(relay, &mut ada).await.to_text().replace(ADDRESS, "http://no host");
        let mut bo = begin("Bo", &InMemory::new()).await;
        assert!(matches!(bo.join(&link).await, Err(Error::Relay(_))));
        assert_eq!(bo.meetings(), []);
    });
}

/// ```text
///   Bo ── epoch ── stop under it ──► relay ── stop under it ── epoch ──► Ada
/// ```
#[test]
fn what_came_before_the_epoch_that_it_is_sealed_under_is_read_after_it() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let store = InMemory::new();
        let (mut ada, mut bo, id) = two(relay, &store).await;
        let before = frames(relay).len();
        bo.say(id, &Says::Stop, minute(4)).await.unwrap();
        sync(relay, &mut bo, minute(4)).await;
        let epoch = frames(relay).remove(before);
        assert_eq!(frames(relay).len(), before + 1, "an epoch, and a stop");
        let events = sync(relay, &mut ada, minute(5)).await;
        assert!(events.contains(&Event::Unreadable { relationship: id, count: 1 }), "{events:?}");
        drop(ada);
        let mut ada = Companion::open(store, &Passphrase::new("a passphrase")).await.unwrap();
        frames(relay).push(epoch);
        let events = sync(relay, &mut ada, minute(6)).await;
        assert!(events.contains(&Event::Acts { relationship: id, count: 1 }), "{events:?}");
        assert_eq!(acts(&ada, id), acts(&bo, id));
    });
}

/// What came twice in one message is kept once.
#[test]
fn frames_that_come_again_and_again_take_no_more_room() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let store = InMemory::new();
        let (mut ada, mut bo, id) = two(relay, &store).await;
        bo.say(id, &Says::Stop, minute(4)).await.unwrap();
        sync(relay, &mut bo, minute(4)).await;
        let again = frames(relay).clone();
        for _ in 0..20 {
            frames(relay).extend(again.clone());
        }
        sync(relay, &mut ada, minute(5)).await;
        assert_eq!(acts(&ada, id), acts(&bo, id));
        let vault = companion::vault::Vault::open(store, &Passphrase::new("a passphrase")).await.unwrap();
        assert_eq!(vault.run_length(&format!("acts/{id}")), 2);
        // Each one's epoch, and that of the other handed on to one's recovery words.
        assert_eq!(vault.run_length(&format!("handouts/{id}")), 4);
    });
}

/// An act whose storing could not be read back is there all the same: the next one comes behind it, not beside it.
#[test]
fn a_reading_that_failed_does_not_make_a_device_fork_itself() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let rows = InMemory::new();
        let (ada, _, id) = two(relay, &rows).await;
        drop(ada);
        let store = Failing { rows, left: Rc::default() };
        let mut ada = Companion::open(store.clone(), &Passphrase::new("a passphrase")).await.unwrap();
        store.left.set(Some(1));
        ada.say(id, &Says::Slow, minute(4)).await.unwrap_err();
        ada.say(id, &Says::Stop, minute(5)).await.unwrap();
        let circle = ada.circle(id).unwrap();
        assert_eq!(circle.record().forks().next(), None);
        assert_eq!(circle.record().len(), 3);
        // Without a further act, looking is enough.
        store.left.set(Some(1));
        ada.say(id, &Says::Pause, minute(6)).await.unwrap_err();
        assert!(ada.refresh().await.unwrap());
        assert_eq!(ada.circle(id).unwrap().record().len(), 4);
    });
}

/// ```text
///   one process ── slow ─►            relay: taken ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─► one process
///   another            ── slow ─► relay: taken ─► another ── stop, not sent yet
/// ```
/// What was taken is the frame of the first, whatever has its number in the outbox by now.
#[test]
fn a_frame_that_was_taken_takes_no_other_out_of_the_outbox() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let store = InMemory::new();
        let (mut one, mut bo, id) = two(relay, &store).await;
        sync(relay, &mut one, minute(4)).await;
        one.say(id, &Says::Slow, minute(5)).await.unwrap();
        let mut another = Companion::open(store, &Passphrase::new("a passphrase")).await.unwrap();
        let mut line = Line::dial(&mut one, minute(5)).await;
        for message in line.speak(relay, &mut one, minute(5)) {
            line.hear(&mut one, message, minute(5)).await;
        }
        let taken = line.speak(relay, &mut one, minute(5));
        sync(relay, &mut another, minute(5)).await;
        another.say(id, &Says::Stop, minute(6)).await.unwrap();
        assert_eq!(another.unsent(), 1);
        for message in taken {
            line.hear(&mut one, message, minute(6)).await;
        }
        one.refresh().await.unwrap();
        assert_eq!(one.unsent(), 1, "the stop is still to be sent");
        sync(relay, &mut one, minute(7)).await;
        sync(relay, &mut bo, minute(7)).await;
        assert_eq!(acts(&one, id), acts(&bo, id));
    });
}

/// A relay that came back from an older copy of its disk: it had said that the stop was durable.
#[test]
fn what_the_relay_took_and_lost_before_it_was_read_back_is_put_there_again() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay, &InMemory::new()).await;
        sync(relay, &mut ada, minute(4)).await;
        ada.say(id, &Says::Stop, minute(5)).await.unwrap();
        let mut line = Line::dial(&mut ada, minute(5)).await;
        for message in line.speak(relay, &mut ada, minute(5)) {
            line.hear(&mut ada, message, minute(5)).await;
        }
        for message in line.speak(relay, &mut ada, minute(5)) {
            if matches!(message, ToDevice::Appended { .. }) {
                line.hear(&mut ada, message, minute(5)).await;
            }
        }
        assert_eq!(ada.unsent(), 0);
        frames(relay).pop();
        sync(relay, &mut ada, minute(6)).await;
        sync(relay, &mut bo, minute(6)).await;
        assert_eq!(acts(&ada, id), acts(&bo, id));
    });
}

/// Whoever was ever in can delete the log. A device that is connected then goes on being heard.
#[test]
fn a_log_that_is_deleted_under_ones_eyes_is_filled_again_at_once() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay, &InMemory::new()).await;
        let mut line = Line::dial(&mut ada, minute(4)).await;
        line.settle(relay, &mut ada, minute(4)).await;
        let log = log(relay);
        line.delete(relay, &mut ada, log, minute(5)).await;
        ada.say(id, &Says::Stop, minute(5)).await.unwrap();
        line.settle(relay, &mut ada, minute(5)).await;
        sync(relay, &mut bo, minute(6)).await;
        assert_eq!(acts(&ada, id), acts(&bo, id));
        assert_eq!(ada.unsent(), 0);
    });
}

/// A relay that shows another log each time, asked or not, does not keep a device busy for ever.
#[test]
fn a_relay_that_loses_the_log_time_and_again_is_left_alone() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, _, _) = two(relay, &InMemory::new()).await;
        sync(relay, &mut ada, minute(4)).await;
        let log = log(relay);
        let mut line = Line::dial(&mut ada, minute(5)).await;
        let (mut lost, mut said) = (0, 0);
        for made in 100..200 {
            said += ada.speak(&mut line.session, minute(5)).len();
            for _ in 0..2 {
                let incarnation = Some(Incarnation([made; 16]));
                let opened = ToDevice::Opened { log, incarnation, first: 0, next: 0, quota_left: 1 };
                let events = line.hear(&mut ada, opened, minute(5)).await;
                lost += events.iter().filter(|event| matches!(event, Event::RelayLost { .. })).count();
            }
        }
        assert!((1..=4).contains(&lost) && said <= 20, "{lost} times, {said} messages");
        assert!(line.session.is_refused());
        // On the next connection all is well again.
        sync(relay, &mut ada, minute(6)).await;
        assert_eq!(ada.unsent(), 0);
    });
}

/// A relay leaves out what it does not want to be read, and says that it was further on already.
#[test]
fn frames_that_were_left_out_are_not_taken_as_read() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay, &InMemory::new()).await;
        sync(relay, &mut ada, minute(4)).await;
        let next = frames(relay).len() as u64;
        bo.say(id, &Says::Stop, minute(4)).await.unwrap();
        sync(relay, &mut bo, minute(4)).await;
        let (log, last) = (log(relay), frames(relay).last().unwrap().clone());
        let incarnation = relay.logs[&log].incarnation.unwrap();
        let mut line = Line::dial(&mut ada, minute(5)).await;
        ada.speak(&mut line.session, minute(5));
        let opened = ToDevice::Opened { log, incarnation: Some(incarnation), first: 0, next, quota_left: 1 };
        line.hear(&mut ada, opened, minute(5)).await;
        let frames = vec![Frame::stored(last)];
        line.hear(&mut ada, ToDevice::Frames { log, incarnation, from: u64::MAX - 2, frames }, minute(5))
            .await;
        let said = ada.speak(&mut line.session, minute(5));
        assert!(said.contains(&ToRelay::Close { log }), "{said:?}");
        let from = said.iter().find_map(|message| match message {
            ToRelay::Open { log: of, from, .. } if *of == log => Some(*from),
            _ => None,
        });
        assert_eq!(from, Some(next));
        sync(relay, &mut ada, minute(6)).await;
        assert_eq!(acts(&ada, id), acts(&bo, id));
    });
}

/// Before anybody followed the link, the relay lost it, or somebody who holds it deleted it.
#[test]
fn an_offer_that_was_lost_is_made_again_and_one_that_is_not_ones_own_ends_the_invitation() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let link = invited(relay, &mut ada).await;
        let mut line = Line::dial(&mut ada, minute(1)).await;
        line.settle(relay, &mut ada, minute(1)).await;
        line.delete(relay, &mut ada, link.log().id(), minute(1)).await;
        line.settle(relay, &mut ada, minute(1)).await;
        bo.join(&link.to_text()).await.unwrap();
        let events = sync(relay, &mut bo, minute(2)).await;
        assert!(!events.contains(&Event::Meeting(Standing::NotThere)), "{events:?}");
        sync(relay, &mut ada, minute(3)).await;
        assert!(ada.the_relationship().is_ok());

        let mut cy = begin("Cy", &InMemory::new()).await;
        let (link, other) = (invited(relay, &mut cy).await, invited(relay, &mut bo).await);
        let offer = read(relay, &other.log()).remove(0);
        write(relay, &link.log(), &[offer]);
        let events = sync(relay, &mut cy, minute(4)).await;
        assert!(events.contains(&Event::Meeting(Standing::Cancelled)), "{events:?}");
    });
}

/// ```text
///   Bo ── a million acts of no bytes, and a stop ── the epoch they are under ──► Ada
/// ```
/// They lie unread until the epoch comes, and then all at once; what is kept of them meanwhile must stay small, or the stop is
/// never heard on a phone.
#[test]
fn very_many_acts_that_are_none_keep_no_no_out() {
    now_or_never(async {
        let mut relay = Relay::default();
        let mut ada = begin("Ada", &InMemory::new()).await;
        let mut bo = Dishonest::meet(&mut relay, &mut ada, &[]).await;
        sync(&mut relay, &mut ada, minute(4)).await;
        bo.hear(&relay);
        let before = relay.logs[&bo.log.id()].frames.len();
        bo.act(&mut relay, [Body::Says(Says::Stop.to_bytes())]);
        let all = bo.all().iter().map(|device| device.id).collect();
        let epoch = bo.keyring.newest_for(&all, &[bo.keys.id()].into()).unwrap();
        let noise = Carried::acts(&bo.keyring, epoch, &vec![Vec::new(); 1_000_000], &mut rng()).unwrap();
        let frames = &mut relay.logs.get_mut(&bo.log.id()).unwrap().frames;
        // The epoch last.
        let mut own = frames.split_off(before);
        let handout = own.remove(0);
        frames.extend(noise.iter().map(|carried| bo.log.frame(&carried.to_bytes(), &mut rng()).unwrap()));
        frames.extend(own);
        frames.push(handout);
        drop(noise);
        sync(&mut relay, &mut ada, minute(5)).await;
        let circle = ada.circle(bo.id).unwrap();
        assert_eq!(circle.knowledge().signals_at(minute(6)).len(), 1, "the stop is heard");
        if let Some(most) = most_memory() {
            assert!(most < 130, "{most} MiB");
        }
    });
}

/// The most memory that this process has held, in MiB, where the system tells.
fn most_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? / 1024)
}
