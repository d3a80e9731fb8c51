//! The beginning: what it is and is not, who one is, a passphrase; then the recovery words, this once.

use leptos::prelude::*;

use super::parts::{Field, Heading, Outcome, button, live, send, submit, when};
use crate::device::{Command, Place, Told, device};
use crate::typed::Strength;
use crate::watched::Watched;
use crate::words::say;

/// A new device.
#[component]
pub(crate) fn Begin() -> AnyView {
    let device = device();
    let field = || RwSignal::new(String::new());
    let (name, passphrase, again) = (field(), field(), field());
    let adults = RwSignal::new(false);
    let (place, around) = (Place::new(), Place::new());
    let submit = submit(move || match check(&name.get(), &passphrase.get(), &again.get(), adults.get()) {
        Some(missing) => place.tell(Told::Refused(say(missing))),
        None => {
            let begin = Command::Begin { name: name.get(), passphrase: passphrase.get() };
            device.tell(begin, place);
        }
    });
    view! {
        <Heading text=say("begin-heading") />
        <ul class="said-list">
            <li>{say("begin-is")}</li>
            <li>{say("begin-holds")}</li>
            <li>{say("begin-is-not")}</li>
        </ul>
        {when(move || device.link.get().is_some(), move || view! {
            <p class="note">{say("begin-invited")}</p>
        }.into_any())}
        <form class="leaf" on:submit=submit>
            <p class="note warn">{say("begin-shared-device")}</p>
            <Field label=say("begin-name") value=name test="begin-name" capitalize="words" />
            <Field
                label=say("begin-passphrase")
                value=passphrase
                test="begin-passphrase"
                kind="password"
                complete="new-password"
                about="strength"
            />
            <StrengthLine passphrase />
            <Field
                label=say("begin-again")
                value=again
                test="begin-passphrase-again"
                kind="password"
                complete="new-password"
            />
            <label class="check">
                <input
                    type="checkbox"
                    data-test="begin-adults"
                    on:change=move |event| adults.set(event_target_checked(&event))
                />
                <span>{say("begin-adults")}</span>
            </label>
            {send("begin-go", "main", "begin-go", place)}
            <Outcome place />
        </form>
        <section>
            <p>{say("look-around-about")}</p>
            <div class="row">
                {button("look-around", "", "look-around", move || device.tell(Command::LookAround, around))}
            </div>
            <Outcome place=around />
        </section>
    }
    .into_any()
}

/// The first thing that is missing, by the name of its text.
fn check(name: &str, passphrase: &str, again: &str, adults: bool) -> Option<&'static str> {
    if name.trim().is_empty() {
        return Some("begin-name-missing");
    }
    if passphrase.is_empty() {
        return Some("begin-passphrase-missing");
    }
    if passphrase != again {
        return Some("begin-again-differs");
    }
    (!adults).then_some("begin-adults-missing")
}

/// How strong it is, by length, in words and as a line.
#[component]
fn StrengthLine(passphrase: RwSignal<String>) -> AnyView {
    let strength = Watched::new(move || passphrase.with(|passphrase| Strength::of(passphrase)));
    view! {
        <div class="strength" id="strength">
            <meter min="0" max="4" value=live(move || strength.get().steps().to_owned()) aria-hidden="true"></meter>
            <span role="status">{live(move || say(strength.get().text()))}</span>
        </div>
    }
    .into_any()
}

/// The words that are written down once.
#[component]
pub(crate) fn RecoveryWords(words: Vec<&'static str>) -> AnyView {
    let device = device();
    let words = words.into_iter().map(|word| view! { <li>{word}</li> }).collect_view();
    view! {
        <Heading text=say("recovery-heading") />
        <p class="sub">{say("recovery-why")}</p>
        <ol class="recovery leaf" data-test="recovery-words" translate="no">{words}</ol>
        <p class="sub">{say("recovery-how")}</p>
        <div class="row">
            {button("recovery-written", "main", "recovery-written", move || device.tell(Command::WordsWritten, Place::new()))}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_is_missing_is_said_one_at_a_time() {
        assert_eq!(check(" ", "p", "p", true), Some("begin-name-missing"));
        assert_eq!(check("Ada", "", "", true), Some("begin-passphrase-missing"));
        assert_eq!(check("Ada", "one", "two", true), Some("begin-again-differs"));
        assert_eq!(check("Ada", "one", "one", false), Some("begin-adults-missing"));
        assert_eq!(check("Ada", "one", "one", true), None);
    }
}
