//! The same histories with every delivery as a step of its own: what [`super::Exhaustive`] leaves out is nothing.
//!
//! A state is what has arrived on each of the three devices, in whatever order, parents or not. A step is an act by a device
//! on top of what stands there, or one act arriving on one device. An act that is lost never arrives; one that comes late
//! arrives after others; one that comes again is no step, since it must change nothing (I1).

use std::collections::HashSet;
use std::sync::Arc;

use stateright::{Model, Property};

use super::heard::Heard;
use super::{Bound, Exhaustive, Known, On, Said};

/// What a device knows is a history that is checked.
pub const CHECKED: &str = "what a device knows is a history that was checked";
/// What came before its past waits, and nothing else does.
pub const WAITS: &str = "what came before its past waits";

/// What has arrived on each device.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arrived([Known; 3]);

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A device makes an act.
    Says(Arc<Said>),
    /// An act reaches a device.
    Arrives(On, Arc<Said>),
}

/// The model of deliveries, to be given to a checker.
pub struct Deliveries {
    histories: Exhaustive,
    checked: HashSet<Known>,
}

impl Deliveries {
    /// All deliveries of all histories within the bound.
    pub fn new(bound: Bound) -> Deliveries {
        let histories = Exhaustive::new(bound);
        let checked = histories.all();
        Deliveries { histories, checked }
    }
}

impl Arrived {
    fn on(&self, on: On) -> &Known {
        &self.0[on as usize]
    }

    fn with(&self, on: On, act: &Arc<Said>) -> Arrived {
        let mut arrived = self.clone();
        arrived.0[on as usize] = self.on(on).with(act.clone());
        arrived
    }

    /// All that was said.
    fn anywhere(&self) -> Known {
        self.0.iter().flat_map(Known::acts).fold(Known::default(), |all, act| all.with(act.clone()))
    }
}

impl Model for Deliveries {
    type State = Arrived;
    type Action = Step;

    fn init_states(&self) -> Vec<Arrived> {
        let on_each = |known: Known| Arrived(On::ALL.map(|_| known.clone()));
        self.histories.init_states().into_iter().map(on_each).collect()
    }

    fn actions(&self, arrived: &Arrived, steps: &mut Vec<Step>) {
        let said = arrived.anywhere();
        for on in On::ALL {
            let lacking = said.acts().filter(|act| !arrived.on(on).has(act));
            steps.extend(lacking.map(|act| Step::Arrives(on, act.clone())));
            let next = self.histories.next_on(on, &arrived.on(on).standing(), &said);
            steps.extend(next.into_iter().map(Step::Says));
        }
    }

    fn next_state(&self, arrived: &Arrived, step: Step) -> Option<Arrived> {
        Some(match step {
            Step::Says(act) => arrived.with(act.on, &act),
            Step::Arrives(on, act) => arrived.with(on, &act),
        })
    }

    fn properties(&self) -> Vec<Property<Deliveries>> {
        vec![
            Property::<Deliveries>::always(CHECKED, |model, arrived| {
                arrived.0.iter().all(|arrived| model.checked.contains(&arrived.standing()))
            }),
            Property::<Deliveries>::always(WAITS, |_, arrived| {
                arrived.0.iter().all(|arrived| Heard::all(arrived.acts()).stands_as(&arrived.standing()))
            }),
            Property::<Deliveries>::sometimes("an act waits for its past", |_, arrived| {
                arrived.0.iter().any(|arrived| arrived.standing() != *arrived)
            }),
        ]
    }
}
