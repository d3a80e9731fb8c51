//! A vault that is shut.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::parts::{Field, Heading, Outcome};
use crate::device::{Command, Place, device};
use crate::words::say;

/// Asks for the passphrase.
#[component]
pub(crate) fn Unlock() -> AnyView {
    let device = device();
    let passphrase = RwSignal::new(String::new());
    let place = Place::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        device.tell(Command::Unlock { passphrase: passphrase.get() }, place);
    };
    view! {
        <Heading text=say("unlock-heading") />
        <form class="leaf narrow" on:submit=submit>
            <Field
                label=say("unlock-passphrase")
                value=passphrase
                test="unlock-passphrase"
                kind="password"
                complete="current-password"
            />
            <div class="row">
                <button class="main" data-test="unlock-go" disabled=move || place.is_working()>
                    {say("unlock-go")}
                </button>
            </div>
            <Outcome place />
        </form>
        <Show when=move || device.link.get().is_some()>
            <p class="note">{say("unlock-invited")}</p>
        </Show>
    }
    .into_any()
}
