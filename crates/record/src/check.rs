//! Checking a whole record from its bytes alone, as if nothing had ever been checked: `troth verify`.
//!
//! Trusts no stored answer: form, names, signatures, membership and causality are drawn anew from what is handed in.

use sha2::{Digest, Sha256};

use crate::apart::Apart;
use crate::disowned::{Disowned, Fork};
use crate::envelope::{Received, verify_each};
use crate::id::{ActId, RelationshipId};
use crate::record::{Entry, Record};

/// What a check of a whole record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which relationship.
    pub relationship: RelationshipId,
    /// How many acts are good.
    pub good: usize,
    /// SHA-256 over the names of the good acts in causal order: two devices with the same acts show the same.
    pub digest: [u8; 32],
    /// What is not good, or waits for acts that are not there.
    pub apart: Vec<Apart>,
    /// Proofs of forked devices. Their acts are good: they are shown.
    pub forks: Vec<Fork>,
    /// Good acts that open nothing any more, in causal order.
    pub disowned: Vec<(ActId, Disowned)>,
}

impl Report {
    /// Whether everything that was handed in stands.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.apart.is_empty()
    }
}

/// Checks a record of this relationship from the bytes of its acts, in any order.
pub fn verify_all<B: AsRef<[u8]>>(relationship: RelationshipId, acts: impl IntoIterator<Item = B>) -> Report {
    let mut record = Record::unbounded(relationship);
    let (mut received, mut apart) = (Vec::new(), Vec::new());
    for bytes in acts {
        match Received::read(bytes.as_ref()) {
            Ok(act) => received.push(act),
            Err(cause) => apart.push(Apart::malformed(bytes.as_ref(), cause)),
        }
    }
    let mut good = Vec::with_capacity(received.len());
    for act in verify_each(received) {
        match act {
            Ok(act) => good.push(act),
            Err(forged) => apart.push(forged.into()),
        }
    }
    for bad in apart {
        record.keep_apart(bad);
    }
    record.merge(good);
    record.report()
}

impl Record {
    /// Checks this record anew from the bytes of its acts: see [`verify_all`].
    #[must_use]
    pub fn verify_all(&self) -> Report {
        verify_all(self.relationship(), self.in_order_of_arrival().map(|entry| entry.verified().bytes()))
    }

    /// What this record says of itself, nothing checked anew.
    #[must_use]
    pub fn report(&self) -> Report {
        let mut hash = Sha256::new();
        self.in_causal_order().for_each(|entry| hash.update(entry.id().as_bytes()));
        let disowned = self.in_causal_order().map(Entry::id);
        Report {
            relationship: self.relationship(),
            good: self.len(),
            digest: hash.finalize().into(),
            apart: self.apart().collect(),
            forks: self.forks().collect(),
            disowned: disowned.filter_map(|id| Some((id, self.disowned(id)?))).collect(),
        }
    }
}
