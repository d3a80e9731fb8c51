//! How long a connection may be silent, unproven, slow, and how often it may be a nuisance. Instants are handed in.

use tokio::time::Instant;
use wire::ErrorCode;

use crate::config::Config;

/// What is watched on one connection.
#[derive(Debug)]
pub(crate) struct Vigil {
    /// When the device was last heard, or last did something that shows it lives.
    heard: Instant,
    pinged: bool,
    /// Since when no log is open.
    bare: Option<Instant>,
    strikes: u32,
    strikes_since: Instant,
}

/// What the time asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    Nothing,
    Ping,
    End(ErrorCode),
}

impl Vigil {
    pub(crate) fn new(now: Instant) -> Vigil {
        Vigil { heard: now, pinged: false, bare: Some(now), strikes: 0, strikes_since: now }
    }

    /// The device lives.
    pub(crate) fn heard(&mut self, now: Instant) {
        (self.heard, self.pinged) = (now, false);
    }

    /// So many logs are open from now on.
    pub(crate) fn open_logs(&mut self, now: Instant, count: usize) {
        self.bare = (count == 0).then(|| self.bare.unwrap_or(now));
    }

    /// The device did something that a well-behaved one does seldom.
    pub(crate) fn strike(&mut self, now: Instant, config: &Config) -> Result<(), ErrorCode> {
        if now.duration_since(self.strikes_since) >= config.ping_after {
            (self.strikes, self.strikes_since) = (0, now);
        }
        self.strikes += 1;
        if self.strikes > config.strikes { Err(ErrorCode::Flood) } else { Ok(()) }
    }

    /// When to look next, if nothing happens before. `blocked`: since when the device has taken nothing in.
    pub(crate) fn next_look(&self, config: &Config, blocked: Option<Instant>) -> Instant {
        let silence = if self.pinged { config.ping_after + config.pong_within } else { config.ping_after };
        let bare = self.bare.map(|since| since + config.prove_within);
        let slow = blocked.map(|since| since + config.slow_after);
        [bare, slow].into_iter().flatten().fold(self.heard + silence, Instant::min)
    }

    /// What is due.
    pub(crate) fn look(&mut self, now: Instant, config: &Config, blocked: Option<Instant>) -> Due {
        let passed = |since: Instant, limit| now.duration_since(since) >= limit;
        if blocked.is_some_and(|since| passed(since, config.slow_after)) {
            return Due::End(ErrorCode::Slow);
        }
        if self.bare.is_some_and(|since| passed(since, config.prove_within))
            || (self.pinged && passed(self.heard, config.ping_after + config.pong_within))
        {
            return Due::End(ErrorCode::Idle);
        }
        if !self.pinged && passed(self.heard, config.ping_after) {
            self.pinged = true;
            return Due::Ping;
        }
        Due::Nothing
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[tokio::test]
    async fn a_silent_device_is_pinged_and_then_given_up() {
        let (config, start) = (Config::default(), Instant::now());
        let mut vigil = Vigil::new(start);
        vigil.open_logs(start, 1);
        assert_eq!(vigil.next_look(&config, None), start + seconds(30));
        assert_eq!(vigil.look(start + seconds(29), &config, None), Due::Nothing);
        assert_eq!(vigil.look(start + seconds(30), &config, None), Due::Ping);
        assert_eq!(vigil.next_look(&config, None), start + seconds(50));
        assert_eq!(vigil.look(start + seconds(49), &config, None), Due::Nothing);
        assert_eq!(vigil.look(start + seconds(50), &config, None), Due::End(ErrorCode::Idle));
    }

    #[tokio::test]
    async fn a_device_that_answers_is_kept() {
        let (config, start) = (Config::default(), Instant::now());
        let mut vigil = Vigil::new(start);
        vigil.open_logs(start, 1);
        assert_eq!(vigil.look(start + seconds(30), &config, None), Due::Ping);
        vigil.heard(start + seconds(31));
        assert_eq!(vigil.look(start + seconds(50), &config, None), Due::Nothing);
        assert_eq!(vigil.look(start + seconds(61), &config, None), Due::Ping);
    }

    #[tokio::test]
    async fn a_connection_without_a_log_ends_however_much_it_talks() {
        let (config, start) = (Config::default(), Instant::now());
        let mut vigil = Vigil::new(start);
        vigil.heard(start + seconds(9));
        vigil.open_logs(start + seconds(9), 0);
        assert_eq!(vigil.look(start + seconds(10), &config, None), Due::End(ErrorCode::Idle));
    }

    #[tokio::test]
    async fn a_device_that_takes_nothing_in_is_cut_off() {
        let (config, start) = (Config::default(), Instant::now());
        let mut vigil = Vigil::new(start);
        vigil.open_logs(start, 1);
        vigil.heard(start + seconds(59));
        assert_eq!(vigil.look(start + seconds(59), &config, Some(start)), Due::Nothing);
        assert_eq!(vigil.next_look(&config, Some(start)), start + seconds(60));
        assert_eq!(vigil.look(start + seconds(60), &config, Some(start)), Due::End(ErrorCode::Slow));
    }

    #[tokio::test]
    async fn strikes_are_forgiven_with_time() {
        let (config, start) = (Config { strikes: 2, ..Config::default() }, Instant::now());
        let mut vigil = Vigil::new(start);
        assert_eq!(vigil.strike(start, &config), Ok(()));
        assert_eq!(vigil.strike(start, &config), Ok(()));
        assert_eq!(vigil.strike(start, &config), Err(ErrorCode::Flood));
        assert_eq!(vigil.strike(start + seconds(30), &config), Ok(()));
    }
}
