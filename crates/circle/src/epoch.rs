//! Key epochs: the secret under which acts travel while the same devices are in.
//!
//! An epoch is a random 32-byte secret, handed to each device that is in with HPKE, in a [`Handout`] that its maker
//! signs. Its name follows from the secret, so that nobody can hand different secrets to different devices under one
//! name. Who writes uses the newest epoch that exactly the present devices hold, and begins one where there is none: so
//! whoever is let out reads nothing from the next frame on. Two that were begun at once are both read. A device that
//! is let in later is handed those that there were, and so the history.
//!
//! Whoever hands out a secret holds it, whomever they name: so nobody who was let out can give others a secret to write
//! under. That somebody holds a secret is believed of one's own devices alone: a dishonest partner could hand one of
//! them something else, and what one writes would not be read there. So each person writes under epochs of their own,
//! and hands those of the other on among their devices.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use record::{Device, DeviceId, RelationshipId};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::keys::{DeviceSecret, SealedTo};
use crate::sealing::{derive, open, random, seal};

const PURPOSE: &str = "troth/epoch/1";

/// The name of an epoch: the first 16 bytes of a hash of its secret.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct EpochId(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

impl EpochId {
    fn of(secret: &[u8; 32]) -> EpochId {
        let digest = Sha256::new().chain_update("troth/epoch/name/1").chain_update(secret).finalize();
        let mut name = [0; 16];
        name.iter_mut().zip(digest).for_each(|(byte, hashed)| *byte = hashed);
        EpochId(name)
    }
}

impl fmt::Debug for EpochId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// An epoch's secret, for each device that is to have it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Handout {
    #[n(0)]
    epoch: EpochId,
    /// Each newer epoch has a higher one; two that were begun at once may have the same.
    #[n(1)]
    number: u32,
    #[n(2)]
    by: DeviceId,
    #[n(3)]
    shares: Vec<Share>,
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    signature: [u8; 64],
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Share {
    #[n(0)]
    to: DeviceId,
    #[n(1)]
    secret: SealedTo,
}

impl Handout {
    /// Who hands out.
    pub fn by(&self) -> DeviceId {
        self.by
    }
}

/// Why a handout is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandoutError {
    /// Its maker is not, and never was, in.
    #[error("handed out by device {0}, which is not in")]
    Stranger(DeviceId),
    /// Its maker did not sign it so.
    #[error("not signed so by device {0}")]
    Forged(DeviceId),
    /// The share for this device does not hold the secret that the name is of.
    #[error("the share of epoch {0:?} for this device is not its secret")]
    WrongSecret(EpochId),
}

/// What became of a handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its epoch is held now, or was; who else does is known better.
    Yes,
    /// It hands an epoch that is not held here to others alone.
    NotForThisDevice,
}

#[derive(Clone)]
struct Epoch {
    number: u32,
    secret: Zeroizing<[u8; 32]>,
    /// By whom this device was handed it first.
    from: DeviceId,
    /// By whom it was handed out, and to whom.
    handed: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
}

impl Epoch {
    /// Who holds it, as far as those say who handed it out and of whom this is so.
    fn holders(&self, by: impl Fn(&DeviceId) -> bool) -> BTreeSet<DeviceId> {
        let believed = self.handed.iter().filter(|(maker, _)| by(maker));
        believed.flat_map(|(maker, to)| to.iter().chain([maker])).copied().collect()
    }
}

/// The epochs of one relationship that a device holds.
#[derive(Clone)]
pub struct Keyring {
    relationship: RelationshipId,
    epochs: BTreeMap<EpochId, Epoch>,
}

impl Keyring {
    /// No epoch yet.
    pub fn of(relationship: RelationshipId) -> Keyring {
        Keyring { relationship, epochs: BTreeMap::new() }
    }

