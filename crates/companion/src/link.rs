//! One's own further devices ([`circle::linking`]): a new one shows a code, an older one lets it in.

use circle::{DeviceCode, DeviceSecret, Rendezvous, Seed, Welcome, Welcomed};
use consent::{Instant, Zone};
use record::{Body, DeviceKind};
use vault::{Cost, Store, Stretch, Vault};

use crate::begin::{Companion, PATIENCE, relay_address};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox};
use crate::layout::{self, Circle, Meeting, Profile};
use crate::session::Event;
use crate::{Error, randomness};

/// How long a welcome stays at the relay, in milliseconds: a day.
const WELCOME_STAYS: i64 = 86_400_000;

/// The most epochs of a relationship that a welcome hands out, so that it fits a frame. The rest is in the relationship's
/// log, where what came before them is kept until they are read.
const MAX_WELCOMED: usize = 128;

impl<S: Store> Companion<S> {
    /// Begins as a further device of a person who has one: a new vault, and a code for the older device to read
    /// ([`Companion::let_in`]). It is let in with a later session.
    ///
    /// # Errors
    /// [`Error::Relay`], and the vault's.
    pub async fn begin_further(
        store: S,
        passphrase: &impl Stretch,
        cost: Cost,
        relay: &str,
        zone: &Zone,
    ) -> Result<Companion<S>, Error> {
        let rng = &mut randomness();
        let seed = Seed::draw(rng);
        let own = DeviceSecret::of(&seed, DeviceKind::Device);
        let code = DeviceCode::draw(own.device(), rng);
        let profile = Profile {
            seed: *seed.bytes(),
            name: String::new(),
            zone: zone.name().to_owned(),
            relay: relay_address(relay)?,
            // Until it is welcomed, and knows better.
            paper: own.device(),
        };
        let mut vault = Vault::create(store, passphrase, cost).await?;
        let mut changes = Changes::default();
        changes.put(layout::OWN, layout::PROFILE, layout::encode(&profile));
        let meeting = Meeting::Linking(code.to_text().to_string());
        changes.put(layout::MEETINGS, &code.log().id().0, layout::encode(&meeting));
        changes.commit(&mut vault).await?;
        Companion::read(vault).await
    }

    /// The code that this device shows while it waits to be let in.
    pub fn device_code(&self) -> Option<String> {
        self.meetings.values().find_map(|meeting| match meeting {
            Meeting::Linking(code) => Some(code.clone()),
            _ => None,
        })
    }

