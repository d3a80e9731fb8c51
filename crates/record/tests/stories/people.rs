//! Ada, Bo and their devices, and acts written by hand: by other code than the crate's own, so that its form is
//! checked by it, and acts can be made that no draft would make.

use coset::{CoseSign1Builder, HeaderBuilder, TaggedCborSerializable, iana};
use ed25519_dalek::Signer;
use minicbor::Encoder;
use record::{
    ActId, Body, Device, DeviceId, DeviceKind, Draft, Founder, Founding, Merged, Person, Record,
    RelationshipId, SigningKey, Verified, receive,
};

pub(crate) const AT: i64 = 1_767_225_600_000; // 2026-01-01T00:00:00Z

pub(crate) fn key(n: u8) -> SigningKey {
    SigningKey::from_seed(&[n; 32])
}

pub(crate) fn device(n: u8) -> Device {
    Device { id: key(n).device(), seal: [n; 32], kind: DeviceKind::Device }
}

pub(crate) fn says(text: &str) -> Body {
    Body::Says(text.as_bytes().to_vec())
}

/// One device with what it knows.
pub(crate) struct Peer {
    pub(crate) n: u8,
    pub(crate) key: SigningKey,
    pub(crate) person: Person,
    pub(crate) record: Record,
    pub(crate) at: i64,
}

impl Peer {
    pub(crate) fn new(n: u8, person: Person, relationship: RelationshipId) -> Self {
        Self { n, key: key(n), person, record: Record::of(relationship), at: AT }
    }

    /// A copy of the device, as a restored backup is.
    pub(crate) fn copy(&self) -> Self {
        let mut copy = Self::new(self.n, self.person, self.record.relationship());
        copy.hears(&self.record);
        copy.at = self.at;
        copy
    }

    pub(crate) fn draft(&self, body: Body) -> Result<Draft, record::DraftError> {
        self.record.draft(self.key.device(), self.person, self.at, body)
    }

    pub(crate) fn does(&mut self, body: Body) -> ActId {
        self.at += 1;
        let act = self.draft(body).unwrap().sign(&self.key).unwrap();
        let id = act.id();
        assert_eq!(self.record.merge([act]).added, [id]);
        id
    }

    pub(crate) fn says(&mut self, text: &str) -> ActId {
        self.does(says(text))
    }

    pub(crate) fn hears(&mut self, other: &Record) -> Merged {
        self.record.merge(acts(other))
    }

    pub(crate) fn act(&self, id: ActId) -> Verified {
        self.record.get(id).unwrap().verified().clone()
    }
}

pub(crate) fn acts(record: &Record) -> Vec<Verified> {
    record.in_order_of_arrival().map(|entry| entry.verified().clone()).collect()
}

pub(crate) fn founding() -> Founding {
    let founder = |name: &str, devices: &[u8]| Founder {
        name: name.into(),
        devices: devices.iter().map(|n| device(*n)).collect(),
    };
    Founding::new([7; 32], vec![founder("Ada", &[1, 2]), founder("Bo", &[3])]).unwrap()
}

/// Ada's two devices and Bo's one, all of which know the founding act.
pub(crate) fn ada_ada_bo() -> (Peer, Peer, Peer) {
    let found = Draft::founding(founding(), key(1).device(), AT).unwrap().sign(&key(1)).unwrap();
    let peer = |n, person| {
        let mut peer = Peer::new(n, person, found.id().into());
        peer.record.merge([found.clone()]);
        peer
    };
    (peer(1, Person::First), peer(2, Person::First), peer(3, Person::Second))
}

/// An act written by hand.
#[derive(Clone)]
pub(crate) struct ByHand {
    pub(crate) format: u64,
    pub(crate) relationship: Option<[u8; 32]>,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) heads: Vec<ActId>,
    pub(crate) instant: i64,
    pub(crate) body: Body,
}

impl ByHand {
    /// The act that this peer would make next.
    pub(crate) fn next(peer: &Peer, body: Body) -> Self {
        let draft = peer.draft(says("")).unwrap();
        let act = draft.act();
        Self {
            format: 1,
            relationship: Some(peer.record.relationship().0),
            device: act.device(),
            seq: act.seq(),
            heads: act.heads().to_vec(),
            instant: peer.at,
            body,
        }
    }

    pub(crate) fn payload(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::new());
        e.array(7).unwrap().u64(self.format).unwrap();
        match &self.relationship {
            Some(id) => e.bytes(id).unwrap(),
            None => e.null().unwrap(),
        };
        e.bytes(&self.device.0).unwrap().u64(self.seq).unwrap();
        e.array(self.heads.len() as u64).unwrap();
        for head in &self.heads {
            e.bytes(&head.0).unwrap();
        }
        e.i64(self.instant).unwrap();
        write_body(&mut e, &self.body);
        e.into_writer()
    }

    pub(crate) fn signed(&self, n: u8) -> Vec<u8> {
        enveloped(self.payload(), HeaderBuilder::new(), HeaderBuilder::new(), n)
    }

    /// Signed by the device with number `n`, read and verified.
    pub(crate) fn verified(&self, n: u8) -> Verified {
        receive(&self.signed(n)).unwrap()
    }
}

/// A signed payload, with more headers than an act has.
pub(crate) fn enveloped(
    payload: Vec<u8>,
    protected: HeaderBuilder,
    unprotected: HeaderBuilder,
    n: u8,
) -> Vec<u8> {
    let signer = ed25519_dalek::SigningKey::from_bytes(&[n; 32]);
    CoseSign1Builder::new()
        .protected(protected.algorithm(iana::Algorithm::EdDSA).build())
        .unprotected(unprotected.build())
        .payload(payload)
        .create_signature(b"troth/act", |bytes| signer.sign(bytes).to_bytes().to_vec())
        .build()
        .to_tagged_vec()
        .unwrap()
}

fn write_body(e: &mut Encoder<Vec<u8>>, body: &Body) {
    match body {
        Body::Found(founding) => {
            e.array(2).unwrap().u8(0).unwrap().array(2).unwrap().bytes(founding.salt()).unwrap();
            e.array(founding.people().len() as u64).unwrap();
            for founder in founding.people() {
                e.array(2).unwrap().str(&founder.name).unwrap();
                e.array(founder.devices.len() as u64).unwrap();
                founder.devices.iter().for_each(|device| write_device(e, device));
            }
        }
        Body::LetIn(device) => {
            e.array(2).unwrap().u8(1).unwrap();
            write_device(e, device);
        }
        Body::LetOut(device) => {
            e.array(2).unwrap().u8(2).unwrap().bytes(&device.0).unwrap();
        }
        Body::Says(bytes) => {
            e.array(2).unwrap().u8(3).unwrap().bytes(bytes).unwrap();
        }
    }
}

fn write_device(e: &mut Encoder<Vec<u8>>, device: &Device) {
    let kind = match device.kind {
        DeviceKind::Device => 0,
        DeviceKind::Paper => 1,
    };
    e.array(3).unwrap().bytes(&device.id.0).unwrap().bytes(&device.seal).unwrap().u8(kind).unwrap();
}
