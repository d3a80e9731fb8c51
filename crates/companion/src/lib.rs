//! What one device of one person can do: every use case once, for the page and the command line alike.

pub mod words;
