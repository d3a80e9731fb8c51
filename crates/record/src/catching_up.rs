//! What one device has and another lacks, so that they repair each other when a relay lost something.
//!
//! A record is closed under pasts: whoever has an act has all that it had seen. So a few names say what one has. Beside
//! the newest act of each line stand some older ones, at doubling distances: if the newest are unknown to the other,
//! some older one is known, and at most twice as much is sent as is lacking. What is said is never more than
//! what one has, so nothing is ever left out, forks included.

use minicbor::{Decode, Decoder, Encode, decode};

use crate::causality::{Clock, Line, as_usize};
use crate::id::{ActId, RelationshipId};
use crate::record::{Entry, Record};

/// The most acts that a summary names.
pub const MAX_HAVE: usize = 1024;

/// A summary of what a device has. In CBOR: `[relationship, acts, [name, …]]`.
#[derive(Debug, Clone, PartialEq, Eq, Encode)]
#[cbor(array)]
pub struct Have {
    #[n(0)]
    relationship: RelationshipId,
    #[n(1)]
    acts: u64,
    #[n(2)]
    names: Vec<ActId>,
}

/// A summary that names more than [`MAX_HAVE`] acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a summary of {0} names is longer than {MAX_HAVE}")]
pub struct HaveTooLarge(pub usize);

impl Have {
    /// Which relationship.
    #[must_use]
    pub const fn relationship(&self) -> RelationshipId {
        self.relationship
    }

    /// How many acts the device says that it has. To show, not to rely on.
    #[must_use]
    pub const fn acts(&self) -> u64 {
        self.acts
    }

    /// The acts named; each stands for itself and its past.
    #[must_use]
    pub fn names(&self) -> &[ActId] {
        &self.names
    }
}

impl<'b, C> Decode<'b, C> for Have {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        #[derive(Decode)]
        #[cbor(array)]
        struct Unchecked {
            #[n(0)]
            relationship: RelationshipId,
            #[n(1)]
            acts: u64,
            #[n(2)]
            names: Vec<ActId>,
        }
        let Unchecked { relationship, acts, names } = d.decode_with(ctx)?;
        if names.len() > MAX_HAVE {
            return Err(decode::Error::message(HaveTooLarge(names.len())));
        }
        Ok(Self { relationship, acts, names })
    }
}

impl Record {
    /// What this device has. With very many lines, the newest acts of as many as fit: less than it has, never more.
    #[must_use]
    pub fn have(&self) -> Have {
        let mut names = Vec::new();
        let (mut back, mut before): (usize, Option<usize>) = (0, None);
        loop {
            let room = MAX_HAVE.saturating_sub(names.len());
            let acts = self.lines.all().iter().filter_map(|line| named(line, back, before));
            let step: Vec<_> =
                acts.filter_map(|act| self.entries.get(act)).map(Entry::id).take(room).collect();
            if step.is_empty() {
                break;
            }
            names.extend(step);
            before = Some(back);
            back = back.saturating_mul(2).saturating_add(1);
        }
        let acts = u64::try_from(self.len()).unwrap_or(u64::MAX);
        Have { relationship: self.relationship(), acts, names }
    }

    /// The acts that stand here and that, as far as their summary tells, they lack: in causal order. Costs time in
    /// their number, not in the record's. Nothing for another relationship.
    #[must_use]
    pub fn lacking(&self, theirs: &Have) -> Vec<ActId> {
        if theirs.relationship != self.relationship() {
            return Vec::new();
        }
        let known = theirs.names.iter().filter_map(|name| self.get(*name));
        let have = Clock::after(known.map(|act| (act.clock(), act.place())));
        let lines = (0_u32..).zip(self.lines.all());
        let numbers = lines.flat_map(|(number, line)| line.acts.iter().skip(as_usize(have.count(number))));
        let mut lacking: Vec<_> = numbers.filter_map(|act| self.entries.get(*act)).collect();
        lacking.sort_unstable_by_key(|act| (act.height(), act.id()));
        lacking.into_iter().map(Entry::id).collect()
    }

    /// Whether they have an act that is not here: time to send them one's own summary.
    #[must_use]
    pub fn is_behind(&self, theirs: &Have) -> bool {
        theirs.relationship == self.relationship()
            && theirs.names.iter().any(|name| self.get(*name).is_none())
    }
}

/// The act so far back from the newest of a line, or its first act where that is further; none where the step before
/// named that one already.
fn named(line: &Line, back: usize, before: Option<usize>) -> Option<usize> {
    let furthest = line.acts.len().checked_sub(1)?;
    let fresh = before.is_none_or(|before| before < furthest);
    if fresh { line.acts.iter().nth_back(back.min(furthest)).copied() } else { None }
}
