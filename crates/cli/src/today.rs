//! `troth today`, `troth directions`, `troth requests`, `troth lived`: daily life as it stands, and as it was.

use companion::CircleOfTwo;
use companion::life::{Day, LifeSays, Reply, Stands};
use companion::living::{DirectionStands, LifeLine};
use companion::timeline::{Told, Topic};
use companion::words::answer::Scene;
use serde_json::{Value, json};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::living::{today, when};
use crate::output::Tone;
use crate::told::{hex, short};

/// Of what returns, so many of the newest answers are shown; JSON has all of them.
const SHOWN: usize = 3;

/// Shows what the command of this name shows.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    match name {
        "today" => called.show_today(&own, circle),
        "directions" => called.show_directions(&own, circle),
        "requests" => called.show_lived(&own, circle, |line| matches!(line.says, LifeSays::Request(_))),
        _ => called.show_lived(&own, circle, |_| true),
    }
    Ok(())
}

/// What returns, as a calendar file on standard output.
pub(crate) async fn calendar(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let file = circle.calendar(called.words, own.zone(), now());
    if called.json {
        called.output.line(&json!({ "calendar": file }).to_string());
    } else {
        called.output.line(file.trim_end());
    }
    Ok(())
}

/// All that both share, the newest first.
pub(crate) async fn timeline(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (id, circle) = called.circle(&own)?;
    let of = called.given.get_many::<String>("of").into_iter().flatten();
    let of: Vec<Topic> = of.filter_map(|word| Topic::from_word(word)).collect();
    let search = called.text("search").unwrap_or_default();
    let most = called.given.get_one::<u32>("most").copied().unwrap_or_default();
    let looking = own.looking(id).map_err(|error| called.failed(error))?;
    let lines = looking.timeline(&of, search, usize::try_from(most).unwrap_or(usize::MAX));
    let scene = circle.scene(called.words, own.zone());
    if lines.is_empty() && !called.json {
        called.say("told-nothing-found", &[]);
    }
    for line in &lines {
        match &line.says {
            Told::Life(lived) => called.tell_line(&scene, lived),
            Told::Act(act) if called.json => {
                let (at, said) = (when(line.at), scene.act(act));
                let told =
                    json!({ "act": hex(line.id), "by": scene.person(line.by), "at": at, "said": said });
                called.output.line(&told.to_string());
            }
            Told::Act(act) => {
                let at = called.words.date_time(line.at, own.zone());
                called.output.line(&format!("{}  {at:<25}  {}", short(line.id), scene.act(act)));
            }
        }
    }
    Ok(())
}

