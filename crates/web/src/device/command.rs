//! What a view may ask of the device, and where the answer is told.

use companion::enclosing::{Carried, File};
use companion::keeping::CheckingIn;
use companion::life::LifeSays;
use companion::living::NewDirection;
use companion::negotiation::{AgreementWords, Desire, LimitWords, Role};
use companion::reflect::Answers;
use companion::reflect::keeps::Own;
use consent::{ActId, Area, LimitKind, Question, Says, Version};
use leptos::prelude::*;

use crate::look::Look;
use crate::proposal::Form;

/// What a person does.
pub(crate) enum Command {
    /// A new vault and a new device.
    Begin {
        name: String,
        passphrase: String,
    },
    /// An example couple's half-year, in memory.
    LookAround,
    /// The recovery words are on paper.
    WordsWritten,
    Unlock {
        passphrase: String,
    },
    Lock,
    Invite,
    CancelInvitation,
    Join {
        link: String,
    },
    /// One's own new device, by the code that it shows.
    LetIn {
        code: String,
    },
    /// The words were compared, and they are the same.
    Compared,
    /// An act.
    Say(Says),
    /// A limit, in its words.
    Limit(Area, LimitKind, LimitWords),
    /// A proposal, in its words; the draft that it was is thrown away.
    Propose {
        version: Box<Version>,
        words: Box<AgreementWords>,
        draft: Option<u32>,
    },
    /// What a proposal changes, how a week would look: kept up to date until something else is looked at.
    Look(Option<Box<Look>>),
    /// Keeps what is being written.
    Write {
        number: u32,
        form: Box<Form>,
    },
    /// Throws it away.
    Drop(u32),
    /// A standing question: its answer is kept up to date.
    Ask(Question),
    /// Something of daily life.
    Live(LifeSays),
    /// A direction.
    Direct(Box<NewDirection>),
    /// Low capacity is over.
    Recover,
    /// A check-in.
    CheckIn(Box<CheckingIn>),
    /// What one guesses that the other answered.
    Guess(ActId, Box<Answers>),
    /// A list of one's own.
    List(Own, Vec<String>),
    /// A page of one's own.
    WritePage(String, Vec<File>),
    /// It, written anew.
    RewritePage(ActId, String),
    /// What stands on it goes.
    ErasePage(ActId),
    /// The other may read a copy of it.
    SharePage(ActId),
    /// Or not any more.
    UnsharePage(ActId),
    /// Shows a file; nothing, and it is put away.
    OpenFile(Option<Carried>),
    /// A pattern that one does not want to be told of for a while.
    Dismiss(&'static str),
    /// One's answer for an area in a role: kept on this device.
    Desire(Area, Role, Option<Desire>),
    /// An area of one's own, for both to answer.
    OfferDesire(Area),
    /// One has answered.
    FinishDesires,
    /// One has not, after all.
    ReconsiderDesires,
    /// The standing question, with all that was said, as a rehearsal.
    Retell,
    /// Everything goes from this device.
    Erase,
}

/// How something that was asked for stands, beside the button that asked for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing was asked.
    #[default]
    Nothing,
    /// It is being done.
    Working,
    /// It is done.
    Done,
    /// It was not done, and why.
    Refused(String),
}

/// Where the answer to a command is told.
#[derive(Clone, Copy)]
pub(crate) struct Place(RwSignal<Told>);

impl Place {
    pub(crate) fn new() -> Place {
        Place(RwSignal::new(Told::Nothing))
    }

    pub(crate) fn read(self) -> Told {
        self.0.get()
    }

    pub(crate) fn is_working(self) -> bool {
        self.0.with(|told| *told == Told::Working)
    }

    /// Tells. The view may be gone by then.
    pub(crate) fn tell(self, told: Told) {
        let _ = self.0.try_set(told);
    }
}
