//! What lies outside of the acts: it comes to whom it is for, and once it is erased it is nowhere that can be reached.

mod relay;

use std::collections::BTreeSet;

use companion::consent::{ActId, Enclosure, Instant, Says, Zone};
use companion::enclosing::{Carried, Contents, File, MOST_BYTES, MOST_WRITTEN};
use companion::life::LifeSays;
use companion::life::says::Shared;
use companion::record::RelationshipId;
use companion::reflect::Keeps;
use companion::vault::{Cost, InMemory, Passphrase, Store, Vault};
use companion::wire::{ErrorCode, LogId, ToDevice, ToRelay};
use companion::{Companion, Error, Event};
use relay::couple::{Device, met, minute, now_or_never, reopen, shared_log};
use relay::{ADDRESS, Line, Relay, sync};

const PAGE: &str = "The tide was out, and we walked to the lighthouse.";
const DAY: i64 = 24 * 60;

struct Couple {
    relay: Relay,
    ada: Device,
    bo: Device,
    id: RelationshipId,
}

impl Couple {
    async fn met(of_ada: &InMemory, of_bo: &InMemory) -> Couple {
        let mut relay = Relay::default();
        let (ada, bo, id) = met(&mut relay, of_ada, of_bo).await;
        Couple { relay, ada, bo, id }
    }

    /// Ada's device speaks to the relay, then Bo's.
    async fn hear(&mut self, minutes: i64) -> Vec<Event> {
        sync(&mut self.relay, &mut self.ada, minute(minutes)).await;
        sync(&mut self.relay, &mut self.bo, minute(minutes)).await
    }

    /// A further device of Ada's, let in by her first; it has not heard of that yet.
    async fn laptop(&mut self, minutes: i64) -> Device {
        let (passphrase, zone) = (Passphrase::new("another passphrase"), Zone::parse("UTC").unwrap());
        let laptop =
            Companion::begin_further(InMemory::new(), &passphrase, Cost::worthless(), ADDRESS, &zone);
        let laptop = laptop.await.unwrap();
        self.ada.let_in(&laptop.device_code().unwrap(), minute(minutes)).await.unwrap();
        sync(&mut self.relay, &mut self.ada, minute(minutes)).await;
        laptop
    }

    fn logs(&self) -> usize {
        self.relay.logs.values().filter(|log| !log.frames.is_empty()).count()
    }
}

fn file(bytes: usize) -> File {
    let bytes = (0..bytes).map(|at| (at % 253) as u8).collect();
    File { name: "shells.jpg".to_owned(), media: "image/jpeg".to_owned(), bytes }
}

fn sharing(device: &Device, id: RelationshipId, share: ActId) -> Shared {
    let entry = device.circle(id).unwrap().life().get(share).unwrap();
    let LifeSays::Share(shared) = entry.act.says.clone() else { panic!("a sharing") };
    shared
}

/// The page that somebody shared, as this device shows it.
fn shared(device: &Device, id: RelationshipId, share: ActId) -> (Option<String>, Vec<Carried>) {
    let shared = sharing(device, id, share);
    let page = Carried { act: share, enclosure: shared.page };
    let words = device.circle(id).unwrap().stands_on(&page).map(|written| written.words.clone());
    (words, Carried::all(share, &shared.attached))
}

async fn file_of(device: &mut Device, of: &Carried) -> Option<File> {
    match device.contents(of).await.unwrap()? {
        Contents::File(ref file) => Some(file.clone()),
        Contents::Words(_) => panic!("a file"),
    }
}

/// How many values and entries the vault in this store keeps outside of acts.
async fn kept(store: &InMemory) -> usize {
    let vault = Vault::open(store.clone(), &Passphrase::new("a passphrase")).await.unwrap();
    let files = vault.runs().filter(|run| run.starts_with("enclosed/")).count();
    vault.kept("enclosed").await.unwrap().len() + files
}

#[test]
fn a_page_is_ones_own_and_comes_to_ones_other_devices() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        couple.ada.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        couple.hear(5).await;
        let mut laptop = couple.laptop(6).await;
        let mut events = sync(&mut couple.relay, &mut laptop, minute(7)).await;
        events.extend(sync(&mut couple.relay, &mut laptop, minute(8)).await);
        assert!(events.iter().any(|event| matches!(event, Event::Enclosed { .. })));
        let pages = laptop.journal("").unwrap();
        assert_eq!(pages, couple.ada.journal("").unwrap());
        assert_eq!(pages[0].words.as_deref(), Some(PAGE));
        assert_eq!(file_of(&mut laptop, &pages[0].attached[0]).await, Some(file(9)));
        assert!(couple.bo.journal("").unwrap().is_empty());
        assert!(couple.bo.looking(couple.id).unwrap().timeline(&[], "", 99).is_empty());
    });
}

#[test]
fn an_erased_page_is_gone_everywhere_and_that_there_was_one_stays() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        let before = couple.logs();
        couple.hear(6).await;
        // The page and its picture, and a copy of both.
        assert_eq!(couple.logs(), before + 4);
        assert_eq!((kept(&of_ada).await, kept(&of_bo).await), (4, 2));
        couple.ada.erase_page(page, minute(7)).await.unwrap();
        assert_eq!(kept(&of_ada).await, 0, "at once, offline");
        couple.hear(8).await;
        assert_eq!(couple.logs(), before);
        assert_eq!((kept(&of_ada).await, kept(&of_bo).await), (0, 0));
        let deleted = couple.relay.deleted;
        couple.hear(8).await;
        assert_eq!(couple.relay.deleted, deleted, "once is enough");
        let pages = couple.ada.journal("").unwrap();
        assert_eq!((pages.len(), pages[0].is_erased, pages[0].words.clone()), (1, true, None));
        assert!(pages[0].attached.is_empty() && pages[0].shared.is_empty());
        assert!(matches!(couple.ada.erase_page(page, minute(9)).await, Err(Error::NoPage)));
        drop(couple.ada);
        assert_eq!(reopen(&of_ada).await.journal("").unwrap(), pages);
    });
}

