//! A past and an instant, and what they show: all that is known for a verdict, or an act's own past for its refusal.
//!
//! The rule of time is here and nowhere else: what closes counts as soon as it is known, what opens from its instant on.

use crate::instant::Instant;
use crate::knowledge::{Knowledge, Known, Past};
use crate::witness::Witness;

/// "At T on K."
#[derive(Clone, Copy)]
pub(crate) struct View<'k> {
    pub(crate) knowledge: &'k Knowledge,
    /// Absent: all that is known.
    past: Option<&'k Past>,
    pub(crate) at: Instant,
}

impl<'k> View<'k> {
    /// All that is known, at an instant.
    pub(crate) fn of_all(knowledge: &'k Knowledge, at: Instant) -> View<'k> {
        View { knowledge, past: None, at }
    }

    /// A past, as it shows at an instant.
    pub(crate) fn of_past(knowledge: &'k Knowledge, past: &'k Past, at: Instant) -> View<'k> {
        View { knowledge, past: Some(past), at }
    }

    /// Whether the instant has come. Every comparison with a time to come goes through here, so that the first of
    /// them is where a verdict can next change.
    pub(crate) fn reached<W: Witness>(&self, instant: Instant, w: &mut W) -> bool {
        let reached = self.at >= instant;
        if !reached {
            w.ahead(instant);
        }
        reached
    }

    /// The past that is looked at, where it is not all that is known.
    pub(crate) fn past(&self) -> Option<&'k Past> {
        self.past
    }

    /// Whether the act is known: enough for one that closes.
    pub(crate) fn knows(&self, act: &Known) -> bool {
        self.past.is_none_or(|past| act.is_in(past))
    }

    /// Whether an act that opens counts: it is known, its device was not disowned, its instant has come.
    pub(crate) fn counts<W: Witness>(&self, act: &Known, w: &mut W) -> bool {
        self.knows(act) && !self.is_disowned(act) && self.reached(act.at, w)
    }

    /// Whether the act's device was forked or let out, so that what it opened does not count.
    ///
    /// A refusal is by the past alone, and so does not ask.
    pub(crate) fn is_disowned(&self, act: &Known) -> bool {
        self.past.is_none() && self.knowledge.is_disowned(act)
    }
}
