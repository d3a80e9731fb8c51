//! Negotiating: what two people agree with before either signs.
//!
//! Everything here is worked out from what the engine answers, or is words that no engine reads; nothing here decides
//! what is allowed. No clock, no disk, no network, no randomness; nothing here can panic.
//!
//! | module | holds |
//! | --- | --- |
//! | [`given`] | the tree of areas to choose from |
//! | [`form`] | the forms to begin with, from the files in `forms/` |
//! | [`term`] | the words of the glossary, from `terms.toml` |
//! | [`words`] | an agreement's words and a limit's, and their bytes behind an act |
//! | [`suppose`] | what would be known if both signed this now |
//! | [`difference`] | what a proposal opens, closes and says otherwise than what is in force |
//! | [`week`] | the verdicts through a week, to be looked at |
//! | [`desires`] | what each would like, and what two devices say to find what both would |
//! | [`one_sided`] | what to point out before anybody signs |
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

pub mod desires;
pub mod difference;
pub mod form;
pub mod given;
pub mod one_sided;
pub mod suppose;
pub mod term;
pub mod week;
pub mod words;

pub use desires::{Answers, Desire, DesireSays, Role};
pub use difference::{Change, Difference};
pub use form::{Ask, Form};
pub use one_sided::OneSided;
pub use suppose::Supposed;
pub use term::Term;
pub use words::{AgreementWords, LimitWords, Responsibility, Rhythm};