#[test]
fn a_shared_page_is_read_until_the_sharing_is_taken_back() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[file(700_000)], minute(5)).await.unwrap();
        couple.ada.write_page("Nobody else's.", &[], minute(5)).await.unwrap();
        let share = couple.ada.share_page(page, couple.id, minute(6)).await.unwrap();
        let twice = couple.ada.share_page(page, couple.id, minute(6)).await;
        assert!(matches!(twice, Err(Error::NoPage)));
        couple.hear(7).await;
        let (words, attached) = shared(&couple.bo, couple.id, share);
        assert_eq!(words.as_deref(), Some(PAGE));
        assert_eq!(file_of(&mut couple.bo, &attached[0]).await, Some(file(700_000)));
        let found = couple.bo.looking(couple.id).unwrap().timeline(&[], "lighthouse", 9);
        assert_eq!(found.len(), 1);
        couple.ada.unshare_page(page, couple.id, minute(8)).await.unwrap();
        couple.hear(9).await;
        assert_eq!(shared(&couple.bo, couple.id, share).0, None);
        assert_eq!(file_of(&mut couple.bo, &attached[0]).await, None);
        assert!(couple.bo.looking(couple.id).unwrap().timeline(&[], "lighthouse", 9).is_empty());
        assert_eq!(kept(&of_bo).await, 0);
        let pages = couple.ada.journal("tide").unwrap();
        assert_eq!((pages.len(), pages[0].words.as_deref()), (1, Some(PAGE)));
        assert!(pages[0].shared.is_empty());
    });
}

#[test]
fn what_is_written_anew_takes_the_place_of_what_stood_there() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let first = couple.ada.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        let share = couple.ada.share_page(first, couple.id, minute(5)).await.unwrap();
        couple.hear(6).await;
        let second = couple.ada.write_page_anew(first, "We walked.", minute(60)).await.unwrap();
        couple.hear(61).await;
        let pages = couple.ada.journal("").unwrap();
        assert_eq!((pages.len(), pages[0].id, pages[0].at), (1, second, minute(5)));
        assert_eq!(pages[0].words.as_deref(), Some("We walked."));
        assert_eq!(file_of(&mut couple.ada, &pages[0].attached[0]).await, Some(file(9)));
        // What was shared is the copy that was shared, and is taken back from the page as it is now.
        assert_eq!(shared(&couple.bo, couple.id, share).0.as_deref(), Some(PAGE));
        assert_eq!(pages[0].shared, [(couple.id, share)]);
        assert_eq!(kept(&of_ada).await, 4);
        couple.ada.erase_page(second, minute(62)).await.unwrap();
        couple.hear(63).await;
        assert_eq!((kept(&of_ada).await, kept(&of_bo).await), (0, 0));
    });
}

#[test]
fn what_is_too_large_or_nothing_is_not_written() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let before = couple.ada.journal("").unwrap();
        let long = "é".repeat(MOST_WRITTEN + 1);
        assert!(matches!(couple.ada.write_page(&long, &[], minute(5)).await, Err(Error::PageTooLong)));
        assert!(matches!(couple.ada.write_page(" \n", &[], minute(5)).await, Err(Error::NothingWritten)));
        let large = couple.ada.write_page(PAGE, &[file(MOST_BYTES + 1)], minute(5)).await;
        assert!(matches!(large, Err(Error::FileTooLarge)));
        let many = couple.ada.write_page(PAGE, &vec![file(1); 5], minute(5)).await;
        assert!(matches!(many, Err(Error::RefusedLife(_))));
        assert_eq!(couple.ada.journal("").unwrap(), before);
        let page = couple.ada.write_page(&long[2..], &[file(MOST_BYTES)], minute(5)).await.unwrap();
        couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        couple.hear(6).await;
        let shared_with = couple.ada.page(page).unwrap().shared[0].1;
        let (words, attached) = shared(&couple.bo, couple.id, shared_with);
        assert_eq!(words.unwrap().chars().count(), MOST_WRITTEN);
        assert_eq!(file_of(&mut couple.bo, &attached[0]).await, Some(file(MOST_BYTES)));
    });
}

/// ```text
///   Ada   ── page, shared ─────────── takes it back, speaks to the relay
///   Bo    ──────────────── reads it ─────────────────────────────────── comes back much later
/// ```
/// Bo's device, which holds the page and would put it where it is missing, hears first that it was taken back.
#[test]
fn who_comes_back_late_does_not_put_there_again_what_was_taken_back() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        let before = couple.logs();
        let share = couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        couple.hear(6).await;
        assert_eq!(kept(&of_bo).await, 1);
        let of = sharing(&couple.bo, couple.id, share);
        let log_of_it = Carried { act: share, enclosure: of.page }.key().log().id();
        couple.ada.erase_page(page, minute(7)).await.unwrap();
        sync(&mut couple.relay, &mut couple.ada, minute(7)).await;
        let (late, taken) = (100 * DAY, couple.relay.taken);
        let mut line = Line::dial(&mut couple.bo, minute(late)).await;
        let said = couple.bo.speak(&mut line.session, minute(late));
        let asks = |said: &ToRelay| matches!(said, ToRelay::Open { log, .. } if *log == log_of_it);
        assert!(!said.is_empty() && !said.iter().any(asks), "before all that was said has been heard");
        sync(&mut couple.relay, &mut couple.bo, minute(late)).await;
        assert_eq!((couple.logs(), kept(&of_bo).await), (before, 0));
        assert_eq!(couple.relay.taken, taken, "not even for a moment");
    });
}

