//! Why an act is refused (`floor.md`, "What is refused"). The words for people are elsewhere.

use crate::area::Area;

/// What one may not do while a moment is open or a stop is live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// A `sign`.
    Sign,
    /// A `lift`.
    Lift,
    /// A `review`.
    Review,
}

/// Why an act does not exist. Exhaustive: a new one must be said in words everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// What the act says cannot be read: bytes that mean nothing here, or a newer Troth's kind of act.
    #[error("an act that this version does not understand")]
    NotUnderstood,
    /// An area that is no path.
    #[error("malformed area `{found}`")]
    MalformedArea {
        /// What stood there.
        found: String,
    },
    /// A power that does not exist.
    #[error("no power `{found}`")]
    NoSuchPower {
        /// What stood there.
        found: String,
    },
    /// A mode that does not exist.
    #[error("no mode `{found}`")]
    NoSuchMode {
        /// What stood there.
        found: String,
    },
    /// A time zone that does not exist.
    #[error("no time zone `{found}`")]
    NoSuchZone {
        /// What stood there.
        found: String,
    },
    /// A weekday that does not exist.
    #[error("no weekday `{found}`")]
    NoSuchDay {
        /// What stood there.
        found: String,
    },
    /// A wall-clock time that does not exist.
    #[error("no time of day `{found}`")]
    NoSuchTime {
        /// What stood there.
        found: String,
    },
    /// A window whose `from` is its `to`.
    #[error("a window from {at} to {at}")]
    EmptyWindow {
        /// Both, as `HH:MM`.
        at: String,
    },
    /// The version that it names is not in its past.
    #[error("an unknown version")]
    UnknownVersion,
    /// A grant at or under `own`.
    #[error("a grant over {area}, which is always one's own")]
    GrantOfOwn {
        /// The grant's area.
        area: Area,
    },
    /// A version without a grant.
    #[error("a version without a grant")]
    NoGrant,
    /// One person as both.
    #[error("giver and holder are the same person")]
    GiverIsHolder,
    /// The version's `ends` is not after its `starts`.
    #[error("the version ends before it starts")]
    EndsBeforeStart,
    /// A grant's `ends` is not after its `starts`.
    #[error("the grant over {area} ends before it starts")]
    GrantEndsBeforeStart {
        /// The grant's area.
        area: Area,
    },
    /// `check_in.every_days` is 0.
    #[error("check-ins every zero days")]
    CheckInEveryZeroDays,
    /// `review_by`, or a review's next instant, is not after the act.
    #[error("a review that is not after the act")]
    ReviewNotAhead,
    /// `review_by`, or a review's next instant, is more than 366 days after the act.
    #[error("a review more than 366 days after the act")]
    ReviewTooFar,
    /// `replaces` names versions of more than one agreement.
    #[error("it replaces versions of more than one agreement")]
    ReplacesSeveral,
    /// `replaces` names a version with another giver or holder.
    #[error("it replaces a version between other people")]
    ReplacesOthers,
    /// `replaces` names a version that both have not signed.
    #[error("it replaces a version that is not sealed")]
    ReplacesDraft,
    /// The same person has signed this version, and nothing has been closed that those signatures had not seen.
    #[error("already signed")]
    AlreadySigned,
    /// The version was taken back, or the other has said no to it.
    #[error("the version was retracted")]
    SignRetracted,
    /// Nobody widens in the heat of it.
    #[error("a moment is open")]
    WhileMoment(Act),
    /// Nobody widens while a stop is live.
    #[error("a stop is live")]
    WhileStop(Act),
    /// No limit of one's own on exactly this area is left to lift.
    #[error("no limit of one's own on {area} to lift")]
    NothingToLift {
        /// The area.
        area: Area,
    },
    /// No signal is live that this person could answer.
    #[error("no signal to answer")]
    NothingToResume,
    /// Only the giver opens a moment.
    #[error("only the giver opens a moment")]
    OnlyTheGiverOpens,
    /// No version of the agreement is current and before its `ends`.
    #[error("nothing of the agreement is in force")]
    NothingInForce,
    /// A pause or a stop is live.
    #[error("a pause or a stop is live")]
    OpenWhilePaused,
    /// A moment shorter than 1 or longer than 1440 minutes.
    #[error("a moment of {minutes} minutes")]
    MomentLength {
        /// What was asked for.
        minutes: u32,
    },
    /// No moment of that agreement is open.
    #[error("no moment is open")]
    NoMomentOpen,
}
