//! The part of the page that is loaded later (`later`): whether it is there, what is seen while it comes, and that it can be
//! asked for again where it did not come.
//!
//! It is fetched while nobody waits for it, once the device is open; a page of it that is opened earlier fetches it at once.
//! Whatever has come stays, so that it is there without a network too.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::later::{self, Doors};
use super::parts::{Heading, Outcome, button};
use crate::device::{Place, Told};
use crate::route::Route;
use crate::words::say;

/// How long after the device was opened it is fetched: what a person sees first comes first.
const IDLE: Duration = Duration::from_secs(1);

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// On its way, or about to be.
    Coming,
    There,
    /// It did not come.
    Missing,
}

/// The part. Copies are of the same.
#[derive(Clone, Copy)]
pub(super) struct Part {
    stands: RwSignal<Stands>,
    /// Only one asks for it at a time.
    is_asked: StoredValue<bool>,
    doors: StoredValue<Option<Doors>>,
    /// Where it is told that it was asked for again in vain.
    place: Place,
}

impl Part {
    pub(super) fn new() -> Part {
        let (stands, place) = (RwSignal::new(Stands::Coming), Place::new());
        Part { stands, is_asked: StoredValue::new(false), doors: StoredValue::new(None), place }
    }

    /// Whoever calls it follows how it stands.
    pub(super) fn track(self) {
        self.stands.track();
    }

    /// Asks for it, if it is not there.
    pub(super) fn ask(self) {
        if !self.is_asked.get_value() && self.stands.get_untracked() != Stands::There {
            self.set(Stands::Coming);
            self.fetch();
        }
    }

    /// Asks for it when what was opened has been drawn.
    pub(super) fn ask_when_idle(self) {
        set_timeout(move || self.ask(), IDLE);
    }

    /// Asks for it once more, where it is seen that it did not come.
    fn ask_again(self) {
        if !self.is_asked.get_value() {
            self.fetch();
        }
    }

    fn fetch(self) {
        self.is_asked.set_value(true);
        self.place.tell(Told::Working);
        spawn_local(async move {
            let come = later::doors().await;
            self.is_asked.set_value(false);
            self.doors.set_value(come.ok());
            let (told, stands) = match come {
                Ok(_) => (Told::Done, Stands::There),
                Err(why) => (Told::Refused(why.said()), Stands::Missing),
            };
            self.place.tell(told);
            self.set(stands);
        });
    }

    /// What stands as it stood is not drawn anew.
    fn set(self, stands: Stands) {
        if self.stands.get_untracked() != stands {
            self.stands.set(stands);
        }
    }

    /// A page of it; while it is not there, that.
    pub(super) fn page(self, route: Route) -> AnyView {
        match (self.stands.get(), self.doors.get_value()) {
            (Stands::There, Some(doors)) => (doors.page)(route),
            (Stands::Missing, _) => view! { <Missing part=self /> }.into_any(),
            _ => view! { <p class="coming" role="status">{say("working")}</p> }.into_any(),
        }
    }
}

/// What is seen where it did not come.
#[component]
fn Missing(part: Part) -> AnyView {
    view! {
        <Heading text=say("later-heading") />
        <div class="row">{button("later-again", "", "later-again", move || part.ask_again())}</div>
        <Outcome place=part.place />
    }
    .into_any()
}