/// ```text
///   Ada   ── page, shared ──────── takes it back ──►
///   Bo    ──────────── asks for it ──────────── hears that, then what he asked for ──►
/// ```
#[test]
fn what_comes_after_it_was_taken_back_is_not_kept() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        sync(&mut couple.relay, &mut couple.ada, minute(6)).await;
        let mut line = Line::dial(&mut couple.bo, minute(6)).await;
        for message in line.speak(&mut couple.relay, &mut couple.bo, minute(6)) {
            line.hear(&mut couple.bo, message, minute(6)).await;
        }
        let held_back = line.speak(&mut couple.relay, &mut couple.bo, minute(6));
        assert!(held_back.iter().any(|said| matches!(said, ToDevice::Frames { .. })));
        couple.ada.unshare_page(page, couple.id, minute(7)).await.unwrap();
        sync(&mut couple.relay, &mut couple.ada, minute(7)).await;
        for message in line.speak(&mut couple.relay, &mut couple.bo, minute(7)) {
            line.hear(&mut couple.bo, message, minute(7)).await;
        }
        for message in held_back {
            line.hear(&mut couple.bo, message, minute(7)).await;
        }
        assert_eq!(kept(&of_bo).await, 0);
    });
}

#[test]
fn a_relay_that_lost_everything_has_it_again_and_not_what_was_erased() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        let erased = couple.ada.write_page("Not this.", &[], minute(5)).await.unwrap();
        couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        couple.hear(6).await;
        couple.ada.erase_page(erased, minute(7)).await.unwrap();
        couple.hear(8).await;
        let before = couple.logs();
        couple.relay.lose_everything();
        couple.hear(9).await;
        couple.hear(10).await;
        assert_eq!(couple.logs(), before - 1, "all but the log at which they met");
    });
}

#[test]
fn what_the_relay_dropped_alone_is_there_again_in_time() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        couple.ada.write_page(PAGE, &[file(500_000)], minute(5)).await.unwrap();
        couple.hear(6).await;
        let enclosed = |couple: &Couple| -> Vec<LogId> {
            let new =
                couple.relay.logs.iter().filter(|(log, of)| !known.contains(log) && !of.frames.is_empty());
            new.map(|(log, _)| *log).collect()
        };
        assert_eq!(enclosed(&couple).len(), 2);
        for log in enclosed(&couple) {
            couple.relay.logs.remove(&log);
        }
        couple.hear(7).await;
        assert!(enclosed(&couple).is_empty(), "it was there a minute ago");
        couple.hear(61 * DAY).await;
        assert_eq!(enclosed(&couple).len(), 2);
    });
}

/// A *stop* goes out while a picture is on its way, before the picture's next part.
#[test]
fn a_stop_does_not_wait_behind_a_picture() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        couple.ada.write_page(PAGE, &[file(1_500_000)], minute(5)).await.unwrap();
        let mut line = Line::dial(&mut couple.ada, minute(6)).await;
        let mut largest = 0;
        for _ in 0..6 {
            let said = line.speak(&mut couple.relay, &mut couple.ada, minute(6));
            largest =
                largest.max(said.iter().filter(|said| matches!(said, ToDevice::Appended { .. })).count());
            for message in said {
                line.hear(&mut couple.ada, message, minute(6)).await;
            }
        }
        assert!(largest >= 1);
        assert!(!line.session.is_idle(), "the picture is still on its way");
        couple.ada.say(couple.id, &Says::Stop, minute(6)).await.unwrap();
        let said = couple.ada.speak(&mut line.session, minute(6));
        let again = couple.ada.speak(&mut line.session, minute(6));
        assert!(again.is_empty(), "the next part waits for the one before");
        let first = said.iter().find_map(|message| match message {
            ToRelay::Append { frame, .. } => Some(frame.as_bytes().len()),
            _ => None,
        });
        assert!(first.unwrap() < 4096, "{first:?}");
        let parts = said.iter().filter(
            |message| matches!(message, ToRelay::Append { frame, .. } if frame.as_bytes().len() > 30_000),
        );
        assert!(parts.count() <= 1);
    });
}

#[test]
fn what_was_interrupted_goes_on_where_it_was() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = couple.ada.write_page(PAGE, &[file(900_000)], minute(5)).await.unwrap();
        let share = couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        for round in 0..50 {
            // Each connection is lost after a few words.
            let mut line = Line::dial(&mut couple.ada, minute(6)).await;
            for _ in 0..4 {
                let said = line.speak(&mut couple.relay, &mut couple.ada, minute(6 + round));
                for message in said {
                    line.hear(&mut couple.ada, message, minute(6 + round)).await;
                }
            }
        }
        sync(&mut couple.relay, &mut couple.bo, minute(60)).await;
        let (words, attached) = shared(&couple.bo, couple.id, share);
        assert_eq!(words.as_deref(), Some(PAGE));
        assert_eq!(file_of(&mut couple.bo, &attached[0]).await, Some(file(900_000)));
        let largest = couple.relay.logs.values().map(|log| log.frames.len()).max();
        assert_eq!(largest, Some(28), "no part is there twice");
    });
}

/// The other can write to the log of what is shared. They can spoil it, and put nothing in its place.
#[test]
fn what_somebody_else_put_there_is_not_taken_for_it() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        sync(&mut couple.relay, &mut couple.ada, minute(5)).await;
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        let share = couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        let of = sharing(&couple.ada, couple.id, share);
        let key = Carried { act: share, enclosure: of.page }.key();
        let rng = &mut rand_core::UnwrapErr(getrandom::SysRng);
        let spoilt = key.part(b"something else", 0, rng).unwrap();
        let log = couple.relay.logs.entry(key.log().id()).or_default();
        log.incarnation = Some(companion::wire::Incarnation([9; 16]));
        log.frames.push(spoilt.frame);
        couple.hear(6).await;
        couple.hear(7).await;
        assert_eq!(shared(&couple.bo, couple.id, share).0, None);
        assert_eq!(kept(&of_bo).await, 0);
        assert_eq!(couple.ada.page(page).unwrap().words.as_deref(), Some(PAGE));
        // Whoever holds it does not read it again and again.
        let mut at = async |minutes| asked_for(&mut couple, Who::Ada, &known, minute(minutes)).await.0;
        assert_eq!((at(8).await, at(70).await), (0, 1));
        // The connection goes on.
        couple.bo.say(couple.id, &Says::Slow, minute(71)).await.unwrap();
        sync(&mut couple.relay, &mut couple.bo, minute(71)).await;
        let events = sync(&mut couple.relay, &mut couple.ada, minute(72)).await;
        assert!(events.iter().any(|event| matches!(event, Event::Acts { .. })));
    });
}

