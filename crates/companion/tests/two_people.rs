//! Two people, each with a device, and a relay between them: what one says, the other's device answers by.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod relay;

use companion::circle::Standing;
use companion::consent::{
    Area, Grant, Instant, LimitKind, Mode, Person, Power, Question, Refusal, Says, Verdict, Version, Zone,
};
use companion::negotiation::{AgreementWords, LimitWords};
use companion::record::RelationshipId;
use companion::vault::{Cost, InMemory, Passphrase};
use companion::{Companion, Draft, Error, Event};
use relay::couple::{Device, begin, link, met, minute, now_or_never, reopen};
use relay::{ADDRESS, Relay, sync};

const fn at(minutes: i64) -> i64 {
    1_774_738_740_000 + minutes * 60_000
}

/// Ada, with this store, has invited, and Bo's keys are at the relay.
async fn invited(relay: &mut Relay, store: &InMemory) -> (Device, Device) {
    let (mut ada, mut bo) = (begin("Ada", store).await, begin("Bo", &InMemory::new()).await);
    let link = link(ada.invite(minute(0)).await.unwrap());
    sync(relay, &mut ada, minute(0)).await;
    bo.join(&link).await.unwrap();
    sync(relay, &mut bo, minute(1)).await;
    (ada, bo)
}

/// Two who have met.
async fn two(relay: &mut Relay) -> (Device, Device, RelationshipId) {
    met(relay, &InMemory::new(), &InMemory::new()).await
}

/// Ada gives, Bo holds.
fn everyday() -> Says {
    Says::Propose(Box::new(Version {
        giver: Person::One,
        holder: Person::Two,
        zone: Zone::parse("Europe/Amsterdam").unwrap(),
        grants: vec![Grant {
            area: area("home"),
            power: Power::Decide,
            mode: Mode::Freely,
            hours: None,
            moments: false,
            starts: None,
            ends: None,
        }],
        review_by: minute(60 * 24 * 60),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
    }))
}

fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

fn verdict(device: &Device, relationship: RelationshipId, of: &str, now: Instant) -> Verdict {
    let question = Question { of: Person::One, by: Person::Two, area: area(of), power: Power::Guide };
    device.ask(relationship, question, now).unwrap().answer.verdict
}

fn acts(device: &Device, relationship: RelationshipId) -> Vec<String> {
    device.circle(relationship).unwrap().acts().map(|act| format!("{:?} {:?}", act.id, act.says)).collect()
}

#[test]
fn recovery_words_are_kept_until_they_are_written_down() {
    now_or_never(async {
        let store = InMemory::new();
        let ada = begin("Ada", &store).await;
        let drawn = ada.words_to_write().unwrap().words();
        drop(ada);
        let mut ada = reopen(&store).await;
        assert_eq!(ada.words_to_write().unwrap().words(), drawn, "closed too early, nothing is lost");
        ada.words_written().await.unwrap();
        assert!(ada.words_to_write().is_none());
        assert!(reopen(&store).await.words_to_write().is_none(), "and then they are gone from here");
    });
}

#[test]
fn two_meet_agree_ask_close_and_open_again() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        assert_eq!(ada.relationships()[0].words, bo.relationships()[0].words);
        assert_eq!(bo.relationships()[0].people, ["Ada", "Bo"]);
        assert_eq!((ada.relationships()[0].own, bo.relationships()[0].own), (Person::One, Person::Two));

        let version = ada.say(id, &everyday(), minute(10)).await.unwrap();
        ada.say(id, &Says::Sign(version), minute(11)).await.unwrap();
        sync(relay, &mut ada, minute(12)).await;
        let events = sync(relay, &mut bo, minute(12)).await;
        assert!(events.contains(&Event::Acts { relationship: id, count: 2 }), "{events:?}");
        assert_eq!(verdict(&bo, id, "home", minute(12)), Verdict::NotAgreed);
        bo.say(id, &Says::Sign(version), minute(13)).await.unwrap();
        assert_eq!(verdict(&bo, id, "home", minute(13)), Verdict::Allowed);
        sync(relay, &mut bo, minute(13)).await;
        sync(relay, &mut ada, minute(14)).await;
        assert_eq!(verdict(&ada, id, "home", minute(14)), Verdict::Allowed);

        ada.say(id, &Says::Limit(area("home/study"), LimitKind::Hard), minute(15)).await.unwrap();
        bo.say(id, &Says::Stop, minute(15)).await.unwrap();
        sync(relay, &mut ada, minute(16)).await;
        sync(relay, &mut bo, minute(16)).await;
        sync(relay, &mut ada, minute(16)).await;
        for device in [&ada, &bo] {
            assert_eq!(verdict(device, id, "home/study/desk", minute(17)), Verdict::OffLimits);
            assert_eq!(verdict(device, id, "home", minute(17)), Verdict::Paused);
        }
        let refused = ada.say(id, &Says::Sign(version), minute(18)).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(Refusal::WhileStop(_))), "{refused}");
        ada.say(id, &Says::Resume, minute(19)).await.unwrap();
        bo.say(id, &Says::Resume, minute(19)).await.unwrap();
        sync(relay, &mut ada, minute(20)).await;
        sync(relay, &mut bo, minute(20)).await;
        sync(relay, &mut ada, minute(20)).await;
        assert_eq!(verdict(&ada, id, "home", minute(21)), Verdict::Allowed);
        assert_eq!(acts(&ada, id), acts(&bo, id));
        assert_eq!(ada.unsent() + bo.unsent(), 0);
    });
}

