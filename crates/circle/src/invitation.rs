//! How two people begin: a link, used once, within 72 hours.
//!
//! ```text
//!   the inviting device                     the rendezvous log                    the invited device
//!   draws a secret, a salt      ─►  Offer { expires, commitment, name }
//!   gives the link with the secret ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─►  reads it, keeps the commitment
//!                                   Join { keys, salt }                 ◄─  leaves its keys and a salt
//!   founds the relationship     ─►  Answer { sealed to those keys }     ─►  checks it against the commitment
//!                     both read the same four words aloud ([`crate::compare`])
//! ```
//!
//! The log and the key over its frames follow from the link's secret. The commitment binds the inviting side to its keys
//! and its salt before it sees the other's, so that nobody who holds the link can choose keys until the words to compare
//! fit. The invited side's salt is as new as the inviting one's: its keys are not, they may be known from long before.
//! The answer holds the founding act and the secret of the relationship's log; only the invited device can open it.
//!
//! Whoever holds the link can delete the log and write it anew. So the invited side believes no frame about the past: it
//! keeps the commitment that it saw, and holds the answer against that and against the keys that it knows to be its own.

use base64ct::{Base64UrlUnpadded, Encoding};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use record::{Device, Draft, Founder, Founding, Person, SigningKey, Verified};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::keys::{DeviceSecret, SealedTo};
use crate::log::LogSecret;
use crate::sealing::{derive, random};

/// How long an invitation holds, in milliseconds: 72 hours.
pub const HOLDS: i64 = 72 * 3_600_000;
/// What stands before the secret in a link's fragment.
const FRAGMENT: &str = "join=";
/// The form of links; it is their first byte.
const LINK_FORM: u8 = 1;
const PURPOSE: &str = "troth/invitation/answer/1";

/// A link: where the relay is, and the one-time secret in its fragment, which browsers send to nobody.
#[derive(Clone)]
pub struct Link {
    relay: String,
    secret: Zeroizing<[u8; 16]>,
}

/// Why some text is no invitation link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No `#join=` in it, or no address before it.
    #[error("not an invitation link")]
    NotALink,
    /// Cut short, or a letter is another.
    #[error("the link is not whole")]
    NotWhole,
    /// Made by a newer Troth.
    #[error("the link is of form {0}, which is newer than this")]
    Newer(u8),
}

impl Link {
    /// A new one to this relay (`https://…`, without a fragment).
    pub fn draw(relay: &str, rng: &mut impl CryptoRng) -> Link {
        Link { relay: relay.trim_end_matches('/').to_owned(), secret: Zeroizing::new(random(rng)) }
    }

    /// Where the relay is.
    pub fn relay(&self) -> &str {
        &self.relay
    }

    /// The link as text: address, `/#join=`, and form, secret and two bytes of check in base64url.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut bytes = vec![LINK_FORM];
        bytes.extend_from_slice(self.secret.as_slice());
        bytes.extend_from_slice(&check(&bytes));
        let text = format!("{}/#{FRAGMENT}{}", self.relay, Base64UrlUnpadded::encode_string(&bytes));
        bytes.zeroize();
        Zeroizing::new(text)
    }

    /// Reads a link as a person pasted it.
    ///
    /// # Errors
    /// A [`LinkError`].
    pub fn parse(text: &str) -> Result<Link, LinkError> {
        let (relay, fragment) = text.trim().split_once('#').ok_or(LinkError::NotALink)?;
        let coded = fragment.strip_prefix(FRAGMENT).ok_or(LinkError::NotALink)?;
        let relay = relay.trim_end_matches('/');
        if !["http://", "https://"]
            .iter()
            .any(|scheme| relay.len() > scheme.len() && relay.starts_with(scheme))
        {
            return Err(LinkError::NotALink);
        }
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(coded).map_err(|_| LinkError::NotWhole)?);
        let (form, rest) = bytes.split_first().ok_or(LinkError::NotWhole)?;
        if *form != LINK_FORM {
            return Err(LinkError::Newer(*form));
        }
        let (secret, checked) = rest.split_first_chunk::<16>().ok_or(LinkError::NotWhole)?;
        let whole = bytes.get(..17).unwrap_or_default();
        if checked != check(whole) {
            return Err(LinkError::NotWhole);
        }
        Ok(Link { relay: relay.to_owned(), secret: Zeroizing::new(*secret) })
    }

    /// The log at which the two meet.
    pub fn log(&self) -> LogSecret {
        LogSecret::from_bytes(*derive(self.secret.as_slice(), "troth/invitation/log/1"))
    }
}

