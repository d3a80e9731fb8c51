//! The picture of a week, with any clock: natively and in a browser the same lines run.

use anyhow::{Context, Result, bail, ensure};
use companion::consent::{
    Act, ActId, Area, Days, Grant, Instant, Knowledge, LimitKind, Line, Mode, Past, Person, Power, Says,
    Version, Window, Zone,
};
use companion::negotiation::{given, week};

/// What the two have agreed on, and what is off.
const GRANTS: usize = 200;
const LIMITS: usize = 50;
/// How many areas the picture shows.
const AREAS: usize = 60;
/// 2026-01-01T00:00:00Z, in milliseconds.
const MADE: i64 = 1_767_225_600_000;
const DAY: i64 = 86_400_000;

/// How long the picture takes, so often, in milliseconds: 200 grants with hours, 50 limits, 60 areas.
///
/// # Errors
/// Where an act is refused.
pub fn week(rounds: usize, now: impl Fn() -> f64) -> Result<Vec<f64>> {
    let areas: Vec<Area> = given::areas().filter(|area| !area.is_own()).take(AREAS).collect();
    let knowledge = knowing(&areas)?;
    let from = Instant::from_millis(MADE + 100 * DAY);
    let asked =
        week::Asked { of: Person::One, by: Person::Two, power: Power::Decide, from, to: from.plus(7 * DAY) };
    let mut took = Vec::new();
    for _ in 0..rounds {
        let start = now();
        let picture = week::picture(&knowledge, &asked, &areas);
        took.push(now() - start);
        let runs: usize = picture.iter().map(|row| row.runs.len()).sum();
        ensure!(runs > 10 * AREAS, "the week has {runs} runs");
    }
    Ok(took)
}

fn knowing(areas: &[Area]) -> Result<Knowledge> {
    let mut knowledge = Knowledge::new();
    let lines = Person::BOTH.map(|person| knowledge.begin_line(person));
    let mut counts = [0_u32; 2];
    let mut say = |by: Person, says: Says| says_next(&mut knowledge, lines, &mut counts, by, says);
    let grants = (0..GRANTS).map(|at| grant(areas, at)).collect::<Result<_>>()?;
    let version = Version {
        giver: Person::One,
        holder: Person::Two,
        zone: Zone::parse("Europe/Amsterdam")?,
        grants,
        review_by: Instant::from_millis(MADE + 366 * DAY),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
    };
    let proposed = say(Person::One, Says::Propose(Box::new(version)))?;
    Person::BOTH.into_iter().try_for_each(|by| say(by, Says::Sign(proposed)).map(|_| ()))?;
    for at in 0..LIMITS {
        let area = areas.get(at * 7 % areas.len()).context("an area")?;
        // Of one's own beside what both know, or hardly anything would be left open.
        let area = Area::parse(&format!("{area}/own-{at}"))?;
        say(
            Person::One,
            Says::Limit(area, if at.is_multiple_of(2) { LimitKind::Hard } else { LimitKind::Soft }),
        )?;
    }
    Ok(knowledge)
}

fn grant(areas: &[Area], at: usize) -> Result<Grant> {
    let window = |turn: usize| {
        let from = (at * 37 + turn * 411) % 92 * 15;
        let (from, to) = (u16::try_from(from)?, u16::try_from(from + 60)?);
        Ok::<Window, anyhow::Error>(Window::new(Days::ALL, from, to)?)
    };
    Ok(Grant {
        area: areas.get(at % areas.len()).context("an area")?.clone(),
        power: Power::Direct,
        mode: if at.is_multiple_of(3) { Mode::AskFirst } else { Mode::Freely },
        hours: Some((0..3).map(window).collect::<Result<_>>()?),
        moments: false,
        starts: None,
        ends: None,
    })
}

/// An act that has seen all before it.
fn says_next(
    knowledge: &mut Knowledge,
    lines: [Line; 2],
    counts: &mut [u32; 2],
    by: Person,
    says: Says,
) -> Result<ActId> {
    let [one, two] = *counts;
    let id = ActId::new([u8::try_from(one)?, u8::try_from(two)?].repeat(16).try_into().unwrap_or([0; 32]));
    let ([first, second], [of_one, of_two]) = (lines, counts);
    let (line, count) = if by == Person::One { (first, of_one) } else { (second, of_two) };
    let act =
        Act { id, line, clock: Instant::from_millis(MADE), past: Past::new([one, two]), says: Ok(says) };
    if let Some(refusal) = knowledge.add(act)? {
        bail!("refused: {refusal:?}");
    }
    *count += 1;
    Ok(id)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_week_has_something_to_show() {
        assert_eq!(super::week(2, || 0.0).unwrap().len(), 2);
    }
}
