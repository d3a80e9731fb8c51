//! Reflect: what may be worth talking about, by one's own answers and for one's own eyes; and one's own past, drawn and as a table.
//! Questions, not verdicts; nobody is compared with anybody.

use std::sync::Arc;

use companion::looking::{Mark, Trend};
use companion::reflect::trend::Point;
use leptos::prelude::*;

use super::parts::{Heading, Outcome, button, follow, when};
use super::plot::{HEIGHT, Plot, WIDTH};
use crate::device::{Address, Command, Place, device};
use crate::living::ReflectSeen;
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::{fill, say, with};

/// Of more answers than these the line alone is drawn: their rings would lie over each other.
const MOST_DOTS: usize = 120;
/// Of more events than these each stands in the list alone: nobody could point at one of them.
const MOST_TICKS: usize = 40;
/// A slope that is shown as none.
const STEADY: f64 = 0.005;

/// The page.
#[component]
pub(crate) fn Reflect() -> AnyView {
    let device = device();
    device.tell(Command::Look(Some(Box::new(Look::Reflect))), Place::new());
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::Reflect, Seen::Reflect(seen))) => Some(Arc::clone(seen)),
        _ => None,
    });
    let seen = Watched::new(move || seen.get().flatten());
    view! {
        <a class="back" href=Route::CheckIn.address()>{say("back")}</a>
        <Heading text=say("reflect-heading") />
        <p class="sub">{say("reflect-sub")}</p>
        {follow(move || match seen.get() {
            Some(seen) => view! { <Parts seen /> }.into_any(),
            None => ().into_any(),
        })}
    }
    .into_any()
}

#[component]
fn Parts(seen: Arc<ReflectSeen>) -> AnyView {
    let worth = seen.worth.iter().cloned();
    let worth = worth.map(|(word, asks, behind)| view! { <Worth word asks behind /> }).collect_view();
    let none = seen.worth.is_empty().then(|| view! { <p class="who">{say("worth-none")}</p> });
    if seen.trends.is_empty() {
        return view! { <p class="who">{say("trends-none")}</p> }.into_any();
    }
    let trend = |trend: &Trend| {
        let (trend, seen) = (trend.clone(), Arc::clone(&seen));
        view! { <Drawn trend seen /> }
    };
    let (guesses, shift) = seen.attunement;
    let attunement = (guesses > 0).then(|| {
        let guesses = i64::try_from(guesses).unwrap_or(i64::MAX);
        let number = |value: f64| with(|words| words.number(value));
        let moved = shift.map(|shift| {
            let gaps = [("recent", number(shift.recent).into()), ("earlier", number(shift.earlier).into())];
            fill("attunement-shift", &gaps)
        });
        view! {
            <div class="leaf" data-test="attunement">
                <p class="said">{fill("attunement", &[("count", guesses.into())])}</p>
                <p class="who">{moved}</p>
            </div>
        }
    });
    view! {
        <section>
            <h2>{say("worth-heading")}</h2>
            <p class="who">{say("worth-about")}</p>
            {worth} {none}
            <p class="row"><a class="button plain" data-test="journal-open" href=Route::Journal.address()>{say("journal-open")}</a>
            <a class="button plain" data-test="safety-open" href=Route::Safety.address()>{say("safety-open")}</a></p>
        </section>
        <section class="wide">
            <h2>{say("trends-heading")}</h2>
            <p class="who">{say("trends-about")}</p>
            <div class="trends">{seen.trends.iter().map(trend).collect_view()}</div>
            {attunement}
            <Events marks=seen.marks.clone() />
            <p class="row">
                <Csv seen=Arc::clone(&seen) />
                {button("trends-print", "plain", "trends-print", || {
                    let _ = window().print();
                })}
            </p>
        </section>
    }
    .into_any()
}

/// The file is made when somebody asks for it: a decade is long.
#[component]
fn Csv(seen: Arc<ReflectSeen>) -> AnyView {
    // An address that leads nowhere but here, for as long as this is looked at.
    let made = StoredValue::new(None::<Address>);
    let link = NodeRef::<leptos::html::A>::new();
    let make = move |_: leptos::ev::MouseEvent| {
        if made.with_value(Option::is_none) {
            made.set_value(Address::of(seen.csv().as_bytes(), "text/csv;charset=utf-8"));
        }
        // The browser reads it once this is done.
        if let Some(link) = link.get_untracked() {
            made.with_value(|made| made.iter().for_each(|made| link.set_href(made.text())));
        }
    };
    let here = Route::Reflect.address();
    view! { <a node_ref=link class="button" download="trends.csv" data-test="trends-csv" href=here on:click=make>{say("trends-csv")}</a> }
        .into_any()
}

