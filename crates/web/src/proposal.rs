//! A proposal on its way from a form to words that both could sign. What the floor refuses is refused there, not here;
//! what is merely missing is said here, before anything is made. Half a form is kept as it is: a draft.

use companion::negotiation::AgreementWords;
use consent::{
    ActId, CheckIn, Days, Grant, Instant, Mode, Person, Power, Refusal, Version, Weekday, Window, Zone,
};
use minicbor::{Decode, Encode};

use crate::{clock, typed};

/// One line of the form, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct GrantForm {
    #[n(0)]
    pub(crate) area: String,
    /// A power's word, or nothing.
    #[n(1)]
    pub(crate) power: String,
    /// A mode's word, or nothing.
    #[n(2)]
    pub(crate) mode: String,
    /// Only in these; none where it holds at all hours.
    #[n(3)]
    pub(crate) hours: Option<Vec<HoursForm>>,
    #[n(4)]
    pub(crate) moments: bool,
    /// `YYYY-MM-DD`, or nothing: not from the end of that day on.
    #[n(5)]
    pub(crate) ends: String,
    /// When it begins, where a version says so: kept, not shown.
    #[n(6)]
    pub(crate) starts: Option<Instant>,
}

/// Hours of a line.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct HoursForm {
    #[n(0)]
    #[cbor(with = "days")]
    pub(crate) days: Days,
    /// `HH:MM`.
    #[n(1)]
    pub(crate) from: String,
    /// `HH:MM`; `00:00` is the end of the day.
    #[n(2)]
    pub(crate) to: String,
}

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Form {
    #[n(0)]
    pub(crate) giver: Option<Person>,
    #[n(1)]
    pub(crate) grants: Vec<GrantForm>,
    /// `YYYY-MM-DD`.
    #[n(2)]
    pub(crate) review: String,
    /// Days between check-ins, or nothing.
    #[n(3)]
    pub(crate) every_days: String,
    /// `YYYY-MM-DD`, or nothing.
    #[n(4)]
    pub(crate) starts: String,
    /// `YYYY-MM-DD`, or nothing.
    #[n(5)]
    pub(crate) ends: String,
    #[n(6)]
    pub(crate) replaces: Vec<ActId>,
    #[n(7)]
    pub(crate) words: AgreementWords,
}

/// What is missing, or what the field cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Giver,
    Area,
    Power,
    Mode,
    Days,
    Review,
    Rhythm,
    Date,
    Refused(Refusal),
}

impl From<Refusal> for Missing {
    fn from(refusal: Refusal) -> Missing {
        Missing::Refused(refusal)
    }
}

/// Days that a check-in may be late.
const GRACE: u32 = 2;

impl Form {
    /// The version that the form says.
    pub(crate) fn version(&self, zone: &Zone) -> Result<Version, Missing> {
        let giver = self.giver.ok_or(Missing::Giver)?;
        let filled = self.grants.iter().filter(|grant| **grant != GrantForm::default());
        let grants: Vec<Grant> = filled.map(|grant| grant.grant(zone)).collect::<Result<_, _>>()?;
        if grants.is_empty() {
            return Err(Missing::Area);
        }
        Ok(Version {
            giver,
            holder: giver.other(),
            zone: zone.clone(),
            grants,
            review_by: clock::end_of_date(&self.review, zone).ok_or(Missing::Review)?,
            starts: date(&self.starts, |text| clock::start_of_date(text, zone))?,
            ends: date(&self.ends, |text| clock::end_of_date(text, zone))?,
            check_in: self.check_in()?,
            replaces: self.replaces.clone(),
        })
    }

    fn check_in(&self) -> Result<Option<CheckIn>, Missing> {
        match self.every_days.trim() {
            "" => Ok(None),
            days => {
                let every_days = days.parse().map_err(|_| Missing::Rhythm)?;
                Ok(Some(CheckIn { every_days, grace_days: GRACE }))
            }
        }
    }

    /// A form that says what this version and these words say, to be changed; `review` is by when to look at it again.
    pub(crate) fn of(
        version: &Version,
        words: AgreementWords,
        review: String,
        replaces: Vec<ActId>,
        now: Instant,
    ) -> Form {
        let zone = &version.zone;
        // A beginning that has come needs no saying any more.
        let starts = version.starts.filter(|starts| *starts > now);
        Form {
            giver: Some(version.giver),
            grants: version.grants.iter().map(|grant| GrantForm::of(grant, zone)).collect(),
            review,
            every_days: version.check_in.map(|rhythm| rhythm.every_days.to_string()).unwrap_or_default(),
            starts: starts.map(|at| clock::date_in_days(at, zone, 0)).unwrap_or_default(),
            ends: last_day(version.ends, zone),
            replaces,
            words,
        }
    }

    /// As bytes, for the vault.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // Encoding into a `Vec` has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// What [`Form::to_bytes`] wrote; absent where it was something else.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Form> {
        minicbor::decode(bytes).ok()
    }
}

/// The day that this instant ends.
fn last_day(ends: Option<Instant>, zone: &Zone) -> String {
    ends.map(|at| clock::date_in_days(at.plus(-1), zone, 0)).unwrap_or_default()
}

fn date(text: &str, read: impl Fn(&str) -> Option<Instant>) -> Result<Option<Instant>, Missing> {
    match text.trim() {
        "" => Ok(None),
        text => read(text).map(Some).ok_or(Missing::Date),
    }
}

