//! The glue between WebAssembly and a browser: wasm-bindgen, as a library, so that nobody installs a tool of exactly
//! the right version; then `wasm-opt`, if it is there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fmt, fs};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::page::dist;
use crate::system;

/// The oldest release of `wasm-opt` that keeps tables of references as they are.
const YOUNGEST: u32 = 116;

/// What today's Rust assumes of every browser; wasm-opt must be told.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// `wasm-opt`, or that there is none: the page works without it.
#[derive(Debug)]
pub(crate) enum Optimizer {
    Found { program: PathBuf, version: String },
    Missing,
}

impl Optimizer {
    /// The `wasm-opt` on `PATH`.
    pub(crate) fn find() -> Self {
        let Some(program) = system::find("wasm-opt") else { return Self::Missing };
        match system::answer(Command::new(&program).arg("--version")) {
            Some(version) if is_young(&version) => Self::Found { program, version },
            _ => Self::Missing,
        }
    }

    /// Makes the file lighter to send, in place. Where it fails or does not help, the file stays as it was, and
    /// that is told.
    pub(crate) fn improve(&self, wasm: &Path) -> Result<()> {
        println!("   {self}");
        let Self::Found { program, .. } = self else { return Ok(()) };
        let smaller = wasm.with_extension("smaller");
        let mut command = Command::new(program);
        command.arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(&smaller);
        let ran = system::run_quietly(&mut command);
        if ran.is_ok() && sent(&smaller)? < sent(wasm)? {
            return fs::rename(&smaller, wasm).with_context(|| format!("cannot replace {}", wasm.display()));
        }
        let why =
            ran.map_or_else(|error| format!("{error:#}"), |()| "compressed, it is no lighter".to_owned());
        println!("   kept as it was: {why}");
        if smaller.exists() {
            fs::remove_file(&smaller).with_context(|| format!("cannot remove {}", smaller.display()))?;
        }
        Ok(())
    }
}

/// Whether it knows what the page's WebAssembly is made of: older ones break it without a word.
fn is_young(version: &str) -> bool {
    let number = version.split_whitespace().find_map(|word| word.parse::<u32>().ok());
    number.is_some_and(|number| number >= YOUNGEST)
}

/// How many bytes of the file are sent.
fn sent(file: &Path) -> Result<usize> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(dist::gzip(&bytes).with_context(|| format!("cannot compress {}", file.display()))?.len())
}

impl fmt::Display for Optimizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found { version, .. } => write!(f, "making it lighter with {version}"),
            Self::Missing => write!(f, "no wasm-opt on PATH: going on without"),
        }
    }
}

/// How much of a program the WebAssembly holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    /// Parts that are loaded later share its memory and functions.
    First,
}

/// Writes the glue and the WebAssembly it belongs to into an emptied folder, which it returns: `name.js`, `name_bg.wasm`.
pub(crate) fn glue(
    wasm: &Path,
    name: &str,
    folder: &Path,
    extent: Extent,
    optimizer: &Optimizer,
) -> Result<PathBuf> {
    dist::empty(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name).typescript(false);
    bindgen.web(true)?.remove_name_section(true).remove_producers_section(true);
    // Memory, table and stack, by the names that the parts know them by.
    bindgen.keep_lld_exports(extent == Extent::First);
    bindgen.generate(folder).with_context(|| format!("wasm-bindgen failed on {}", wasm.display()))?;
    optimizer.improve(&folder.join(format!("{name}_bg.wasm")))?;
    Ok(folder.to_owned())
}
