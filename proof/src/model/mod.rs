//! Every history of a few acts by two people on three devices, played through the real `record` and `consent`.
//!
//! A state is what has been said so far: a set of signed acts. A step is one act more. Whoever makes it has received, of
//! what was said, any part that holds the past of each of its acts and all of their own:
//!
//! ```text
//!   Ada's phone   ── stop ───────────────► resume ──►        each arrow that is not drawn is an act that was lost, or
//!   Ada's laptop  ── limit ──────────────────────────►       will come late: the parts that a device can have received
//!   Bo            ─────────► resume ──► stop ────────►       are tried, all of them
//! ```
//!
//! So deliveries are no steps of their own. Between two of its own acts a device does nothing but answer questions; those
//! are asked in every state as of a device that knows all that was said, and every set of acts that a device could know is
//! itself such a state. What one device receives in which order, twice or before its past, is the property [`I1`]. That
//! this leaves nothing out is held by [`delivery`], which takes each delivery as a step.
//!
//! What it does not try: lying about one's past, forks, devices let in or out.

mod asked;
mod cast;
pub mod delivery;
mod heard;
mod known;
mod memory;
mod properties;
mod reading;

use std::collections::HashSet;
use std::sync::Arc;

use consent::{ActId, Instant, Question, Says};
use stateright::{Model, Property};

pub use cast::{About, HOURS, On};
pub use heard::Heard;
pub use known::{Known, Said};
pub use properties::{I1, I2, I3, I4, I5, I6, I7};
pub use reading::{Engine, Reading};

use asked::{ANSWERED, Asked, Verdicts};
use cast::{Cast, amendment, hour, words};
use memory::Memory;

/// What the devices' clocks say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clocks {
    /// The time: no act is earlier than one that was said before.
    Right,
    /// Anything: behind and ahead of each other, and going back.
    Any,
}

/// The model, to be given to a checker.
pub struct Exhaustive {
    cast: Cast,
    asked: Asked,
    reading: Box<dyn Reading>,
    bound: Bound,
    /// What could be said next by somebody who knows this.
    next: Memory<Vec<Arc<Said>>>,
    verdicts: Memory<Verdicts>,
}

/// Which histories are tried.
#[derive(Clone, Debug)]
pub struct Bound {
    /// How many acts are said at most, after the beginning.
    pub acts: usize,
    /// What they say.
    pub about: About,
    /// The hours at which they are said.
    pub hours: Vec<i64>,
    /// What the devices' clocks say.
    pub clocks: Clocks,
}

impl Exhaustive {
    /// All histories within the bound, answered by the engine.
    pub fn new(bound: Bound) -> Exhaustive {
        Exhaustive::read_by(Box::new(Engine), bound)
    }

    /// The same, answered by another reading of the page.
    pub fn read_by(reading: Box<dyn Reading>, bound: Bound) -> Exhaustive {
        // What a whole history was worked out for is of use to no other.
        let (next, verdicts) =
            (Memory::up_to(bound.acts.saturating_sub(2)), Memory::up_to(bound.acts.saturating_sub(1)));
        Exhaustive { cast: Cast::new(), asked: Asked::new(), reading, bound, next, verdicts }
    }

    /// Every state.
    pub fn all(&self) -> HashSet<Known> {
        let mut reached = HashSet::new();
        let mut further = self.init_states();
        while let Some(known) = further.pop() {
            if reached.insert(known.clone()) {
                further.extend(self.next_states(&known));
            }
        }
        reached
    }

    /// Every question, at some of the instants at which it is asked.
    pub fn questions(&self) -> impl Iterator<Item = (&Question, Instant)> {
        self.asked.questions.iter().flat_map(|question| ANSWERED.map(|at| (question, hour(at))))
    }

    /// Words that are proposed; that both have signed; for which others have been proposed since.
    fn beginnings(&self) -> [Known; 3] {
        let found = Heard::found(&self.cast, hour(-2));
        let first =
            self.told(&Known::default().with(found), On::Bos, -2, |_| Says::Propose(Box::new(words())));
        let ada = self.told(&first, On::Phone, -1, |version| Says::Sign(version[0]));
        let sealed = self.told(&ada, On::Bos, -1, |version| Says::Sign(version[0]));
        let second =
            self.told(&sealed, On::Bos, -1, |version| Says::Propose(Box::new(amendment(version.to_vec()))));
        [first, sealed, second]
    }

    fn told(&self, known: &Known, on: On, at: i64, says: fn(&[ActId]) -> Says) -> Known {
        let heard = Heard::of(known);
        let said = heard.say(&self.cast, known, on, hour(at), says(&known.versions()));
        known.with(said.expect("a beginning that is not refused"))
    }

    /// What this device could say next that knows so much of what was said.
    fn next_on(&self, on: On, known: &Known, said: &Known) -> Vec<Arc<Said>> {
        if said.said().count() >= self.bound.acts {
            return Vec::new();
        }
        let next = self.next(known);
        next.iter().filter(|act| act.on == on && self.is_possible(said, act.at)).cloned().collect()
    }

    /// All that anybody who knows exactly this could say, at any of the hours.
    fn next(&self, known: &Known) -> Arc<Vec<Arc<Said>>> {
        self.next.get(known, || {
            let heard = Heard::of(known);
            let says = self.bound.about.sayable(&known.versions());
            let at = self.bound.hours.iter().map(|at| hour(*at)).filter(|at| self.is_possible(known, *at));
            let each = at.flat_map(|at| says.iter().map(move |says| (at, says)));
            let each = each.flat_map(|(at, says)| On::ALL.map(|on| (on, at, says.clone())));
            each.filter_map(|(on, at, says)| heard.say(&self.cast, known, on, at, says).ok()).collect()
        })
    }

    /// Whether a clock can say this after all of that has been said.
    fn is_possible(&self, said: &Known, at: Instant) -> bool {
        self.bound.clocks == Clocks::Any || said.acts().all(|act| act.at <= at)
    }

    fn verdicts(&self, known: &Known) -> Arc<Verdicts> {
        self.verdicts.get(known, || self.asked.verdicts(&*self.reading, &Heard::of(known)))
    }
}

impl Model for Exhaustive {
    type State = Known;
    type Action = Arc<Said>;

    fn init_states(&self) -> Vec<Known> {
        self.beginnings().to_vec()
    }

    fn actions(&self, said: &Known, actions: &mut Vec<Arc<Said>>) {
        for on in On::ALL {
            for received in said.parts_from(&said.least_on(on)) {
                actions.extend(self.next_on(on, &received, said));
            }
        }
    }

    fn next_state(&self, said: &Known, act: Arc<Said>) -> Option<Known> {
        Some(said.with(act))
    }

    fn properties(&self) -> Vec<Property<Exhaustive>> {
        let mut properties = properties::invariants();
        if self.bound.about == About::Everything && self.bound.acts >= 3 {
            properties.extend(properties::reachable());
        }
        properties
    }
}
