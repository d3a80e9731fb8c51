//! One version of an agreement, the whole text of it, and what can be done with it.

use companion::negotiation::Rhythm;
use companion::negotiation::difference::Field;
use companion::words::answer::Scene;
use consent::{ActId, AgreementStands, VersionStands, VersionState, Zone};
use leptos::prelude::*;

use super::agreed::word;
use super::changes::Changes;
use super::limit_of::LimitOf;
use super::parts::{Heading, button, follow};
use super::terms::Terms;
use super::version_acts::Acts;
use crate::device::{Circle, Command, Place, device};
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::{say, with};
use crate::{clock, typed};

/// What the page is drawn from, again only when it changes.
#[derive(Clone, PartialEq)]
pub(super) struct Read {
    pub(super) id: ActId,
    pub(super) agreement: AgreementStands,
    pub(super) version: VersionStands,
    pub(super) zone: Zone,
    pub(super) own: consent::Person,
    pub(super) other: String,
    title: String,
    state: String,
    direction: String,
    grants: Vec<(consent::Area, String)>,
    rest: Vec<String>,
    signed: Vec<String>,
    withdrawn: Vec<String>,
    /// What each field of its words is called, and what it says; absent where this version of Troth cannot read them.
    words: Option<Vec<(String, String)>>,
}

/// The page.
#[component]
pub(crate) fn VersionPage(id: ActId) -> AnyView {
    let device = device();
    let read = Watched::new(move || {
        device.shown.with(|shown| {
            let (open, circle) = (shown.open()?, shown.circle()?);
            read(circle, &open.zone, id)
        })
    });
    let title = Signal::derive(move || {
        read.with(|read| read.as_ref().map_or_else(|| say("version-unknown"), |read| read.title.clone()))
    });
    view! {
        <a class="back" href="#agreed">{say("back-agreed")}</a>
        <Heading text=title />
        {follow(move || match read.get() {
            Some(read) => view! {
                <Text read=read.clone() />
                <Changed id holder=read.agreement.holder state=read.version.state />
                <Acts read />
            }
            .into_any(),
            None => ().into_any(),
        })}
    }
    .into_any()
}

fn read(circle: &Circle, zone: &Zone, id: ActId) -> Option<Read> {
    let of = |agreement: &&AgreementStands| agreement.versions.iter().any(|version| version.id == id);
    let agreement = circle.agreements.iter().find(of)?;
    let version = agreement.versions.iter().find(|version| version.id == id)?;
    Some(with(|words| {
        let terms = Terms { words, circle, zone };
        let grant = |grant: &consent::Grant| (grant.area.clone(), terms.grant(grant));
        let signed = |person| {
            let who = if person == circle.own { "you" } else { "they" };
            match version.signed.get(person) {
                Some(at) => {
                    terms.fill(&format!("signed-{who}"), &[("when", clock::date_time(words, *at, zone))])
                }
                None => terms.fill(&format!("unsigned-{who}"), &[]),
            }
        };
        let withdrawn = |(by, area): &(consent::Person, consent::Area)| {
            let name = if *by == agreement.giver { "taken-back" } else { "handed-back" };
            terms.fill(name, &[("area", typed::shown(area)), ("person", circle.name(*by).to_owned())])
        };
        Read {
            id,
            title: terms.title(version),
            state: terms.state(agreement, version),
            direction: terms.direction(agreement.holder),
            grants: version.version.grants.iter().map(grant).collect(),
            rest: terms.rest(version),
            signed: consent::Person::BOTH.map(signed).to_vec(),
            withdrawn: agreement.withdrawn.iter().map(withdrawn).collect(),
            words: written(circle, zone, id),
            agreement: agreement.clone(),
            version: version.clone(),
            zone: zone.clone(),
            own: circle.own,
            other: circle.other().to_owned(),
        }
    }))
}

