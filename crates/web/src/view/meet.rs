//! Two who are not in a relationship yet: one invites, the other joins.

use companion::MeetingShown;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Field, Heading, Outcome, button, follow, live, send, submit};
use crate::clock;
use crate::device::{Command, Open, Place, device, drawn};
use crate::words::{fill, say, with};

/// One's own open invitation.
#[derive(Clone, PartialEq)]
struct Invitation {
    link: String,
    expires: String,
}

/// Invites or joins.
#[component]
pub(crate) fn Meet() -> AnyView {
    let device = device();
    let invitation = device.of_open(invitation);
    let is_joining = device
        .of_open(|open| open.meetings.iter().any(|meeting| matches!(meeting, MeetingShown::Joining { .. })));
    let met = device.of_open(|open| open.met.clone());
    let heading = Signal::derive(move || match (invitation.get().flatten(), is_joining.get()) {
        (Some(_), _) => say("invite-open-heading"),
        (None, Some(true)) => say("join-waiting-heading"),
        (None, _) => say("meet-heading"),
    });
    let opened = device.link.get_untracked();
    view! {
        <Heading text=heading />
        <p class="met" role="status" data-test="met">{live(move || met.get().flatten())}</p>
        {follow(move || match (invitation.get().flatten(), is_joining.get()) {
            (Some(invitation), _) => view! { <OpenInvitation invitation /> }.into_any(),
            (None, Some(true)) => view! { <p class="sub">{say("join-waiting")}</p> }.into_any(),
            (None, _) => {
                let link = opened.clone().unwrap_or_default();
                view! { <div class="two"><Join link /><Invite /></div> }.into_any()
            }
        })}
    }
    .into_any()
}

fn invitation(open: &Open) -> Option<Invitation> {
    open.meetings.iter().find_map(|meeting| match meeting {
        MeetingShown::Inviting { link, expires } if *expires > open.now => {
            let expires = with(|words| clock::date_time(words, *expires, &open.zone));
            Some(Invitation { link: link.clone(), expires })
        }
        _ => None,
    })
}

#[component]
fn Invite() -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <section class="leaf">
            <h2>{say("invite-heading")}</h2>
            <p>{say("invite-how")}</p>
            <div class="row">
                {button("invite-go", "", "invite", move || device.tell(Command::Invite, place))}
            </div>
            <Outcome place />
        </section>
    }
    .into_any()
}

#[component]
fn Join(link: String) -> AnyView {
    let device = device();
    let was_opened = !link.is_empty();
    let link = RwSignal::new(link);
    let place = Place::new();
    let submit = submit(move || {
        device.link.set(None);
        device.tell(Command::Join { link: link.get() }, place);
    });
    view! {
        <section class="leaf">
            <h2>{say("join-heading")}</h2>
            <p>{say(if was_opened { "join-opened" } else { "join-how" })}</p>
            <form autocomplete="off" on:submit=submit>
                <Field label=say("join-link") value=link test="join-link" />
                {send("join-go", "", "join-go", place)}
            </form>
            <Outcome place />
        </section>
    }
    .into_any()
}

#[component]
fn OpenInvitation(invitation: Invitation) -> AnyView {
    let device = device();
    let (place, copied) = (Place::new(), RwSignal::new(false));
    let Invitation { link, expires } = invitation;
    let code = RwSignal::new(String::new());
    let text = link.clone();
    spawn_local(async move {
        // The view may be gone by then.
        let _ = code.try_set(drawn(&text).await.unwrap_or_default());
    });
    let drawing = follow(move || {
        let code = code.get();
        let Some((width, path)) = code.split_once(' ') else { return ().into_any() };
        view! {
            <svg class="qr" data-test="invite-code" viewBox=format!("0 0 {width} {width}") role="img" aria-label=say("invite-qr")>
                <rect width=width.to_owned() height=width.to_owned() class="qr-paper" />
                <path d=path.to_owned() class="qr-ink" />
            </svg>
        }
        .into_any()
    });
    let shown = link.clone();
    let copy = move || {
        let _ = window().navigator().clipboard().write_text(&link);
        copied.set(true);
    };
    view! {
        <p class="sub">{fill("invite-until", &[("expires", expires.into())])}</p>
        <div class="leaf invitation">
            {drawing}
            <div>
                <label class="field">
                    <span>{say("invite-link")}</span>
                    <input readonly data-test="invite-link" value=shown spellcheck="false" />
                </label>
                <div class="row">
                    {button("invite-copy", "", "invite-copy", copy)}
                    {button("invite-cancel", "plain", "invite-cancel", move || device.tell(Command::CancelInvitation, place))}
                </div>
                <p class="outcome" role="status">
                    {live(move || copied.get().then(|| say("invite-copied")))}
                </p>
                <Outcome place />
                <p class="who">{say("invite-secret")}</p>
            </div>
        </div>
    }
    .into_any()
}
