//! What the page weighs: its WebAssembly and its scripts, compressed as the server sends them (Brotli at its best). What is only
//! loaded by those who need it, and not before, is weighed apart.

use std::fmt;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::page::dist::{self, Files};

/// The most that WebAssembly and scripts may weigh together, compressed, in bytes: 600 KB of 1000 bytes.
pub(crate) const LIMIT: usize = 600_000;
/// The most that what is loaded later may weigh.
const LATER_LIMIT: usize = 100_000;
/// What is loaded later: no page needs it to start.
const LATER: &[&str] = &["beside.js", "beside_bg.wasm", "errand.js"];

/// The compressed size of each file that counts, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Weight {
    parts: Vec<(String, usize)>,
}

impl Weight {
    /// Weighs the finished page in that folder.
    pub(crate) fn of(folder: &Path) -> Result<Self> {
        Ok(Self::of_files(&dist::read(folder)?))
    }

    fn of_files(files: &Files) -> Self {
        let counts = |path: &&String| path.ends_with(".wasm") || path.ends_with(".js");
        let weigh = |path: &String| {
            let sent = files.get(&format!("{path}.br")).or_else(|| files.get(path));
            (path.clone(), sent.map_or(0, Vec::len))
        };
        Self { parts: files.keys().filter(counts).map(weigh).collect() }
    }

    fn total(&self) -> usize {
        self.sum(|path| !is_later(path))
    }

    fn later(&self) -> usize {
        self.sum(is_later)
    }

    fn sum(&self, counts: impl Fn(&str) -> bool) -> usize {
        self.parts.iter().filter(|(path, _)| counts(path)).map(|(_, bytes)| bytes).sum()
    }

    /// An error if it is too heavy, or if there is nothing that could be weighed.
    pub(crate) fn check(&self) -> Result<()> {
        ensure!(
            self.parts.iter().any(|(path, _)| path.ends_with(".wasm")),
            "the finished page holds no WebAssembly; remove target/page/dist.stamp and build it again"
        );
        ensure!(
            self.total() <= LIMIT,
            "the page is too heavy: {self}; find what brought the weight in, or leave it for later in a file of its own"
        );
        ensure!(
            self.later() <= LATER_LIMIT,
            "what the page loads later is too heavy: {} of {}",
            kilobytes(self.later()),
            kilobytes(LATER_LIMIT)
        );
        Ok(())
    }
}

fn is_later(path: &str) -> bool {
    LATER.contains(&path)
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> =
            self.parts.iter().map(|(path, bytes)| format!("{path} {}", kilobytes(*bytes))).collect();
        let (first, later) = (kilobytes(self.total()), kilobytes(self.later()));
        let (limit, later_limit) = (kilobytes(LIMIT), kilobytes(LATER_LIMIT));
        write!(f, "{first} of {limit} compressed, and later {later} of {later_limit} ({})", parts.join(", "))
    }
}

/// In KB of 1000 bytes, to a tenth, rounded up: what is over the limit never reads as being at it.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(sizes: &[(&str, usize)]) -> Weight {
        Weight::of_files(&sizes.iter().map(|(path, size)| ((*path).to_owned(), vec![0; *size])).collect())
    }

    #[test]
    fn scripts_and_webassembly_count_as_they_are_sent_and_nothing_else_does() {
        let weight =
            page(&[("a.js", 9), ("a.wasm", 500), ("a.wasm.br", 100), ("a.css", 70), ("a.css.gz", 7)]);
        assert_eq!(weight.total(), 109);
    }

    #[test]
    fn exactly_the_limit_passes_and_one_byte_more_does_not() {
        assert!(page(&[("a.wasm", LIMIT)]).check().is_ok());
        let error = page(&[("a.wasm", LIMIT + 1)]).check().unwrap_err().to_string();
        assert!(error.contains("600.1 KB of 600.0 KB"), "{error}");
    }

    #[test]
    fn what_is_loaded_later_has_a_limit_of_its_own() {
        let page = |later| page(&[("troth.wasm", LIMIT), ("beside_bg.wasm", later)]);
        assert!(page(LATER_LIMIT).check().is_ok());
        assert!(page(LATER_LIMIT + 1).check().unwrap_err().to_string().contains("loads later"));
    }

    #[test]
    fn a_page_without_webassembly_is_not_light_but_missing() {
        assert!(page(&[("a.js", 9)]).check().is_err());
    }

    #[test]
    fn sizes_are_in_kilobytes_rounded_up() {
        assert_eq!(kilobytes(0), "0.0 KB");
        assert_eq!(kilobytes(1), "0.1 KB");
        assert_eq!(kilobytes(211_950), "212.0 KB");
    }
}
