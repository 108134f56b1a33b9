//! The program that runs a command.

use std::env;
use std::path::{Path, PathBuf};

use crate::input::normalized;

/// The program that runs a command: its name in messages and in generated files, and the folder of its
/// project.
#[derive(Clone, Debug)]
pub struct Program {
    /// The words that generate a crate, such as `cargo xtask codegen`.
    pub(crate) generate: &'static str,
    folder: PathBuf,
}

impl Program {
    /// Creates a program that works on one project: a folder with `spec/codegen.toml` and `Cargo.lock`.
    /// `generate` are the words that generate a crate.
    pub fn of_project(folder: &Path, generate: &'static str) -> Self {
        Self {
            generate,
            folder: normalized(folder),
        }
    }

    /// Returns the manifest where none is named.
    pub(crate) fn manifest(&self) -> PathBuf {
        self.folder.join("spec/codegen.toml")
    }

    /// Returns the lock file of the project. There need not be one.
    pub(crate) fn cargo_lock(&self) -> PathBuf {
        self.folder.join("Cargo.lock")
    }

    /// Returns the folder for a build of some kind, in cargo's target folder.
    pub(crate) fn target(&self, kind: &str) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR");
        let target = target.map_or_else(|| self.folder.join("target"), PathBuf::from);
        target.join(kind)
    }
}
