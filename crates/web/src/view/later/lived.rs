//! Every direction that there was, the newest first: how it stands, and whether it was within what both agreed, by what its author
//! could know and by all that both now know.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{Heading, button, follow};
use crate::device::{Command, Place, device};
use crate::living::DirectionSeen;
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::say;

/// So many are shown at first, and as many more each time.
const PAGE: usize = 30;

/// The page.
#[component]
pub(crate) fn Lived() -> AnyView {
    let device = device();
    let most = RwSignal::new(PAGE);
    Effect::new(move |_| {
        device.tell(Command::Look(Some(Box::new(Look::Lived(most.get())))), Place::new());
    });
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::Lived(_), Seen::Lived(seen))) => Some(Arc::clone(seen)),
        _ => None,
    });
    let seen = Watched::new(move || seen.get().flatten());
    let row = |of: &DirectionSeen| {
        let of = of.clone();
        view! {
            <div class="dir" data-test="lived" data-stands=of.stands.word()>
                <div>
                    <p class="said">{of.says}</p>
                    <p class="who">{of.about}</p>
                    {of.answers.into_iter().take(3).map(|line| view! { <p class="who">{line}</p> }).collect_view()}
                    <p class="who">{of.stands_says} " " {of.bounds}</p>
                    {(!of.because.is_empty()).then(|| view! {
                        <ul class="because">{of.because.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    })}
                </div>
            </div>
        }
    };
    view! {
        <a class="back" href=Route::Live.address()>{say("back")}</a>
        <Heading text=say("lived-heading") />
        <p class="sub">{say("lived-sub")}</p>
        {follow(move || {
            let Some(seen) = seen.get() else { return ().into_any() };
            if seen.is_empty() {
                return view! { <p class="who">{say("lived-none")}</p> }.into_any();
            }
            let more = (seen.len() >= most.get_untracked())
                .then(|| button("lived-more", "", "lived-more", move || most.update(|most| *most += PAGE)));
            view! { <div class="leaf">{seen.iter().map(row).collect_view()}</div> {more} }.into_any()
        })}
    }
    .into_any()
}