    /// The newest epoch that exactly these devices hold: all of them as one's own devices say (`ours`), and nobody else
    /// as anybody says.
    pub fn newest_for(&self, present: &BTreeSet<DeviceId>, ours: &BTreeSet<DeviceId>) -> Option<EpochId> {
        let fitting = self.epochs.iter().filter(|(_, epoch)| {
            epoch.holders(|_| true).is_subset(present)
                && present.is_subset(&epoch.holders(|maker| ours.contains(maker)))
        });
        fitting.max_by_key(|(id, epoch)| (epoch.number, **id)).map(|(id, _)| *id)
    }

    /// Begins an epoch for these devices. Take the handout, too, once it is stored.
    pub fn begin(&self, present: &[Device], by: &DeviceSecret, rng: &mut impl CryptoRng) -> Handout {
        let number =
            self.epochs.values().map(|epoch| epoch.number).max().map_or(0, |last| last.saturating_add(1));
        self.hand_out(&Zeroizing::new(random(rng)), number, present, by, rng)
    }

    /// Hands the epochs that there are to a device that was let in: those first that one's own devices (`ours`) began,
    /// newest first. The others can be as many as the other person likes.
    pub fn hand_on(
        &self,
        to: &Device,
        ours: &BTreeSet<DeviceId>,
        by: &DeviceSecret,
        rng: &mut impl CryptoRng,
    ) -> Vec<Handout> {
        let mut each: Vec<&Epoch> = self.epochs.values().collect();
        each.sort_by_key(|epoch| Reverse((ours.contains(&epoch.from), epoch.number)));
        let to = [*to];
        each.into_iter().map(|epoch| self.hand_out(&epoch.secret, epoch.number, &to, by, rng)).collect()
    }

    /// Hands one's own devices the epochs that none of them has handed them yet.
    pub fn hand_among(&self, ours: &[Device], by: &DeviceSecret, rng: &mut impl CryptoRng) -> Vec<Handout> {
        let ids: BTreeSet<DeviceId> = ours.iter().map(|device| device.id).chain([by.id()]).collect();
        let mut handouts = Vec::new();
        for epoch in self.epochs.values() {
            let have = epoch.holders(|maker| ids.contains(maker));
            let lacks = |device: &&Device| device.id != by.id() && !have.contains(&device.id);
            let to: Vec<Device> = ours.iter().filter(lacks).copied().collect();
            if !to.is_empty() {
                handouts.push(self.hand_out(&epoch.secret, epoch.number, &to, by, rng));
            }
        }
        handouts
    }

    fn hand_out(
        &self,
        secret: &[u8; 32],
        number: u32,
        to: &[Device],
        by: &DeviceSecret,
        rng: &mut impl CryptoRng,
    ) -> Handout {
        let epoch = EpochId::of(secret);
        let shares = to.iter().filter_map(|device| {
            let place = self.place(epoch, number, device.id);
            let secret = SealedTo::seal(device, PURPOSE, &place, secret, rng)?;
            Some(Share { to: device.id, secret })
        });
        let mut handout =
            Handout { epoch, number, by: by.id(), shares: shares.collect(), signature: [0; 64] };
        handout.signature = by.sign(&self.statement(&handout));
        handout
    }