/// What an act carries is its own: nobody erases what is mine by naming it and taking that back.
#[test]
fn who_names_what_another_shared_cannot_take_it_away() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        let share = couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        couple.hear(6).await;
        let entry = couple.bo.circle(couple.id).unwrap().life().get(share).unwrap();
        let copied = entry.act.says.clone();
        let copy = couple.bo.live(couple.id, &copied, minute(7)).await.unwrap();
        couple.bo.live(couple.id, &LifeSays::TakeBack(copy), minute(8)).await.unwrap();
        sync(&mut couple.relay, &mut couple.bo, minute(8)).await;
        couple.hear(9).await;
        assert_eq!(shared(&couple.ada, couple.id, share).0.as_deref(), Some(PAGE));
        assert_eq!(shared(&couple.bo, couple.id, share).0.as_deref(), Some(PAGE));
    });
}

#[test]
fn a_relay_that_refuses_it_does_not_stop_the_rest() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        couple.ada.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        let mut line = Line::dial(&mut couple.ada, minute(6)).await;
        let mut refused = 0;
        loop {
            let mut said = line.speak(&mut couple.relay, &mut couple.ada, minute(6));
            if said.is_empty() {
                break;
            }
            for message in &mut said {
                if let ToDevice::Appended { request, log, .. } = *message
                    && refused == 0
                    && !known.contains(&log)
                {
                    refused += 1;
                    let code = ErrorCode::QuotaFull;
                    *message = ToDevice::Error { code, request: Some(request), log: Some(log) };
                }
                line.hear(&mut couple.ada, message.clone(), minute(6)).await;
            }
        }
        assert_eq!(refused, 1);
        assert!(line.session.is_idle());
        // Left open, it would count among those that may be open.
        assert!(line.open_logs().iter().all(|log| known.contains(log)));
    });
}

/// Many pages at once: no more openings than the relay bears, and all of them in time.
#[test]
fn many_pages_come_at_a_pace_that_the_relay_bears() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let before = couple.logs();
        for page in 0..240 {
            couple.ada.write_page(&format!("Page {page}."), &[], minute(5)).await.unwrap();
        }
        let start = minute(6);
        let mut line = Line::dial(&mut couple.ada, start).await;
        let mut now = start;
        let mut openings = Vec::new();
        loop {
            line.settle(&mut couple.relay, &mut couple.ada, now).await;
            openings.push(couple.logs() - before);
            let Some(pause) = line.session.pause(now) else { break };
            now = companion::consent::Instant::from_millis(now.millis() + pause as i64);
            assert!(openings.len() < 9);
        }
        assert_eq!(openings.last(), Some(&240));
        assert!(openings[0] <= 100 && openings.len() == 3, "{openings:?}");
        assert!(line.session.is_idle());
    });
}

/// What never comes is not in the way of what does.
#[test]
fn what_is_waited_for_in_vain_is_not_in_the_way() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = async |couple: &mut Couple, words: &str| {
            let page = couple.ada.write_page(words, &[], minute(5)).await.unwrap();
            couple.ada.share_page(page, couple.id, minute(5)).await.unwrap()
        };
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        // More than may be open at once.
        for number in 0..70 {
            page(&mut couple, &format!("Page {number}.")).await;
        }
        sync(&mut couple.relay, &mut couple.ada, minute(6)).await;
        couple.relay.logs.retain(|log, _| known.contains(log));
        let last = page(&mut couple, PAGE).await;
        let events = couple.hear(7).await;
        assert_eq!(shared(&couple.bo, couple.id, last).0.as_deref(), Some(PAGE));
        assert!(!events.iter().any(|event| matches!(event, Event::Trouble(_))), "{events:?}");
    });
}

#[test]
fn what_is_erased_while_it_is_on_its_way_does_not_stay_there() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let before = couple.logs();
        let page = couple.ada.write_page(PAGE, &[file(900_000)], minute(5)).await.unwrap();
        let mut line = Line::dial(&mut couple.ada, minute(6)).await;
        let is_half_there = |relay: &Relay| {
            relay.logs.values().any(|log| log.frames.iter().filter(|frame| frame.len() > 30_000).count() == 9)
        };
        while !is_half_there(&couple.relay) {
            for message in line.speak(&mut couple.relay, &mut couple.ada, minute(6)) {
                line.hear(&mut couple.ada, message, minute(6)).await;
            }
        }
        couple.ada.erase_page(page, minute(6)).await.unwrap();
        line.settle(&mut couple.relay, &mut couple.ada, minute(6)).await;
        assert!(line.session.is_idle());
        assert_eq!(couple.logs(), before);
    });
}

