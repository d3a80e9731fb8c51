//! `cargo xtask opening`: opening a vault natively and in Chromium, side by side, on the very acts that the bench's `open`
//! has. It builds what is needed; `e2e/examples/opening.rs` measures. And `cargo xtask lived`:
//! the page with ten years of life in its vault, which `e2e/examples/lived.rs` measures.

use anyhow::Result;

use crate::house::House;
use crate::{browser, page, system};

/// As many as the largest vault that is measured has.
const ACTS: &str = "100000";

/// Builds the page and the acts beside it, then measures; the table is printed.
pub(crate) fn run(house: &House) -> Result<()> {
    browser::ensure_there()?;
    let folder = page::build_trial(house, "opening")?;
    let target = house.bench_target().display().to_string();
    let bench =
        ["run", "--release", "--manifest-path", "bench/Cargo.toml", "--target-dir", &target, "--", "acts"];
    system::run(house.cargo(&bench).arg(folder.join("acts")).arg(ACTS))?;
    let measure = ["run", "--release", "--package", "e2e", "--example", "opening", "--"];
    system::run(house.cargo(&measure).arg(folder))
}

/// The page itself, and beside it what fills its vault; then measures.
pub(crate) fn lived(house: &House) -> Result<()> {
    browser::ensure_there()?;
    page::build(house)?;
    let trial = page::build_trial(house, "opening")?;
    let measure = ["run", "--release", "--package", "e2e", "--example", "lived", "--"];
    system::run(house.cargo(&measure).arg(house.page()).arg(trial))
}
