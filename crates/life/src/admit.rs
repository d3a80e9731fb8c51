//! What is refused, by an act's past and its instant alone ([`LifeRefusal`]).

use consent::{ActId, Instant, Past, Person, Power, Question, Reason, Verdict};

use crate::day::Day;
use crate::life::{Entry, Life, World};
use crate::refusal::LifeRefusal;
use crate::says::{
    Answer, Consequence, Direction, Kept, LifeSays, MOST_ATTACHED, MOST_NOTED, MOST_SAID, Recognition, Reply,
};

/// Who says something, when, and what they know.
#[derive(Clone, Copy)]
struct Saying<'s> {
    by: Person,
    at: Instant,
    past: &'s Past,
    world: World<'s>,
}

impl Life {
    /// Refuses what this person may not say with this past at this instant.
    ///
    /// # Errors
    /// The [`LifeRefusal`].
    pub fn would_admit(
        &self,
        by: Person,
        at: Instant,
        past: &Past,
        says: &LifeSays,
        world: World<'_>,
    ) -> Result<(), LifeRefusal> {
        let saying = Saying { by, at, past, world };
        match says {
            LifeSays::Direct(direction) => admit_direction(direction),
            LifeSays::Answer(answer) => self.admit_answer(saying, answer),
            LifeSays::TakeBack(what) => self.admit_taking_back(saying, *what),
            LifeSays::Request(request) => text(&request.says, &request.note),
            LifeSays::LowCapacity(until) if until.is_some_and(|until| until <= at) => {
                Err(LifeRefusal::EndsBefore)
            }
            LifeSays::Share(shared) if shared.attached.len() > MOST_ATTACHED => Err(LifeRefusal::TooLong),
            LifeSays::LowCapacity(_) | LifeSays::Points(_) | LifeSays::Share(_) => Ok(()),
            LifeSays::Recognise(recognition) => self.admit_recognition(saying, recognition),
            LifeSays::Consequence(consequence) => self.admit_consequence(saying, consequence),
            LifeSays::Kept(kept) => admit_kept(saying, kept),
            LifeSays::Reward(reward) => {
                self.points_are_on(past)?;
                text(&reward.says, "")
            }
            LifeSays::Redeem(reward) => self.admit_redeeming(saying, *reward),
        }
    }

    /// What it names, if the past holds it and it was not taken back there.
    fn named(&self, saying: Saying<'_>, id: ActId) -> Result<&Entry, LifeRefusal> {
        let entry = self.in_past(id, saying.past).ok_or(LifeRefusal::Unknown)?;
        if self.is_taken_back_in(entry, Some(saying.past)) { Err(LifeRefusal::Gone) } else { Ok(entry) }
    }

    fn admit_answer(&self, saying: Saying<'_>, answer: &Answer) -> Result<(), LifeRefusal> {
        let to = self.named(saying, answer.to)?;
        let is_own = to.act.by == saying.by;
        if !replies(&to.act.says).contains(&answer.reply) {
            return Err(LifeRefusal::NotAnAnswer);
        }
        // To what one has said oneself, one can add a word.
        if is_own && answer.reply != Reply::Word {
            return Err(LifeRefusal::NotYours);
        }
        let is_for = |day: Day| to.direction().is_some_and(|of| of.is_done_by_day() && of.timing.is_for(day));
        if answer.day.is_some_and(|day| !is_for(day)) {
            return Err(LifeRefusal::NotAnAnswer);
        }
        // What returns is done of a day.
        let returns = to.direction().is_some_and(Direction::is_done_by_day);
        if returns && answer.day.is_none() && matches!(answer.reply, Reply::Done | Reply::Partly) {
            return Err(LifeRefusal::NotAnAnswer);
        }
        if answer.reply.is_words() && is_blank(&answer.words) {
            return Err(LifeRefusal::Blank);
        }
        no_longer_than(&answer.words, MOST_NOTED)
    }

    fn admit_taking_back(&self, saying: Saying<'_>, what: ActId) -> Result<(), LifeRefusal> {
        let entry = self.named(saying, what)?;
        if entry.act.by != saying.by {
            return Err(LifeRefusal::NotYours);
        }
        match entry.act.says {
            LifeSays::Recognise(_) | LifeSays::Points(_) | LifeSays::TakeBack(_) => Err(LifeRefusal::Stays),
            _ => Ok(()),
        }
    }

    fn points_are_on(&self, past: &Past) -> Result<(), LifeRefusal> {
        if self.points_on_in(Some(past)) { Ok(()) } else { Err(LifeRefusal::PointsOff) }
    }

    fn admit_recognition(&self, saying: Saying<'_>, recognition: &Recognition) -> Result<(), LifeRefusal> {
        text(&recognition.says, "")?;
        if let Some(about) = recognition.about {
            self.in_past(about, saying.past).ok_or(LifeRefusal::Unknown)?;
        }
        if recognition.points > 0 { self.points_are_on(saying.past) } else { Ok(()) }
    }

    fn admit_redeeming(&self, saying: Saying<'_>, reward: ActId) -> Result<(), LifeRefusal> {
        self.named(saying, reward)?;
        let price = self.price(reward).ok_or(LifeRefusal::Unknown)?;
        self.points_are_on(saying.past)?;
        if self.points_in(saying.by, Some(saying.past)) < price {
            return Err(LifeRefusal::TooFewPoints);
        }
        Ok(())
    }

