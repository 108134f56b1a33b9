//! The swap of many files: all of them change, or none does.
//!
//! First, the new content of each file and a copy of the old one are written beside it. Only then are files
//! renamed and removed, which needs no space. If one of these steps fails, the copies take their places
//! again. A file system offers no more: a power failure between two renames leaves some files new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::output::{remove_empty_folders, temporary};
use crate::problem::FileProblem;
use crate::report::CommandError;

/// Files that are ready to be swapped.
pub(super) struct Swap {
    steps: Vec<Step>,
    /// The folders that were made for new files, the outermost of each.
    folders: Vec<PathBuf>,
}

/// The change of a file.
struct Step {
    path: PathBuf,
    /// The new content; none if the file goes.
    new: Option<NamedTempFile>,
    old: Old,
}

/// The previous content of a file's path.
enum Old {
    Nothing,
    /// An empty folder.
    Folder,
    /// A link, which moves here. What it leads to is left alone, and need not exist.
    Link(TempPath),
    /// A file, of which this is a copy.
    File(NamedTempFile),
}

impl Swap {
    /// Writes the new content of files and copies of the old one. Nothing is changed yet.
    pub(super) fn prepare(
        files: Vec<(PathBuf, Vec<u8>)>,
        stale: Vec<PathBuf>,
    ) -> Result<Self, CommandError> {
        let mut swap = Self {
            steps: Vec::new(),
            folders: Vec::new(),
        };
        let files = files
            .into_iter()
            .map(|(path, content)| (path, Some(content)));
        let stale = stale.into_iter().map(|path| (path, None));
        for (path, content) in files.chain(stale) {
            if let Err(error) = swap.add(&path, content) {
                swap.remove_folders();
                return Err(FileProblem::Write(error).at(&path));
            }
        }
        Ok(swap)
    }

    fn add(&mut self, path: &Path, content: Option<Vec<u8>>) -> io::Result<()> {
        self.folders.extend(outermost_missing(path));
        let new = content
            .map(|content| temporary(path, &content))
            .transpose()?;
        self.steps.push(Step {
            old: copy(path)?,
            path: path.to_owned(),
            new,
        });
        Ok(())
    }

    /// Swaps the files. `root` is the folder below which folders are removed that are empty afterwards.
    pub(super) fn run(mut self, root: &Path) -> Result<(), CommandError> {
        let mut done = Vec::new();
        let mut steps = std::mem::take(&mut self.steps).into_iter();
        while let Some(mut step) = steps.next() {
            if let Err(error) = step.run() {
                let error = FileProblem::Write(error).at(&step.path);
                drop((step, steps));
                let undone = done.into_iter().rev().map(Step::undo);
                let error = undone
                    .filter_map(Result::err)
                    .fold(error, CommandError::and);
                self.remove_folders();
                return Err(error);
            }
            done.push(step);
        }
        // The copies are beside the files, so folders are empty only now.
        let paths: Vec<_> = done.into_iter().map(|step| step.path).collect();
        for path in paths.iter().filter(|path| !path.exists()) {
            remove_empty_folders(path, root);
        }
        Ok(())
    }

    fn remove_folders(&mut self) {
        // The temporary files are in these folders.
        self.steps.clear();
        for folder in self.folders.drain(..) {
            // An empty folder that stays behind does no harm.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

impl Step {
    fn run(&mut self) -> io::Result<()> {
        match (self.new.take(), &self.old) {
            (Some(new), Old::Link(aside)) => {
                fs::rename(&self.path, aside)?;
                // Only a finished step is undone.
                let replaced = new.persist(&self.path).map(drop);
                replaced.map_err(|failed| match fs::rename(aside, &self.path) {
                    Ok(()) => failed.error,
                    Err(error) => error,
                })
            }
            (Some(new), _) => new.persist(&self.path).map(drop).map_err(Into::into),
            (None, Old::Folder) => fs::remove_dir(&self.path),
            (None, Old::Link(aside)) => fs::rename(&self.path, aside),
            (None, _) => fs::remove_file(&self.path),
        }
    }

    fn undo(self) -> Result<(), CommandError> {
        let restored = match self.old {
            Old::Nothing => fs::remove_file(&self.path),
            Old::Folder => fs::create_dir(&self.path),
            Old::Link(aside) => fs::rename(aside, &self.path),
            Old::File(copy) => restore(copy, &self.path),
        };
        restored.map_err(|error| FileProblem::Write(error).at(&self.path))
    }
}

/// Puts a copy in the place of a file. If that fails, the copy stays and the error names it.
fn restore(copy: NamedTempFile, path: &Path) -> io::Result<()> {
    copy.persist(path).map(drop).map_err(|failed| {
        let error = failed.error;
        match failed.file.keep() {
            Ok((_, copy)) => io::Error::new(
                error.kind(),
                format!("{error}; the old content is in {}", copy.display()),
            ),
            Err(_) => error,
        }
    })
}

/// Copies what stands at a path: a file with its permissions.
fn copy(path: &Path) -> io::Result<Old> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Old::Nothing),
        metadata => metadata?,
    };
    if metadata.is_dir() {
        return Ok(Old::Folder);
    }
    if metadata.is_symlink() {
        return Ok(Old::Link(temporary(path, &[])?.into_temp_path()));
    }
    let copied = temporary(path, &fs::read(path)?)?;
    copied
        .as_file()
        .set_permissions(fs::metadata(path)?.permissions())?;
    Ok(Old::File(copied))
}

