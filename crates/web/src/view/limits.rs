//! Limits of both: what is never, and what is asked first. A limit needs nobody's consent and no reason.

use consent::{Area, LimitKind, Says};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::ask::KnownAreas;
use super::parts::{Field, Heading, Outcome, button, follow};
use crate::device::{Circle, Open, Place, Told, device};
use crate::typed;
use crate::words::{fill, say, with};

/// A live limit, as it is listed.
#[derive(Clone, PartialEq)]
struct Entry {
    area: Area,
    kind: LimitKind,
    is_own: bool,
    since: String,
    goes: Option<String>,
}

/// The page.
#[component]
pub(crate) fn Limits() -> AnyView {
    let device = device();
    let entries = device.of_open(|open| open.circle.as_deref().map(|circle| entries(open, circle)));
    let other = device.of_circle(|circle| circle.other().to_owned());
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
        <KnownAreas />
    }
    .into_any()
}

fn entries(open: &Open, circle: &Circle) -> Vec<Entry> {
    let date = |at| with(|words| words.date(at, &open.zone));
    let entry = |limit: &consent::LimitStands| Entry {
        area: limit.area.clone(),
        kind: limit.kind,
        is_own: limit.by == circle.own,
        since: date(limit.since),
        goes: limit.until.map(|until| with(|words| crate::clock::until(words, until, open.now, &open.zone))),
    };
    circle.limits.iter().map(entry).collect()
}

#[component]
fn Row(entry: Entry) -> AnyView {
    let device = device();
    let place = Place::new();
    let kind = entry.kind.word();
    let area = entry.area.clone();
    let can_lift = entry.is_own && entry.goes.is_none();
    let about = match entry.goes {
        Some(goes) => fill("limit-goes", &[("when", goes.into())]),
        None => fill("limit-since", &[("when", entry.since.into())]),
    };
    let lift_of = fill("lift-of", &[("area", typed::shown(&area).into())]);
    let lift = move |_: MouseEvent| device.say(Says::Lift(area.clone()), place);
    view! {
        <li data-test="limit" data-area=entry.area.to_string() data-kind=kind>
            <div>
                <p class="said">{typed::shown(&entry.area)}</p>
                <p class="who"><b class=format!("kind {kind}")>{say(&format!("kind-{kind}"))}</b> " · " {about}</p>
                <Outcome place />
            </div>
            {can_lift.then(|| view! {
                <button class="plain" data-test="lift" aria-label=lift_of on:click=lift>{say("lift")}</button>
            })}
        </li>
    }
    .into_any()
}

#[component]
fn SetLimit() -> AnyView {
    let device = device();
    let (area, place) = (RwSignal::new(String::new()), Place::new());
    let set = move |kind: LimitKind| match typed::area(&area.get()) {
        Ok(at) => {
            device.say(Says::Limit(at, kind), place);
            area.set(String::new());
        }
        Err(refusal) => place.tell(Told::Refused(with(|words| words.refusal(&refusal)))),
    };
    view! {
        <section>
            <h2>{say("limit-heading")}</h2>
            <div class="leaf">
                <Field label=say("limit-area") value=area test="limit-area" list="areas" />
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
