//! What a relay, somebody who holds a link, or a dishonest partner can try, and what does not come of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod relay;

use companion::circle::{Link, LogSecret, Rendezvous};
use companion::consent::{Instant, Zone};
use companion::record::RelationshipId;
use companion::vault::{Cost, InMemory, Passphrase};
use companion::{Beginning, Companion, Event, MeetingShown};
use futures_util::FutureExt;
use relay::{ADDRESS, Relay, sync};

type Device = Companion<InMemory>;

/// The stores of these tests are in memory and never wait.
fn now_or_never<T>(story: impl Future<Output = T>) -> T {
    story.now_or_never().unwrap()
}

fn minute(minutes: i64) -> Instant {
    Instant::from_millis(1_774_738_740_000 + minutes * 60_000)
}

async fn begin(name: &str, store: &InMemory) -> Device {
    let zone = Zone::parse("Europe/Amsterdam").unwrap();
    let beginning = Beginning { name: name.to_owned(), relay: ADDRESS.to_owned(), zone };
    let passphrase = Passphrase::new("a passphrase");
    Companion::begin(store.clone(), &passphrase, Cost::worthless(), &beginning).await.unwrap().companion
}

async fn invited(relay: &mut Relay, ada: &mut Device) -> Link {
    let MeetingShown::Inviting { link, .. } = ada.invite(minute(0)).await.unwrap() else {
        panic!("an invitation")
    };
    sync(relay, ada, minute(0)).await;
    Link::parse(&link).unwrap()
}

/// Two who have met.
#[allow(dead_code)]
async fn two(relay: &mut Relay, of_ada: &InMemory) -> (Device, Device, RelationshipId) {
    let (mut ada, mut bo) = (begin("Ada", of_ada).await, begin("Bo", &InMemory::new()).await);
    let link = invited(relay, &mut ada).await;
    bo.join(&link.to_text()).await.unwrap();
    sync(relay, &mut bo, minute(1)).await;
    sync(relay, &mut ada, minute(2)).await;
    sync(relay, &mut bo, minute(3)).await;
    let relationship = bo.the_relationship().unwrap();
    (ada, bo, relationship)
}

fn rng() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
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
        let seed = companion::circle::Seed::from_bytes([9; 32]);
        let kind = companion::record::DeviceKind::Device;
        join.who.devices.push(companion::circle::DeviceSecret::of(&seed, kind).device());
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
