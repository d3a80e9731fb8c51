//! What one device of one person can do: every use case once, for the page and the command line alike.
//!
//! The only room where all parts meet. Data goes one way: an act is drafted by the record, refused or not by the
//! engine, signed, and stored in the vault in one transaction with the frames that will carry it; only then is it read
//! back from the vault, merged and folded. What arrives from the other person takes the same path from the vault on. So
//! memory never knows what the vault does not, and a second process or tab on the same vault is seen in the same way.
//!
//! | module | holds |
//! | --- | --- |
//! | [`Companion`] | a person's device: begin, open, act, ask |
//! | `drafts` | what one person writes before it is proposed |
//! | `calendar` | what returns, as a calendar file that says nothing |
//! | [`enclosing`], `carrying` | what lies outside of the acts and can be erased, on the device and on its way |
//! | [`journal`] | pages of one's own, and those that were shared |
//! | [`living`] | directions and all else that is said of daily life |
//! | [`keeping`] | one's own record: what one keeps of check-ins, and for oneself |
//! | [`looking`] | one's own answers over time, and what may be worth talking about |
//! | [`example`] | half a year of two people who do not exist |
//! | [`timeline`] | all that both share, by day, and a search through it |
//! | [`desires`] | what one would like, sealed, and what both would |
//! | [`formed`] | an agreement as a form begins it |
//! | [`Limit`] | the limits of both, in their words |
//! | `versions` | what a version changes, and how it would be if both signed it |
//! | [`export`] | an agreement as Markdown, JSON, ODRL |
//! | [`Retold`] | what was said, as a rehearsal |
//! | `meet`, `link` | inviting, joining, founding; one's own further devices |
//! | `arrive` | what comes from the other person, and from one's own other devices |
//! | [`session`] | one connection to the relay, without a socket: messages in, messages out |
//! | [`reading`] | from the vault's entries to a record and what the engine knows of it |
//! | `fold` | from the record to what the engine knows |
//! | [`words`] | all that people read |

mod act;
mod arrive;
mod begin;
mod calendar;
mod carrying;
mod changes;
mod circle_of_two;
pub mod desires;
mod drafts;
pub mod enclosing;
mod error;
pub mod example;
pub mod export;
mod fold;
pub mod formed;
pub mod journal;
pub mod keeping;
mod layout;
mod limits;
mod link;
pub mod living;
pub mod looking;
mod meet;
pub mod reading;
mod recovery;
mod retold;
pub mod session;
pub mod timeline;
mod versions;
pub mod words;

pub use act::{ActLine, Asked, Said};
pub use begin::{Beginning, Begun, Companion};
pub use circle_of_two::{CircleOfTwo, Summary};
pub use drafts::Draft;
pub use error::Error;
pub use fold::Fold;
pub use limits::Limit;
pub use meet::MeetingShown;
pub use retold::{Differs, Retold, TooEarly};
pub use session::{Event, Session};
pub use versions::giver_meant;

/// The parts below that callers name.
pub use {circle, consent, life, matching, negotiation, record, reflect, rehearsal, vault, wire};

/// The platform's randomness.
pub(crate) fn randomness() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}
