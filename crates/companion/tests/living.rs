//! Directions between two devices: held against the floor where they are made, and again where they arrive.

mod relay;

use companion::consent::{
    ActId, Area, Grant, Instant, LimitKind, Mode, Person, Power, Says, Verdict, Version, Zone,
};
use companion::enclosing::{Carried, Contents, File};
use companion::life::life::Low;
use companion::life::says::{Answer, Consequence, Kept, Kind};
use companion::life::standing::Rest;
use companion::life::{Day, LifeRefusal, LifeSays, Reply, Stands, Timing};
use companion::living::NewDirection;
use companion::negotiation::AgreementWords;
use companion::negotiation::words::{Responsibility, Rhythm};
use companion::record::RelationshipId;
use companion::reflect::keeps::Own;
use companion::vault::InMemory;
use companion::words::Words;
use companion::{Error, Said};
use relay::couple::{Device, met, minute, now_or_never, reopen};
use relay::{Relay, sync};

/// Ada gives, Bo holds: `home` to direct, freely; `rest` to decide, asked first.
struct Couple {
    relay: Relay,
    ada: Device,
    bo: Device,
    id: RelationshipId,
    version: ActId,
}

fn area(path: &str) -> Area {
    Area::parse(path).unwrap()
}

fn grant(path: &str, power: Power, mode: Mode) -> Grant {
    Grant { area: area(path), power, mode, hours: None, moments: false, starts: None, ends: None }
}

fn task(path: &str) -> NewDirection {
    let zone = Zone::parse("Europe/Amsterdam").unwrap();
    let from = Day::of(zone.local(minute(0)).date());
    NewDirection {
        kind: Kind::Task,
        area: area(path),
        power: Power::Decide,
        says: "The kitchen.".to_owned(),
        note: String::new(),
        timing: Timing::from(zone, from),
        attached: Vec::new(),
    }
}

fn reply(to: ActId, reply: Reply) -> LifeSays {
    LifeSays::Answer(Answer { to, reply, day: None, words: String::new() })
}

impl Couple {
    async fn agreed() -> Couple {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut relay = Relay::default();
        let (ada, bo, id) = met(&mut relay, &of_ada, &of_bo).await;
        let mut couple = Couple { relay, ada, bo, id, version: ActId::new([0; 32]) };
        let giver = couple.ada.circle(id).unwrap().own();
        let version = Version {
            giver,
            holder: giver.other(),
            grants: vec![
                grant("home", Power::Direct, Mode::Freely),
                grant("rest", Power::Decide, Mode::AskFirst),
            ],
            review_by: minute(0).plus_days(60),
            starts: None,
            ends: None,
            check_in: None,
            replaces: Vec::new(),
            zone: Zone::parse("Europe/Amsterdam").unwrap(),
        };
        let words = AgreementWords {
            consequences: vec!["An early night.".to_owned()],
            responsibilities: vec![Responsibility {
                says: "I ask how you are.".to_owned(),
                rhythm: Rhythm::Daily,
            }],
            ..AgreementWords::default()
        };
        let propose = Says::Propose(Box::new(version));
        couple.version = couple.ada.say_with(id, &propose, &words, minute(4)).await.unwrap();
        couple.ada.say(id, &Says::Sign(couple.version), minute(4)).await.unwrap();
        couple.hear(5).await;
        couple.bo.say(id, &Says::Sign(couple.version), minute(5)).await.unwrap();
        couple.hear(6).await;
        couple
    }

    /// Both hear all that the other said.
    async fn hear(&mut self, at: i64) {
        for _ in 0..2 {
            sync(&mut self.relay, &mut self.bo, minute(at)).await;
            sync(&mut self.relay, &mut self.ada, minute(at)).await;
        }
    }

    fn stands(device: &Device, id: RelationshipId, direction: ActId, at: i64) -> Stands {
        device.circle(id).unwrap().direction_of(direction, minute(at)).unwrap().stands
    }

