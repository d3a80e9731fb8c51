//! From the record to what the engine knows, act by act as they come.
//!
//! The record's lines are the engine's lines, one for one, and its clocks are the engine's pasts. An act that says
//! nothing to the engine (the founding, letting a device in or out, what is said of desires or of daily life, what one keeps for oneself, a newer Troth's
//! act) takes its place in its line there too, as one that is refused.

use std::collections::{BTreeMap, BTreeSet};

use consent::{Act, ActId, Enclosure, Instant, Knowledge, Line, Past, Person, Refusal, Says};
use life::{Life, LifeRefusal, LifeSays, Listed, World};
use negotiation::words::Beside;
use negotiation::{AgreementWords, DesireSays};
use record::{Body, Entry, Merged, Record};
use reflect::Keeps;
use reflect::keeps::Key;

use crate::enclosing::{Carried, Enclosed, Kind};
use crate::words::answer::ActShown;

/// What the engine knows of a record.
#[derive(Default)]
pub struct Fold {
    pub(crate) knowledge: Knowledge,
    /// Acts of the record that the engine refused, with the reason: a device that breaks the rules made them.
    pub(crate) refused: BTreeMap<ActId, Refusal>,
    /// The acts that speak of desires, as they came.
    pub(crate) desires: Vec<record::ActId>,
    pub(crate) life: Life,
    /// Every act that is shown by itself, by instant and name: what answers something, or takes it back, is shown with that.
    pub(crate) timeline: Vec<(Instant, record::ActId)>,
    /// The check-ins that the engine took, as they came.
    pub(crate) check_ins: Vec<record::ActId>,
    /// Acts that show along a trend, as they came: signatures, limits, signals, what was taken back, reviews.
    pub(crate) marks: Vec<record::ActId>,
    /// What one keeps for oneself, as it came: of one's own record alone.
    pub(crate) kept: Vec<(record::ActId, Keeps)>,
    /// Where relationships lie: of one's own record alone.
    pub(crate) keys: Vec<Key>,
    /// What lies outside of the acts.
    pub(crate) enclosed: Enclosed,
    /// Pages of one's own that were erased, or that another took the place of.
    pub(crate) erased: BTreeSet<ActId>,
    /// By page of one's own: those that took its place.
    successors: BTreeMap<ActId, Vec<ActId>>,
    /// Pages that were erased themselves, so that what took their place goes too, whenever it comes.
    struck: BTreeSet<ActId>,
    /// Acts of daily life that were refused, with the reason.
    pub(crate) refused_life: BTreeMap<ActId, LifeRefusal>,
    lines: Vec<Line>,
}

impl Fold {
    /// What the engine knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Takes in what a merge added, and what it disowned.
    pub fn take(&mut self, record: &Record, merged: &Merged) {
        for entry in merged.added.iter().filter_map(|id| record.get(*id)) {
            self.add(record, entry);
        }
        for id in &merged.disowned {
            self.knowledge.disown(act_id(*id));
            self.life.disown(act_id(*id));
        }
    }

    fn add(&mut self, record: &Record, entry: &Entry) {
        if speaks_of_desires(entry.act().body()) {
            self.desires.push(entry.id());
        }
        let said = said(entry);
        let is_check_in = matches!(said, Some(Ok(Says::CheckIn)));
        let is_mark = said.as_ref().is_some_and(|said| said.as_ref().is_ok_and(is_mark));
        let (id, is_said) = (act_id(entry.id()), said.is_some());
        let Some(line) = self.line(record, entry.place().line) else { return };
        let (clock, past) = clock_and_past(entry);
        let act = Act { id, line, clock, past, says: said.unwrap_or(Err(Refusal::NotUnderstood)) };
        // The record adds parents before children, so nothing is misplaced.
        if let Ok(Some(refusal)) = self.knowledge.add(act)
            && is_said
        {
            self.refused.insert(id, refusal);
        }
        if is_mark && !self.refused.contains_key(&id) {
            self.marks.push(entry.id());
        }
        let lived = of_life(entry.act().body());
        if self.took(entry) || lived.as_ref().is_some_and(LifeSays::stands_alone) {
            self.put_in_time(entry);
        }
        if is_check_in && !self.refused.contains_key(&id) {
            self.check_ins.push(entry.id());
        }
        if let Some(keeps) = of_ones_own(record, entry.act().body()) {
            self.keep(id, person(entry.person()), &keeps);
            self.kept.push((entry.id(), keeps));
        }
        if let Some(says) = lived {
            self.live(record, entry, line, says);
        }
        if entry.is_disowned() {
            self.knowledge.disown(id);
            self.life.disown(id);
        }
    }

