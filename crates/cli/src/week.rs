//! `troth week`: the verdicts through a week, in words: as it is, or as if both had signed a version.

use companion::CircleOfTwo;
use companion::negotiation::Supposed;
use companion::negotiation::week::{self, Asked, Row};
use consent::{Area, Instant, Knowledge, Person, Power};
use serde_json::{Value, json};

use crate::called::{Called, Own, now};
use crate::chosen::name;
use crate::failure::Failure;
use crate::output::{Tone, sign};
use crate::told::rfc3339;

/// A line for each area and each verdict in it.
pub(crate) async fn run(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let supposed = called.supposed(&own, circle, now())?;
    let knowledge = supposed.as_ref().map_or(circle.knowledge(), Supposed::knowledge);
    let of = match (called.text("version"), called.text("of")) {
        (Some(_), None) => {
            let version = called.version(&own, |_, _| true)?;
            circle.version(version, now()).map_err(Failure::Refused)?.0.giver
        }
        _ => called.asked_of(circle)?,
    };
    // What is tried on is in force from now on only: a whole week of it is the next one.
    let meant = if supposed.is_some() { now().plus_days(7) } else { now() };
    let (from, to) = week::of(called.at(&own)?.unwrap_or(meant), own.zone());
    let areas = called.areas(knowledge, of)?;
    let asked = Asked { of, by: of.other(), power: called.power()?, from, to };
    let rows = week::picture(knowledge, &asked, &areas);
    if called.json {
        rows.iter().for_each(|row| called.output.line(&as_json(row, asked.power).to_string()));
        return Ok(());
    }
    called.tell_head(&own, circle, of, asked.power, from, supposed.is_some());
    if rows.is_empty() {
        called.say("told-week-empty", &[]);
    }
    let scene = circle.scene(called.words, own.zone());
    for row in &rows {
        called.output.line(&called.output.paint(Tone::Heading, row.area.as_str()));
        for told in scene.week(&row.runs, own.zone()) {
            let verdict = format!("{} {}", sign(told.verdict), called.words.verdict(told.verdict));
            let verdict = called.output.paint(Tone::Verdict(told.verdict), &format!("{verdict:<13}"));
            called.output.line(&format!("  {verdict} {}", told.hours));
        }
    }
    Ok(())
}

impl Called<'_> {
    /// The areas that were named, or all that there is something to see of.
    fn areas(&self, knowledge: &Knowledge, giver: Person) -> Result<Vec<Area>, Failure> {
        match self.given.get_many::<String>("areas") {
            Some(named) => named.map(|path| Area::parse(path).map_err(Failure::Refused)).collect(),
            None => Ok(week::areas(knowledge, giver, now())),
        }
    }

    fn tell_head(
        &mut self,
        own: &Own,
        circle: &CircleOfTwo,
        giver: Person,
        power: Power,
        from: Instant,
        is_tried_on: bool,
    ) {
        if is_tried_on {
            self.say("told-tried-on", &[]);
        }
        let gaps = [
            ("holder", name(circle, giver.other())),
            ("giver", name(circle, giver)),
            ("power", self.words.say(&format!("power-{}", power.word()), &[])),
            ("when", self.words.date(from, own.zone())),
        ];
        self.say("told-week", &gaps);
    }
}

fn as_json(row: &Row, power: Power) -> Value {
    let run = |run: &consent::Run| json!({ "from": rfc3339(run.from), "to": rfc3339(run.to), "verdict": run.verdict.word() });
    let runs: Vec<Value> = row.runs.iter().map(run).collect();
    json!({ "area": row.area.as_str(), "power": power.word(), "runs": runs })
}
