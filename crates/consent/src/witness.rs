//! Who listens while the line is worked out: nobody, one who keeps the reasons, or one who looks for the next instant
//! at which the answer could be another. One evaluation serves all three, so that they cannot disagree.

use std::cmp::Ordering;

use crate::act::ActId;
use crate::instant::Instant;
use crate::person::Person;
use crate::power::Mode;
use crate::verdict::Verdict;

/// An act or a clause that made a verdict so. `Ord` is the order of the line, then of names: the same on every device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is one's own, always.
    Floor,
    /// A live limit.
    Limit {
        /// The `limit`.
        act: ActId,
    },
    /// A live slow, pause or stop.
    Signal {
        /// The signal.
        act: ActId,
    },
    /// Nothing was ever proposed in this direction.
    NoAgreement,
    /// An agreement was ended, and not both have signed again since.
    Ended {
        /// The `end`.
        act: ActId,
    },
    /// A version that this person has not signed, or whose signature an `end` undid or waits for its time.
    Unsigned {
        /// The `propose`.
        version: ActId,
        /// Whose signature is missing.
        by: Person,
    },
    /// A version that was taken back, or to which the other has said no.
    Retracted {
        /// The `retract`.
        act: ActId,
        /// The `propose`.
        version: ActId,
    },
    /// A sealed version whose time is still to come.
    NotStarted {
        /// The `propose`.
        version: ActId,
        /// When it comes.
        starts: Instant,
    },
    /// A version whose time is over.
    Over {
        /// The `propose`.
        version: ActId,
        /// Since when.
        ends: Instant,
    },
    /// Power there was taken back or handed back.
    Withdrawn {
        /// The `withdraw`.
        act: ActId,
        /// The version that has no newer signature of that person.
        version: ActId,
    },
    /// A review is overdue by less than 14 days.
    ReviewDue {
        /// The `propose`.
        version: ActId,
        /// Since when.
        due: Instant,
    },
    /// A review is overdue by 14 days or more.
    Lapsed {
        /// The `propose`.
        version: ActId,
        /// Since when the review was due.
        due: Instant,
    },
    /// Somebody's check-in is missing.
    CheckInMissed {
        /// The `propose`.
        version: ActId,
        /// Whose.
        by: Person,
        /// Since when.
        due: Instant,
    },
    /// No grant of this version covers the question.
    NoGrant {
        /// The `propose`.
        version: ActId,
    },
    /// A grant that covers the question.
    Grant {
        /// The `propose`.
        version: ActId,
        /// Its place among the version's grants, from 0.
        grant: usize,
        /// What it says.
        says: GrantSays,
    },
}

/// What a grant that covers a question says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantSays {
    /// Its mode.
    Gives(Mode),
    /// Not before its start.
    NotBefore(Instant),
    /// Not any more since its end.
    NotAfter(Instant),
    /// Not at this hour.
    OutsideHours,
    /// Only while a moment is open.
    NoMoment,
    /// A heavy area: not within 72 hours of the first seal.
    WaitsUntil(Instant),
}

/// Listens while the line is worked out.
pub(crate) trait Witness {
    /// A place among what was heard so far.
    type Mark: Copy;
    /// The place that is reached now.
    fn mark(&self) -> Self::Mark;
    /// A part of the line was made so by this.
    fn hear(&mut self, reason: impl FnOnce() -> Reason);
    /// What was heard between the two places does not count after all.
    fn forget(&mut self, from: Self::Mark, to: Self::Mark);
    /// The part was compared with an instant that is still to come.
    fn ahead(&mut self, instant: Instant);
    /// Whether it is worth working out such an instant.
    fn listens_ahead(&self) -> bool {
        false
    }
}

/// Hears nothing.
pub(crate) struct Nobody;

impl Witness for Nobody {
    type Mark = ();
    fn mark(&self) {}
    fn hear(&mut self, _: impl FnOnce() -> Reason) {}
    fn forget(&mut self, (): (), (): ()) {}
    fn ahead(&mut self, _: Instant) {}
}

/// Keeps the reasons.
#[derive(Default)]
pub(crate) struct Reasons(pub(crate) Vec<Reason>);

impl Witness for Reasons {
    type Mark = usize;
    fn mark(&self) -> usize {
        self.0.len()
    }
    fn hear(&mut self, reason: impl FnOnce() -> Reason) {
        self.0.push(reason());
    }
    fn forget(&mut self, from: usize, to: usize) {
        let mut at = 0_usize;
        self.0.retain(|_| {
            let forgotten = (from..to).contains(&at);
            at = at.saturating_add(1);
            !forgotten
        });
    }
    fn ahead(&mut self, _: Instant) {}
}

/// Keeps the earliest instant ahead, the hours of the week left out.
#[derive(Default)]
pub(crate) struct NextButHours(pub(crate) Next);

impl Witness for NextButHours {
    type Mark = ();
    fn mark(&self) {}
    fn hear(&mut self, _: impl FnOnce() -> Reason) {}
    fn forget(&mut self, (): (), (): ()) {}
    fn ahead(&mut self, instant: Instant) {
        self.0.ahead(instant);
    }
}

/// Keeps the earliest instant ahead.
#[derive(Default)]
pub(crate) struct Next(pub(crate) Option<Instant>);

impl Witness for Next {
    type Mark = ();
    fn mark(&self) {}
    fn hear(&mut self, _: impl FnOnce() -> Reason) {}
    fn forget(&mut self, (): (), (): ()) {}
    fn ahead(&mut self, instant: Instant) {
        self.0 = Some(self.0.map_or(instant, |earliest| earliest.min(instant)));
    }
    fn listens_ahead(&self) -> bool {
        true
    }
}

/// ⊓ or ⊔ over parts, with the reasons of those that are as closed, or as open, as the outcome.
pub(crate) struct Over<M> {
    value: Option<Verdict>,
    /// What wins over the value so far: less for ⊓, greater for ⊔.
    wins: Ordering,
    from: M,
}

impl<M: Copy> Over<M> {
    /// ⊓: the more closed wins.
    pub(crate) fn meet<W: Witness<Mark = M>>(w: &W) -> Over<M> {
        Over { value: None, wins: Ordering::Less, from: w.mark() }
    }

    /// ⊔: the more open wins.
    pub(crate) fn join<W: Witness<Mark = M>>(w: &W) -> Over<M> {
        Over { value: None, wins: Ordering::Greater, from: w.mark() }
    }

    /// Takes one more part in.
    pub(crate) fn part<W: Witness<Mark = M>>(&mut self, w: &mut W, part: impl FnOnce(&mut W) -> Verdict) {
        let before = w.mark();
        let verdict = part(w);
        match self.value.map(|value| verdict.cmp(&value)) {
            Some(Ordering::Equal) => {}
            Some(order) if order != self.wins => w.forget(before, w.mark()),
            _ => {
                w.forget(self.from, before);
                self.value = Some(verdict);
            }
        }
    }

    /// The outcome; absent without parts.
    pub(crate) fn value(&self) -> Option<Verdict> {
        self.value
    }
}
