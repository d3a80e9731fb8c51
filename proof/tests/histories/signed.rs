//! The same histories, signed, and delivered by somebody who forges, replays, mixes up and sends bits that are flipped:
//! the record keeps all of that apart, and the answers are those of the acts alone.

use std::collections::{BTreeMap, BTreeSet};

use consent::{Act, ActId, Instant, Knowledge, Line, Past, Person, Refusal, Says};
use proof::histories::{Delivered, Dice, Done, World, written};
use record::{
    Body, Device, DeviceKind, Draft, Founder, Founding, Record, RelationshipId, SigningKey, Verified,
};

use crate::ask::Asking;
use crate::liar::Lied;
use crate::run::hold;

/// A copy of a device has its key.
fn key(world: &World, device: usize) -> SigningKey {
    let of = world.devices[device].copy_of.map_or(device, |(original, _)| original);
    SigningKey::from_seed(&[u8::try_from(of + 1).unwrap(); 32])
}

fn person(of: Person) -> record::Person {
    match of {
        Person::One => record::Person::First,
        Person::Two => record::Person::Second,
    }
}

fn found(world: &World, salt: u8) -> Verified {
    let devices = |of: Person| {
        let all = world.devices.iter().enumerate();
        let own = all.filter(|(_, device)| device.person == of && device.copy_of.is_none());
        own.map(|(at, _)| Device { id: key(world, at).device(), seal: [7; 32], kind: DeviceKind::Device })
            .collect()
    };
    let founder = |name: &str, of| Founder { name: name.to_owned(), devices: devices(of) };
    let founding =
        Founding::new([salt; 32], vec![founder("Ada", Person::One), founder("Bo", Person::Two)]).unwrap();
    Draft::founding(founding, key(world, 0).device(), 0).unwrap().sign(&key(world, 0)).unwrap()
}

/// A world whose acts are signed, each on top of what its device knew.
struct Signed<'w> {
    world: &'w World,
    founding: Verified,
    records: BTreeMap<usize, Record>,
    acts: Vec<Verified>,
    /// The names that the acts have in the record.
    names: BTreeMap<ActId, record::ActId>,
}

impl<'w> Signed<'w> {
    fn of(world: &'w World, salt: u8) -> Signed<'w> {
        let founding = found(world, salt);
        let (records, names) = (BTreeMap::new(), BTreeMap::new());
        let mut signed = Signed { world, founding, records, acts: Vec::new(), names };
        for step in &world.steps {
            match step.done {
                Done::Act(number) => signed.act(step.on, number),
                Done::Sync(with) => signed.sync(step.on, with),
            }
        }
        signed
    }

    /// A device begins with the founding; a copy with what it is a copy of.
    fn record(&mut self, device: usize) -> &mut Record {
        let (world, acts, founding) = (self.world, &self.acts, &self.founding);
        self.records.entry(device).or_insert_with(|| {
            let mut record = Record::of(founding.relationship());
            record.merge([founding.clone()]);
            if let Some((original, behind)) = world.devices[device].copy_of {
                let own = world.made.iter().filter(|made| made.device == original);
                let last = behind.checked_sub(1).and_then(|last| own.clone().nth(last));
                let known =
                    |id: &ActId| last.is_some_and(|last| last.told.id == *id || last.told.past.contains(id));
                let copied = world.made.iter().zip(acts).filter(|(made, _)| known(&made.told.id));
                record.merge(copied.map(|(_, act)| act.clone()));
            }
            record
        })
    }

    fn act(&mut self, on: usize, number: usize) {
        let told = &self.world.made[number].told;
        let body = told.says.as_ref().map_or(vec![0xff], Says::to_bytes);
        // A version is named by the act that proposed it.
        let body = match &told.says {
            Ok(says) => self.renamed(says).to_bytes(),
            Err(_) => body,
        };
        let key = key(self.world, on);
        let draft =
            self.record(on).draft(key.device(), person(told.by), told.clock.millis(), Body::Says(body));
        let act = draft.unwrap().sign(&key).unwrap();
        self.record(on).merge([act.clone()]);
        self.names.insert(told.id, act.id());
        self.acts.push(act);
    }

    fn sync(&mut self, on: usize, with: usize) {
        for (to, from) in [(on, with), (with, on)] {
            let have = self.record(to).have();
            let from = self.record(from);
            let lacking: Vec<Verified> =
                from.lacking(&have).into_iter().map(|id| from.get(id).unwrap().verified().clone()).collect();
            self.record(to).merge(lacking);
        }
    }

    fn name(&self, id: ActId) -> ActId {
        self.names.get(&id).map_or(id, |name| ActId::new(name.0))
    }

    fn renamed(&self, says: &Says) -> Says {
        match says.clone() {
            Says::Propose(mut version) => {
                version.replaces.iter_mut().for_each(|id| *id = self.name(*id));
                Says::Propose(version)
            }
            Says::Sign(id) => Says::Sign(self.name(id)),
            Says::Withdraw(id, area) => Says::Withdraw(self.name(id), area),
            Says::End(id) => Says::End(self.name(id)),
            Says::Open(id, minutes) => Says::Open(self.name(id), minutes),
            Says::Close(id) => Says::Close(self.name(id)),
            Says::Retract(id) => Says::Retract(self.name(id)),
            Says::Review(id, next) => Says::Review(self.name(id), next),
            other => other,
        }
    }

    /// A device of the liar lets another one out.
    fn let_out(&mut self, liar: Person, dice: &mut Dice) {
        let own = (0..self.world.devices.len()).filter(|at| self.world.devices[*at].person == liar);
        let own: Vec<usize> = own.collect();
        let (by, out) = (*dice.one(&own).unwrap(), *dice.one(&own).unwrap());
        let (by, out) = (by, key(self.world, out).device());
        let key = key(self.world, by);
        let draft = self.record(by).draft(key.device(), person(liar), 0, Body::LetOut(out));
        self.acts.push(draft.unwrap().sign(&key).unwrap());
    }
}

/// All that was signed, again and again, and much that was not, in any order.
fn hostile(signed: &Signed<'_>, elsewhere: &Signed<'_>, dice: &mut Dice) -> Vec<Vec<u8>> {
    let good: Vec<Vec<u8>> = signed.acts.iter().chain([&signed.founding]).map(Verified::bytes).collect();
    let mut sent = good.clone();
    for act in &good {
        let other = dice.one(&good).unwrap();
        let mut forged = act.clone();
        match dice.roll() % 4 {
            0 => sent.push(act.clone()),
            // Signed by the key of another device, or another act's signature.
            1 => forged.splice(act.len() - 64.., other[other.len() - 64..].iter().copied()).for_each(drop),
            2 => {
                *forged.get_mut(usize::try_from(dice.roll()).unwrap() % act.len()).unwrap() ^=
                    1 << (dice.roll() % 8);
            }
            // The same devices, in another relationship.
            _ => forged = dice.one(&elsewhere.acts).map_or(forged, Verified::bytes),
        }
        sent.push(forged);
    }
    let mut sent: Vec<(u64, Vec<u8>)> = sent.into_iter().map(|bytes| (dice.roll(), bytes)).collect();
    sent.sort();
    sent.into_iter().map(|(_, bytes)| bytes).collect()
}

/// As a companion does it: the record's lines are the engine's, its clocks the engine's pasts.
#[derive(Default)]
struct Fold {
    knowledge: Knowledge,
    lines: Vec<Line>,
}

impl Fold {
    fn received(relationship: RelationshipId, sent: &[Vec<u8>]) -> (Record, Fold) {
        let (mut record, mut fold) = (Record::of(relationship), Fold::default());
        for bytes in sent {
            let merged = match record::receive(bytes) {
                Ok(act) => record.merge([act]),
                Err(apart) => record.keep_apart(apart),
            };
            merged.added.iter().for_each(|id| fold.add(&record, *id));
            merged.disowned.iter().for_each(|id| fold.knowledge.disown(ActId::new(id.0)));
        }
        (record, fold)
    }

