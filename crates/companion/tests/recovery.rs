//! From the recovery words and the relay's address to everything again.

mod relay;

use companion::circle::RecoveryWords;
use companion::consent::{Says, Zone};
use companion::record::RelationshipId;
use companion::vault::{Cost, InMemory, Passphrase};
use companion::{ActLine, Beginning, Companion, Event, Said};
use relay::couple::{Device, begin, link, minute, now_or_never, reopen};
use relay::{ADDRESS, Line, Relay, sync};

const PAGE: &str = "The tide was out, and we walked to the lighthouse.";

struct Couple {
    relay: Relay,
    ada: Device,
    /// Ada's, on paper.
    words: RecoveryWords,
    bo: Device,
    id: RelationshipId,
}

impl Couple {
    /// Both have met; Ada has written a page and a note of her own, Bo has set a limit.
    async fn met() -> Couple {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let beginning = Beginning { name: "Ada".to_owned(), relay: ADDRESS.to_owned(), zone };
        let passphrase = Passphrase::new("a passphrase");
        let begun = Companion::begin(InMemory::new(), &passphrase, Cost::worthless(), &beginning).await;
        let begun = begun.unwrap();
        let (mut ada, words, mut bo) = (begun.companion, begun.words, begin("Bo", &InMemory::new()).await);
        let mut relay = Relay::default();
        let link = link(ada.invite(minute(0)).await.unwrap());
        sync(&mut relay, &mut ada, minute(0)).await;
        bo.join(&link).await.unwrap();
        for minutes in 1..4 {
            sync(&mut relay, &mut bo, minute(minutes)).await;
            sync(&mut relay, &mut ada, minute(minutes)).await;
        }
        let id = bo.the_relationship().unwrap();
        ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        bo.say(id, &Says::Slow, minute(6)).await.unwrap();
        sync(&mut relay, &mut bo, minute(6)).await;
        sync(&mut relay, &mut ada, minute(7)).await;
        Couple { relay, ada, words, bo, id }
    }

    /// A new device, begun from the words alone.
    async fn recovering(&self, store: &InMemory) -> Device {
        from_words(store, &self.words).await
    }
}

async fn from_words(store: &InMemory, words: &RecoveryWords) -> Device {
    let (passphrase, zone) = (Passphrase::new("a passphrase"), Zone::parse("UTC").unwrap());
    let begun =
        Companion::begin_from_words(store.clone(), &passphrase, Cost::worthless(), words, ADDRESS, &zone);
    begun.await.unwrap()
}

/// All that both say reaches both.
async fn speaks_and_hears(couple: &mut Couple, new: &mut Device, minutes: i64) {
    new.say(couple.id, &Says::Stop, minute(minutes)).await.unwrap();
    sync(&mut couple.relay, new, minute(minutes)).await;
    let events = sync(&mut couple.relay, &mut couple.bo, minute(minutes)).await;
    assert!(events.iter().any(|event| matches!(event, Event::Acts { count, .. } if *count >= 1)));
    couple.bo.say(couple.id, &Says::Pause, minute(minutes + 1)).await.unwrap();
    sync(&mut couple.relay, &mut couple.bo, minute(minutes + 1)).await;
    sync(&mut couple.relay, new, minute(minutes + 1)).await;
    let acts = |device: &Device| device.circle(couple.id).unwrap().record().len();
    assert_eq!(acts(new), acts(&couple.bo));
    assert!(new.circle(couple.id).unwrap().refused().is_empty());
    // The words stay on paper: it is a device of its own that speaks.
    let paper = couple.words.device().id();
    let by_paper = |act: &ActLine| act.device == paper && act.says == Said::Says(Ok(Says::Stop));
    assert!(!couple.bo.circle(couple.id).unwrap().acts().any(|act| by_paper(&act)));
}

/// A further device of somebody's, let in by this one; it has heard that it is.
async fn further(relay: &mut Relay, of: &mut Device, minutes: i64) -> Device {
    let (passphrase, zone) = (Passphrase::new("another passphrase"), Zone::parse("UTC").unwrap());
    let further = Companion::begin_further(InMemory::new(), &passphrase, Cost::worthless(), ADDRESS, &zone);
    let mut further = further.await.unwrap();
    of.let_in(&further.device_code().unwrap(), minute(minutes)).await.unwrap();
    sync(relay, of, minute(minutes)).await;
    sync(relay, &mut further, minute(minutes)).await;
    sync(relay, &mut further, minute(minutes)).await;
    further
}

