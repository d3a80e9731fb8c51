//! What each would like, sealed: one's own answers, which stay on this device, and what both are open to. Nothing here shows a
//! no, one's own answers apart.

use std::collections::{BTreeMap, BTreeSet};

use companion::desires::{Match, Stands};
use companion::negotiation::desires::{Answers, Desire, Role};
use companion::negotiation::given;
use companion::words::answer::Scene;
use consent::Area;
use leptos::prelude::*;

use super::parts::{Field, Heading, Outcome, button, follow, live, submit, when};
use super::tree::Tree;
use crate::device::{Circle, Command, Open, Place, Told, device};
use crate::typed;
use crate::watched::Watched;
use crate::words::{fill, say, with};

/// The page.
#[component]
pub(crate) fn Desires() -> AnyView {
    let device = device();
    let added = RwSignal::new(BTreeSet::new());
    let listed = device.of_circle(|circle| {
        let desires = circle.desires.as_ref()?;
        Some(desires.areas.iter().chain(desires.answers.keys()).cloned().collect::<BTreeSet<Area>>())
    });
    let areas = Watched::new(move || {
        let listed = listed.get().flatten().unwrap_or_default();
        let tree = given::tree(listed);
        tree.into_iter().filter(|area| !area.is_own()).collect::<Vec<Area>>()
    });
    view! {
        <Heading text=say("desires-heading") />
        <p class="sub">{say("desires-sub")}</p>
        <State />
        <Found />
        <Answered />
        <Tree areas sub=say("desires-areas-sub") line=|area| view! { <DesireOf area /> }.into_any() />
        <Own added />
    }
    .into_any()
}

/// How the two stand, and what one can do.
#[component]
fn State() -> AnyView {
    let device = device();
    let place = Place::new();
    let stands = device.of_circle(|circle| circle.desires.as_ref().map(|desires| desires.stands));
    let is = move |those: &'static [Stands]| {
        move || stands.get().flatten().is_some_and(|stands| those.contains(&stands))
    };
    let told = device.of_open(|open| {
        let circle = open.circle.as_deref()?;
        let stands = circle.desires.as_ref()?.stands;
        Some(said(open, circle, |scene| scene.desires_stand(stands, circle.own)))
    });
    let finish = move || device.tell(Command::FinishDesires, place);
    let reconsider = move || device.tell(Command::ReconsiderDesires, place);
    view! {
        <section class="leaf" data-test="desires-state" data-stands=move || stands.get().flatten().map(Stands::word)>
            <p role="status">{move || told.get().flatten()}</p>
            <div class="row above">
                {when(is(&[Stands::Open, Stands::TheyFinished]), move || {
                    button("desires-finish", "", "desires-finish", finish)
                })}
                {when(is(&[Stands::YouFinished, Stands::HalfOpen, Stands::Stuck]), move || {
                    button("desires-finish-again", "", "desires-finish", finish)
                })}
                {when(is(&[Stands::YouFinished]), move || {
                    button("desires-reconsider", "", "desires-reconsider", reconsider)
                })}
            </div>
            <Outcome place />
            <p class="who">{say("desires-how")}</p>
        </section>
    }
    .into_any()
}

/// What both are open to.
#[component]
fn Found() -> AnyView {
    let found = device().of_open(|open| {
        let circle = open.circle.as_deref()?;
        let found = circle.desires.as_ref()?.found.iter();
        Some(found.map(|found| (found.is_new, line(open, circle, found))).collect::<Vec<_>>())
    });
    let lines = move |new: bool| {
        let found = found.get().flatten().unwrap_or_default();
        let lines = found.into_iter().filter(move |(is_new, _)| *is_new == new).map(|(_, line)| line);
        lines.collect::<Vec<_>>()
    };
    let section = move |new: bool, heading: &'static str, test: &'static str| {
        follow(move || {
            let lines = lines(new);
            if lines.is_empty() {
                return ().into_any();
            }
            let shown = lines.into_iter().map(|(entry, warm)| {
                view! {
                    <li data-test="found">
                        <div>
                            <p class="said">{entry}</p>
                            {warm.map(|warm| view! { <p class="who" data-test="warm">{warm}</p> })}
                        </div>
                    </li>
                }
            });
            view! {
                <section>
                    <h2>{say(heading)}</h2>
                    <div class="leaf"><ul class="limits" data-test=test>{shown.collect_view()}</ul></div>
                </section>
            }
            .into_any()
        })
    };
    view! {
        {section(true, "desires-found-new", "found-new")}
        {section(false, "desires-found-before", "found-before")}
    }
    .into_any()
}

/// An area's name, and the path behind it.
fn named(area: &Area) -> String {
    with(|words| words.area(area)).unwrap_or_else(|| typed::shown(area))
}

fn line(open: &Open, circle: &Circle, found: &Match) -> (String, Option<String>) {
    (
        said(open, circle, |scene| scene.desires_entry(&found.entry, named(&found.entry.area))),
        said(open, circle, |scene| scene.desires_warm(found)),
    )
}

