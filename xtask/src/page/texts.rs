//! The page's texts: the Fluent files of its crates put together into those that it loads, one for what every page says and
//! one for what is read in peace. They are data, and weigh nothing for those who read another language.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::house::House;

/// Each file that the page loads, and what it is put together from.
const FILES: &[(&str, &[&str])] = &[
    (
        "words/en.ftl",
        &[
            "crates/companion/words/en.ftl",
            "crates/companion/words/en-areas.ftl",
            "crates/companion/words/en-forms.ftl",
            "crates/web/words/en.ftl",
        ],
    ),
    ("words/en-learn.ftl", &["crates/companion/words/en-learn.ftl"]),
];

/// Writes them; the folder that holds them.
pub(super) fn put_together(house: &House) -> Result<PathBuf> {
    let folder = house.page_target().join("texts");
    for (path, sources) in FILES {
        let mut text = String::new();
        for source in *sources {
            let source = house.root().join(source);
            let part = fs::read_to_string(&source);
            text.push_str(&part.with_context(|| format!("cannot read {}", source.display()))?);
            text.push('\n');
        }
        write(&folder.join(path), &text)?;
    }
    Ok(folder)
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
