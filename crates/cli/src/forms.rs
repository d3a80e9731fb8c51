//! `troth form`: what an agreement may begin with. A form signs nothing; what it fills in is a file to be changed.

use companion::formed::begin_with;
use companion::negotiation::Form;
use companion::rehearsal::write_agreement;
use serde_json::json;

use crate::called::{Called, now};
use crate::failure::Failure;
use crate::output::{Tone, complain};

const LINES: [&str; 3] = ["one", "two", "three"];

/// Whether a form was named, for which the two people must be known.
pub(crate) fn is_named(called: &Called<'_>) -> bool {
    called.text("form").is_some()
}

/// All forms, each in three lines.
pub(crate) fn list(called: &mut Called<'_>) {
    for form in Form::all() {
        let name = format!("form-{}", form.name);
        let title = called.words.say(&name, &[]);
        let lines = LINES.map(|part| called.words.part(&name, part).unwrap_or_default());
        if called.json {
            called.output.line(&json!({ "form": form.name, "title": title, "lines": lines }).to_string());
            continue;
        }
        let head = called.fill("told-form", &[("name", form.name.to_owned()), ("title", title)]);
        called.output.line(&called.output.paint(Tone::Heading, &head));
        lines.iter().for_each(|line| called.output.line(&format!("  {line}")));
    }
}

/// An agreement's file as the form begins it, and on standard error what the form asks.
pub(crate) async fn fill_in(called: &mut Called<'_>) -> Result<(), Failure> {
    let named = called.text("form").unwrap_or_default().to_owned();
    let names = || called.words.list(Form::all().iter().map(|form| form.name));
    let form = Form::named(&named)
        .ok_or_else(|| called.call("failed-no-such-form", &[("found", named.clone()), ("names", names())]))?;
    let own = called.open().await?;
    let (_, circle) = called.circle(&own)?;
    let giver = match called.text("giver") {
        Some(named) => called.person(circle, named)?,
        None => circle.own(),
    };
    let (version, words) =
        begin_with(form, called.words, giver, own.zone(), now()).map_err(Failure::Refused)?;
    let file = write_agreement(&version, &words, circle.people(), &[]);
    let asks: Vec<String> =
        form.asks.iter().map(|ask| called.words.say(&format!("form-asks-{}", ask.word()), &[])).collect();
    if called.json {
        called.output.line(&json!({ "form": form.name, "asks": asks, "agreement": file }).to_string());
        return Ok(());
    }
    asks.iter().for_each(|ask| complain(ask));
    complain(&called.words.say("told-form-next", &[]));
    called.output.line(file.trim_end());
    Ok(())
}
