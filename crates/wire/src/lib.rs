//! The frames between a device and the relay.
