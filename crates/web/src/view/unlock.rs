//! A vault that is shut.

use leptos::prelude::*;

use super::parts::{Field, Heading, Outcome, send, submit, when};
use crate::device::{Command, Place, device};
use crate::words::say;

/// Asks for the passphrase.
#[component]
pub(crate) fn Unlock() -> AnyView {
    let device = device();
    let passphrase = RwSignal::new(String::new());
    let place = Place::new();
    let submit = submit(move || {
        device.tell(Command::Unlock { passphrase: passphrase.get() }, place);
    });
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
            {send("unlock-go", "main", "unlock-go", place)}
            <Outcome place />
        </form>
        {when(move || device.link.get().is_some(), move || view! {
            <p class="note">{say("unlock-invited")}</p>
        }.into_any())}
    }
    .into_any()
}
