//! Troth's own engine, given the terms as acts. The one place where it is asked for a verdict.

use anyhow::{Context, bail};
use consent::{
    Act, ActId, Answer, Area, Days, Instant, Knowledge, Outlook, Past, Person, Power, Question, Says,
    Verdict, Version, Weekday, Window, Zone,
};

use crate::work::{Asked, DAY, Engine, Grant, MADE, Terms, ZONE};

/// Ada gives, Bo holds.
const ADA: Person = Person::One;
const BO: Person = Person::Two;

pub(crate) struct Ours<'k> {
    knowledge: &'k Knowledge,
    /// Of all the time that questions are about, until nothing changes any more.
    outlook: Outlook<'k>,
}

impl<'k> Ours<'k> {
    pub(crate) fn of(knowledge: &'k Knowledge) -> Ours<'k> {
        let (from, to) = (MADE + DAY, MADE + 400 * DAY);
        let [from, to] = [from, to].map(Instant::from_millis);
        Ours { knowledge, outlook: knowledge.outlook(ADA, BO, from, to) }
    }

    /// The verdict alone, from a path, a power and an instant.
    pub(crate) fn ask(&self, path: &str, power: Power, at: i64) -> Verdict {
        // The paths are well-formed: what was not would be off the question.
        self.outlook.verdict(path, power, Instant::from_millis(at)).unwrap_or(Verdict::NotAgreed)
    }

    /// The same from the acts, with nothing worked out beforehand.
    pub(crate) fn ask_acts(&self, question: &Question, at: i64) -> Verdict {
        self.knowledge.verdict(question, Instant::from_millis(at))
    }

    /// The verdict with all that comes with it.
    ///
    /// # Errors
    /// Where the path is no area.
    pub(crate) fn answer(&self, asked: &Asked) -> anyhow::Result<Answer> {
        Ok(self.outlook.answer(&asked.path, asked.power, Instant::from_millis(asked.at))?)
    }
}

impl Engine for Ours<'_> {
    fn verdict(&mut self, asked: &Asked) -> Verdict {
        self.ask(&asked.path, asked.power, asked.at)
    }
}

/// A question with its path read.
pub(crate) fn parsed(asked: &Asked) -> anyhow::Result<Question> {
    let area = Area::parse(&asked.path).with_context(|| format!("the path {}", asked.path))?;
    Ok(Question { of: ADA, by: BO, area, power: asked.power })
}

/// The terms as acts: one agreement, proposed by Ada and signed by both; the limits by the one and the other.
pub(crate) fn knowing(terms: &Terms) -> anyhow::Result<Knowledge> {
    let mut said = Said::default();
    let lines = [ADA, BO].map(|person| said.knowledge.begin_line(person));
    let version = version(terms)?;
    let proposal = said.says(lines, ADA, Says::Propose(Box::new(version)))?;
    said.says(lines, ADA, Says::Sign(proposal))?;
    said.says(lines, BO, Says::Sign(proposal))?;
    for (at, (area, kind)) in terms.limits.iter().enumerate() {
        let limit = Says::Limit(Area::parse(area)?, *kind);
        said.says(lines, if at % 2 == 0 { ADA } else { BO }, limit)?;
    }
    Ok(said.knowledge)
}

#[derive(Default)]
struct Said {
    knowledge: Knowledge,
    counts: [u32; 2],
}

impl Said {
    /// Adds an act that has seen all before it.
    fn says(&mut self, lines: [consent::Line; 2], by: Person, says: Says) -> anyhow::Result<ActId> {
        let mut name = [0; 32];
        name[..4].copy_from_slice(&self.counts.iter().sum::<u32>().to_be_bytes());
        let (id, past) = (ActId::new(name), Past::new(self.counts));
        let own = by as usize;
        let act = Act { id, line: lines[own], clock: Instant::from_millis(MADE), past, says: Ok(says) };
        if let Some(refusal) = self.knowledge.add(act)? {
            bail!("an act of the terms was refused: {refusal:?}");
        }
        self.counts[own] += 1;
        Ok(id)
    }
}

fn version(terms: &Terms) -> anyhow::Result<Version> {
    Ok(Version {
        giver: ADA,
        holder: BO,
        zone: Zone::parse(ZONE)?,
        grants: terms.grants.iter().map(grant).collect::<anyhow::Result<_>>()?,
        review_by: Instant::from_millis(MADE + 366 * DAY),
        starts: None,
        ends: None,
        check_in: None,
        replaces: Vec::new(),
    })
}

/// A grant of the terms as acts carry it.
pub(crate) fn grant(grant: &Grant) -> anyhow::Result<consent::Grant> {
    let window = |window: &crate::work::Window| {
        let days = Weekday::ALL.into_iter().filter(|day| window.days & (1 << (*day as u8)) != 0);
        Window::new(Days::of(days), window.from, window.to)
    };
    Ok(consent::Grant {
        area: Area::parse(&grant.area)?,
        power: grant.power,
        mode: grant.mode,
        hours: Some(grant.windows.iter().map(window).collect::<Result<_, _>>()?),
        moments: false,
        starts: None,
        ends: None,
    })
}
