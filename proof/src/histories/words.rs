//! What proposals say: few areas that lie over and under each other, windows that clock changes fall into, dates that
//! are near.

use consent::instant::{DAY, HOUR, MINUTE};
use consent::{
    ActId, Area, CheckIn, Days, Grant, Instant, Mode, Person, Power, Version, Weekday, Window, Zone,
};

/// What histories are about.
const AREAS: [&str; 16] = [
    "home",
    "home/chores",
    "home/chores/kitchen",
    "homework",
    "money",
    "money/savings",
    "home/study",
    "work/hours",
    "everything",
    "evening",
    "evening/out",
    "food",
    "devices/phone",
    "friends",
    "everything",
    "ownership",
];

/// Between the acts of a history there are hours and days; so are these.
const REVIEWS: [i64; 16] = [
    90 * DAY,
    30 * DAY,
    200 * DAY,
    60 * DAY,
    10 * DAY,
    366 * DAY,
    90 * DAY,
    3 * DAY,
    26 * HOUR,
    45 * DAY,
    HOUR,
    120 * DAY,
    20 * DAY,
    300 * DAY,
    366 * DAY + 1,
    0,
];

type Span = (&'static [Weekday], &'static str, &'static str);

const NIGHT: &[Weekday] = &[Weekday::Fri, Weekday::Sat];
const SUNDAY: &[Weekday] = &[Weekday::Sun];
const ANY: &[Weekday] = &Weekday::ALL;

/// Index 0 to 5 are no hours at all.
const HOURS: [&[Span]; 10] = [
    &[(ANY, "06:00", "24:00")],
    &[(NIGHT, "22:00", "02:30")],
    &[(ANY, "02:00", "02:30")],
    &[(SUNDAY, "01:30", "03:00"), (SUNDAY, "23:30", "00:30")],
    &[(ANY, "00:00", "00:30"), (&[Weekday::Mon], "12:00", "18:00")],
    &[(ANY, "02:15", "01:45")],
    &[(&[Weekday::Thu, Weekday::Fri, Weekday::Sat], "00:00", "24:00")],
    &[(ANY, "23:00", "01:00"), (NIGHT, "01:00", "03:00"), (ANY, "09:00", "17:00")],
    &[(&[], "09:00", "17:00")],
    &[],
];

/// Starts and ends, from the clock of the proposal on; mostly there are none.
const DATES: [(Option<i64>, Option<i64>); 10] = [
    (Some(HOUR), None),
    (None, Some(6 * DAY)),
    (Some(26 * HOUR), Some(9 * DAY)),
    (Some(-DAY), Some(20 * DAY)),
    (Some(3 * DAY), None),
    (Some(9 * HOUR), Some(15 * DAY)),
    (None, Some(2 * HOUR)),
    (Some(0), Some(1)),
    (None, Some(-HOUR)),
    (Some(2 * DAY), Some(2 * DAY)),
];

/// Index 0 to 8 are no rhythm at all.
const RHYTHMS: [(u32, u32); 7] = [(1, 0), (7, 3), (2, 1), (1, 1), (30, 0), (3, 2), (0, 1)];

/// The area of this number.
pub(super) fn area(number: u8) -> Option<Area> {
    Area::parse(AREAS[usize::from(number) % AREAS.len()]).ok()
}

/// The next review, from the clock of the act on.
pub(super) fn review(clock: Instant, number: u8) -> Instant {
    // The last two are refused, and so seldom asked for.
    let most = if number < 240 { REVIEWS.len() - 2 } else { REVIEWS.len() };
    clock.plus(REVIEWS[usize::from(number) % most])
}

/// The minutes of a moment.
pub(super) fn minutes(number: u8) -> u32 {
    [60, 10, 1440, 240, 1, 30, 90, 600, 120, 5, 20, 700, 45, 300, 0, 1441][usize::from(number) % 16]
}

/// How far a clock is off, where it is.
pub(super) fn off(number: u8) -> i64 {
    let by = [MINUTE, 90 * MINUTE, 26 * HOUR, 4 * DAY, 1, 20 * MINUTE, 9 * HOUR, 40 * DAY];
    let by = by[usize::from(number / 2) % by.len()];
    if number.is_multiple_of(2) { by } else { -by }
}

/// Of 256 numbers the last 64 are dates, the first of these more often.
fn dates(clock: Instant, number: u8) -> (Option<Instant>, Option<Instant>) {
    let Some(number) = number.checked_sub(192) else { return (None, None) };
    let number = usize::from(if number < 60 { number % 7 } else { number - 54 });
    let (starts, ends) = DATES[number % DATES.len()];
    let date = |after: Option<i64>| after.map(|after| clock.plus(after));
    (date(starts), date(ends))
}

/// What a proposal says by these numbers; `amends` are the versions that it replaces, with the words of the first.
pub(super) fn version(
    words: &[u8; 10],
    zone: &Zone,
    clock: Instant,
    amends: Option<(Vec<ActId>, &Version)>,
) -> Version {
    let [who, review_by, when, rhythm, ..] = *words;
    let (giver, holder) = match amends {
        Some((_, older)) if who < 250 => (older.giver, older.holder),
        _ if who.is_multiple_of(2) => (Person::One, Person::Two),
        _ => (Person::Two, Person::One),
    };
    let new = words[4..].chunks(2).take([1, 1, 2, 3][usize::from(who / 2 % 4)]);
    let new = new.filter_map(|numbers| grant(numbers[0], numbers[1], clock));
    let older: &[Grant] = amends.as_ref().map_or(&[], |(_, older)| &older.grants);
    let grants = match who / 8 % 4 {
        0 if amends.is_some() => older.to_vec(),
        0 | 1 => older.iter().cloned().chain(new).collect(),
        2 => older.iter().skip(1).cloned().chain(new).collect(),
        _ => new.collect(),
    };
    let (starts, ends) = dates(clock, when);
    Version {
        giver,
        holder,
        zone: zone.clone(),
        grants,
        review_by: review(clock, review_by),
        starts,
        ends,
        check_in: usize::from(rhythm % 16).checked_sub(9).map(|number| {
            let (every_days, grace_days) = RHYTHMS[number];
            CheckIn { every_days, grace_days }
        }),
        replaces: amends.map(|(replaces, _)| replaces).unwrap_or_default(),
    }
}

fn grant(what: u8, how: u8, clock: Instant) -> Option<Grant> {
    let (starts, ends) = dates(clock, how);
    let hours = usize::from(what / 16).checked_sub(6).map(|number| HOURS[number]);
    Some(Grant {
        area: if how == 255 { Area::parse("own/help").ok()? } else { area(what % 16)? },
        power: Power::ALL[usize::from(how % 3)],
        mode: if how / 3 % 4 == 3 { Mode::AskFirst } else { Mode::Freely },
        hours: hours.map(|spans| spans.iter().filter_map(window).collect()),
        moments: how / 12 % 5 == 3,
        starts,
        ends,
    })
}

fn window((days, from, to): &Span) -> Option<Window> {
    Window::parse(Days::of(days.iter().copied()), from, to).ok()
}
