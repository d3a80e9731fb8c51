//! A version of an agreement, as `propose` carries it (`floor.md`, "Acts").

use minicbor::{Decode, Encode};

use crate::act::ActId;
use crate::area::Area;
use crate::instant::Instant;
use crate::person::Person;
use crate::power::{Mode, Power};
use crate::window::Window;
use crate::zone::Zone;

/// What one person hands to the other, for how long, and when both look at it again.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Version {
    /// Who gives power.
    #[n(0)]
    pub giver: Person,
    /// Who holds it.
    #[n(1)]
    pub holder: Person,
    /// The wall clock of its windows.
    #[n(2)]
    pub zone: Zone,
    /// At least one.
    #[n(3)]
    pub grants: Vec<Grant>,
    /// When it must have been reviewed: at most 366 days after the proposal.
    #[n(4)]
    pub review_by: Instant,
    /// Not in force before.
    #[n(5)]
    pub starts: Option<Instant>,
    /// Not in force from then on.
    #[n(6)]
    pub ends: Option<Instant>,
    /// How often both check in.
    #[n(7)]
    pub check_in: Option<CheckIn>,
    /// The versions that it amends, named by their `propose` acts.
    #[n(8)]
    pub replaces: Vec<ActId>,
}

/// A rhythm of check-ins, in days of 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct CheckIn {
    /// At least 1.
    #[n(0)]
    pub every_days: u32,
    /// How much later is still in time.
    #[n(1)]
    pub grace_days: u32,
}

impl CheckIn {
    /// Days from one check-in until the next is missed.
    pub(crate) fn days(self) -> i64 {
        i64::from(self.every_days).saturating_add(i64::from(self.grace_days))
    }
}

/// One power over one area. Two grants are the same grant where they are equal in every field.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Grant {
    /// Where.
    #[n(0)]
    pub area: Area,
    /// What.
    #[n(1)]
    pub power: Power,
    /// Whether the giver is asked each time.
    #[n(2)]
    pub mode: Mode,
    /// Only in these windows; an empty list is no time at all.
    #[n(3)]
    pub hours: Option<Vec<Window>>,
    /// Only while a moment is open.
    #[n(4)]
    pub moments: bool,
    /// Not before.
    #[n(5)]
    pub starts: Option<Instant>,
    /// Not from then on.
    #[n(6)]
    pub ends: Option<Instant>,
}