    /// Lets one's own new device in, in every relationship, with the whole history.
    ///
    /// # Errors
    /// [`Error::Code`] for a code that is none; [`Error::Draft`] where it is in already; the vault's.
    pub async fn let_in(&mut self, code: &str, now: Instant) -> Result<(), Error> {
        let code = DeviceCode::parse(code).map_err(Error::Code)?;
        for _ in 0..PATIENCE {
            let changes = match self.epochs_first() {
                Some(changes) => changes,
                None => self.letting_in(&code, now)?,
            };
            let is_last = self.epochs_first().is_none();
            if self.commit(&changes).await? && is_last {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// Epochs for those who are in where none fits them: so that the new device is handed all that its letting-in is sealed
    /// under.
    pub(crate) fn epochs_first(&self) -> Option<Changes> {
        let mut changes = Changes::default();
        let mut outbox = Outbox::new(&mut changes, self.next_number());
        for circle in self.circles.values().filter(|circle| !circle.has_epoch(&self.own)) {
            circle.send(&[], &self.own, &mut outbox);
        }
        (!changes.is_empty()).then_some(changes)
    }

    fn letting_in(&self, code: &DeviceCode, now: Instant) -> Result<Changes, Error> {
        let rng = &mut randomness();
        let mut changes = Changes::default();
        let mut outbox = Outbox::new(&mut changes, self.next_number());
        let mut relationships = Vec::new();
        for circle in self.circles.values() {
            let handouts = self.letting_in_to(circle, code.device(), now, &mut outbox)?;
            relationships.push(Welcomed {
                relationship: circle.id,
                relay: circle.relay.clone(),
                log: *circle.log.bytes(),
                founding: circle.founding().ok_or(Error::NoRelationship)?,
                handouts: handouts.into_iter().take(MAX_WELCOMED).collect(),
            });
        }
        let welcome = Welcome { name: self.profile.name.clone(), paper: self.profile.paper, relationships };
        let sealed = code.welcome(&welcome, rng).ok_or(Error::Link(circle::LinkError::NotWhole))?;
        outbox.frame(&code.log(), &Rendezvous::Welcome(sealed).to_bytes());
        let until = now.millis().saturating_add(WELCOME_STAYS);
        let meeting = Meeting::Linked { code: code.to_text().to_string(), until };
        changes.put(layout::MEETINGS, &code.log().id().0, layout::encode(&meeting));
        Ok(changes)
    }

    /// Lets a device in to one relationship; what it is handed.
    pub(crate) fn letting_in_to(
        &self,
        circle: &CircleOfTwo,
        device: record::Device,
        now: Instant,
        outbox: &mut Outbox<'_>,
    ) -> Result<Vec<circle::Handout>, Error> {
        let draft = circle.draft(self.own.id(), now.millis(), Body::LetIn(device))?;
        // The key is this device's own, as is the draft.
        let act = draft.sign(self.own.signing_key()).map_err(|_| Error::NoRelationship)?.bytes();
        outbox.changes.append(layout::acts(circle.id), act.clone());
        circle.send(&[act], &self.own, outbox);
        let handouts = circle.handed_on(&device, &self.own);
        for handout in &handouts {
            outbox.changes.append(layout::handouts(circle.id), layout::encode(handout));
        }
        outbox.handouts(&circle.log, &handouts);
        Ok(handouts)
    }

    /// This new device was welcomed, if one of the frames says so.
    pub(crate) fn as_new(&self, log: wire::LogId, frames: &[Rendezvous]) -> Option<(Changes, Vec<Event>)> {
        let welcome = frames.iter().find_map(|frame| match frame {
            Rendezvous::Welcome(sealed) => Welcome::open(sealed, &self.own),
            _ => None,
        })?;
        let mut changes = Changes::default();
        let mut events = Vec::new();
        let mut profile = self.profile.clone();
        profile.name.clone_from(&welcome.name);
        profile.paper = welcome.paper;
        changes.put(layout::OWN, layout::PROFILE, layout::encode(&profile));
        changes.remove(layout::MEETINGS, &log.0);
        for welcomed in &welcome.relationships {
            let founding = record::receive(&welcomed.founding).ok();
            let id = welcomed.relationship;
            if founding.as_ref().is_none_or(|founding| founding.relationship() != id) {
                continue;
            }
            let kept = Circle { log: welcomed.log, relay: welcomed.relay.clone() };
            changes.put(layout::RELATIONSHIPS, &id.0, layout::encode(&kept));
            changes.append(layout::acts(id), welcomed.founding.clone());
            for handout in &welcomed.handouts {
                changes.append(layout::handouts(id), layout::encode(handout));
            }
            // One's own record is no relationship that begins.
            let is_of_two = founding.is_some_and(|founding| match founding.act().body() {
                Body::Found(founding) => founding.has(record::Person::Second),
                _ => false,
            });
            events.extend(is_of_two.then_some(Event::Began { relationship: id }));
        }
        events.push(Event::LetIn);
        Some((changes, events))
    }
}

impl CircleOfTwo {
    /// Every epoch for a device that is let in.
    fn handed_on(&self, to: &record::Device, own: &DeviceSecret) -> Vec<circle::Handout> {
        let ours = self.ours().iter().map(|device| device.id).chain([own.id()]).collect();
        self.keyring.hand_on(to, &ours, own, &mut randomness())
    }

    /// The founding act, as it was signed.
    pub(crate) fn founding(&self) -> Option<Vec<u8>> {
        self.record.get(self.id.into()).map(|entry| entry.verified().bytes())
    }
}
