//! The commands that only look: at agreements, the record.

use companion::record::Report;
use companion::{CircleOfTwo, Said};
use consent::{AgreementStands, Person, VersionStands, VersionState};

use crate::called::{Called, Own, now};
use crate::chosen::name;
use crate::failure::{Failure, of_vault};
use crate::told::{hex, rfc3339, short};

/// The words to compare aloud.
pub(crate) async fn words(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let summary = circle.summary();
    if called.json {
        called.output.line(&serde_json::json!({ "words": summary.words }).to_string());
        return Ok(());
    }
    let other = name(circle, circle.own().other());
    called.say("told-compare", &[("other", other), ("words", summary.words.join(" "))]);
    Ok(())
}

/// The agreements there are, with their versions.
pub(crate) async fn agreements(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let agreements = circle.knowledge().agreements_at(now());
    if agreements.is_empty() && !called.json {
        called.say("told-no-agreements", &[]);
    }
    for agreement in &agreements {
        for version in &agreement.versions {
            called.tell_version(&own, circle, agreement, version);
        }
    }
    Ok(())
}

/// The acts, one a line, in an order that is the same on every device.
pub(crate) async fn record(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let scene = circle.scene(called.words, own.zone());
    for act in circle.acts() {
        let said = match (scene.acts.act(act.id), &act.says) {
            (Some(shown), _) => scene.act(&shown),
            (None, Said::OfLife(Ok(Some(says)))) => scene.lived(act.id, act.by, says),
            (None, Said::Says(_) | Said::OfLife(_)) => called.words.say("told-act-refused", &[]),
            (None, Said::OfDesires) => called.words.say("told-act-desires", &[]),
            (None, Said::Membership) => called.words.say("told-act-membership", &[]),
        };
        let by = name(circle, act.by);
        if called.json {
            let says = match &act.says {
                Said::Says(Ok(says)) => Some(says.word()),
                Said::OfLife(Ok(Some(says))) => Some(says.word()),
                Said::OfDesires => Some("desires"),
                Said::Says(Err(_)) | Said::OfLife(_) | Said::Membership => None,
            };
            let line = serde_json::json!({
                "act": hex(act.id),
                "by": by,
                "device": act.device.to_string(),
                "at": rfc3339(act.clock),
                "do": says,
                "said": said,
            });
            called.output.line(&line.to_string());
        } else {
            let when = called.words.date_time(act.clock, own.zone());
            called.output.line(&format!("{}  {when:<25}  {said}", short(act.id)));
        }
    }
    Ok(())
}

/// Checks hashes, signatures and causality of the whole record, and every part of the vault.
pub(crate) async fn verify(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let vault = called.open_vault().await?;
    let damaged = vault.check().await.map_err(|error| Failure::Vault(of_vault(called.words, &error)))?;
    let mut whole = damaged.is_empty();
    for summary in own.relationships() {
        let circle = own.circle(summary.id).map_err(|error| called.failed(error))?;
        let report = circle.record().verify_all();
        whole &= report.is_whole();
        called.tell_report(circle, &report);
    }
    for part in &damaged {
        called.say("told-damaged", &[("what", part.to_string())]);
    }
    if whole { Ok(()) } else { Err(Failure::Vault(called.fill("failed-not-whole", &[]))) }
}

impl Called<'_> {
    fn tell_version(
        &mut self,
        own: &Own,
        circle: &CircleOfTwo,
        agreement: &AgreementStands,
        version: &VersionStands,
    ) {
        let state = match version.state {
            VersionState::Proposed => "told-version-proposed",
            VersionState::NotStarted => "told-version-not-started",
            VersionState::Current => "told-version-current",
            VersionState::Over => "told-version-over",
            VersionState::Replaced => "told-version-replaced",
            VersionState::Ended => "told-version-ended",
            VersionState::Retracted => "told-version-retracted",
        };
        let state = self.words.say(state, &[]);
        let signed = Person::BOTH.into_iter().filter(|person| version.signed.get(*person).is_some());
        let signed: Vec<String> = signed.map(|person| name(circle, person)).collect();
        if self.json {
            let line = serde_json::json!({
                "agreement": hex(agreement.id),
                "version": hex(version.id),
                "giver": name(circle, agreement.giver),
                "holder": name(circle, agreement.holder),
                "state": state,
                "signed": signed,
                "moment_until": agreement.moment_until.map(rfc3339),
            });
            self.output.line(&line.to_string());
            return;
        }
        let scene = circle.scene(self.words, own.zone());
        let by = self.words.list(&signed);
        let gaps = [
            ("version", short(version.id)),
            ("giver", name(circle, agreement.giver)),
            ("holder", name(circle, agreement.holder)),
            ("state", state),
        ];
        let mut lines = vec![self.fill("told-version", &gaps)];
        lines.push(if signed.is_empty() {
            self.fill("told-signed-by-nobody", &[])
        } else {
            self.fill("told-signed-by", &[("people", by)])
        });
        for grant in &version.version.grants {
            lines.push(format!("  {}", scene.grant_line(grant)));
        }
        lines.iter().for_each(|line| self.output.line(line));
    }

    fn tell_report(&mut self, circle: &CircleOfTwo, report: &Report) {
        let other = name(circle, circle.own().other());
        let digest: String = report.digest.iter().map(|byte| format!("{byte:02x}")).collect();
        if self.json {
            let apart: Vec<String> = report.apart.iter().map(ToString::to_string).collect();
            let line = serde_json::json!({
                "relationship": report.relationship.to_string(),
                "with": other,
                "good": report.good,
                "digest": digest,
                "apart": apart,
                "forks": report.forks.len(),
            });
            self.output.line(&line.to_string());
            return;
        }
        let gaps = [
            ("other", other),
            ("good", report.good.to_string()),
            ("digest", digest.chars().take(16).collect()),
        ];
        self.say("told-verified", &gaps);
        for apart in &report.apart {
            self.say("told-apart", &[("what", apart.to_string())]);
        }
        for fork in &report.forks {
            self.say("told-fork", &[("device", fork.device.to_string().chars().take(8).collect())]);
        }
    }
}
