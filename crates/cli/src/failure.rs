//! What went wrong, in words and as an exit status: 1 refused, 2 a wrong call, 3 the vault, 4 the network.

use std::process::ExitCode;

use companion::life::LifeRefusal;
use companion::words::Words;
use companion::{Error, vault};
use consent::Refusal;

use crate::output::{Output, complain};

/// Why a command did not do what it was asked.
pub(crate) enum Failure {
    /// The rules refuse it.
    Refused(Refusal),
    /// It cannot be called like this: in words.
    Call(String),
    /// The vault: in words.
    Vault(String),
    /// A direction outside of what both agreed, with the reasons: in words.
    Outside(String),
    /// The rules of daily life refuse it.
    RefusedLife(LifeRefusal),
    /// The network: in words.
    Network(String),
}

/// Says what came of a command, and gives its exit status.
pub(crate) fn told(words: &Words, json: bool, came: Result<(), Failure>) -> ExitCode {
    let (code, message) = match came {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Refused(refusal)) => refused(words, json, words.refusal(&refusal)),
        Err(Failure::RefusedLife(refusal)) => refused(words, json, words.life_refusal(refusal)),
        Err(Failure::Outside(message)) => {
            if json {
                Output::new().line(&serde_json::json!({ "outside": message }).to_string());
            }
            (1, message)
        }
        Err(Failure::Call(message)) => (2, message),
        Err(Failure::Vault(message)) => (3, message),
        Err(Failure::Network(message)) => (4, message),
    };
    complain(&message);
    ExitCode::from(code)
}

fn refused(words: &Words, json: bool, why: String) -> (u8, String) {
    if json {
        Output::new().line(&serde_json::json!({ "refused": why }).to_string());
    }
    (1, words.say("failed-refused", &[("why", why.into())]))
}

impl Failure {
    /// A wrong call, by the name of its text.
    pub(crate) fn call(words: &Words, name: &str, gaps: &[(&str, String)]) -> Failure {
        Failure::Call(fill(words, name, gaps))
    }

    /// A network that does not do what it should, by the name of its text.
    pub(crate) fn network(words: &Words, name: &str, gaps: &[(&str, String)]) -> Failure {
        Failure::Network(fill(words, name, gaps))
    }

    /// What a device says that it could not do.
    pub(crate) fn of(words: &Words, error: Error) -> Failure {
        let call = |name: &str, gaps: &[(&str, String)]| Failure::call(words, name, gaps);
        match error {
            Error::Refused(refusal) => Failure::Refused(refusal),
            Error::RefusedLife(refusal) => Failure::RefusedLife(refusal),
            Error::Outside { verdict, .. } => {
                Failure::Outside(fill(words, "failed-outside", &[("verdict", words.verdict(verdict))]))
            }
            Error::Vault(error) => Failure::Vault(of_vault(words, &error)),
            Error::Unreadable { what } => Failure::Vault(fill(words, "failed-unreadable", &[("what", what)])),
            Error::Crowded => Failure::Vault(fill(words, "failed-crowded", &[])),
            Error::NoRelationship => call("failed-no-relationship", &[]),
            Error::SeveralRelationships => call("failed-several-relationships", &[]),
            Error::Link(companion::circle::LinkError::NotALink) => call("failed-not-a-link", &[]),
            Error::Link(companion::circle::LinkError::NotWhole) => call("failed-link-not-whole", &[]),
            Error::Link(companion::circle::LinkError::Newer(_)) => call("failed-link-newer", &[]),
            Error::Code(_) => call("failed-not-a-code", &[]),
            Error::Words(error) => call("failed-recovery-words", &[("cause", error.to_string())]),
            Error::OwnInvitation => call("failed-own-invitation", &[]),
            Error::NotLetIn => call("failed-not-let-in", &[]),
            Error::NoInvitation => call("failed-no-invitation", &[]),
            Error::Relay(address) => call("failed-relay-address", &[("address", address)]),
            Error::Name(error) => call("failed-name", &[("cause", error.to_string())]),
            Error::NotForTheList(area) => call("failed-not-for-the-list", &[("area", area.to_string())]),
            Error::ListFull => call("failed-list-full", &[]),
            Error::NothingLeft => call("failed-nothing-left", &[]),
            Error::NotFinished => call("failed-not-finished", &[]),
            Error::NothingToGuess => call("failed-nothing-to-guess", &[]),
            Error::NothingWritten => call("failed-nothing-written", &[]),
            Error::PageTooLong => call("failed-page-too-long", &[]),
            Error::FileTooLarge => call("failed-file-too-large", &[]),
            Error::NoRoom => call("failed-no-room", &[]),
            Error::NotHereYet => call("told-not-here-yet", &[]),
            Error::NoPage => call("failed-no-page", &[]),
            Error::NoMatcher => call("failed-no-matcher", &[]),
            Error::DraftTooLarge => call("failed-draft-too-large", &[]),
            Error::Draft(error) => call("failed-draft", &[("cause", error.to_string())]),
        }
    }
}

/// What is wrong with the vault, in words.
pub(crate) fn of_vault(words: &Words, error: &vault::Error) -> String {
    match error {
        vault::Error::NoVault => words.say("failed-no-vault", &[]),
        vault::Error::WrongPassphrase => words.say("failed-wrong-passphrase", &[]),
        vault::Error::Damaged { what } => fill(words, "failed-damaged", &[("what", what.to_string())]),
        vault::Error::Newer { .. } => words.say("failed-newer-vault", &[]),
        vault::Error::Busy => words.say("failed-busy", &[]),
        other => fill(words, "failed-vault", &[("cause", other.to_string())]),
    }
}

fn fill(words: &Words, name: &str, gaps: &[(&str, String)]) -> String {
    let gaps: Vec<_> = gaps.iter().map(|(gap, text)| (*gap, text.as_str().into())).collect();
    words.say(name, &gaps)
}