    /// Takes what was handed out. `is_in` says whether a device is, or was, in: only such a one hands out. [`Taken`] says
    /// whether it is worth keeping.
    ///
    /// # Errors
    /// A [`HandoutError`]; then nothing has changed.
    pub fn take(
        &mut self,
        handout: &Handout,
        own: &DeviceSecret,
        is_in: impl Fn(DeviceId) -> bool,
    ) -> Result<Taken, HandoutError> {
        if !is_in(handout.by) {
            return Err(HandoutError::Stranger(handout.by));
        }
        if !record::is_signed(handout.by, &self.statement(handout), &handout.signature) {
            return Err(HandoutError::Forged(handout.by));
        }
        let to = handout.shares.iter().map(|share| share.to);
        if let Some(known) = self.epochs.get_mut(&handout.epoch) {
            known.handed.entry(handout.by).or_default().extend(to);
            return Ok(Taken::Yes);
        }
        let Some(share) = handout.shares.iter().find(|share| share.to == own.id()) else {
            return Ok(Taken::NotForThisDevice);
        };
        let place = self.place(handout.epoch, handout.number, own.id());
        let secret = own.open(&share.secret, PURPOSE, &place);
        let secret =
            secret.and_then(|secret| <[u8; 32]>::try_from(secret.as_slice()).ok()).map(Zeroizing::new);
        let secret = secret.filter(|secret| EpochId::of(secret) == handout.epoch);
        let secret = secret.ok_or(HandoutError::WrongSecret(handout.epoch))?;
        let handed = BTreeMap::from([(handout.by, to.collect())]);
        self.epochs.insert(handout.epoch, Epoch { number: handout.number, secret, from: handout.by, handed });
        Ok(Taken::Yes)
    }

    /// Seals under an epoch; absent where it is not held.
    pub fn seal(&self, epoch: EpochId, plain: &[u8], rng: &mut impl CryptoRng) -> Option<Vec<u8>> {
        let held = self.epochs.get(&epoch)?;
        Some(seal(&derive(held.secret.as_slice(), "troth/epoch/acts/1"), &self.acts_place(epoch), plain, rng))
    }

    /// Opens what was sealed under an epoch; absent where it is not held or the bytes were changed.
    pub fn open(&self, epoch: EpochId, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let held = self.epochs.get(&epoch)?;
        open(&derive(held.secret.as_slice(), "troth/epoch/acts/1"), &self.acts_place(epoch), sealed)
    }

    /// Whether the epoch is held.
    pub fn holds(&self, epoch: EpochId) -> bool {
        self.epochs.contains_key(&epoch)
    }

    fn acts_place(&self, epoch: EpochId) -> Vec<u8> {
        [self.relationship.0.as_slice(), &epoch.0].concat()
    }

    fn place(&self, epoch: EpochId, number: u32, to: DeviceId) -> Vec<u8> {
        [self.relationship.0.as_slice(), &epoch.0, &number.to_be_bytes(), &to.0].concat()
    }

