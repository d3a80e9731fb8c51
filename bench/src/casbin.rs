//! The same terms for casbin: its own way, a line of policy for each limit and each grant, walked over in order until
//! one matches; which one it was says the verdict. Functions of ours compare paths and look up hours, which are written
//! out as one bit for each quarter of an hour of the week. It knows no slices.

use anyhow::Context;
use casbin::EnforceContext;
use casbin::function_map::OperatorFunction;
use casbin::prelude::*;
use casbin::rhai::{Dynamic, ImmutableString};
use consent::{LimitKind, Mode, Verdict};

use crate::clock::Clock;
use crate::work::{self, Asked, Engine, Grant, Terms};

const MODEL: &str = "
[request_definition]
r = area, power, quarter
r2 = area

[policy_definition]
p = area, power, hours, eft
p2 = area

[policy_effect]
e = priority(p.eft) || deny
e2 = some(where (p.eft == allow))

[matchers]
m = covers(p.area, r.area) && includes(p.power, r.power) && within(p.hours, r.quarter)
m2 = covers(p2.area, r2.area)
";

pub(crate) struct Casbin {
    enforcer: Enforcer,
    clock: Clock,
    limited: bool,
}

impl Casbin {
    pub(crate) fn of(terms: &Terms) -> anyhow::Result<Casbin> {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let enforcer = runtime.block_on(enforcer(terms)).context("casbin's policy")?;
        let limited = terms.limits.iter().any(|(_, kind)| *kind == LimitKind::Soft);
        Ok(Casbin { enforcer, clock: Clock::new()?, limited })
    }

    fn is_soft(&self, asked: &Asked) -> bool {
        let context = EnforceContext::new("2");
        self.limited && self.enforcer.enforce_with_context(context, (&*asked.path,)).expect("casbin answers")
    }
}

impl Engine for Casbin {
    fn verdict(&mut self, asked: &Asked) -> Verdict {
        let quarter = i32::from(self.clock.minute_of_week(asked.at) / 15);
        let request = (&*asked.path, asked.power as i32, quarter);
        let (_, matched) = self.enforcer.enforce_ex(request).expect("casbin answers");
        match matched.first().and_then(|line| line.last()).map(String::as_str) {
            Some("deny") => Verdict::OffLimits,
            Some("allow") => of_line(&matched[0], || self.is_soft(asked)),
            _ => Verdict::NotAgreed,
        }
    }
}

/// What a line of a grant gives, by the second character of its power.
fn of_line(line: &[String], is_soft: impl FnOnce() -> bool) -> Verdict {
    match line[1].as_bytes()[1] {
        b'f' if !is_soft() => Verdict::Allowed,
        b'f' | b'a' => Verdict::AskFirst,
        _ => Verdict::NotNow,
    }
}

async fn enforcer(terms: &Terms) -> casbin::Result<Enforcer> {
    let mut enforcer = Enforcer::new(DefaultModel::from_str(MODEL).await?, ()).await?;
    enforcer.add_function("covers", OperatorFunction::Arg2(|area, path| covers(&area, &path).into()));
    enforcer.add_function("includes", OperatorFunction::Arg2(|had, asked| includes(&had, &asked).into()));
    enforcer.add_function("within", OperatorFunction::Arg2(|hours, quarter| within(&hours, &quarter).into()));
    enforcer.add_policies(lines(terms)).await?;
    let soft = terms.limits.iter().filter(|(_, kind)| *kind == LimitKind::Soft);
    enforcer.add_named_policies("p2", soft.map(|(area, _)| vec![area.clone()]).collect()).await?;
    Ok(enforcer)
}

/// Hard limits, grants without asking, grants with asking, and all grants at whatever hour: the first that matches wins.
fn lines(terms: &Terms) -> Vec<Vec<String>> {
    let hard =
        terms.limits.iter().filter(|(_, kind)| *kind == LimitKind::Hard).map(|(area, _)| area.as_str());
    let hard =
        hard.chain(["own"]).map(|area| vec![area.to_owned(), "2h".into(), String::new(), "deny".into()]);
    let line = |grant: &Grant, gives: &str, hours: String| {
        vec![grant.area.clone(), format!("{}{gives}", grant.power as u8), hours, "allow".to_owned()]
    };
    let of_mode = |mode, gives: &'static str| {
        let grants = terms.grants.iter().filter(move |grant| grant.mode == mode);
        grants.map(move |grant| line(grant, gives, hours(grant)))
    };
    let ever = terms.grants.iter().map(|grant| line(grant, "n", String::new()));
    hard.chain(of_mode(Mode::Freely, "f")).chain(of_mode(Mode::AskFirst, "a")).chain(ever).collect()
}

/// One hexadecimal digit for each hour of the week, one bit for each quarter.
fn hours(grant: &Grant) -> String {
    let stretches = grant.stretches();
    let open = |quarter: u16| stretches.iter().any(|(from, to)| (*from..*to).contains(&(quarter * 15)));
    let digit = |hour: u16| (0..4).map(|quarter| u32::from(open(hour * 4 + quarter)) << quarter).sum();
    (0..168).filter_map(|hour| char::from_digit(digit(hour), 16)).collect()
}

fn covers(area: &Dynamic, path: &Dynamic) -> bool {
    let (area, path) = (area.read_lock::<ImmutableString>(), path.read_lock::<ImmutableString>());
    area.zip(path).is_some_and(|(area, path)| work::covers(&area, &path))
}

fn includes(had: &Dynamic, asked: &Dynamic) -> bool {
    let had = had.read_lock::<ImmutableString>().and_then(|had| had.chars().next()?.to_digit(10));
    had.zip(asked.as_int().ok()).is_some_and(|(had, asked)| had as i32 >= asked)
}

fn within(hours: &Dynamic, quarter: &Dynamic) -> bool {
    let (Some(hours), Ok(quarter)) = (hours.read_lock::<ImmutableString>(), quarter.as_int()) else {
        return false;
    };
    let digit = |hour: i32| char::from(hours.as_bytes()[hour as usize]).to_digit(16);
    hours.is_empty() || digit(quarter / 4).is_some_and(|digit| digit & (1 << (quarter % 4)) != 0)
}
