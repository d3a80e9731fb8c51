//! Fills the folder of the finished page. A file that has not changed is left alone, with its time, so that cargo
//! does not build the server again for nothing; a file that belongs to no source is removed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// What the service worker reads: the files it keeps, and a version that changes with any of them.
const KEPT: &str = "files.js";
/// Never kept by the service worker: itself, and what it reads.
const NOT_KEPT: &[&str] = &["sw.js", KEPT];

/// Files by their path in a folder, parts joined with `/`.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Makes the folder hold the files of all the sources, the service worker's list, and compressed twins; no others.
pub(crate) fn fill(folder: &Path, sources: &[&Path]) -> Result<()> {
    let mut files = Files::new();
    for source in sources {
        for (path, bytes) in read(source)? {
            let twice = files.insert(path.clone(), bytes).is_some();
            ensure!(!twice, "two files of the page are called {path}; the second is in {}", source.display());
        }
    }
    files.insert(KEPT.to_owned(), kept(&files).into_bytes());
    let twins: Vec<_> = files.iter().flat_map(|(path, bytes)| twins(path, bytes)).collect();
    files.extend(twins);
    remove_others(folder, &files)?;
    files.iter().try_for_each(|(path, bytes)| write_if_changed(&folder.join(path), bytes))
}

/// Empties the folder, or makes it.
pub(crate) fn empty(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot empty {}", folder.display()));
        }
        _ => {}
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Every file in the folder and below it.
pub(crate) fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in paths(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let inside = path.strip_prefix(folder)?;
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.insert(parts.join("/"), bytes);
    }
    Ok(files)
}

fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(paths(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

/// The service worker's list, as the script that it imports. The first page is kept as `/`, its address.
fn kept(files: &Files) -> String {
    let mut hash = Sha256::new();
    let mut list = Vec::new();
    for (path, bytes) in files {
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(bytes));
        if !NOT_KEPT.contains(&path.as_str()) {
            list.push(if path == "index.html" { "/".to_owned() } else { format!("/{path}") });
        }
    }
    let version = short(&hash.finalize());
    format!("self.PAGE = {};\n", serde_json::json!({ "version": version, "files": list }))
}

/// Enough of a hash to tell one version from another, in hex.
pub(crate) fn short(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The compressed twins `x.br` and `x.gz` of `x`, where they save a tenth at least: pictures are compressed already.
/// Browsers take the first where the connection is secure or on the machine itself, the second everywhere.
fn twins(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let each = [("br", brotli(bytes)), ("gz", gzip(bytes))];
    let saves = |small: &Vec<u8>| small.len() * 10 <= bytes.len() * 9;
    each.into_iter()
        .filter_map(|(ending, small)| Some((format!("{path}.{ending}"), small.ok().filter(saves)?)))
        .collect()
}

/// As small as Brotli makes it (RFC 7932).
fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut small, &best)?;
    Ok(small)
}

/// As small as gzip makes it, and the same on every day: no name and no time in it.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn remove_others(folder: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for path in read(folder)?.into_keys().filter(|path| !files.contains_key(path)) {
        let path = folder.join(path);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}

fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write_if_changed(&folder.path().join(path), text.as_bytes()).unwrap();
        }
        folder
    }

    #[test]
    fn what_no_source_has_any_more_is_removed() {
        let source = folder_with(&[("index.html", "a"), ("deep/b.js", "b")]);
        let dist = folder_with(&[("old.js", "old"), ("deep/older.js", "old")]);
        fill(dist.path(), &[source.path()]).unwrap();
        let there: Vec<_> = read(dist.path()).unwrap().into_keys().collect();
        assert_eq!(there, ["deep/b.js", "files.js", "index.html"]);
    }

    #[test]
    fn a_file_that_has_not_changed_keeps_its_time() {
        let source = folder_with(&[("index.html", "a")]);
        let dist = tempfile::tempdir().unwrap();
        fill(dist.path(), &[source.path()]).unwrap();
        let path = dist.path().join("index.html");
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        fill(dist.path(), &[source.path()]).unwrap();
        assert_eq!(path.metadata().unwrap().modified().unwrap(), long_ago);
    }

    #[test]
    fn two_sources_of_one_name_are_refused() {
        let (one, two) = (folder_with(&[("troth.js", "1")]), folder_with(&[("troth.js", "2")]));
        let dist = tempfile::tempdir().unwrap();
        let error = fill(dist.path(), &[one.path(), two.path()]).unwrap_err();
        assert!(error.to_string().contains("troth.js"), "{error}");
    }

    #[test]
    fn the_list_names_the_address_and_not_the_service_worker_and_changes_with_any_file() {
        let files = |text: &str| {
            let named = [("index.html", "a"), ("sw.js", text), ("troth.js", "b")];
            named.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
        };
        let list = kept(&files("1"));
        assert!(list.starts_with("self.PAGE = {") && list.contains(r#"["/","/troth.js"]"#), "{list}");
        assert_ne!(list, kept(&files("2")));
    }

    #[test]
    fn a_twin_is_there_only_where_it_saves_something() {
        let found = twins("a.js", &[b'x'; 1000]);
        let names: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["a.js.br", "a.js.gz"]);
        assert!(found.iter().all(|(_, small)| small.len() < 100));
        assert_eq!(twins("a.js", b"x"), Vec::new());
    }
}
