//! What an act is, and its payload: deterministic CBOR (RFC 8949 4.2.1) in one fixed array.
//!
//! Holds the rules that can be told from one act alone: its form, its limits, the order of its heads, how the
//! founding act differs. What needs its past is in `judge.rs`; the signature around it is in `envelope.rs`.

use minicbor::{Decode, Decoder, Encode};

use crate::envelope::Malformed;
use crate::founding::{Device, Founding};
use crate::id::{ActId, DeviceId, RelationshipId};

/// The version of the format of acts that this code reads and writes.
pub const FORMAT: u64 = 1;

/// The most heads that one act can name.
pub const MAX_HEADS: usize = 64;

/// What an act does.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Body {
    /// Begins the record. Its first act, and only that.
    #[n(0)]
    Found(#[n(0)] Founding),
    /// Lets a new device of the author's own person in.
    #[n(1)]
    LetIn(#[n(0)] Device),
    /// Lets a device of the author's own person out, for good.
    #[n(2)]
    LetOut(#[n(0)] DeviceId),
    /// Everything else: bytes that floors above read, opaque here.
    #[n(3)]
    Says(
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        Vec<u8>,
    ),
}

/// One act, without its signature.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Act {
    #[n(0)]
    format: u64,
    #[n(1)]
    relationship: Option<RelationshipId>,
    #[n(2)]
    device: DeviceId,
    #[n(3)]
    seq: u64,
    #[n(4)]
    heads: Vec<ActId>,
    #[n(5)]
    instant: i64,
    #[n(6)]
    body: Body,
}

impl Act {
    /// The first act of a record, by `device`, at `instant` (milliseconds since 1970-01-01 UTC).
    pub(crate) fn founding(founding: Founding, device: DeviceId, instant: i64) -> Self {
        let body = Body::Found(founding);
        Self { format: FORMAT, relationship: None, device, seq: 0, heads: Vec::new(), instant, body }
    }

    /// Any later act. `heads` are put in order.
    pub(crate) fn later(
        relationship: RelationshipId,
        device: DeviceId,
        seq: u64,
        mut heads: Vec<ActId>,
        instant: i64,
        body: Body,
    ) -> Self {
        heads.sort_unstable();
        Self { format: FORMAT, relationship: Some(relationship), device, seq, heads, instant, body }
    }

    /// The relationship it belongs to; `None` in the founding act, whose own hash names it.
    #[must_use]
    pub const fn relationship(&self) -> Option<RelationshipId> {
        self.relationship
    }

    /// The device that made it.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// How many acts the device had made before it.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// The maximal acts that the device had seen, ascending. Empty in the founding act alone.
    #[must_use]
    pub fn heads(&self) -> &[ActId] {
        &self.heads
    }

    /// The device's clock, in milliseconds since 1970-01-01 UTC. Whatever the device claims: `floor.md`, *Who,
    /// where, when* says how far it is believed, floors above do so.
    #[must_use]
    pub const fn instant(&self) -> i64 {
        self.instant
    }

    /// What it does.
    #[must_use]
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// The payload's bytes.
    pub(crate) fn write(&self) -> Vec<u8> {
        written(self)
    }

    /// Reads a payload, and nothing that is not in its one deterministic form.
    pub(crate) fn read(payload: &[u8]) -> Result<Self, Malformed> {
        let format = read_format(payload)?;
        if format != FORMAT {
            return Err(Malformed::Format(format));
        }
        let act = Self::read_own(payload)?;
        if act.write() != payload { Err(Malformed::NotDeterministic) } else { Ok(act) }
    }

    /// Reads a payload that this device has read before and kept.
    pub(crate) fn read_own(payload: &[u8]) -> Result<Self, Malformed> {
        let act: Self = minicbor::decode(payload).map_err(|cause| Malformed::Payload(cause.to_string()))?;
        if act.format != FORMAT {
            return Err(Malformed::Format(act.format));
        }
        act.check()?;
        Ok(act)
    }

    /// What one act alone must hold.
    pub(crate) fn check(&self) -> Result<(), Malformed> {
        if self.heads.len() > MAX_HEADS {
            return Err(Malformed::TooManyHeads(self.heads.len()));
        }
        if !self.heads.is_sorted_by(|a, b| a < b) {
            return Err(Malformed::HeadsOrder);
        }
        let begins = self.relationship.is_none() && self.heads.is_empty() && self.seq == 0;
        match &self.body {
            Body::Found(_) if !begins => Err(Malformed::FoundingNotFirst),
            Body::Found(founding) if founding.person_of(self.device).is_none() => {
                Err(Malformed::FoundingByStranger(self.device))
            }
            Body::Found(_) => Ok(()),
            Body::LetIn(_) | Body::LetOut(_) | Body::Says(_) => self.check_later(),
        }
    }

    fn check_later(&self) -> Result<(), Malformed> {
        if self.relationship.is_none() {
            return Err(Malformed::NoRelationship);
        }
        if self.heads.is_empty() { Err(Malformed::NoHeads) } else { Ok(()) }
    }
}

/// The first item of the payload's array, so that an act of a newer format is named as such.
fn read_format(payload: &[u8]) -> Result<u64, Malformed> {
    let mut decoder = Decoder::new(payload);
    let first = decoder.array().and_then(|_| decoder.u64());
    first.map_err(|cause| Malformed::Payload(cause.to_string()))
}

/// Deterministic CBOR of a value. minicbor writes shortest lengths and definite arrays only.
///
/// Writing into memory cannot fail. If it ever did, the empty bytes are no act: nothing would read them.
pub(crate) fn written(value: &impl Encode<()>) -> Vec<u8> {
    minicbor::to_vec(value).unwrap_or_default()
}
