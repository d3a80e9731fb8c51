//! "Who, where, when": an act with its past and its instant, and what "at T on K" means.

use std::collections::BTreeSet;

use consent::{ActId, Instant, Person, Says, Version};

use super::Told;

/// An act that exists.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: ActId,
    pub(super) by: Person,
    /// Its instant, by the rule of the page.
    pub(super) at: Instant,
    /// Without what was refused.
    pub(super) past: BTreeSet<ActId>,
    pub(super) says: Says,
}

impl Known {
    /// The act as told, with the acts of its past that exist; none where what it says cannot be said.
    pub(super) fn of(told: &Told, past: &[&Known]) -> Option<Known> {
        let says = told.says.clone().ok()?;
        // "The device's clock, but never earlier than any act of the same person in its past."
        let mut at = told.clock;
        for earlier in past {
            if earlier.by == told.by && earlier.at > at {
                at = earlier.at;
            }
        }
        Some(Known { id: told.id, by: told.by, at, past: past.iter().map(|act| act.id).collect(), says })
    }

    /// seen(x, y): act y is in the past of act x.
    pub(super) fn has_seen(&self, other: &Known) -> bool {
        self.past.contains(&other.id)
    }
}

/// "At T on K": asked at this instant on a device that knows these acts.
pub(super) struct At<'k> {
    pub(super) instant: Instant,
    pub(super) known: Vec<&'k Known>,
}

impl<'k> At<'k> {
    /// The acts that count: one that opens only if its instant ≤ T, one that closes as soon as it is in K.
    ///
    /// A `propose` does neither. It counts at once: what closes may name it, and must not wait for it.
    pub(super) fn acts(&self) -> impl Iterator<Item = &'k Known> {
        self.known.iter().copied().filter(|act| match act.says {
            Says::Sign(_)
            | Says::Resume
            | Says::Lift(_)
            | Says::Open(..)
            | Says::Review(..)
            | Says::CheckIn => act.at <= self.instant,
            Says::Limit(..)
            | Says::Withdraw(..)
            | Says::End(_)
            | Says::Slow
            | Says::Pause
            | Says::Stop
            | Says::Close(_)
            | Says::Retract(_)
            | Says::Propose(_) => true,
        })
    }

    /// All versions, each with the act that proposed it.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&'k Known, &'k Version)> {
        self.acts().filter_map(|act| match &act.says {
            Says::Propose(version) => Some((act, &**version)),
            _ => None,
        })
    }

    /// The version of this name.
    pub(super) fn version(&self, named: ActId) -> Option<(&'k Known, &'k Version)> {
        self.versions().find(|(propose, _)| propose.id == named)
    }
}
