//! Passphrases are stretched in a worker: Argon2id takes long on purpose, and the page goes on meanwhile. Where the browser
//! gives no worker, it is done here.

use std::time::Duration;

use vault::{Cost, Error, Passphrase, SALT, Stretch, Stretched, errand};
use wasm_bindgen::prelude::*;

use super::{browser, worker};

/// The script of the worker.
const WORKER: &str = "/worker.js";

/// A passphrase that a worker stretches.
pub(super) struct InWorker(pub(super) Passphrase);

impl Stretch for InWorker {
    async fn stretch(&self, salt: &[u8; SALT], cost: Cost) -> Result<Stretched, Error> {
        let answer = sent(&errand::stretch(&self.0, salt, cost)).await;
        match answer.as_deref().and_then(errand::key_of) {
            Some(key) => Ok(key),
            None => self.0.stretch(salt, cost).await,
        }
    }
}

/// The cost that this device pays within a budget.
pub(super) async fn calibrated(budget: Duration) -> Result<Cost, Error> {
    let answer = sent(&errand::calibrate(budget)).await;
    match answer.as_deref().and_then(errand::cost_of) {
        Some(cost) => Ok(cost),
        None => Cost::calibrate(browser::stopwatch, budget),
    }
}

async fn sent(errand: &[u8]) -> Option<Vec<u8>> {
    // Whoever has tapped sees that something is under way.
    browser::breathe().await;
    worker::sent(WORKER, errand).await
}

/// In the worker: runs an errand.
#[wasm_bindgen]
pub fn run_errand(errand: &[u8]) -> Vec<u8> {
    let now = || Duration::try_from_secs_f64(js_sys::Date::now() / 1000.0).unwrap_or_default();
    errand::run(errand, now).to_vec()
}
