//! Living it from the command line: directions and answers, requests, recognition, responsibilities, low capacity.

use companion::life::says::{Answer, Consequence, Kept, Kind, Recognition, Request, Reward, Switch};
use companion::life::{Day, LifeSays, Reply, Timing};
use companion::living::{Listing, NewDirection};
use companion::{CircleOfTwo, Error};
use consent::window::time_of_day;
use consent::{ActId, Area, Power};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::living_rhythm;
use crate::sync;
use crate::told::{hex, rfc3339, short};

/// Does what the command of this name does.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let mut own = called.open().await?;
    match name {
        "direct" => called.direct(own).await,
        "low" => called.low(own).await,
        "consequence" if called.number("choose").is_none() => called.show_consequences(&own),
        "kept" if called.number("number").is_none() => called.show_responsibilities(&own),
        "points" if called.text("switch").is_none() => called.show_points(&own),
        _ => {
            let says = called.life_says(&own, name)?;
            let (id, _) = called.circle(&own)?;
            let act = own.live(id, &says, now()).await.map_err(|error| called.failed(error))?;
            called.said_of_life(own, act).await
        }
    }
}

impl Called<'_> {
    async fn direct(&mut self, mut own: Own) -> Result<(), Failure> {
        let new = self.new_direction(&own)?;
        let (id, _) = self.circle(&own)?;
        let act = own.direct(id, &new, now()).await;
        let act = act.map_err(|error| match error {
            Error::Outside { verdict, because } => self.outside(&own, verdict, &because),
            other => self.failed(other),
        })?;
        self.said_of_life(own, act).await
    }

    /// A direction that is not made, with its reasons.
    fn outside(&self, own: &Own, verdict: consent::Verdict, because: &[consent::Reason]) -> Failure {
        let verdict = ("verdict", self.words.verdict(verdict));
        let Ok((_, circle)) = self.circle(own) else { return self.call("failed-outside", &[verdict]) };
        let scene = circle.scene(self.words, own.zone());
        let why: Vec<String> =
            because.iter().map(|reason| format!("\n  {}", scene.because(reason))).collect();
        Failure::Outside(self.fill("failed-outside", &[verdict]) + &why.concat())
    }

    fn new_direction(&self, own: &Own) -> Result<NewDirection, Failure> {
        let kind = self.text("kind").and_then(Kind::from_word).unwrap_or(Kind::Task);
        let timing = self.timing(own)?;
        let stands = matches!(kind, Kind::Rule | Kind::Ritual) || timing.rhythm.is_some();
        let power = match (self.given.get_flag("suggest"), stands) {
            (true, _) => Power::Guide,
            (false, true) => Power::Direct,
            (false, false) => Power::Decide,
        };
        let text = |name: &str| self.text(name).unwrap_or_default().to_owned();
        let (says, note) = (text("text"), text("note"));
        let attached = self.files()?;
        Ok(NewDirection { kind, area: self.area()?, power, says, note, timing, attached })
    }

    fn timing(&self, own: &Own) -> Result<Timing, Failure> {
        let rhythm = living_rhythm::parse(self.text("every"), self.text("on"));
        let rhythm = rhythm.map_err(|found| self.call("failed-rhythm", &[("found", found)]))?;
        let at = self.text("time").map(|text| self.minutes(text)).transpose()?;
        let from = self.day("from")?.unwrap_or_else(|| today(own));
        Ok(Timing { zone: own.zone().clone(), from, at, rhythm, until: self.day("until")? })
    }

    fn minutes(&self, text: &str) -> Result<u16, Failure> {
        time_of_day(text).map_err(|_| self.call("failed-time-of-day", &[("found", text.to_owned())]))
    }

    /// A day that was given, as `2026-03-01`.
    fn day(&self, name: &str) -> Result<Option<Day>, Failure> {
        let wrong = |text: &str| self.call("failed-day", &[("found", text.to_owned())]);
        self.text(name).map(|text| Day::parse(text).ok_or_else(|| wrong(text))).transpose()
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.given.get_one::<u32>(name).copied()
    }

    /// The act of daily life that was named by its first letters.
    pub(crate) fn what(&self, circle: &CircleOfTwo, name: &str) -> Result<ActId, Failure> {
        let named = self.text(name).unwrap_or_default();
        let found = circle.life().entries().map(|entry| entry.act.id);
        let found: Vec<ActId> = found.filter(|id| hex(*id).starts_with(named)).collect();
        match found.as_slice() {
            [only] if named.len() >= 4 => Ok(*only),
            [] | [_] => Err(self.call("failed-no-such-thing", &[("found", named.to_owned())])),
            several => {
                let names = self.words.list(several.iter().map(|id| short(*id)));
                Err(self.call("failed-several-things", &[("found", named.to_owned()), ("things", names)]))
            }
        }
    }

    fn life_says(&self, own: &Own, name: &str) -> Result<LifeSays, Failure> {
        let (_, circle) = self.circle(own)?;
        let text = |name: &str| self.text(name).unwrap_or_default().to_owned();
        Ok(match name {
            "reply" => LifeSays::Answer(self.reply(own, circle)?),
            "take-back" => LifeSays::TakeBack(self.what(circle, "what")?),
            "request" => {
                let area = self.text("area").map(Area::parse).transpose().map_err(Failure::Refused)?;
                LifeSays::Request(Request { says: text("text"), note: text("note"), area })
            }
            "thank" => {
                let about = self.text("what").map(|_| self.what(circle, "what")).transpose()?;
                let points = self.given.get_one::<u16>("points").copied().unwrap_or_default();
                LifeSays::Recognise(Recognition { says: text("text"), about, points })
            }
            "consequence" => LifeSays::Consequence(self.consequence(circle)?),
            "kept" => LifeSays::Kept(self.kept(own, circle)?),
            "points" => {
                LifeSays::Points(if self.text("switch") == Some("on") { Switch::On } else { Switch::Off })
            }
            "reward" => {
                let points = self.given.get_one::<u16>("points").copied().unwrap_or_default();
                LifeSays::Reward(Reward { says: text("text"), points })
            }
            _ => LifeSays::Redeem(self.what(circle, "what")?),
        })
    }

    fn reply(&self, own: &Own, circle: &CircleOfTwo) -> Result<Answer, Failure> {
        let to = self.what(circle, "what")?;
        let reply = self.text("reply").and_then(Reply::from_word).unwrap_or(Reply::Seen);
        let words = self.text("words").unwrap_or_default().to_owned();
        let named = self.day("day")?;
        // What returns is done of a day: today, where none is named.
        let returns = circle.direction_of(to, now()).is_some_and(|of| of.direction.is_done_by_day());
        let is_of_a_day = matches!(reply, Reply::Done | Reply::Partly);
        let day = named.or_else(|| (returns && is_of_a_day).then(|| today(own)));
        Ok(Answer { to, reply, day, words })
    }

    fn consequence(&self, circle: &CircleOfTwo) -> Result<Consequence, Failure> {
        let follows = self.what(circle, "what")?;
        let listed = circle.consequences(circle.own(), now());
        let chosen = self.nth(&listed, "choose")?;
        Ok(Consequence { follows, day: self.day("day")?, version: chosen.version, place: chosen.place })
    }

    fn kept(&self, own: &Own, circle: &CircleOfTwo) -> Result<Kept, Failure> {
        let all = circle.responsibilities(now());
        let of = self.nth(&all, "number")?;
        let day = self.day("day")?.unwrap_or_else(|| today(own));
        Ok(Kept { version: of.version, place: of.place, day })
    }

    /// The line of that number, from 1.
    fn nth<'a, T>(&self, all: &'a [T], name: &str) -> Result<&'a T, Failure> {
        let number = self.number(name).unwrap_or_default();
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let most = ("most", all.len().to_string());
        place.and_then(|place| all.get(place)).ok_or_else(|| self.call("failed-no-such-line", &[most]))
    }

    async fn low(&mut self, mut own: Own) -> Result<(), Failure> {
        let (id, _) = self.circle(&own)?;
        if self.given.get_flag("over") {
            own.recover(id, now()).await.map_err(|error| self.failed(error))?;
            self.tell("told-recovered", &serde_json::json!({ "low_capacity": false }));
            sync::send_what_waits(self, &mut own).await;
            return Ok(());
        }
        let until = self.text("until").map(|text| self.time(text, own.zone())).transpose()?;
        let act = own.live(id, &LifeSays::LowCapacity(until), now()).await;
        let act = act.map_err(|error| self.failed(error))?;
        self.said_of_life(own, act).await
    }

    async fn said_of_life(&mut self, mut own: Own, act: ActId) -> Result<(), Failure> {
        let (_, circle) = self.circle(&own)?;
        let scene = circle.scene(self.words, own.zone());
        let entry = circle.life().get(act);
        let said = entry.map(|entry| scene.lived(act, entry.act.by, &entry.act.says)).unwrap_or_default();
        let stands = circle.direction_of(act, now());
        if self.json {
            let stands = stands.map(|of| of.stands.word());
            let line = serde_json::json!({ "act": hex(act), "said": said, "stands": stands });
            self.output.line(&line.to_string());
        } else {
            let told = stands.map(|of| scene.direction_stands(&of));
            self.say("told-said", &[("said", said), ("act", short(act))]);
            told.iter().for_each(|line| self.output.line(line));
        }
        sync::send_what_waits(self, &mut own).await;
        Ok(())
    }

    fn show_consequences(&mut self, own: &Own) -> Result<(), Failure> {
        let (_, circle) = self.circle(own)?;
        let listed = circle.consequences(circle.own(), now());
        if listed.is_empty() && !self.json {
            self.say("told-no-consequences", &[]);
        }
        for (number, Listing { says, .. }) in (1..).zip(&listed) {
            if self.json {
                self.output.line(&serde_json::json!({ "number": number, "says": says }).to_string());
            } else {
                self.output.line(&format!("{number}  {says}"));
            }
        }
        Ok(())
    }

    fn show_responsibilities(&mut self, own: &Own) -> Result<(), Failure> {
        let (_, circle) = self.circle(own)?;
        let all = circle.responsibilities(now());
        if all.is_empty() && !self.json {
            self.say("told-no-responsibilities", &[]);
        }
        let scene = circle.scene(self.words, own.zone());
        for (number, of) in (1..).zip(&all) {
            let days: Vec<Day> = of.kept.iter().map(|(day, _)| *day).collect();
            if self.json {
                let days: Vec<String> = days.iter().map(Day::to_string).collect();
                let line = serde_json::json!({
                    "number": number,
                    "holder": scene.person(of.holder),
                    "says": of.of.says,
                    "rhythm": of.of.rhythm.word(),
                    "kept": days,
                });
                self.output.line(&line.to_string());
                continue;
            }
            let gaps = [
                ("number", number.to_string()),
                ("holder", scene.person(of.holder).to_owned()),
                ("says", of.of.says.clone()),
                ("rhythm", self.words.say(&format!("rhythm-{}", of.of.rhythm.word()), &[])),
            ];
            self.output.line(&self.fill("told-responsibility", &gaps));
            let last = days.first().map(|day| self.words.day(*day));
            let kept = last.map_or_else(
                || self.fill("told-not-kept-yet", &[]),
                |last| {
                    let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
                    self.words.say("told-kept", &[("count", count.into()), ("day", last.into())])
                },
            );
            self.output.line(&format!("   {kept}"));
        }
        Ok(())
    }

    fn show_points(&mut self, own: &Own) -> Result<(), Failure> {
        let (_, circle) = self.circle(own)?;
        let points = circle.points();
        let scene = circle.scene(self.words, own.zone());
        let rewards: Vec<(ActId, Reward)> = circle
            .lived()
            .filter(|line| !line.is_taken_back)
            .filter_map(|line| match line.says {
                LifeSays::Reward(reward) => Some((line.id, reward)),
                _ => None,
            })
            .collect();
        for person in consent::Person::BOTH {
            let (name, has) = (scene.person(person), points.has.get(person));
            if self.json {
                let line = serde_json::json!({ "person": name, "on": points.on.get(person), "points": has });
                self.output.line(&line.to_string());
            } else {
                let name = ("person", name.to_owned());
                let told = if *points.on.get(person) { "told-points-on" } else { "told-points-off" };
                self.say(told, &[name, ("points", has.to_string())]);
            }
        }
        for (id, reward) in rewards {
            if self.json {
                let line =
                    serde_json::json!({ "reward": hex(id), "says": reward.says, "points": reward.points });
                self.output.line(&line.to_string());
            } else {
                self.output.line(&format!("{}  {} ({})", short(id), reward.says, reward.points));
            }
        }
        Ok(())
    }
}

/// The day that it is for oneself.
pub(crate) fn today(own: &Own) -> Day {
    Day::of(own.zone().local(now()).date())
}

/// When, as JSON has it.
pub(crate) fn when(at: consent::Instant) -> String {
    rfc3339(at)
}
