//! Runs a check over histories at random; what breaks it is shrunk and printed as a rehearsal.

use proof::histories::{Command, Dice, What, World};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

/// A history, and what further choices follow from.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) place: u8,
    pub(crate) commands: Vec<Command>,
    /// Acts of one person alone that come after it.
    pub(crate) alone: Vec<Command>,
    pub(crate) seed: u64,
    /// How many points to ask.
    pub(crate) points: usize,
}

impl Case {
    /// Played; without what one person does alone.
    pub(crate) fn world(&self) -> World {
        let mut world = World::new(self.place).unwrap();
        world.play(&self.commands);
        world
    }

    pub(crate) fn dice(&self) -> Dice {
        Dice::of(self.seed)
    }
}

fn command() -> impl Strategy<Value = Command> {
    let numbers = any::<(u8, u8, u8, u8, u8, u8)>();
    (numbers, any::<[u8; 10]>()).prop_map(|((on, what, which, with, passes, clock), words)| Command {
        on,
        what,
        which,
        with,
        passes,
        clock,
        words,
    })
}

fn commands() -> impl Strategy<Value = Vec<Command>> {
    let up_to = |most: usize| prop::collection::vec(command(), 0..most);
    prop_oneof![2 => up_to(60), 4 => up_to(160), 1 => up_to(450)]
}

fn case() -> impl Strategy<Value = Case> {
    let alone = prop::collection::vec(command(), 0..20);
    (any::<u8>(), commands(), alone, any::<u64>().no_shrink())
        .prop_map(|(place, commands, alone, seed)| Case { place, commands, alone, seed, points: 0 })
}

/// Holds a check over so many hundredths of the usual number of cases, each asked at so many points.
pub(crate) fn hold(hundredths: u32, points: usize, check: impl Fn(&Case) -> Result<(), String>) {
    let usual = Config::default();
    let cases = (usual.cases * hundredths / 100).max(1);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 0, ..usual };
    let asked = |case: Case| Case { points, ..case };
    let result = TestRunner::new(config)
        .run(&case().prop_map(asked), |case| check(&case).map_err(TestCaseError::fail));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(rehearsal, case)) => panic!("\n{}\n", shrunk(case, rehearsal.to_string(), check)),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

/// The rehearsal of a smaller case that breaks the check too. Halves are taken away before single commands, which
/// proptest by itself does not do, and each case is asked at many more points, so that what was found is not lost again
/// for want of the right question.
fn shrunk(case: Case, rehearsal: String, check: impl Fn(&Case) -> Result<(), String>) -> String {
    let mut smallest = (Case { points: case.points * 10, ..case }, rehearsal);
    let mut left = 4000;
    loop {
        let before = smallest.0.clone();
        for smaller in [fewer(true), fewer(false), simpler(true), simpler(false)] {
            let mut step = 0;
            while let Some(case) = smaller(&smallest.0, step).filter(|_| left > 0) {
                left -= 1;
                match check(&case) {
                    Err(why) => smallest = (case, why),
                    Ok(()) => step += 1,
                }
            }
        }
        if smallest.0.commands == before.commands && smallest.0.alone == before.alone {
            return smallest.1;
        }
    }
}

/// What is tried next after so many steps that came to nothing; none where there is nothing more to try.
type Smaller = Box<dyn Fn(&Case, usize) -> Option<Case>>;

fn with(case: &Case, alone: bool, change: impl FnOnce(&mut Vec<Command>) -> Option<()>) -> Option<Case> {
    let mut case = case.clone();
    change(if alone { &mut case.alone } else { &mut case.commands })?;
    Some(case)
}

/// Without one half, without one quarter, and so on to every single command.
fn fewer(alone: bool) -> Smaller {
    Box::new(move |case, step| {
        with(case, alone, |commands| {
            let (mut size, mut step) = (commands.len().div_ceil(2), step);
            while size > 0 {
                let pieces = commands.len().div_ceil(size);
                if step < pieces {
                    let from = step * size;
                    commands.drain(from..(from + size).min(commands.len()));
                    return Some(());
                }
                step -= pieces;
                size /= 2;
            }
            None
        })
    })
}

/// With one number of one command at its simplest.
fn simpler(alone: bool) -> Smaller {
    Box::new(move |case, step| {
        with(case, alone, |commands| {
            // What is at its simplest already is passed over.
            let changes = commands.iter().enumerate().flat_map(|(at, command)| {
                let plain = plainer(command).into_iter().filter(move |plain| plain != command);
                plain.map(move |plain| (at, plain))
            });
            let (at, plain) = changes.collect::<Vec<_>>().into_iter().nth(step)?;
            *commands.get_mut(at)? = plain;
            Some(())
        })
    })
}

/// One that stands for [`What::Sync`].
const SYNC: u8 = 4;

fn plainer(command: &Command) -> Vec<Command> {
    let one_word = |at: usize| {
        let mut words = command.words;
        words[at] = 0;
        Command { words, ..*command }
    };
    let whole = [
        Command { words: [0; 10], ..*command },
        Command { clock: 0, ..*command },
        Command { passes: 0, ..*command },
        Command { which: 0, ..*command },
        Command { with: 0, ..*command },
        Command { on: 0, ..*command },
    ];
    let is_wide = What::of(command.what) == What::Meet;
    let narrow = is_wide.then(|| (0..5).map(|with| Command { what: SYNC, with, ..*command }));
    whole.into_iter().chain((0..10).map(one_word)).chain(narrow.into_iter().flatten()).collect()
}