impl GrantForm {
    fn grant(&self, zone: &Zone) -> Result<Grant, Missing> {
        if self.area.trim().is_empty() {
            return Err(Missing::Area);
        }
        let area = typed::area(&self.area)?;
        let given = |text: &str, missing| if text.is_empty() { Err(missing) } else { Ok(()) };
        given(&self.power, Missing::Power)?;
        given(&self.mode, Missing::Mode)?;
        let windows = |hours: &Vec<HoursForm>| hours.iter().map(HoursForm::window).collect();
        Ok(Grant {
            area,
            power: Power::parse(&self.power)?,
            mode: Mode::parse(&self.mode)?,
            hours: self.hours.as_ref().map(windows).transpose()?,
            moments: self.moments,
            starts: self.starts,
            ends: date(&self.ends, |text| clock::end_of_date(text, zone))?,
        })
    }

    fn of(grant: &Grant, zone: &Zone) -> GrantForm {
        let hours = |window: &Window| HoursForm {
            days: window.days(),
            from: window.from(),
            to: if window.to() == "24:00" { "00:00".to_owned() } else { window.to() },
        };
        GrantForm {
            area: grant.area.to_string(),
            power: grant.power.word().to_owned(),
            mode: grant.mode.word().to_owned(),
            hours: grant.hours.as_ref().map(|windows| windows.iter().map(hours).collect()),
            moments: grant.moments,
            ends: last_day(grant.ends, zone),
            starts: grant.starts,
        }
    }
}

impl HoursForm {
    /// Every evening: what new hours begin as.
    pub(crate) fn evenings() -> HoursForm {
        HoursForm { days: Days::ALL, from: "18:00".to_owned(), to: "22:00".to_owned() }
    }

    fn window(&self) -> Result<Window, Missing> {
        if Weekday::ALL.into_iter().all(|day| !self.days.has(day)) {
            return Err(Missing::Days);
        }
        let to = if self.to == "00:00" { "24:00" } else { &self.to };
        Ok(Window::parse(self.days, &self.from, to)?)
    }
}

/// Days of the week in a draft: their numbers, Monday first.
mod days {
    use consent::{Days, Weekday};
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};

    pub(super) fn encode<C, W: Write>(
        days: &Days,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let bits = days.iter().fold(0_u8, |bits, day| bits | 1 << (day as u8));
        e.u8(bits)?.ok()
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Days, Error> {
        let bits = d.u8()?;
        Ok(Days::of(Weekday::ALL.into_iter().filter(|day| bits & 1 << (*day as u8) != 0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let hours = HoursForm { days: Days::ALL, from: "06:00".to_owned(), to: "00:00".to_owned() };
        let home = GrantForm {
            area: "Home".to_owned(),
            power: "decide".to_owned(),
            mode: "freely".to_owned(),
            hours: Some(vec![hours, HoursForm::evenings()]),
            ends: "2026-06-30".to_owned(),
            ..GrantForm::default()
        };
        Form {
            giver: Some(Person::One),
            grants: vec![home, GrantForm::default()],
            review: "2026-07-01".to_owned(),
            every_days: "7".to_owned(),
            starts: "2026-04-02".to_owned(),
            ends: "2026-08-01".to_owned(),
            replaces: vec![],
            words: AgreementWords { title: "Everyday".to_owned(), ..AgreementWords::default() },
        }
    }

    fn zone() -> Zone {
        Zone::parse("Europe/Amsterdam").unwrap()
    }

    #[test]
    fn a_filled_form_is_a_version_and_reads_back_as_the_same() {
        let version = form().version(&zone()).unwrap();
        assert_eq!(version.grants.len(), 1);
        assert_eq!(version.check_in, Some(CheckIn { every_days: 7, grace_days: GRACE }));
        let before = version.starts.unwrap().plus(-1);
        let again = Form::of(&version, form().words, "2026-07-01".to_owned(), vec![], before);
        assert_eq!(again.version(&zone()), Ok(version.clone()));
        assert_eq!(again.words, form().words);
        let begun = Form::of(&version, form().words, String::new(), vec![], version.review_by);
        assert_eq!(begun.starts, "", "a beginning that has come is not said again");
    }

    #[test]
    fn half_a_form_is_kept_as_it_is() {
        let half = Form { giver: None, review: "2026-".to_owned(), ..form() };
        assert_eq!(Form::from_bytes(&half.to_bytes()), Some(half));
        assert_eq!(Form::from_bytes(&[0xff]), None);
    }

    #[test]
    fn what_is_missing_is_named_and_nothing_is_guessed() {
        let missing = |change: fn(&mut Form)| {
            let mut form = form();
            change(&mut form);
            form.version(&zone()).err()
        };
        assert_eq!(missing(|form| form.giver = None), Some(Missing::Giver));
        assert_eq!(missing(|form| form.grants.clear()), Some(Missing::Area));
        assert_eq!(missing(|form| form.grants[0].power.clear()), Some(Missing::Power));
        assert_eq!(missing(|form| form.grants[0].mode.clear()), Some(Missing::Mode));
        assert_eq!(missing(|form| form.review.clear()), Some(Missing::Review));
        assert_eq!(missing(|form| form.ends = "soon".to_owned()), Some(Missing::Date));
        assert_eq!(missing(|form| form.grants[0].ends = "2026-02-30".to_owned()), Some(Missing::Date));
        assert_eq!(missing(|form| form.every_days = "often".to_owned()), Some(Missing::Rhythm));
        let own = missing(|form| form.grants[0].area = "küche".to_owned());
        assert!(matches!(own, Some(Missing::Refused(Refusal::MalformedArea { .. }))));
    }
}