    fn add(&mut self, record: &Record, id: record::ActId) {
        let entry = record.get(id).unwrap();
        for (_, of) in record.lines().skip(self.lines.len()) {
            let of = if of == record::Person::First { Person::One } else { Person::Two };
            self.lines.push(self.knowledge.begin_line(of));
        }
        let says = match entry.act().body() {
            Body::Says(bytes) => Says::read(bytes).map(|(says, _)| says),
            _ => Err(Refusal::NotUnderstood),
        };
        let line = self.lines[usize::try_from(entry.place().line).unwrap()];
        let clock = Instant::from_millis(entry.act().instant());
        let past = Past::new(entry.clock().shared());
        self.knowledge.add(Act { id: ActId::new(id.0), line, clock, past, says }).unwrap();
        if record.disowned(id).is_some() {
            self.knowledge.disown(ActId::new(id.0));
        }
    }
}

#[test]
fn what_was_forged_replayed_or_mixed_up_changes_no_answer() {
    hold(12, 20, |case| {
        let mut dice = case.dice();
        let Lied { after, liar, .. } = Lied::of(case, &mut dice);
        let mut signed = Signed::of(&after, 7);
        if dice.roll().is_multiple_of(2) {
            signed.let_out(liar, &mut dice);
        }
        let elsewhere = Signed::of(&after, 8);
        let sent = hostile(&signed, &elsewhere, &mut dice);
        let (record, fold) = Fold::received(signed.founding.relationship(), &sent);
        let mut engine = Delivered::of(&after, &after.everything());
        let all: BTreeSet<record::ActId> = record.in_causal_order().map(record::Entry::id).collect();
        let expected = signed.acts.iter().chain([&signed.founding]).map(Verified::id);
        assert_eq!(all, expected.collect::<BTreeSet<_>>(), "nothing is lost, nothing is let in");
        for (id, name) in &signed.names {
            if record.disowned(*name).is_some() {
                engine.knowledge.disown(*id);
            }
        }
        for asked in Asking::of(case, &after).points(case.points) {
            let [direct, folded] =
                [&engine.knowledge, &fold.knowledge].map(|of| of.answer(&asked.question, asked.at));
            let same = (direct.verdict, &direct.except, direct.until)
                == (folded.verdict, &folded.except, folded.until)
                && direct.because.len() == folded.because.len();
            if !same {
                return Err(written(&after, &format!("By the record {folded:?}\nby itself {direct:?}"), &[]));
            }
        }
        Ok(())
    });
}