    /// As Ada's device has it, and as Bo's has it.
    fn both(&self, direction: ActId, at: i64) -> [Stands; 2] {
        [&self.ada, &self.bo].map(|device| Couple::stands(device, self.id, direction, at))
    }
}

#[test]
fn what_is_within_lands_and_what_is_outside_is_not_made() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let within = couple.bo.direct(couple.id, &task("home/kitchen"), minute(10)).await.unwrap();
        let outside = couple.bo.direct(couple.id, &task("money"), minute(11)).await;
        assert!(matches!(outside, Err(Error::Outside { verdict: Verdict::NotAgreed, .. })));
        couple.hear(12).await;
        assert_eq!(couple.both(within, 12), [Stands::Live; 2]);
        assert_eq!(couple.ada.circle(couple.id).unwrap().directions(minute(12)).len(), 1);
        couple.ada.live(couple.id, &reply(within, Reply::Done), minute(13)).await.unwrap();
        couple.hear(14).await;
        assert_eq!(couple.both(within, 14), [Stands::Over; 2]);
        assert!(couple.bo.circle(couple.id).unwrap().directions(minute(14)).is_empty());
    });
}

#[test]
fn who_gives_directs_nobody() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let outside = couple.ada.direct(couple.id, &task("home"), minute(10)).await;
        assert!(matches!(outside, Err(Error::Outside { verdict: Verdict::NotAgreed, .. })));
    });
}

/// ```text
/// ada  ── limit home (10) ────────────┐
/// bo   ── directs home (11, offline) ─┴─ both hear
/// ```
#[test]
fn a_direction_that_crosses_a_limit_never_lands_and_both_are_told() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        couple.ada.say(couple.id, &Says::Limit(area("home"), LimitKind::Hard), minute(10)).await.unwrap();
        let direction = couple.bo.direct(couple.id, &task("home"), minute(11)).await.unwrap();
        couple.hear(12).await;
        assert_eq!(couple.both(direction, 12), [Stands::Outside(Verdict::OffLimits); 2]);
        let words = Words::english(&[]);
        let told = [&couple.ada, &couple.bo].map(|device| {
            let circle = device.circle(couple.id).unwrap();
            let shown = circle.direction_of(direction, minute(12)).unwrap();
            let scene = circle.scene(&words, device.zone());
            let because: Vec<String> = shown.because.iter().map(|reason| scene.because(reason)).collect();
            (scene.direction_stands(&shown), scene.direction_bounds(&shown), because)
        });
        let [ada, bo] = told;
        assert_eq!(ada, bo);
        assert_eq!(ada.0, "Outside what you agreed: off limits. Nothing comes of it.");
        assert_eq!(
            ada.1,
            "As far as Bo could know it was within what you agreed; by all that you both know now it was not: off limits."
        );
        assert!(ada.2.first().unwrap().starts_with("Ada’s hard limit on home"), "{:?}", ada.2);
    });
}

/// ```text
/// bo   ── directs home (10, offline) ────┐
/// ada  ── limit home (11, not knowing) ──┴─ both hear
/// ```
#[test]
fn a_limit_that_was_set_later_makes_nothing_wrong_that_was_right() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let direction = couple.bo.direct(couple.id, &task("home"), minute(10)).await.unwrap();
        couple.ada.say(couple.id, &Says::Limit(area("home"), LimitKind::Hard), minute(11)).await.unwrap();
        couple.hear(12).await;
        for device in [&couple.ada, &couple.bo] {
            let shown = device.circle(couple.id).unwrap().direction_of(direction, minute(12)).unwrap();
            assert!(shown.bounds.is_within(), "{:?}", shown.bounds);
            assert_eq!(shown.stands, Stands::Rests(Rest::Verdict(Verdict::OffLimits)));
        }
    });
}

