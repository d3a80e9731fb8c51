//! One's own record: what one keeps of a check-in, what one guessed, one's own lists. Only one's own devices are in it, and what is
//! in it leaves no trace in any shared one.
//!
//! A check-in says in the shared record that it has happened, and what one shares of it; what one keeps goes into one's own, in the same
//! transaction, so that no crash leaves one without the other.

use std::collections::{BTreeMap, BTreeSet};

use consent::beside::Beside;
use consent::{ActId, Instant, Person, Says, Zone};
use life::Day;
use record::RelationshipId;
use reflect::keeps::{About, Guess, Keeps, KeptAnswers, Own};
use reflect::{Answers, Field};
use vault::Store;

use crate::Error;
use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox};
use crate::fold::{act_id, person};

/// A check-in as one person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckInLine {
    /// The `check-in`.
    pub id: ActId,
    /// Whose.
    pub by: Person,
    /// When.
    pub at: Instant,
    /// What was shared of it.
    pub shared: Answers,
    /// What one kept oneself. Of the other's check-ins nobody knows whether anything was.
    pub kept: Answers,
    /// What one guessed of the other's, before one saw it.
    pub guess: Option<Answers>,
}

/// What goes into a check-in.
#[derive(Clone, Debug, Default)]
pub struct CheckingIn {
    /// The answers.
    pub answers: Answers,
    /// The fields that one shares. All others are kept.
    pub shared: BTreeSet<Field>,
}

impl<S: Store> Companion<S> {
    /// Checks in.
    ///
    /// # Errors
    /// [`Error::Refused`]; the vault's; then nothing has changed.
    pub async fn check_in(
        &mut self,
        relationship: RelationshipId,
        checking: CheckingIn,
        now: Instant,
    ) -> Result<ActId, Error> {
        let (shared, kept) = checking.answers.divide(&checking.shared);
        let body = shared.behind(&Says::CheckIn);
        let admitted = |circle: &CircleOfTwo, past: &consent::Past| {
            Ok(circle.knowledge().would_admit(circle.own(), now, past, &Says::CheckIn)?)
        };
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            let id = self.signing(relationship, &body, now, &admitted, &mut outbox)?;
            if !kept.is_empty() {
                let about = About::new(relationship.0);
                let kept = Keeps::Answers(KeptAnswers { about, check_in: id, answers: kept.clone() });
                self.keeping(&kept, now, &mut outbox)?;
            }
            if self.commit(&changes).await? {
                return Ok(id);
            }
        }
        Err(Error::Crowded)
    }

    /// Keeps what one guesses that the other answered, before one sees it. A guess is made once.
    ///
    /// # Errors
    /// [`Error::NothingToGuess`] of one's own check-in, of one that is not known, or where there is a guess; the vault's.
    pub async fn guess(
        &mut self,
        relationship: RelationshipId,
        check_in: ActId,
        answers: Answers,
        now: Instant,
    ) -> Result<(), Error> {
        let own = self.circle(relationship)?.own();
        let lines = self.check_ins(relationship)?;
        let line = lines.into_iter().find(|line| line.id == check_in);
        if line.is_none_or(|line| line.by == own || line.guess.is_some()) {
            return Err(Error::NothingToGuess);
        }
        let about = About::new(relationship.0);
        self.keep_for_oneself(&Keeps::Guess(Guess { about, check_in, answers }), now).await
    }

    /// Writes a list of one's own anew.
    ///
    /// # Errors
    /// Those of an act.
    pub async fn write_list(&mut self, list: Own, lines: Vec<String>, now: Instant) -> Result<(), Error> {
        let lines = lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
        self.keep_for_oneself(&Keeps::List(list, lines.collect()), now).await
    }

    /// A list of one's own.
    ///
    /// # Errors
    /// [`Error::NotLetIn`].
    pub fn list(&self, list: Own) -> Result<Vec<String>, Error> {
        Ok(list_of(self.circle(self.own_record()?)?, list))
    }

    /// Check-ins of both, the newest first, as one's own person sees them.
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn check_ins(&self, relationship: RelationshipId) -> Result<Vec<CheckInLine>, Error> {
        Ok(self.looking(relationship)?.check_ins())
    }

    /// Both records that one's own person looks at: what is shared, and what is one's own.
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn looking(&self, relationship: RelationshipId) -> Result<Looking<'_>, Error> {
        let own = self.own_record().ok().and_then(|own| self.circle(own).ok());
        Ok(Looking { circle: self.circle(relationship)?, own, circles: &self.circles })
    }

    pub(crate) async fn keep_for_oneself(&mut self, keeps: &Keeps, now: Instant) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            self.keeping(keeps, now, &mut outbox)?;
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// An act of one's own record, among changes that are still to be committed.
    pub(crate) fn keeping(&self, keeps: &Keeps, now: Instant, outbox: &mut Outbox<'_>) -> Result<(), Error> {
        let own = self.own_record()?;
        self.signing(own, &keeps.to_bytes(), now, &|_, _| Ok(()), outbox).map(|_| ())
    }
}

