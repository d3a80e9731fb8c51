//! Two devices that hear each other at once, and one's own record of the first: what is said is drafted and signed as anywhere.

use circle::{DeviceSecret, Seed};
use consent::beside::Beside;
use consent::{ActId, Instant, Person, Says};
use life::LifeSays;
use life::says::Shared;
use record::{Body, DeviceKind, Founder, Record, RelationshipId, Verified};
use reflect::Keeps;
use reflect::keeps::Page;
use vault::Store;

use crate::begin::Companion;
use crate::enclosing::{Contents, Enclosing, Written};
use crate::fold::{Fold, act_id, record_person};
use crate::{Error, randomness};

/// Everything that was said so far.
pub(super) struct Stage {
    ada: DeviceSecret,
    bo: DeviceSecret,
    record: Record,
    pub(super) fold: Fold,
    own: Record,
    pub(super) acts: Vec<Vec<u8>>,
    pub(super) kept: Vec<Vec<u8>>,
    /// What lies outside of the acts, with the act that carries each.
    pub(super) enclosed: Vec<(ActId, Enclosing)>,
}

impl Stage {
    /// Both have met; nothing has been said.
    pub(super) fn set<S: Store>(ada: &Companion<S>, holder: &str) -> Result<Stage, Error> {
        let rng = &mut randomness();
        let founder = ada.founder();
        let own = ada.circle(ada.own_record()?)?.record().in_order_of_arrival();
        let own_acts: Vec<Verified> = own.map(|entry| entry.verified().clone()).collect();
        let own_id = ada.own_record()?;
        let ada = DeviceSecret::of(&Seed::from_bytes(ada.profile.seed), DeviceKind::Device);
        let bo = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let mut salt = [0; 32];
        rand_core::Rng::fill_bytes(rng, &mut salt);
        let partner = Founder { name: holder.to_owned(), devices: vec![bo.device()] };
        let founding = record::Founding::new(salt, vec![founder, partner]).map_err(Error::Name)?;
        let draft = record::Draft::founding(founding, ada.id(), 0).map_err(|_| Error::NotLetIn)?;
        let founding = draft.sign(ada.signing_key()).map_err(|_| Error::NotLetIn)?;
        let mut own = Record::of(own_id);
        own.merge(own_acts);
        let mut stage = Stage {
            ada,
            bo,
            record: Record::of(founding.relationship()),
            fold: Fold::default(),
            own,
            acts: Vec::new(),
            kept: Vec::new(),
            enclosed: Vec::new(),
        };
        stage.hear(founding);
        Ok(stage)
    }

    pub(super) fn relationship(&self) -> RelationshipId {
        self.record.relationship()
    }

    fn hear(&mut self, act: Verified) -> ActId {
        let id = act_id(act.id());
        self.acts.push(act.bytes());
        let merged = self.record.merge([act]);
        self.fold.take(&self.record, &merged);
        id
    }

    /// An act that is signed and that nobody has heard yet.
    pub(super) fn sign(&self, by: Person, at: Instant, body: Vec<u8>) -> Result<Verified, Error> {
        let device = match by {
            Person::One => &self.ada,
            Person::Two => &self.bo,
        };
        let draft = self.record.draft(device.id(), record_person(by), at.millis(), Body::Says(body))?;
        draft.sign(device.signing_key()).map_err(|_| Error::NotLetIn)
    }

    /// Both hear acts that were signed apart from each other.
    pub(super) fn cross(&mut self, acts: impl IntoIterator<Item = Verified>) {
        acts.into_iter().for_each(|act| {
            self.hear(act);
        });
    }

    pub(super) fn say(&mut self, by: Person, at: Instant, says: &Says) -> Result<ActId, Error> {
        self.say_with(by, at, says, &negotiation::LimitWords::default())
    }

    pub(super) fn say_with<W: Beside>(
        &mut self,
        by: Person,
        at: Instant,
        says: &Says,
        words: &W,
    ) -> Result<ActId, Error> {
        let act = self.sign(by, at, words.behind(says))?;
        Ok(self.hear(act))
    }

    pub(super) fn live(&mut self, by: Person, at: Instant, says: &LifeSays) -> Result<ActId, Error> {
        let act = self.sign(by, at, says.to_bytes())?;
        Ok(self.hear(act))
    }

    /// The first person writes a page.
    pub(super) fn write(&mut self, at: Instant, words: String) -> Result<(), Error> {
        let written = Enclosing::of(&Contents::Words(Written { at, words }))?;
        let page = Page { words: written.enclosure, attached: Vec::new(), instead_of: None };
        let act = self.keep(at, &Keeps::Page(page))?;
        self.enclosed.push((act, written));
        Ok(())
    }

    /// A page that somebody shares.
    pub(super) fn share(&mut self, by: Person, at: Instant, words: String) -> Result<(), Error> {
        let written = Enclosing::of(&Contents::Words(Written { at, words }))?;
        let shared = Shared { page: written.enclosure, attached: Vec::new() };
        let act = self.live(by, at, &LifeSays::Share(shared))?;
        self.enclosed.push((act, written));
        Ok(())
    }

    /// The first person keeps something for themself.
    pub(super) fn keep(&mut self, at: Instant, keeps: &Keeps) -> Result<ActId, Error> {
        let first = record::Person::First;
        let draft = self.own.draft(self.ada.id(), first, at.millis(), Body::Says(keeps.to_bytes()))?;
        let act = draft.sign(self.ada.signing_key()).map_err(|_| Error::NotLetIn)?;
        self.kept.push(act.bytes());
        let id = act_id(act.id());
        self.own.merge([act]);
        Ok(id)
    }
}
