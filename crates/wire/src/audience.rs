//! Which relay a proof is meant for: the host that the device dialled. A relay compares it with the `Host` header of the
//! request, so that one relay cannot use at another what a device signed for it.
//!
//! A browser sends as `Host` what stands in the address (`URL.host`); a proxy in front of the relay must pass it on
//! unchanged.

use core::fmt;

use minicbor::{Decode, Encode, decode};
use thiserror::Error;

/// The longest audience, in bytes: a DNS name has at most 253, a port five more digits and a colon.
const AUDIENCE_MAX: usize = 259;

/// A host, with its port unless that is the scheme's own: `relay.example`, `relay.example:8443`, `[::1]:4000`.
///
/// Always lower-case, and without `:80` or `:443`, because clients differ in whether they say those. The relay behind a
/// proxy cannot know which of the two schemes was dialled, so the ports 80 and 443 of one host are one audience.
#[derive(Clone, PartialEq, Eq, Hash, Encode)]
#[cbor(transparent)]
pub struct Audience(#[n(0)] String);

/// Why some text is no [`Audience`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AudienceError {
    /// Nothing is left of it.
    #[error("an audience needs a host")]
    Empty,
    /// Longer than any host and port can be.
    #[error("an audience of {length} bytes is over the limit of {AUDIENCE_MAX}")]
    TooLong {
        /// How many bytes it has.
        length: usize,
    },
    /// A character that no host has. International names are written in their ASCII form (`xn--…`), as browsers send them.
    #[error("an audience cannot hold the character {character:?}")]
    Character {
        /// The first such character.
        character: char,
    },
}

impl Audience {
    /// Reads a host as it stands in a `Host` header or in a URL between the scheme and the path.
    ///
    /// # Errors
    ///
    /// When it is empty, too long, or holds a character that no host has.
    pub fn new(host: &str) -> Result<Audience, AudienceError> {
        let length = host.len();
        if length > AUDIENCE_MAX {
            return Err(AudienceError::TooLong { length });
        }
        if let Some(character) = host.chars().find(|c| !is_of_a_host(*c)) {
            return Err(AudienceError::Character { character });
        }
        let mut bare = host;
        // Until none is left: what an audience is shown as must be that audience.
        while let Some(shorter) = bare.strip_suffix(":443").or_else(|| bare.strip_suffix(":80")) {
            bare = shorter;
        }
        if bare.is_empty() {
            return Err(AudienceError::Empty);
        }
        Ok(Audience(bare.to_ascii_lowercase()))
    }

    /// The text that is signed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn is_of_a_host(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | ':' | '[' | ']')
}

/// Only the one form that [`Audience::new`] makes is taken from the wire.
impl<'b, C> Decode<'b, C> for Audience {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let text = d.str()?;
        let audience = Audience::new(text).map_err(decode::Error::custom)?;
        if audience.0 == text {
            Ok(audience)
        } else {
            Err(decode::Error::message("an audience in another form than its own"))
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Audience({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_host_is_one_audience_however_it_is_written() {
        let plain = Audience::new("relay.example").unwrap();
        assert_eq!(Audience::new("Relay.Example:443"), Ok(plain.clone()));
        assert_eq!(Audience::new("relay.example:80"), Ok(plain.clone()));
        assert_ne!(Audience::new("relay.example:8443"), Ok(plain));
        assert_eq!(Audience::new("[::1]:4000").unwrap().as_str(), "[::1]:4000");
    }

    #[test]
    fn what_an_audience_is_shown_as_is_that_audience() {
        for host in ["relay.example:443:443", "relay.example:80:443", "relay.example:8443:80"] {
            let audience = Audience::new(host).unwrap();
            assert_eq!(Audience::new(audience.as_str()), Ok(audience.clone()), "{host}");
            let bytes = minicbor::to_vec(&audience).unwrap();
            assert_eq!(minicbor::decode::<Audience>(&bytes).unwrap(), audience, "{host}");
        }
        assert_eq!(Audience::new(":443:443"), Err(AudienceError::Empty));
    }

    #[test]
    fn what_is_no_host_is_no_audience() {
        assert_eq!(Audience::new(""), Err(AudienceError::Empty));
        assert_eq!(Audience::new(":443"), Err(AudienceError::Empty));
        assert_eq!(Audience::new("a/b"), Err(AudienceError::Character { character: '/' }));
        assert_eq!(Audience::new("bücher.example"), Err(AudienceError::Character { character: 'ü' }));
        assert_eq!(Audience::new(&"a".repeat(260)), Err(AudienceError::TooLong { length: 260 }));
    }

    #[test]
    fn only_the_one_form_is_taken_from_the_wire() {
        let read = |text: &str| minicbor::decode::<Audience>(&minicbor::to_vec(text).unwrap()).ok();
        assert_eq!(read("relay.example"), Audience::new("relay.example").ok());
        assert_eq!(read("Relay.example"), None);
        assert_eq!(read("relay.example:443"), None);
    }
}
