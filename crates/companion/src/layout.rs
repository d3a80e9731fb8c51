//! Where things stand in the vault. The names are frozen: a vault that was written by any release opens in every later one.

use minicbor::{Decode, Encode};
use record::{Device, RelationshipId};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What is one's own: under [`PROFILE`] and [`WORDS`].
pub(crate) const OWN: &str = "own";
/// See [`Profile`].
pub(crate) const PROFILE: &[u8] = b"profile";
/// What the recovery words were drawn as, until they are written down.
pub(crate) const WORDS: &[u8] = b"words";
/// While a device begins from recovery words, and acts for them: the secret of the log of the person's own record.
pub(crate) const RECOVERING: &[u8] = b"recovering";
/// By relationship: [`Circle`].
pub(crate) const RELATIONSHIPS: &str = "relationships";
/// By rendezvous log: [`Meeting`].
pub(crate) const MEETINGS: &str = "meetings";
/// By log: [`Cursor`].
pub(crate) const CURSORS: &str = "cursors";
/// By log and number: [`Outgoing`].
pub(crate) const OUTBOX: &str = "outbox";

/// By relationship and number: [`crate::Draft`]. On this device alone.
pub(crate) const DRAFTS: &str = "drafts";

/// By relationship and area: [`negotiation::Answers`]. On this device alone.
pub(crate) const DESIRES: &str = "desires";
/// By relationship and the act that finished them: [`crate::desires::Finished`]. On this device alone.
pub(crate) const FINISHED: &str = "finished";

/// By [`circle::enclosed::EnclosedName`]: [`crate::enclosing::Contents`] that are words.
pub(crate) const ENCLOSED: &str = "enclosed";
/// By the same: [`crate::enclosing::Placed`].
pub(crate) const PLACED: &str = "placed";

/// By [`unread_key`]: what a frame carried that could not be read yet.
pub(crate) const UNREAD: &str = "unread";

/// The key of something unread: its relationship, then its hash.
pub(crate) fn unread_key(relationship: RelationshipId, carried: &[u8]) -> Vec<u8> {
    [relationship.0, record::ActId::of(carried).0].concat()
}

/// The run of a relationship's acts, each as it was signed, in order of arrival.
pub(crate) fn acts(relationship: RelationshipId) -> String {
    format!("acts/{relationship}")
}

/// The run of the epochs that were handed to this device.
pub(crate) fn handouts(relationship: RelationshipId) -> String {
    format!("handouts/{relationship}")
}

/// The run of what came and was no act, as evidence.
pub(crate) fn apart(relationship: RelationshipId) -> String {
    format!("apart/{relationship}")
}

/// The run whose only entry is a file that lies outside of the acts.
pub(crate) fn enclosed(name: circle::enclosed::EnclosedName) -> String {
    format!("enclosed/{}", crate::enclosing::hex(name))
}

/// Who one is on this device.
#[derive(Clone, Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Profile {
    /// The device's keys follow from it.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) seed: [u8; 32],
    #[n(1)]
    pub(crate) name: String,
    /// IANA.
    #[n(2)]
    pub(crate) zone: String,
    /// The relay's address.
    #[n(3)]
    pub(crate) relay: String,
    /// The recovery words, as others see them.
    #[n(4)]
    #[zeroize(skip)]
    pub(crate) paper: Device,
}

/// What is kept of a relationship beside its acts.
#[derive(Clone, Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Circle {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) log: [u8; 32],
    #[n(1)]
    pub(crate) relay: String,
}

/// A place where two meet who are not in a relationship yet.
#[derive(Clone, Encode, Decode)]
pub(crate) enum Meeting {
    /// One's own invitation, open.
    #[n(0)]
    Inviting(
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        Vec<u8>,
    ),
    /// One's own invitation, used or cancelled; its log goes when it is over.
    #[n(1)]
    Over {
        #[n(0)]
        link: String,
        #[n(1)]
        expires: i64,
    },
    /// Somebody's invitation that one follows; with what it promised, and the devices that one named, once one's keys have left.
    #[n(2)]
    Joining(#[n(0)] String, #[n(1)] Option<circle::Promise>, #[n(2)] Option<record::Founder>),
    /// This new device waits to be let in: the code that it shows.
    #[n(3)]
    Linking(#[n(0)] String),
    /// A new device of one's own was let in: its code, until the relay has the welcome.
    #[n(4)]
    Linked {
        #[n(0)]
        code: String,
        /// Milliseconds since the epoch: from then on, the welcome's log can go.
        #[n(1)]
        until: i64,
    },
}

/// How far a log has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Cursor {
    /// Which life of the log.
    #[n(0)]
    pub(crate) incarnation: Option<wire::Incarnation>,
    /// The next frame to read.
    #[n(1)]
    pub(crate) next: u64,
    /// One more than the last frame of this device's own that the relay has taken: a log that is shorter has lost it.
    #[n(2)]
    pub(crate) written: Option<u64>,
}

impl Cursor {
    /// Whether a log that stands so, has lost something that this device has read there or put there.
    pub(crate) fn is_ahead_of(&self, incarnation: Option<wire::Incarnation>, next: u64) -> bool {
        let known = self.next.max(self.written.unwrap_or(0));
        self.incarnation.is_some() && (self.incarnation != incarnation || next < known)
    }

    /// Further: read up to `next`, own frames taken up to `written`. What another process has found to be another life of
    /// the log stays: numbers of the one have no meaning in the other.
    pub(crate) fn after(self, incarnation: wire::Incarnation, next: u64, written: Option<u64>) -> Cursor {
        match self.incarnation {
            Some(other) if other != incarnation => self,
            _ => Cursor {
                incarnation: Some(incarnation),
                next: self.next.max(next),
                written: self.written.max(written),
            },
        }
    }
}

/// A frame on its way to the relay.
#[derive(Clone, Encode, Decode)]
pub(crate) struct Outgoing {
    #[n(0)]
    pub(crate) token: wire::Token,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) frame: Vec<u8>,
}

/// The key of a frame in the outbox: its log, then its number among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OutgoingKey {
    pub(crate) log: wire::LogId,
    pub(crate) number: u64,
}

impl OutgoingKey {
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        [self.log.0.as_slice(), &self.number.to_be_bytes()].concat()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<OutgoingKey> {
        let (log, number) = bytes.split_first_chunk::<32>()?;
        Some(OutgoingKey { log: wire::LogId(*log), number: u64::from_be_bytes(number.try_into().ok()?) })
    }
}

/// As bytes for the vault.
pub(crate) fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    // Encoding into a `Vec` has no error to give.
    minicbor::to_vec(value).unwrap_or_default()
}

/// What [`encode`] wrote.
pub(crate) fn decode<T: for<'b> Decode<'b, ()>>(what: &str, bytes: &[u8]) -> Result<T, crate::Error> {
    minicbor::decode(bytes).map_err(|_| crate::Error::Unreadable { what: what.to_owned() })
}
