//! Two people find what both are open to, and nothing else; over a relay, with interruptions, and with one who cheats.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod relay;

use companion::consent::{Area, Person, Says, Zone};
use companion::desires::{Desires, Stands};
use companion::negotiation::desires::{Desire, DesireSays, Entry, Role};
use companion::record::{Body, RelationshipId};
use companion::vault::store::Batch;
use companion::vault::{Cost, InMemory, Passphrase, Store};
use companion::{Companion, Error, Said};
use relay::couple::{Device, begin, met, minute, now_or_never, reopen};
use relay::{ADDRESS, Relay, sync};

fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

/// What both are open to where Ada gives, or Bo does.
fn entry(path: &str, giver: Person) -> Entry {
    Entry { area: area(path), giver }
}

struct Couple {
    relay: Relay,
    ada: Device,
    bo: Device,
    id: RelationshipId,
    minutes: i64,
}

impl Couple {
    async fn meet(of_ada: &InMemory, of_bo: &InMemory) -> Couple {
        let mut relay = Relay::default();
        let (ada, bo, id) = met(&mut relay, of_ada, of_bo).await;
        Couple { relay, ada, bo, id, minutes: 10 }
    }

    fn now(&mut self) -> companion::consent::Instant {
        self.minutes += 1;
        minute(self.minutes)
    }

    /// Another device of Ada's, let in.
    async fn further(&mut self) -> Device {
        let (passphrase, zone) = (Passphrase::new("another passphrase"), Zone::parse("UTC").unwrap());
        let laptop =
            Companion::begin_further(InMemory::new(), &passphrase, Cost::worthless(), ADDRESS, &zone);
        let mut laptop = laptop.await.unwrap();
        self.ada.let_in(&laptop.device_code().unwrap(), minute(6)).await.unwrap();
        self.turn(ADA).await;
        sync(&mut self.relay, &mut laptop, minute(7)).await;
        self.turn(BO).await;
        laptop
    }

    async fn answer(&mut self, who: Person, path: &str, role: Role, desire: Desire) {
        let id = self.id;
        let device = if who == Person::One { &mut self.ada } else { &mut self.bo };
        device.answer_desire(id, &area(path), role, Some(desire)).await.unwrap();
    }

    async fn finish(&mut self, who: Person) {
        let (id, now) = (self.id, self.now());
        let device = if who == Person::One { &mut self.ada } else { &mut self.bo };
        device.finish_desires(id, now).await.unwrap();
    }

    /// One device hears, and takes the steps that it can; how many.
    async fn turn(&mut self, who: Person) -> usize {
        let (id, now) = (self.id, self.now());
        let device = if who == Person::One { &mut self.ada } else { &mut self.bo };
        sync(&mut self.relay, device, now).await;
        let steps = device.match_desires(id, now).await.unwrap();
        sync(&mut self.relay, device, now).await;
        steps
    }

    /// Until neither has anything left to do.
    async fn settle(&mut self) {
        for _ in 0..12 {
            self.turn(Person::One).await;
            self.turn(Person::Two).await;
        }
        assert_eq!(self.turn(Person::One).await + self.turn(Person::Two).await, 0, "it comes to an end");
    }

    async fn of_ada(&mut self) -> Desires {
        self.ada.desires(self.id, minute(self.minutes)).await.unwrap()
    }

    async fn of_bo(&mut self) -> Desires {
        self.bo.desires(self.id, minute(self.minutes)).await.unwrap()
    }
}

fn entries(desires: &Desires) -> Vec<Entry> {
    let mut entries: Vec<Entry> = desires.found.iter().map(|found| found.entry.clone()).collect();
    entries.sort();
    entries
}

fn new(desires: &Desires) -> Vec<Entry> {
    desires.found.iter().filter(|found| found.is_new).map(|found| found.entry.clone()).collect()
}

