//! `troth rehearse`: plays files and prints every answer (`rehearsal.md`, "What it prints").

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgMatches;
use companion::Asked;
use companion::words::Words;
use companion::words::answer::{ActShown, Scene};
use consent::{ActId, Answer, Area, Instant};
use rehearsal::{Ask, Outcome, Played, Rehearsal, Step, StepDo, play};
use serde::Serialize;

use crate::mistakes::malformed;
use crate::output::{Output, Tone, complain};
use crate::told::{AnswerShown, rfc3339, tell_answer};

/// How a file came out; the worst of all files is the exit status.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcomes {
    Held = 0,
    DidNotHold = 1,
    Malformed = 2,
}

/// Plays each file; 0 where all held, 1 where an expectation did not, 2 where a file could not be read.
pub(crate) fn run(words: &Words, given: &ArgMatches) -> ExitCode {
    let files = given.get_many::<PathBuf>("files").into_iter().flatten();
    let mut output = Output::new();
    let mut worst = Outcomes::Held;
    for (number, file) in files.enumerate() {
        let shown = file.display().to_string();
        let came = match read(words, file) {
            Ok(rehearsal) => {
                Playing::new(words, &shown, &rehearsal, given.get_flag("json")).run(number, &mut output)
            }
            Err(message) => {
                complain(&message);
                Outcomes::Malformed
            }
        };
        worst = worst.max(came);
    }
    ExitCode::from(worst as u8)
}

fn read(words: &Words, file: &Path) -> Result<Rehearsal, String> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|cause| {
        words.say(
            "rehearse-unreadable",
            &[("file", shown.clone().into()), ("cause", cause.to_string().into())],
        )
    })?;
    Rehearsal::read(&bytes).map_err(|mistake| malformed(words, &shown, &mistake))
}

/// A line of `--json`.
#[derive(Serialize)]
struct AnswerLine<'a> {
    file: &'a str,
    step: usize,
    #[serde(flatten)]
    answer: AnswerShown,
}

/// A line of `--json`.
#[derive(Serialize)]
struct RefusedLine<'a> {
    file: &'a str,
    step: usize,
    refused: String,
}

/// A gap in a text and what fills it.
type Gap<'g> = (&'g str, String);

/// One file being told.
struct Playing<'p> {
    words: &'p Words,
    file: &'p str,
    rehearsal: &'p Rehearsal,
    json: bool,
    acts: BTreeMap<ActId, ActShown>,
    played: Played,
}

impl<'p> Playing<'p> {
    fn new(words: &'p Words, file: &'p str, rehearsal: &'p Rehearsal, json: bool) -> Playing<'p> {
        let played = play(rehearsal);
        let shown = |(id, made): (&ActId, &rehearsal::Made)| {
            let act = ActShown { by: made.by, at: made.at, says: made.says.clone(), name: made.name.clone() };
            (*id, act)
        };
        let acts = played.made.iter().map(shown).collect();
        Playing { words, file, rehearsal, json, acts, played }
    }

    fn run(&self, number: usize, output: &mut Output) -> Outcomes {
        if !self.json {
            if number > 0 {
                output.line("");
            }
            output.line(&output.paint(Tone::Heading, self.file));
        }
        let mut came = Outcomes::Held;
        // The acts that were made stand in the order in which they were made.
        let mut made = self.acts.values();
        for ((step, outcome), number) in self.rehearsal.steps.iter().zip(&self.played.outcomes).zip(1..) {
            let act = if matches!(outcome, Outcome::Made { .. }) { made.next() } else { None };
            if self.json {
                self.tell_json(number, outcome, output);
            } else {
                self.tell(step, outcome, act, output);
            }
            if !outcome.holds(step) {
                came = Outcomes::DidNotHold;
                self.complaints(number, step, outcome).iter().for_each(|line| complain(line));
            }
        }
        came
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            words: self.words,
            zone: &self.rehearsal.zone,
            people: &self.rehearsal.people,
            acts: &self.acts,
        }
    }

    fn tell_json(&self, step: usize, outcome: &Outcome, output: &mut Output) {
        let line = match outcome {
            Outcome::Answered(answer) => {
                let answer = AnswerShown::of(&self.scene(), answer);
                serde_json::to_string(&AnswerLine { file: self.file, step, answer })
            }
            Outcome::Refused { refusal, .. } => {
                let refused = self.words.refusal(refusal);
                serde_json::to_string(&RefusedLine { file: self.file, step, refused })
            }
            Outcome::Made { .. } | Outcome::Synced => return,
        };
        // Texts and numbers alone cannot fail to be written.
        output.line(&line.unwrap_or_default());
    }

