//! Which compiler makes WebAssembly of the page.
//!
//! Two can: the Rust toolchain that is installed, with the target `wasm32-unknown-unknown` (rustup adds it), or
//! Debian's `rustc-web`, with the standard library built from `rust-web-src`. The first that can be had is taken.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fmt};

use anyhow::{Context, Result, bail, ensure};

use crate::house::House;
use crate::{apt, system};

const TARGET: &str = "wasm32-unknown-unknown";

/// How long rustup may take to add the target: enough for its 25 MB on a slow line, short where it gets no answer.
const RUSTUP_MAY_TAKE: Duration = Duration::from_secs(60);

const DEBIANS_RUSTC: &str = "/usr/bin/rustc";
const DEBIANS_STD: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// The page's own package.
pub(crate) const PAGE: &str = "web";

/// One way to WebAssembly that is ready to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The installed toolchain with the target.
    Toolchain,
    /// Debian's compiler, its standard library built from source; and the linker that the toolchain brings.
    Debian { linker: PathBuf },
}

impl fmt::Display for Compiler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Toolchain => write!(f, "the Rust toolchain's own target {TARGET}"),
            Self::Debian { .. } => write!(f, "Debian's rustc-web and rust-web-src"),
        }
    }
}

/// The first way that can be had, or the one that `TROTH_PAGE_COMPILER` names; if none, what is missing for each.
pub(crate) fn pick(house: &House) -> Result<Compiler> {
    match env::var("TROTH_PAGE_COMPILER").as_deref() {
        Err(_) | Ok("") => {}
        Ok("target") => return toolchain(),
        Ok("distribution") => return debian(house),
        Ok(other) => {
            bail!("TROTH_PAGE_COMPILER is `{other}`; it can be `target` or `distribution`, or unset")
        }
    }
    let first = match toolchain() {
        Ok(ready) => return Ok(ready),
        Err(why) => why,
    };
    println!("   {first:#}; trying the distribution's compiler");
    debian(house).with_context(|| {
        format!(
            "the page cannot be built: neither way to WebAssembly can be had.\n\
             1. {first:#}\n   to get it: rustup target add {TARGET}\n2. Debian's compiler"
        )
    })
}

/// The toolchain's way, with the target and the standard library's source added if rustup can.
fn toolchain() -> Result<Compiler> {
    add(&format!("the target {TARGET}"), &["target", "add", TARGET], has_target)?;
    add("the standard library's source", &["component", "add", "rust-src"], has_source)?;
    Ok(Compiler::Toolchain)
}

/// Has rustup add what is missing.
fn add(what: &str, arguments: &[&str], is_there: fn() -> bool) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    ensure!(system::find("rustup").is_some(), "{what} is not installed and there is no rustup");
    println!("   adding {what} with rustup");
    system::run_quietly_within(Command::new("rustup").args(arguments), RUSTUP_MAY_TAKE)
        .with_context(|| format!("rustup cannot add {what}"))?;
    ensure!(is_there(), "rustup added {what}, but not to the toolchain in use");
    Ok(())
}

