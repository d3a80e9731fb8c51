//! Four words that both read aloud, to know that nobody stands between them. Both answers weigh the same.

use leptos::prelude::*;

use super::own_device::Erase;
use super::parts::Outcome;
use crate::device::{Command, Place, device};
use crate::words::{fill, say};

/// Asks to compare, until it has been done.
#[component]
pub(crate) fn Compare() -> AnyView {
    let device = device();
    let place = Place::new();
    let differ = RwSignal::new(false);
    let words = device.of_circle(|circle| (circle.compare.join(" · "), circle.other().to_owned()));
    let is_open = device.of_circle(|circle| !circle.is_compared);
    let how = move || fill("compare-how", &[("other", other(words).into())]);
    view! {
        <Show when=move || is_open.get() == Some(true)>
            <section class="leaf compare">
                <h2>{say("compare-heading")}</h2>
                <p>{how}</p>
                <p class="compare-words" data-test="compare-words" translate="no">
                    {move || words.get().map(|(words, _)| words)}
                </p>
                <div class="answers">
                    <button
                        data-test="compare-same"
                        on:click=move |_| device.tell(Command::Compared, place)
                    >
                        {say("compare-same")}
                    </button>
                    <button data-test="compare-differ" on:click=move |_| differ.set(true)>
                        {say("compare-differ")}
                    </button>
                </div>
                <Outcome place />
                <Show when=move || differ.get()>
                    <div role="alert" class="note warn">
                        <p>{say("compare-differ-what")}</p>
                        <Erase />
                    </div>
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

fn other(words: Memo<Option<(String, String)>>) -> String {
    words.get().map(|(_, other)| other).unwrap_or_default()
}