/// Two bytes that a mistyped link or code does not have right.
pub(crate) fn check(bytes: &[u8]) -> [u8; 2] {
    let digest = Sha256::digest(bytes);
    let mut digest = digest.iter().copied();
    [digest.next().unwrap_or(0), digest.next().unwrap_or(0)]
}

/// What a frame of the rendezvous log says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Rendezvous {
    /// Come in, until then.
    #[n(0)]
    Offer {
        /// Milliseconds since the Unix epoch, on the inviting device's clock.
        #[n(0)]
        expires: i64,
        /// See [`Invitation`].
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        commitment: [u8; 32],
        /// What the inviting person is called.
        #[n(2)]
        name: String,
    },
    /// These are my keys.
    #[n(1)]
    Join(#[n(0)] Join),
    /// Welcome; for the one with these keys alone.
    #[n(2)]
    Answer(#[n(0)] Answer),
    /// Taken back by the inviting person.
    #[n(3)]
    Cancelled,
    /// One's own new device is let in ([`crate::linking`]).
    #[n(4)]
    Welcome(#[n(0)] SealedTo),
}

/// Who wants to come in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Join {
    /// The invited person and their devices.
    #[n(0)]
    pub who: Founder,
    /// Drawn after the commitment was seen.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub salt: [u8; 32],
}

/// The relationship, sealed to the invited device.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Answer {
    #[n(0)]
    to: record::DeviceId,
    #[n(1)]
    sealed: SealedTo,
}

#[derive(Encode, Decode)]
struct Welcome {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    founding: Vec<u8>,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    log: [u8; 32],
    /// What the inviting side had committed to.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    salt: [u8; 32],
}

impl Drop for Welcome {
    fn drop(&mut self) {
        self.log.zeroize();
    }
}

impl Rendezvous {
    /// As bytes, for a frame.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// What [`Rendezvous::to_bytes`] wrote; absent for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Rendezvous> {
        minicbor::decode(bytes).ok()
    }
}

/// The inviting side's half.
pub struct Invitation {
    /// What is given to the other person.
    pub link: Link,
    /// Milliseconds since the Unix epoch.
    pub expires: i64,
    salt: Zeroizing<[u8; 32]>,
    own: Founder,
}

/// What came of the founding.
pub struct Invited {
    /// The founding act.
    pub founding: Verified,
    /// The relationship's log.
    pub log: LogSecret,
    /// What to put on the rendezvous log.
    pub answer: Rendezvous,
}