/// Whether the toolchain in use brings the source of its standard library.
fn has_source() -> bool {
    let sysroot = system::answer(Command::new("rustc").args(["--print", "sysroot"]));
    sysroot
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Whether the compiler in use finds a standard library for the target.
fn has_target() -> bool {
    let mut rustc = Command::new("rustc");
    let folder = system::answer(rustc.args(["--print", "target-libdir", "--target", TARGET]));
    folder
        .and_then(|folder| Path::new(&folder).read_dir().ok())
        .is_some_and(|mut files| files.next().is_some())
}

/// Debian's way, with its packages installed if that is possible.
fn debian(house: &House) -> Result<Compiler> {
    if !(Path::new(DEBIANS_RUSTC).is_file() && Path::new(DEBIANS_STD).is_file()) {
        apt::ensure(&["rustc-web", "rust-web-src"], "building the page")?;
    }
    ensure!(
        Path::new(DEBIANS_STD).is_file(),
        "the package rust-web-src is installed, but {DEBIANS_STD} is not there"
    );
    // Building the standard library is a switch of cargo's that a distribution's old cargo may not have.
    ensure!(
        system::answer(&mut house.cargo(&["--version"])).is_some(),
        "the cargo that started this does not answer; start it as `cargo xtask`"
    );
    Ok(Compiler::Debian { linker: linker()? })
}

/// The linker for WebAssembly: the one that every rustup toolchain brings, or one that is on `PATH`.
fn linker() -> Result<PathBuf> {
    let about = system::answer(Command::new("rustc").arg("-vV")).context("`rustc -vV` does not answer")?;
    let host = host(&about).context("`rustc -vV` names no host")?;
    let sysroot = system::answer(Command::new("rustc").args(["--print", "sysroot"]))
        .context("`rustc --print sysroot` does not answer")?;
    let brought = Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld");
    if brought.is_file() {
        return Ok(brought);
    }
    system::find("wasm-ld").with_context(|| {
        format!(
            "there is no linker for WebAssembly: {} is missing, and no wasm-ld is on PATH",
            brought.display()
        )
    })
}

/// The host in what `rustc -vV` prints.
fn host(about: &str) -> Option<&str> {
    about.lines().find_map(|line| line.strip_prefix("host: "))
}

impl Compiler {
    /// Compiles the binary of that package and name; where its WebAssembly is.
    pub(crate) fn compile(&self, house: &House, package: &str) -> Result<PathBuf> {
        // Other flags build everything anew: each set of them has a folder of its own.
        let target =
            if is_of_the_page(package) { house.page_target() } else { house.page_target().join("trial") };
        let mut cargo = house.cargo(&["rustc", "--profile", "page", "--package", package, "--bin", package]);
        cargo.args(["--target", TARGET, "--target-dir"]).arg(&target);
        // Some of the flags are the compiler's own business still, in every release of it so far.
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(house, package)).env("RUSTC_BOOTSTRAP", "1");
        // The standard library too is built for this: without texts for panics nobody reads, and for its size.
        cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        if let Self::Debian { linker } = self {
            cargo.env("RUSTC", DEBIANS_RUSTC);
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        if package == PAGE {
            // What is taken out of it is found by what refers to what.
            cargo.args(["--", "-Clink-arg=--emit-relocs"]);
        }
        system::run(&mut cargo)?;
        Ok(target.join(TARGET).join("page").join(format!("{package}.wasm")))
    }
}

/// Whether it is what people load, and not only for trying or measuring.
fn is_of_the_page(package: &str) -> bool {
    [PAGE, "beside"].contains(&package)
}

/// The flags for the page and nothing else: the machine that builds it leaves no path of its own in it.
fn flags(house: &House, package: &str) -> OsString {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    // What a panic would have said and where, how things would print in a debugger, and a type for every view (leptos
    // erases them where it is told so) are weight that the page sends to everyone.
    let mut light = vec![
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
        "-Zlocation-detail=none",
        "-Zfmt-debug=none",
        "--cfg",
        "erase_components",
    ];
    // The page loads its time zones as a file; what is only for trying or measuring carries them. What the page loads later
    // has the same flags, or all that both stand on would be built twice.
    if is_of_the_page(package) {
        light.extend(["--cfg", "zones_apart"]);
    }
    let mut flags = OsString::from(light.join("\u{1f}"));
    flags.push("\u{1f}--remap-path-prefix=");
    flags.push(house.root());
    flags.push("=troth");
    if cargo_home.is_absolute() {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(cargo_home.join("registry/src"));
        flags.push("=crates");
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_read_from_what_rustc_says_of_itself() {
        let about = "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0";
        assert_eq!(host(about), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(host("rustc 1.95.0"), None);
    }

    #[test]
    fn a_compiler_says_which_way_it_is() {
        assert!(Compiler::Toolchain.to_string().contains(TARGET));
        assert!(Compiler::Debian { linker: "lld".into() }.to_string().contains("rustc-web"));
    }
}
