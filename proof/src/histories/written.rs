//! Writes a history down as a rehearsal (`rehearsal.md`), to be read, and to be put among the others as it is.

use std::collections::BTreeSet;
use std::fmt::Write;

use consent::{ActId, Grant, Instant, Person, Question, Says, Version};
use jiff::Timestamp;

use super::world::{Done, World};
use crate::naive::Naive;

/// A question to a device at an instant.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which device.
    pub device: usize,
    /// When.
    pub at: Instant,
    /// What.
    pub question: Question,
}

/// The history, and at its end these questions, with the answers of the naive reading. `says` stands above it.
pub fn written(world: &World, says: &str, asked: &[Asked]) -> String {
    let naive = Naive::of(&world.told(&world.everything()));
    // No step is later than the first question: acts that are say so by their clock.
    let last = asked.iter().map(|asked| asked.at).min().unwrap_or(world.now);
    let writing = Writing { world, naive: &naive };
    let mut text = writing.head(says, asked);
    for step in &world.steps {
        text.push_str(&writing.step(step.at.min(last), step.on, &step.done));
    }
    let mut asked = asked.to_vec();
    asked.sort_by_key(|asked| asked.at);
    asked.iter().for_each(|asked| text.push_str(&writing.ask(asked)));
    text
}

struct Writing<'w> {
    world: &'w World,
    naive: &'w Naive,
}

/// Writing into a `String` does not fail.
macro_rules! line {
    ($text:expr, $($what:tt)*) => {{ _ = writeln!($text, $($what)*); }};
}

