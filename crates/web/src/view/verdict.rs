//! A verdict: always a word, a shape and a colour, never a colour alone.

use consent::Verdict;
use leptos::prelude::*;

/// The six shapes, in a box of 20 by 20.
fn shape(verdict: Verdict) -> &'static str {
    match verdict {
        // A tick in a ring.
        Verdict::Allowed => "M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM6.2 10.3l2.6 2.6l5-5.4",
        // A question mark in a ring.
        Verdict::AskFirst => {
            "M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM7.6 7.9a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.7M10 14.2v.3"
        }
        // A clock.
        Verdict::NotNow => "M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM10 5.6v4.6l3 2",
        // Two bars.
        Verdict::Paused => "M6.5 3.5v13M13.5 3.5v13",
        // An open square.
        Verdict::NotAgreed => "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
        // A bar in an octagon.
        Verdict::OffLimits => "M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7zM6 10h8",
    }
}

/// The name of its colour and its pattern.
pub(super) fn class(verdict: Verdict) -> &'static str {
    verdict.word()
}

/// The shape alone; the word stands beside it.
#[component]
pub(crate) fn Shape(verdict: Verdict) -> AnyView {
    view! {
        <svg class="shape" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=shape(verdict) />
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_verdicts_look_alike() {
        let mut shapes: Vec<_> = Verdict::ALL.into_iter().map(shape).collect();
        shapes.sort_unstable();
        shapes.dedup();
        assert_eq!(shapes.len(), Verdict::ALL.len());
    }
}
