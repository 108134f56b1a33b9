//! Files that are written together.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::input::display_path;
use crate::report::CommandError;

use super::swap::Swap;

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

    /// Writes all files and removes the stale ones below `root`, or changes nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if a step fails. What the earlier steps changed has been restored; each file that
    /// could not be restored has a separate error, which names the copy of its content.
    pub(super) fn commit(self, stale: &[PathBuf], root: &Path) -> Result<(), CommandError> {
        let stale = stale.iter().map(|path| root.join(path)).collect();
        Swap::prepare(self.0, stale)?.run(root)
    }
}
