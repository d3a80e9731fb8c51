//! Acts as they were said, and sets of them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use consent::{ActId, Instant, Person, Says};
use record::Verified;

use super::cast::{On, hour};

/// A signed act.
pub struct Said {
    /// On which device.
    pub on: On,
    /// What; nothing in the founding act.
    pub says: Option<Says>,
    /// Its instant by the rule of the page: its device's clock, but never earlier than an act of the same person in its
    /// past.
    pub at: Instant,
    /// What the device knew.
    pub past: Known,
    pub(super) verified: Verified,
    /// The first bytes of its name: enough, and cheap to compare.
    pub(super) name: u64,
}

impl Said {
    /// Its name.
    pub fn id(&self) -> ActId {
        ActId::new(self.verified.id().0)
    }

    /// Whose.
    pub fn by(&self) -> Person {
        self.on.person()
    }

    /// What its device's clock said.
    pub fn clock(&self) -> Instant {
        Instant::from_millis(self.verified.act().instant())
    }

    /// Whether the other act is in its past.
    pub fn has_seen(&self, other: &Said) -> bool {
        self.past.has(other)
    }
}

/// As a line of a story: where, when, what, and having seen how many others.
impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hours = (self.at.millis() - hour(0).millis()) / consent::instant::HOUR;
        let seen: Vec<String> = self.past.said().map(|act| format!("{:?}", act.id())).collect();
        write!(f, "{:?} on {:?} at {hours} h, having seen {seen:?}: {:?}", self.id(), self.on, self.says)
    }
}

impl PartialEq for Said {
    fn eq(&self, other: &Said) -> bool {
        self.name == other.name
    }
}

/// A set of acts, sorted by name. Where it holds the past of each, it is what a device can know.
#[derive(Clone, Default, PartialEq)]
pub struct Known(Arc<Vec<Arc<Said>>>);

impl Known {
    /// The acts.
    pub fn acts(&self) -> impl Iterator<Item = &Arc<Said>> {
        self.0.iter()
    }

    /// Those of the history itself: said after the beginning.
    pub fn said(&self) -> impl Iterator<Item = &Arc<Said>> {
        self.acts().filter(|act| act.at >= hour(0))
    }

    /// The versions that it proposes, each behind those that it replaces.
    pub fn versions(&self) -> Vec<ActId> {
        let proposes = |act: &Arc<Said>| matches!(act.says, Some(Says::Propose(_)));
        self.in_order().into_iter().filter(proposes).map(|act| act.id()).collect()
    }

    /// What this device knows at least: how all began, its own last act, and what that had seen.
    pub fn least_on(&self, on: On) -> Known {
        let begun = self.acts().filter(|act| act.at < hour(0));
        let own = self.said().filter(|act| act.on == on);
        let known = own.flat_map(|act| act.past.acts().chain([act]));
        begun.chain(known).fold(Known::default(), |least, act| least.with(act.clone()))
    }

    /// Whether the act is in it.
    pub fn has(&self, act: &Said) -> bool {
        self.find(act).is_ok()
    }

    /// With one act more.
    #[must_use]
    pub fn with(&self, act: Arc<Said>) -> Known {
        let Err(place) = self.find(&act) else { return self.clone() };
        let (before, behind) = self.0.split_at(place);
        Known(Arc::new(before.iter().cloned().chain([act]).chain(behind.iter().cloned()).collect()))
    }

    /// Without this act.
    #[must_use]
    pub fn without(&self, act: &Said) -> Known {
        Known(Arc::new(self.acts().filter(|other| ***other != *act).cloned().collect()))
    }

    /// Those whose past is here, too.
    #[must_use]
    pub fn standing(&self) -> Known {
        self.in_order().into_iter().fold(Known::default(), |standing, act| {
            if act.past.acts().all(|seen| standing.has(seen)) { standing.with(act) } else { standing }
        })
    }

    /// The acts that no other has seen.
    pub fn heads(&self) -> impl Iterator<Item = &Arc<Said>> {
        self.acts().filter(|act| !self.acts().any(|later| later.has_seen(act)))
    }

    /// One order in which each act stands behind its past, the same on every device.
    pub fn in_order(&self) -> Vec<Arc<Said>> {
        let mut acts = self.0.to_vec();
        acts.sort_by_key(|act| (act.past.0.len(), act.name));
        acts
    }

    /// Every such order.
    pub fn orders(&self) -> Vec<Vec<Arc<Said>>> {
        let mut orders = vec![Vec::new()];
        for _ in self.acts() {
            orders = orders.into_iter().flat_map(|order| self.one_further(order)).collect();
        }
        orders
    }

    fn one_further(&self, order: Vec<Arc<Said>>) -> impl Iterator<Item = Vec<Arc<Said>>> {
        let has = |act: &Said| order.iter().any(|other| **other == *act);
        let next = self.acts().filter(|act| !has(act) && act.past.acts().all(|seen| has(seen)));
        let next: Vec<Arc<Said>> = next.cloned().collect();
        next.into_iter().map(move |act| order.iter().cloned().chain([act]).collect())
    }

    /// Every set between that one, which is part of this, and this one. Each is closed: a part that lacks the past of
    /// one of its acts is left out.
    pub fn parts_from(&self, least: &Known) -> Vec<Known> {
        let mut parts = vec![least.clone()];
        for act in self.in_order().into_iter().filter(|act| !least.has(act)) {
            let with = parts.iter().filter(|part| act.past.acts().all(|seen| part.has(seen)));
            let with: Vec<Known> = with.map(|part| part.with(act.clone())).collect();
            parts.extend(with);
        }
        parts
    }

    fn find(&self, act: &Said) -> Result<usize, usize> {
        self.0.binary_search_by(|other| other.name.cmp(&act.name))
    }
}

impl Eq for Known {}

impl Hash for Known {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for act in self.acts() {
            state.write_u64(act.name);
        }
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.in_order().iter().filter(|act| act.at >= hour(0))).finish()
    }
}
