//! Every history of up to so many acts, and whether I1 to I7 hold in each:
//!
//! ```text
//! cargo run --release -p proof --example exhaustively -- ACTS [any] [signals | words | limits] [at HOUR…]
//! ```
//!
//! By itself by clocks that are right, about everything, at the hours 0 and 26. It goes from one act to more, so that a
//! counterexample is one of the shortest.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use proof::model::{About, Bound, Clocks, Exhaustive};
use stateright::{Checker, HasDiscoveries, Model};

fn main() {
    let mut words = std::env::args().skip(1);
    let most = words.next().and_then(|acts| acts.parse().ok()).expect("the number of acts");
    let mut bound = Bound { acts: 0, about: About::Everything, clocks: Clocks::Right, hours: vec![0, 26] };
    while let Some(word) = words.next() {
        match word.as_str() {
            "any" => bound.clocks = Clocks::Any,
            "signals" => bound.about = About::Signals,
            "words" => bound.about = About::Words,
            "limits" => bound.about = About::Limits,
            "at" => bound.hours = words.by_ref().map(|hour| hour.parse().expect("an hour")).collect(),
            other => panic!("`{other}` is none of: any, signals, words, limits, at HOUR…"),
        }
    }
    println!("{bound:?}");
    (1..=most).for_each(|acts| hold(Bound { acts, ..bound.clone() }));
}

fn hold(bound: Bound) {
    let (acts, began) = (bound.acts, Instant::now());
    let model = Exhaustive::new(bound).checker().threads(cores());
    // Depth first: what waits to be looked at stays small.
    let checker = model.finish_when(HasDiscoveries::AnyFailures).spawn_dfs().join();
    let (states, depth) = (checker.unique_state_count(), checker.max_depth());
    println!("{acts} acts: {states} states, depth {depth}, {:.1} s", began.elapsed().as_secs_f64());
    checker.assert_properties();
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
