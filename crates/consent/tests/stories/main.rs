//! What is told of small stories: why a verdict is so, how things stand, and the same worked out beforehand.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod because;
mod outlook;
mod standing;
mod story;
