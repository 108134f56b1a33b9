//! Writes a generated crate: compares its folder with the generated files and applies the difference.
//!
//! Everything is compared before anything is written. Unchanged files are not touched, so that nothing
//! that depends on them is rebuilt.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use tempfile::NamedTempFile;

use crate::format::Files;
use crate::input::display_path;
use crate::problem::FileProblem;
use crate::report::CommandError;
use crate::update::Staged;

/// The changes after which a folder contains exactly the generated files.
#[derive(Debug)]
pub(crate) struct Changes<'a> {
    folder: &'a Path,
    missing: Vec<File<'a>>,
    changed: Vec<File<'a>>,
    stale: Vec<PathBuf>,
    unchanged: usize,
}

/// A generated file.
#[derive(Clone, Copy, Debug)]
struct File<'a> {
    path: &'a str,
    content: &'a [u8],
}

impl<'a> Changes<'a> {
    /// Compares a folder with the files that belong there.
    ///
    /// The folder may be missing, empty or a generated crate. Any other folder is an error, because the
    /// user's files would be lost.
    pub(crate) fn find(folder: &'a Path, files: &'a Files) -> Result<Self, CommandError> {
        let Present {
            files: present,
            mut empty_folders,
        } = Present::scan(folder, files)?;
        let is_empty = present.is_empty() && empty_folders.is_empty();
        if !is_empty && !is_ours(folder) {
            return Err(FileProblem::Foreign.at(folder));
        }
        let expected: BTreeSet<_> = files.keys().map(PathBuf::from).collect();
        let mut stale: Vec<_> = present.difference(&expected).cloned().collect();
        stale.append(&mut empty_folders);
        let (mut missing, mut changed) = (Vec::new(), Vec::new());
        for (path, content) in files {
            let file = File { path, content };
            if !present.contains(Path::new(path)) {
                missing.push(file);
            } else if !is_same(&folder.join(path), content)? {
                changed.push(file);
            }
        }
        let unchanged = files.len() - missing.len() - changed.len();
        Ok(Self {
            folder,
            missing,
            changed,
            stale,
            unchanged,
        })
    }

    /// Applies the changes: removes stale files, then writes the others. A new folder appears with all its files.
    pub(crate) fn apply(&self) -> Result<(), CommandError> {
        if !self.folder.exists() {
            return self
                .create()
                .map_err(|error| FileProblem::Write(error).at(self.folder));
        }
        for path in &self.stale {
            let path = self.folder.join(path);
            remove(&path, self.folder).map_err(|error| FileProblem::Write(error).at(&path))?;
        }
        // The file that marks the folder as generated comes first, so that another run can complete an
        // interrupted one.
        let mut files: Vec<_> = self.missing.iter().chain(&self.changed).collect();
        files.sort_by_key(|file| file.path != MARKED_FILE);
        for file in files {
            let path = self.folder.join(file.path);
            write(&path, file.content).map_err(|error| FileProblem::Write(error).at(&path))?;
        }
        Ok(())
    }

    /// Writes all files to a temporary folder beside the new one, and gives it the name of that.
    fn create(&self) -> io::Result<()> {
        let parent = parent(self.folder);
        fs::create_dir_all(parent)?;
        let temporary = names_of_temporaries().tempdir_in(parent)?;
        // The temporary folder is private. The folder in it has the permissions of an ordinary one.
        let crate_folder = temporary.path().join("crate");
        let mut known = BTreeSet::new();
        for file in &self.missing {
            let path = crate_folder.join(file.path);
            let folder = path.parent().unwrap_or(&crate_folder);
            if !known.contains(folder) {
                fs::create_dir_all(folder)?;
                known.insert(folder.to_owned());
            }
            fs::write(&path, file.content)?;
        }
        fs::rename(crate_folder, self.folder)
    }

    /// Adds the files that differ to those that are written together, the one that marks the folder first.
    pub(crate) fn stage(&self, staged: &mut Staged) {
        let mut files: Vec<_> = self.missing.iter().chain(&self.changed).collect();
        files.sort_by_key(|file| file.path != MARKED_FILE);
        for file in files {
            staged.add(self.folder.join(file.path), file.content.to_vec());
        }
    }

    /// Returns the stale files, by their paths in the folder.
    pub(crate) fn stale_paths(&self) -> Vec<PathBuf> {
        self.stale.clone()
    }

    /// Returns each file that differs: `missing`, `changed` or `stale`, and its path.
    pub(crate) fn differences(&self) -> Vec<(&'static str, String)> {
        let missing = self.missing.iter().map(|file| ("missing", file.path));
        let changed = self.changed.iter().map(|file| ("changed", file.path));
        let written = missing.chain(changed);
        let written = written.map(|(what, path)| (what, Path::new(path)));
        let stale = self.stale.iter().map(|path| ("stale", path.as_path()));
        let all = written.chain(stale);
        all.map(|(what, path)| (what, display_path(&self.folder.join(path))))
            .collect()
    }

    /// Returns how many files are written, unchanged and removed.
    pub(crate) fn numbers(&self) -> (usize, usize, usize) {
        let written = self.missing.len() + self.changed.len();
        (written, self.unchanged, self.stale.len())
    }

    /// Returns a summary of the changes: `2 written, 40 unchanged, 1 removed`.
    pub(crate) fn tally(&self) -> String {
        tally(self.numbers())
    }
}

