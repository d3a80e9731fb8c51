//! Acting and asking.

use consent::{ActId, Answer, Instant, Person, Question, Says};
use life::{LifeRefusal, LifeSays};
use negotiation::words::{Beside, Unreadable};
use negotiation::{DesireSays, LimitWords};
use record::{Body, DeviceId, RelationshipId};
use vault::Store;

use crate::Error;
use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox};
use crate::fold::{act_id, person};

/// An answer, with the question it is to.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What was asked.
    pub question: Question,
    /// What came.
    pub answer: Answer,
}

/// An act in a list.
#[derive(Clone, Debug)]
pub struct ActLine {
    /// Its name.
    pub id: ActId,
    /// Which device made it.
    pub device: DeviceId,
    /// Whose that is.
    pub by: Person,
    /// What its device's clock said.
    pub clock: Instant,
    /// What it says.
    pub says: Said,
}

/// What an act in a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the engine; or what the engine cannot read.
    Says(Result<Says, consent::Refusal>),
    /// Of desires: to the other's device.
    OfDesires,
    /// Of daily life; nothing where a newer Troth wrote it. Or it was refused.
    OfLife(Result<Option<LifeSays>, LifeRefusal>),
    /// It founds, or lets a device in or out.
    Membership,
}

impl<S: Store> Companion<S> {
    /// Says something: refused or signed, stored with the frames that will carry it, then merged. `now` is this
    /// device's clock. Needs no network.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason; the vault's; then nothing has changed.
    pub async fn say(
        &mut self,
        relationship: RelationshipId,
        says: &Says,
        now: Instant,
    ) -> Result<ActId, Error> {
        self.say_with(relationship, says, &LimitWords::default(), now).await
    }

    /// The same, with words behind it that no engine reads: an agreement's, or a limit's.
    ///
    /// # Errors
    /// As [`Companion::say`].
    pub async fn say_with<W: Beside>(
        &mut self,
        relationship: RelationshipId,
        says: &Says,
        words: &W,
        now: Instant,
    ) -> Result<ActId, Error> {
        let admitted = &|circle: &CircleOfTwo, past: &consent::Past| {
            Ok(circle.knowledge().would_admit(circle.own(), now, past, says)?)
        };
        self.sign(relationship, &words.behind(says), now, admitted, &|_, _, _| {}).await
    }

    /// The one way to an act: drafted, admitted or not, signed, and stored with the frames that carry it and with what
    /// `beside` puts there.
    pub(crate) async fn sign(
        &mut self,
        relationship: RelationshipId,
        body: &[u8],
        now: Instant,
        admitted: &dyn Fn(&CircleOfTwo, &consent::Past) -> Result<(), Error>,
        beside: &dyn Fn(&CircleOfTwo, ActId, &mut Changes),
    ) -> Result<ActId, Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            let id = self.signing(relationship, body, now, admitted, &mut outbox)?;
            beside(self.circle(relationship)?, id, &mut changes);
            if self.commit(&changes).await? {
                return Ok(id);
            }
        }
        Err(Error::Crowded)
    }

    /// The act, and the frames that carry it, among changes that are still to be committed.
    pub(crate) fn signing(
        &self,
        relationship: RelationshipId,
        body: &[u8],
        now: Instant,
        admitted: &dyn Fn(&CircleOfTwo, &consent::Past) -> Result<(), Error>,
        outbox: &mut Outbox<'_>,
    ) -> Result<ActId, Error> {
        let circle = self.circle(relationship)?;
        let draft = circle.draft(self.own.id(), now.millis(), Body::Says(body.to_vec()))?;
        admitted(circle, &consent::Past::new(draft.clock().shared()))?;
        // The key is this device's own, as is the draft.
        let act = draft.sign(self.own.signing_key()).map_err(|_| Error::NoRelationship)?;
        let (id, bytes) = (act_id(act.id()), act.bytes());
        outbox.changes.append(crate::layout::acts(relationship), bytes.clone());
        circle.send(&[bytes], &self.own, outbox);
        Ok(id)
    }

    /// May `by` exercise this power over this area of `of`'s life now? From this device alone.
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn ask(
        &self,
        relationship: RelationshipId,
        question: Question,
        now: Instant,
    ) -> Result<Asked, Error> {
        let answer = self.circle(relationship)?.knowledge().answer(&question, now);
        Ok(Asked { question, answer })
    }
}

impl CircleOfTwo {
    /// The words behind an act, where it is held; [`Unreadable`] where this version cannot read them as such.
    pub fn words_of<W: Beside>(&self, act: ActId) -> Result<W, Unreadable> {
        let entry = self.record.get(record::ActId(act.bytes()));
        let Some(Body::Says(bytes)) = entry.map(|entry| entry.act().body()) else { return Ok(W::default()) };
        let (_, rest) = Says::read(bytes).map_err(|_| Unreadable)?;
        W::read(rest)
    }

    /// All acts, in an order that is the same on every device.
    pub fn acts(&self) -> impl Iterator<Item = ActLine> {
        self.record.in_causal_order().map(|entry| ActLine {
            id: act_id(entry.id()),
            device: entry.act().device(),
            by: person(entry.person()),
            clock: Instant::from_millis(entry.act().instant()),
            says: match entry.act().body() {
                Body::Says(bytes) if DesireSays::is(bytes) => Said::OfDesires,
                Body::Says(bytes) if LifeSays::is(bytes) => {
                    let refused = self.fold.refused_life.get(&act_id(entry.id()));
                    Said::OfLife(refused.map_or_else(|| Ok(LifeSays::from_bytes(bytes)), |why| Err(*why)))
                }
                Body::Says(bytes) => Said::Says(Says::read(bytes).map(|(says, _)| says)),
                Body::Found(_) | Body::LetIn(_) | Body::LetOut(_) => Said::Membership,
            },
        })
    }
}
