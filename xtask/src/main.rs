//! Builds, runs and tests the whole house.
fn main() {}
