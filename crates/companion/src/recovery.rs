//! From the recovery words and the relay's address to everything again; and what that stands on: each relationship's key lies in one's
//! own record, from where one's other devices have it too.
//!
//! The words are a device that is kept on paper. Who has them acts for it, for as long as it takes to read what there is, and lets a new
//! device in; from then on this is that device, and nothing of the words is left on it.

use circle::{Carried, DeviceSecret, LogSecret, RecoveryWords, Seed};
use consent::{Instant, Zone};
use record::{Body, DeviceKind, RelationshipId};
use reflect::Keeps;
use reflect::keeps::{About, Key};
use vault::{Cost, Store, Stretch, Vault};
use wire::LogId;

use crate::begin::{Companion, PATIENCE, relay_address};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox};
use crate::layout::{self, Circle, Profile};
use crate::meet::begin_circle;
use crate::session::{Event, Session};
use crate::{Error, randomness};

impl<S: Store> Companion<S> {
    /// Begins from recovery words: a new vault under this passphrase. Everything comes with a session at that relay; until it has,
    /// [`Companion::is_recovering`].
    ///
    /// # Errors
    /// [`Error::Relay`], and the vault's.
    pub async fn begin_from_words(
        store: S,
        passphrase: &impl Stretch,
        cost: Cost,
        words: &RecoveryWords,
        relay: &str,
        zone: &Zone,
    ) -> Result<Companion<S>, Error> {
        let paper = words.device().device();
        let profile = Profile {
            seed: *words.seed().bytes(),
            name: String::new(),
            zone: zone.name().to_owned(),
            relay: relay_address(relay)?,
            paper,
        };
        let mut vault = Vault::create(store, passphrase, cost).await?;
        let mut changes = Changes::default();
        changes.put(layout::OWN, layout::PROFILE, layout::encode(&profile));
        changes.put(layout::OWN, layout::RECOVERING, words.log().bytes().to_vec());
        changes.commit(&mut vault).await?;
        Companion::read(vault).await
    }

    /// Whether this device began from recovery words, and has not everything yet.
    pub fn is_recovering(&self) -> bool {
        self.recovering.is_some()
    }

    /// The log in which the person's own record is looked for, while nothing of it is known.
    pub(crate) fn sought(&self) -> Option<&LogSecret> {
        self.recovering.as_ref().filter(|log| self.relationship_of(log.id()).is_none())
    }

    /// Looks for the founding of the person's own record among frames of its log.
    pub(crate) async fn sought_frames(
        &mut self,
        session: &mut Session,
        log: LogId,
        frames: &[Vec<u8>],
    ) -> Result<Vec<Event>, Error> {
        for _ in 0..PATIENCE {
            let Some(secret) = self.sought() else { return Ok(Vec::new()) };
            let founding =
                frames.iter().find_map(|frame| match Carried::from_bytes(&secret.unframe(frame).ok()?)? {
                    Carried::Founding(bytes) => self.own_founding(&bytes).map(|id| (id, bytes)),
                    _ => None,
                });
            let Some((id, founding)) = founding else { return Ok(Vec::new()) };
            let kept = Circle { log: *secret.bytes(), relay: self.profile.relay.clone() };
            let mut changes = Changes::default();
            begin_circle(&mut changes, id, &kept, founding);
            if self.commit(&changes).await? {
                // What was read of it so far is read again, as what it is.
                return Ok(session.close_and_ask_anew(log));
            }
        }
        Err(Error::Crowded)
    }

    /// The record that this founds, if it is one's own alone.
    fn own_founding(&self, bytes: &[u8]) -> Option<RelationshipId> {
        let received = record::receive(bytes).ok()?;
        let Body::Found(founding) = received.act().body() else { return None };
        let is_own = founding.person_of(self.own.id()).is_some() && !founding.has(record::Person::Second);
        is_own.then(|| received.relationship())
    }

