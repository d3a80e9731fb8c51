//! `cargo xtask run`: the page and the server, built as people get them, and started.

use std::process::Command;

use anyhow::Result;

use crate::house::House;
use crate::{page, system};

/// Builds the page and the release build of `troth`, then becomes `troth serve`, which prints the address.
pub(crate) fn run(house: &House, serve: &[String]) -> Result<()> {
    let weight = page::build(house)?;
    println!("page: {weight}");
    println!("building the server");
    system::run(&mut house.cargo(&["build", "--release", "--package", "cli", "--bin", "troth"]))?;
    let mut server =
        house.cargo(&["run", "--quiet", "--release", "--package", "cli", "--bin", "troth", "--", "serve"]);
    become_it(server.args(serve))
}

/// Hands this process over, so that a signal sent to it reaches the server.
#[cfg(unix)]
fn become_it(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(server.exec()).context(format!("cannot start `{}`", system::line(server))))
}

#[cfg(not(unix))]
fn become_it(server: &mut Command) -> Result<()> {
    system::run(server)
}
