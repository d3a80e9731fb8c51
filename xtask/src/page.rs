//! Builds the page: Rust to WebAssembly, the glue that a browser needs, and the files written by hand, all in
//! `target/page/dist`, each with a compressed twin.
//!
//! `crates/page` puts that folder into the server's binary. What the page does is in `crates/web`.

mod bindgen;
mod compiler;
mod dist;
mod stamp;
mod weight;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::house::House;
use crate::lock;
use crate::page::bindgen::Optimizer;
use crate::page::stamp::Stamp;
pub(crate) use crate::page::weight::Weight;

/// Builds what has changed since the last time, and weighs the result.
pub(crate) fn build(house: &House) -> Result<Weight> {
    let lock = house.lock()?;
    let bindgen_version = lock::bindgen_version(&lock)?;
    let compiler = compiler::pick(house)?;
    println!("building the page with {compiler}");
    let wasm = compiler.compile(house, "web").context("the page's Rust did not compile to WebAssembly")?;

    let optimizer = Optimizer::find();
    let stamp = Stamp::of(&[&wasm, &house.static_files()], &[bindgen_version, &optimizer.to_string()])?;
    let finished = house.page().join("index.html").is_file() && stamp.is_on(&house.page_target())?;
    if !finished {
        let glued = bindgen::glue(&wasm, &house.page_target().join("bindgen"), &optimizer)?;
        dist::fill(&house.page(), &[&glued, &house.static_files()])?;
        stamp.put_on(&house.page_target())?;
    }
    Weight::of(&house.page())
}

/// Builds the vault's suite of tests as a page of its own; the folder that it lies in.
pub(crate) fn build_vault_suite(house: &House) -> Result<PathBuf> {
    let compiler = compiler::pick(house)?;
    let wasm =
        compiler.compile(house, "vault-suite").context("the vault's suite did not compile to WebAssembly")?;
    let glued = bindgen::glue(&wasm, &house.page_target().join("vault-suite-bindgen"), &Optimizer::Missing)?;
    let folder = house.page_target().join("vault-suite");
    dist::fill(&folder, &[&glued, &house.root().join("e2e/vault-suite/static")])?;
    Ok(folder)
}
