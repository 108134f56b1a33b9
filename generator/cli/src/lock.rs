//! The lock beside a manifest: the public API of the crate, which keeps its names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sdksmith::surface::Surface;
use sdksmith::{Location, Position};

use crate::input::{display_path, read_text};
use crate::output::write;
use crate::problem::FileProblem;
use crate::report::CommandError;

/// Returns the lock of a manifest: `codegen.lock` beside `codegen.toml`.
pub(crate) fn path_beside(manifest: &Path) -> PathBuf {
    manifest.with_extension("lock")
}

/// Reads a lock. There need not be one.
pub(crate) fn read(path: &Path) -> Result<Option<Surface>, CommandError> {
    if matches!(fs::metadata(path), Err(error) if error.kind() == io::ErrorKind::NotFound) {
        return Ok(None);
    }
    let text = read_text(path).map_err(|problem| problem.at(path))?;
    parse(&text.text, path).map(Some)
}

/// Reads the text of a lock from a path.
pub(crate) fn parse(text: &str, path: &Path) -> Result<Surface, CommandError> {
    Surface::parse(text).map_err(|problem| {
        let position = Position {
            line: problem.number,
            column: 1,
        };
        let location = Location::file(&display_path(path).into()).at(position);
        CommandError::located(location, problem)
    })
}

/// Returns why a lock is out of date: `missing` or `changed`.
pub(crate) fn difference(path: &Path, surface: &Surface) -> Option<&'static str> {
    match fs::read_to_string(path) {
        Ok(text) if text == surface.to_string() => None,
        Ok(_) => Some("changed"),
        Err(_) => Some("missing"),
    }
}

/// Writes a lock, unless it is up to date, and returns whether it did.
pub(crate) fn update(path: &Path, surface: &Surface) -> Result<bool, CommandError> {
    if difference(path, surface).is_none() {
        return Ok(false);
    }
    let written = write(path, surface.to_string().as_bytes());
    written.map_err(|error| FileProblem::Write(error).at(path))?;
    Ok(true)
}
