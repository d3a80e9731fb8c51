//! A review: does this still work, does it still feel right? Each answers alone, rereads what was agreed as an equal, and chooses. No
//! choice is brighter than another.

use companion::keeping::CheckingIn;
use companion::reflect::Field as Asked;
use consent::{ActId, Says};
use leptos::prelude::*;

use super::check_in::{Filling, Question};
use super::parts::{Field, Heading, Outcome, button, live, submit};
use crate::clock;
use crate::device::{Command, Place, Told, device};
use crate::route::{From, Route};
use crate::words::{fill, say};

/// Days until the next one, as it is filled in.
const AHEAD: i32 = 90;
/// What is asked.
const ASKED: [Asked; 3] = [Asked::WorksForUs, Asked::FeelsRight, Asked::Change];

/// The page.
#[component]
pub(crate) fn Review(id: ActId) -> AnyView {
    let device = device();
    let start = device
        .shown
        .with_untracked(|shown| shown.open().map(|open| clock::date_in_days(open.now, &open.zone, AHEAD)));
    let next = RwSignal::new(start.unwrap_or_default());
    let (answered, chosen) = (Place::new(), Place::new());
    let filling = Filling::new();
    let other = device.of_circle(|circle| circle.other().to_owned());
    let keep = move || {
        if filling.answers.with(companion::reflect::Answers::is_empty) {
            return answered.tell(Told::Refused(say("review-nothing")));
        }
        let checking = CheckingIn { answers: filling.answers.get(), shared: filling.shared.get() };
        device.tell(Command::CheckIn(Box::new(checking)), answered);
    };
    let go_on = move || {
        let zone = device.shown.with_untracked(|shown| shown.open().map(|open| open.zone.clone()));
        match zone.and_then(|zone| clock::end_of_date(&next.get(), &zone)) {
            Some(at) => device.say(Says::Review(id, at), chosen),
            None => chosen.tell(Told::Refused(say("review-date-none"))),
        }
    };
    let is_kept = live(move || match answered.read() {
        Told::Done => say("review-kept"),
        _ => String::new(),
    });
    let has_chosen = live(move || match chosen.read() {
        Told::Done => fill("review-chosen", &[("other", other.get().unwrap_or_default().into())]),
        _ => String::new(),
    });
    view! {
        <a class="back" href=Route::Version(id).address()>{say("back")}</a>
        <Heading text=say("review-heading") />
        <p class="sub">{say("review-sub")}</p>
        <div class="two">
            <section>
                <h2>{say("review-alone")}</h2>
                <form autocomplete="off" class="leaf questions" data-test="review-questions" on:submit=submit(keep)>
                    {ASKED.map(|field| view! { <Question field filling /> }).collect_view()}
                    <div class="row">{button("review-keep", "", "review-keep", keep)}</div>
                    <Outcome place=answered />
                    <p class="who" role="status" data-test="review-kept">{is_kept}</p>
                </form>
            </section>
            <section>
                <h2>{say("review-together")}</h2>
                <div class="leaf">
                    <p class="row">
                        <a class="button" data-test="review-reread" href=Route::Version(id).address()>{say("review-reread")}</a>
                        {button("review-pause-meanwhile", "", "review-pause-meanwhile", move || device.say(Says::Pause, chosen))}
                    </p>
                    <Field label=say("review-next") value=next test="review-next" kind="date" />
                    <div class="answers" data-test="review-choices">
                        {button("review-go-on", "", "review-go-on", go_on)}
                        <a class="button" data-test="review-change" href=Route::Propose(From::Version(id)).address()>{say("review-change")}</a>
                        {button("review-pause", "", "review-pause", move || device.say(Says::Pause, chosen))}
                        <a class="button" data-test="review-end" href=Route::Version(id).address()>{say("review-end")}</a>
                    </div>
                    <Outcome place=chosen />
                    <p class="who" role="status" data-test="review-chosen">{has_chosen}</p>
                    <p class="who">{say("review-about")}</p>
                </div>
                <p><a class="button plain" data-test="safety-open" href=Route::Safety.address()>{say("safety-open")}</a></p>
            </section>
        </div>
    }
    .into_any()
}
