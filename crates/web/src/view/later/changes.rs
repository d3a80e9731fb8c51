//! What a proposal changes, as both read it before they sign: what it opens, what it closes, which terms and words are others; and
//! what is not even in it, once, in a sentence each.

use std::collections::BTreeMap;

use companion::negotiation::difference::{Mark, WordsChange};
use companion::negotiation::{Change, Difference, OneSided};
use companion::words::answer::Scene;
use companion::words::difference::ChangeTold;
use consent::{Person, Zone};
use leptos::prelude::*;

use crate::device::{Circle, device};
use crate::typed;
use crate::words::{say, with};

/// A line: where, what, and what belongs to it.
type Line = (String, String, Vec<String>);

/// Everything, in words.
struct Told {
    is_nothing: bool,
    opens: Vec<Line>,
    closes: Vec<Line>,
    terms: Vec<String>,
    words: Vec<(String, Vec<Mark>)>,
    one_sided: Vec<String>,
}

/// The sheet.
#[component]
pub(super) fn Changes(difference: Difference, one_sided: Vec<OneSided>, holder: Person) -> AnyView {
    let device = device();
    let told = device.shown.with_untracked(|shown| {
        let (open, circle) = (shown.open()?, shown.circle()?);
        Some(told(difference, one_sided, circle, &open.zone, holder))
    });
    let Some(told) = told else { return ().into_any() };
    let nothing = told.is_nothing.then(|| view! { <p>{say("changes-nothing")}</p> });
    view! {
        <div class="leaf" data-test="changes">
            {nothing}
            {lines("changes-opens", "opens", "M10 16V4m0 0L5 9m5-5 5 5", told.opens)}
            {lines("changes-closes", "closes", "M10 4v12m0 0 5-5m-5 5-5-5", told.closes)}
            {plain("changes-terms", "changes-terms", told.terms)}
            {words(told.words)}
        </div>
        {plain("changes-one-sided", "one-sided", told.one_sided)}
    }
    .into_any()
}

fn told(
    difference: Difference,
    one_sided: Vec<OneSided>,
    circle: &Circle,
    zone: &Zone,
    holder: Person,
) -> Told {
    let acts = BTreeMap::new();
    let is_nothing = difference.is_nothing();
    with(|words| {
        let scene = Scene { words, zone, people: &circle.people, acts: &acts };
        let changes: Vec<ChangeTold> =
            difference.changes.iter().map(|change: &Change| scene.change(change, holder)).collect();
        let lines = |of: fn(&ChangeTold) -> &Option<String>| {
            let line =
                |told: &ChangeTold| Some((typed::shown(&told.area), of(told).clone()?, told.notes.clone()));
            changes.iter().filter_map(line).collect::<Vec<Line>>()
        };
        // Where all words are new, they are read as they are, not as a change.
        let is_change = |change: &WordsChange| change.marks.iter().any(|mark| !matches!(mark, Mark::New(_)));
        let of_words = if difference.words.iter().any(is_change) { difference.words } else { Vec::new() };
        Told {
            is_nothing,
            opens: lines(|told| &told.opens),
            closes: lines(|told| &told.closes),
            terms: difference.terms.iter().map(|term| scene.term(term)).collect(),
            words: of_words.into_iter().map(|words| (scene.field(words.field), words.marks)).collect(),
            one_sided: one_sided.into_iter().map(|one| scene.one_sided(one)).collect(),
        }
    })
}

fn lines(heading: &str, class: &'static str, arrow: &'static str, lines: Vec<Line>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let line = |(area, says, notes): Line| {
        let note = |note: String| view! { <p class="who">{note}</p> }.into_any();
        view! {
            <li>
                <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=arrow /></svg>
                <div><p class="said"><b>{area}</b> " — " {says}</p>{notes.into_iter().map(note).collect_view()}</div>
            </li>
        }
        .into_any()
    };
    view! {
        <h3>{say(heading)}</h3>
        <ul class=format!("diff {class}") data-test=class>{lines.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

fn plain(heading: &str, test: &'static str, lines: Vec<String>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let line = |line: String| view! { <li>{line}</li> }.into_any();
    view! {
        <div class=(test == "one-sided").then_some("note") data-test=test>
            <h3>{say(heading)}</h3>
            <ul class="plain-list">{lines.into_iter().map(line).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn words(fields: Vec<(String, Vec<Mark>)>) -> AnyView {
    if fields.is_empty() {
        return ().into_any();
    }
    let mark = |mark: Mark| match mark {
        Mark::Same(text) => view! { <span>{text}</span> }.into_any(),
        Mark::Gone(text) => view! { <del>{text}</del> }.into_any(),
        Mark::New(text) => view! { <ins>{text}</ins> }.into_any(),
    };
    let field = |(label, marks): (String, Vec<Mark>)| {
        view! {
            <dt>{label}</dt>
            <dd class="said" dir="auto">{marks.into_iter().map(mark).collect_view()}</dd>
        }
        .into_any()
    };
    view! {
        <h3>{say("changes-words")}</h3>
        <dl class="words" data-test="changes-words">{fields.into_iter().map(field).collect_view()}</dl>
    }
    .into_any()
}
