//! The glue between WebAssembly and a browser: wasm-bindgen, as a library, so that nobody installs a tool of exactly
//! the right version; then `wasm-opt`, if it is there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fmt, fs, io};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::system;

/// What the page's files are called: `troth.js`, `troth_bg.wasm`.
const NAME: &str = "troth";

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

/// `wasm-opt`, or that there is none: the page works without it, larger.
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
            Some(version) => Self::Found { program, version },
            None => Self::Missing,
        }
    }

    /// Makes the file smaller, in place. A failure leaves it as it was, and is told.
    fn improve(&self, wasm: &Path) -> Result<()> {
        println!("   {self}");
        let Self::Found { program, .. } = self else { return Ok(()) };
        let smaller = wasm.with_extension("smaller");
        let mut command = Command::new(program);
        command.arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(&smaller);
        if let Err(error) = system::run_quietly(&mut command) {
            println!("   wasm-opt could not read this page, so it stays as it is: {error:#}");
            return Ok(());
        }
        fs::rename(&smaller, wasm).with_context(|| format!("cannot replace {}", wasm.display()))
    }
}

impl fmt::Display for Optimizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found { version, .. } => write!(f, "making it smaller with {version}"),
            Self::Missing => write!(f, "no wasm-opt on PATH: the page is somewhat larger than it could be"),
        }
    }
}

/// Writes the glue and the WebAssembly it belongs to into an emptied folder, which it returns.
pub(crate) fn glue(wasm: &Path, folder: &Path, optimizer: &Optimizer) -> Result<PathBuf> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot empty {}", folder.display()));
        }
        _ => {}
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(NAME).typescript(false);
    bindgen.web(true)?.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder).with_context(|| format!("wasm-bindgen failed on {}", wasm.display()))?;
    optimizer.improve(&folder.join(format!("{NAME}_bg.wasm")))?;
    Ok(folder.to_owned())
}
