//! One connection to the relay, without a socket: what comes goes to [`Companion::hear`], what is to be sent comes from
//! [`Companion::speak`]. Whoever has the socket calls `speak` after connecting, after each `hear`, and whenever something
//! was said on this device.

use std::collections::{BTreeMap, BTreeSet};

use circle::{Rendezvous, Standing};
use consent::Instant;
use record::RelationshipId;
use vault::Store;
use wire::{Audience, ErrorCode, Incarnation, LogId, Nonce, Proof, ToDevice, ToRelay, Token};

use crate::Error;
use crate::begin::{Companion, PATIENCE, relay_address};
use crate::carrying::Enclosures;
use crate::changes::Changes;
use crate::circle_of_two::Outbox;
use crate::layout::{self, Cursor, OutgoingKey};

/// What came of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Acts of this relationship came, from the other person or another device.
    Acts {
        /// Which relationship.
        relationship: RelationshipId,
        /// How many.
        count: usize,
    },
    /// A relationship has begun.
    Began {
        /// Which.
        relationship: RelationshipId,
    },
    /// This new device was let in by an older one of the same person.
    LetIn,
    /// How a followed or given invitation stands.
    Meeting(Standing),
    /// An invitation was answered with other keys than it was offered with; nothing has begun.
    NotAsOffered,
    /// All that the log of this relationship holds has been read.
    CaughtUp {
        /// Which relationship.
        relationship: RelationshipId,
    },
    /// Frames of this relationship could not be read.
    Unreadable {
        /// Which relationship.
        relationship: RelationshipId,
        /// How many.
        count: usize,
    },
    /// Something came that lies outside of the acts: a page, or what is attached.
    Enclosed {
        /// Of which relationship.
        relationship: RelationshipId,
    },
    /// Everything that the recovery words lead to has come, and this is a device of that person's from now on.
    Recovered,
    /// At this relay nothing is known of the person whose recovery words these are.
    NothingThere,
    /// The relay had lost frames of this relationship; this device puts them there again.
    RelayLost {
        /// Which relationship.
        relationship: RelationshipId,
    },
    /// The relay refused something.
    Trouble(ErrorCode),
}

/// The most frames of a meeting that are looked at: an offer, a join and an answer are enough.
const MAX_MEETING: usize = 64;
/// How often a log is read anew on one connection: a relay that loses it time and again is left alone for a while.
const MAX_ANEW: u8 = 4;

/// A log that was asked for on this connection.
#[derive(Default)]
struct Asked {
    /// The relay has said how it stands.
    is_open: bool,
    /// The lowest number that the relay holds.
    first: u64,
    caught_up: bool,
    /// Its deletion was asked for.
    is_going: bool,
    /// The relay takes no more frames of it on this connection.
    is_full: bool,
}

/// One connection.
pub struct Session {
    relay: String,
    audience: Audience,
    nonce: Option<Nonce>,
    logs: BTreeMap<LogId, Asked>,
    /// Logs to close, to be read anew from another place.
    again: BTreeSet<LogId>,
    /// How often a log was read anew.
    anew: BTreeMap<LogId, u8>,
    meetings: BTreeMap<LogId, Vec<Rendezvous>>,
    /// Appends under way, with their tokens: a number in the outbox is used again, once its frame is gone from it.
    requests: BTreeMap<u32, (OutgoingKey, Token)>,
    next_request: u32,
    /// What lies outside of the acts.
    pub(crate) enclosures: Enclosures,
}

impl Session {
    /// A connection to the relay at this address.
    ///
    /// # Errors
    /// [`Error::Relay`].
    pub fn new(relay: &str) -> Result<Session, Error> {
        let relay = relay_address(relay)?;
        let host = relay.split_once("://").map_or("", |(_, host)| host).split('/').next().unwrap_or_default();
        let audience = Audience::new(host).map_err(|_| Error::Relay(relay.clone()))?;
        Ok(Session {
            audience,
            relay,
            nonce: None,
            logs: BTreeMap::new(),
            again: BTreeSet::new(),
            anew: BTreeMap::new(),
            meetings: BTreeMap::new(),
            requests: BTreeMap::new(),
            next_request: 0,
            enclosures: Enclosures::default(),
        })
    }

