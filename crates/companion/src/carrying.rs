//! How what lies outside of the acts travels: on a session, each in a log of its own that is opened when it is needed and closed again.
//!
//! Nothing is asked for before all that is said in its relationship has been heard on this connection: what somebody has taken back
//! meanwhile is not put there again. One is read or written at a time, in small parts, so that a *stop* that is said here, or comes from
//! there, never waits behind a picture.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use circle::enclosed::{self, Assembly, EnclosedName};
use consent::Instant;
use record::RelationshipId;
use vault::Store;
use wire::{LogId, Proof, ToRelay};
use zeroize::Zeroizing;

use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::CircleOfTwo;
use crate::enclosing::{Carried, Kind, Known, Placed, keep_what_came};
use crate::session::{Event, Session};
use crate::{Error, layout, randomness};

/// For so many days a log that was whole is not looked at again. A relay drops what nobody opens for a year.
const LOOKED_AT_DAYS: i64 = 60;
/// The most logs that are deleted at once, and the most that are waited for.
const MOST_ERASED_AT_ONCE: usize = 8;
const MOST_AWAITED: usize = 16;
/// After so many that were looked for in vain, one after the other, nobody waits for the rest.
const MOST_VAIN: u32 = 16;
/// What is missing, and not among the newest, is looked for again after half as long as it has been missing, but not sooner and not
/// later than this.
const LOOKED_FOR: [i64; 2] = [60 * 60 * 1000, 30 * 24 * 60 * 60 * 1000];
/// The most openings in [`WHILE_MILLIS`]: the relay hangs up on more than 256 within 30 seconds.
const MOST_OPENINGS: u32 = 100;
const WHILE_MILLIS: i64 = 31_000;

/// One that is under way.
struct Carrying {
    need: Need,
    is_open: bool,
    stage: Stage,
}

enum Stage {
    /// What its log holds is read.
    Reading(Assembly),
    /// It is not whole there yet, and somebody else holds it.
    Waiting(Assembly),
    /// The numbers of parts that are put there; the first may be under way.
    Putting { left: VecDeque<usize>, contents: Zeroizing<Vec<u8>> },
    /// Its log is to go.
    Erasing { is_asked: bool },
}

impl Stage {
    fn is_waiting(&self) -> bool {
        matches!(self, Stage::Waiting(_))
    }

    fn is_erasing(&self) -> bool {
        matches!(self, Stage::Erasing { .. })
    }
}

/// What of it one connection does.
#[derive(Default)]
pub(crate) struct Enclosures {
    under_way: BTreeMap<LogId, Carrying>,
    /// Done, or given up, on this connection; and whether it was to be erased.
    done: BTreeSet<(EnclosedName, bool)>,
    /// The part that was asked to be put there.
    request: Option<(u32, LogId)>,
    /// Since when openings are counted, and how many there were.
    openings: (i64, u32),
    /// What is to be done, the most urgent first.
    queue: VecDeque<Need>,
    /// With how many acts, and how many relationships heard out, the queue was made.
    queued_at: Option<(usize, usize)>,
    /// What is waited for, but for which there was no place among [`MOST_AWAITED`]; the newest last.
    put_off: Vec<Need>,
    /// How many were looked for in vain, one after the other.
    vain: u32,
}

impl Enclosures {
    /// Whether nothing is under way but what others have to bring.
    pub(crate) fn is_idle(&self) -> bool {
        let is_awaited = |need: &Need| !need.what.is_look() || self.vain < MOST_VAIN;
        let under_way = self.under_way.values().filter(|carrying| !carrying.stage.is_waiting());
        !self.queue.front().is_some_and(is_awaited) && !under_way.map(|of| &of.need).any(is_awaited)
    }

    /// How many milliseconds to wait before more can be asked for, where only the pace stands in the way.
    pub(crate) fn pause(&self, now: Instant) -> Option<u64> {
        let is_still = self.under_way.values().all(|carrying| carrying.stage.is_waiting());
        let over = self.openings.0.saturating_add(WHILE_MILLIS);
        let left = over.saturating_sub(now.millis()).max(1);
        (!self.queue.is_empty() && is_still).then(|| left.unsigned_abs())
    }

    /// A relay has lost what it had: all is looked at anew.
    pub(crate) fn look_anew(&mut self) {
        self.queued_at = None;
        self.done.clear();
    }

