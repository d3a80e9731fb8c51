//! A proposal: who gives, which areas with which power, when to look again. It changes nothing until both have signed.

use consent::{ActId, Person, Says, VersionState};
use leptos::prelude::*;

use super::ask::KnownAreas;
use super::parts::{Field, Heading, Outcome, button, send, submit};
use super::propose_line::{Line, LineFields};
use crate::clock;
use crate::device::{Circle, Command, Open, Place, Told, device};
use crate::proposal::{Form, Missing};
use crate::route::Route;
use crate::words::{fill, say, with};

/// Days until the first review, as it is filled in.
const REVIEW: i32 = 90;

/// The page; `of` is the version that it begins with.
#[component]
pub(crate) fn Propose(of: Option<ActId>) -> AnyView {
    let device = device();
    let start = device.shown.with_untracked(|shown| {
        let (open, circle) = (shown.open()?, shown.circle()?);
        Some((start(open, circle, of), circle.own, circle.other().to_owned(), open.zone.clone()))
    });
    let Some((form, own, other, zone)) = start else { return ().into_any() };
    let amends = !form.replaces.is_empty();
    let giver = RwSignal::new(form.giver);
    let lines = RwSignal::new(form.grants.into_iter().enumerate().map(Line::new).collect::<Vec<_>>());
    let (review, every_days) = (RwSignal::new(form.review), RwSignal::new(form.every_days));
    let (place, replaces) = (Place::new(), StoredValue::new(form.replaces));
    let submit = submit(move || {
        let form = Form {
            giver: giver.get(),
            grants: lines.get().into_iter().map(Line::read).collect(),
            review: review.get(),
            every_days: every_days.get(),
            replaces: replaces.get_value(),
        };
        match form.version(&zone) {
            Ok(version) => device.tell(Command::Say(Says::Propose(Box::new(version))), place),
            Err(missing) => place.tell(Told::Refused(missing_said(&missing))),
        }
    });
    Effect::new(move |_| {
        if place.read() == Told::Done {
            Route::Agreed.open();
        }
    });
    let heading = if amends { "propose-amend-heading" } else { "propose-heading" };
    view! {
        <a class="back" href="#agreed">{say("back-agreed")}</a>
        <Heading text=say(heading) />
        <p class="sub">{say("propose-sub")}</p>
        <form class="propose" on:submit=submit>
            <Giver giver own other amends />
            <Lines lines />
            <div class="leaf pair">
                <Field label=say("propose-review") value=review test="propose-review" kind="date" />
                <Field label=say("propose-check-in") value=every_days test="propose-check-in" kind="number" />
            </div>
            <p class="who">{say("propose-then")}</p>
            {send("propose-go", "main", "propose-go", place)}
            <Outcome place />
        </form>
        <KnownAreas />
    }
    .into_any()
    .into_any()
}

/// What the form begins with: nothing, or what a version says. A version in force is amended, a draft is answered with
/// another one.
fn start(open: &Open, circle: &Circle, of: Option<ActId>) -> Form {
    let review = clock::date_in_days(open.now, &open.zone, REVIEW);
    let found = of.and_then(|id| {
        let has = |agreement: &&consent::AgreementStands| agreement.versions.iter().any(|v| v.id == id);
        let agreement = circle.agreements.iter().find(has)?;
        let version = agreement.versions.iter().find(|version| version.id == id)?;
        Some((agreement, version))
    });
    let Some((agreement, version)) = found else {
        return Form { review, grants: vec![Default::default()], ..Form::default() };
    };
    let current = agreement.versions.iter().filter(|version| version.state == VersionState::Current);
    let draft_of_none = version.state == VersionState::Proposed && version.version.replaces.is_empty();
    let replaces = if draft_of_none { Vec::new() } else { current.map(|version| version.id).collect() };
    Form::of(&version.version, review, replaces)
}

#[component]
fn Giver(giver: RwSignal<Option<Person>>, own: Person, other: String, amends: bool) -> AnyView {
    let choice = move |person: Person, test: &'static str, text: String| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="giver"
                    data-test=test
                    prop:checked=move || giver.get() == Some(person)
                    disabled=amends
                    on:change=move |_| giver.set(Some(person))
                />
                <span>{text}</span>
            </label>
        }
    };
    view! {
        <fieldset class="leaf">
            <legend>{say("propose-giver")}</legend>
            {choice(own, "propose-giver-you", fill("propose-you-give", &[("other", other.clone().into())]))}
            {choice(own.other(), "propose-giver-they", fill("propose-they-give", &[("other", other.into())]))}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Lines(lines: RwSignal<Vec<Line>>) -> AnyView {
    let add = move || {
        lines.update(|lines| {
            let next = lines.iter().map(|line| line.key).max().map_or(0, |last| last + 1);
            lines.push(Line::new((next, Default::default())));
        });
    };
    let remove = move |key: usize| lines.update(|lines| lines.retain(|line| line.key != key));
    view! {
        <For each=move || lines.get() key=|line| line.key let:line>
            <LineFields line remove=move || remove(line.key) />
        </For>
        <div class="row above">
            {button("propose-add", "", "propose-add", add)}
        </div>
    }
    .into_any()
}

fn missing_said(missing: &Missing) -> String {
    match missing {
        Missing::Giver => say("propose-missing-giver"),
        Missing::Area => say("propose-missing-area"),
        Missing::Power => say("propose-missing-power"),
        Missing::Mode => say("propose-missing-mode"),
        Missing::Days => say("propose-missing-days"),
        Missing::Review => say("propose-missing-review"),
        Missing::Rhythm => say("propose-missing-rhythm"),
        Missing::Refused(refusal) => {
            let reason = with(|words| words.refusal(refusal));
            fill("refused", &[("reason", reason.into())])
        }
    }
}
