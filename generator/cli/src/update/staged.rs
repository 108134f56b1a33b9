//! Files that are written together: all temporary files first, then all renames.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::input::display_path;
use crate::output::{remove, temporary};
use crate::problem::FileProblem;
use crate::report::CommandError;

/// Files to write.
#[derive(Debug, Default)]
pub(crate) struct Staged(Vec<(PathBuf, Vec<u8>)>);

impl Staged {
    pub(crate) fn add(&mut self, path: PathBuf, content: Vec<u8>) {
        self.0.push((path, content));
    }

    /// Lists the files that differ from those on the disk, one on a line.
    pub(super) fn listed(&self) -> String {
        let mut listed = String::new();
        for (path, content) in &self.0 {
            let what = match fs::read(path) {
                Ok(found) if found == *content => continue,
                Ok(_) => "changed",
                Err(_) => "missing",
            };
            // Writing to a string can't fail.
            let _ = writeln!(listed, "{what:7} {}", display_path(path));
        }
        listed
    }

    /// Writes all files, then removes the stale ones below `root`.
    ///
    /// Nothing is changed unless every file could be written beside its place.
    pub(super) fn commit(self, stale: &[PathBuf], root: &Path) -> Result<(), CommandError> {
        let mut written = Vec::new();
        for (path, content) in self.0 {
            let file = temporary(&path, &content);
            let file = file.map_err(|error| FileProblem::Write(error).at(&path))?;
            written.push((file, path));
        }
        for (file, path) in written {
            let renamed = file.persist(&path).map(drop);
            renamed.map_err(|error| FileProblem::Write(error.error).at(&path))?;
        }
        for path in stale {
            let path = root.join(path);
            remove(&path, root).map_err(|error| FileProblem::Write(error).at(&path))?;
        }
        Ok(())
    }
}
