//! Looking at how it goes: what a person's own answers say over time.
//!
//! Every number is worked out from one person's own answers, by a method that is written beside it, and compared with
//! nothing but that person's own earlier answers. Nothing here judges, and nothing here decides what is allowed. No clock, no
//! disk, no network, no randomness; nothing here can panic.
//!
//! | module | holds |
//! | --- | --- |
//! | [`check_in`] | what one answers, field by field |
//! | [`keeps`] | what one keeps for oneself |
//! | [`trend`] | how a value has moved: the last weeks beside those before, and the slope of a line through them |
//! | [`worth`] | worth talking about: patterns by stated rules, with the numbers behind them |
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

pub mod check_in;
pub mod keeps;
pub mod trend;
pub mod worth;

pub use check_in::{Answers, Field, Scale, Value};
pub use keeps::Keeps;
pub use trend::{Point, Shift};
