//! A proposal: who gives, which areas with which power, when to look again, and in which words. It changes nothing until both
//! have signed; until it is proposed it is a draft, which nobody else sees and which is kept while it is written.

use std::time::Duration;

use companion::negotiation::{self, AgreementWords};
use consent::{ActId, Person, VersionState};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::ask::KnownAreas;
use super::changes::Changes;
use super::parts::{Field, Heading, Outcome, button, follow, send, submit};
use super::propose_line::{Line, LineFields};
use super::propose_words::{WordsFields, Written};
use crate::clock;
use crate::device::{Circle, Command, Device, Open, Place, Told, device};
use crate::look::{Look, Seen};
use crate::proposal::{Form, GrantForm, Missing};
use crate::route::{From, Route};
use crate::words::{fill, say, with};

/// Days until the first review, as it is filled in.
const REVIEW: i32 = 90;
/// What is written is kept when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(900);

/// All fields, as they are being filled in.
#[derive(Clone, Copy)]
struct Editor {
    giver: RwSignal<Option<Person>>,
    lines: RwSignal<Vec<Line>>,
    review: RwSignal<String>,
    every_days: RwSignal<String>,
    starts: RwSignal<String>,
    ends: RwSignal<String>,
    written: Written,
    replaces: StoredValue<Vec<ActId>>,
    /// The draft's.
    number: u32,
}

impl Editor {
    fn of(form: Form, number: u32) -> Editor {
        Editor {
            giver: RwSignal::new(form.giver),
            lines: RwSignal::new(form.grants.into_iter().enumerate().map(Line::new).collect()),
            review: RwSignal::new(form.review),
            every_days: RwSignal::new(form.every_days),
            starts: RwSignal::new(form.starts),
            ends: RwSignal::new(form.ends),
            written: Written::of(form.words),
            replaces: StoredValue::new(form.replaces),
            number,
        }
    }

    /// As it was typed.
    fn read(self) -> Form {
        Form {
            giver: self.giver.get(),
            grants: self.lines.get().into_iter().map(Line::read).collect(),
            review: self.review.get(),
            every_days: self.every_days.get(),
            starts: self.starts.get(),
            ends: self.ends.get(),
            replaces: self.replaces.get_value(),
            words: self.written.read(),
        }
    }

    /// Keeps what is written whenever nothing has been typed for a while, from the first change on.
    fn keep(self, device: Device, is_done: RwSignal<bool>) {
        let waiting = StoredValue::new_local(None::<TimeoutHandle>);
        let stop = move || {
            if let Some(timeout) = waiting.try_update_value(Option::take).flatten() {
                timeout.clear();
            }
        };
        Effect::new(move |before: Option<Form>| {
            let form = self.read();
            stop();
            if before.as_ref().is_some_and(|before| *before != form) && !is_done.get_untracked() {
                let kept = Box::new(form.clone());
                let write = move || {
                    device.tell(Command::Write { number: self.number, form: kept.clone() }, Place::new());
                };
                waiting.set_value(set_timeout_with_handle(write, PAUSE).ok());
            }
            form
        });
        on_cleanup(stop);
    }
}

/// The page.
#[component]
pub(crate) fn Propose(from: From) -> AnyView {
    let device = device();
    let start = device.shown.with_untracked(|shown| {
        let (open, circle) = (shown.open()?, shown.circle()?);
        Some((start(open, circle, from), circle.own, circle.other().to_owned(), open.zone.clone()))
    });
    let Some((form, own, other, zone)) = start else { return ().into_any() };
    let number = if let From::Draft(number) = from { number } else { crate::device::any_number() };
    let (amends, begun) = (!form.replaces.is_empty(), form.words.form.clone());
    let editor = Editor::of(form, number);
    let (place, is_done) = (Place::new(), RwSignal::new(false));
    editor.keep(device, is_done);
    let zone = StoredValue::new(zone);
    let version = move |place: Place| match editor.read().version(&zone.get_value()) {
        Ok(version) => Some(Box::new(version)),
        Err(missing) => {
            place.tell(Told::Refused(missing_said(&missing)));
            None
        }
    };
    let submit = submit(move || {
        if let Some(version) = version(place) {
            is_done.set(true);
            let words = Box::new(tidy(editor.read().words));
            device.tell(Command::Propose { version, words, draft: Some(editor.number) }, place);
        }
    });
    Effect::new(move |_| match place.read() {
        Told::Done => Route::Agreed.open(),
        Told::Refused(_) => is_done.set(false),
        Told::Nothing | Told::Working => {}
    });
    let looked = Place::new();
    let look = move || {
        if let Some(version) = version(looked) {
            let look = Look::Draft(version, Box::new(tidy(editor.read().words)));
            device.tell(Command::Look(Some(Box::new(look))), looked);
        }
    };
    let throw = move || {
        is_done.set(true);
        device.tell(Command::Drop(editor.number), Place::new());
        Route::Agreed.open();
    };
    device.tell(Command::Look(None), Place::new());
    let heading = if amends { "propose-amend-heading" } else { "propose-heading" };
    view! {
        <a class="back" href=if amends { "#agreed" } else { "#forms" }>{say("back")}</a>
        <Heading text=say(heading) />
        <p class="sub">{say("propose-sub")}</p>
        <form autocomplete="off" class="propose" on:submit=submit>
            <Giver giver=editor.giver own other=other.clone() amends />
            <h2>{say("propose-what")}</h2>
            {asks(begun.as_deref())}
            <Lines lines=editor.lines />
            <h2>{say("propose-when")}</h2>
            <div class="leaf pair">
                <Field label=say("propose-review") value=editor.review test="propose-review" kind="date" />
                <Field label=say("propose-check-in") value=editor.every_days test="propose-check-in" kind="number" />
                <Field label=say("propose-starts") value=editor.starts test="propose-starts" kind="date" />
                <Field label=say("propose-ends") value=editor.ends test="propose-ends" kind="date" />
            </div>
            <WordsFields written=editor.written own other giver=editor.giver />
            <section>
                <h2>{say("propose-look-heading")}</h2>
                <div class="row above">{button("propose-look", "", "propose-look", look)}</div>
                <Outcome place=looked />
                <Looked />
            </section>
            <p class="who">{say("propose-then")}</p>
            {send("propose-go", "main", "propose-go", place)}
            <Outcome place />
            <div class="row">{button("propose-drop", "plain", "propose-drop", throw)}</div>
        </form>
        <KnownAreas />
    }
    .into_any()
}