/// Why a relationship cannot begin like this.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The two do not make a founding.
    #[error(transparent)]
    Founding(#[from] record::FoundingError),
    /// The founding makes no act.
    #[error(transparent)]
    Malformed(#[from] record::Malformed),
    /// The key is not that of the founding device.
    #[error(transparent)]
    Sign(#[from] record::SignError),
    /// None of the invited side's devices can be sealed to.
    #[error("the invited side's keys cannot be used")]
    NoKey,
}

impl Invitation {
    /// Invites, `now` being the device's clock in milliseconds. `own`: this person and their devices.
    pub fn new(relay: &str, own: Founder, now: i64, rng: &mut impl CryptoRng) -> Invitation {
        let link = Link::draw(relay, rng);
        Invitation { link, expires: now.saturating_add(HOLDS), salt: Zeroizing::new(random(rng)), own }
    }

    /// What to put on the rendezvous log first.
    pub fn offer(&self) -> Rendezvous {
        let commitment = commitment(&self.own, &self.salt);
        Rendezvous::Offer { expires: self.expires, commitment, name: self.own.name.clone() }
    }

    /// Founds the relationship with whoever joined. `instant`: the device's clock in milliseconds.
    ///
    /// # Errors
    /// A [`BeginError`], where the joining side's keys are no good.
    pub fn answer(
        &self,
        joined: Join,
        key: &SigningKey,
        instant: i64,
        rng: &mut impl CryptoRng,
    ) -> Result<Invited, BeginError> {
        let to = joined.who.devices.first().copied().ok_or(BeginError::NoKey)?;
        let salt = of_both(&self.salt, &joined.salt);
        let founding = Founding::new(salt, vec![self.own.clone(), joined.who])?;
        let founding = Draft::founding(founding, key.device(), instant)?.sign(key)?;
        let log = LogSecret::draw(rng);
        let welcome = Welcome { founding: founding.bytes(), log: *log.bytes(), salt: *self.salt };
        // Encoding into a `Vec` has no error to give.
        let plain = Zeroizing::new(minicbor::to_vec(&welcome).unwrap_or_default());
        let sealed = SealedTo::seal(&to, PURPOSE, &to.id.0, &plain, rng).ok_or(BeginError::NoKey)?;
        Ok(Invited { founding, log, answer: Rendezvous::Answer(Answer { to: to.id, sealed }) })
    }

    /// To be stored sealed until it is used, cancelled or over.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let stored = Stored {
            link: self.link.to_text().to_string(),
            expires: self.expires,
            salt: *self.salt,
            own: self.own.clone(),
        };
        // Encoding into a `Vec` has no error to give.
        Zeroizing::new(minicbor::to_vec(stored).unwrap_or_default())
    }

    /// What [`Invitation::to_bytes`] wrote; absent for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Invitation> {
        let stored: Stored = minicbor::decode(bytes).ok()?;
        let link = Link::parse(&stored.link).ok()?;
        Some(Invitation { link, expires: stored.expires, salt: Zeroizing::new(stored.salt), own: stored.own })
    }
}

#[derive(Encode, Decode)]
struct Stored {
    #[n(0)]
    link: String,
    #[n(1)]
    expires: i64,
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    salt: [u8; 32],
    #[n(3)]
    own: Founder,
}

/// Binds the inviting side to its name, its keys and its salt.
fn commitment(own: &Founder, salt: &[u8; 32]) -> [u8; 32] {
    // Encoding into a `Vec` has no error to give.
    let own = minicbor::to_vec(own).unwrap_or_default();
    let digest =
        Sha256::new().chain_update(b"troth/invitation/commit/1\0").chain_update(salt).chain_update(own);
    digest.finalize().into()
}

/// The founding's salt: neither side has chosen it.
fn of_both(inviting: &[u8; 32], invited: &[u8; 32]) -> [u8; 32] {
    let digest = Sha256::new().chain_update(b"troth/invitation/salt/1\0");
    digest.chain_update(inviting).chain_update(invited).finalize().into()
}

/// How an invitation stands, for one who reads its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is there: not yet, or not any more.
    NotThere,
    /// It can be joined.
    Open {
        /// Who invites.
        name: String,
    },
    /// One's own keys are there; the inviting device has not answered yet.
    Waiting,
    /// It is answered to one's own keys.
    Answered(Answer),
    /// Somebody else has used it.
    Used,
    /// Its 72 hours are over.
    Expired,
    /// The inviting person has taken it back.
    Cancelled,
}

/// The frames of a rendezvous log, in its order.
pub struct Joining<'j> {
    frames: &'j [Rendezvous],
}

/// What the invited side keeps from the moment at which it leaves its keys: the commitment that it saw before, and the
/// salt that it drew after.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Promise {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    commitment: [u8; 32],
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    salt: [u8; 32],
}

