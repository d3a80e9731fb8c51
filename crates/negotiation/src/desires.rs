//! What each would like, sealed: an answer for every area of a list, as giver and as holder, kept on one's own device; and what
//! the two devices say to each other so that both learn what both are open to, and nothing else.
//!
//! The acts here say nothing to the engine: no desire allows anything. Their numbers begin where the engine's end, far enough
//! away that neither can be taken for the other ([`DesireSays::is`]), and are frozen.

use std::collections::BTreeSet;

use consent::{ActId, Area, Person};
use minicbor::{Decode, Encode};

use crate::given;

/// How one stands to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Desire {
    /// Never.
    #[n(0)]
    Never,
    /// Rather not.
    #[n(1)]
    RatherNot,
    /// Curious.
    #[n(2)]
    Curious,
    /// One likes it.
    #[n(3)]
    Like,
    /// One needs it.
    #[n(4)]
    Need,
}

impl Desire {
    /// All, in their order.
    pub const ALL: [Desire; 5] =
        [Desire::Never, Desire::RatherNot, Desire::Curious, Desire::Like, Desire::Need];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Desire::Never => "never",
            Desire::RatherNot => "rather-not",
            Desire::Curious => "curious",
            Desire::Like => "like",
            Desire::Need => "need",
        }
    }

    /// The desire that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Desire> {
        Desire::ALL.into_iter().find(|desire| desire.word() == word)
    }

    /// Whether one is open to it.
    pub fn is_open(self) -> bool {
        self >= Desire::Curious
    }

    /// Whether one is more than curious.
    pub fn is_warm(self) -> bool {
        self >= Desire::Like
    }
}

/// In which role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// As the one who gives power.
    Giver,
    /// As the one who holds it.
    Holder,
}

impl Role {
    /// Both.
    pub const BOTH: [Role; 2] = [Role::Giver, Role::Holder];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Role::Giver => "giver",
            Role::Holder => "holder",
        }
    }

    /// The role that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::BOTH.into_iter().find(|role| role.word() == word)
    }
}

/// One person's answers for an area. What was not answered is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Answers {
    /// As giver.
    #[n(0)]
    pub giver: Option<Desire>,
    /// As holder.
    #[n(1)]
    pub holder: Option<Desire>,
}

impl Answers {
    /// In that role.
    pub fn get(self, role: Role) -> Option<Desire> {
        match role {
            Role::Giver => self.giver,
            Role::Holder => self.holder,
        }
    }

    /// With another answer in that role.
    #[must_use]
    pub fn with(self, role: Role, desire: Option<Desire>) -> Answers {
        match role {
            Role::Giver => Answers { giver: desire, ..self },
            Role::Holder => Answers { holder: desire, ..self },
        }
    }
}

/// Something that two people may both be open to: an area, and which of them would give.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Entry {
    /// Where.
    #[n(0)]
    pub area: Area,
    /// Who would give; the other would hold.
    #[n(1)]
    pub giver: Person,
}

impl Entry {
    /// In which role this person would be.
    pub fn role(&self, of: Person) -> Role {
        if of == self.giver { Role::Giver } else { Role::Holder }
    }
}

/// The most entries of a list: what is sealed of them fits into one act.
pub const MOST: usize = 320;

/// The areas that are answered: the given ones but what is always one's own, then what was offered, then what else the two have
/// named to each other; no more than fit. `offered` and `named` are known to both.
pub fn areas(offered: impl IntoIterator<Item = Area>, named: impl IntoIterator<Item = Area>) -> Vec<Area> {
    let mut seen = BTreeSet::new();
    let all = given::areas().chain(offered).chain(named);
    let fit = |area: &Area| !area.is_own() && *area != Area::everything() && seen.insert(area.clone());
    all.filter(fit).take(MOST / 2).collect()
}

/// The entries of these areas, but those that were found before: what is shown once is not asked again, so that nobody can
/// read a later no out of it.
pub fn list(areas: impl IntoIterator<Item = Area>, found: &BTreeSet<Entry>) -> Vec<Entry> {
    let both = |area: Area| Person::BOTH.map(|giver| Entry { area: area.clone(), giver });
    let all: BTreeSet<Entry> =
        areas.into_iter().flat_map(both).filter(|entry| !found.contains(entry)).collect();
    all.into_iter().take(MOST).collect()
}

/// What stands in both lists, in the order that both devices take it in.
pub fn common(one: &[Entry], other: &[Entry]) -> Vec<Entry> {
    let other: BTreeSet<&Entry> = other.iter().collect();
    let common: BTreeSet<&Entry> = one.iter().filter(|entry| other.contains(entry)).collect();
    common.into_iter().take(MOST).cloned().collect()
}

/// Two lists that are matched: the acts that finished them, the first person's before the second's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Pair {
    /// The first person's.
    #[n(0)]
    pub one: ActId,
    /// The second person's.
    #[n(1)]
    pub two: ActId,
}

impl Pair {
    /// This person's.
    pub fn get(self, person: Person) -> ActId {
        match person {
            Person::One => self.one,
            Person::Two => self.two,
        }
    }
}

/// A step of two devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Stage {
    /// Answers, sealed.
    #[n(0)]
    Sealed,
    /// What both sealed, blinded.
    #[n(1)]
    Blinded,
    /// Half of what opens it.
    #[n(2)]
    Opened,
}

