//! A relay in memory, without a socket: keeps the promises of `wire`, and can be made to break them.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

#[allow(dead_code, reason = "each test takes what it needs")]
pub mod couple;

use std::collections::BTreeMap;

use companion::consent::Instant;
use companion::vault::InMemory;
use companion::wire::{ErrorCode, FRAME_MAX, Frame, Incarnation, LogId, Nonce, ToDevice, ToRelay};
use companion::{Companion, Event, Session};

/// So many logs are open on a connection at the most.
const MOST_LOGS: usize = 64;

pub const ADDRESS: &str = "http://127.0.0.1:7468";

#[derive(Default)]
pub struct Log {
    pub incarnation: Option<Incarnation>,
    pub frames: Vec<Vec<u8>>,
    tokens: BTreeMap<[u8; 16], u64>,
}

#[derive(Default)]
pub struct Relay {
    pub logs: BTreeMap<LogId, Log>,
    made: u64,
    /// How many frames it has taken.
    pub taken: usize,
    /// How often it was told to delete a log.
    pub deleted: usize,
    /// Which log two people share, where a test has looked.
    pub shared: Option<LogId>,
}

impl Relay {
    /// Forgets everything, as a relay that lost its disk.
    pub fn lose_everything(&mut self) {
        self.logs.clear();
    }

    fn incarnation(&mut self) -> Incarnation {
        self.made += 1;
        let mut name = [0; 16];
        name[..8].copy_from_slice(&self.made.to_be_bytes());
        Incarnation(name)
    }

    fn answer(&mut self, open: &mut BTreeMap<LogId, u64>, message: ToRelay) -> Vec<ToDevice> {
        match message {
            ToRelay::Open { log, .. } if open.contains_key(&log) => {
                vec![ToDevice::Error { code: ErrorCode::AlreadyOpen, request: None, log: Some(log) }]
            }
            ToRelay::Open { log, .. } if open.len() >= MOST_LOGS => {
                vec![ToDevice::Error { code: ErrorCode::TooManyLogs, request: None, log: Some(log) }]
            }
            ToRelay::Open { log, from, .. } => {
                let kept = self.logs.entry(log).or_default();
                let next = kept.frames.len() as u64;
                open.insert(log, from.min(next));
                let opened = ToDevice::Opened {
                    log,
                    incarnation: kept.incarnation,
                    first: 0,
                    next,
                    quota_left: 1 << 26,
                };
                let mut said = vec![opened];
                said.extend(self.news(open, log));
                said.push(ToDevice::CaughtUp { log, next });
                said
            }
            ToRelay::Append { request, log, token, frame } => {
                if self.logs.get(&log).is_none_or(|kept| kept.incarnation.is_none()) {
                    self.logs.entry(log).or_default().incarnation = Some(self.incarnation());
                }
                let kept = self.logs.entry(log).or_default();
                let incarnation = kept.incarnation.unwrap();
                let next = kept.frames.len() as u64;
                let seq = *kept.tokens.entry(token.0).or_insert(next);
                if seq == next {
                    self.taken += 1;
                    kept.frames.push(frame.into_bytes());
                }
                vec![ToDevice::Appended { request, log, incarnation, seq }]
            }
            ToRelay::Delete { log } => {
                self.deleted += 1;
                self.logs.remove(&log);
                open.remove(&log);
                vec![ToDevice::Deleted { log }]
            }
            ToRelay::Close { log } => {
                open.remove(&log);
                Vec::new()
            }
        }
    }

    /// What the connection has not been told of a log, in pages that fit a message.
    fn news(&self, open: &mut BTreeMap<LogId, u64>, log: LogId) -> Vec<ToDevice> {
        let mut pages = Vec::new();
        let Some((kept, read)) = self.logs.get(&log).zip(open.get_mut(&log)) else { return pages };
        while let Some(rest) = kept.frames.get(*read as usize..).filter(|rest| !rest.is_empty()) {
            let mut room = FRAME_MAX;
            let fits = |frame: &&Vec<u8>| {
                let fits = frame.len() + 8 <= room;
                room = room.saturating_sub(frame.len() + 8);
                fits
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let frames = rest[..count].iter().cloned().map(Frame::stored).collect();
            let (from, incarnation) = (*read, kept.incarnation.unwrap());
            *read += count as u64;
            pages.push(ToDevice::Frames { log, incarnation, from, frames });
        }
        pages
    }
}

/// One connection, on which messages can be held back or made up.
pub struct Line {
    pub session: Session,
    open: BTreeMap<LogId, u64>,
}

impl Line {
    pub async fn dial(device: &mut Companion<InMemory>, now: Instant) -> Line {
        let mut line = Line { session: Session::new(ADDRESS).unwrap(), open: BTreeMap::new() };
        let challenge = ToDevice::Challenge { version: companion::wire::VERSION, nonce: Nonce([1; 32]) };
        line.hear(device, challenge, now).await;
        line
    }

    /// Lets the device say what it has to say; gives back what the relay answers, which the device has not heard.
    pub fn speak(
        &mut self,
        relay: &mut Relay,
        device: &mut Companion<InMemory>,
        now: Instant,
    ) -> Vec<ToDevice> {
        let mut said = Vec::new();
        for message in device.speak(&mut self.session, now) {
            // Over the wire and back: what is sent must be what is read.
            let message = ToRelay::decode(&message.encode()).unwrap();
            said.extend(relay.answer(&mut self.open, message));
        }
        let logs: Vec<LogId> = self.open.keys().copied().collect();
        said.extend(logs.into_iter().flat_map(|log| relay.news(&mut self.open, log)));
        said
    }

    /// The logs that the device has open on this connection.
    pub fn open_logs(&self) -> Vec<LogId> {
        self.open.keys().copied().collect()
    }

    pub async fn hear(
        &mut self,
        device: &mut Companion<InMemory>,
        message: ToDevice,
        now: Instant,
    ) -> Vec<Event> {
        let message = ToDevice::decode(&message.encode()).unwrap();
        device.hear(&mut self.session, message, now).await.unwrap()
    }

    /// Says and hears all there is to say and hear.
    pub async fn settle(
        &mut self,
        relay: &mut Relay,
        device: &mut Companion<InMemory>,
        now: Instant,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            let said = self.speak(relay, device, now);
            if said.is_empty() {
                return events;
            }
            for message in said {
                events.extend(self.hear(device, message, now).await);
            }
        }
    }

    /// Somebody has deleted the log.
    pub async fn delete(
        &mut self,
        relay: &mut Relay,
        device: &mut Companion<InMemory>,
        log: LogId,
        now: Instant,
    ) -> Vec<Event> {
        relay.logs.remove(&log);
        self.open.remove(&log);
        self.hear(device, ToDevice::Deleted { log }, now).await
    }
}

/// Connects, says and hears all there is to say and hear, and hangs up. Answers what came of it.
pub async fn sync(relay: &mut Relay, device: &mut Companion<InMemory>, now: Instant) -> Vec<Event> {
    Line::dial(device, now).await.settle(relay, device, now).await
}
