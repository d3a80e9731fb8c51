//! Troth's engine, record and vault measured against their peers, on one machine and in one run.
//!
//! `bench` makes all tables, `bench verdict` (`answer`, `fold`, `add`, `open`, `arrive`) makes one, `--brief` takes tiny
//! sizes, `--json` prints one JSON document. What is compared is checked to give the same answers first.

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

fn asked(arguments: Vec<String>) -> anyhow::Result<Asked> {
    let mut asked = Asked { effort: Effort::Full, json: false, tables: Vec::new() };
    for argument in arguments {
        match argument.as_str() {
            "--brief" => asked.effort = Effort::Brief,
            "--json" => asked.json = true,
            name if TABLES.iter().any(|(known, _)| *known == name) => asked.tables.push(argument),
            other => {
                let known = TABLES.map(|(name, _)| name).join(", ");
                anyhow::bail!("`{other}` is none of --brief, --json, {known}");
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