/// Returns how many files are written, unchanged and removed, as text.
pub(crate) fn tally((written, unchanged, removed): (usize, usize, usize)) -> String {
    format!("{written} written, {unchanged} unchanged, {removed} removed")
}

/// A hash of the content of each file of a crate, by its path.
pub(crate) type Hashes = BTreeMap<String, u64>;

/// Returns the hash of each file.
pub(crate) fn hashes(files: &Files) -> Hashes {
    let files = files.iter();
    files
        .map(|(path, content)| (path.clone(), hash(content)))
        .collect()
}

/// Whether a folder contains exactly the files with these hashes.
pub(crate) fn has_exactly(folder: &Path, files: &Hashes) -> io::Result<bool> {
    let Present {
        files: present,
        empty_folders,
    } = Present::look_through(folder, |name| files.contains_key(name))?;
    if present.len() != files.len() || !empty_folders.is_empty() {
        return Ok(false);
    }
    for (path, expected) in files {
        let path = folder.join(path);
        let is_regular = fs::symlink_metadata(&path)?.is_file();
        if !is_regular || hash(&fs::read(&path)?) != *expected {
            return Ok(false);
        }
    }
    Ok(true)
}

fn hash(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    hasher.finish()
}

/// Lists each file that differs on its own line.
impl fmt::Display for Changes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut differences = self.differences().into_iter();
        differences.try_for_each(|(what, path)| writeln!(f, "{what:7} {path}"))
    }
}

/// The file whose first line marks a folder as generated.
const MARKED_FILE: &str = "Cargo.toml";

/// The start of that line.
const MARK: &str = "# @generated by";

fn is_ours(folder: &Path) -> bool {
    fs::read_to_string(folder.join(MARKED_FILE)).is_ok_and(|text| text.starts_with(MARK))
}

/// Whether the path is a regular file, not a link, with this content.
fn is_same(path: &Path, content: &[u8]) -> Result<bool, CommandError> {
    let read = || {
        let metadata = fs::symlink_metadata(path)?;
        let may_be = metadata.is_file() && metadata.len() == content.len() as u64;
        Ok(may_be && fs::read(path)? == content)
    };
    read().map_err(|error: io::Error| FileProblem::Read(error).at(path))
}

/// The content of a folder, with paths relative to it. Links count as files and are not followed.
#[derive(Debug, Default)]
struct Present {
    files: BTreeSet<PathBuf>,
    empty_folders: Vec<PathBuf>,
}

impl Present {
    /// Lists a folder, without the files that builds and users leave there.
    fn scan(folder: &Path, files: &Files) -> Result<Self, CommandError> {
        match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Ok(metadata) if !metadata.is_dir() => return Err(FileProblem::NotFolder.at(folder)),
            _ => {}
        }
        Self::look_through(folder, |name| files.contains_key(name))
            .map_err(|error| FileProblem::Read(error).at(folder))
    }

    /// Lists a folder. `is_generated` returns whether a name at its top is that of a generated file.
    fn look_through(folder: &Path, is_generated: impl Fn(&str) -> bool) -> io::Result<Self> {
        let mut present = Self::default();
        for name in names(folder)? {
            if name.to_str().is_some_and(&is_generated) || !is_left_alone(&name) {
                present.add(folder, name.into())?;
            }
        }
        Ok(present)
    }

    fn add(&mut self, folder: &Path, path: PathBuf) -> io::Result<()> {
        if !fs::symlink_metadata(folder.join(&path))?.is_dir() {
            self.files.insert(path);
            return Ok(());
        }
        let names = names(&folder.join(&path))?;
        if names.is_empty() {
            self.empty_folders.push(path);
            return Ok(());
        }
        names
            .into_iter()
            .try_for_each(|name| self.add(folder, path.join(name)))
    }
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name()))
        .collect()
}

/// Whether a build or a user leaves a file of this name at the top of a crate.
fn is_left_alone(name: &OsStr) -> bool {
    name == "target" || name == "Cargo.lock" || name.as_encoded_bytes().starts_with(b".")
}

/// Removes a file, link or empty folder, and the folders below `root` that are empty afterwards.
pub(crate) fn remove(path: &Path, root: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        fs::remove_dir(path)?
    } else {
        fs::remove_file(path)?
    }
    remove_empty_folders(path, root);
    Ok(())
}

/// Removes the folders of a file that is gone, below `root`, as far as they are empty.
pub(crate) fn remove_empty_folders(path: &Path, root: &Path) {
    let folders = path
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != root);
    for folder in folders {
        // A folder that cannot be removed is not empty.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

/// Writes a file atomically: readers see the old content or the new.
pub(crate) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    temporary(path, content)?.persist(path)?;
    Ok(())
}

/// Writes the content of a file beside the place of the file.
pub(crate) fn temporary(path: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = parent(path);
    fs::create_dir_all(folder)?;
    let mut file = new_file().tempfile_in(folder)?;
    file.write_all(content)?;
    Ok(file)
}

/// Returns the folder that a path is in.
fn parent(path: &Path) -> &Path {
    let parent = path.parent();
    let parent = parent.filter(|folder| !folder.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Creates a temporary file that is removed unless it is persisted. If the program is killed first, the
/// next run finds the file stale.
fn new_file() -> tempfile::Builder<'static, 'static> {
    let mut builder = names_of_temporaries();
    // The permissions of an ordinary file: readable for all, as far as the user's mask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Returns the form of the names of temporary files and folders.
fn names_of_temporaries() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("codegen-").suffix(".tmp");
    builder
}

#[cfg(test)]
mod tests;