    pub(crate) fn has(&self, log: LogId) -> bool {
        self.under_way.contains_key(&log)
    }

    pub(crate) fn is_of(&self, request: u32) -> bool {
        self.request.is_some_and(|(number, _)| number == request)
    }

    /// The log of a refused request, if it is one of these.
    pub(crate) fn log_of(&self, request: Option<u32>, log: Option<LogId>) -> Option<LogId> {
        let of_request = self.request.filter(|(number, _)| request == Some(*number)).map(|(_, log)| log);
        of_request.or(log).filter(|log| self.has(*log))
    }

    /// Gives one up for this connection.
    pub(crate) fn leave(&mut self, log: LogId) {
        if let Some(carrying) = self.under_way.remove(&log) {
            self.done.insert((carrying.need.name, carrying.stage.is_erasing()));
        }
        self.request = self.request.filter(|(_, of)| *of != log);
    }

    /// The oldest that is waited for, where there are more of them than there may be.
    fn one_too_many(&self) -> Option<(LogId, Need)> {
        let waiting = self.under_way.iter().filter(|(_, carrying)| carrying.stage.is_waiting());
        let oldest = waiting.clone().min_by_key(|(_, carrying)| carrying.need.newness);
        oldest.filter(|_| waiting.count() > MOST_AWAITED).map(|(log, carrying)| (*log, carrying.need))
    }

    /// What was put off is looked for again where there is a place for it.
    fn take_up(&mut self) {
        let waiting = self.under_way.values().filter(|carrying| carrying.stage.is_waiting()).count();
        if waiting < MOST_AWAITED
            && let Some(need) = self.put_off.pop()
        {
            self.done.remove(&(need.name, false));
            self.queue.push_back(need);
        }
    }

    /// Whether another one may be begun now.
    fn has_hands_for(&self, need: &Need) -> bool {
        let erasing = self.under_way.values().filter(|carrying| carrying.stage.is_erasing()).count();
        let others = |carrying: &Carrying| !carrying.stage.is_erasing() && !carrying.stage.is_waiting();
        match need.what {
            What::Erase => erasing < MOST_ERASED_AT_ONCE,
            What::Put | What::Look | What::LookAgain => !self.under_way.values().any(others),
        }
    }

    fn may_open(&mut self, now: Instant) -> bool {
        let (since, count) = self.openings;
        // A clock that was set back begins anew.
        let is_over = now.millis() < since || now.millis().saturating_sub(since) >= WHILE_MILLIS;
        let (since, count) = if is_over { (now.millis(), 0) } else { (since, count) };
        let may = count < MOST_OPENINGS;
        self.openings = (since, count.saturating_add(u32::from(may)));
        may
    }
}

/// What is to be done about one, in the order in which it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// Its log is to go.
    Erase,
    /// This device holds it; whether the relay does is to be looked at.
    Put,
    /// This device waits for it.
    Look,
    /// The same, and it was not there when it was looked for.
    LookAgain,
}

impl What {
    fn is_look(self) -> bool {
        matches!(self, What::Look | What::LookAgain)
    }
}

/// One about which something is to be done.
#[derive(Clone, Copy)]
struct Need {
    what: What,
    relationship: RelationshipId,
    name: EnclosedName,
    of: Carried,
    kind: Kind,
    /// Whether it is of one's own record, then how late it came: what is the newest is looked for first.
    newness: (bool, usize),
}

impl Need {
    fn order(&self) -> (What, Reverse<(bool, usize)>) {
        (self.what, Reverse(self.newness))
    }

    fn bytes(&self) -> usize {
        usize::try_from(self.of.enclosure.bytes()).unwrap_or(usize::MAX)
    }

    fn nothing_yet(&self) -> Assembly {
        Assembly::of(&self.of.key(), *self.of.enclosure.hash(), self.bytes())
    }
}