/// Somebody fills the log of what they shared with what is none of it: it is not read.
#[test]
fn a_log_that_is_too_full_is_left_alone() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        sync(&mut couple.relay, &mut couple.ada, minute(6)).await;
        let mut new: Vec<LogId> = Vec::new();
        for (log, of) in couple.relay.logs.iter_mut().filter(|(log, _)| !known.contains(log)) {
            let junk = of.frames[0].clone();
            of.frames.extend(std::iter::repeat_n(junk, 20));
            new.push(*log);
        }
        let mut line = Line::dial(&mut couple.bo, minute(7)).await;
        for message in line.speak(&mut couple.relay, &mut couple.bo, minute(7)) {
            line.hear(&mut couple.bo, message, minute(7)).await;
        }
        let said = line.speak(&mut couple.relay, &mut couple.bo, minute(7));
        let opened =
            said.into_iter().find(|said| matches!(said, ToDevice::Opened { log, .. } if new.contains(log)));
        line.hear(&mut couple.bo, opened.unwrap(), minute(7)).await;
        let said = couple.bo.speak(&mut line.session, minute(7));
        assert!(said.iter().any(|said| matches!(said, ToRelay::Close { log } if new.contains(log))));
    });
}

/// Whoever corrects a word on one device, where the picture has not come yet, loses no picture.
#[test]
fn a_page_is_not_written_anew_without_what_has_not_come_yet() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = couple.ada.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        let mut laptop = couple.laptop(6).await;
        // The relay has the page, and has lost the picture.
        let attached = couple.ada.page(page).unwrap().attached[0];
        let log = attached.key().log().id();
        couple.relay.logs.remove(&log);
        sync(&mut couple.relay, &mut laptop, minute(7)).await;
        sync(&mut couple.relay, &mut laptop, minute(7)).await;
        assert_eq!(laptop.page(page).unwrap().words.as_deref(), Some(PAGE));
        let anew = laptop.write_page_anew(page, "We walked.", minute(8)).await;
        assert!(matches!(anew, Err(Error::NotHereYet)));
        assert_eq!(file_of(&mut couple.ada, &attached).await, Some(file(9)));
    });
}

/// What is waited for goes, too, once it is erased: half of it may be there.
#[test]
fn what_is_waited_for_is_erased_as_well() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = couple.ada.write_page(PAGE, &[file(900_000)], minute(5)).await.unwrap();
        couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        sync(&mut couple.relay, &mut couple.ada, minute(6)).await;
        // Of everything that has parts, one is lost.
        for log in
            couple.relay.logs.values_mut().filter(|log| log.frames.iter().any(|one| one.len() > 30_000))
        {
            log.frames.pop();
        }
        let mut line = Line::dial(&mut couple.bo, minute(7)).await;
        line.settle(&mut couple.relay, &mut couple.bo, minute(7)).await;
        couple.ada.unshare_page(page, couple.id, minute(8)).await.unwrap();
        let deleted = couple.relay.deleted;
        let mut of_ada = Line::dial(&mut couple.ada, minute(8)).await;
        // Ada's device says it, and is gone before it deletes anything.
        for _ in 0..2 {
            for message in of_ada.speak(&mut couple.relay, &mut couple.ada, minute(8)) {
                of_ada.hear(&mut couple.ada, message, minute(8)).await;
            }
        }
        assert_eq!(couple.relay.deleted, deleted);
        line.settle(&mut couple.relay, &mut couple.bo, minute(9)).await;
        assert_eq!(couple.relay.deleted, deleted + 2, "words and picture, by Bo's device");
    });
}

/// ```text
///   phone    ── page ──────────── erases it ──────────────────── takes the sharing back ──►
///   laptop   ─────────── hears ── shares it ── both hear ──►
/// ```
#[test]
fn what_was_shared_elsewhere_while_it_was_erased_can_be_taken_back() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        let mut laptop = couple.laptop(6).await;
        sync(&mut couple.relay, &mut laptop, minute(7)).await;
        sync(&mut couple.relay, &mut laptop, minute(7)).await;
        couple.ada.erase_page(page, minute(8)).await.unwrap();
        laptop.share_page(page, couple.id, minute(8)).await.unwrap();
        sync(&mut couple.relay, &mut laptop, minute(9)).await;
        couple.hear(9).await;
        let line = couple.ada.journal("").unwrap().remove(0);
        assert!(line.is_erased && line.shared.len() == 1, "it is told that it is shared still");
        couple.ada.unshare_page(page, couple.id, minute(10)).await.unwrap();
        couple.hear(11).await;
        couple.hear(12).await;
        assert_eq!(kept(&of_bo).await, 0);
        // And shared on both at once, it is erased on both.
        let page = couple.ada.write_page(PAGE, &[], minute(13)).await.unwrap();
        for minutes in [13, 14] {
            sync(&mut couple.relay, &mut couple.ada, minute(minutes)).await;
            sync(&mut couple.relay, &mut laptop, minute(minutes)).await;
        }
        couple.ada.share_page(page, couple.id, minute(15)).await.unwrap();
        laptop.share_page(page, couple.id, minute(15)).await.unwrap();
        sync(&mut couple.relay, &mut laptop, minute(16)).await;
        couple.hear(16).await;
        assert_eq!(couple.ada.page(page).unwrap().shared.len(), 2);
        couple.ada.erase_page(page, minute(17)).await.unwrap();
        couple.hear(18).await;
        assert!(couple.ada.journal("").unwrap().iter().all(|line| line.is_erased && line.shared.is_empty()));
        assert_eq!(kept(&of_bo).await, 0);
    });
}

/// A page that somebody shares, found by a secret that nothing was put under, and of so many bytes.
fn nothing_there(number: u32, bytes: u32) -> LifeSays {
    let mut secret = [7; 32];
    secret[..4].copy_from_slice(&number.to_be_bytes());
    LifeSays::Share(Shared { page: Enclosure::new(secret, [0; 32], bytes), attached: Vec::new() })
}