#[test]
fn what_was_said_offline_arrives_later_and_reopening_loses_nothing() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let store = InMemory::new();
        let (ada, mut bo) = invited(relay, &store).await;
        drop(ada);
        let mut ada = reopen(&store).await;
        sync(relay, &mut ada, minute(2)).await;
        sync(relay, &mut bo, minute(3)).await;
        let id = bo.the_relationship().unwrap();
        ada.say(id, &Says::Slow, minute(4)).await.unwrap();
        ada.say(id, &Says::Pause, minute(5)).await.unwrap();
        bo.say(id, &Says::Stop, minute(5)).await.unwrap();
        drop(ada);
        let mut ada = reopen(&store).await;
        assert!(ada.unsent() >= 2);
        assert_eq!(ada.circle(id).unwrap().knowledge().signals_at(minute(6)).len(), 2);
        sync(relay, &mut bo, minute(7)).await;
        sync(relay, &mut ada, minute(7)).await;
        sync(relay, &mut bo, minute(7)).await;
        assert_eq!(acts(&ada, id), acts(&bo, id));
        assert_eq!(acts(&ada, id).len(), 4);
        assert_eq!(acts(&reopen(&store).await, id), acts(&bo, id));
    });
}

#[test]
fn a_relay_that_lost_everything_is_given_everything_again() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        ada.say(id, &Says::Slow, minute(10)).await.unwrap();
        sync(relay, &mut ada, minute(10)).await;
        relay.lose_everything();
        bo.say(id, &Says::Pause, minute(11)).await.unwrap();
        let events = sync(relay, &mut bo, minute(11)).await;
        assert!(events.contains(&Event::RelayLost { relationship: id }), "{events:?}");
        sync(relay, &mut ada, minute(12)).await;
        sync(relay, &mut bo, minute(12)).await;
        assert_eq!(acts(&ada, id).len(), 3);
        assert_eq!(acts(&ada, id), acts(&bo, id));
        assert_eq!(ada.unsent() + bo.unsent(), 0);
    });
}

/// ```text
///   one process   ── slow ────────────────► reads the other's pause first, then says slow on top of it
///   another       ───────── pause ──►
/// ```
#[test]
fn two_processes_on_one_vault_see_each_other_and_lose_nothing() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let store = InMemory::new();
        let (mut ada, _) = invited(relay, &store).await;
        sync(relay, &mut ada, minute(2)).await;
        let id = ada.the_relationship().unwrap();
        let mut another = reopen(&store).await;
        another.say(id, &Says::Pause, minute(3)).await.unwrap();
        ada.say(id, &Says::Slow, minute(4)).await.unwrap();
        assert_eq!(ada.circle(id).unwrap().knowledge().signals_at(minute(5)).len(), 2);
        assert!(ada.circle(id).unwrap().record().forks().next().is_none());
        assert!(another.refresh().await.unwrap());
        assert!(!another.refresh().await.unwrap());
        assert_eq!(acts(&ada, id), acts(&another, id));
    });
}

