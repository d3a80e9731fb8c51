//! What is kept apart: reported, never folded.
//!
//! An act is kept apart for what it is or for what its past is, never for what else has arrived: so every device that
//! has the same acts keeps the same ones apart. Only waiting (missing parents) ends when something arrives.
//! The list is bounded; the oldest entries leave it first. Nothing but the report is lost with them.

use std::collections::{BTreeMap, VecDeque};

use crate::envelope::{Forged, Malformed};
use crate::id::{ActId, DeviceId, RelationshipId};

/// The most acts that are remembered as kept apart.
pub const MAX_APART: usize = 10_000;

/// Something that is kept apart, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("act {act} is kept apart: {cause}")]
pub struct Apart {
    /// SHA-256 of its bytes.
    pub act: ActId,
    /// The device that it claims to be from, where it could be read.
    pub device: Option<DeviceId>,
    /// Why.
    pub cause: Cause,
}

/// Why an act is kept apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// The bytes are no act. Too large is one of the reasons.
    #[error("malformed: {0}")]
    Malformed(#[from] Malformed),
    /// Its device did not sign it.
    #[error("forged: it is not signed by the device that it names")]
    Forged,
    /// It belongs to another relationship.
    #[error("it belongs to relationship {0}")]
    OtherRelationship(RelationshipId),
    /// Nothing in its past lets its device in.
    #[error("nothing in its past lets its device in")]
    UnknownDevice,
    /// Its past lets its device in for both people.
    #[error("its past lets its device in for both people")]
    ClaimedByBoth,
    /// Its sequence number does not follow on its device's last act in its past.
    #[error("its sequence number is {found}, where its past asks for {expected}")]
    BadSequence {
        /// The number in the act.
        found: u64,
        /// One more than that of its device's last act in its past; 0 with none.
        expected: u64,
    },
    /// One of its heads is in the past of another, so it is not a head.
    #[error("its head {0} is in the past of another of its heads")]
    NotAHead(ActId),
    /// It lets a device in that somebody had let in already, as its past shows.
    #[error("device {0} was let in already")]
    DeviceKnown(DeviceId),
    /// It lets a device out that, as its past shows, is the other person's.
    #[error("device {0} is the other person's")]
    OthersDevice(DeviceId),
    /// It lets a device out that nothing in its past lets in.
    #[error("nothing in its past lets device {0} in")]
    NoSuchDevice(DeviceId),
    /// One of its heads is kept apart.
    #[error("its head {0} is kept apart")]
    OnApart(ActId),
    /// Heads of it have not arrived. It goes in when they do.
    #[error("{} of its heads have not arrived", .0.len())]
    Waiting(Vec<ActId>),
    /// Too much was waiting; it was let go, and goes in when it is sent again after its parents.
    #[error("too many acts were waiting for their parents")]
    Crowded,
}

impl Apart {
    /// Bytes that are no act.
    #[must_use]
    pub fn malformed(bytes: &[u8], cause: Malformed) -> Self {
        Self { act: ActId::of(bytes), device: None, cause: Cause::Malformed(cause) }
    }
}

impl From<Forged> for Apart {
    fn from(forged: Forged) -> Self {
        Self { act: forged.act, device: Some(forged.device), cause: Cause::Forged }
    }
}

/// The acts kept apart, oldest out first.
#[derive(Debug)]
pub(crate) struct KeptApart {
    most: usize,
    acts: BTreeMap<ActId, Apart>,
    order: VecDeque<ActId>,
}

impl KeptApart {
    pub(crate) const fn new(most: usize) -> Self {
        Self { most, acts: BTreeMap::new(), order: VecDeque::new() }
    }

    /// The first cause stays.
    pub(crate) fn keep(&mut self, apart: Apart) {
        let id = apart.act;
        if self.acts.contains_key(&id) {
            return;
        }
        self.acts.insert(id, apart);
        self.order.push_back(id);
        if self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.acts.remove(&oldest);
        }
    }

    pub(crate) fn has(&self, id: ActId) -> bool {
        self.acts.contains_key(&id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Apart> {
        self.acts.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_leave_the_list_when_it_is_full() {
        let apart = |n: u8| Apart { act: ActId([n; 32]), device: None, cause: Cause::Forged };
        let mut kept = KeptApart::new(2);
        for n in [3, 3, 1, 2] {
            kept.keep(apart(n));
        }
        assert_eq!(kept.all().map(|one| one.act.0[0]).collect::<Vec<_>>(), [1, 2]);
        assert!(!kept.has(ActId([3; 32])));
    }
}