/// How many logs beside those that are known this device asks for on one connection, and how many at the most before it has heard of
/// the one before.
async fn asked_for(couple: &mut Couple, of: Who, known: &[LogId], now: Instant) -> (usize, usize) {
    let Couple { relay, ada, bo, .. } = couple;
    let device = if of == Who::Ada { ada } else { bo };
    let (mut line, mut asked, mut at_once) = (Line::dial(device, now).await, 0, 0);
    loop {
        let said = line.speak(relay, device, now);
        let is_new = |said: &&ToDevice| matches!(said, ToDevice::Opened { log, .. } if !known.contains(log));
        let opened = said.iter().filter(is_new).count();
        (asked, at_once) = (asked + opened, at_once.max(opened));
        if said.is_empty() {
            assert!(line.session.is_idle());
            return (asked, at_once);
        }
        for message in said {
            line.hear(device, message, now).await;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Ada,
    Bo,
}

/// What never comes is looked for less and less often; only the newest at each connection.
#[test]
fn what_never_comes_is_looked_for_less_and_less() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        for number in 0..40 {
            couple.bo.live(couple.id, &nothing_there(number, 900), minute(5)).await.unwrap();
        }
        sync(&mut couple.relay, &mut couple.bo, minute(6)).await;
        let mut at = async |minutes| asked_for(&mut couple, Who::Ada, &known, minute(minutes)).await.0;
        assert_eq!(at(7).await, 40);
        assert_eq!(at(8).await, 16, "a minute later only the newest");
        assert_eq!(at(7 + 60).await, 40, "an hour later all of them");
        assert_eq!(at(7 + 60 + 30).await, 16);
        assert_eq!(at(7 + 4 * 60).await, 40);
        assert_eq!(at(7 + 5 * 60).await, 16, "not before half as long has gone by as it has been missing");
        assert_eq!(at(7 + 400 * DAY).await, 40);
        assert_eq!(at(7 + 429 * DAY).await, 16);
        assert_eq!(at(7 + 431 * DAY).await, 40, "a month later at the latest");
    });
}

/// Nobody who calls `sync` sits through a thousand that a partner only says are there; and the rest goes on behind it.
#[test]
fn nobody_waits_for_what_is_looked_for_in_vain() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let erased = couple.ada.write_page("Not this.", &[], minute(5)).await.unwrap();
        couple.hear(5).await;
        for number in 0..300 {
            couple.bo.live(couple.id, &nothing_there(number, 900), minute(5)).await.unwrap();
        }
        sync(&mut couple.relay, &mut couple.bo, minute(6)).await;
        let page = couple.ada.write_page(PAGE, &[], minute(6)).await.unwrap();
        couple.ada.erase_page(erased, minute(6)).await.unwrap();
        let deleted = couple.relay.deleted;
        let mut line = Line::dial(&mut couple.ada, minute(7)).await;
        line.settle(&mut couple.relay, &mut couple.ada, minute(7)).await;
        assert!(line.session.is_idle() && line.session.pause(minute(7)).is_some());
        assert_eq!(couple.relay.deleted, deleted + 1, "what is to go goes first");
        let of = couple.ada.journal("").unwrap().into_iter().find(|line| line.id == page);
        assert!(of.is_some_and(|line| line.words.is_some()));
        // What this device has to bring goes before all of them.
        let mut laptop = couple.laptop(8).await;
        sync(&mut couple.relay, &mut laptop, minute(9)).await;
        sync(&mut couple.relay, &mut laptop, minute(9)).await;
        assert_eq!(laptop.page(page).unwrap().words.as_deref(), Some(PAGE));
    });
}

/// More than are waited for at once come on the same connection all the same.
#[test]
fn all_that_is_waited_for_comes_as_others_bring_it() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let mut shares = Vec::new();
        for number in 0..40 {
            let page = couple.ada.write_page(&format!("Page {number}."), &[], minute(5)).await.unwrap();
            shares.push(couple.ada.share_page(page, couple.id, minute(5)).await.unwrap());
        }
        // Her device says what it has shared, and is gone before it has brought any of it.
        let mut of_ada = Line::dial(&mut couple.ada, minute(6)).await;
        for _ in 0..2 {
            for message in of_ada.speak(&mut couple.relay, &mut couple.ada, minute(6)) {
                of_ada.hear(&mut couple.ada, message, minute(6)).await;
            }
        }
        let mut line = Line::dial(&mut couple.bo, minute(7)).await;
        line.settle(&mut couple.relay, &mut couple.bo, minute(7)).await;
        assert!(line.session.is_idle());
        let came = |couple: &Couple| {
            shares.iter().filter(|share| shared(&couple.bo, couple.id, **share).0.is_some()).count()
        };
        assert!(came(&couple) < 3);
        of_ada.settle(&mut couple.relay, &mut couple.ada, minute(8)).await;
        line.settle(&mut couple.relay, &mut couple.bo, minute(8)).await;
        assert_eq!(came(&couple), 40);
    });
}

/// One is read at a time, so that what is said there gets its turn.
#[test]
fn one_is_read_at_a_time() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        for _ in 0..6 {
            let page = couple.ada.write_page(PAGE, &[file(70_000)], minute(5)).await.unwrap();
            couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        }
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        sync(&mut couple.relay, &mut couple.ada, minute(6)).await;
        let (asked, at_once) = asked_for(&mut couple, Who::Bo, &known, minute(7)).await;
        assert_eq!((asked, at_once), (12, 1));
    });
}

/// What the other took back before this device ever saw it, their own devices delete: it makes no work here.
#[test]
fn what_was_taken_back_unseen_is_nobody_elses_to_delete() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        for number in 0..30 {
            let share = couple.bo.live(couple.id, &nothing_there(number, 900), minute(5)).await.unwrap();
            couple.bo.live(couple.id, &LifeSays::TakeBack(share), minute(5)).await.unwrap();
        }
        sync(&mut couple.relay, &mut couple.bo, minute(6)).await;
        assert_eq!(couple.relay.deleted, 30);
        assert_eq!(asked_for(&mut couple, Who::Ada, &known, minute(7)).await.0, 0);
    });
}

