//! Live it: what is there today, what is asked, what was outside of what both agreed; requests, thanks, responsibilities, low
//! capacity. Nothing counts down, and nothing is called missed.

use std::sync::Arc;

use companion::life::says::{Consequence, Kept, Recognition, Request, Reward, Switch};
use companion::life::{LifeSays, Reply};
use companion::words::Gap;
use consent::{ActId, Instant};
use leptos::prelude::*;

use super::direction::{Asks, Direction, Outside};
use super::parts::{Choice, Field, Heading, Outcome, button, follow, send, submit, tap};
use crate::clock;
use crate::device::{Command, Device, Place, device};
use crate::living::{DirectionSeen, LiveSeen, SaidSeen};
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::{fill, say, with};

/// The page.
#[component]
pub(crate) fn Live() -> AnyView {
    let device = device();
    device.tell(Command::Look(Some(Box::new(Look::Live))), Place::new());
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::Live, Seen::Live(seen))) => Some(Arc::clone(seen)),
        _ => None,
    });
    let seen = Watched::new(move || seen.get().flatten());
    view! {
        <Heading text=say("live-heading") />
        <p class="sub">{say("live-sub")}</p>
        {follow(move || match seen.get() {
            Some(seen) => view! { <Parts seen /> }.into_any(),
            None => ().into_any(),
        })}
    }
    .into_any()
}

#[component]
fn Parts(seen: Arc<LiveSeen>) -> AnyView {
    let holds = seen.holds;
    let calendar =
        format!("data:text/calendar;charset=utf-8,{}", js_sys::encode_uri_component(&seen.calendar));
    view! {
        <div class="two">
            <div>
                <Low seen=Arc::clone(&seen) />
                {list("live-asks", "live-asks", &seen.asks, |of| view! { <Asks of /> }.into_any())}
                <Today seen=Arc::clone(&seen) />
                {list("live-outside", "live-outside", &seen.outside, |of| view! { <Outside of /> }.into_any())}
                <Rests rests=seen.rests.clone() />
                <p class="row">
                    {holds.then(|| view! {
                        <a class="button" data-test="direct-open" href=Route::Direct.address()>{say("direct-open")}</a>
                    })}
                    <a class="button plain" data-test="lived-open" href=Route::Lived.address()>{say("lived-open")}</a>
                    <a class="button plain" data-test="journal-open" href=Route::Journal.address()>{say("journal-open")}</a>
                    <a class="button plain" data-test="timeline-open" href=Route::Timeline.address()>{say("timeline-open")}</a>
                    <a class="button plain" data-test="calendar" download="dates.ics" href=calendar>{say("calendar-save")}</a>
                </p>
            </div>
            <div>
                <Requests seen=Arc::clone(&seen) />
                <Thanks seen=Arc::clone(&seen) />
                <Responsibilities seen=Arc::clone(&seen) />
                <Consequences seen=Arc::clone(&seen) />
                <Points seen />
            </div>
        </div>
    }
    .into_any()
}

/// A list with its heading; nothing where nothing is on it.
fn list(
    heading: &str,
    test: &'static str,
    all: &[DirectionSeen],
    row: fn(DirectionSeen) -> AnyView,
) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = all.iter().cloned().map(row).collect();
    view! { <section><h2>{say(heading)}</h2><div class="leaf" data-test=test>{rows}</div></section> }
        .into_any()
}

#[component]
fn Today(seen: Arc<LiveSeen>) -> AnyView {
    let rows: Vec<AnyView> =
        seen.today.iter().cloned().map(|of| view! { <Direction of /> }.into_any()).collect();
    let none = rows.is_empty().then(|| view! { <p class="who">{say("live-today-none")}</p> });
    view! {
        <section>
            <h2>{say("live-today")}</h2>
            <div class="leaf" data-test="live-today">{rows} {none}</div>
        </section>
    }
    .into_any()
}

#[component]
fn Rests(rests: Vec<DirectionSeen>) -> AnyView {
    if rests.is_empty() {
        return ().into_any();
    }
    let row = |of: DirectionSeen| {
        view! {
            <div class="dir">
                <div>
                    <p class="said">{of.says}</p>
                    <p class="who">{of.about}</p>
                    <p class="who">{of.stands_says}</p>
                </div>
            </div>
        }
    };
    view! {
        <details class="leaf" data-test="live-rests">
            <summary>{say("live-rests")}</summary>
            {rests.into_iter().map(row).collect_view()}
        </details>
    }
    .into_any()
}

