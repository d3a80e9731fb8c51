//! Troth on the command line.
fn main() {}
