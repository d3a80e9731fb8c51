//! What the page loads later: fetched while nobody waits for it, there without a network from then on; where it does not come, the
//! page says so, and gets it when it is asked for again.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use anyhow::{Result, ensure};
use e2e::PATIENCE;
use e2e::browser::{Browser, Driver};
use e2e::relay::Relay;

/// Waits until the page says that it has not come.
async fn is_told(browser: &Browser) -> Result<()> {
    browser.until("outcome", "class", "outcome refused").await?;
    let told = browser.text("outcome").await?;
    ensure!(told.contains("could not be loaded"), "the page says `{told}`");
    Ok(())
}

/// Waits until the part is on the device.
async fn has_come(browser: &Browser) -> Result<()> {
    let script = "return performance.getEntriesByType('resource')
        .some(({ name, responseEnd }) => name.includes('/part-later-') && responseEnd > 0)";
    let started = Instant::now();
    while !browser.0.execute(script, Vec::new()).await?.convert::<bool>()? {
        ensure!(started.elapsed() < PATIENCE, "the part was not fetched");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_does_not_come_is_told_and_asked_for_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut relay = Relay::start(&folder.path().join("relay")).await?;
    let driver = Driver::start().await?;
    let browser = driver.browser(&folder.path().join("ada")).await?;
    let learn = format!("{}/#learn", relay.address());
    browser.go(relay.address()).await?;
    browser.find("begin-name").await?;
    relay.kill().await?;
    browser.go(&learn).await?;
    is_told(&browser).await?;
    browser.tap("later-again").await?;
    is_told(&browser).await?;
    relay.start_again().await?;
    browser.tap("later-again").await?;
    browser.find("terms").await?;
    // From now on it is there, with or without a server.
    relay.kill().await?;
    browser.tap("term").await?;
    browser.find("term-says").await?;
    browser.quit().await?;
    driver.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_fetched_once_the_device_is_open_before_anybody_needs_it() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let relay = Relay::start(&folder.path().join("relay")).await?;
    let driver = Driver::start().await?;
    let browser = driver.browser(&folder.path().join("ada")).await?;
    browser.go(relay.address()).await?;
    e2e::couple::begin(&browser, "Ada").await?;
    browser.find("invite").await?;
    has_come(&browser).await?;
    browser.quit().await?;
    driver.quit().await
}
