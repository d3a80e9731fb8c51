//! The areas to choose from: the given ones and those that the two have named, a fold for each, and a search. Nobody has to see
//! what does not concern them: every fold is shut until somebody opens it.

use std::collections::BTreeSet;

use consent::Area;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::parts::follow;
use crate::typed;
use crate::watched::Watched;
use crate::words::{say, with};

/// An area with its texts.
#[derive(Clone, PartialEq)]
pub(super) struct Leaf {
    pub(super) area: Area,
    pub(super) name: String,
    pub(super) about: Option<String>,
    /// What a search looks through, in lower case.
    text: String,
}

/// What an area's line says of it.
pub(super) type Line = fn(Area) -> AnyView;

/// The tree of these areas, in their order; `line` stands under each.
#[component]
pub(super) fn Tree(areas: Watched<Vec<Area>>, sub: String, line: Line) -> AnyView {
    let sought = RwSignal::new(String::new());
    // A limit that is set draws the tree anew; what was opened stays so.
    let opened = RwSignal::new(BTreeSet::new());
    let leaves = Watched::new(move || {
        let sought = sought.get().trim().to_lowercase();
        let tree = areas.get().into_iter().map(leaf);
        let found: Vec<Leaf> = tree.filter(|leaf| leaf.text.contains(&sought)).collect();
        (found, !sought.is_empty())
    });
    view! {
        <section>
            <h2>{say("areas-heading")}</h2>
            <p class="sub">{sub}</p>
            <search>
                <label class="field">
                    <span>{say("areas-search")}</span>
                    <input
                        type="search"
                        autocomplete="off"
                        data-test="areas-search"
                        prop:value=sought
                        on:input=move |event| sought.set(event_target_value(&event))
                    />
                </label>
            </search>
            <div class="tree leaf" data-test="areas">
                {follow(move || {
                    let (leaves, is_search) = leaves.get();
                    if leaves.is_empty() {
                        return view! { <p class="who">{say("areas-none")}</p> }.into_any();
                    }
                    folds(leaves, opened, is_search, line)
                })}
            </div>
        </section>
    }
    .into_any()
}

fn leaf(area: Area) -> Leaf {
    let (name, about) = with(|words| {
        let last = || area.as_str().rsplit('/').next().unwrap_or_default().replace('-', " ");
        (words.area(&area).unwrap_or_else(last), words.area_about(&area))
    });
    let text = format!("{area} {name} {}", about.as_deref().unwrap_or_default()).to_lowercase();
    Leaf { area, name, about, text }
}

/// A fold for each area that lies in none, with all that lies in it.
fn folds(leaves: Vec<Leaf>, opened: RwSignal<BTreeSet<String>>, are_open: bool, line: Line) -> AnyView {
    let mut folds: Vec<(String, Vec<Leaf>)> = Vec::new();
    for leaf in leaves {
        let root = leaf.area.as_str().split('/').next().unwrap_or_default().to_owned();
        match folds.last_mut().filter(|(last, _)| *last == root) {
            Some((_, fold)) => fold.push(leaf),
            None => folds.push((root, vec![leaf])),
        }
    }
    let fold = |(root, leaves): (String, Vec<Leaf>)| {
        let name = Area::parse(&root).map(|root| leaf(root).name).unwrap_or_default();
        let is_open = are_open || opened.with_untracked(|opened| opened.contains(&root));
        view! { <Fold name root leaves opened is_open line /> }
    };
    folds.into_iter().map(fold).collect_view().into_any()
}

/// What lies in it is drawn once somebody opens it: sixty areas are many to draw for nobody.
#[component]
fn Fold(
    name: String,
    root: String,
    leaves: Vec<Leaf>,
    opened: RwSignal<BTreeSet<String>>,
    is_open: bool,
    line: Line,
) -> AnyView {
    let is_drawn = RwSignal::new(is_open);
    let first = leaves.first().map(|leaf| leaf.area.clone());
    let mark = first.as_ref().and_then(mark);
    let what = first.and_then(|first| explained(&first));
    let toggle = move |event: web_sys::Event| {
        let is_open = event.target().is_some_and(|at| at.unchecked_into::<Element>().has_attribute("open"));
        is_drawn.update(|is_drawn| *is_drawn |= is_open);
        opened.update(|opened| {
            if is_open {
                opened.insert(root.clone())
            } else {
                opened.remove(&root)
            };
        });
    };
    let rows = move || leaves.iter().cloned().map(|leaf| view! { <Row leaf line /> }).collect_view();
    view! {
        <details open=is_open on:toggle=toggle>
            <summary><b>{name}</b> {mark.map(|mark| view! { <span class="mark">{say(mark)}</span> })}</summary>
            {follow(move || if is_drawn.get() {
                view! {
                    {what.clone().map(|what| view! { <p class="who">{what}</p> })}
                    <ul class="areas">{rows()}</ul>
                }.into_any()
            } else {
                ().into_any()
            })}
        </details>
    }
    .into_any()
}

/// What kind of area it is, where it is of a kind.
fn mark(area: &Area) -> Option<&'static str> {
    match area {
        area if area.is_own() => Some("area-mark-own"),
        area if area.is_heavy() => Some("area-mark-heavy"),
        _ => None,
    }
}

fn explained(area: &Area) -> Option<String> {
    match area {
        area if area.is_own() => Some(say("areas-own")),
        area if area.is_heavy() => Some(say("areas-heavy")),
        _ => None,
    }
}

#[component]
fn Row(leaf: Leaf, line: Line) -> AnyView {
    let (path, shown) = (leaf.area.to_string(), typed::shown(&leaf.area));
    let line = (!leaf.area.is_own()).then(|| line(leaf.area));
    view! {
        <li data-test="area" data-area=path>
            <p class="said">{leaf.name} " " <span class="who">{shown}</span></p>
            {leaf.about.map(|about| view! { <p class="who">{about}</p> })}
            {line}
        </li>
    }
    .into_any()
}
