//! What is done beside the page, in a worker: steps of sealed desires, which take long enough to be felt, so that stop waits for
//! none of them; and QR codes. It is a file of its own, which no page needs to start.

mod qr;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs an errand, as [`matching::errand::answer`] has it.
#[wasm_bindgen]
#[must_use]
pub fn run_errand(errand: &[u8]) -> Vec<u8> {
    matching::errand::answer(errand)
}

/// The drawing of a text as a QR code: how many squares wide, and the path of the dark ones for an SVG, with a space between.
/// Absent where it is too long for any code.
#[wasm_bindgen]
#[must_use]
pub fn draw_code(text: &str) -> Option<String> {
    qr::draw(text).map(|drawing| format!("{} {}", drawing.width, drawing.path))
}

fn main() {}
