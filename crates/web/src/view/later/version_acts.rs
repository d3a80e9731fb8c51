//! What can be done with a version: sign it or not, look at it again, take an area back, open a moment, end it. The engine
//! refuses what cannot be; nothing is hidden because it might be refused, unless it could never be meant.

use consent::{Area, Says, VersionState};
use leptos::prelude::*;

use super::hold::Hold;
use super::parts::{Choice, Field, Outcome, button, send, submit};
use super::version::Read;
use crate::device::{Device, Place, Told, device};
use crate::route::{From, Route};
use crate::words::{fill, say, with};
use crate::{clock, typed};

/// Months until the next review, in days, as it is filled in.
const NEXT_REVIEW: i32 = 90;

/// Everything that fits the state.
#[component]
pub(super) fn Acts(read: Read) -> AnyView {
    let state = read.version.state;
    let is_open_proposal = state == VersionState::Proposed;
    let waits_for_you = is_open_proposal && read.version.signed.get(read.own).is_none();
    let can_take_back = is_open_proposal && (!waits_for_you || read.version.by == read.own);
    let can_sign_again = state == VersionState::Ended;
    let is_current = state == VersionState::Current;
    let holds = is_current || state == VersionState::NotStarted;
    let has_moments = read.version.version.grants.iter().any(|grant| grant.moments);
    let gives = read.agreement.giver == read.own;
    let check_in = read.version.check_in_due.get(read.own);
    let check_in = check_in.map(|due| with(|words| words.date(due, &read.zone)));
    view! {
        {waits_for_you.then(|| view! { <Answers read=read.clone() /> })}
        {(state == VersionState::Retracted).then(|| view! {
            <div class="row above no-print">
                <a class="button" data-test="propose-anew" href=Route::Propose(From::Version(read.id)).address()>
                    {say("propose-anew")}
                </a>
            </div>
        })}
        {can_sign_again.then(|| view! { <SignAgain read=read.clone() /> })}
        {(is_current && has_moments).then(|| view! { <Moments read=read.clone() gives /> })}
        {check_in.map(|due| view! { <CheckIn due=due /> })}
        {is_current.then(|| view! { <Review read=read.clone() /> })}
        {holds.then(|| view! { <Withdraw read=read.clone() /> })}
        {can_take_back.then(|| view! {
            <Alone
                says=Says::Retract(read.id)
                test="retract"
                texts=["retract", "retract-what", "retract-go"]
                other=read.other.clone()
            />
        })}
        {holds.then(move || view! {
            <Alone
                says=Says::End(read.agreement.id)
                test="end"
                texts=["end-summary", "end-what", "end-go"]
                other=read.other
            />
        })}
    }
    .into_any()
}

/// Three answers of the same weight.
#[component]
fn Answers(read: Read) -> AnyView {
    let device = device();
    let place = Place::new();
    let id = read.id;
    let no = move || device.say(Says::Retract(id), place);
    view! {
        <section class="no-print">
            <h2>{say("answers-heading")}</h2>
            <p class="sub">{fill("answers-what", &[("other", read.other.into())])}</p>
            <div class="answers">
                <Hold act=move || device.say(Says::Sign(id), place) />
                <a class="button" data-test="answer-other" href=Route::Propose(From::Version(id)).address()>
                    {say("answer-other")}
                </a>
                {button("answer-no", "", "answer-no", no)}
            </div>
            <Plainly act=move || device.say(Says::Sign(id), place) />
            <Outcome place />
        </section>
    }
    .into_any()
}

#[component]
fn SignAgain(read: Read) -> AnyView {
    let device = device();
    let place = Place::new();
    let id = read.id;
    view! {
        <section class="no-print">
            <h2>{say("again-heading")}</h2>
            <p class="sub">{say("again-what")}</p>
            <div class="answers"><Hold act=move || device.say(Says::Sign(id), place) /></div>
            <Plainly act=move || device.say(Says::Sign(id), place) />
            <Outcome place />
        </section>
    }
    .into_any()
}

