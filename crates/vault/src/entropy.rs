//! Where keys, salts and nonces come from.
//!
//! The only implementation outside tests is the platform's own generator. That there is a trait at all is for the
//! golden bytes: a vault written from fixed bytes must come out the same for ever.

use crate::error::Error;

/// A source of bytes that nobody can guess.
pub(crate) trait Entropy {
    /// Fills the whole of `out`, or fails.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error>;
}

/// A vault's source, wherever it came from. `Send`, so that a native vault may move to another thread.
pub(crate) type Source = Box<dyn Entropy + Send>;

/// `N` fresh bytes.
pub(crate) fn fresh<const N: usize>(source: &mut Source) -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    source.fill(&mut bytes)?;
    Ok(bytes)
}

/// The operating system's generator, or the browser's `crypto.getRandomValues`.
pub(crate) struct Platform;

impl Entropy for Platform {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(out).map_err(Error::Randomness)
    }
}

/// Fixed bytes for the golden vault: SHA-256 of a counter. Never for a vault that anyone uses.
#[cfg(feature = "suite")]
#[derive(Default)]
pub(crate) struct Fixed {
    counter: u64,
}

#[cfg(feature = "suite")]
impl Entropy for Fixed {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        use sha2::{Digest, Sha256};
        for chunk in out.chunks_mut(32) {
            self.counter += 1;
            let block = Sha256::digest(self.counter.to_be_bytes());
            for (byte, fixed) in chunk.iter_mut().zip(block.iter()) {
                *byte = *fixed;
            }
        }
        Ok(())
    }
}
