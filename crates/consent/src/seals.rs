//! Signatures, seals and what is in force (`floor.md`, "versions").
//!
//! A signature can close as well as open: it puts narrower words in the place of wider ones. So where its device is
//! disowned (forked, or let out) it gives nothing any more, and what it replaced stays replaced: a lost device only ever
//! closes.

use crate::instant::Instant;
use crate::knowledge::{Agreement, Known, Proposed};
use crate::person::Person;
use crate::version::Grant;
use crate::view::View;
use crate::witness::Witness;

/// Which signatures are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signatures {
    /// Those that give: not of disowned devices.
    Giving,
    /// All, for what they closed.
    All,
}

impl View<'_> {
    /// Whether no `end` of the agreement is known that the signature has not seen.
    pub(crate) fn stands(&self, agreement: &Agreement, signature: &Known) -> bool {
        agreement.ends.iter().all(|end| !self.knows(end) || signature.has_seen(end))
    }

    /// The instant of this person's first standing signature.
    pub(crate) fn signed<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        by: Person,
        w: &mut W,
    ) -> Option<Instant> {
        self.first_signature(agreement, proposed, by, Signatures::Giving, w)
    }

    fn first_signature<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        by: Person,
        asked: Signatures,
        w: &mut W,
    ) -> Option<Instant> {
        let own = proposed.signatures.iter().filter(|signature| signature.by == by && self.knows(signature));
        let asked = own.filter(|signature| asked == Signatures::All || !self.is_disowned(signature));
        let standing = asked.filter(|signature| self.stands(agreement, signature));
        standing.filter(|signature| self.reached(signature.at, w)).map(|signature| signature.at).min()
    }

    /// Whether a standing signature on this version by the one who closed something has seen it.
    pub(crate) fn answered<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        closed: &Known,
        w: &mut W,
    ) -> bool {
        let own = proposed.signatures.iter().filter(|signature| signature.by == closed.by);
        own.filter(|signature| signature.has_seen(closed) && self.stands(agreement, signature))
            .any(|signature| self.counts(signature, w))
    }

    /// Whether each of the two has signed a version anew since this `end`.
    pub(crate) fn both_signed_again(&self, agreement: &Agreement, end: &Known) -> bool {
        let signed = |by: Person, signature: &Known| signature.by == by && signature.has_seen(end);
        agreement.versions.iter().any(|version| {
            let by_each =
                Person::BOTH.map(|by| version.signatures.iter().any(|signature| signed(by, signature)));
            by_each == [true, true]
        })
    }

    /// When the version was sealed, if it is.
    pub(crate) fn seal<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        w: &mut W,
    ) -> Option<Instant> {
        let [one, two] = Person::BOTH.map(|by| self.signed(agreement, proposed, by, w));
        Some(one?.max(two?))
    }

    /// When the version came into force, if it has: by all its signatures, for what it replaces.
    pub(crate) fn in_force<W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &Proposed,
        w: &mut W,
    ) -> Option<Instant> {
        let [one, two] =
            Person::BOTH.map(|by| self.first_signature(agreement, proposed, by, Signatures::All, w));
        let seal = one?.max(two?);
        let from = proposed.version.starts.map_or(seal, |starts| starts.max(seal));
        self.reached(from, w).then_some(from)
    }

    /// The versions that have come into force and are not replaced, with their places and when that was.
    pub(crate) fn current<'a, W: Witness>(
        &self,
        agreement: &'a Agreement,
        w: &mut W,
    ) -> impl Iterator<Item = (usize, &'a Proposed, Instant)> + use<'a, W> {
        // The newest first: who replaces whom is known before the replaced are reached.
        let mut replaced: Vec<usize> = Vec::new();
        let mut current = Vec::new();
        for (at, proposed) in agreement.versions.iter().enumerate().rev() {
            let Some(since) = self.in_force(agreement, proposed, w) else { continue };
            if !replaced.contains(&at) {
                current.push((at, proposed, since));
            }
            replaced.extend_from_slice(&proposed.replaces_all);
        }
        current.into_iter().rev()
    }

    /// When a grant was first sealed: with its version, or, where every version that this one replaces is sealed and
    /// has an equal grant, with the latest of those.
    pub(crate) fn first_seal<W: Witness>(
        &self,
        agreement: &Agreement,
        at: usize,
        grant: &Grant,
        w: &mut W,
    ) -> Option<Instant> {
        let proposed = agreement.versions.get(at)?;
        // Versions stand behind those that they replace, so one pass from the oldest has what the next one needs.
        let mut first: Vec<(usize, Instant)> = Vec::new();
        for older in proposed.replaces_all.iter().copied().chain([at]) {
            let version = agreement.versions.get(older)?;
            if !version.version.grants.contains(grant) {
                continue;
            }
            let Some(seal) = self.seal(agreement, version, w) else { continue };
            let of = |replaced: &usize| first.iter().find(|(at, _)| at == replaced).map(|(_, seal)| *seal);
            let carried: Option<Vec<Instant>> = version.replaces.iter().map(of).collect();
            first.push((older, carried.and_then(|seals| seals.into_iter().max()).unwrap_or(seal)));
        }
        first.pop().filter(|(last, _)| *last == at).map(|(_, seal)| seal)
    }
}
