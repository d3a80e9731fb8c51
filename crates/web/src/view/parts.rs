//! Small parts that every page uses.
//!
//! What a view would write as a closure of a type of its own goes through here as one boxed type, wherever it is only
//! run by a tap or a change: the page is a quarter smaller for it.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;

use crate::device::{Place, Told};
use crate::watched::Watched;
use crate::words::say;

/// What a tap does.
pub(crate) fn tap(act: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(act)
}

/// What sending a form does; the browser itself sends nothing.
///
/// Browsers keep what stands in fields for when a page is opened again, readably, on the disk; not where the form says
/// `autocomplete="off"`. So every field that is anybody's own stands in a form that does (for text areas and choices there is no
/// other way), and a test in real browsers looks for it.
pub(crate) fn submit(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(SubmitEvent)> {
    Box::new(move |event| {
        event.prevent_default();
        act();
    })
}

/// A button: the name of its text, its class, its name in tests.
pub(crate) fn button(
    text: &str,
    class: &'static str,
    test: &'static str,
    mut act: impl FnMut() + 'static,
) -> AnyView {
    made_button(say(text), class, test, tap(move |_| act()))
}

fn made_button(
    text: String,
    class: &'static str,
    test: &'static str,
    act: Box<dyn FnMut(MouseEvent)>,
) -> AnyView {
    view! { <button type="button" class=class data-test=test on:click=act>{text}</button> }.into_any()
}

/// The button that sends a form; it rests while what it asked for is being done.
pub(crate) fn send(text: &str, class: &'static str, test: &'static str, place: Place) -> AnyView {
    let rests = live(move || place.is_working());
    view! {
        <div class="row">
            <button class=class data-test=test disabled=rests>{say(text)}</button>
        </div>
    }
    .into_any()
}

/// A value that follows what it is read from.
pub(crate) fn live<T: Send + Sync + 'static>(of: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    Signal::derive(of)
}

/// A view that follows what it is read from.
pub(crate) fn follow(of: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let of: Box<dyn Fn() -> AnyView + Send> = Box::new(of);
    of.into_any()
}

/// A view that is there while something holds, and stays the same one as long as it does.
pub(crate) fn when(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let holds = Watched::new(holds);
    follow(move || if holds.get() { view() } else { ().into_any() })
}

/// The heading of a page: focus goes there when the page opens.
#[component]
pub(crate) fn Heading(#[prop(into)] text: Signal<String>) -> AnyView {
    view! { <h1 tabindex="-1" data-test="heading">{text}</h1> }.into_any()
}

/// How something that was asked for stands, beside its button. Read aloud when it changes.
#[component]
pub(crate) fn Outcome(place: Place) -> AnyView {
    let text = live(move || match place.read() {
        Told::Nothing | Told::Done => String::new(),
        Told::Working => say("working"),
        Told::Refused(why) => why,
    });
    let is_refused = live(move || matches!(place.read(), Told::Refused(_)));
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
                prop:value=value
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