    /// A consequence is chosen from a list that both signed, for a direction that was within bounds; and never after a no of the
    /// giver's, a signal, or low capacity since that direction was for.
    fn admit_consequence(&self, saying: Saying<'_>, of: &Consequence) -> Result<(), LifeRefusal> {
        let follows = self.named(saying, of.follows).map_err(|_| LifeRefusal::FollowsNoDirection)?;
        let direction = follows.direction().ok_or(LifeRefusal::FollowsNoDirection)?;
        if follows.act.by != saying.by {
            return Err(LifeRefusal::FollowsNoDirection);
        }
        if of.day.is_some() != direction.is_done_by_day() {
            return Err(LifeRefusal::NotAnAnswer);
        }
        let giver = saying.by.other();
        if self.declined_in(follows, of.day, Some(saying.past)).is_some() {
            return Err(LifeRefusal::AfterANo);
        }
        let start = of.day.and_then(|day| direction.timing.start_of(day));
        let since = start.map_or(follows.act.at, |start| start.max(follows.act.at));
        if saying.world.knowledge.said_no(saying.past, giver, since) {
            return Err(LifeRefusal::AfterANo);
        }
        let low = self.ever_low(giver, saying.past).into_iter();
        if low.into_iter().any(|(from, until)| from <= saying.at && until > since) {
            return Err(LifeRefusal::AfterLowCapacity);
        }
        self.is_by_a_signed_list(saying, follows, direction, of)
    }

    fn is_by_a_signed_list(
        &self,
        saying: Saying<'_>,
        follows: &Entry,
        direction: &Direction,
        of: &Consequence,
    ) -> Result<(), LifeRefusal> {
        let knowledge = saying.world.knowledge;
        let question = question(saying.by, direction);
        let (then, _) = knowledge.as_seen(&follows.act.past, &question, follows.act.at);
        let is_within = match then {
            Verdict::Allowed => true,
            Verdict::AskFirst => !self.yeses(follows, Some(saying.past)).is_empty(),
            Verdict::OffLimits | Verdict::NotAgreed | Verdict::Paused | Verdict::NotNow => false,
        };
        let (_, because) = knowledge.as_seen(saying.past, &question, saying.at);
        // A signal, a limit or a check-in that is missing would be the reason instead.
        let mut granting = because.iter().filter_map(|reason| match reason {
            Reason::Grant { version, says: consent::GrantSays::Gives(_), .. } => Some(*version),
            _ => None,
        });
        let mut granting = granting.by_ref().peekable();
        if !is_within || granting.peek().is_none() {
            return Err(LifeRefusal::OutOfBounds);
        }
        let listed = (saying.world.listed)(of.version, saying.past);
        let is_listed = listed.is_some_and(|listed| of.place < listed.consequences);
        if is_listed && granting.any(|version| version == of.version) {
            Ok(())
        } else {
            Err(LifeRefusal::NotOnTheList)
        }
    }
}

/// What a direction of this person's asks of the engine.
pub fn question(by: Person, direction: &Direction) -> Question {
    Question { of: by.other(), by, area: direction.area.clone(), power: direction.power }
}

/// How such a thing can be answered.
fn replies(says: &LifeSays) -> &'static [Reply] {
    use Reply::{Done, No, NotNow, NotThis, Partly, Question, Seen, Word, Yes};
    match says {
        LifeSays::Direct(_) => &Reply::ALL,
        LifeSays::Request(_) => &[Seen, Yes, No, NotNow, Question, Word],
        LifeSays::Consequence(_) => &[Seen, Done, Partly, NotThis, Question, Word],
        LifeSays::Recognise(_)
        | LifeSays::Kept(_)
        | LifeSays::Reward(_)
        | LifeSays::Redeem(_)
        | LifeSays::Share(_) => &[Seen, Question, Word],
        LifeSays::Answer(_) | LifeSays::TakeBack(_) | LifeSays::LowCapacity(_) | LifeSays::Points(_) => &[],
    }
}

fn admit_direction(direction: &Direction) -> Result<(), LifeRefusal> {
    text(&direction.says, &direction.note)?;
    if direction.attached.len() > MOST_ATTACHED {
        return Err(LifeRefusal::TooLong);
    }
    if !direction.timing.is_sound() {
        return Err(LifeRefusal::Unsound);
    }
    let suffices = direction.power == Power::Guide || direction.power.includes(direction.needs());
    if suffices { Ok(()) } else { Err(LifeRefusal::StandsNeedsDirect) }
}

fn admit_kept(saying: Saying<'_>, kept: &Kept) -> Result<(), LifeRefusal> {
    let listed = (saying.world.listed)(kept.version, saying.past).ok_or(LifeRefusal::Unknown)?;
    let is_own = listed.holder == saying.by && kept.place < listed.responsibilities;
    if is_own { Ok(()) } else { Err(LifeRefusal::NoResponsibility) }
}

fn text(says: &str, note: &str) -> Result<(), LifeRefusal> {
    if is_blank(says) {
        return Err(LifeRefusal::Blank);
    }
    no_longer_than(says, MOST_SAID)?;
    no_longer_than(note, MOST_NOTED)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn no_longer_than(text: &str, most: usize) -> Result<(), LifeRefusal> {
    if text.chars().nth(most).is_some() { Err(LifeRefusal::TooLong) } else { Ok(()) }
}