    /// Begins relationships that one's own record knows of and this device does not.
    pub(crate) async fn begin_known(&mut self) -> Result<Vec<Event>, Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let mut events = Vec::new();
            for key in self.keys() {
                let id = RelationshipId(key.about.bytes());
                let founds = record::receive(&key.founding).is_ok_and(|act| act.relationship() == id);
                if founds && !self.circles.contains_key(&id) {
                    let kept = Circle { log: *key.log, relay: key.relay.clone() };
                    begin_circle(&mut changes, id, &kept, key.founding.clone());
                    events.push(Event::Began { relationship: id });
                }
            }
            if changes.is_empty() || self.commit(&changes).await? {
                return Ok(events);
            }
        }
        Err(Error::Crowded)
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        let own = self.own_record().ok().and_then(|own| self.circles.get(&own));
        own.into_iter().flat_map(|own| &own.fold.keys)
    }

    /// Keeps the key of each relationship in one's own record, and lets one's own devices in to those that began without them.
    pub(crate) async fn keep_keys(&mut self, now: Instant) -> Result<(), Error> {
        // A further device hears first that it is in.
        let own = self.own_record().ok().and_then(|own| self.circles.get(&own));
        let is_in = own.is_some_and(|own| own.ours().iter().any(|device| device.id == self.own.id()));
        if self.is_recovering() || !is_in {
            return Ok(());
        }
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            let Some(circle) = self.circles.values().find(|circle| self.is_to_keep(circle)) else {
                return self.let_own_in(now).await;
            };
            let key = Key {
                about: About::new(circle.id.0),
                log: (*circle.log.bytes()).into(),
                relay: circle.relay.clone(),
                founding: circle.founding().ok_or(Error::NoRelationship)?,
            };
            self.keeping(&Keeps::Key(key), now, &mut outbox)?;
            self.commit(&changes).await?;
        }
        Err(Error::Crowded)
    }

    fn is_to_keep(&self, circle: &CircleOfTwo) -> bool {
        let is_kept = |key: &Key| {
            key.about == About::new(circle.id.0)
                && *key.log == *circle.log.bytes()
                && key.relay == circle.relay
        };
        !circle.is_own() && circle.founding().is_some() && !self.keys().any(is_kept)
    }

    async fn let_own_in(&mut self, now: Instant) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let ours = self.own_record().and_then(|own| self.circle(own)).map(CircleOfTwo::ours)?;
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            let circles = self.circles.values().filter(|circle| !circle.is_own());
            let missing = circles.filter_map(|circle| {
                let known = circle.ever_in();
                // One who was let out may not let anybody in.
                let is_in = known.get(&self.own.id()).is_some_and(|(_, is_in)| *is_in);
                let device = ours.iter().find(|device| !known.contains_key(&device.id))?;
                is_in.then_some((circle, *device))
            });
            let Some((circle, device)) = missing.into_iter().next() else { return Ok(()) };
            match self.epochs_first() {
                Some(epochs) => changes = epochs,
                None => _ = self.letting_in_to(circle, device, now, &mut outbox)?,
            }
            self.commit(&changes).await?;
        }
        Err(Error::Crowded)
    }

    /// Notes that a log was read to its end; once all were, a new device is let in, and this is it from then on.
    pub(crate) async fn read_to_its_end(&mut self, log: LogId, now: Instant) -> Result<Vec<Event>, Error> {
        if !self.is_recovering() {
            return Ok(Vec::new());
        }
        self.heard_out.insert(log);
        if self.sought().is_some() {
            return Ok(vec![Event::NothingThere]);
        }
        let is_read = |circle: &CircleOfTwo| self.heard_out.contains(&circle.log.id());
        if !self.circles.values().all(is_read) {
            return Ok(Vec::new());
        }
        let seed = Seed::draw(&mut randomness());
        let device = DeviceSecret::of(&seed, DeviceKind::Device).device();
        for _ in 0..PATIENCE {
            if let Some(changes) = self.epochs_first() {
                self.commit(&changes).await?;
                continue;
            }
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            for circle in self.circles.values() {
                self.letting_in_to(circle, device, now, &mut outbox)?;
            }
            let own = self.circle(self.own_record()?)?;
            let [name, _] = own.people().clone();
            let mut profile = self.profile.clone();
            (profile.seed, profile.name) = (*seed.bytes(), name);
            changes.put(layout::OWN, layout::PROFILE, layout::encode(&profile));
            changes.remove(layout::OWN, layout::RECOVERING);
            if self.commit(&changes).await? {
                self.become_device(&seed).await?;
                return Ok(vec![Event::Recovered]);
            }
        }
        Err(Error::Crowded)
    }
}
