//! A rehearsal file: who is there, what they do and when, and what is asked.

use consent::{Area, Instant, LimitKind, Person, Power, Question, Refusal, Verdict, Zone};

use crate::agreement::{Draft, in_rehearsal, person};
use crate::mistake::{Mistake, Problem, Wanted};
use crate::reader::{Field, document};

/// How acts reach the other devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    /// Every act reaches every device at once.
    Always,
    /// Only by `sync` steps.
    Manual,
}

/// A file, read.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// The relationship's time zone.
    pub zone: Zone,
    /// The two names.
    pub people: [String; 2],
    /// Each device's name and whose it is.
    pub devices: Vec<(String, Person)>,
    /// How acts travel.
    pub sync: Sync,
    /// In the order of the file.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// When.
    pub at: Instant,
    /// On which device: its place among [`Rehearsal::devices`].
    pub on: usize,
    /// What is done.
    pub doing: StepDo,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum StepDo {
    /// An act.
    Act {
        /// What it says, or the refusal of words that no act may hold.
        says: Result<Spoken, Refusal>,
        /// The word after `do`.
        word: String,
        /// What the device's clock said.
        clock: Instant,
        /// Whether it is expected to be refused.
        refused: bool,
    },
    /// Both devices then know what either knew.
    Sync {
        /// The other device.
        with: usize,
    },
    /// A question.
    Ask(Ask),
}

/// A question and what is expected of its answer.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The question.
    pub question: Question,
    /// What should come.
    pub expect: Expect,
}

/// What is expected of an answer; what is left out may be anything.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// Until when; inside, `None` for never.
    pub until: Option<Option<Instant>>,
    /// The exceptions.
    pub except: Option<Vec<Area>>,
}

/// What an act says, with versions by the names that the file gives them.
#[derive(Clone, Debug)]
pub enum Spoken {
    /// Gives the version a name.
    Propose(String, Box<Draft>),
    /// A version.
    Sign(String),
    /// A version and an area.
    Withdraw(String, Area),
    /// A version.
    End(String),
    /// An area and how.
    Limit(Area, LimitKind),
    /// An area.
    Lift(Area),
    /// Yellow.
    Slow,
    /// Equals now.
    Pause,
    /// Red.
    Stop,
    /// The answer to a signal.
    Resume,
    /// A version and minutes.
    Open(String, u32),
    /// A version.
    Close(String),
    /// A version and the next instant.
    Review(String, Instant),
    /// A check-in.
    CheckIn,
    /// A version.
    Retract(String),
}

const DO: [&str; 17] = [
    "propose", "sign", "withdraw", "end", "limit", "lift", "slow", "pause", "stop", "resume", "open",
    "close", "review", "check-in", "retract", "sync", "ask",
];

impl Rehearsal {
    /// Reads a file's bytes.
    ///
    /// # Errors
    /// The first [`Mistake`] that makes it malformed.
    pub fn read(bytes: &[u8]) -> Result<Rehearsal, Mistake> {
        document(bytes, |root| {
            root.only(&["zone", "people", "devices", "sync", "step"])?;
            let zone = root.need("zone", Wanted::Zone)?;
            let zone = Zone::parse(zone.text()?).map_err(|_| zone.unfit(Wanted::Zone))?;
            let people = people(&root.need("people", Wanted::TwoPeople)?)?;
            let devices = match root.maybe("devices")? {
                Some(table) => devices(&table, &people)?,
                None => people.iter().cloned().zip(Person::BOTH).collect(),
            };
            let sync = root.maybe("sync")?.map_or(Ok(Sync::Always), |field| sync(&field))?;
            let steps = root.maybe("step")?.map_or(Ok(Vec::new()), |list| list.items())?;
            let reader = StepReader { zone: &zone, people: &people, devices: &devices, sync };
            let steps = reader.all(&steps)?;
            Ok(Rehearsal { zone, people, devices, sync, steps })
        })
    }
}

fn people(field: &Field<'_>) -> Result<[String; 2], Mistake> {
    let names: Vec<&str> = field.items()?.iter().map(Field::text).collect::<Result<_, _>>()?;
    match names.as_slice() {
        [one, two] if one != two && !one.is_empty() && !two.is_empty() => {
            Ok([(*one).to_owned(), (*two).to_owned()])
        }
        _ => Err(field.unfit(Wanted::TwoPeople)),
    }
}

/// More than anybody has. Each device is played with all that it knows of every other, so that a small file with very many
/// would take all memory.
const MAX_DEVICES: usize = 64;