    /// Nearly always behind all others.
    fn put_in_time(&mut self, entry: &Entry) {
        let key = (self.instant(entry), entry.id());
        let at = match self.timeline.last() {
            Some(last) if *last > key => self.timeline.partition_point(|other| *other < key),
            _ => self.timeline.len(),
        };
        self.timeline.insert(at, key);
    }

    fn live(&mut self, record: &Record, entry: &Entry, line: Line, says: LifeSays) {
        let (id, by) = (act_id(entry.id()), person(entry.person()));
        let (clock, past) = clock_and_past(entry);
        let at = self.knowledge.instant(by, clock, &past);
        let act = life::Act { id, by, at, place: (line, entry.place().index), past, says };
        let listing = Listing { record, refused: &self.refused, lines: &self.lines };
        let listed = |version: ActId, past: &Past| listing.of(version, past);
        let world = World { knowledge: &self.knowledge, listed: &listed };
        let enclosed = enclosed(&act.says);
        match self.life.add(act, world) {
            Ok(()) => self.enclose(id, by, enclosed),
            Err(refusal) => _ = self.refused_life.insert(id, refusal),
        }
    }

    fn keep(&mut self, id: ActId, by: Person, keeps: &Keeps) {
        match keeps {
            Keeps::Page(page) => {
                self.enclose(id, by, enclosed_of(Some(page.words), &page.attached));
                if let Some(of) = page.instead_of {
                    self.erased.insert(of);
                    self.successors.entry(of).or_default().push(id);
                    if self.struck.contains(&of) {
                        self.strike(id);
                    }
                }
            }
            Keeps::Erase(page) => self.strike(*page),
            Keeps::Answers(_) | Keeps::Guess(_) | Keeps::List(..) | Keeps::Dismiss(..) | Keeps::Shared(_) => {
            }
            Keeps::Key(key) => self.keys.push(key.clone()),
        }
    }

    /// Erases a page, and what was written in its place by a device that had not heard of it.
    fn strike(&mut self, page: ActId) {
        let mut left = vec![page];
        while let Some(page) = left.pop() {
            if self.struck.insert(page) {
                self.erased.insert(page);
                left.extend(self.successors.get(&page).into_iter().flatten().copied());
            }
        }
    }

    fn enclose(&mut self, act: ActId, by: Person, enclosed: Vec<(Kind, Enclosure)>) {
        for (kind, enclosure) in enclosed {
            self.enclosed.add(Carried { act, enclosure }, by, kind);
        }
    }

