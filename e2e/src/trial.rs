//! A page that is told by its address what to do, and shows what came of it: what the measuring examples drive.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use thirtyfour::By;

use crate::browser::Browser;

/// What the page shows once it is done.
///
/// # Errors
/// What it shows instead, and where it is not done within so long.
pub async fn asked(browser: &Browser, address: &str, within: Duration) -> Result<String> {
    browser.go(address).await?;
    let started = Instant::now();
    while started.elapsed() < within {
        let outcome = browser.0.find(By::Id("outcome")).await?.text().await?;
        match outcome.as_str() {
            "done" => return Ok(browser.0.find(By::Id("rounds")).await?.text().await?),
            // Asked seldom: whoever asks takes time from what is measured.
            "running" => tokio::time::sleep(Duration::from_millis(200)).await,
            other => bail!("{address}: {other}"),
        }
    }
    bail!("{address} is not done after {} s", within.as_secs())
}

/// The one in the middle; no number of none.
#[must_use]
pub fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() / 2).copied().unwrap_or(f64::NAN)
}
