//! One WebSocket to one relay, with the session that speaks over it, and what of it is told.

use std::time::Duration;

use companion::circle::Standing;
use companion::{Event, Session};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Instant as Clock, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use wire::ToDevice;

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::output::complain;
use crate::told::rfc3339;

/// How long the relay may take to answer at all.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// A WebSocket, as it is connected.
pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What a session told.
#[derive(Default)]
pub(crate) struct Told {
    /// An invitation that was followed came to nothing, for this reason.
    pub(crate) meeting_failed: bool,
    why: Option<String>,
}

impl Told {
    /// A followed invitation that came to nothing is a refusal of the call.
    pub(crate) fn outcome(self, _: &Called<'_>) -> Result<(), Failure> {
        self.why.map_or(Ok(()), |why| Err(Failure::Call(why)))
    }
}

/// An open connection.
pub(crate) struct Connection {
    relay: String,
    socket: Socket,
    session: Session,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(called: &Called<'_>, relay: &str) -> Result<Connection, Failure> {
        let session = Session::new(relay).map_err(|error| called.failed(error))?;
        let socket = connect(session.websocket()).await;
        let socket = socket.map_err(|cause| no_answer(called, relay, cause))?;
        Ok(Connection { relay: relay.to_owned(), socket, session })
    }

    /// With a socket that [`connect`] has made.
    pub(crate) fn over(called: &Called<'_>, relay: &str, socket: Socket) -> Result<Connection, Failure> {
        let session = Session::new(relay).map_err(|error| called.failed(error))?;
        Ok(Connection { relay: relay.to_owned(), socket, session })
    }

    /// Until all is said and heard, or nothing comes for [`ANSWERS_WITHIN`].
    pub(crate) async fn run(
        &mut self,
        called: &mut Called<'_>,
        own: &mut Own,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let mut deadline = Clock::now() + ANSWERS_WITHIN;
        while !(self.session.is_caught_up() && self.session.is_idle()) || own.unsent_at(&self.session) > 0 {
            let left = deadline.saturating_duration_since(Clock::now());
            let message = timeout(left, self.next(called)).await;
            let message =
                message.map_err(|_| self.lost(called, called.fill("failed-no-answer-in-time", &[])))??;
            self.hear(called, own, message, told).await?;
            self.speak(called, own).await?;
            if let Some(pause) = self.session.pause(now()) {
                sleep(Duration::from_millis(pause)).await;
                self.speak(called, own).await?;
            }
            if self.session.is_refused() {
                break;
            }
            deadline = Clock::now() + ANSWERS_WITHIN;
        }
        let _ = self.socket.close(None).await;
        Ok(())
    }

    /// The next message; nothing is lost where this is given up half-way.
    pub(crate) async fn next(&mut self, called: &Called<'_>) -> Result<ToDevice, Failure> {
        loop {
            let message = match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => ToDevice::decode(&bytes),
                Some(Ok(Message::Close(_))) | None => return Err(self.lost(called, String::new())),
                Some(Ok(_)) => continue,
                Some(Err(cause)) => return Err(self.lost(called, cause.to_string())),
            };
            return message.map_err(|cause| self.lost(called, cause.to_string()));
        }
    }

    /// Takes a message in, and tells what came of it.
    pub(crate) async fn hear(
        &mut self,
        called: &mut Called<'_>,
        own: &mut Own,
        message: ToDevice,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let events =
            own.hear(&mut self.session, message, now()).await.map_err(|error| called.failed(error))?;
        for event in events {
            tell(called, own, &event, told);
        }
        Ok(())
    }

    /// Says what is to be said now.
    pub(crate) async fn speak(&mut self, called: &Called<'_>, own: &mut Own) -> Result<(), Failure> {
        for message in own.speak(&mut self.session, now()) {
            let sent = self.socket.send(Message::Binary(message.encode().into())).await;
            sent.map_err(|cause| self.lost(called, cause.to_string()))?;
        }
        Ok(())
    }

    fn lost(&self, called: &Called<'_>, cause: String) -> Failure {
        Failure::network(
            called.words,
            "failed-connection-lost",
            &[("relay", self.relay.clone()), ("cause", cause)],
        )
    }
}

/// Opens a WebSocket, with TLS where its address says so, or says why there is none.
pub(crate) async fn connect(websocket: String) -> Result<Socket, NoAnswer> {
    // Which implementation of TLS's primitives; set already where this is not the first connection.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let connecting = timeout(ANSWERS_WITHIN, connect_async(websocket)).await.map_err(|_| NoAnswer::InTime)?;
    connecting.map(|(socket, _)| socket).map_err(|cause| NoAnswer::Cause(cause.to_string()))
}

/// Why there is no connection.
pub(crate) enum NoAnswer {
    /// Nothing within [`ANSWERS_WITHIN`].
    InTime,
    /// This.
    Cause(String),
}

/// The same in words.
pub(crate) fn no_answer(called: &Called<'_>, relay: &str, why: NoAnswer) -> Failure {
    let cause = match why {
        NoAnswer::InTime => called.fill("failed-no-answer-in-time", &[]),
        NoAnswer::Cause(cause) => cause,
    };
    Failure::network(called.words, "failed-no-relay", &[("relay", relay.to_owned()), ("cause", cause)])
}

/// What happened, on standard output; what is wrong, on standard error.
fn tell(called: &mut Called<'_>, own: &Own, event: &Event, told: &mut Told) {
    let json = match event {
        Event::Acts { relationship, count } => {
            serde_json::json!({ "event": "acts", "relationship": relationship.to_string(), "count": count })
        }
        Event::Began { relationship } => {
            serde_json::json!({ "event": "began", "relationship": relationship.to_string(), "at": rfc3339(now()) })
        }
        Event::LetIn => serde_json::json!({ "event": "let-in" }),
        _ => serde_json::Value::Null,
    };
    let line = match event {
        Event::Acts { count, .. } => Some(called.words.say("told-acts", &[("count", (*count).into())])),
        Event::Began { relationship } => own.circle(*relationship).ok().map(|circle| {
            let [one, two] = circle.people();
            let other = if circle.own() == consent::Person::One { two } else { one };
            called.fill("told-began", &[("other", other.clone())])
        }),
        Event::LetIn => Some(called.fill("told-was-let-in", &[("name", own.name().to_owned())])),
        _ => None,
    };
    match (called.json, line) {
        (true, Some(_)) => called.output.line(&json.to_string()),
        (false, Some(line)) => called.output.line(&line),
        (_, None) => {}
    }
    if let Some(why) = trouble(called, event) {
        if matches!(event, Event::Meeting(_) | Event::NotAsOffered) {
            told.meeting_failed = true;
            told.why = Some(why);
        } else {
            complain(&why);
        }
    }
}

fn trouble(called: &Called<'_>, event: &Event) -> Option<String> {
    let text = match event {
        Event::Meeting(Standing::NotThere) => called.fill("failed-invitation-not-there", &[]),
        Event::Meeting(Standing::Used) => called.fill("failed-invitation-used", &[]),
        Event::Meeting(Standing::Expired) => called.fill("failed-invitation-expired", &[]),
        Event::Meeting(Standing::Cancelled) => called.fill("failed-invitation-cancelled", &[]),
        Event::NotAsOffered => called.fill("failed-not-as-offered", &[]),
        Event::Unreadable { count, .. } => {
            called.fill("failed-unreadable-frames", &[("count", count.to_string())])
        }
        Event::RelayLost { .. } => called.fill("told-relay-lost", &[]),
        Event::Trouble(code) => called.fill("failed-trouble", &[("cause", code.to_string())]),
        _ => return None,
    };
    Some(text)
}
