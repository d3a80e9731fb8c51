//! The commands that say something: each is one act, kept on this device at once and sent as soon as that can be.

use std::path::PathBuf;

use companion::rehearsal::read_agreement;
use consent::{ActId, AgreementStands, Area, LimitKind, Person, Says, VersionStands, VersionState};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::mistakes::malformed;
use crate::sync;
use crate::told::{hex, short};

/// Says what the command of this name says.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let mut own = called.open().await?;
    let (id, _) = called.circle(&own)?;
    let says = called.says(&own, name)?;
    let act = own.say(id, &says, now()).await.map_err(|error| called.failed(error))?;
    if called.json {
        called.output.line(&serde_json::json!({ "act": hex(act) }).to_string());
    } else {
        let circle = own.circle(id).map_err(|error| called.failed(error))?;
        let scene = circle.scene(called.words, own.zone());
        let said = scene.acts.act(act).map(|shown| scene.act(&shown)).unwrap_or_default();
        called.say("told-said", &[("said", said), ("act", short(act))]);
    }
    sync::send_what_waits(called, &mut own).await;
    Ok(())
}

impl Called<'_> {
    fn says(&self, own: &Own, name: &str) -> Result<Says, Failure> {
        let area = || Area::parse(self.text("area").unwrap_or_default()).map_err(Failure::Refused);
        Ok(match name {
            "propose" => self.propose(own)?,
            "sign" => Says::Sign(self.version(own, |version, me| {
                version.state == VersionState::Proposed && version.signed.get(me).is_none()
            })?),
            "withdraw" => Says::Withdraw(self.agreement(own)?, area()?),
            "end" => Says::End(self.agreement(own)?),
            "limit" => Says::Limit(area()?, self.kind()),
            "lift" => Says::Lift(area()?),
            "slow" => Says::Slow,
            "pause" => Says::Pause,
            "stop" => Says::Stop,
            "resume" => Says::Resume,
            "open" => {
                let minutes = self.given.get_one::<u32>("minutes").copied().unwrap_or_default();
                Says::Open(self.agreement(own)?, minutes)
            }
            "close" => Says::Close(self.agreement(own)?),
            "review" => {
                let next = self.time(self.text("next").unwrap_or_default(), own.zone())?;
                Says::Review(self.agreement(own)?, next)
            }
            _ => Says::CheckIn,
        })
    }

    fn kind(&self) -> LimitKind {
        self.text("kind").and_then(LimitKind::from_word).unwrap_or(LimitKind::Hard)
    }

    /// The `agreement` table of a file; versions that it replaces are named by their acts.
    fn propose(&self, own: &Own) -> Result<Says, Failure> {
        let file = self.given.get_one::<PathBuf>("file").cloned().unwrap_or_default();
        let shown = file.display().to_string();
        let bytes = std::fs::read(&file).map_err(|cause| {
            self.call("failed-agreement-file", &[("file", shown.clone()), ("cause", cause.to_string())])
        })?;
        let (_, circle) = self.circle(own)?;
        let draft = read_agreement(&bytes, circle.people(), own.zone());
        let draft = draft.map_err(|mistake| Failure::Call(malformed(self.words, &shown, &mistake)))?;
        let known = circle.knowledge().agreements_at(now());
        let find = |name: &str| {
            let mut versions =
                known.iter().flat_map(|agreement| &agreement.versions).map(|version| version.id);
            versions.find(|id| name.len() >= 4 && hex(*id).starts_with(name))
        };
        let version = draft.and_then(|draft| draft.resolve(find)).map_err(Failure::Refused)?;
        Ok(Says::Propose(Box::new(version)))
    }

    /// The version that was named, or the only one that fits.
    fn version(&self, own: &Own, fits: impl Fn(&VersionStands, Person) -> bool) -> Result<ActId, Failure> {
        let (_, circle) = self.circle(own)?;
        let agreements = circle.knowledge().agreements_at(now());
        let versions = || agreements.iter().flat_map(|agreement| &agreement.versions);
        let found: Vec<ActId> = match self.text("version") {
            Some(name) => {
                versions().map(|version| version.id).filter(|id| hex(*id).starts_with(name)).collect()
            }
            None => {
                versions().filter(|version| fits(version, circle.own())).map(|version| version.id).collect()
            }
        };
        self.only(&found)
    }

    /// The agreement that was named by any of its versions, or the only one that has a version in force or to come.
    fn agreement(&self, own: &Own) -> Result<ActId, Failure> {
        if self.text("version").is_some() {
            return self.version(own, |_, _| true);
        }
        let (_, circle) = self.circle(own)?;
        let lives = |agreement: &AgreementStands| {
            let alive = [VersionState::Current, VersionState::NotStarted];
            agreement.versions.iter().any(|version| alive.contains(&version.state))
        };
        let agreements = circle.knowledge().agreements_at(now());
        let found: Vec<ActId> =
            agreements.iter().filter(|agreement| lives(agreement)).map(|agreement| agreement.id).collect();
        self.only(&found)
    }

    fn only(&self, found: &[ActId]) -> Result<ActId, Failure> {
        match found {
            [only] => Ok(*only),
            [] if self.text("version").is_some() => Err(Failure::Refused(consent::Refusal::UnknownVersion)),
            [] => Err(self.call("failed-no-version", &[])),
            several => {
                let names = self.words.list(several.iter().map(|id| short(*id)));
                Err(self.call("failed-several-versions", &[("versions", names)]))
            }
        }
    }
}
