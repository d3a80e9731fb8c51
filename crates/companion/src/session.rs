//! One connection to the relay, without a socket: what comes goes to [`Companion::hear`], what is to be sent comes from
//! [`Companion::speak`]. Whoever has the socket calls `speak` after connecting, after each `hear`, and whenever something
//! was said on this device.

use std::collections::{BTreeMap, BTreeSet};

use circle::{Rendezvous, Standing};
use consent::Instant;
use record::RelationshipId;
use vault::Store;
use wire::{Audience, ErrorCode, Incarnation, LogId, Nonce, Proof, ToDevice, ToRelay};

use crate::Error;
use crate::begin::{Companion, PATIENCE, relay_address};
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
    /// The relay had lost frames of this relationship; this device puts them there again.
    RelayLost {
        /// Which relationship.
        relationship: RelationshipId,
    },
    /// The relay refused something.
    Trouble(ErrorCode),
}

/// A log that was asked for on this connection.
#[derive(Default)]
struct Asked {
    /// The relay has said how it stands.
    is_open: bool,
    caught_up: bool,
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
    meetings: BTreeMap<LogId, Vec<Rendezvous>>,
    requests: BTreeMap<u32, OutgoingKey>,
    next_request: u32,
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
            meetings: BTreeMap::new(),
            requests: BTreeMap::new(),
            next_request: 0,
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

    /// Whether no append is under way.
    pub fn is_idle(&self) -> bool {
        self.requests.is_empty()
    }

    /// Whether the relay refused something on this connection that will not go away by waiting.
    pub fn is_refused(&self) -> bool {
        self.logs.values().any(|log| log.is_full)
    }
}