/// Why an answer is not what the offer promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// It cannot be opened or read.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The founding is not by the one who invited, or not with one's own keys.
    #[error("the answer is not by the one who invited")]
    NotAsOffered,
}

impl<'j> Joining<'j> {
    /// Reads the frames of a rendezvous log, in its order.
    pub fn read(frames: &'j [Rendezvous]) -> Joining<'j> {
        Joining { frames }
    }

    /// Who joined first, if anybody has.
    pub fn first(&self) -> Option<&'j Join> {
        self.frames.iter().find_map(|frame| match frame {
            Rendezvous::Join(join) => Some(join),
            _ => None,
        })
    }

    /// What is offered, to be kept before one's keys are left there; absent where nothing is.
    pub fn promise(&self, rng: &mut impl CryptoRng) -> Option<Promise> {
        self.offer().map(|(_, commitment, _)| Promise { commitment: *commitment, salt: random(rng) })
    }

    /// How it stands for a device (absent: one that has no keys yet), `now` being its clock in milliseconds.
    pub fn standing(&self, own: Option<record::DeviceId>, now: i64) -> Standing {
        let Some((expires, _, name)) = self.offer() else { return Standing::NotThere };
        let answer = self.frames.iter().find_map(|frame| match frame {
            Rendezvous::Answer(answer) => Some(answer),
            _ => None,
        });
        let is_own = |join: &Join| join.who.devices.iter().any(|device| Some(device.id) == own);
        if let Some(answer) = answer {
            return if Some(answer.to) == own { Standing::Answered(answer.clone()) } else { Standing::Used };
        }
        if self.frames.contains(&Rendezvous::Cancelled) {
            return Standing::Cancelled;
        }
        if now >= expires {
            return Standing::Expired;
        }
        match self.first() {
            Some(first) if is_own(first) => Standing::Waiting,
            Some(_) => Standing::Used,
            None => Standing::Open { name: name.to_owned() },
        }
    }

    fn offer(&self) -> Option<(i64, &'j [u8; 32], &'j str)> {
        self.frames.iter().find_map(|frame| match frame {
            Rendezvous::Offer { expires, commitment, name } => Some((*expires, commitment, name.as_str())),
            _ => None,
        })
    }
}

impl Promise {
    /// What to put on the rendezvous log.
    pub fn join(&self, who: Founder) -> Rendezvous {
        Rendezvous::Join(Join { who, salt: self.salt })
    }

    /// Opens the answer and holds it against what was promised. `who`: what was left there, as this device knows it.
    ///
    /// # Errors
    /// An [`AnswerError`]: then nothing begins.
    pub fn open(
        &self,
        answer: &Answer,
        own: &DeviceSecret,
        who: &Founder,
    ) -> Result<(Verified, LogSecret), AnswerError> {
        let plain = own.open(&answer.sealed, PURPOSE, &answer.to.0).ok_or(AnswerError::Unreadable)?;
        let welcome: Welcome = minicbor::decode(&plain).map_err(|_| AnswerError::Unreadable)?;
        let founding = record::receive(&welcome.founding).map_err(|_| AnswerError::Unreadable)?;
        let log = LogSecret::from_bytes(welcome.log);
        let is_kept = self.is_kept_by(&founding, &welcome.salt, who);
        if is_kept { Ok((founding, log)) } else { Err(AnswerError::NotAsOffered) }
    }

    fn is_kept_by(&self, founding: &Verified, salt: &[u8; 32], who: &Founder) -> bool {
        let record::Body::Found(found) = founding.act().body() else { return false };
        let [inviting, invited] = found.people() else { return false };
        let by = found.person_of(founding.act().device());
        commitment(inviting, salt) == self.commitment
            && *found.salt() == of_both(salt, &self.salt)
            && invited == who
            && by == Some(Person::First)
    }
}

