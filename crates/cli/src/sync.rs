//! `troth sync`: what waits is sent and what came is heard, at every relay that this device has something at.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::timeout;

use crate::called::{Called, Own, now};
use crate::connection::{Connection, Told};
use crate::failure::Failure;
use crate::output::complain;
use crate::watch::watch;

/// How long an act waits for its way to the relay before the command ends without it.
const SENDS_WITHIN: Duration = Duration::from_secs(3);

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

/// Sends and hears all there is at every relay. One that does not answer keeps nobody from the others, and is told at the end.
pub(crate) async fn once(called: &mut Called<'_>, own: &mut Own) -> Result<Told, Failure> {
    let mut told = Told::default();
    let mut silent = None;
    // Meeting somebody can bring a new log, which is read in a second round.
    let mut done = BTreeSet::new();
    loop {
        while let Some(relay) = own.relays().into_iter().find(|relay| !done.contains(relay)) {
            match visit(called, own, &relay, &mut told).await {
                Err(failure @ Failure::Network(_)) => silent = silent.or(Some(failure)),
                other => other?,
            }
            done.insert(relay);
        }
        // What came may be what this device waited for, to say something in turn.
        if silent.is_some() || go_on(called, own).await? == 0 {
            break;
        }
        done.clear();
    }
    silent.map_or(Ok(told), Err)
}

/// Takes the steps with sealed desires that can be taken; how many were.
pub(crate) async fn go_on(called: &Called<'_>, own: &mut Own) -> Result<usize, Failure> {
    let mut taken = 0;
    for summary in own.relationships() {
        let steps = own.match_desires(summary.id, now()).await;
        taken += steps.map_err(|error| called.failed(error))?;
    }
    Ok(taken)
}

async fn visit(called: &mut Called<'_>, own: &mut Own, relay: &str, told: &mut Told) -> Result<(), Failure> {
    Connection::open(called, relay).await?.run(called, own, told).await
}

/// After an act: what waits is sent if that can be done at once, and told if not. Never a failure of the act.
pub(crate) async fn send_what_waits(called: &mut Called<'_>, own: &mut Own) {
    if called.is_demo || called.given.get_flag("offline") {
        return;
    }
    // What is heard beside may take longer; that is nobody's to wait for here.
    let _ = timeout(SENDS_WITHIN, once(called, own)).await;
    if own.unsent() > 0 || own.has_contents_to_bring() {
        complain(&called.fill("told-kept-here", &[]));
    }
}