/// Something that both are open to, as one person's device found it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Found {
    /// What.
    #[n(0)]
    pub entry: Entry,
    /// Whether this person is more than curious.
    #[n(1)]
    pub is_warm: bool,
}

/// What an act says about desires.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum DesireSays {
    /// An area of one's own, put on the list for both.
    #[n(64)]
    Offer(#[n(0)] Area),
    /// One has answered: a share of a key, and what was on the list.
    #[n(65)]
    Finish(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>, #[n(1)] Vec<Entry>),
    /// One has not, after all.
    #[n(66)]
    Reconsider(#[n(0)] ActId),
    /// A step of one's device.
    #[n(67)]
    Step(#[n(0)] Pair, #[n(1)] Stage, #[cbor(n(2), with = "minicbor::bytes")] Vec<u8>),
    /// What was found.
    #[n(68)]
    Found(#[n(0)] Pair, #[n(1)] Vec<Found>),
}

impl DesireSays {
    /// Whether an act with these bytes speaks of desires, and so says nothing to the engine.
    pub fn is(bytes: &[u8]) -> bool {
        matches!(bytes, [0x82, 0x18, 64..=68, ..])
    }

    /// Deterministic CBOR: an array of the kind's number and an array of what it carries.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads what [`DesireSays::to_bytes`] wrote. A later Troth may have put more behind it.
    pub fn from_bytes(bytes: &[u8]) -> Option<DesireSays> {
        minicbor::decode(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::Says;

    fn area(path: &str) -> Area {
        Area::parse(path).unwrap()
    }

    fn entry(path: &str, giver: Person) -> Entry {
        Entry { area: area(path), giver }
    }

    fn acts() -> Vec<DesireSays> {
        let pair = Pair { one: ActId::new([1; 32]), two: ActId::new([2; 32]) };
        vec![
            DesireSays::Offer(area("dancing/tango")),
            DesireSays::Finish(vec![7; 3], vec![entry("home", Person::One), entry("home", Person::Two)]),
            DesireSays::Reconsider(ActId::new([1; 32])),
            DesireSays::Step(pair, Stage::Blinded, vec![9; 2]),
            DesireSays::Found(pair, vec![Found { entry: entry("home", Person::Two), is_warm: true }]),
        ]
    }

    #[test]
    fn what_is_said_comes_back_and_says_nothing_to_the_engine() {
        for act in acts() {
            let bytes = act.to_bytes();
            assert!(DesireSays::is(&bytes), "{act:?}");
            assert_eq!(DesireSays::from_bytes(&bytes), Some(act));
            assert!(Says::read(&bytes).is_err());
        }
        for says in [Says::Stop, Says::CheckIn, Says::Lift(area("home"))] {
            assert!(!DesireSays::is(&says.to_bytes()), "{says:?}");
        }
        assert_eq!(DesireSays::from_bytes(&[0x82, 0x18, 64, 0xff]), None);
    }

    /// A change here makes what two people found unreadable.
    #[test]
    fn the_bytes_are_frozen() {
        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let all: Vec<String> = acts().iter().map(|act| hex(act.to_bytes())).collect();
        assert_eq!(all.join("\n"), include_str!("../tests/golden/desires.txt").trim());
    }

    #[test]
    fn what_is_always_ones_own_is_no_desire_and_everything_is_too_wide_for_one() {
        let offered = [area("own/voice"), area("own/diary"), Area::everything(), area("dancing")];
        let areas = areas(offered, [area("dancing"), area("home")]);
        assert!(areas.iter().all(|area| !area.is_own() && *area != Area::everything()));
        assert_eq!(areas.iter().filter(|one| **one == area("dancing")).count(), 1);
        assert_eq!(areas.iter().filter(|one| **one == area("home")).count(), 1);
    }

    #[test]
    fn a_list_that_is_too_long_keeps_what_was_given_and_offered() {
        let offered = (0..10).map(|n| area(&format!("offered/{n}")));
        let named = (0..1000).map(|n| area(&format!("named/{n}")));
        let areas = areas(offered, named);
        assert_eq!(areas.len(), MOST / 2);
        assert!(areas.contains(&area("offered/9")) && areas.contains(&area("rest/bedtime")));
        assert_eq!(list(areas, &BTreeSet::new()).len(), MOST);
    }

    #[test]
    fn what_was_found_is_not_asked_again_and_only_what_both_have_is_matched() {
        let found = BTreeSet::from([entry("home", Person::One)]);
        let ada = list([area("home"), area("rest")], &found);
        assert_eq!(ada, [entry("home", Person::Two), entry("rest", Person::One), entry("rest", Person::Two)]);
        let bo = list([area("rest"), area("dancing")], &BTreeSet::new());
        assert_eq!(common(&ada, &bo), common(&bo, &ada));
        assert_eq!(common(&ada, &bo), [entry("rest", Person::One), entry("rest", Person::Two)]);
    }

    #[test]
    fn three_answers_are_open_and_two_are_warm() {
        let open: Vec<Desire> = Desire::ALL.into_iter().filter(|desire| desire.is_open()).collect();
        assert_eq!(open, [Desire::Curious, Desire::Like, Desire::Need]);
        let warm: Vec<Desire> = Desire::ALL.into_iter().filter(|desire| desire.is_warm()).collect();
        assert_eq!(warm, [Desire::Like, Desire::Need]);
        for desire in Desire::ALL {
            assert_eq!(Desire::from_word(desire.word()), Some(desire));
        }
    }
}
