//! The words of a proposal: what no engine reads and both reread.

use companion::negotiation::words::Each;
use companion::negotiation::{AgreementWords, Responsibility, Rhythm};
use consent::Person;
use leptos::prelude::*;

use super::parts::{Choice, Field, button, live, options};
use crate::words::{fill, say};

/// The words as they are being written.
#[derive(Clone, Copy)]
pub(super) struct Written {
    title: RwSignal<String>,
    form: StoredValue<Option<String>>,
    hopes: [RwSignal<String>; 2],
    does: RwSignal<Vec<Does>>,
    expectations: RwSignal<String>,
    aftercare: [RwSignal<String>; 2],
    kept_back: RwSignal<String>,
    privacy: RwSignal<String>,
    broken: RwSignal<String>,
    ending: RwSignal<String>,
    consequences: RwSignal<String>,
    recognitions: RwSignal<String>,
    wish: RwSignal<String>,
}

/// A responsibility.
#[derive(Clone, Copy)]
struct Does {
    key: usize,
    says: RwSignal<String>,
    rhythm: RwSignal<String>,
}

impl Does {
    fn of((key, does): (usize, Responsibility)) -> Does {
        let rhythm = RwSignal::new(does.rhythm.word().to_owned());
        Does { key, says: RwSignal::new(does.says), rhythm }
    }

    fn read(self) -> Responsibility {
        let rhythm = Rhythm::from_word(&self.rhythm.get()).unwrap_or(Rhythm::EachTime);
        Responsibility { says: self.says.get(), rhythm }
    }
}

impl Written {
    pub(super) fn of(words: AgreementWords) -> Written {
        let each = |each: Each| [RwSignal::new(each.one), RwSignal::new(each.two)];
        let lines = |lines: Vec<String>| RwSignal::new(lines.join("\n"));
        Written {
            title: RwSignal::new(words.title),
            form: StoredValue::new(words.form),
            hopes: each(words.hopes),
            does: RwSignal::new(words.responsibilities.into_iter().enumerate().map(Does::of).collect()),
            expectations: lines(words.expectations),
            aftercare: each(words.aftercare),
            kept_back: RwSignal::new(words.kept_back),
            privacy: RwSignal::new(words.privacy),
            broken: RwSignal::new(words.broken),
            ending: RwSignal::new(words.ending),
            consequences: lines(words.consequences),
            recognitions: lines(words.recognitions),
            wish: RwSignal::new(words.wish),
        }
    }

    /// As they were typed; empty lines too.
    pub(super) fn read(self) -> AgreementWords {
        let each = |[one, two]: [RwSignal<String>; 2]| Each { one: one.get(), two: two.get() };
        let lines = |lines: RwSignal<String>| match lines.get() {
            none if none.is_empty() => Vec::new(),
            text => text.split('\n').map(str::to_owned).collect(),
        };
        AgreementWords {
            title: self.title.get(),
            form: self.form.get_value(),
            hopes: each(self.hopes),
            responsibilities: self.does.get().into_iter().map(Does::read).collect(),
            expectations: lines(self.expectations),
            aftercare: each(self.aftercare),
            privacy: self.privacy.get(),
            broken: self.broken.get(),
            ending: self.ending.get(),
            kept_back: self.kept_back.get(),
            consequences: lines(self.consequences),
            recognitions: lines(self.recognitions),
            wish: self.wish.get(),
        }
    }
}

/// The fields. What the holder takes on stands before what the giver expects.
#[component]
pub(super) fn WordsFields(
    written: Written,
    own: Person,
    other: String,
    giver: RwSignal<Option<Person>>,
) -> AnyView {
    let name = move |person: Person, text: &str| {
        let who = if person == own { "you" } else { "they" };
        fill(&format!("{text}-{who}"), &[("other", other.as_str().into())])
    };
    let persons = [own, own.other()];
    let of =
        |both: [RwSignal<String>; 2], person: Person| if person == Person::One { both[0] } else { both[1] };
    let hopes = persons
        .map(|person| text_area(name(person, "words-hopes"), of(written.hopes, person), "words-hopes"));
    let aftercare = persons.map(|person| {
        text_area(name(person, "words-aftercare"), of(written.aftercare, person), "words-aftercare")
    });
    let wishes = written.form.with_value(|form| form.as_deref() == Some("cis"))
        || !written.wish.get_untracked().is_empty();
    let one = |label: &str, value: RwSignal<String>, test: &'static str| text_area(say(label), value, test);
    let does_heading = {
        let name = name.clone();
        live(move || match giver.get() {
            Some(giver) => name(giver.other(), "words-does"),
            None => say("words-does-holder"),
        })
    };
    view! {
        <h2>{say("words-heading")}</h2>
        <p class="who">{say("words-about")}</p>
        <div class="leaf">
            <Field label=say("words-title") value=written.title test="words-title" capitalize="sentences" />
            {hopes.into_iter().collect_view()}
        </div>
        <fieldset class="leaf" data-test="words-does">
            <legend>{does_heading}</legend>
            <p class="who">{say("words-does-about")}</p>
            <DoesFields does=written.does />
        </fieldset>
        <div class="leaf">
            {one("words-expectations", written.expectations, "words-expectations")}
            {one("words-kept-back", written.kept_back, "words-kept-back")}
            {wishes.then(|| one("words-wish", written.wish, "words-wish"))}
        </div>
        <div class="leaf">{aftercare.into_iter().collect_view()}</div>
        <details class="leaf" data-test="words-more">
            <summary>{say("words-more")}</summary>
            {one("words-privacy", written.privacy, "words-privacy")}
            {one("words-broken", written.broken, "words-broken")}
            {one("words-ending", written.ending, "words-ending")}
            {one("words-recognitions", written.recognitions, "words-recognitions")}
            {one("words-consequences", written.consequences, "words-consequences")}
            <p class="who">{say("words-consequences-about")}</p>
        </details>
    }
    .into_any()
}

#[component]
fn DoesFields(does: RwSignal<Vec<Does>>) -> AnyView {
    let rhythms = Rhythm::ALL.map(Rhythm::word);
    let add = move || {
        does.update(|all| {
            let key = all.iter().map(|does| does.key).max().map_or(0, |last| last + 1);
            all.push(Does::of((key, Responsibility { says: String::new(), rhythm: Rhythm::Weekly })));
        });
    };
    let row = move |one: Does| {
        let remove = move || does.update(|all| all.retain(|other| other.key != one.key));
        view! {
            <div class="does" data-test="does">
                {text_area(say("words-does-one"), one.says, "does-says")}
                <Choice
                    label=say("words-rhythm")
                    value=one.rhythm
                    test="does-rhythm"
                    options=options("rhythm", &rhythms)
                />
                {button("words-does-remove", "plain", "does-remove", remove)}
            </div>
        }
        .into_any()
    };
    view! {
        <For each=move || does.get() key=|one| one.key let:one>
            {row(one)}
        </For>
        <div class="row">{button("words-does-add", "", "does-add", add)}</div>
    }
    .into_any()
}

/// A text of several lines.
fn text_area(label: String, value: RwSignal<String>, test: &'static str) -> AnyView {
    view! {
        <label class="field">
            <span>{label}</span>
            <textarea
                rows="2"
                dir="auto"
                data-test=test
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </label>
    }
    .into_any()
}
