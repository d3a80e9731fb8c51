//! One line of a proposal: an area, a power, a mode; hours and moments where one wants them.

use consent::{Days, Weekday};
use leptos::prelude::*;

use super::parts::{Choice, Field, button, options, when};
use crate::proposal::{GrantForm, HoursForm};
use crate::words::say;

/// A line as it is being filled in.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Unlike any other line's.
    pub(super) key: usize,
    area: RwSignal<String>,
    power: RwSignal<String>,
    mode: RwSignal<String>,
    has_hours: RwSignal<bool>,
    days: RwSignal<Days>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    moments: RwSignal<bool>,
}

impl Line {
    pub(super) fn new((key, form): (usize, GrantForm)) -> Line {
        let has_hours = form.hours.is_some();
        let hours = form.hours.unwrap_or(HoursForm {
            days: Days::ALL,
            from: "18:00".to_owned(),
            to: "22:00".to_owned(),
        });
        Line {
            key,
            area: RwSignal::new(form.area),
            power: RwSignal::new(form.power),
            mode: RwSignal::new(form.mode),
            has_hours: RwSignal::new(has_hours),
            days: RwSignal::new(hours.days),
            from: RwSignal::new(hours.from),
            to: RwSignal::new(hours.to),
            moments: RwSignal::new(form.moments),
        }
    }

    /// As it was typed.
    pub(super) fn read(self) -> GrantForm {
        let hours = || HoursForm { days: self.days.get(), from: self.from.get(), to: self.to.get() };
        GrantForm {
            area: self.area.get(),
            power: self.power.get(),
            mode: self.mode.get(),
            hours: self.has_hours.get().then(hours),
            moments: self.moments.get(),
        }
    }
}

/// Its fields.
#[component]
pub(super) fn LineFields(line: Line, remove: impl Fn() + 'static) -> AnyView {
    view! {
        <fieldset class="leaf" data-test="propose-line">
            <legend>{say("propose-line")}</legend>
            <Field label=say("propose-area") value=line.area test="propose-area" list="areas" />
            <div class="pair">
                <Choice
                    label=say("propose-power")
                    value=line.power
                    test="propose-power"
                    options=chosen("propose-power", &["guide", "decide", "direct"])
                />
                <Choice
                    label=say("propose-mode")
                    value=line.mode
                    test="propose-mode"
                    options=chosen("propose-mode", &["ask-first", "freely"])
                />
            </div>
            {tick(line.has_hours, "propose-hours", "propose-hours")}
            {when(move || line.has_hours.get(), move || view! {<Hours line />}.into_any())}
            {tick(line.moments, "propose-moments", "propose-moments")}
            <div class="row">
                {button("propose-remove", "plain", "propose-remove", remove)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// Options with an empty one first: nothing is preselected.
fn chosen(name: &str, values: &[&str]) -> Vec<(String, String)> {
    let none = (String::new(), say("choose"));
    std::iter::once(none).chain(options(name, values)).collect()
}

fn tick(value: RwSignal<bool>, text: &str, test: &'static str) -> AnyView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                data-test=test
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{say(text)}</span>
        </label>
    }
    .into_any()
}

#[component]
fn Hours(line: Line) -> AnyView {
    let day = move |day: Weekday| {
        let toggle = move |_| {
            line.days.update(|days| {
                let has = days.has(day);
                *days = Days::of(
                    Weekday::ALL.into_iter().filter(|d| if *d == day { !has } else { days.has(*d) }),
                );
            });
        };
        view! {
            <label class="day-tick">
                <input type="checkbox" data-test="propose-day" value=day.word()
                    prop:checked=move || line.days.get().has(day) on:change=toggle />
                <span>{say(&format!("weekday-{}", day.word()))}</span>
            </label>
        }
    };
    view! {
        <fieldset class="days">
            <legend>{say("propose-days")}</legend>
            {Weekday::ALL.into_iter().map(day).collect_view()}
        </fieldset>
        <div class="pair">
            <Field label=say("propose-from") value=line.from test="propose-from" kind="time" />
            <Field label=say("propose-to") value=line.to test="propose-to" kind="time" />
        </div>
    }
    .into_any()
}
