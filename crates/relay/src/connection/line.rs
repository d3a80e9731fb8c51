//! The WebSocket with a queue in front of it, so that the relay goes on listening while a device takes in slowly.
//!
//! The queue is bounded by its user: [`Line::is_clear`] before reading a page, [`Line::is_crowded`] before listening for more
//! requests.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant, timeout};
use wire::ToDevice;

/// With this many messages waiting, no more requests are listened to: each may make another one.
const CROWDED: usize = 64;

/// One device's WebSocket.
#[derive(Debug)]
pub(crate) struct Line {
    socket: WebSocket,
    queue: VecDeque<Message>,
    unflushed: bool,
    /// Since when the device has taken nothing in, while there is something for it.
    blocked: Option<Instant>,
}

/// Whether to listen for what the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listen {
    Yes,
    No,
}

/// What happened on the line.
#[derive(Debug)]
pub(crate) enum Event {
    /// The device said something.
    Said(Message),
    /// What was queued is on its way.
    Cleared,
    /// The device broke the rules of WebSockets; it may still be told.
    Garbled,
    /// The connection is gone.
    Lost,
}

impl Line {
    pub(crate) fn new(socket: WebSocket) -> Line {
        Line { socket, queue: VecDeque::new(), unflushed: false, blocked: None }
    }

    /// Queues a message.
    pub(crate) fn say(&mut self, message: &ToDevice) {
        self.queue.push_back(Message::Binary(message.encode().into()));
        self.blocked.get_or_insert_with(Instant::now);
    }

    /// Queues a ping.
    pub(crate) fn ping(&mut self) {
        self.queue.push_back(Message::Ping(Vec::new().into()));
        self.blocked.get_or_insert_with(Instant::now);
    }

    /// Whether everything that was said is on its way.
    pub(crate) fn is_clear(&self) -> bool {
        self.queue.is_empty() && !self.unflushed
    }

    /// Whether too much waits to be said to listen for more.
    pub(crate) fn is_crowded(&self) -> bool {
        self.queue.len() >= CROWDED
    }

    /// Since when the device has taken nothing in, while there is something for it.
    pub(crate) fn blocked_since(&self) -> Option<Instant> {
        self.blocked
    }

    /// Sends what is queued and, when told to, listens; returns with the first thing that happens. Safe to drop and call
    /// again.
    pub(crate) async fn turn(&mut self, listen: Listen) -> Event {
        poll_fn(|cx| self.poll_turn(cx, listen)).await
    }

    fn poll_turn(&mut self, cx: &mut Context<'_>, listen: Listen) -> Poll<Event> {
        if let Poll::Ready(sent) = self.poll_send(cx) {
            return Poll::Ready(sent.map_or(Event::Lost, |()| Event::Cleared));
        }
        if listen == Listen::No {
            return Poll::Pending;
        }
        Poll::Ready(match ready!(self.socket.poll_next_unpin(cx)) {
            Some(Ok(message)) => Event::Said(message),
            Some(Err(_)) => Event::Garbled,
            None => Event::Lost,
        })
    }

    /// Ready when there was something to send and all of it went; pending also when there is nothing.
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        while !self.queue.is_empty() {
            ready!(self.socket.poll_ready_unpin(cx))?;
            if let Some(message) = self.queue.pop_front() {
                self.socket.start_send_unpin(message)?;
                self.unflushed = true;
                self.blocked = Some(Instant::now());
            }
        }
        if !self.unflushed {
            return Poll::Pending;
        }
        ready!(self.socket.poll_flush_unpin(cx))?;
        (self.unflushed, self.blocked) = (false, None);
        Poll::Ready(Ok(()))
    }

    /// Says what is left to say, closes, and waits for the device to close too, as long as `within`. Without the waiting,
    /// what the device still sends would make the system throw away our last words.
    pub(crate) async fn hang_up(&mut self, within: Duration) {
        let frame = CloseFrame { code: close_code::NORMAL, reason: "".into() };
        self.queue.push_back(Message::Close(Some(frame)));
        let goodbye = async {
            while let Event::Said(_) | Event::Cleared = self.turn(Listen::Yes).await {}
            // A garbled line is not listened to any more, but may still be spoken to.
            while !self.is_clear() {
                if !matches!(self.turn(Listen::No).await, Event::Cleared) {
                    break;
                }
            }
        };
        // Who does not take our last words in time goes without them.
        let _ = timeout(within, goodbye).await;
    }
}