#[test]
fn from_the_words_and_the_address_alone_everything_returns() {
    now_or_never(async {
        let (mut couple, store) = (Couple::met().await, InMemory::new());
        let before = couple.ada.journal("").unwrap();
        let mut new = couple.recovering(&store).await;
        assert!(new.is_recovering() && new.relationships().is_empty() && new.journal("").is_err());
        let events = sync(&mut couple.relay, &mut new, minute(10)).await;
        assert!(events.contains(&Event::Recovered), "{events:?}");
        assert!(!new.is_recovering());
        sync(&mut couple.relay, &mut new, minute(11)).await;
        assert_eq!((new.name(), new.the_relationship().unwrap()), ("Ada", couple.id));
        assert_eq!(new.journal("").unwrap(), before);
        assert_eq!(before[0].words.as_deref(), Some(PAGE));
        let words = |device: &Device| device.circle(couple.id).unwrap().summary().words;
        assert_eq!(words(&new), words(&couple.bo), "the same two people");
        speaks_and_hears(&mut couple, &mut new, 20).await;
        // It stays so, and the words can be used again.
        drop(new);
        assert!(!reopen(&store).await.is_recovering());
        let mut again = couple.recovering(&InMemory::new()).await;
        sync(&mut couple.relay, &mut again, minute(30)).await;
        speaks_and_hears(&mut couple, &mut again, 31).await;
        // Whoever was there before goes on as before.
        sync(&mut couple.relay, &mut couple.ada, minute(40)).await;
        let acts = |device: &Device| device.circle(couple.id).unwrap().record().len();
        assert_eq!(acts(&couple.ada), acts(&again));
    });
}

#[test]
fn other_words_find_nothing_and_say_so() {
    now_or_never(async {
        let mut couple = Couple::met().await;
        let rng = &mut rand_core::UnwrapErr(getrandom::SysRng);
        let mut new = from_words(&InMemory::new(), &RecoveryWords::draw(rng)).await;
        let events = sync(&mut couple.relay, &mut new, minute(10)).await;
        assert_eq!(events, [Event::NothingThere]);
        assert!(new.is_recovering() && new.relationships().is_empty());
    });
}

/// Each connection is lost after a few words.
#[test]
fn what_was_interrupted_goes_on() {
    now_or_never(async {
        for words in 1..9 {
            let (mut couple, store) = (Couple::met().await, InMemory::new());
            let mut new = couple.recovering(&store).await;
            for _ in 0..40 {
                let mut line = Line::dial(&mut new, minute(10)).await;
                let mut left = words;
                'line: loop {
                    let said = line.speak(&mut couple.relay, &mut new, minute(10));
                    if said.is_empty() {
                        break;
                    }
                    for message in said {
                        if left == 0 {
                            break 'line;
                        }
                        left -= 1;
                        line.hear(&mut new, message, minute(10)).await;
                    }
                }
                drop(new);
                new = reopen(&store).await;
            }
            // Where too little comes through each time it begins anew; then one whole connection is enough.
            sync(&mut couple.relay, &mut new, minute(11)).await;
            sync(&mut couple.relay, &mut new, minute(11)).await;
            assert!(!new.is_recovering(), "{words}");
            assert_eq!(new.journal("").unwrap().len(), 1);
            speaks_and_hears(&mut couple, &mut new, 20).await;
        }
    });
}

/// A relay that lost everything has it again from the devices, and then the words find it.
#[test]
fn what_a_relay_lost_is_found_once_the_devices_have_brought_it_again() {
    now_or_never(async {
        let mut couple = Couple::met().await;
        couple.relay.lose_everything();
        let mut new = couple.recovering(&InMemory::new()).await;
        let events = sync(&mut couple.relay, &mut new, minute(10)).await;
        assert_eq!(events, [Event::NothingThere]);
        sync(&mut couple.relay, &mut couple.ada, minute(11)).await;
        sync(&mut couple.relay, &mut new, minute(12)).await;
        sync(&mut couple.relay, &mut new, minute(13)).await;
        assert!(!new.is_recovering());
        assert_eq!(new.journal("").unwrap().len(), 1);
        speaks_and_hears(&mut couple, &mut new, 20).await;
    });
}

