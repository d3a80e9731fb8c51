//! The glossary: what the words mean, in the project's own. Open to everybody, before there is anything of one's own.

use companion::negotiation::Term;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Heading, follow, live};
use crate::device::fetched;
use crate::route::Route;
use crate::words::{add, say, with};

/// Where the texts are.
const TEXTS: &str = "/words/en-learn.ftl";

/// A term in the list.
#[derive(Clone, PartialEq)]
struct Entry {
    name: &'static str,
    title: String,
    /// What a search looks through, in lower case.
    text: String,
}

/// Whether the texts are there.
#[derive(Clone, Copy, PartialEq)]
enum Texts {
    Coming,
    There,
    Missing,
}

/// The page: all terms, or one.
#[component]
pub(crate) fn Learn(term: Option<&'static str>) -> AnyView {
    let texts = RwSignal::new(if is_there() { Texts::There } else { Texts::Coming });
    if texts.get_untracked() == Texts::Coming {
        spawn_local(async move {
            let come = fetched(TEXTS).await;
            if let Some(come) = &come {
                add(come);
            }
            let _ = texts.try_set(if come.is_some() { Texts::There } else { Texts::Missing });
        });
    }
    follow(move || match (texts.get(), term.and_then(Term::named)) {
        (Texts::Coming, _) => view! { <Heading text=say("learn-heading") /> }.into_any(),
        (Texts::Missing, _) => view! {
            <Heading text=say("learn-heading") />
            <p class="sub" role="alert">{say("learn-missing")}</p>
        }
        .into_any(),
        (Texts::There, Some(term)) => view! { <One term /> }.into_any(),
        (Texts::There, None) => view! { <All /> }.into_any(),
    })
}

fn is_there() -> bool {
    Term::all().first().is_some_and(|term| with(|words| words.has(&text(term.name))))
}

fn text(name: &str) -> String {
    format!("term-{name}")
}

fn entries() -> Vec<Entry> {
    let entry = |term: &'static Term| {
        let title = say(&text(term.name));
        let says = with(|words| words.part(&text(term.name), "says")).unwrap_or_default();
        Entry { name: term.name, text: format!("{title} {says}").to_lowercase(), title }
    };
    let mut entries: Vec<Entry> = Term::all().iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.title.to_lowercase());
    entries
}

#[component]
fn All() -> AnyView {
    let (entries, sought) = (entries(), RwSignal::new(String::new()));
    let found = live(move || {
        let sought = sought.get().trim().to_lowercase();
        entries.iter().filter(|entry| entry.text.contains(&sought)).cloned().collect::<Vec<_>>()
    });
    let link = |entry: Entry| {
        view! { <li><a href=Route::Learn(Some(entry.name)).address() data-test="term">{entry.title}</a></li> }
    };
    view! {
        <Heading text=say("learn-heading") />
        <p class="sub">{say("learn-sub")}</p>
        <search>
            <label class="field">
                <span>{say("learn-search")}</span>
                <input
                    type="search"
                    autocomplete="off"
                    data-test="learn-search"
                    prop:value=sought
                    on:input=move |event| sought.set(event_target_value(&event))
                />
            </label>
        </search>
        <p class="who" role="status">
            {move || found.get().is_empty().then(|| say("learn-none"))}
        </p>
        <ul class="terms leaf" data-test="terms">
            {follow(move || found.get().into_iter().map(link).collect_view().into_any())}
        </ul>
    }
    .into_any()
}

#[component]
fn One(term: &'static Term) -> AnyView {
    let part = |part: &str| with(|words| words.part(&text(term.name), part));
    let disputed = part("disputed").map(|says| {
        view! {
            <h2>{say("learn-disputed")}</h2>
            <p class="note">{says}</p>
        }
    });
    let related = term.related.iter().map(|name| {
        view! { <li><a href=Route::Learn(Some(name)).address()>{say(&text(name))}</a></li> }
    });
    let begin = term.form.map(|form| {
        view! {
            <div class="row">
                <a class="button" data-test="learn-begin" href=Route::of_form(form).address()>
                    {say("learn-begin")}
                </a>
            </div>
        }
    });
    view! {
        <a class="back" href=Route::Learn(None).address()>{say("way-learn")}</a>
        <Heading text=say(&text(term.name)) />
        <div class="leaf" data-test="term-says">
            <p class="said">{part("says")}</p>
            {disputed}
            {begin}
        </div>
        <h2>{say("learn-related")}</h2>
        <ul class="terms leaf">{related.collect_view()}</ul>
    }
    .into_any()
}