fn devices(table: &Field<'_>, people: &[String; 2]) -> Result<Vec<(String, Person)>, Mistake> {
    let entries = table.entries()?;
    if entries.len() > MAX_DEVICES {
        return Err(table.unfit(Wanted::Devices { most: MAX_DEVICES }));
    }
    entries.into_iter().map(|(name, field)| Ok((name, person(&field, people)?))).collect()
}

fn sync(field: &Field<'_>) -> Result<Sync, Mistake> {
    match field.text()? {
        "always" => Ok(Sync::Always),
        "manual" => Ok(Sync::Manual),
        _ => Err(field.unfit(one_of(["always", "manual"]))),
    }
}

fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> Wanted {
    Wanted::OneOf(words.into_iter().map(str::to_owned).collect())
}

/// What reading a step needs to know of the file.
struct StepReader<'r> {
    zone: &'r Zone,
    people: &'r [String; 2],
    devices: &'r [(String, Person)],
    sync: Sync,
}

impl StepReader<'_> {
    fn all(&self, fields: &[Field<'_>]) -> Result<Vec<Step>, Mistake> {
        let mut steps: Vec<Step> = Vec::with_capacity(fields.len());
        let mut names: Vec<String> = Vec::new();
        for field in fields {
            let step = self.step(field)?;
            if steps.last().is_some_and(|last| step.at < last.at) {
                let at = field.need("at", Wanted::Time)?;
                let found = at.text().unwrap_or_default().to_owned();
                return Err(at.mistake(Problem::Backwards { found }));
            }
            if let StepDo::Act { says, refused: false, word, .. } = &step.doing
                && word == "propose"
                && says.is_ok()
            {
                let name = field.need("version", Wanted::Text)?;
                let word = name.text()?.to_owned();
                if names.contains(&word) {
                    return Err(name.mistake(Problem::Twice { name: word }));
                }
                names.push(word);
            }
            steps.push(step);
        }
        Ok(steps)
    }

    fn step(&self, field: &Field<'_>) -> Result<Step, Mistake> {
        let at = field.need("at", Wanted::Time)?.time(self.zone)?;
        let on = self.device(&field.need("on", self.any_device())?)?;
        let word = field.need("do", one_of(DO))?;
        let doing = match word.text()? {
            "sync" => self.sync_step(field, &word)?,
            "ask" => self.ask(field)?,
            act if DO.contains(&act) => self.act(field, act, at)?,
            _ => return Err(word.unfit(one_of(DO))),
        };
        Ok(Step { line: field.mistake(Problem::NotText).line, at, on, doing })
    }

    fn any_device(&self) -> Wanted {
        one_of(self.devices.iter().map(|(name, _)| name.as_str()))
    }

    fn device(&self, field: &Field<'_>) -> Result<usize, Mistake> {
        let name = field.text()?;
        let found = self.devices.iter().position(|(device, _)| device == name);
        found.ok_or_else(|| field.unfit(self.any_device()))
    }

    fn sync_step(&self, field: &Field<'_>, word: &Field<'_>) -> Result<StepDo, Mistake> {
        if self.sync == Sync::Always {
            return Err(word.unfit(one_of(DO.into_iter().filter(|word| *word != "sync"))));
        }
        field.only(&["at", "on", "do", "with"])?;
        Ok(StepDo::Sync { with: self.device(&field.need("with", self.any_device())?)? })
    }

    fn ask(&self, field: &Field<'_>) -> Result<StepDo, Mistake> {
        field.only(&["at", "on", "do", "of", "by", "area", "power", "expect"])?;
        let who = |key: &str| {
            person(&field.need(key, one_of(self.people.iter().map(String::as_str)))?, self.people)
        };
        let power = field.need("power", one_of(Power::ALL.map(Power::word)))?;
        let power =
            Power::parse(power.text()?).map_err(|_| power.unfit(one_of(Power::ALL.map(Power::word))))?;
        let question = Question {
            of: who("of")?,
            by: who("by")?,
            area: area(&field.need("area", Wanted::Area)?)?,
            power,
        };
        let expect = field.maybe("expect")?.map_or(Ok(Expect::default()), |field| self.expect(&field))?;
        Ok(StepDo::Ask(Ask { question, expect }))
    }

    fn expect(&self, field: &Field<'_>) -> Result<Expect, Mistake> {
        field.only(&["verdict", "until", "except"])?;
        let words = || one_of(Verdict::ALL.map(Verdict::word));
        let verdict =
            |field: Field<'_>| Verdict::from_word(field.text()?).ok_or_else(|| field.unfit(words()));
        let until = |field: Field<'_>| match field.text() {
            Ok("never") => Ok(None),
            _ => field.time(self.zone).map(Some).map_err(|_| field.unfit(Wanted::TimeOrNever)),
        };
        let except = |field: Field<'_>| field.items()?.iter().map(area).collect::<Result<Vec<_>, _>>();
        Ok(Expect {
            verdict: field.maybe("verdict")?.map(verdict).transpose()?,
            until: field.maybe("until")?.map(until).transpose()?,
            except: field.maybe("except")?.map(except).transpose()?,
        })
    }

    fn act(&self, field: &Field<'_>, word: &str, at: Instant) -> Result<StepDo, Mistake> {
        let further: &[&str] = match word {
            "propose" => &["version", "agreement"],
            "withdraw" => &["version", "area"],
            "sign" | "end" | "close" | "retract" => &["version"],
            "limit" => &["area", "kind"],
            "lift" => &["area"],
            "open" => &["version", "minutes"],
            "review" => &["version", "next"],
            _ => &[],
        };
        let known: Vec<&str> =
            ["at", "on", "do", "clock", "refused"].iter().chain(further).copied().collect();
        field.only(&known)?;
        let clock = field.maybe("clock")?.map_or(Ok(at), |field| field.time(self.zone))?;
        let refused = field.maybe("refused")?.map_or(Ok(false), |field| field.flag())?;
        Ok(StepDo::Act { says: self.says(field, word)?, word: word.to_owned(), clock, refused })
    }

    fn says(&self, field: &Field<'_>, word: &str) -> Result<Result<Spoken, Refusal>, Mistake> {
        let version = || field.need("version", Wanted::Text)?.text().map(str::to_owned);
        let area = || field.need("area", Wanted::Area)?.text().map(Area::parse);
        Ok(match word {
            "propose" => {
                let name = version()?;
                let table = field.need("agreement", Wanted::Table)?;
                let draft = in_rehearsal(&table, self.people, self.zone)?;
                draft.map(|draft| Spoken::Propose(name, Box::new(draft)))
            }
            "sign" => Ok(Spoken::Sign(version()?)),
            "withdraw" => {
                let version = version()?;
                area()?.map(|area| Spoken::Withdraw(version, area))
            }
            "end" => Ok(Spoken::End(version()?)),
            "limit" => {
                let kind = limit_kind(field)?;
                area()?.map(|area| Spoken::Limit(area, kind))
            }
            "lift" => area()?.map(Spoken::Lift),
            "slow" => Ok(Spoken::Slow),
            "pause" => Ok(Spoken::Pause),
            "stop" => Ok(Spoken::Stop),
            "resume" => Ok(Spoken::Resume),
            "open" => Ok(Spoken::Open(version()?, field.need("minutes", Wanted::WholeNumber)?.number()?)),
            "close" => Ok(Spoken::Close(version()?)),
            "retract" => Ok(Spoken::Retract(version()?)),
            "review" => {
                let next = field.need("next", Wanted::Time)?.time(self.zone)?;
                Ok(Spoken::Review(version()?, next))
            }
            _ => Ok(Spoken::CheckIn),
        })
    }
}

