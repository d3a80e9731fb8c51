//! What went wrong, in words that say what to do next.

use circle::{LinkError, Standing};
use companion::Error;

use crate::words::{fill, say, with};

/// An error as a sentence.
pub(super) fn said(error: &Error) -> String {
    match error {
        Error::Refused(refusal) => {
            let reason = with(|words| words.refusal(refusal));
            fill("refused", &[("reason", reason.into())])
        }
        Error::RefusedLife(refusal) => {
            let reason = with(|words| words.life_refusal(*refusal));
            fill("refused", &[("reason", reason.into())])
        }
        Error::Outside { verdict, .. } => {
            let verdict = with(|words| words.verdict(*verdict));
            fill("trouble-outside", &[("verdict", verdict.into())])
        }
        Error::NothingToGuess => say("trouble-nothing-to-guess"),
        Error::NothingWritten => say("trouble-nothing-written"),
        Error::PageTooLong => say("trouble-page-too-long"),
        Error::FileTooLarge => say("trouble-file-too-large"),
        Error::NoRoom => say("trouble-no-room"),
        Error::NotHereYet => say("not-here-yet"),
        Error::NoPage => say("trouble-no-page"),
        Error::Vault(error) => vault(error),
        Error::Unreadable { what } => fill("trouble-unreadable", &[("what", what.as_str().into())]),
        Error::NoRelationship => say("trouble-no-relationship"),
        Error::SeveralRelationships => say("trouble-several"),
        Error::Link(LinkError::NotALink) => say("link-none"),
        Error::Link(_) => say("link-not-whole"),
        Error::Code(_) => say("code-none"),
        Error::Words(_) => say("trouble-words"),
        Error::OwnInvitation => say("join-own"),
        Error::NoInvitation => say("invite-none"),
        Error::NotLetIn => say("trouble-not-let-in"),
        Error::Relay(address) => fill("trouble-address", &[("address", address.as_str().into())]),
        Error::Name(_) => say("begin-name-missing"),
        Error::Draft(_) => say("trouble-draft"),
        Error::NotForTheList(_) => say("trouble-not-for-the-list"),
        Error::ListFull => say("trouble-list-full"),
        Error::NothingLeft => say("trouble-nothing-left"),
        Error::NotFinished => say("trouble-not-finished"),
        Error::NoMatcher => say("trouble-no-matcher"),
        Error::DraftTooLarge => say("trouble-draft-large"),
        Error::Crowded => say("trouble-crowded"),
    }
}

/// A vault's error as a sentence.
pub(super) fn vault(error: &vault::Error) -> String {
    use vault::Error;
    match error {
        Error::NoVault => say("vault-none"),
        Error::AlreadyThere => say("vault-there"),
        Error::WrongPassphrase => say("vault-wrong-passphrase"),
        Error::Damaged { what } => fill("vault-damaged", &[("what", what.to_string().into())]),
        Error::Newer { .. } => say("vault-newer"),
        Error::Busy | Error::Moved => say("trouble-crowded"),
        Error::TooLarge { .. } => say("vault-too-large"),
        Error::Beyond { run, .. } => fill("vault-damaged", &[("what", run.as_str().into())]),
        Error::NoMemory { .. } => say("vault-no-memory"),
        Error::Randomness(_) => say("vault-no-randomness"),
        Error::Store(error) => fill("vault-store", &[("cause", error.to_string().into())]),
    }
}

/// How an invitation stands, where that is worth a sentence.
pub(super) fn meeting(standing: &Standing) -> Option<String> {
    match standing {
        Standing::NotThere => Some(say("met-not-there")),
        Standing::Used => Some(say("met-used")),
        Standing::Expired => Some(say("met-expired")),
        Standing::Cancelled => Some(say("met-cancelled")),
        Standing::Open { name } => Some(fill("met-open", &[("name", name.as_str().into())])),
        Standing::Waiting | Standing::Answered(_) => None,
    }
}