#[component]
fn Worth(word: &'static str, asks: String, behind: String) -> AnyView {
    let device = device();
    let place = Place::new();
    view! {
        <div class="leaf" data-test="worth" data-pattern=word>
            <p class="said">{asks}</p>
            <details>
                <summary>{say("worth-behind")}</summary>
                <p class="who">{behind}</p>
            </details>
            <p class="who">{say("worth-help")} " " <a href=Route::Safety.address()>{say("safety-open")}</a></p>
            <div class="row">
                {button("worth-dismiss", "plain", "worth-dismiss", move || device.tell(Command::Dismiss(word), place))}
            </div>
            <Outcome place />
        </div>
    }
    .into_any()
}

/// A field: drawn, in numbers, and as a table.
#[component]
fn Drawn(trend: Trend, seen: Arc<ReflectSeen>) -> AnyView {
    let name = with(|words| words.field(trend.field));
    let Some(plot) = Plot::of(&trend) else { return ().into_any() };
    let (field, is_open) = (trend.field.word(), RwSignal::new(false));
    let grid = plot.scale().into_iter().map(|(place, y)| {
        view! {
            <line x1="22" x2=WIDTH.to_string() y1=format!("{y:.1}") y2=format!("{y:.1}") />
            <text x="14" y=format!("{:.1}", y + 4.0)>{place.to_string()}</text>
        }
    });
    let grid = grid.collect_view();
    let marks = || seen.marks.iter().filter(|(_, (mark, _))| plot.holds(mark.at));
    let tick = |(when, (mark, says)): &(String, (Mark, String))| {
        let title = format!("{when}: {says}");
        view! { <path class="tick-mark" d=plot.ticks([mark.at])><title>{title}</title></path> }
    };
    let ticks = if marks().count() > MOST_TICKS {
        let all = plot.ticks(marks().map(|(_, (mark, _))| mark.at));
        view! { <path class="tick-mark" d=all /> }.into_any()
    } else {
        marks().map(tick).collect_view().into_any()
    };
    let (own, rings) = (plot.line(&trend.own), plot.rings(&trend.theirs));
    let dots = if trend.own.len() > MOST_DOTS { String::new() } else { plot.rings(&trend.own) };
    let number = |value: f64| with(|words| words.number(value));
    let shift = trend.shift.map(|shift| {
        let gaps = [("recent", number(shift.recent).into()), ("earlier", number(shift.earlier).into())];
        fill("trend-shift", &gaps)
    });
    let slope = trend.slope.map(|slope| {
        if slope.abs() < STEADY {
            return say("trend-steady");
        }
        fill("trend-slope", &[("slope", format!("{slope:+.2}").into())])
    });
    view! {
        <figure class="leaf trend" data-test="trend" data-field=field>
            <figcaption class="said">{name.clone()}</figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=fill("trend-about", &[("field", name.into())])>
                <g class="grid" aria-hidden="true">{grid}</g>
                <path class="theirs" d=rings />
                <path class="own" d=own />
                <path class="own dots" d=dots />
                {ticks}
            </svg>
            <p class="who">{shift} " " {slope}</p>
            <details on:toggle=tap_toggle(is_open)>
                <summary>{say("trend-table")}</summary>
                {when(move || is_open.get(), move || view! { <Table trend=trend.clone() /> }.into_any())}
            </details>
        </figure>
    }
    .into_any()
}

/// A table of years is drawn when somebody opens it.
fn tap_toggle(is_open: RwSignal<bool>) -> Box<dyn FnMut(leptos::ev::Event)> {
    Box::new(move |_| is_open.set(true))
}

#[component]
fn Table(trend: Trend) -> AnyView {
    let device = device();
    let zone = device.shown.with_untracked(|shown| shown.open().map(|open| open.zone.clone()));
    let Some(zone) = zone else { return ().into_any() };
    let mut rows: Vec<(Point, bool)> = trend.own.iter().map(|point| (*point, true)).collect();
    rows.extend(trend.theirs.iter().map(|point| (*point, false)));
    rows.sort_by_key(|(point, _)| std::cmp::Reverse(point.at));
    let row = |(point, is_own): (Point, bool)| {
        let (when, value) = with(|words| (words.date(point.at, &zone), words.number(point.value)));
        let (own, theirs) = if is_own { (value, String::new()) } else { (String::new(), value) };
        view! { <tr><th scope="row">{when}</th><td>{own}</td><td>{theirs}</td></tr> }
    };
    view! {
        <table>
            <thead><tr><th scope="col">{say("trend-when")}</th><th scope="col">{say("trend-own")}</th><th scope="col">{say("trend-theirs")}</th></tr></thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What happened along the way, in words.
#[component]
fn Events(marks: Vec<(String, (Mark, String))>) -> AnyView {
    let line = |(when, (_, says)): (String, (Mark, String))| {
        view! { <li><span class="who">{when}</span> <span>{says}</span></li> }
    };
    view! {
        <details class="leaf">
            <summary>{say("trend-events")}</summary>
            <ul class="lately">{marks.into_iter().rev().map(line).collect_view()}</ul>
        </details>
    }
    .into_any()
}
