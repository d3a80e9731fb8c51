//! A browser of its own profile, driven as a person would: by what is on the page.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::PATIENCE;

/// The driver that starts browsers.
pub struct Driver {
    child: Child,
    address: String,
}

impl Driver {
    /// Starts one at a free port of loopback.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start() -> Result<Driver> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child =
            command.spawn().context("chromedriver does not start; `cargo xtask test` installs it")?;
        let stdout = child.stdout.take().context("chromedriver has no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        while let Some(line) = lines.next_line().await? {
            let port =
                line.split("on port ").nth(1).and_then(|rest| rest.trim_end_matches('.').parse::<u16>().ok());
            // The first line repeats the port that was asked for; the one that was found comes later.
            if let Some(port) = port.filter(|port| *port != 0) {
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Driver { child, address: format!("http://127.0.0.1:{port}") });
            }
        }
        bail!("chromedriver ended without telling its port")
    }

    /// Opens a browser with this profile.
    ///
    /// # Errors
    /// Where it does not open.
    pub async fn browser(&self, profile: &Path) -> Result<Browser> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=390,844",
        ] {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        Ok(Browser(WebDriver::new(&self.address, capabilities).await?))
    }

    /// Ends the driver.
    ///
    /// # Errors
    /// Where it cannot be ended.
    pub async fn quit(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// A browser with one page.
pub struct Browser(pub WebDriver);

impl Browser {
    /// Goes to an address.
    ///
    /// # Errors
    /// Where the page does not load.
    pub async fn go(&self, address: &str) -> Result<()> {
        Ok(self.0.goto(address).await?)
    }

    /// The element of this name, once it is there and shown.
    ///
    /// # Errors
    /// Where it does not come in time.
    pub async fn find(&self, name: &str) -> Result<WebElement> {
        let started = Instant::now();
        loop {
            let found = self.0.find_all(By::Css(selector(name))).await?;
            for element in found {
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(element);
                }
            }
            if started.elapsed() > PATIENCE {
                bail!("`{name}` is not on the page:\n{}", self.page().await);
            }
        }
    }

    /// What the page says, for whoever reads why a test failed.
    async fn page(&self) -> String {
        match self.0.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// Whether the element of this name is there and shown, now.
    ///
    /// # Errors
    /// Where the browser does not answer.
    pub async fn has(&self, name: &str) -> Result<bool> {
        for element in self.0.find_all(By::Css(selector(name))).await? {
            if element.is_displayed().await.unwrap_or(false) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Taps it, once it can be tapped.
    ///
    /// # Errors
    /// Where it cannot in time.
    pub async fn tap(&self, name: &str) -> Result<()> {
        let started = Instant::now();
        loop {
            match self.find(name).await?.click().await {
                Ok(()) => return Ok(()),
                Err(error) if started.elapsed() > PATIENCE => {
                    return Err(error).context(format!("tapping `{name}`"));
                }
                Err(_) => {}
            }
        }
    }

    /// Types into it, in place of what is there.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn type_into(&self, name: &str, text: &str) -> Result<()> {
        let field = self.find(name).await?;
        field.clear().await.ok();
        Ok(field.send_keys(text).await?)
    }

    /// Chooses the option of this value.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn choose(&self, name: &str, value: &str) -> Result<()> {
        let option = self.find(name).await?.find(By::Css(format!("option[value=\"{value}\"]"))).await?;
        Ok(option.click().await?)
    }

    /// Its text.
    ///
    /// # Errors
    /// Where it is not there.
    pub async fn text(&self, name: &str) -> Result<String> {
        Ok(self.find(name).await?.text().await?)
    }

    /// Waits until its text holds this.
    ///
    /// # Errors
    /// Where it does not in time, with what it says.
    pub async fn says(&self, name: &str, what: &str) -> Result<()> {
        let started = Instant::now();
        loop {
            // The page may draw it anew in between.
            let text = self.find(name).await?.text().await.unwrap_or_default();
            if text.contains(what) {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                bail!("`{name}` says `{text}`, without `{what}`:\n{}", self.page().await);
            }
        }
    }

    /// An attribute of it; empty where it has none.
    ///
    /// # Errors
    /// Where it is not there.
    pub async fn attribute(&self, name: &str, attribute: &str) -> Result<String> {
        Ok(self.find(name).await?.attr(attribute).await?.unwrap_or_default())
    }

    /// Waits until the attribute of the element has this value; how long that took.
    ///
    /// # Errors
    /// Where it does not in time, with what it has.
    pub async fn until(&self, name: &str, attribute: &str, value: &str) -> Result<std::time::Duration> {
        let started = Instant::now();
        loop {
            let has = match self.find(name).await?.attr(attribute).await {
                Ok(has) => has.unwrap_or_default(),
                // The page drew it anew in between.
                Err(_) => continue,
            };
            if has == value {
                return Ok(started.elapsed());
            }
            if started.elapsed() > PATIENCE {
                bail!("`{name}` has {attribute} `{has}` where `{value}` was awaited:\n{}", self.page().await);
            }
        }
    }

    /// Closes it.
    ///
    /// # Errors
    /// Where it does not close.
    pub async fn quit(self) -> Result<()> {
        Ok(self.0.quit().await?)
    }
}

fn selector(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}
