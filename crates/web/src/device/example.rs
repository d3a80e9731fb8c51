//! Half a year of two people who do not exist, to look around in: in memory, sent nowhere, gone with the page.

use std::pin::Pin;

use companion::words::Words;
use companion::{Companion, Error, example};
use consent::{Instant, Zone};
use leptos::wasm_split::wasm_split;
use vault::{Cost, InMemory, Passphrase};

use super::browser;
use super::store::Rows;
use super::stretching::InWorker;
use crate::later::DidNotCome;
use crate::words;

/// Where its texts lie.
const TEXTS: &str = "/words/en-example.ftl";
/// Whoever looks around twice sees the same.
const SEED: u64 = 1;

type Begun = Pin<Box<dyn Future<Output = Result<Companion<Rows>, Error>>>>;
type Begin = fn(Zone, Instant, Words) -> Begun;

/// An example couple's device.
pub(super) async fn begun() -> Result<Result<Companion<Rows>, Error>, DidNotCome> {
    let texts = browser::fetched(TEXTS).await.ok_or(DidNotCome)?;
    let zone = browser::zone().ok_or(DidNotCome)?;
    words::add(&texts);
    Ok(beginning().await?(zone, browser::now(), Words::of([texts.as_str()])).await)
}

/// It comes with the pages that are loaded later.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn beginning() -> Result<Begin, DidNotCome> {
    Ok(begin)
}

fn begin(zone: Zone, now: Instant, texts: Words) -> Begun {
    Box::pin(async move {
        let passphrase = InWorker(Passphrase::new("nothing is kept"));
        let rows = Rows::Nowhere(InMemory::new());
        let begun = example::begin(rows, &passphrase, Cost::FLOOR, &texts, &zone, now, SEED).await;
        begun.map(|(companion, _)| companion)
    })
}
