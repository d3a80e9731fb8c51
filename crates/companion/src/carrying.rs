//! How what lies outside of the acts travels: on a session, each in a log of its own that is opened when it is needed and closed again.
//!
//! Nothing is asked for before all that is said in its relationship has been heard on this connection: what somebody has taken back
//! meanwhile is not put there again. One part is under way at a time, so that a *stop* that is said here never waits behind a picture.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use circle::enclosed::{self, Assembly, EnclosedName, MOST_FRAMES};
use consent::Instant;
use record::RelationshipId;
use vault::Store;
use wire::{LogId, Proof, ToRelay};
use zeroize::Zeroizing;

use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::enclosing::{Placed, keep_what_came};
use crate::session::{Event, Session};
use crate::{Error, layout, randomness};

/// For so many days a log that was whole is not looked at again. A relay drops what nobody opens for a year.
const LOOKED_AT_DAYS: i64 = 60;
/// The most logs that are read or written at once, and the most that are waited for.
const MOST_AT_ONCE: usize = 8;
const MOST_AWAITED: usize = 16;
/// The most openings in [`WHILE_MILLIS`]: the relay hangs up on more than 256 within 30 seconds.
const MOST_OPENINGS: u32 = 100;
const WHILE_MILLIS: i64 = 31_000;

/// One that is under way.
struct Carrying {
    name: EnclosedName,
    relationship: RelationshipId,
    secret: [u8; 32],
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
    /// More is to be asked for than may be at once.
    has_more: bool,
    /// At this generation of the vault, with so many relationships heard out, there was nothing to ask for.
    nothing_at: Option<(u64, usize)>,
}

impl Enclosures {
    /// Whether nothing is under way but what others have to bring.
    pub(crate) fn is_idle(&self) -> bool {
        !self.has_more && self.under_way.values().all(|carrying| carrying.stage.is_waiting())
    }

