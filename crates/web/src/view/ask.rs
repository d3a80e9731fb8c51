//! The question box: may this one decide there? Answered on this device alone.

use consent::{Person, Power, Question};
use leptos::prelude::*;

use super::answer::Answer;
use super::parts::{Choice, Field, Outcome, options, send, submit};
use crate::device::{Circle, Command, Place, Told, device};
use crate::typed;
use crate::words::{fill, say, with};

/// The values of the direction.
const THEY_DECIDE: &str = "they";
const YOU_DECIDE: &str = "you";

/// The box and, under it, the answer.
#[component]
pub(crate) fn Ask() -> AnyView {
    let device = device();
    let start = device.shown.with_untracked(|shown| shown.circle().map(beginning)).unwrap_or_default();
    let (direction, directions) = (RwSignal::new(start.direction.to_owned()), start.directions);
    let power = RwSignal::new(Power::Decide.word().to_owned());
    let area = RwSignal::new(String::new());
    let place = Place::new();
    let submit = submit(move || {
        let own = device.shown.with_untracked(|shown| shown.circle().map(|circle| circle.own));
        let Some(own) = own else { return };
        match question(own, &direction.get(), &power.get(), &area.get()) {
            Ok(question) => device.tell(Command::Ask(question), place),
            Err(refusal) => place.tell(Told::Refused(with(|words| words.refusal(&refusal)))),
        }
    });
    view! {
        <section>
            <h2>{say("ask-heading")}</h2>
            <div class="leaf ask">
                <form autocomplete="off" on:submit=submit>
                    <div class="pair">
                        <Choice label=say("ask-direction") value=direction test="ask-direction" options=directions />
                        <Choice
                            label=say("ask-power")
                            value=power
                            test="ask-power"
                            options=options("ask-power", &["guide", "decide", "direct"])
                        />
                    </div>
                    <Field label=say("ask-area") value=area test="ask-area" list="areas" />
                    {send("ask-go", "", "ask-go", place)}
                </form>
                <Outcome place />
                <Answer />
            </div>
            <KnownAreas />
        </section>
    }
    .into_any()
}

/// The areas that can be picked where one is typed.
#[component]
pub(crate) fn KnownAreas() -> AnyView {
    let device = device();
    let areas = device.of_circle(|circle| circle.areas.clone());
    view! {
        <datalist id="areas">
            {move || {
                let areas = areas.get().unwrap_or_default();
                areas.into_iter().map(|area| view! { <option value=area.to_string()></option> }).collect_view()
            }}
        </datalist>
    }
    .into_any()
}

#[derive(Default)]
struct Beginning {
    direction: &'static str,
    directions: Vec<(String, String)>,
}

/// The direction in which there is something to ask comes first.
fn beginning(circle: &Circle) -> Beginning {
    let gives = |person: Person| circle.agreements.iter().any(|agreement| agreement.giver == person);
    let only_holds = gives(circle.own.other()) && !gives(circle.own);
    let other = || [("other", circle.other().into())];
    Beginning {
        direction: if only_holds { YOU_DECIDE } else { THEY_DECIDE },
        directions: vec![
            (THEY_DECIDE.to_owned(), fill("ask-they", &other())),
            (YOU_DECIDE.to_owned(), fill("ask-you", &other())),
        ],
    }
}

fn question(own: Person, direction: &str, power: &str, area: &str) -> Result<Question, consent::Refusal> {
    let of = if direction == YOU_DECIDE { own.other() } else { own };
    Ok(Question { of, by: of.other(), area: typed::area(area)?, power: Power::parse(power)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_is_from_where_one_stands() {
        let asked = question(Person::Two, THEY_DECIDE, "decide", "Home").unwrap();
        assert_eq!((asked.of, asked.by), (Person::Two, Person::One));
        let asked = question(Person::Two, YOU_DECIDE, "guide", "home").unwrap();
        assert_eq!((asked.of, asked.by, asked.power), (Person::One, Person::Two, Power::Guide));
        assert!(question(Person::One, YOU_DECIDE, "rule", "home").is_err());
    }
}
