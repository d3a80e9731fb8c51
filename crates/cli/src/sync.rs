//! The way to the relay and back: one WebSocket for each relay that this device has something at.

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
/// How long an act waits for its way to the relay before the command ends without it.
const SENDS_WITHIN: Duration = Duration::from_secs(3);
/// How often the vault is asked whether another process wrote to it.
const LOOKS_EVERY: Duration = Duration::from_millis(150);
/// How long to wait before a connection is tried again: at first, and at most.
const TRIES_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(10));

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

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

/// `troth sync`.
pub(crate) async fn run(called: &mut Called<'_>) -> Result<(), Failure> {
    let mut own = called.open().await?;
    if called.given.get_flag("watch") {
        return watch(called, &mut own).await;
    }
    let told = once(called, &mut own).await?;
    let unsent = own.unsent();
    if unsent > 0 {
        return Err(Failure::network(called.words, "failed-unsent", &[("count", unsent.to_string())]));
    }
    if called.json {
        let acts: usize = own.relationships().iter().map(|summary| summary.acts).sum();
        called.output.line(&serde_json::json!({ "synced": true, "acts": acts }).to_string());
    } else {
        called.say("told-synced", &[]);
    }
    told.outcome(called)
}

/// Sends and hears all there is at every relay.
pub(crate) async fn once(called: &mut Called<'_>, own: &mut Own) -> Result<Told, Failure> {
    let mut told = Told::default();
    // Meeting somebody can bring a new log, which is read in a second round.
    let mut done = std::collections::BTreeSet::new();
    while let Some(relay) = own.relays().into_iter().find(|relay| !done.contains(relay)) {
        let mut connection = Connection::open(called, &relay).await?;
        connection.run(called, own, &mut told, ANSWERS_WITHIN).await?;
        done.insert(relay);
    }
    Ok(told)
}

/// After an act: what waits is sent if that can be done at once, and told if not. Never a failure of the act.
pub(crate) async fn send_what_waits(called: &mut Called<'_>, own: &mut Own) {
    if called.given.get_flag("offline") {
        return;
    }
    let sent = timeout(SENDS_WITHIN, once(called, own)).await;
    if !matches!(sent, Ok(Ok(_))) || own.unsent() > 0 {
        complain(&called.fill("told-kept-here", &[]));
    }
}

/// Goes on until it is stopped: hears the relay, and other processes of this device.
async fn watch(called: &mut Called<'_>, own: &mut Own) -> Result<(), Failure> {
    let (first, most) = TRIES_AGAIN;
    let mut wait = first;
    let mut was_connected = true;
    loop {
        let relay = own.relays().into_iter().next().unwrap_or_else(|| own.relay().to_owned());
        let came = match Connection::open(called, &relay).await {
            Ok(mut connection) => {
                wait = first;
                was_connected = true;
                connection.watch(called, own).await
            }
            Err(failure) => Err(failure),
        };
        match came {
            Err(Failure::Network(why)) if was_connected => complain(&why),
            Err(Failure::Network(_)) | Ok(()) => {}
            Err(other) => return Err(other),
        }
        was_connected = false;
        sleep(wait).await;
        wait = wait.saturating_mul(2).min(most);
        own.refresh().await.map_err(|error| called.failed(error))?;
    }
}

struct Connection {
    relay: String,
    socket: Socket,
    session: Session,
}

impl Connection {
    async fn open(called: &Called<'_>, relay: &str) -> Result<Connection, Failure> {
        let session = Session::new(relay).map_err(|error| called.failed(error))?;
        let no_answer = |cause: String| {
            Failure::network(
                called.words,
                "failed-no-relay",
                &[("relay", relay.to_owned()), ("cause", cause)],
            )
        };
        let connecting = timeout(ANSWERS_WITHIN, connect_async(session.websocket())).await;
        let slow = |_| no_answer(called.fill("failed-no-answer-in-time", &[]));
        let (socket, _) = connecting.map_err(slow)?.map_err(|cause| no_answer(cause.to_string()))?;
        Ok(Connection { relay: relay.to_owned(), socket, session })
    }

    /// Until all is said and heard, or nothing comes for so long.
    async fn run(
        &mut self,
        called: &mut Called<'_>,
        own: &mut Own,
        told: &mut Told,
        patience: Duration,
    ) -> Result<(), Failure> {
        let mut deadline = Clock::now() + patience;
        while !(self.session.is_caught_up() && self.session.is_idle()) || own.unsent_at(&self.session) > 0 {
            let left = deadline.saturating_duration_since(Clock::now());
            let message = timeout(left, self.next(called)).await;
            let message =
                message.map_err(|_| self.lost(called, called.fill("failed-no-answer-in-time", &[])))??;
            self.hear(called, own, message, told).await?;
            self.speak(called, own).await?;
            if self.session.is_refused() {
                break;
            }
            deadline = Clock::now() + patience;
        }
        let _ = self.socket.close(None).await;
        Ok(())
    }

    /// Until the connection is lost.
    async fn watch(&mut self, called: &mut Called<'_>, own: &mut Own) -> Result<(), Failure> {
        let mut told = Told::default();
        loop {
            match timeout(LOOKS_EVERY, self.next(called)).await {
                Ok(message) => self.hear(called, own, message?, &mut told).await?,
                Err(_) => {
                    own.refresh().await.map_err(|error| called.failed(error))?;
                }
            }
            self.speak(called, own).await?;
        }
    }

    async fn next(&mut self, called: &Called<'_>) -> Result<ToDevice, Failure> {
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

    async fn hear(
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

    async fn speak(&mut self, called: &Called<'_>, own: &mut Own) -> Result<(), Failure> {
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
