//! The one place that owns the companion: a task with a queue of commands (`work`), the line to the relay (`line`), a tick,
//! and the plain snapshot that views render (`shown`). Views never touch the companion.

mod backoff;
mod browser;
mod command;
mod example;
mod line;
mod matching;
mod queue;
mod reading;
mod shown;
mod socket;
mod store;
mod stretching;
mod trouble;
mod work;
mod worker;

use std::time::Duration;

use consent::Says;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(crate) use browser::{Address, any_number, fetched};
pub(crate) use command::{Command, Place, Told};
pub(crate) use shown::{Asked, Circle, Draft, Line, Open, OpenFile, Shown};
pub(crate) use worker::drawn;

use work::{Brought, Inbox, Work};

use crate::watched::Watched;

/// How often a second tab's writing is looked for, and the clock.
const TICK: Duration = Duration::from_millis(500);

/// What views hold of the device.
#[derive(Clone, Copy)]
pub(crate) struct Device {
    inbox: StoredValue<Inbox, LocalStorage>,
    /// What there is to show.
    pub(crate) shown: RwSignal<Shown>,
    /// What is said aloud to those who do not see the page.
    pub(crate) announced: RwSignal<String>,
    /// A link that was opened and not followed yet.
    pub(crate) link: RwSignal<Option<String>>,
}

impl Device {
    /// Starts the task.
    pub(crate) fn start() -> Device {
        let inbox = Inbox::default();
        let device = Device {
            inbox: StoredValue::new_local(inbox.clone()),
            shown: RwSignal::new(Shown::Starting),
            announced: RwSignal::new(String::new()),
            link: RwSignal::new(None),
        };
        listen(&inbox);
        spawn_local(Work::new(inbox, device.shown, device.announced).run());
        device
    }

    /// Asks for something; how it stands is told in the place.
    pub(crate) fn tell(self, command: Command, place: Place) {
        place.tell(Told::Working);
        self.inbox.with_value(|inbox| inbox.say((command, place)));
    }

    /// Makes an act.
    pub(crate) fn say(self, says: Says, place: Place) {
        self.tell(Command::Say(says), place);
    }

    /// Something of the relationship, again only when it changes.
    pub(crate) fn of_circle<T>(self, of: impl Fn(&Circle) -> T + Send + Sync + 'static) -> Watched<Option<T>>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Watched::new(move || self.shown.with(|shown| shown.circle().map(&of)))
    }

    /// Something of the open device, again only when it changes.
    pub(crate) fn of_open<T>(self, of: impl Fn(&Open) -> T + Send + Sync + 'static) -> Watched<Option<T>>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Watched::new(move || self.shown.with(|shown| shown.open().map(&of)))
    }
}

/// The device, from within any view.
pub(crate) fn device() -> Device {
    expect_context()
}

fn listen(inbox: &Inbox) {
    let to = inbox.clone();
    set_interval(
        move || {
            if browser::is_visible() {
                to.bring(Brought::Tick);
            }
        },
        TICK,
    );
    let to = inbox.clone();
    let _ = window_event_listener(ev::online, move |_| to.bring(Brought::Back));
    let to = inbox.clone();
    let _ = window_event_listener(ev::visibilitychange, move |_| {
        if browser::is_visible() {
            to.bring(Brought::Back);
        }
    });
}
