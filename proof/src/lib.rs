//! Holds the engine against the page that it was written from.
//!
//! [`naive`] is `floor.md` read a second time, by sets and loops and nothing else. It shares the engine's types and none
//! of its code, so that a mistake in the one is unlikely to be made again in the other. It is for tests and is not fast.
//!
//! [`histories`] are what two people with five devices do over weeks, at random: what both are asked about.
//!
//! [`model`] plays every history of a few acts by three devices through the real `record` and `consent`, and asks in each
//! whether I1 to I7 hold.

pub mod histories;
pub mod model;
pub mod naive;
