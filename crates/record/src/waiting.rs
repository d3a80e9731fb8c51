//! Acts whose parents have not arrived. They go in when the parents come.
//!
//! Bounded in acts and bytes. When it is full the oldest is let go (it can be sent again): so that a flood of acts
//! whose parents never come cannot keep later ones out for ever.

use std::collections::{BTreeMap, BTreeSet};

use crate::envelope::Verified;
use crate::id::ActId;

/// The most acts that wait at once.
pub const MAX_WAITING: usize = 10_000;

/// The most bytes that wait at once: 16 MiB.
pub const MAX_WAITING_BYTES: usize = 16_777_216;

#[derive(Debug)]
struct Waiter {
    act: Verified,
    missing: BTreeSet<ActId>,
    ticket: u64,
}

#[derive(Debug)]
pub(crate) struct Waiting {
    most: usize,
    most_bytes: usize,
    acts: BTreeMap<ActId, Waiter>,
    /// Who waits for a parent.
    on: BTreeMap<ActId, BTreeSet<ActId>>,
    /// In order of arrival.
    queue: BTreeMap<u64, ActId>,
    next_ticket: u64,
    bytes: usize,
}

impl Waiting {
    pub(crate) fn new(most: usize, most_bytes: usize) -> Self {
        let (acts, on, queue) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { most, most_bytes, acts, on, queue, next_ticket: 0, bytes: 0 }
    }

    pub(crate) fn has(&self, id: ActId) -> bool {
        self.acts.contains_key(&id)
    }

    /// Every act that waits, with what it waits for.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Verified, &BTreeSet<ActId>)> {
        self.acts.values().map(|waiter| (&waiter.act, &waiter.missing))
    }

    /// What somebody waits for and nobody has brought: not those that wait here themselves.
    pub(crate) fn missing(&self) -> impl Iterator<Item = ActId> {
        self.on.keys().copied().filter(|id| !self.has(*id))
    }

    /// Lets an act wait for these parents, and gives back what had to be let go for it.
    pub(crate) fn wait(&mut self, act: Verified, missing: BTreeSet<ActId>) -> Vec<Verified> {
        let (id, ticket) = (act.id(), self.next_ticket);
        self.next_ticket = ticket.saturating_add(1);
        self.bytes = self.bytes.saturating_add(act.size());
        for parent in &missing {
            self.on.entry(*parent).or_default().insert(id);
        }
        self.queue.insert(ticket, id);
        self.acts.insert(id, Waiter { act, missing, ticket });
        self.make_room()
    }

    /// A parent stands in the record: those that waited for nothing else.
    pub(crate) fn arrived(&mut self, parent: ActId) -> Vec<Verified> {
        let Some(children) = self.on.remove(&parent) else { return Vec::new() };
        let ready = children.into_iter().filter(|child| {
            self.acts.get_mut(child).is_some_and(|waiter| {
                waiter.missing.remove(&parent);
                waiter.missing.is_empty()
            })
        });
        let ready: Vec<ActId> = ready.collect();
        ready.into_iter().filter_map(|child| self.take(child)).collect()
    }

    /// A parent is kept apart: all that waited for it.
    pub(crate) fn refused(&mut self, parent: ActId) -> Vec<Verified> {
        let children = self.on.remove(&parent).unwrap_or_default();
        children.into_iter().filter_map(|child| self.take(child)).collect()
    }

    fn make_room(&mut self) -> Vec<Verified> {
        let mut let_go = Vec::new();
        while self.acts.len() > self.most || self.bytes > self.most_bytes {
            let Some(oldest) = self.queue.first_key_value().map(|(_, id)| *id) else { break };
            let_go.extend(self.take(oldest));
        }
        let_go
    }

    fn take(&mut self, id: ActId) -> Option<Verified> {
        let waiter = self.acts.remove(&id)?;
        self.queue.remove(&waiter.ticket);
        self.bytes = self.bytes.saturating_sub(waiter.act.size());
        for parent in &waiter.missing {
            if let Some(children) = self.on.get_mut(parent) {
                children.remove(&id);
                if children.is_empty() {
                    self.on.remove(parent);
                }
            }
        }
        Some(waiter.act)
    }
}
