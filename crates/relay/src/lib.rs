//! The server: carries sealed frames, blind to all of them.
