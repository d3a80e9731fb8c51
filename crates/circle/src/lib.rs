//! Who is in, and how sealed words travel between their devices.
