//! The strips of today: one line for each area, a pattern for each verdict, a mark for now.

use std::collections::BTreeSet;

use consent::{Person, Verdict, Zone};
use leptos::prelude::*;

use super::parts::{follow, live};
use super::verdict::class;
use crate::device::device;
use crate::strip::{Stretch, Strip};
use crate::watched::Watched;
use crate::words::{fill, say, with};
use crate::{clock, typed};

/// What the strips are drawn from.
#[derive(Clone, PartialEq)]
struct Day {
    strips: Vec<Strip>,
    zone: Zone,
    own: Person,
    other: String,
}

/// Today, where anything is in force.
#[component]
pub(crate) fn Strips() -> AnyView {
    let device = device();
    let day = Watched::new(move || {
        device.shown.with(|shown| {
            let (open, circle) = (shown.open()?, shown.circle()?);
            let day = Day {
                strips: circle.strips.clone(),
                zone: open.zone.clone(),
                own: circle.own,
                other: circle.other().to_owned(),
            };
            (!day.strips.is_empty()).then_some(day)
        })
    });
    let place = device.of_circle(|circle| circle.place);
    follow(move || match day.get() {
        Some(day) => view! { <Drawn day place /> }.into_any(),
        None => ().into_any(),
    })
}

#[component]
fn Drawn(day: Day, place: Watched<Option<i64>>) -> AnyView {
    let both = day.strips.iter().any(|strip| strip.giver == day.own)
        && day.strips.iter().any(|strip| strip.giver != day.own);
    let verdicts: BTreeSet<Verdict> =
        day.strips.iter().flat_map(|strip| strip.stretches.iter().map(|stretch| stretch.verdict)).collect();
    let now = live(move || place.get());
    let rows = day.strips.iter().map(|strip| {
        let strip = Labelled::of_day(strip.clone(), label(strip, &day, both), &day.zone);
        view! { <Picture strip now /> }
    });
    view! {
        <div class="day" data-test="day">
            {rows.collect_view()}
            <div class="hours" aria-hidden="true">
                <span>"0"</span><span>"6"</span><span>"12"</span><span>"18"</span><span>"24"</span>
            </div>
            <ul class="legend" aria-hidden="true">
                {verdicts.into_iter().rev().map(legend).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// A verdict's pattern and word.
pub(super) fn legend(verdict: Verdict) -> AnyView {
    let word = with(|words| words.verdict(verdict));
    view! { <li><i class=format!("stretch {}", class(verdict))></i>{word}</li> }.into_any()
}

fn label(strip: &Strip, day: &Day, both: bool) -> String {
    let area = typed::shown(&strip.area);
    match (both, strip.giver == day.own) {
        (false, _) => area,
        (true, true) => fill("strip-of-you", &[("area", area.into())]),
        (true, false) => {
            fill("strip-of-them", &[("area", area.into()), ("other", day.other.as_str().into())])
        }
    }
}

/// A strip with what it is called.
#[derive(Clone)]
pub(super) struct Labelled {
    strip: Strip,
    label: String,
    /// The same in words.
    about: String,
}

impl Labelled {
    /// A day's.
    fn of_day(strip: Strip, label: String, zone: &Zone) -> Labelled {
        Labelled { about: about(&strip, zone, false), strip, label }
    }

    /// A week's.
    pub(super) fn of_week(strip: Strip, label: String, zone: &Zone) -> Labelled {
        Labelled { about: about(&strip, zone, true), strip, label }
    }
}

/// A strip, and the same in words; `now` is where now is, if in it.
#[component]
pub(super) fn Picture(strip: Labelled, now: Signal<Option<i64>>) -> AnyView {
    let Labelled { strip, label, about } = strip;
    view! {
        <div class="strip-row">
            <span class="strip-label">{label}</span>
            <div class="strip" role="img" aria-label=about>
                {strip.stretches.into_iter().map(stretch).collect_view()}
                <i class="now" hidden=move || now.get().is_none() style=("--at", move || share(now.get().unwrap_or(0)))></i>
            </div>
        </div>
    }
    .into_any()
}

/// Its place goes through the style's own interface: the page's policy lets no style in attributes through.
fn stretch(stretch: Stretch) -> AnyView {
    view! {
        <span
            class=format!("stretch {}", class(stretch.verdict))
            style=("--from", share(stretch.from))
            style=("--to", share(stretch.to))
        ></span>
    }
    .into_any()
}

fn share(place: i64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

/// The strip in words.
fn about(strip: &Strip, zone: &Zone, is_week: bool) -> String {
    let told = |stretch: &Stretch| {
        let verdict = with(|words| words.verdict(stretch.verdict));
        let time = clock::time(stretch.begins, zone);
        let day = || with(|words| clock::weekday(words, stretch.begins, zone));
        let from = if is_week { format!("{} {time}", day()) } else { time };
        fill("strip-from", &[("from", from.into()), ("verdict", verdict.into())])
    };
    let stretches = with(|words| words.list(strip.stretches.iter().map(told)));
    let area = typed::shown(&strip.area);
    let power = say(&format!("power-{}", strip.power.word()));
    let name = if is_week { "strip-about-week" } else { "strip-about" };
    fill(name, &[("area", area.into()), ("power", power.into()), ("stretches", stretches.into())])
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_place_is_a_share_of_the_day() {
        assert_eq!(share(0), "0.00%");
        assert_eq!(share(8611), "86.11%");
        assert_eq!(share(10_000), "100.00%");
    }
}