    /// What acts of daily life stand on, for whoever asks of them.
    pub(crate) fn with_world<R>(&self, record: &Record, of: impl FnOnce(World<'_>) -> R) -> R {
        let listing = Listing { record, refused: &self.refused, lines: &self.lines };
        of(World { knowledge: &self.knowledge, listed: &|version, past| listing.of(version, past) })
    }

    /// Whether the act says something, and the engine took it.
    pub(crate) fn took(&self, entry: &Entry) -> bool {
        let body = entry.act().body();
        matches!(body, Body::Says(bytes) if speaks_to_the_engine(bytes))
            && !self.refused.contains_key(&act_id(entry.id()))
    }

    /// What an act of the record says, and when by the rule of the floor, if the engine took it.
    pub(crate) fn shown(&self, entry: &Entry) -> Option<ActShown> {
        let says = said(entry).filter(|_| self.took(entry))?.ok()?;
        let name = matches!(says, Says::Propose(_)).then(|| title(entry)).flatten();
        Some(ActShown { by: person(entry.person()), at: self.instant(entry), says, name })
    }

    /// An act's instant by the rule of the floor.
    pub(crate) fn instant(&self, entry: &Entry) -> Instant {
        let (clock, past) = clock_and_past(entry);
        self.knowledge.instant(person(entry.person()), clock, &past)
    }

    /// The engine's line for the record's line of this number; lines are begun there as they are in the record.
    fn line(&mut self, record: &Record, number: u32) -> Option<Line> {
        for (_, of) in record.lines().skip(self.lines.len()) {
            self.lines.push(self.knowledge.begin_line(person(of)));
        }
        self.lines.get(usize::try_from(number).ok()?).copied()
    }
}

/// What its device's clock said, and what it had seen, as the engine has them.
fn clock_and_past(entry: &Entry) -> (Instant, Past) {
    (Instant::from_millis(entry.act().instant()), Past::new(entry.clock().shared()))
}

fn speaks_of_desires(body: &Body) -> bool {
    matches!(body, Body::Says(bytes) if DesireSays::is(bytes))
}

/// Whether it shows along a trend.
fn is_mark(says: &Says) -> bool {
    match says {
        Says::Sign(_)
        | Says::Withdraw(..)
        | Says::End(_)
        | Says::Limit(..)
        | Says::Lift(_)
        | Says::Slow
        | Says::Pause
        | Says::Stop
        | Says::Review(..)
        | Says::Retract(_) => true,
        Says::Propose(_) | Says::Resume | Says::Open(..) | Says::Close(_) | Says::CheckIn => false,
    }
}

fn speaks_to_the_engine(bytes: &[u8]) -> bool {
    !DesireSays::is(bytes) && !LifeSays::is(bytes) && !Keeps::is(bytes)
}

/// What lies outside of an act of daily life.
fn enclosed(says: &LifeSays) -> Vec<(Kind, Enclosure)> {
    let page = match says {
        LifeSays::Share(shared) => Some(shared.page),
        _ => None,
    };
    enclosed_of(page, says.attached())
}

fn enclosed_of(page: Option<Enclosure>, attached: &[Enclosure]) -> Vec<(Kind, Enclosure)> {
    let attached = attached.iter().map(|file| (Kind::File, *file));
    page.map(|page| (Kind::Words, page)).into_iter().chain(attached).collect()
}

/// What an act says of daily life, where it does and this version can read it.
pub(crate) fn of_life(body: &Body) -> Option<LifeSays> {
    match body {
        Body::Says(bytes) if LifeSays::is(bytes) => LifeSays::from_bytes(bytes),
        _ => None,
    }
}

/// What one keeps for oneself. In a record that is shared there is no such thing, whoever writes it there.
fn of_ones_own(record: &Record, body: &Body) -> Option<Keeps> {
    let is_own = record.founding().is_some_and(|founding| !founding.has(record::Person::Second));
    match body {
        Body::Says(bytes) if is_own && Keeps::is(bytes) => Keeps::from_bytes(bytes),
        _ => None,
    }
}

/// Finds what the words of a version list.
struct Listing<'f> {
    record: &'f Record,
    refused: &'f BTreeMap<ActId, Refusal>,
    lines: &'f [Line],
}

impl Listing<'_> {
    fn of(&self, version: ActId, past: &Past) -> Option<Listed> {
        let entry = self.record.get(record::ActId(version.bytes()))?;
        let line = self.lines.get(usize::try_from(entry.place().line).ok()?)?;
        let is_known = past.count(*line) > entry.place().index && !self.refused.contains_key(&version);
        let Body::Says(bytes) = entry.act().body() else { return None };
        let (Says::Propose(proposed), rest) = Says::read(bytes).ok()? else { return None };
        let words = AgreementWords::read(rest).ok()?;
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        is_known.then(|| Listed {
            holder: proposed.holder,
            consequences: count(words.consequences.len()),
            responsibilities: count(words.responsibilities.len()),
        })
    }
}

