//! Who answers: the engine, or, where a test wants to see that the properties can fail, one that reads the page wrongly.

use consent::{Answer, Instant, Question, Verdict};

use super::heard::Heard;

/// Answers questions on a device.
pub trait Reading: Send + Sync {
    /// The verdict. What is not overridden is the engine's.
    fn verdict(&self, heard: &Heard, question: &Question, at: Instant) -> Verdict {
        heard.knowledge.verdict(question, at)
    }

    /// The verdict with all that comes with it.
    fn answer(&self, heard: &Heard, question: &Question, at: Instant) -> Answer {
        Answer { verdict: self.verdict(heard, question, at), ..heard.knowledge.answer(question, at) }
    }
}

/// The engine as it is.
pub struct Engine;

impl Reading for Engine {}
