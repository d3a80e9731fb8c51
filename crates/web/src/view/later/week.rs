//! Try it on: a week as a picture, for each area the verdict through all its hours, limits cut in. As it is, or as if both had
//! signed a version.

use consent::{ActId, Person, Power};
use leptos::prelude::*;

use super::parts::{Choice, Heading, button, follow, live, options};
use super::strips::{Labelled, Picture, legend};
use crate::clock;
use crate::device::{Circle, Command, Open, Place, device};
use crate::look::{Look, Seen, SeenWeek, Week as Looked};
use crate::route::Route;
use crate::words::{fill, say, with};

/// The page.
#[component]
pub(crate) fn Week(version: Option<ActId>) -> AnyView {
    let device = device();
    let start = device.shown.with_untracked(|shown| shown.circle().map(|circle| start(circle, version)));
    let Some((giver, directions, is_fixed)) = start else { return ().into_any() };
    let giver = RwSignal::new(giver);
    let (power, ahead) = (RwSignal::new(Power::Guide.word().to_owned()), RwSignal::new(0_i64));
    Effect::new(move |_| {
        let giver = if giver.get() == "two" { Person::Two } else { Person::One };
        let power = Power::parse(&power.get()).unwrap_or(Power::Guide);
        let look = Look::Week(Looked { version, giver, power, ahead: ahead.get() });
        device.tell(Command::Look(Some(Box::new(look))), Place::new());
    });
    let seen = device.of_circle(|circle| circle.looked.clone());
    let back = version.map_or(Route::Agreed, Route::Version);
    let heading = if version.is_some() { "week-heading-version" } else { "week-heading" };
    let sub = if version.is_some() { "week-sub-version" } else { "week-sub" };
    let turn = move |by: i64| ahead.update(|ahead| *ahead = (*ahead + by).clamp(-52, 104));
    view! {
        <a class="back" href=back.address()>{say("back")}</a>
        <Heading text=say(heading) />
        <p class="sub">{say(sub)}</p>
        <div class="leaf">
            <div class="pair">
                {(!is_fixed).then(|| view! {
                    <Choice label=say("week-direction") value=giver test="week-direction" options=directions />
                })}
                <Choice
                    label=say("week-power")
                    value=power
                    test="week-power"
                    options=options("ask-power", &["guide", "decide", "direct"])
                />
            </div>
            <div class="row">
                {button("week-before", "", "week-before", move || turn(-1))}
                {button("week-after", "", "week-after", move || turn(1))}
            </div>
        </div>
        {follow(move || match seen.get().flatten() {
            Some((Look::Week(_), Seen::Week(week))) => view! { <Drawn week=*week /> }.into_any(),
            Some((_, Seen::Refused(refusal))) => {
                let reason = with(|words| words.refusal(&refusal));
                view! { <p class="note" role="alert">{fill("refused", &[("reason", reason.into())])}</p> }
                    .into_any()
            }
            _ => ().into_any(),
        })}
    }
    .into_any()
}

/// Whose life is looked at first, the choices, and whether there is none.
fn start(circle: &Circle, version: Option<ActId>) -> (String, Vec<(String, String)>, bool) {
    let word = |person: Person| if person == Person::One { "one" } else { "two" }.to_owned();
    let of = |agreement: &&consent::AgreementStands| {
        version.is_some_and(|id| agreement.versions.iter().any(|version| version.id == id))
    };
    let fixed = circle.agreements.iter().find(of).map(|agreement| agreement.giver);
    let gives = |person: Person| circle.agreements.iter().any(|agreement| agreement.giver == person);
    let first = if gives(circle.own) || !gives(circle.own.other()) { circle.own } else { circle.own.other() };
    let other = || [("other", circle.other().into())];
    let directions = vec![
        (word(circle.own), fill("terms-they-hold", &other())),
        (word(circle.own.other()), fill("terms-you-hold", &other())),
    ];
    (word(fixed.unwrap_or(first)), directions, fixed.is_some())
}

#[component]
fn Drawn(week: SeenWeek) -> AnyView {
    let device = device();
    let zone = device.shown.with_untracked(|shown| shown.open().map(|open: &Open| open.zone.clone()));
    let Some(zone) = zone else { return ().into_any() };
    if week.strips.is_empty() {
        return view! { <p class="note">{say("week-empty")}</p> }.into_any();
    }
    let first = week.days.first().copied().map(|day| with(|words| words.date(day, &zone)));
    let days = week.days.iter().map(|day| view! { <span>{weekday(*day, &zone)}</span> }.into_any());
    let now = live(move || week.now);
    let verdicts = week.strips.iter().flat_map(|strip| &strip.stretches).map(|stretch| stretch.verdict);
    let verdicts: std::collections::BTreeSet<_> = verdicts.collect();
    let rows = week.strips.iter().map(|strip| {
        let label = crate::typed::shown(&strip.area);
        let strip = Labelled::of_week(strip.clone(), label, &zone);
        view! { <Picture strip now /> }
    });
    view! {
        <p class="who">{fill("week-from", &[("when", first.unwrap_or_default().into())])}</p>
        <div class="day week" data-test="week">
            <div class="days-row" aria-hidden="true">{days.collect_view()}</div>
            {rows.collect_view()}
            <ul class="legend" aria-hidden="true">
                {verdicts.into_iter().rev().map(legend).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// A day's name.
fn weekday(day: consent::Instant, zone: &consent::Zone) -> String {
    with(|words| clock::weekday(words, day, zone))
}