/// The list that was finished last, of those that this device knows.
fn asked_last(device: &Device, id: RelationshipId) -> Vec<Entry> {
    let record = device.circle(id).unwrap().record();
    let lists = record.in_order_of_arrival().filter_map(|entry| match entry.act().body() {
        Body::Says(bytes) => DesireSays::from_bytes(bytes),
        _ => None,
    });
    let mut lists = lists.filter_map(|says| match says {
        DesireSays::Finish(_, list) => Some(list),
        _ => None,
    });
    lists.next_back().unwrap()
}

use Desire::{Curious, Like, Need, Never, RatherNot};
use Person::{One as ADA, Two as BO};
use Role::{Giver, Holder};

#[test]
fn both_find_what_both_are_open_to_and_who_is_warm_where_the_other_is_curious() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        two.answer(ADA, "home/chores", Giver, Need).await;
        two.answer(BO, "home/chores", Holder, Curious).await;
        two.answer(ADA, "rest/bedtime", Holder, Curious).await;
        two.answer(BO, "rest/bedtime", Giver, Curious).await;
        // Not the same role, not both open, not answered by both.
        two.answer(ADA, "style/clothes", Giver, Like).await;
        two.answer(BO, "style/clothes", Giver, Like).await;
        two.answer(ADA, "rest", Giver, Like).await;
        two.answer(BO, "rest", Holder, RatherNot).await;
        two.answer(ADA, "food", Giver, Never).await;
        two.answer(BO, "food", Holder, Need).await;
        two.answer(BO, "home", Holder, Need).await;

        two.finish(ADA).await;
        assert_eq!(two.of_ada().await.stands, Stands::YouFinished);
        two.turn(ADA).await;
        two.turn(BO).await;
        assert_eq!(two.of_bo().await.stands, Stands::TheyFinished);
        assert!(two.of_bo().await.found.is_empty());
        two.finish(BO).await;
        assert_eq!(two.of_bo().await.stands, Stands::Working);
        two.settle().await;
        for (desires, whose) in [(two.of_ada().await, "Ada"), (two.of_bo().await, "Bo")] {
            assert_eq!(desires.stands, Stands::Open, "{whose}");
            assert_eq!(entries(&desires), [entry("home/chores", ADA), entry("rest/bedtime", BO)], "{whose}");
            let warm =
                |path: &str| desires.found.iter().find(|one| one.entry.area == area(path)).unwrap().warm;
            assert_eq!((warm("home/chores"), warm("rest/bedtime")), (Some(ADA), None), "{whose}");
        }
        // The engine was told nothing, and takes nothing ill.
        assert!(
            two.bo
                .circle(two.id)
                .unwrap()
                .acts()
                .all(|act| matches!(act.says, Said::OfDesires | Said::Membership))
        );
        assert!(two.bo.circle(two.id).unwrap().lately(9).is_empty());
    });
}

#[test]
fn finishing_again_shows_what_is_new_and_no_later_no() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        for who in [ADA, BO] {
            two.answer(who, "home", if who == ADA { Giver } else { Holder }, Like).await;
        }
        two.finish(ADA).await;
        two.finish(BO).await;
        two.settle().await;
        assert_eq!(new(&two.of_bo().await), [entry("home", ADA)]);
        // Ada no longer wants that, and is open to something else.
        two.answer(ADA, "home", Giver, Never).await;
        two.answer(ADA, "rest", Giver, Curious).await;
        two.answer(BO, "rest", Holder, Curious).await;
        two.finish(ADA).await;
        two.turn(ADA).await;
        two.turn(BO).await;
        assert_eq!(two.of_bo().await.stands, Stands::TheyFinished, "Bo is asked whether he has, too");
        assert_eq!(entries(&two.of_bo().await), [entry("home", ADA)]);
        two.finish(BO).await;
        two.settle().await;
        assert!(!asked_last(&two.ada, two.id).contains(&entry("home", ADA)), "it would tell that no");
        assert_eq!(new(&two.of_bo().await), [entry("rest", ADA)]);
        assert_eq!(
            entries(&two.of_bo().await),
            [entry("home", ADA), entry("rest", ADA)],
            "nothing shows a refusal"
        );
    });
}

