//! A person's device: how it begins, and how it opens again.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use circle::enclosed::EnclosedName;
use circle::{Carried, DeviceSecret, LogSecret, RecoveryWords, Seed};
use consent::Zone;
use record::{DeviceKind, Founder, RelationshipId};
use vault::{Cost, Mark, Store, Stretch, Vault};
use zeroize::Zeroizing;

use crate::arrive::Unread;
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox, Summary};
use crate::enclosing::{Pages, Placed};
use crate::layout::{self, Circle, Cursor, Meeting, Outgoing, OutgoingKey, Profile};
use crate::meet::begin_circle;
use crate::{Error, randomness};

/// How often a step is worked out anew when somebody else writes to the vault at the same time.
pub(crate) const PATIENCE: usize = 20;

/// What a shelf keeps: keys and values.
pub(crate) type Shelf = Vec<(Vec<u8>, Zeroizing<Vec<u8>>)>;

/// What a person says of themself at the beginning.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// What they are called.
    pub name: String,
    /// The relay's address, as `https://…`.
    pub relay: String,
    /// Where their wall clock is.
    pub zone: Zone,
}

/// A device that has begun, and its recovery words.
pub struct Begun<S: Store> {
    /// The device.
    pub companion: Companion<S>,
    /// To be written down.
    pub words: RecoveryWords,
}

/// One device of one person.
pub struct Companion<S: Store> {
    pub(crate) vault: Vault<S>,
    pub(crate) profile: Profile,
    pub(crate) zone: Zone,
    pub(crate) own: DeviceSecret,
    pub(crate) circles: BTreeMap<RelationshipId, CircleOfTwo>,
    pub(crate) meetings: BTreeMap<wire::LogId, Meeting>,
    pub(crate) cursors: BTreeMap<wire::LogId, Cursor>,
    pub(crate) outbox: BTreeMap<OutgoingKey, Outgoing>,
    pub(crate) unread: Unread,
    /// What this device holds of pages, its own and the other's.
    pub(crate) written: Arc<Pages>,
    pub(crate) placed: BTreeMap<EnclosedName, Placed>,
    /// What shelves are marked by that have been read.
    marks: BTreeMap<&'static str, Mark>,
    unwritten: Option<RecoveryWords>,
    /// This device acts for the recovery words, and this is where their person's own record lies.
    pub(crate) recovering: Option<LogSecret>,
    /// While it does: the logs that were read to their end.
    pub(crate) heard_out: BTreeSet<wire::LogId>,
    /// As it was last read.
    generation: Option<u64>,
}

impl<S: Store> Companion<S> {
    /// Begins: a new vault under this passphrase, a new device, new recovery words.
    ///
    /// # Errors
    /// [`Error::Name`], [`Error::Relay`], and the vault's, where the store holds a vault already among them.
    pub async fn begin(
        store: S,
        passphrase: &impl Stretch,
        cost: Cost,
        beginning: &Beginning,
    ) -> Result<Begun<S>, Error> {
        let rng = &mut randomness();
        let seed = Seed::draw(rng);
        let words = RecoveryWords::draw(rng);
        let own = DeviceSecret::of(&seed, DeviceKind::Device);
        let paper = words.device().device();
        check_name(&beginning.name, &own, &words.device())?;
        let profile = Profile {
            seed: *seed.bytes(),
            name: beginning.name.clone(),
            zone: beginning.zone.name().to_owned(),
            relay: relay_address(&beginning.relay)?,
            paper,
        };
        let mut vault = Vault::create(store, passphrase, cost).await?;
        let mut changes = Changes::default();
        changes.put(layout::OWN, layout::PROFILE, layout::encode(&profile));
        changes.put(layout::OWN, layout::WORDS, words.entropy().to_vec());
        found_own(&mut changes, &profile, &own, &words.log())?;
        changes.commit(&mut vault).await?;
        Ok(Begun { companion: Companion::read(vault).await?, words })
    }

    /// Opens the vault that [`Companion::begin`] made.
    ///
    /// # Errors
    /// The vault's, [`vault::Error::WrongPassphrase`] among them, and [`Error::Unreadable`].
    pub async fn open(store: S, passphrase: &impl Stretch) -> Result<Companion<S>, Error> {
        Companion::read(Vault::open(store, passphrase).await?).await
    }

