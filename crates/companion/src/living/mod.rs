//! Living it on a device: directions, held against the floor before they are sent and again where they arrive; and everything else
//! that is said of daily life (`life`).

mod shown;

use consent::{ActId, Area, Instant, Past, Power, Question, Verdict};
use life::says::{Direction, Kind};
use life::{LifeRefusal, LifeSays, Timing};
use record::RelationshipId;
use vault::Store;

use crate::Error;
use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::CircleOfTwo;
use crate::enclosing::{Enclosing, File};
pub use shown::{AnswerLine, DirectionStands, LifeLine, Listing, PointsStand, Responsibility};

/// A direction that somebody is about to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDirection {
    /// What kind.
    pub kind: Kind,
    /// Where.
    pub area: Area,
    /// By which power.
    pub power: Power,
    /// What.
    pub says: String,
    /// More about it; may be empty.
    pub note: String,
    /// When.
    pub timing: Timing,
    /// What is attached to it.
    pub attached: Vec<File>,
}

impl NewDirection {
    fn with(&self, verdict: Verdict, attached: &[Enclosing]) -> Direction {
        Direction {
            kind: self.kind,
            area: self.area.clone(),
            power: self.power,
            says: self.says.clone(),
            note: self.note.clone(),
            timing: self.timing.clone(),
            verdict,
            attached: attached.iter().map(|file| file.enclosure).collect(),
        }
    }
}

impl<S: Store> Companion<S> {
    /// Says something of daily life.
    ///
    /// # Errors
    /// [`Error::RefusedLife`] with the reason; the vault's; then nothing has changed.
    pub async fn live(
        &mut self,
        relationship: RelationshipId,
        says: &LifeSays,
        now: Instant,
    ) -> Result<ActId, Error> {
        let admitted = |circle: &CircleOfTwo, past: &Past| Ok(circle.would_admit_life(past, says, now)?);
        let id = self.sign(relationship, &says.to_bytes(), now, &admitted, &|_, _, _| {}).await?;
        if matches!(says, LifeSays::TakeBack(_)) {
            self.sweep().await?;
        }
        Ok(id)
    }

    /// Gives a direction, with the verdict that it meets here. What is asked first goes as a question.
    ///
    /// # Errors
    /// [`Error::Outside`] with the reasons: it is not made. As [`Companion::live`].
    pub async fn direct(
        &mut self,
        relationship: RelationshipId,
        new: &NewDirection,
        now: Instant,
    ) -> Result<ActId, Error> {
        let attached = Enclosing::files(&new.attached)?;
        let beside = |_: &CircleOfTwo, act, changes: &mut Changes| {
            attached.iter().for_each(|file| file.put(act, changes));
        };
        for _ in 0..PATIENCE {
            let circle = self.circle(relationship)?;
            circle.has_room(&attached.iter().collect::<Vec<_>>(), None)?;
            let all = circle.knowledge().everything();
            let verdict = circle.verdict_of(new, &all, now)?;
            let says = LifeSays::Direct(Box::new(new.with(verdict, &attached)));
            let admitted = |circle: &CircleOfTwo, past: &Past| {
                circle.would_admit_life(past, &says, now)?;
                // Somebody may have said something between the question and the draft.
                if circle.verdict_of(new, past, now)? == verdict { Ok(()) } else { Err(Error::Crowded) }
            };
            match self.sign(relationship, &says.to_bytes(), now, &admitted, &beside).await {
                Err(Error::Crowded) => {}
                other => return other,
            }
        }
        Err(Error::Crowded)
    }

    /// Low capacity is over: all that was said of it is taken back.
    ///
    /// # Errors
    /// [`Error::RefusedLife`] where there was none; those of an act.
    pub async fn recover(&mut self, relationship: RelationshipId, now: Instant) -> Result<(), Error> {
        let mut is_any = false;
        loop {
            let circle = self.circle(relationship)?;
            let low = circle.life().low_capacity(circle.own(), now);
            let Some(low) = low else { break };
            is_any = true;
            self.live(relationship, &LifeSays::TakeBack(low.act), now).await?;
        }
        if is_any { Ok(()) } else { Err(Error::RefusedLife(LifeRefusal::Unknown)) }
    }
}

impl CircleOfTwo {
    fn would_admit_life(&self, past: &Past, says: &LifeSays, now: Instant) -> Result<(), LifeRefusal> {
        let at = self.knowledge().instant(self.own(), now, past);
        let life = self.life();
        self.fold.with_world(&self.record, |world| life.would_admit(self.own(), at, past, says, world))
    }

    /// The verdict that a direction of one's own meets, where it is one to be sent.
    fn verdict_of(&self, new: &NewDirection, past: &Past, now: Instant) -> Result<Verdict, Error> {
        let own = self.own();
        let question = Question { of: own.other(), by: own, area: new.area.clone(), power: new.power };
        let at = self.knowledge().instant(own, now, past);
        let (verdict, because) = self.knowledge().as_seen(past, &question, at);
        if verdict < Verdict::AskFirst { Err(Error::Outside { verdict, because }) } else { Ok(verdict) }
    }
}