#[test]
fn an_invitation_works_once_and_says_why_it_does_not() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, mut cy) = (
            begin("Ada", &InMemory::new()).await,
            begin("Bo", &InMemory::new()).await,
            begin("Bo the other", &InMemory::new()).await,
        );
        let link = link(ada.invite(minute(0)).await.unwrap());
        assert!(matches!(ada.join(&link).await, Err(Error::OwnInvitation)));
        cy.join(&link).await.unwrap();
        let events = sync(relay, &mut cy, minute(0)).await;
        assert!(
            events.contains(&Event::Meeting(Standing::NotThere)),
            "before the offer is there: {events:?}"
        );
        sync(relay, &mut ada, minute(1)).await;
        bo.join(&link).await.unwrap();
        sync(relay, &mut bo, minute(2)).await;
        cy.join(&link).await.unwrap();
        let events = sync(relay, &mut cy, minute(3)).await;
        assert!(events.contains(&Event::Meeting(Standing::Used)), "{events:?}");
        sync(relay, &mut ada, minute(4)).await;
        cy.join(&link).await.unwrap();
        assert!(sync(relay, &mut cy, minute(5)).await.contains(&Event::Meeting(Standing::Used)));
        assert!(cy.the_relationship().is_err() && ada.the_relationship().is_ok());
    });
}

#[test]
fn a_cancelled_and_an_expired_invitation_begin_nothing() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo) = (begin("Ada", &InMemory::new()).await, begin("Bo", &InMemory::new()).await);
        let cancelled = link(ada.invite(minute(0)).await.unwrap());
        assert_eq!(link(ada.invite(minute(1)).await.unwrap()), cancelled, "the open one is given again");
        ada.cancel_invitations().await.unwrap();
        assert!(matches!(ada.cancel_invitations().await, Err(Error::NoInvitation)));
        let expired = link(ada.invite(minute(2)).await.unwrap());
        assert_ne!(expired, cancelled);
        sync(relay, &mut ada, minute(2)).await;
        bo.join(&cancelled).await.unwrap();
        assert!(sync(relay, &mut bo, minute(3)).await.contains(&Event::Meeting(Standing::Cancelled)));
        bo.join(&expired).await.unwrap();
        let late = minute(2 + 72 * 60);
        assert!(sync(relay, &mut bo, late).await.contains(&Event::Meeting(Standing::Expired)));
        assert!(bo.meetings().is_empty() && bo.the_relationship().is_err());
        // Joined in time, answered too late: nothing begins either.
        let third = link(ada.invite(late).await.unwrap());
        sync(relay, &mut ada, late).await;
        bo.join(&third).await.unwrap();
        sync(relay, &mut bo, late).await;
        let later = late.plus_days(4);
        assert!(sync(relay, &mut ada, later).await.contains(&Event::Meeting(Standing::Expired)));
        assert!(ada.the_relationship().is_err());
    });
}

#[test]
fn the_relay_sees_frames_of_few_sizes_and_no_word() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, _, id) = two(relay).await;
        ada.say(id, &Says::Limit(area("money"), LimitKind::Hard), minute(9)).await.unwrap();
        sync(relay, &mut ada, minute(9)).await;
        let frames: Vec<&Vec<u8>> = relay.logs.values().flat_map(|log| &log.frames).collect();
        assert!(frames.len() >= 5);
        for frame in frames {
            assert!(companion::circle::log::SIZES.contains(&frame.len()), "{}", frame.len());
            for word in [b"Ada".as_slice(), b"money", b"Amsterdam", &id.0] {
                assert!(!frame.windows(word.len()).any(|window| window == word), "a frame shows {word:?}");
            }
        }
    });
}

#[test]
fn damaged_or_foreign_frames_are_told_and_change_nothing() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        bo.say(id, &Says::Slow, minute(9)).await.unwrap();
        bo.say(id, &Says::Pause, minute(9)).await.unwrap();
        sync(relay, &mut bo, minute(9)).await;
        let log = relay.logs.values_mut().max_by_key(|log| log.frames.len()).unwrap();
        let last = log.frames.last_mut().unwrap();
        last[100] ^= 1;
        log.frames.push(vec![7; 512]);
        let before = acts(&ada, id).len();
        let events = sync(relay, &mut ada, minute(10)).await;
        assert!(events.contains(&Event::Unreadable { relationship: id, count: 2 }), "{events:?}");
        assert_eq!(acts(&ada, id).len(), before + 1, "the act in the frame that was left alone");
    });
}

