//! The same terms for Biscuit, sliced: an authorizer is built for each question, as Biscuit is used, from the facts
//! whose area covers the asked one and whose power includes the asked one. Which policy matched is the verdict.

use std::collections::HashMap;
use std::time::Duration;

use biscuit_auth::builder::AuthorizerBuilder;
use biscuit_auth::error::{Logic, MatchedPolicy, Token};
use biscuit_auth::{AuthorizerLimits, builder};
use consent::{LimitKind, Mode, Power, Verdict};

use crate::clock::Clock;
use crate::work::{Asked, Engine, Terms, upwards};

/// In this order, so that the place of the one that matches is the verdict.
const POLICIES: &str = r#"
    deny if hard(true);
    allow if soft(true), minute($now), hours($mode, $from, $to), $from <= $now, $now < $to;
    allow if minute($now), hours("freely", $from, $to), $from <= $now, $now < $to;
    allow if minute($now), hours("asking", $from, $to), $from <= $now, $now < $to;
    allow if granted(true);
    deny if true;
"#;

pub(crate) struct Biscuit {
    slices: HashMap<String, [AuthorizerBuilder; 3]>,
    /// For areas under none that is named: an authorizer is asked all the same.
    unnamed: AuthorizerBuilder,
    clock: Clock,
}

impl Biscuit {
    pub(crate) fn of(terms: &Terms) -> anyhow::Result<Biscuit> {
        let mut slices = HashMap::new();
        for area in terms.named().chain(["own"]) {
            let [guide, decide, direct] = Power::ALL.map(|power| slice(terms, area, power));
            slices.insert(area.to_owned(), [guide?, decide?, direct?]);
        }
        let unnamed = slice(&Terms::new(0, 0), "", Power::Guide)?;
        Ok(Biscuit { slices, unnamed, clock: Clock::new()? })
    }
}

impl Engine for Biscuit {
    fn verdict(&mut self, asked: &Asked) -> Verdict {
        let slices = upwards(&asked.path).find_map(|area| self.slices.get(area));
        let slice = slices.map_or(&self.unnamed, |slices| &slices[asked.power as usize]);
        let minute = i64::from(self.clock.minute_of_week(asked.at));
        let now = builder::fact("minute", &[builder::int(minute)]);
        let built = slice.clone().fact(now).and_then(AuthorizerBuilder::build_unauthenticated);
        let matched = match built.expect("facts and policies were read before").authorize() {
            Ok(policy) => policy,
            Err(Token::FailedLogic(Logic::Unauthorized { policy: MatchedPolicy::Deny(policy), .. })) => {
                policy
            }
            Err(error) => panic!("biscuit does not answer: {error}"),
        };
        match matched {
            0 => Verdict::OffLimits,
            1 | 3 => Verdict::AskFirst,
            2 => Verdict::Allowed,
            4 => Verdict::NotNow,
            _ => Verdict::NotAgreed,
        }
    }
}

fn slice(terms: &Terms, area: &str, power: Power) -> anyhow::Result<AuthorizerBuilder> {
    let limited = |kind| terms.limits_on(area).any(|limit| limit == kind);
    let mut facts = String::new();
    if limited(LimitKind::Hard) || area == "own" {
        facts.push_str("hard(true);");
    }
    if limited(LimitKind::Soft) {
        facts.push_str("soft(true);");
    }
    for grant in terms.grants.iter().filter(|grant| grant.covers(area, power)) {
        facts.push_str("granted(true);");
        let mode = match grant.mode {
            Mode::Freely => "freely",
            Mode::AskFirst => "asking",
        };
        for (from, to) in grant.stretches() {
            facts.push_str(&format!("hours(\"{mode}\", {from}, {to});"));
        }
    }
    // Without its limit of a millisecond: on a busy machine a question would end there.
    let patient = AuthorizerLimits { max_time: Duration::from_secs(10), ..AuthorizerLimits::default() };
    Ok(AuthorizerBuilder::new().set_limits(patient).code(facts)?.code(POLICIES)?)
}
