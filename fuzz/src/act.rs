//! An act by its format alone (`record`'s `act.rs` and `envelope.rs`), as no honest device would write it: any device,
//! sequence number, heads and body, signed by any key.

use companion::circle::DeviceSecret;
use minicbor::Encoder;

use crate::keys::sign;

/// The fields of an act, whatever they are.
pub struct Payload<'a> {
    pub format: u64,
    pub relationship: Option<[u8; 32]>,
    pub device: [u8; 32],
    pub seq: u64,
    pub heads: &'a [[u8; 32]],
    pub instant: i64,
    /// CBOR.
    pub body: &'a [u8],
}

impl Payload<'_> {
    /// Its bytes: in the one form, if the body is.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut cbor = Encoder::new(&mut bytes);
        let written = (|| {
            cbor.array(7)?.u64(self.format)?;
            match &self.relationship {
                Some(name) => cbor.bytes(name)?,
                None => cbor.null()?,
            };
            cbor.bytes(&self.device)?.u64(self.seq)?.array(self.heads.len() as u64)?;
            for head in self.heads {
                cbor.bytes(head)?;
            }
            cbor.i64(self.instant)?.ok()
        })();
        written.expect("bytes in memory");
        bytes.extend_from_slice(self.body);
        bytes
    }
}

/// The envelope around a payload, signed by this device.
pub fn signed(payload: &[u8], by: &DeviceSecret) -> Vec<u8> {
    let mut over = b"\x84\x6aSignature1\x43\xa1\x01\x27\x49troth/act".to_vec();
    byte_string(&mut over, payload);
    enveloped(payload, &sign(by, &over))
}

/// The envelope around a payload, with this signature.
pub fn enveloped(payload: &[u8], signature: &[u8; 64]) -> Vec<u8> {
    let mut bytes = vec![0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0];
    byte_string(&mut bytes, payload);
    byte_string(&mut bytes, signature);
    bytes
}

fn byte_string(into: &mut Vec<u8>, bytes: &[u8]) {
    Encoder::new(into).bytes(bytes).expect("bytes in memory");
}