fn limit_kind(field: &Field<'_>) -> Result<LimitKind, Mistake> {
    let words = || one_of([LimitKind::Hard.word(), LimitKind::Soft.word()]);
    let kind = field.need("kind", words())?;
    LimitKind::from_word(kind.text()?).ok_or_else(|| kind.unfit(words()))
}

fn area(field: &Field<'_>) -> Result<Area, Mistake> {
    Area::parse(field.text()?).map_err(|_| field.unfit(Wanted::Area))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mistake::Problem;

    #[test]
    fn very_many_devices_are_a_mistake() {
        let read = |count: usize| {
            let devices: Vec<String> = (0..count).map(|number| format!("d{number} = \"ada\"")).collect();
            let devices = devices.join(", ");
            let file = format!("zone = \"UTC\"\npeople = [\"ada\", \"bo\"]\ndevices = {{ {devices} }}\n");
            Rehearsal::read(file.as_bytes())
        };
        assert_eq!(read(MAX_DEVICES).unwrap().devices.len(), MAX_DEVICES);
        let mistake = read(MAX_DEVICES + 1).unwrap_err();
        assert_eq!((mistake.line, mistake.key.as_str()), (3, "devices"));
        let wanted = Wanted::Devices { most: MAX_DEVICES };
        assert_eq!(mistake.problem, Problem::Unfit { found: "{…}".to_owned(), wanted });
    }
}