/// What the proposal would change, once somebody looks.
#[component]
fn Looked() -> AnyView {
    let device = device();
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::Draft(version, _), seen)) => Some((version.holder, seen.clone())),
        _ => None,
    });
    follow(move || match seen.get().flatten() {
        Some((holder, Seen::Changes(difference, one_sided))) => {
            view! { <Changes difference=*difference one_sided holder /> }.into_any()
        }
        Some((_, Seen::Refused(refusal))) => {
            let reason = with(|words| words.refusal(&refusal));
            view! { <p class="outcome refused">{fill("refused", &[("reason", reason.into())])}</p> }
                .into_any()
        }
        _ => ().into_any(),
    })
}

/// What the form asks of the two.
fn asks(form: Option<&str>) -> AnyView {
    let Some(form) = form.and_then(negotiation::Form::named) else { return ().into_any() };
    let ask = |ask: &negotiation::Ask| {
        let text = say(&format!("form-asks-{}", ask.word()));
        let more = (*ask == negotiation::Ask::OwnAndHeavy).then(|| {
            view! { <p class="who">{say("areas-own")}</p><p class="who">{say("areas-heavy")}</p> }
        });
        view! { <div class="note" data-test="form-asks"><p>{text}</p>{more}</div> }.into_any()
    };
    let first = with(|words| words.part(&format!("form-{}", form.name), "one"));
    view! {
        <p class="note">{first}</p>
        {form.asks.iter().map(ask).collect_view()}
    }
    .into_any()
}

/// What the form begins with: nothing, a form, a draft, or what a version says. A version in force is amended, a draft is
/// answered with another that amends what it would amend.
fn start(open: &Open, circle: &Circle, from: From) -> Form {
    let review = clock::date_in_days(open.now, &open.zone, REVIEW);
    let blank = || Form { review: review.clone(), grants: vec![GrantForm::default()], ..Form::default() };
    match from {
        From::Blank => blank(),
        From::Form(name) => of_form(open, name).unwrap_or_else(blank),
        From::Draft(number) => {
            let draft = circle.drafts.iter().find(|draft| draft.number == number);
            draft.map_or_else(blank, |draft| draft.form.clone())
        }
        From::Version(id) => of_version(open, circle, id, review.clone()).unwrap_or_else(blank),
    }
}

/// Nothing is preselected, who gives least of all.
fn of_form(open: &Open, name: &str) -> Option<Form> {
    let form = negotiation::Form::named(name)?;
    let begun = with(|words| companion::formed::begin_with(form, words, Person::One, &open.zone, open.now));
    let (version, words) = begun.ok()?;
    let review = clock::date_in_days(version.review_by.plus(-1), &open.zone, 0);
    Some(Form { giver: None, ..Form::of(&version, words, review, Vec::new(), open.now) })
}

fn of_version(open: &Open, circle: &Circle, id: ActId, review: String) -> Option<Form> {
    let has = |agreement: &&consent::AgreementStands| agreement.versions.iter().any(|v| v.id == id);
    let agreement = circle.agreements.iter().find(has)?;
    let version = agreement.versions.iter().find(|version| version.id == id)?;
    let current = agreement.versions.iter().filter(|version| version.is_amended_next());
    let holds_nothing =
        matches!(version.state, VersionState::Proposed | VersionState::Ended | VersionState::Retracted);
    let draft_of_none = holds_nothing && !version.is_amended_next() && version.version.replaces.is_empty();
    let replaces = if draft_of_none { Vec::new() } else { current.map(|version| version.id).collect() };
    let words = circle.words.get(&id).cloned().unwrap_or(Ok(AgreementWords::default())).unwrap_or_default();
    Some(Form::of(&version.version, words, review, replaces, open.now))
}

/// Without lines that say nothing.
fn tidy(mut words: AgreementWords) -> AgreementWords {
    let is_said = |text: &String| !text.trim().is_empty();
    for list in [&mut words.expectations, &mut words.consequences, &mut words.recognitions] {
        list.retain(is_said);
    }
    words.responsibilities.retain(|does| is_said(&does.says));
    words
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
            lines.push(Line::new((next, GrantForm::default())));
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
        Missing::Date => say("propose-missing-date"),
        Missing::Refused(refusal) => {
            let reason = with(|words| words.refusal(refusal));
            fill("refused", &[("reason", reason.into())])
        }
    }
}
