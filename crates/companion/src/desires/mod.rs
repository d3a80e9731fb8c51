//! Desires on a device: one's own answers, which stay in this device's vault; the list, which both know; and what both are open
//! to, found by the two devices (`matching`) without either, or the relay, learning anything else.
//!
//! What is said for it are acts like any other. Each step is worked out from the record and from what was finished here, so it
//! can be broken off anywhere; and a list that was finished is opened against one list of the other's and never another
//! ([`said::Spoken::theirs_for`]), or somebody could finish ever new lists against it.

mod said;
mod step;

use std::collections::{BTreeMap, BTreeSet};

use consent::{ActId, Area, Instant, Person};
use matching::errand::{Errand, Step};
use matching::{Side, Wrong};
use minicbor::{Decode, Encode};
use negotiation::desires::{self, Answers, Desire, DesireSays, Entry, Pair, Role};
use record::RelationshipId;
use vault::Store;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::CircleOfTwo;
use crate::{Error, layout, randomness};
use said::Spoken;
pub use step::DesireStep;

// What is listed can be matched.
const _: () = assert!(desires::MOST <= matching::MOST);

/// How the two stand with their lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Neither has finished since the last time.
    Open,
    /// One has, the other has not.
    YouFinished,
    /// The other has, one has not.
    TheyFinished,
    /// Both have: the devices are at it, whenever each has a connection.
    Working,
    /// The same, and it is another device of one's own that is at it.
    Elsewhere,
    /// One's own device has opened its half and the other's has not yet: the other can know what both are open to.
    HalfOpen,
    /// It cannot go on: what the other's device sent does not fit, or it has begun anew. One finishes again.
    Stuck,
}

impl Stands {
    /// The word that JSON and tests use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Stands::Open => "open",
            Stands::YouFinished => "you-finished",
            Stands::TheyFinished => "they-finished",
            Stands::Working => "working",
            Stands::Elsewhere => "elsewhere",
            Stands::HalfOpen => "half-open",
            Stands::Stuck => "stuck",
        }
    }
}

/// Something that both are open to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// What.
    pub entry: Entry,
    /// When this person's device found it.
    pub at: Instant,
    /// Whether it was found the last time.
    pub is_new: bool,
    /// Who likes or needs it, where the other is curious: worth talking about.
    pub warm: Option<Person>,
}

/// Desires as one person sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desires {
    /// The areas on the list.
    pub areas: Vec<Area>,
    /// One's own answers, for areas on no list among them: those nobody else sees, nor that there are any.
    pub answers: BTreeMap<Area, Answers>,
    /// How the two stand.
    pub stands: Stands,
    /// What both are open to, the newest first.
    pub found: Vec<Match>,
}

/// What this device keeps of a list that was finished on it, until it is found what both are open to.
#[derive(Clone, Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Finished {
    /// All that the steps draw follows from it.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    seed: [u8; 32],
    /// For each entry of the act's list: 0 closed, 1 curious, 2 more.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    answers: Vec<u8>,
    /// What the other's device sent did not fit.
    #[n(2)]
    is_stuck: bool,
    /// What it was opened in: in nothing else, ever, whatever the record says later.
    #[n(3)]
    #[zeroize(skip)]
    opened: Option<Pair>,
}

/// What one list is about to be finished with.
pub struct Drawn(Errand);

impl Drawn {
    /// Its errand: to make one's share of a key.
    #[must_use]
    pub fn errand(&self) -> &Errand {
        &self.0
    }
}

impl<S: Store> Companion<S> {
    /// Desires as one's own person sees them on this device.
    ///
    /// # Errors
    /// [`Error::NoRelationship`]; the vault's.
    pub async fn desires(&mut self, relationship: RelationshipId, now: Instant) -> Result<Desires, Error> {
        let answers = self.desire_answers(relationship).await?;
        let finished = self.finished(relationship).await?;
        let circle = self.circle(relationship)?;
        let spoken = circle.spoken();
        let stuck = |id: &ActId| finished.get(id).is_none_or(|finished| finished.is_stuck);
        Ok(Desires {
            areas: circle.desire_areas(&spoken, now),
            answers,
            stands: spoken.stands(self.own.id(), circle.own(), stuck),
            found: circle.matches(&spoken),
        })
    }

