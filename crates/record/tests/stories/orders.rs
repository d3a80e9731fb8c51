//! Whatever the order of delivery, with repeats and losses made good: the same acts are the same record. And what the
//! record answers is what the definitions say, worked out here the slow way, from sets alone.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use record::{ActId, Body, Cause, DeviceId, Disowned, Fork, Member, Person, Record, Verified};

use crate::people::{ByHand, Peer, acts, ada_ada_bo, device, key, says};

/// All that must not depend on the order of arrival.
#[derive(Debug, PartialEq)]
struct View {
    order: Vec<ActId>,
    pasts: BTreeMap<ActId, BTreeSet<ActId>>,
    authors: BTreeMap<ActId, Option<Person>>,
    disowned: BTreeMap<ActId, Disowned>,
    apart: BTreeMap<ActId, Cause>,
    heads: Vec<ActId>,
    forks: Vec<Fork>,
    members: Vec<Member>,
    let_out: BTreeSet<(DeviceId, Person, ActId)>,
}

fn view(record: &Record) -> View {
    let order: Vec<_> = record.in_causal_order().map(record::Entry::id).collect();
    let past = |x| order.iter().copied().filter(|y| record.seen(x, *y)).collect();
    let apart = record.apart().map(|apart| match apart.cause {
        // Which of several heads that are kept apart is named depends on which came first.
        Cause::OnApart(_) => (apart.act, Cause::OnApart(ActId([0; 32]))),
        cause => (apart.act, cause),
    });
    View {
        pasts: order.iter().map(|x| (*x, past(*x))).collect(),
        authors: order.iter().map(|x| (*x, record.author(*x))).collect(),
        disowned: order.iter().filter_map(|x| Some((*x, record.disowned(*x)?))).collect(),
        apart: apart.collect(),
        heads: record.heads().collect(),
        forks: record.forks().collect(),
        members: record.members().collect(),
        let_out: record.let_out().collect(),
        order,
    }
}

/// One step of a history: who, what, with what.
type Step = (u8, u8, u8);

/// Devices of Ada and Bo that act, sync, let in and out, fork and misbehave as the steps say, and all that they signed.
struct World {
    peers: Vec<Peer>,
    acts: Vec<Verified>,
    bad: Vec<ActId>,
}

impl World {
    fn grow(steps: &[Step]) -> Self {
        let (ada, laptop, bo) = ada_ada_bo();
        let mut world = Self { acts: acts(&ada.record), peers: vec![ada, laptop, bo], bad: Vec::new() };
        for (at, step) in steps.iter().enumerate() {
            world.step(*step, at);
        }
        // Copies of a device can do the very same thing: one act.
        let mut known = BTreeSet::new();
        world.acts.retain(|act| known.insert(act.id()));
        world
    }

    fn step(&mut self, (who, what, with): Step, at: usize) {
        let who = usize::from(who) % self.peers.len();
        let with_peer = usize::from(with) % self.peers.len();
        match what % 16 {
            0..=3 => self.does(who, says(&format!("{at}"))),
            4..=6 => {
                let heard = acts(&self.peers[with_peer].record);
                self.peers[who].record.merge(heard);
            }
            7 | 8 => self.lets_in(who, 40 + with % 4),
            9 | 10 => self.does(who, Body::LetOut(self.peers[with_peer].key.device())),
            11 => self.peers.push(self.peers[who].copy()),
            12 => {
                let next = ByHand::next_of(&self.peers[who], says(&format!("{at}")));
                self.misbehaves(next.map(|act| ByHand { seq: act.seq + 1, ..act }), self.peers[who].n);
            }
            13 => {
                let next = ByHand::next_of(&self.peers[who], says("stranger"));
                self.misbehaves(next.map(|act| ByHand { device: key(99).device(), seq: 0, ..act }), 99);
            }
            14 => self.stands_on_bad(who, with, at),
            _ => self.names_what_is_no_head(who, at),
        }
    }

    fn does(&mut self, who: usize, body: Body) {
        let peer = &mut self.peers[who];
        peer.at += 1;
        if let Ok(draft) = peer.draft(body) {
            let act = draft.sign(&peer.key).unwrap();
            assert_eq!(peer.record.merge([act.clone()]).added, [act.id()], "a draft is never kept apart");
            self.acts.push(act);
        }
    }

