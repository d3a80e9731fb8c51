//! Living it: what the two say to each other once an agreement is in force.
//!
//! Directions, answers, requests, recognition, consequences, responsibilities kept, low capacity. What is said here says nothing to the
//! engine and changes no verdict; the engine's verdict decides what comes of it: a direction is as alive as the power that it stands
//! on. Nothing here has words for people, and nothing here counts against anybody. No clock, no disk, no network, no randomness;
//! nothing here can panic.
//!
//! | module | holds |
//! | --- | --- |
//! | [`day`], [`rhythm`], [`timing`] | when: a day, how often, from when until when |
//! | [`says`] | what an act says, and its bytes |
//! | [`refusal`] | what is refused, by an act's past and instant alone |
//! | [`life`] | all that was said, and what answers what |
//! | [`standing`] | how a direction stands now, and whether it was within bounds |
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

mod admit;
pub mod day;
pub mod life;
pub mod refusal;
pub mod rhythm;
pub mod says;
pub mod standing;
pub mod timing;

pub use admit::question;
pub use day::Day;
pub use life::{Act, Entry, Life, Listed, World};
pub use refusal::LifeRefusal;
pub use rhythm::{Every, Rhythm};
pub use says::{Answer, Direction, Kind, LifeSays, Reply};
pub use standing::{Bounds, Stands};
pub use timing::Timing;
