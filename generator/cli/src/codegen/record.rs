//! The record of a run that wrote a crate. With it, a second run on unchanged input knows its result without
//! generating.
//!
//! The generator is a function of its input, so a record holds if three things are as they were: the input, the
//! program, and the content of every generated file. All of them are compared, none by its time alone, except the
//! program: Cargo writes it again whenever its code changes.
//!
//! Records are kept in Cargo's target folder, because `cargo clean` and `.gitignore` cover it. A crate that has
//! none, and a record that can't be read or written, cost only time. `check` reads no record.

use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sdksmith::{Input, Output};
use serde::{Deserialize, Serialize};

use super::result::Contents;
use crate::format;
use crate::input::Job;
use crate::output::{self, Hashes};

/// The record of a crate, which may not exist yet.
#[derive(Debug)]
pub(super) struct RecordFile<'j> {
    path: PathBuf,
    output: &'j Path,
    /// The hash of the input and the program of this run.
    key: u64,
}

/// The content of a record.
#[derive(Debug, Deserialize, Serialize)]
struct Record {
    key: u64,
    /// The version of rustfmt, if it formatted a file.
    rustfmt: Option<String>,
    files: Hashes,
    contents: Contents,
}

impl<'j> RecordFile<'j> {
    /// Returns the record of a crate, or nothing if there is no folder for it.
    pub(super) fn of(job: &Job, output: &'j Path) -> Option<Self> {
        let absolute = std::path::absolute(output).ok()?;
        let target = target_folder(&absolute)?;
        let mut hasher = DefaultHasher::new();
        absolute.hash(&mut hasher);
        Some(Self {
            path: target.join(format!("sdksmith/{:016x}.json", hasher.finish())),
            output,
            key: key(job).ok()?,
        })
    }

    /// Returns what a run would report and the number of files, if it would write nothing.
    pub(super) fn up_to_date(&self) -> Option<(Contents, usize)> {
        let record = fs::read(&self.path).ok()?;
        let record: Record = serde_json::from_slice(&record).ok()?;
        let holds = record.key == self.key
            && output::has_exactly(self.output, &record.files).ok()?
            && (record.rustfmt.is_none() || record.rustfmt == format::version());
        holds.then_some((record.contents, record.files.len()))
    }

    /// Writes the record of a crate that was generated.
    pub(super) fn store(&self, generated: &Output, contents: Contents) {
        let rustfmt = match generated.unformatted.is_empty() {
            true => None,
            false => format::version(),
        };
        let record = Record {
            key: self.key,
            rustfmt,
            files: output::hashes(&generated.files),
            contents,
        };
        // Without a record, the next run generates.
        let _ = serde_json::to_vec(&record)
            .map_err(io::Error::from)
            .and_then(|text| output::write(&self.path, &text));
    }
}

/// The files by which Cargo's target folder is known: another folder of that name belongs to the user. Cargo writes
/// the first one only into a folder that it has made itself.
const MARKS: &[&str] = &["CACHEDIR.TAG", ".rustc_info.json"];

/// Returns Cargo's target folder: that of the crate or of a folder around it.
fn target_folder(crate_folder: &Path) -> Option<PathBuf> {
    let mut folders = crate_folder.ancestors().map(|folder| folder.join("target"));
    folders.find(|folder| {
        let mut marks = MARKS.iter();
        marks.any(|mark| folder.join(mark).is_file())
    })
}

/// Returns the hash of all that determines the files of a crate and the report of a run.
fn key(job: &Job) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let program = env::current_exe()?;
    let metadata = fs::metadata(&program)?;
    (program, metadata.len(), metadata.modified()?).hash(&mut hasher);
    // The lock is compared as text: a run writes it anew if it reads the same but looks different.
    let lock = job.lock.as_deref().map(|path| fs::read(path).ok());
    (lock, &job.changelog).hash(&mut hasher);
    let mut rest = job.input.clone();
    rest.lock = None;
    for text in texts(&mut rest) {
        std::mem::take(text).hash(&mut hasher);
    }
    // The form for debugging shows every other part of the input. It takes too long for the texts.
    let written = write!(Hashed(&mut hasher), "{rest:?}");
    written.map_err(io::Error::other)?;
    Ok(hasher.finish())
}

/// Returns the texts of the documents, of their overlays, and of the files that they refer to.
fn texts(input: &mut Input) -> impl Iterator<Item = &mut String> {
    let sources = input.documents.iter_mut();
    sources.flat_map(|document| {
        let source = &mut document.source;
        let overlays = source.overlays.iter_mut();
        let overlays = overlays.map(|overlay| &mut overlay.text);
        let files = source.files.values_mut().flatten();
        let texts = [&mut source.text].into_iter().chain(overlays).chain(files);
        texts.map(|text| &mut text.text)
    })
}

/// Hashes the text that is written to it.
struct Hashed<'h>(&'h mut DefaultHasher);

impl fmt::Write for Hashed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
