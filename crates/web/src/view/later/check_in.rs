//! Check in: alone first, two minutes. Each answer is kept unless it is shared, and nobody else learns that it was given. Then, how
//! both have been, and a guess at what the other answered, before it is seen.

use std::collections::BTreeSet;
use std::sync::Arc;

use companion::keeping::{CheckInLine, CheckingIn};
use companion::reflect::keeps::Own;
use companion::reflect::{Answers, Field as Asked, Scale, Value};
use leptos::prelude::*;

use super::parts::{Heading, Outcome, button, follow, live, send, submit, tap};
use crate::device::{Command, Place, Told, device};
use crate::living::CheckInsSeen;
use crate::look::{Look, Seen};
use crate::route::Route;
use crate::watched::Watched;
use crate::words::{fill, say, with};

/// How many check-ins are shown.
const SHOWN: usize = 6;

/// The page.
#[component]
pub(crate) fn CheckIn() -> AnyView {
    let device = device();
    device.tell(Command::Look(Some(Box::new(Look::CheckIns(SHOWN)))), Place::new());
    let seen = device.of_circle(|circle| match &circle.looked {
        Some((Look::CheckIns(_), Seen::CheckIns(seen))) => Some(Arc::clone(seen)),
        _ => None,
    });
    let seen = Watched::new(move || seen.get().flatten());
    let holds = Watched::new(move || seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.holds)));
    let other = device.of_circle(|circle| circle.other().to_owned());
    let sub = live(move || fill("check-in-sub", &[("other", other.get().unwrap_or_default().into())]));
    view! {
        <Heading text=say("check-in-heading") />
        <p class="sub">{sub}</p>
        <p><a class="button plain" data-test="reflect-open" href=Route::Reflect.address()>{say("reflect-open")}</a></p>
        <div class="two">
            {follow(move || view! { <Form holds=holds.get() /> }.into_any())}
            {follow(move || match seen.get() {
                Some(seen) => view! { <div><Past seen=Arc::clone(&seen) /><Lists lists=seen.lists.clone() /></div> }.into_any(),
                None => ().into_any(),
            })}
        </div>
    }
    .into_any()
}

/// What is being answered.
#[derive(Clone, Copy)]
pub(super) struct Filling {
    pub(super) answers: RwSignal<Answers>,
    /// What is shared of them; a field that is not answered is not.
    pub(super) shared: RwSignal<BTreeSet<Asked>>,
}

impl Filling {
    pub(super) fn new() -> Filling {
        Filling { answers: RwSignal::new(Answers::default()), shared: RwSignal::new(BTreeSet::new()) }
    }
}

#[component]
fn Form(holds: bool) -> AnyView {
    let device = device();
    let place = Place::new();
    let filling = Filling::new();
    let done = RwSignal::new(false);
    let check_in = move || {
        let answers = filling.answers.get();
        let shared = filling.shared.get();
        device.tell(Command::CheckIn(Box::new(CheckingIn { answers, shared })), place);
    };
    Effect::new(move |_| {
        if place.read() == Told::Done {
            done.set(true);
        }
    });
    let again = move || {
        filling.answers.set(Answers::default());
        filling.shared.set(BTreeSet::new());
        place.tell(Told::Nothing);
        done.set(false);
    };
    let fields = move || {
        let asked = Asked::ALL.into_iter().filter(move |field| holds || *field != Asked::CanCarry);
        asked.map(|field| view! { <Question field filling /> }).collect_view()
    };
    view! {
        <section>
            <h2>{say("check-in-yours")}</h2>
            {follow(move || if done.get() {
                view! {
                    <div class="leaf" role="status" data-test="checked-in">
                        <p>{say("checked-in")}</p>
                        <div class="row">{button("check-in-again", "plain", "check-in-again", again)}</div>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <form autocomplete="off" class="leaf questions" data-test="check-in" on:submit=submit(check_in)>
                        {fields()}
                        {send("check-in-send", "", "check-in-send", place)}
                        <Outcome place />
                    </form>
                }
                .into_any()
            })}
        </section>
    }
    .into_any()
}

