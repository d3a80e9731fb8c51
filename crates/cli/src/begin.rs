//! `troth init`, `troth recover`: how a device begins.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use companion::circle::RecoveryWords;
use companion::vault::{Cost, Passphrase, Sqlite};
use companion::{Beginning, Companion, Error};
use zeroize::Zeroizing;

use crate::called::{Asked, Called, VAULT};
use crate::failure::Failure;
use crate::sync;

impl Called<'_> {
    /// Begins a device: a vault, its keys, and the recovery words, shown this once.
    pub(crate) async fn init(&mut self) -> Result<(), Failure> {
        let beginning = Beginning {
            name: self.text("name").unwrap_or_default().to_owned(),
            relay: self.text("relay").unwrap_or_default().to_owned(),
            zone: self.own_zone(self.text("zone"))?,
        };
        let home = self.new_home()?;
        let passphrase = self.passphrase(Asked::Twice)?;
        std::fs::create_dir_all(&home).map_err(|cause| self.no_home(&home, &cause))?;
        let store = self.store()?;
        if self.given.get_flag("further") {
            return self.init_further(store, &passphrase, &beginning).await;
        }
        let begun = Companion::begin(store, &passphrase, Cost::NATIVE, &beginning).await;
        let mut begun = begun.map_err(|error| self.failed(error))?;
        let recovery = begun.words.words();
        if self.json {
            self.output.line(&serde_json::json!({ "recovery_words": recovery }).to_string());
            return self.words_shown(&mut begun.companion).await;
        }
        let name = begun.companion.name().to_owned();
        self.say("told-begun", &[("name", name)]);
        for (row, number) in recovery.chunks(6).zip((1_usize..).step_by(6)) {
            let row: Vec<String> =
                row.iter().zip(number..).map(|(word, number)| format!("{number:>2} {word:<10}")).collect();
            self.output.line(&format!("  {}", row.join(" ")));
        }
        self.say("told-recovery", &[]);
        self.words_shown(&mut begun.companion).await
    }

    /// Where no vault is yet.
    fn new_home(&self) -> Result<PathBuf, Failure> {
        let home = self.home()?;
        if home.join(VAULT).exists() {
            return Err(self.call("failed-vault-exists", &[("home", home.display().to_string())]));
        }
        Ok(home)
    }

    /// Begins a device from the recovery words, and brings everything back.
    pub(crate) async fn recover(&mut self) -> Result<(), Failure> {
        let (relay, zone) =
            (self.text("relay").unwrap_or_default().to_owned(), self.own_zone(self.text("zone"))?);
        let home = self.new_home()?;
        let words = RecoveryWords::parse(&self.recovery_words()?)
            .map_err(|error| self.failed(Error::Words(error)))?;
        let passphrase = self.passphrase(Asked::Twice)?;
        std::fs::create_dir_all(&home).map_err(|cause| self.no_home(&home, &cause))?;
        let begun =
            Companion::begin_from_words(self.store()?, &passphrase, Cost::NATIVE, &words, &relay, &zone)
                .await;
        let mut own = begun.map_err(|error| self.failed(error))?;
        // What lies outside of the acts is there once this device is.
        for _ in 0..2 {
            let told = sync::once(self, &mut own).await;
            if own.is_recovering() {
                // Nothing was found: with other words, or at another relay, it begins anew.
                own.erase().await.map_err(|error| self.failed(error))?;
                let _ = std::fs::remove_file(home.join(VAULT));
                return Err(told
                    .err()
                    .unwrap_or_else(|| self.call("failed-nothing-to-recover", &[("relay", relay)])));
            }
            told?;
        }
        let (name, count) = (own.name().to_owned(), own.relationships().len());
        if self.json {
            let line = serde_json::json!({ "recovered": true, "name": name, "relationships": count });
            self.output.line(&line.to_string());
        } else {
            self.say("told-everything-back", &[("name", name)]);
        }
        Ok(())
    }

    /// Asked for, or read from standard input: an argument would stay in the shell's history.
    fn recovery_words(&self) -> Result<Zeroizing<String>, Failure> {
        if std::io::stdin().is_terminal() {
            let _ = write!(std::io::stderr(), "{} ", self.words.say("told-recovery-words", &[]));
        }
        let mut line = Zeroizing::new(String::new());
        let read = std::io::stdin().lock().read_line(&mut line);
        read.map(|_| line).map_err(|_| self.call("failed-no-prompt", &[]))
    }

    /// On a terminal they stay where they were printed: the vault lets them go.
    async fn words_shown(&self, own: &mut Companion<Sqlite>) -> Result<(), Failure> {
        own.words_written().await.map_err(|error| self.failed(error))
    }

    /// Begins as a further device of a person who has one, and shows the code that lets it in.
    async fn init_further(
        &mut self,
        store: Sqlite,
        passphrase: &Passphrase,
        beginning: &Beginning,
    ) -> Result<(), Failure> {
        let Beginning { relay, zone, .. } = beginning;
        let own = Companion::begin_further(store, passphrase, Cost::NATIVE, relay, zone).await;
        let own = own.map_err(|error| self.failed(error))?;
        let code = own.device_code().unwrap_or_default();
        if self.json {
            self.output.line(&serde_json::json!({ "device_code": code }).to_string());
            return Ok(());
        }
        self.say("told-further", &[]);
        self.output.line(&code);
        self.say("told-further-next", &[]);
        Ok(())
    }
}
