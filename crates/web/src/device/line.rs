//! The connection to the relay, kept up: one at a time, tried again after a wait, at once when the network or the page
//! comes back. A device works for ever without it.

use companion::{Companion, Event, Session};
use consent::Instant;
use leptos::prelude::set_timeout;
use vault::Store;
use wire::{ErrorCode, ToDevice};

use super::backoff::Backoff;
use super::shown;
use super::socket::Socket;
use super::work::{Brought, Inbox};

/// The line to one relay.
pub(super) struct Line {
    relay: String,
    inbox: Inbox,
    connection: Option<Connection>,
    backoff: Backoff,
    /// Of the newest connection.
    number: u32,
    /// Whether there is anything to talk about.
    is_wanted: bool,
    is_waiting: bool,
}

struct Connection {
    socket: Socket,
    session: Session,
    has_answered: bool,
}

impl Line {
    pub(super) fn to(relay: String, inbox: Inbox) -> Line {
        let backoff = Backoff::default();
        Line { relay, inbox, connection: None, backoff, number: 0, is_wanted: false, is_waiting: false }
    }

    /// How it stands.
    pub(super) fn stands(&self) -> shown::Line {
        match &self.connection {
            _ if !self.is_wanted => shown::Line::Idle,
            Some(connection) if connection.has_answered => shown::Line::Online,
            _ => shown::Line::Offline,
        }
    }

    /// Hangs up, and wants nothing.
    pub(super) fn hang_up(&mut self) {
        self.connection = None;
        self.is_wanted = false;
        self.backoff.rest();
    }

    /// Says what is to be said, over a new connection where there is none and no wait.
    pub(super) fn speak<S: Store>(&mut self, companion: &Companion<S>, now: Instant) {
        self.is_wanted = companion.relays().contains(&self.relay);
        if self.is_wanted && self.connection.is_none() && !self.is_waiting {
            self.connect();
        }
        if let Some(Connection { socket, session, .. }) = &mut self.connection {
            for message in companion.speak(session, now) {
                socket.send(&message.encode());
            }
        }
    }

    /// Tries at once: the network is back, or somebody looks.
    pub(super) fn try_now<S: Store>(&mut self, companion: &Companion<S>, now: Instant) {
        self.is_waiting = false;
        self.speak(companion, now);
    }

    /// The connection of this number is gone.
    pub(super) fn closed(&mut self, number: u32) {
        if number == self.number {
            self.connection = None;
            self.wait();
        }
    }

    /// Takes in what the relay said.
    pub(super) async fn hear<S: Store>(
        &mut self,
        companion: &mut Companion<S>,
        number: u32,
        bytes: &[u8],
        now: Instant,
    ) -> Result<Vec<Event>, companion::Error> {
        let Some(connection) = self.connection.as_mut().filter(|_| number == self.number) else {
            return Ok(Vec::new());
        };
        let Ok(message) = ToDevice::decode(bytes) else {
            self.closed(number);
            return Ok(vec![Event::Trouble(ErrorCode::BadMessage)]);
        };
        connection.has_answered = true;
        let events = companion.hear(&mut connection.session, message, now).await;
        match &events {
            // The store did not answer: again later, with the same tokens.
            Ok(events) if events.contains(&Event::Trouble(ErrorCode::Unavailable)) => self.closed(number),
            // What was not taken in is told again on the next connection.
            Err(_) => self.closed(number),
            Ok(_) => self.backoff.rest(),
        }
        events
    }

    fn connect(&mut self) {
        self.number = self.number.wrapping_add(1);
        let session = Session::new(&self.relay).ok();
        let opened = session.and_then(|session| {
            let socket = Socket::open(&session.websocket(), self.number, &self.inbox).ok()?;
            Some(Connection { socket, session, has_answered: false })
        });
        if opened.is_none() {
            self.wait();
        }
        self.connection = opened;
    }

    fn wait(&mut self) {
        self.is_waiting = true;
        let inbox = self.inbox.clone();
        set_timeout(move || inbox.bring(Brought::Retry), self.backoff.wait());
    }
}