    /// How many milliseconds to wait before more can be asked for, where only the pace stands in the way.
    pub(crate) fn pause(&self, now: Instant) -> Option<u64> {
        let is_still = self.under_way.values().all(|carrying| carrying.stage.is_waiting());
        let over = self.openings.0.saturating_add(WHILE_MILLIS);
        let left = over.saturating_sub(now.millis()).max(1);
        (self.has_more && is_still).then(|| left.unsigned_abs())
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
            let is_erasing = matches!(carrying.stage, Stage::Erasing { .. });
            self.done.insert((carrying.name, is_erasing));
        }
        self.request = self.request.filter(|(_, of)| *of != log);
    }

    /// One that is waited for, beside this one, where there are more of them than there may be.
    fn one_too_many(&self, but: LogId) -> Option<LogId> {
        let waiting = self.under_way.iter().filter(|(_, carrying)| carrying.stage.is_waiting());
        let others: Vec<LogId> = waiting.map(|(log, _)| *log).filter(|log| *log != but).collect();
        others.first().copied().filter(|_| others.len() >= MOST_AWAITED)
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

/// What is to be done about one.
struct Need {
    name: EnclosedName,
    relationship: RelationshipId,
    secret: [u8; 32],
    hash: [u8; 32],
    is_gone: bool,
}

impl<S: Store> Companion<S> {
    /// What is to be asked for, told and erased now.
    pub(crate) fn speak_enclosed(&self, session: &mut Session, now: Instant, messages: &mut Vec<ToRelay>) {
        let Some(nonce) = session.nonce() else { return };
        self.speak_under_way(session, messages);
        let heard = self.circles.values().filter(|circle| session.has_heard_out(circle.log.id())).count();
        let at = (self.vault.generation(), heard);
        if session.enclosures.nothing_at == Some(at) {
            return;
        }
        let needs = self.needs(session, now);
        session.enclosures.has_more = !needs.is_empty();
        if needs.is_empty() {
            session.enclosures.nothing_at = Some(at);
            return;
        }
        for need in needs {
            let under_way = &session.enclosures.under_way;
            let active = under_way.values().filter(|carrying| !carrying.stage.is_waiting()).count();
            if active >= MOST_AT_ONCE || !session.enclosures.may_open(now) {
                return;
            }
            let log = enclosed::log(&need.secret);
            let id = log.id();
            let proof = Proof::new(nonce, session.audience().clone(), id);
            messages.push(proof.open(0, |statement| log.sign(statement)));
            let stage = if need.is_gone {
                Stage::Erasing { is_asked: false }
            } else {
                Stage::Reading(Assembly::of(&need.secret, need.hash))
            };
            let Need { name, relationship, secret, .. } = need;
            let carrying = Carrying { name, relationship, secret, is_open: false, stage };
            session.enclosures.under_way.insert(id, carrying);
        }
        session.enclosures.has_more = false;
    }

    fn speak_under_way(&self, session: &mut Session, messages: &mut Vec<ToRelay>) {
        let request = session.enclosures.request;
        let is_free = request.is_none();
        let mut asked = None;
        for (log, carrying) in &mut session.enclosures.under_way {
            let (is_erasing, is_asked) =
                (matches!(carrying.stage, Stage::Erasing { .. }), request.is_some_and(|(_, of)| of == *log));
            if !is_erasing && !is_asked && !self.is_wanted(carrying.relationship, carrying.name) {
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
                    let part = enclosed::part(&carrying.secret, contents, number, &mut randomness());
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

    fn needs(&self, session: &Session, now: Instant) -> Vec<Need> {
        let of = &session.enclosures;
        let under_way: BTreeSet<EnclosedName> = of.under_way.values().map(|carrying| carrying.name).collect();
        let mut needs = Vec::new();
        let here = self.circles.values().filter(|circle| circle.relay == session.relay());
        // What somebody has taken back meanwhile is not put there again: each relationship is heard out first.
        for circle in here.filter(|circle| session.has_heard_out(circle.log.id())) {
            for (name, carried, is_gone) in circle.enclosed() {
                if of.done.contains(&(name, is_gone)) || under_way.contains(&name) {
                    continue;
                }
                let placed = self.placed.get(&name);
                let is_looked_at = |at: &Instant| now < at.plus_days(LOOKED_AT_DAYS);
                let is_needed = match placed {
                    Some(Placed::Deleted) => false,
                    Some(Placed::Whole(at)) => is_gone || !self.holds(name) || !is_looked_at(at),
                    None => true,
                };
                if !is_needed {
                    continue;
                }
                let (secret, hash) = (*carried.enclosure.secret(), *carried.enclosure.hash());
                needs.push(Need { name, relationship: circle.id, secret, hash, is_gone });
            }
        }
        // What is to go first, then what others wait for, then what this device waits for: that may never come.
        needs.sort_by_key(|need| (!need.is_gone, !self.holds(need.name)));
        needs
    }

    /// A log was opened that holds so many frames.
    pub(crate) fn enclosed_opened(session: &mut Session, log: LogId, next: u64) {
        let Some(carrying) = session.enclosures.under_way.get_mut(&log) else { return };
        carrying.is_open = true;
        // Somebody has filled it with what is none of it.
        if next > MOST_FRAMES && matches!(carrying.stage, Stage::Reading(_)) {
            session.close(log);
        }
    }

    pub(crate) async fn enclosed_frames(
        &mut self,
        session: &mut Session,
        log: LogId,
        frames: &[Vec<u8>],
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(carrying) = session.enclosures.under_way.get_mut(&log) else { return Ok(Vec::new()) };
        let most = usize::try_from(MOST_FRAMES).unwrap_or(usize::MAX);
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
        let name = carrying.name;
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
                    // All parts are there and they are not it: somebody has spoilt it.
                    session.close(log);
                } else {
                    carrying.stage = Stage::Putting { left, contents };
                }
            }
            None => {
                let none = Assembly::of(&carrying.secret, [0; 32]);
                carrying.stage = Stage::Waiting(std::mem::replace(assembly, none));
                // What is waited for in vain is not in the way of the rest; the next connection looks again.
                session.enclosures.one_too_many(log).into_iter().for_each(|log| session.close(log));
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
        let (name, relationship) = (carrying.name, carrying.relationship);
        session.close(log);
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let is_wanted = self.is_wanted(relationship, name);
            let is_new = is_wanted && !self.holds(name);
            if is_new && keep_what_came(&mut changes, name, contents).is_none() {
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
    fn is_wanted(&self, relationship: RelationshipId, name: EnclosedName) -> bool {
        let circle = self.circles.get(&relationship);
        let carried = circle.and_then(|circle| circle.fold.enclosed.get(&name).map(|of| (circle, of.act)));
        carried.is_some_and(|(circle, act)| !circle.is_gone(act))
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
        let (name, relationship) = (carrying.name, carrying.relationship);
        if left.is_empty() && self.is_wanted(relationship, name) {
            session.close(log);
            self.note(name, Placed::Whole(now)).await?;
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
        let erased = carrying.filter(|carrying| matches!(carrying.stage, Stage::Erasing { .. }));
        let erased = erased.map(|carrying| carrying.name);
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
