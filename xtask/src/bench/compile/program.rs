//! The programs that make one call with the crate of each generator.

use std::path::Path;
use std::{fs, io};

use super::super::crates::{Crate, Generator};

/// The document whose crates the programs call.
const DOCUMENT: &str = "twilio_numbers_v1";

/// Whether there are programs for the crates of a document.
pub(super) fn exist(document: &str) -> bool {
    document == DOCUMENT
}

/// Writes the package of the program that calls a crate. `programs` is the folder with the code of the programs.
pub(super) fn write(generator: &Generator, called: &Crate, programs: &Path) -> io::Result<Crate> {
    let folder = called.folder.with_extension("program");
    let root = folder.join("main.rs");
    let manifest = fs::read_to_string(called.folder.join("Cargo.toml"))?;
    let manifest = package(package_name(&manifest)?, &called.folder);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(programs.join("main.rs"), &root)?;
    let call = programs.join(format!("{}.rs", generator.name));
    fs::copy(call, folder.join("call.rs"))?;
    Ok(Crate { folder, root })
}

/// Returns the name in the manifest of a package.
fn package_name(manifest: &str) -> io::Result<&str> {
    let mut names = manifest.lines().filter_map(|line| {
        let value = line.strip_prefix("name")?.trim_start().strip_prefix('=')?;
        value.trim().strip_prefix('"')?.strip_suffix('"')
    });
    names
        .next()
        .ok_or_else(|| io::Error::other("a manifest has no name"))
}

/// Returns the manifest of a program.
fn package(called: &str, folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "[package]\nname = \"one-call\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [[bin]]\nname = \"one-call\"\npath = \"main.rs\"\n\n\
         [dependencies]\nclient = {{ package = \"{called}\", path = \"{folder}\" }}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"rt\"] }}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_package_is_found() {
        let manifest = "[package]\nname = \"client\"\n\n[[bin]]\nname = \"other\"\n";
        assert_eq!(package_name(manifest).ok(), Some("client"));
        assert!(package_name("[workspace]").is_err());
    }
}
