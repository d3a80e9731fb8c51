//! The first page: how it is at this moment, what is due, and the question box.

use leptos::prelude::*;

use super::ask::Ask;
use super::compare::Compare;
use super::due::Due;
use super::parts::{follow, live};
use super::strips::Strips;
use crate::device::device;
use crate::route::Route;
use crate::words::say;

/// The page.
#[component]
pub(crate) fn Now() -> AnyView {
    let device = device();
    let heading = device.of_circle(|circle| circle.sentence.heading.clone());
    let heading = live(move || heading.get().unwrap_or_default());
    let under = device.of_circle(|circle| circle.sentence.under.clone());
    let under = live(move || under.get().unwrap_or_default());
    view! {
        <section class="hero">
            <h1 tabindex="-1" data-test="now-sentence">{heading}</h1>
            <p class="sub" data-test="now-under">{under}</p>
            <Strips />
        </section>
        <div class="two">
            <div><Compare /><Aftercare /><Due /><Lately /></div>
            <Ask />
        </div>
    }
    .into_any()
}

/// After a moment: what one wrote down for it, and a word of how one is.
#[component]
fn Aftercare() -> AnyView {
    let device = device();
    let aftercare = device.of_circle(|circle| circle.aftercare.clone());
    follow(move || {
        let Some(aftercare) = aftercare.get().flatten() else { return ().into_any() };
        let none = aftercare.lines.is_empty();
        let lines = aftercare.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <section>
                <h2>{say(&format!("list-{}", aftercare.list.word()))}</h2>
                <div class="leaf" data-test="aftercare" data-list=aftercare.list.word()>
                    <ul class="said-list">{lines}</ul>
                    {none.then(|| view! { <p class="who">{say("aftercare-none")}</p> })}
                    <p class="who">{say("aftercare-drop")}</p>
                    <div class="row">
                        <a class="button" data-test="aftercare-check-in" href=Route::CheckIn.address()>{say("check-in-open")}</a>
                    </div>
                </div>
            </section>
        }
        .into_any()
    })
}

/// The last few acts of both.
#[component]
fn Lately() -> AnyView {
    let device = device();
    let acts = device.of_circle(|circle| circle.lately.clone());
    follow(move || {
        let acts = acts.get().unwrap_or_default();
        if acts.is_empty() {
            return ().into_any();
        }
        let line = |(when, act): (String, String)| {
            view! { <li><span class="who">{when}</span><span>{act}</span></li> }
        };
        view! {
            <section>
                <h2>{say("lately-heading")}</h2>
                <ul class="leaf lately" data-test="lately">
                    {acts.into_iter().map(line).collect_view()}
                </ul>
            </section>
        }
        .into_any()
    })
}
