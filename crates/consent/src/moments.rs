//! Moments (`floor.md`, "moments").

use crate::act::ActId;
use crate::instant::{DAY, Instant};
use crate::knowledge::{Agreement, Knowledge, Known, Moment};
use crate::view::View;
use crate::witness::{Nobody, Witness};

/// The longest that a moment can be, in milliseconds: no `open` older than this is looked at.
pub(crate) const LONGEST: i64 = DAY;

impl View<'_> {
    /// Whether a moment of the agreement is open.
    pub(crate) fn moment_is_open<W: Witness>(&self, agreement: &Agreement, w: &mut W) -> bool {
        self.moments_of(agreement).any(|(open, moment)| self.is_open(agreement, open, *moment, w))
    }

    /// Until when a moment of the agreement is open; the latest, where several are.
    pub(crate) fn moment_until<W: Witness>(&self, agreement: &Agreement, w: &mut W) -> Option<Instant> {
        let open = self.moments_of(agreement);
        let open = open.filter(|(open, moment)| self.is_open(agreement, open, *moment, w));
        open.map(|(open, moment)| open.at.plus(moment.length)).max()
    }

    /// Whether this one is.
    fn is_open<W: Witness>(&self, agreement: &Agreement, open: &Known, moment: Moment, w: &mut W) -> bool {
        let end = open.at.plus(moment.length);
        // Most are long over: that is asked first.
        self.at < end && !self.is_over_early(agreement, open) && self.counts(open, w) && !self.reached(end, w)
    }

    /// Whether there is a moment to close: one that is not over, whether or not this clock says that it has begun. Whoever
    /// closes has seen the `open`; that the other's clock is ahead of theirs takes the no from nobody.
    pub(crate) fn moment_can_be_closed(&self, agreement: &Agreement) -> bool {
        self.moments_of(agreement).any(|(open, moment)| {
            !self.is_over_early(agreement, open) && self.at < open.at.plus(moment.length)
        })
    }

    /// Whether a moment of any agreement is open.
    pub(crate) fn any_moment_is_open<W: Witness>(&self, w: &mut W) -> bool {
        self.recent_moments().any(|(open, moment)| {
            let agreement = self.knowledge.agreements.get(moment.agreement);
            agreement.is_some_and(|agreement| self.is_open(agreement, open, *moment, w))
        })
    }

    /// The known `open`s that can still be open, or will be.
    fn recent_moments(&self) -> impl Iterator<Item = &(Known, Moment)> {
        self.known_since(&self.knowledge.opens, self.at.plus(LONGEST.saturating_neg()))
    }

    fn moments_of(&self, agreement: &Agreement) -> impl Iterator<Item = &(Known, Moment)> {
        self.recent_moments().filter(|(_, moment)| moment.agreement == agreement.at)
    }

    /// Whether a `close`, or a `stop` by anyone, is known that the `open` has not seen.
    fn is_over_early(&self, agreement: &Agreement, open: &Known) -> bool {
        let seen = open.past();
        !self.all_seen(&agreement.closes, seen) || !self.all_seen(&self.knowledge.stops, seen)
    }
}

/// A moment that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentStands {
    /// The `open`.
    pub open: ActId,
    /// Since when.
    pub began: Instant,
    /// Until when: its length, or an earlier `close` or `stop`.
    pub ends: Instant,
}

impl Knowledge {
    /// The moments that began after that instant, and no later than `at`; the oldest first.
    pub fn moments_since(&self, since: Instant, at: Instant) -> Vec<MomentStands> {
        let view = View::of_all(self, at);
        let opens = view.known_since(&self.opens, since).filter(|(open, _)| view.counts(open, &mut Nobody));
        let mut moments: Vec<MomentStands> = opens.map(|(open, moment)| self.moment(open, *moment)).collect();
        moments.sort_by_key(|moment| (moment.began, moment.open));
        moments
    }

    fn moment(&self, open: &Known, moment: Moment) -> MomentStands {
        let closes = self.agreements.get(moment.agreement).into_iter().flat_map(|of| of.closes.iter());
        let early = closes.chain(self.stops.iter()).map(|(act, ())| act).filter(|act| !open.has_seen(act));
        // Of an act that does not know of the moment the clock may lie before it.
        let early = early.map(|act| act.at.max(open.at)).min();
        let ends = open.at.plus(moment.length);
        MomentStands { open: open.id, began: open.at, ends: early.map_or(ends, |early| early.min(ends)) }
    }
}
