//! The frame of every page: the head with the knot and the ways, the line's state, the signals at the bottom; and which
//! page stands in it. Focus goes to the heading of a page that opens.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::begin::{Begin, RecoveryWords};
use super::later;
use super::meet::Meet;
use super::now::Now;
use super::own_device::OwnDevice;
use super::part::Part;
use super::parts::{Heading, button, follow, tap, when};
use super::signals::{Live, Signals};
use super::unlock::Unlock;
use crate::device::{Command, Device, Line, Place, Shown, device};
use crate::leave;
use crate::route::{self, Route};
use crate::watched::Watched;
use crate::words::{fill, say};

/// What stands in the frame.
#[derive(Clone, PartialEq)]
enum Stage {
    Starting,
    Empty,
    Locked,
    RecoveryWords(Vec<&'static str>),
    Meet,
    Circle(Route),
    /// The glossary, whatever stands behind it.
    Learn(Option<&'static str>),
    Broken(String),
}

impl Stage {
    /// The page that it is of the part that is loaded later.
    fn later(&self) -> Option<Route> {
        match self {
            Stage::Circle(route) => Some(*route).filter(|route| later::holds(*route)),
            Stage::Learn(term) => Some(Route::Learn(*term)),
            _ => None,
        }
    }
}

/// The whole page.
#[component]
pub(crate) fn App() -> AnyView {
    let device = Device::start();
    provide_context(device);
    leave::listen(device);
    let route = RwSignal::new(Route::default());
    follow_address(device, route);
    let _ = window_event_listener(ev::hashchange, move |_| follow_address(device, route));
    let stage = Watched::new(move || stage(&device.shown.read(), route.get()));
    let part = part(device, stage);
    Effect::new(move |before: Option<bool>| {
        stage.track();
        // The heading of a page that is loaded later comes with it.
        if stage.with(|stage| stage.later().is_some()) {
            part.track();
        }
        if before == Some(true) {
            request_animation_frame(focus_heading);
        }
        stage.with(|stage| *stage != Stage::Starting)
    });
    let is_example = device.of_open(|open| open.is_example);
    let has_circle = device.of_circle(|_| ());
    let with_circle = Watched::new(move || {
        matches!(stage.get(), Stage::Circle(_))
            || (matches!(stage.get(), Stage::Learn(_)) && has_circle.get().is_some())
    });
    // To the page's heading, without leaving the page.
    let skip = tap(|event| {
        event.prevent_default();
        focus_heading();
    });
    view! {
        <div class="page">
        <a class="skip" href="#main" on:click=skip>{say("skip")}</a>
        <Head route />
        {when(move || is_example.get() == Some(true), move || view! {
            <section class="example" data-test="example" aria-label=say("example-label")>
                <span>{say("example-note")}</span>
                {button("example-leave", "", "example-leave", move || device.tell(Command::Lock, Place::new()))}
            </section>
        }.into_any())}
        {when(move || with_circle.get(), move || view! {<Live />}.into_any())}
        <main id="main">{follow(move || page(stage.get(), part))}</main>
        <p class="aside" role="status" aria-live="polite" data-test="announced">
            {device.announced}
        </p>
        </div>
        {when(move || with_circle.get(), move || view! {<Signals />}.into_any())}
    }
    .into_any()
}

/// The part that is loaded later: asked for by whoever opens a page of it, else once the device is open.
fn part(device: Device, stage: Watched<Stage>) -> Part {
    let part = Part::new();
    Effect::new(move |_| {
        if stage.with(|stage| stage.later().is_some()) {
            part.ask();
        }
    });
    let is_open = device.of_open(|_| ());
    Effect::new(move |_| {
        if is_open.get().is_some() {
            part.ask_when_idle();
        }
    });
    part
}

fn stage(shown: &Shown, route: Route) -> Stage {
    match (shown, route) {
        // Recovery words are shown until they are on paper.
        (Shown::RecoveryWords(_), _) => {}
        (_, Route::Learn(term)) => return Stage::Learn(term),
        _ => {}
    }
    match shown {
        Shown::Starting => Stage::Starting,
        Shown::Empty => Stage::Empty,
        Shown::Locked => Stage::Locked,
        Shown::RecoveryWords(words) => Stage::RecoveryWords(words.clone()),
        Shown::Broken(why) => Stage::Broken(why.clone()),
        Shown::Open(open) if open.circle.is_some() => Stage::Circle(route),
        Shown::Open(_) => Stage::Meet,
    }
}

fn page(stage: Stage, part: Part) -> AnyView {
    if let Some(route) = stage.later() {
        return part.page(route);
    }
    match stage {
        Stage::Starting => ().into_any(),
        Stage::Empty => view! { <Begin /> }.into_any(),
        Stage::Locked => view! { <Unlock /> }.into_any(),
        Stage::RecoveryWords(words) => view! { <RecoveryWords words /> }.into_any(),
        Stage::Meet => view! { <Meet /> }.into_any(),
        Stage::Broken(why) => {
            view! { <Heading text=say("broken") /><p class="sub" role="alert">{why}</p> }.into_any()
        }
        Stage::Circle(Route::Device) => view! { <OwnDevice /> }.into_any(),
        Stage::Circle(_) | Stage::Learn(_) => view! { <Now /> }.into_any(),
    }
}

/// Reads the address. An invitation leaves it, and the history, at once.
fn follow_address(device: Device, route: RwSignal<Route>) {
    let location = window().location();
    // `/learn` is an address that people give to each other; every other page is named by its fragment.
    if let Some(path) =
        location.pathname().ok().and_then(|path| path.strip_prefix("/learn").map(str::to_owned))
    {
        let _ = location.replace(&format!("/#learn{path}"));
        return;
    }
    let Ok(fragment) = location.hash() else { return };
    if !route::is_invitation(&fragment) {
        route.set(Route::parse(&fragment));
        return;
    }
    let link = format!("{}/{fragment}", location.origin().unwrap_or_default());
    let history = window().history();
    let _ = history.and_then(|history| history.replace_state_with_url(&"".into(), "", Some("/")));
    device.link.set(Some(link));
    route.set(Route::Now);
}

fn focus_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
        if let Ok(Some(page)) = document().query_selector(".page") {
            page.set_scroll_top(0);
        }
    }
}

