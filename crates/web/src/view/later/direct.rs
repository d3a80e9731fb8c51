//! A direction to give: what, where, and when. It is held against what both agreed before it is sent, and says what comes of it.

use companion::enclosing::File;
use companion::life::says::Kind;
use companion::life::{Day, Every, Rhythm, Timing};
use companion::living::NewDirection;
use consent::{Days, Power, Weekday, Zone};
use leptos::prelude::*;

use super::ask::KnownAreas;
use super::attached::Attach;
use super::parts::{Choice, Field, Heading, Outcome, follow, options, send, submit};
use crate::device::{Command, Place, Told, device};
use crate::route::Route;
use crate::typed;
use crate::words::{say, with};

/// How often it can be.
const RHYTHMS: [&str; 5] = ["once", "day", "week", "month", "year"];

/// All fields, as they are being filled in.
#[derive(Clone, Copy)]
struct Editor {
    kind: RwSignal<String>,
    area: RwSignal<String>,
    text: RwSignal<String>,
    note: RwSignal<String>,
    is_suggestion: RwSignal<bool>,
    rhythm: RwSignal<String>,
    days: RwSignal<Vec<Weekday>>,
    time: RwSignal<String>,
    until: RwSignal<String>,
    attached: RwSignal<Vec<File>>,
}

/// The page.
#[component]
pub(crate) fn Direct() -> AnyView {
    let device = device();
    let text = || RwSignal::new(String::new());
    let editor = Editor {
        kind: RwSignal::new(Kind::Task.word().to_owned()),
        area: text(),
        text: text(),
        note: text(),
        is_suggestion: RwSignal::new(false),
        rhythm: RwSignal::new("once".to_owned()),
        days: RwSignal::new(Vec::new()),
        time: text(),
        until: text(),
        attached: RwSignal::new(Vec::new()),
    };
    let place = Place::new();
    let give = move || {
        let here =
            device.shown.with_untracked(|shown| shown.open().map(|open| (open.zone.clone(), open.now)));
        let Some((zone, now)) = here else { return };
        let today = Day::of(zone.local(now).date());
        match editor.read(zone, today) {
            Ok(new) => device.tell(Command::Direct(Box::new(new)), place),
            Err(why) => place.tell(Told::Refused(why)),
        }
    };
    Effect::new(move |_| {
        if place.read() == Told::Done {
            Route::Live.open();
        }
    });
    let kinds: Vec<(String, String)> =
        Kind::ALL.iter().map(|kind| (kind.word().to_owned(), with(|words| words.kind(*kind)))).collect();
    let day = move |of: Weekday| {
        let is_on = move || editor.days.with(|days| days.contains(&of));
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-test=format!("direct-day-{}", of.word())
                    prop:checked=is_on
                    on:change=move |_| editor.days.update(|days| toggle(days, of))
                />
                <span>{say(&format!("weekday-{}", of.word()))}</span>
            </label>
        }
    };
    view! {
        <a class="back" href=Route::Live.address()>{say("back")}</a>
        <Heading text=say("direct-heading") />
        <p class="sub">{say("direct-sub")}</p>
        <form autocomplete="off" class="leaf" on:submit=submit(give)>
            <Choice label=say("direct-kind") value=editor.kind test="direct-kind" options=kinds />
            <Field label=say("direct-text") value=editor.text test="direct-text" capitalize="sentences" />
            <Field label=say("direct-area") value=editor.area test="direct-area" list="areas" />
            <div class="pair">
                <Choice label=say("direct-rhythm") value=editor.rhythm test="direct-rhythm" options=options("direct-rhythm", &RHYTHMS) />
                <Field label=say("direct-time") value=editor.time test="direct-time" kind="time" />
            </div>
            {follow(move || {
                if editor.rhythm.get() != "week" {
                    return ().into_any();
                }
                view! {
                    <fieldset class="choices"><legend>{say("direct-days")}</legend>{Weekday::ALL.map(day).collect_view()}</fieldset>
                }
                .into_any()
            })}
            <details>
                <summary>{say("direct-more")}</summary>
                <Field label=say("direct-note") value=editor.note test="direct-note" capitalize="sentences" />
                <Attach files=editor.attached />
                <Field label=say("direct-until") value=editor.until test="direct-until" kind="date" />
                <label class="check">
                    <input
                        type="checkbox"
                        data-test="direct-suggestion"
                        prop:checked=editor.is_suggestion
                        on:change=move |event| editor.is_suggestion.set(event_target_checked(&event))
                    />
                    <span>{say("direct-suggestion")}</span>
                </label>
            </details>
            {send("direct-send", "", "direct-send", place)}
            <Outcome place />
        </form>
        <KnownAreas />
    }
    .into_any()
}

fn toggle(days: &mut Vec<Weekday>, of: Weekday) {
    match days.iter().position(|day| *day == of) {
        Some(at) => {
            days.remove(at);
        }
        None => days.push(of),
    }
}

impl Editor {
    /// As it was typed; or what is wrong with it.
    fn read(self, zone: Zone, today: Day) -> Result<NewDirection, String> {
        let area = typed::area(&self.area.get()).map_err(|refusal| with(|words| words.refusal(&refusal)))?;
        let kind = Kind::from_word(&self.kind.get()).unwrap_or(Kind::Task);
        let rhythm = rhythm(&self.rhythm.get(), &self.days.get())?;
        let until = match self.until.get() {
            text if text.trim().is_empty() => None,
            text => Some(Day::parse(text.trim()).ok_or_else(|| say("direct-until-none"))?),
        };
        let timing =
            Timing { at: typed::minutes(&self.time.get()), rhythm, until, ..Timing::from(zone, today) };
        let stands = matches!(kind, Kind::Rule | Kind::Ritual) || timing.rhythm.is_some();
        let power = match (self.is_suggestion.get(), stands) {
            (true, _) => Power::Guide,
            (false, true) => Power::Direct,
            (false, false) => Power::Decide,
        };
        let text = |field: RwSignal<String>| field.get().trim().to_owned();
        let (says, note, attached) = (text(self.text), text(self.note), self.attached.get());
        Ok(NewDirection { kind, area, power, says, note, timing, attached })
    }
}

fn rhythm(word: &str, days: &[Weekday]) -> Result<Option<Rhythm>, String> {
    let every = match word {
        "day" => Every::Day,
        "week" => Every::Week(Days::of(days.iter().copied())),
        "month" => Every::Month,
        "year" => Every::Year,
        _ => return Ok(None),
    };
    Rhythm::new(every, 1).map(Some).map_err(|_| say("direct-days-none"))
}