impl<S: Store> Companion<S> {
    /// The relays that this device has something at: its own, and those of its relationships and meetings.
    pub fn relays(&self) -> BTreeSet<String> {
        let circles = self.circles.values().map(|circle| circle.relay.clone());
        let meetings = self.meetings.values().filter_map(|meeting| self.meeting_relay(meeting));
        circles.chain(meetings).collect()
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
            let read = session.logs.get(log).is_some_and(|asked| asked.caught_up);
            if read && Self::is_past(meeting, now) {
                messages.push(ToRelay::Delete { log: *log });
            }
        }
        self.speak_outbox(session, &mut messages);
        messages
    }

    fn speak_outbox(&self, session: &mut Session, messages: &mut Vec<ToRelay>) {
        let under_way: BTreeSet<OutgoingKey> = session.requests.values().copied().collect();
        for (key, outgoing) in &self.outbox {
            let takes = session.logs.get(&key.log).is_some_and(|asked| asked.is_open && !asked.is_full);
            if !takes || under_way.contains(key) {
                continue;
            }
            let request = session.next_request;
            session.next_request = session.next_request.wrapping_add(1);
            session.requests.insert(request, *key);
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
        circles.into_iter().chain(meetings).filter(|(log, _)| !session.logs.contains_key(log)).collect()
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
        match message {
            ToDevice::Challenge { version, nonce } if version == wire::VERSION => {
                session.nonce = Some(nonce);
                Ok(Vec::new())
            }
            ToDevice::Challenge { .. } => Ok(vec![Event::Trouble(ErrorCode::UnsupportedVersion)]),
            ToDevice::Opened { log, incarnation, next, .. } => {
                self.opened(session, log, incarnation, next).await
            }
            ToDevice::Frames { log, incarnation, from, frames } => {
                let frames: Vec<Vec<u8>> = frames.into_iter().map(wire::Frame::into_bytes).collect();
                self.frames(session, log, incarnation, from, &frames, now).await
            }
            ToDevice::CaughtUp { log, .. } => self.caught_up(session, log, now).await,
            ToDevice::Appended { request, .. } => self.appended(session, request).await,
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
        let lost = |cursor: &Cursor| {
            cursor.incarnation.is_some() && (cursor.incarnation != incarnation || next < cursor.next)
        };
        let Some(relationship) = self.relationship_of(log) else {
            if let Some(asked) = session.logs.get_mut(&log) {
                asked.is_open = true;
            }
            session.meetings.insert(log, Vec::new());
            return Ok(Vec::new());
        };
        if !self.cursors.get(&log).is_some_and(lost) {
            if let Some(asked) = session.logs.get_mut(&log) {
                asked.is_open = true;
            }
            return Ok(Vec::new());
        }
        self.put_again(relationship, log, incarnation).await?;
        // Asked for again, from its beginning; what is still under way from this opening is passed over.
        session.logs.remove(&log);
        session.again.insert(log);
        session.requests.retain(|_, key| key.log != log);
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
            changes.put(layout::CURSORS, &log.0, layout::encode(&Cursor { incarnation, next: 0 }));
            for key in self.outbox.keys().filter(|key| key.log == log) {
                changes.remove(layout::OUTBOX, &key.to_bytes());
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
        if !session.logs.get(&log).is_some_and(|asked| asked.is_open) {
            return Ok(Vec::new());
        }
        match self.relationship_of(log) {
            Some(relationship) => self.circle_frames(relationship, incarnation, from, frames).await,
            None => self.meeting_frames(session, log, frames, now).await,
        }
    }

    async fn circle_frames(
        &mut self,
        relationship: RelationshipId,
        incarnation: Incarnation,
        from: u64,
        frames: &[Vec<u8>],
    ) -> Result<Vec<Event>, Error> {
        let end = from.saturating_add(u64::try_from(frames.len()).unwrap_or(u64::MAX));
        self.arrive(relationship, frames, incarnation, end).await
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
        let said = frames.iter().filter_map(|frame| secret.unframe(frame).ok());
        read.extend(said.filter_map(|bytes| Rendezvous::from_bytes(&bytes)));
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
            return Ok(vec![Event::CaughtUp { relationship }]);
        }
        let read = session.meetings.get(&log).cloned().unwrap_or_default();
        self.meet(log, &read, now).await
    }

    async fn appended(&mut self, session: &mut Session, request: u32) -> Result<Vec<Event>, Error> {
        let Some(key) = session.requests.remove(&request) else { return Ok(Vec::new()) };
        for _ in 0..PATIENCE {
            if !self.outbox.contains_key(&key) {
                return Ok(Vec::new());
            }
            let mut changes = Changes::default();
            changes.remove(layout::OUTBOX, &key.to_bytes());
            if self.commit(&changes).await? {
                return Ok(Vec::new());
            }
        }
        Err(Error::Crowded)
    }

    async fn deleted(&mut self, session: &mut Session, log: LogId) -> Result<Vec<Event>, Error> {
        session.requests.retain(|_, key| key.log != log);
        if self.relationship_of(log).is_none() {
            self.forget_meeting(log).await?;
        }
        // A relationship's log is not asked for again on this connection; the next one puts everything there anew.
        if let Some(asked) = session.logs.get_mut(&log) {
            asked.is_open = false;
        }
        Ok(Vec::new())
    }

    fn relationship_of(&self, log: LogId) -> Option<RelationshipId> {
        self.circles.values().find(|circle| circle.log.id() == log).map(|circle| circle.id)
    }
}

/// What the relay refused is tried again where that can help: after the log is opened again, or on the next connection.
fn refused(session: &mut Session, code: ErrorCode, request: Option<u32>, log: Option<LogId>) -> Vec<Event> {
    let key = request.and_then(|request| session.requests.remove(&request));
    let log = log.or(key.map(|key| key.log));
    match (code, log) {
        (ErrorCode::NotOpened | ErrorCode::Gone, Some(log)) => {
            session.logs.remove(&log);
            session.requests.retain(|_, key| key.log != log);
        }
        (ErrorCode::AlreadyOpen, _) => return Vec::new(),
        (_, Some(log)) => {
            if let Some(asked) = session.logs.get_mut(&log) {
                asked.is_full = true;
            }
        }
        (_, None) => {}
    }
    vec![Event::Trouble(code)]
}