/// Two rings, each once over and once under the other: each is open where it passes behind.
#[component]
fn Knot() -> AnyView {
    view! {
        <svg class="knot" viewBox="0 0 32 20" aria-hidden="true" focusable="false">
            <path d="M17.59 5.46A7.6 7.6 0 1 1 14.01 2.83" />
            <path d="M14.41 14.54A7.6 7.6 0 1 1 17.99 17.17" />
        </svg>
    }
    .into_any()
}

/// The head: the name, the ways, and the doors out.
#[component]
fn Head(route: RwSignal<Route>) -> AnyView {
    let device = device();
    let is_open = Watched::new(move || {
        device.shown.with(|shown| matches!(shown, Shown::Open(_) | Shown::RecoveryWords(_)))
    });
    let has_circle = device.of_circle(|_| ());
    view! {
        <header>
            <a class="brand" href="#now" aria-label=say("brand-about")><Knot /><span>{say("brand")}</span></a>
            {when(move || has_circle.get().is_some(), move || view! {<Ways route />}.into_any())}
            <div class="doors">
                {when(move || has_circle.get().is_none(), || view! {
                    <a class="button plain" data-test="learn" href=Route::Learn(None).address()>{say("way-learn")}</a>
                }.into_any())}
                {when(move || is_open.get(), move || view! {
                    {button("lock", "plain", "lock", move || device.tell(Command::Lock, Place::new()))}
                }.into_any())}
                <button
                    type="button"
                    class="plain"
                    data-test="leave"
                    title=say("leave-about")
                    on:click=move |_| leave::leave(device)
                >
                    {say("leave")}
                </button>
            </div>
        </header>
        <Connection />
    }
    .into_any()
}

#[component]
fn Ways(route: RwSignal<Route>) -> AnyView {
    let way = move |to: Route, name: &str, test: &'static str| {
        let is_here = move || matches_way(route.get(), to).then_some("page");
        view! { <a href=to.address() aria-current=is_here data-test=test>{say(name)}</a> }
    };
    view! {
        <nav aria-label=say("ways")>
            {way(Route::Now, "way-now", "way-now")} {way(Route::Agreed, "way-agreed", "way-agreed")}
            {way(Route::Live, "way-live", "way-live")}
            {way(Route::CheckIn, "way-check-in", "way-check-in")}
            {way(Route::Limits, "way-limits", "way-limits")}
            {way(Route::Learn(None), "way-learn", "way-learn")}
            {way(Route::Device, "way-device", "way-device")}
        </nav>
    }
    .into_any()
}

fn matches_way(here: Route, way: Route) -> bool {
    let way_of_here = match here {
        Route::Version(_) | Route::Propose(_) | Route::Forms | Route::Week(_) | Route::Review(_) => {
            Route::Agreed
        }
        Route::Learn(_) => Route::Learn(None),
        Route::Desires => Route::Limits,
        Route::Direct | Route::Lived | Route::Timeline => Route::Live,
        Route::Reflect | Route::Safety | Route::Journal => Route::CheckIn,
        other => other,
    };
    way_of_here == way
}

/// Whether the relay is there, quietly; with what other devices are compared by.
#[component]
fn Connection() -> AnyView {
    let device = device();
    let line = device.of_open(|open| (open.line, open.unsent));
    let acts = device.of_circle(|circle| (circle.acts.to_string(), circle.digest.clone()));
    let state = move || match line.get().map(|(line, _)| line) {
        Some(Line::Online) => "online",
        Some(Line::Offline) => "offline",
        Some(Line::Idle) | None => "idle",
    };
    let text = move || match line.get() {
        Some((Line::Offline, unsent)) => fill("offline", &[("unsent", unsent.into())]),
        _ => String::new(),
    };
    view! {
        <p
            class="line"
            role="status"
            data-test="connection"
            data-state=state
            data-unsent=move || line.get().map(|(_, unsent)| unsent.to_string())
            data-acts=move || acts.get().map(|(acts, _)| acts)
            data-digest=move || acts.get().map(|(_, digest)| digest)
        >
            {text}
        </p>
    }
    .into_any()
}
