//! Spans of one week as people speak of hours: windows on the wall clock, with the days that share them.

use consent::{Days, Instant, Weekday, Window, Zone};
use jiff::{Timestamp, ToSpan, Zoned};

use super::{Hours, Span, in_minutes};

/// Minutes of a day.
const DAY: u16 = 1440;
/// Minutes of a week in which no clock changes.
const WEEK: i64 = 10_080;

/// Adds a span behind the last one, joined to it where they touch.
pub(crate) fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if last.1 == span.0 => last.1 = span.1,
        _ => spans.push(span),
    }
}

/// Minutes that a span lasts.
pub(super) fn length(span: Span) -> i64 {
    in_minutes(span.1.millis().saturating_sub(span.0.millis()))
}

/// The spans of a week as windows.
pub(crate) fn of(spans: &[Span], zone: &Zone) -> Hours {
    let minutes = spans.iter().copied().map(length).fold(0_i64, i64::saturating_add);
    // An hour more or less where a clock changes.
    let is_whole_week = spans.len() == 1 && minutes > WEEK.saturating_sub(120);
    if is_whole_week {
        return Hours { minutes, windows: Vec::new() };
    }
    let mut windows: Vec<(Vec<Weekday>, u16, u16)> = Vec::new();
    for (day, from, to) in spans.iter().flat_map(|span| pieces(*span, zone)) {
        match windows.iter_mut().find(|(_, f, t)| (*f, *t) == (from, to)) {
            Some((days, ..)) => days.push(day),
            None => windows.push((vec![day], from, to)),
        }
    }
    let windows =
        windows.into_iter().filter_map(|(days, from, to)| Window::new(Days::of(days), from, to).ok());
    Hours { minutes, windows: windows.collect() }
}

/// A span as windows of the days on which they begin: one that runs over a single midnight and is shorter than a day stays
/// whole; a longer one is cut at each midnight.
fn pieces((from, to): Span, zone: &Zone) -> Vec<(Weekday, u16, u16)> {
    let mut pieces = Vec::new();
    let (mut start, end) = (local(from, zone), local(to, zone));
    // A week has no more days than these.
    for _ in 0..9 {
        if start >= end {
            break;
        }
        let (day, begins) = (weekday(&start), minute(&start));
        let Some(midnight) = next_midnight(&start) else { break };
        let is_whole = end <= midnight || (begins > 0 && minute(&end) < begins && within_a_day(&start, &end));
        let next = if is_whole { end.clone() } else { midnight };
        let ends = if minute(&next) == 0 { DAY } else { minute(&next) };
        pieces.push((day, begins, ends));
        start = next;
    }
    pieces
}

fn within_a_day(start: &Zoned, end: &Zoned) -> bool {
    start.checked_add(1.day()).is_ok_and(|later| *end < later)
}

fn next_midnight(at: &Zoned) -> Option<Zoned> {
    at.tomorrow().and_then(|next| next.start_of_day()).ok()
}

fn local(at: Instant, zone: &Zone) -> Zoned {
    let timestamp = Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH);
    timestamp.to_zoned(zone.time_zone().clone())
}

fn minute(at: &Zoned) -> u16 {
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    hour.saturating_mul(60).saturating_add(u16::try_from(at.minute()).unwrap_or_default())
}

fn weekday(at: &Zoned) -> Weekday {
    let day = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
    Weekday::ALL.get(day).copied().unwrap_or(Weekday::Mon)
}
