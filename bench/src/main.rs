//! Troth's engine, record and vault measured against their peers, on one machine and in one run.
//!
//! `bench` makes all tables, `bench verdict` (`answer`, `fold`, `add`, `open`, `arrive`, `week`, `lived`) makes one, `--brief` takes tiny
//! sizes, `--json` prints one JSON document. What is compared is checked to give the same answers first.
//!
//! `bench acts FILE N` measures nothing: it writes the first N acts of `open` to a file, each behind its length in four
//! bytes, big-endian, so that a browser is measured on the same ones (`cargo xtask opening`).

mod allocations;
mod alone;
mod bare;
mod biscuit;
mod casbin;
mod cedar;
mod clock;
mod episode;
mod floor;
mod life;
mod lists;
mod measure;
mod opening;
mod ours;
mod random;
mod read;
mod regorus;
mod table;
mod tables;
mod work;

use std::process::ExitCode;

use anyhow::Context;
use life::Life;
use measure::Effort;
use tables::TABLES;

/// What was asked for.
struct Asked {
    effort: Effort,
    json: bool,
    tables: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((first, rest)) if first == "alone" => alone::answer(rest),
        Some((first, rest)) if first == "acts" => write_acts(rest),
        _ => asked(arguments).and_then(|asked| run(&asked)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write_acts(arguments: &[String]) -> anyhow::Result<()> {
    let [file, count] = arguments else { anyhow::bail!("`acts` takes a file and a number of acts") };
    let count = count.parse().with_context(|| format!("`{count}` is no number of acts"))?;
    let mut bytes = Vec::new();
    for act in Life::of(count)?.acts {
        let act = act.bytes();
        bytes.extend_from_slice(&u32::try_from(act.len())?.to_be_bytes());
        bytes.extend_from_slice(&act);
    }
    std::fs::write(file, bytes).with_context(|| format!("cannot write {file}"))
}

fn asked(arguments: Vec<String>) -> anyhow::Result<Asked> {
    let mut asked = Asked { effort: Effort::Full, json: false, tables: Vec::new() };
    for argument in arguments {
        match argument.as_str() {
            "--brief" => asked.effort = Effort::Brief,
            "--json" => asked.json = true,
            name if TABLES.iter().any(|(known, _)| *known == name) => asked.tables.push(argument),
            other => {
                let known = TABLES.map(|(name, _)| name).join(", ");
                anyhow::bail!("`{other}` is none of --brief, --json, {known}, acts FILE N");
            }
        }
    }
    Ok(asked)
}

fn run(asked: &Asked) -> anyhow::Result<()> {
    let wanted = |name: &str| asked.tables.is_empty() || asked.tables.iter().any(|table| table == name);
    let mut all = Vec::new();
    if asked.effort == Effort::Brief && !asked.json {
        println!("Tiny sizes: what is compared agrees, and the figures say nothing.\n");
    }
    for (_, making) in TABLES.into_iter().filter(|(name, _)| wanted(name)) {
        let table = making(asked.effort)?;
        if asked.json {
            all.push(table.to_json());
        } else {
            table.print();
        }
    }
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&all)?);
    }
    Ok(())
}