/// Low capacity, of both; and to say it, or take it back.
#[component]
fn Low(seen: Arc<LiveSeen>) -> AnyView {
    let device = device();
    let place = Place::new();
    let (until, own) = (RwSignal::new(String::new()), own_low(device, &seen));
    let says = move || {
        let zone = device.shown.with_untracked(|shown| shown.open().map(|open| open.zone.clone()));
        let ends: Option<Instant> = zone.and_then(|zone| clock::end_of_date(&until.get(), &zone));
        device.tell(Command::Live(LifeSays::LowCapacity(ends)), place);
    };
    let lines = seen.low_says.iter().cloned().map(|line| view! { <p>{line}</p> }).collect_view();
    let form = if own {
        button("low-over", "", "low-over", move || device.tell(Command::Recover, place))
    } else {
        view! {
            <details>
                <summary data-test="low-open">{say("low-open")}</summary>
                <p class="who">{say("low-about")}</p>
                <Field label=say("low-until") value=until test="low-until" kind="date" />
                <div class="row">{button("low-say", "", "low-say", says)}</div>
            </details>
        }
        .into_any()
    };
    view! {
        <section>
            <div class="leaf" data-test="low">
                {lines}
                {form}
                <Outcome place />
            </div>
        </section>
    }
    .into_any()
}

fn own_low(device: Device, seen: &LiveSeen) -> bool {
    let own = device.shown.with_untracked(|shown| shown.circle().map(|circle| circle.own));
    own.is_some_and(|own| seen.low.get(own).is_some())
}

/// So many are shown at once.
const NEWEST: usize = 2;

/// The newest, and those before them to be opened.
fn newest_and_earlier(all: Vec<SaidSeen>, row: fn(SaidSeen) -> AnyView) -> AnyView {
    let mut rows = all.into_iter().map(row);
    let newest: Vec<AnyView> = rows.by_ref().take(NEWEST).collect();
    let earlier: Vec<AnyView> = rows.collect();
    if earlier.is_empty() {
        return newest.into_any();
    }
    view! { {newest} <details><summary>{say("earlier")}</summary>{earlier}</details> }.into_any()
}

/// Something that was said, with what was answered.
#[component]
fn Said(
    of: SaidSeen,
    #[prop(default = &[])] replies: &'static [Reply],
    #[prop(default = "said")] test: &'static str,
) -> AnyView {
    let device = device();
    let place = Place::new();
    let id = of.id;
    let is_open = of.reply.is_none() && !of.is_own && !replies.is_empty();
    let answer = move |reply: Reply| {
        let name = format!("reply-{}", reply.word());
        let says = move || device.tell(Command::Live(answered(id, reply)), place);
        view! {
            <button type="button" data-test=name.clone() on:click=tap(move |_| says())>{say(&name)}</button>
        }
    };
    let take_back = of.is_own && of.reply.is_none() && test == "request";
    view! {
        <div class="dir" data-test=test>
            <div>
                <p class="said">{of.says}</p>
                <p class="who">{of.when}</p>
                {of.answers.into_iter().map(|line| view! { <p class="who">{line}</p> }).collect_view()}
                {is_open.then(|| view! {
                    <div class="answers">{replies.iter().copied().map(answer).collect_view()}</div>
                })}
                {take_back.then(|| button("live-take-back", "plain", "request-take-back", move || {
                    device.tell(Command::Live(LifeSays::TakeBack(id)), place);
                }))}
                <Outcome place />
            </div>
        </div>
    }
    .into_any()
}

/// An answer without words.
pub(super) fn answered(to: ActId, reply: Reply) -> LifeSays {
    LifeSays::Answer(companion::life::Answer { to, reply, day: None, words: String::new() })
}