impl Writing<'_> {
    /// With the devices that anything is done on.
    fn head(&self, says: &str, asked: &[Asked]) -> String {
        let mut text = String::new();
        for line in says.lines() {
            line!(text, "# {line}");
        }
        line!(text, "zone = {:?}\npeople = [\"ada\", \"bo\"]", self.world.zone.name());
        let mut used: BTreeSet<usize> = asked.iter().map(|asked| asked.device).collect();
        for step in &self.world.steps {
            used.insert(step.on);
            used.extend(if let Done::Sync(with) = step.done { Some(with) } else { None });
        }
        let devices = used.iter().filter_map(|at| self.world.devices.get(*at));
        let devices: Vec<String> =
            devices.map(|device| format!("{} = {:?}", device.name, name(device.person))).collect();
        line!(text, "devices = {{ {} }}\nsync = \"manual\"", devices.join(", "));
        text
    }

    fn step(&self, at: Instant, on: usize, done: &Done) -> String {
        let mut text = String::new();
        line!(text, "\n[[step]]\nat = {}\non = {:?}", self.time(at), self.world.devices[on].name);
        match done {
            Done::Sync(with) => line!(text, "do = \"sync\"\nwith = {:?}", self.world.devices[*with].name),
            Done::Act(number) => {
                let told = &self.world.made[*number].told;
                let Ok(says) = &told.says else {
                    line!(text, "do = \"limit\"\narea = \"Not An Area\"\nkind = \"hard\"\nrefused = true");
                    return text;
                };
                line!(text, "do = {:?}", says.word());
                let (keys, table) = self.says(told.id, says);
                text.push_str(&keys);
                if told.clock != at {
                    line!(text, "clock = {}", self.time(told.clock));
                }
                if self.naive.is_refused(told.id) {
                    line!(text, "refused = true");
                }
                text.push_str(&table);
            }
        }
        text
    }

    /// What the act carries: its keys, and the table that comes behind all keys.
    fn says(&self, id: ActId, says: &Says) -> (String, String) {
        let version = |named: ActId| format!("version = {:?}\n", self.version_name(named));
        let keys = match says {
            Says::Propose(words) => return (version(id), self.agreement(words)),
            Says::Sign(named) | Says::End(named) | Says::Close(named) | Says::Retract(named) => {
                version(*named)
            }
            Says::Withdraw(named, area) => format!("{}area = \"{area}\"\n", version(*named)),
            Says::Limit(area, kind) => format!("area = \"{area}\"\nkind = {:?}\n", kind.word()),
            Says::Lift(area) => format!("area = \"{area}\"\n"),
            Says::Open(named, minutes) => format!("{}minutes = {minutes}\n", version(*named)),
            Says::Review(named, next) => format!("{}next = {}\n", version(*named), self.time(*next)),
            Says::Slow | Says::Pause | Says::Stop | Says::Resume | Says::CheckIn => String::new(),
        };
        (keys, String::new())
    }

    fn agreement(&self, words: &Version) -> String {
        let mut text = String::new();
        line!(text, "[step.agreement]\ngiver = {:?}\nholder = {:?}", name(words.giver), name(words.holder));
        line!(text, "review_by = {}", self.time(words.review_by));
        for (key, date) in [("starts", words.starts), ("ends", words.ends)] {
            if let Some(date) = date {
                line!(text, "{key} = {}", self.time(date));
            }
        }
        if let Some(rhythm) = words.check_in {
            let (every, grace) = (rhythm.every_days, rhythm.grace_days);
            line!(text, "check_in = {{ every_days = {every}, grace_days = {grace} }}");
        }
        line!(text, "grants = [");
        words.grants.iter().for_each(|grant| line!(text, "  {{ {} }},", self.grant(grant)));
        line!(text, "]");
        if !words.replaces.is_empty() {
            let names: Vec<String> =
                words.replaces.iter().map(|named| format!("{:?}", self.version_name(*named))).collect();
            line!(text, "replaces = [{}]", names.join(", "));
        }
        text
    }

    fn grant(&self, grant: &Grant) -> String {
        let mut keys = vec![
            format!("area = \"{}\"", grant.area),
            format!("power = {:?}", grant.power.word()),
            format!("mode = {:?}", grant.mode.word()),
        ];
        let window = |window: &consent::Window| {
            let days: Vec<String> = window.days().iter().map(|day| format!("{:?}", day.word())).collect();
            format!("{{ days = [{}], from = {:?}, to = {:?} }}", days.join(", "), window.from(), window.to())
        };
        if let Some(hours) = &grant.hours {
            let windows: Vec<String> = hours.iter().map(window).collect();
            keys.push(format!("hours = [{}]", windows.join(", ")));
        }
        if grant.moments {
            keys.push("moments = true".to_owned());
        }
        for (key, date) in [("starts", grant.starts), ("ends", grant.ends)] {
            keys.extend(date.map(|date| format!("{key} = {}", self.time(date))));
        }
        keys.join(", ")
    }

    fn ask(&self, asked: &Asked) -> String {
        let Asked { device, at, question } = asked;
        let device = &self.world.devices[*device];
        let naive = Naive::of(&self.world.told(&device.known));
        let mut text = String::new();
        line!(text, "\n[[step]]\nat = {}\non = {:?}\ndo = \"ask\"", self.time(*at), device.name);
        line!(text, "of = {:?}\nby = {:?}", name(question.of), name(question.by));
        line!(text, "area = \"{}\"\npower = {:?}", question.area, question.power.word());
        let verdict = naive.verdict(question, *at).word();
        let until = naive.until(question, *at).map_or("\"never\"".to_owned(), |until| self.time(until));
        let except: Vec<String> =
            naive.except(question, *at).iter().map(|area| format!("\"{area}\"")).collect();
        let except = except.join(", ");
        line!(text, "expect = {{ verdict = {verdict:?}, until = {until}, except = [{except}] }}");
        text
    }

    /// The name of a version: the number of its proposal.
    fn version_name(&self, named: ActId) -> String {
        let proposals = self.world.made.iter().filter(|made| matches!(made.told.says, Ok(Says::Propose(_))));
        let number = proposals.take_while(|made| made.told.id != named).count();
        format!("v{}", number + 1)
    }

    /// As the clock on the wall shows it, with its distance from UTC; without the wall where that is far away.
    fn time(&self, at: Instant) -> String {
        let timestamp = Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH);
        let is_near = (0..8_000_000_000_000).contains(&at.millis());
        let shown = timestamp.display_with_offset(self.world.zone.time_zone().to_offset(timestamp));
        if is_near { format!("\"{shown}\"") } else { format!("\"{timestamp}\"") }
    }
}

fn name(person: Person) -> &'static str {
    match person {
        Person::One => "ada",
        Person::Two => "bo",
    }
}