    /// Where its WebSocket is: the relay's address with `ws` for `http`, and `/relay`.
    pub fn websocket(&self) -> String {
        format!("{}/relay", self.relay.replacen("http", "ws", 1))
    }

    /// Whether every log that was asked for has been read to its end.
    pub fn is_caught_up(&self) -> bool {
        self.nonce.is_some() && self.logs.values().all(|log| log.caught_up || log.is_full)
    }

    /// Whether nothing is under way but what others have to bring.
    pub fn is_idle(&self) -> bool {
        self.requests.is_empty() && self.enclosures.is_idle()
    }

    /// For how many milliseconds this connection rests, so as not to ask too fast: then [`Companion::speak`] has more to say.
    pub fn pause(&self, now: Instant) -> Option<u64> {
        self.enclosures.pause(now).filter(|_| self.is_caught_up() && self.requests.is_empty())
    }

    /// Whether all that this log held has been read on this connection.
    pub(crate) fn has_heard_out(&self, log: LogId) -> bool {
        self.logs.get(&log).is_some_and(|asked| asked.caught_up)
    }

    pub(crate) fn nonce(&self) -> Option<Nonce> {
        self.nonce
    }

    pub(crate) fn audience(&self) -> &Audience {
        &self.audience
    }

    pub(crate) fn relay(&self) -> &str {
        &self.relay
    }

    pub(crate) fn next_request(&mut self) -> u32 {
        let request = self.next_request;
        self.next_request = self.next_request.wrapping_add(1);
        request
    }

    /// Closes the log of something that lies outside of the acts.
    pub(crate) fn close(&mut self, log: LogId) {
        self.enclosures.leave(log);
        self.again.insert(log);
    }

    /// Whether the relay refused something on this connection that will not go away by waiting.
    pub fn is_refused(&self) -> bool {
        self.logs.values().any(|log| log.is_full)
    }

    /// Forgets what was asked of a log, so that it is asked for again; too often, and it is left alone on this connection.
    fn ask_anew(&mut self, log: LogId) -> Vec<Event> {
        self.requests.retain(|_, (key, _)| key.log != log);
        let times = self.anew.entry(log).or_default();
        *times = times.saturating_add(1);
        if *times <= MAX_ANEW {
            self.logs.remove(&log);
            return Vec::new();
        }
        self.logs.insert(log, Asked { is_full: true, ..Asked::default() });
        vec![Event::Trouble(ErrorCode::Unavailable)]
    }

    /// The same, of a log that the relay still has open on this connection.
    pub(crate) fn close_and_ask_anew(&mut self, log: LogId) -> Vec<Event> {
        self.again.insert(log);
        self.ask_anew(log)
    }
}

impl<S: Store> Companion<S> {
    /// The relays that this device has something at: its own, and those of its relationships and meetings.
    pub fn relays(&self) -> BTreeSet<String> {
        let circles = self.circles.values().map(|circle| circle.relay.clone());
        let meetings = self.meetings.values().filter_map(|meeting| self.meeting_relay(meeting));
        let sought = self.sought().map(|_| self.profile.relay.clone());
        circles.chain(meetings).chain(sought).collect()
    }

    /// How many frames wait for the relay of this connection.
    pub fn unsent_at(&self, session: &Session) -> usize {
        let at = |log: LogId| {
            let circle = self.circles.values().find(|circle| circle.log.id() == log);
            let relay = circle.map(|circle| circle.relay.clone());
            relay.or_else(|| self.meetings.get(&log).and_then(|meeting| self.meeting_relay(meeting)))
        };
        self.outbox.keys().filter(|key| at(key.log).is_some_and(|relay| relay == session.relay)).count()
    }

