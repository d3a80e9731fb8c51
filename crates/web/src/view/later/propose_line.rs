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
    hours: RwSignal<Vec<Window>>,
    moments: RwSignal<bool>,
    ends: RwSignal<String>,
    /// What the fields do not show of it.
    form: StoredValue<GrantForm>,
}

/// Hours as they are being filled in.
#[derive(Clone, Copy)]
struct Window {
    key: usize,
    days: RwSignal<Days>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Window {
    fn of((key, form): (usize, HoursForm)) -> Window {
        let (from, to) = (RwSignal::new(form.from), RwSignal::new(form.to));
        Window { key, days: RwSignal::new(form.days), from, to }
    }

    fn read(self) -> HoursForm {
        HoursForm { days: self.days.get(), from: self.from.get(), to: self.to.get() }
    }
}

impl Line {
    pub(super) fn new((key, form): (usize, GrantForm)) -> Line {
        let has_hours = form.hours.is_some();
        let hours = form.hours.clone().unwrap_or_else(|| vec![HoursForm::evenings()]);
        Line {
            key,
            area: RwSignal::new(form.area.clone()),
            power: RwSignal::new(form.power.clone()),
            mode: RwSignal::new(form.mode.clone()),
            has_hours: RwSignal::new(has_hours),
            hours: RwSignal::new(hours.into_iter().enumerate().map(Window::of).collect()),
            moments: RwSignal::new(form.moments),
            ends: RwSignal::new(form.ends.clone()),
            form: StoredValue::new(form),
        }
    }

    /// As it was typed.
    pub(super) fn read(self) -> GrantForm {
        let hours = || self.hours.get().into_iter().map(Window::read).collect();
        GrantForm {
            area: self.area.get(),
            power: self.power.get(),
            mode: self.mode.get(),
            hours: self.has_hours.get().then(hours),
            moments: self.moments.get(),
            ends: self.ends.get(),
            ..self.form.get_value()
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
            <details>
                <summary>{say("propose-line-ends")}</summary>
                <Field label=say("propose-line-ends-date") value=line.ends test="propose-line-ends" kind="date" />
            </details>
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
    let hours = line.hours;
    let add = move || {
        hours.update(|hours| {
            let key = hours.iter().map(|window| window.key).max().map_or(0, |last| last + 1);
            hours.push(Window::of((key, HoursForm::evenings())));
        });
    };
    let row = move |window: Window| {
        let remove = move || hours.update(|hours| hours.retain(|other| other.key != window.key));
        view! {
            <div class="window">
                <WindowFields window />
                {button("propose-window-remove", "plain", "propose-window-remove", remove)}
            </div>
        }
        .into_any()
    };
    view! {
        <For each=move || hours.get() key=|window| window.key let:window>
            {row(window)}
        </For>
        <div class="row">{button("propose-window-add", "plain", "propose-window-add", add)}</div>
    }
    .into_any()
}

#[component]
fn WindowFields(window: Window) -> AnyView {
    let day = move |day: Weekday| {
        let toggle = move |_| {
            window.days.update(|days| {
                let has = days.has(day);
                let of = |d: &Weekday| if *d == day { !has } else { days.has(*d) };
                *days = Days::of(Weekday::ALL.into_iter().filter(of));
            });
        };
        view! {
            <label class="day-tick">
                <input type="checkbox" data-test="propose-day" value=day.word()
                    prop:checked=move || window.days.get().has(day) on:change=toggle />
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
            <Field label=say("propose-from") value=window.from test="propose-from" kind="time" />
            <Field label=say("propose-to") value=window.to test="propose-to" kind="time" />
        </div>
    }
    .into_any()
}
