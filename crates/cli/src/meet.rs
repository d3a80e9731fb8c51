//! Inviting and joining.

use companion::MeetingShown;

use crate::called::{Called, now};
use crate::failure::Failure;
use crate::sync;
use crate::told::rfc3339;

/// Prints a link, and puts the offer at the relay.
pub(crate) async fn invite(called: &mut Called<'_>) -> Result<(), Failure> {
    let mut own = called.open().await?;
    if called.given.get_flag("cancel") {
        own.cancel_invitations().await.map_err(|error| called.failed(error))?;
        called.tell("told-cancelled", &serde_json::json!({ "cancelled": true }));
        sync::send_what_waits(called, &mut own).await;
        return Ok(());
    }
    let meeting = own.invite(now()).await.map_err(|error| called.failed(error))?;
    if let MeetingShown::Inviting { link, expires } = meeting {
        if called.json {
            let line = serde_json::json!({ "link": link, "expires": rfc3339(expires) });
            called.output.line(&line.to_string());
        } else {
            let until = called.words.date_time(expires, own.zone());
            called.say("told-invite", &[("until", until)]);
            called.output.line(&link);
            called.say("told-invite-next", &[]);
        }
    }
    sync::send_what_waits(called, &mut own).await;
    Ok(())
}

/// Lets one's own new device in.
pub(crate) async fn let_in(called: &mut Called<'_>) -> Result<(), Failure> {
    let mut own = called.open().await?;
    let code = called.text("code").unwrap_or_default().to_owned();
    own.let_in(&code, now()).await.map_err(|error| called.failed(error))?;
    called.tell("told-let-in", &serde_json::json!({ "let_in": true }));
    sync::send_what_waits(called, &mut own).await;
    Ok(())
}

/// Follows a link, and tells how far that has come.
pub(crate) async fn join(called: &mut Called<'_>) -> Result<(), Failure> {
    let mut own = called.open().await?;
    let link = called.text("link").unwrap_or_default().to_owned();
    own.join(&link).await.map_err(|error| called.failed(error))?;
    if called.given.get_flag("offline") {
        called.tell("told-joining", &serde_json::json!({ "joining": true }));
        return Ok(());
    }
    let before = own.relationships().len();
    let told = sync::once(called, &mut own).await?;
    if own.relationships().len() == before && !told.meeting_failed {
        called.tell("told-joining", &serde_json::json!({ "joining": true }));
    }
    told.outcome(called)
}
