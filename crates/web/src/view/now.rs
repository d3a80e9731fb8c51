//! The first page: how it is at this moment, what is due, and the question box.

use leptos::prelude::*;

use super::ask::Ask;
use super::compare::Compare;
use super::due::Due;
use super::strips::Strips;
use crate::device::device;

/// The page.
#[component]
pub(crate) fn Now() -> AnyView {
    let device = device();
    let heading = device.of_circle(|circle| circle.sentence.heading.clone());
    let under = device.of_circle(|circle| circle.sentence.under.clone());
    view! {
        <section class="hero">
            <h1 tabindex="-1" data-test="now-sentence">{heading}</h1>
            <p class="sub" data-test="now-under">{under}</p>
            <Strips />
        </section>
        <div class="two">
            <div><Compare /><Due /></div>
            <Ask />
        </div>
    }
    .into_any()
}
