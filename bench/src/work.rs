//! The work of `verdict` and `answer`: what Ada and Bo agreed and what is off, over a tree of areas, and questions to
//! it. Everyone gets the same terms and the same questions.

use consent::{LimitKind, Mode, Power, Verdict};

use crate::random::Random;

/// The zone of all windows.
pub(crate) const ZONE: &str = "Europe/Amsterdam";
/// 2026-01-01T00:00:00Z, when the agreement was made. In milliseconds, as all instants.
pub(crate) const MADE: i64 = 1_767_225_600_000;
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const DAY: i64 = 86_400_000;
const DAY_MINUTES: u16 = 1440;
const WEEK_MINUTES: u16 = 10_080;

const WIDE: [&str; 12] = [
    "home", "money", "work", "health", "family", "friends", "clothes", "food", "sleep", "sport", "travel",
    "devices",
];
const MIDDLE: [&str; 8] = ["daily", "weekly", "choices", "together", "alone", "plans", "things", "habits"];
const NARROW: [&str; 6] = ["morning", "evening", "weekend", "large", "small", "new"];

/// A window as people write it.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    /// Monday is bit 0.
    pub(crate) days: u8,
    /// Minutes of the day, whole quarters of an hour.
    pub(crate) from: u16,
    pub(crate) to: u16,
}

/// One power over one area, at these hours.
pub(crate) struct Grant {
    pub(crate) area: String,
    pub(crate) power: Power,
    pub(crate) mode: Mode,
    pub(crate) windows: Vec<Window>,
}

impl Grant {
    /// The minutes of the week in which it holds, [from, to), sorted and apart.
    pub(crate) fn stretches(&self) -> Vec<(u16, u16)> {
        let mut all: Vec<(u16, u16)> = self.windows.iter().flat_map(|window| window.stretches()).collect();
        all.sort_unstable();
        let mut apart: Vec<(u16, u16)> = Vec::new();
        for (from, to) in all {
            match apart.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => apart.push((from, to)),
            }
        }
        apart
    }

    /// Whether it gives this power over this area, at some hour.
    pub(crate) fn covers(&self, path: &str, power: Power) -> bool {
        self.power >= power && covers(&self.area, path)
    }
}

impl Window {
    fn stretches(self) -> impl Iterator<Item = (u16, u16)> {
        let over_midnight = if self.from < self.to { 0 } else { DAY_MINUTES };
        let days = (0..7_u16).filter(move |day| self.days & (1 << day) != 0);
        let stretches = days.flat_map(move |day| {
            let (from, to) = (day * DAY_MINUTES + self.from, day * DAY_MINUTES + self.to + over_midnight);
            [(from, to.min(WEEK_MINUTES)), (0, to.saturating_sub(WEEK_MINUTES))]
        });
        stretches.filter(|(from, to)| from < to)
    }
}

/// Whether an area covers a path.
pub(crate) fn covers(area: &str, path: &str) -> bool {
    path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path and all that cover it, the narrowest first.
pub(crate) fn upwards(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rfind('/').map(|end| &path[..end]))
}

/// What holds between the two.
pub(crate) struct Terms {
    pub(crate) grants: Vec<Grant>,
    pub(crate) limits: Vec<(String, LimitKind)>,
}

/// A question: may Bo exercise this power over this area of Ada's life at this instant?
pub(crate) struct Asked {
    pub(crate) path: Box<str>,
    pub(crate) power: Power,
    pub(crate) at: i64,
}

/// Who answers questions.
pub(crate) trait Engine {
    fn verdict(&mut self, asked: &Asked) -> Verdict;
}

impl Terms {
    /// So many grants and limits, the same every time.
    pub(crate) fn new(grants: usize, limits: usize) -> Terms {
        Terms::seeded(7, grants, limits)
    }

    /// The same, others for each seed.
    pub(crate) fn seeded(seed: u64, grants: usize, limits: usize) -> Terms {
        let random = &mut Random::new(seed);
        let grants = (0..grants).map(|_| grant(random)).collect();
        let mut off: Vec<(String, LimitKind)> = Vec::new();
        while off.len() < limits {
            let (area, kind) =
                (area(random, 0), if random.percent(40) { LimitKind::Hard } else { LimitKind::Soft });
            if off.iter().all(|(other, _)| *other != area) {
                off.push((area, kind));
            }
        }
        Terms { grants, limits: off }
    }

    /// Questions within the year in which the agreement holds, each another one.
    pub(crate) fn questions(&self, count: usize) -> Vec<Asked> {
        let random = &mut Random::new(11);
        (0..count).map(|_| asked(random)).collect()
    }

    /// All areas that a grant or a limit names.
    pub(crate) fn named(&self) -> impl Iterator<Item = &str> {
        let granted = self.grants.iter().map(|grant| grant.area.as_str());
        granted.chain(self.limits.iter().map(|(area, _)| area.as_str()))
    }

    /// The kinds of the limits that cover a path.
    pub(crate) fn limits_on(&self, path: &str) -> impl Iterator<Item = LimitKind> {
        self.limits.iter().filter(move |(area, _)| covers(area, path)).map(|(_, kind)| *kind)
    }
}

fn grant(random: &mut Random) -> Grant {
    let wide = random.percent(10);
    let windows = (0..=random.below(3)).map(|_| window(random)).collect();
    let area = if wide { (*random.pick(&WIDE)).to_owned() } else { area(random, 0) };
    let power = *random.pick(&Power::ALL);
    Grant { area, power, mode: if random.percent(70) { Mode::Freely } else { Mode::AskFirst }, windows }
}

fn window(random: &mut Random) -> Window {
    let days = *random.pick(&[0b001_1111, 0b110_0000, 0b111_1111, 0b001_0101, 0b100_0000]);
    let (from, length) = (random.below(96), 4 + random.below(60));
    let to = (from + length) % 96;
    Window { days, from: from as u16 * 15, to: to as u16 * 15 }
}

/// An area of two or three segments, and deeper by so many.
fn area(random: &mut Random, deeper: usize) -> String {
    let mut area = format!("{}/{}", random.pick(&WIDE), random.pick(&MIDDLE));
    if random.percent(60) || deeper > 0 {
        area = format!("{area}/{}", random.pick(&NARROW));
    }
    (0..deeper).for_each(|_| area.push_str(&format!("/item-{}", random.below(40))));
    area
}

fn asked(random: &mut Random) -> Asked {
    let path = match random.below(100) {
        0..3 => format!("own/{}", random.pick(&["voice", "leaving", "help", "care", "law"])),
        3..8 => format!("garden/{}", random.pick(&MIDDLE)),
        8..15 => (*random.pick(&WIDE)).to_owned(),
        15..75 => area(random, 0),
        _ => area(random, 1),
    };
    let at = MADE + 5 * DAY + random.below(355 * DAY as usize) as i64;
    Asked { path: path.into(), power: *random.pick(&Power::ALL), at }
}