    fn lets_in(&mut self, who: usize, n: u8) {
        let before = self.acts.len();
        self.does(who, Body::LetIn(device(n)));
        if self.acts.len() > before {
            let by = &self.peers[who];
            let mut joined = Peer::new(n, by.person, by.record.relationship());
            joined.hears(&by.record);
            self.peers.push(joined);
        }
    }

    fn misbehaves(&mut self, act: Option<ByHand>, n: u8) {
        if let Some(act) = act {
            let act = act.verified(n);
            self.bad.push(act.id());
            self.acts.push(act);
        }
    }

    fn stands_on_bad(&mut self, who: usize, with: u8, at: usize) {
        if self.bad.is_empty() {
            return;
        }
        let head = self.bad[usize::from(with) % self.bad.len()];
        let next = ByHand::next_of(&self.peers[who], says(&format!("{at}")));
        let with_head = |mut act: ByHand| {
            act.heads.push(head);
            act.heads.sort();
            act.heads.dedup();
            act
        };
        self.misbehaves(next.map(with_head), self.peers[who].n);
    }

    fn names_what_is_no_head(&mut self, who: usize, at: usize) {
        let peer = &self.peers[who];
        let found = ActId::from(peer.record.relationship());
        let next = ByHand::next_of(peer, says(&format!("{at}")));
        let with_found = |mut act: ByHand| {
            act.heads.push(found);
            act.heads.sort();
            (act.heads.len() > 1 && !act.heads.windows(2).any(|pair| pair[0] == pair[1])).then_some(act)
        };
        self.misbehaves(next.and_then(with_found), peer.n);
    }
}

impl ByHand {
    fn next_of(peer: &Peer, body: Body) -> Option<Self> {
        peer.draft(says("")).is_ok().then(|| Self::next(peer, body))
    }
}

/// Every act once, some twice, some lost at first, in the order that the keys say, in several merges.
fn delivered(acts: &[Verified], keys: &[u16]) -> (Record, BTreeSet<ActId>) {
    let relationship = acts[0].relationship();
    let key_of = |at: usize| keys[at % keys.len()].wrapping_mul((at as u16).wrapping_mul(2).wrapping_add(1));
    let mut sent: Vec<(u32, usize)> = Vec::new();
    for at in 0..acts.len() {
        let key = key_of(at);
        let lost_at_first = if key & 6 == 6 { 1 << 20 } else { 0 };
        sent.push((u32::from(key) + lost_at_first, at));
        if key & 1 == 1 {
            sent.push((u32::from(key.rotate_left(7)) + lost_at_first, at));
        }
    }
    sent.sort_unstable();
    let mut record = Record::of(relationship);
    let mut disowned = BTreeSet::new();
    for some in sent.chunks(1 + usize::from(keys[0] % 5)) {
        let merged = record.merge(some.iter().map(|(_, at)| acts[*at].clone()));
        disowned.extend(merged.added.iter().filter(|id| record.disowned(**id).is_some()));
        for id in merged.disowned {
            assert!(!merged.added.contains(&id));
            assert!(disowned.insert(id), "told once");
        }
    }
    (record, disowned)
}

/// The definitions, from sets alone.
struct Slowly {
    acts: BTreeMap<ActId, Verified>,
    pasts: BTreeMap<ActId, BTreeSet<ActId>>,
    authors: BTreeMap<ActId, Person>,
}

impl Slowly {
    fn of(record: &Record) -> Self {
        let mut slowly = Self { acts: BTreeMap::new(), pasts: BTreeMap::new(), authors: BTreeMap::new() };
        for entry in record.in_causal_order() {
            let heads = entry.act().heads();
            let mut past: BTreeSet<ActId> = heads.iter().copied().collect();
            heads.iter().for_each(|head| past.extend(&slowly.pasts[head]));
            slowly.pasts.insert(entry.id(), past);
            slowly.authors.insert(entry.id(), entry.person());
            slowly.acts.insert(entry.id(), entry.verified().clone());
        }
        slowly
    }

