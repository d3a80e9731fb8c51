//! Remembers what the finished page was made from, so that nothing is made again while nothing has changed.
//!
//! It knows the content of the files, the versions of the tools and how this program uses them. It is put on last: a build
//! that was broken off is done again.

use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::page::dist;

const FILE: &str = "dist.stamp";

/// A hash of everything that goes into the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp(String);

impl Stamp {
    /// The stamp of those files and folders and those words.
    pub(crate) fn of(sources: &[&Path], words: &[&str]) -> Result<Self> {
        let mut hash = Sha256::new();
        for source in sources {
            if source.is_dir() {
                dist::read(source)?.iter().for_each(|(path, bytes)| add(&mut hash, path, bytes));
            } else {
                let bytes = fs::read(source).with_context(|| format!("cannot read {}", source.display()))?;
                add(&mut hash, "", &bytes);
            }
        }
        words.iter().chain(MAKING).for_each(|word| add(&mut hash, word, &[]));
        Ok(Self(format!("{:?}", hash.finalize())))
    }

    /// Whether the folder bears this stamp.
    pub(crate) fn is_on(&self, folder: &Path) -> Result<bool> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(there) => Ok(there == self.0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Puts it on the folder.
    pub(crate) fn put_on(&self, folder: &Path) -> Result<()> {
        let path = folder.join(FILE);
        fs::write(&path, &self.0).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Adds a name and a content so that no two sequences of them give the same hash.
fn add(hash: &mut Sha256, name: &str, bytes: &[u8]) {
    hash.update(Sha256::digest(name.as_bytes()));
    hash.update(Sha256::digest(bytes));
}

/// How this program makes the page, to the letter: when that changes, so may the page.
const MAKING: &[&str] = &[include_str!("bindgen.rs"), include_str!("dist.rs"), include_str!("split.rs")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_a_file_a_name_or_a_word_is_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let stamp = |word: &str| Stamp::of(&[folder.path()], &[word]).unwrap();
        fs::write(&file, "1").unwrap();
        let first = stamp("w");
        assert_eq!(first, stamp("w"));
        assert_ne!(first, stamp("v"));
        fs::write(&file, "2").unwrap();
        let second = stamp("w");
        assert_ne!(first, second);
        fs::rename(&file, folder.path().join("b")).unwrap();
        assert_ne!(second, stamp("w"));
    }

    #[test]
    fn a_folder_bears_a_stamp_only_after_it_was_put_on() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = Stamp("x".to_owned());
        assert!(!stamp.is_on(folder.path()).unwrap());
        stamp.put_on(folder.path()).unwrap();
        assert!(stamp.is_on(folder.path()).unwrap());
        assert!(!Stamp("y".to_owned()).is_on(folder.path()).unwrap());
    }
}