/// A device that does not hold what it makes against the floor: what it says arrives, and comes to nothing.
#[test]
fn a_device_that_says_what_is_not_so_is_found_out() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let NewDirection { kind, area, power, says, note, timing, .. } = task("money");
        let verdict = Verdict::Allowed;
        let attached = Vec::new();
        let lie = companion::life::Direction { kind, area, power, says, note, timing, verdict, attached };
        let lie = LifeSays::Direct(Box::new(lie));
        let direction = couple.bo.live(couple.id, &lie, minute(10)).await.unwrap();
        couple.hear(11).await;
        assert_eq!(couple.both(direction, 11), [Stands::Outside(Verdict::NotAgreed); 2]);
        let circle = couple.ada.circle(couple.id).unwrap();
        let shown = circle.direction_of(direction, minute(11)).unwrap();
        assert!(shown.bounds.is_misstated());
        let words = Words::english(&[]);
        let told = circle.scene(&words, couple.ada.zone()).direction_bounds(&shown);
        assert!(
            told.starts_with("Bo’s device said of it “allowed”. By what it could know it was: not agreed"),
            "{told}"
        );
    });
}

#[test]
fn what_is_asked_first_is_a_question_and_a_yes_is_for_that_one_thing() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let one = couple.bo.direct(couple.id, &task("rest"), minute(10)).await.unwrap();
        let other = couple.bo.direct(couple.id, &task("rest"), minute(11)).await.unwrap();
        couple.hear(12).await;
        assert_eq!(couple.both(one, 12), [Stands::Asks; 2]);
        couple.ada.live(couple.id, &reply(one, Reply::Yes), minute(13)).await.unwrap();
        couple.ada.live(couple.id, &reply(other, Reply::NotNow), minute(13)).await.unwrap();
        couple.hear(14).await;
        assert_eq!(couple.both(one, 14), [Stands::Live; 2]);
        assert_eq!(couple.both(other, 14), [Stands::Declined(Reply::NotNow); 2]);
    });
}

#[test]
fn a_yes_after_a_no_leaves_the_day_to_be_answered() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let mut ritual = NewDirection { kind: Kind::Ritual, power: Power::Direct, ..task("home") };
        ritual.timing.rhythm = companion::life::Rhythm::parse("FREQ=DAILY").ok();
        let day = ritual.timing.from;
        let direction = couple.bo.direct(couple.id, &ritual, minute(10)).await.unwrap();
        couple.hear(11).await;
        let on = |couple: &Couple| {
            couple.ada.circle(couple.id).unwrap().direction_of(direction, minute(20)).unwrap().on(day)
        };
        couple.ada.live(couple.id, &reply(direction, Reply::No), minute(12)).await.unwrap();
        assert_eq!(on(&couple), Some(Reply::No));
        couple.ada.live(couple.id, &reply(direction, Reply::Yes), minute(13)).await.unwrap();
        assert_eq!(on(&couple), None);
        let done = Answer { to: direction, reply: Reply::Done, day: Some(day), words: String::new() };
        couple.ada.live(couple.id, &LifeSays::Answer(done), minute(14)).await.unwrap();
        assert_eq!(on(&couple), Some(Reply::Done));
    });
}

/// What somebody answers in words is found with what it answers, until it is taken back.
#[test]
fn an_answer_in_words_is_found_by_them() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let direction = couple.bo.direct(couple.id, &task("home"), minute(10)).await.unwrap();
        couple.hear(11).await;
        let words =
            Answer { to: direction, reply: Reply::Question, day: None, words: "Which shelf?".to_owned() };
        let asked = couple.ada.live(couple.id, &LifeSays::Answer(words), minute(12)).await.unwrap();
        couple.ada.live(couple.id, &reply(direction, Reply::Seen), minute(12)).await.unwrap();
        couple.hear(13).await;
        let found = |couple: &Couple| {
            let lines = couple.bo.looking(couple.id).unwrap().timeline(&[], "which SHELF", 9);
            lines.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        assert_eq!(found(&couple), [direction]);
        couple.ada.live(couple.id, &LifeSays::TakeBack(asked), minute(14)).await.unwrap();
        couple.hear(15).await;
        assert!(found(&couple).is_empty());
    });
}

