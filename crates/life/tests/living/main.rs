//! Two people living what they agreed on: every rule of `life`, told as it would happen.

mod consequences;
mod directions;
mod orders;
mod two;