/// What one has answered, for oneself to look over.
#[component]
fn Answered() -> AnyView {
    let answered = device().of_circle(|circle| {
        let answers = circle.desires.as_ref().map(|desires| desires.answers.clone()).unwrap_or_default();
        let told = |desire: Option<Desire>| match desire {
            Some(desire) => with(|words| words.desire(desire)),
            None => say("desire-none"),
        };
        let line = |(area, answers): (Area, Answers)| {
            let gaps = [
                ("area", named(&area).into()),
                ("giver", told(answers.giver).into()),
                ("holder", told(answers.holder).into()),
            ];
            fill("desires-answered-line", &gaps)
        };
        answers.into_iter().map(line).collect::<Vec<String>>()
    });
    follow(move || {
        let lines = answered.get().unwrap_or_default();
        if lines.is_empty() {
            return ().into_any();
        }
        let count = fill("desires-answered", &[("count", lines.len().into())]);
        view! {
            <details class="leaf" data-test="desires-answered">
                <summary>{count}</summary>
                <ul class="rest">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}

/// One's answers for an area: as giver, as holder.
#[component]
fn DesireOf(area: Area) -> AnyView {
    let device = device();
    let place = Place::new();
    let kept = {
        let area = area.clone();
        device.of_circle(move |circle| {
            let desires = circle.desires.as_ref()?;
            let answers = desires.answers.get(&area).copied().unwrap_or_default();
            Some((answers, desires.areas.contains(&area)))
        })
    };
    let answers = Watched::new(move || kept.get().flatten().map(|(answers, _)| answers).unwrap_or_default());
    let is_apart = move || kept.get().flatten().is_some_and(|(_, is_listed)| !is_listed);
    let choice = |role: Role| {
        let area = area.clone();
        let about = fill(&format!("desire-as-{}-of", role.word()), &[("area", named(&area).into())]);
        let set = move |event| {
            let desire = Desire::from_word(&event_target_value(&event));
            device.tell(Command::Desire(area.clone(), role, desire), place);
        };
        view! { <Answer role about answers set=Box::new(set) /> }
    };
    let offer = {
        let area = area.clone();
        move || {
            let area = area.clone();
            let offer = move || device.tell(Command::OfferDesire(area.clone()), place);
            view! {
                <div class="row tight">
                    <span class="who">{say("desires-apart")}</span>
                    {button("desires-offer", "plain", "desires-offer-this", offer)}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <div class="pair" data-test="desire" data-area=area.to_string()>
            {choice(Role::Giver)} {choice(Role::Holder)}
        </div>
        {when(is_apart, offer)}
        <Outcome place />
    }
    .into_any()
}

#[component]
fn Answer(
    role: Role,
    about: String,
    answers: Watched<Answers>,
    set: Box<dyn FnMut(web_sys::Event) + 'static>,
) -> AnyView {
    let is = move |desire: Option<Desire>| live(move || answers.get().get(role) == desire);
    let none = is(None);
    let each = Desire::ALL.into_iter().map(|desire| {
        let text = with(|words| words.desire(desire));
        let chosen = is(Some(desire));
        view! { <option value=desire.word() prop:selected=chosen>{text}</option> }
    });
    view! {
        <form autocomplete="off" class="unkept" on:submit=submit(|| {})>
        <label class="field">
            <span>{say(&format!("desire-as-{}", role.word()))}</span>
            <select aria-label=about data-test=format!("desire-{}", role.word()) on:change=set>
                <option value="none" prop:selected=none>{say("desire-none")}</option>
                {each.collect_view()}
            </select>
        </label>
        </form>
    }
    .into_any()
}

/// An area of one's own: for oneself, or for both.
#[component]
fn Own(added: RwSignal<BTreeSet<Area>>) -> AnyView {
    let device = device();
    let (text, place) = (RwSignal::new(String::new()), Place::new());
    let typed = move || match typed::area(&text.get_untracked()) {
        Ok(area) => Some(area),
        Err(refusal) => {
            place.tell(Told::Refused(with(|words| words.refusal(&refusal))));
            None
        }
    };
    let keep = move || {
        if let Some(area) = typed() {
            added.update(|added| {
                added.insert(area);
            });
            text.set(String::new());
            place.tell(Told::Nothing);
        }
    };
    let offer = move || {
        if let Some(area) = typed() {
            device.tell(Command::OfferDesire(area), place);
            text.set(String::new());
        }
    };
    view! {
        <section>
            <h2>{say("desires-own")}</h2>
            <div class="leaf">
                <Field label=say("limit-area") value=text test="desires-own-area" />
                <div class="answers">
                    {button("desires-keep", "", "desires-keep", keep)}
                    {button("desires-offer", "", "desires-offer", offer)}
                </div>
                <Outcome place />
                <ul class="areas" data-test="desires-added">
                    {follow(move || {
                        let rows = added.get().into_iter().map(|area| view! {
                            <li><p class="said">{typed::shown(&area)}</p> <DesireOf area /></li>
                        });
                        rows.collect_view().into_any()
                    })}
                </ul>
                <p class="who">{say("desires-own-what")}</p>
            </div>
        </section>
    }
    .into_any()
}

/// Put into words for the two of a circle.
fn said<T>(open: &Open, circle: &Circle, of: impl FnOnce(&Scene<'_>) -> T) -> T {
    let acts = BTreeMap::new();
    with(|words| of(&Scene { words, zone: &open.zone, people: &circle.people, acts: &acts }))
}
