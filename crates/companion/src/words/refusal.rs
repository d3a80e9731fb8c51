//! Refusals in words.

use consent::{Doing, Refusal};

use super::{Gap, Words};

impl Words {
    /// Why an act was refused, as part of a sentence.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let (name, gap) = named(refusal);
        self.say(name, gap.as_slice())
    }
}

fn named(refusal: &Refusal) -> (&'static str, Option<Gap<'_>>) {
    let found = |name, found: &str| (name, Some(("found", found.to_owned().into())));
    let area = |name, area: &consent::Area| (name, Some(("area", area.to_string().into())));
    match refusal {
        Refusal::NotUnderstood => ("refused-not-understood", None),
        Refusal::MalformedArea { found: text } => found("refused-malformed-area", text),
        Refusal::NoSuchPower { found: text } => found("refused-power", text),
        Refusal::NoSuchMode { found: text } => found("refused-mode", text),
        Refusal::NoSuchZone { found: text } => found("refused-zone", text),
        Refusal::NoSuchDay { found: text } => found("refused-day", text),
        Refusal::NoSuchTime { found: text } => found("refused-time", text),
        Refusal::EmptyWindow { at } => ("refused-empty-window", Some(("at", at.as_str().into()))),
        Refusal::UnknownVersion => ("refused-unknown-version", None),
        Refusal::GrantOfOwn { area: of } => area("refused-grant-of-own", of),
        Refusal::NoGrant => ("refused-no-grant", None),
        Refusal::GiverIsHolder => ("refused-giver-is-holder", None),
        Refusal::EndsBeforeStart => ("refused-ends-before-start", None),
        Refusal::GrantEndsBeforeStart { area: of } => area("refused-grant-ends-before-start", of),
        Refusal::CheckInEveryZeroDays => ("refused-check-in-every-zero", None),
        Refusal::ReviewNotAhead => ("refused-review-not-ahead", None),
        Refusal::ReviewTooFar => ("refused-review-too-far", None),
        Refusal::ReplacesSeveral => ("refused-replaces-several", None),
        Refusal::ReplacesOthers => ("refused-replaces-others", None),
        Refusal::ReplacesDraft => ("refused-replaces-draft", None),
        Refusal::AlreadySigned => ("refused-already-signed", None),
        Refusal::SignRetracted => ("refused-sign-retracted", None),
        Refusal::WhileMoment(Doing::Sign) => ("refused-sign-while-moment", None),
        Refusal::WhileMoment(Doing::Lift) => ("refused-lift-while-moment", None),
        Refusal::WhileMoment(Doing::Review) => ("refused-review-while-moment", None),
        Refusal::WhileStop(Doing::Sign) => ("refused-sign-while-stop", None),
        Refusal::WhileStop(Doing::Lift) => ("refused-lift-while-stop", None),
        Refusal::WhileStop(Doing::Review) => ("refused-review-while-stop", None),
        Refusal::NothingToLift { area: of } => area("refused-nothing-to-lift", of),
        Refusal::NothingToResume => ("refused-nothing-to-resume", None),
        Refusal::OnlyTheGiverOpens => ("refused-only-giver-opens", None),
        Refusal::NothingInForce => ("refused-nothing-in-force", None),
        Refusal::OpenWhilePaused => ("refused-open-while-paused", None),
        Refusal::MomentLength { minutes } => {
            ("refused-moment-length", Some(("minutes", minutes.to_string().into())))
        }
        Refusal::NoMomentOpen => ("refused-no-moment-open", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_said_in_words() {
        let words = Words::english(&[]);
        let said = words.refusal(&Refusal::WhileMoment(Doing::Lift));
        assert_eq!(said, "a lift is not possible while a moment is open");
        let said = words.refusal(&Refusal::MomentLength { minutes: 2000 });
        assert_eq!(said, "a moment lasts 1 to 1440 minutes, not 2000");
    }

    #[test]
    fn every_name_in_the_match_has_a_text() {
        let words = Words::english(&[]);
        let source = include_str!("refusal.rs");
        let names: Vec<&str> =
            source.split('"').filter(|part| part.len() > 8 && part.starts_with("refused-")).collect();
        assert!(names.len() > 30);
        for name in names {
            assert!(words.has(name), "{name}");
        }
    }
}
