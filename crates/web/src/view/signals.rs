//! Slow · Pause · Stop, at the bottom of every page, at once, without a question; and, calmly, how to come back.

use consent::knowledge::Signal;
use consent::{Person, Says, SignalStands};
use leptos::prelude::*;

use super::parts::{Outcome, button, when};
use crate::clock;
use crate::device::{Circle, Open, Place, device};
use crate::words::{fill, say, with};

/// The three.
#[component]
pub(crate) fn Signals() -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <aside class="signals" aria-label=say("signals")>
            <Outcome place />
            <div>
                {button("slow", "slow", "slow", move || device.say(Says::Slow, place))}
                {button("pause", "pause", "pause", move || device.say(Says::Pause, place))}
                <button class="stop" data-test="stop" on:click=move |_| device.say(Says::Stop, place)>
                    <svg viewBox="0 0 18 18" aria-hidden="true" focusable="false">
                        <path d="M5.6 1h6.8L17 5.6v6.8L12.4 17H5.6L1 12.4V5.6z" />
                    </svg>
                    {say("stop")}
                </button>
            </div>
        </aside>
    }
    .into_any()
}

/// What holds now, and how to come back.
#[component]
pub(crate) fn Live() -> AnyView {
    let device = device();
    let place = Place::new();
    let told = device.of_open(|open| open.circle.as_deref().map(|circle| told(open, circle)));
    let may_resume = device.of_circle(Circle::may_resume);
    let water = device.of_circle(|circle| circle.after_a_stop.clone());
    let is_live = move || told.with(|told| told.iter().flatten().any(|lines| !lines.is_empty()));
    view! {
        {when(is_live, move || view! {
            <section class="live" role="status" data-test="signals-live" aria-label=say("signals-live")>
                {move || {
                    let lines = told.get().flatten().unwrap_or_default();
                    lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
                }}
                {move || {
                    let lines = water.get().unwrap_or_default();
                    (!lines.is_empty()).then(|| view! {
                        <ul class="said-list" data-test="after-a-stop">
                            {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                        </ul>
                    })
                }}
                {when(move || may_resume.get() == Some(true), move || view! {
                    <div class="row">
                        {button("resume", "", "resume", move || device.say(Says::Resume, place))}
                    </div>
                }.into_any())}
                <Outcome place />
            </section>
        }.into_any())}
    }
    .into_any()
}

fn told(open: &Open, circle: &Circle) -> Vec<String> {
    let mut lines: Vec<String> = circle.signals.iter().map(|signal| who(open, circle, signal)).collect();
    if let Some(strongest) = circle.signals.iter().map(|signal| signal.signal).max() {
        lines.push(say(match strongest {
            Signal::Slow => "slow-means",
            Signal::Pause => "pause-means",
            Signal::Stop => "stop-means",
        }));
        lines.push(back(circle));
    }
    lines
}

fn who(open: &Open, circle: &Circle, signal: &SignalStands) -> String {
    let kind = match signal.signal {
        Signal::Slow => "slow",
        Signal::Pause => "pause",
        Signal::Stop => "stop",
    };
    let who = if signal.by == circle.own { "you" } else { "they" };
    let gaps = [
        ("other", circle.other().into()),
        ("since", with(|words| clock::since(words, signal.since, open.now, &open.zone)).into()),
    ];
    fill(&format!("live-{kind}-{who}"), &gaps)
}

/// For whom it waits.
fn back(circle: &Circle) -> String {
    let waits = |person: Person| circle.signals.iter().any(|signal| signal.waits_for.contains(&person));
    let name = match (waits(circle.own), waits(circle.own.other())) {
        (true, true) => "back-both",
        (true, false) => "back-you",
        (false, _) => "back-they",
    };
    fill(name, &[("other", circle.other().into())])
}
