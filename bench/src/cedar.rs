//! The same terms for Cedar, sliced: of all policies only those are handed to the authorizer whose area covers the
//! asked one and whose power includes the asked one. So a policy says its hours and nothing else. One request answers
//! all: the policies that were satisfied come with the response, and their names say what they give.

use std::collections::HashMap;
use std::str::FromStr;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression,
};
use consent::{LimitKind, Mode, Power, Verdict};

use crate::clock::Clock;
use crate::work::{Asked, Engine, Terms, upwards};

pub(crate) struct Cedar {
    authorizer: Authorizer,
    slices: HashMap<String, [Slice; 3]>,
    /// For areas under none that is named: the authorizer is asked all the same.
    unnamed: [Slice; 3],
    none: Entities,
    holder: EntityUid,
    powers: [EntityUid; 3],
    area: EntityTypeName,
    clock: Clock,
}

/// The policies for one area and power.
struct Slice {
    policies: PolicySet,
    /// Whether a grant is among them, at whatever hour.
    granted: bool,
}

impl Cedar {
    pub(crate) fn of(terms: &Terms) -> anyhow::Result<Cedar> {
        let mut slices = HashMap::new();
        for area in terms.named().chain(["own"]) {
            slices.insert(area.to_owned(), each_power(|power| slice(terms, area, power))?);
        }
        let action = |power: Power| format!("Action::\"{}\"", power.word());
        Ok(Cedar {
            authorizer: Authorizer::new(),
            slices,
            unnamed: each_power(|_| Ok(Slice { policies: PolicySet::new(), granted: false }))?,
            none: Entities::empty(),
            holder: EntityUid::from_str("Person::\"Bo\"")?,
            powers: each_power(|power| Ok(EntityUid::from_str(&action(power))?))?,
            area: EntityTypeName::from_str("Area")?,
            clock: Clock::new()?,
        })
    }

    fn request(&self, asked: &Asked) -> Request {
        let minute = i64::from(self.clock.minute_of_week(asked.at));
        let context = Context::from_pairs([("minute".to_owned(), RestrictedExpression::new_long(minute))]);
        let area = EntityUid::from_type_name_and_id(self.area.clone(), EntityId::new(&*asked.path));
        let (holder, power) = (self.holder.clone(), self.powers[asked.power as usize].clone());
        let context = context.expect("one key, once");
        Request::new(holder, power, area, context, None).expect("no schema to break")
    }
}

impl Engine for Cedar {
    fn verdict(&mut self, asked: &Asked) -> Verdict {
        let slices = upwards(&asked.path).find_map(|area| self.slices.get(area));
        let slice = &slices.unwrap_or(&self.unnamed)[asked.power as usize];
        let response = self.authorizer.is_authorized(&self.request(asked), &slice.policies, &self.none);
        let satisfied = || response.diagnostics().reason().map(|policy| policy.as_ref() as &str);
        if response.decision() == Decision::Deny && satisfied().next().is_some() {
            return Verdict::OffLimits;
        }
        let says = |what: &str| satisfied().any(|policy| policy.starts_with(what));
        match (says("freely"), says("asking")) {
            (true, _) if !says("soft") => Verdict::Allowed,
            (false, false) if slice.granted => Verdict::NotNow,
            (false, false) => Verdict::NotAgreed,
            _ => Verdict::AskFirst,
        }
    }
}

/// One for each of the three powers, in their order.
fn each_power<T>(of: impl Fn(Power) -> anyhow::Result<T>) -> anyhow::Result<[T; 3]> {
    Ok([of(Power::Guide)?, of(Power::Decide)?, of(Power::Direct)?])
}

fn slice(terms: &Terms, area: &str, power: Power) -> anyhow::Result<Slice> {
    let mut policies = PolicySet::new();
    for (at, kind) in terms.limits_on(area).enumerate() {
        add(&mut policies, &limit(kind, at))?;
    }
    if area == "own" {
        add(&mut policies, &("own".to_owned(), "forbid(principal, action, resource);".to_owned()))?;
    }
    let covering = || terms.grants.iter().filter(|grant| grant.covers(area, power));
    for (at, grant) in covering().enumerate() {
        let stretches = grant.stretches();
        let hours =
            stretches.iter().map(|(from, to)| format!("(context.minute >= {from} && context.minute < {to})"));
        let hours = hours.collect::<Vec<_>>().join(" || ");
        let mode = match grant.mode {
            Mode::Freely => "freely",
            Mode::AskFirst => "asking",
        };
        let text = format!("permit(principal, action, resource) when {{ {hours} }};");
        add(&mut policies, &(format!("{mode}-{at}"), text))?;
    }
    Ok(Slice { policies, granted: covering().next().is_some() })
}

fn limit(kind: LimitKind, at: usize) -> (String, String) {
    match kind {
        LimitKind::Hard => (format!("hard-{at}"), "forbid(principal, action, resource);".to_owned()),
        LimitKind::Soft => (format!("soft-{at}"), "permit(principal, action, resource);".to_owned()),
    }
}

fn add(policies: &mut PolicySet, (name, text): &(String, String)) -> anyhow::Result<()> {
    Ok(policies.add(Policy::parse(Some(PolicyId::new(name)), text)?)?)
}
