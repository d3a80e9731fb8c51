//! The part of the line named "signals": which `slow`, `pause` and `stop` are live.

use consent::{Person, Says};

use super::known::{At, Known};

impl<'k> At<'k> {
    /// Whether a `resume` by this person has seen the signal.
    pub(super) fn has_resumed(&self, person: Person, signal: &Known) -> bool {
        self.acts_by(person).any(|act| matches!(act.says, Says::Resume) && act.has_seen(signal))
    }

    /// "`slow` by p is live unless a `resume` by p has seen it; `pause` by p likewise; `stop` is live unless a `resume` by
    /// each of the two people has seen it."
    fn is_live_signal(&self, act: &Known) -> bool {
        match act.says {
            Says::Slow | Says::Pause => !self.has_resumed(act.by, act),
            Says::Stop => !Person::BOTH.into_iter().all(|person| self.has_resumed(person, act)),
            _ => false,
        }
    }

    /// All live signals.
    pub(super) fn live_signals(&self) -> Vec<&'k Known> {
        self.acts().filter(|act| self.is_live_signal(act)).collect()
    }

    /// Whether a stop is live.
    pub(super) fn is_stopped(&self) -> bool {
        self.live_signals().iter().any(|signal| matches!(signal.says, Says::Stop))
    }

    /// Whether a pause or a stop is live.
    pub(super) fn is_paused(&self) -> bool {
        self.live_signals().iter().any(|signal| matches!(signal.says, Says::Pause | Says::Stop))
    }
}
