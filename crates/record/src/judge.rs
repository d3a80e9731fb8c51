//! Whether an act may stand in the record, given its past. The answer is a function of the act and its past alone, so
//! every device gives the same one, whenever it asks.
//!
//! Holds `floor.md`, *Who, where, when*: a device belongs to one person, and its own earlier acts are always in its
//! past. Does not ask whether the device has been let out or has forked: its acts stay, closing ones count
//! (`disowned.rs`).

use crate::act::{Act, Body};
use crate::apart::Cause;
use crate::causality::{Clock, LastOwn, OfDevice, Place};
use crate::founding::Person;
use crate::membership::Claims;
use crate::record::{Entry, Record};

/// An act that may stand, with all that its past says about it.
#[derive(Debug)]
pub(crate) struct Stands {
    pub(crate) person: Person,
    pub(crate) past: Clock,
    pub(crate) place: Place,
    pub(crate) height: u32,
}

impl Record {
    /// Judges an act all of whose heads are here: these.
    pub(crate) fn judge(&self, act: &Act, heads: &[&Entry]) -> Result<Stands, Cause> {
        if let Body::Found(founding) = act.body() {
            let person = founding.person_of(act.device()).ok_or(Cause::UnknownDevice)?;
            let past = Clock::default();
            let place = self.lines.of(act.device()).place(act.seq(), &past);
            return Ok(Stands { person, past, place, height: 0 });
        }
        judge_heads(heads)?;
        let past = Clock::after(heads.iter().map(|head| (head.clock(), head.place())));
        let height = heads.iter().map(|head| head.height().saturating_add(1)).max().unwrap_or(0);
        let own = self.lines.of(act.device());
        let person = self.judge_author(act, own, &past)?;
        self.judge_body(act.body(), person, &past)?;
        let place = own.place(act.seq(), &past);
        Ok(Stands { person, past, place, height })
    }

    fn judge_author(&self, act: &Act, own: OfDevice<'_>, past: &Clock) -> Result<Person, Cause> {
        let last = || own.last(past);
        let claims = claimed(last()).unwrap_or_else(|| self.membership.claims(act.device(), past));
        let person = match claims {
            Claims::One(person) => person,
            Claims::Nobody => return Err(Cause::UnknownDevice),
            Claims::Both => return Err(Cause::ClaimedByBoth),
        };
        let latest = last().map(|own| own.seq).max();
        let expected = latest.map_or(Some(0), |latest| latest.checked_add(1));
        if expected == Some(act.seq()) {
            Ok(person)
        } else {
            Err(Cause::BadSequence { found: act.seq(), expected: expected.unwrap_or(u64::MAX) })
        }
    }

    fn judge_body(&self, body: &Body, author: Person, past: &Clock) -> Result<(), Cause> {
        match body {
            Body::LetIn(device) => match self.membership.claims(device.id, past) {
                Claims::Nobody => Ok(()),
                Claims::One(_) | Claims::Both => Err(Cause::DeviceKnown(device.id)),
            },
            Body::LetOut(device) => match self.membership.claims(*device, past) {
                Claims::Both => Ok(()),
                Claims::One(person) if person == author => Ok(()),
                Claims::One(_) => Err(Cause::OthersDevice(*device)),
                Claims::Nobody => Err(Cause::NoSuchDevice(*device)),
            },
            Body::Found(_) | Body::Says(_) => Ok(()),
        }
    }
}

fn judge_heads(heads: &[&Entry]) -> Result<(), Cause> {
    let is_under = |under: &Entry| heads.iter().any(|over| over.clock().saw(under.place()));
    // One alone is under no other.
    let under = heads.iter().find(|under| heads.len() > 1 && is_under(under));
    under.map_or(Ok(()), |under| Err(Cause::NotAHead(under.id())))
}

/// Whose a device is by its own earlier acts: the first one settles it for all that follow.
fn claimed(own: impl Iterator<Item = LastOwn>) -> Option<Claims> {
    own.map(|own| own.person).fold(None, |claims, person| match claims {
        None => Some(Claims::One(person)),
        Some(Claims::One(before)) if before == person => claims,
        Some(_) => Some(Claims::Both),
    })
}
