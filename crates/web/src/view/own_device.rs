//! This device: who it belongs to, what it has sent, and how to take everything from it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Field, Heading, Outcome, button, live, send, submit, when};
use crate::device::{Command, Place, Told, device};
use crate::reminders::{self, Quiet};
use crate::typed;
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
        <Reminders />
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
            <form autocomplete="off" on:submit=submit>
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

/// Whether the browser reminds of something to look at, and when it does not.
#[component]
fn Reminders() -> AnyView {
    let wanted = reminders::wanted();
    let is_on = RwSignal::new(wanted.is_some());
    let quiet = wanted.unwrap_or(Quiet::NIGHT);
    let (from, to) = (RwSignal::new(typed::clock(quiet.from)), RwSignal::new(typed::clock(quiet.to)));
    let place = Place::new();
    let want = move || {
        let hours = typed::minutes(&from.get()).zip(typed::minutes(&to.get()));
        let Some((from, to)) = hours else { return place.tell(Told::Refused(say("reminders-hours-none"))) };
        place.tell(Told::Working);
        spawn_local(async move {
            let is_allowed = reminders::want(Quiet { from, to }).await;
            let _ = is_on.try_set(is_allowed);
            place.tell(if is_allowed { Told::Done } else { Told::Refused(say("reminders-refused")) });
        });
    };
    let stop = move || {
        reminders::forget();
        is_on.set(false);
    };
    view! {
        <details class="leaf">
            <summary data-test="reminders-open">{say("reminders-summary")}</summary>
            <p>{say("reminders-what")}</p>
            <div class="pair">
                <Field label=say("reminders-from") value=from test="reminders-from" kind="time" />
                <Field label=say("reminders-to") value=to test="reminders-to" kind="time" />
            </div>
            <div class="row">
                {button("reminders-want", "", "reminders-want", want)}
                {when(move || is_on.get(), move || button("reminders-stop", "plain", "reminders-stop", stop))}
            </div>
            <p class="who" role="status" data-test="reminders-state">
                {live(move || say(if is_on.get() { "reminders-on" } else { "reminders-off" }))}
            </p>
            <Outcome place />
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
