//! "Versions tied by `replaces` form one agreement; it is named by any of them."

use std::collections::BTreeSet;

use consent::{ActId, Person};

use super::known::{At, Known};

/// An agreement: the names of all its versions, drafts among them.
pub(super) type Agreement = BTreeSet<ActId>;

impl<'k> At<'k> {
    /// The agreement that this version belongs to: whatever is tied to it, in whichever direction.
    pub(super) fn agreement_of(&self, named: ActId) -> Agreement {
        let mut agreement = Agreement::from([named]);
        loop {
            let before = agreement.len();
            for (propose, version) in self.versions() {
                let is_tied = version.replaces.iter().any(|replaced| agreement.contains(replaced));
                if is_tied {
                    agreement.insert(propose.id);
                }
                if agreement.contains(&propose.id) {
                    agreement.extend(version.replaces.iter().copied());
                }
            }
            if agreement.len() == before {
                return agreement;
            }
        }
    }

    /// All agreements with this giver and this holder.
    pub(super) fn agreements(&self, giver: Person, holder: Person) -> BTreeSet<Agreement> {
        let theirs =
            self.versions().filter(|(_, version)| version.giver == giver && version.holder == holder);
        theirs.map(|(propose, _)| self.agreement_of(propose.id)).collect()
    }

    /// The acts that count, by this person.
    pub(super) fn acts_by(&self, person: Person) -> impl Iterator<Item = &'k Known> {
        self.acts().filter(move |act| act.by == person)
    }
}
