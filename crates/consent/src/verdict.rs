//! The six answers and how they combine (`floor.md`, "In one line").

/// An answer, from the most closed to the most open. `Ord` is that order: ⊓ is [`Ord::min`], ⊔ is [`Ord::max`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Somebody's hard limit, or the floor itself, forbids it.
    OffLimits,
    /// Nothing that both signed covers it.
    NotAgreed,
    /// It is agreed, and somebody has called pause or stop.
    Paused,
    /// It is agreed, at another time.
    NotNow,
    /// The giver is asked each time, and answers in the moment.
    AskFirst,
    /// Go ahead.
    Allowed,
}

impl Verdict {
    /// All six, the most closed first.
    pub const ALL: [Verdict; 6] = [
        Verdict::OffLimits,
        Verdict::NotAgreed,
        Verdict::Paused,
        Verdict::NotNow,
        Verdict::AskFirst,
        Verdict::Allowed,
    ];

    /// The word that files and `--json` use.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::OffLimits => "off-limits",
            Verdict::NotAgreed => "not-agreed",
            Verdict::Paused => "paused",
            Verdict::NotNow => "not-now",
            Verdict::AskFirst => "ask-first",
            Verdict::Allowed => "allowed",
        }
    }

    /// The verdict that is written so, if any is.
    pub fn from_word(word: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}
