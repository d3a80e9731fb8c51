//! Brings acts to the engine, in whatever order puts each behind its past.

use std::collections::BTreeSet;

use consent::{Act, ActId, Knowledge, Line, Past, Person};

use super::dice::Dice;
use super::world::{Made, World};

/// What a device of the engine knows, and what it refused on the way.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// What it knows.
    pub knowledge: Knowledge,
    /// What it refused.
    pub refused: BTreeSet<ActId>,
    /// By device.
    lines: Vec<Line>,
}

impl Delivered {
    /// These acts in the order in which they were made.
    pub fn of(world: &World, known: &BTreeSet<ActId>) -> Delivered {
        let mut delivered = Delivered::with_lines(world, &(0..world.devices.len()).collect::<Vec<_>>());
        for made in world.made.iter().filter(|made| known.contains(&made.told.id)) {
            delivered.add(made);
        }
        delivered
    }

    /// These acts in another order, with the lines of the devices begun in another order.
    pub fn shuffled(world: &World, known: &BTreeSet<ActId>, dice: &mut Dice) -> Delivered {
        let mut lines: Vec<(u64, usize)> = (0..world.devices.len()).map(|at| (dice.roll(), at)).collect();
        lines.sort_unstable();
        let lines: Vec<usize> = lines.into_iter().map(|(_, at)| at).collect();
        let mut delivered = Delivered::with_lines(world, &lines);
        let all = world.made.iter().filter(|made| known.contains(&made.told.id));
        let mut left: Vec<(u64, &Made)> = all.map(|made| (dice.roll(), made)).collect();
        left.sort_unstable_by_key(|(roll, _)| *roll);
        let mut counts = vec![0; world.devices.len()];
        while let Some(next) = left.iter().position(|(_, made)| is_next(made, &counts)) {
            let (_, made) = left.remove(next);
            counts[made.device] += 1;
            delivered.add(made);
        }
        delivered
    }

    /// Nothing yet, with the lines of these devices begun in this order.
    fn with_lines(world: &World, order: &[usize]) -> Delivered {
        let mut knowledge = Knowledge::new();
        let begun = order.iter().map(|at| (*at, knowledge.begin_line(world.devices[*at].person)));
        let mut begun: Vec<(usize, Line)> = begun.collect();
        begun.sort_unstable();
        let lines = begun.into_iter().map(|(_, line)| line).collect();
        Delivered { knowledge, refused: BTreeSet::new(), lines }
    }

    /// Nothing yet, and no device.
    pub(super) fn nothing() -> Delivered {
        Delivered { knowledge: Knowledge::new(), refused: BTreeSet::new(), lines: Vec::new() }
    }

    /// One more device.
    pub(super) fn begin(&mut self, person: Person) {
        self.lines.push(self.knowledge.begin_line(person));
    }

    /// A past of so many acts of each device. Lines were begun in some order, and are counted in that order.
    pub(super) fn past(&self, seen: &[u32]) -> Past {
        let counts = seen.iter().copied().chain(std::iter::repeat(0));
        let mut seen: Vec<(Line, u32)> = self.lines.iter().copied().zip(counts).collect();
        seen.sort_unstable();
        Past::new(seen.into_iter().map(|(_, count)| count).collect::<Vec<u32>>())
    }

    /// One more act. One that is there already, or whose past is not, changes nothing.
    pub fn add(&mut self, made: &Made) {
        let Made { told, device, seen } = made;
        let (line, past) = (self.lines[*device], self.past(seen));
        let act = Act { id: told.id, line, clock: told.clock, past, says: told.says.clone() };
        if let Ok(Some(_)) = self.knowledge.add(act) {
            self.refused.insert(told.id);
        }
    }
}

/// Whether all that the act has seen has been delivered, and it has not.
fn is_next(made: &Made, counts: &[u32]) -> bool {
    let all = made.seen.iter().zip(counts).all(|(seen, count)| seen <= count);
    all && made.seen.get(made.device) == counts.get(made.device)
}