    fn let_ins(&self, x: ActId) -> Vec<ActId> {
        let (author, by) = (self.authors[&x], self.acts[&x].act().device());
        let lets_in = |id: &ActId| match self.acts[id].act().body() {
            Body::Found(founding) => founding.person_of(by) == Some(author),
            Body::LetIn(device) => device.id == by && self.authors[id] == author,
            _ => false,
        };
        self.pasts[&x].iter().copied().filter(lets_in).collect()
    }

    fn is_disowned(&self, x: ActId) -> bool {
        let act = self.acts[&x].act();
        let others = || self.acts.iter().filter(move |(id, _)| **id != x);
        let same = |a: &Verified, b: &Verified| {
            a.id() != b.id() && a.act().device() == b.act().device() && a.act().seq() == b.act().seq()
        };
        let mine = || self.acts.values().filter(|one| one.act().device() == act.device());
        let forked = mine().any(|one| one.act().seq() <= act.seq() && mine().any(|other| same(one, other)));
        let lets_me_out = |(id, one): (&ActId, &Verified)| {
            *one.act().body() == Body::LetOut(act.device())
                && self.authors[id] == self.authors[&x]
                && !self.pasts[id].contains(&x)
        };
        let out = others().any(lets_me_out) || *act.body() == Body::LetOut(act.device());
        let founding = matches!(act.body(), Body::Found(_));
        forked || out || !founding && self.let_ins(x).into_iter().all(|let_in| self.is_disowned(let_in))
    }
}

fn step() -> impl Strategy<Value = Step> {
    (any::<u8>(), any::<u8>(), any::<u8>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_acts_in_any_order_are_the_same_record(
        steps in vec(step(), 1..70),
        one in vec(any::<u16>(), 1..50),
        two in vec(any::<u16>(), 1..50),
    ) {
        let world = World::grow(&steps);
        let (first, told_first) = delivered(&world.acts, &one);
        let (second, told_second) = delivered(&world.acts, &two);
        let seen = view(&first);
        prop_assert_eq!(&seen, &view(&second));
        prop_assert_eq!(first.report().digest, second.report().digest);
        let disowned: BTreeSet<_> = seen.disowned.keys().copied().collect();
        prop_assert_eq!(&disowned, &told_first, "what merges told is what is");
        prop_assert_eq!(&disowned, &told_second);
        prop_assert_eq!(first.len() + seen.apart.len(), world.acts.len(), "nothing is swallowed");
        prop_assert!(world.bad.iter().all(|bad| seen.apart.contains_key(bad)));
        prop_assert_eq!(first.verify_all().digest, first.report().digest);
    }

    #[test]
    fn what_a_record_answers_is_what_the_definitions_say(
        steps in vec(step(), 1..70),
        keys in vec(any::<u16>(), 1..50),
    ) {
        let world = World::grow(&steps);
        let (record, _) = delivered(&world.acts, &keys);
        let slowly = Slowly::of(&record);
        for entry in record.in_order_of_arrival() {
            let id = entry.id();
            let seen: BTreeSet<_> = slowly.acts.keys().copied().filter(|y| record.seen(id, *y)).collect();
            prop_assert_eq!(&seen, &slowly.pasts[&id]);
            prop_assert_eq!(record.disowned(id).is_some(), slowly.is_disowned(id), "{}", id);
        }
    }

    #[test]
    fn two_devices_catch_up_whatever_each_had(
        steps in vec(step(), 1..70),
        who in any::<u8>(),
        with in any::<u8>(),
    ) {
        let world = World::grow(&steps);
        let (one, two) = (
            &world.peers[usize::from(who) % world.peers.len()].record,
            &world.peers[usize::from(with) % world.peers.len()].record,
        );
        let sent = |from: &Record, to: &Record| {
            let ids = from.lacking(&to.have());
            ids.iter().map(|id| from.get(*id).unwrap().verified().clone()).collect::<Vec<_>>()
        };
        let (to_two, to_one) = (sent(one, two), sent(two, one));
        let whole = |record: &Record, got: Vec<Verified>| {
            let mut whole = Record::of(record.relationship());
            whole.merge(acts(record));
            whole.merge(got);
            view(&whole)
        };
        let (one, two) = (whole(one, to_one), whole(two, to_two));
        prop_assert_eq!(one.order, two.order);
    }
}
