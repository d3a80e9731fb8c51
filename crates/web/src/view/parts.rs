//! Small parts that every page uses.

use leptos::prelude::*;

use crate::device::{Place, Told};
use crate::words::say;

/// The heading of a page: focus goes there when the page opens.
#[component]
pub(crate) fn Heading(#[prop(into)] text: Signal<String>) -> AnyView {
    view! { <h1 tabindex="-1" data-test="heading">{move || text.get()}</h1> }.into_any()
}

/// How something that was asked for stands, beside its button. Read aloud when it changes.
#[component]
pub(crate) fn Outcome(place: Place) -> AnyView {
    let text = move || match place.read() {
        Told::Nothing | Told::Done => String::new(),
        Told::Working => say("working"),
        Told::Refused(why) => why,
    };
    let is_refused = move || matches!(place.read(), Told::Refused(_));
    view! {
        <p class="outcome" class:refused=is_refused role="status" data-test="outcome">{text}</p>
    }
    .into_any()
}

/// A text field with its label, bound to a signal.
#[component]
pub(crate) fn Field(
    label: String,
    value: RwSignal<String>,
    test: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] complete: &'static str,
    #[prop(default = "")] list: &'static str,
    #[prop(default = "none")] capitalize: &'static str,
    #[prop(default = "")] about: &'static str,
) -> AnyView {
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                autocomplete=complete
                autocapitalize=capitalize
                spellcheck="false"
                data-test=test
                list=(!list.is_empty()).then_some(list)
                aria-describedby=(!about.is_empty()).then_some(about)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
    .into_any()
}

/// A choice with its label; `options` are values and texts.
#[component]
pub(crate) fn Choice(
    label: String,
    value: RwSignal<String>,
    test: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(key, text)| {
            let of = key.clone();
            view! { <option value=key prop:selected=move || value.with(|now| *now == of)>{text}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span>{label}</span>
            <select data-test=test on:change=move |event| value.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// Options from words: each value's text is `{name}-{value}`.
pub(crate) fn options(name: &str, values: &[&str]) -> Vec<(String, String)> {
    values.iter().map(|value| ((*value).to_owned(), say(&format!("{name}-{value}")))).collect()
}
