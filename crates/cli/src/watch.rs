//! `troth sync --watch`: goes on until it is stopped, with every relay at once; one that does not answer is tried again, ever
//! more seldom, and keeps nobody from the others.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::select_all;
use tokio::task::JoinHandle;
use tokio::time::{Instant as Clock, sleep, timeout};
use wire::ToDevice;

use crate::called::{Called, Own};
use crate::connection::{Connection, NoAnswer, Socket, Told, connect, no_answer};
use crate::failure::Failure;
use crate::output::complain;
use crate::sync;

/// How often the vault is asked whether another process wrote to it, and whether a connection is due.
const LOOKS_EVERY: Duration = Duration::from_millis(150);
/// How long to wait before a connection is tried again: at first, and at most.
const TRIES_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(10));

/// The way to one relay.
struct Way {
    stands: Stands,
    /// How long the next wait is.
    wait: Duration,
    /// Whether it was said that there is no answer: said once, until there is one again.
    complained: bool,
}

enum Stands {
    Down { until: Clock },
    Connecting(JoinHandle<Result<Socket, NoAnswer>>),
    Up(Box<Connection>),
}

impl Way {
    fn new() -> Way {
        Way { stands: Stands::Down { until: Clock::now() }, wait: TRIES_AGAIN.0, complained: false }
    }

    /// Down, to be tried again later; says why, the first time.
    fn lost(&mut self, failure: Failure) -> Result<(), Failure> {
        let Failure::Network(why) = failure else { return Err(failure) };
        if !self.complained {
            complain(&why);
        }
        self.complained = true;
        self.stands = Stands::Down { until: Clock::now() + self.wait };
        self.wait = self.wait.saturating_mul(2).min(TRIES_AGAIN.1);
        Ok(())
    }

    /// Goes on with a connection that is due or under way.
    async fn look(&mut self, called: &Called<'_>, relay: &str) -> Result<(), Failure> {
        match &mut self.stands {
            Stands::Down { until } if *until <= Clock::now() => {
                let websocket =
                    companion::Session::new(relay).map_err(|error| called.failed(error))?.websocket();
                self.stands = Stands::Connecting(tokio::spawn(connect(websocket)));
            }
            Stands::Connecting(trying) if trying.is_finished() => {
                let came = trying.await.unwrap_or(Err(NoAnswer::InTime));
                match came.map_err(|why| no_answer(called, relay, why)) {
                    Ok(socket) => {
                        self.stands = Stands::Up(Box::new(Connection::over(called, relay, socket)?));
                        (self.wait, self.complained) = (TRIES_AGAIN.0, false);
                    }
                    Err(failure) => self.lost(failure)?,
                }
            }
            Stands::Down { .. } | Stands::Connecting(_) | Stands::Up(_) => {}
        }
        Ok(())
    }
}

/// Goes on until it is stopped: hears every relay, and other processes of this device.
pub(crate) async fn watch(called: &mut Called<'_>, own: &mut Own) -> Result<(), Failure> {
    let mut ways: BTreeMap<String, Way> = BTreeMap::new();
    let mut told = Told::default();
    loop {
        let relays = own.relays();
        ways.retain(|relay, _| relays.contains(relay));
        for relay in relays {
            let way = ways.entry(relay.clone()).or_insert_with(Way::new);
            way.look(called, &relay).await?;
            speak(called, own, way).await?;
        }
        match first(called, &mut ways).await {
            Some((relay, message)) => hear(called, own, &mut ways, &relay, message, &mut told).await?,
            None => {
                if own.refresh().await.map_err(|error| called.failed(error))? {
                    sync::go_on(called, own).await?;
                }
            }
        }
    }
}

/// The first message of any relay, or that its connection is lost; nothing, where [`LOOKS_EVERY`] passes without.
async fn first(
    called: &Called<'_>,
    ways: &mut BTreeMap<String, Way>,
) -> Option<(String, Result<ToDevice, Failure>)> {
    let messages: Vec<_> = ways
        .iter_mut()
        .filter_map(|(relay, way)| match &mut way.stands {
            Stands::Up(connection) => Some((relay, connection)),
            Stands::Down { .. } | Stands::Connecting(_) => None,
        })
        .map(|(relay, connection)| Box::pin(async move { (relay.clone(), connection.next(called).await) }))
        .collect();
    if messages.is_empty() {
        sleep(LOOKS_EVERY).await;
        return None;
    }
    timeout(LOOKS_EVERY, select_all(messages)).await.ok().map(|(first, ..)| first)
}

async fn hear(
    called: &mut Called<'_>,
    own: &mut Own,
    ways: &mut BTreeMap<String, Way>,
    relay: &str,
    message: Result<ToDevice, Failure>,
    told: &mut Told,
) -> Result<(), Failure> {
    let Some(way) = ways.get_mut(relay) else { return Ok(()) };
    let Stands::Up(connection) = &mut way.stands else { return Ok(()) };
    let heard = match message {
        Ok(message) => {
            let heard = connection.hear(called, own, message, told).await;
            sync::go_on(called, own).await?;
            heard
        }
        Err(failure) => Err(failure),
    };
    heard.or_else(|failure| way.lost(failure))
}

async fn speak(called: &Called<'_>, own: &mut Own, way: &mut Way) -> Result<(), Failure> {
    let Stands::Up(connection) = &mut way.stands else { return Ok(()) };
    let spoken = connection.speak(called, own).await;
    spoken.or_else(|failure| way.lost(failure))
}
