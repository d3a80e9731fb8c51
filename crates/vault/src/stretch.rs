//! Where a passphrase is stretched to a key: here, or elsewhere. Argon2id takes long on purpose, and a page that runs it
//! itself stands still for as long; so it can be sent to a worker as an [`errand`], bytes for bytes.

use crate::cost::Cost;
use crate::error::Error;
use crate::passphrase::{Passphrase, SALT};
use crate::seal::Secret;

/// The key that came of a passphrase. It has no `Debug`, and leaves memory when it is dropped.
pub struct Stretched(pub(crate) Secret);

/// Gives the key of a passphrase at a cost: a [`Passphrase`] itself, or whoever has it computed elsewhere.
pub trait Stretch {
    /// Argon2id, version 0x13, over the passphrase and this salt, at exactly this cost.
    ///
    /// # Errors
    /// [`Error::NoMemory`].
    fn stretch(&self, salt: &[u8; SALT], cost: Cost) -> impl Future<Output = Result<Stretched, Error>>;
}

impl Stretch for Passphrase {
    async fn stretch(&self, salt: &[u8; SALT], cost: Cost) -> Result<Stretched, Error> {
        self.stretch_here(salt, cost).map(Stretched)
    }
}

/// What is sent to a worker and what comes back. Both sides are of one build, so nothing here is frozen.
pub mod errand {
    use std::time::Duration;

    use zeroize::Zeroizing;

    use super::{Cost, Passphrase, SALT, Secret, Stretched};

    const CALIBRATE: u8 = 0;
    const STRETCH: u8 = 1;

    /// To find the [cost](Cost::calibrate) that this device pays within a budget.
    #[must_use]
    pub fn calibrate(budget: Duration) -> Vec<u8> {
        let millis = u32::try_from(budget.as_millis()).unwrap_or(u32::MAX);
        [[CALIBRATE].as_slice(), &millis.to_be_bytes()].concat()
    }

    /// To stretch a passphrase.
    #[must_use]
    pub fn stretch(passphrase: &Passphrase, salt: &[u8; SALT], cost: Cost) -> Zeroizing<Vec<u8>> {
        let numbers = [cost.memory_kib(), cost.passes(), cost.lanes()].map(u32::to_be_bytes);
        let parts = [[STRETCH].as_slice(), numbers.as_flattened(), salt, passphrase.as_bytes()];
        Zeroizing::new(parts.concat())
    }

    /// Runs an errand. The answer to one that cannot be run is empty. `now` is a clock that does not run backwards.
    #[must_use]
    pub fn run(errand: &[u8], now: impl FnMut() -> Duration) -> Zeroizing<Vec<u8>> {
        let answer = match errand.split_first() {
            Some((&CALIBRATE, rest)) => run_calibrate(rest, now),
            Some((&STRETCH, rest)) => run_stretch(rest),
            _ => None,
        };
        Zeroizing::new(answer.unwrap_or_default())
    }

    /// The cost that [`calibrate`] was answered with.
    #[must_use]
    pub fn cost_of(answer: &[u8]) -> Option<Cost> {
        let (cost, rest) = cost(answer)?;
        rest.is_empty().then_some(cost)
    }

    /// The key that [`stretch`] was answered with.
    #[must_use]
    pub fn key_of(answer: &[u8]) -> Option<Stretched> {
        let mut key = Secret::zero();
        *key.bytes_mut() = *answer.first_chunk().filter(|_| answer.len() == 32)?;
        Some(Stretched(key))
    }

    fn run_calibrate(rest: &[u8], now: impl FnMut() -> Duration) -> Option<Vec<u8>> {
        let budget = u32::from_be_bytes(rest.try_into().ok()?);
        let cost = Cost::calibrate(now, Duration::from_millis(budget.into())).ok()?;
        Some([cost.memory_kib(), cost.passes(), cost.lanes()].map(u32::to_be_bytes).concat())
    }

    fn run_stretch(rest: &[u8]) -> Option<Vec<u8>> {
        let (cost, rest) = cost(rest)?;
        let (salt, typed) = rest.split_first_chunk()?;
        let passphrase = Passphrase::new(std::str::from_utf8(typed).ok()?);
        passphrase.stretch_here(salt, cost).ok().map(|key| key.bytes().to_vec())
    }

    fn cost(bytes: &[u8]) -> Option<(Cost, &[u8])> {
        let (memory, rest) = bytes.split_first_chunk()?;
        let (passes, rest) = rest.split_first_chunk()?;
        let (lanes, rest) = rest.split_first_chunk()?;
        let [memory, passes, lanes] = [memory, passes, lanes].map(|number| u32::from_be_bytes(*number));
        Some((Cost::from_header(memory, passes, lanes)?, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn an_errand_brings_the_key_that_would_be_made_here() {
        let (passphrase, salt) = (Passphrase::new("pässphrase"), [7; SALT]);
        let cost = Cost::from_header(8, 1, 1).unwrap();
        let answer = errand::run(&errand::stretch(&passphrase, &salt, cost), || Duration::ZERO);
        let key = errand::key_of(&answer).unwrap();
        assert_eq!(key.0.bytes(), passphrase.stretch_here(&salt, cost).unwrap().bytes());
        assert!(errand::cost_of(&answer).is_none());
    }

    #[test]
    fn an_errand_brings_the_cost_that_would_be_found_here() {
        let answer = errand::run(&errand::calibrate(Duration::from_secs(1)), || Duration::ZERO);
        assert_eq!(errand::cost_of(&answer), Some(Cost::NATIVE));
        assert!(errand::key_of(&answer).is_none());
    }

    #[test]
    fn what_is_no_errand_is_answered_with_nothing() {
        let whole = errand::stretch(&Passphrase::new(""), &[0; SALT], Cost::from_header(8, 1, 1).unwrap());
        for wrong in [&[][..], &[9], &[0, 1], &whole[..whole.len() - 1], &[1; 60]] {
            assert!(errand::run(wrong, || Duration::ZERO).is_empty(), "{wrong:?}");
        }
    }
}
