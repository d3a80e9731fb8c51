//! The signature around an act: `COSE_Sign1` (RFC 9052 4.2), tagged 18, and a type for each state of trust.
//!
//! Holds: what has not been verified cannot reach the record, because its type does not fit. There is one form of
//! bytes for an act (protected header `{alg: EdDSA}`, empty unprotected header, definite lengths, shortest integers,
//! nothing behind): whatever reads, is written again and compared. So an act can be kept without its bytes.
//!
//! Signatures that arrive together are verified together: `signature.rs` says why every device comes to the same answer
//! all the same. Each act is verified once per device.

use std::collections::BTreeMap;
use std::sync::Arc;

use coset::iana;
use coset::{
    CoseSign1, CoseSign1Builder, Header, HeaderBuilder, RegisteredLabelWithPrivate, TaggedCborSerializable,
};

use crate::act::{Act, Body, FORMAT, MAX_HEADS};
use crate::apart::Apart;
use crate::id::{ActId, DeviceId, RelationshipId};
use crate::key::SigningKey;
use crate::signature::{Claim, Key, all_hold, is_signed};

/// The most bytes of one act, signature included: 64 KiB.
pub const MAX_ACT_BYTES: usize = 65_536;

/// How every envelope begins: tag 18, four items, the protected header `{1: -8}`, the empty unprotected one.
const BEGINS: &[u8] = &[0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0];

/// A byte string of 64.
const SIGNATURE_BEGINS: &[u8] = &[0x58, 0x40];

/// RFC 9052 4.3: what the signature covers beyond the act, so that no other use of the key reads as an act.
const EXTERNAL_AAD: &[u8] = b"troth/act";

/// Bytes that are no act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// More than [`MAX_ACT_BYTES`].
    #[error("{0} bytes are more than the {MAX_ACT_BYTES} that an act may have")]
    TooLarge(usize),
    /// Not a tagged `COSE_Sign1`.
    #[error("not a COSE_Sign1: {0}")]
    Envelope(String),
    /// A protected header that is not exactly `{alg: EdDSA}`.
    #[error("the protected header names something other than the algorithm EdDSA")]
    Protected,
    /// An unprotected header that is not empty.
    #[error("the unprotected header is not empty")]
    Unprotected,
    /// A payload that is detached.
    #[error("the payload is not in the envelope")]
    NoPayload,
    /// A signature that does not have 64 bytes.
    #[error("the signature has {0} bytes, not 64")]
    SignatureLength(usize),
    /// A format that this code does not know: a newer one may.
    #[error("format {0} is not {FORMAT}, the one known here")]
    Format(u64),
    /// A payload that is not the CBOR of an act.
    #[error("the payload is no act: {0}")]
    Payload(String),
    /// It reads, but it is not the one deterministic form (RFC 8949 4.2.1), or something lies behind it.
    #[error("not in deterministic form")]
    NotDeterministic,
    /// More than [`MAX_HEADS`].
    #[error("{0} heads are more than {MAX_HEADS}")]
    TooManyHeads(usize),
    /// Heads that do not ascend, or one twice.
    #[error("the heads do not ascend")]
    HeadsOrder,
    /// A later act that names no relationship.
    #[error("no relationship is named")]
    NoRelationship,
    /// A later act that has seen nothing.
    #[error("no heads are named")]
    NoHeads,
    /// A founding with a relationship, heads or a sequence number: it is not the first act.
    #[error("a founding that is not the first act")]
    FoundingNotFirst,
    /// A founding by a device that it does not name.
    #[error("a founding by device {0}, which it does not name")]
    FoundingByStranger(DeviceId),
}

/// A signature that its device did not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("act {act} is not signed by device {device}")]
pub struct Forged {
    /// The act.
    pub act: ActId,
    /// Whose it claims to be.
    pub device: DeviceId,
}

/// Bytes that have the form of an act. Whether its device signed it is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received(Verified);

/// An act that its device has signed. Whether it may stand in a record depends on its past: [`crate::Record::merge`].
/// Clones share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified(Arc<Signed>);

#[derive(Debug, PartialEq, Eq)]
struct Signed {
    id: ActId,
    act: Act,
    signature: [u8; 64],
    size: usize,
}