    /// What is to be sent now. Each message comes once.
    pub fn speak(&self, session: &mut Session, now: Instant) -> Vec<ToRelay> {
        let Some(nonce) = session.nonce else { return Vec::new() };
        let mut messages: Vec<ToRelay> =
            std::mem::take(&mut session.again).into_iter().map(|log| ToRelay::Close { log }).collect();
        for (log, from) in self.wanted(session) {
            let Some(secret) = self.log_of(log) else { continue };
            let proof = Proof::new(nonce, session.audience.clone(), log);
            messages.push(proof.open(from, |statement| secret.sign(statement)));
            session.logs.insert(log, Asked::default());
        }
        for (log, meeting) in &self.meetings {
            let read = session.logs.get_mut(log).filter(|asked| asked.caught_up && !asked.is_going);
            if let Some(asked) = read.filter(|_| Self::is_past(meeting, now)) {
                asked.is_going = true;
                messages.push(ToRelay::Delete { log: *log });
            }
        }
        self.speak_outbox(session, &mut messages);
        self.speak_enclosed(session, now, &mut messages);
        messages
    }

    fn speak_outbox(&self, session: &mut Session, messages: &mut Vec<ToRelay>) {
        let under_way: BTreeSet<OutgoingKey> = session.requests.values().map(|(key, _)| *key).collect();
        for (key, outgoing) in &self.outbox {
            let takes = session.logs.get(&key.log).is_some_and(|asked| asked.is_open && !asked.is_full);
            if !takes || under_way.contains(key) {
                continue;
            }
            let request = session.next_request();
            session.requests.insert(request, (*key, outgoing.token));
            let frame = wire::Frame::stored(outgoing.frame.clone());
            messages.push(ToRelay::Append { request, log: key.log, token: outgoing.token, frame });
        }
    }

    /// Logs at this relay that the connection has not asked for, and where to read them from.
    fn wanted(&self, session: &Session) -> Vec<(LogId, u64)> {
        let circles = self.circles.values().filter(|circle| circle.relay == session.relay);
        let circles = circles.map(|circle| circle.log.id());
        let meetings = self.meetings.iter();
        let meetings =
            meetings.filter(|(_, meeting)| self.meeting_relay(meeting).as_ref() == Some(&session.relay));
        let from = |log: LogId| (log, self.cursors.get(&log).map_or(0, |cursor| cursor.next));
        let circles: Vec<(LogId, u64)> = circles.map(from).collect();
        // The few frames of a meeting are read from the first on, each time.
        let meetings = meetings.map(|(log, _)| (*log, 0));
        let sought = self.sought().filter(|_| self.profile.relay == session.relay).map(|log| (log.id(), 0));
        let all = circles.into_iter().chain(meetings).chain(sought);
        all.filter(|(log, _)| !session.logs.contains_key(log)).collect()
    }

    /// Takes in what the relay said.
    ///
    /// # Errors
    /// The vault's. What the relay said wrongly is an event, not an error.
    pub async fn hear(
        &mut self,
        session: &mut Session,
        message: ToDevice,
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let events = self.take(session, message, now).await?;
        if events.iter().any(|event| matches!(event, Event::Began { .. })) {
            self.keep_keys(now).await?;
        }
        Ok(events)
    }

    async fn take(
        &mut self,
        session: &mut Session,
        message: ToDevice,
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        match message {
            ToDevice::Challenge { version, nonce } if version == wire::VERSION => {
                session.nonce = Some(nonce);
                self.keep_keys(now).await?;
                Ok(Vec::new())
            }
            ToDevice::Challenge { .. } => Ok(vec![Event::Trouble(ErrorCode::UnsupportedVersion)]),
            ToDevice::Opened { log, next, .. } if session.enclosures.has(log) => {
                self.enclosed_opened(session, log, next, now).await
            }
            ToDevice::Opened { log, incarnation, first, next, .. } => {
                let asked = session.logs.get_mut(&log).filter(|asked| !asked.is_open && !asked.is_full);
                let Some(asked) = asked else { return Ok(Vec::new()) };
                (asked.is_open, asked.first) = (true, first);
                self.opened(session, log, incarnation, next).await
            }
            ToDevice::Frames { log, incarnation, from, frames } => {
                let frames: Vec<Vec<u8>> = frames.into_iter().map(wire::Frame::into_bytes).collect();
                if session.enclosures.has(log) {
                    return self.enclosed_frames(session, log, &frames, now).await;
                }
                self.frames(session, log, incarnation, from, &frames, now).await
            }
            ToDevice::CaughtUp { log, .. } if session.enclosures.has(log) => {
                self.enclosed_caught_up(session, log, now).await
            }
            ToDevice::CaughtUp { log, .. } => self.caught_up(session, log, now).await,
            ToDevice::Appended { request, .. } if session.enclosures.is_of(request) => {
                self.enclosed_appended(session, now).await
            }
            ToDevice::Appended { request, incarnation, seq, .. } => {
                self.appended(session, request, incarnation, seq).await
            }
            ToDevice::Deleted { log } if session.enclosures.has(log) => {
                self.enclosed_deleted(session, log).await
            }
            ToDevice::Deleted { log } => self.deleted(session, log).await,
            ToDevice::Error { code, request, log } => Ok(refused(session, code, request, log)),
        }
    }

