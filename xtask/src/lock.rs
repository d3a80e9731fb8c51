//! Reads versions out of `Cargo.lock`, for the one pair that must agree: `wasm-bindgen`, which the page calls, and
//! `wasm-bindgen-cli-support`, which this program runs over it. Their format changes with every version. What splits the page
//! says itself where it does not know the mark of the page's half.

use anyhow::{Context, Result, ensure};

/// The versions of a package in the text of a `Cargo.lock`; several if the tree holds several.
fn locked<'lock>(lock: &'lock str, package: &str) -> Vec<&'lock str> {
    let wanted = format!("name = \"{package}\"");
    let lines = lock.lines().zip(lock.lines().skip(1));
    lines
        .filter(|(name, _)| *name == wanted)
        .filter_map(|(_, version)| version.strip_prefix("version = \"")?.strip_suffix('"'))
        .collect()
}

/// The one version of `wasm-bindgen` and of its tool, or what is wrong with them.
pub(crate) fn bindgen_version(lock: &str) -> Result<&str> {
    let page = locked(lock, "wasm-bindgen");
    let tool = locked(lock, "wasm-bindgen-cli-support");
    ensure!(
        page == tool && page.len() == 1,
        "Cargo.lock holds wasm-bindgen {page:?} and wasm-bindgen-cli-support {tool:?}: they must be one and the \
         same version; pin both with `=` in the workspace's Cargo.toml"
    );
    Ok(page[0])
}

/// The version of what splits the page.
pub(crate) fn splitter_version(lock: &str) -> Result<&str> {
    let tool = locked(lock, "wasm_split_cli_support");
    tool.first().copied().context("Cargo.lock holds no wasm_split_cli_support")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGREEING: &str = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n\n\
        [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"0.2.1\"\n";

    #[test]
    fn the_lock_file_of_this_workspace_agrees() {
        let lock = include_str!("../../Cargo.lock");
        bindgen_version(lock).unwrap();
        splitter_version(lock).unwrap();
    }

    #[test]
    fn one_version_of_both_is_found() {
        assert_eq!(bindgen_version(AGREEING).unwrap(), "0.2.1");
    }

    #[test]
    fn two_versions_are_refused_by_name() {
        let apart = AGREEING.replacen("0.2.1", "0.2.2", 1);
        let error = bindgen_version(&apart).unwrap_err().to_string();
        assert!(error.contains("0.2.1") && error.contains("0.2.2"), "{error}");
    }

    #[test]
    fn a_package_that_is_missing_or_there_twice_is_refused() {
        assert!(bindgen_version("").is_err());
        assert!(bindgen_version(&format!("{AGREEING}{AGREEING}")).is_err());
    }
}
