//! A calendar file (RFC 5545) of what returns for one's own person: check-ins, reviews, and directions with a rhythm. Its titles say
//! nothing: calendars are seen by others, and kept by strangers.
//!
//! Times are local to whoever looks (RFC 5545, 3.3.12, form 1), as rhythms are. Nothing in it is asked of anybody.

use consent::{ActId, Instant, VersionState, Zone};
use jiff::civil::Date;
use life::Day;

use crate::circle_of_two::CircleOfTwo;
use crate::living::DirectionStands;
use crate::words::Words;

/// The most octets of a line (RFC 5545, 3.1).
const LINE: usize = 75;

/// One entry.
struct Event {
    /// What tells it from any other.
    of: ActId,
    /// Several may be of one act.
    kind: &'static str,
    day: Day,
    /// Minutes of the day; of the whole day, where there is none.
    at: Option<u16>,
    rule: Option<String>,
}

impl CircleOfTwo {
    /// The file. `words` has the titles; `now` is its stamp.
    pub fn calendar(&self, words: &Words, zone: &Zone, now: Instant) -> String {
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Troth//EN".to_owned(),
            "CALSCALE:GREGORIAN".to_owned(),
        ];
        for event in self.agreed_events(zone, now).into_iter().chain(self.directed_events(now)) {
            event.write(&mut lines, words, now);
        }
        lines.push("END:VCALENDAR".to_owned());
        lines.iter().map(|line| folded(line)).collect()
    }

    /// Check-ins and reviews of what is in force.
    fn agreed_events(&self, zone: &Zone, now: Instant) -> Vec<Event> {
        let day = |at: Instant| Day::of(zone.local(at).date());
        let mut events = Vec::new();
        for agreement in self.knowledge().agreements_at(now) {
            let current = agreement.versions.into_iter().filter(|of| of.state == VersionState::Current);
            for version in current {
                let due = version.check_in_due.get(self.own());
                if let Some((check_in, due)) = version.version.check_in.zip(*due) {
                    // The rhythm's own days; when it would be missed is later.
                    let first = due.plus_days(-i64::from(check_in.grace_days));
                    let rule = Some(format!("FREQ=DAILY;INTERVAL={}", check_in.every_days));
                    let day = day(first).max(day(now));
                    events.push(Event { of: version.id, kind: "check-in", day, at: None, rule });
                }
                if let Some(due) = version.review_due {
                    // Due at the end of a day is due on that day.
                    let day = day(due.plus(-1));
                    events.push(Event { of: version.id, kind: "review", day, at: None, rule: None });
                }
            }
        }
        events
    }

    /// Directions to one's own person that return.
    fn directed_events(&self, now: Instant) -> Vec<Event> {
        let own = self.own();
        let event = |of: DirectionStands| {
            let timing = &of.direction.timing;
            let rhythm = timing.rhythm.filter(|_| of.giver() == own && of.bounds.is_within())?;
            let until =
                timing.until.map(|until| format!(";UNTIL={}", day_of(until, timing.at.map(|_| 1439))));
            let rule = Some(format!("{rhythm}{}", until.unwrap_or_default()));
            Some(Event { of: of.line.id, kind: "direction", day: timing.from, at: timing.at, rule })
        };
        self.directions(now).into_iter().filter_map(event).collect()
    }
}

impl Event {
    fn write(&self, lines: &mut Vec<String>, words: &Words, now: Instant) {
        let id: String = self.of.bytes().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let stamp = jiff::Timestamp::from_millisecond(now.millis()).unwrap_or_default();
        let starts = day_of(self.day, self.at);
        let start = match self.at {
            Some(_) => format!("DTSTART:{starts}"),
            None => format!("DTSTART;VALUE=DATE:{starts}"),
        };
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{id}-{}", self.kind));
        lines.push(format!("DTSTAMP:{}", stamp.strftime("%Y%m%dT%H%M%SZ")));
        lines.push(start);
        lines.extend(self.rule.iter().map(|rule| format!("RRULE:{rule}")));
        lines.push(format!("SUMMARY:{}", text(&words.say(&format!("calendar-{}", self.kind), &[]))));
        lines.push("TRANSP:TRANSPARENT".to_owned());
        lines.push("CLASS:PRIVATE".to_owned());
        lines.push("END:VEVENT".to_owned());
    }
}

fn day_of(day: Day, at: Option<u16>) -> String {
    let date: Date = day.date();
    let date = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    at.map_or(date.clone(), |at| format!("{date}T{:02}{:02}00", at / 60, at % 60))
}

/// A text value (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    value.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A content line, folded where it is longer than it may be, with its end.
fn folded(line: &str) -> String {
    let (mut out, mut room) = (String::new(), LINE);
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE.saturating_sub(1);
        }
        room = room.saturating_sub(c.len_utf8());
        out.push(c);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_read_back_whole() {
        let line = "SUMMARY:".to_owned() + &"é🌿".repeat(60);
        let folded = folded(&line);
        assert!(folded.split("\r\n").all(|part| part.len() <= LINE));
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
        assert_eq!(text("a;b,c\\d\ne"), "a\\;b\\,c\\\\d\\ne");
    }
}