/// How long before now a moment may have begun of which one still takes care: a day, and three days.
const AFTERCARE_DAYS: i64 = 4;

/// What one may want after a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aftercare {
    /// Which list.
    pub list: Own,
    /// When the moment ended.
    pub ended: Instant,
    /// What is on it; it may be empty.
    pub lines: Vec<String>,
}

/// What one's own person looks at: the shared record, and one's own, where there is one.
#[derive(Clone, Copy)]
pub struct Looking<'c> {
    /// The relationship.
    pub circle: &'c CircleOfTwo,
    pub(crate) own: Option<&'c CircleOfTwo>,
    pub(crate) circles: &'c BTreeMap<RelationshipId, CircleOfTwo>,
}

impl<'c> Looking<'c> {
    /// How many acts there are in both, and how many pages are held: when either is another number, something is there to be looked
    /// at anew.
    pub fn holds(self) -> (usize, usize) {
        let acts = self.circle.record.len().saturating_add(self.own.map_or(0, |own| own.record.len()));
        (acts, self.circle.written.len())
    }

    /// Check-ins of both, the newest first.
    pub fn check_ins(self) -> Vec<CheckInLine> {
        let about = About::new(self.circle.id.0);
        let (mut kept, mut guesses) = (BTreeMap::new(), BTreeMap::new());
        for keeps in self.kept() {
            match keeps {
                Keeps::Answers(of) if of.about == about => {
                    kept.insert(of.check_in, of.answers.clone());
                }
                // The first guess: what comes after one has seen it is none.
                Keeps::Guess(of) if of.about == about => {
                    guesses.entry(of.check_in).or_insert_with(|| of.answers.clone());
                }
                _ => {}
            }
        }
        let circle = self.circle;
        let line = |id: &record::ActId| {
            let entry = circle.record.get(*id)?;
            let (id, by) = (act_id(entry.id()), person(entry.person()));
            Some(CheckInLine {
                id,
                by,
                at: circle.fold.instant(entry),
                shared: circle.words_of(id).unwrap_or_default(),
                kept: kept.remove(&id).unwrap_or_default(),
                guess: guesses.remove(&id),
            })
        };
        let mut lines: Vec<CheckInLine> = circle.fold.check_ins.iter().filter_map(line).collect();
        lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.id)));
        lines
    }

    /// A list of one's own.
    pub fn list(self, list: Own) -> Vec<String> {
        self.own.map(|own| list_of(own, list)).unwrap_or_default()
    }

    /// What does one good after the last moment, by one's own list: at once, the next day, the third day; on the wall clock of this
    /// zone. Nothing while a moment is open, and nothing later.
    pub fn aftercare(self, now: Instant, zone: &Zone) -> Option<Aftercare> {
        let moments = self.circle.knowledge().moments_since(now.plus_days(-AFTERCARE_DAYS), now);
        let ended = moments.iter().map(|moment| moment.ends).max().filter(|ended| *ended <= now)?;
        let day = |at: Instant| Day::of(zone.local(at).date());
        let list = match day(ended).until(day(now)) {
            0 => Own::AtOnce,
            1 => Own::NextDay,
            2 => Own::ThirdDay,
            _ => return None,
        };
        Some(Aftercare { list, ended, lines: self.list(list) })
    }

    /// What one keeps for oneself, in the order that all one's devices have.
    pub(crate) fn kept(self) -> Vec<&'c Keeps> {
        self.own.map(kept_in).unwrap_or_default()
    }
}

fn list_of(own: &CircleOfTwo, list: Own) -> Vec<String> {
    let mut of_it = kept_in(own).into_iter().filter_map(|keeps| match keeps {
        Keeps::List(of, lines) if *of == list => Some(lines.clone()),
        _ => None,
    });
    of_it.next_back().unwrap_or_default()
}

pub(crate) fn kept_in(own: &CircleOfTwo) -> Vec<&Keeps> {
    let mut kept: Vec<&(record::ActId, Keeps)> = own.fold.kept.iter().collect();
    kept.sort_by_key(|(id, _)| (own.record.get(*id).map(record::Entry::height), *id));
    kept.into_iter().map(|(_, keeps)| keeps).collect()
}
