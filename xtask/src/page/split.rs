//! Takes what is loaded later out of the page's WebAssembly: what can be reached from a function marked with `wasm_split`
//! alone becomes a file of its own, which shares memory and functions with the first. A script beside them fetches it.
//!
//! A part fits the one build that it was taken out of and no other. Its name says which that is, so that a page that
//! is open while the server gets a newer one is told that there is no such file, instead of running what does not fit.

use std::path::{Path, PathBuf};
use std::{fs, iter};

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use walrus::ModuleConfig;
use walrus::passes::gc;
use wasm_split_cli_support::{Options, transform};

use crate::page::bindgen::Optimizer;
use crate::page::dist;

/// What the names of all parts begin with.
const PART: &str = "part-";

/// Whether that file of the page is a part that is loaded later.
pub(crate) fn is_part(path: &str) -> bool {
    path.starts_with(PART) && path.ends_with(".wasm")
}

/// What was one.
pub(crate) struct Split {
    /// What is loaded first; wasm-bindgen goes over it.
    pub(crate) first: PathBuf,
    /// The folder with the parts, and the script that fetches them.
    pub(crate) parts: PathBuf,
}

/// Splits it into an emptied folder. `name` is what the scripts of the page are called.
pub(crate) fn split(wasm: &Path, name: &str, folder: &Path, optimizer: &Optimizer) -> Result<Split> {
    dist::empty(folder)?;
    let split = Split { first: folder.join(format!("{name}.wasm")), parts: folder.join("parts") };
    let whole = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let script = format!("./{name}-parts.js");
    let main = format!("./{name}.js");
    let mut options = Options::new(&whole);
    (options.main_out_path, options.output_dir) = (&split.first, &split.parts);
    (options.link_name, options.main_module) = (&script, &main);
    let made = transform(options).map_err(|error| anyhow!("cannot split {}: {error:#}", wasm.display()))?;
    ensure!(!made.split_modules.is_empty(), "nothing could be taken out of {}", wasm.display());
    let build = build_of(&split.first, &made.split_modules)?;
    made.split_modules.iter().try_for_each(|part| {
        lighten(part).with_context(|| format!("cannot lighten {}", part.display()))?;
        optimizer.improve(part)?;
        rename(part, &build, &split.parts.join(&script))
    })?;
    Ok(split)
}

/// What tells this build from any other: all of what it was split into.
fn build_of(first: &Path, parts: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in iter::once(first).chain(parts.iter().map(PathBuf::as_path)) {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        hash.update(Sha256::digest(bytes));
    }
    Ok(dist::short(&hash.finalize()))
}

/// Leaves out the names of functions and types that nobody uses.
fn lighten(part: &Path) -> Result<()> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config.parse_file(part)?;
    gc::run(&mut module);
    module.emit_wasm_file(part)
}

/// Gives the part the build's name, in the script too.
fn rename(part: &Path, build: &str, script: &Path) -> Result<()> {
    let stem = part.file_stem().unwrap_or_default().to_string_lossy();
    let name = stem.trim_start_matches("split_");
    let (before, after) = (format!("\"./{stem}.wasm\""), format!("{PART}{name}-{build}.wasm"));
    fs::rename(part, part.with_file_name(&after))
        .with_context(|| format!("cannot rename {}", part.display()))?;
    let text = fs::read_to_string(script).with_context(|| format!("cannot read {}", script.display()))?;
    ensure!(text.contains(&before), "{} does not fetch {before}", script.display());
    let text = text.replace(&before, &format!("\"./{after}\""));
    fs::write(script, text).with_context(|| format!("cannot write {}", script.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_bears_the_name_of_its_build_and_the_script_fetches_it_by_that() {
        let folder = tempfile::tempdir().unwrap();
        let (part, script) = (folder.path().join("split_later.wasm"), folder.path().join("troth-parts.js"));
        fs::write(&part, "part").unwrap();
        fs::write(&script, r#"fetch(new URL("./split_later.wasm", import.meta.url))"#).unwrap();
        rename(&part, "0a1b", &script).unwrap();
        let text = fs::read_to_string(&script).unwrap();
        assert_eq!(text, r#"fetch(new URL("./part-later-0a1b.wasm", import.meta.url))"#);
        assert!(folder.path().join("part-later-0a1b.wasm").is_file() && !part.exists());
    }

    #[test]
    fn a_part_that_no_script_fetches_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (part, script) = (folder.path().join("split_later.wasm"), folder.path().join("troth-parts.js"));
        fs::write(&part, "part").unwrap();
        fs::write(&script, "").unwrap();
        assert!(rename(&part, "0a1b", &script).unwrap_err().to_string().contains("split_later.wasm"));
    }

    #[test]
    fn only_a_part_is_one() {
        assert!(is_part("part-later-0a1b.wasm"));
        assert!(
            !is_part("part-later-0a1b.wasm.br") && !is_part("troth_bg.wasm") && !is_part("troth-parts.js")
        );
    }
}
