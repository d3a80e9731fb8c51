//! A relay over a folder, with the page.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running relay.
pub struct Relay {
    child: Child,
    address: String,
    data: PathBuf,
}

impl Relay {
    /// Starts one over this folder, at a free port of loopback.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start(data: &Path) -> Result<Relay> {
        Relay::start_at(data, "127.0.0.1:0").await
    }

    async fn start_at(data: &Path, listen: &str) -> Result<Relay> {
        let mut command = Command::new(crate::troth());
        command.args(["serve", "--listen", listen, "--data"]).arg(data);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let stdout = child.stdout.take().context("the relay has no standard output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).await?;
        let address = line.trim().rsplit(' ').next().unwrap_or_default().to_owned();
        anyhow::ensure!(address.starts_with("http://"), "the relay says `{line}` where its address belongs");
        Ok(Relay { child, address, data: data.to_owned() })
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Kills it without a word (`SIGKILL`).
    ///
    /// # Errors
    /// Where it cannot be killed.
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Starts it again, over the same data at the same address.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start_again(&mut self) -> Result<()> {
        let listen = self.address.trim_start_matches("http://").to_owned();
        *self = Relay::start_at(&self.data.clone(), &listen).await?;
        Ok(())
    }
}
