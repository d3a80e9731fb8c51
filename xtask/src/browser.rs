//! The browser for the browser tests: Chromium and its driver. It starts neither; the tests do.

use anyhow::{Result, ensure};

use crate::{apt, system};

/// Sees to it that a Chromium and its driver are on `PATH`, installing them where that is possible.
pub(crate) fn ensure_there() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    apt::ensure(&["chromium", "chromium-driver"], "the browser tests")?;
    ensure!(
        is_there(),
        "the packages chromium and chromium-driver are installed, but `chromium` and `chromedriver` are not both \
         on PATH; put them there"
    );
    Ok(())
}

fn is_there() -> bool {
    system::find("chromium").is_some() && system::find("chromedriver").is_some()
}
