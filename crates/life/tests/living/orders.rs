//! The same acts in any order that puts each behind its past give the same answers (I1 of the rules, for daily life).

use std::collections::BTreeMap;

use consent::{Act, ActId, Instant, Knowledge, LimitKind, Past, Person, Power, Refusal, Says};
use life::says::{Kind, LifeSays, Reply, Switch};
use life::{Life, LifeRefusal, Listed, World};
use proptest::prelude::*;

use crate::two::{ADA, BO, area, at, daily, day, grant, reply, reply_of, task, zone};

/// Whose the devices are.
const OWNERS: [Person; 3] = [ADA, BO, ADA];

/// Something that somebody does, on a device that knows so many acts fewer than all of each other device.
#[derive(Clone, Debug)]
struct Doing {
    device: usize,
    unseen: [u32; 3],
    minutes: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Engine(Says),
    Direct(bool),
    /// Which act, and how.
    Reply(usize, Reply, bool),
    TakeBack(usize),
    Low(bool),
    Points(bool),
}

/// An act, with all that it needs to be played.
#[derive(Clone)]
struct Made {
    id: ActId,
    device: usize,
    index: u32,
    clock: Instant,
    past: Past,
    says: Result<Says, LifeSays>,
}

fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let engine = prop_oneof![
        Just(Says::Slow),
        Just(Says::Pause),
        Just(Says::Resume),
        Just(Says::Limit(area("home"), LimitKind::Hard)),
        Just(Says::Limit(area("rest"), LimitKind::Soft)),
    ];
    let replies = prop::sample::select(Reply::ALL.to_vec());
    let what = prop_oneof![
        2 => engine.prop_map(What::Engine),
        3 => any::<bool>().prop_map(What::Direct),
        6 => (0_usize..30, replies, any::<bool>()).prop_map(|(to, reply, day)| What::Reply(to, reply, day)),
        2 => (0_usize..30).prop_map(What::TakeBack),
        1 => any::<bool>().prop_map(What::Low),
        1 => any::<bool>().prop_map(What::Points),
    ];
    let unseen = prop::array::uniform3(prop_oneof![3 => Just(0_u32), 1 => 0_u32..4]);
    let doing = (0_usize..3, unseen, -30_i64..600, what);
    let doing = doing.prop_map(|(device, unseen, minutes, what)| Doing { device, unseen, minutes, what });
    prop::collection::vec(doing, 1..30)
}

/// The acts, an agreement first that all have seen.
fn made(doings: &[Doing]) -> Vec<Made> {
    let mut acts: Vec<Made> = Vec::new();
    let push = |acts: &mut Vec<Made>, device: usize, clock: Instant, counts: [u32; 3], says| {
        let index = u32::try_from(acts.iter().filter(|act| act.device == device).count()).unwrap();
        let id = ActId::new([u8::try_from(acts.len()).unwrap(); 32]);
        acts.push(Made { id, device, index, clock, past: Past::new(counts.to_vec()), says });
        id
    };
    let version = consent::Version {
        giver: ADA,
        holder: BO,
        grants: vec![
            grant("home", Power::Direct, consent::Mode::Freely),
            grant("rest", Power::Direct, consent::Mode::AskFirst),
        ],
        review_by: at("01 09:00").plus_days(90),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
        zone: zone(),
    };
    let id = push(&mut acts, 1, at("01 09:00"), [0, 0, 0], Ok(Says::Propose(Box::new(version))));
    push(&mut acts, 1, at("01 09:01"), [0, 1, 0], Ok(Says::Sign(id)));
    push(&mut acts, 0, at("01 09:02"), [0, 2, 0], Ok(Says::Sign(id)));
    for doing in doings {
        let mut counts = [0_usize, 1, 2].map(|device| {
            let all = u32::try_from(acts.iter().filter(|act| act.device == device).count()).unwrap();
            // The agreement, and all of its own.
            let least = if device == doing.device { all } else { [1, 2, 0][device] };
            all.saturating_sub(doing.unseen[device]).max(least)
        });
        // A past holds the pasts of what is in it.
        for act in acts.iter().rev() {
            if counts[act.device] > act.index {
                for (device, count) in counts.iter_mut().enumerate() {
                    *count = (*count).max(count_of(&act.past, device));
                }
            }
        }
        let named = |at: usize| acts[at % acts.len()].id;
        let says = match &doing.what {
            What::Engine(says) => Ok(says.clone()),
            What::Direct(asks) => {
                let mut direction = if *asks { task(Kind::Task, Power::Decide) } else { daily(Kind::Ritual) };
                if *asks {
                    direction.area = area("rest");
                }
                Err(LifeSays::Direct(Box::new(direction)))
            }
            What::Reply(to, of, true) => Err(reply_of(named(*to), *of, day("02"))),
            What::Reply(to, of, false) => Err(reply(named(*to), *of)),
            What::TakeBack(what) => Err(LifeSays::TakeBack(named(*what))),
            What::Low(true) => Err(LifeSays::LowCapacity(Some(at("04 00:00")))),
            What::Low(false) => Err(LifeSays::LowCapacity(None)),
            What::Points(on) => Err(LifeSays::Points(if *on { Switch::On } else { Switch::Off })),
        };
        let clock = at("02 08:00").plus(doing.minutes * consent::instant::MINUTE);
        push(&mut acts, doing.device, clock, counts, says);
    }
    acts
}

