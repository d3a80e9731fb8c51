//! What an act of daily life says. It says nothing to the engine: its numbers begin where those of desires end, and are frozen.

use consent::{ActId, Area, Enclosure, Instant, Power, Verdict};
use minicbor::decode::{Decoder, Error};
use minicbor::encode::{Encoder, Write};
use minicbor::{Decode, Encode};

use crate::day::Day;
use crate::timing::Timing;

/// The most characters of what something is called.
pub const MOST_SAID: usize = 1000;
/// The most characters of a note.
pub const MOST_NOTED: usize = 10_000;
/// The most attachments of a direction.
pub const MOST_ATTACHED: usize = 4;

/// What kind of direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Kind {
    /// Something to do.
    #[n(0)]
    Task,
    /// Something that holds.
    #[n(1)]
    Rule,
    /// Something that returns and means something.
    #[n(2)]
    Ritual,
    /// Something that is so from now on.
    #[n(3)]
    Decision,
}

impl Kind {
    /// All.
    pub const ALL: [Kind; 4] = [Kind::Task, Kind::Rule, Kind::Ritual, Kind::Decision];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Task => "task",
            Kind::Rule => "rule",
            Kind::Ritual => "ritual",
            Kind::Decision => "decision",
        }
    }

    /// The kind that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What the holder asks for, in an area of the giver's life.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Direction {
    /// What kind.
    #[n(0)]
    pub kind: Kind,
    /// Where.
    #[n(1)]
    pub area: Area,
    /// By which power: `guide` for a suggestion, `decide` for a single thing, `direct` for what stands.
    #[n(2)]
    pub power: Power,
    /// What, in the holder's words.
    #[n(3)]
    pub says: String,
    /// More about it; may be empty.
    #[n(4)]
    #[cbor(default)]
    pub note: String,
    /// When.
    #[n(5)]
    pub timing: Timing,
    /// What its author's device answered when it was made.
    #[n(6)]
    #[cbor(with = "verdict")]
    pub verdict: Verdict,
    /// What is attached to it, outside of the act; it goes once the direction is taken back.
    #[n(7)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub attached: Vec<Enclosure>,
}

impl Direction {
    /// The smallest power that suffices for it, unless it is a suggestion: what stands or returns is directed.
    pub fn needs(&self) -> Power {
        let stands = matches!(self.kind, Kind::Rule | Kind::Ritual) || self.timing.rhythm.is_some();
        if stands { Power::Direct } else { Power::Decide }
    }

    /// Whether it is one thing that is over once it is done.
    pub fn is_once(&self) -> bool {
        self.kind == Kind::Task && self.timing.rhythm.is_none()
    }

    /// Whether something is ticked off on its days.
    pub fn is_done_by_day(&self) -> bool {
        self.timing.rhythm.is_some()
    }
}

/// What somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Reply {
    /// Seen.
    #[n(0)]
    Seen,
    /// Done.
    #[n(1)]
    Done,
    /// Done in part.
    #[n(2)]
    Partly,
    /// Not this. No reason is asked, and it counts for nothing against anybody.
    #[n(3)]
    NotThis,
    /// A question.
    #[n(4)]
    Question,
    /// A word back.
    #[n(5)]
    Word,
    /// Yes, to this one thing.
    #[n(6)]
    Yes,
    /// No.
    #[n(7)]
    No,
    /// Not now.
    #[n(8)]
    NotNow,
}

impl Reply {
    /// All.
    pub const ALL: [Reply; 9] = [
        Reply::Seen,
        Reply::Done,
        Reply::Partly,
        Reply::NotThis,
        Reply::Question,
        Reply::Word,
        Reply::Yes,
        Reply::No,
        Reply::NotNow,
    ];

    /// The word that files and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Reply::Seen => "seen",
            Reply::Done => "done",
            Reply::Partly => "partly",
            Reply::NotThis => "not-this",
            Reply::Question => "question",
            Reply::Word => "word",
            Reply::Yes => "yes",
            Reply::No => "no",
            Reply::NotNow => "not-now",
        }
    }

    /// The reply that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Reply> {
        Reply::ALL.into_iter().find(|reply| reply.word() == word)
    }

    /// Whether it closes: nothing comes of what it answers until the same person, having seen it, says otherwise.
    pub fn is_no(self) -> bool {
        matches!(self, Reply::NotThis | Reply::No | Reply::NotNow)
    }

    /// Whether it needs words.
    pub fn is_words(self) -> bool {
        matches!(self, Reply::Question | Reply::Word)
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Answer {
    /// To what.
    #[n(0)]
    pub to: ActId,
    /// What.
    #[n(1)]
    pub reply: Reply,
    /// Of which day, where it is something that returns.
    #[n(2)]
    pub day: Option<Day>,
    /// In words; may be empty.
    #[n(3)]
    #[cbor(default)]
    pub words: String,
}

/// May I …?
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Request {
    /// What, in the asker's words.
    #[n(0)]
    pub says: String,
    /// More about it; may be empty.
    #[n(1)]
    #[cbor(default)]
    pub note: String,
    /// Where, if anywhere.
    #[n(2)]
    pub area: Option<Area>,
}

/// Something good, said.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Recognition {
    /// In words.
    #[n(0)]
    pub says: String,
    /// For what, if for something that was said.
    #[n(1)]
    pub about: Option<ActId>,
    /// Points, where the two like them; never less than none.
    #[n(2)]
    #[cbor(default)]
    pub points: u16,
}

