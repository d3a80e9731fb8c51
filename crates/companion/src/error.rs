//! What can go wrong on a device, by whom it concerns.

use circle::{LinkError, WordsError};
use consent::Refusal;

/// Why something was not done. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules refuse the act.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The rules of daily life refuse it.
    #[error("refused: {0}")]
    RefusedLife(#[from] life::LifeRefusal),
    /// A direction outside of what both agreed: it is not made.
    #[error("outside of what both agreed: {verdict:?}")]
    Outside {
        /// The verdict.
        verdict: consent::Verdict,
        /// Why.
        because: Vec<consent::Reason>,
    },
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The vault holds something that this version cannot read.
    #[error("`{what}` in the vault cannot be read by this version")]
    Unreadable {
        /// What it is.
        what: String,
    },
    /// There is no relationship yet.
    #[error("no relationship yet")]
    NoRelationship,
    /// There are several, and none was named.
    #[error("several relationships")]
    SeveralRelationships,
    /// The link.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// What should be the code of one's own new device is none.
    #[error("that is no code of a new device: {0}")]
    Code(LinkError),
    /// The recovery words.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// One's own invitation cannot be joined by oneself.
    #[error("this is one's own invitation")]
    OwnInvitation,
    /// No invitation is open.
    #[error("no invitation is open")]
    NoInvitation,
    /// This new device has not been let in yet.
    #[error("this device has not been let in yet")]
    NotLetIn,
    /// The relay's address.
    #[error("`{0}` is no address of a relay")]
    Relay(String),
    /// A name that cannot stand in a founding.
    #[error(transparent)]
    Name(record::FoundingError),
    /// The record cannot take the act: this device was let out, or what it says is too large.
    #[error(transparent)]
    Draft(#[from] record::DraftError),
    /// More bytes than a draft may have.
    #[error("the draft is larger than {} bytes", crate::drafts::LARGEST)]
    DraftTooLarge,
    /// That area is on no list: it is always one's own, or everything at once.
    #[error("`{0}` cannot be on the list of desires")]
    NotForTheList(consent::Area),
    /// The list of desires is full.
    #[error("the list of desires is full")]
    ListFull,
    /// Everything on the list has been found already.
    #[error("nothing is left on the list of desires")]
    NothingLeft,
    /// Desires were not finished on this device.
    #[error("nothing was finished that could be taken back")]
    NotFinished,
    /// Nothing stands on the page.
    #[error("nothing stands on the page")]
    NothingWritten,
    /// More characters than a page has.
    #[error("a page has no more than {} characters", crate::enclosing::MOST_WRITTEN)]
    PageTooLong,
    /// More bytes than a file may have, or a longer name.
    #[error(
        "a file has no more than {} bytes, and a name of {} characters",
        crate::enclosing::MOST_BYTES,
        crate::enclosing::MOST_NAMED
    )]
    FileTooLarge,
    /// As much of one's own stands there as there is room for: something has to be erased or taken back first.
    #[error("there is no room for more of one's own")]
    NoRoom,
    /// What is attached has not come to this device yet.
    #[error("what is attached has not come to this device yet")]
    NotHereYet,
    /// No page of one's journal, or one that was erased.
    #[error("no such page")]
    NoPage,
    /// There is nothing to guess, or it was guessed already.
    #[error("nothing to guess")]
    NothingToGuess,
    /// What works the steps out cannot be had now.
    #[error("the steps cannot be worked out now")]
    NoMatcher,
    /// Somebody else wrote to the vault at each of many tries.
    #[error("the vault is written to by others all the time")]
    Crowded,
}
