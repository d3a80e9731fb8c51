//! A command with all that it needs: what was typed, the words, the vault and how it is opened.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ArgMatches;
use companion::example;
use companion::record::RelationshipId;
use companion::vault::{Cost, Passphrase, Sqlite, Vault};
use companion::words::Words;
use companion::{CircleOfTwo, Companion, Error};
use consent::{Instant, Zone};
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};

use crate::failure::Failure;
use crate::output::Output;

/// A command with all that it needs.
pub(crate) struct Called<'c> {
    pub(crate) words: &'c Words,
    pub(crate) given: &'c ArgMatches,
    pub(crate) json: bool,
    pub(crate) output: Output,
    /// An example couple's device in memory, instead of one's own.
    pub(crate) is_demo: bool,
}

/// The device of this machine's user.
pub(crate) type Own = Companion<Sqlite>;

impl<'c> Called<'c> {
    /// As it was typed.
    pub(crate) fn new(words: &'c Words, given: &'c ArgMatches) -> Called<'c> {
        Called { words, given, json: given.get_flag("json"), output: Output::new(), is_demo: false }
    }
}

impl Called<'_> {
    /// Opens the device's vault.
    pub(crate) async fn open(&self) -> Result<Own, Failure> {
        if self.is_demo {
            return self.example().await;
        }
        let home = self.home()?;
        if !home.join(VAULT).exists() {
            return Err(Failure::Vault(
                self.words.say("failed-no-vault-at", &[("home", home.display().to_string().into())]),
            ));
        }
        let passphrase = self.passphrase(Asked::Once)?;
        Companion::open(self.store()?, &passphrase).await.map_err(|error| self.failed(error))
    }

    /// The zone that was named, or this machine's.
    pub(crate) fn own_zone(&self, named: Option<&str>) -> Result<Zone, Failure> {
        let system = jiff::tz::TimeZone::system();
        let name = named.or(system.iana_name()).unwrap_or("UTC");
        Zone::parse(name).map_err(Failure::Refused)
    }

    /// Half a year of two people who do not exist, up to now. Nothing of it is saved or sent.
    async fn example(&self) -> Result<Own, Failure> {
        let mut words = Words::english(&[]);
        words.add(example::TEXTS);
        let store =
            Sqlite::in_memory().map_err(|error| self.failed(companion::vault::Error::from(error).into()))?;
        let zone = self.own_zone(None)?;
        let passphrase = Passphrase::new("nothing is kept");
        let begun = example::begin(store, &passphrase, Cost::FLOOR, &words, &zone, now(), 1).await;
        begun.map(|(own, _)| own).map_err(|error| self.failed(error))
    }

    /// The vault alone, to be looked over.
    pub(crate) async fn open_vault(&self) -> Result<Vault<Sqlite>, Failure> {
        let passphrase = self.passphrase(Asked::Once)?;
        Vault::open(self.store()?, &passphrase).await.map_err(|error| self.failed(error.into()))
    }

    pub(crate) fn store(&self) -> Result<Sqlite, Failure> {
        let path = self.home()?.join(VAULT);
        Sqlite::open(&path).map_err(|error| self.failed(companion::vault::Error::from(error).into()))
    }

    pub(crate) fn home(&self) -> Result<PathBuf, Failure> {
        if let Some(home) = self.given.get_one::<PathBuf>("home") {
            return Ok(home.clone());
        }
        if let Some(home) = std::env::var_os("TROTH_HOME").filter(|home| !home.is_empty()) {
            return Ok(PathBuf::from(home));
        }
        user_data().ok_or_else(|| self.call("failed-no-home", &[]))
    }

    /// `TROTH_PASSPHRASE`, or what is typed at a prompt that does not show it.
    pub(crate) fn passphrase(&self, asked: Asked) -> Result<Passphrase, Failure> {
        if let Ok(passphrase) = std::env::var("TROTH_PASSPHRASE") {
            return if passphrase.is_empty() {
                Err(self.call("failed-empty-passphrase", &[]))
            } else {
                Ok(Passphrase::new(&passphrase))
            };
        }
        if !std::io::stdin().is_terminal() {
            return Err(self.call("failed-no-prompt", &[]));
        }
        let prompt = |name: &str| {
            // The prompt itself goes to standard error: standard output is for answers.
            let _ = write!(std::io::stderr(), "{} ", self.words.say(name, &[]));
            rpassword::read_password().map_err(|_| self.call("failed-no-prompt", &[]))
        };
        let first = prompt("told-passphrase")?;
        if first.is_empty() {
            return Err(self.call("failed-empty-passphrase", &[]));
        }
        if asked == Asked::Twice && prompt("told-passphrase-again")? != first {
            return Err(self.call("failed-passphrases-differ", &[]));
        }
        Ok(Passphrase::new(&first))
    }

    /// An argument's text, if it was given.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.given.get_one::<String>(name).map(String::as_str)
    }

    /// Says a line on standard output.
    pub(crate) fn say(&mut self, name: &str, gaps: &[(&str, String)]) {
        let line = self.fill(name, gaps);
        self.output.line(&line);
    }

    /// Says a line in words, or as JSON where that was asked for.
    pub(crate) fn tell(&mut self, name: &str, json: &serde_json::Value) {
        let line = if self.json { json.to_string() } else { self.words.say(name, &[]) };
        self.output.line(&line);
    }

    /// A text with its gaps filled.
    pub(crate) fn fill(&self, name: &str, gaps: &[(&str, String)]) -> String {
        let gaps: Vec<_> = gaps.iter().map(|(gap, text)| (*gap, text.as_str().into())).collect();
        self.words.say(name, &gaps)
    }

    /// A wrong call.
    pub(crate) fn call(&self, name: &str, gaps: &[(&str, String)]) -> Failure {
        Failure::call(self.words, name, gaps)
    }

    /// What the device could not do.
    pub(crate) fn failed(&self, error: Error) -> Failure {
        Failure::of(self.words, error)
    }

    /// The relationship that is meant, with its circle.
    pub(crate) fn circle<'o>(&self, own: &'o Own) -> Result<(RelationshipId, &'o CircleOfTwo), Failure> {
        let id = own.the_relationship().map_err(|error| self.failed(error))?;
        Ok((id, own.circle(id).map_err(|error| self.failed(error))?))
    }

    /// A time that was typed: RFC 3339, or a local time in one's own zone.
    pub(crate) fn time(&self, text: &str, zone: &Zone) -> Result<Instant, Failure> {
        zone.time(text).ok_or_else(|| self.call("failed-time", &[("found", text.to_owned())]))
    }

    pub(crate) fn no_home(&self, home: &std::path::Path, cause: &std::io::Error) -> Failure {
        let gaps = [("home", home.display().to_string()), ("cause", cause.to_string())];
        Failure::Vault(self.fill("failed-home", &gaps))
    }
}

/// How often a passphrase is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Once,
    Twice,
}

/// The vault's file in a device's folder.
pub(crate) const VAULT: &str = "vault.sqlite";

/// Where this platform keeps a user's data for Troth.
pub(crate) fn user_data() -> Option<PathBuf> {
    let of = AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "troth".to_owned(),
        app_name: "troth".to_owned(),
    };
    choose_app_strategy(of).ok().map(|strategy| strategy.data_dir())
}

/// This machine's clock.
pub(crate) fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
