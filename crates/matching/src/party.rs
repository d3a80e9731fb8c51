//! Two people, one list: who of them takes which step.

use std::fmt;

use curve25519_dalek::RistrettoPoint;
use curve25519_dalek::traits::{Identity, IsIdentity};
use minicbor::{Decode, Encode};

use crate::drawn::Draws;
use crate::hash::Hash;
use crate::share::{Seed, Share};
use crate::{MOST, Wrong, bit, blind, open};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Side {
    /// The first person of the relationship.
    #[n(0)]
    First,
    /// The second.
    #[n(1)]
    Second,
}

impl Side {
    pub(crate) fn index(self) -> usize {
        match self {
            Side::First => 0,
            Side::Second => 1,
        }
    }

    /// What is of this side, and what is of the other.
    fn of<T>(self, [first, second]: [T; 2]) -> (T, T) {
        match self {
            Side::First => (first, second),
            Side::Second => (second, first),
        }
    }

    fn other(self) -> Side {
        match self {
            Side::First => Side::Second,
            Side::Second => Side::First,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Side::First => "first",
            Side::Second => "second",
        })
    }
}

/// What one person sent in a step, and what the other did: the first person's before the second's.
pub type Two<'m> = [&'m [u8]; 2];

/// Two shares over one list: all that either sends is bound to it.
pub struct Pairing {
    /// A hash of all of it.
    id: [u8; 32],
    shares: [RistrettoPoint; 2],
    /// The key under which answers are sealed.
    key: RistrettoPoint,
    entries: usize,
}

impl Pairing {
    /// `place`: where the shares are used, as [`Seed::share`] had it. `list`: names what is matched, in this order.
    ///
    /// # Errors
    /// [`Wrong::Entries`], [`Wrong::Share`].
    pub fn new(place: &[u8], list: &[u8], entries: usize, shares: [&Share; 2]) -> Result<Pairing, Wrong> {
        if entries == 0 || entries > MOST {
            return Err(Wrong::Entries { entries });
        }
        let checked = |share: &Share, side| share.checked(place, side).ok_or(Wrong::Share { side });
        let [first, second] = shares;
        let points = [checked(first, Side::First)?, checked(second, Side::Second)?];
        let id = Hash::of("pairing").part(place).part(list).number(entries);
        let id = id.part(first.key()).part(second.key()).bytes();
        let [one, two] = points;
        let key = one + two;
        if key.is_identity() {
            return Err(Wrong::Share { side: Side::Second });
        }
        Ok(Pairing { id, shares: points, key, entries })
    }

    /// What every challenge for an entry begins with.
    pub(crate) fn hash(&self, purpose: &str, side: Side, entry: usize) -> Hash {
        Hash::of(purpose).part(&self.id).number(side.index()).number(entry)
    }

    pub(crate) fn key(&self) -> &RistrettoPoint {
        &self.key
    }

    /// Cuts what was sent into what was sent for each entry, and what is behind them.
    fn cut<'m, const N: usize>(
        &self,
        bytes: &'m [u8],
        behind: usize,
    ) -> Result<(Vec<&'m [u8; N]>, &'m [u8]), Wrong> {
        let all = self.entries.saturating_mul(N);
        let expected = all.saturating_add(behind);
        let wrong = Wrong::Length { bytes: bytes.len(), expected };
        if bytes.len() != expected {
            return Err(wrong);
        }
        let (entries, rest) = bytes.split_at_checked(all).ok_or(wrong)?;
        Ok((entries.as_chunks::<N>().0.iter().collect(), rest))
    }

    fn sealed(&self, side: Side, bytes: &[u8], check: Option<Side>) -> Result<Vec<bit::Sealed>, Wrong> {
        let (entries, _) = self.cut(bytes, 0)?;
        each(entries, |entry, bytes| match check {
            Some(checked) if checked == side => bit::checked(self, side, entry, bytes),
            _ => bit::read(bytes),
        })
    }

    /// What both sealed, put together: for each entry what hides 0 exactly where both said yes.
    fn sums(&self, sealed: Two<'_>, check: Option<Side>) -> Result<Vec<bit::Sealed>, Wrong> {
        let [first, second] = sealed;
        let first = self.sealed(Side::First, first, check)?;
        let second = self.sealed(Side::Second, second, check)?;
        Ok(first.iter().zip(&second).map(|(one, two)| one.with(two)).collect())
    }

    /// The same, blinded by both, and both proven. One's own proof is bound to what was sealed: that is still what was looked at
    /// when it was made.
    fn blinded(&self, sealed: Two<'_>, blinded: Two<'_>) -> Result<Vec<bit::Sealed>, Wrong> {
        let sums = self.sums(sealed, None)?;
        let [first, second] = blinded;
        let of = |side, bytes| {
            let (entries, _) = self.cut(bytes, 0)?;
            each(entries, |entry, bytes| blind::checked(self, side, entry, sums.get(entry)?, bytes))
        };
        let (first, second) = (of(Side::First, first)?, of(Side::Second, second)?);
        Ok(first.iter().zip(&second).map(|(one, two)| one.plus(two)).collect())
    }
}