/// Returns the outermost folder of a file that does not exist yet.
fn outermost_missing(path: &Path) -> Option<PathBuf> {
    let folders = path.ancestors().skip(1);
    let missing = folders.take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    missing.last().map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn content(root: &Path) -> io::Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(root)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().display().to_string();
            match path.is_dir() {
                true => found.extend(
                    [(name, "folder".to_owned())]
                        .into_iter()
                        .chain(content(&path)?),
                ),
                false => found.push((name, fs::read_to_string(&path)?)),
            }
        }
        found.sort();
        Ok(found)
    }

    fn root() -> io::Result<tempfile::TempDir> {
        let root = tempfile::tempdir()?;
        fs::write(root.path().join("changed"), "old")?;
        fs::create_dir(root.path().join("folder"))?;
        fs::write(root.path().join("folder/stale"), "stale")?;
        Ok(root)
    }

    /// Files of which one changes and one is new, in a new folder.
    fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        vec![
            (root.join("changed"), b"new".to_vec()),
            (root.join("made/deep/added"), b"new".to_vec()),
        ]
    }

    #[test]
    fn all_files_are_swapped() -> Outcome {
        let root = root()?;
        let swap = Swap::prepare(files(root.path()), vec![root.path().join("folder/stale")]);
        let swapped = swap.and_then(|swap| swap.run(root.path()));
        assert!(swapped.is_ok());
        let names = [
            ("added", "new"),
            ("changed", "new"),
            ("deep", "folder"),
            ("made", "folder"),
        ];
        let names = names.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(content(root.path())?, names);
        Ok(())
    }

    #[test]
    fn a_failure_midway_restores_all_files() -> Outcome {
        let root = root()?;
        let before = content(root.path())?;
        // The last file is gone when its turn comes, after all others have changed.
        let stale = ["folder/stale", "missing"].map(|path| root.path().join(path));
        let swap = Swap::prepare(files(root.path()), stale.to_vec());
        let swapped = swap.and_then(|swap| swap.run(root.path()));
        assert_eq!(
            swapped.err().map(|error| error.diagnostics().len()),
            Some(1)
        );
        assert_eq!(content(root.path())?, before);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_and_restored_whatever_they_lead_to() -> Outcome {
        use std::os::unix::fs::symlink;
        let target = |path: &Path| fs::read_link(path).map(|target| target.display().to_string());
        for failing in [false, true] {
            let root = root()?;
            let path = |name: &str| root.path().join(name);
            fs::write(path("kept"), "kept")?;
            symlink("nowhere", path("folder/dangling"))?;
            symlink(path("kept"), path("folder/stale-link"))?;
            symlink("nowhere", path("written"))?;
            let mut stale = ["folder/dangling", "folder/stale-link"].map(path).to_vec();
            if failing {
                stale.push(path("missing"));
            }
            let files = vec![(path("written"), b"new".to_vec())];
            let swapped = Swap::prepare(files, stale).and_then(|swap| swap.run(root.path()));
            assert_eq!(swapped.is_err(), failing);
            assert_eq!(fs::read_to_string(path("kept"))?, "kept");
            if failing {
                assert_eq!(target(&path("folder/dangling"))?, "nowhere");
                assert_eq!(target(&path("written"))?, "nowhere");
            } else {
                assert_eq!(fs::read_to_string(path("written"))?, "new");
                assert!(fs::symlink_metadata(path("folder/dangling")).is_err());
                assert!(fs::symlink_metadata(path("folder/stale-link")).is_err());
            }
        }
        Ok(())
    }

    #[test]
    fn a_rename_that_fails_restores_all_files() -> Outcome {
        let root = root()?;
        let before = content(root.path())?;
        let mut files = files(root.path());
        // No file can take the place of a folder.
        files.push((root.path().join("folder"), b"new".to_vec()));
        let stale = vec![root.path().join("folder/stale")];
        let swap = Swap::prepare(files, stale);
        let swapped = swap.and_then(|swap| swap.run(root.path()));
        assert!(swapped.is_err());
        assert_eq!(content(root.path())?, before);
        Ok(())
    }
}
