//! What to ask of a history, and when: where something begins, ends or is named, and a millisecond to each side.

use std::collections::BTreeSet;

use consent::instant::{DAY, HOUR, MINUTE};
use consent::{Area, Instant, Person, Power, Question, Says, Version, Zone};
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};

use super::world::World;

/// The instants at which anything could be another, by the numbers on the page, each with its neighbours. An act's
/// instant is always some act's clock.
pub fn instants(world: &World) -> Vec<Instant> {
    let mut edges: BTreeSet<Instant> = BTreeSet::from([world.now]);
    for made in &world.made {
        let clock = made.told.clock;
        let after = [0, DAY, 72 * HOUR].map(|after| clock.plus(after));
        edges.extend(after);
        match &made.told.says {
            Ok(Says::Propose(version)) => edges.extend(of_version(version, clock)),
            Ok(Says::Open(_, minutes)) => _ = edges.insert(clock.plus(i64::from(*minutes) * MINUTE)),
            Ok(Says::Review(_, next)) => edges.extend([*next, next.plus_days(14)]),
            _ => {}
        }
    }
    let rhythms = world.made.iter().filter_map(|made| match &made.told.says {
        Ok(Says::Propose(version)) => version.check_in,
        _ => None,
    });
    let rhythms: BTreeSet<i64> =
        rhythms.map(|rhythm| i64::from(rhythm.every_days) + i64::from(rhythm.grace_days)).collect();
    let from: Vec<Instant> = world.made.iter().map(|made| made.told.clock).collect();
    edges.extend(rhythms.iter().flat_map(|days| from.iter().map(|from| from.plus_days(*days))));
    let around = edges.iter().flat_map(|edge| [-1, 0, 1].map(|by| edge.plus(by)));
    around.collect::<BTreeSet<Instant>>().into_iter().collect()
}

fn of_version(version: &Version, clock: Instant) -> Vec<Instant> {
    let mut edges = vec![version.review_by, version.review_by.plus_days(14)];
    edges.extend(version.starts.into_iter().chain(version.ends));
    for grant in &version.grants {
        edges.extend(grant.starts.into_iter().chain(grant.ends));
        edges.extend(grant.hours.iter().flat_map(|_| clock_change(&version.zone, clock)));
        for window in grant.hours.iter().flatten() {
            for time in [window.from(), window.to()] {
                edges.extend(shown(&version.zone, clock, &time));
            }
        }
    }
    edges
}

/// When the clock on the wall is put forward or back next.
fn clock_change(zone: &Zone, after: Instant) -> Option<Instant> {
    let begin = Timestamp::from_millisecond(after.millis()).ok()?;
    let change = zone.time_zone().following(begin).next()?;
    Some(Instant::from_millis(change.timestamp().as_millisecond()))
}

/// When the clock on the wall shows this time, in the days after an instant and those around a change of the clock.
fn shown(zone: &Zone, after: Instant, time: &str) -> Vec<Instant> {
    let Ok(begin) = Timestamp::from_millisecond(after.millis()) else { return Vec::new() };
    let tz = zone.time_zone();
    let changes = tz.following(begin).take(1).map(|change| change.timestamp());
    let days = std::iter::once(begin).chain(changes).flat_map(|around| {
        let date = tz.to_datetime(around).date();
        (-1..3).map(move |day| date.saturating_add(day.days()))
    });
    let (hour, minute) = (time.get(..2).unwrap_or_default(), time.get(3..).unwrap_or_default());
    let minutes = hour.parse().unwrap_or(0) * 60 + minute.parse().unwrap_or(0);
    let shown = days.flat_map(|date: jiff::civil::Date| {
        let at: DateTime = date.to_datetime(jiff::civil::Time::midnight()).saturating_add(minutes.minutes());
        let ambiguous = tz.to_ambiguous_timestamp(at);
        [ambiguous.earlier(), ambiguous.later()]
    });
    shown.flatten().map(|at| Instant::from_millis(at.as_millisecond())).collect()
}

/// The areas that are named, what lies above and under them, what is heavy, what is one's own, all.
pub fn areas(world: &World) -> Vec<Area> {
    let mut paths: BTreeSet<String> =
        ["everything", "own", "own/help/friends", "elsewhere"].map(str::to_owned).into();
    paths.extend(Area::heavy().map(|area| area.to_string()));
    let named = world.made.iter().flat_map(|made| match &made.told.says {
        Ok(Says::Propose(version)) => version.grants.iter().map(|grant| grant.area.clone()).collect(),
        Ok(Says::Limit(area, _) | Says::Lift(area) | Says::Withdraw(_, area)) => vec![area.clone()],
        _ => Vec::new(),
    });
    for area in named {
        let path = area.as_str();
        paths.extend(path.rsplit_once('/').map(|(above, _)| above.to_owned()));
        paths.extend([path.to_owned(), format!("{path}/under")]);
    }
    paths.iter().filter_map(|path| Area::parse(path).ok()).collect()
}

/// What is granted somewhere, asked in the direction and for the power of the grant: by what both have signed, if that
/// is anything.
pub fn granted(world: &World) -> Vec<Question> {
    let versions = world.made.iter().filter_map(|made| match &made.told.says {
        Ok(Says::Propose(version)) => Some((made.told.id, &**version)),
        _ => None,
    });
    let (signed, drafts): (Vec<_>, Vec<_>) = versions.partition(|(id, _)| world.signers(*id).len() == 2);
    let versions = if signed.is_empty() { drafts } else { signed };
    let versions = versions.into_iter().map(|(_, version)| version);
    let each = versions.flat_map(|version| version.grants.iter().map(move |grant| (version, grant)));
    let of = each.flat_map(|(version, grant)| {
        let under = Area::parse(&format!("{}/under", grant.area)).ok();
        [Some(grant.area.clone()), under].into_iter().flatten().map(|area| Question {
            of: version.giver,
            by: version.holder,
            area,
            power: grant.power,
        })
    });
    of.collect()
}

/// Every question about these areas.
pub fn questions(world: &World) -> Vec<Question> {
    let mut questions = Vec::new();
    for area in areas(world) {
        for power in Power::ALL {
            for of in Person::BOTH {
                questions.push(Question { of, by: of.other(), area: area.clone(), power });
            }
        }
    }
    questions.extend(questions.first().map(|first| Question { by: first.of, ..first.clone() }));
    questions
}
