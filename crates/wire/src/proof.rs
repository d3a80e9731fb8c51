//! The proof that opens a log: a signature, with the log's key, over who is asking whom on which connection.
//!
//! The statement names the protocol, its version, the connection's nonce, the log and the relay's host. So a recorded proof
//! serves on no second connection, one relay cannot use it at another, and no signature made for anything else can be
//! taken for it. Verification is strict (`verify_strict`: no small-order keys, no malleable signatures).

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use minicbor::Encode;
use thiserror::Error;

use crate::audience::Audience;
use crate::limits::VERSION;
use crate::message::ToRelay;
use crate::name::{LogId, Nonce, Signature};

/// What every statement begins with, and nothing else that a device signs does.
const DOMAIN: &str = "troth relay open";

/// What the log's key signs to open it on one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    nonce: Nonce,
    audience: Audience,
    log: LogId,
}

/// Why a proof does not open the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The log's name is no Ed25519 public key.
    #[error("the log {0} is not named by a public key")]
    NotAKey(LogId),
    /// The signature is not this key's over this statement.
    #[error("the signature is not that of the log {0}")]
    Signature(LogId),
}

/// The bytes under the signature: an array of five, in this order.
#[derive(Encode)]
struct Statement<'a> {
    #[n(0)]
    domain: &'a str,
    #[n(1)]
    version: u16,
    #[n(2)]
    nonce: &'a Nonce,
    #[n(3)]
    log: &'a LogId,
    #[n(4)]
    audience: &'a Audience,
}

impl Proof {
    /// A proof for `log` on the connection that was challenged with `nonce`, at the relay dialled as `audience`.
    #[must_use]
    pub const fn new(nonce: Nonce, audience: Audience, log: LogId) -> Proof {
        Proof { nonce, audience, log }
    }

    /// The bytes to sign.
    #[must_use]
    pub fn statement(&self) -> Vec<u8> {
        let Proof { nonce, audience, log } = self;
        // As in `encode`: writing to a Vec cannot fail.
        minicbor::to_vec(Statement { domain: DOMAIN, version: VERSION, nonce, log, audience })
            .unwrap_or_default()
    }

    /// The message that opens the log and reads it from `from`. `sign` is given [`statement`](Proof::statement) and signs it
    /// with the log's key, wherever that is kept.
    pub fn open(self, from: u64, sign: impl FnOnce(&[u8]) -> Signature) -> ToRelay {
        let signature = sign(&self.statement());
        let Proof { nonce, audience, log } = self;
        ToRelay::Open { version: VERSION, nonce, audience, log, from, signature }
    }

    /// Checks that `signature` is the log's.
    ///
    /// # Errors
    ///
    /// When the log's name is no public key, or the signature is not its own over this statement.
    pub fn verify(&self, signature: &Signature) -> Result<(), ProofError> {
        let key = VerifyingKey::from_bytes(self.log.as_bytes()).map_err(|_| ProofError::NotAKey(self.log))?;
        let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
        key.verify_strict(&self.statement(), &signature).map_err(|_| ProofError::Signature(self.log))
    }
}

impl LogId {
    /// The log that `key` opens.
    #[must_use]
    pub fn of(key: &SigningKey) -> LogId {
        LogId(key.verifying_key().to_bytes())
    }
}

impl Signature {
    /// Signs a statement with a key at hand; fits [`Proof::open`].
    #[must_use]
    pub fn by(key: &SigningKey, statement: &[u8]) -> Signature {
        Signature(key.sign(statement).to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn proof() -> Proof {
        Proof::new(Nonce([9; 32]), Audience::new("relay.example").unwrap(), LogId::of(&key()))
    }

    #[test]
    fn the_key_of_the_log_opens_it() {
        let signature = Signature::by(&key(), &proof().statement());
        assert_eq!(proof().verify(&signature), Ok(()));
    }

    #[test]
    fn a_proof_serves_no_other_connection_relay_or_log() {
        let signature = Signature::by(&key(), &proof().statement());
        let refused = Err(ProofError::Signature(proof().log));
        let elsewhen = Proof { nonce: Nonce([8; 32]), ..proof() };
        let elsewhere = Proof { audience: Audience::new("other.example").unwrap(), ..proof() };
        assert_eq!(elsewhen.verify(&signature), refused);
        assert_eq!(elsewhere.verify(&signature), refused);
        let other = LogId::of(&SigningKey::from_bytes(&[6; 32]));
        assert_eq!(Proof { log: other, ..proof() }.verify(&signature), Err(ProofError::Signature(other)));
    }

    #[test]
    fn a_signature_with_any_bit_turned_opens_nothing() {
        let signature = Signature::by(&key(), &proof().statement());
        for bit in 0..512 {
            let mut turned = signature;
            turned.0[bit / 8] ^= 1 << (bit % 8);
            assert!(proof().verify(&turned).is_err(), "bit {bit}");
        }
    }

    /// The identity point as a key makes a signature of zeros valid for nearly every statement, unless checked strictly.
    #[test]
    fn a_key_of_small_order_opens_nothing() {
        let mut identity = [0; 32];
        identity[0] = 1;
        let weak = Proof { log: LogId(identity), ..proof() };
        let mut signature = Signature([0; 64]);
        signature.0[0] = 1;
        assert_eq!(weak.verify(&signature), Err(ProofError::Signature(weak.log)));
        let no_point = Proof { log: LogId([2; 32]), ..proof() };
        assert_eq!(no_point.verify(&signature), Err(ProofError::NotAKey(no_point.log)));
    }

    /// Devices and relays of different releases understand each other only while these bytes stay.
    #[test]
    fn the_statement_is_frozen() {
        let expected = [
            "85", // array of five
            "70",
            "74726f74682072656c6179206f70656e", // "troth relay open"
            "01",                               // version
            "5820",
            &"09".repeat(32), // nonce
            "5820",
            &LogId::of(&key()).to_string(), // log
            "6d",
            "72656c61792e6578616d706c65", // "relay.example"
        ];
        let hex: String = proof().statement().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, expected.concat());
    }
}
