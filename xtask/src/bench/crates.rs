//! The crates that the generators write, in a form that compiles.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::call::Call;
use crate::rivals::Rival;

/// A generator of the comparison.
#[derive(Debug)]
pub(super) struct Generator {
    pub(super) name: String,
    version: String,
    program: PathBuf,
    pub(super) rival: Option<&'static Rival>,
}

impl Generator {
    /// Returns this generator.
    pub(super) fn ours(program: PathBuf) -> Self {
        Self {
            name: "sdksmith".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            program,
            rival: None,
        }
    }

    /// Returns another generator.
    pub(super) fn of(rival: &'static Rival, version: String) -> Self {
        Self {
            name: rival.name.to_owned(),
            version,
            program: rival.name.into(),
            rival: Some(rival),
        }
    }

    /// Returns the name with the version.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Returns a run that generates from a document into a folder.
    pub(super) fn call(&self, document: &Path, output: &Path) -> Call {
        match self.rival {
            None => Call::ours(&self.program, document, output),
            Some(rival) => Call::of(rival, document, output),
        }
    }

    /// Writes a crate that compiles, with TLS by rustls, or returns nothing if the generator refuses the document.
    ///
    /// # Errors
    ///
    /// If the output is not what this version of the generator writes.
    pub(super) fn write(&self, document: &Path, folder: &Path) -> io::Result<Option<Crate>> {
        let Call { program, arguments } = self.call(document, folder);
        let mut command = std::process::Command::new(program);
        if !command.args(arguments).output()?.status.success() {
            return Ok(None);
        }
        let manifest = folder.join("Cargo.toml");
        let modules = self.rival.and_then(|rival| rival.dependencies);
        let (text, root) = match modules {
            Some(list) => (modules_manifest(&read(&folder.join(list))?), "mod.rs"),
            None => (read(&manifest)?, "src/lib.rs"),
        };
        let rustls = self.rival.and_then(|rival| rival.rustls);
        fs::write(&manifest, with_rustls(text, rustls)?)?;
        Ok(Some(Crate {
            folder: folder.to_owned(),
            root: folder.join(root),
        }))
    }
}

/// A crate that a generator wrote.
#[derive(Debug)]
pub(super) struct Crate {
    pub(super) folder: PathBuf,
    /// The file of the crate's root.
    pub(super) root: PathBuf,
}

fn read(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path);
    text.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

/// Returns the manifest of a crate whose root is the file of generated modules.
fn modules_manifest(dependencies: &str) -> String {
    format!(
        "[package]\nname = \"client\"\nedition = \"2024\"\n\n[lib]\npath = \"mod.rs\"\n\n{dependencies}"
    )
}

fn with_rustls(manifest: String, change: Option<(&str, &str)>) -> io::Result<String> {
    match change {
        None => Ok(manifest),
        Some((old, new)) if manifest.contains(old) => Ok(manifest.replace(old, new)),
        Some((old, _)) => Err(io::Error::other(format!(
            "expected `{old}` in the manifest, found\n{manifest}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_gets_rustls_or_is_refused() {
        let change = Some(("\"native-tls\"", "\"rustls\""));
        let manifest = || "features = [\"native-tls\"]".to_owned();
        let changed = with_rustls(manifest(), change).ok();
        assert_eq!(changed.as_deref(), Some("features = [\"rustls\"]"));
        let other = with_rustls("features = []".to_owned(), change);
        assert!(other.is_err_and(|error| error.to_string().contains("expected `\"native-tls\"`")));
        assert_eq!(with_rustls(manifest(), None).ok(), Some(manifest()));
    }
}
