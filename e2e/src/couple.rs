//! Ada and Bo, each with a browser, and a relay between them: what every story of theirs begins and ends with.

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::browser::{Browser, Driver};
use crate::relay::Relay;

/// What both unlock with.
pub const PASSPHRASE: &str = "a passphrase that nobody guesses";

/// The two, and what is between them.
pub struct Couple {
    /// Where their profiles and the relay's data lie.
    pub folder: TempDir,
    /// The relay.
    pub relay: Relay,
    /// Who starts browsers.
    pub driver: Driver,
    /// Ada's.
    pub ada: Browser,
    /// Bo's.
    pub bo: Browser,
}

impl Couple {
    /// Both begin, each alone.
    ///
    /// # Errors
    /// Where the page does not let them.
    pub async fn begin() -> Result<Couple> {
        let folder = tempfile::tempdir()?;
        let relay = Relay::start(&folder.path().join("relay")).await?;
        let driver = Driver::start().await?;
        let ada = driver.browser(&folder.path().join("ada")).await?;
        let bo = driver.browser(&folder.path().join("bo")).await?;
        for (browser, name) in [(&ada, "Ada"), (&bo, "Bo")] {
            browser.go(relay.address()).await?;
            begin(browser, name).await?;
        }
        Ok(Couple { folder, relay, driver, ada, bo })
    }

    /// A link, followed; the same words on both sides.
    ///
    /// # Errors
    /// Where they do not meet.
    pub async fn meet(&self) -> Result<()> {
        self.ada.tap("invite").await?;
        self.ada.find("invite-code").await?;
        let link = self.ada.find("invite-link").await?.prop("value").await?.unwrap_or_default();
        ensure!(link.contains("#join="), "the link is `{link}`");
        self.bo.type_into("join-link", &link).await?;
        self.bo.tap("join-go").await?;
        let ada = self.ada.text("compare-words").await?;
        let bo = self.bo.text("compare-words").await?;
        ensure!(ada == bo && ada.split_whitespace().count() >= 4, "`{ada}` and `{bo}`");
        self.ada.tap("compare-same").await?;
        self.bo.tap("compare-same").await
    }

    /// Opens a page by its fragment.
    ///
    /// # Errors
    /// Where it does not load.
    pub async fn page(&self, browser: &Browser, page: &str) -> Result<()> {
        browser.go(&format!("{}/#{page}", self.relay.address())).await
    }

    /// Signs the version that is open, without holding a button.
    ///
    /// # Errors
    /// Where it cannot be signed.
    pub async fn sign(&self, browser: &Browser) -> Result<()> {
        browser.tap("sign-plainly").await?;
        browser.tap("sign-read").await?;
        browser.tap("sign-plain").await
    }

    /// Closes the browsers.
    ///
    /// # Errors
    /// Where one does not close.
    pub async fn end(self) -> Result<()> {
        self.leave_behind().await.map(|_| ())
    }

    /// Closes the browsers; what they, and the relay, have left on the disk. A browser writes some of it when it closes.
    ///
    /// # Errors
    /// Where one does not close.
    pub async fn leave_behind(self) -> Result<TempDir> {
        self.ada.quit().await?;
        self.bo.quit().await?;
        self.driver.quit().await?;
        Ok(self.folder)
    }
}

/// Begins a device on the page that is open, up to where two meet.
///
/// # Errors
/// Where the page does not let it.
pub async fn begin(browser: &Browser, name: &str) -> Result<()> {
    browser.type_into("begin-name", name).await?;
    browser.type_into("begin-passphrase", PASSPHRASE).await?;
    browser.type_into("begin-passphrase-again", PASSPHRASE).await?;
    browser.tap("begin-adults").await?;
    browser.tap("begin-go").await?;
    let words = browser.text("recovery-words").await?;
    ensure!(words.split_whitespace().count() >= 24, "recovery words: {words}");
    browser.tap("recovery-written").await
}