impl Received {
    /// Reads bytes from anywhere.
    ///
    /// # Errors
    ///
    /// Where the bytes are not an act in its one form, or break a limit.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_ACT_BYTES {
            return Err(Malformed::TooLarge(bytes.len()));
        }
        let cose = CoseSign1::from_tagged_slice(bytes).map_err(|e| Malformed::Envelope(format!("{e:?}")))?;
        check_headers(&cose)?;
        let payload = cose.payload.ok_or(Malformed::NoPayload)?;
        let act = Act::read(&payload)?;
        let signature = <[u8; 64]>::try_from(cose.signature.as_slice())
            .map_err(|_| Malformed::SignatureLength(cose.signature.len()))?;
        if seal(payload, signature) != bytes {
            return Err(Malformed::NotDeterministic);
        }
        Ok(Self(Verified::of(bytes, act, signature)))
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> ActId {
        self.0.id()
    }

    /// What it claims.
    #[must_use]
    pub fn act(&self) -> &Act {
        self.0.act()
    }

    /// Asks whether its device signed it.
    ///
    /// # Errors
    ///
    /// Where the signature is not that device's on this act.
    pub fn verify(self) -> Result<Verified, Forged> {
        let is_good = is_signed(self.act().device(), &to_be_signed(self.act()), &self.0.0.signature);
        self.judged(is_good)
    }

    fn claim<'k>(&self, key: &'k Key) -> Option<Claim<'k>> {
        Claim::of(key, &to_be_signed(self.act()), &self.0.0.signature)
    }

    fn judged(self, is_good: bool) -> Result<Verified, Forged> {
        let Self(verified) = self;
        let forged = Forged { act: verified.id(), device: verified.act().device() };
        if is_good { Ok(verified) } else { Err(forged) }
    }
}

impl Verified {
    /// Reads an act back from this device's own sealed vault, where it was put *after* it had been verified: neither its
    /// signature nor its being in the one form is looked at again, its limits are. For bytes from anywhere else:
    /// [`Received::read`].
    ///
    /// # Errors
    ///
    /// Where the bytes are not an act, or break a limit.
    pub fn trusting_own_vault(bytes: &[u8]) -> Result<Self, Malformed> {
        let Some((payload, signature)) = parts(bytes).filter(|_| bytes.len() <= MAX_ACT_BYTES) else {
            return Received::read(bytes).map(|Received(verified)| verified);
        };
        let act = Act::read_own(payload)?;
        Ok(Self::of(bytes, act, *signature))
    }

    /// What these bytes were read as.
    fn of(bytes: &[u8], act: Act, signature: [u8; 64]) -> Self {
        Self(Arc::new(Signed { id: ActId::of(bytes), act, signature, size: bytes.len() }))
    }

    /// Signs an act of this key's own device.
    pub(crate) fn sign(act: Act, key: &SigningKey) -> Self {
        let signature = key.sign(&to_be_signed(&act));
        let bytes = seal(act.write(), signature);
        Self::of(&bytes, act, signature)
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> ActId {
        self.0.id
    }

    /// What it says.
    #[must_use]
    pub fn act(&self) -> &Act {
        &self.0.act
    }

    /// The relationship that it belongs to; the founding act's own name is one.
    #[must_use]
    pub fn relationship(&self) -> RelationshipId {
        let own = RelationshipId::from(self.id());
        match self.act().body() {
            Body::Found(_) => own,
            Body::LetIn(_) | Body::LetOut(_) | Body::Says(_) => self.act().relationship().unwrap_or(own),
        }
    }

    /// Its `COSE_Sign1` bytes, the very ones that its name is the hash of. Written anew at each call.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        seal(self.act().write(), self.0.signature)
    }

    /// How many bytes [`Verified::bytes`] has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.size
    }
}

/// Reads and verifies bytes from anywhere: what is bad comes back as what to show of it.
///
/// # Errors
///
/// Where the bytes are no act, or its device did not sign it.
pub fn receive(bytes: &[u8]) -> Result<Verified, Apart> {
    let received = Received::read(bytes).map_err(|cause| Apart::malformed(bytes, cause))?;
    received.verify().map_err(Apart::from)
}

