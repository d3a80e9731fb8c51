//! `troth ask`: a question, answered from this device alone: as it is, or as if both had signed a version; or written down as a
//! rehearsal that asks it again.

use companion::negotiation::Supposed;
use companion::{Asked, CircleOfTwo, Differs, TooEarly};
use consent::{Area, Instant, Question};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::output::complain;
use crate::told::{AnswerShown, tell_answer};

/// A question.
pub(crate) async fn run(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let of = called.asked_of(circle)?;
    let area = Area::parse(called.text("area").unwrap_or_default()).map_err(Failure::Refused)?;
    let question = Question { of, by: of.other(), area, power: called.power()? };
    let (now, at) = (now(), called.at(&own)?);
    let supposed = called.supposed(&own, circle, now)?;
    if called.given.get_flag("rehearsal") {
        return called.retell(&own, circle, &question, (at, now), supposed.as_ref());
    }
    let knowledge = supposed.as_ref().map_or(circle.knowledge(), Supposed::knowledge);
    let asked = Asked { answer: knowledge.answer(&question, at.unwrap_or(now)), question };
    let scene = circle.scene(called.words, own.zone());
    if called.json {
        // Texts alone cannot fail to be written.
        let line = serde_json::to_string(&AnswerShown::of(&scene, &asked.answer)).unwrap_or_default();
        called.output.line(&line);
        return Ok(());
    }
    if supposed.is_some() {
        called.say("told-tried-on", &[]);
    }
    called.output.line(&scene.question(&asked.question));
    tell_answer(&scene, &asked, &mut called.output, "");
    Ok(())
}

impl Called<'_> {
    /// What would be known if both signed the version that was named now; nothing where none was.
    pub(crate) fn supposed(
        &self,
        own: &Own,
        circle: &CircleOfTwo,
        now: Instant,
    ) -> Result<Option<Supposed>, Failure> {
        if self.text("version").is_none() {
            return Ok(None);
        }
        let version = self.version(own, |_, _| true)?;
        circle.if_both_signed(version, now).map(Some).map_err(Failure::Refused)
    }

    fn retell(
        &mut self,
        own: &Own,
        circle: &CircleOfTwo,
        question: &Question,
        (at, now): (Option<Instant>, Instant),
        supposed: Option<&Supposed>,
    ) -> Result<(), Failure> {
        let retold = circle.retell(question, at, supposed, now, own.zone());
        let retold = retold.map_err(|TooEarly { last }| {
            self.call("failed-rehearsal-too-early", &[("last", self.words.date_time(last, own.zone()))])
        })?;
        for differs in &retold.differs {
            complain(&self.differs(differs));
        }
        self.output.line(retold.file.trim_end());
        Ok(())
    }

    fn differs(&self, differs: &Differs) -> String {
        match differs {
            Differs::Zones => self.fill("told-rehearsal-zones", &[]),
            Differs::Refused { step, word, refusal } => {
                let why = self.words.refusal(refusal);
                let gaps = [("step", step.to_string()), ("word", word.clone()), ("why", why)];
                self.fill("told-rehearsal-refused", &gaps)
            }
            Differs::Verdict { here, there } => {
                let gaps = [("here", self.words.verdict(*here)), ("there", self.words.verdict(*there))];
                self.fill("told-rehearsal-verdict", &gaps)
            }
            Differs::Rest => self.fill("told-rehearsal-rest", &[]),
            Differs::Unreadable => self.fill("told-rehearsal-unreadable", &[]),
        }
    }
}