/// A person with these devices, the first being the one at hand.
pub fn founder(name: &str, devices: &[Device]) -> Founder {
    Founder { name: name.to_owned(), devices: devices.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Seed;
    use crate::sealing::tests::Counter;
    use record::DeviceKind;

    const NOW: i64 = 1_774_738_740_000;

    fn device(byte: u8) -> DeviceSecret {
        DeviceSecret::of(&Seed::from_bytes([byte; 32]), DeviceKind::Device)
    }

    fn person(name: &str, of: &DeviceSecret) -> Founder {
        founder(name, &[of.device()])
    }

    fn invite(rng: &mut Counter) -> Invitation {
        Invitation::new("https://relay.example/", person("Ada", &device(1)), NOW, rng)
    }

    #[test]
    fn a_link_is_read_as_it_was_written_and_not_otherwise() {
        let link = Link::draw("https://relay.example:7468/", &mut Counter(0));
        let text = link.to_text();
        assert!(text.starts_with("https://relay.example:7468/#join="), "{}", *text);
        let read = Link::parse(&format!("  {}\n", *text)).unwrap();
        assert_eq!(read.relay(), "https://relay.example:7468");
        assert_eq!(read.log().id(), link.log().id());
        for cut in text.find("join=").unwrap() + 5..text.len() {
            assert_eq!(Link::parse(&text[..cut]).err(), Some(LinkError::NotWhole), "{cut}");
        }
        for none in ["", "https://relay.example", "#join=AAAA", "ftp://x/#join=AAAA", "https://#join=AAAA"] {
            assert_eq!(Link::parse(none).err(), Some(LinkError::NotALink), "{none}");
        }
        assert_eq!(Link::parse("https://x/#join=Ag").err(), Some(LinkError::Newer(2)));
    }

    fn join(promise: &Promise, who: Founder) -> Join {
        let Rendezvous::Join(join) = promise.join(who) else { panic!("a join") };
        join
    }

    fn answer(of: &Invitation, joined: Join, key: &SigningKey, rng: &mut Counter) -> Answer {
        let Rendezvous::Answer(answer) = of.answer(joined, key, NOW, rng).unwrap().answer else {
            panic!("an answer")
        };
        answer
    }

    #[test]
    fn two_begin_and_have_the_same_words() {
        let rng = &mut Counter(0);
        let (ada, bo) = (device(1), device(2));
        let invitation = Invitation::from_bytes(&invite(rng).to_bytes()).unwrap();
        let mut frames = vec![invitation.offer()];
        assert_eq!(Joining::read(&frames).standing(None, NOW), Standing::Open { name: "Ada".to_owned() });
        let promise = Joining::read(&frames).promise(rng).unwrap();
        frames.push(promise.join(person("Bo", &bo)));
        assert_eq!(Joining::read(&frames).standing(Some(bo.id()), NOW), Standing::Waiting);
        let joined = Joining::read(&frames).first().unwrap().clone();
        let invited = invitation.answer(joined, ada.signing_key(), NOW, rng).unwrap();
        frames.push(Rendezvous::from_bytes(&invited.answer.to_bytes()).unwrap());
        let standing = Joining::read(&frames).standing(Some(bo.id()), NOW);
        let Standing::Answered(answer) = standing else { panic!("answered") };
        let (founding, log) = promise.open(&answer, &bo, &person("Bo", &bo)).unwrap();
        assert_eq!(founding.id(), invited.founding.id());
        assert_eq!(log.id(), invited.log.id());
        let another = promise.open(&answer, &device(9), &person("Bo", &bo));
        assert_eq!(another.err(), Some(AnswerError::Unreadable));
    }

    #[test]
    fn an_invitation_works_once_and_says_why_it_does_not() {
        let rng = &mut Counter(0);
        let invitation = invite(rng);
        let (bo, other) = (device(2), device(3));
        let standing = |frames: &[Rendezvous], now| Joining::read(frames).standing(Some(other.id()), now);
        assert_eq!(standing(&[], NOW), Standing::NotThere);
        assert!(Joining::read(&[]).promise(rng).is_none());
        let offer = [invitation.offer()];
        assert_eq!(standing(&offer, NOW + HOLDS), Standing::Expired);
        let promise = Joining::read(&offer).promise(rng).unwrap();
        let [offer] = offer;
        assert_eq!(standing(&[offer.clone(), Rendezvous::Cancelled], NOW), Standing::Cancelled);
        let joined = [offer, promise.join(person("Bo", &bo))];
        assert_eq!(standing(&joined, NOW), Standing::Used);
        let answer = answer(&invitation, join(&promise, person("Bo", &bo)), device(1).signing_key(), rng);
        let [offer, join] = joined;
        let frames = [offer, join, Rendezvous::Answer(answer), Rendezvous::Cancelled];
        assert_eq!(standing(&frames, NOW + HOLDS), Standing::Used);
    }

    /// ```text
    ///   Ada ── offer ──► one who holds the link ── an offer of their own ──► Bo
    /// ```
    /// What is answered must be what was offered before Bo's keys were known, whatever the log says by then.
    #[test]
    fn keys_that_were_not_committed_to_begin_nothing() {
        let rng = &mut Counter(0);
        let invitation = invite(rng);
        let (between, bo) = (device(8), device(2));
        let another = Invitation {
            own: person("Ada", &between),
            salt: Zeroizing::new([9; 32]),
            link: invitation.link.clone(),
            expires: NOW + HOLDS,
        };
        let who = person("Bo", &bo);
        let promise = Joining::read(&[invitation.offer()]).promise(rng).unwrap();
        let answer = answer(&another, join(&promise, who.clone()), between.signing_key(), rng);
        assert_eq!(promise.open(&answer, &bo, &who).err(), Some(AnswerError::NotAsOffered));
    }

    /// ```text
    ///   Bo ── join { phone } ──► one who holds the link ── join { phone, their own } ──► Ada
    /// ```
    /// Ada and Bo would read the same words aloud, and somebody would speak for Bo.
    #[test]
    fn an_answer_with_other_keys_than_ones_own_begins_nothing() {
        let rng = &mut Counter(0);
        let invitation = invite(rng);
        let bo = device(2);
        let promise = Joining::read(&[invitation.offer()]).promise(rng).unwrap();
        let more = join(&promise, founder("Bo", &[bo.device(), device(7).device()]));
        let answer = answer(&invitation, more, device(1).signing_key(), rng);
        assert_eq!(promise.open(&answer, &bo, &person("Bo", &bo)).err(), Some(AnswerError::NotAsOffered));
    }

    /// Keys are old and may be known to whoever makes the offer. With nothing new from the invited side, the one who
    /// offers could try salts until the words are those of another founding.
    #[test]
    fn the_words_depend_on_what_the_invited_side_draws_after_the_offer() {
        let rng = &mut Counter(0);
        let (invitation, bo) = (invite(rng), device(2));
        let frames = [invitation.offer()];
        let words = |rng: &mut Counter| {
            let promise = Joining::read(&frames).promise(rng).unwrap();
            let joined = join(&promise, person("Bo", &bo));
            let founding = invitation.answer(joined, device(1).signing_key(), NOW, rng).unwrap().founding;
            let record::Body::Found(founding) = founding.act().body() else { panic!("a founding") };
            crate::compare::words(founding)
        };
        assert_ne!(words(rng), words(rng));
        // And an answer to another salt than one's own is none.
        let promise = Joining::read(&frames).promise(rng).unwrap();
        let other = Joining::read(&frames).promise(rng).unwrap();
        let answer = answer(&invitation, join(&other, person("Bo", &bo)), device(1).signing_key(), rng);
        let opened = promise.open(&answer, &bo, &person("Bo", &bo));
        assert_eq!(opened.err(), Some(AnswerError::NotAsOffered));
    }
}
