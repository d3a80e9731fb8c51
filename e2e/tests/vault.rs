//! The vault's suite over IndexedDB: every case that holds natively holds in a browser.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::browser::Driver;
use e2e::files;
use thirtyfour::By;

/// The whole suite may take so long.
const WITHIN: Duration = Duration::from_secs(300);

#[tokio::test(flavor = "multi_thread")]
async fn every_case_holds_over_indexed_db() -> Result<()> {
    let suite =
        std::env::var_os("TROTH_VAULT_SUITE").expect("`cargo xtask test` builds the suite and names it");
    let address = files::serve(PathBuf::from(suite)).await?;
    let profile = tempfile::tempdir()?;
    let driver = Driver::start().await?;
    let browser = driver.browser(profile.path()).await?;
    browser.go(&address).await?;
    let started = Instant::now();
    let outcome = loop {
        let outcome = browser.0.find(By::Id("outcome")).await?.text().await?;
        if outcome != "running" || started.elapsed() > WITHIN {
            break outcome;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let cases = browser.0.find(By::Id("cases")).await?.text().await?;
    browser.quit().await?;
    driver.quit().await?;
    let broken: Vec<&str> = cases.lines().filter(|line| !line.ends_with(": ok")).collect();
    ensure!(outcome == "done" && broken.is_empty(), "{outcome}: {broken:?}");
    ensure!(cases.lines().count() > 30, "only {} cases were run", cases.lines().count());
    Ok(())
}
