//! Where things are: the workspace, what is built, and the cargo that builds it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

/// The workspace that this program belongs to.
#[derive(Debug, Clone)]
pub(crate) struct House {
    root: PathBuf,
    target: PathBuf,
}

impl House {
    /// The workspace that it was called in: cargo says which. Where several clones share a target folder, the program may
    /// have been built from another.
    pub(crate) fn here() -> Result<Self> {
        let called = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let xtask = called.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = xtask.parent().with_context(|| format!("{} has no folder around it", xtask.display()))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        Ok(Self { root: root.to_owned(), target: root.join(target) })
    }

    /// The workspace's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the page is compiled: a target folder of its own, so that native builds are not thrown away.
    pub(crate) fn page_target(&self) -> PathBuf {
        self.target.join("page")
    }

    /// Where the fuzz targets are built, and what they find is kept: other flags, so a folder of its own.
    pub(crate) fn fuzz_target(&self) -> PathBuf {
        self.target.join("fuzz")
    }

    /// Where the bench and its peers are built.
    pub(crate) fn bench_target(&self) -> PathBuf {
        self.target.join("bench")
    }

    /// Where tools are installed that this machine lacks: their programs lie in `bin`.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Where the finished page lies.
    pub(crate) fn page(&self) -> PathBuf {
        self.page_target().join("dist")
    }

    /// The files of the page that are written by hand.
    pub(crate) fn static_files(&self) -> PathBuf {
        self.root.join("crates/web/static")
    }

    /// The debug build of `troth`, which the tests use.
    pub(crate) fn debug_troth(&self) -> PathBuf {
        self.target.join("debug").join(format!("troth{}", env::consts::EXE_SUFFIX))
    }

    /// The text of `Cargo.lock`.
    pub(crate) fn lock(&self) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// The cargo that started this program, in the workspace's folder. If the page has been built, it goes into
    /// what this cargo builds: always, so that one step does not undo what another built.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.args(arguments).current_dir(&self.root);
        if self.page().join("index.html").is_file() {
            command.env("TROTH_PAGE", self.page());
        }
        command
    }
}
