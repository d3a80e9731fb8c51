//! `troth trends`, `troth worth`: one's own answers over time beside what the other shared, and what may be worth talking about.

use companion::looking::{Mark, Trend};
use companion::reflect::Scale;
use companion::reflect::trend::Point;
use companion::words::looking::csv;
use serde_json::{Value, json};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::output::Tone;
use crate::sync;
use crate::told::rfc3339;

/// Does what the command of this name does.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let own = called.open().await?;
    if name == "worth" { called.worth(own).await } else { called.trends(&own) }
}

impl Called<'_> {
    fn trends(&mut self, own: &Own) -> Result<(), Failure> {
        let (id, circle) = self.circle(own)?;
        let wanted = self.text("field");
        let mut trends = own.trends(id, now()).map_err(|error| self.failed(error))?;
        trends.retain(|trend| wanted.is_none_or(|field| field == trend.field.word()));
        let (scene, marks) = (circle.scene(self.words, own.zone()), circle.marks());
        if self.given.get_flag("csv") {
            let marks: Vec<(Mark, String)> =
                marks.into_iter().map(|mark| (mark.clone(), scene.mark(&mark))).collect();
            let lines = csv(circle.people(), circle.own(), &trends, &marks);
            lines.iter().for_each(|line| self.output.line(line));
            return Ok(());
        }
        if trends.is_empty() && !self.json {
            self.say("told-no-trends", &[]);
        }
        for trend in &trends {
            if self.json {
                self.output.line(&trend_as_json(trend).to_string());
            } else {
                self.tell_trend(trend);
            }
        }
        for mark in &marks {
            let said = scene.mark(mark);
            if self.json {
                self.output.line(&json!({ "at": rfc3339(mark.at), "event": said }).to_string());
            } else {
                self.output.line(&format!("{:<25}  {said}", self.words.date_time(mark.at, own.zone())));
            }
        }
        Ok(())
    }

    fn tell_trend(&mut self, trend: &Trend) {
        let Scale::To(most) = trend.field.scale() else { return };
        let field = self.words.field(trend.field);
        self.output.line(&self.output.paint(Tone::Heading, &field));
        for (name, points) in [("told-trend-own", &trend.own), ("told-trend-theirs", &trend.theirs)] {
            if !points.is_empty() {
                self.say(name, &[("line", line(points, most))]);
            }
        }
        if let Some(shift) = trend.shift {
            let number = |value: f64| self.words.number(value);
            let gaps = [("recent", number(shift.recent)), ("earlier", number(shift.earlier))];
            self.say("told-trend-shift", &gaps);
        }
        if let Some(slope) = trend.slope {
            self.say("told-trend-slope", &[("slope", format!("{slope:+.2}"))]);
        }
    }

    async fn worth(&mut self, mut own: Own) -> Result<(), Failure> {
        let (id, _) = self.circle(&own)?;
        if let Some(word) = self.text("dismiss").map(str::to_owned) {
            own.dismiss(id, &word, now()).await.map_err(|error| self.failed(error))?;
            sync::send_what_waits(self, &mut own).await;
        }
        let (_, circle) = self.circle(&own)?;
        let found = own.worth_talking_about(id, now()).map_err(|error| self.failed(error))?;
        let scene = circle.scene(self.words, own.zone());
        if found.is_empty() && !self.json {
            self.say("told-nothing-worth", &[]);
        }
        for worth in &found {
            let (asks, behind) = (scene.worth(worth), scene.worth_behind(worth));
            if self.json {
                let line = json!({ "pattern": worth.word(), "asks": asks, "behind": behind });
                self.output.line(&line.to_string());
            } else {
                self.output.line(&asks);
                self.output.line(&format!("  {behind}"));
                self.say("told-worth-dismiss", &[("word", worth.word().to_owned())]);
            }
        }
        Ok(())
    }
}

fn trend_as_json(trend: &Trend) -> Value {
    let points = |points: &[Point]| -> Vec<Value> {
        points.iter().map(|point| json!({ "at": rfc3339(point.at), "value": point.value })).collect()
    };
    json!({
        "field": trend.field.word(),
        "own": points(&trend.own),
        "theirs": points(&trend.theirs),
        "recent": trend.shift.map(|shift| shift.recent),
        "earlier": trend.shift.map(|shift| shift.earlier),
        "a_week": trend.slope,
    })
}

/// The newest values as small bars, the oldest first.
fn line(points: &[Point], most: u8) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    const SHOWN: usize = 40;
    let newest = points.iter().skip(points.len().saturating_sub(SHOWN));
    let bar = |point: &Point| {
        let share = (point.value - 1.0) / f64::from(most.saturating_sub(1).max(1));
        let height = (share * 7.0).round().clamp(0.0, 7.0);
        let at = (0_u8..8).find(|bar| f64::from(*bar) >= height).unwrap_or_default();
        BARS.get(usize::from(at)).copied().unwrap_or_default()
    };
    newest.map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_within_the_scale_and_the_newest_are_shown() {
        let at = consent::Instant::from_millis(0);
        let points =
            |values: &[f64]| values.iter().map(|value| Point { at, value: *value }).collect::<Vec<_>>();
        assert_eq!(line(&points(&[1.0, 3.0, 5.0]), 5), "▁▅█");
        assert_eq!(line(&points(&[7.0]), 7), "█");
        assert_eq!(line(&points(&[1.0; 50]), 5).chars().count(), 40);
    }
}
