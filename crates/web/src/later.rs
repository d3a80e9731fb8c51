//! What is loaded later: code that nobody needs for the first page is a WebAssembly file of its own. The page build takes out
//! what can be reached only from functions marked so:
//!
//! ```text
//! #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
//! fn worked_out(of: &CircleOfTwo) -> Result<String, DidNotCome> { … }
//! ```
//!
//! Called and awaited, it loads the code if it is not there yet. What may not wait asks for a function once, and calls that
//! ever after: so do the pages (`view::later`) and what is looked at (`look`). What is reached from elsewhere
//! too stays in the first load.

use leptos::wasm_split::SplitLoaderError;

use crate::words::say;

/// The code did not come: there is no network, or the server has another version by now. Whoever asks again may get it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DidNotCome;

impl From<SplitLoaderError> for DidNotCome {
    fn from(_: SplitLoaderError) -> DidNotCome {
        DidNotCome
    }
}

impl DidNotCome {
    /// What happened, and what to do.
    pub(crate) fn said(self) -> String {
        say("later-missing")
    }
}
