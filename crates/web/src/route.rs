//! Which page is open, as the fragment of the address says it. The server knows one page, and the browser's own "back"
//! works. A secret in the fragment is no page: it is taken out of the address before this looks.

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
    /// A new proposal, beginning with what a version says.
    Propose(Option<ActId>),
    /// What neither wants.
    Limits,
    /// This device.
    Device,
}

impl Route {
    /// The page that a fragment names, with or without its `#`; the first one where it names none.
    pub(crate) fn parse(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#');
        match path.split_once('/') {
            Some(("agreed", id)) => act(id).map(Route::Version).unwrap_or_default(),
            Some(("propose", id)) => act(id).map(|id| Route::Propose(Some(id))).unwrap_or_default(),
            _ => match path {
                "agreed" => Route::Agreed,
                "propose" => Route::Propose(None),
                "limits" => Route::Limits,
                "device" => Route::Device,
                _ => Route::Now,
            },
        }
    }

    /// Where a link to it leads.
    pub(crate) fn address(self) -> String {
        match self {
            Route::Now => "#now".to_owned(),
            Route::Agreed => "#agreed".to_owned(),
            Route::Version(id) => format!("#agreed/{}", hex(id)),
            Route::Propose(None) => "#propose".to_owned(),
            Route::Propose(Some(id)) => format!("#propose/{}", hex(id)),
            Route::Limits => "#limits".to_owned(),
            Route::Device => "#device".to_owned(),
        }
    }

    /// Opens it.
    pub(crate) fn open(self) {
        let _ = window().location().set_hash(&self.address());
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
            Route::Propose(None),
            Route::Propose(Some(id)),
            Route::Limits,
            Route::Device,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.address()), route);
        }
    }

    #[test]
    fn what_names_no_page_is_the_first_one() {
        for fragment in ["", "#", "#agreed/zz", "#join=abc", "#nothing"] {
            assert_eq!(Route::parse(fragment), Route::Now);
        }
        assert!(is_invitation("#join=abc") && !is_invitation("#agreed"));
    }
}
