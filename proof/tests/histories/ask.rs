//! Which points to ask of a world: devices, instants, questions.

use consent::instant::DAY;
use consent::{Instant, Question};
use proof::histories::{Asked, Dice, World, granted, instants, questions};

use crate::run::Case;

/// What there is to choose from.
pub(crate) struct Asking {
    all: Vec<Instant>,
    /// Those around the time in which something was done.
    near: Vec<Instant>,
    /// Those around its end.
    now: Vec<Instant>,
    questions: Vec<Question>,
    granted: Vec<Question>,
    devices: usize,
    dice: Dice,
}

impl Asking {
    pub(crate) fn of(case: &Case, world: &World) -> Asking {
        let all = instants(world);
        let (first, last) = (world.steps.first().map_or(world.now, |step| step.at), world.now.plus(5 * DAY));
        let within = |first, last| all.iter().copied().filter(|at| (first..last).contains(at)).collect();
        let (near, now) = (within(first, last), within(world.now.plus(-DAY), last));
        let (questions, granted) = (questions(world), granted(world));
        Asking { all, near, now, questions, granted, devices: world.devices.len(), dice: case.dice() }
    }

    /// Mostly what was granted, at an instant that is near.
    pub(crate) fn point(&mut self) -> Asked {
        let from = match self.dice.roll() % 8 {
            0 => &self.all,
            1..=3 => &self.near,
            _ => &self.now,
        };
        let at = *self.dice.one(from).unwrap();
        let any = self.granted.is_empty() || self.dice.roll().is_multiple_of(5);
        let question = self.dice.one(if any { &self.questions } else { &self.granted }).unwrap().clone();
        let device = usize::try_from(self.dice.roll() % 5).unwrap() % self.devices;
        Asked { device, at, question }
    }

    pub(crate) fn points(mut self, count: usize) -> Vec<Asked> {
        (0..count).map(|_| self.point()).collect()
    }

    /// Every instant at which anything could be another.
    pub(crate) fn instants(&self) -> &[Instant] {
        &self.all
    }

    pub(crate) fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }
}
