//! The relay over real sockets on loopback, seen from its devices.

mod ending;
mod hostile;
mod house;
mod proving;
mod slow;
mod telling;
