//! What happens in a history, as small numbers. Each is taken modulo what there is to choose from when it is played, so
//! every list of commands is a history, and one that is shorter or has smaller numbers is a simpler one.

/// One thing that happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// On which device.
    pub on: u8,
    /// What: see [`What::of`].
    pub what: u8,
    /// Which version or area; the highest ask for one that will mostly be refused.
    pub which: u8,
    /// With which other device, for how long, until when.
    pub with: u8,
    /// How much time passes before.
    pub passes: u8,
    /// How far the device's clock is from the time that it is.
    pub clock: u8,
    /// What a proposal says.
    pub words: [u8; 10],
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Nothing but time passes.
    Wait,
    /// Two devices meet.
    Sync,
    /// All devices meet.
    Meet,
    /// A proposal that each of the two signs at once, on devices that meet for it.
    Agree,
    /// The same, in the place of what is there.
    Renew,
    /// A proposal alone.
    Propose,
    /// A proposal alone, in the place of what is there.
    Amend,
    /// And so on, by the names of `floor.md`.
    Sign,
    /// `withdraw`
    Withdraw,
    /// `end`
    End,
    /// `limit`
    Limit,
    /// `lift`
    Lift,
    /// `slow`
    Slow,
    /// `pause`
    Pause,
    /// `stop`
    Stop,
    /// `resume`
    Resume,
    /// `open`
    Open,
    /// `close`
    Close,
    /// `review`
    Review,
    /// `check-in`
    CheckIn,
    /// `retract`
    Retract,
    /// An act that names an area which is none.
    Unsayable,
}

/// How often, of 256.
const OFTEN: [(u16, What); 22] = [
    (4, What::Wait),
    (36, What::Sync),
    (14, What::Meet),
    (24, What::Agree),
    (22, What::Renew),
    (5, What::Propose),
    (10, What::Amend),
    (24, What::Sign),
    (7, What::Withdraw),
    (2, What::End),
    (11, What::Limit),
    (14, What::Lift),
    (3, What::Slow),
    (2, What::Pause),
    (3, What::Stop),
    (20, What::Resume),
    (20, What::Open),
    (10, What::Close),
    (10, What::Review),
    (10, What::CheckIn),
    (4, What::Retract),
    (1, What::Unsayable),
];

impl What {
    /// What this number stands for.
    pub fn of(number: u8) -> What {
        let mut left = u16::from(number);
        for (often, what) in OFTEN {
            if left < often {
                return what;
            }
            left -= often;
        }
        What::Wait
    }
}

impl Command {
    /// Milliseconds that pass before it.
    pub(super) fn passes(&self) -> i64 {
        use consent::instant::{DAY, HOUR, MINUTE};
        let passes = i64::from(self.passes);
        match self.passes {
            0..=175 => passes % 64 * MINUTE,
            176..=223 => (passes - 175) * HOUR / 3,
            224..=247 => (passes - 223) * 3 * HOUR / 2,
            _ => (passes - 247) * DAY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_stands_for_something_and_everything_for_some_number() {
        let all: u16 = OFTEN.iter().map(|(often, _)| often).sum();
        assert_eq!(all, 256);
        for (_, what) in OFTEN {
            assert!((0..=255).any(|number| What::of(number) == what), "{what:?}");
        }
    }
}
