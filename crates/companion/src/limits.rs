//! The limits of both as people speak of them: who, where, since when, last said again, and in which words. The engine keeps
//! every `limit` by itself; the same person's same limit said again is one limit, reaffirmed.

use consent::{Area, Instant, LimitKind, LimitStands, Person};
use negotiation::LimitWords;
use negotiation::words::Unreadable;

use crate::circle_of_two::CircleOfTwo;

/// A live limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Where.
    pub area: Area,
    /// How.
    pub kind: LimitKind,
    /// Whose.
    pub by: Person,
    /// When it was first said, of the times that still hold.
    pub since: Instant,
    /// When it was last said again.
    pub reaffirmed: Option<Instant>,
    /// When it goes, where it has been lifted and not been said again since.
    pub until: Option<Instant>,
    /// The words of the last time.
    pub words: Result<LimitWords, Unreadable>,
}

impl CircleOfTwo {
    /// The live limits of both, by area.
    pub fn limits(&self, now: Instant) -> Vec<Limit> {
        let mut limits: Vec<(Limit, Instant)> = Vec::new();
        for stands in self.knowledge().limits_at(now) {
            let same = |(limit, _): &&mut (Limit, Instant)| {
                (&limit.area, limit.kind, limit.by) == (&stands.area, stands.kind, stands.by)
            };
            match limits.iter_mut().find(same) {
                Some((limit, last)) => self.say_again(limit, last, &stands),
                None => limits.push((self.limit(&stands), stands.since)),
            }
        }
        limits.into_iter().map(|(limit, _)| limit).collect()
    }

    fn limit(&self, stands: &LimitStands) -> Limit {
        Limit {
            area: stands.area.clone(),
            kind: stands.kind,
            by: stands.by,
            since: stands.since,
            reaffirmed: None,
            until: stands.until,
            words: self.words_of(stands.act),
        }
    }

    fn say_again(&self, limit: &mut Limit, last: &mut Instant, stands: &LimitStands) {
        if stands.since >= *last {
            *last = stands.since;
            limit.words = self.words_of(stands.act);
        }
        limit.since = limit.since.min(stands.since);
        limit.reaffirmed = Some(*last).filter(|last| *last > limit.since);
        // One that was not lifted keeps the others standing.
        limit.until = limit.until.zip(stands.until).map(|(one, other)| one.max(other));
    }
}