#[test]
fn in_low_capacity_the_other_sees_that_it_is_so_and_directions_rest() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let direction = couple.bo.direct(couple.id, &task("home"), minute(10)).await.unwrap();
        couple.hear(11).await;
        couple.ada.live(couple.id, &LifeSays::LowCapacity(None), minute(12)).await.unwrap();
        couple.ada.live(couple.id, &LifeSays::LowCapacity(Some(minute(900))), minute(12)).await.unwrap();
        couple.hear(13).await;
        let low = |device: &Device| -> Option<Low> {
            let circle = device.circle(couple.id).unwrap();
            *circle.low_capacity(minute(13)).get(couple.ada.circle(couple.id).unwrap().own())
        };
        assert_eq!(low(&couple.ada), low(&couple.bo));
        assert!(low(&couple.bo).is_some_and(|low| low.until.is_none()));
        assert!(couple.both(direction, 13).iter().all(|stands| matches!(stands, Stands::Rests(_))));
        couple.ada.recover(couple.id, minute(14)).await.unwrap();
        let again = couple.ada.recover(couple.id, minute(14)).await;
        assert!(matches!(again, Err(Error::RefusedLife(LifeRefusal::Unknown))));
        couple.hear(15).await;
        assert_eq!(couple.both(direction, 15), [Stands::Live; 2]);
    });
}

#[test]
fn a_consequence_is_from_the_words_that_both_signed_and_never_after_a_no() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let direction = couple.bo.direct(couple.id, &task("home"), minute(10)).await.unwrap();
        couple.hear(11).await;
        let version = couple.version;
        let of = |place| LifeSays::Consequence(Consequence { follows: direction, day: None, version, place });
        let beyond = couple.bo.live(couple.id, &of(1), minute(12)).await;
        assert!(matches!(beyond, Err(Error::RefusedLife(LifeRefusal::NotOnTheList))));
        let chosen = couple.bo.live(couple.id, &of(0), minute(12)).await.unwrap();
        couple.hear(13).await;
        let words = Words::english(&[]);
        let circle = couple.ada.circle(couple.id).unwrap();
        let line = circle.lived().find(|line| line.id == chosen).unwrap();
        let said = circle.scene(&words, couple.ada.zone()).lived(line.id, line.by, &line.says);
        assert_eq!(said, "Bo chooses from the list that both signed: “An early night.”");
        couple.ada.say(couple.id, &Says::Slow, minute(14)).await.unwrap();
        couple.hear(15).await;
        let after = couple.bo.live(couple.id, &of(0), minute(16)).await;
        assert!(matches!(after, Err(Error::RefusedLife(LifeRefusal::AfterANo))));
    });
}

/// A device that refuses nothing of itself: the other's does.
#[test]
fn what_is_refused_does_not_exist_on_any_device() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let version = couple.version;
        let kept = |place| LifeSays::Kept(Kept { version, place, day: task("home").timing.from });
        couple.bo.live(couple.id, &kept(0), minute(10)).await.unwrap();
        let refused = couple.ada.live(couple.id, &kept(0), minute(10)).await;
        assert!(matches!(refused, Err(Error::RefusedLife(LifeRefusal::NoResponsibility))));
        couple.hear(11).await;
        let circle = couple.ada.circle(couple.id).unwrap();
        let responsibilities = circle.responsibilities(minute(11));
        assert_eq!(responsibilities.len(), 1);
        assert_eq!(responsibilities[0].kept.len(), 1);
        assert_eq!(responsibilities[0].of.says, "I ask how you are.");
        let lives = circle.acts().filter(|act| matches!(act.says, Said::OfLife(Ok(Some(_)))));
        assert_eq!(lives.count(), 1);
    });
}

