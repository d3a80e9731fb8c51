//! The app in the browser.
//!
//! A seed for now: the head with the knot, and one sentence. It holds no rule of its own: what it shows comes from
//! the floors below, and what is tapped goes to them. It asks nobody but its own server for anything, and needs
//! neither an inline script nor an inline style, so the strictest content-security policy lets it through.

#![allow(unreachable_pub, reason = "leptos' `component` makes items public, in private modules too")]

mod head;
mod words;

use leptos::prelude::*;

use crate::head::Head;
use crate::words::Words;

/// Draws the page into the document's body, and lets a panic be read in the browser's console.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    leptos::mount::mount_to_body(App);
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let words = StoredValue::new_local(Words::english());
    let say = move |name: &str| words.with_value(|words| words.say(name));
    view! {
        <Head brand=say("brand") about=say("brand-about") />
        <main id="main">
            <h1>{say("first-sentence")}</h1>
            <p class="sub">{say("first-line")}</p>
        </main>
    }
}