impl<S: Store> Companion<S> {
    /// What is to be asked for, told and erased now.
    pub(crate) fn speak_enclosed(&self, session: &mut Session, now: Instant, messages: &mut Vec<ToRelay>) {
        let Some(nonce) = session.nonce() else { return };
        self.speak_under_way(session, messages);
        self.look_what_is_needed(session, now);
        while let Some(need) = session.enclosures.queue.front().copied() {
            if !session.enclosures.has_hands_for(&need) {
                return;
            }
            let (key, is_needed) = (need.of.key(), self.is_needed(&need));
            let (log, id) = (key.log(), key.log().id());
            if is_needed && !session.enclosures.has(id) {
                if !session.enclosures.may_open(now) {
                    return;
                }
                let proof = Proof::new(nonce, session.audience().clone(), id);
                messages.push(proof.open(0, |statement| log.sign(statement)));
                let stage = match need.what {
                    What::Erase => Stage::Erasing { is_asked: false },
                    What::Put | What::Look | What::LookAgain => Stage::Reading(need.nothing_yet()),
                };
                session.enclosures.under_way.insert(id, Carrying { need, is_open: false, stage });
            }
            session.enclosures.queue.pop_front();
        }
    }

    /// Makes the queue anew where something was said, or heard out, since.
    fn look_what_is_needed(&self, session: &mut Session, now: Instant) {
        let heard = self.circles.values().filter(|circle| session.has_heard_out(circle.log.id())).count();
        let acts = self.circles.values().map(|circle| circle.record.len()).fold(0, usize::saturating_add);
        if session.enclosures.queued_at != Some((acts, heard)) {
            session.enclosures.queued_at = Some((acts, heard));
            session.enclosures.queue = self.needs(session, now);
        }
    }

    /// Whether it still stands as it did when the queue was made.
    fn is_needed(&self, need: &Need) -> bool {
        let is_deleted = matches!(self.placed.get(&need.name), Some(Placed::Deleted));
        match need.what {
            What::Erase => !is_deleted,
            What::Put => self.is_wanted(need),
            What::Look | What::LookAgain => self.is_wanted(need) && !self.holds(need.name),
        }
    }

    fn speak_under_way(&self, session: &mut Session, messages: &mut Vec<ToRelay>) {
        let request = session.enclosures.request;
        let is_free = request.is_none();
        let mut asked = None;
        for (log, carrying) in &mut session.enclosures.under_way {
            let is_asked = request.is_some_and(|(_, of)| of == *log);
            if !carrying.stage.is_erasing() && !is_asked && !self.is_wanted(&carrying.need) {
                // Taken back while it was on its way, or waited for: what is there already goes.
                carrying.stage = Stage::Erasing { is_asked: false };
            }
            match &mut carrying.stage {
                Stage::Erasing { is_asked } if carrying.is_open && !*is_asked => {
                    *is_asked = true;
                    messages.push(ToRelay::Delete { log: *log });
                }
                Stage::Putting { left, contents } if is_free && asked.is_none() => {
                    let number = left.front().copied().unwrap_or_default();
                    let part = carrying.need.of.key().part(contents, number, &mut randomness());
                    asked = part.map(|part| (*log, part));
                }
                _ => {}
            }
        }
        if let Some((log, part)) = asked {
            let request = session.next_request();
            session.enclosures.request = Some((request, log));
            let frame = wire::Frame::stored(part.frame);
            messages.push(ToRelay::Append { request, log, token: part.token, frame });
        }
    }

    fn needs(&self, session: &Session, now: Instant) -> VecDeque<Need> {
        let here = self.circles.values().filter(|circle| circle.relay == session.relay());
        // What somebody has taken back meanwhile is not put there again: each relationship is heard out first.
        let here = here.filter(|circle| session.has_heard_out(circle.log.id()));
        let mut needs: Vec<Need> = here.flat_map(|circle| self.needs_of(circle, now)).collect();
        let of = &session.enclosures;
        let under_way: BTreeSet<EnclosedName> =
            of.under_way.values().map(|carrying| carrying.need.name).collect();
        let is_done = |need: &Need| of.done.contains(&(need.name, need.what == What::Erase));
        needs.retain(|need| !is_done(need) && !under_way.contains(&need.name));
        needs.sort_by_key(Need::order);
        let mut newest = 0;
        needs.retain(|need| {
            newest += usize::from(need.what == What::LookAgain);
            need.what != What::LookAgain || newest <= MOST_AWAITED || self.is_due(need.name, now)
        });
        needs.into()
    }