/// Something that points can be given for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Reward {
    /// What.
    #[n(0)]
    pub says: String,
    /// For how many points.
    #[n(1)]
    pub points: u16,
}

/// A page of one's journal that the other may read, until the sharing is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Shared {
    /// A copy of the page, outside of the act; it goes once the sharing is taken back.
    #[n(0)]
    pub page: Enclosure,
    /// Copies of what is attached to it.
    #[n(1)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub attached: Vec<Enclosure>,
}

/// Something from the list that both signed, chosen by a person.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Consequence {
    /// What it follows: a direction.
    #[n(0)]
    pub follows: ActId,
    /// Of which day, where that is something that returns.
    #[n(1)]
    pub day: Option<Day>,
    /// In whose words it stands.
    #[n(2)]
    pub version: ActId,
    /// Its place in that list, from 0.
    #[n(3)]
    pub place: u32,
}

/// A responsibility of the holder's, marked as kept.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Kept {
    /// In whose words it stands.
    #[n(0)]
    pub version: ActId,
    /// Its place among the responsibilities there, from 0.
    #[n(1)]
    pub place: u32,
    /// On which day.
    #[n(2)]
    pub day: Day,
}

/// Whether one likes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Switch {
    /// No.
    #[n(0)]
    Off,
    /// Yes; there are some only where both do.
    #[n(1)]
    On,
}