    fn tell(&self, step: &Step, outcome: &Outcome, act: Option<&ActShown>, output: &mut Output) {
        let when = self.words.date_time(step.at, &self.rehearsal.zone);
        let line = |what: &str| format!("  {when:<25}  {what}");
        match (outcome, &step.doing) {
            (Outcome::Answered(answer), StepDo::Ask(ask)) => self.tell_answer(&line(""), ask, answer, output),
            (Outcome::Refused { refusal, expected }, StepDo::Act { word, .. }) => {
                let attempt = self.attempt(step, word);
                output.line(&output.paint(Tone::Soft, &line(&attempt)));
                let name = if *expected { "rehearse-refused-as-expected" } else { "rehearse-refused" };
                let why = self.words.say(name, &[("why", self.words.refusal(refusal).into())]);
                let tone = if *expected { Tone::Soft } else { Tone::Wrong };
                output.line(&output.paint(tone, &below(&why)));
            }
            (Outcome::Synced, StepDo::Sync { with }) => {
                let gaps = [("one", self.device(step.on).into()), ("other", self.device(*with).into())];
                let met = self.words.say("rehearse-synced", &gaps);
                output.line(&output.paint(Tone::Soft, &line(&met)));
            }
            _ => {
                let said = act.map(|act| self.scene().act(act)).unwrap_or_default();
                output.line(&output.paint(Tone::Soft, &line(&said)));
            }
        }
    }

    fn tell_answer(&self, when: &str, ask: &Ask, answer: &Answer, output: &mut Output) {
        let scene = self.scene();
        output.line(&format!("{when}{}", scene.question(&ask.question)));
        let asked = Asked { question: ask.question.clone(), answer: answer.clone() };
        tell_answer(&scene, &asked, output, &below(""));
    }

    fn device(&self, at: usize) -> &str {
        self.rehearsal.devices.get(at).map_or("", |(name, _)| name)
    }

    /// What a refused step tried.
    fn attempt(&self, step: &Step, word: &str) -> String {
        let gaps = [("device", self.device(step.on).into()), ("word", word.into())];
        self.words.say("rehearse-attempt", &gaps)
    }

    /// Each expectation that did not hold.
    fn complaints(&self, number: usize, step: &Step, outcome: &Outcome) -> Vec<String> {
        let say = |name: &str, gaps: &[(&str, String)]| {
            let place = [
                ("file", self.file.to_owned()),
                ("step", number.to_string()),
                ("line", step.line.to_string()),
            ];
            let gaps: Vec<_> =
                place.iter().chain(gaps).map(|(gap, text)| (*gap, text.as_str().into())).collect();
            self.words.say(name, &gaps)
        };
        match (outcome, &step.doing) {
            (Outcome::Answered(answer), StepDo::Ask(ask)) => self.differences(ask, answer, &say),
            (Outcome::Refused { refusal, .. }, StepDo::Act { word, .. }) => {
                let why = self.words.refusal(refusal);
                vec![say("rehearse-mismatch-made", &[("word", word.clone()), ("why", why)])]
            }
            (_, StepDo::Act { word, .. }) => {
                vec![say("rehearse-mismatch-refused", &[("word", word.clone())])]
            }
            _ => Vec::new(),
        }
    }

    fn differences(&self, ask: &Ask, answer: &Answer, say: &dyn Fn(&str, &[Gap]) -> String) -> Vec<String> {
        let mut lines = Vec::new();
        let mut differ = |name: &str, expected: String, came: String| {
            if expected != came {
                lines.push(say(name, &[("expected", expected), ("came", came)]));
            }
        };
        if let Some(verdict) = ask.expect.verdict {
            differ("rehearse-mismatch-verdict", verdict.word().to_owned(), answer.verdict.word().to_owned());
        }
        let never = || self.words.say("rehearse-never", &[]);
        let until = |at: Option<Instant>| at.map_or_else(never, rfc3339);
        if let Some(expected) = ask.expect.until {
            differ("rehearse-mismatch-until", until(expected), until(answer.until));
        }
        if let Some(expected) = &ask.expect.except {
            let list = |areas: &[Area]| self.words.list(areas.iter().map(Area::as_str));
            differ("rehearse-mismatch-except", list(expected), list(&answer.except));
        }
        lines
    }
}

/// Under the times, where what was said of them stands.
fn below(text: &str) -> String {
    format!("  {:<25}  {text}", "")
}