    fn needs_of<'c>(&'c self, circle: &'c CircleOfTwo, now: Instant) -> impl Iterator<Item = Need> + 'c {
        // What the other has taken back, and this device never saw, their own devices delete.
        let is_to_go = |known: &Known| match self.placed.get(&known.name) {
            Some(Placed::Deleted) => false,
            Some(Placed::Whole(_) | Placed::Missing(..)) => true,
            None => known.by == circle.own(),
        };
        let gone = circle.enclosed().filter(|(_, is_gone)| *is_gone).map(|(known, _)| known);
        let gone = gone.filter(move |known| is_to_go(known)).map(|known| (known, What::Erase));
        let stands = circle.with_room().filter_map(move |known| {
            let is_held = self.holds(known.name);
            let is_whole = |at: &Instant| now < at.plus_days(LOOKED_AT_DAYS);
            match self.placed.get(&known.name) {
                Some(Placed::Deleted) => None,
                Some(Placed::Whole(at)) if is_held && is_whole(at) => None,
                // It was held, and is not there as it should be: somebody may have spoilt it.
                Some(Placed::Missing(..)) if is_held && !self.is_due(known.name, now) => None,
                _ if is_held => Some((known, What::Put)),
                Some(Placed::Missing(..)) => Some((known, What::LookAgain)),
                Some(Placed::Whole(_)) | None => Some((known, What::Look)),
            }
        });
        gone.chain(stands).map(|(known, what)| Need {
            what,
            relationship: circle.id,
            name: known.name,
            of: known.of,
            kind: known.kind,
            newness: (circle.is_own(), known.place),
        })
    }

    /// Whether it is time to look for it again.
    fn is_due(&self, name: EnclosedName, now: Instant) -> bool {
        let Some(Placed::Missing(first, last)) = self.placed.get(&name) else { return true };
        let [soonest, latest] = LOOKED_FOR;
        let missing = last.millis().saturating_sub(first.millis());
        let after = missing.checked_div(2).unwrap_or_default().clamp(soonest, latest);
        // A clock that was set back looks again.
        now < *last || now.millis().saturating_sub(last.millis()) >= after
    }

    /// A log was opened that holds so many frames.
    pub(crate) async fn enclosed_opened(
        &mut self,
        session: &mut Session,
        log: LogId,
        next: u64,
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(carrying) = session.enclosures.under_way.get_mut(&log) else { return Ok(Vec::new()) };
        carrying.is_open = true;
        let most = u64::try_from(enclosed::numbers(carrying.need.bytes()).len()).unwrap_or(u64::MAX);
        // Somebody has filled it with what is none of it.
        if next > most && matches!(carrying.stage, Stage::Reading(_)) {
            self.spoilt(session, log, now).await?;
        }
        Ok(Vec::new())
    }

    /// What lies there is not it, and nothing can be put beside it.
    async fn spoilt(&mut self, session: &mut Session, log: LogId, now: Instant) -> Result<(), Error> {
        let name = session.enclosures.under_way.get(&log).map(|carrying| carrying.need.name);
        session.close(log);
        self.missing(name, now).await
    }

    async fn missing(&mut self, name: Option<EnclosedName>, now: Instant) -> Result<(), Error> {
        let Some(name) = name else { return Ok(()) };
        let first = match self.placed.get(&name) {
            Some(Placed::Missing(first, _)) => *first.min(&now),
            _ => now,
        };
        self.note(name, Placed::Missing(first, now)).await
    }

    pub(crate) async fn enclosed_frames(
        &mut self,
        session: &mut Session,
        log: LogId,
        frames: &[Vec<u8>],
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(carrying) = session.enclosures.under_way.get_mut(&log) else { return Ok(Vec::new()) };
        let most = enclosed::numbers(carrying.need.bytes()).len();
        let (assembly, is_waiting) = match &mut carrying.stage {
            Stage::Reading(assembly) => (assembly, false),
            Stage::Waiting(assembly) => (assembly, true),
            Stage::Putting { .. } | Stage::Erasing { .. } => return Ok(Vec::new()),
        };
        frames.iter().take(most).for_each(|frame| assembly.take(frame));
        match is_waiting.then(|| assembly.whole()).flatten() {
            Some(contents) => self.enclosed_came(session, log, &contents, now).await,
            None => Ok(Vec::new()),
        }
    }

