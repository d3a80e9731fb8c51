//! The signed, hash-linked acts of all devices: who had seen what, merging, keeping bad ones apart.
