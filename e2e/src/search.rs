//! Whether something can be read in the files that a device or a relay left on a disk.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// The files under a folder that hold these bytes, as they are or as UTF-16: so browsers keep some of what they keep.
///
/// # Errors
/// Where the folder cannot be read. A file that goes away meanwhile holds nothing.
pub fn holding(folder: &Path, text: &str) -> Result<Vec<PathBuf>> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(holding(&path, text)?);
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
        if holds(text.as_bytes()) || holds(&wide) {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_found_however_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::write(folder.path().join("deep/plain"), "…before maple after").unwrap();
        let wide: Vec<u8> = "xmaple".encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(folder.path().join("wide"), wide).unwrap();
        fs::write(folder.path().join("other"), "quartz").unwrap();
        assert_eq!(holding(folder.path(), "maple").unwrap().len(), 2);
        assert!(holding(folder.path(), "zebra").unwrap().is_empty());
    }
}
