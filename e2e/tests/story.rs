//! The story of two people in two browsers, with a device on the command line beside them, and a relay that is killed in
//! between: begin, invite, join, compare, propose, sign, ask, limit, stop, resume, reload, lock, unlock; nothing lost.
#![allow(clippy::unwrap_used, missing_docs)]

use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::PATIENCE;
use e2e::browser::Browser;
use e2e::cli::Cli;
use e2e::couple::{Couple, PASSPHRASE};
use sha2::{Digest, Sha256};

/// What the other does appears within this time on one machine.
const AT_ONCE: Duration = Duration::from_secs(1);

struct Story(Couple);

impl Deref for Story {
    type Target = Couple;

    fn deref(&self) -> &Couple {
        &self.0
    }
}

impl DerefMut for Story {
    fn deref_mut(&mut self) -> &mut Couple {
        &mut self.0
    }
}

impl Story {
    /// Ada proposes that Bo decides about her home; both sign.
    async fn agree(&self) -> Result<()> {
        self.page(&self.ada, "propose").await?;
        self.ada.tap("propose-giver-you").await?;
        self.ada.type_into("propose-area", "home").await?;
        self.ada.choose("propose-power", "decide").await?;
        self.ada.choose("propose-mode", "freely").await?;
        self.ada.tap("propose-go").await?;
        self.ada.tap("agreement").await?;
        self.sign(&self.ada).await?;
        self.page(&self.bo, "agreed").await?;
        self.bo.tap("agreement").await?;
        self.sign(&self.bo).await
    }

    /// Asks on the page *now*; the answer stays there and is kept up to date.
    async fn ask(&self, browser: &Browser, area: &str) -> Result<()> {
        self.page(browser, "now").await?;
        browser.type_into("ask-area", area).await?;
        browser.choose("ask-power", "decide").await?;
        browser.tap("ask-go").await
    }

    async fn verdict(&self, browser: &Browser, verdict: &str) -> Result<Duration> {
        browser.until("verdict", "data-verdict", verdict).await
    }

    /// The browsers have the same acts as the command line, and none has anything unsent.
    async fn all_know_the_same(&self, cli: &Cli) -> Result<()> {
        let started = Instant::now();
        loop {
            let acts = cli.acts().await?;
            let digest = digest(&acts);
            let ada = self.ada.attribute("connection", "data-digest").await?;
            let bo = self.bo.attribute("connection", "data-digest").await?;
            if ada == digest && bo == digest {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "cli {digest} ({}), Ada {ada}, Bo {bo}", acts.len());
        }
    }
}

/// As the page has it: SHA-256 over the names of all acts, sorted.
fn digest(acts: &[String]) -> String {
    let mut names: Vec<Vec<u8>> = acts
        .iter()
        .map(|act| {
            (0..act.len()).step_by(2).map(|at| u8::from_str_radix(&act[at..at + 2], 16).unwrap()).collect()
        })
        .collect();
    names.sort_unstable();
    Sha256::digest(names.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_and_a_command_line_live_one_story() -> Result<()> {
    let mut story = Story(Couple::begin().await?);
    story.meet().await?;
    story.agree().await?;

    // A further device of Ada's, on the command line.
    let cli = Cli(story.folder.path().join("cli"));
    let code = cli
        .one(&["init", "--further", "--relay", story.relay.address(), "--zone", "Europe/Amsterdam"])
        .await?;
    story.page(&story.ada, "device").await?;
    story.ada.tap("let-in-open").await?;
    story.ada.type_into("let-in-code", code["device_code"].as_str().unwrap_or_default()).await?;
    story.ada.tap("let-in").await?;
    story.ada.find("let-in-done").await?;
    story.ada.until("connection", "data-unsent", "0").await?;
    cli.json(&["sync"]).await?;
    story.all_know_the_same(&cli).await?;

    story.ask(&story.bo, "home/study").await?;
    story.verdict(&story.bo, "allowed").await?;
    ensure!(cli.verdict("home/study").await? == "allowed", "the command line agrees");

    // A limit is there at the other within a second, without reloading.
    story.page(&story.ada, "limits").await?;
    story.ada.type_into("limit-area", "home/study").await?;
    story.ada.tap("limit-hard").await?;
    let took = story.verdict(&story.bo, "off-limits").await?;
    ensure!(took < AT_ONCE, "the limit took {took:?}");

    story.ask(&story.bo, "home").await?;
    story.verdict(&story.bo, "allowed").await?;
    story.ada.tap("stop").await?;
    let took = story.verdict(&story.bo, "paused").await?;
    ensure!(took < AT_ONCE, "the stop took {took:?}");

    // The relay is killed: the pages go on, and catch up when it is back.
    story.relay.kill().await?;
    story.ada.until("connection", "data-state", "offline").await?;
    story.ada.tap("resume").await?;
    story.bo.tap("resume").await?;
    story.verdict(&story.bo, "paused").await?;
    story.relay.start_again().await?;
    story.verdict(&story.bo, "allowed").await?;
    story.all_know_the_same(&cli).await?;
    ensure!(cli.verdict("home").await? == "allowed", "the command line agrees");

    // Reloading, locking and unlocking lose nothing.
    let acts = story.bo.attribute("connection", "data-digest").await?;
    story.bo.0.refresh().await?;
    story.bo.type_into("unlock-passphrase", "wrong").await?;
    story.bo.tap("unlock-go").await?;
    story.bo.until("outcome", "class", "outcome refused").await?;
    let told = story.bo.text("outcome").await?;
    ensure!(told.contains("does not open"), "a wrong passphrase is told: `{told}`");
    story.bo.type_into("unlock-passphrase", PASSPHRASE).await?;
    story.bo.tap("unlock-go").await?;
    story.bo.until("connection", "data-digest", &acts).await?;
    story.page(&story.bo, "device").await?;
    story.bo.tap("lock").await?;
    story.bo.type_into("unlock-passphrase", PASSPHRASE).await?;
    story.bo.tap("unlock-go").await?;
    story.bo.until("connection", "data-digest", &acts).await?;
    story.ask(&story.bo, "home/study/desk").await?;
    story.verdict(&story.bo, "off-limits").await?;
    story.0.end().await
}
