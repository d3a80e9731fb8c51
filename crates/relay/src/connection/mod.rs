//! One device's connection, from its challenge to its last word.
//!
//! One task does everything in one loop: it answers what the device says ([`requests`]), hands appends to the store and
//! answers them when they are durable ([`appends`]), and tells what is in the open logs ([`telling`]) from a cursor per log,
//! by reading the store whenever it is hinted that a log has grown. Since a log is listened to before it is first read, and
//! is read from where the device was told up to, nothing is missed between history and live frames, and nothing comes twice.
//!
//! What waits in memory is bounded: a page is read only when the line is clear, requests are listened to only while the
//! line is not crowded and few appends are unanswered. A device that does not keep up is slowed down by its own socket,
//! and cut off when it takes nothing in for too long.

mod appends;
mod line;
mod logs;
mod requests;
mod telling;
mod vigil;

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use wire::{Audience, ErrorCode, LogId, Nonce, ToDevice, VERSION};

use self::appends::Settled;
use self::line::{Event, Line, Listen};
use self::logs::Logs;
use self::vigil::{Due, Vigil};
use crate::hub::Inbox;
use crate::server::{Shared, Stage};

/// One device's connection.
pub(crate) struct Connection {
    shared: Arc<Shared>,
    line: Line,
    nonce: Nonce,
    /// The host that the request named.
    audience: Audience,
    logs: Logs,
    inbox: Arc<Inbox>,
    vigil: Vigil,
    /// Batches that are with the store.
    with_store: FuturesUnordered<BoxFuture<'static, Settled>>,
    unanswered: Unanswered,
}

/// The appends of a connection that are not answered yet.
#[derive(Debug, Default, Clone, Copy)]
struct Unanswered {
    requests: usize,
    bytes: usize,
}

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The relay ends it, and says why.
    Refused { code: ErrorCode, log: Option<LogId> },
    /// The device has gone.
    Gone,
}

impl From<ErrorCode> for End {
    fn from(code: ErrorCode) -> End {
        End::Refused { code, log: None }
    }
}

/// What a connection waits for.
enum Next {
    Line(Event),
    Settled(Settled),
    Grown,
    Time,
    Stop,
}

impl Connection {
    pub(crate) fn new(
        shared: Arc<Shared>,
        socket: WebSocket,
        audience: Audience,
        nonce: Nonce,
    ) -> Connection {
        Connection {
            shared,
            line: Line::new(socket),
            nonce,
            audience,
            logs: Logs::default(),
            inbox: Arc::default(),
            vigil: Vigil::new(Instant::now()),
            with_store: FuturesUnordered::new(),
            unanswered: Unanswered::default(),
        }
    }

    /// Serves the device until one of the two ends the connection.
    ///
    /// What is done seldom is boxed: a future has room for the largest thing it ever waits for, and nearly all connections
    /// only wait.
    pub(crate) async fn serve(&mut self, mut stage: watch::Receiver<Stage>) {
        self.line.say(&ToDevice::Challenge { version: VERSION, nonce: self.nonce });
        let end = loop {
            if let Err(end) = self.step(&mut stage).await {
                break end;
            }
        };
        Box::pin(self.finish(end)).await;
    }

    /// Tells a page if the line is clear, else waits for one thing and deals with it.
    async fn step(&mut self, stage: &mut watch::Receiver<Stage>) -> Result<(), End> {
        self.logs.grown(&self.inbox.take());
        if self.line.is_clear()
            && let Some(log) = self.logs.next_to_tell()
        {
            Box::pin(self.tell(log)).await;
            return Ok(());
        }
        match self.next(stage).await {
            Next::Line(event) => self.hear(event).await,
            Next::Settled(settled) => {
                self.settle(settled);
                Ok(())
            }
            Next::Grown => Ok(()),
            Next::Time => self.keep_time(),
            Next::Stop => Err(ErrorCode::ShuttingDown.into()),
        }
    }

    async fn next(&mut self, stage: &mut watch::Receiver<Stage>) -> Next {
        let listen = if self.is_full() { Listen::No } else { Listen::Yes };
        let look = self.vigil.next_look(&self.shared.config, self.line.blocked_since());
        tokio::select! {
            // In this order, so that a device that never stops talking puts off neither stopping nor the time.
            biased;
            _ = stage.wait_for(|stage| *stage == Stage::Stopping) => Next::Stop,
            Some(settled) = self.with_store.next() => Next::Settled(settled),
            () = sleep_until(look) => Next::Time,
            event = self.line.turn(listen) => Next::Line(event),
            () = self.inbox.wait() => Next::Grown,
        }
    }

    /// Whether the device must wait with its next request.
    fn is_full(&self) -> bool {
        let config = &self.shared.config;
        self.unanswered.requests >= config.in_flight
            || self.unanswered.bytes >= config.in_flight_bytes
            || self.line.is_crowded()
    }

    async fn hear(&mut self, event: Event) -> Result<(), End> {
        let message = match event {
            Event::Said(message) => message,
            Event::Cleared => return Ok(()),
            Event::Garbled => return Err(ErrorCode::BadMessage.into()),
            Event::Lost => return Err(End::Gone),
        };
        self.vigil.heard(Instant::now());
        match message {
            Message::Binary(bytes) => Box::pin(self.answer(&bytes)).await,
            Message::Text(_) => Err(ErrorCode::BadMessage.into()),
            // A ping is answered by the socket itself.
            Message::Ping(_) | Message::Pong(_) => self.strike(),
            // A close is too, and then the line is lost.
            Message::Close(_) => Ok(()),
        }
    }

    fn strike(&mut self) -> Result<(), End> {
        self.vigil.strike(Instant::now(), &self.shared.config).map_err(End::from)
    }

    fn keep_time(&mut self) -> Result<(), End> {
        match self.vigil.look(Instant::now(), &self.shared.config, self.line.blocked_since()) {
            Due::Nothing => Ok(()),
            Due::Ping => {
                self.line.ping();
                Ok(())
            }
            Due::End(code) => Err(code.into()),
        }
    }

    /// Ends the connection: appends that were taken are answered, and told to others, whatever the reason.
    async fn finish(&mut self, end: End) {
        let grace = self.shared.config.grace;
        for log in self.logs.all_open() {
            self.shared.hub.leave(log, &self.inbox);
        }
        // An append that outlasts the grace is finished by the store; its device asks again with the same token.
        let _ = timeout(grace, self.settle_all()).await;
        if let End::Refused { code, log } = end {
            self.line.say(&ToDevice::Error { code, request: None, log });
            self.line.hang_up(grace).await;
        }
    }
}