#[test]
fn ones_own_further_device_is_let_in_with_the_whole_history() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        ada.say(id, &Says::Slow, minute(10)).await.unwrap();
        bo.say(id, &Says::Limit(area("money"), LimitKind::Hard), minute(10)).await.unwrap();
        sync(relay, &mut ada, minute(11)).await;
        sync(relay, &mut bo, minute(11)).await;
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let store = InMemory::new();
        let passphrase = Passphrase::new("another passphrase");
        let further = Companion::begin_further(store.clone(), &passphrase, Cost::worthless(), ADDRESS, &zone);
        let mut further = further.await.unwrap();
        assert!(matches!(further.invite(minute(12)).await, Err(Error::NotLetIn)));
        let code = further.device_code().unwrap();
        sync(relay, &mut further, minute(12)).await;
        assert!(matches!(ada.let_in("nonsense", minute(13)).await, Err(Error::Code(_))));
        ada.let_in(&code, minute(13)).await.unwrap();
        assert!(ada.let_in(&code, minute(13)).await.is_err(), "twice");
        sync(relay, &mut ada, minute(13)).await;
        let events = sync(relay, &mut further, minute(14)).await;
        assert!(events.contains(&Event::LetIn), "{events:?}");
        assert_eq!((further.name(), further.device_code()), ("Ada", None));
        assert_eq!(further.relationships()[0].words, ada.relationships()[0].words);
        further.say(id, &Says::Stop, minute(15)).await.unwrap();
        let mut further = Companion::open(store, &passphrase).await.unwrap();
        sync(relay, &mut further, minute(15)).await;
        sync(relay, &mut ada, minute(16)).await;
        sync(relay, &mut bo, minute(16)).await;
        bo.say(id, &Says::Resume, minute(17)).await.unwrap();
        sync(relay, &mut bo, minute(17)).await;
        sync(relay, &mut further, minute(18)).await;
        sync(relay, &mut ada, minute(18)).await;
        assert_eq!(acts(&further, id), acts(&ada, id));
        assert_eq!(acts(&further, id), acts(&bo, id));
        assert_eq!(acts(&bo, id).len(), 6);
        let own = |device: &Device| device.circle(id).unwrap().own();
        assert_eq!((own(&further), own(&ada), own(&bo)), (Person::One, Person::One, Person::Two));
        // The partner's devices cannot do it: what they let in is their own.
        let stranger =
            Companion::begin_further(InMemory::new(), &passphrase, Cost::worthless(), ADDRESS, &zone);
        let mut stranger = stranger.await.unwrap();
        bo.let_in(&stranger.device_code().unwrap(), minute(19)).await.unwrap();
        sync(relay, &mut bo, minute(19)).await;
        sync(relay, &mut stranger, minute(20)).await;
        assert_eq!(own(&stranger), Person::Two);
    });
}

#[test]
fn the_words_of_a_version_and_of_a_limit_are_read_by_the_other() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        let words =
            AgreementWords {
                title: "Everyday".to_owned(), wish: "שלום 🌿".to_owned(), ..Default::default()
            };
        let version = ada.say_with(id, &everyday(), &words, minute(10)).await.unwrap();
        let note = LimitWords { note: "Where I write.".to_owned(), condition: String::new() };
        let limit = Says::Limit(area("home/study"), LimitKind::Hard);
        ada.say_with(id, &limit, &note, minute(11)).await.unwrap();
        sync(relay, &mut ada, minute(12)).await;
        sync(relay, &mut bo, minute(12)).await;
        let circle = bo.circle(id).unwrap();
        assert_eq!(circle.words_of::<AgreementWords>(version), Ok(words));
        let limits = circle.limits(minute(12));
        assert_eq!((limits.len(), &limits[0].words, limits[0].by), (1, &Ok(note), Person::One));
        assert_eq!(verdict(&bo, id, "home/study", minute(12)), Verdict::OffLimits);
    });
}

#[test]
fn signing_and_ending_at_the_same_time_closes_and_loses_nothing() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        let version = ada.say(id, &everyday(), minute(10)).await.unwrap();
        ada.say(id, &Says::Sign(version), minute(11)).await.unwrap();
        sync(relay, &mut ada, minute(12)).await;
        sync(relay, &mut bo, minute(12)).await;
        // Neither has heard of the other.
        bo.say(id, &Says::Sign(version), minute(13)).await.unwrap();
        ada.say(id, &Says::End(version), minute(13)).await.unwrap();
        assert_eq!(verdict(&bo, id, "home", minute(13)), Verdict::Allowed);
        for device in [&mut ada, &mut bo] {
            sync(relay, device, minute(14)).await;
        }
        sync(relay, &mut ada, minute(15)).await;
        for device in [&ada, &bo] {
            assert_eq!(verdict(device, id, "home", minute(16)), Verdict::NotAgreed);
        }
        assert_eq!(acts(&ada, id), acts(&bo, id));
        // Both may sign the same words again, now that they know.
        ada.say(id, &Says::Sign(version), minute(17)).await.unwrap();
        sync(relay, &mut ada, minute(17)).await;
        sync(relay, &mut bo, minute(17)).await;
        assert_eq!(verdict(&bo, id, "home", minute(17)), Verdict::NotAgreed);
        bo.say(id, &Says::Sign(version), minute(18)).await.unwrap();
        assert_eq!(verdict(&bo, id, "home", minute(18)), Verdict::Allowed);
    });
}

