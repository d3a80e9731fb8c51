//! `troth init`: how a device begins.

use companion::vault::{Cost, Passphrase, Sqlite};
use companion::{Beginning, Companion};

use crate::called::{Asked, Called, VAULT};
use crate::failure::Failure;

impl Called<'_> {
    /// Begins a device: a vault, its keys, and the recovery words, shown this once.
    pub(crate) async fn init(&mut self) -> Result<(), Failure> {
        let beginning = Beginning {
            name: self.text("name").unwrap_or_default().to_owned(),
            relay: self.text("relay").unwrap_or_default().to_owned(),
            zone: self.own_zone(self.text("zone"))?,
        };
        let home = self.home()?;
        if home.join(VAULT).exists() {
            return Err(self.call("failed-vault-exists", &[("home", home.display().to_string())]));
        }
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
