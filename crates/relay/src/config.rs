//! Everything about the relay that can be set, with what is set when nobody sets it.

use std::time::Duration;

use wire::{FRAME_MAX, PAGE_FRAMES_MAX};

use crate::store::PageSize;

/// What one relay allows. All memory it can be made to use follows from `connections` and the limits of one connection:
/// at most about `in_flight_bytes` and twice a longest frame on the way in, and a page and a longest frame on the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The most that one log may hold, in bytes as [`Entry::cost`](crate::Entry::cost) counts them. Default 64 MiB.
    pub quota: u64,
    /// The most connections at a time; one more is answered with status 503. Default 10,000.
    pub connections: u32,
    /// The most logs open on one connection. Default 64.
    pub logs: usize,
    /// The most appends of one connection that are not answered yet; the relay reads on when there are fewer. Default 64.
    pub in_flight: usize,
    /// The same in bytes of frames: at this many the relay reads on only when some are answered. Default 256 KiB.
    pub in_flight_bytes: usize,
    /// After so long without a word from a device, it is pinged. Default 30 s.
    pub ping_after: Duration,
    /// After so long without a word in answer to the ping, the connection is given up. Default 20 s.
    pub pong_within: Duration,
    /// How long a connection may stand without an open log. Default 10 s.
    pub prove_within: Duration,
    /// How long a device may take nothing in while there is something for it. Default 60 s.
    pub slow_after: Duration,
    /// Pings, openings and refused requests allowed within each `ping_after`. Default 256.
    pub strikes: u32,
    /// How long a stopping relay waits for appends to be answered and for last words to be taken in. Default 10 s.
    pub grace: Duration,
    /// How many days a log is kept without being opened. Default 366.
    pub keep_days: u32,
    /// How often logs to be dropped are looked for. Default 6 hours.
    pub sweep_every: Duration,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            quota: 64 * 1024 * 1024,
            connections: 10_000,
            logs: 64,
            in_flight: 64,
            in_flight_bytes: FRAME_MAX,
            ping_after: Duration::from_secs(30),
            pong_within: Duration::from_secs(20),
            prove_within: Duration::from_secs(10),
            slow_after: Duration::from_secs(60),
            strikes: 256,
            grace: Duration::from_secs(10),
            keep_days: 366,
            sweep_every: Duration::from_secs(6 * 60 * 60),
        }
    }
}

/// What is read from a log at once: small, because one page waits in memory for each device that reads slowly.
pub(crate) const PAGE: PageSize = PageSize { frames: PAGE_FRAMES_MAX, bytes: 64 * 1024 };
