//! One version of an agreement, the whole text of it, and what can be done with it.

use consent::{ActId, AgreementStands, VersionStands, Zone};
use leptos::prelude::*;

use super::agreed::word;
use super::parts::{Heading, follow};
use super::terms::Terms;
use super::version_acts::Acts;
use crate::device::{Circle, device};
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
    grants: Vec<(String, String)>,
    rest: Vec<String>,
    signed: Vec<String>,
    withdrawn: Vec<String>,
}

/// The page.
#[component]
pub(crate) fn VersionPage(id: ActId) -> AnyView {
    let device = device();
    let read = Memo::new(move |_| {
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
            Some(read) => view! { <Text read=read.clone() /><Acts read /> }.into_any(),
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
        let grant = |grant: &consent::Grant| (typed::shown(&grant.area), terms.grant(grant));
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
            agreement: agreement.clone(),
            version: version.clone(),
            zone: zone.clone(),
            own: circle.own,
            other: circle.other().to_owned(),
        }
    }))
}

#[component]
fn Text(read: Read) -> AnyView {
    let grants = read.grants.into_iter().map(|(area, text)| {
        view! { <li><b class="said">{area}</b><span>{text}</span></li> }
    });
    let line = |text: String| view! { <li>{text}</li> };
    let word = word(read.version.state, !read.agreement.ended.is_empty());
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
    }
    .into_any()
}