    pub(crate) async fn read(vault: Vault<S>) -> Result<Companion<S>, Error> {
        let missing = || Error::Unreadable { what: "profile".to_owned() };
        let bytes = vault.get(layout::OWN, layout::PROFILE).await?.ok_or_else(missing)?;
        let profile: Profile = layout::decode("profile", &bytes)?;
        let zone = Zone::parse(&profile.zone)?;
        let own = DeviceSecret::of(&Seed::from_bytes(profile.seed), DeviceKind::Device);
        let mut companion = Companion {
            vault,
            profile,
            zone,
            own,
            circles: BTreeMap::new(),
            meetings: BTreeMap::new(),
            cursors: BTreeMap::new(),
            outbox: BTreeMap::new(),
            unread: Unread::new(),
            written: Arc::default(),
            placed: BTreeMap::new(),
            marks: BTreeMap::new(),
            unwritten: None,
            recovering: None,
            heard_out: BTreeSet::new(),
            generation: None,
        };
        companion.reread().await?;
        companion.begin_own().await?;
        companion.sweep().await?;
        Ok(companion)
    }

    /// A vault that was begun before people had a record of their own gets one.
    async fn begin_own(&mut self) -> Result<(), Error> {
        while self.own_record().is_err() && self.device_code().is_none() && self.recovering.is_none() {
            let mut changes = Changes::default();
            found_own(&mut changes, &self.profile, &self.own, &LogSecret::draw(&mut randomness()))?;
            self.commit(&changes).await?;
        }
        Ok(())
    }

    /// Sees what another process or tab has written since; answers whether there was anything.
    ///
    /// # Errors
    /// The vault's, and [`Error::Unreadable`].
    pub async fn refresh(&mut self) -> Result<bool, Error> {
        if self.vault.changed().await? {
            self.vault.refresh().await?;
        } else if self.is_abreast() {
            return Ok(false);
        }
        self.reread().await?;
        Ok(true)
    }

    /// Whether memory holds what the vault does. It does not where a reading failed, or was given up half-way.
    fn is_abreast(&self) -> bool {
        self.generation == Some(self.vault.generation())
    }

    /// Commits, and reads back what there is then. `false`: somebody else wrote meanwhile; it is read, and the step is to
    /// be worked out anew.
    pub(crate) async fn commit(&mut self, changes: &Changes) -> Result<bool, Error> {
        if !self.is_abreast() {
            // An act that was drafted without the one before it would have its number, and prove this device forked.
            self.reread().await?;
            return Ok(false);
        }
        let done = match changes.commit(&mut self.vault).await {
            Ok(()) => true,
            Err(vault::Error::Moved) => {
                self.vault.refresh().await?;
                false
            }
            Err(error) => return Err(error.into()),
        };
        self.reread().await?;
        Ok(done)
    }

    /// Reads all of it anew, as another device of the same person: what it is handed is read with its own keys.
    pub(crate) async fn become_device(&mut self, seed: &Seed) -> Result<(), Error> {
        self.own = DeviceSecret::of(seed, DeviceKind::Device);
        self.circles.clear();
        self.marks.clear();
        self.generation = None;
        self.reread().await
    }