    /// Keeps one's answer for an area in that role, on this device; none takes it out again.
    ///
    /// # Errors
    /// [`Error::NotForTheList`]; the vault's.
    pub async fn answer_desire(
        &mut self,
        relationship: RelationshipId,
        area: &Area,
        role: Role,
        desire: Option<Desire>,
    ) -> Result<(), Error> {
        on_a_list(area)?;
        self.circle(relationship)?;
        let key = key(relationship, area.as_str().as_bytes());
        for _ in 0..PATIENCE {
            let before = self.desire_answers(relationship).await?.remove(area).unwrap_or_default();
            let answers = before.with(role, desire);
            let mut changes = Changes::default();
            if answers == Answers::default() {
                changes.remove(layout::DESIRES, &key);
            } else {
                changes.put(layout::DESIRES, &key, layout::encode(&answers));
            }
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// Puts an area of one's own on the list for both, which tells the other its name, and not what one would like.
    ///
    /// # Errors
    /// [`Error::NotForTheList`], [`Error::ListFull`]; those of an act.
    pub async fn offer_desire(
        &mut self,
        relationship: RelationshipId,
        area: &Area,
        now: Instant,
    ) -> Result<(), Error> {
        on_a_list(area)?;
        let circle = self.circle(relationship)?;
        let areas = circle.desire_areas(&circle.spoken(), now);
        if areas.contains(area) {
            return Ok(());
        }
        if areas.len() >= desires::MOST / 2 {
            return Err(Error::ListFull);
        }
        let body = DesireSays::Offer(area.clone()).to_bytes();
        self.sign(relationship, &body, now, &|_, _| Ok(()), &|_, _, _| {}).await.map(|_| ())
    }

    /// Finishes, and takes all steps that can be taken, here and at once.
    ///
    /// # Errors
    /// As [`Companion::finish_desires_with`].
    pub async fn finish_desires(&mut self, relationship: RelationshipId, now: Instant) -> Result<(), Error> {
        let drawn = self.draw_share(relationship)?;
        self.finish_desires_with(relationship, &drawn, drawn.errand().run(), now).await?;
        self.match_desires(relationship, now).await.map(|_| ())
    }

    /// Draws what one list is finished with.
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn draw_share(&self, relationship: RelationshipId) -> Result<Drawn, Error> {
        let mut seed = [0; 32];
        rand_core::Rng::fill_bytes(&mut randomness(), &mut seed);
        let side = side(self.circle(relationship)?.own());
        Ok(Drawn(Errand { seed, side, place: relationship.0.to_vec(), step: Step::Share }))
    }

    /// Finishes, with the share that the errand was answered with: what one has answered until now goes into the next
    /// matching; what was not answered is closed. The devices find what both are open to as soon as both have finished.
    ///
    /// # Errors
    /// [`Error::NothingLeft`], [`Error::NoMatcher`]; those of an act.
    pub async fn finish_desires_with(
        &mut self,
        relationship: RelationshipId,
        drawn: &Drawn,
        share: Result<Vec<u8>, Wrong>,
        now: Instant,
    ) -> Result<(), Error> {
        let share = share.map_err(|_| Error::NoMatcher)?;
        let answers = self.desire_answers(relationship).await?;
        let circle = self.circle(relationship)?;
        let spoken = circle.spoken();
        let found = circle.matches(&spoken).into_iter().map(|found| found.entry).collect();
        let list = desires::list(circle.desire_areas(&spoken, now), &found);
        if list.is_empty() {
            return Err(Error::NothingLeft);
        }
        let own = circle.own();
        let level = |entry: &Entry| {
            let desire = answers.get(&entry.area).and_then(|answers| answers.get(entry.role(own)));
            desire.map_or(0, |desire| u8::from(desire.is_open()).saturating_add(u8::from(desire.is_warm())))
        };
        let answers = list.iter().map(level).collect();
        let finished = Finished { seed: drawn.0.seed, answers, is_stuck: false, opened: None };
        let old: Vec<ActId> = self.finished(relationship).await?.into_keys().collect();
        let body = DesireSays::Finish(share, list).to_bytes();
        let beside = |circle: &CircleOfTwo, id: ActId, changes: &mut Changes| {
            // Of what was opened it is found all the same.
            let spent = circle.spoken().opened();
            let left = old.iter().filter(|old| !spent.contains(old));
            left.for_each(|old| changes.remove(layout::FINISHED, &key(relationship, &old.bytes())));
            changes.put(layout::FINISHED, &key(relationship, &id.bytes()), layout::encode(&finished));
        };
        self.sign(relationship, &body, now, &|_, _| Ok(()), &beside).await.map(|_| ())
    }

    /// Takes finishing back. What the devices have opened by then is found all the same.
    ///
    /// # Errors
    /// [`Error::NotFinished`]; those of an act.
    pub async fn reconsider_desires(
        &mut self,
        relationship: RelationshipId,
        now: Instant,
    ) -> Result<(), Error> {
        let circle = self.circle(relationship)?;
        let spoken = circle.spoken();
        let open = spoken.newest(circle.own()).filter(|mine| !spoken.opened().contains(&mine.id));
        let mine = open.map(|mine| mine.id).ok_or(Error::NotFinished)?;
        let beside = |_: &CircleOfTwo, _: ActId, changes: &mut Changes| {
            changes.remove(layout::FINISHED, &key(relationship, &mine.bytes()));
        };
        // Another tab may have opened it meanwhile.
        let unopened = |circle: &CircleOfTwo, _: &consent::Past| {
            if circle.spoken().opened().contains(&mine) { Err(Error::NotFinished) } else { Ok(()) }
        };
        let body = DesireSays::Reconsider(mine).to_bytes();
        self.sign(relationship, &body, now, &unopened, &beside).await.map(|_| ())
    }

    async fn desire_answers(
        &mut self,
        relationship: RelationshipId,
    ) -> Result<BTreeMap<Area, Answers>, Error> {
        let mut answers = BTreeMap::new();
        for (name, value) in self.shelf_of(layout::DESIRES, relationship).await? {
            let area = String::from_utf8(name).ok().and_then(|path| Area::parse(&path).ok());
            let unreadable = || Error::Unreadable { what: layout::DESIRES.to_owned() };
            answers.insert(area.ok_or_else(unreadable)?, layout::decode(layout::DESIRES, &value)?);
        }
        Ok(answers)
    }

    /// The lists that were finished on this device and of which it was not found yet what both are open to.
    async fn finished(&mut self, relationship: RelationshipId) -> Result<BTreeMap<ActId, Finished>, Error> {
        let mut finished = BTreeMap::new();
        for (name, value) in self.shelf_of(layout::FINISHED, relationship).await? {
            let unreadable = || Error::Unreadable { what: layout::FINISHED.to_owned() };
            let id = name.try_into().map_err(|_| unreadable())?;
            finished.insert(ActId::new(id), layout::decode(layout::FINISHED, &value)?);
        }
        Ok(finished)
    }
}

impl CircleOfTwo {
    /// The areas on the list, as this device knows it.
    fn desire_areas(&self, spoken: &Spoken, now: Instant) -> Vec<Area> {
        let knowledge = self.knowledge();
        let limits = knowledge.limits_at(now).into_iter().map(|limit| limit.area);
        let agreements = knowledge.agreements_at(now);
        let versions = agreements.iter().flat_map(|agreement| &agreement.versions);
        let granted =
            versions.flat_map(|version| version.version.grants.iter().map(|grant| grant.area.clone()));
        let named: BTreeSet<Area> = limits.chain(granted).collect();
        desires::areas(spoken.offered(), named)
    }

    /// What both are open to, as one's own person's devices found it; with what the other's told of it.
    fn matches(&self, spoken: &Spoken) -> Vec<Match> {
        let mut matches: Vec<Match> = Vec::new();
        let mine: Vec<_> = spoken.found.iter().filter(|found| found.by == self.own()).collect();
        let last = mine.iter().map(|found| found.at).max();
        for found in mine {
            let theirs = spoken.found.iter().find(|other| other.by != self.own() && other.pair == found.pair);
            for one in &found.entries {
                if matches.iter().any(|other| other.entry == one.entry) {
                    continue;
                }
                let other =
                    theirs.and_then(|theirs| theirs.entries.iter().find(|other| other.entry == one.entry));
                let warm = other.and_then(|other| match (one.is_warm, other.is_warm) {
                    (true, false) => Some(self.own()),
                    (false, true) => Some(self.own().other()),
                    _ => None,
                });
                let is_new = Some(found.at) == last;
                matches.push(Match { entry: one.entry.clone(), at: found.at, is_new, warm });
            }
        }
        matches.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.entry.cmp(&other.entry)));
        matches
    }
}

fn on_a_list(area: &Area) -> Result<(), Error> {
    if area.is_own() || *area == Area::everything() {
        Err(Error::NotForTheList(area.clone()))
    } else {
        Ok(())
    }
}

fn key(relationship: RelationshipId, name: &[u8]) -> Vec<u8> {
    [relationship.0.as_slice(), name].concat()
}

fn side(of: Person) -> Side {
    match of {
        Person::One => Side::First,
        Person::Two => Side::Second,
    }
}
