//! Histories: what two people with five devices do over weeks, at random, to hold the engine against the page.
//!
//! | module | holds |
//! | --- | --- |
//! | `command`, `words` | what happens, as small numbers; shrinking them shrinks the history |
//! | `world`, `choices` | plays commands: each device knows what reached it |
//! | `delivered` | the same acts, brought to the engine |
//! | `points` | what to ask, and when |
//! | `written` | a history as a rehearsal file |
//!
//! Nothing here is random: whoever calls hands the numbers in.

mod choices;
mod command;
mod delivered;
mod dice;
mod points;
mod words;
mod world;
mod written;

pub use command::{Command, What};
pub use delivered::Delivered;
pub use dice::Dice;
pub use points::{areas, granted, instants, questions};
pub use world::{Device, Done, Made, Step, World};
pub use written::{Asked, written};