/// One's own device shares no more than there is room for; of the other's it looks for twice as much at the most.
#[test]
fn there_is_room_for_so_much_of_each_and_no_more() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let known: Vec<LogId> = couple.relay.logs.keys().copied().collect();
        // 32 MiB are 171 such pages, and a little more.
        for number in 0..400 {
            couple.bo.live(couple.id, &nothing_there(number, 196_000), minute(5)).await.unwrap();
            if number < 171 {
                couple.ada.live(couple.id, &nothing_there(number, 196_000), minute(5)).await.unwrap();
            }
        }
        let long = couple.ada.write_page(&"é".repeat(30_000), &[], minute(6)).await.unwrap();
        let refused = couple.ada.share_page(long, couple.id, minute(6)).await;
        assert!(matches!(refused, Err(Error::NoRoom)), "{refused:?}");
        let short = couple.ada.write_page(PAGE, &[], minute(6)).await.unwrap();
        couple.ada.share_page(short, couple.id, minute(6)).await.unwrap();
        sync(&mut couple.relay, &mut couple.bo, minute(7)).await;
        let (mut line, mut now, mut asked) =
            (Line::dial(&mut couple.ada, minute(7)).await, minute(7), BTreeSet::new());
        loop {
            let said = line.speak(&mut couple.relay, &mut couple.ada, now);
            for message in &said {
                line.hear(&mut couple.ada, message.clone(), now).await;
            }
            asked.extend(said.iter().filter_map(|said| match said {
                ToDevice::Opened { log, .. } if !known.contains(log) => Some(*log),
                _ => None,
            }));
            if said.is_empty() {
                let Some(pause) = line.session.pause(now) else { break };
                now = Instant::from_millis(now.millis() + pause as i64);
            }
        }
        // Twice 171 of his, 171 of hers, two pages of her own, and the one that she shared.
        assert_eq!(asked.len(), 342 + 171 + 3);
    });
}

/// ```text
///   phone    ── page ───────── erases it ──────────────────────►
///   laptop   ─────── hears ─── writes it anew ──────── hears ──►
/// ```
/// Who erases a page does not want it to stand; what was written in its place goes, too, in whatever order the two are heard.
#[test]
fn what_was_written_anew_while_it_was_erased_goes_as_well() {
    now_or_never(async {
        let of_ada = InMemory::new();
        let mut couple = Couple::met(&of_ada, &InMemory::new()).await;
        let before = couple.logs();
        let page = couple.ada.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        let mut laptop = couple.laptop(6).await;
        sync(&mut couple.relay, &mut laptop, minute(7)).await;
        sync(&mut couple.relay, &mut laptop, minute(7)).await;
        couple.ada.erase_page(page, minute(8)).await.unwrap();
        let second = laptop.write_page_anew(page, "We walked.", minute(8)).await.unwrap();
        let third = laptop.write_page_anew(second, "We walked back.", minute(8)).await.unwrap();
        for minutes in [9, 10] {
            sync(&mut couple.relay, &mut laptop, minute(minutes)).await;
            sync(&mut couple.relay, &mut couple.ada, minute(minutes)).await;
        }
        for device in [&couple.ada, &laptop] {
            let pages = device.journal("").unwrap();
            assert_eq!((pages.len(), pages[0].id, pages[0].is_erased), (1, third, true));
            assert!(pages[0].words.is_none() && pages[0].attached.is_empty());
        }
        assert_eq!(kept(&of_ada).await, 0);
        // The log by which the laptop was let in is there beside.
        assert_eq!(couple.logs(), before + 1);
    });
}

/// Two windows of one device: what one erases, the other neither shares nor writes anew.
#[test]
fn a_page_that_is_erased_meanwhile_is_not_shared_or_written_anew() {
    now_or_never(async {
        let of_ada = InMemory::new();
        let mut couple = Couple::met(&of_ada, &InMemory::new()).await;
        let pages = [
            couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap(),
            couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap(),
        ];
        let mut other = reopen(&of_ada).await;
        other.erase_page(pages[0], minute(6)).await.unwrap();
        let shared = couple.ada.share_page(pages[0], couple.id, minute(6)).await;
        assert!(matches!(shared, Err(Error::NoPage)), "{shared:?}");
        couple.ada.erase_page(pages[1], minute(7)).await.unwrap();
        let anew = other.write_page_anew(pages[1], "We walked.", minute(7)).await;
        assert!(matches!(anew, Err(Error::NoPage)), "{anew:?}");
        assert_eq!(kept(&of_ada).await, 0);
    });
}

/// Pages are read whenever a device is opened, files are not: what is attached is no page, whatever lies there.
#[test]
fn what_is_of_another_kind_than_its_act_says_is_not_kept() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut couple = Couple::met(&of_ada, &of_bo).await;
        let page = couple.bo.write_page(PAGE, &[file(9)], minute(5)).await.unwrap();
        let share = couple.bo.share_page(page, couple.id, minute(5)).await.unwrap();
        let honest = sharing(&couple.bo, couple.id, share);
        sync(&mut couple.relay, &mut couple.bo, minute(6)).await;
        let turned = Shared { page: honest.attached[0], attached: vec![honest.page] };
        let liar = couple.bo.live(couple.id, &LifeSays::Share(turned.clone()), minute(7)).await.unwrap();
        // Under the names that this act gives them lies what lies there already.
        let logs = |act, of: &Shared| {
            let all = [vec![of.page], of.attached.clone()].concat();
            Carried::all(act, &all).into_iter().map(|of| of.key()).collect::<Vec<_>>()
        };
        let (from, to) = (logs(share, &honest), logs(liar, &turned));
        for (from, to) in [(0, 1), (1, 0)].map(|(one, other)| (&from[one], &to[other])) {
            let frame = from.log().unframe(&couple.relay.logs[&from.log().id()].frames[0]).unwrap();
            let rng = &mut rand_core::UnwrapErr(getrandom::SysRng);
            let log = couple.relay.logs.entry(to.log().id()).or_default();
            log.incarnation = Some(companion::wire::Incarnation([9; 16]));
            log.frames.push(to.log().frame(&frame, rng).unwrap());
        }
        couple.hear(8).await;
        sync(&mut couple.relay, &mut couple.ada, minute(9)).await;
        assert_eq!(shared(&couple.ada, couple.id, share).0.as_deref(), Some(PAGE));
        assert_eq!(kept(&of_ada).await, 2, "what is as it says, and nothing of the other");
    });
}

