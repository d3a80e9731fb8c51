//! Which page is open, as the fragment of the address says it. The server knows one page, and the browser's own "back"
//! works. A secret in the fragment is no page: it is taken out of the address before this looks.

use companion::negotiation::{Form, Term};
use consent::ActId;
use leptos::prelude::*;

/// A page of an open device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Route {
    /// How it is at this moment.
    #[default]
    Now,
    /// What was agreed and proposed.
    Agreed,
    /// One version of an agreement.
    Version(ActId),
    /// How to begin a proposal.
    Forms,
    /// A proposal, and what it begins with.
    Propose(From),
    /// A week as a picture: as it is, or as if both had signed this version.
    Week(Option<ActId>),
    /// The glossary, or a word of it.
    Learn(Option<&'static str>),
    /// What neither wants.
    Limits,
    /// What each would like, sealed, and what both would.
    Desires,
    /// Daily life: what is directed, asked, said.
    Live,
    /// A direction to give.
    Direct,
    /// Every direction that there was.
    Lived,
    /// How one is.
    CheckIn,
    /// How it has been, over time.
    Reflect,
    /// Whether an agreement still works.
    Review(ActId),
    /// Ten questions for oneself.
    Safety,
    /// Pages of one's own.
    Journal,
    /// All that both share, by day.
    Timeline,
    /// This device.
    Device,
}

/// What a proposal begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// Nothing.
    Blank,
    /// The form of this name.
    Form(&'static str),
    /// What a version says.
    Version(ActId),
    /// The draft of this number.
    Draft(u32),
}

impl Route {
    /// A proposal that begins with this form.
    pub(crate) fn of_form(name: &'static str) -> Route {
        Route::Propose(From::Form(name))
    }

    /// The page that a fragment names, with or without its `#`; the first one where it names none.
    pub(crate) fn parse(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#');
        let (page, rest) = path.split_once('/').map_or((path, None), |(page, rest)| (page, Some(rest)));
        let version = rest.and_then(act);
        match (page, rest) {
            ("agreed", None) => Route::Agreed,
            ("agreed", Some(_)) => version.map(Route::Version).unwrap_or_default(),
            ("forms", None) => Route::Forms,
            ("propose", None) => Route::Propose(From::Blank),
            ("propose", Some(from)) => From::parse(from).map(Route::Propose).unwrap_or_default(),
            ("week", None) => Route::Week(None),
            ("week", Some(_)) => version.map(|id| Route::Week(Some(id))).unwrap_or_default(),
            ("learn", term) => Route::Learn(term.and_then(Term::named).map(|term| term.name)),
            ("limits", None) => Route::Limits,
            ("desires", None) => Route::Desires,
            ("live", None) => Route::Live,
            ("direct", None) => Route::Direct,
            ("lived", None) => Route::Lived,
            ("check-in", None) => Route::CheckIn,
            ("reflect", None) => Route::Reflect,
            ("review", Some(_)) => version.map(Route::Review).unwrap_or_default(),
            ("safety", None) => Route::Safety,
            ("journal", None) => Route::Journal,
            ("timeline", None) => Route::Timeline,
            ("device", None) => Route::Device,
            _ => Route::Now,
        }
    }

    /// Where a link to it leads.
    pub(crate) fn address(self) -> String {
        match self {
            Route::Now => "#now".to_owned(),
            Route::Agreed => "#agreed".to_owned(),
            Route::Version(id) => format!("#agreed/{}", hex(id)),
            Route::Forms => "#forms".to_owned(),
            Route::Propose(From::Blank) => "#propose".to_owned(),
            Route::Propose(From::Form(name)) => format!("#propose/form/{name}"),
            Route::Propose(From::Draft(number)) => format!("#propose/draft/{number}"),
            Route::Propose(From::Version(id)) => format!("#propose/{}", hex(id)),
            Route::Week(None) => "#week".to_owned(),
            Route::Week(Some(id)) => format!("#week/{}", hex(id)),
            Route::Learn(None) => "#learn".to_owned(),
            Route::Learn(Some(term)) => format!("#learn/{term}"),
            Route::Limits => "#limits".to_owned(),
            Route::Desires => "#desires".to_owned(),
            Route::Live => "#live".to_owned(),
            Route::Direct => "#direct".to_owned(),
            Route::Lived => "#lived".to_owned(),
            Route::CheckIn => "#check-in".to_owned(),
            Route::Reflect => "#reflect".to_owned(),
            Route::Review(id) => format!("#review/{}", hex(id)),
            Route::Safety => "#safety".to_owned(),
            Route::Journal => "#journal".to_owned(),
            Route::Timeline => "#timeline".to_owned(),
            Route::Device => "#device".to_owned(),
        }
    }

    /// Opens it.
    pub(crate) fn open(self) {
        let _ = window().location().set_hash(&self.address());
    }
}

impl From {
    fn parse(path: &str) -> Option<From> {
        match path.split_once('/') {
            Some(("form", name)) => Form::named(name).map(|form| From::Form(form.name)),
            Some(("draft", number)) => number.parse().ok().map(From::Draft),
            Some(_) => None,
            None => act(path).map(From::Version),
        }
    }
}

/// The name of an act, as the record writes it.
pub(crate) fn hex(id: ActId) -> String {
    record::ActId(id.bytes()).to_string()
}

fn act(hex: &str) -> Option<ActId> {
    hex.parse::<record::ActId>().ok().map(|id| ActId::new(id.0))
}

/// An invitation in a fragment.
pub(crate) fn is_invitation(fragment: &str) -> bool {
    fragment.trim_start_matches('#').starts_with("join=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_again_by_its_address() {
        let id = ActId::new([7; 32]);
        let routes = [
            Route::Now,
            Route::Agreed,
            Route::Version(id),
            Route::Forms,
            Route::Propose(From::Blank),
            Route::Propose(From::Version(id)),
            Route::Propose(From::Draft(7)),
            Route::of_form("ms"),
            Route::Week(None),
            Route::Week(Some(id)),
            Route::Learn(None),
            Route::Learn(Some("ms")),
            Route::Limits,
            Route::Desires,
            Route::Live,
            Route::Direct,
            Route::Lived,
            Route::CheckIn,
            Route::Reflect,
            Route::Review(id),
            Route::Safety,
            Route::Journal,
            Route::Timeline,
            Route::Device,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.address()), route);
        }
    }

    #[test]
    fn what_names_no_page_is_the_first_one() {
        for fragment in
            ["", "#", "#agreed/zz", "#join=abc", "#nothing", "#propose/form/x", "#week/1", "#now/x"]
        {
            assert_eq!(Route::parse(fragment), Route::Now);
        }
        assert!(is_invitation("#join=abc") && !is_invitation("#agreed"));
    }
}
