//! What the device shows: plain values, published as a whole, that views render and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use companion::desires::Desires;
use companion::enclosing::Carried;
use companion::keeping::Aftercare;
use companion::negotiation::AgreementWords;
use companion::negotiation::words::Unreadable;
use companion::{Limit, MeetingShown};
use consent::{ActId, AgreementStands, Area, Instant, Person, Question, SignalStands, Verdict, Zone};
use record::RelationshipId;

use super::browser::Address;
use crate::living::LifeDue;
use crate::look::{Look, Seen};
use crate::moment::Sentence;
use crate::proposal::Form;
use crate::strip::Strip;

/// Where this device is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Shown {
    /// Looking whether there is a vault.
    #[default]
    Starting,
    /// No vault yet.
    Empty,
    /// There is a vault, and it is shut.
    Locked,
    /// The recovery words, until they are written down.
    RecoveryWords(Vec<&'static str>),
    /// Open.
    Open(Box<Open>),
    /// The browser gives no storage, or what it holds cannot be trusted.
    Broken(String),
}

/// An open device.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Open {
    pub(crate) name: String,
    pub(crate) zone: Zone,
    /// To the minute: the same page is not drawn anew each second.
    pub(crate) now: Instant,
    pub(crate) meetings: Vec<MeetingShown>,
    /// How a followed or given invitation came out, in words.
    pub(crate) met: Option<String>,
    pub(crate) circle: Option<Box<Circle>>,
    pub(crate) line: Line,
    pub(crate) unsent: usize,
    /// Nothing of it is kept: an example to look around in.
    pub(crate) is_example: bool,
    /// The file that was opened.
    pub(crate) file: Option<FileSeen>,
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FileSeen {
    pub(crate) of: Carried,
    /// It; nothing where it has not come to this device yet.
    pub(crate) file: Option<OpenFile>,
}

/// A file, in the browser's memory for as long as somebody looks at it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenFile {
    pub(crate) name: String,
    pub(crate) is_picture: bool,
    pub(crate) kib: usize,
    pub(crate) address: Arc<Address>,
}

/// The connection to the relay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Line {
    /// Nothing to talk about yet.
    #[default]
    Idle,
    Online,
    Offline,
}

/// The relationship.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Circle {
    pub(crate) id: RelationshipId,
    pub(crate) people: [String; 2],
    pub(crate) own: Person,
    pub(crate) compare: [&'static str; 4],
    pub(crate) is_compared: bool,
    pub(crate) acts: usize,
    /// Of the names of all acts, in hex: equal on two devices that hold the same.
    pub(crate) digest: String,
    pub(crate) sentence: Sentence,
    pub(crate) strips: Vec<Strip>,
    /// How far today has come, in ten-thousandths.
    pub(crate) place: i64,
    pub(crate) signals: Vec<SignalStands>,
    pub(crate) limits: Vec<Limit>,
    pub(crate) agreements: Vec<AgreementStands>,
    /// The words of every version.
    pub(crate) words: BTreeMap<ActId, Result<AgreementWords, Unreadable>>,
    /// What one would like, and what both would.
    pub(crate) desires: Option<Desires>,
    /// After a moment, what does one good by one's own list.
    pub(crate) aftercare: Option<Aftercare>,
    /// What does one good after a stop.
    pub(crate) after_a_stop: Vec<String>,
    /// What of daily life waits for oneself.
    pub(crate) life_due: LifeDue,
    /// What is being written, the newest first.
    pub(crate) drafts: Vec<Draft>,
    /// What is looked at, and what is seen of it.
    pub(crate) looked: Option<(Look, Seen)>,
    /// Areas that anybody has named, and the heavy ones.
    pub(crate) areas: Vec<Area>,
    pub(crate) asked: Option<Asked>,
    /// The question with all that was said, as a rehearsal file, where it was asked for.
    pub(crate) retold: Option<String>,
    /// The last few acts, the newest first: when, and what.
    pub(crate) lately: Vec<(String, String)>,
}

/// A draft.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) number: u32,
    pub(crate) written: Instant,
    pub(crate) form: Form,
}

/// The standing question and its answer, in words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    pub(crate) asks: String,
    pub(crate) verdict: Verdict,
    /// "allowed, until midnight".
    pub(crate) says: String,
    pub(crate) because: Vec<String>,
    pub(crate) except: Option<String>,
}

impl Circle {
    pub(crate) fn name(&self, person: Person) -> &str {
        let [one, two] = &self.people;
        match person {
            Person::One => one,
            Person::Two => two,
        }
    }

    /// The other one's name.
    pub(crate) fn other(&self) -> &str {
        self.name(self.own.other())
    }

    /// Whether a `resume` by oneself would answer anything.
    pub(crate) fn may_resume(&self) -> bool {
        self.signals.iter().any(|signal| signal.waits_for.contains(&self.own))
    }
}

impl Shown {
    pub(crate) fn open(&self) -> Option<&Open> {
        match self {
            Shown::Open(open) => Some(open),
            _ => None,
        }
    }

    pub(crate) fn circle(&self) -> Option<&Circle> {
        self.open().and_then(|open| open.circle.as_deref())
    }
}
