//! One row, sealed. Holds one rule: what was written to one place of one vault opens there and nowhere else.
//!
//! A sealed row is `nonce (24) ‖ ciphertext ‖ tag (16)`, XChaCha20-Poly1305 under a key derived from the vault key,
//! with the row's [`Spot`] as associated data. It does not notice a row that is missing, or an older one of the same
//! place: that is the manifest's business.

use crate::entropy::{Source, fresh};
use crate::error::Error;
use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use std::fmt::Write;
use zeroize::{Zeroize, Zeroizing};

/// Length of a nonce in bytes: long enough to be drawn at random for ever.
pub(crate) const NONCE: usize = 24;
/// Length of a tag in bytes.
pub(crate) const TAG: usize = 16;
/// Length of a vault's id in bytes.
pub(crate) const ID: usize = 16;

/// A row's nonce. Drawn anew at every writing, it tells one writing of a place from every other.
pub(crate) type Nonce = [u8; NONCE];

/// 32 secret bytes: on the heap, so that moving them leaves no copy; gone when dropped; never printed.
pub(crate) struct Secret(Box<[u8; 32]>);

impl Secret {
    pub(crate) fn zero() -> Self {
        Self(Box::new([0; 32]))
    }

    pub(crate) fn fresh(source: &mut Source) -> Result<Self, Error> {
        let mut secret = Self::zero();
        source.fill(secret.bytes_mut())?;
        Ok(secret)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }

    /// Seals in place; the tag comes back.
    pub(crate) fn seal_in_place(
        &self,
        nonce: &Nonce,
        associated: &[u8],
        bytes: &mut [u8],
    ) -> Option<[u8; TAG]> {
        let cipher = XChaCha20Poly1305::new(&(*self.0).into());
        let nonce = XNonce::from(*nonce);
        cipher.encrypt_inout_detached(&nonce, associated, InOutBuf::from(bytes)).ok().map(Into::into)
    }

    /// Opens in place, or leaves the bytes sealed and answers `None`.
    pub(crate) fn open_in_place(
        &self,
        nonce: &Nonce,
        associated: &[u8],
        bytes: &mut [u8],
        tag: [u8; TAG],
    ) -> Option<()> {
        let cipher = XChaCha20Poly1305::new(&(*self.0).into());
        let (nonce, tag) = (XNonce::from(*nonce), Tag::from(tag));
        cipher.decrypt_inout_detached(&nonce, associated, InOutBuf::from(bytes), &tag).ok()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.as_mut_slice().zeroize();
    }
}

/// What kind of thing a row holds. Part of what its seal is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Manifest = 1,
    Kept = 2,
    Run = 3,
}

/// A row's place within a vault: its kind, the true name of its shelf or run, and its key in the store.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) kind: Kind,
    pub(crate) shelf: &'a str,
    pub(crate) key: &'a [u8],
}

/// The keys of one vault, all derived from its vault key with HKDF-SHA256, the vault's id as salt.
pub(crate) struct Keys {
    id: [u8; ID],
    rows: Secret,
    names: Hkdf<Sha256>,
}

impl Keys {
    pub(crate) fn id(&self) -> [u8; ID] {
        self.id
    }

    pub(crate) fn derive(vault_key: &Secret, id: [u8; ID]) -> Self {
        let root = Hkdf::<Sha256>::new(Some(&id), vault_key.bytes());
        let rows = expand(&root, b"troth vault 1 rows");
        let names = Hkdf::new(None, expand(&root, b"troth vault 1 names").bytes());
        Self { id, rows, names }
    }