    /// A log that is not the one that was read before is read from its beginning, and all is put there again.
    async fn opened(
        &mut self,
        session: &mut Session,
        log: LogId,
        incarnation: Option<Incarnation>,
        next: u64,
    ) -> Result<Vec<Event>, Error> {
        let Some(relationship) = self.relationship_of(log) else {
            session.meetings.insert(log, Vec::new());
            return Ok(Vec::new());
        };
        if !self.cursors.get(&log).is_some_and(|cursor| cursor.is_ahead_of(incarnation, next)) {
            return Ok(Vec::new());
        }
        // Asked for again, from its beginning; what is still under way from this opening is passed over.
        let trouble = session.close_and_ask_anew(log);
        if !trouble.is_empty() {
            return Ok(trouble);
        }
        self.put_again(relationship, log, incarnation).await?;
        session.enclosures.look_anew();
        Ok(vec![Event::RelayLost { relationship }])
    }

    async fn put_again(
        &mut self,
        relationship: RelationshipId,
        log: LogId,
        incarnation: Option<Incarnation>,
    ) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let cursor = Cursor { incarnation, ..Cursor::default() };
            changes.put(layout::CURSORS, &log.0, layout::encode(&cursor));
            for key in self.outbox.keys().filter(|key| key.log == log) {
                changes.remove(layout::OUTBOX, &key.to_bytes());
            }
            // Whether it has what lies outside of the acts is looked at anew, too; and whether it has what was erased.
            for (known, _) in self.circle(relationship)?.enclosed() {
                changes.remove(layout::PLACED, &known.name.0);
            }
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            self.circle(relationship)?.send_all(&self.own, &mut outbox);
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    async fn frames(
        &mut self,
        session: &mut Session,
        log: LogId,
        incarnation: Incarnation,
        from: u64,
        frames: &[Vec<u8>],
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(asked) = session.logs.get(&log).filter(|asked| asked.is_open) else { return Ok(Vec::new()) };
        match self.relationship_of(log) {
            Some(_) if from > asked.first && self.is_gap(log, incarnation, from) => {
                Ok(session.close_and_ask_anew(log))
            }
            Some(relationship) => {
                let end = from.saturating_add(u64::try_from(frames.len()).unwrap_or(u64::MAX));
                self.arrive(relationship, frames, incarnation, end).await
            }
            None if self.sought().is_some_and(|secret| secret.id() == log) => {
                self.sought_frames(session, log, frames).await
            }
            None => self.meeting_frames(session, log, frames, now).await,
        }
    }

    /// Whether frames that begin here leave some out between those that were read and themselves. There may be a no.
    fn is_gap(&self, log: LogId, incarnation: Incarnation, from: u64) -> bool {
        let cursor = self.cursors.get(&log).copied().unwrap_or_default();
        let is_same = cursor.incarnation.is_none_or(|known| known == incarnation);
        is_same && from > cursor.next
    }