#[test]
fn whoever_is_interrupted_after_any_step_goes_on_there() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut two = Couple::meet(&of_ada, &of_bo).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(BO).await;
        two.finish(ADA).await;
        for _ in 0..6 {
            for who in [ADA, BO] {
                (two.ada, two.bo) = (reopen(&of_ada).await, reopen(&of_bo).await);
                two.turn(who).await;
            }
        }
        assert_eq!(entries(&two.of_ada().await), [entry("home", ADA)]);
        assert_eq!(entries(&two.of_bo().await), [entry("home", ADA)]);
    });
}

#[test]
fn two_tabs_of_one_device_take_the_same_steps() {
    now_or_never(async {
        let of_ada = InMemory::new();
        let mut two = Couple::meet(&of_ada, &InMemory::new()).await;
        let mut other_tab = reopen(&of_ada).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(ADA).await;
        two.finish(BO).await;
        for _ in 0..6 {
            two.turn(BO).await;
            let now = two.now();
            sync(&mut two.relay, &mut two.ada, now).await;
            other_tab.refresh().await.unwrap();
            let (one, other) = (two.ada.match_desires(two.id, now), other_tab.match_desires(two.id, now));
            one.await.unwrap();
            other.await.unwrap();
            two.ada.refresh().await.unwrap();
            two.turn(ADA).await;
        }
        assert_eq!(entries(&two.of_ada().await), [entry("home", ADA)]);
        assert_eq!(entries(&two.of_bo().await), [entry("home", ADA)]);
        let said = two.bo.circle(two.id).unwrap().acts().filter(|act| act.says == Said::OfDesires).count();
        // Each: finished, sealed, blinded, opened, found.
        assert_eq!(said, 10);
    });
}

#[test]
fn what_one_keeps_to_oneself_is_told_to_nobody_until_it_is_offered() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        two.answer(ADA, "dancing/tango", Giver, Need).await;
        two.answer(BO, "dancing/tango", Holder, Like).await;
        two.finish(ADA).await;
        two.finish(BO).await;
        two.settle().await;
        assert!(entries(&two.of_ada().await).is_empty(), "it stands on no list");
        let told = |device: &Device, id| {
            let bytes = device
                .circle(id)
                .unwrap()
                .record()
                .in_order_of_arrival()
                .map(|entry| entry.verified().bytes());
            bytes.flatten().collect::<Vec<u8>>().windows(5).any(|part| part == b"tango")
        };
        assert!(!told(&two.ada, two.id));
        let (id, now) = (two.id, two.now());
        two.ada.offer_desire(id, &area("dancing/tango"), now).await.unwrap();
        two.ada.offer_desire(id, &area("dancing/tango"), now).await.unwrap();
        assert!(told(&two.ada, two.id));
        two.turn(ADA).await;
        two.turn(BO).await;
        assert!(two.of_bo().await.areas.contains(&area("dancing/tango")));
        two.finish(ADA).await;
        two.finish(BO).await;
        two.settle().await;
        assert_eq!(new(&two.of_bo().await), [entry("dancing/tango", ADA)]);
    });
}

#[test]
fn a_list_that_was_opened_against_one_list_is_opened_against_no_other() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(ADA, "rest", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(BO).await;
        two.turn(BO).await;
        two.finish(ADA).await;
        // Ada seals; Bo seals and blinds; Ada blinds and opens. Before Bo hears of it, he finishes another list.
        two.turn(ADA).await;
        two.turn(BO).await;
        two.turn(ADA).await;
        two.answer(BO, "rest", Holder, Like).await;
        two.finish(BO).await;
        two.settle().await;
        assert_eq!(two.of_ada().await.stands, Stands::Stuck, "and she is told");
        assert!(entries(&two.of_bo().await).is_empty());
        // Ada finishes again when she wants to, and not before.
        two.finish(ADA).await;
        two.settle().await;
        assert_eq!(entries(&two.of_ada().await), [entry("home", ADA), entry("rest", ADA)]);
        assert_eq!(entries(&two.of_bo().await), entries(&two.of_ada().await));
    });
}

