//! Four words that both read aloud, to know that nobody stands between them. Both answers weigh the same.

use leptos::prelude::*;

use super::own_device::Erase;
use super::parts::{Outcome, button, when};
use crate::device::{Command, Place, device};
use crate::watched::Watched;
use crate::words::{fill, say};

/// Asks to compare, until it has been done.
#[component]
pub(crate) fn Compare() -> AnyView {
    let device = device();
    let place = Place::new();
    let differ = RwSignal::new(false);
    let words = device.of_circle(|circle| (circle.compare, circle.other().to_owned()));
    let is_open = device.of_circle(|circle| !circle.is_compared);
    let how = move || fill("compare-how", &[("other", other(words).into())]);
    view! {
        {when(move || is_open.get() == Some(true), move || view! {
            <section class="leaf compare">
                <h2>{say("compare-heading")}</h2>
                <p>{how}</p>
                <ol class="compare-words" data-test="compare-words" translate="no">
                    {move || {
                        let words = words.get().map(|(words, _)| words).into_iter().flatten();
                        words.map(|word| view! { <li>{word}</li> }).collect_view()
                    }}
                </ol>
                <div class="answers">
                    {button("compare-same", "", "compare-same", move || device.tell(Command::Compared, place))}
                    {button("compare-differ", "", "compare-differ", move || differ.set(true))}
                </div>
                <Outcome place />
                {when(move || differ.get(), move || view! {
                    <div role="alert" class="note warn">
                        <p>{say("compare-differ-what")}</p>
                        <Erase />
                    </div>
                }.into_any())}
            </section>
        }.into_any())}
    }
    .into_any()
}

fn other(words: Watched<Option<([&'static str; 4], String)>>) -> String {
    words.get().map(|(_, other)| other).unwrap_or_default()
}
