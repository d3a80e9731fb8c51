//! A device on the command line.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use serde_json::Value;
use tokio::process::Command;

/// A device in a folder.
pub struct Cli(pub PathBuf);

impl Cli {
    /// The lines of JSON of a command that succeeds.
    ///
    /// # Errors
    /// Where it does not, with what it says.
    pub async fn json(&self, arguments: &[&str]) -> Result<Vec<Value>> {
        let mut command = Command::new(crate::troth());
        command.env("TROTH_PASSPHRASE", "correct horse battery staple").arg("--home").arg(&self.0);
        let output = command.args(arguments).arg("--json").output().await?;
        let why = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "troth {arguments:?}: {why}");
        let lines = String::from_utf8(output.stdout)?;
        lines.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    /// The first of them.
    ///
    /// # Errors
    /// The same, and where there is none.
    pub async fn one(&self, arguments: &[&str]) -> Result<Value> {
        let first = self.json(arguments).await?.into_iter().next();
        first.ok_or_else(|| anyhow::anyhow!("troth {arguments:?} says nothing"))
    }

    /// Sends and receives, then the names of all acts in the order that every device has.
    ///
    /// # Errors
    /// Where that fails.
    pub async fn acts(&self) -> Result<Vec<String>> {
        self.json(&["sync"]).await?;
        let acts = self.json(&["record"]).await?;
        Ok(acts.iter().filter_map(|act| act["act"].as_str().map(str::to_owned)).collect())
    }

    /// The verdict on a question about Ada's life.
    ///
    /// # Errors
    /// Where it cannot be asked.
    pub async fn verdict(&self, area: &str) -> Result<String> {
        let answer = self.one(&["ask", area, "decide", "--of", "Ada"]).await?;
        Ok(answer["verdict"].as_str().unwrap_or_default().to_owned())
    }
}
