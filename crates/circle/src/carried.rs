//! What a frame of a relationship's log carries: epochs handed out, and acts sealed under one.

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use crate::epoch::{EpochId, Handout, Keyring};
use crate::log::CARRIES;

/// Bytes that the sealing of acts adds, and their encoding: more than enough.
const AROUND_ACTS: usize = 256;

/// What a frame carries.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Carried {
    /// A key epoch for those who are in.
    #[n(0)]
    Handout(#[n(0)] Handout),
    /// Acts, each as the record signed it, sealed under an epoch.
    #[n(1)]
    Acts {
        /// Under which.
        #[n(0)]
        epoch: EpochId,
        /// The sealed acts.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
    /// Several key epochs, as they are handed on.
    #[n(2)]
    Handouts(#[n(0)] Vec<Handout>),
    /// The act that founds a record, as it was signed: in the log of a person's own, so that whoever has the recovery words alone
    /// learns which record it is.
    #[n(3)]
    Founding(
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        Vec<u8>,
    ),
}

/// Bytes of one act.
#[derive(Encode, Decode)]
#[cbor(transparent)]
struct ActBytes(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);

impl Carried {
    /// Seals acts under an epoch, as many in each as a frame carries; absent where the epoch is not held.
    pub fn acts(
        keyring: &Keyring,
        epoch: EpochId,
        acts: &[Vec<u8>],
        rng: &mut impl CryptoRng,
    ) -> Option<Vec<Carried>> {
        let batches = batches(acts, CARRIES.saturating_sub(AROUND_ACTS), Vec::len);
        let sealed = batches.into_iter().map(|batch| {
            let batch: Vec<ActBytes> = batch.iter().map(|act| ActBytes(act.clone())).collect();
            // Encoding into a `Vec` has no error to give.
            let plain = minicbor::to_vec(batch).unwrap_or_default();
            Some(Carried::Acts { epoch, sealed: keyring.seal(epoch, &plain, rng)? })
        });
        sealed.collect()
    }

    /// Handouts, as many in each as a frame carries.
    pub fn handouts(handouts: &[Handout]) -> Vec<Carried> {
        let sizes = |handout: &Handout| minicbor::to_vec(handout).map_or(usize::MAX, |bytes| bytes.len());
        let runs = batches(handouts, CARRIES.saturating_sub(AROUND_ACTS), sizes);
        runs.into_iter().map(|run| Carried::Handouts(run.to_vec())).collect()
    }

    /// The acts that were sealed; absent where the epoch is not held, or the bytes are not what a device of the circle sealed.
    pub fn open_acts(keyring: &Keyring, epoch: EpochId, sealed: &[u8]) -> Option<Vec<Vec<u8>>> {
        let plain = keyring.open(epoch, sealed)?;
        let acts: Vec<ActBytes> = minicbor::decode(&plain).ok()?;
        Some(acts.into_iter().map(|act| act.0).collect())
    }

    /// As bytes, for a frame.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// What [`Carried::to_bytes`] wrote; absent for anything else, a newer Troth's frames among it.
    pub fn from_bytes(bytes: &[u8]) -> Option<Carried> {
        minicbor::decode(bytes).ok()
    }
}

/// Runs of at most so many bytes each; one thing alone may be more.
fn batches<T>(all: &[T], most: usize, bytes: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut runs = Vec::new();
    let mut rest = all;
    while !rest.is_empty() {
        let mut size = 0_usize;
        let fits = |one: &&T| {
            size = size.saturating_add(bytes(one)).saturating_add(8);
            size <= most
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let (run, further) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        runs.push(run);
        rest = further;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{DeviceSecret, Seed};
    use crate::log::LogSecret;
    use crate::sealing::tests::Counter;
    use record::{DeviceKind, RelationshipId};

    fn held(rng: &mut Counter) -> (Keyring, EpochId) {
        let ada = DeviceSecret::of(&Seed::draw(rng), DeviceKind::Device);
        let mut keyring = Keyring::of(RelationshipId([3; 32]));
        let handout = keyring.begin(&[ada.device()], &ada, rng);
        keyring.take(&handout, &ada, |_| true).unwrap();
        let epoch = keyring.newest_for(&[ada.id()].into(), &[ada.id()].into()).unwrap();
        (keyring, epoch)
    }

    #[test]
    fn many_acts_fit_into_frames_and_come_out_in_order() {
        let rng = &mut Counter(0);
        let (keyring, epoch) = held(rng);
        let log = LogSecret::draw(rng);
        let acts: Vec<Vec<u8>> =
            (0..2000_u32).map(|n| [n.to_be_bytes().to_vec(), vec![0; 400]].concat()).collect();
        let mut came = Vec::new();
        for carried in Carried::acts(&keyring, epoch, &acts, rng).unwrap() {
            let frame = log.frame(&carried.to_bytes(), rng).expect("it fits");
            let carried = Carried::from_bytes(&log.unframe(&frame).unwrap()).unwrap();
            let Carried::Acts { epoch, sealed } = carried else { panic!("acts") };
            came.extend(Carried::open_acts(&keyring, epoch, &sealed).unwrap());
        }
        assert_eq!(came, acts);
    }

    #[test]
    fn the_largest_act_fits() {
        let rng = &mut Counter(0);
        let (keyring, epoch) = held(rng);
        let acts = vec![vec![1; record::MAX_ACT_BYTES]; 5];
        for carried in Carried::acts(&keyring, epoch, &acts, rng).unwrap() {
            assert!(carried.to_bytes().len() <= CARRIES);
        }
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        assert!(Carried::from_bytes(&[]).is_none());
        assert!(Carried::from_bytes(&[0x82, 0x18, 0x63, 0x80]).is_none());
    }
}
