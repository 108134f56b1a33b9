//! Runs the commands as a user does, each in a temporary folder. Whoever includes this file says which program
//! has them, as `PROGRAM`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

/// A small document with an operation, a schema and an example.
pub(crate) const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Pets", "version": "1.0" },
  "servers": [{ "url": "https://pets.example.com" }],
  "paths": {
    "/pets/{id}": {
      "get": {
        "operationId": "FetchPet",
        "tags": ["Pets"],
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "responses": {
          "200": {
            "description": "A pet.",
            "content": {
              "application/json": {
                "schema": { "$ref": "#/components/schemas/Pet" },
                "examples": { "one": { "value": { "name": "Rex" } } }
              }
            }
          }
        }
      }
    }
  },
  "components": {
    "schemas": { "Pet": { "type": "object", "properties": { "name": { "type": "string" } } } }
  }
}
"##;

/// A manifest for that document, as `pets.json` beside it.
pub(crate) const MANIFEST: &str = r#"[package]
name = "pets"
version = "0.1.0"
description = "A client of the Pets API."

[[document]]
module = "v1"
source = "pets.json"
"#;

/// A temporary folder, deleted after the test.
pub(crate) struct Folder(TempDir);

/// The output of a command, and its exit status.
pub(crate) struct Said {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    /// A folder with these files.
    pub(crate) fn with<const N: usize>(files: [(&str, &str); N]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// A project: a manifest and its document in `spec/`.
    pub(crate) fn project() -> Self {
        Self::with([
            ("spec/codegen.toml", MANIFEST),
            ("spec/pets.json", DOCUMENT),
        ])
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Runs a command in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        run(self.command(arguments))
    }

    /// Runs a command in a folder below.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Said {
        let mut command = self.command(arguments);
        command.current_dir(self.path(folder));
        run(command)
    }

    /// Runs a command in the folder.
    pub(crate) fn xtask(&self, arguments: &[&str]) -> Said {
        self.run(arguments)
    }

    /// Runs a command in the folder, with variables of the environment.
    pub(crate) fn xtask_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        run(command)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(crate::PROGRAM);
        command.args(arguments).current_dir(&self.0);
        command
    }

    /// Runs `codegen` with the project's manifest.
    pub(crate) fn codegen(&self, arguments: &[&str]) -> Said {
        self.xtask(&[&["codegen", "--manifest", "spec/codegen.toml"], arguments].concat())
    }

    /// The files under a path: content and time of modification.
    pub(crate) fn files(&self, path: &str) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        collect(&self.path(path), &self.path(path), &mut files);
        files
    }

    /// The contents of the files under a path.
    pub(crate) fn contents(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        self.files(path)
            .into_iter()
            .map(|(path, (content, _))| (path, content))
            .collect()
    }
}

fn run(mut command: Command) -> Said {
    let output = command.output().unwrap();
    Said {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let modified = path.metadata().unwrap().modified().unwrap();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.insert(name, (fs::read(&path).unwrap(), modified));
        }
    }
}

impl Said {
    /// Asserts the exit status. Shows the output if it differs.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        let Self { stdout, stderr, .. } = &self;
        assert_eq!(
            self.status,
            Some(status),
            "stdout:\n{stdout}\nstderr:\n{stderr}"
        );
        self
    }

    /// Asserts that standard error has each of these texts.
    #[track_caller]
    pub(crate) fn complains(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(
                self.stderr.contains(text),
                "{text:?} is not in:\n{}",
                self.stderr
            );
        }
        self
    }
}
