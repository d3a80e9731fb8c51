//! The pages that nobody needs first: they are loaded later (`crate::later`), when the page is idle (`part`).
//!
//! To add a page: a file here, a line in [`page`]. What is in here is private, so that nothing of the first load can
//! name it, which would draw it into the first load.

mod agreed;
mod attached;
mod changes;
mod check_in;
mod desires;
mod direct;
mod direction;
mod forms;
mod hold;
mod journal;
mod learn;
mod limits;
mod live;
mod lived;
mod plot;
mod propose;
mod propose_line;
mod propose_words;
mod reflect;
mod review;
mod safety;
mod terms;
mod timeline;
mod tree;
mod version;
mod version_acts;
mod week;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

// What both have, by the names that the pages in here know it by.
use super::{ask, limit_of, parts, strips};
use crate::later::DidNotCome;
use crate::route::Route;

/// The ways in. Once they are there they are there for good, and nothing behind them is waited for any more.
#[derive(Clone, Copy)]
pub(super) struct Doors {
    /// Draws a page.
    pub(super) page: fn(Route) -> AnyView,
}

/// Loads the code, if it is not there. What failed is tried anew by calling it again.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn doors() -> Result<Doors, DidNotCome> {
    Ok(Doors { page })
}

/// Whether the page is in here.
pub(super) fn holds(route: Route) -> bool {
    !matches!(route, Route::Now | Route::Device)
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Agreed => view! { <agreed::Agreed /> }.into_any(),
        Route::Version(id) => view! { <version::VersionPage id /> }.into_any(),
        Route::Forms => view! { <forms::Forms /> }.into_any(),
        Route::Propose(from) => view! { <propose::Propose from /> }.into_any(),
        Route::Week(version) => view! { <week::Week version /> }.into_any(),
        Route::Learn(term) => view! { <learn::Learn term /> }.into_any(),
        Route::Limits => view! { <limits::Limits /> }.into_any(),
        Route::Desires => view! { <desires::Desires /> }.into_any(),
        Route::Live => view! { <live::Live /> }.into_any(),
        Route::Direct => view! { <direct::Direct /> }.into_any(),
        Route::Lived => view! { <lived::Lived /> }.into_any(),
        Route::CheckIn => view! { <check_in::CheckIn /> }.into_any(),
        Route::Reflect => view! { <reflect::Reflect /> }.into_any(),
        Route::Review(id) => view! { <review::Review id /> }.into_any(),
        Route::Safety => view! { <safety::Safety /> }.into_any(),
        Route::Journal => view! { <journal::Journal /> }.into_any(),
        Route::Timeline => view! { <timeline::Timeline /> }.into_any(),
        // Loaded first.
        Route::Now | Route::Device => ().into_any(),
    }
}
