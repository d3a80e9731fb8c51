//! Works out the steps of sealed desires beside the page, in a worker: a step takes long enough to be felt, and stop must not
//! wait for it. It is a file of its own, which no page needs to start.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs an errand, as [`matching::errand::answer`] has it.
#[wasm_bindgen]
#[must_use]
pub fn run_errand(errand: &[u8]) -> Vec<u8> {
    matching::errand::answer(errand)
}

fn main() {}