    /// All of a handout but its signature, in this relationship.
    fn statement(&self, handout: &Handout) -> Vec<u8> {
        let unsigned = Handout { signature: [0; 64], ..handout.clone() };
        // Encoding into a `Vec` has no error to give.
        let body = minicbor::to_vec(unsigned).unwrap_or_default();
        [b"troth/handout/1\0", self.relationship.0.as_slice(), &body].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Seed;
    use crate::sealing::tests::Counter;
    use record::DeviceKind;

    fn device(byte: u8) -> DeviceSecret {
        DeviceSecret::of(&Seed::from_bytes([byte; 32]), DeviceKind::Device)
    }

    fn keyring() -> Keyring {
        Keyring::of(RelationshipId([3; 32]))
    }

    fn ids(devices: &[&DeviceSecret]) -> BTreeSet<DeviceId> {
        devices.iter().map(|device| device.id()).collect()
    }

    #[test]
    fn both_read_what_either_seals() {
        let rng = &mut Counter(0);
        let (ada, bo) = (device(1), device(2));
        let (mut of_ada, mut of_bo) = (keyring(), keyring());
        let handout = of_ada.begin(&[ada.device(), bo.device()], &ada, rng);
        of_ada.take(&handout, &ada, |_| true).unwrap();
        of_bo.take(&handout, &bo, |_| true).unwrap();
        let epoch = of_ada.newest_for(&ids(&[&ada, &bo]), &ids(&[&ada])).unwrap();
        let sealed = of_bo.seal(epoch, b"words", rng).unwrap();
        assert_eq!(of_ada.open(epoch, &sealed).unwrap().as_slice(), b"words");
        assert!(Keyring::of(RelationshipId([4; 32])).open(epoch, &sealed).is_none());
    }

    #[test]
    fn whoever_is_let_out_reads_nothing_from_the_next_epoch_on() {
        let rng = &mut Counter(0);
        let (ada, lost, bo) = (device(1), device(2), device(3));
        let (mut of_ada, mut of_lost) = (keyring(), keyring());
        let first = of_ada.begin(&[ada.device(), lost.device(), bo.device()], &ada, rng);
        of_ada.take(&first, &ada, |_| true).unwrap();
        of_lost.take(&first, &lost, |_| true).unwrap();
        assert!(
            of_ada.newest_for(&ids(&[&ada, &bo]), &ids(&[&ada])).is_none(),
            "an epoch that the lost device holds is no more used"
        );
        let second = of_ada.begin(&[ada.device(), bo.device()], &ada, rng);
        of_ada.take(&second, &ada, |_| true).unwrap();
        of_lost.take(&second, &lost, |_| true).unwrap();
        let epoch = of_ada.newest_for(&ids(&[&ada, &bo]), &ids(&[&ada])).unwrap();
        let sealed = of_ada.seal(epoch, b"words", rng).unwrap();
        assert!(of_lost.open(epoch, &sealed).is_none());
    }

    #[test]
    fn a_device_that_is_let_in_reads_what_was_written_before() {
        let rng = &mut Counter(0);
        let (ada, new) = (device(1), device(2));
        let (mut of_ada, mut of_new) = (keyring(), keyring());
        let first = of_ada.begin(&[ada.device()], &ada, rng);
        of_ada.take(&first, &ada, |_| true).unwrap();
        let epoch = of_ada.newest_for(&ids(&[&ada]), &ids(&[&ada])).unwrap();
        let sealed = of_ada.seal(epoch, b"before", rng).unwrap();
        for handout in of_ada.hand_on(&new.device(), &ids(&[&ada]), &ada, rng) {
            of_new.take(&handout, &new, |_| true).unwrap();
            of_ada.take(&handout, &ada, |_| true).unwrap();
        }
        assert_eq!(of_new.open(epoch, &sealed).unwrap().as_slice(), b"before");
        let both = ids(&[&ada, &new]);
        assert_eq!(of_ada.newest_for(&both, &both), Some(epoch));
    }

    #[test]
    fn of_two_epochs_begun_at_once_both_are_read_and_all_choose_the_same() {
        let rng = &mut Counter(0);
        let (ada, bo) = (device(1), device(2));
        let both = [ada.device(), bo.device()];
        let (one, other) = (keyring().begin(&both, &ada, rng), keyring().begin(&both, &bo, rng));
        let (mut of_ada, mut of_bo) = (keyring(), keyring());
        of_ada.take(&one, &ada, |_| true).and_then(|_| of_ada.take(&other, &ada, |_| true)).unwrap();
        of_bo.take(&other, &bo, |_| true).and_then(|_| of_bo.take(&one, &bo, |_| true)).unwrap();
        let present = ids(&[&ada, &bo]);
        assert!(of_ada.newest_for(&present, &present).is_some());
        assert_eq!(of_ada.newest_for(&present, &present), of_bo.newest_for(&present, &present));
        assert_eq!(of_ada.newest_for(&present, &ids(&[&ada])), Some(one.epoch));
        assert_eq!(of_bo.newest_for(&present, &ids(&[&bo])), Some(other.epoch));
        assert!(of_ada.holds(one.epoch) && of_ada.holds(other.epoch));
    }

    #[test]
    fn a_handout_by_a_stranger_or_a_changed_one_is_not_taken() {
        let rng = &mut Counter(0);
        let (ada, bo) = (device(1), device(2));
        let handout = keyring().begin(&[ada.device(), bo.device()], &ada, rng);
        let take = |handout: &Handout, is_in: bool| keyring().take(handout, &bo, |_| is_in);
        assert_eq!(take(&handout, false), Err(HandoutError::Stranger(ada.id())));
        let renumbered = Handout { number: 9, ..handout.clone() };
        assert_eq!(take(&renumbered, true), Err(HandoutError::Forged(ada.id())));
        let passed_off = Handout { by: bo.id(), ..handout.clone() };
        assert_eq!(take(&passed_off, true), Err(HandoutError::Forged(bo.id())));
        let elsewhere = Keyring::of(RelationshipId([4; 32])).take(&handout, &bo, |_| true);
        assert_eq!(elsewhere, Err(HandoutError::Forged(ada.id())));
    }

    #[test]
    fn nobody_hands_different_secrets_to_different_devices_under_one_name() {
        let rng = &mut Counter(0);
        let (ada, bo) = (device(1), device(2));
        let keyring = keyring();
        let mut handout = keyring.begin(&[ada.device(), bo.device()], &ada, rng);
        let place = keyring.place(handout.epoch, handout.number, bo.id());
        handout.shares[1].secret = SealedTo::seal(&bo.device(), PURPOSE, &place, &[5; 32], rng).unwrap();
        handout.signature = ada.sign(&keyring.statement(&handout));
        let wrong = Err(HandoutError::WrongSecret(handout.epoch));
        assert_eq!(super::Keyring::of(RelationshipId([3; 32])).take(&handout, &bo, |_| true), wrong);
    }

    /// ```text
    ///   lost ── handout { a secret that lost knows, to those who are in } ──► Ada, who let lost out
    /// ```
    #[test]
    fn whoever_was_let_out_gives_nobody_a_secret_to_write_under() {
        let rng = &mut Counter(0);
        let (ada, lost, bo) = (device(1), device(2), device(3));
        let mut of_ada = keyring();
        let present = [ada.device(), bo.device()];
        of_ada.take(&of_ada.begin(&present, &ada, rng), &ada, |_| true).unwrap();
        let present = ids(&[&ada, &bo]);
        let own = of_ada.newest_for(&present, &ids(&[&ada]));
        let handout = of_ada.begin(&[ada.device(), bo.device()], &lost, rng);
        of_ada.take(&handout, &ada, |_| true).unwrap();
        assert!(of_ada.holds(handout.epoch), "what lost wrote before is read");
        assert_eq!(of_ada.newest_for(&present, &ids(&[&ada])), own);
        assert_eq!(of_ada.newest_for(&present, &ids(&[&ada, &lost])), own);
    }

    /// ```text
    ///   Bo ── handout { Ada's phone: a secret, Ada's paper: something else } ──► Ada's phone
    /// ```
    #[test]
    fn the_partner_cannot_keep_one_of_ones_devices_from_reading_the_other() {
        let rng = &mut Counter(0);
        let (phone, paper, bo) = (device(1), device(2), device(3));
        let (mut of_phone, mut of_paper) = (keyring(), keyring());
        let all = [phone.device(), paper.device(), bo.device()];
        let mut handout = keyring().begin(&all, &bo, rng);
        let place = keyring().place(handout.epoch, handout.number, paper.id());
        handout.shares[1].secret = SealedTo::seal(&paper.device(), PURPOSE, &place, &[5; 32], rng).unwrap();
        handout.signature = bo.sign(&keyring().statement(&handout));
        of_phone.take(&handout, &phone, |_| true).unwrap();
        of_paper.take(&handout, &paper, |_| true).unwrap_err();
        let (present, ours) = (ids(&[&phone, &paper, &bo]), ids(&[&phone, &paper]));
        assert_eq!(of_phone.newest_for(&present, &ours), None);
        // What Bo writes under it is handed on, once.
        for handout in of_phone.hand_among(&all[..2], &phone, rng) {
            of_phone.take(&handout, &phone, |_| true).unwrap();
            of_paper.take(&handout, &paper, |_| true).unwrap();
        }
        assert!(of_paper.holds(handout.epoch));
        assert!(of_phone.hand_among(&all[..2], &phone, rng).is_empty());
        assert!(of_paper.hand_among(&all[..2], &paper, rng).is_empty());
    }
}
