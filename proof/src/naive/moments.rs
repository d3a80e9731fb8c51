//! The part of the line named "moments".

use consent::instant::MINUTE;
use consent::{ActId, Instant, Says};

use super::agreements::Agreement;
use super::known::{At, Known};

/// Where the moment of an `open` ends by itself, and the version by which it names its agreement.
pub(super) fn moment(act: &Known) -> Option<(ActId, Instant)> {
    match act.says {
        Says::Open(named, minutes) => Some((named, act.at.plus(i64::from(minutes) * MINUTE))),
        _ => None,
    }
}

impl At<'_> {
    /// "It is over early once K holds a `close` of that agreement, or a `stop` by anyone, that O has not seen."
    fn is_over_early(&self, open: &Known, agreement: &Agreement) -> bool {
        self.acts().any(|act| {
            let ends_it = match act.says {
                Says::Close(named) => agreement.contains(&named),
                Says::Stop => true,
                _ => false,
            };
            ends_it && !open.has_seen(act)
        })
    }

    /// Whether the `open` is of this agreement, not over early, and not over by itself.
    fn is_not_over(&self, open: &Known, agreement: &Agreement) -> bool {
        moment(open).is_some_and(|(named, ends)| {
            agreement.contains(&named) && self.instant < ends && !self.is_over_early(open, agreement)
        })
    }

    /// Whether a moment of this agreement is open.
    pub(super) fn has_moment(&self, agreement: &Agreement) -> bool {
        self.acts().any(|open| self.is_not_over(open, agreement))
    }

    /// Whether a moment of any agreement is open.
    pub(super) fn has_any_moment(&self) -> bool {
        self.versions().any(|(propose, _)| self.has_moment(&self.agreement_of(propose.id)))
    }

    /// Whether a moment of this agreement is open or is still to begin: one that whoever closes has seen opened, by a
    /// clock that is ahead of theirs.
    pub(super) fn has_moment_to_close(&self, agreement: &Agreement) -> bool {
        self.known.iter().any(|open| self.is_not_over(open, agreement))
    }
}