/// A field, with whether it is shared.
#[component]
pub(super) fn Question(field: Asked, filling: Filling) -> AnyView {
    let asks = with(|words| words.field(field));
    let word = field.word();
    let is_shared = Watched::new(move || filling.shared.with(|shared| shared.contains(&field)));
    let share = move |event: leptos::ev::Event| {
        let is_on = event_target_checked(&event);
        filling.shared.update(|shared| {
            if is_on {
                shared.insert(field)
            } else {
                shared.remove(&field)
            };
        });
    };
    let keep = view! {
        <label class="keep">
            <input type="checkbox" data-test=format!("share-{word}") prop:checked=move || is_shared.get() on:change=share />
            <span>{say("check-in-share")}</span>
        </label>
    };
    match field.scale() {
        Scale::Words => {
            let write = move |event: leptos::ev::Event| {
                let text = event_target_value(&event);
                filling.answers.update(|answers| {
                    if answers.answer(field, Value::Words(text)).is_err() {
                        answers.clear(field);
                    }
                });
            };
            view! {
                <div class="q">
                    <div class="top"><label class="said" for=format!("field-{word}")>{asks}</label>{keep}</div>
                    <textarea id=format!("field-{word}") data-test=format!("field-{word}") maxlength="4000" on:input=write></textarea>
                </div>
            }
            .into_any()
        }
        Scale::To(most) => {
            let ends = with(|words| words.field_ends(field)).unwrap_or_default();
            let [low, high] = ends;
            let place = move |place: u8| view! { <Step field filling place most group="own" /> };
            view! {
                <fieldset class="q">
                    <legend class="said">{asks}</legend>
                    <div class="top"><span></span>{keep}</div>
                    <div class="steps" class:seven=most == 7>{(1..=most).map(place).collect_view()}</div>
                    <div class="ends" aria-hidden="true"><span>{low}</span><span>{high}</span></div>
                </fieldset>
            }
            .into_any()
        }
    }
}

/// A place on a scale: a number, or two circles that overlap the more the closer.
#[component]
fn Step(field: Asked, filling: Filling, place: u8, most: u8, group: &'static str) -> AnyView {
    let choose = move |_| {
        filling.answers.update(|answers| {
            // Within its scale.
            let _ = answers.answer(field, Value::Place(place));
        });
    };
    let says = with(|words| words.field_value(field, &Value::Place(place)));
    let ends = with(|words| words.field_ends(field)).unwrap_or_default();
    let [low, high] = ends;
    let about = match place {
        1 => format!("{says}: {low}"),
        _ if place == most => format!("{says}: {high}"),
        _ => says,
    };
    let drawn = if field == Asked::Closeness {
        view! { <Circles place /> }.into_any()
    } else {
        view! { <span aria-hidden="true">{place.to_string()}</span> }.into_any()
    };
    view! {
        <label data-test=format!("{group}-{}-{place}", field.word())>
            <input
                type="radio"
                name=format!("{group}-{}", field.word())
                aria-label=about
                on:change=choose
            />
            <span>{drawn}</span>
        </label>
    }
    .into_any()
}

/// Two circles: apart at 1, nearly one at 7.
#[component]
fn Circles(place: u8) -> AnyView {
    // From a pixel between them to two thirds of one over the other.
    let apart = 12.8 - 1.9 * f64::from(place.saturating_sub(1));
    view! {
        <svg viewBox="0 0 60 30" aria-hidden="true" focusable="false">
            <circle cx=format!("{:.1}", 30.0 - apart) cy="15" r="11" />
            <circle cx=format!("{:.1}", 30.0 + apart) cy="15" r="11" />
        </svg>
    }
    .into_any()
}

/// How both have been, the newest first.
#[component]
fn Past(seen: Arc<CheckInsSeen>) -> AnyView {
    let device = device();
    let own =
        device.shown.with_untracked(|shown| shown.circle().map(|circle| (circle.own, circle.people.clone())));
    let Some((own, people)) = own else { return ().into_any() };
    if seen.lines.is_empty() {
        return view! { <section><h2>{say("check-ins-heading")}</h2><p class="who">{say("check-ins-none")}</p></section> }
            .into_any();
    }
    let newest_of_other = seen.lines.iter().find(|(line, _)| line.by != own).map(|(line, _)| line.id);
    let [one, two] = people;
    let row = |(line, when): &(CheckInLine, String)| {
        let name = if line.by == consent::Person::One { one.clone() } else { two.clone() };
        let may_guess = Some(line.id) == newest_of_other && line.guess.is_none() && has_scale(&line.shared);
        let line = line.clone();
        view! {
            <div class="dir" data-test="checked">
                <div>
                    <p><b>{name}</b> <span class="who">" · " {when.clone()}</span></p>
                    {if may_guess {
                        view! { <Guess line /> }.into_any()
                    } else {
                        view! { <Told line /> }.into_any()
                    }}
                </div>
            </div>
        }
    };
    view! {
        <section>
            <h2>{say("check-ins-heading")}</h2>
            <div class="leaf" data-test="check-ins">{seen.lines.iter().map(row).collect_view()}</div>
        </section>
    }
    .into_any()
}

