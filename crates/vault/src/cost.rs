//! How much one guess at a passphrase costs. Holds one rule: no vault that a person uses is cheaper than OWASP's
//! minimum for Argon2id, and no header makes us pay more than a few seconds.

use crate::error::Error;
use crate::passphrase::{Passphrase, SALT};
use std::time::Duration;

/// The parameters of Argon2id (RFC 9106). Lanes are always one: the implementation runs them one after the other, so
/// more would only help whoever guesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

const MIB: u32 = 1024;
/// What a header may ask for at most: 1 GiB of memory,
const MAX_MEMORY_KIB: u32 = 1024 * MIB;
/// and memory times passes like three passes over that: some five seconds on a laptop.
const MAX_WORK_KIB: u64 = 3 * MAX_MEMORY_KIB as u64;
const MAX_LANES: u32 = 4;

impl Cost {
    /// For a laptop or a server: 64 MiB and three passes, the second recommendation of RFC 9106 but for its lanes.
    pub const NATIVE: Self = Self { memory_kib: 64 * MIB, passes: 3, lanes: 1 };

    /// The least that [`Cost::browser`] takes: 19 MiB and two passes, OWASP's minimum for Argon2id.
    pub const FLOOR: Self = Self { memory_kib: 19 * MIB, passes: 2, lanes: 1 };

    /// For a browser on whatever device: what is asked for, but never below [`Cost::FLOOR`] in either number, nor
    /// above what [`crate::Vault::open`] accepts.
    #[must_use]
    pub fn browser(memory_kib: u32, passes: u32) -> Self {
        let memory_kib = memory_kib.clamp(Self::FLOOR.memory_kib, MAX_MEMORY_KIB);
        let most = u32::try_from(MAX_WORK_KIB / u64::from(memory_kib)).unwrap_or(u32::MAX);
        Self { memory_kib, passes: passes.clamp(Self::FLOOR.passes, most), lanes: 1 }
    }

    /// As little as Argon2id can do, for tests only: it protects nothing.
    #[cfg(feature = "suite")]
    #[must_use]
    pub const fn worthless() -> Self {
        Self { memory_kib: 8, passes: 1, lanes: 1 }
    }

    /// The dearest of a few costs, from [`Cost::NATIVE`] down to [`Cost::FLOOR`], that this device pays within
    /// `budget`; the floor even if it takes longer. `now` is a clock that does not run backwards, such as
    /// `performance.now()`. Takes about `budget` twice: run it where nobody waits for a frame.
    ///
    /// # Errors
    /// [`Error::NoMemory`] if the device does not even give the memory of the floor.
    pub fn calibrate(mut now: impl FnMut() -> Duration, budget: Duration) -> Result<Self, Error> {
        let floor = measure(Self::FLOOR, &mut now)?;
        let ladder = [(64, 3), (64, 2), (46, 2), (32, 2)];
        for cost in ladder.map(|(mib, passes)| Self::browser(mib * MIB, passes)) {
            let guess = floor.mul_f64(cost.work() / Self::FLOOR.work());
            if guess <= budget && measure(cost, &mut now).is_ok_and(|took| took <= budget) {
                return Ok(cost);
            }
        }
        Ok(Self::FLOOR)
    }

    /// Memory in KiB.
    #[must_use]
    pub fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// How often the memory is gone over.
    #[must_use]
    pub fn passes(self) -> u32 {
        self.passes
    }

    pub(crate) fn lanes(self) -> u32 {
        self.lanes
    }

    /// What a header says, if Argon2id can do it and it is within bounds. A cheaper cost than the floor is taken:
    /// whoever lowers it in a stored header only makes the passphrase not fit any more.
    pub(crate) fn from_header(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let possible = passes >= 1 && (1..=MAX_LANES).contains(&lanes) && memory_kib >= 8 * lanes;
        let work = u64::from(memory_kib) * u64::from(passes);
        let bounded = memory_kib <= MAX_MEMORY_KIB && work <= MAX_WORK_KIB;
        (possible && bounded).then_some(Self { memory_kib, passes, lanes })
    }

    fn work(self) -> f64 {
        f64::from(self.memory_kib) * f64::from(self.passes)
    }
}

fn measure(cost: Cost, now: &mut impl FnMut() -> Duration) -> Result<Duration, Error> {
    let start = now();
    Passphrase::new("a guess").stretch_here(&[0; SALT], cost)?;
    Ok(now().saturating_sub(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock on which every pass over 19 MiB seems to take `ms`, whatever it really took: each measurement reads it
    /// twice, and the costs are measured in the order of the ladder.
    fn slow(ms: [u64; 5]) -> impl FnMut() -> Duration {
        let mut readings = ms.into_iter().flat_map(|ms| [0, ms]);
        move || Duration::from_millis(readings.next().unwrap_or(0))
    }

    #[test]
    fn a_fast_device_pays_the_native_cost() {
        let cost = Cost::calibrate(slow([20, 100, 0, 0, 0]), Duration::from_secs(1));
        assert_eq!(cost.ok(), Some(Cost::NATIVE));
    }

    #[test]
    fn a_slow_device_pays_the_floor_and_never_less() {
        let cost = Cost::calibrate(slow([5_000, 0, 0, 0, 0]), Duration::from_secs(1));
        assert_eq!(cost.ok(), Some(Cost::FLOOR));
        assert_eq!(Cost::browser(0, 0), Cost::FLOOR);
    }

    #[test]
    fn a_guess_that_proves_too_low_is_not_taken() {
        let cost = Cost::calibrate(slow([100, 1_001, 900, 0, 0]), Duration::from_secs(1));
        assert_eq!(cost.ok(), Some(Cost::browser(64 * MIB, 2)));
    }

    #[test]
    fn a_header_asks_for_no_more_than_three_gibibyte_passes() {
        assert!(Cost::from_header(MAX_MEMORY_KIB, 3, 1).is_some());
        for (memory, passes, lanes) in [
            (MAX_MEMORY_KIB + 1, 1, 1),
            (u32::MAX, u32::MAX, 1),
            (8, u32::MAX, 1),
            (64 * MIB, 49, 1),
            (64 * MIB, 1, 5),
            (7, 1, 1),
            (0, 0, 0),
        ] {
            assert_eq!(Cost::from_header(memory, passes, lanes), None, "{memory} {passes} {lanes}");
        }
        let most = Cost::browser(u32::MAX, u32::MAX);
        assert_eq!(Cost::from_header(most.memory_kib, most.passes, most.lanes), Some(most));
    }
}
