//! Acts behind a signature that is good (`record`'s `envelope.rs` and `act.rs`): any fields, written by the format alone,
//! signed with a key that is known.
//!
//! What keeps the rules of form is received. Who signs for another's device is not, nor is an act of which a bit was
//! turned. Whatever is received is written again as the same bytes.

#![no_main]

use arbitrary::Arbitrary;
use companion::record::{Body, FORMAT, MAX_ACT_BYTES, MAX_HEADS, receive};
use fuzz::act::{Payload, signed};
use fuzz::keys::device;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Claims {
    format: Option<u64>,
    relationship: Option<[u8; 32]>,
    device: u8,
    signer: u8,
    seq: u64,
    heads: Vec<[u8; 32]>,
    in_order: bool,
    instant: i64,
    body: Does,
    turned: Vec<(u16, u8)>,
    behind: Vec<u8>,
}

#[derive(Arbitrary, Debug)]
enum Does {
    Says(Vec<u8>),
    LetIn { id: [u8; 32], seal: [u8; 32], kind: u8 },
    LetOut([u8; 32]),
    Found { salt: [u8; 32], people: Vec<(String, Vec<Named>)> },
    Cbor(Vec<u8>),
}

/// A device: which, its other key, its kind.
type Named = (u8, [u8; 32], u8);

fuzz_target!(|claims: Claims| {
    let mut heads = claims.heads.clone();
    if claims.in_order {
        heads.sort_unstable();
        heads.dedup();
    }
    let body = claims.body.cbor();
    let payload = Payload {
        format: claims.format.unwrap_or(FORMAT),
        relationship: claims.relationship,
        device: device(claims.device).id().0,
        seq: claims.seq,
        heads: &heads,
        instant: claims.instant,
        body: &body,
    };
    let good = signed(&payload.bytes(), device(claims.signer));
    let mut bytes = good.clone();
    bytes.extend_from_slice(&claims.behind);
    for (at, bits) in &claims.turned {
        let at = usize::from(*at) % bytes.len();
        bytes[at] ^= bits;
    }
    let is_own = device(claims.device).id() == device(claims.signer).id();
    match receive(&bytes) {
        Ok(act) => {
            assert!(is_own && bytes == good, "signed by nobody");
            assert_eq!(act.bytes(), bytes);
        }
        Err(apart) => {
            assert!(!apart.to_string().is_empty());
            let is_in_form = claims.format.unwrap_or(FORMAT) == FORMAT
                && heads.is_sorted_by(|one, other| one < other)
                && claims.is_later(heads.len())
                && bytes.len() <= MAX_ACT_BYTES;
            assert!(!is_own || bytes != good || !is_in_form, "{apart}");
        }
    }
});

impl Claims {
    /// A later act as it should be; of foundings, only what is received is looked at.
    fn is_later(&self, heads: usize) -> bool {
        let is_known = match self.body {
            Does::Says(_) | Does::LetOut(_) => true,
            Does::LetIn { kind, .. } => kind < 2,
            Does::Found { .. } | Does::Cbor(_) => false,
        };
        is_known && self.relationship.is_some() && (1..=MAX_HEADS).contains(&heads)
    }
}

impl Does {
    fn cbor(&self) -> Vec<u8> {
        if let Does::Says(says) = self {
            return minicbor::to_vec(Body::Says(says.clone())).expect("bytes in memory");
        }
        let mut bytes = Vec::new();
        let mut cbor = minicbor::Encoder::new(&mut bytes);
        let written = (|| match self {
            Does::Says(_) => Ok(()),
            Does::LetIn { id, seal, kind } => {
                cbor.array(2)?.u8(1)?.array(3)?.bytes(id)?.bytes(seal)?.u8(*kind)?.ok()
            }
            Does::LetOut(id) => cbor.array(2)?.u8(2)?.bytes(id)?.ok(),
            Does::Found { salt, people } => {
                cbor.array(2)?.u8(0)?.array(2)?.bytes(salt)?.array(people.len() as u64)?;
                for (name, devices) in people {
                    cbor.array(2)?.str(name)?.array(devices.len() as u64)?;
                    for (id, seal, kind) in devices {
                        cbor.array(3)?.bytes(&device(*id).id().0)?.bytes(seal)?.u8(*kind)?;
                    }
                }
                Ok(())
            }
            Does::Cbor(body) => {
                cbor.writer_mut().extend_from_slice(body);
                Ok(())
            }
        })();
        written.map_err(|_: minicbor::encode::Error<std::convert::Infallible>| ()).expect("bytes in memory");
        bytes
    }
}