    /// From the vault into memory: the only way. Where somebody else writes while it is read, it is read anew.
    async fn reread(&mut self) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let outcome = self.try_reread().await;
            if outcome.is_err() {
                // What could not be taken into memory is read anew.
                self.marks.clear();
            }
            match outcome {
                Err(Error::Vault(vault::Error::Moved)) => self.vault.refresh().await?,
                other => return other,
            };
        }
        Err(Error::Crowded)
    }

    async fn try_reread(&mut self) -> Result<(), Error> {
        if self.is_abreast() {
            return Ok(());
        }
        if let Some(bytes) = self.vault.get(layout::OWN, layout::PROFILE).await? {
            self.profile = layout::decode("profile", &bytes)?;
        }
        let words = self.vault.get(layout::OWN, layout::WORDS).await?;
        self.unwritten = words.and_then(|entropy| RecoveryWords::from_entropy(&entropy));
        let recovering = self.vault.get(layout::OWN, layout::RECOVERING).await?;
        let recovering = recovering.map(|secret| fixed("recovering", &secret)).transpose()?;
        self.recovering = recovering.map(LogSecret::from_bytes);
        for (key, bytes) in self.vault.kept(layout::RELATIONSHIPS).await? {
            let id = RelationshipId(fixed("relationship", &key)?);
            if let Entry::Vacant(place) = self.circles.entry(id) {
                let kept: Circle = layout::decode("relationship", &bytes)?;
                place.insert(CircleOfTwo::of(id, &kept));
            }
        }
        for circle in self.circles.values_mut() {
            circle.read(&self.vault, &self.own).await?;
        }
        if let Some(shelf) = self.shelf_anew(layout::MEETINGS).await? {
            self.meetings = read_all(&shelf, "meeting", |key| fixed("meeting", key).map(wire::LogId))?;
        }
        if let Some(shelf) = self.shelf_anew(layout::CURSORS).await? {
            self.cursors = read_all(&shelf, "cursor", |key| fixed("cursor", key).map(wire::LogId))?;
        }
        if let Some(shelf) = self.shelf_anew(layout::OUTBOX).await? {
            let unreadable = || Error::Unreadable { what: "outbox".to_owned() };
            let key = |key: &[u8]| OutgoingKey::from_bytes(key).ok_or_else(unreadable);
            self.outbox = read_all(&shelf, "outbox", key)?;
        }
        if let Some(shelf) = self.shelf_anew(layout::UNREAD).await? {
            self.unread = shelf.into_iter().map(|(key, carried)| (key, carried.to_vec())).collect();
        }
        let named = |key: &[u8]| fixed("enclosed", key).map(EnclosedName);
        if let Some(shelf) = self.shelf_anew(layout::ENCLOSED).await? {
            self.written = Arc::new(read_all(&shelf, "enclosed", named)?);
        }
        for circle in self.circles.values_mut() {
            circle.written = Arc::clone(&self.written);
        }
        if let Some(shelf) = self.shelf_anew(layout::PLACED).await? {
            self.placed = read_all(&shelf, "placed", named)?;
        }
        self.generation = Some(self.vault.generation());
        Ok(())
    }

    /// Everything on a shelf, where it is not what was read there last.
    async fn shelf_anew(&mut self, shelf: &'static str) -> Result<Option<Shelf>, Error> {
        let mark = self.vault.mark(shelf);
        if self.marks.get(shelf) == mark.as_ref() {
            return Ok(None);
        }
        let kept = self.vault.kept(shelf).await?;
        self.marks.remove(shelf);
        self.marks.extend(mark.map(|mark| (shelf, mark)));
        Ok(Some(kept))
    }

    /// The recovery words, until [`Companion::words_written`]: a page that is closed too early loses nobody's.
    pub fn words_to_write(&self) -> Option<&RecoveryWords> {
        self.unwritten.as_ref()
    }

    /// The recovery words are on paper, and leave this device for good.
    ///
    /// # Errors
    /// The vault's, and [`Error::Crowded`].
    pub async fn words_written(&mut self) -> Result<(), Error> {
        let mut changes = Changes::default();
        changes.remove(layout::OWN, layout::WORDS);
        self.keep(&changes).await
    }

    /// Commits what needs no working out anew, whatever others have written meanwhile.
    pub(crate) async fn keep(&mut self, changes: &Changes) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            if self.commit(changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// What a shelf keeps of a relationship, by what stands behind its name in the key.
    pub(crate) async fn shelf_of(
        &mut self,
        shelf: &'static str,
        relationship: RelationshipId,
    ) -> Result<Shelf, Error> {
        for _ in 0..PATIENCE {
            match self.vault.kept(shelf).await {
                Ok(kept) => {
                    let of_it = |(key, value): (Vec<u8>, _)| {
                        key.strip_prefix(relationship.0.as_slice()).map(|name| (name.to_vec(), value))
                    };
                    return Ok(kept.into_iter().filter_map(of_it).collect());
                }
                Err(vault::Error::Moved) => self.refresh().await.map(|_| ())?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Crowded)
    }

    /// What one is called.
    pub fn name(&self) -> &str {
        &self.profile.name
    }

    /// Where one's own wall clock is.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The relay's address.
    pub fn relay(&self) -> &str {
        &self.profile.relay
    }

    /// The relationships there are.
    pub fn relationships(&self) -> Vec<Summary> {
        self.circles.values().filter(|circle| !circle.is_own()).map(CircleOfTwo::summary).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn circle(&self, id: RelationshipId) -> Result<&CircleOfTwo, Error> {
        self.circles.get(&id).ok_or(Error::NoRelationship)
    }

    /// The only one there is.
    ///
    /// # Errors
    /// [`Error::NoRelationship`] and [`Error::SeveralRelationships`].
    pub fn the_relationship(&self) -> Result<RelationshipId, Error> {
        let mut ids = self.circles.values().filter(|circle| !circle.is_own()).map(|circle| circle.id);
        match (ids.next(), ids.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(Error::NoRelationship),
            (Some(_), Some(_)) => Err(Error::SeveralRelationships),
        }
    }

    /// One's own record, in which only one's own devices are. Where two devices each began one, both name the same.
    ///
    /// # Errors
    /// [`Error::NotLetIn`]: a further device that waits to be let in has none yet.
    pub(crate) fn own_record(&self) -> Result<RelationshipId, Error> {
        self.own_records().first().copied().ok_or(Error::NotLetIn)
    }

    /// The records that only one's own devices are in: one, or several where devices began apart from each other.
    pub fn own_records(&self) -> Vec<RelationshipId> {
        self.circles.values().filter(|circle| self.is_ones_own(circle)).map(|circle| circle.id).collect()
    }

    /// Whether nobody else is in it, and it is this person's. Whoever copied this device's code could have welcomed it to a record
    /// of theirs, and would read what is kept there; so those who founded it must be one's own devices in a relationship too,
    /// whose words are compared.
    fn is_ones_own(&self, circle: &CircleOfTwo) -> bool {
        let Some(founding) = circle.record().founding().filter(|_| circle.is_own()) else { return false };
        if founding.person_of(self.own.id()).is_some() {
            return true;
        }
        let mut shared = self.circles.values().filter(|circle| !circle.is_own()).peekable();
        let is_known = |shared: &CircleOfTwo| {
            let (devices, own) = (shared.ever_in(), crate::fold::record_person(shared.own()));
            let is_mine = |id: &record::DeviceId| devices.get(id).is_some_and(|(person, _)| *person == own);
            founding.devices().all(|(_, device)| is_mine(&device.id))
        };
        shared.peek().is_none() || shared.any(is_known)
    }

    /// How many frames are still to be sent.
    pub fn unsent(&self) -> usize {
        self.outbox.len()
    }

    /// Removes everything from this device.
    ///
    /// # Errors
    /// The vault's.
    pub async fn erase(self) -> Result<(), Error> {
        Ok(self.vault.erase().await?)
    }

    /// One's own person and devices, for a founding: this one, the recovery words, and the others of one's own record, as many as fit.
    /// Those that founded it first, as it is known for one's own by them.
    pub(crate) fn founder(&self) -> Founder {
        let mut devices = vec![self.own.device(), self.profile.paper];
        if let Some(own) = self.own_record().ok().and_then(|own| self.circles.get(&own)) {
            let mut others = own.ours();
            let founded = |device: &record::Device| {
                own.record().founding().is_some_and(|founding| founding.person_of(device.id).is_some())
            };
            others.sort_by_key(|device| !founded(device));
            others.retain(|device| !devices.iter().any(|known| known.id == device.id));
            devices.extend(others);
        }
        devices.truncate(record::MAX_FOUNDING_DEVICES);
        Founder { name: self.profile.name.clone(), devices }
    }

    /// A number that no frame in the outbox has.
    pub(crate) fn next_number(&self) -> u64 {
        self.outbox.keys().map(|key| key.number).max().map_or(0, |last| last.saturating_add(1))
    }
}

fn read_all<K: Ord, V: for<'b> minicbor::Decode<'b, ()>>(
    shelf: &Shelf,
    what: &str,
    key: impl Fn(&[u8]) -> Result<K, Error>,
) -> Result<BTreeMap<K, V>, Error> {
    shelf.iter().map(|(of, bytes)| Ok((key(of)?, layout::decode(what, bytes)?))).collect()
}

/// Founds the record that only this person's devices are in. It has no instant: that is nobody's to know.
fn found_own(
    changes: &mut Changes,
    profile: &Profile,
    own: &DeviceSecret,
    log: &LogSecret,
) -> Result<(), Error> {
    let rng = &mut randomness();
    let mut salt = [0; 32];
    rand_core::Rng::fill_bytes(rng, &mut salt);
    let mut devices = vec![own.device()];
    devices.extend((profile.paper.id != own.id()).then_some(profile.paper));
    let founder = Founder { name: profile.name.clone(), devices: devices.clone() };
    let founding = record::Founding::new(salt, vec![founder]).map_err(Error::Name)?;
    let key = own.signing_key();
    // This device is in it, and the key is its own.
    let draft = record::Draft::founding(founding, key.device(), 0).map_err(|_| Error::NotLetIn)?;
    let founding = draft.sign(key).map_err(|_| Error::NotLetIn)?;
    let (id, bytes) = (founding.relationship(), founding.bytes());
    let kept = Circle { log: *log.bytes(), relay: profile.relay.clone() };
    let mut outbox = Outbox::new(changes, 0);
    outbox.frame(log, &Carried::Founding(bytes.clone()).to_bytes());
    CircleOfTwo::of(id, &kept).send_to(&devices, std::slice::from_ref(&bytes), own, &mut outbox);
    begin_circle(changes, id, &kept, bytes);
    Ok(())
}

/// A founding with the person alone: whatever it refuses would be refused when they meet.
fn check_name(name: &str, own: &DeviceSecret, paper: &DeviceSecret) -> Result<(), Error> {
    let founder = Founder { name: name.to_owned(), devices: vec![own.device(), paper.device()] };
    record::Founding::new([0; 32], vec![founder]).map(|_| ()).map_err(Error::Name)
}

/// An address as links begin with it: a scheme, a host, no slash at its end.
pub(crate) fn relay_address(text: &str) -> Result<String, Error> {
    let wrong = || Error::Relay(text.to_owned());
    let address = text.trim().trim_end_matches('/');
    let host =
        ["http://", "https://"].iter().find_map(|scheme| address.strip_prefix(scheme)).ok_or_else(wrong)?;
    let host = host.split('/').next().unwrap_or_default();
    wire::Audience::new(host).map_err(|_| wrong())?;
    if address.contains(['#', '?', ' ']) { Err(wrong()) } else { Ok(address.to_owned()) }
}

fn fixed(what: &str, key: &[u8]) -> Result<[u8; 32], Error> {
    key.try_into().map_err(|_| Error::Unreadable { what: what.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use vault::{InMemory, Passphrase};

    /// As vaults were begun before: a profile, and no record of one's own.
    #[test]
    fn a_vault_without_a_record_of_ones_own_gets_one_and_keeps_it() {
        let story = async {
            let (store, passphrase) = (InMemory::new(), Passphrase::new("a passphrase"));
            let own = DeviceSecret::of(&Seed::from_bytes([1; 32]), DeviceKind::Device);
            let profile = Profile {
                seed: [1; 32],
                name: "Ada".to_owned(),
                zone: "Europe/Amsterdam".to_owned(),
                relay: "http://127.0.0.1:7468".to_owned(),
                paper: own.device(),
            };
            let mut vault = Vault::create(store.clone(), &passphrase, Cost::worthless()).await.unwrap();
            let mut changes = Changes::default();
            changes.put(layout::OWN, layout::PROFILE, layout::encode(&profile));
            changes.commit(&mut vault).await.unwrap();
            drop(vault);
            let first = Companion::open(store.clone(), &passphrase).await.unwrap().own_records();
            let again = Companion::open(store, &passphrase).await.unwrap().own_records();
            assert_eq!((first.len(), first), (1, again));
        };
        story.now_or_never().unwrap();
    }

    /// Somebody who copied a further device's code could have put a record of theirs among what it is welcomed to.
    #[test]
    fn a_record_that_others_founded_is_not_ones_own() {
        let story = async {
            let (store, passphrase) = (InMemory::new(), Passphrase::new("a passphrase"));
            let (words, zone) = (crate::words::Words::english(&[]), Zone::parse("UTC").unwrap());
            let now = consent::Instant::from_millis(1_790_000_000_000);
            let begun = crate::example::begin(store, &passphrase, Cost::worthless(), &words, &zone, now, 1);
            let (mut ada, _) = begun.await.unwrap();
            let before = ada.own_records();
            let other = DeviceSecret::of(&Seed::from_bytes([9; 32]), DeviceKind::Device);
            let mut profile = ada.profile.clone();
            profile.paper = other.device();
            for _ in 0..8 {
                let mut changes = Changes::default();
                found_own(&mut changes, &profile, &other, &LogSecret::draw(&mut randomness())).unwrap();
                ada.keep(&changes).await.unwrap();
            }
            assert_eq!(ada.circles.len(), 10);
            assert_eq!(ada.own_records(), before);
            assert_eq!(ada.relationships().len(), 1);
        };
        story.now_or_never().unwrap();
    }

    /// What cannot be read is read anew each time, and never taken for what was there before.
    #[test]
    fn a_shelf_that_cannot_be_read_stays_unread() {
        let story = async {
            let (store, passphrase) = (InMemory::new(), Passphrase::new("a passphrase"));
            let beginning = Beginning {
                name: "Ada".to_owned(),
                relay: "http://127.0.0.1:7468".to_owned(),
                zone: Zone::parse("UTC").unwrap(),
            };
            let begun = Companion::begin(store.clone(), &passphrase, Cost::worthless(), &beginning).await;
            let mut ada = begun.unwrap().companion;
            let mut vault = Vault::open(store, &passphrase).await.unwrap();
            let mut changes = Changes::default();
            changes.put(layout::CURSORS, &[7; 32], vec![0xff]);
            changes.commit(&mut vault).await.unwrap();
            for _ in 0..2 {
                assert!(matches!(ada.refresh().await, Err(Error::Unreadable { .. })));
            }
        };
        story.now_or_never().unwrap();
    }
}