#[test]
fn whoever_finishes_anew_after_the_other_has_opened_waits_for_them_to_do_so_too() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(ADA).await;
        two.turn(ADA).await;
        two.finish(BO).await;
        // Bo seals; Ada seals and blinds; Bo blinds and opens. Before Ada hears of it, she finishes another list.
        two.turn(BO).await;
        two.turn(ADA).await;
        two.turn(BO).await;
        two.finish(ADA).await;
        two.settle().await;
        assert_eq!(
            (two.of_ada().await.stands, two.of_bo().await.stands),
            (Stands::YouFinished, Stands::Stuck)
        );
        two.finish(BO).await;
        two.settle().await;
        assert_eq!(entries(&two.of_ada().await), [entry("home", ADA)]);
        assert_eq!(entries(&two.of_bo().await), [entry("home", ADA)]);
    });
}

#[test]
fn before_anything_is_opened_a_newer_list_takes_the_place_of_an_older() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(ADA).await;
        two.finish(BO).await;
        two.turn(BO).await;
        two.turn(ADA).await;
        two.answer(BO, "home", Holder, Never).await;
        two.finish(BO).await;
        two.settle().await;
        assert_eq!((two.of_ada().await.stands, two.of_bo().await.stands), (Stands::Open, Stands::Open));
        assert!(entries(&two.of_ada().await).is_empty());
    });
}

/// ```text
///   the phone    ── list ── list ──►
///   the laptop   ── list ──────────►   each without having heard of the other
/// ```
#[test]
fn of_lists_that_had_not_seen_each_other_one_stays() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        let mut laptop = two.further().await;
        // Which stays is up to their names: often enough, every order comes.
        for _ in 0..16 {
            let id = two.id;
            two.finish(ADA).await;
            two.finish(ADA).await;
            let now = two.now();
            laptop.finish_desires(id, now).await.unwrap();
            sync(&mut two.relay, &mut laptop, now).await;
            two.turn(ADA).await;
            sync(&mut two.relay, &mut laptop, now).await;
            two.turn(BO).await;
            assert_eq!(two.of_bo().await.stands, Stands::TheyFinished);
            let of_laptop = laptop.desires(id, now).await.unwrap().stands;
            assert_eq!([two.of_ada().await.stands, of_laptop], [Stands::YouFinished; 2]);
        }
    });
}

#[test]
fn of_two_devices_of_one_person_the_one_that_finished_last_goes_on() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        let mut laptop = two.further().await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(ADA).await;
        two.turn(ADA).await;
        let (id, now) = (two.id, two.now());
        sync(&mut two.relay, &mut laptop, now).await;
        // On the laptop Ada has answered nothing, and so everything is closed.
        laptop.finish_desires(id, now).await.unwrap();
        sync(&mut two.relay, &mut laptop, now).await;
        two.turn(BO).await;
        two.finish(BO).await;
        for _ in 0..6 {
            two.turn(BO).await;
            assert_eq!(two.turn(ADA).await, 0, "the phone's list is past");
            let now = two.now();
            sync(&mut two.relay, &mut laptop, now).await;
            laptop.match_desires(id, now).await.unwrap();
            sync(&mut two.relay, &mut laptop, now).await;
        }
        assert!(entries(&two.of_bo().await).is_empty());
        assert_eq!(two.of_bo().await.stands, Stands::Open);
    });
}

/// All that a store holds, in another one: a backup.
async fn copy_of(store: &InMemory) -> InMemory {
    let (copy, mut batch) = (InMemory::new(), Batch::default());
    for shelf in store.shelves().await.unwrap() {
        for row in store.scan(&shelf, &[]).await.unwrap() {
            batch.put(&shelf, &row.key, row.bytes);
        }
    }
    copy.commit(batch).await.unwrap();
    copy
}

