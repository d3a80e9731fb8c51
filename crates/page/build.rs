//! Writes the table of the page's files that `src/lib.rs` includes.
//!
//! `TROTH_PAGE` names the folder that `cargo xtask page` filled (an absolute path). Without it the table holds one
//! page, which says how to build the real one: a plain `cargo build` needs no WebAssembly tools. Files `x.gz` and
//! `x.br` beside `x` are `x`, compressed. This script compresses and changes nothing itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> Result<(), String> {
    println!("cargo:rerun-if-env-changed=TROTH_PAGE");
    let folder = match env::var_os("TROTH_PAGE") {
        Some(folder) => built(PathBuf::from(folder))?,
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("not-built"),
    };
    println!("cargo:rerun-if-changed={}", folder.display());
    let files = walk(&folder).map_err(|e| format!("cannot read the page in {}: {e}", folder.display()))?;
    let out = env::var("OUT_DIR").map_err(|e| format!("cargo gave no OUT_DIR: {e}"))?;
    let table = Path::new(&out).join("files.rs");
    fs::write(&table, source(&files)?).map_err(|e| format!("cannot write {}: {e}", table.display()))
}

/// The folder, if a built page is in it.
fn built(folder: PathBuf) -> Result<PathBuf, String> {
    if folder.is_absolute() && folder.join("index.html").is_file() {
        return Ok(folder);
    }
    let found = folder.display();
    Err(format!(
        "TROTH_PAGE is {found}, which is not the absolute path of a built page (no index.html there); \
         run `cargo xtask page`, or unset it"
    ))
}

/// Every file under the folder, by its path in the page (`/troth.js`), in order.
fn walk(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).map_err(io::Error::other)?;
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.insert(format!("/{}", parts.join("/")), path);
        }
    }
    Ok(files)
}

/// The table as Rust: one `PageFile` a file, sorted by path, so that a look-up is a binary search.
fn source(files: &BTreeMap<String, PathBuf>) -> Result<String, String> {
    let mut rust = String::from("static FILES: &[PageFile] = &[\n");
    for (path, on_disk) in files.iter().filter(|(path, _)| !is_compressed_twin(path, files)) {
        let bytes = fs::read(on_disk).map_err(|e| format!("cannot read {}: {e}", on_disk.display()))?;
        let twin = |ending: &str| match files.get(&format!("{path}.{ending}")) {
            Some(twin) => format!("Some(include_bytes!({:?}))", twin.display().to_string()),
            None => "None".to_owned(),
        };
        let (gzip, brotli) = (twin("gz"), twin("br"));
        let _ = writeln!(
            rust,
            "    PageFile {{ path: {path:?}, mime: {:?}, etag: {:?}, gzip: {gzip}, brotli: {brotli},\n        bytes: include_bytes!({:?}) }},",
            mime(path),
            etag(&bytes),
            on_disk.display().to_string(),
        );
    }
    rust.push_str("];\n");
    Ok(rust)
}

fn is_compressed_twin(path: &str, files: &BTreeMap<String, PathBuf>) -> bool {
    let plain = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br"));
    plain.is_some_and(|plain| files.contains_key(plain))
}

/// A strong entity tag (RFC 9110, 8.8.3), quotes included: half of the content's SHA-256.
fn etag(bytes: &[u8]) -> String {
    let hex = Sha256::digest(bytes).iter().take(16).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("\"{hex}\"")
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
