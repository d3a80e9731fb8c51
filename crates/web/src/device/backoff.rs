//! How long to wait before the next try to reach the relay: a quarter of a second, doubled each time, ten seconds at most.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(250);
const MOST: Duration = Duration::from_secs(10);

/// The next wait.
pub(super) struct Backoff(Duration);

impl Default for Backoff {
    fn default() -> Self {
        Backoff(FIRST)
    }
}

impl Backoff {
    /// So long now, and longer the next time.
    pub(super) fn wait(&mut self) -> Duration {
        let now = self.0;
        self.0 = now.saturating_mul(2).min(MOST);
        now
    }

    /// The relay answered.
    pub(super) fn rest(&mut self) {
        self.0 = FIRST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_ten_seconds_and_begin_anew_after_an_answer() {
        let mut backoff = Backoff::default();
        let waits: Vec<u128> = (0..8).map(|_| backoff.wait().as_millis()).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
        backoff.rest();
        assert_eq!(backoff.wait().as_millis(), 250);
    }
}