/// A relationship that cannot be heard out keeps nothing of another one waiting.
#[test]
fn each_relationship_is_heard_out_for_itself() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        let page = couple.ada.write_page(PAGE, &[], minute(5)).await.unwrap();
        let share = couple.ada.share_page(page, couple.id, minute(5)).await.unwrap();
        let of_page = couple.ada.page(page).unwrap();
        let own = Carried { act: page, enclosure: page_of(&couple.ada, page) }.key().log().id();
        let copy = Carried { act: share, enclosure: sharing(&couple.ada, couple.id, share).page };
        let copy = copy.key().log().id();
        assert!(of_page.words.is_some());
        let shared_log = shared_log(&mut couple.relay, &mut couple.ada, &mut couple.bo).await;
        let mut line = Line::dial(&mut couple.ada, minute(6)).await;
        loop {
            let said = line.speak(&mut couple.relay, &mut couple.ada, minute(6));
            if said.is_empty() {
                break;
            }
            // The relay never says that the log that both share has been told to its end.
            let is_lost =
                |said: &ToDevice| matches!(said, ToDevice::CaughtUp { log, .. } if *log == shared_log);
            for message in said.into_iter().filter(|said| !is_lost(said)) {
                line.hear(&mut couple.ada, message, minute(6)).await;
            }
        }
        assert!(couple.relay.logs.contains_key(&own) && !couple.relay.logs.contains_key(&copy));
    });
}

fn page_of(device: &Device, page: ActId) -> Enclosure {
    let own = device.circle(device.own_records()[0]).unwrap();
    let entry = own.record().get(companion::record::ActId(page.bytes())).unwrap();
    let companion::record::Body::Says(bytes) = entry.act().body() else { panic!("a page") };
    let Some(Keeps::Page(page)) = Keeps::from_bytes(bytes) else { panic!("a page") };
    page.words
}

/// A picture that lies damaged on this device is named when the vault is looked over; it stops nothing else.
#[test]
fn a_damaged_picture_is_in_nobodys_way() {
    now_or_never(async {
        let of_ada = InMemory::new();
        let mut couple = Couple::met(&of_ada, &InMemory::new()).await;
        couple.ada.write_page("With a picture.", &[file(60_000)], minute(5)).await.unwrap();
        let mut batch = companion::vault::store::Batch::default();
        for shelf in of_ada.shelves().await.unwrap() {
            for row in
                of_ada.scan(&shelf, &[]).await.unwrap().into_iter().filter(|row| row.bytes.len() > 60_000)
            {
                let mut bytes = row.bytes;
                let last = bytes.len() - 1;
                bytes[last] ^= 1;
                batch.put(&shelf, &row.key, bytes);
            }
        }
        assert_eq!(batch.changes().len(), 1, "the picture");
        of_ada.commit(batch).await.unwrap();
        let before = couple.logs();
        let page = couple.ada.write_page(PAGE, &[], minute(6)).await.unwrap();
        let mut line = Line::dial(&mut couple.ada, minute(6)).await;
        line.settle(&mut couple.relay, &mut couple.ada, minute(6)).await;
        assert!(line.session.is_idle());
        assert_eq!(couple.logs(), before + 2, "both pages");
        assert!(couple.ada.page(page).unwrap().words.is_some());
    });
}

/// ```text
///   a newer Troth of Bo's   ── shares a page with something beside its words ──►
///   Ada's                   ── keeps it as it came ── the relay loses it ── brings it again ──►
/// ```
#[test]
fn what_a_newer_troth_wrote_is_kept_as_it_came() {
    now_or_never(async {
        let mut couple = Couple::met(&InMemory::new(), &InMemory::new()).await;
        // As `Written`, with a field that this version does not know.
        let mut encoder = minicbor::Encoder::new(Vec::new());
        encoder.array(2).unwrap().u8(0).unwrap().array(1).unwrap().map(3).unwrap();
        encoder.u8(0).unwrap().i64(minute(5).millis()).unwrap().u8(1).unwrap().str(PAGE).unwrap();
        encoder.u8(9).unwrap().str("a mood").unwrap();
        let bytes = encoder.into_writer();
        let hash = companion::circle::enclosed::hash(&bytes);
        let enclosure = Enclosure::new([7; 32], hash, u32::try_from(bytes.len()).unwrap());
        let says = LifeSays::Share(Shared { page: enclosure, attached: Vec::new() });
        let share = couple.bo.live(couple.id, &says, minute(5)).await.unwrap();
        let key = Carried { act: share, enclosure }.key();
        let rng = &mut rand_core::UnwrapErr(getrandom::SysRng);
        let log = couple.relay.logs.entry(key.log().id()).or_default();
        log.incarnation = Some(companion::wire::Incarnation([9; 16]));
        log.frames.push(key.part(&bytes, 0, rng).unwrap().frame);
        sync(&mut couple.relay, &mut couple.bo, minute(6)).await;
        sync(&mut couple.relay, &mut couple.ada, minute(6)).await;
        assert_eq!(shared(&couple.ada, couple.id, share).0.as_deref(), Some(PAGE));
        couple.relay.logs.remove(&key.log().id());
        sync(&mut couple.relay, &mut couple.ada, minute(61 * DAY)).await;
        let again = &couple.relay.logs[&key.log().id()].frames;
        let carried = key.log().unframe(&again[0]).unwrap();
        assert!(carried.ends_with(&bytes) && again.len() == 1);
    });
}
