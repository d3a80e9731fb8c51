//! This device: who it belongs to, what it has sent, and how to take everything from it.

use leptos::prelude::*;

use super::parts::{Field, Heading, Outcome, button, live, send, submit, when};
use crate::device::{Command, Place, Told, device};
use crate::words::{fill, say};

/// The page of this device.
#[component]
pub(crate) fn OwnDevice() -> AnyView {
    let device = device();
    let about = device.of_open(|open| (open.name.clone(), open.zone.name().to_owned(), open.unsent));
    let words = device.of_circle(|circle| circle.compare.join("\u{a0}· "));
    let line = move |name: &'static str, of: fn((String, String, usize)) -> String| {
        let value = move || about.get().map(of);
        view! { <dt>{say(name)}</dt><dd>{value}</dd> }
    };
    view! {
        <Heading text=say("device-heading") />
        <dl class="leaf facts">
            {line("device-name", |(name, _, _)| name)} {line("device-zone", |(_, zone, _)| zone)}
            {line("device-unsent", |(_, _, unsent)| fill("device-unsent-count", &[("count", unsent.into())]))}
            <dt>{say("device-words")}</dt>
            <dd translate="no">{live(move || words.get().unwrap_or_default())}</dd>
        </dl>
        <LetIn />
        <p class="sub">{say("device-leave")}</p>
        <Erase />
    }
    .into_any()
}

/// Lets one's own new device in, by the code that it shows.
#[component]
fn LetIn() -> AnyView {
    let device = device();
    let code = RwSignal::new(String::new());
    let place = Place::new();
    let submit = submit(move || {
        device.tell(Command::LetIn { code: code.get() }, place);
    });
    view! {
        <details class="leaf">
            <summary data-test="let-in-open">{say("let-in-summary")}</summary>
            <p>{say("let-in-what")}</p>
            <form on:submit=submit>
                <Field label=say("let-in-code") value=code test="let-in-code" />
                {send("let-in-go", "", "let-in", place)}
            </form>
            <Outcome place />
            {when(move || place.read() == Told::Done, move || view! {
                <p role="status" data-test="let-in-done">{say("let-in-done")}</p>
            }.into_any())}
        </details>
    }
    .into_any()
}

/// Takes everything from this device: said plainly, then done by one button.
#[component]
pub(crate) fn Erase() -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <details class="leaf">
            <summary>{say("erase-summary")}</summary>
            <p>{say("erase-what")}</p>
            <div class="row">
                {button("erase-go", "", "erase", move || device.tell(Command::Erase, place))}
            </div>
            <Outcome place />
        </details>
    }
    .into_any()
}