fn count_of(past: &Past, device: usize) -> u32 {
    let mut knowledge = Knowledge::new();
    let lines = OWNERS.map(|person| knowledge.begin_line(person));
    past.count(lines[device])
}

struct Played {
    knowledge: Knowledge,
    life: Life,
    refused: BTreeMap<ActId, LifeRefusal>,
}

/// Plays the acts in an order that `choose` picks among those whose past is there.
fn play(acts: &[Made], mut choose: impl FnMut(usize) -> usize) -> Played {
    let mut knowledge = Knowledge::new();
    let lines = OWNERS.map(|person| knowledge.begin_line(person));
    let mut played = Played { knowledge, life: Life::default(), refused: BTreeMap::new() };
    let (mut left, mut counts): (Vec<&Made>, [u32; 3]) = (acts.iter().collect(), [0; 3]);
    while !left.is_empty() {
        let is_ready = |act: &&Made| {
            act.index == counts[act.device]
                && (0..3).all(|device| act.past.count(lines[device]) <= counts[device])
        };
        let ready: Vec<usize> = (0..left.len()).filter(|place| is_ready(&left[*place])).collect();
        let act = left.remove(ready[choose(ready.len())]);
        counts[act.device] += 1;
        let by = OWNERS[act.device];
        let instant = played.knowledge.instant(by, act.clock, &act.past);
        let line = lines[act.device];
        let says = act.says.clone().map_err(|_| Refusal::NotUnderstood);
        played
            .knowledge
            .add(Act { id: act.id, line, clock: act.clock, past: act.past.clone(), says })
            .unwrap();
        if let Err(says) = &act.says {
            let says = says.clone();
            let of = life::Act {
                id: act.id,
                by,
                at: instant,
                place: (line, act.index),
                past: act.past.clone(),
                says,
            };
            let listed = |_: ActId, _: &Past| -> Option<Listed> { None };
            if let Err(why) = played.life.add(of, World { knowledge: &played.knowledge, listed: &listed }) {
                played.refused.insert(act.id, why);
            }
        }
    }
    played
}

/// All that can be asked of it.
fn told(played: &Played) -> String {
    let (life, now) = (&played.life, at("03 12:00"));
    let of = |entry: &life::Entry| {
        let bounds = life.bounds(entry, &entry.act.past, &played.knowledge);
        let stands = bounds.and_then(|bounds| life.stands(entry, bounds, &played.knowledge, now));
        let declined = [None, Some(day("02"))]
            .map(|day| life.declined(entry, day).map(|(of, reply)| (of.act.id, reply)));
        let done =
            [None, Some(day("02"))].map(|day| life.done(entry, day).map(|(of, reply)| (of.act.id, reply)));
        let answers: Vec<ActId> = life.answers(entry).map(|(of, _)| of.act.id).collect();
        format!("{:?} {stands:?} {declined:?} {done:?} {answers:?}", entry.act.id)
    };
    let all: Vec<String> = life.entries().map(of).collect();
    let people = [ADA, BO].map(|person| (life.low_capacity(person, now), life.switched_on(person, None)));
    let mut open: Vec<ActId> = life.open().map(|entry| entry.act.id).collect();
    open.sort();
    format!("{all:?} {people:?} {open:?} {:?}", played.refused)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn answers_are_the_same_whatever_the_order_of_arrival(doings in doings(), picks in prop::collection::vec(any::<usize>(), 64)) {
        let acts = made(&doings);
        let first = play(&acts, |_| 0);
        let mut picks = picks.into_iter().cycle();
        let other = play(&acts, |many| picks.next().unwrap_or_default() % many);
        prop_assert_eq!(told(&first), told(&other));
        let last = play(&acts, |many| many - 1);
        prop_assert_eq!(told(&first), told(&last));
    }
}