impl Called<'_> {
    fn show_today(&mut self, own: &Own, circle: &CircleOfTwo) {
        let (scene, day) = (circle.scene(self.words, own.zone()), today(own));
        let low = circle.low_capacity(now());
        let all = circle.directions(now());
        if self.json {
            let low: Vec<Value> = consent::Person::BOTH
                .into_iter()
                .filter_map(|person| {
                    let low = (*low.get(person))?;
                    Some(json!({ "person": scene.person(person), "until": low.until.map(when) }))
                })
                .collect();
            self.output.line(&json!({ "day": day.to_string(), "low_capacity": low }).to_string());
        } else {
            self.output.line(&self.output.paint(Tone::Heading, &self.words.day(day)));
            for person in consent::Person::BOTH {
                let line = low.get(person).map(|low| scene.low(person, low));
                line.iter().for_each(|line| self.output.line(line));
            }
        }
        let aftercare = own.looking(circle.record().relationship()).ok();
        if let Some(aftercare) = aftercare.and_then(|looking| looking.aftercare(now(), own.zone())) {
            if self.json {
                let line = json!({ "aftercare": aftercare.list.word(), "lines": aftercare.lines });
                self.output.line(&line.to_string());
            } else {
                self.say(&format!("told-after-{}", aftercare.list.word()), &[]);
                aftercare.lines.iter().for_each(|line| self.output.line(&format!("  {line}")));
            }
        }
        let is_of_today = |of: &&DirectionStands| match of.stands {
            Stands::Asks => true,
            // Told for a week beside what there is.
            Stands::Outside(_) => of.line.at >= now().plus_days(-7),
            Stands::Live | Stands::Rests(_) => of.direction.timing.is_for(day),
            Stands::Declined(_) | Stands::TakenBack | Stands::Over => false,
        };
        let mut shown = 0;
        for of in all.iter().filter(is_of_today) {
            self.tell_direction(&scene, of, Some(day));
            shown += 1;
        }
        let waiting: Vec<LifeLine> = circle
            .lived()
            .filter(|line| matches!(line.says, LifeSays::Request(_)))
            .filter(|line| line.reply.is_none() && !line.is_taken_back)
            .collect();
        for line in &waiting {
            self.tell_line(&scene, line);
            shown += 1;
        }
        if shown == 0 && !self.json {
            self.say("told-nothing-today", &[]);
        }
    }

    fn show_directions(&mut self, own: &Own, circle: &CircleOfTwo) {
        let scene = circle.scene(self.words, own.zone());
        let all: Vec<DirectionStands> = if self.given.get_flag("all") {
            circle.all_directions(now()).collect()
        } else {
            circle.directions(now())
        };
        if all.is_empty() && !self.json {
            self.say("told-no-directions", &[]);
        }
        for of in &all {
            self.tell_direction(&scene, of, None);
        }
    }

    fn show_lived(&mut self, own: &Own, circle: &CircleOfTwo, is_shown: impl Fn(&LifeLine) -> bool) {
        let scene = circle.scene(self.words, own.zone());
        let lines: Vec<LifeLine> = circle.lived().filter(is_shown).collect();
        if lines.is_empty() && !self.json {
            self.say("told-nothing-lived", &[]);
        }
        for line in &lines {
            self.tell_line(&scene, line);
        }
    }

    fn tell_direction(&mut self, scene: &Scene<'_>, of: &DirectionStands, day: Option<Day>) {
        let on = day.and_then(|day| of.on(day));
        if self.json {
            let mut line = line_as_json(scene, &of.line);
            let more = json!({
                "kind": of.direction.kind.word(),
                "area": of.direction.area.to_string(),
                "power": of.direction.power.word(),
                "rhythm": of.direction.timing.rhythm.map(|rhythm| rhythm.to_string()),
                "stands": of.stands.word(),
                "today": on.map(Reply::word),
                "within": of.bounds.is_within(),
                "could_know": of.bounds.could_know.word(),
                "all_known": of.bounds.all_known.word(),
                "because": of.because.iter().map(|reason| scene.because(reason)).collect::<Vec<_>>(),
            });
            merge(&mut line, more);
            self.output.line(&line.to_string());
            return;
        }
        self.tell_line(scene, &of.line);
        self.output.line(&format!("          {}", scene.timing(&of.direction.timing)));
        let stands = on.map_or_else(|| scene.direction_stands(of), |reply| self.words.reply(reply));
        self.output.line(&format!("          {stands}"));
        let is_outside = matches!(of.stands, Stands::Outside(_)) || of.bounds.is_misstated();
        if is_outside || self.given.try_get_one::<bool>("all").ok().flatten() == Some(&true) {
            self.output.line(&format!("          {}", scene.direction_bounds(of)));
            for reason in of.because.iter().filter(|_| is_outside) {
                self.output.line(&format!("            {}", scene.because(reason)));
            }
        }
    }

    fn tell_line(&mut self, scene: &Scene<'_>, line: &LifeLine) {
        if self.json {
            self.output.line(&line_as_json(scene, line).to_string());
            return;
        }
        let said = scene.lived(line.id, line.by, &line.says);
        let when = self.words.date_time(line.at, scene.zone);
        let said = if line.is_taken_back { self.fill("told-taken-back", &[("said", said)]) } else { said };
        self.output.line(&format!("{}  {when:<25}  {said}", short(line.id)));
        if !line.is_taken_back {
            self.tell_attached(line.id, line.says.attached().len());
        }
        let returns = matches!(&line.says, LifeSays::Direct(direction) if direction.is_done_by_day());
        let left_out = if returns { line.answers.len().saturating_sub(SHOWN) } else { 0 };
        for answer in line.answers.iter().skip(left_out) {
            let said = scene.lived(answer.id, answer.by, &LifeSays::Answer(answer.answer.clone()));
            self.output.line(&format!("          {said}"));
        }
    }
}

fn line_as_json(scene: &Scene<'_>, line: &LifeLine) -> Value {
    let answers: Vec<Value> = line
        .answers
        .iter()
        .map(|answer| {
            json!({
                "act": hex(answer.id),
                "by": scene.person(answer.by),
                "at": when(answer.at),
                "reply": answer.answer.reply.word(),
                "day": answer.answer.day.map(|day| day.to_string()),
                "words": answer.answer.words,
            })
        })
        .collect();
    json!({
        "act": hex(line.id),
        "by": scene.person(line.by),
        "at": when(line.at),
        "do": line.says.word(),
        "said": scene.lived(line.id, line.by, &line.says),
        "attached": line.says.attached().len(),
        "taken_back": line.is_taken_back,
        "reply": line.reply.map(Reply::word),
        "answers": answers,
    })
}

fn merge(line: &mut Value, more: Value) {
    if let (Value::Object(line), Value::Object(more)) = (line, more) {
        line.extend(more);
    }
}