#[test]
fn a_vault_that_is_opened_again_knows_all_of_it() {
    now_or_never(async {
        let (of_ada, of_bo) = (InMemory::new(), InMemory::new());
        let mut relay = Relay::default();
        let (mut ada, _, id) = met(&mut relay, &of_ada, &of_bo).await;
        ada.live(id, &LifeSays::LowCapacity(None), minute(5)).await.unwrap();
        drop(ada);
        let ada = reopen(&of_ada).await;
        let circle = ada.circle(id).unwrap();
        let of = |person: Person, at: Instant| circle.low_capacity(at).get(person).is_some();
        assert!(of(circle.own(), minute(6)) && !of(circle.own().other(), minute(6)));
    });
}

#[test]
fn after_a_moment_one_has_ones_own_lists_for_three_days_whoever_one_is() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let hours = |hours: i64| minute(10 + 60 * hours);
        for device in [&mut couple.ada, &mut couple.bo] {
            device.write_list(Own::AtOnce, vec!["Water.".to_owned()], minute(9)).await.unwrap();
            device.write_list(Own::NextDay, vec!["A walk.".to_owned()], minute(9)).await.unwrap();
        }
        // 23:59 on a Saturday and some minutes: the moment is of Sunday.
        couple.ada.say(couple.id, &Says::Open(couple.version, 60), minute(10)).await.unwrap();
        couple.hear(11).await;
        let of = |device: &Device, at: Instant| {
            let looking = device.looking(couple.id).unwrap();
            looking.aftercare(at, device.zone()).map(|of| (of.list, of.lines))
        };
        let devices = [&couple.ada, &couple.bo];
        for device in devices {
            assert_eq!(of(device, minute(30)), None, "while it is open");
            assert_eq!(of(device, hours(1)), Some((Own::AtOnce, vec!["Water.".to_owned()])));
            assert_eq!(of(device, hours(30)), Some((Own::NextDay, vec!["A walk.".to_owned()])));
            assert_eq!(of(device, hours(54)), Some((Own::ThirdDay, vec![])));
            assert_eq!(of(device, hours(78)), None);
        }
        couple.bo.say(couple.id, &Says::Stop, minute(20)).await.unwrap();
        couple.hear(21).await;
        let after = couple.ada.looking(couple.id).unwrap().aftercare(minute(21), couple.ada.zone());
        assert_eq!(after.map(|of| of.ended), Some(minute(20)), "a stop ends it at once");
    });
}

#[test]
fn what_is_attached_comes_with_a_direction_and_goes_once_it_is_taken_back() {
    now_or_never(async {
        let mut couple = Couple::agreed().await;
        let picture =
            File { name: "seeds.png".to_owned(), media: "image/png".to_owned(), bytes: vec![7; 3000] };
        let new = NewDirection { attached: vec![picture.clone()], ..task("home") };
        let direction = couple.bo.direct(couple.id, &new, minute(10)).await.unwrap();
        couple.hear(11).await;
        couple.hear(12).await;
        let circle = couple.ada.circle(couple.id).unwrap();
        let attached = circle.direction_of(direction, minute(12)).unwrap().direction.attached;
        let attached = Carried::all(direction, &attached);
        assert_eq!(attached.len(), 1);
        let held = couple.ada.contents(&attached[0]).await.unwrap();
        assert!(held == Some(Contents::File(picture)));
        couple.bo.live(couple.id, &LifeSays::TakeBack(direction), minute(13)).await.unwrap();
        couple.hear(14).await;
        couple.hear(15).await;
        assert!(couple.ada.contents(&attached[0]).await.unwrap().is_none());
        assert!(couple.bo.contents(&attached[0]).await.unwrap().is_none());
        let many = NewDirection { attached: vec![new.attached[0].clone(); 5], ..task("home") };
        let refused = couple.bo.direct(couple.id, &many, minute(16)).await;
        assert!(matches!(refused, Err(Error::RefusedLife(LifeRefusal::TooLong))));
    });
}
