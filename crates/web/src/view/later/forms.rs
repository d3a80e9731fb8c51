//! How to begin a proposal: from a form, or from nothing. Choosing one fills in a page that nobody but oneself sees.

use companion::negotiation::Form;
use leptos::prelude::*;

use super::parts::{Heading, follow};
use crate::device::{Draft, device};
use crate::route::{From, Route};
use crate::words::{fill, say, with};

/// The page.
#[component]
pub(crate) fn Forms() -> AnyView {
    view! {
        <a class="back" href="#agreed">{say("back-agreed")}</a>
        <Heading text=say("forms-heading") />
        <p class="sub">{say("forms-sub")}</p>
        <Drafts />
        <ul class="cards" data-test="forms">
            {Form::all().iter().map(card).collect_view()}
            <li class="leaf">
                <a class="card" data-test="form-blank" href=Route::Propose(From::Blank).address()>
                    <span class="said">{say("forms-blank")}</span>
                    <span class="who">{say("forms-blank-about")}</span>
                </a>
            </li>
        </ul>
    }
    .into_any()
}

fn card(form: &'static Form) -> AnyView {
    let name = format!("form-{}", form.name);
    let line = |part: &str| with(|words| words.part(&name, part)).unwrap_or_default();
    let lines = ["one", "two", "three"].map(line).map(|line| view! { <p>{line}</p> }.into_any());
    view! {
        <li class="leaf form" data-test="form" data-form=form.name>
            <h2 class="said">{say(&name)}</h2>
            {lines.into_iter().collect_view()}
            <div class="row">
                <a class="button" data-test="form-begin" href=Route::of_form(form.name).address()>
                    {say("forms-begin")}
                </a>
                <a class="button plain" href=Route::Learn(Some(form.term)).address()>{say("forms-word")}</a>
            </div>
        </li>
    }
    .into_any()
}

/// What is being written.
#[component]
pub(super) fn Drafts() -> AnyView {
    let device = device();
    let drafts = device.of_circle(|circle| circle.drafts.clone());
    let zone = device.of_open(|open| open.zone.clone());
    let row = move |draft: Draft| {
        let written =
            zone.get().map(|zone| with(|words| crate::clock::date_time(words, draft.written, &zone)));
        let title = Some(draft.form.words.title.trim().to_owned()).filter(|title| !title.is_empty());
        let when = fill("draft-written", &[("when", written.unwrap_or_default().into())]);
        view! {
            <li class="leaf">
                <a
                    class="card"
                    data-test="draft"
                    href=Route::Propose(From::Draft(draft.number)).address()
                >
                    <span class="said">{title.unwrap_or_else(|| say("draft-untitled"))}</span>
                    <span class="who">{when}</span>
                </a>
            </li>
        }
    };
    follow(move || {
        let drafts = drafts.get().unwrap_or_default();
        if drafts.is_empty() {
            return ().into_any();
        }
        view! {
            <h2>{say("drafts-heading")}</h2>
            <p class="who">{say("drafts-about")}</p>
            <ul class="cards">{drafts.into_iter().map(row).collect_view()}</ul>
        }
        .into_any()
    })
}
