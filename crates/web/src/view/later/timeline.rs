//! The timeline: all that both share, by day, the newest first; of some topics alone, and with some words alone.

use std::sync::Arc;

use companion::timeline::Topic;
use leptos::prelude::*;

use super::attached::Attached;
use super::parts::{Field, Heading, button, follow};
use crate::device::{Command, Place, device};
use crate::living::{DaySeen, LineSeen};
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::say;

/// So many lines are shown at first, and as many more each time.
const PAGE: usize = 60;

/// The page.
#[component]
pub(crate) fn Timeline() -> AnyView {
    let device = device();
    let (search, most) = (RwSignal::new(String::new()), RwSignal::new(PAGE));
    let topics = RwSignal::new(Vec::<Topic>::new());
    Effect::new(move |_| {
        let look = Look::Timeline(topics.get(), search.get(), most.get());
        device.tell(Command::Look(Some(Box::new(look))), Place::new());
    });
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::Timeline(..), Seen::Timeline(seen))) => Some(Arc::clone(seen)),
        _ => None,
    });
    let seen = Watched::new(move || seen.get().flatten());
    let topic = move |of: Topic| {
        let toggle = move |event: leptos::ev::Event| {
            let is_on = event_target_checked(&event);
            topics.update(|topics| {
                topics.retain(|other| *other != of);
                topics.extend(is_on.then_some(of));
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" data-test=format!("timeline-{}", of.word()) on:change=toggle />
                <span>{say(&format!("timeline-{}", of.word()))}</span>
            </label>
        }
    };
    view! {
        <a class="back" href=Route::Live.address()>{say("back")}</a>
        <Heading text=say("timeline-heading") />
        <p class="sub">{say("timeline-sub")}</p>
        <Field label=say("timeline-search") value=search test="timeline-search" kind="search" />
        <fieldset class="choices"><legend>{say("timeline-of")}</legend>{Topic::ALL.map(topic).collect_view()}</fieldset>
        {follow(move || {
            let Some(seen) = seen.get() else { return ().into_any() };
            if seen.is_empty() {
                return view! { <p class="who" role="status" data-test="timeline-none">{say("timeline-none")}</p> }.into_any();
            }
            let shown: usize = seen.iter().map(|day| day.lines.len()).sum();
            let more = (shown >= most.get_untracked())
                .then(|| button("lived-more", "", "timeline-more", move || most.update(|most| *most += PAGE)));
            view! { {seen.iter().cloned().map(day).collect_view()} {more} }.into_any()
        })}
    }
    .into_any()
}

fn day(of: DaySeen) -> AnyView {
    let line = |of: LineSeen| {
        let LineSeen { time, says, answers, attached } = of;
        view! {
            <li>
                <span class="who">{time}</span>
                <span class="text">{says} {answers.into_iter().map(|answer| view! { <span class="answer">{answer}</span> }).collect_view()} <Attached attached /></span>
            </li>
        }
    };
    view! {
        <section>
            <h2>{of.day}</h2>
            <ul class="leaf lately" data-test="timeline-day">{of.lines.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
