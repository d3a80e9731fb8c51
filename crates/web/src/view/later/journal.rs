//! A journal: pages of one's own, private until one of them is shared, and what the other shared.

use std::sync::Arc;

use companion::enclosing::File;
use consent::ActId;
use leptos::prelude::*;

use super::attached::{Attach, Attached};
use super::parts::{Field, Heading, Outcome, button, follow, send, submit, when};
use crate::device::{Command, Place, Told, device};
use crate::living::PageSeen;
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::say;

/// So many pages are shown at first, and as many more each time.
const PAGE: usize = 20;

/// The page.
#[component]
pub(crate) fn Journal() -> AnyView {
    let device = device();
    let (search, most) = (RwSignal::new(String::new()), RwSignal::new(PAGE));
    Effect::new(move |_| {
        let look = Look::Journal(search.get(), most.get());
        device.tell(Command::Look(Some(Box::new(look))), Place::new());
    });
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::Journal(..), Seen::Journal(seen))) => Some(Arc::clone(seen)),
        _ => None,
    });
    let seen = Watched::new(move || seen.get().flatten());
    view! {
        <a class="back" href=Route::Reflect.address()>{say("back")}</a>
        <Heading text=say("journal-heading") />
        <p class="sub">{say("journal-sub")}</p>
        <New />
        <form autocomplete="off" on:submit=submit(|| ())>
            <Field label=say("journal-search") value=search test="journal-search" kind="search" />
        </form>
        {follow(move || {
            let Some(seen) = seen.get() else { return ().into_any() };
            let none = seen.own.is_empty().then(|| view! { <p class="who" role="status" data-test="journal-none">{say("journal-none")}</p> });
            let more = seen.has_more
                .then(|| button("lived-more", "", "journal-more", move || most.update(|most| *most += PAGE)));
            let theirs = (!seen.theirs.is_empty()).then(|| view! {
                <section data-test="journal-theirs">
                    <h2>{say("journal-theirs")}</h2>
                    {seen.theirs.iter().cloned().map(theirs).collect_view()}
                </section>
            });
            view! {
                <section data-test="journal-own">
                    <h2>{say("journal-own")}</h2>
                    {none}
                    {seen.own.iter().cloned().map(|of| view! { <Own of /> }).collect_view()}
                    {more}
                </section>
                {theirs}
            }
            .into_any()
        })}
    }
    .into_any()
}

/// A page to write.
#[component]
fn New() -> AnyView {
    let device = device();
    let (words, files, place) =
        (RwSignal::new(String::new()), RwSignal::new(Vec::<File>::new()), Place::new());
    Effect::new(move |_| {
        if place.read() == Told::Done {
            words.set(String::new());
            files.set(Vec::new());
        }
    });
    let write = move || device.tell(Command::WritePage(words.get_untracked(), files.get_untracked()), place);
    view! {
        <form autocomplete="off" class="leaf" on:submit=submit(write)>
            <Text label="page-words" words test="page-words" />
            <details>
                <summary data-test="attach-open">{say("attach-open")}</summary>
                <Attach files />
            </details>
            {send("page-write", "", "page-write", place)}
            <Outcome place />
        </form>
    }
    .into_any()
}

#[component]
fn Text(label: &'static str, words: RwSignal<String>, test: &'static str) -> AnyView {
    view! {
        <label class="field diary">
            <span>{say(label)}</span>
            <textarea
                data-test=test
                maxlength="50000"
                prop:value=words
                on:input=move |event| words.set(event_target_value(&event))
            ></textarea>
        </label>
    }
    .into_any()
}

fn body(of: &PageSeen) -> AnyView {
    let absent = if of.is_erased { "page-erased" } else { "not-here-yet" };
    match &of.words {
        Some(words) => view! { <p class="said text" data-test="page-text">{words.clone()}</p> }.into_any(),
        None => view! { <p class="who" data-test="page-absent">{say(absent)}</p> }.into_any(),
    }
}

fn theirs(of: PageSeen) -> AnyView {
    view! {
        <article class="leaf" data-test="their-page">
            <p class="who">{of.when.clone()}</p>
            {body(&of)}
            <Attached attached=of.attached />
        </article>
    }
    .into_any()
}

#[component]
fn Own(of: PageSeen) -> AnyView {
    let device = device();
    let (id, place, is_shared) = (of.id, Place::new(), of.is_shared);
    let unshare = move || {
        button("page-unshare", "plain", "page-unshare", move || {
            device.tell(Command::UnsharePage(id), place);
        })
    };
    // Another device may have shared what this one has erased meanwhile.
    let erased = (of.is_erased && is_shared).then(|| view! { <div class="row">{unshare()}</div> });
    let acts = of.words.clone().map(|words| {
        let share = if is_shared {
            unshare()
        } else {
            button("page-share", "plain", "page-share", move || device.tell(Command::SharePage(id), place))
        };
        view! {
            <Anew id words />
            <div class="row">{share} <Erase id is_shared place /></div>
        }
    });
    view! {
        <article class="leaf" data-test="own-page" data-shared=is_shared.to_string()>
            <p class="who">{of.when.clone()} {is_shared.then(|| view! { " · " <span data-test="page-shared">{say("page-shared")}</span> })}</p>
            {body(&of)}
            <Attached attached=of.attached />
            {acts}
            {erased}
            <Outcome place />
        </article>
    }
    .into_any()
}

/// To write it anew.
#[component]
fn Anew(id: ActId, words: String) -> AnyView {
    let device = device();
    let (text, place) = (RwSignal::new(words), Place::new());
    let write = move || device.tell(Command::RewritePage(id, text.get_untracked()), place);
    view! {
        <details>
            <summary data-test="page-anew">{say("page-anew")}</summary>
            <form autocomplete="off" on:submit=submit(write)>
                <Text label="page-anew-words" words=text test="page-anew-words" />
                {send("page-anew-keep", "plain", "page-anew-keep", place)}
                <Outcome place />
            </form>
        </details>
    }
    .into_any()
}

/// It says what goes before it goes.
#[component]
fn Erase(id: ActId, is_shared: bool, place: Place) -> AnyView {
    let device = device();
    let is_asked = RwSignal::new(false);
    let goes = if is_shared { "page-erase-shared" } else { "page-erase-goes" };
    view! {
        {when(move || !is_asked.get(), move || button("page-erase", "plain", "page-erase", move || is_asked.set(true)))}
        {when(move || is_asked.get(), move || view! {
            <div class="ask" role="group" aria-label=say("page-erase")>
                <p>{say(goes)}</p>
                <div class="row">
                    {button("page-erase-yes", "plain", "page-erase-yes", move || device.tell(Command::ErasePage(id), place))}
                    {button("page-erase-no", "plain", "page-erase-no", move || is_asked.set(false))}
                </div>
            </div>
        }.into_any())}
    }
    .into_any()
}
