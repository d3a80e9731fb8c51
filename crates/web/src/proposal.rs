//! A proposal on its way from a form to words that both could sign. What the floor refuses is refused there, not here;
//! what is merely missing is said here, before anything is made.

use consent::{ActId, CheckIn, Days, Grant, Mode, Person, Power, Refusal, Version, Weekday, Window, Zone};

use crate::{clock, typed};

/// One line of the form, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GrantForm {
    pub(crate) area: String,
    /// A power's word, or nothing.
    pub(crate) power: String,
    /// A mode's word, or nothing.
    pub(crate) mode: String,
    pub(crate) hours: Option<HoursForm>,
    pub(crate) moments: bool,
}

/// Hours of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HoursForm {
    pub(crate) days: Days,
    /// `HH:MM`.
    pub(crate) from: String,
    /// `HH:MM`; `00:00` is the end of the day.
    pub(crate) to: String,
}

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) giver: Option<Person>,
    pub(crate) grants: Vec<GrantForm>,
    /// `YYYY-MM-DD`.
    pub(crate) review: String,
    /// Days between check-ins, or nothing.
    pub(crate) every_days: String,
    pub(crate) replaces: Vec<ActId>,
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
        let grants: Vec<Grant> = filled.map(GrantForm::grant).collect::<Result<_, _>>()?;
        if grants.is_empty() {
            return Err(Missing::Area);
        }
        Ok(Version {
            giver,
            holder: giver.other(),
            zone: zone.clone(),
            grants,
            review_by: clock::end_of_date(&self.review, zone).ok_or(Missing::Review)?,
            starts: None,
            ends: None,
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

    /// Whether the form can say all that this version says: it has one window for each grant and no dates.
    pub(crate) fn can_hold(version: &Version) -> bool {
        let plain = |grant: &Grant| {
            grant.starts.is_none()
                && grant.ends.is_none()
                && grant.hours.as_ref().is_none_or(|h| h.len() == 1)
        };
        version.starts.is_none() && version.ends.is_none() && version.grants.iter().all(plain)
    }

    /// A form that says what this version says, to be changed.
    pub(crate) fn of(version: &Version, review: String, replaces: Vec<ActId>) -> Form {
        Form {
            giver: Some(version.giver),
            grants: version.grants.iter().map(GrantForm::of).collect(),
            review,
            every_days: version.check_in.map(|rhythm| rhythm.every_days.to_string()).unwrap_or_default(),
            replaces,
        }
    }
}

impl GrantForm {
    fn grant(&self) -> Result<Grant, Missing> {
        if self.area.trim().is_empty() {
            return Err(Missing::Area);
        }
        let area = typed::area(&self.area)?;
        let given = |text: &str, missing| if text.is_empty() { Err(missing) } else { Ok(()) };
        given(&self.power, Missing::Power)?;
        given(&self.mode, Missing::Mode)?;
        let hours = self.hours.as_ref().map(HoursForm::window).transpose()?;
        Ok(Grant {
            area,
            power: Power::parse(&self.power)?,
            mode: Mode::parse(&self.mode)?,
            hours: hours.map(|window| vec![window]),
            moments: self.moments,
            starts: None,
            ends: None,
        })
    }

    fn of(grant: &Grant) -> GrantForm {
        let hours = |window: &Window| HoursForm {
            days: window.days(),
            from: window.from(),
            to: if window.to() == "24:00" { "00:00".to_owned() } else { window.to() },
        };
        GrantForm {
            area: grant.area.to_string(),
            power: grant.power.word().to_owned(),
            mode: grant.mode.word().to_owned(),
            hours: grant.hours.as_ref().and_then(|hours| hours.first()).map(hours),
            moments: grant.moments,
        }
    }
}

impl HoursForm {
    fn window(&self) -> Result<Window, Missing> {
        if Weekday::ALL.into_iter().all(|day| !self.days.has(day)) {
            return Err(Missing::Days);
        }
        let to = if self.to == "00:00" { "24:00" } else { &self.to };
        Ok(Window::parse(self.days, &self.from, to)?)
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
            hours: Some(hours),
            moments: false,
        };
        Form {
            giver: Some(Person::One),
            grants: vec![home, GrantForm::default()],
            review: "2026-07-01".to_owned(),
            every_days: "7".to_owned(),
            replaces: vec![],
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
        let again = Form::of(&version, "2026-07-01".to_owned(), vec![]);
        assert_eq!(again.version(&zone()), Ok(version));
    }

    #[test]
    fn a_version_that_says_more_than_the_form_is_not_put_into_it() {
        let mut version = form().version(&zone()).unwrap();
        assert!(Form::can_hold(&version));
        version.grants[0].ends = Some(version.review_by);
        assert!(!Form::can_hold(&version));
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
        assert_eq!(missing(|form| form.every_days = "often".to_owned()), Some(Missing::Rhythm));
        let own = missing(|form| form.grants[0].area = "küche".to_owned());
        assert!(matches!(own, Some(Missing::Refused(Refusal::MalformedArea { .. }))));
    }
}