    async fn meeting_frames(
        &mut self,
        session: &mut Session,
        log: LogId,
        frames: &[Vec<u8>],
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(secret) = self.log_of(log) else { return Ok(Vec::new()) };
        let read = session.meetings.entry(log).or_default();
        for frame in frames.iter().take(MAX_MEETING.saturating_sub(read.len())) {
            let said = secret.unframe(frame).ok().and_then(|bytes| Rendezvous::from_bytes(&bytes));
            read.extend(said.filter(|said| !read.contains(said)));
        }
        if session.logs.get(&log).is_some_and(|asked| asked.caught_up) {
            let read = read.clone();
            return self.meet(log, &read, now).await;
        }
        Ok(Vec::new())
    }

    async fn caught_up(
        &mut self,
        session: &mut Session,
        log: LogId,
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        let Some(asked) = session.logs.get_mut(&log).filter(|asked| asked.is_open) else {
            return Ok(Vec::new());
        };
        asked.caught_up = true;
        if let Some(relationship) = self.relationship_of(log) {
            let mut events = vec![Event::CaughtUp { relationship }];
            events.extend(self.read_to_its_end(log, now).await?);
            return Ok(events);
        }
        if self.sought().is_some_and(|secret| secret.id() == log) {
            return self.read_to_its_end(log, now).await;
        }
        let read = session.meetings.get(&log).cloned().unwrap_or_default();
        self.meet(log, &read, now).await
    }

    async fn appended(
        &mut self,
        session: &mut Session,
        request: u32,
        incarnation: Incarnation,
        seq: u64,
    ) -> Result<Vec<Event>, Error> {
        let Some((key, token)) = session.requests.remove(&request) else { return Ok(Vec::new()) };
        for _ in 0..PATIENCE {
            // Another process may have heard the same, and have put another frame in its place since.
            if self.outbox.get(&key).is_none_or(|outgoing| outgoing.token != token) {
                return Ok(Vec::new());
            }
            let mut changes = Changes::default();
            changes.remove(layout::OUTBOX, &key.to_bytes());
            if self.relationship_of(key.log).is_some() {
                let cursor = self.cursors.get(&key.log).copied().unwrap_or_default();
                let cursor = cursor.after(incarnation, 0, Some(seq.saturating_add(1)));
                changes.put(layout::CURSORS, &key.log.0, layout::encode(&cursor));
            }
            if self.commit(&changes).await? {
                return Ok(Vec::new());
            }
        }
        Err(Error::Crowded)
    }

    /// A log that somebody deleted is asked for again at once, and what belongs there is put there anew: only so is a no
    /// heard that is said from now on.
    async fn deleted(&mut self, session: &mut Session, log: LogId) -> Result<Vec<Event>, Error> {
        if self.meetings.get(&log).is_some_and(Self::is_over) {
            self.forget_meeting(log).await?;
        }
        if session.logs.contains_key(&log) { Ok(session.ask_anew(log)) } else { Ok(Vec::new()) }
    }

    pub(crate) fn relationship_of(&self, log: LogId) -> Option<RelationshipId> {
        self.circles.values().find(|circle| circle.log.id() == log).map(|circle| circle.id)
    }
}

/// What the relay refused is tried again where that can help: after the log is opened again, or on the next connection.
fn refused(session: &mut Session, code: ErrorCode, request: Option<u32>, log: Option<LogId>) -> Vec<Event> {
    if let Some(log) = session.enclosures.log_of(request, log) {
        // It may be open still: left so, it would count among those that may be.
        session.close(log);
        return vec![Event::Trouble(code)];
    }
    let key = request.and_then(|request| session.requests.remove(&request)).map(|(key, _)| key);
    let log = log.or(key.map(|key| key.log)).filter(|log| session.logs.contains_key(log));
    let trouble = match (code, log) {
        (ErrorCode::NotOpened, Some(log)) => session.ask_anew(log),
        // It is another log than the one that was opened, and is still open.
        (ErrorCode::Gone, Some(log)) => session.close_and_ask_anew(log),
        (ErrorCode::AlreadyOpen, _) => return Vec::new(),
        (_, Some(log)) => {
            if let Some(asked) = session.logs.get_mut(&log) {
                asked.is_full = true;
            }
            Vec::new()
        }
        (_, None) => Vec::new(),
    };
    if trouble.is_empty() { vec![Event::Trouble(code)] } else { trouble }
}
