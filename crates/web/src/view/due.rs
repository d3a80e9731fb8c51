//! What waits for this person: a proposal to read, a check-in, a review, a moment that is open. Nothing here counts down.

use consent::{ActId, Instant, Says, VersionState};
use leptos::prelude::*;

use super::parts::{Outcome, button};
use crate::device::{Circle, Open, Place, device};
use crate::route::Route;
use crate::words::{fill, say, with};

/// A review is shown so many days ahead.
const REVIEW_AHEAD: i64 = 14;
/// A check-in is shown so many days before it would be missed.
const CHECK_IN_AHEAD: i64 = 4;

/// One thing that is due.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Thing {
    Proposal(ActId),
    /// The agreement, and by when.
    Review(ActId, String),
    /// By when.
    CheckIn(String),
    /// The agreement, and until when.
    Moment(ActId, String),
    /// So many questions.
    Asked(usize),
    /// So many directions of today.
    Today(usize),
    /// So many directions were outside of what both agreed.
    Outside(usize),
}

/// The list; nothing where nothing is due.
#[component]
pub(crate) fn Due() -> AnyView {
    let device = device();
    let things = device.of_open(|open| open.circle.as_deref().map(|circle| due(open, circle)));
    let other = device.of_circle(|circle| circle.other().to_owned());
    view! {
        {move || {
            let things = things.get().flatten().unwrap_or_default();
            (!things.is_empty()).then(|| {
                let other = other.get().unwrap_or_default();
                let rows = things.into_iter().map(|thing| view! { <Row thing other=other.clone() /> });
                view! { <section><h2>{say("due-heading")}</h2>{rows.collect_view()}</section> }
            })
        }}
    }
    .into_any()
}

fn due(open: &Open, circle: &Circle) -> Vec<Thing> {
    let when = |at: Instant| with(|words| words.date(at, &open.zone));
    let mut things = Vec::new();
    let life = circle.life_due;
    things.extend((life.asked > 0).then_some(Thing::Asked(life.asked)));
    things.extend((life.today > 0).then_some(Thing::Today(life.today)));
    things.extend((life.outside > 0).then_some(Thing::Outside(life.outside)));
    for agreement in &circle.agreements {
        if let Some(until) = agreement.moment_until {
            things.push(Thing::Moment(agreement.id, crate::clock::time(until, &open.zone)));
        }
        for version in &agreement.versions {
            let asks = version.state == VersionState::Proposed;
            if asks && version.signed.get(circle.own).is_none() {
                things.push(Thing::Proposal(version.id));
            }
            if let Some(due) = version.review_due.filter(|due| *due <= open.now.plus_days(REVIEW_AHEAD)) {
                // Due at the end of a day is due by that day.
                things.push(Thing::Review(version.id, when(due.plus(-1))));
            }
            let missed = *version.check_in_due.get(circle.own);
            if let Some(due) = missed.filter(|due| *due <= open.now.plus_days(CHECK_IN_AHEAD)) {
                things.push(Thing::CheckIn(when(due)));
            }
        }
    }
    things
}

#[component]
fn Row(thing: Thing, other: String) -> AnyView {
    match thing {
        Thing::Proposal(id) => {
            view! {
                <div class="leaf" data-test="due-proposal">
                    <p class="said">{fill("due-proposal", &[("other", other.into())])}</p>
                    <p class="who">{say("due-proposal-how")}</p>
                    <div class="row"><a class="button" href=Route::Version(id).address()>{say("due-read")}</a></div>
                </div>
            }
                .into_any()
        }
        Thing::Review(id, by) => {
            view! {
                <div class="leaf" data-test="due-review">
                    <p class="who">{fill("due-by", &[("by", by.into())])}</p>
                    <p class="said">{say("due-review")}</p>
                    <div class="row"><a class="button" data-test="review-page" href=Route::Review(id).address()>{say("due-look")}</a></div>
                </div>
            }
                .into_any()
        }
        Thing::CheckIn(by) => view! { <CheckIn by /> }.into_any(),
        Thing::Moment(id, until) => view! { <OpenMoment id until /> }.into_any(),
        Thing::Asked(count) => waits("due-asked", count, "due-asked"),
        Thing::Today(count) => waits("due-today", count, "due-today"),
        Thing::Outside(count) => waits("due-outside", count, "due-outside"),
    }
}

/// So many things of daily life wait.
fn waits(name: &str, count: usize, test: &'static str) -> AnyView {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    view! {
        <div class="leaf" data-test=test>
            <p class="said">{fill(name, &[("count", count.into())])}</p>
            <div class="row"><a class="button" href=Route::Live.address()>{say("due-look")}</a></div>
        </div>
    }
    .into_any()
}

#[component]
fn CheckIn(by: String) -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <div class="leaf" data-test="due-check-in">
            <p class="who">{fill("due-by", &[("by", by.into())])}</p>
            <p class="said">{say("due-check-in")}</p>
            <div class="row">
                <a class="button" data-test="check-in-open" href=Route::CheckIn.address()>{say("check-in-open")}</a>
                {button("check-in-go", "", "check-in", move || device.say(Says::CheckIn, place))}
            </div>
            <Outcome place />
        </div>
    }
    .into_any()
}

#[component]
fn OpenMoment(id: ActId, until: String) -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <div class="leaf" data-test="due-moment">
            <p class="said">{fill("moment-open-until", &[("until", until.into())])}</p>
            <div class="row">
                {button("moment-close", "", "close", move || device.say(Says::Close(id), place))}
            </div>
            <Outcome place />
        </div>
    }
    .into_any()
}
