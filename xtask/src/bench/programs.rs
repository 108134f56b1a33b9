//! The programs that are compared.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Another generator.
#[derive(Debug)]
pub(super) struct Rival {
    /// The name of the program.
    pub(super) name: &'static str,
    /// The command that installs it.
    pub(super) install: &'static str,
    /// The arguments; `{spec}` stands for the document, `{out}` for the folder of the crate.
    arguments: &'static [&'static str],
}

/// The generators that `bench` knows, in the versions that it was written for.
pub(super) const RIVALS: &[Rival] = &[
    Rival {
        name: "ploidy",
        install: "cargo install ploidy@0.15.0",
        arguments: &["generate", "rust", "{spec}", "--output", "{out}"],
    },
    Rival {
        name: "openapi-to-rust",
        install: "cargo install openapi-to-rust@0.23.0",
        arguments: &["generate", "{spec}", "--output-dir", "{out}", "--quiet"],
    },
    Rival {
        name: "oas3-gen",
        install: "cargo install oas3-gen@0.29.0",
        arguments: &[
            "generate",
            "client-mod",
            "--input",
            "{spec}",
            "--output",
            "{out}",
        ],
    },
    Rival {
        name: "cargo-progenitor",
        install: "cargo install cargo-progenitor@0.15.0",
        arguments: &[
            "progenitor",
            "--input",
            "{spec}",
            "--output",
            "{out}",
            "--name",
            "client",
            "--version",
            "0.1.0",
        ],
    },
];

impl Rival {
    /// Returns the version of the program, if it is installed.
    pub(super) fn version(&self) -> Option<String> {
        let first = self
            .arguments
            .first()
            .filter(|first| **first == "progenitor");
        let mut command = Command::new(self.name);
        let output = command.args(first).arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = text.split_whitespace().last()?.to_owned();
        output.status.success().then_some(version)
    }

    /// Returns the call that generates a crate from a document.
    pub(super) fn call(&self, document: &Path, output: &Path) -> Call {
        let arguments = self.arguments.iter().map(|argument| match *argument {
            "{spec}" => document.display().to_string(),
            "{out}" => output.display().to_string(),
            other => other.to_owned(),
        });
        Call {
            program: self.name.into(),
            arguments: arguments.collect(),
        }
    }
}

/// A run of a program.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<String>,
}

impl Call {
    /// Returns a run of this generator.
    pub(super) fn ours(program: &Path, document: &Path, output: &Path) -> Self {
        let arguments = ["generate".to_owned(), "--spec".to_owned()];
        let paths = [document, output].map(|path| path.display().to_string());
        let [document, folder] = paths;
        let rest = [document, "--out".to_owned(), folder];
        Self {
            program: program.to_owned(),
            arguments: arguments.into_iter().chain(rest).collect(),
        }
    }
}

/// Builds this generator as users install it, and returns its program.
pub(super) fn build_ours(project: &Path) -> io::Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--package", "sdksmith-cli"]);
    let status = cargo.current_dir(project).status()?;
    match status.success() {
        true => Ok(project.join("target/release/sdksmith")),
        false => Err(io::Error::other("the generator does not build")),
    }
}
