//! Why an act of daily life is refused. The words for people are elsewhere.
//!
//! As with the engine's acts, a refused act does not exist, and whether it is refused depends on its past and its instant alone. A
//! direction outside of what was agreed is *not* refused: both are told of it, and it comes to nothing ([`crate::standing`]).

/// Why an act does not exist. Exhaustive: a new one must be said in words everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum LifeRefusal {
    /// What it names is not in its past.
    #[error("it names something unknown")]
    Unknown,
    /// What it names was taken back.
    #[error("what it names was taken back")]
    Gone,
    /// It is the other person's to take back, or to answer so.
    #[error("it is not this person's to say")]
    NotYours,
    /// Nobody answers such a thing so, or of such a day.
    #[error("that is no answer to it")]
    NotAnAnswer,
    /// What was said cannot be taken back.
    #[error("it cannot be taken back")]
    Stays,
    /// Nothing is said.
    #[error("it says nothing")]
    Blank,
    /// More characters than it may have.
    #[error("it is too long")]
    TooLong,
    /// Its days run backwards, or its time is none.
    #[error("its days or its time are none")]
    Unsound,
    /// What stands or returns is given by the power to direct, or as a suggestion.
    #[error("what stands or returns needs the power to direct")]
    StandsNeedsDirect,
    /// Low capacity until an instant that is past.
    #[error("it ends before it begins")]
    EndsBefore,
    /// A consequence that follows no direction of the same person's.
    #[error("a consequence follows a direction, and nothing else")]
    FollowsNoDirection,
    /// A consequence that is not on a list that both signed and that is in force.
    #[error("it is on no list that both signed")]
    NotOnTheList,
    /// A consequence after a no: a "not this", a limit, a signal, something taken back.
    #[error("nothing follows from a no")]
    AfterANo,
    /// A consequence in, or after, low capacity.
    #[error("nothing follows from low capacity")]
    AfterLowCapacity,
    /// A consequence of what was, or is, not within what both agreed.
    #[error("it is not within what both agreed")]
    OutOfBounds,
    /// Points, where not both like them.
    #[error("not both have switched points on")]
    PointsOff,
    /// Fewer points than it takes.
    #[error("there are too few points")]
    TooFewPoints,
    /// No responsibility of this person's.
    #[error("it is no responsibility of this person's")]
    NoResponsibility,
}
