//! Time zones as jiff carries them inside the binary.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// The clock of a zone.
#[derive(Clone)]
pub(super) struct Clock(TimeZone);

impl Clock {
    /// The zone of exactly this name.
    pub(super) fn find(name: &str) -> Option<Clock> {
        let zone = TimeZone::get(name).ok()?;
        (zone.iana_name() == Some(name)).then_some(Clock(zone))
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// How far it is ahead of UTC.
    pub(super) fn offset(&self, at: Timestamp) -> Offset {
        self.0.to_offset(at)
    }

    /// When it next changes.
    pub(super) fn following(&self, at: Timestamp) -> Option<Timestamp> {
        self.0.following(at).next().map(|change| change.timestamp())
    }

    /// The zone itself.
    pub(super) fn time_zone(&self) -> &TimeZone {
        &self.0
    }
}
