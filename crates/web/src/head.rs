//! The head of every page: the knot and the name. It does not know which page is open.

use leptos::prelude::*;

/// Two rings, each once over and once under the other: each is open where it passes behind.
#[component]
fn Knot() -> impl IntoView {
    view! {
        <svg class="knot" viewBox="0 0 32 20" aria-hidden="true" focusable="false">
            <path d="M17.59 5.46A7.6 7.6 0 1 1 14.01 2.83" />
            <path d="M14.41 14.54A7.6 7.6 0 1 1 17.99 17.17" />
        </svg>
    }
}

/// The head. `brand` is the name as it is shown, `about` what the link says to those who do not see it.
#[component]
pub(crate) fn Head(brand: String, about: String) -> impl IntoView {
    view! {
        <header>
            <a class="brand" href="/" aria-label=about>
                <Knot />
                <span>{brand}</span>
            </a>
        </header>
    }
}
