//! What is printed: tables as Markdown, or as one JSON document.

use serde_json::{Value, json};

use crate::measure::Timing;

/// Figures that belong together.
pub(crate) struct Table {
    /// The word by which it is asked for.
    name: &'static str,
    title: String,
    lines: Vec<Line>,
    /// What was found beside the figures.
    notes: Vec<String>,
}

struct Line {
    group: String,
    timing: Timing,
    /// How many times what it is compared with.
    ratio: f64,
}

impl Table {
    pub(crate) fn new(name: &'static str, title: impl Into<String>) -> Table {
        Table { name, title: title.into(), lines: Vec::new(), notes: Vec::new() }
    }

    /// Adds timings, as multiples of the first one.
    pub(crate) fn group(&mut self, group: &str, timings: &[Timing]) {
        let Some(first) = timings.first() else { return };
        for timing in timings {
            let ratio = timing.each() / first.each();
            self.lines.push(Line { group: group.to_owned(), timing: timing.clone(), ratio });
        }
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Says whether a goal is met: the figure and the bound that it must not pass.
    pub(crate) fn goal(&mut self, what: &str, figure: f64, bound: Bound) {
        let met = match bound {
            Bound::AtLeast(least) => figure >= least,
            Bound::AtMost(most) => figure <= most,
        };
        let met = if met { "met" } else { "missed" };
        self.note(format!("{what}: {}, goal {bound}: **{met}**", ratio(figure)));
    }

    pub(crate) fn print(&self) {
        println!("### {}: {}\n", self.name, self.title);
        println!("| | | median, each | least, each | median, all | of how many | ratio |");
        println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        for Line { group, timing, ratio: times } in &self.lines {
            println!(
                "| {group} | {} | {} | {} | {} | {} | {} |",
                timing.name,
                time(timing.each()),
                time(timing.least_each()),
                time(timing.median),
                timing.items,
                ratio(*times)
            );
        }
        println!();
        self.notes.iter().for_each(|note| println!("- {note}"));
        println!();
    }

    pub(crate) fn to_json(&self) -> Value {
        let line = |Line { group, timing, ratio }: &Line| {
            json!({
                "group": group, "of": timing.name, "items": timing.items, "median_ns": timing.each(),
                "least_ns": timing.least_each(), "ratio": ratio,
            })
        };
        let lines: Vec<Value> = self.lines.iter().map(line).collect();
        json!({ "table": self.name, "title": self.title, "lines": lines, "notes": self.notes })
    }
}

/// What a goal asks of a figure.
#[derive(Clone, Copy)]
pub(crate) enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Bound::AtLeast(least) => write!(f, "at least {least}"),
            Bound::AtMost(most) => write!(f, "at most {most}"),
        }
    }
}

/// Nanoseconds, in the unit that suits them.
pub(crate) fn time(nanos: f64) -> String {
    match nanos {
        n if n < 1e3 => format!("{n:.1} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

/// A ratio, with as many digits as say something.
fn ratio(times: f64) -> String {
    if times < 0.1 { format!("{times:.4}") } else { format!("{times:.2}") }
}