/// Reads and verifies many at once: [`receive`] for each, in the order given.
pub fn receive_each<B: AsRef<[u8]>>(all: impl IntoIterator<Item = B>) -> Vec<Result<Verified, Apart>> {
    let read =
        |bytes: B| Received::read(bytes.as_ref()).map_err(|cause| Apart::malformed(bytes.as_ref(), cause));
    let each: Vec<Result<Received, Apart>> = all.into_iter().map(read).collect();
    let received = each.iter().filter_map(|one| one.as_ref().ok().cloned());
    let mut verified = verify_each(received).into_iter();
    let judged = |one: Result<Received, Apart>| {
        let received = one?;
        // There is one for each that was read.
        verified.next().unwrap_or_else(|| received.verify()).map_err(Apart::from)
    };
    each.into_iter().map(judged).collect()
}

/// Verifies many together, a third of the time that each alone takes; each is found as it would be alone. In the order
/// given.
pub fn verify_each(received: impl IntoIterator<Item = Received>) -> Vec<Result<Verified, Forged>> {
    let (mut received, mut keys) = (received.into_iter().fuse(), BTreeMap::new());
    let mut each = Vec::with_capacity(received.size_hint().0);
    loop {
        let some: Vec<Received> = received.by_ref().take(TOGETHER).collect();
        if some.is_empty() {
            return each;
        }
        each.extend(verify_some(some, &mut keys));
    }
}

/// As many as are verified together. Where one of them is forged each is verified alone, so that forging one costs little
/// more than not batching it would.
pub const TOGETHER: usize = 256;

fn verify_some(
    received: Vec<Received>,
    keys: &mut BTreeMap<DeviceId, Option<Key>>,
) -> impl Iterator<Item = Result<Verified, Forged>> {
    for one in &received {
        keys.entry(one.act().device()).or_insert_with_key(|device| Key::of(*device));
    }
    let key = |one: &Received| keys.get(&one.act().device()).and_then(Option::as_ref);
    let claims: Vec<Option<Claim<'_>>> = received.iter().map(|one| one.claim(key(one)?)).collect();
    let some: Vec<&Claim<'_>> = claims.iter().flatten().collect();
    let together = all_hold(&some);
    let holds = |claim: &Option<Claim<'_>>| claim.as_ref().is_some_and(|claim| together || claim.holds());
    let is_good: Vec<bool> = claims.iter().map(holds).collect();
    received.into_iter().zip(is_good).map(|(one, is_good)| one.judged(is_good))
}

/// How many bytes the act has once it is signed: a signature's length does not depend on its key.
pub(crate) fn signed_size(act: &Act) -> usize {
    seal(act.write(), [0; 64]).len()
}

fn protected() -> Header {
    HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).build()
}

fn check_headers(cose: &CoseSign1) -> Result<(), Malformed> {
    let alg = RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA);
    if cose.protected.header.alg != Some(alg) || cose.protected.header != protected() {
        return Err(Malformed::Protected);
    }
    if cose.unprotected.is_empty() { Ok(()) } else { Err(Malformed::Unprotected) }
}

fn unsigned(payload: Vec<u8>) -> CoseSign1Builder {
    CoseSign1Builder::new().protected(protected()).payload(payload)
}

/// RFC 9052 4.4: the `Sig_structure`.
fn to_be_signed(act: &Act) -> Vec<u8> {
    unsigned(act.write()).build().tbs_data(EXTERNAL_AAD)
}

/// The payload and the signature of an envelope in the one form, told by its bytes alone. The decoder of `COSE_Sign1` takes
/// a dozen times as long to say the same.
fn parts(bytes: &[u8]) -> Option<(&[u8], &[u8; 64])> {
    let (rest, signature) = bytes.strip_prefix(BEGINS)?.split_last_chunk::<64>()?;
    let mut decoder = minicbor::Decoder::new(rest);
    let payload = decoder.bytes().ok()?;
    (rest.get(decoder.position()..)? == SIGNATURE_BEGINS).then_some((payload, signature))
}

/// The one form of a signed payload. Writing into memory cannot fail; see [`crate::act::written`].
fn seal(payload: Vec<u8>, signature: [u8; 64]) -> Vec<u8> {
    unsigned(payload).signature(signature.to_vec()).build().to_tagged_vec().unwrap_or_default()
}
