//! A direction, as it is shown: what it says, how it stands, and how it can be answered. No answer is brighter than another.

use companion::life::says::Kind;
use companion::life::{Answer, Day, LifeSays, Reply, Stands};
use consent::ActId;
use leptos::prelude::*;

use super::attached::Attached;
use super::live::answered;
use super::parts::{Field, Outcome, button, tap};
use crate::device::{Command, Place, device};
use crate::living::DirectionSeen;
use crate::words::say;

/// What is there today.
#[component]
pub(super) fn Direction(of: DirectionSeen) -> AnyView {
    let device = device();
    let place = Place::new();
    let (id, day) = (of.id, of.day);
    let is_done = of.today.is_some();
    let mark = match of.today {
        Some(Reply::Done) => "✓",
        Some(Reply::Partly) => "◐",
        Some(_) => "–",
        None => "",
    };
    let answers = of.is_for_me && !is_done;
    let replies: &[Reply] = match of.kind {
        Kind::Task | Kind::Ritual => &[Reply::Done, Reply::Partly, Reply::NotThis],
        Kind::Rule | Kind::Decision => &[Reply::Seen, Reply::NotThis],
    };
    let replies: Vec<Reply> = match (of.kind, day) {
        // What returns is done of a day, whatever kind it is.
        (Kind::Rule | Kind::Decision, Some(_)) => vec![Reply::Done, Reply::Partly, Reply::NotThis],
        _ => replies.to_vec(),
    };
    let reply = move |reply: Reply| {
        let name = format!("reply-{}", reply.word());
        view! {
            <button type="button" data-test=name.clone() on:click=tap(move |_| {
                device.tell(Command::Live(reply_of(id, reply, day)), place);
            })>{say(&name)}</button>
        }
    };
    view! {
        <div class="dir" data-test="direction" data-stands=of.stands.word() data-today=of.today.map(Reply::word)>
            <div>
                <p class="said">{(is_done).then(|| view! { <span class="mark" aria-hidden="true">{mark} " "</span> })} {of.says}</p>
                <p class="who">{of.about}</p>
                {(!of.note.is_empty()).then(|| view! { <p class="said small">{of.note}</p> })}
                <Attached attached=of.attached />
                {(of.stands != Stands::Live).then(|| view! { <p class="who">{of.stands_says}</p> })}
                {of.answers.into_iter().take(3).map(|line| view! { <p class="who">{line}</p> }).collect_view()}
                {answers.then(|| view! { <div class="answers">{replies.into_iter().map(reply).collect_view()}</div> })}
                <Words id may_ask=of.is_for_me />
                {of.is_own.then(|| button("live-take-back", "plain", "direction-take-back", move || {
                    device.tell(Command::Live(LifeSays::TakeBack(id)), place);
                }))}
                <Outcome place />
            </div>
        </div>
    }
    .into_any()
}

/// A question, or a word back.
#[component]
fn Words(id: ActId, may_ask: bool) -> AnyView {
    let device = device();
    let (text, place) = (RwSignal::new(String::new()), Place::new());
    let says = move |reply: Reply| {
        let answer = Answer { to: id, reply, day: None, words: text.get_untracked() };
        device.tell(Command::Live(LifeSays::Answer(answer)), place);
        text.set(String::new());
    };
    view! {
        <details>
            <summary data-test="word-open">{say("word-open")}</summary>
            <Field label=say("word-text") value=text test="word-text" capitalize="sentences" />
            <div class="answers">
                {button("word-send", "", "word-send", move || says(Reply::Word))}
                {may_ask.then(|| button("word-ask", "", "word-ask", move || says(Reply::Question)))}
            </div>
            <Outcome place />
        </details>
    }
    .into_any()
}

/// Done, in part, and not this are of a day where it returns; "seen" is of all of it.
fn reply_of(to: ActId, reply: Reply, day: Option<Day>) -> LifeSays {
    let day = if reply == Reply::Seen { None } else { day };
    LifeSays::Answer(Answer { to, reply, day, words: String::new() })
}

/// What asks first: yes, no, not now, of equal weight.
#[component]
pub(super) fn Asks(of: DirectionSeen) -> AnyView {
    let device = device();
    let (id, place) = (of.id, Place::new());
    let reply = move |reply: Reply| {
        let name = format!("reply-{}", reply.word());
        view! {
            <button type="button" data-test=name.clone() on:click=tap(move |_| {
                device.tell(Command::Live(answered(id, reply)), place);
            })>{say(&name)}</button>
        }
    };
    view! {
        <div class="dir" data-test="asks">
            <div>
                <p class="said">{of.says}</p>
                <p class="who">{of.about}</p>
                {(!of.note.is_empty()).then(|| view! { <p class="said small">{of.note}</p> })}
                <Attached attached=of.attached />
                <p class="who">{of.stands_says}</p>
                {of.is_for_me.then(|| view! {
                    <div class="answers">{[Reply::Yes, Reply::No, Reply::NotNow].map(reply).collect_view()}</div>
                })}
                {of.is_own.then(|| button("live-take-back", "plain", "direction-take-back", move || {
                    device.tell(Command::Live(LifeSays::TakeBack(id)), place);
                }))}
                <Outcome place />
            </div>
        </div>
    }
    .into_any()
}

/// What was outside of what both agreed: told to both, with the reasons.
#[component]
pub(super) fn Outside(of: DirectionSeen) -> AnyView {
    view! {
        <div class="dir" data-test="outside">
            <div>
                <p class="said">{of.says}</p>
                <p class="who">{of.about}</p>
                <p>{of.stands_says}</p>
                <p class="who">{of.bounds}</p>
                <ul class="because">{of.because.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </div>
        </div>
    }
    .into_any()
}