fn each<const N: usize, T>(
    entries: Vec<&[u8; N]>,
    read: impl Fn(usize, &[u8; N]) -> Option<T>,
) -> Result<Vec<T>, Wrong> {
    let read = |(entry, bytes)| read(entry, bytes).ok_or(Wrong::Entry { entry });
    entries.into_iter().enumerate().map(read).collect()
}

/// One of the two, with what they draw from.
pub struct Party<'p> {
    /// Over what.
    pub pairing: &'p Pairing,
    /// Who.
    pub side: Side,
    /// One's own, of one's own share.
    pub seed: &'p Seed,
}

impl Party<'_> {
    fn draws(&self, said: Hash) -> Draws {
        Draws::of(self.seed, &said.number(self.side.index()).part(&self.pairing.id).bytes())
    }

    /// Seals one's answers, `true` for yes: 192 bytes an entry.
    ///
    /// # Errors
    /// [`Wrong::Entries`] where there are not as many answers as entries.
    pub fn seal(&self, answers: &[bool]) -> Result<Vec<u8>, Wrong> {
        if answers.len() != self.pairing.entries {
            return Err(Wrong::Entries { entries: answers.len() });
        }
        let said: Vec<u8> = answers.iter().map(|yes| u8::from(*yes)).collect();
        let draws = self.draws(Hash::of("to seal").part(&said));
        let seal = |(entry, yes): (usize, &bool)| bit::seal(self.pairing, self.side, &draws, entry, *yes);
        Ok(answers.iter().enumerate().flat_map(seal).collect())
    }

    /// Checks what the other sealed, and blinds what both did: 128 bytes an entry.
    ///
    /// # Errors
    /// [`Wrong::Length`], [`Wrong::Entry`].
    pub fn blind(&self, sealed: Two<'_>) -> Result<Vec<u8>, Wrong> {
        let sums = self.pairing.sums(sealed, Some(self.side.other()))?;
        let draws = self.draws(Hash::of("to blind").part(sealed[0]).part(sealed[1]));
        let blind =
            |(entry, sum): (usize, &bit::Sealed)| blind::blind(self.pairing, self.side, &draws, entry, sum);
        Ok(sums.iter().enumerate().flat_map(blind).collect())
    }

    /// Checks what both blinded, and opens one's half: 32 bytes an entry, and 64.
    ///
    /// # Errors
    /// [`Wrong::Length`], [`Wrong::Entry`].
    pub fn open(&self, sealed: Two<'_>, blinded: Two<'_>) -> Result<Vec<u8>, Wrong> {
        let both = self.pairing.blinded(sealed, blinded)?;
        let draws = self.draws(Hash::of("to open").part(blinded[0]).part(blinded[1]));
        Ok(open::open(self.pairing, self.side, &self.seed.key(), &draws, &both))
    }

    /// Checks what both blinded and opened: for each entry whether both said yes.
    ///
    /// # Errors
    /// [`Wrong::Length`], [`Wrong::Entry`], [`Wrong::Opening`].
    pub fn found(&self, sealed: Two<'_>, blinded: Two<'_>, opened: Two<'_>) -> Result<Vec<bool>, Wrong> {
        let both = self.pairing.blinded(sealed, blinded)?;
        let ((mine, theirs), shares) = (self.side.of(opened), self.side.of(self.pairing.shares));
        let (mine, theirs) = (self.opened(mine)?, self.opened(theirs)?);
        let is_proven = |side, share: &RistrettoPoint, (halves, proof): &(Vec<RistrettoPoint>, &[u8])| {
            open::is_proven(self.pairing, side, share, &both, halves, proof)
        };
        // One's own too: what was opened is still what is looked at.
        if !is_proven(self.side, &shares.0, &mine) || !is_proven(self.side.other(), &shares.1, &theirs) {
            return Err(Wrong::Opening);
        }
        let halves = mine.0.iter().zip(&theirs.0);
        Ok(both
            .iter()
            .zip(halves)
            .map(|(both, (one, two))| both.hides() - one - two == RistrettoPoint::identity())
            .collect())
    }

    fn opened<'m>(&self, bytes: &'m [u8]) -> Result<(Vec<RistrettoPoint>, &'m [u8]), Wrong> {
        let (entries, proof) = self.pairing.cut(bytes, open::PROOF)?;
        Ok((each(entries, |_, bytes| bit::point(bytes))?, proof))
    }
}
