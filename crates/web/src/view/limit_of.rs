//! The limits on one area and one's own, set in one tap: wherever an area shows.

use companion::Limit;
use consent::{Area, LimitKind};
use leptos::prelude::*;

use super::parts::{follow, tap};
use crate::device::{Circle, Command, Place, Told, device};
use crate::typed;
use crate::watched::Watched;
use crate::words::{fill, say};

/// What holds on an area by limits, as one person sees it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Limited {
    /// One's own limits on exactly this area.
    own: Vec<LimitKind>,
    /// Whose limits cover it, in words.
    told: Vec<(LimitKind, String)>,
}

/// A small line under an area: who limited it, and two taps for a limit of one's own.
#[component]
pub(super) fn LimitOf(area: Area) -> AnyView {
    let device = device();
    let place = Place::new();
    let limited = {
        let area = area.clone();
        device.of_circle(move |circle| limited(circle, &area))
    };
    let shown = typed::shown(&area);
    let set = move |kind: LimitKind| {
        let (area, word) = (area.clone(), kind.word());
        let about = fill(&format!("limit-one-{word}-of"), &[("area", shown.clone().into())]);
        let is_set = Watched::new(move || limited.get().is_some_and(|limited| limited.own.contains(&kind)));
        let act = tap(move |_| {
            device.tell(Command::Limit(area.clone(), kind, Default::default()), place);
        });
        view! {
            <button
                type="button"
                class=format!("chip {word}")
                data-test=format!("one-tap-{word}")
                aria-label=about
                aria-pressed=move || is_set.get().to_string()
                disabled=move || is_set.get()
                on:click=act
            >
                {say(&format!("kind-{word}"))}
            </button>
        }
    };
    let (hard, soft) = (set.clone()(LimitKind::Hard), set(LimitKind::Soft));
    view! {
        <div class="limit-of">
            {follow(move || {
                let told = limited.get().unwrap_or_default().told.into_iter();
                let line = |(kind, text): (LimitKind, String)| {
                    view! { <span class=format!("kind {}", kind.word())>{text}</span> }
                };
                told.map(line).collect_view().into_any()
            })}
            <span class="chips">{hard} {soft}</span>
            {follow(move || match place.read() {
                Told::Refused(why) => view! { <span role="status">{why}</span> }.into_any(),
                _ => ().into_any(),
            })}
        </div>
    }
    .into_any()
}

fn limited(circle: &Circle, area: &Area) -> Limited {
    let own = |limit: &&Limit| limit.by == circle.own && limit.area == *area && limit.until.is_none();
    let told = circle.limits.iter().filter(|limit| limit.area.covers(area)).map(|limit| {
        let who = if limit.by == circle.own { "you" } else { "they" };
        let name = format!("limited-{who}-{}", limit.kind.word());
        let gaps = [("other", circle.other().into()), ("area", typed::shown(&limit.area).into())];
        let text = fill(&if limit.area == *area { name } else { format!("{name}-above") }, &gaps);
        (limit.kind, text)
    });
    Limited { own: circle.limits.iter().filter(own).map(|limit| limit.kind).collect(), told: told.collect() }
}
