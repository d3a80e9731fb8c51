//! Moments (`floor.md`, "moments").

use crate::instant::MINUTE;
use crate::knowledge::{Agreement, Known, Signal};
use crate::view::View;
use crate::witness::Witness;

impl View<'_> {
    /// Whether a moment of the agreement is open.
    pub(crate) fn moment_is_open<W: Witness>(&self, agreement: &Agreement, w: &mut W) -> bool {
        agreement.opens.iter().any(|(open, minutes)| self.is_open(agreement, open, *minutes, w))
    }

    /// Whether this one is.
    pub(crate) fn is_open<W: Witness>(
        &self,
        agreement: &Agreement,
        open: &Known,
        minutes: u32,
        w: &mut W,
    ) -> bool {
        let end = open.at.plus(i64::from(minutes).saturating_mul(MINUTE));
        !self.is_over_early(agreement, open) && self.counts(open, w) && !self.reached(end, w)
    }

    /// Whether there is a moment to close: one that is not over, whether or not this clock says that it has begun. Whoever
    /// closes has seen the `open`; that the other's clock is ahead of theirs takes the no from nobody.
    pub(crate) fn moment_can_be_closed(&self, agreement: &Agreement) -> bool {
        agreement.opens.iter().any(|(open, minutes)| {
            let end = open.at.plus(i64::from(*minutes).saturating_mul(MINUTE));
            self.knows(open) && !self.is_over_early(agreement, open) && self.at < end
        })
    }

    /// Whether a moment of any agreement is open.
    pub(crate) fn any_moment_is_open<W: Witness>(&self, w: &mut W) -> bool {
        self.knowledge.agreements.iter().any(|agreement| self.moment_is_open(agreement, w))
    }

    /// Whether a `close`, or a `stop` by anyone, is known that the `open` has not seen.
    fn is_over_early(&self, agreement: &Agreement, open: &Known) -> bool {
        let stops = self.knowledge.signals.iter().filter(|(_, signal)| *signal == Signal::Stop);
        let mut closing = agreement.closes.iter().chain(stops.map(|(stop, _)| stop));
        closing.any(|closing| self.knows(closing) && !open.has_seen(closing))
    }
}