/// The words that are there, by field.
fn written(circle: &Circle, zone: &Zone, id: ActId) -> Option<Vec<(String, String)>> {
    let written = circle.words.get(&id)?.as_ref().ok()?;
    let acts = std::collections::BTreeMap::new();
    let rhythm = |rhythm: Rhythm| say(&format!("rhythm-{}", rhythm.word()));
    Some(with(|words| {
        let scene = Scene { words, zone, people: &circle.people, acts: &acts };
        let field = |field: Field| (scene.field(field), field.text(written, &rhythm));
        Field::all().map(field).filter(|(_, text)| !text.trim().is_empty()).collect()
    }))
}

#[component]
fn Text(read: Read) -> AnyView {
    let is_past =
        matches!(read.version.state, VersionState::Over | VersionState::Replaced | VersionState::Retracted);
    let grants = read.grants.into_iter().map(|(area, text)| {
        let can_limit = !is_past && area != consent::Area::everything();
        view! {
            <li>
                <b class="said">{typed::shown(&area)}</b><span>{text}</span>
                {can_limit.then(|| view! { <LimitOf area /> })}
            </li>
        }
    });
    let line = |text: String| view! { <li>{text}</li> };
    let word = word(read.version.state);
    view! {
        <p class="sub" data-test="version-state" data-state=word>{read.state}</p>
        <div class="leaf">
            <p class="who">{read.direction}</p>
            <ul class="grants" data-test="grants">{grants.collect_view()}</ul>
            <ul class="rest">{read.rest.into_iter().map(line).collect_view()}</ul>
            <ul class="rest" data-test="signed">{read.signed.into_iter().map(line).collect_view()}</ul>
            <ul class="rest" data-test="withdrawn">{read.withdrawn.into_iter().map(line).collect_view()}</ul>
            <p class="who">{say("terms-floor")}</p>
        </div>
        {words(read.words)}
    }
    .into_any()
}

fn words(fields: Option<Vec<(String, String)>>) -> AnyView {
    let Some(fields) = fields else {
        return view! { <p class="note warn" role="alert">{say("words-unreadable")}</p> }.into_any();
    };
    if fields.is_empty() {
        return ().into_any();
    }
    let field = |(label, text): (String, String)| {
        view! { <dt>{label}</dt><dd class="said" dir="auto">{text}</dd> }.into_any()
    };
    view! {
        <h2>{say("words-heading")}</h2>
        <dl class="leaf words" data-test="words">{fields.into_iter().map(field).collect_view()}</dl>
    }
    .into_any()
}

/// What it would change, while it waits for an answer; and the ways to try it on and to print it.
#[component]
fn Changed(id: ActId, holder: consent::Person, state: VersionState) -> AnyView {
    let device = device();
    let is_proposed = matches!(state, VersionState::Proposed | VersionState::Ended);
    device.tell(Command::Look(Some(Box::new(Look::Version(id)))), Place::new());
    // What is off the table has changed nothing.
    let heading = match state {
        VersionState::Proposed | VersionState::Ended | VersionState::Retracted => "changes-heading",
        _ => "changes-heading-past",
    };
    let seen = device.of_circle(move |circle| match &circle.looked {
        Some((Look::Version(looked), seen)) if *looked == id => Some(seen.clone()),
        _ => None,
    });
    let print = || {
        let _ = window().print();
    };
    let can_hold = is_proposed || matches!(state, VersionState::Current | VersionState::NotStarted);
    view! {
        <div class="row above no-print">
            {can_hold.then(|| view! {
                <a class="button" data-test="try-on" href=Route::Week(is_proposed.then_some(id)).address()>
                    {say("week-open")}
                </a>
            })}
            {button("print", "", "print", print)}
        </div>
        {follow(move || match seen.get().flatten() {
            Some(Seen::Changes(difference, one_sided)) => view! {
                <h2 data-test="changes-heading">{say(heading)}</h2>
                <Changes difference=*difference one_sided holder />
            }
            .into_any(),
            _ => ().into_any(),
        })}
    }
    .into_any()
}
