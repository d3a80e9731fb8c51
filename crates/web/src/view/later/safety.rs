//! Ten questions for oneself. What is answered is kept nowhere, not even here: it is gone with the page. Any no, or not sure, shows
//! where help is.

use leptos::prelude::*;

use super::parts::{Heading, follow, submit};
use crate::words::say;

/// How many questions there are.
const QUESTIONS: usize = 10;
/// Who can be asked for help, in an order of how soon.
const HELP: [&str; 4] = ["safety-help-now", "safety-help-lines", "safety-help-aware", "safety-help-anyone"];

/// The page.
#[component]
pub(crate) fn Safety() -> AnyView {
    let answers = RwSignal::new([None::<&'static str>; QUESTIONS]);
    let question = move |number: usize| {
        let answer = move |word: &'static str| {
            let choose = move |_| {
                answers.update(|answers| {
                    if let Some(place) = answers.get_mut(number) {
                        *place = Some(word);
                    }
                });
            };
            view! {
                <label data-test=format!("safety-{number}-{word}")>
                    <input type="radio" name=format!("safety-{number}") on:change=choose />
                    <span>{say(&format!("safety-{word}"))}</span>
                </label>
            }
        };
        view! {
            <fieldset class="q">
                <legend class="said">{say(&format!("safety-q{}", number + 1))}</legend>
                <div class="steps three">{["yes", "unsure", "no"].map(answer).collect_view()}</div>
            </fieldset>
        }
    };
    let questions: Vec<AnyView> = (0..QUESTIONS).map(|number| question(number).into_any()).collect();
    view! {
        <Heading text=say("safety-heading") />
        <p class="sub">{say("safety-sub")}</p>
        <div class="two">
            <form autocomplete="off" class="leaf questions" on:submit=submit(|| {})>{questions}</form>
            {follow(move || {
                let answers = answers.get();
                if answers.iter().flatten().any(|word| *word != "yes") {
                    return view! { <Help /> }.into_any();
                }
                if answers.iter().all(Option::is_some) {
                    return view! { <p class="leaf" role="status" data-test="safety-well">{say("safety-well")}</p> }.into_any();
                }
                ().into_any()
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Help() -> AnyView {
    view! {
        <section role="status" data-test="safety-help">
            <h2>{say("safety-help-heading")}</h2>
            <div class="leaf">
                <p>{say("safety-help-about")}</p>
                <ul class="said-list">{HELP.map(|name| view! { <li>{say(name)}</li> }).collect_view()}</ul>
                <p class="who">{say("safety-help-here")}</p>
            </div>
        </section>
    }
    .into_any()
}
