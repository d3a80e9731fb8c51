//! Reads the forms in `forms/` and the words of the glossary in `terms.toml`, and writes them as Rust: a mistake in one of them
//! stops the build and names the file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a build that cannot go on stops")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    name: String,
    term: String,
    review_days: u16,
    length_days: Option<u16>,
    check_in: Option<CheckIn>,
    #[serde(default)]
    asks: Vec<String>,
    grants: Vec<Grant>,
    responsibilities: Vec<Responsibility>,
    #[serde(default)]
    expectations: Vec<String>,
    #[serde(default)]
    aftercare: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckIn {
    every_days: u32,
    grace_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    area: String,
    power: String,
    mode: String,
    hours: Option<Vec<Window>>,
    #[serde(default)]
    moments: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Window {
    #[serde(default)]
    days: Vec<String>,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Responsibility {
    says: String,
    rhythm: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    related: Vec<String>,
    form: Option<String>,
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap());
    fs::write(out.join("forms.rs"), forms(&root.join("forms"))).unwrap();
    fs::write(out.join("terms.rs"), terms(&root.join("terms.toml"))).unwrap();
}

fn read<T: for<'d> Deserialize<'d>>(file: &Path) -> T {
    println!("cargo:rerun-if-changed={}", file.display());
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn terms(file: &Path) -> String {
    let mut out = String::from("pub(super) static TERMS: &[Term] = &[\n");
    for (name, term) in read::<BTreeMap<String, Term>>(file) {
        let related = list(&term.related, |name| format!("{name:?}"));
        writeln!(out, "    Term {{ name: {name:?}, related: {related}, form: {:?} }},", term.form).unwrap();
    }
    out.push_str("];\n");
    out
}

fn forms(folder: &Path) -> String {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut out = String::from("pub(super) static FORMS: &[Form] = &[\n");
    for file in files {
        writeln!(out, "    {},", read::<Form>(&file).rust()).unwrap();
    }
    out.push_str("];\n");
    out
}

impl Form {
    fn rust(&self) -> String {
        format!(
            "Form {{ name: {:?}, term: {:?}, review_days: {}, length_days: {:?}, check_in: {}, asks: {}, grants: {}, \
             responsibilities: {}, expectations: {}, aftercare: {} }}",
            self.name,
            self.term,
            self.review_days,
            self.length_days,
            self.check_in.as_ref().map_or("None".to_owned(), CheckIn::rust),
            list(&self.asks, |ask| format!("Ask::{}", camel(ask))),
            list(&self.grants, Grant::rust),
            list(&self.responsibilities, |does| format!(
                "({:?}, Rhythm::{})",
                does.says,
                camel(&does.rhythm)
            )),
            list(&self.expectations, |says| format!("{says:?}")),
            list(&self.aftercare, |says| format!("{says:?}")),
        )
    }
}

impl CheckIn {
    fn rust(&self) -> String {
        format!("Some(CheckIn {{ every_days: {}, grace_days: {} }})", self.every_days, self.grace_days)
    }
}

impl Grant {
    fn rust(&self) -> String {
        let hours = self.hours.as_ref().map(|hours| list(hours, Window::rust));
        format!(
            "Granted {{ area: {:?}, power: Power::{}, mode: Mode::{}, hours: {}, moments: {} }}",
            self.area,
            camel(&self.power),
            camel(&self.mode),
            hours.map_or("None".to_owned(), |hours| format!("Some({hours})")),
            self.moments,
        )
    }
}

impl Window {
    fn rust(&self) -> String {
        let days = list(&self.days, |day| format!("Weekday::{}", camel(day)));
        format!("({days}, {:?}, {:?})", self.from, self.to)
    }
}

fn list<T>(items: &[T], rust: impl Fn(&T) -> String) -> String {
    format!("&[{}]", items.iter().map(rust).collect::<Vec<_>>().join(", "))
}

/// `ask-first` as `AskFirst`.
fn camel(word: &str) -> String {
    let part = |part: &str| part.chars().next().map(|c| c.to_ascii_uppercase().to_string() + &part[1..]);
    word.split('-').filter_map(part).collect()
}
