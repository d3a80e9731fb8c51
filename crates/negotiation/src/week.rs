//! The picture of a week: for each area, which verdict holds when. It draws nothing.

use consent::{Area, Instant, Knowledge, Person, Power, Run, Verdict, VersionState, Zone};
use jiff::ToSpan;

use crate::difference::{Hours, hours};

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
    let runs = knowledge.runs((asked.of, asked.by), asked.power, (asked.from, asked.to), areas);
    areas.iter().cloned().zip(runs).map(|(area, runs)| Row { area, runs }).collect()
}

/// The local week, Monday to Monday, that this instant is in.
pub fn of(at: Instant, zone: &Zone) -> (Instant, Instant) {
    let today = zone.local(at).date();
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let start = |date: jiff::civil::Date| zone.start_of(date).unwrap_or(at);
    (start(monday), start(monday.saturating_add(7.days())))
}

/// The areas that agreements in force or to come name where this person gives, and the limits of both: what there is to look at.
pub fn areas(knowledge: &Knowledge, giver: Person, at: Instant) -> Vec<Area> {
    let agreements = knowledge.agreements_at(at).into_iter().filter(|agreement| agreement.giver == giver);
    let versions = agreements.flat_map(|agreement| agreement.versions);
    let holds = [VersionState::Current, VersionState::NotStarted];
    let granted =
        versions.filter(|version| holds.contains(&version.state)).flat_map(|version| version.version.grants);
    let limited = knowledge.limits_at(at).into_iter().map(|limit| limit.area);
    let mut areas: Vec<Area> = granted.map(|grant| grant.area).chain(limited).collect();
    areas.sort();
    areas.dedup();
    areas
}

/// When each verdict holds in these runs, as people speak of hours: the most open first.
pub fn by_verdict(runs: &[Run], zone: &Zone) -> Vec<(Verdict, Hours)> {
    let when = |verdict: Verdict| {
        let mut spans = Vec::new();
        runs.iter()
            .filter(|run| run.verdict == verdict)
            .for_each(|run| hours::push(&mut spans, (run.from, run.to)));
        (!spans.is_empty()).then(|| (verdict, hours::of(&spans, zone)))
    };
    Verdict::ALL.into_iter().rev().filter_map(when).collect()
}
