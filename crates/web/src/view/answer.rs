//! The answer to the standing question: the verdict, why, except where, until when. Kept up to date.

use consent::Area;
use leptos::prelude::*;

use super::limit_of::LimitOf;
use super::parts::{button, follow};
use super::verdict::{Shape, class};
use crate::device::{Asked, Command, Place, device};
use crate::words::say;

/// The newest answer, if anything was asked.
#[component]
pub(crate) fn Answer() -> AnyView {
    let device = device();
    let asked = device.of_circle(|circle| circle.asked.clone());
    view! {
        <div class="answer" role="status" aria-live="polite">
            {follow(move || match asked.get().flatten() {
                Some(asked) => view! { <Said asked /> }.into_any(),
                None => ().into_any(),
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Said(asked: Asked) -> AnyView {
    let (verdict, area) = (asked.verdict, asked.question.area);
    let because = asked.because.into_iter().chain(asked.except);
    view! {
        <p class="who" data-test="asked">{asked.asks}</p>
        <p class=format!("verdict {}", class(verdict)) data-test="verdict" data-verdict=verdict.word()>
            <Shape verdict />
            <span>{asked.says}</span>
        </p>
        <ul class="because" data-test="because">
            {because.map(|reason| view! { <li>{reason}</li> }).collect_view()}
        </ul>
        <Retold />
        {(!area.is_own() && area != Area::everything()).then(|| view! { <LimitOf area /> })}
    }
    .into_any()
}

/// The question as a rehearsal, to be kept and played elsewhere.
#[component]
fn Retold() -> AnyView {
    let device = device();
    let retold = device.of_circle(|circle| circle.retold.clone());
    follow(move || match retold.get().flatten() {
        None => button("retell", "plain", "retell", move || device.tell(Command::Retell, Place::new())),
        Some(file) => {
            let address = format!("data:text/plain;charset=utf-8,{}", js_sys::encode_uri_component(&file));
            view! {
                <div class="leaf">
                    <p class="who">{say("retold-what")}</p>
                    <label class="field">
                        <span>{say("retold-file")}</span>
                        <textarea readonly rows="10" class="file" translate="no" data-test="retold" prop:value=file></textarea>
                    </label>
                    <p><a class="button" download="rehearsal.toml" data-test="retold-save" href=address>{say("retold-save")}</a></p>
                </div>
            }
            .into_any()
        }
    })
}
