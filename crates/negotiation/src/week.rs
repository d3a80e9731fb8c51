//! The picture of a week: for each area, which verdict holds when. It draws nothing.

use consent::{Area, Instant, Knowledge, Person, Power, Run, Zone};
use jiff::{Timestamp, ToSpan};

/// One area's week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub area: Area,
    /// The verdicts, one after the other, without a gap.
    pub runs: Vec<Run>,
}

/// Whose life, who may, what, and over which time.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whose life.
    pub of: Person,
    /// Who may.
    pub by: Person,
    /// What.
    pub power: Power,
    /// From this instant.
    pub from: Instant,
    /// Until before this one.
    pub to: Instant,
}

/// The week that these instants bound, of each of these areas.
pub fn picture(knowledge: &Knowledge, asked: &Asked, areas: &[Area]) -> Vec<Row> {
    let outlook = knowledge.outlook(asked.of, asked.by, asked.from, asked.to);
    let row = |area: &Area| {
        // An area is a path that can be asked about.
        let runs = outlook.runs(area.as_str(), asked.power).unwrap_or_default();
        Row { area: area.clone(), runs }
    };
    areas.iter().map(row).collect()
}

/// The local week, Monday to Monday, that this instant is in.
pub fn of(at: Instant, zone: &Zone) -> (Instant, Instant) {
    let timestamp = Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH);
    let today = timestamp.to_zoned(zone.time_zone().clone()).date();
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let start = |date: jiff::civil::Date| {
        let midnight = date.to_zoned(zone.time_zone().clone());
        midnight.map_or(at, |midnight| Instant::from_millis(midnight.timestamp().as_millisecond()))
    };
    (start(monday), start(monday.saturating_add(7.days())))
}
