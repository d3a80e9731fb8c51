//! Signatures, seals and what is in force (`floor.md`, "versions").
//!
//! A signature can close as well as open: it puts narrower words in the place of wider ones. So where its device is
//! disowned (forked, or let out) it gives nothing any more, and what it replaced stays replaced: a lost device only ever
//! closes.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::instant::Instant;
use crate::knowledge::{Agreement, Known, Proposed};
use crate::person::Person;
use crate::row::{Answers, after};
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
        self.all_seen(&agreement.ends, signature.past())
    }

    /// What was said against this version as a whole. Nothing answers it but another version in its place.
    pub(crate) fn retracted<'r>(&self, proposed: &'r Proposed) -> impl Iterator<Item = &'r Known> {
        let each = Person::BOTH.map(|by| self.known_by(&proposed.retractions, by));
        each.into_iter().flatten().flatten().map(|(act, ())| act)
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
        let lines = self.known_by(&proposed.signatures, by);
        // One that stands is followed by none that does not.
        let standing = lines.map(|acts| after(acts, |signature| !self.stands(agreement, signature)));
        let gives = |signature: &Known| asked == Signatures::All || !self.is_disowned(signature);
        let first = standing.filter_map(|acts| acts.iter().map(|(act, ())| act).find(|act| gives(act)));
        first.filter(|signature| self.reached(signature.at, w)).map(|signature| signature.at).min()
    }

    /// This person's standing signatures on the version that count: what they have seen of what this person took back is
    /// given again.
    pub(crate) fn standing_signatures<'r, W: Witness>(
        &self,
        agreement: &Agreement,
        proposed: &'r Proposed,
        by: Person,
        w: &mut W,
    ) -> Answers<'r> {
        let last = self.answers(&proposed.signatures, by, 0, w);
        last.retain(|signature| self.stands(agreement, signature))
    }

    /// Whether each of the two has signed a version anew since this `end`.
    pub(crate) fn both_signed_again(&self, agreement: &Agreement, end: &Known) -> bool {
        agreement.versions.iter().any(|version| {
            let signed = |by: Person| {
                version.signatures.iter().any(|(signature, ())| signature.by == by && signature.has_seen(end))
            };
            Person::BOTH.into_iter().all(signed)
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

    /// The versions that have come into force and are not replaced, with their places and when that was; the newest first,
    /// so that who replaces whom is known before the replaced are reached.
    pub(crate) fn current<'a, 'w, W: Witness>(
        &'w self,
        agreement: &'a Agreement,
        w: &'w mut W,
    ) -> impl Iterator<Item = (usize, &'a Proposed, Instant)> + use<'a, 'w, W> {
        let mut replaced: SmallVec<[bool; 64]> = SmallVec::from_elem(false, agreement.versions.len());
        agreement.versions.iter().enumerate().rev().filter_map(move |(at, proposed)| {
            let was_replaced = replaced.get(at).copied().unwrap_or(false);
            // What is replaced stays so: when it came into force is of no interest any more.
            let since = if was_replaced { None } else { self.in_force(agreement, proposed, w) };
            if since.is_some() || was_replaced {
                for older in &proposed.replaces {
                    if let Some(older) = replaced.get_mut(*older) {
                        *older = true;
                    }
                }
            }
            since.map(|since| (at, proposed, since))
        })
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
        // Versions stand behind those that they replace, so one pass from the oldest has what the next one needs.
        let mut first: Vec<(usize, Instant)> = Vec::new();
        for older in carriers(agreement, at, grant) {
            let version = agreement.versions.get(older)?;
            let Some(seal) = self.seal(agreement, version, w) else { continue };
            let of = |replaced: &usize| first.iter().find(|(at, _)| at == replaced).map(|(_, seal)| *seal);
            let carried: Option<Vec<Instant>> = version.replaces.iter().map(of).collect();
            first.push((older, carried.and_then(|seals| seals.into_iter().max()).unwrap_or(seal)));
        }
        first.pop().filter(|(last, _)| *last == at).map(|(_, seal)| seal)
    }
}

/// The places of the version and of those that it replaces, directly or through others, as far as they have an equal grant;
/// sorted. Beyond one that has none nothing is carried.
fn carriers(agreement: &Agreement, at: usize, grant: &Grant) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = vec![at];
    while let Some(at) = next.pop() {
        let Some(version) = agreement.versions.get(at) else { continue };
        if version.version.grants.contains(grant) && found.insert(at) {
            next.extend(&version.replaces);
        }
    }
    found
}
