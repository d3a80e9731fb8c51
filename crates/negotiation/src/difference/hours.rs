//! Spans of one week as people speak of hours: windows on the wall clock, with the days that share them.

use consent::{Days, Instant, Weekday, Window, Zone};
use jiff::ToSpan;
use jiff::civil::DateTime;

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
    let (mut start, ends) = (from, minute(&zone.local(to)));
    // A week has no more days than these.
    for _ in 0..9 {
        if start >= to {
            break;
        }
        let shows = zone.local(start);
        let begins = minute(&shows);
        let Some(midnight) = shows.date().tomorrow().ok().and_then(|next| zone.start_of(next)) else { break };
        let is_whole = to <= midnight || (begins > 0 && ends < begins && is_within_a_day(start, to, zone));
        let next = if is_whole { to } else { midnight };
        let until = minute(&zone.local(next));
        pieces.push((weekday(&shows), begins, if until == 0 { DAY } else { until }));
        start = next;
    }
    pieces
}

/// Whether the clock has not come around to where it began.
fn is_within_a_day(start: Instant, end: Instant, zone: &Zone) -> bool {
    let later = zone.local(start).checked_add(1.day()).ok().and_then(|later| zone.instant(later));
    later.is_some_and(|later| end < later)
}

fn minute(at: &DateTime) -> u16 {
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    hour.saturating_mul(60).saturating_add(u16::try_from(at.minute()).unwrap_or_default())
}

fn weekday(at: &DateTime) -> Weekday {
    let day = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
    Weekday::ALL.get(day).copied().unwrap_or(Weekday::Mon)
}
