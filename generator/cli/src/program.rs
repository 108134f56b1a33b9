//! The program that runs a command.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::input::normalized;
use crate::problem::CallProblem;
use crate::report::CommandError;

/// The file name of a manifest.
pub(crate) const MANIFEST: &str = "codegen.toml";

/// The program that runs a command: its name in messages and in generated files, and the folder of its
/// project.
#[derive(Clone, Debug)]
pub struct Program {
    /// The words that run it, such as `cargo xtask`.
    pub(crate) name: &'static str,
    /// The words that generate a crate, such as `cargo xtask codegen`.
    pub(crate) generate: &'static str,
    folder: PathBuf,
    /// The manifest of the project. Without one, it is the nearest.
    manifest: Option<PathBuf>,
}

impl Program {
    /// Creates a program that works on one project: a folder with `spec/codegen.toml` and `Cargo.lock`.
    /// `name` is the words that run it, and `generate` those that generate a crate.
    pub fn of_project(folder: &Path, name: &'static str, generate: &'static str) -> Self {
        let folder = normalized(folder);
        Self {
            name,
            generate,
            manifest: Some(folder.join("spec").join(MANIFEST)),
            folder,
        }
    }

    /// Creates a program that works in the current folder. Its manifest is the nearest `codegen.toml`: in the
    /// folder, in its `spec/`, or in the nearest folder above that has one of the two.
    pub fn of_current_folder(name: &'static str, generate: &'static str) -> Self {
        Self {
            name,
            generate,
            folder: PathBuf::new(),
            manifest: None,
        }
    }

    /// Returns the manifest that the user names, or that of the program.
    pub(crate) fn manifest(&self, named: Option<&Path>) -> Result<PathBuf, CommandError> {
        let manifest = named.map(Path::to_owned).or_else(|| self.own_manifest());
        manifest.ok_or_else(|| CommandError::call(CallProblem::NoManifest { program: self.name }))
    }

    /// Returns the words that generate the crate of a manifest, and do not name that of the program.
    pub(crate) fn generate_from(
        &self,
        named: Option<&Path>,
        show: impl Fn(&Path) -> String,
    ) -> String {
        let real = |path: &Path| fs::canonicalize(path).ok();
        let own = self.own_manifest().as_deref().and_then(real);
        let other = named.filter(|path| own.is_none() || real(path) != own);
        let other = other.map(|path| format!(" --manifest {}", show(path)));
        format!("{}{}", self.generate, other.unwrap_or_default())
    }

    fn own_manifest(&self) -> Option<PathBuf> {
        self.manifest.clone().or_else(nearest_manifest)
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

fn nearest_manifest() -> Option<PathBuf> {
    let current = env::current_dir().ok()?;
    let candidates = current
        .ancestors()
        .flat_map(|folder| [folder.join(MANIFEST), folder.join("spec").join(MANIFEST)]);
    let found = candidates.into_iter().find(|path| path.is_file())?;
    // A path as the user would write it, which also keeps generated files free of the project's location.
    let relative = found.strip_prefix(&current).map(Path::to_owned);
    Some(relative.unwrap_or(found))
}
