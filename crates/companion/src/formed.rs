//! An agreement as a form begins it: its powers and dates, and its words in the language at hand. Nothing is proposed by it.

use consent::{Instant, Person, Refusal, Version, Zone};
use jiff::ToSpan;
use negotiation::words::Each;
use negotiation::{AgreementWords, Form, Responsibility};

use crate::words::Words;

/// What the form fills in, where this person gives; from this instant on.
///
/// # Errors
/// A [`Refusal`] for a form with a mistake in it; the tests of `negotiation` hold that there is none.
pub fn begin_with(
    form: &Form,
    words: &Words,
    giver: Person,
    zone: &Zone,
    now: Instant,
) -> Result<(Version, AgreementWords), Refusal> {
    let version = Version {
        giver,
        holder: giver.other(),
        zone: zone.clone(),
        grants: form.grants()?,
        review_by: end_of_day(now, zone, form.review_days),
        starts: None,
        ends: form.length_days.map(|days| end_of_day(now, zone, days)),
        check_in: form.check_in,
        replaces: Vec::new(),
    };
    Ok((version, in_words(form, words)))
}

fn in_words(form: &Form, words: &Words) -> AgreementWords {
    let say = |kind: &str, name: &str| words.say(&format!("form-{kind}-{name}"), &[]);
    let does = form
        .responsibilities
        .iter()
        .map(|(name, rhythm)| Responsibility { says: say("does", name), rhythm: *rhythm });
    let aftercare: Vec<String> = form.aftercare.iter().map(|name| say("aftercare", name)).collect();
    let aftercare = aftercare.join(" ");
    AgreementWords {
        title: words.say(&format!("form-{}", form.name), &[]),
        form: Some(form.name.to_owned()),
        responsibilities: does.collect(),
        expectations: form.expectations.iter().map(|name| say("expects", name)).collect(),
        aftercare: Each { one: aftercare.clone(), two: aftercare },
        ..AgreementWords::default()
    }
}

/// The end of the local day so many days on: what is due "by" a day is due when it is over.
fn end_of_day(now: Instant, zone: &Zone, days: u16) -> Instant {
    let date = zone.local(now).date().saturating_add(i64::from(days).saturating_add(1).days());
    zone.start_of(date).unwrap_or_else(|| now.plus_days(i64::from(days)))
}