/// ```text
///   phone    ── lets the laptop in ────────────── hears of it ──► speaks
///   laptop   ─────────────────────── meets Bo ──────────────────► hears
/// ```
#[test]
fn a_relationship_that_begins_on_one_device_is_there_on_all() {
    now_or_never(async {
        let mut relay = Relay::default();
        let (mut phone, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let mut laptop = further(&mut relay, &mut phone, 0).await;
        let link = link(laptop.invite(minute(2)).await.unwrap());
        sync(&mut relay, &mut laptop, minute(2)).await;
        bo.join(&link).await.unwrap();
        for minutes in 3..7 {
            sync(&mut relay, &mut bo, minute(minutes)).await;
            sync(&mut relay, &mut laptop, minute(minutes)).await;
        }
        let id = bo.the_relationship().unwrap();
        let mut events = sync(&mut relay, &mut phone, minute(8)).await;
        events.extend(sync(&mut relay, &mut phone, minute(9)).await);
        assert!(events.contains(&Event::Began { relationship: id }), "{events:?}");
        phone.say(id, &Says::Stop, minute(10)).await.unwrap();
        sync(&mut relay, &mut phone, minute(10)).await;
        for device in [&mut bo, &mut laptop] {
            sync(&mut relay, device, minute(11)).await;
            let signals = device.circle(id).unwrap().knowledge().signals_at(minute(11));
            assert_eq!(signals.len(), 1, "the stop is heard");
        }
    });
}

/// ```text
///   phone    ── lets the tablet in ─────────────── hears of it ── lets the tablet in ──►
///   laptop   ── (has not heard of the tablet) ── meets Bo ──►
/// ```
#[test]
fn a_device_that_was_not_known_where_it_began_is_let_in_by_another() {
    now_or_never(async {
        let mut relay = Relay::default();
        let (mut phone, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let mut laptop = further(&mut relay, &mut phone, 0).await;
        let link = link(laptop.invite(minute(1)).await.unwrap());
        let mut tablet = further(&mut relay, &mut phone, 1).await;
        sync(&mut relay, &mut laptop, minute(2)).await;
        bo.join(&link).await.unwrap();
        for minutes in 3..9 {
            for device in [&mut bo, &mut laptop, &mut phone, &mut tablet] {
                sync(&mut relay, device, minute(minutes)).await;
            }
        }
        let id = bo.the_relationship().unwrap();
        tablet.say(id, &Says::Stop, minute(10)).await.unwrap();
        sync(&mut relay, &mut tablet, minute(10)).await;
        sync(&mut relay, &mut bo, minute(11)).await;
        assert_eq!(bo.circle(id).unwrap().knowledge().signals_at(minute(11)).len(), 1);
    });
}

/// Whoever lets a device in between following an invitation and the answer to it, still meets.
#[test]
fn a_device_that_is_let_in_while_two_meet_is_in_nobodys_way() {
    now_or_never(async {
        let mut relay = Relay::default();
        let (mut ada, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let link = link(ada.invite(minute(0)).await.unwrap());
        sync(&mut relay, &mut ada, minute(0)).await;
        bo.join(&link).await.unwrap();
        sync(&mut relay, &mut bo, minute(1)).await;
        let mut laptop = further(&mut relay, &mut bo, 2).await;
        sync(&mut relay, &mut ada, minute(3)).await;
        for minutes in 4..8 {
            for device in [&mut bo, &mut laptop, &mut ada] {
                sync(&mut relay, device, minute(minutes)).await;
            }
        }
        let id = bo.the_relationship().unwrap();
        assert_eq!(ada.the_relationship().unwrap(), id);
        assert_eq!(laptop.the_relationship().unwrap(), id);
    });
}

/// The paper copy and what it can do leave the device that was recovered with it.
#[test]
fn nothing_of_the_words_is_left_on_the_new_device() {
    now_or_never(async {
        let (mut couple, store) = (Couple::met().await, InMemory::new());
        let mut new = couple.recovering(&store).await;
        sync(&mut couple.relay, &mut new, minute(10)).await;
        drop(new);
        let vault = companion::vault::Vault::open(store, &Passphrase::new("a passphrase")).await.unwrap();
        for (key, value) in vault.kept("own").await.unwrap() {
            let secret = couple.words.entropy();
            assert!(!value.windows(secret.len()).any(|window| window == secret), "{key:?}");
            assert_ne!(key, b"recovering");
        }
    });
}