/// What an act says of daily life.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum LifeSays {
    /// A direction.
    #[n(80)]
    Direct(#[n(0)] Box<Direction>),
    /// An answer to something of these.
    #[n(81)]
    Answer(#[n(0)] Answer),
    /// Something that one has said here is taken back.
    #[n(82)]
    TakeBack(#[n(0)] ActId),
    /// A request.
    #[n(83)]
    Request(#[n(0)] Request),
    /// Low capacity: until then, or until it is taken back. Why is nobody's to ask.
    #[n(84)]
    LowCapacity(#[n(0)] Option<Instant>),
    /// Recognition.
    #[n(85)]
    Recognise(#[n(0)] Recognition),
    /// A consequence.
    #[n(86)]
    Consequence(#[n(0)] Consequence),
    /// A responsibility was kept.
    #[n(87)]
    Kept(#[n(0)] Kept),
    /// Points and rewards, or none.
    #[n(88)]
    Points(#[n(0)] Switch),
    /// Something to have for points.
    #[n(89)]
    Reward(#[n(0)] Reward),
    /// One has it for one's points.
    #[n(90)]
    Redeem(#[n(0)] ActId),
    /// A page of one's journal, for the other to read.
    #[n(91)]
    Share(#[n(0)] Shared),
}

impl LifeSays {
    /// Whether an act with these bytes speaks of daily life, and so says nothing to the engine.
    pub fn is(bytes: &[u8]) -> bool {
        matches!(bytes, [0x82, 0x18, 80..=99, ..])
    }

    /// Deterministic CBOR: an array of the kind's number and an array of what it carries.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads what [`LifeSays::to_bytes`] wrote. Nothing where a newer Troth wrote something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<LifeSays> {
        let mut decoder = Decoder::new(bytes);
        let says = decoder.decode().ok()?;
        (decoder.position() == bytes.len()).then_some(says)
    }

    /// The word that files and the command line use.
    pub fn word(&self) -> &'static str {
        match self {
            LifeSays::Direct(_) => "direct",
            LifeSays::Answer(_) => "answer",
            LifeSays::TakeBack(_) => "take-back",
            LifeSays::Request(_) => "request",
            LifeSays::LowCapacity(_) => "low-capacity",
            LifeSays::Recognise(_) => "recognise",
            LifeSays::Consequence(_) => "consequence",
            LifeSays::Kept(_) => "kept",
            LifeSays::Points(_) => "points",
            LifeSays::Reward(_) => "reward",
            LifeSays::Redeem(_) => "redeem",
            LifeSays::Share(_) => "share",
        }
    }

    /// Whether it is shown by itself: answers stand with what they answer, and so does what takes something back.
    pub fn stands_alone(&self) -> bool {
        !matches!(self, LifeSays::Answer(_) | LifeSays::TakeBack(_))
    }

    /// The files that are attached to it.
    pub fn attached(&self) -> &[Enclosure] {
        match self {
            LifeSays::Direct(direction) => &direction.attached,
            LifeSays::Share(shared) => &shared.attached,
            _ => &[],
        }
    }
}

/// A verdict in an act: its place from the most closed, frozen.
mod verdict {
    use super::{Decoder, Encoder, Error, Verdict, Write};

    const ALL: [Verdict; 6] = [
        Verdict::OffLimits,
        Verdict::NotAgreed,
        Verdict::Paused,
        Verdict::NotNow,
        Verdict::AskFirst,
        Verdict::Allowed,
    ];

    pub(super) fn encode<C, W: Write>(
        verdict: &Verdict,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let place = ALL.iter().position(|one| one == verdict).and_then(|place| u8::try_from(place).ok());
        e.u8(place.unwrap_or_default())?.ok()
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Verdict, Error> {
        let place = usize::from(d.u8()?);
        ALL.get(place).copied().ok_or_else(|| Error::message("no verdict"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::{Days, Says, Weekday, Zone};

    use crate::rhythm::{Every, Rhythm};

    fn id(byte: u8) -> ActId {
        ActId::new([byte; 32])
    }

    fn acts() -> Vec<LifeSays> {
        let day = Day::parse("2026-03-02").unwrap();
        let rhythm = Rhythm::new(Every::Week(Days::of([Weekday::Mon])), 1).unwrap();
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let timing = Timing {
            at: Some(1290),
            rhythm: Some(rhythm),
            until: Some(day.plus(60)),
            ..Timing::from(zone, day)
        };
        let area = Area::parse("home/chores").unwrap();
        vec![
            LifeSays::Direct(Box::new(Direction {
                kind: Kind::Ritual,
                area: area.clone(),
                power: Power::Direct,
                says: "Tea at half past nine.".to_owned(),
                note: "The blue cup. 🌿".to_owned(),
                timing,
                verdict: Verdict::Allowed,
                attached: Vec::new(),
            })),
            LifeSays::Answer(Answer {
                to: id(1),
                reply: Reply::Done,
                day: Some(day),
                words: "With honey.".to_owned(),
            }),
            LifeSays::TakeBack(id(2)),
            LifeSays::Request(Request {
                says: "May I go out on Friday?".to_owned(),
                note: String::new(),
                area: Some(area),
            }),
            LifeSays::LowCapacity(Some(Instant::from_millis(1_772_000_000_000))),
            LifeSays::LowCapacity(None),
            LifeSays::Recognise(Recognition { says: "Thank you.".to_owned(), about: Some(id(3)), points: 5 }),
            LifeSays::Consequence(Consequence { follows: id(4), day: None, version: id(5), place: 1 }),
            LifeSays::Kept(Kept { version: id(5), place: 0, day }),
            LifeSays::Points(Switch::On),
            LifeSays::Reward(Reward { says: "An evening of your choice.".to_owned(), points: 40 }),
            LifeSays::Redeem(id(6)),
            LifeSays::Share(Shared { page: Enclosure::new([7; 32], [8; 32], 1200), attached: Vec::new() }),
            LifeSays::Direct(Box::new(Direction {
                kind: Kind::Task,
                area: Area::parse("garden").unwrap(),
                power: Power::Decide,
                says: "Plant these.".to_owned(),
                note: String::new(),
                timing: Timing::from(Zone::parse("Europe/Amsterdam").unwrap(), day),
                verdict: Verdict::Allowed,
                attached: vec![Enclosure::new([9; 32], [10; 32], 70_000)],
            })),
        ]
    }

    #[test]
    fn what_is_said_comes_back_and_says_nothing_to_the_engine() {
        for act in acts() {
            let bytes = act.to_bytes();
            assert!(LifeSays::is(&bytes), "{act:?}");
            assert_eq!(LifeSays::from_bytes(&bytes), Some(act));
            assert!(Says::read(&bytes).is_err());
        }
        for says in [Says::Stop, Says::CheckIn, Says::Lift(Area::parse("home").unwrap())] {
            assert!(!LifeSays::is(&says.to_bytes()), "{says:?}");
        }
        assert_eq!(LifeSays::from_bytes(&[0x82, 0x18, 80, 0xff]), None);
        assert_eq!(LifeSays::from_bytes(&[LifeSays::Redeem(id(1)).to_bytes(), vec![0]].concat()), None);
    }

    /// A change here makes what two people have lived unreadable.
    #[test]
    fn the_bytes_are_frozen() {
        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let all: Vec<String> = acts().iter().map(|act| hex(act.to_bytes())).collect();
        assert_eq!(all.join("\n"), include_str!("../tests/golden/life.txt").trim());
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
        for reply in Reply::ALL {
            assert_eq!(Reply::from_word(reply.word()), Some(reply));
        }
    }
}
