//! Builds the page: Rust to WebAssembly, the glue that a browser needs, and the files written by hand, all in
//! `target/page/dist`, each with a compressed twin. What nobody needs first is taken out into a WebAssembly file of its own.
//!
//! `crates/page` puts that folder into the server's binary. What the page does is in `crates/web`.

mod bindgen;
mod compiler;
mod dist;
mod split;
mod stamp;
mod texts;
mod weight;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::house::House;
use crate::lock;
use crate::page::bindgen::{Extent, Optimizer};
use crate::page::stamp::Stamp;
pub(crate) use crate::page::weight::Weight;

/// What the page's own files are called.
const PAGE: &str = "troth";
/// The package, and the files, of what is loaded later by whoever needs it.
const BESIDE: &str = "beside";

/// Builds what has changed since the last time, and weighs the result.
pub(crate) fn build(house: &House) -> Result<Weight> {
    let lock = house.lock()?;
    let (bindgen, splitter) = (lock::bindgen_version(&lock)?, lock::splitter_version(&lock)?);
    let compiler = compiler::pick(house)?;
    println!("building the page with {compiler}");
    let compiled = |package| {
        let not = || format!("`{package}` did not compile to WebAssembly");
        compiler.compile(house, package).with_context(not)
    };
    let (wasm, beside) = (compiled(compiler::PAGE)?, compiled(BESIDE)?);

    let optimizer = Optimizer::find();
    let texts = texts::put_together(house)?;
    let stamp = Stamp::of(
        &[&wasm, &beside, &texts, &house.static_files()],
        &[bindgen, splitter, &optimizer.to_string()],
    )?;
    let finished = house.page().join("index.html").is_file() && stamp.is_on(&house.page_target())?;
    if !finished {
        let folder = |what: &str| house.page_target().join(what);
        let split = split::split(&wasm, PAGE, &folder("troth-split"), &optimizer)?;
        let page = bindgen::glue(&split.first, PAGE, &folder("troth-bindgen"), Extent::First, &optimizer)?;
        let later = bindgen::glue(&beside, BESIDE, &folder("beside-bindgen"), Extent::Whole, &optimizer)?;
        dist::fill(&house.page(), &[&page, &split.parts, &later, &texts, &house.static_files()])?;
        stamp.put_on(&house.page_target())?;
    }
    Weight::of(&house.page())
}

/// Builds a page that is only for trying or measuring, a package in `e2e/`; the folder that it lies in.
pub(crate) fn build_trial(house: &House, package: &str) -> Result<PathBuf> {
    let compiler = compiler::pick(house)?;
    let wasm = compiler
        .compile(house, package)
        .with_context(|| format!("`{package}` did not compile to WebAssembly"))?;
    let glue = house.page_target().join(format!("{package}-bindgen"));
    let glued = bindgen::glue(&wasm, PAGE, &glue, Extent::Whole, &Optimizer::Missing)?;
    let folder = house.page_target().join(package);
    dist::fill(&folder, &[&glued, &house.root().join("e2e").join(package).join("static")])?;
    Ok(folder)
}