/// Signing for those who cannot hold a button down.
#[component]
fn Plainly(act: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let agreed = RwSignal::new(false);
    view! {
        <details class="plainly">
            <summary data-test="sign-plainly">{say("sign-plainly")}</summary>
            <label class="check">
                <input
                    type="checkbox"
                    data-test="sign-read"
                    on:change=move |event| agreed.set(event_target_checked(&event))
                />
                <span>{say("sign-read")}</span>
            </label>
            <div class="row">
                <button data-test="sign-plain" disabled=move || !agreed.get() on:click=move |_| act()>
                    {say("sign-plain")}
                </button>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Moments(read: Read, gives: bool) -> AnyView {
    let device = device();
    let place = Place::new();
    let minutes = RwSignal::new("60".to_owned());
    let id = read.agreement.id;
    let is_open = read.agreement.moment_until.map(|until| clock::time(until, &read.zone));
    let submit = submit(move || match minutes.get().trim().parse() {
        Ok(minutes) => device.say(Says::Open(id, minutes), place),
        Err(_) => place.tell(Told::Refused(say("moment-minutes-missing"))),
    });
    let body = match (is_open, gives) {
        (Some(until), _) => view! {
            <p>{fill("moment-open-until", &[("until", until.into())])}</p>
            <div class="row">
                {button("moment-close", "", "close", move || device.say(Says::Close(id), place))}
            </div>
        }
        .into_any(),
        (None, true) => view! {
            <form autocomplete="off" on:submit=submit>
                <Field label=say("moment-minutes") value=minutes test="open-minutes" kind="number" />
                {send("moment-open", "", "open", place)}
            </form>
        }
        .into_any(),
        (None, false) => view! { <p>{say("moment-giver-opens")}</p> }.into_any(),
    };
    view! {
        <section class="leaf no-print">
            <h2>{say("moment-heading")}</h2>
            {body}
            <Outcome place />
        </section>
    }
    .into_any()
}

#[component]
fn CheckIn(due: String) -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <section class="leaf no-print">
            <h2>{say("due-check-in")}</h2>
            <p>{fill("check-in-rhythm", &[("by", due.into())])}</p>
            <div class="row">
                {button("check-in-go", "", "check-in", move || device.say(Says::CheckIn, place))}
            </div>
            <Outcome place />
        </section>
    }
    .into_any()
}

#[component]
fn Review(read: Read) -> AnyView {
    let device = device();
    let place = Place::new();
    let now = device.shown.with_untracked(|shown| shown.open().map(|open| open.now));
    let next = now.map(|now| clock::date_in_days(now, &read.zone, NEXT_REVIEW)).unwrap_or_default();
    let next = RwSignal::new(next);
    let (id, zone) = (read.agreement.id, read.zone.clone());
    let review = move || match clock::end_of_date(&next.get(), &zone) {
        Some(next) => device.say(Says::Review(id, next), place),
        None => place.tell(Told::Refused(say("propose-missing-review"))),
    };
    let change = Route::Propose(From::Version(read.id)).address();
    view! {
        <details class="leaf" data-test="review-open">
            <summary>{say("review-summary")}</summary>
            <p>{say("review-what")}</p>
            <Field label=say("review-next") value=next test="review-next" kind="date" />
            <div class="answers">
                {button("review-go", "", "review", review)}
                <a class="button" data-test="change" href=change>{say("change")}</a>
            </div>
            <Outcome place />
        </details>
    }
    .into_any()
}

#[component]
fn Withdraw(read: Read) -> AnyView {
    let device = device();
    let place = Place::new();
    let areas: Vec<Area> = read.version.version.grants.iter().map(|grant| grant.area.clone()).collect();
    let area = RwSignal::new(areas.first().map(Area::to_string).unwrap_or_default());
    let options = areas.iter().map(|area| (area.to_string(), typed::shown(area))).collect();
    let gives = read.agreement.giver == read.own;
    let (summary, what) =
        if gives { ("take-back", "take-back-what") } else { ("hand-back", "hand-back-what") };
    let id = read.agreement.id;
    view! {
        <details class="leaf" data-test="withdraw-open">
            <summary>{say(summary)}</summary>
            <p>{fill(what, &[("other", read.other.into())])}</p>
            <Choice label=say("withdraw-area") value=area test="withdraw-area" options />
            <div class="row">
                {button(summary, "", "withdraw", move || withdraw(device, id, &area.get(), place))}
            </div>
            <Outcome place />
        </details>
    }
    .into_any()
}

fn withdraw(device: Device, agreement: consent::ActId, area: &str, place: Place) {
    match typed::area(area) {
        Ok(area) => device.say(Says::Withdraw(agreement, area), place),
        Err(refusal) => place.tell(Told::Refused(with(|words| words.refusal(&refusal)))),
    }
}

/// What one person does alone, in one act: folded up, with what it does, and then the button. `texts`: what to call it, what it
/// does, what the button says.
#[component]
fn Alone(says: Says, test: &'static str, texts: [&'static str; 3], other: String) -> AnyView {
    let device = device();
    let place = Place::new();
    let [summary, what, go] = texts;
    view! {
        <details class="leaf" data-test=format!("{test}-open")>
            <summary>{say(summary)}</summary>
            <p>{fill(what, &[("other", other.into())])}</p>
            <div class="row">
                {button(go, "", test, move || device.say(says.clone(), place))}
            </div>
            <Outcome place />
        </details>
    }
    .into_any()
}