#[test]
fn a_device_of_which_there_are_two_takes_no_step_any_more() {
    now_or_never(async {
        let of_ada = InMemory::new();
        let mut two = Couple::meet(&of_ada, &InMemory::new()).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(ADA).await;
        two.turn(ADA).await;
        let mut copy = reopen(&copy_of(&of_ada).await).await;
        let (id, now) = (two.id, two.now());
        // Both go on from one point, and hear of each other.
        two.ada.say(id, &Says::Slow, now).await.unwrap();
        copy.say(id, &Says::Pause, now).await.unwrap();
        sync(&mut two.relay, &mut copy, now).await;
        two.turn(ADA).await;
        two.turn(BO).await;
        two.finish(BO).await;
        two.turn(BO).await;
        let before = two.ada.circle(id).unwrap().record().len();
        assert_eq!(two.turn(ADA).await, 0, "what it says does not count any more");
        assert!(two.ada.circle(id).unwrap().record().len() <= before + 2, "and it says nothing for it");
        assert_eq!(copy.match_desires(id, now).await.unwrap(), 0);
        assert!(entries(&two.of_bo().await).is_empty());
    });
}

#[test]
fn what_does_not_fit_goes_no_further_and_is_told_and_a_new_list_does() {
    now_or_never(async {
        for rubbish in [Vec::new(), vec![7; 192], vec![0; 50_000]] {
            let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
            two.answer(ADA, "home", Giver, Like).await;
            two.answer(BO, "home", Holder, Like).await;
            two.finish(ADA).await;
            two.turn(ADA).await;
            let (id, now) = (two.id, two.now());
            sync(&mut two.relay, &mut two.bo, now).await;
            // Bo's device finishes as it should, and seals what it should not.
            let drawn = two.bo.draw_share(id).unwrap();
            let share = drawn.errand().run();
            two.bo.finish_desires_with(id, &drawn, share, now).await.unwrap();
            let step = two.bo.desire_step(id).await.unwrap().unwrap();
            two.bo.take_desire_step(id, &step, Ok(rubbish), now).await.unwrap();
            sync(&mut two.relay, &mut two.bo, now).await;
            two.settle().await;
            assert_eq!(two.of_ada().await.stands, Stands::Stuck);
            assert!(entries(&two.of_ada().await).is_empty() && entries(&two.of_bo().await).is_empty());
            two.finish(ADA).await;
            two.finish(BO).await;
            two.settle().await;
            assert_eq!(entries(&two.of_ada().await), [entry("home", ADA)]);
        }
    });
}

#[test]
fn finishing_can_be_taken_back_until_it_is_opened() {
    now_or_never(async {
        let mut two = Couple::meet(&InMemory::new(), &InMemory::new()).await;
        two.answer(ADA, "home", Giver, Like).await;
        two.answer(BO, "home", Holder, Like).await;
        two.finish(ADA).await;
        let (id, now) = (two.id, two.now());
        two.ada.reconsider_desires(id, now).await.unwrap();
        assert!(matches!(two.ada.reconsider_desires(id, now).await, Err(Error::NotFinished)));
        two.finish(BO).await;
        two.settle().await;
        assert_eq!(
            (two.of_ada().await.stands, two.of_bo().await.stands),
            (Stands::TheyFinished, Stands::YouFinished)
        );
        assert!(entries(&two.of_bo().await).is_empty());
    });
}

#[test]
fn answers_stay_on_their_device_and_can_be_taken_out_again() {
    now_or_never(async {
        let store = InMemory::new();
        let mut two = Couple::meet(&store, &InMemory::new()).await;
        let before = two.ada.circle(two.id).unwrap().record().len();
        two.answer(ADA, "home", Giver, Like).await;
        assert_eq!(two.ada.unsent(), 0, "nothing is on its way");
        assert_eq!(two.ada.circle(two.id).unwrap().record().len(), before);
        two.ada = reopen(&store).await;
        assert_eq!(two.of_ada().await.answers[&area("home")].giver, Some(Like));
        two.ada.answer_desire(two.id, &area("home"), Giver, None).await.unwrap();
        assert!(two.of_ada().await.answers.is_empty());
        for path in ["own/voice", "everything"] {
            let refused = two.ada.answer_desire(two.id, &area(path), Giver, None).await;
            assert!(matches!(refused, Err(Error::NotForTheList(_))), "{path}");
        }
        let mut alone = begin("Eve", &InMemory::new()).await;
        assert!(matches!(alone.desires(two.id, minute(1)).await, Err(Error::NoRelationship)));
    });
}