    /// All that a log holds has been read.
    pub(crate) async fn enclosed_caught_up(
        &mut self,
        session: &mut Session,
        log: LogId,
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(carrying) = session.enclosures.under_way.get(&log) else { return Ok(Vec::new()) };
        let Stage::Reading(assembly) = &carrying.stage else { return Ok(Vec::new()) };
        let name = carrying.need.name;
        if let Some(contents) = assembly.whole() {
            return self.enclosed_came(session, log, &contents, now).await;
        }
        let contents = match self.contents_bytes(name).await {
            // What is damaged on this device is in nobody's way; the vault names it when it is looked over.
            Err(Error::Vault(vault::Error::Damaged { .. })) => {
                session.close(log);
                return Ok(Vec::new());
            }
            other => other?,
        };
        let Some(carrying) = session.enclosures.under_way.get_mut(&log) else { return Ok(Vec::new()) };
        let Stage::Reading(assembly) = &mut carrying.stage else { return Ok(Vec::new()) };
        match contents {
            Some(contents) => {
                let numbers = enclosed::numbers(contents.len());
                let left: VecDeque<usize> = numbers.filter(|number| !assembly.has(*number)).collect();
                if left.is_empty() {
                    // All parts are there and they are not it.
                    self.spoilt(session, log, now).await?;
                } else {
                    carrying.stage = Stage::Putting { left, contents };
                }
            }
            None => {
                let none = carrying.need.nothing_yet();
                carrying.stage = Stage::Waiting(std::mem::replace(assembly, none));
                session.enclosures.vain = session.enclosures.vain.saturating_add(1);
                // What is waited for in vain is not in the way of what is newer.
                if let Some((log, need)) = session.enclosures.one_too_many() {
                    session.close(log);
                    session.enclosures.put_off.push(need);
                    session.enclosures.put_off.sort_by_key(|need| need.newness);
                }
                self.missing(Some(name), now).await?;
            }
        }
        Ok(Vec::new())
    }

    /// Keeps what is whole now, and notes that the relay has it.
    async fn enclosed_came(
        &mut self,
        session: &mut Session,
        log: LogId,
        contents: &[u8],
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(carrying) = session.enclosures.under_way.get(&log) else { return Ok(Vec::new()) };
        let need = carrying.need;
        let Need { name, relationship, .. } = need;
        session.close(log);
        session.enclosures.vain = 0;
        session.enclosures.take_up();
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let is_wanted = self.is_wanted(&need);
            let is_new = is_wanted && !self.holds(name);
            if is_new && keep_what_came(&mut changes, name, need.kind, contents).is_none() {
                // Of another kind than its act says. It will never be it.
                self.missing(Some(name), now).await?;
                return Ok(Vec::new());
            }
            if is_wanted {
                changes.put(layout::PLACED, &name.0, layout::encode(&Placed::Whole(now)));
            }
            if self.commit(&changes).await? {
                let event = is_new.then_some(Event::Enclosed { relationship });
                return Ok(event.into_iter().collect());
            }
        }
        Err(Error::Crowded)
    }

    /// Whether the act that carries it still stands: somebody may have taken it back meanwhile.
    fn is_wanted(&self, need: &Need) -> bool {
        self.circles.get(&need.relationship).is_some_and(|circle| !circle.is_gone(need.of.act))
    }

    /// The relay has taken a part.
    pub(crate) async fn enclosed_appended(
        &mut self,
        session: &mut Session,
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some((_, log)) = session.enclosures.request.take() else { return Ok(Vec::new()) };
        let Some(carrying) = session.enclosures.under_way.get_mut(&log) else { return Ok(Vec::new()) };
        let Stage::Putting { left, .. } = &mut carrying.stage else { return Ok(Vec::new()) };
        left.pop_front();
        let need = carrying.need;
        if left.is_empty() && self.is_wanted(&need) {
            session.close(log);
            self.note(need.name, Placed::Whole(now)).await?;
        }
        Ok(Vec::new())
    }

    /// A log is no more: as was asked, or somebody else did it.
    pub(crate) async fn enclosed_deleted(
        &mut self,
        session: &mut Session,
        log: LogId,
    ) -> Result<Vec<Event>, Error> {
        let carrying = session.enclosures.under_way.get(&log);
        let erased = carrying.filter(|carrying| carrying.stage.is_erasing());
        let erased = erased.map(|carrying| carrying.need.name);
        session.enclosures.leave(log);
        if let Some(name) = erased {
            self.note(name, Placed::Deleted).await?;
        }
        Ok(Vec::new())
    }

    async fn note(&mut self, name: EnclosedName, placed: Placed) -> Result<(), Error> {
        let mut changes = Changes::default();
        changes.put(layout::PLACED, &name.0, layout::encode(&placed));
        self.keep(&changes).await
    }
}
