//! The same terms for regorus: Rego compiled to its bytecode, over data that is keyed by area and power. Which named area
//! is the narrowest above the asked one is looked up outside, as the slices of others are, and so is the wall clock; an
//! area has what lies above it built in, as the hand-written floor has it. So a question looks up what it needs and
//! walks over nothing but its hours.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context;
use consent::{LimitKind, Mode, Power, Verdict};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine as Rego, Rc, Value};

use crate::clock::Clock;
use crate::work::{Asked, Engine, Terms, upwards};

const POLICY: &str = include_str!("terms.rego");
const ENTRY: &str = "data.troth.verdict";

pub(crate) struct Regorus {
    vm: RegoVM,
    clock: Clock,
    /// The areas that the data names.
    areas: HashMap<String, Value>,
    keys: Keys,
}

/// The keys of an input, made once.
struct Keys {
    area: Value,
    power: Value,
    minute: Value,
    powers: [Value; 3],
}

impl Regorus {
    pub(crate) fn of(terms: &Terms) -> anyhow::Result<Regorus> {
        let mut engine = Rego::new();
        engine.add_policy("terms.rego".to_owned(), POLICY.to_owned())?;
        let entry: Rc<str> = ENTRY.into();
        let policy = engine.compile_with_entrypoint(&entry)?;
        let program = Compiler::compile_from_policy(&policy, &[ENTRY])
            .map_err(|error| anyhow::anyhow!("the policy does not compile: {error}"))?;
        let mut vm = RegoVM::new();
        vm.load_program(program);
        vm.set_data(data(terms)).context("the policy's data")?;
        let powers = Power::ALL.map(|power| Value::from(power.word()));
        let keys = Keys { area: "area".into(), power: "power".into(), minute: "minute".into(), powers };
        let areas = terms.named().chain(["own"]).map(|area| (area.to_owned(), Value::from(area))).collect();
        Ok(Regorus { vm, clock: Clock::new()?, areas, keys })
    }

    fn input(&self, asked: &Asked) -> Value {
        let area = upwards(&asked.path).find_map(|area| self.areas.get(area));
        let minute = u64::from(self.clock.minute_of_week(asked.at));
        let fields = BTreeMap::from([
            (self.keys.area.clone(), area.cloned().unwrap_or(Value::Null)),
            (self.keys.power.clone(), self.keys.powers[asked.power as usize].clone()),
            (self.keys.minute.clone(), Value::from(minute)),
        ]);
        Value::from(fields)
    }
}

impl Engine for Regorus {
    fn verdict(&mut self, asked: &Asked) -> Verdict {
        self.vm.set_input(self.input(asked));
        let said = self.vm.execute().expect("the policy runs");
        let word = said.as_string().expect("the policy answers with a word");
        Verdict::from_word(word).expect("the policy answers with a verdict")
    }
}

fn data(terms: &Terms) -> Value {
    let mut areas: Vec<&str> = terms.named().chain(["own"]).collect();
    areas.sort_unstable();
    areas.dedup();
    let areas = areas.into_iter().map(|area| (area.into(), of_area(terms, area)));
    object([("areas", Value::from(areas.collect::<BTreeMap<Value, Value>>()))])
}

/// What holds for an area: its limits and, by power, the stretches of the week in each mode.
fn of_area(terms: &Terms, area: &str) -> Value {
    let limited = |kind| terms.limits_on(area).any(|limit| limit == kind);
    let mut fields = Vec::new();
    if limited(LimitKind::Hard) || area == "own" {
        fields.push(("hard", Value::from(true)));
    }
    if limited(LimitKind::Soft) {
        fields.push(("soft", Value::from(true)));
    }
    for power in Power::ALL {
        let covering: Vec<_> = terms.grants.iter().filter(|grant| grant.covers(area, power)).collect();
        if covering.is_empty() {
            continue;
        }
        let stretches = |mode| {
            let of_mode = covering.iter().filter(|grant| grant.mode == mode);
            of_mode.flat_map(|grant| grant.stretches()).map(stretch).collect::<Vec<Value>>()
        };
        let given = [("freely", stretches(Mode::Freely)), ("asking", stretches(Mode::AskFirst))];
        fields.push((power.word(), object(given.map(|(mode, all)| (mode, Value::from(all))))));
    }
    object(fields)
}

fn stretch((from, to): (u16, u16)) -> Value {
    Value::from(vec![Value::from(u64::from(from)), Value::from(u64::from(to))])
}

fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let fields = fields.into_iter().map(|(key, value)| (Value::from(key), value));
    Value::from(fields.collect::<BTreeMap<Value, Value>>())
}
