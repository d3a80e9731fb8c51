//! Ada and Bo, each with a device in memory, and how they meet.

use companion::consent::{Instant, Zone};
use companion::record::RelationshipId;
use companion::vault::{Cost, InMemory, Passphrase};
use companion::wire::LogId;
use companion::{Beginning, Companion, MeetingShown};
use futures_util::FutureExt;

use super::{ADDRESS, Line, Relay, sync};

pub type Device = Companion<InMemory>;

/// The stores of these tests are in memory and never wait.
pub fn now_or_never<T>(story: impl Future<Output = T>) -> T {
    story.now_or_never().unwrap()
}

/// Minutes of one evening.
pub fn minute(minutes: i64) -> Instant {
    Instant::from_millis(1_774_738_740_000 + minutes * 60_000)
}

pub async fn begin(name: &str, store: &InMemory) -> Device {
    let zone = Zone::parse("Europe/Amsterdam").unwrap();
    let beginning = Beginning { name: name.to_owned(), relay: ADDRESS.to_owned(), zone };
    let passphrase = Passphrase::new("a passphrase");
    Companion::begin(store.clone(), &passphrase, Cost::worthless(), &beginning).await.unwrap().companion
}

pub async fn reopen(store: &InMemory) -> Device {
    Companion::open(store.clone(), &Passphrase::new("a passphrase")).await.unwrap()
}

pub fn link(meeting: MeetingShown) -> String {
    let MeetingShown::Inviting { link, .. } = meeting else { panic!("an invitation") };
    link
}

/// Two who have met, with these stores.
pub async fn met(relay: &mut Relay, of_ada: &InMemory, of_bo: &InMemory) -> (Device, Device, RelationshipId) {
    let (mut ada, mut bo) = (begin("Ada", of_ada).await, begin("Bo", of_bo).await);
    let link = link(ada.invite(minute(0)).await.unwrap());
    sync(relay, &mut ada, minute(0)).await;
    bo.join(&link).await.unwrap();
    sync(relay, &mut bo, minute(1)).await;
    sync(relay, &mut ada, minute(2)).await;
    sync(relay, &mut bo, minute(3)).await;
    let relationship = bo.the_relationship().unwrap();
    assert_eq!(ada.the_relationship().unwrap(), relationship);
    (ada, bo, relationship)
}

/// The only log that both open.
pub async fn shared_log(relay: &mut Relay, ada: &mut Device, bo: &mut Device) -> LogId {
    let mut opened = Vec::new();
    for device in [ada, bo] {
        let mut line = Line::dial(device, minute(3)).await;
        line.speak(relay, device, minute(3));
        opened.push(line.open_logs());
    }
    let both: Vec<LogId> = opened[0].iter().filter(|log| opened[1].contains(log)).copied().collect();
    assert_eq!(both.len(), 1);
    both[0]
}
