//! Forms: what an agreement may begin with. Each is a file in `forms/`; it fills in areas, hours, length, rhythm and
//! responsibilities, all of which stay to be changed. A form changes no rule, and choosing one signs nothing.

use consent::{Area, CheckIn, Days, Grant, Mode, Power, Refusal, Weekday, Window};

use crate::words::Rhythm;

include!(concat!(env!("OUT_DIR"), "/forms.rs"));

/// A form.
#[derive(Debug)]
pub struct Form {
    /// Its name; its texts are named by it.
    pub name: &'static str,
    /// The word of the glossary that it belongs to.
    pub term: &'static str,
    /// Days until the first review: at most 366.
    pub review_days: u16,
    /// After so many days it ends by itself.
    pub length_days: Option<u16>,
    /// How often both check in.
    pub check_in: Option<CheckIn>,
    /// What it asks the two, beyond what is always asked.
    pub asks: &'static [Ask],
    grants: &'static [Granted],
    /// Names of texts, each with its rhythm.
    pub responsibilities: &'static [(&'static str, Rhythm)],
    /// Names of texts.
    pub expectations: &'static [&'static str],
    /// Names of texts.
    pub aftercare: &'static [&'static str],
}

/// What a form asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Which hours stay free.
    FreeHours,
    /// What is kept back.
    KeptBack,
    /// Nothing: it shows what is always one's own, and what waits three days.
    OwnAndHeavy,
    /// The wish, in words.
    Wish,
}

/// A window: days (none are all), from and to.
type Hours = (&'static [Weekday], &'static str, &'static str);

#[derive(Debug)]
struct Granted {
    area: &'static str,
    power: Power,
    mode: Mode,
    hours: Option<&'static [Hours]>,
    moments: bool,
}

impl Form {
    /// All nine, from the lightest on.
    pub fn all() -> &'static [Form] {
        FORMS
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<&'static Form> {
        FORMS.iter().find(|form| form.name == name)
    }

    /// What it grants.
    ///
    /// # Errors
    /// A [`Refusal`] for a form with a mistake in it; the tests hold that there is none.
    pub fn grants(&self) -> Result<Vec<Grant>, Refusal> {
        self.grants.iter().map(Granted::grant).collect()
    }
}

impl Ask {
    /// Its text is named by it.
    pub fn word(self) -> &'static str {
        match self {
            Ask::FreeHours => "free-hours",
            Ask::KeptBack => "kept-back",
            Ask::OwnAndHeavy => "own-and-heavy",
            Ask::Wish => "wish",
        }
    }
}

impl Granted {
    fn grant(&self) -> Result<Grant, Refusal> {
        let hours = self.hours.map(|hours| hours.iter().map(window).collect::<Result<Vec<_>, _>>());
        Ok(Grant {
            area: Area::parse(self.area)?,
            power: self.power,
            mode: self.mode,
            hours: hours.transpose()?,
            moments: self.moments,
            starts: None,
            ends: None,
        })
    }
}

fn window((days, from, to): &Hours) -> Result<Window, Refusal> {
    let days = if days.is_empty() { Days::ALL } else { Days::of(days.iter().copied()) };
    Window::parse(days, from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given;

    #[test]
    fn there_are_nine_and_each_grants_what_can_be_granted() {
        let names: Vec<_> = Form::all().iter().map(|form| form.name).collect();
        let expected = ["moment", "game", "arrangement", "18-7", "24-7", "lifestyle", "ms", "tpe", "cis"];
        assert_eq!(names, expected);
        for form in Form::all() {
            let grants = form.grants().unwrap();
            assert!(!grants.is_empty() && grants.iter().all(|grant| !grant.area.is_own()), "{}", form.name);
            assert!((1..=366).contains(&form.review_days), "{}", form.name);
            assert!(!form.responsibilities.is_empty(), "{} is one-sided", form.name);
            let known: Vec<Area> = given::areas().chain([Area::everything()]).collect();
            assert!(grants.iter().all(|grant| known.contains(&grant.area)), "{}", form.name);
        }
    }

    #[test]
    fn no_two_fill_in_the_same() {
        let all = Form::all();
        for (at, form) in all.iter().enumerate() {
            for other in all.iter().skip(at + 1) {
                let fills = |form: &Form| {
                    let asks: Vec<_> = form.asks.iter().map(|ask| ask.word()).collect();
                    (form.grants().unwrap(), form.length_days, form.review_days, form.check_in, asks)
                };
                assert_ne!(fills(form), fills(other), "{} and {}", form.name, other.name);
            }
        }
    }

    #[test]
    fn each_form_is_what_its_name_says() {
        let of = |name| Form::named(name).unwrap();
        let grants = |name| of(name).grants().unwrap();
        assert!(grants("moment").iter().chain(&grants("game")).all(|grant| grant.moments));
        assert!(of("game").length_days.is_some() && of("moment").length_days.is_none());
        let all_day: u16 = 24;
        assert!(grants("18-7").iter().all(|grant| grant.hours.is_some()), "{all_day}");
        assert!(grants("24-7").iter().all(|grant| grant.hours.is_none()));
        assert!(of("18-7").asks.contains(&Ask::FreeHours) && of("ms").asks.contains(&Ask::KeptBack));
        for total in ["tpe", "cis"] {
            assert!(grants(total).iter().any(|grant| grant.area == Area::everything()));
            assert!(of(total).asks.contains(&Ask::OwnAndHeavy));
        }
        assert!(of("cis").asks.contains(&Ask::Wish));
    }
}
