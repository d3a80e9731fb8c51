//! The steps of sealed desires, each in a worker: what is tapped meanwhile, a stop above all, waits for none of them.

use companion::desires::{DesireStep, Drawn};
use companion::matching::Wrong;
use companion::matching::errand::{Errand, answered};
use leptos::task::spawn_local;

use super::command::Place;
use super::work::{Brought, Inbox};
use super::worker;

/// What a worker answered; nothing where there was none to be had.
pub(super) type Answer = Option<Result<Vec<u8>, Wrong>>;

/// Has a step worked out; the answer is brought.
pub(super) fn step(inbox: Inbox, step: DesireStep) {
    spawn_local(async move {
        let answer = match step.errand() {
            Some(errand) => run(errand).await,
            None => Some(Ok(Vec::new())),
        };
        inbox.bring(Brought::Step(Box::new(step), answer));
    });
}

/// Has a share made, to finish with.
pub(super) fn share(inbox: Inbox, drawn: Drawn, place: Place) {
    spawn_local(async move {
        let answer = run(drawn.errand()).await;
        inbox.bring(Brought::Share(Box::new(drawn), answer, place));
    });
}

async fn run(errand: &Errand) -> Answer {
    let answer = worker::sent(worker::BESIDE, &errand.to_bytes()).await?;
    answered(&answer)
}
