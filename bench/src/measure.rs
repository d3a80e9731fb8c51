//! Measures contenders side by side: round after round, each once a round, so that whatever else the machine does
//! meets all of them alike; what is shown is the median of the rounds. Knows no work and no contender.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How much of everything is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Tiny sizes, in seconds: only to see that everything still runs and agrees.
    Brief,
    /// What the tables are made with.
    Full,
}

impl Effort {
    /// One of two numbers.
    pub(crate) fn pick<T>(self, brief: T, full: T) -> T {
        match self {
            Effort::Brief => brief,
            Effort::Full => full,
        }
    }
}

/// Something that does the work.
pub(crate) struct Contender<'a> {
    pub(crate) name: String,
    /// How many questions or acts one round is.
    pub(crate) items: usize,
    /// Does one round, and says how long that part took that is measured.
    pub(crate) round: Box<dyn FnMut() -> Duration + 'a>,
}

/// How long a contender took.
#[derive(Clone)]
pub(crate) struct Timing {
    pub(crate) name: String,
    pub(crate) items: usize,
    /// Of a round, in nanoseconds.
    pub(crate) median: f64,
    /// Of the fastest round, in nanoseconds.
    pub(crate) least: f64,
}

impl Timing {
    pub(crate) fn of(name: &str, items: usize, mut rounds: Vec<Duration>) -> Timing {
        rounds.sort_unstable();
        let nanos = |at: usize| rounds.get(at).map_or(f64::NAN, |took| took.as_secs_f64() * 1e9);
        Timing { name: name.to_owned(), items, median: nanos(rounds.len() / 2), least: nanos(0) }
    }

    /// The median for one question or act, in nanoseconds.
    pub(crate) fn each(&self) -> f64 {
        self.median / self.items as f64
    }

    /// The same of the fastest round.
    pub(crate) fn least_each(&self) -> f64 {
        self.least / self.items as f64
    }
}

/// Runs so many rounds of each, in turns.
pub(crate) fn interleaved(rounds: usize, contenders: &mut [Contender<'_>]) -> Vec<Timing> {
    let mut took = vec![Vec::with_capacity(rounds); contenders.len()];
    for _ in 0..rounds {
        for (contender, took) in contenders.iter_mut().zip(&mut took) {
            took.push((contender.round)());
        }
    }
    let timings = contenders.iter().zip(took);
    timings.map(|(contender, took)| Timing::of(&contender.name, contender.items, took)).collect()
}

/// How long the work takes; what it made is dropped afterwards.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(work());
    let took = start.elapsed();
    drop(made);
    took
}
