//! Builds, runs and tests the whole house: what the README's two commands call.
//!
//! Only Rust need be there before it. What else a step needs it installs, saying so, or names exactly. It holds
//! nothing of what Troth does: only how Troth is put together and how it is tried.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "telling what it does is what it is for")]

mod apt;
mod browser;
mod checks;
mod command;
mod fuzz;
mod house;
mod lock;
mod opening;
mod page;
mod serve;
mod steps;
mod system;

use std::process::ExitCode;

use crate::command::{Command, HELP};
use crate::house::House;

fn main() -> ExitCode {
    let arguments = std::env::args().skip(1).collect();
    match Command::read(arguments).and_then(carry_out) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> anyhow::Result<ExitCode> {
    let house = House::here()?;
    match command {
        Command::Run { serve } => serve::run(&house, &serve).map(|()| ExitCode::SUCCESS),
        Command::Test => Ok(checks::run(&house)),
        Command::Page => page::build(&house).map(|weight| {
            println!("page: {weight}, in {}", house.page().display());
            ExitCode::SUCCESS
        }),
        Command::Fuzz { target, minutes } => {
            fuzz::run(&house, target.as_deref(), minutes).map(|()| ExitCode::SUCCESS)
        }
        Command::FuzzAgain { target, input } => {
            fuzz::again(&house, &target, &input).map(|()| ExitCode::SUCCESS)
        }
        Command::Opening => opening::run(&house).map(|()| ExitCode::SUCCESS),
        Command::Lived => opening::lived(&house).map(|()| ExitCode::SUCCESS),
        Command::Help => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
    }
}
