//! The built page's files, inside the binary: the server is one file and needs no folder beside it.
//!
//! What is in here was decided when the binary was built (`build.rs`): the page of `cargo xtask page`, or, from a
//! plain `cargo build`, one page that says how to get it. This crate answers no request: the server asks it for a
//! path and sends what it gets, with [`POLICY`].

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// One file of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageFile {
    /// Where the page asks for it: `/index.html`, `/troth_bg.wasm`.
    pub path: &'static str,
    /// For `Content-Type`.
    pub mime: &'static str,
    /// For `ETag`, with its quotes; changes with the content and with nothing else. The same for all forms, so
    /// a server that sends `gzip` says `Vary: Accept-Encoding` too.
    pub etag: &'static str,
    /// The content.
    pub bytes: &'static [u8],
    /// The content for whoever sends `Accept-Encoding: gzip`, where that is smaller.
    pub gzip: Option<&'static [u8]>,
    /// The same for `Accept-Encoding: br`.
    pub brotli: Option<&'static [u8]>,
}

/// The `Content-Security-Policy` that every file is sent with: nothing from elsewhere, nothing inline, no frame
/// around it. `wasm-unsafe-eval` lets WebAssembly compile and nothing else.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The file at that path of the address; `/` is `/index.html`. `None` where there is none: the server decides
/// whether that is a page of the app (its own router's, so `/index.html`) or a 404.
#[must_use]
pub fn file(path: &str) -> Option<&'static PageFile> {
    let wanted = if path == "/" { "/index.html" } else { path };
    let at = FILES.binary_search_by(|file| file.path.cmp(wanted)).ok()?;
    FILES.get(at)
}

/// All files, sorted by path.
#[must_use]
pub fn files() -> &'static [PageFile] {
    FILES
}

/// Whether the real page is in here, and not the one that says how to build it.
#[must_use]
pub fn is_built() -> bool {
    FILES.iter().any(|file| file.mime == "application/wasm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_itself_is_the_first_page() {
        assert_eq!(file("/").map(|file| file.path), Some("/index.html"));
        assert_eq!(file("/").map(|file| file.mime), Some("text/html; charset=utf-8"));
    }

    #[test]
    fn every_file_is_found_by_its_path_and_no_other_is() {
        for each in files() {
            assert_eq!(file(each.path), Some(each));
        }
        assert_eq!(file("/no-such-file"), None);
        assert_eq!(file("/../Cargo.toml"), None);
        assert_eq!(file(""), None);
    }

    #[test]
    fn tags_are_quoted_and_differ_between_files() {
        let mut tags: Vec<_> = files().iter().map(|file| file.etag).collect();
        assert!(tags.iter().all(|tag| tag.len() == 34 && tag.starts_with('"') && tag.ends_with('"')));
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), files().len());
    }

    #[test]
    fn the_policy_lets_nothing_inline_and_nothing_from_elsewhere_through() {
        assert!(POLICY.starts_with("default-src 'none'"));
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!POLICY.contains(forbidden), "{forbidden}");
        }
    }
}
