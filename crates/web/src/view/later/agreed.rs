//! What was agreed and proposed: the list, what is in force first.

use consent::{ActId, VersionState};
use leptos::prelude::*;

use super::forms::Drafts;
use super::parts::{Heading, follow};
use super::terms::Terms;
use crate::device::{Circle, Open, device};
use crate::route::Route;
use crate::words::{say, with};

/// A line of the list.
#[derive(Clone, PartialEq)]
struct Entry {
    id: ActId,
    rank: u8,
    title: String,
    direction: String,
    areas: String,
    state: String,
    word: &'static str,
}

/// The page.
#[component]
pub(crate) fn Agreed() -> AnyView {
    let device = device();
    let entries = device.of_open(|open| open.circle.as_deref().map(|circle| entries(open, circle)));
    view! {
        <Heading text=say("agreed-heading") />
        <p class="sub">{say("agreed-sub")}</p>
        <div class="row above">
            <a class="button main" data-test="propose" href=Route::Forms.address()>{say("propose-new")}</a>
            <a class="button" data-test="week-open" href=Route::Week(None).address()>{say("week-open")}</a>
        </div>
        <Drafts />
        <ul class="cards" data-test="agreements">
            {follow(move || {
                let entries = entries.get().flatten().unwrap_or_default();
                entries.into_iter().map(card).collect_view().into_any()
            })}
        </ul>
    }
    .into_any()
}

fn card(entry: Entry) -> AnyView {
    view! {
        <li class="leaf">
            <a
                class="card"
                href=Route::Version(entry.id).address()
                data-test="agreement"
                data-state=entry.word
            >
                <span class="who">{entry.direction}</span>
                <span class="said">{entry.areas}</span>
                <span class="who">{entry.title} " · " <b>{entry.state}</b></span>
            </a>
        </li>
    }
    .into_any()
}

fn entries(open: &Open, circle: &Circle) -> Vec<Entry> {
    with(|words| {
        let terms = Terms { words, circle, zone: &open.zone };
        let versions = circle
            .agreements
            .iter()
            .flat_map(|agreement| agreement.versions.iter().map(move |version| (agreement, version)));
        let mut entries: Vec<Entry> = versions
            .map(|(agreement, version)| Entry {
                id: version.id,
                rank: rank(version.state),
                title: terms.title(version),
                direction: terms.direction(agreement.holder),
                areas: called(circle, version.id).unwrap_or_else(|| terms.areas(version)),
                state: terms.state(agreement, version),
                word: word(version.state),
            })
            .collect();
        // The newest of its kind first: an answer stands above what it answers.
        entries.reverse();
        entries.sort_by_key(|entry| entry.rank);
        entries
    })
}

/// What the two call it.
fn called(circle: &Circle, id: ActId) -> Option<String> {
    let title = circle.words.get(&id)?.as_ref().ok()?.title.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// What can be answered, what holds, what is to come, what is past.
fn rank(state: VersionState) -> u8 {
    match state {
        VersionState::Proposed => 0,
        VersionState::Current => 1,
        VersionState::NotStarted => 2,
        VersionState::Over => 3,
        VersionState::Replaced => 4,
        VersionState::Ended | VersionState::Retracted => 5,
    }
}

/// The word for tests in browsers.
pub(super) fn word(state: VersionState) -> &'static str {
    match state {
        VersionState::Proposed => "proposed",
        VersionState::NotStarted => "not-started",
        VersionState::Current => "current",
        VersionState::Over => "over",
        VersionState::Replaced => "replaced",
        VersionState::Ended => "ended",
        VersionState::Retracted => "retracted",
    }
}