/// What an act says to the engine; nothing where it founds, lets a device in or out, or speaks of desires or daily life.
fn said(entry: &Entry) -> Option<Result<Says, Refusal>> {
    match entry.act().body() {
        Body::Says(bytes) if !speaks_to_the_engine(bytes) => None,
        Body::Says(bytes) => Some(Says::read(bytes).map(|(says, _)| says)),
        Body::Found(_) | Body::LetIn(_) | Body::LetOut(_) => None,
    }
}

/// What the two call the version that an act proposes.
fn title(entry: &Entry) -> Option<String> {
    let Body::Says(bytes) = entry.act().body() else { return None };
    let words = AgreementWords::read(Says::read(bytes).ok()?.1).ok()?;
    let title = words.title.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// The engine's name of an act of the record.
pub(crate) fn act_id(id: record::ActId) -> ActId {
    ActId::new(id.0)
}

/// The engine's person for the record's.
pub(crate) fn person(of: record::Person) -> Person {
    match of {
        record::Person::First => Person::One,
        record::Person::Second => Person::Two,
    }
}

/// The record's person for the engine's.
pub(crate) fn record_person(of: Person) -> record::Person {
    match of {
        Person::One => record::Person::First,
        Person::Two => record::Person::Second,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::{Area, LimitKind};
    use record::{Device, DeviceKind, Draft, Founder, Founding, SigningKey, Verified};

    struct Of {
        key: SigningKey,
        person: record::Person,
        record: Record,
    }

    impl Of {
        fn says(&mut self, says: &Says) -> Verified {
            self.signs(says.to_bytes())
        }

        fn signs(&mut self, body: Vec<u8>) -> Verified {
            let body = Body::Says(body);
            let draft = self.record.draft(self.key.device(), self.person, 0, body).unwrap();
            let act = draft.sign(&self.key).unwrap();
            self.record.merge([act.clone()]);
            act
        }
    }

    fn key(of: u8) -> SigningKey {
        SigningKey::from_seed(&[of; 32])
    }

    fn founder(name: &str, of: u8) -> Founder {
        let device = Device { id: key(of).device(), seal: [of; 32], kind: DeviceKind::Device };
        Founder { name: name.to_owned(), devices: vec![device] }
    }

    /// Ada's phone and Bo's, which have heard nothing but the founding.
    fn two() -> (Verified, Of, Of) {
        let founding = Founding::new([7; 32], vec![founder("Ada", 1), founder("Bo", 2)]).unwrap();
        let founding = Draft::founding(founding, key(1).device(), 0).unwrap().sign(&key(1)).unwrap();
        let of = |seed, person| {
            let mut record = Record::of(founding.relationship());
            record.merge([founding.clone()]);
            Of { key: key(seed), person, record }
        };
        let (ada, bo) = (of(1, record::Person::First), of(2, record::Person::Second));
        (founding, ada, bo)
    }

    /// ```text
    ///   Bo's phone      ── stop ── limit ─────────────► Ada ── slow ──►
    ///   a copy of it    ── pause ── resume ── slow ───►
    /// ```
    fn story() -> Vec<Verified> {
        let ((founding, mut ada, mut phone), (_, _, mut copy)) = (two(), two());
        let limit = Says::Limit(Area::parse("home").unwrap(), LimitKind::Hard);
        let mut acts = vec![founding.clone(), phone.says(&Says::Stop), phone.says(&limit)];
        acts.extend([Says::Pause, Says::Resume, Says::Slow].map(|says| copy.says(&says)));
        ada.record.merge(acts.clone());
        acts.push(ada.says(&Says::Slow));
        // Refused: Ada has said nothing that a resume of hers could answer twice.
        acts.extend([Says::Resume, Says::Resume].map(|says| ada.says(&says)));
        acts
    }

    fn folded(acts: &[Verified], batches: &[usize]) -> (Fold, Vec<ActId>) {
        let mut record =
            Record::of(acts.iter().find(|act| act.act().heads().is_empty()).unwrap().relationship());
        let (mut fold, mut rest) = (Fold::default(), acts);
        for size in batches.iter().copied().cycle() {
            if rest.is_empty() {
                break;
            }
            let (batch, further) = rest.split_at(size.min(rest.len()));
            let merged = record.merge(batch.iter().cloned());
            fold.take(&record, &merged);
            rest = further;
        }
        let shown = record.in_causal_order().filter(|entry| fold.shown(entry).is_some());
        let shown = shown.map(|entry| act_id(entry.id())).collect();
        (fold, shown)
    }

    #[test]
    fn whatever_comes_when_and_with_what_else_the_engine_knows_the_same() {
        let mut acts = story();
        let expected = folded(&acts, &[1]);
        assert_eq!(expected.1.len() + expected.0.refused.len(), 8, "all that was said");
        assert_eq!(expected.0.refused.len(), 1);
        let known = |(fold, shown): &(Fold, Vec<ActId>)| {
            let mut signals: Vec<String> = fold
                .knowledge
                .signals_at(Instant::from_millis(9))
                .iter()
                .map(|one| format!("{one:?}"))
                .collect();
            signals.sort();
            let refused: Vec<_> = fold.refused.iter().map(|(id, why)| format!("{id:?} {why:?}")).collect();
            (shown.clone(), refused, signals)
        };
        for turn in 0..200_usize {
            let (length, at) = (acts.len(), turn * 7 % 9);
            acts.rotate_left(at % length);
            acts.swap(turn % length, turn * 5 % length);
            let fold = folded(&acts, &[1 + turn % 4, 1 + turn % 3, 9]);
            assert_eq!(known(&fold), known(&expected), "turn {turn}");
        }
    }

    /// ```text
    ///   Ada   ── shares a page ──►
    ///   Bo    ── names the same, having heard of it elsewhere ── takes that back ──►
    /// ```
    /// Whatever reaches a third device first: what Ada shared stands, and what Bo named is his alone, and goes.
    #[test]
    fn what_an_act_carries_is_its_own_in_any_order() {
        let (founding, mut ada, mut bo) = two();
        let page = Enclosure::new([5; 32], [6; 32], 70);
        let shared = LifeSays::Share(life::says::Shared { page, attached: Vec::new() });
        let hers = ada.signs(shared.to_bytes());
        let his = bo.signs(shared.to_bytes());
        let back = bo.signs(LifeSays::TakeBack(act_id(his.id())).to_bytes());
        let known = |acts: &[Verified]| {
            let (fold, _) = folded(acts, &[1]);
            let is_gone = |act| fold.life.get(act).is_some_and(|entry| fold.life.is_taken_back(entry));
            let known = fold.enclosed.iter().map(|of| (of.name, of.of.act, of.by, is_gone(of.of.act)));
            known.collect::<BTreeSet<_>>()
        };
        let expected = known(&[founding.clone(), hers.clone(), his.clone(), back.clone()]);
        let of = |act: &Verified, by, is_gone| (act_id(act.id()), by, is_gone);
        let told: BTreeSet<_> = expected.iter().map(|(_, act, by, is_gone)| (*act, *by, *is_gone)).collect();
        assert_eq!(told, [of(&hers, Person::One, false), of(&his, Person::Two, true)].into());
        assert_eq!(expected.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>().len(), 2);
        assert_eq!(known(&[founding, his, back, hers]), expected);
    }

    /// A partner's device can write whatever it likes into what is shared; it is nobody's own.
    #[test]
    fn what_one_keeps_is_heard_in_ones_own_record_alone() {
        let kept = |people: Vec<Founder>| {
            let founding = Founding::new([7; 32], people).unwrap();
            let founding = Draft::founding(founding, key(1).device(), 0).unwrap().sign(&key(1)).unwrap();
            let mut record = Record::of(founding.relationship());
            record.merge([founding.clone()]);
            let keeps = Keeps::List(reflect::keeps::Own::AtOnce, vec!["Water.".to_owned()]);
            let body = Body::Says(keeps.to_bytes());
            let draft = record.draft(key(1).device(), record::Person::First, 0, body).unwrap();
            let (fold, shown) = folded(&[founding, draft.sign(&key(1)).unwrap()], &[2]);
            assert!(shown.is_empty());
            fold.kept.len()
        };
        assert_eq!(kept(vec![founder("Ada", 1)]), 1);
        assert_eq!(kept(vec![founder("Ada", 1), founder("Bo", 2)]), 0);
    }
}
