//! How answers, acts and times are told.

use companion::Asked;
use companion::words::answer::Scene;
use consent::{ActId, Answer, Area, Instant};
use serde::Serialize;

use crate::output::{Output, Tone, sign};

/// An answer as `--json` has it.
#[derive(Serialize)]
pub(crate) struct AnswerShown {
    verdict: &'static str,
    /// UTC in RFC 3339; null: never.
    until: Option<String>,
    except: Vec<String>,
    because: Vec<String>,
}

impl AnswerShown {
    pub(crate) fn of(scene: &Scene<'_>, answer: &Answer) -> AnswerShown {
        AnswerShown {
            verdict: answer.verdict.word(),
            until: answer.until.map(rfc3339),
            except: answer.except.iter().map(Area::to_string).collect(),
            because: answer.because.iter().map(|reason| scene.because(reason)).collect(),
        }
    }
}

/// A verdict with its reasons, one line each.
pub(crate) fn tell_answer(scene: &Scene<'_>, asked: &Asked, output: &mut Output, indent: &str) {
    let answer = &asked.answer;
    let mut verdict = scene.words.verdict(answer.verdict);
    if let Some(until) = answer.until {
        let until = scene.words.date_time(until, scene.zone);
        verdict = scene.words.say("verdict-until", &[("verdict", verdict.into()), ("until", until.into())]);
    }
    let verdict = format!("{} {verdict}", sign(answer.verdict));
    output.line(&format!("{indent}{}", output.paint(Tone::Verdict(answer.verdict), &verdict)));
    for reason in &answer.because {
        output.line(&format!("{indent}  {}", scene.because(reason)));
    }
    if !answer.except.is_empty() {
        let areas = scene.words.list(answer.except.iter().map(Area::as_str));
        output.line(&format!("{indent}  {}", scene.words.say("except", &[("areas", areas.into())])));
    }
}

/// An act's name, whole.
pub(crate) fn hex(id: ActId) -> String {
    id.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An act's name, as much of it as tells acts apart.
pub(crate) fn short(id: ActId) -> String {
    hex(id).chars().take(8).collect()
}

/// UTC in RFC 3339.
pub(crate) fn rfc3339(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