#[test]
fn words_of_any_length_and_script_arrive_as_they_were_written_or_are_refused() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, mut bo, id) = two(relay).await;
        let title = "עברית \u{202e}Ada 🌿👩‍👩‍👧 ".repeat(600);
        assert!(title.chars().count() >= 10_000);
        let words = AgreementWords { title: title.clone(), ..AgreementWords::default() };
        let version = ada.say_with(id, &everyday(), &words, minute(10)).await.unwrap();
        sync(relay, &mut ada, minute(11)).await;
        sync(relay, &mut bo, minute(11)).await;
        let read: AgreementWords = bo.circle(id).unwrap().words_of(version).unwrap();
        assert_eq!(read.title, title);
        let too_long = AgreementWords { privacy: "x".repeat(70_000), ..AgreementWords::default() };
        let before = ada.circle(id).unwrap().record().len();
        let refused = ada.say_with(id, &everyday(), &too_long, minute(12)).await;
        assert!(matches!(refused, Err(Error::Draft(_))));
        assert_eq!(ada.circle(id).unwrap().record().len(), before, "and nothing has changed");
    });
}

#[test]
fn a_limit_that_is_said_again_is_one_limit_and_keeps_what_was_lifted() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let (mut ada, _bo, id) = two(relay).await;
        let limit = Says::Limit(area("home"), LimitKind::Soft);
        ada.say(id, &limit, minute(10)).await.unwrap();
        ada.say(id, &Says::Lift(area("home")), minute(20)).await.unwrap();
        let lifted = ada.circle(id).unwrap().limits(minute(21));
        assert_eq!(lifted[0].until, Some(minute(20 + 24 * 60)), "a day of waiting");
        let again = LimitWords { note: "After all.".to_owned(), condition: String::new() };
        ada.say_with(id, &limit, &again, minute(30)).await.unwrap();
        let kept = ada.circle(id).unwrap().limits(minute(31));
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].since, kept[0].reaffirmed, kept[0].until), (minute(10), Some(minute(30)), None));
        assert_eq!(kept[0].words, Ok(again), "the words of the last time");
    });
}

#[test]
fn a_draft_stays_on_its_device_until_it_is_proposed_or_thrown_away() {
    now_or_never(async {
        let relay = &mut Relay::default();
        let store = InMemory::new();
        let (mut ada, mut bo) = invited(relay, &store).await;
        sync(relay, &mut ada, minute(2)).await;
        sync(relay, &mut bo, minute(3)).await;
        let id = ada.the_relationship().unwrap();
        let (acts_before, unsent) = (acts(&ada, id), ada.unsent());
        let draft = |number: u32, written: i64| Draft { number, written: at(written), bytes: vec![7; 9] };
        for (number, written) in [(5, 10), (9, 11), (5, 12)] {
            ada.write_draft(id, &draft(number, written)).await.unwrap();
        }
        assert_eq!((acts(&ada, id), ada.unsent()), (acts_before, unsent), "nothing leaves by it");
        drop(ada);
        let mut ada = reopen(&store).await;
        assert_eq!(ada.drafts(id).await.unwrap(), [draft(5, 12), draft(9, 11)], "the newest first");
        assert!(bo.drafts(id).await.unwrap().is_empty());
        ada.drop_draft(id, 5).await.unwrap();
        assert_eq!(ada.drafts(id).await.unwrap(), [draft(9, 11)]);
        let large = Draft { number: 9, written: at(13), bytes: vec![0; 65_537] };
        assert!(matches!(ada.write_draft(id, &large).await, Err(Error::DraftTooLarge)));
        assert_eq!(ada.drafts(id).await.unwrap(), [draft(9, 11)], "as it was");
        for number in 100..170 {
            ada.write_draft(id, &draft(number, i64::from(number))).await.unwrap();
        }
        let drafts = ada.drafts(id).await.unwrap();
        assert_eq!((drafts.len(), drafts[0].number, drafts[63].number), (64, 169, 106), "the oldest go");
    });
}
