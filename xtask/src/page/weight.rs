//! What the page weighs: its WebAssembly and its scripts, compressed as the server sends them (Brotli at its best). What is loaded
//! first is weighed for itself; what comes later has limits of its own.

use std::fmt;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::page::dist::{self, Files};
use crate::page::split;

/// When a file is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// Before anything is seen.
    First,
    /// When the page is idle, or when one of the pages in it is opened.
    Later,
    /// By those who need it: no page does to start.
    Beside,
}

/// What is loaded by those who need it.
const BESIDE: &[&str] = &["beside.js", "beside_bg.wasm", "errand.js"];

impl When {
    const ALL: [When; 3] = [When::First, When::Later, When::Beside];

    fn of(path: &str) -> When {
        if split::is_part(path) {
            When::Later
        } else if BESIDE.contains(&path) {
            When::Beside
        } else {
            When::First
        }
    }

    /// The most that WebAssembly and scripts may weigh together, compressed, in bytes.
    fn limit(self) -> usize {
        match self {
            When::First => 600_000,
            When::Later => 400_000,
            When::Beside => 100_000,
        }
    }

    /// What to do where it is too heavy.
    fn remedy(self) -> &'static str {
        match self {
            When::First => {
                "find what brought the weight in, or have it loaded later (crates/web/src/later.rs)"
            }
            When::Later | When::Beside => "find what brought the weight in",
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            When::First => "first",
            When::Later => "later",
            When::Beside => "beside",
        })
    }
}

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

    fn of_those(&self, when: When) -> usize {
        self.parts.iter().filter(|(path, _)| When::of(path) == when).map(|(_, bytes)| bytes).sum()
    }

    fn said_of(&self, when: When) -> String {
        format!("{when} {} of {}", kilobytes(self.of_those(when)), kilobytes(when.limit()))
    }

    /// An error if it is too heavy, or if there is nothing that could be weighed.
    pub(crate) fn check(&self) -> Result<()> {
        ensure!(
            self.parts.iter().any(|(path, _)| path.ends_with(".wasm")),
            "the finished page holds no WebAssembly; remove target/page/dist.stamp and build it again"
        );
        for when in When::ALL {
            let (said, remedy) = (self.said_of(when), when.remedy());
            ensure!(
                self.of_those(when) <= when.limit(),
                "the page is too heavy, {said}: {remedy}; all of it is {self}"
            );
        }
        Ok(())
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> =
            self.parts.iter().map(|(path, bytes)| format!("{path} {}", kilobytes(*bytes))).collect();
        let said = When::ALL.map(|when| self.said_of(when));
        write!(f, "{}, compressed ({})", said.join(", "), parts.join(", "))
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
        assert_eq!(weight.of_those(When::First), 109);
    }

    #[test]
    fn exactly_the_limit_passes_and_one_byte_more_does_not() {
        let limit = When::First.limit();
        assert!(page(&[("a.wasm", limit)]).check().is_ok());
        let error = page(&[("a.wasm", limit + 1)]).check().unwrap_err().to_string();
        assert!(error.contains("first 600.1 KB of 600.0 KB"), "{error}");
    }

    #[test]
    fn what_comes_later_has_limits_of_its_own() {
        for (path, when) in [("part-later-0a.wasm", When::Later), ("beside_bg.wasm", When::Beside)] {
            let page = |bytes| page(&[("troth.wasm", When::First.limit()), (path, bytes)]);
            assert!(page(when.limit()).check().is_ok());
            let error = page(when.limit() + 1).check().unwrap_err().to_string();
            assert!(error.contains(&format!("too heavy, {when}")), "{error}");
        }
    }

    #[test]
    fn what_each_weighs_is_said() {
        let said = page(&[("a.js", 100), ("part-later-0a.wasm", 200), ("errand.js", 300)]).to_string();
        for each in ["first 0.1 KB of 600.0 KB", "later 0.2 KB of 400.0 KB", "beside 0.3 KB of 100.0 KB"] {
            assert!(said.contains(each), "{said}");
        }
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
