//! Limits of both, and the areas that they may be set on: what is never, and what is asked first. A limit needs nobody's
//! consent and no reason.

use companion::Limit;
use companion::negotiation::{LimitWords, given};
use consent::{LimitKind, Says};
use leptos::prelude::*;

use super::ask::KnownAreas;
use super::limit_of::LimitOf;
use super::parts::{Field, Heading, Outcome, button, follow, tap};
use super::tree::Tree;
use crate::device::{Circle, Command, Open, Place, Told, device};
use crate::route::Route;
use crate::typed;
use crate::watched::Watched;
use crate::words::{fill, say, with};

/// A live limit, as it is listed.
#[derive(Clone, PartialEq)]
struct Entry {
    limit: Limit,
    is_own: bool,
    about: String,
    note: String,
}

/// The page.
#[component]
pub(crate) fn Limits() -> AnyView {
    let device = device();
    let entries = device.of_open(|open| open.circle.as_deref().map(|circle| entries(open, circle)));
    let other = device.of_circle(|circle| circle.other().to_owned());
    let named = device.of_circle(|circle| circle.areas.clone());
    let areas = Watched::new(move || given::tree(named.get().unwrap_or_default()));
    let of = move |own: bool| {
        let entries = entries.get().flatten().unwrap_or_default();
        let mine: Vec<Entry> = entries.into_iter().filter(|entry| entry.is_own == own).collect();
        if mine.is_empty() {
            return view! { <p class="who">{say("limits-none")}</p> }.into_any();
        }
        view! {
            <ul class="limits">
                {mine.into_iter().map(|entry| view! { <Row entry /> }).collect_view()}
            </ul>
        }
        .into_any()
    };
    let theirs = move || {
        let other = other.get().unwrap_or_default();
        fill("limits-theirs", &[("other", other.into())])
    };
    view! {
        <Heading text=say("limits-heading") />
        <p class="sub">{say("limits-sub")}</p>
        <p><a class="button" data-test="desires-open" href=Route::Desires.address()>{say("desires-open")}</a></p>
        <div class="two">
            <div>
                <section>
                    <h2>{say("limits-yours")}</h2>
                    <div class="leaf" data-test="limits-yours">{follow(move || of(true))}</div>
                </section>
                <section>
                    <h2>{theirs}</h2>
                    <div class="leaf" data-test="limits-theirs">{follow(move || of(false))}</div>
                </section>
            </div>
            <SetLimit />
        </div>
        <Tree areas sub=say("areas-sub") line=|area| view! { <LimitOf area /> }.into_any() />
        <KnownAreas />
    }
    .into_any()
}

fn entries(open: &Open, circle: &Circle) -> Vec<Entry> {
    let date = |at| with(|words| words.date(at, &open.zone));
    let entry = |limit: &Limit| {
        let about = match (limit.until, limit.reaffirmed) {
            (Some(until), _) => {
                let goes = with(|words| crate::clock::until(words, until, open.now, &open.zone));
                fill("limit-goes", &[("when", goes.into())])
            }
            (None, Some(again)) => {
                let gaps = [("when", date(limit.since).into()), ("again", date(again).into())];
                fill("limit-since-again", &gaps)
            }
            (None, None) => fill("limit-since", &[("when", date(limit.since).into())]),
        };
        Entry { is_own: limit.by == circle.own, about, note: note(limit), limit: limit.clone() }
    };
    circle.limits.iter().map(entry).collect()
}

/// Its words, where it has any.
fn note(limit: &Limit) -> String {
    let Ok(words) = &limit.words else { return say("limit-words-unreadable") };
    let condition = Some(&words.condition).filter(|condition| !condition.is_empty());
    let condition =
        condition.map(|says| fill("limit-condition-says", &[("condition", says.as_str().into())]));
    let note = Some(words.note.clone()).filter(|note| !note.is_empty());
    note.into_iter().chain(condition).collect::<Vec<_>>().join(" ")
}

#[component]
fn Row(entry: Entry) -> AnyView {
    let device = device();
    let place = Place::new();
    let Limit { area, kind, until, words, .. } = entry.limit;
    let (shown, word) = (typed::shown(&area), kind.word());
    let of = |text: &str| fill(text, &[("area", shown.clone().into())]);
    let again = {
        let (area, words) = (area.clone(), words.unwrap_or_default());
        tap(move |_| device.tell(Command::Limit(area.clone(), kind, words.clone()), place))
    };
    let lift = {
        let area = area.clone();
        tap(move |_| device.say(Says::Lift(area.clone()), place))
    };
    let says_again = if until.is_some() { "lift-take-back" } else { "limit-again" };
    let lifts = until.is_none();
    view! {
        <li data-test="limit" data-area=area.to_string() data-kind=word>
            <div>
                <p class="said">{shown.clone()}</p>
                <p class="who"><b class=format!("kind {word}")>{say(&format!("kind-{word}"))}</b> " · " {entry.about}</p>
                {(!entry.note.is_empty()).then_some(view! { <p class="said small">{entry.note}</p> })}
                <Outcome place />
            </div>
            {entry.is_own.then(|| view! {
                <div class="row tight">
                    <button class="plain" data-test=says_again aria-label=of(&format!("{says_again}-of")) on:click=again>
                        {say(says_again)}
                    </button>
                    {lifts.then(|| view! {
                        <button class="plain" data-test="lift" aria-label=of("lift-of") on:click=lift>{say("lift")}</button>
                    })}
                </div>
            })}
        </li>
    }
    .into_any()
}

#[component]
fn SetLimit() -> AnyView {
    let device = device();
    let text = || RwSignal::new(String::new());
    let (area, note, condition, place) = (text(), text(), text(), Place::new());
    let set = move |kind: LimitKind| match typed::area(&area.get()) {
        Ok(at) => {
            let words = LimitWords { note: note.get(), condition: condition.get() };
            device.tell(Command::Limit(at, kind, words), place);
            [area, note, condition].iter().for_each(|field| field.set(String::new()));
        }
        Err(refusal) => place.tell(Told::Refused(with(|words| words.refusal(&refusal)))),
    };
    view! {
        <section>
            <h2>{say("limit-heading")}</h2>
            <div class="leaf">
                <Field label=say("limit-area") value=area test="limit-area" list="areas" />
                <details>
                    <summary>{say("limit-words")}</summary>
                    <Field label=say("limit-note") value=note test="limit-note" capitalize="sentences" />
                    <Field
                        label=say("limit-condition")
                        value=condition
                        test="limit-condition"
                        capitalize="sentences"
                    />
                </details>
                <div class="answers">
                    {button("limit-hard", "", "limit-hard", move || set(LimitKind::Hard))}
                    {button("limit-soft", "", "limit-soft", move || set(LimitKind::Soft))}
                </div>
                <Outcome place />
                <p class="who">{say("limit-what")}</p>
                <p class="who">{say("lift-what")}</p>
            </div>
        </section>
    }
    .into_any()
}