    /// Seals the pieces, one after the other, as one row.
    pub(crate) fn seal(
        &self,
        source: &mut Source,
        spot: Spot<'_>,
        pieces: &[&[u8]],
    ) -> Result<Vec<u8>, Error> {
        let nonce: Nonce = fresh(source)?;
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let too_large = || Error::TooLarge { what: "row", bytes: length, limit: crate::run::MAX_ROW };
        // With room for all of it at once, so that no half-filled buffer is left behind in memory.
        let mut sealed = Vec::with_capacity(NONCE + length + TAG);
        sealed.extend_from_slice(&nonce);
        for piece in pieces {
            sealed.extend_from_slice(piece);
        }
        let plain = sealed.get_mut(NONCE..).unwrap_or_default();
        let tag = self.rows.seal_in_place(&nonce, &self.associated(spot), plain).ok_or_else(too_large)?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// Opens a row, if it is what this vault once wrote to this very place.
    pub(crate) fn open(&self, spot: Spot<'_>, mut sealed: Vec<u8>) -> Option<Zeroizing<Vec<u8>>> {
        let nonce = nonce_of(&sealed)?;
        let (rest, tag) = sealed.split_last_chunk_mut::<TAG>()?;
        let tag = *tag;
        let bytes = rest.get_mut(NONCE..)?;
        self.rows.open_in_place(&nonce, &self.associated(spot), bytes, tag)?;
        let mut plain = Zeroizing::new(sealed);
        let end = plain.len().saturating_sub(TAG);
        plain.truncate(end);
        plain.drain(..NONCE);
        Some(plain)
    }

    /// The name under which the store knows a shelf or run: 32 hexadecimal digits that say nothing, and that are
    /// others in every vault, so that two people's disks do not show that they share a record.
    pub(crate) fn blind_shelf(&self, kind: Kind, name: &str) -> String {
        let mut text = String::with_capacity(32);
        for byte in self.blind(&[&[kind as u8], name.as_bytes()]) {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// The key under which the store knows a kept value.
    pub(crate) fn blind_key(&self, shelf: &str, key: &[u8]) -> [u8; 16] {
        self.blind(&[&[0], &length_prefix(shelf), shelf.as_bytes(), key])
    }

    fn blind(&self, parts: &[&[u8]]) -> [u8; 16] {
        let mut out = [0; 16];
        // HKDF refuses only outputs longer than 255 hashes.
        let _ = self.names.expand_multi_info(parts, &mut out);
        out
    }

    fn associated(&self, spot: Spot<'_>) -> Vec<u8> {
        let mut bytes = b"troth vault 1".to_vec();
        bytes.extend_from_slice(&self.id);
        bytes.push(spot.kind as u8);
        bytes.extend_from_slice(&length_prefix(spot.shelf));
        bytes.extend_from_slice(spot.shelf.as_bytes());
        bytes.extend_from_slice(spot.key);
        bytes
    }
}

/// Names are at most 255 bytes long, see [`crate::vault`]; eight bytes say so without a cast.
fn length_prefix(name: &str) -> [u8; 8] {
    u64::try_from(name.len()).unwrap_or(u64::MAX).to_be_bytes()
}

fn expand(root: &Hkdf<Sha256>, purpose: &[u8]) -> Secret {
    let mut secret = Secret::zero();
    // HKDF refuses only outputs longer than 255 hashes.
    let _ = root.expand(purpose, secret.bytes_mut());
    secret
}

/// The nonce that a sealed row begins with.
pub(crate) fn nonce_of(sealed: &[u8]) -> Option<Nonce> {
    sealed.first_chunk::<NONCE>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Platform;

    fn keys(id: u8) -> Keys {
        Keys::derive(&Secret::zero(), [id; ID])
    }

    fn spot<'a>(kind: Kind, shelf: &'a str, key: &'a [u8]) -> Spot<'a> {
        Spot { kind, shelf, key }
    }

    #[test]
    fn a_row_opens_at_its_place_in_its_vault_and_nowhere_else() {
        let mut source: Source = Box::new(Platform);
        let here = spot(Kind::Kept, "ab", b"c");
        let sealed = keys(1).seal(&mut source, here, &[b"one ", b"value"]).unwrap();
        assert_eq!(*keys(1).open(here, sealed.clone()).unwrap(), b"one value");
        assert!(keys(2).open(here, sealed.clone()).is_none(), "another vault");
        for there in [spot(Kind::Run, "ab", b"c"), spot(Kind::Kept, "a", b"bc"), spot(Kind::Kept, "ab", b"d")]
        {
            assert!(keys(1).open(there, sealed.clone()).is_none());
        }
        for short in 0..sealed.len() {
            assert!(keys(1).open(here, sealed[..short].to_vec()).is_none());
        }
    }

    #[test]
    fn names_in_the_store_say_nothing_and_differ_between_vaults() {
        assert_ne!(keys(1).blind_shelf(Kind::Run, "acts"), keys(2).blind_shelf(Kind::Run, "acts"));
        assert_ne!(keys(1).blind_shelf(Kind::Run, "acts"), keys(1).blind_shelf(Kind::Kept, "acts"));
        assert_ne!(keys(1).blind_key("ab", b"c"), keys(1).blind_key("a", b"bc"));
        assert_eq!(keys(1).blind_shelf(Kind::Run, "acts").len(), 32);
    }
}
