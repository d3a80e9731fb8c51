//! The floor: may the holder exercise this power over this area of the giver's life now?
//!
//! This crate is `floor.md`, exactly, and one act more, `retract`: a version is off the table. It closes (it counts as soon as
//! it is known, is never refused for a known version, and caps that version at `not-agreed` for good); a `sign` that has
//! one of that version in its past is refused. Without it an amendment that one person had signed early could not be taken back
//! (`rehearsals/56-taken-off-the-table.toml`). A pure function of the acts that a device knows and an
//! instant: no clock, no disk, no network, no randomness; nothing here can panic. It does not sign, store or
//! carry acts (that is `record`, `vault` and `circle`), and it has no words for people.
//!
//! ```text
//! verdict = floor ⊓ limits ⊓ signals ⊓ ( ⊔ over agreements ( ⊓ over concurrent versions ( caps ⊓ ( ⊔ over grants ))))
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | [`area`], [`power`], [`window`], [`zone`], [`instant`] | what acts are made of |
//! | [`version`], [`act`] | what people write: agreements and acts |
//! | [`beside`] | words behind what an act says, which nothing here reads |
//! | [`enclosed`] | where contents lie that stand outside of the acts and can be erased |
//! | [`knowledge`] | the set of acts, who had seen what, and what is [refused](refusal) |
//! | `line` | the line above, part by part, in its order |
//! | [`answer`] | the verdict with its `because`, `except` and `until` |
//! | [`outlook`] | the same answers over a span of time, worked out beforehand |
//! | `seen` | the same for what an act had seen: what its author could know |
//! | [`standing`] | how limits, signals and agreements stand, to be shown |
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod act;
mod admit;
pub mod answer;
pub mod area;
pub mod beside;
pub mod enclosed;
pub mod instant;
pub mod knowledge;
mod line;
mod moments;
pub mod outlook;
pub mod person;
pub mod power;
pub mod refusal;
mod row;
mod seals;
mod seen;
pub mod standing;
pub mod verdict;
pub mod version;
mod view;
pub mod window;
mod witness;
pub mod zone;

pub use act::{ActId, LimitKind, Says};
pub use answer::{Answer, Question};
pub use area::Area;
pub use enclosed::Enclosure;
pub use instant::Instant;
pub use knowledge::{Act, Knowledge, Line, Misplaced, Past, Signal};
pub use moments::MomentStands;
pub use outlook::{Outlook, Run};
pub use person::{Both, Person};
pub use power::{Mode, Power};
pub use refusal::{Act as Doing, Refusal};
pub use standing::{AgreementStands, LimitStands, SignalStands, VersionStands, VersionState};
pub use verdict::Verdict;
pub use version::{CheckIn, Grant, Version};
pub use window::{Days, Weekday, Window};
pub use witness::{GrantSays, Reason};
pub use zone::Zone;
