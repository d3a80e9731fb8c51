//! The commands that say something: each is one act, kept on this device at once and sent as soon as that can be.

use std::path::PathBuf;

use companion::negotiation::words::Beside;
use companion::negotiation::{AgreementWords, LimitWords};
use companion::rehearsal::read_agreement;
use consent::{Area, LimitKind, Says, Version, VersionState};

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::mistakes::malformed;
use crate::output::complain;
use crate::sync;
use crate::told::{hex, short};

/// Says what the command of this name says.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let own = called.open().await?;
    let says = called.says(&own, name)?;
    called.said(own, &says, &LimitWords::default(), serde_json::json!({})).await
}

/// Proposes what stands in a file, with its words. What is not even in it is told before, and keeps nobody from it.
pub(crate) async fn propose(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (version, words) = called.proposal(&own)?;
    let (_, circle) = called.circle(&own)?;
    let uneven = circle.one_sided(&version, &words, now(), now());
    let scene = circle.scene(called.words, own.zone());
    let uneven: Vec<String> = uneven.into_iter().map(|one| scene.one_sided(one)).collect();
    let more = serde_json::json!({ "one_sided": uneven });
    if !called.json {
        uneven.iter().for_each(|line| complain(&called.fill("told-uneven", &[("says", line.clone())])));
    }
    called.said(own, &Says::Propose(Box::new(version)), &words, more).await
}

/// Sets a limit, with a note and a condition for the other to read.
pub(crate) async fn limit(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let text = |name: &str| called.text(name).unwrap_or_default().to_owned();
    let words = LimitWords { note: text("note"), condition: text("condition") };
    let says = Says::Limit(called.area()?, called.kind());
    called.said(own, &says, &words, serde_json::json!({})).await
}

impl Called<'_> {
    /// Says it, with the words behind it; `more` goes beside the act's name where JSON was asked for.
    async fn said<W: Beside>(
        &mut self,
        mut own: Own,
        says: &Says,
        words: &W,
        mut more: serde_json::Value,
    ) -> Result<(), Failure> {
        let called = self;
        let (id, _) = called.circle(&own)?;
        let act = own.say_with(id, says, words, now()).await.map_err(|error| called.failed(error))?;
        if called.json {
            more["act"] = hex(act).into();
            called.output.line(&more.to_string());
            sync::send_what_waits(called, &mut own).await;
            return Ok(());
        }
        let circle = own.circle(id).map_err(|error| called.failed(error))?;
        let scene = circle.scene(called.words, own.zone());
        let said = scene.acts.act(act).map(|shown| scene.act(&shown)).unwrap_or_default();
        called.say("told-said", &[("said", said), ("act", short(act))]);
        sync::send_what_waits(called, &mut own).await;
        Ok(())
    }

    pub(crate) fn area(&self) -> Result<Area, Failure> {
        Area::parse(self.text("area").unwrap_or_default()).map_err(Failure::Refused)
    }

    fn says(&self, own: &Own, name: &str) -> Result<Says, Failure> {
        Ok(match name {
            "sign" => Says::Sign(self.version(own, |version, me| {
                matches!(version.state, VersionState::Proposed | VersionState::Ended)
                    && version.signed.get(me).is_none()
            })?),
            "retract" => {
                Says::Retract(self.version(own, |version, _| version.state == VersionState::Proposed)?)
            }
            "withdraw" => Says::Withdraw(self.agreement(own)?, self.area()?),
            "end" => Says::End(self.agreement(own)?),
            "lift" => Says::Lift(self.area()?),
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

    /// An agreement's file; versions that it replaces are named by their acts.
    fn proposal(&self, own: &Own) -> Result<(Version, AgreementWords), Failure> {
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
        let draft = draft.map_err(Failure::Refused)?;
        Ok((draft.resolve(find).map_err(Failure::Refused)?, draft.words().clone()))
    }
}
