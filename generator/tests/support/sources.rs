//! The source files of this project.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the Rust files below a folder, sorted by path, without the templates of generated files.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of sources can be read");
    let entries = entries.map(|entry| entry.expect("each entry of the folder can be read"));
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let files =
        paths
            .into_iter()
            .flat_map(|path| match path.is_dir() && !path.ends_with("templates") {
                true => sources(&path),
                false => vec![path],
            });
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}
