//! A workspace with generated crates and programs that use them, which the compiler checks as one.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdksmith::Output;

/// A workspace with crates and programs that use them.
pub(crate) struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    /// Creates an empty workspace. Its folder is the same for every run, so that what is built replaces what was
    /// built.
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let folder = target(&root()).join("workspace");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let members = Vec::new();
        Ok(Self { folder, members })
    }

    fn add(&mut self, name: &str, files: &[(&str, &[u8])]) -> Result<(), Box<dyn Error>> {
        for (path, content) in files {
            let path = self.folder.join(name).join(path);
            fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
            fs::write(path, content)?;
        }
        self.members.push(name.to_owned());
        Ok(())
    }

    pub(crate) fn add_crate(&mut self, name: &str, output: &Output) -> Result<(), Box<dyn Error>> {
        let files = output.files.iter();
        let files: Vec<_> = files
            .map(|(path, content)| (path.as_str(), content.as_slice()))
            .collect();
        self.add(name, &files)
    }

    /// A program that uses one of the crates as `pets`.
    pub(crate) fn add_program(
        &mut self,
        name: &str,
        of: &str,
        code: &str,
    ) -> Result<(), Box<dyn Error>> {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n\
             pets = {{ path = \"../{of}\", package = \"{of}\", default-features = false, features = [\"api\"] }}\n"
        );
        let code = format!(
            "#![allow(unused_imports)]\nuse pets::api::*;\nuse pets::{{Call, Client, Error}};\n\n{code}\n"
        );
        self.add(
            name,
            &[
                ("Cargo.toml", manifest.as_bytes()),
                ("src/lib.rs", code.as_bytes()),
            ],
        )
    }

    /// The members that compile.
    pub(crate) fn compiled(&self) -> Result<BTreeSet<String>, Box<dyn Error>> {
        let members = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {:?}\n",
            self.members
        );
        fs::write(self.folder.join("Cargo.toml"), members)?;
        let root = root();
        fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        let output = Command::new(env!("CARGO"))
            .args(["check", "--workspace", "--lib", "--keep-going", "--offline"])
            .args(["--message-format", "json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target(&root))
            // A warning, such as that of a deprecated name, is no error.
            .env_remove("RUSTFLAGS")
            // Fifty crates that are checked once need neither.
            .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "0")])
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        if text.is_empty() {
            // The build failed before any crate was compiled.
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let artifacts = messages.filter(|message| message["reason"] == "compiler-artifact");
        let names =
            artifacts.filter_map(|found| Some(found["target"]["name"].as_str()?.replace('_', "-")));
        Ok(names.collect())
    }
}

/// Returns the target folder. It is kept, so that dependencies are built once.
fn target(root: &Path) -> PathBuf {
    root.join("target/verdicts")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