fn has_scale(answers: &Answers) -> bool {
    answers.iter().any(|(_, value)| matches!(value, Value::Place(_)))
}

/// What was shared, what one kept oneself, and how far one's guess was from it.
#[component]
fn Told(line: CheckInLine) -> AnyView {
    let shown = |answers: &Answers, name: &'static str| {
        let rows = answers.iter().map(|(field, value)| {
            let (asks, value) = with(|words| (words.field(field), words.field_value(field, value)));
            view! { <div><dt>{asks}</dt><dd>{value} {(!name.is_empty()).then(|| view! { <span class="who">" · " {say(name)}</span> })}</dd></div> }
        });
        rows.collect_view()
    };
    let is_empty = line.shared.is_empty() && line.kept.is_empty();
    let guess = line.guess.as_ref().and_then(|guess| guess.apart(&line.shared));
    view! {
        <dl class="answers-told">{shown(&line.shared, "")} {shown(&line.kept, "check-in-kept")}</dl>
        {is_empty.then(|| view! { <p class="who">{say("check-in-nothing-shared")}</p> })}
        {guess.map(|apart| view! { <p class="who" data-test="guessed">{fill("guess-distance", &[("steps", i64::from(apart.steps).into())])}</p> })}
    }
    .into_any()
}

/// A guess first, or simply a look.
#[component]
fn Guess(line: CheckInLine) -> AnyView {
    let device = device();
    let is_seen = RwSignal::new(false);
    let is_guessing = RwSignal::new(false);
    let place = Place::new();
    let filling = Filling::new();
    let id = line.id;
    let guess = move || {
        device.tell(Command::Guess(id, Box::new(filling.answers.get())), place);
    };
    follow(move || {
        if is_seen.get() {
            return view! { <Told line=line.clone() /> }.into_any();
        }
        if !is_guessing.get() {
            return view! {
                <p class="who">{say("guess-about")}</p>
                <div class="answers">
                    {button("guess-open", "", "guess-open", move || is_guessing.set(true))}
                    {button("guess-look", "", "guess-look", move || is_seen.set(true))}
                </div>
            }
            .into_any();
        }
        let scaled = line.shared.iter().filter(|(_, value)| matches!(value, Value::Place(_)));
        let fields: Vec<AnyView> = scaled
            .filter_map(|(field, _)| match field.scale() {
                Scale::To(most) => {
                    let step = move |place: u8| view! { <Step field filling place most group="guess" /> };
                    let view = view! {
                        <fieldset class="q">
                            <legend class="said">{with(|words| words.field(field))}</legend>
                            <div class="steps" class:seven=most == 7>{(1..=most).map(step).collect_view()}</div>
                        </fieldset>
                    };
                    Some(view.into_any())
                }
                Scale::Words => None,
            })
            .collect();
        view! {
            <form autocomplete="off" class="questions" data-test="guess" on:submit=submit(guess)>
                {fields}
                <div class="row">{button("guess-send", "", "guess-send", guess)}</div>
                <Outcome place />
            </form>
        }
        .into_any()
    })
}

/// Lists of one's own: what does one good after a stop, and after a moment. Nobody else sees them.
#[component]
fn Lists(lists: Vec<(Own, Vec<String>)>) -> AnyView {
    let device = device();
    let list = |(of, lines): (Own, Vec<String>)| {
        let (text, place) = (RwSignal::new(lines.join("\n")), Place::new());
        let word = of.word();
        let keep = move || {
            let lines = text.get().lines().map(str::to_owned).collect();
            device.tell(Command::List(of, lines), place);
        };
        view! {
            <form autocomplete="off" class="q" on:submit=submit(keep)>
                <label class="said" for=format!("list-{word}")>{say(&format!("list-{word}"))}</label>
                <textarea
                    id=format!("list-{word}")
                    data-test=format!("list-{word}")
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                <div class="row">
                    <button type="button" class="plain" data-test=format!("list-keep-{word}") on:click=tap(move |_| keep())>
                        {say("list-keep")}
                    </button>
                </div>
                <Outcome place />
            </form>
        }
    };
    view! {
        <details class="leaf" data-test="lists">
            <summary>{say("lists-heading")}</summary>
            <p class="who">{say("lists-about")}</p>
            {lists.into_iter().map(list).collect_view()}
        </details>
    }
    .into_any()
}
