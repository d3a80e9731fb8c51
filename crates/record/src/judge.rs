//! Whether an act may stand in the record, given its past. The answer is a function of the act and its past alone, so
//! every device gives the same one, whenever it asks.
//!
//! Holds `floor.md`, *Who, where, when*: a device belongs to one person, and its own earlier acts are always in its
//! past. Does not ask whether the device has been let out or has forked: its acts stay, closing ones count
//! (`disowned.rs`).

use crate::act::{Act, Body};
use crate::apart::Cause;
use crate::causality::{Clock, LastOwn, Place};
use crate::envelope::Verified;
use crate::founding::Person;
use crate::id::DeviceId;
use crate::membership::Claims;
use crate::record::Record;

/// An act that may stand, with all that its past says about it.
#[derive(Debug)]
pub(crate) struct Stands {
    pub(crate) person: Person,
    pub(crate) past: Clock,
    pub(crate) place: Place,
    pub(crate) height: u32,
}

impl Record {
    /// Judges an act all of whose heads are here.
    pub(crate) fn judge(&self, verified: &Verified) -> Result<Stands, Cause> {
        let act = verified.act();
        if let Body::Found(founding) = act.body() {
            let person = founding.person_of(act.device()).ok_or(Cause::UnknownDevice)?;
            let past = Clock::default();
            let place = self.lines.place(act.device(), act.seq(), &past);
            return Ok(Stands { person, past, place, height: 0 });
        }
        self.judge_later(act)
    }

    pub(crate) fn judge_later(&self, act: &Act) -> Result<Stands, Cause> {
        self.judge_heads(act)?;
        let heads = || act.heads().iter().filter_map(|head| self.get(*head));
        let past = Clock::after(heads().map(|head| (head.clock(), head.place())));
        let height = heads().map(|head| head.height.saturating_add(1)).max().unwrap_or(0);
        let person = self.judge_author(act.device(), act.seq(), &past)?;
        self.judge_body(act.body(), person, &past)?;
        let place = self.lines.place(act.device(), act.seq(), &past);
        Ok(Stands { person, past, place, height })
    }

    fn judge_heads(&self, act: &Act) -> Result<(), Cause> {
        if act.heads().len() < 2 {
            return Ok(());
        }
        let heads: Vec<_> = act.heads().iter().filter_map(|head| self.get(*head)).collect();
        let under = heads.iter().find(|under| heads.iter().any(|over| over.clock().saw(under.place())));
        under.map_or(Ok(()), |under| Err(Cause::NotAHead(under.id())))
    }

    fn judge_author(&self, device: DeviceId, seq: u64, past: &Clock) -> Result<Person, Cause> {
        let last = || self.lines.last_own(device, past);
        let claims = claimed(last()).unwrap_or_else(|| self.membership.claims(device, past));
        let person = match claims {
            Claims::One(person) => person,
            Claims::Nobody => return Err(Cause::UnknownDevice),
            Claims::Both => return Err(Cause::ClaimedByBoth),
        };
        let latest = last().map(|own| own.seq).max();
        let expected = latest.map_or(Some(0), |latest| latest.checked_add(1));
        if expected == Some(seq) {
            Ok(person)
        } else {
            Err(Cause::BadSequence { found: seq, expected: expected.unwrap_or(u64::MAX) })
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

/// Whose a device is by its own earlier acts: the first one settles it for all that follow.
fn claimed(own: impl Iterator<Item = LastOwn>) -> Option<Claims> {
    own.map(|own| own.person).fold(None, |claims, person| match claims {
        None => Some(Claims::One(person)),
        Some(Claims::One(before)) if before == person => claims,
        Some(_) => Some(Claims::Both),
    })
}