#[component]
fn Requests(seen: Arc<LiveSeen>) -> AnyView {
    let device = device();
    let (text, place) = (RwSignal::new(String::new()), Place::new());
    let ask = move || {
        let request = Request { says: text.get(), note: String::new(), area: None };
        device.tell(Command::Live(LifeSays::Request(request)), place);
        text.set(String::new());
    };
    const REPLIES: [Reply; 3] = [Reply::Yes, Reply::No, Reply::NotNow];
    let row = |of: SaidSeen| view! { <Said of replies=&REPLIES test="request" /> }.into_any();
    let (open, past): (Vec<SaidSeen>, Vec<SaidSeen>) =
        seen.requests.iter().cloned().partition(|of| of.reply.is_none());
    let open: Vec<AnyView> = open.into_iter().map(row).collect();
    view! {
        <section>
            <h2>{say("requests-heading")}</h2>
            <div class="leaf" data-test="requests">
                {open}
                <form autocomplete="off" on:submit=submit(ask)>
                    <Field label=say("request-text") value=text test="request-text" capitalize="sentences" />
                    {send("request-send", "", "request-send", place)}
                </form>
                <Outcome place />
                {newest_and_earlier(past, row)}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Thanks(seen: Arc<LiveSeen>) -> AnyView {
    let device = device();
    let (text, points, place) = (RwSignal::new(String::new()), RwSignal::new(String::new()), Place::new());
    let has_points = seen.points.on.one && seen.points.on.two;
    let thank = move || {
        let points = points.get().trim().parse().unwrap_or(0);
        let recognition = Recognition { says: text.get(), about: None, points };
        device.tell(Command::Live(LifeSays::Recognise(recognition)), place);
        text.set(String::new());
    };
    let row = |of: SaidSeen| view! { <Said of test="thanks" /> }.into_any();
    let rows = newest_and_earlier(seen.thanks.clone(), row);
    view! {
        <section>
            <h2>{say("thanks-heading")}</h2>
            <div class="leaf" data-test="thanks-list">
                <form autocomplete="off" on:submit=submit(thank)>
                    <Field label=say("thanks-text") value=text test="thanks-text" capitalize="sentences" />
                    {has_points.then(|| view! {
                        <Field label=say("thanks-points") value=points test="thanks-points" kind="number" />
                    })}
                    {send("thanks-send", "", "thanks-send", place)}
                </form>
                <Outcome place />
                {rows}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Responsibilities(seen: Arc<LiveSeen>) -> AnyView {
    let device = device();
    if seen.responsibilities.is_empty() {
        return ().into_any();
    }
    let own = device.shown.with_untracked(|shown| shown.circle().map(|circle| circle.own));
    let day = seen.day;
    let row = |(of, is_kept): (&companion::living::Responsibility, &bool)| {
        let place = Place::new();
        let (version, at) = (of.version, of.place);
        let kept = LifeSays::Kept(Kept { version, place: at, day });
        let last = of.kept.first().map(|(day, _)| with(|words| words.day(*day)));
        let count = i64::try_from(of.kept.len()).unwrap_or(i64::MAX);
        let told = last.map_or_else(
            || say("kept-not-yet"),
            |last| fill("kept-last", &[("count", count.into()), ("day", last.into())]),
        );
        let may_mark = own == Some(of.holder) && !is_kept;
        view! {
            <div class="dir" data-test="responsibility">
                <div>
                    <p class="said">{of.of.says.clone()}</p>
                    <p class="who">{say(&format!("rhythm-{}", of.of.rhythm.word()))} " · " {told}</p>
                    {may_mark.then(|| button("kept-today", "", "kept-today", move || {
                        device.tell(Command::Live(kept.clone()), place);
                    }))}
                    <Outcome place />
                </div>
            </div>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = seen.responsibilities.iter().zip(&seen.kept_today).map(row).collect();
    view! {
        <section>
            <h2>{say("responsibilities-heading")}</h2>
            <div class="leaf">{rows}</div>
        </section>
    }
    .into_any()
}

/// What was chosen, to be declined; and to choose, where one holds.
#[component]
fn Consequences(seen: Arc<LiveSeen>) -> AnyView {
    let device = device();
    if seen.chosen.is_empty() && seen.consequences.is_empty() {
        return ().into_any();
    }
    const REPLIES: [Reply; 2] = [Reply::Done, Reply::NotThis];
    let chosen = seen.chosen.iter().cloned();
    let chosen = chosen.map(|of| view! { <Said of replies=&REPLIES test="consequence" /> }).collect_view();
    let place = Place::new();
    let directions: Vec<(String, String)> = seen
        .today
        .iter()
        .filter(|of| of.is_own)
        .enumerate()
        .map(|(at, of)| (at.to_string(), of.says.clone()))
        .collect();
    let lines: Vec<(String, String)> =
        seen.consequences.iter().enumerate().map(|(at, of)| (at.to_string(), of.says.clone())).collect();
    let (follows, which) = (RwSignal::new("0".to_owned()), RwSignal::new("0".to_owned()));
    let may_choose = !directions.is_empty() && !lines.is_empty();
    let choose = move || {
        let at = |text: &RwSignal<String>| text.get().parse::<usize>().unwrap_or_default();
        let direction = seen.today.iter().filter(|of| of.is_own).nth(at(&follows));
        let listed = seen.consequences.get(at(&which));
        if let Some((direction, listed)) = direction.zip(listed) {
            let of = Consequence {
                follows: direction.id,
                day: direction.day,
                version: listed.version,
                place: listed.place,
            };
            device.tell(Command::Live(LifeSays::Consequence(of)), place);
        }
    };
    view! {
        <section>
            <h2>{say("consequences-heading")}</h2>
            <div class="leaf">
                <p class="who">{say("consequences-about")}</p>
                {chosen}
                {may_choose.then(|| view! {
                    <details>
                        <summary data-test="consequence-open">{say("consequence-open")}</summary>
                        <Choice label=say("consequence-follows") value=follows test="consequence-follows" options=directions />
                        <Choice label=say("consequence-which") value=which test="consequence-which" options=lines />
                        <div class="row">{button("consequence-choose", "", "consequence-choose", choose)}</div>
                    </details>
                })}
                <Outcome place />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Points(seen: Arc<LiveSeen>) -> AnyView {
    let device = device();
    let place = Place::new();
    let (text, price) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let Some((own, other)) = device
        .shown
        .with_untracked(|shown| shown.circle().map(|circle| (circle.own, circle.other().to_owned())))
    else {
        return ().into_any();
    };
    let points = &seen.points;
    let (is_on, they) = (*points.on.get(own), *points.on.get(own.other()));
    let says = |switch| move || device.tell(Command::Live(LifeSays::Points(switch)), place);
    let switch = if is_on {
        button("points-off", "plain", "points-off", says(Switch::Off))
    } else {
        button("points-on", "", "points-on", says(Switch::On))
    };
    let state = match (is_on, they) {
        (true, true) => {
            let gaps: [Gap<'_>; 2] = [
                ("own", i64::from(*points.has.get(own)).into()),
                ("theirs", i64::from(*points.has.get(own.other())).into()),
            ];
            fill("points-state", &gaps)
        }
        (true, false) => fill("points-waits", &[("other", other.clone().into())]),
        (false, true) => fill("points-they", &[("other", other.into())]),
        (false, false) => say("points-none"),
    };
    let reward = |(id, reward): &(ActId, Reward)| {
        let (id, label) = (
            *id,
            fill(
                "reward-take",
                &[("says", reward.says.clone().into()), ("points", i64::from(reward.points).into())],
            ),
        );
        view! {
            <button type="button" data-test="redeem" on:click=tap(move |_| {
                device.tell(Command::Live(LifeSays::Redeem(id)), place);
            })>{label}</button>
        }
    };
    let offer = move || {
        let points = price.get().trim().parse().unwrap_or(0);
        let reward = Reward { says: text.get(), points };
        device.tell(Command::Live(LifeSays::Reward(reward)), place);
        text.set(String::new());
    };
    let rewards = (is_on && they).then(|| {
        view! {
            <div class="row">{seen.rewards.iter().map(reward).collect_view()}</div>
            <form autocomplete="off" on:submit=submit(offer)>
                <Field label=say("reward-text") value=text test="reward-text" capitalize="sentences" />
                <Field label=say("reward-points") value=price test="reward-points" kind="number" />
                {send("reward-send", "", "reward-send", place)}
            </form>
        }
    });
    view! {
        <details class="leaf" data-test="points">
            <summary>{say("points-heading")}</summary>
            <p>{state}</p>
            <div class="row">{switch}</div>
            {rewards}
            <Outcome place />
        </details>
    }
    .into_any()
}
