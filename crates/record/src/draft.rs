//! An act before it is signed: with the past it would have, so that the engine can refuse it first.
//!
//! The way of one's own act: draft → ask the engine with [`Draft::clock`] and [`Draft::place`] → sign → store → merge.
//! A draft holds what the record knew when it was made. If something is merged in between, the signed act is still
//! good: it says what it had seen.

use crate::act::{Act, Body, MAX_HEADS};
use crate::apart::Cause;
use crate::causality::{Clock, Place};
use crate::envelope::{MAX_ACT_BYTES, Malformed, Verified, signed_size};
use crate::founding::{Founding, Person};
use crate::id::{ActId, DeviceId};
use crate::judge::Stands;
use crate::key::SigningKey;
use crate::record::{Entry, Heads, Record};

/// An act that its device could sign now.
#[derive(Debug)]
pub struct Draft {
    act: Act,
    person: Person,
    clock: Clock,
    place: Place,
}

/// Why an act cannot be drafted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The founding act is not here yet.
    #[error("the founding act has not arrived, so nothing can be said")]
    NotFounded,
    /// The device speaks for the other person.
    #[error("device {0} does not speak for this person")]
    OtherPerson(DeviceId),
    /// Every device, this one included, would keep it apart.
    #[error("it would be kept apart: {0}")]
    Apart(#[from] Cause),
    /// It breaks a rule of form, as its size.
    #[error("it would be no act: {0}")]
    Malformed(#[from] Malformed),
}

/// A key that is not the drafting device's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the act is by device {device}, the key is that of {key}")]
pub struct SignError {
    /// Whose act it is.
    pub device: DeviceId,
    /// Whose key it is.
    pub key: DeviceId,
}

impl Draft {
    /// The first act of a new record, by one of the devices that it names. `instant`: milliseconds since 1970 UTC.
    /// Sign it; its name is the relationship: [`Record::of`], then [`Record::merge`].
    ///
    /// # Errors
    ///
    /// Where the founding does not name the device.
    pub fn founding(founding: Founding, device: DeviceId, instant: i64) -> Result<Self, Malformed> {
        let person = founding.person_of(device).ok_or(Malformed::FoundingByStranger(device))?;
        let act = Act::founding(founding, device, instant);
        check(&act)?;
        Ok(Self { act, person, clock: Clock::default(), place: Place { line: 0, index: 0 } })
    }

    /// The act that would be signed.
    #[must_use]
    pub const fn act(&self) -> &Act {
        &self.act
    }

    /// Whose act it would be.
    #[must_use]
    pub const fn person(&self) -> Person {
        self.person
    }

    /// The past that it would have.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where it would lie if it were merged next. The line can be a new one.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Signs it.
    ///
    /// # Errors
    ///
    /// Where the key is not that of the act's device.
    pub fn sign(self, key: &SigningKey) -> Result<Verified, SignError> {
        let device = self.act.device();
        if key.device() == device {
            Ok(Verified::sign(self.act, key))
        } else {
            Err(SignError { device, key: key.device() })
        }
    }
}

impl Record {
    /// Drafts the next act of `device`, which speaks for `person`, on top of all that is known here. `instant`:
    /// milliseconds since 1970 UTC, the device's clock.
    ///
    /// With more than [`MAX_HEADS`] heads it sees its own acts and as many others as fit; the next draft sees more.
    /// Seeing less only answers fewer noes.
    ///
    /// # Errors
    ///
    /// Where every device would keep the act apart, or it would be no act.
    pub fn draft(
        &self,
        device: DeviceId,
        person: Person,
        instant: i64,
        body: Body,
    ) -> Result<Draft, DraftError> {
        if self.founding().is_none() {
            return Err(DraftError::NotFounded);
        }
        let heads = self.heads_for(device, person, &body);
        let entries: Heads<'_> = heads.iter().filter_map(|head| self.get(*head)).collect();
        let past = Clock::after(entries.iter().map(|head| (head.clock(), head.place())));
        let latest = self.lines.of(device).last(&past).map(|own| own.seq).max();
        let seq = latest.map_or(0, |latest| latest.saturating_add(1));
        let act = Act::later(self.relationship(), device, seq, heads, instant, body);
        check(&act)?;
        let Stands { person: speaks_for, past, place, .. } = self.judge(&act, &entries)?;
        if speaks_for != person {
            return Err(DraftError::OtherPerson(device));
        }
        Ok(Draft { act, person, clock: past, place })
    }

    fn heads_for(&self, device: DeviceId, person: Person, body: &Body) -> Vec<ActId> {
        let silent = self.lines.of(device).are_none();
        if silent && self.membership.let_ins(device, person.other()).next().is_some() {
            return self.only_let_in_by(device, person);
        }
        if self.heads().count() <= MAX_HEADS { self.heads().collect() } else { self.some_heads(device, body) }
    }

    /// Where the other person has claimed a device, its first act sees its own person's letting-in alone, and so
    /// settles whose it is (`membership.rs`).
    fn only_let_in_by(&self, device: DeviceId, person: Person) -> Vec<ActId> {
        self.membership.let_ins(device, person).map(|let_in| let_in.id).take(MAX_HEADS).collect()
    }

    /// As many heads as fit: first those that hold what the act cannot stand without.
    fn some_heads(&self, device: DeviceId, body: &Body) -> Vec<ActId> {
        let holds = |needed: &Entry| {
            let (id, place) = (needed.id(), needed.place());
            self.heads()
                .find(|head| *head == id || self.get(*head).is_some_and(|head| head.clock().saw(place)))
        };
        let mut chosen: Vec<ActId> = Vec::new();
        for head in self.needed(device, body).filter_map(holds).chain(self.heads()) {
            if chosen.len() < MAX_HEADS && !chosen.contains(&head) {
                chosen.push(head);
            }
        }
        chosen
    }

    /// What lets the device in, and whom the act lets out; and the device's own last acts, the longest line first, so
    /// that its next sequence number is one that it has never used.
    fn needed(&self, device: DeviceId, body: &Body) -> impl Iterator<Item = &Entry> {
        let mut own: Vec<_> = self.lines.of(device).iter().map(|(_, line)| line).collect();
        own.sort_by_key(|line| std::cmp::Reverse(line.first_seq.saturating_add(u64::from(line.len()))));
        let out = match body {
            Body::LetOut(out) => Some(*out),
            Body::Found(_) | Body::LetIn(_) | Body::Says(_) => None,
        };
        let claims = [Some(device), out].into_iter().flatten();
        let claims = claims.flat_map(|device| Person::BOTH.map(|person| (device, person)));
        let let_ins = claims.flat_map(|(device, person)| self.membership.let_ins(device, person));
        let tips = own.into_iter().filter_map(|line| line.acts.last().copied());
        tips.chain(let_ins.map(|let_in| let_in.act)).filter_map(|act| self.entries.get(act))
    }
}

fn check(act: &Act) -> Result<(), Malformed> {
    act.check()?;
    let size = signed_size(act);
    if size > MAX_ACT_BYTES { Err(Malformed::TooLarge(size)) } else { Ok(()) }
}
